"""Writes the golden file of the transposed convolution with PyTorch. See README.md beside this file."""

import random

import torch
import torch.nn.functional as F

from make_golden import Writer, decimals


def cases(source):
    """(input shape, weight shape, bias, stride, padding, output padding, dilation, groups)."""
    one, none = (1, 1), (0, 0)
    yield (1, 1, 2, 2), (1, 1, 2, 2), False, one, none, none, one, 1
    yield (1, 1, 1, 1), (1, 2, 3, 3), True, one, none, none, one, 1
    yield (0, 2, 3, 3), (2, 1, 2, 2), True, (2, 2), none, none, one, 1
    yield (1, 2, 3, 4), (2, 2, 2, 2), True, (2, 2), none, none, one, 1
    yield (1, 1, 3, 4), (1, 2, 3, 3), True, (2, 2), (1, 1), none, one, 1
    yield (1, 1, 3, 4), (1, 2, 3, 3), True, (2, 2), (1, 1), (1, 1), one, 1
    yield (1, 1, 3, 2), (1, 1, 2, 3), True, one, (1, 2), (1, 2), (2, 3), 1
    yield (1, 4, 3, 3), (4, 1, 3, 2), True, (3, 1), (1, 0), (2, 0), one, 2
    yield (1, 3, 3, 3), (3, 1, 3, 3), False, (2, 2), (1, 1), (1, 1), one, 3
    made = 9
    while made < 48:
        pair = lambda low, high: (source.randint(low, high), source.randint(low, high))
        groups, in_each, out_each = source.choice([1, 1, 2]), source.randint(1, 2), source.randint(1, 2)
        size, kernel, stride, padding, dilation = pair(1, 4), pair(1, 3), pair(1, 3), pair(0, 2), pair(1, 3)
        extra = tuple(source.randint(0, max(s, d) - 1) for s, d in zip(stride, dilation))
        length = lambda a: (size[a] - 1) * stride[a] - 2 * padding[a] + dilation[a] * (kernel[a] - 1) + extra[a] + 1
        if length(0) < 1 or length(1) < 1 or length(0) * length(1) > 60:
            continue
        made += 1
        yield (
            (source.randint(1, 2), groups * in_each, *size), (groups * in_each, out_each, *kernel),
            source.random() < 0.7, stride, padding, extra, dilation, groups,
        )


def write_conv_transpose():
    writer = Writer("conv-transpose2d.txt", "torch.nn.functional.conv_transpose2d: output and all gradients")
    generator = torch.Generator().manual_seed(50)
    for input_shape, weight_shape, has_bias, stride, padding, extra, dilation, groups in cases(random.Random(51)):
        x = decimals(generator, *input_shape).requires_grad_()
        weight = decimals(generator, *weight_shape).requires_grad_()
        bias = decimals(generator, weight_shape[1] * groups).requires_grad_() if has_bias else None
        y = F.conv_transpose2d(x, weight, bias, stride, padding, extra, groups, dilation)
        gradient = decimals(generator, *y.shape)
        y.backward(gradient)
        writer.case(
            "convTranspose2d", stride=stride, padding=padding, outputPadding=extra, dilation=dilation, groups=groups)
        writer.tensor("input", x)
        writer.tensor("weight", weight)
        if has_bias:
            writer.tensor("bias", bias)
        writer.tensor("output", y)
        writer.tensor("gradient", gradient)
        writer.tensor("inputGradient", x.grad)
        writer.tensor("weightGradient", weight.grad)
        if has_bias:
            writer.tensor("biasGradient", bias.grad)
    writer.save()


if __name__ == "__main__":
    write_conv_transpose()
