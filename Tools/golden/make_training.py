"""Writes the golden file of optimisers, schedules, initialisers and losses with PyTorch. See README.md beside this file."""

import torch
import torch.nn.functional as F
from torch.optim import lr_scheduler

from make_golden import Writer, decimals

STEPS = 6


def write_optimizers(writer, generator):
    def case(name, make, **options):
        """STEPS steps of one parameter along given gradients; the value after each."""
        value = decimals(generator, 2, 3)
        parameter = torch.nn.Parameter(value.clone())
        optimizer = make([parameter])
        writer.case(name, steps=STEPS, **options)
        writer.tensor("value", value)
        for step in range(STEPS):
            gradient = decimals(generator, 2, 3)
            parameter.grad = gradient
            optimizer.step()
            writer.tensor(f"gradient{step}", gradient)
            writer.tensor(f"value{step}", parameter, digits=9)

    for lr, momentum, dampening, decay, nesterov in [
        (0.1, 0, 0, 0, False), (0.1, 0, 0, 0.05, False), (0.05, 0.9, 0, 0, False), (0.05, 0.9, 0.3, 0, False),
        (0.05, 0.9, 0, 0.1, False), (0.05, 0.9, 0, 0, True), (0.02, 0.8, 0, 0.1, True), (0.02, 0.5, 0.5, 0.01, False),
    ]:
        case(
            "sgd",
            lambda p: torch.optim.SGD(p, lr, momentum=momentum, dampening=dampening, weight_decay=decay, nesterov=nesterov),
            lr=lr, momentum=momentum, dampening=dampening, decay=decay, nesterov=int(nesterov))
    for name, kind in [("adam", torch.optim.Adam), ("adamw", torch.optim.AdamW)]:
        for lr, first, second, epsilon, decay, amsgrad in [
            (0.001, 0.9, 0.999, 1e-8, 0, False), (0.1, 0.9, 0.999, 1e-8, 0.1, False), (0.05, 0.5, 0.9, 1e-3, 0, False),
            (0.05, 0.8, 0.95, 1e-8, 0.2, True), (0.02, 0, 0.9, 1e-8, 0, True), (0.02, 0.9, 0, 1e-8, 0.01, False),
        ]:
            case(
                name,
                lambda p: kind(p, lr, betas=(float(first), float(second)), eps=epsilon, weight_decay=decay, amsgrad=amsgrad),
                lr=lr, first=first, second=second, epsilon=epsilon, decay=decay, amsgrad=int(amsgrad))


def write_schedules(writer):
    def case(name, count, make, initial=0.5, **options):
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=initial)
        schedule = make(optimizer)
        rates = []
        for _ in range(count):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step()
        writer.case(name, initial=initial, **options)
        writer.tensor("rates", torch.tensor(rates, dtype=torch.float64), digits=9)

    case("step", 12, lambda o: lr_scheduler.StepLR(o, 4, 0.3), every=4, factor=0.3)
    case("multiStep", 12, lambda o: lr_scheduler.MultiStepLR(o, [2, 7, 8], 0.2), milestones=(2, 7, 8), factor=0.2)
    case("exponential", 12, lambda o: lr_scheduler.ExponentialLR(o, 0.8), factor=0.8)
    case("cosine", 25, lambda o: lr_scheduler.CosineAnnealingLR(o, 10, 0.01), steps=10, minimum=0.01)
    case("warmUp", 12, lambda o: lr_scheduler.LinearLR(o, 0.1, total_iters=5), steps=5, start=0.1)

    def warm_cosine(o):
        parts = [lr_scheduler.LinearLR(o, 0.2, total_iters=4), lr_scheduler.CosineAnnealingLR(o, 8)]
        return lr_scheduler.SequentialLR(o, parts, [4])

    case("warmUpCosine", 12, warm_cosine, steps=4, start=0.2, cosine=8)
    for steps, rise in [(20, 0.3), (13, 0.25)]:
        case("oneCycle", steps - 1, lambda o: lr_scheduler.OneCycleLR(o, 0.5, steps, pct_start=rise), steps=steps, rise=rise)


def write_initializers(writer):
    for shape in [(4, 3), (6, 2, 3, 3), (8, 1, 5, 2), (1, 7)]:
        weight = torch.zeros(*shape, dtype=torch.float64)
        fan_in, fan_out = torch.nn.init._calculate_fan_in_and_fan_out(weight)
        # The distributions' parameters, as torch.nn.init computes them: standard deviations, then bounds.
        kaiming = torch.nn.init.calculate_gain("relu")
        leaky = torch.nn.init.calculate_gain("leaky_relu", 0.2)
        deviations = [
            kaiming / fan_in**0.5, kaiming / fan_out**0.5, leaky / fan_in**0.5, (2 / (fan_in + fan_out)) ** 0.5,
        ]
        bounds = []
        for fill in [
            lambda w: torch.nn.init.kaiming_uniform_(w, nonlinearity="relu"),
            lambda w: torch.nn.init.kaiming_uniform_(w, mode="fan_out", nonlinearity="relu"),
            lambda w: torch.nn.init.kaiming_uniform_(w, a=0.2),
            torch.nn.init.xavier_uniform_,
        ]:
            bounds.append(bound_of(fill, weight))
        writer.case("initializer", shape=shape, fans=(fan_in, fan_out))
        writer.tensor("deviations", torch.tensor(deviations, dtype=torch.float64))
        writer.tensor("bounds", torch.tensor(bounds, dtype=torch.float64))


def bound_of(fill, weight):
    """The upper end of the range that an initialiser of torch asks its generator for."""
    asked = []
    original = torch.Tensor.uniform_

    def uniform(self, low, high, **options):
        asked.append(high)
        return original(self, low, high, **options)

    torch.Tensor.uniform_ = uniform
    try:
        fill(weight.clone())
    finally:
        torch.Tensor.uniform_ = original
    return asked[0]


def write_losses(writer, generator):
    def finish(x, y, **tensors):
        y.backward()
        writer.tensor("input", x)
        for name, tensor in tensors.items():
            if tensor is not None:
                writer.tensor(name, tensor)
        writer.tensor("output", y)
        writer.tensor("inputGradient", x.grad)

    points = torch.tensor([-90, -30, -2, -0.5, 0, 0.25, 1, 40, 88], dtype=torch.float64)
    for reduction in ["mean", "sum"]:
        for positive, weighted in [(1, False), (3, False), (0.5, True)]:
            for x in [points.clone(), 3 * decimals(generator, 2, 3)]:
                x = x.to(torch.float32).to(torch.float64).requires_grad_()
                target = torch.randint(0, 5, x.shape, generator=generator).to(torch.float64) / 4
                weight = torch.randint(0, 3, x.shape, generator=generator).to(torch.float64) / 2 if weighted else None
                writer.case("binaryCrossEntropy", positive=positive, reduction=reduction)
                y = F.binary_cross_entropy_with_logits(
                    x, target, weight, reduction=reduction, pos_weight=torch.tensor(float(positive), dtype=torch.float64))
                finish(x, y, target=target, weight=weight)
        for beta, weighted in [(1, False), (0.25, False), (0, False), (0.5, True)]:
            x, target = decimals(generator, 3, 4).requires_grad_(), decimals(generator, 3, 4)
            weight = torch.randint(0, 3, x.shape, generator=generator).to(torch.float64) / 2 if weighted else None
            losses = F.smooth_l1_loss(x, target, reduction="none", beta=beta)
            losses = losses if weight is None else losses * weight
            writer.case("smoothL1", beta=beta, reduction=reduction)
            finish(x, losses.mean() if reduction == "mean" else losses.sum(), target=target, weight=weight)


def write_training():
    writer = Writer("training.txt", "torch.optim, lr_scheduler, nn.init, and losses of nn.functional")
    generator = torch.Generator().manual_seed(90)
    write_optimizers(writer, generator)
    write_schedules(writer)
    write_initializers(writer)
    write_losses(writer, generator)
    writer.save()


if __name__ == "__main__":
    write_training()
