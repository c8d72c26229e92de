"""Writes the engine's golden files with PyTorch. See README.md beside this file."""

import random
from pathlib import Path

import torch
import torch.nn.functional as F

TARGET = Path(__file__).resolve().parents[2] / "Tests" / "ConvNetTests" / "Golden"


class Writer:
    """One golden file."""

    def __init__(self, name, title):
        self.path = TARGET / name
        version = torch.__version__.split("+")[0]
        self.lines = [f"# {title}", f"# PyTorch {version}, float64; made by Tools/golden/make_golden.py"]
        self.count = 0

    def case(self, operator, **options):
        self.count += 1
        words = [operator]
        for key, value in options.items():
            words.append(f"{key}={','.join(map(str, value)) if isinstance(value, tuple) else value}")
        self.lines.append(" ".join(words))

    def tensor(self, name, value, digits=7):
        shape = ",".join(map(str, value.shape))
        numbers = " ".join(f"{number:.{digits}g}" for number in value.detach().flatten().tolist())
        self.lines.append(f"{name} [{shape}] {numbers}".rstrip())

    def save(self):
        self.path.write_text("\n".join(self.lines) + "\n")
        print(f"{self.path.name}: {self.count} cases, {self.path.stat().st_size} bytes")


def decimals(generator, *shape):
    """Random numbers with two decimals, rounded to float32 as the engine will read them, then widened."""
    return (torch.randint(-199, 200, shape, generator=generator) / 100).to(torch.float32).to(torch.float64)


def conv_cases(random_source):
    """(input shape, weight shape, bias, stride, padding, dilation, groups), each option by itself and in combination."""
    one, none = (1, 1), (0, 0)
    yield (1, 1, 3, 3), (1, 1, 2, 2), False, one, none, one, 1
    yield (1, 1, 1, 1), (1, 1, 1, 1), True, one, none, one, 1
    yield (2, 1, 1, 1), (3, 1, 3, 3), True, one, (1, 1), one, 1
    yield (0, 2, 4, 4), (3, 2, 3, 3), True, one, (1, 1), one, 1
    yield (1, 1, 5, 5), (1, 1, 5, 5), True, one, none, one, 1
    yield (1, 3, 4, 4), (5, 3, 1, 1), True, one, none, one, 1
    yield (1, 3, 4, 4), (4, 3, 1, 1), True, (2, 2), none, one, 1
    yield (1, 1, 7, 9), (2, 1, 3, 5), True, one, none, one, 1
    yield (1, 2, 6, 6), (2, 2, 2, 2), True, (2, 2), none, one, 1
    yield (1, 2, 7, 6), (2, 2, 3, 3), True, (2, 1), none, one, 1
    yield (1, 2, 6, 7), (2, 2, 3, 3), True, (1, 3), none, one, 1
    yield (1, 1, 4, 4), (1, 1, 2, 2), True, (5, 5), none, one, 1
    yield (1, 2, 5, 5), (2, 2, 3, 3), True, one, (1, 1), one, 1
    yield (1, 2, 4, 5), (2, 2, 3, 3), True, one, (2, 0), one, 1
    yield (1, 1, 3, 3), (1, 1, 3, 3), True, one, (4, 5), one, 1
    yield (1, 2, 7, 7), (2, 2, 3, 3), True, one, none, (2, 2), 1
    yield (1, 2, 7, 8), (2, 2, 3, 2), True, one, (0, 1), (1, 3), 1
    yield (1, 1, 3, 3), (1, 1, 2, 2), True, one, (3, 3), (5, 4), 1
    yield (1, 4, 4, 4), (4, 2, 3, 3), True, one, (1, 1), one, 2
    yield (1, 4, 5, 4), (4, 1, 3, 3), True, one, (1, 1), one, 4
    yield (1, 3, 5, 5), (6, 1, 3, 3), True, (2, 2), (1, 1), one, 3
    yield (1, 6, 3, 4), (3, 2, 2, 2), False, one, none, one, 3
    yield (3, 2, 4, 3), (2, 2, 3, 3), False, (2, 2), (1, 1), one, 1
    yield (2, 3, 9, 9), (2, 3, 7, 7), True, (2, 2), (3, 3), one, 1
    made = 24
    while made < 84:
        groups = random_source.choice([1, 1, 1, 2, 3])
        batch, in_each, out_each = (random_source.randint(1, high) for high in (2, 2, 2))
        height, width, kernel_height, kernel_width = (random_source.randint(1, high) for high in (8, 8, 4, 4))
        pair = lambda low, high: (random_source.randint(low, high), random_source.randint(low, high))
        stride, padding, dilation = pair(1, 3), pair(0, 2), pair(1, 3)
        if height + 2 * padding[0] < dilation[0] * (kernel_height - 1) + 1:
            continue
        if width + 2 * padding[1] < dilation[1] * (kernel_width - 1) + 1:
            continue
        made += 1
        yield (
            (batch, groups * in_each, height, width),
            (groups * out_each, in_each, kernel_height, kernel_width),
            random_source.random() < 0.7, stride, padding, dilation, groups,
        )


def write_conv2d():
    writer = Writer("conv2d.txt", "torch.nn.functional.conv2d: output, and all gradients for the given output gradient")
    generator = torch.Generator().manual_seed(20)
    for input_shape, weight_shape, has_bias, stride, padding, dilation, groups in conv_cases(random.Random(21)):
        x = decimals(generator, *input_shape).requires_grad_()
        weight = decimals(generator, *weight_shape).requires_grad_()
        bias = decimals(generator, weight_shape[0]).requires_grad_() if has_bias else None
        y = F.conv2d(x, weight, bias, stride, padding, dilation, groups)
        gradient = decimals(generator, *y.shape)
        y.backward(gradient)
        writer.case("conv2d", stride=stride, padding=padding, dilation=dilation, groups=groups)
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


def window_cases(random_source):
    """(image shape, kernel, stride, padding, dilation)."""
    yield (1, 1, 3, 3), (2, 2), (1, 1), (0, 0), (1, 1)
    yield (1, 1, 1, 1), (1, 1), (1, 1), (0, 0), (1, 1)
    yield (2, 3, 4, 4), (2, 2), (2, 2), (0, 0), (1, 1)
    yield (1, 2, 4, 5), (3, 2), (1, 1), (1, 1), (1, 1)
    yield (1, 1, 7, 7), (3, 3), (1, 1), (0, 0), (2, 2)
    yield (2, 1, 5, 6), (2, 3), (2, 1), (1, 0), (1, 2)
    made = 6
    while made < 30:
        pair = lambda low, high: (random_source.randint(low, high), random_source.randint(low, high))
        size, kernel, stride, padding, dilation = pair(1, 7), pair(1, 3), pair(1, 3), pair(0, 2), pair(1, 3)
        if any(size[a] + 2 * padding[a] < dilation[a] * (kernel[a] - 1) + 1 for a in (0, 1)):
            continue
        made += 1
        yield (random_source.randint(1, 2), random_source.randint(1, 2), *size), kernel, stride, padding, dilation


def write_unfold_fold():
    writer = Writer("unfold-fold.txt", "torch.nn.functional.unfold and fold")
    generator = torch.Generator().manual_seed(30)
    for shape, kernel, stride, padding, dilation in window_cases(random.Random(31)):
        options = dict(kernel=kernel, stride=stride, padding=padding, dilation=dilation)
        arguments = dict(kernel_size=kernel, stride=stride, padding=padding, dilation=dilation)
        image = torch.arange(1, 1 + torch.Size(shape).numel(), dtype=torch.float64).reshape(shape)
        columns = F.unfold(image, **arguments)
        writer.case("unfold", **options)
        writer.tensor("input", image)
        writer.tensor("output", columns)
        columns = torch.randint(-99, 100, columns.shape, generator=generator, dtype=torch.float64)
        writer.case("fold", outputSize=shape[2:], **options)
        writer.tensor("input", columns)
        writer.tensor("output", F.fold(columns, shape[2:], **arguments))
    writer.save()


if __name__ == "__main__":
    write_conv2d()
    write_unfold_fold()
