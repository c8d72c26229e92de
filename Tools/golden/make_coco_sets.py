"""Writes what pycocotools makes of 240 small data sets (boxes and masks) and of random polygons.

The data sets themselves are not stored: Tests/VisionTests/Support/COCOSets.swift draws the same ones from the same
numbers. Whoever changes one of the two changes the other; a case's `state` tells if they have drifted apart.
"""

import contextlib
import copy
import io
import random
from collections import Counter
from importlib.metadata import version as version_of

import numpy as np
from pycocotools import mask
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from make_vision_golden import Writer


class Draws:
    """Knuth's 64-bit linear congruential generator, the upper bits of it."""

    def __init__(self, seed):
        self.state = seed * 0x9E3779B97F4A7C15 % 2**64
        for _ in range(4):
            self(1)

    def __call__(self, count):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % count


def rectangle(draw, width, height):
    """x, y, width, height in quarters of a pixel; about one in twelve has no width."""
    x, y = draw(4 * width), draw(4 * height)
    across = 0 if draw(12) == 0 else 1 + draw(4 * width - x)
    return [x, y, across, 1 + draw(4 * height - y)]


def near(draw, box):
    moves = [0, 0, 0, 2, -2, 4, -8, 12]
    x, y, width, height = (value + moves[draw(8)] for value in box)
    return [x, y, max(width, 0), max(height, 0)]


def polygon(box, is_triangle):
    x, y, width, height = (value / 4 for value in box)
    if is_triangle:
        return [x, y, x + width, y, x, y + height]
    return [x, y, x + width, y, x + width, y + height, x, y + height]


def runs(box, width, height):
    """The whole pixels of a box as uncompressed RLE."""
    x, y, across, down = (value // 4 for value in box)
    counts, run, inside = [], 0, False
    for column in range(width):
        for row in range(height):
            now = x <= column < x + across and y <= row < y + down
            if now != inside:
                counts.append(run)
                run, inside = 0, now
            run += 1
    return dict(size=[height, width], counts=counts + [run])


def compressed(box, is_triangle, width, height):
    rle = mask.frPyObjects([polygon(box, is_triangle)], height, width)[0]
    return dict(size=[height, width], counts=rle["counts"].decode())


def data_set(draw):
    mode, first = draw(3), 0 if draw(8) == 0 else 1
    classes, images, flipped = 1 + draw(4), 1 + draw(4), draw(2)
    many = draw(10) == 0
    truth = dict(images=[], annotations=[], categories=[dict(id=3 * k + 1, name=f"c{k}") for k in range(classes)])
    found = []

    def detect(image, width, height, box, kind, score):
        entry = dict(image_id=image, category_id=3 * kind + 1, score=score / 16)
        if mode != 1:
            entry["bbox"] = [value / 4 for value in box]
        shape = draw(3)
        if mode == 0:
            entry["segmentation"] = runs(box, width, height) if shape == 2 else [polygon(box, shape == 1)]
        if mode == 1:
            entry["segmentation"] = compressed(box, shape == 1, width, height)
        found.append(entry)

    for number in range(images):
        image = 10 * (images - number) if flipped else 10 * number + 5
        width, height = 16 + draw(48), 16 + draw(48)
        truth["images"].append(dict(id=image, width=width, height=height))
        if draw(6) == 0:
            continue
        for _ in range(draw(7)):
            box, kind, crowd = rectangle(draw, width, height), draw(max(classes - 1, 1)), int(draw(8) == 0)
            area = box[2] * box[3] / 16
            area = [area, area, 1024, 9216, 20000, area / 2][draw(6)]
            shape = draw(3)
            parts = [polygon(box, shape == 1)]
            if shape == 2:
                parts.append(polygon(rectangle(draw, width, height), True))
            truth["annotations"].append(dict(
                id=first + len(truth["annotations"]), image_id=image, category_id=3 * kind + 1, iscrowd=crowd,
                bbox=[value / 4 for value in box], area=area,
                segmentation=runs(box, width, height) if crowd else parts))
            for _ in range([0, 1, 1, 2, 3][draw(5)]):
                guess = kind if draw(8) else draw(classes)
                detect(image, width, height, near(draw, box), guess, draw(16))
                if draw(8) == 0:
                    found.append(copy.deepcopy(found[-1]))
        for _ in range(draw(4) + (110 if many and number == 0 else 0)):
            detect(image, width, height, rectangle(draw, width, height), draw(classes) if not many else 0, draw(16))
    return truth, found


def evaluate(truth, found, kind):
    with contextlib.redirect_stdout(io.StringIO()):
        data = COCO()
        data.dataset = copy.deepcopy(truth)
        data.createIndex()
        if found:
            results = data.loadRes(copy.deepcopy(found))
        else:
            # loadRes can't take an empty list; this is what it would make of one.
            results = COCO()
            results.dataset = dict(images=data.dataset["images"], categories=data.dataset["categories"], annotations=[])
            results.createIndex()
        evaluation = COCOeval(data, results, kind)
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    return [round(float(value), 13) for value in evaluation.stats]


def kinds(truth, found):
    """What a set is a case of, so that none is forgotten."""
    boxes = [entry["bbox"] for entry in found if "bbox" in entry]
    in_image = Counter((entry["image_id"], entry["category_id"]) for entry in found)
    scores = Counter((entry["category_id"], entry["score"]) for entry in found)
    with_truth = {entry["category_id"] for entry in truth["annotations"]}
    yield "crowd", any(entry["iscrowd"] for entry in truth["annotations"])
    yield "large", any(entry["area"] > 96**2 for entry in truth["annotations"])
    yield "edge of a range", any(entry["area"] in (1024, 9216) for entry in truth["annotations"])
    yield "tie", any(count > 1 for count in scores.values())
    yield "class without objects", len(with_truth) < len(truth["categories"])
    yield "image without anything", len(truth["images"]) > len(
        {entry["image_id"] for entry in truth["annotations"] + found})
    yield "no detections", not found
    yield "no objects", not truth["annotations"]
    yield "more than 100", any(count > 100 for count in in_image.values())
    yield "more than 10", any(count > 10 for count in in_image.values())
    yield "duplicate", any(a == b for a, b in zip(found, found[1:]))
    yield "no area", any(box[2] == 0 for box in boxes)
    yield "annotation 0", any(entry["id"] == 0 for entry in truth["annotations"])
    yield "masks only", bool(found) and not boxes
    yield "boxes only", bool(boxes) and "segmentation" not in found[0]


def golden(name, title):
    writer = Writer(name, title, f"pycocotools {version_of('pycocotools')}")
    writer.lines[1] = writer.lines[1].replace("make_vision_golden", "make_coco_sets")
    return writer


def write_sets():
    writer = golden("coco-sets.txt", "The 12 numbers of each data set of COCOSets, for boxes and for masks")
    seen = Counter()
    for seed in range(1, 241):
        draw = Draws(seed)
        truth, found = data_set(draw)
        seen.update(name for name, holds in kinds(truth, found) if holds)
        writer.case("set", seed=seed, state=draw.state % 2**32)
        writer.array("bbox", evaluate(truth, found, "bbox"))
        writer.array("segm", evaluate(truth, found, "segm"))
    assert len(seen) == 15 and min(seen.values()) >= 3, seen
    writer.lines.insert(2, "# sets with: " + ", ".join(f"{name} {count}" for name, count in sorted(seen.items())))
    writer.save()


def write_masks():
    writer = golden("masks.txt", "Polygons, their string, area, box; overlaps and merges with the one before")
    source = random.Random(66)
    previous = None
    for number in range(160):
        height, width = source.choice([(1, 1), (7, 5), (20, 30), (64, 48)]) if number % 2 == 0 else (height, width)
        points = source.choice([3, 3, 4, 5, 8, 20])
        digits = source.choice([0, 1, 2, 5])
        margin = source.choice([0, 0, 3, 40])
        shape = [round(source.uniform(-margin, side + margin), digits)
                 for _ in range(points) for side in (width, height)]
        if source.random() < 0.1:
            shape[2:4] = shape[:2]
        rle = mask.frPyObjects([shape], height, width)[0]
        writer.case("mask", height=height, width=width)
        writer.array("polygon", shape)
        writer.array("string", list(rle["counts"]))
        writer.array("area", [float(mask.area(rle))])
        writer.array("box", mask.toBbox(rle).tolist())
        if previous is not None and previous["size"] == rle["size"]:
            writer.array("overlaps", [mask.iou([rle], [previous], [crowd])[0][0] for crowd in (0, 1)])
            for name, both in (("union", 0), ("intersection", 1)):
                writer.array(name, list(mask.merge([rle, previous], intersect=both)["counts"]))
        previous = rle
    for _ in range(40):
        # Runs as a file may have them: also of no pixels, though not the very first ones.
        height, width = source.choice([(5, 7), (9, 4), (16, 16)])
        left, counts = height * width, []
        while left:
            count = min(left, source.choice([0, 1, 2, 3, height, 2 * height, 11]))
            if count or len(counts) > 1:
                counts.append(count)
                left -= count
        rle = mask.frPyObjects(dict(size=[height, width], counts=counts), height, width)
        writer.case("runs", height=height, width=width)
        writer.array("counts", counts)
        writer.array("string", list(rle["counts"]))
        writer.array("area", [float(mask.area(rle))])
        writer.array("box", mask.toBbox(rle).tolist())
    writer.save()


if __name__ == "__main__":
    write_sets()
    write_masks()
