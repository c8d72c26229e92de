"""Writes the golden files of the model zoo: every layer's output shape and costs, and numbers of three networks.

Shapes and parameters are those that torchvision's modules report while they run on the `meta` device, which computes
nothing; MACs are counted by PyTorch's own FlopCounterMode. LeNet-5, the U-Net and the detector are not torchvision's, so
they are written down here once more. See README.md beside this file.
"""

import math

import numpy as np
import torch
import torchvision
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from make_golden import Writer


class ConvNormActivation(nn.Sequential):
    def __init__(self, cin, cout, stride=1, activation=True):
        parts = [nn.Conv2d(cin, cout, 3, stride, 1, bias=False), nn.BatchNorm2d(cout)]
        super().__init__(*parts, *([nn.ReLU()] if activation else []))


class LeNet5(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.pool1, self.pool2 = nn.AvgPool2d(2), nn.AvgPool2d(2)
        self.fc1, self.fc2, self.fc3 = nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)

    def forward(self, x):
        x = self.pool1(torch.tanh(self.conv1(x)))
        x = self.pool2(torch.tanh(self.conv2(x)))
        return self.fc3(torch.tanh(self.fc2(torch.tanh(self.fc1(x.flatten(1))))))


class Deeper(nn.Module):
    def __init__(self, width, level):
        super().__init__()
        self.pool, self.level, self.up = nn.MaxPool2d(2), level, nn.ConvTranspose2d(2 * width, width, 2, 2)

    def forward(self, x):
        return self.up(self.level(self.pool(x)))


class Skip(nn.Module):
    def __init__(self, deeper):
        super().__init__()
        self.deeper = deeper

    def forward(self, x):
        return torch.cat([x, self.deeper(x)], dim=1)


class Level(nn.Module):
    def __init__(self, cin, width, level):
        super().__init__()
        self.encode = nn.Sequential(ConvNormActivation(cin, width), ConvNormActivation(width, width))
        self.skip = Skip(Deeper(width, level))
        self.decode = nn.Sequential(ConvNormActivation(2 * width, width), ConvNormActivation(width, width))

    def forward(self, x):
        return self.decode(self.skip(self.encode(x)))


class UNet(Level):
    """Down and up by the usual recursion; the lowest level is two convolutions."""

    def __init__(self, cin, classes, width, depth):
        level = nn.Sequential(
            ConvNormActivation(width << (depth - 1), width << depth), ConvNormActivation(width << depth, width << depth)
        )
        for index in range(depth - 1, 0, -1):
            level = Level(width << (index - 1), width << index, level)
        super().__init__(cin, width, level)
        self.head = nn.Conv2d(width, classes, 1)

    def forward(self, x):
        return self.head(super().forward(x))


class ResidualStage(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.main = nn.Sequential(ConvNormActivation(width, width), ConvNormActivation(width, width, activation=False))

    def forward(self, x):
        return torch.relu(x + self.main(x))


class Head(nn.Module):
    def __init__(self, width, classes):
        super().__init__()
        self.objectness, self.box = nn.Conv2d(width, 1, 1), nn.Conv2d(width, 4, 1)
        self.classes = nn.Conv2d(width, classes, 1)

    def forward(self, x):
        return torch.cat([self.objectness(x), self.box(x), self.classes(x)], dim=1)


class Detector(nn.Module):
    def __init__(self, classes, cin, width):
        super().__init__()
        widths = [cin] + [width << stage for stage in range(4)]
        stages = []
        for before, after in zip(widths, widths[1:]):
            stages += [ConvNormActivation(before, after, stride=2), ResidualStage(after)]
        self.backbone = nn.Sequential(*stages)
        self.neck = ConvNormActivation(widths[-1], widths[-1])
        self.head = Head(widths[-1], classes)

    def forward(self, x):
        return self.head(self.neck(self.backbone(x)))


def vit(**options):
    return torchvision.models.VisionTransformer(**options)


MODELS = {
    "leNet5": (LeNet5, (1, 1, 32, 32)),
    "alexNet": (torchvision.models.alexnet, (1, 3, 224, 224)),
    "vgg16": (torchvision.models.vgg16, (1, 3, 224, 224)),
    "resNet18": (torchvision.models.resnet18, (1, 3, 224, 224)),
    "resNet50": (torchvision.models.resnet50, (1, 3, 224, 224)),
    "mobileNetV2": (torchvision.models.mobilenet_v2, (1, 3, 224, 224)),
    "mobileNetV2Half": (lambda: torchvision.models.mobilenet_v2(width_mult=0.5), (2, 3, 97, 130)),
    "uNet": (lambda: UNet(3, 2, 64, 4), (1, 3, 256, 256)),
    "oneStageDetector": (lambda: Detector(4, 3, 16), (1, 3, 100, 128)),
    "smallVisionTransformer": (
        lambda: vit(image_size=32, patch_size=4, num_layers=4, num_heads=4, hidden_dim=64, mlp_dim=128, num_classes=10),
        (2, 3, 32, 32),
    ),
    "vitB16": (torchvision.models.vit_b_16, (1, 3, 224, 224)),
}

# The layers whose shapes are compared. Activations are left out: torchvision runs one object at several places.
COMPARED = (nn.Conv2d, nn.ConvTranspose2d, nn.Linear, nn.BatchNorm2d, nn.LayerNorm, nn.MaxPool2d, nn.AvgPool2d, nn.AdaptiveAvgPool2d)


def joined(numbers):
    return ",".join(map(str, numbers))


def write_costs():
    writer = Writer("model-costs.txt", f"torchvision {torchvision.__version__.split('+')[0]}: parameters, MACs, output shapes")
    for name, (make, shape) in MODELS.items():
        with torch.device("meta"):
            model, x = make(), torch.empty(shape)
        rows = []

        def note(path):
            return lambda module, inputs, output: rows.append((path, type(module).__name__, output.shape, module))

        for path, module in model.named_modules():
            if isinstance(module, COMPARED):
                module.register_forward_hook(note(path))
        model.train()
        with FlopCounterMode(display=False) as counter:
            output = model(x)
        state = [key for key in model.state_dict() if not key.endswith("num_batches_tracked")]
        parameters = sum(parameter.numel() for parameter in model.parameters())
        writer.case(
            "model", name=name, input=shape, output=tuple(output.shape), parameters=parameters,
            macs=counter.get_total_flops() // 2, tensors=len(state),
        )
        # Enough to see that every tensor has its name and shape: a checksum would only say that one hasn't.
        for key in state:
            writer.case("tensor", path=key, shape=joined(model.state_dict()[key].shape))
        for path, kind, output, module in rows:
            count = sum(parameter.numel() for parameter in module.parameters())
            writer.case("layer", path=path, type=kind, output=joined(output), parameters=count)
    writer.save()


def formula(shape, index, kind):
    """Numbers from integers alone, the same in every language: hash(i) / 2³² in [0, 1), then scaled by what they are for."""
    count = math.prod(shape)
    i = np.arange(count, dtype=np.uint64) + np.uint64(7919 * (index + 1))
    mixed = (i * np.uint64(2654435761)) & np.uint64(0xFFFFFFFF)
    mixed ^= mixed >> np.uint64(15)
    mixed = (mixed * np.uint64(2246822519)) & np.uint64(0xFFFFFFFF)
    mixed ^= mixed >> np.uint64(13)
    unit = (mixed >> np.uint64(8)).astype(np.float64) / 2**24
    if kind == "spread":  # a positive scale or variance
        values = 0.5 + unit
    elif kind == "small":  # a bias or mean
        values = 0.25 * unit - 0.125
    else:  # a weight: He's rule is ±√(6 / fan-in); the power of two below it is exact in every language
        fan_in = math.prod(shape[1:])
        values = (2 * unit - 1) * 2.0 ** math.floor(math.log2(math.sqrt(6 / fan_in)))
    return torch.from_numpy(values.astype(np.float32).astype(np.float64)).reshape(shape)


def kind(path, shape):
    if path.endswith("running_var") or (path.endswith("weight") and len(shape) == 1):
        return "spread"
    return "small" if len(shape) == 1 else "weight"


def write_numbers():
    writer = Writer("model-numbers.txt", "torchvision, evaluation mode: outputs and norms of gradients, weights by formula")
    for name, make, shape in [
        ("resNet18", lambda: torchvision.models.resnet18(num_classes=10), (2, 3, 40, 33)),
        ("mobileNetV2", lambda: torchvision.models.mobilenet_v2(num_classes=10), (2, 3, 48, 33)),
        ("uNet", lambda: UNet(1, 3, 4, 2), (1, 1, 12, 8)),
        (
            "smallVisionTransformer",
            lambda: vit(image_size=32, patch_size=4, num_layers=4, num_heads=4, hidden_dim=64, mlp_dim=128, num_classes=10),
            (2, 3, 32, 32),
        ),
    ]:
        model = make().double().eval()
        state = {key: value for key, value in model.state_dict().items() if not key.endswith("num_batches_tracked")}
        # In the order of names, which both sides can make.
        for index, key in enumerate(sorted(state)):
            state[key].copy_(formula(tuple(state[key].shape), index, kind(key, state[key].shape)))
        x = formula(shape, 999, "small").mul(8).requires_grad_()
        y = model(x)
        delta = formula(tuple(y.shape), 998, "small") * 8
        y.backward(delta)
        writer.case(name, input=shape)
        writer.tensor("output", y)
        writer.tensor("inputGradientNorm", x.grad.norm())
        for key, parameter in model.named_parameters():
            writer.tensor(key, parameter.grad.norm())
    writer.save()


if __name__ == "__main__":
    write_costs()
    write_numbers()
