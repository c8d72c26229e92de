"""Writes the golden file of linear layers, activations, softmax and losses with PyTorch. See README.md beside this file."""

import torch
import torch.nn.functional as F

from make_golden import Writer, decimals

ACTIVATIONS = {
    "relu": F.relu,
    "leakyReLU": lambda x: F.leaky_relu(x, 0.2),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "gelu": F.gelu,
    "geluTanh": lambda x: F.gelu(x, approximate="tanh"),
    "silu": F.silu,
}


def write_dense():
    writer = Writer("dense.txt", "torch.nn.functional: linear, activations, softmax, losses; outputs and gradients")
    generator = torch.Generator().manual_seed(70)

    def finish(x, y):
        gradient = decimals(generator, *y.shape)
        y.backward(gradient)
        writer.tensor("input", x)
        writer.tensor("output", y)
        writer.tensor("gradient", gradient)
        writer.tensor("inputGradient", x.grad)

    for shape, outputs, has_bias in [((1, 1), 1, True), ((3, 5), 4, True), ((2, 3, 4), 2, True), ((7,), 3, False), ((0, 2), 3, True)]:
        x = decimals(generator, *shape).requires_grad_()
        weight = decimals(generator, outputs, shape[-1]).requires_grad_()
        bias = decimals(generator, outputs).requires_grad_() if has_bias else None
        writer.case("linear")
        finish(x, F.linear(x, weight, bias))
        writer.tensor("weight", weight)
        writer.tensor("weightGradient", weight.grad)
        if has_bias:
            writer.tensor("bias", bias)
            writer.tensor("biasGradient", bias.grad)
    points = torch.tensor([-30, -8, -5.5, -3, -1, -0.5, -0.125, 0, 0.125, 0.5, 1, 3, 5.5, 30], dtype=torch.float64)
    for name, function in ACTIVATIONS.items():
        writer.case(name)
        x = points.clone().requires_grad_()
        finish(x, function(x))
    for name, function in [("softmax", F.softmax), ("logSoftmax", F.log_softmax)]:
        for shape, axis in [((4,), 0), ((2, 5), 1), ((2, 3, 2, 2), 1), ((3, 2), 0), ((2, 1), 1)]:
            writer.case(name, axis=axis)
            x = (5 * decimals(generator, *shape)).to(torch.float32).to(torch.float64).requires_grad_()
            finish(x, function(x, dim=axis))
    for shape in [(1, 2), (4, 3), (2, 3, 2, 2)]:
        for smoothing in [0, 0.1]:
            for reduction in ["mean", "sum"]:
                x = decimals(generator, *shape).requires_grad_()
                targets = torch.randint(0, shape[1], (shape[0], *shape[2:]), generator=generator)
                ignore = int(targets.flatten()[0]) if targets.numel() > 1 else -100
                y = F.cross_entropy(x, targets, ignore_index=ignore, reduction=reduction, label_smoothing=smoothing)
                y.backward()
                writer.case("crossEntropy", smoothing=smoothing, ignore=ignore, reduction=reduction)
                writer.tensor("input", x)
                writer.tensor("targets", targets)
                writer.tensor("output", y)
                writer.tensor("inputGradient", x.grad)
    for reduction in ["mean", "sum"]:
        x, target = decimals(generator, 2, 3).requires_grad_(), decimals(generator, 2, 3)
        y = F.mse_loss(x, target, reduction=reduction)
        y.backward()
        writer.case("mse", reduction=reduction)
        writer.tensor("input", x)
        writer.tensor("target", target)
        writer.tensor("output", y)
        writer.tensor("inputGradient", x.grad)
    writer.save()


if __name__ == "__main__":
    write_dense()
