"""Writes the golden files of anchors, targets and regions with torchvision. See README.md beside this file."""

import random

import torch
import torchvision
from make_vision_golden import Writer, corners, double, flat
from torchvision import ops
from torchvision.models.detection import _utils, anchor_utils, fcos, ssd
from torchvision.models.detection.image_list import ImageList

VERSION = f"torchvision {torchvision.__version__.split('+')[0]}"


def images(height, width):
    return ImageList(torch.zeros(1, 3, height, width), [(height, width)])


def maps(sizes):
    return [torch.zeros(1, 1, *size) for size in sizes]


def write_anchors():
    writer = Writer("anchors.txt", "Anchors of Faster R-CNN, default boxes of SSD; lists by feature map", VERSION)
    sets = [
        ((64, 64), [(4, 4)], [[32, 64]], [[0.5, 1, 2]]),
        ((97, 130), [(5, 8), (3, 4)], [[15, 33], [63]], [[0.5, 1, 2], [1, 3]]),
        ((50, 40), [(2, 1)], [[7.5]], [[0.25, 1, 4]]),
    ]
    for image, features, sizes, ratios in sets:
        generator = anchor_utils.AnchorGenerator(sizes=sizes, aspect_ratios=ratios)
        anchors = generator(images(*image), maps(features))[0]
        writer.case("anchors", image=f"{image[0]},{image[1]}")
        writer.array("maps", flat(features), len(features), 2)
        for level, (size, ratio) in enumerate(zip(sizes, ratios)):
            writer.array(f"sizes{level}", size)
            writer.array(f"ratios{level}", ratio)
        writer.array("boxes", flat(anchors.tolist()), len(anchors), 4)
    for image, features, ratios, steps in [
        ((64, 96), [(4, 6), (2, 3), (1, 1)], [[2], [2, 3], [2]], None),
        ((60, 60), [(4, 4), (2, 2)], [[2], [2, 3]], [16, 32]),
        ((32, 32), [(3, 3)], [[2, 3]], None),
    ]:
        generator = anchor_utils.DefaultBoxGenerator(ratios, steps=steps)
        # As torchvision computes, but in double precision.
        generator._wh_pairs = generator._generate_wh_pairs(len(ratios), dtype=torch.float64)
        torch.set_default_dtype(torch.float64)
        boxes = generator._grid_default_boxes(features, image, dtype=torch.float64)
        torch.set_default_dtype(torch.float32)
        size = torch.tensor([image[1], image[0]])
        boxes = torch.cat([(boxes[:, :2] - 0.5 * boxes[:, 2:]) * size, (boxes[:, :2] + 0.5 * boxes[:, 2:]) * size], -1)
        writer.case("defaults", image=f"{image[0]},{image[1]}")
        writer.array("maps", flat(features), len(features), 2)
        writer.array("steps", steps or [])
        for level, ratio in enumerate(ratios):
            writer.array(f"ratios{level}", ratio)
        writer.array("boxes", flat(boxes.tolist()), len(boxes), 4)
    writer.save()


def write_matching():
    title = "Matches: an object's position, -1 background, -2 ignored; offsets of objects[place % count]; hard negatives"
    writer = Writer("matching.txt", title, f"{VERSION}, float64")
    source = random.Random(71)
    for _ in range(25):
        objects = corners(source, source.randint(1, 4), size=24, digits=0)
        # Some anchors are near an object, some are an object.
        anchors = corners(source, 14, size=24, digits=0) + [
            [value + source.choice([0, 0, 1]) for value in source.choice(objects)] for _ in range(4)]
        anchors = [box for box in anchors if box[0] < box[2] and box[1] < box[3]]
        quality = ops.box_iou(double(objects), double(anchors))
        high, low = source.choice([(0.7, 0.3), (0.5, 0.5), (0.5, 0.4)])
        writer.case("match", high=high, low=low)
        writer.array("objects", flat(objects))
        writer.array("anchors", flat(anchors))
        writer.array("never", _utils.Matcher(high, low)(quality).tolist())
        writer.array("best", _utils.Matcher(high, low, allow_low_quality_matches=True)(quality).tolist())
        matches = _utils.SSDMatcher(high)(quality)
        writer.array("exclusive", matches.tolist())
        weights = source.choice([(1, 1, 1, 1), (10, 10, 5, 5)])
        coder = _utils.BoxCoder(weights)
        partners = double([objects[place % len(objects)] for place in range(len(anchors))])
        offsets = coder.encode_single(partners, double(anchors))
        wild = torch.tensor([[source.uniform(-3, 3) for _ in range(4)] for _ in anchors], dtype=torch.float64) * 8
        writer.array("weights", weights)
        writer.array("offsets", flat(offsets.tolist()))
        writer.array("wild", flat(wild.tolist()))
        writer.array("decoded", flat(coder.decode_single(wild, double(anchors)).tolist()))

        # SSD's own loss, asked which anchors it counted: the gradient of its classification loss says so.
        logits = torch.tensor([[[source.gauss(0, 2) for _ in range(3)] for _ in anchors]], dtype=torch.float64)
        logits.requires_grad_()
        model = ssd.SSD.__new__(ssd.SSD)
        torch.nn.Module.__init__(model)
        model.box_coder, model.neg_to_pos_ratio = coder, 3
        target = dict(boxes=double(objects), labels=torch.ones(len(objects), dtype=torch.int64))
        heads = dict(bbox_regression=torch.zeros(1, len(anchors), 4, dtype=torch.float64), cls_logits=logits)
        losses = model.compute_loss([target], heads, [double(anchors)], [matches])
        losses["classification"].backward()
        counted = logits.grad[0].abs().sum(dim=1) > 0
        classes = (matches >= 0).long()
        entropy = torch.nn.functional.cross_entropy(logits.detach()[0], classes, reduction="none")
        writer.array("losses", entropy.tolist())
        writer.array("negatives", [place for place in range(len(anchors)) if counted[place] and matches[place] < 0])
    writer.save()


def write_fcos():
    title = "FCOS: the object of each point (-1 none), its distances left, top, right, bottom, and its centre-ness"
    writer = Writer("fcos.txt", title, f"{VERSION}, float64")
    source = random.Random(72)
    model = fcos.FCOS.__new__(fcos.FCOS)
    torch.nn.Module.__init__(model)
    model.center_sampling_radius = 1.5
    for _ in range(12):
        image, features = (64, 64), [(8, 8), (4, 4), (2, 2)]
        generator = anchor_utils.AnchorGenerator(sizes=((8,), (16,), (32,)), aspect_ratios=((1.0,),) * 3)
        anchors = generator(images(*image), maps(features))[0].double()
        objects = double(corners(source, source.randint(1, 6), size=64, digits=1))
        found = []
        head = torch.nn.Module()
        head.compute_loss = lambda targets, outputs, anchors, matched: found.append(matched[0])
        model.head = head
        model.compute_loss([dict(boxes=objects)], {}, [anchors], [64, 16, 4])
        centres = (anchors[:, :2] + anchors[:, 2:]) / 2
        chosen = objects[found[0].clamp(min=0)]
        distances = torch.cat([centres - chosen[:, :2], chosen[:, 2:] - centres], dim=1)
        across, down = distances[:, [0, 2]], distances[:, [1, 3]]
        centreness = torch.sqrt(across.min(1)[0] / across.max(1)[0] * (down.min(1)[0] / down.max(1)[0]))
        distances[found[0] < 0] = 0
        centreness[found[0] < 0] = 0
        writer.case("fcos")
        writer.array("objects", flat(objects.tolist()))
        writer.array("matched", found[0].tolist())
        writer.array("distances", flat(distances.tolist()))
        writer.array("centreness", centreness.tolist())
    writer.save()


def write_focal():
    writer = Writer("focal.txt", "Sigmoid focal loss and the gradient of its sum", f"{VERSION}, float64")
    source = random.Random(73)
    for alpha, gamma in [(0.25, 2), (0.75, 0.5), (-1, 2), (0.25, 0), (0.5, 5)]:
        logits = torch.tensor([round(source.gauss(0, 6), 3) for _ in range(20)], dtype=torch.float64)
        # With an exponent below 1 the derivative of 0 to its power is NaN there.
        if gamma >= 1:
            logits = torch.cat([logits, torch.tensor([0, 40, -40], dtype=torch.float64)])
        targets = torch.tensor([source.choice([0.0, 1.0]) for _ in logits], dtype=torch.float64)
        logits.requires_grad_()
        loss = ops.sigmoid_focal_loss(logits, targets, alpha, gamma)
        loss.sum().backward()
        writer.case("focal", alpha=alpha, gamma=gamma)
        writer.array("logits", logits.tolist())
        writer.array("targets", targets.tolist())
        writer.array("loss", loss.tolist())
        writer.array("gradient", logits.grad.tolist())
    writer.save()


def write_regions():
    title = "RoI align (samples 0: as many as cells) and RoI pooling; the gradient of the input for that of the output"
    writer = Writer("regions.txt", title, f"{VERSION}, float64")
    source = random.Random(74)
    for number in range(24):
        shape = (2, 2, source.randint(3, 6), source.randint(3, 7))
        count = shape[0] * shape[1] * shape[2] * shape[3]
        # Whole numbers have ties.
        value = (lambda: source.randint(-2, 2)) if number % 4 == 0 else (lambda: round(source.gauss(0, 2), 2))
        data = torch.tensor([value() for _ in range(count)], dtype=torch.float64).reshape(shape)
        data.requires_grad_()
        scale = source.choice([1, 0.5, 0.25])
        # Boxes may reach beyond the image.
        boxes = [double([[a - 3 for a in box] for box in corners(source, source.randint(0, 3), size=8 / scale, digits=2)])
                 for _ in range(2)]
        output = (source.randint(1, 3), source.randint(1, 4))
        samples, aligned = source.choice([0, 1, 2, 3]), source.random() < 0.5
        writer.case("regions", scale=scale, output=f"{output[0]},{output[1]}", samples=samples, aligned=int(aligned))
        writer.array("input", data.flatten().tolist(), *shape)
        for image, list_of_boxes in enumerate(boxes):
            writer.array(f"boxes{image}", flat(list_of_boxes.tolist()))
        delta = None
        for name, result in (
            ("align", ops.roi_align(data, boxes, output, scale, samples or -1, aligned)),
            ("pool", ops.roi_pool(data, boxes, output, scale)),
        ):
            if delta is None:
                delta = torch.tensor([round(source.gauss(0, 1), 2) for _ in range(result.numel())],
                                     dtype=torch.float64).reshape(result.shape)
                writer.array("delta", delta.flatten().tolist(), *delta.shape)
            data.grad = None
            (result * delta).sum().backward()
            writer.array(name, result.flatten().tolist(), *result.shape)
            writer.array(f"{name}Gradient", data.grad.flatten().tolist(), *shape)
    writer.save()


if __name__ == "__main__":
    write_anchors()
    write_matching()
    write_fcos()
    write_focal()
    write_regions()
