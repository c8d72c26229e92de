"""Writes the golden file of the normalisations with PyTorch. See README.md beside this file."""

import torch
import torch.nn.functional as F

from make_golden import Writer, decimals


def write_normalisation():
    writer = Writer("normalisation.txt", "torch.nn normalisations: outputs, gradients, running statistics")
    generator = torch.Generator().manual_seed(80)

    def case(name, shape, parameter_shape, function, affine=True, statistics=(), **options):
        x = decimals(generator, *shape).requires_grad_()
        weight = decimals(generator, *parameter_shape).requires_grad_() if affine else None
        bias = decimals(generator, *parameter_shape).requires_grad_() if affine else None
        writer.case(name, **options)
        for key, value in statistics:
            writer.tensor(key, value)
        y = function(x, weight, bias)
        gradient = decimals(generator, *y.shape)
        y.backward(gradient)
        for key, value in statistics:
            writer.tensor(key + "After", value)
        writer.tensor("input", x)
        writer.tensor("output", y)
        writer.tensor("gradient", gradient)
        writer.tensor("inputGradient", x.grad)
        if affine:
            writer.tensor("weight", weight)
            writer.tensor("bias", bias)
            writer.tensor("weightGradient", weight.grad)
            writer.tensor("biasGradient", bias.grad)

    for training in (1, 0):
        for shape in [(2, 2, 2, 3), (1, 3, 3, 1), (2, 1, 1, 1), (3, 2, 2, 2)]:
            mean, variance = decimals(generator, shape[1]), decimals(generator, shape[1]).abs() + 0.5
            case(
                "batchNorm", shape, (shape[1],),
                lambda x, w, b: F.batch_norm(x, mean, variance, w, b, bool(training), 0.1, 1e-5),
                statistics=[("mean", mean), ("variance", variance)], training=training)
    for shape, groups in [((2, 4, 2, 2), 2), ((1, 3, 2, 3), 3), ((2, 2, 1, 3), 1), ((1, 6, 1, 1), 2)]:
        case("groupNorm", shape, (shape[1],), lambda x, w, b: F.group_norm(x, groups, w, b), groups=groups)
    for shape, affine in [((2, 2, 3, 2), True), ((1, 3, 1, 4), False)]:
        case(
            "instanceNorm", shape, (shape[1],), lambda x, w, b: F.instance_norm(x, weight=w, bias=b), affine=affine)
    for shape, axes in [((3, 5), 1), ((2, 3, 4), 1), ((2, 3, 4), 2), ((1, 2, 3, 2), 3), ((4,), 1)]:
        case("layerNorm", shape, shape[-axes:], lambda x, w, b: F.layer_norm(x, shape[-axes:], w, b), axes=axes)
    writer.save()


if __name__ == "__main__":
    write_normalisation()
