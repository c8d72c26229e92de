"""Writes the golden file of the poolings with PyTorch. See README.md beside this file."""

import random

import torch
import torch.nn.functional as F

from make_golden import Writer, decimals


def windows(source, count, dilated):
    """(shape, kernel, stride, padding, dilation, ceil mode), all legal."""
    made = 0
    while made < count:
        pair = lambda low, high: (source.randint(low, high), source.randint(low, high))
        size, kernel, stride = pair(1, 7), pair(1, 3), pair(1, 4)
        dilation = pair(1, 3) if dilated and source.random() < 0.5 else (1, 1)
        effective = tuple(d * (k - 1) + 1 for d, k in zip(dilation, kernel))
        padding = tuple(source.randint(0, e // 2) for e in effective)
        ceil = source.random() < 0.5
        shape = (source.choice([1, 1, 2]), source.choice([1, 1, 2]), *size)
        try:
            result, places = F.max_pool2d(
                torch.zeros(shape), kernel, stride, padding, dilation, ceil, return_indices=True)
        except RuntimeError:
            continue
        # A window that sees no cell: PyTorch's place is then outside of the plane.
        if result.isinf().any():
            continue
        made += 1
        yield shape, kernel, stride, padding, dilation, ceil


def finish(writer, generator, x, y):
    gradient = decimals(generator, *y.shape)
    y.backward(gradient)
    writer.tensor("input", x)
    writer.tensor("output", y)
    writer.tensor("gradient", gradient)
    writer.tensor("inputGradient", x.grad)


def write_pooling():
    writer = Writer("pooling.txt", "torch.nn.functional poolings: output, and the gradient for the given output gradient")
    generator = torch.Generator().manual_seed(40)
    for shape, kernel, stride, padding, dilation, ceil in windows(random.Random(41), 40, True):
        # One decimal less than elsewhere, so that there are ties.
        x = torch.randint(-9, 10, shape, generator=generator).to(torch.float64).requires_grad_()
        y, places = F.max_pool2d(x, kernel, stride, padding, dilation, ceil, return_indices=True)
        writer.case("max", kernel=kernel, stride=stride, padding=padding, dilation=dilation, ceil=int(ceil))
        finish(writer, generator, x, y)
        writer.tensor("indices", places)
    source = random.Random(42)
    for shape, kernel, stride, padding, _, ceil in windows(random.Random(43), 50, False):
        include, divisor = source.random() < 0.5, source.choice([None, None, 3, -2])
        x = decimals(generator, *shape).requires_grad_()
        y = F.avg_pool2d(x, kernel, stride, padding, ceil, include, divisor)
        writer.case(
            "avg", kernel=kernel, stride=stride, padding=padding, ceil=int(ceil), include=int(include),
            divisor=divisor or 0)
        finish(writer, generator, x, y)
    for shape, kernel, stride, padding, _, ceil in windows(random.Random(44), 70, False):
        if padding != (0, 0):
            continue
        p = source.choice([1, 2, 2, 3, 4, 1.5])
        x = decimals(generator, *shape)
        # PyTorch takes no magnitudes: odd powers need them here.
        x = (x if p in (1, 2, 4) else x.abs()).requires_grad_()
        y = F.lp_pool2d(x, p, kernel, stride, ceil)
        writer.case("lp", p=p, kernel=kernel, stride=stride, ceil=int(ceil))
        finish(writer, generator, x, y)
    for index in range(30):
        shape = tuple(source.randint(1, high) for high in (2, 2, 7, 7))
        size = (source.randint(1, 5), source.randint(1, 5)) if index > 5 else (1, 1)
        x = decimals(generator, *shape).requires_grad_()
        writer.case("adaptiveAvg", outputSize=size)
        finish(writer, generator, x, F.adaptive_avg_pool2d(x, size))
        x = torch.randint(-9, 10, shape, generator=generator).to(torch.float64).requires_grad_()
        y, places = F.adaptive_max_pool2d(x, size, return_indices=True)
        writer.case("adaptiveMax", outputSize=size)
        finish(writer, generator, x, y)
        writer.tensor("indices", places)
    writer.save()


if __name__ == "__main__":
    write_pooling()
