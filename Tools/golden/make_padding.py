"""Writes the golden file of the padding modes with PyTorch. See README.md beside this file."""

import random

import torch

from make_golden import Writer, decimals

MODES = ["zeros", "reflect", "replicate", "circular"]


def cases(source):
    """(mode, same?, input shape, channels out, kernel, stride, padding, dilation, groups)."""
    for mode in MODES:
        for _ in range(5):
            pair = lambda low, high: (source.randint(low, high), source.randint(low, high))
            groups = source.choice([1, 1, 2])
            kernel, dilation = pair(1, 4), pair(1, 2)
            yield mode, True, (1, 2, *pair(4, 5)), 2, kernel, (1, 1), "same", dilation, groups
            kernel = pair(1, 3)
            yield mode, False, (1, 2, *pair(4, 5)), 2, kernel, pair(1, 3), pair(0, 3), (1, 1), groups


def write_padding():
    writer = Writer("conv2d-padding.txt", "torch.nn.Conv2d with padding modes: output and all gradients")
    generator = torch.Generator().manual_seed(60)
    for mode, same, shape, channels, kernel, stride, padding, dilation, groups in cases(random.Random(61)):
        layer = torch.nn.Conv2d(
            shape[1], channels, kernel, stride, padding, dilation, groups, bias=False, padding_mode=mode,
            dtype=torch.float64)
        layer.weight.data = decimals(generator, *layer.weight.shape)
        x = decimals(generator, *shape).requires_grad_()
        y = layer(x)
        gradient = decimals(generator, *y.shape)
        y.backward(gradient)
        writer.case(
            "conv2d", mode=mode, same=int(same), stride=stride, padding=(0, 0) if same else padding,
            dilation=dilation, groups=groups)
        writer.tensor("input", x)
        writer.tensor("weight", layer.weight)
        writer.tensor("output", y)
        writer.tensor("gradient", gradient)
        writer.tensor("inputGradient", x.grad)
        writer.tensor("weightGradient", layer.weight.grad)
    writer.save()


if __name__ == "__main__":
    write_padding()
