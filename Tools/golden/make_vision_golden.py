"""Writes the golden files of the Vision library. See README.md beside this file."""

import contextlib
import io
import math
import random
import sys
from importlib.metadata import version as version_of
from pathlib import Path

import numpy as np
import torch
import torchvision
from pycocotools import mask
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from torchvision import ops

TARGET = Path(__file__).resolve().parents[2] / "Tests" / "VisionTests" / "Golden"


class Writer:
    """One golden file; numbers with all their digits."""

    def __init__(self, name, title, source):
        self.path = TARGET / name
        self.lines = [f"# {title}", f"# {source}; made by Tools/golden/{Path(sys.argv[0]).name}"]
        self.count = 0

    def case(self, operator, **options):
        self.count += 1
        self.lines.append(" ".join([operator] + [f"{key}={value}" for key, value in options.items()]))

    def array(self, name, values, *shape):
        values = list(values)
        numbers = " ".join(str(int(value)) if value == int(value) else repr(float(value)) for value in values)
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


def write_coco_overlaps():
    title = "pycocotools' overlaps of boxes (x y w h), to the bit: every a with every b, b a box or a crowd"
    writer = Writer("coco-overlaps.txt", title, f"pycocotools {version_of('pycocotools')}")
    source = random.Random(65)
    for _ in range(3):
        a, b = ([[source.randint(0, 99) / 10, source.randint(0, 99) / 10] + [
            source.choice([0, 0.3, 1, 2.5, 3.2, 7.7]) for _ in range(2)] for _ in range(12)] for _ in range(2))
        b[:4] = a[:4]
        writer.case("overlap")
        writer.array("a", flat(a), 12, 4)
        writer.array("b", flat(b), 12, 4)
        writer.array("iou", flat(mask.iou(np.array(a), np.array(b), [0] * 12).tolist()))
        writer.array("crowd", flat(mask.iou(np.array(a), np.array(b), [1] * 12).tolist()))
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


def near(source, box, size):
    """A detection of `box` (x, y, width, height), more or less."""
    x, y, width, height = (value + source.choice([0, 0, 0, 1, -1, 2, -4, 8]) for value in box)
    return [x, y, max(width, 0), max(height, 0)]


def detection_set(source, crowds):
    """Images with objects and detections of classes 1 to 4, of which 4 has no objects.

    Half of the sets for COCO have corners at tenths of a pixel, where x + w - x is not always w.
    """
    truths, found = [], []
    tenths = crowds and source.random() < 0.5
    images = source.randint(1, 6)
    for image in range(images):
        if source.random() < 0.15:
            continue
        for _ in range(source.randint(0, 7)):
            # Also sides of 32 and 96, the ends of the area ranges.
            box = [source.randint(0, 600) / 10 if tenths else source.randint(0, 60) for _ in range(2)]
            box += [source.choice([4, 10, 16, 31, 32, 33, 40, 96, 97, 120]) for _ in range(2)]
            mark = int(source.random() < 0.15)
            area = box[2] * box[3] * (source.choice([1, 1, 0.5]) if crowds else 1)
            kind = source.randint(1, 3)
            truths.append((image, kind, *box, mark, area))
            for _ in range(source.choice([0, 1, 1, 2, 3])):
                guess = kind if source.random() < 0.85 else source.randint(1, 4)
                found.append((image, guess, *near(source, box, 60), source.randint(1, 16) / 16))
        for _ in range(source.randint(0, 3)):
            box = [source.randint(0, 90), source.randint(0, 90), source.randint(0, 40), source.randint(0, 40)]
            found.append((image, source.randint(1, 4), *box, source.randint(1, 16) / 16))
    return images, truths, found


def write_sets(writer, images, truths, found, **options):
    writer.case("evaluate", images=images, **options)
    writer.array("truths", flat(truths), len(truths), 8)
    writer.array("detections", flat(found), len(found), 7)


def write_coco():
    title = "COCO: AP and highest recall of classes 1 to 4 [threshold, class, area, limit], -1 without objects"
    writer = Writer("coco.txt", title, f"pycocotools {version_of('pycocotools')}")
    source = random.Random(62)
    thresholds, limits = [0.5, 0.75, 0.95, 1.0], [1, 3, 100]
    while writer.count < 55:
        images, truths, found = detection_set(source, crowds=True)
        if not found:
            continue
        with contextlib.redirect_stdout(io.StringIO()):
            truth = COCO()
            truth.dataset = dict(
                images=[dict(id=image) for image in range(images)],
                categories=[dict(id=kind) for kind in range(1, 5)],
                annotations=[
                    dict(id=number + 1, image_id=row[0], category_id=row[1], bbox=list(row[2:6]), iscrowd=row[6],
                         area=row[7])
                    for number, row in enumerate(truths)
                ],
            )
            truth.createIndex()
            results = truth.loadRes(
                [dict(image_id=row[0], category_id=row[1], bbox=list(row[2:6]), score=row[6]) for row in found])
            evaluation = COCOeval(truth, results, "bbox")
            evaluation.params.iouThrs = np.array(thresholds)
            evaluation.params.maxDets = limits
            evaluation.evaluate()
            evaluation.accumulate()
            summary = COCOeval(truth, results, "bbox")
            summary.evaluate()
            summary.accumulate()
            summary.summarize()
        write_sets(writer, images, truths, found)
        writer.array("summary", [round(float(value), 13) for value in summary.stats])
        writer.array("thresholds", thresholds)
        writer.array("limits", limits)
        precision = evaluation.eval["precision"].mean(axis=1)
        writer.array("ap", [round(value, 13) for value in precision.flatten().tolist()], *precision.shape)
        recall = evaluation.eval["recall"]
        writer.array("recall", [round(value, 13) for value in recall.flatten().tolist()], *recall.shape)
    writer.lines.insert(2, "# truths: image class x y w h crowd area; detections: image class x y w h score")
    writer.save()
    # The ten thresholds, to the bit.
    assert np.array_equal(COCOeval(iouType="bbox").params.iouThrs, np.linspace(0.5, 0.95, 10))


def voc_curve(kind, truths, found):
    """Hits and misses of one class by the devkit's rule (VOCevaldet.m), and the number of objects."""
    objects = [[np.array(row[2:6], float), row[0], bool(row[6]), False] for row in truths if row[1] == kind]
    for entry in objects:
        entry[0][2:] += entry[0][:2]
    rows = [row for row in found if row[1] == kind]
    hits, misses = [], []
    for position in np.argsort([-row[6] for row in rows], kind="stable"):
        row = rows[position]
        box = np.array([row[2], row[3], row[2] + row[4], row[3] + row[5]], float)
        best, best_overlap = None, -np.inf
        for entry in (entry for entry in objects if entry[1] == row[0]):
            sides = np.minimum(entry[0][2:], box[2:]) - np.maximum(entry[0][:2], box[:2]) + 1
            if (sides <= 0).any():
                continue
            areas = [np.prod(corners[2:] - corners[:2] + 1) for corners in (entry[0], box)]
            overlap = sides.prod() / (sum(areas) - sides.prod())
            if overlap > best_overlap:
                best, best_overlap = entry, overlap
        hit = miss = 0
        if best is not None and best_overlap >= 0.5:
            if not best[2]:
                hit, miss = int(not best[3]), int(best[3])
                best[3] = True
        else:
            miss = 1
        hits.append(hit)
        misses.append(miss)
    return np.cumsum(hits), np.cumsum(misses), sum(not entry[2] for entry in objects)


def write_voc():
    title = "Pascal VOC: APs of classes 1 to 4, -1 without objects; at NumPy's, MATLAB's, added and exact recalls"
    writer = Writer("voc.txt", title, "The devkit's definitions in NumPy")
    source = random.Random(63)
    multiples = np.arange(0.0, 1.1, 0.1)
    # MATLAB's colon operator counts from both ends.
    both = np.array([k * 0.1 if k <= 5 else 1 - (10 - k) * 0.1 for k in range(11)])
    sums = np.cumsum([0.0] + [0.1] * 10)
    while writer.count < 60:
        images, truths, found = detection_set(source, crowds=False)
        results = {name: [] for name in ("multiples", "bothEnds", "repeatedSums", "fractions", "allPoints")}
        for kind in range(1, 5):
            hits, misses, count = voc_curve(kind, truths, found)
            if count == 0:
                for values in results.values():
                    values.append(-1)
                continue
            recall = hits / count
            precision = hits / np.maximum(hits + misses, 1)
            for name, grid in (("multiples", multiples), ("bothEnds", both), ("repeatedSums", sums)):
                results[name].append(sum(precision[recall >= t].max(initial=0) for t in grid) / 11)
            exact = [precision[hits * 10 >= k * count].max(initial=0) for k in range(11)]
            results["fractions"].append(sum(exact) / 11)
            edges = np.unique(np.concatenate([[0.0], recall]))
            area = sum((high - low) * precision[recall >= high].max() for low, high in zip(edges, edges[1:]))
            results["allPoints"].append(float(area))
        write_sets(writer, images, truths, found)
        for name, values in results.items():
            writer.array(name, [round(float(value), 13) for value in values])
    writer.lines.insert(2, "# truths: image class x y w h difficult area; detections: image class x y w h score")
    writer.save()


def write_segmentation():
    writer = Writer("segmentation.txt", "Label maps, image by image, and what they measure together; -1 is no value",
                    f"By the definitions, over masks, in NumPy {np.__version__}")
    source = np.random.default_rng(64)

    def ratio(part, whole):
        return part / whole if whole else -1

    def mean(values):
        present = [value for value in values if value >= 0]
        return sum(present) / len(present) if present else -1

    for number in range(25):
        classes = int(source.integers(1, 6))
        # Every fourth set is of few classes, so that some are absent.
        present = max(1, classes - 2) if number % 4 == 0 else classes
        pixels = int(source.integers(0, 60))
        images = int(source.integers(1, 4))
        truth = source.integers(0, present, (images, pixels))
        prediction = np.where(source.random(truth.shape) < 0.6, truth, source.integers(0, present, truth.shape))
        truth = np.where(source.random(truth.shape) < 0.1, 255, truth)
        writer.case("segmentation", classes=classes, images=images, void=255)
        writer.array("truth", truth.flatten().tolist(), images, pixels)
        writer.array("prediction", prediction.flatten().tolist(), images, pixels)
        counted = truth != 255
        masks = [(counted & (truth == label), counted & (prediction == label)) for label in range(classes)]
        accuracies = [ratio((t & p).sum(), t.sum()) for t, p in masks]
        ious = [ratio((t & p).sum(), (t | p).sum()) for t, p in masks]
        dices = [ratio(2 * (t & p).sum(), t.sum() + p.sum()) for t, p in masks]
        weighted = sum(t.sum() * iou for (t, _), iou in zip(masks, ious) if iou >= 0)
        writer.array("accuracies", accuracies)
        writer.array("ious", ious)
        writer.array("dices", dices)
        pixel_accuracy = ratio((counted & (truth == prediction)).sum(), counted.sum())
        writer.array("means", [pixel_accuracy, mean(accuracies), mean(ious), ratio(weighted, counted.sum()), mean(dices)])
    writer.lines.insert(2, "# means: pixel accuracy, mean accuracy, mean IoU, frequency-weighted IoU, mean Dice")
    writer.save()


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    write_boxes()
    write_coco_overlaps()
    write_nms()
    write_coco()
    write_voc()
    write_segmentation()
