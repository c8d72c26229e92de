"""Writes the golden files of the Vision library. See README.md beside this file."""

import math
import random
from pathlib import Path

import torch
import torchvision
from torchvision import ops

TARGET = Path(__file__).resolve().parents[2] / "Tests" / "VisionTests" / "Golden"


class Writer:
    """One golden file; numbers with all their digits."""

    def __init__(self, name, title, source):
        self.path = TARGET / name
        self.lines = [f"# {title}", f"# {source}; made by Tools/golden/make_vision_golden.py"]
        self.count = 0

    def case(self, operator, **options):
        self.count += 1
        self.lines.append(" ".join([operator] + [f"{key}={value}" for key, value in options.items()]))

    def array(self, name, values, *shape):
        values = list(values)
        numbers = " ".join(f"{value:.17g}" for value in values)
        self.lines.append(f"{name} [{','.join(map(str, shape or (len(values),)))}] {numbers}".rstrip())

    def save(self):
        self.path.write_text("\n".join(self.lines) + "\n")
        print(f"{self.path.name}: {self.count} cases, {self.path.stat().st_size} bytes")


def flat(rows):
    return [value for row in rows for value in row]


def corners(source, count, size=40, digits=2):
    """Boxes with an area, as corners."""
    def edge():
        return round(source.uniform(0, size), digits) if digits else source.randint(0, size)

    boxes = []
    while len(boxes) < count:
        x, y = sorted((edge(), edge())), sorted((edge(), edge()))
        if x[0] < x[1] and y[0] < y[1]:
            boxes.append([x[0], y[0], x[1], y[1]])
    return boxes


def double(rows):
    return torch.tensor(rows, dtype=torch.float64).reshape(-1, 4)


def write_boxes():
    version = f"torchvision {torchvision.__version__.split('+')[0]}, float64"
    writer = Writer("overlaps.txt", "All pairs of a and b: the IoU family; and a in other formats", version)
    source = random.Random(60)
    sets = [
        ([[0, 0, 100, 100]], [[0, 0, 100, 100], [0, 0, 50, 50], [200, 200, 300, 300], [0, 0, 25, 25]]),
        ([[0, 0, 4, 4]], [[4, 0, 8, 4], [4, 4, 8, 8], [1, 1, 2, 2], [0, 2, 4, 6], [-4, -4, 0, 0]]),
    ] + [(corners(source, 4), corners(source, 5)) for _ in range(20)]
    for a, b in sets:
        a, b = double(a), double(b)
        writer.case("overlap")
        writer.array("a", flat(a.tolist()))
        writer.array("b", flat(b.tolist()))
        writer.array("xywh", flat(ops.box_convert(a, "xyxy", "xywh").tolist()))
        writer.array("cxcywh", flat(ops.box_convert(a, "xyxy", "cxcywh").tolist()))
        writer.array("iou", flat(ops.box_iou(a, b).tolist()))
        writer.array("giou", flat(ops.generalized_box_iou(a, b).tolist()))
        # Its eps keeps denominators from 0; these boxes have areas, and the true value is wanted.
        writer.array("diou", flat(ops.distance_box_iou(a, b, eps=0).tolist()))
        writer.array("ciou", flat(ops.complete_box_iou(a, b, eps=1e-300).tolist()))
    writer.save()


def soft_nms(boxes, scores, weight, minimum):
    """Bodla et al. 2017, figure 2, over a list that shrinks; the first of equal scores goes first."""
    left = [[score, index] for index, score in enumerate(scores)]
    result = []
    while left:
        best = max(left, key=lambda entry: (entry[0], -entry[1]))
        if best[0] < minimum:
            break
        left.remove(best)
        result.append((best[1], best[0]))
        for entry in left:
            entry[0] *= weight(ops.box_iou(double([boxes[best[1]]]), double([boxes[entry[1]]])).item())
    return result


def write_nms():
    version = f"torchvision {torchvision.__version__.split('+')[0]}, float64; Soft-NMS by its definition"
    writer = Writer("nms.txt", "What is kept, in this order: over all boxes, and per class", version)
    source = random.Random(61)
    for number in range(40):
        count = source.choice([0, 1, 2, 5, 12, 25])
        boxes = corners(source, count, size=source.choice([8, 16, 30]), digits=0)
        # Every third case has equal scores.
        steps = 4 if number % 3 == 0 else 1000
        scores = [source.randint(1, steps) / steps for _ in boxes]
        classes = [source.randint(0, 2) for _ in boxes]
        threshold = source.choice([0, 0.25, 0.3, 0.5, 0.5, 0.7, 1])
        tensors = double(boxes), torch.tensor(scores, dtype=torch.float64)
        writer.case("nms", threshold=threshold, sigma=0.5, minimum=0.05)
        writer.array("boxes", flat(boxes))
        writer.array("scores", scores)
        writer.array("classes", classes)
        writer.array("kept", ops.nms(*tensors, threshold).tolist())
        writer.array("keptPerClass", ops.batched_nms(*tensors, torch.tensor(classes), threshold).tolist())
        linear = soft_nms(boxes, scores, lambda iou: 1 - iou if iou > threshold else 1, 0.05)
        gaussian = soft_nms(boxes, scores, lambda iou: math.exp(-iou * iou / 0.5), 0.05)
        for name, result in (("linear", linear), ("gaussian", gaussian)):
            writer.array(name, [index for index, _ in result])
            writer.array(f"{name}Scores", [score for _, score in result])
    writer.save()


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    write_boxes()
    write_nms()
