"""Writes the golden file of interpolation, max unpooling and class activation maps with PyTorch. See README.md beside this file."""

import torch
import torch.nn.functional as F

from make_golden import Writer, decimals

MODES = {
    "nearest": {"mode": "nearest"},
    "nearestExact": {"mode": "nearest-exact"},
    "bilinear": {"mode": "bilinear", "align_corners": False},
    "bilinearAligned": {"mode": "bilinear", "align_corners": True},
}


def write_interpolation(writer, generator):
    shapes = [
        ((1, 1, 1, 1), (3, 2)), ((1, 1, 2, 2), (4, 4)), ((2, 2, 3, 4), (6, 8)), ((1, 2, 3, 4), (7, 5)),
        ((1, 1, 6, 5), (3, 2)), ((1, 1, 5, 7), (1, 1)), ((1, 1, 4, 3), (4, 3)), ((1, 1, 2, 5), (9, 3)),
        ((0, 2, 3, 3), (5, 5)),
    ]
    for name, options in MODES.items():
        for shape, size in shapes:
            # PyTorch refuses to interpolate an empty batch backwards.
            x = decimals(generator, *shape).requires_grad_(shape[0] > 0)
            y = F.interpolate(x, size=size, **options)
            writer.case("interpolate", mode=name, size=size)
            writer.tensor("input", x)
            writer.tensor("output", y)
            if shape[0] > 0:
                gradient = decimals(generator, *y.shape)
                y.backward(gradient)
                writer.tensor("gradient", gradient)
                writer.tensor("inputGradient", x.grad)


def write_unpooling(writer, generator):
    for shape, kernel, stride, padding, given in [
        ((1, 1, 2, 2), (2, 2), (2, 2), (0, 0), False), ((2, 2, 4, 6), (2, 3), (2, 3), (0, 0), False),
        ((1, 2, 5, 7), (2, 2), (2, 2), (0, 0), True), ((1, 1, 6, 6), (3, 3), (3, 3), (1, 1), True),
        ((1, 1, 5, 5), (3, 1), (3, 1), (1, 0), True),
    ]:
        image = decimals(generator, *shape)
        pooled, indices = F.max_pool2d(image, kernel, stride, padding, return_indices=True)
        x = decimals(generator, *pooled.shape).requires_grad_()
        y = F.max_unpool2d(x, indices, kernel, stride, padding, output_size=shape[2:] if given else None)
        gradient = decimals(generator, *y.shape)
        y.backward(gradient)
        writer.case("maxUnpool", kernel=kernel, stride=stride, padding=padding, given=int(given))
        writer.tensor("image", image)
        writer.tensor("input", x)
        writer.tensor("indices", indices)
        writer.tensor("output", y)
        writer.tensor("gradient", gradient)
        writer.tensor("inputGradient", x.grad)


def write_maps(writer, generator):
    """A network by hand: convolution, relu, global average pooling, linear; the class' score differentiated."""
    for shape, channels, classes in [((1, 1, 3, 3), 2, 2), ((2, 3, 6, 5), 4, 3), ((3, 2, 4, 4), 5, 2)]:
        x = decimals(generator, *shape)
        weight, bias = decimals(generator, channels, shape[1], 3, 3), decimals(generator, channels)
        linear, linear_bias = decimals(generator, classes, channels), decimals(generator, classes)
        features = F.relu(F.conv2d(x, weight, bias, padding=1)).requires_grad_()
        scores = F.linear(features.mean((2, 3)), linear, linear_bias)
        chosen = torch.randint(0, classes, (shape[0],), generator=generator)
        (gradient,) = torch.autograd.grad(scores[torch.arange(shape[0]), chosen].sum(), features)
        alpha = gradient.mean((2, 3), keepdim=True)
        writer.case("maps", classes=tuple(chosen.tolist()))
        writer.tensor("input", x)
        writer.tensor("weight", weight)
        writer.tensor("bias", bias)
        writer.tensor("linear", linear)
        writer.tensor("linearBias", linear_bias)
        writer.tensor("features", features)
        writer.tensor("gradient", gradient)
        writer.tensor("cam", torch.einsum("c,nchw->nhw", linear[0], features).unsqueeze(1))
        grad_cam = F.relu((alpha * features).sum(1, keepdim=True))
        writer.tensor("gradCAM", grad_cam)
        large = F.interpolate(grad_cam, size=(9, 8), mode="bilinear", align_corners=False)
        low, high = large.amin((2, 3), keepdim=True), large.amax((2, 3), keepdim=True)
        writer.tensor("heatMap", (large - low) / torch.where(high > low, high - low, 1))


if __name__ == "__main__":
    writer = Writer("resampling.txt", "interpolate, max_unpool2d, class activation maps; outputs and gradients")
    generator = torch.Generator().manual_seed(90)
    write_interpolation(writer, generator)
    write_unpooling(writer, generator)
    write_maps(writer, generator)
    writer.save()
