#!/usr/bin/env python3
"""Measures `studykit evaluate coco` beside pycocotools and faster-coco-eval, in one run on one machine.

    python3 -m venv .venv && .venv/bin/pip install pycocotools faster-coco-eval
    .venv/bin/python Tools/benchmark-evaluate.py [--scale 1] [--repeat 3] [--only studykit]     (after `make build`)

The data: 5,000 images, 35,000 boxes of 80 classes, 245,000 detections, times the scale; drawn from a fixed seed. Each
tool runs in a process of its own, in turns; the best of its runs counts. The twelve numbers must be the same. A
benchmark, not a test: it never fails because a machine is busy.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

TOOL = Path(__file__).resolve().parent.parent / ".build" / "release" / "studykit"

REFERENCE = """
import contextlib, io, json, sys, time
name, truth, results = sys.argv[1:]
if name == "pycocotools":
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval
else:
    from faster_coco_eval import COCO, COCOeval_faster as COCOeval
with contextlib.redirect_stdout(io.StringIO()):
    start = time.perf_counter()
    data = COCO(truth)
    found = data.loadRes(results)
    loaded = time.perf_counter()
    evaluation = COCOeval(data, found, "bbox")
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    end = time.perf_counter()
print(json.dumps([loaded - start, end - loaded, [float(value) for value in evaluation.stats[:12]]]))
"""

NAMES = ["AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl"]


def draw(scale, folder):
    """Boxes of all sizes; three in five detections are near one, the others anywhere."""
    source = random.Random(1)
    images = [dict(id=1000 + 7 * n, width=640, height=480, file_name=f"{n:012d}.jpg") for n in range(5000 * scale)]
    categories = [dict(id=n + 1, name=f"class{n + 1}") for n in range(80)]
    annotations, results = [], []
    inside = [[] for _ in images]

    def kind():
        return min(int(source.expovariate(1 / 12)), 79) + 1

    for number in range(35000 * scale):
        place = source.randrange(len(images))
        width, height = (min(round(source.lognormvariate(3.8, 0.9), 2), side) for side in (600, 440))
        box = [round(source.uniform(0, 640 - width), 2), round(source.uniform(0, 480 - height), 2), width, height]
        annotations.append(dict(
            id=number + 1, image_id=images[place]["id"], category_id=kind(), bbox=box,
            area=round(width * height * source.uniform(0.4, 1), 3), iscrowd=int(source.random() < 0.01),
            segmentation=[]))
        inside[place].append(annotations[-1])
    while len(results) < 245000 * scale:
        place = source.randrange(len(images))
        if inside[place] and source.random() < 0.6:
            truth = source.choice(inside[place])
            spread = source.choice([0.02, 0.05, 0.1, 0.3])
            x, y, width, height = truth["bbox"]
            box = [x + source.gauss(0, spread * width), y + source.gauss(0, spread * height),
                   width * abs(1 + source.gauss(0, spread)), height * abs(1 + source.gauss(0, spread))]
            category = truth["category_id"] if source.random() < 0.9 else source.randint(1, 80)
            score = source.random()
        else:
            box = [source.uniform(0, 600), source.uniform(0, 400), source.uniform(2, 300), source.uniform(2, 300)]
            category, score = kind(), source.random() ** 3
        results.append(dict(image_id=images[place]["id"], category_id=category, bbox=box, score=score))
    truth = dict(images=images, annotations=annotations, categories=categories)
    for name, content in (("truth.json", truth), ("results.json", results)):
        with open(Path(folder) / name, "w") as file:
            json.dump(content, file)


def run(command):
    """Standard output, standard error, and the peak of the process's own memory in MB."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        output.seek(0)
        errors.seek(0)
        if status != 0:
            sys.exit(f"{command[0]}: {errors.read()[-800:]}")
        return output.read(), errors.read(), usage.ru_maxrss / 1024


def measure(name, truth, results):
    if name == "studykit":
        output, errors, memory = run([
            str(TOOL), "evaluate", "coco", "--truth", truth, "--results", results, "--format", "json", "--timings"])
        words = errors.split()
        metrics = json.loads(output)["metrics"]
        numbers = [-1 if metrics[key] is None else metrics[key] for key in NAMES]
        return float(words[1]) / 1000, float(words[4]) / 1000, memory, numbers
    output, _, memory = run([sys.executable, "-c", REFERENCE, name, truth, results])
    load, evaluate, numbers = json.loads(output)
    return load, evaluate, memory, numbers


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--scale", type=int, default=1)
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--draw", help="only write the data into this folder")
    options.add_argument("--only", nargs="*", default=["studykit", "faster-coco-eval", "pycocotools"])
    options = options.parse_args()
    if options.draw:
        return draw(options.scale, options.draw)
    with tempfile.TemporaryDirectory() as folder:
        # In another process: a process's peak begins with that of the one that starts it.
        subprocess.run([sys.executable, __file__, "--scale", str(options.scale), "--draw", folder], check=True)
        truth, results = (str(Path(folder) / name) for name in ("truth.json", "results.json"))
        sizes = [os.path.getsize(path) / 2**20 for path in (truth, results)]
        print(f"load {os.getloadavg()[0]:.2f}, {os.cpu_count()} cores, scale {options.scale}, "
              f"{sizes[0]:.0f} + {sizes[1]:.0f} MB of JSON")
        best = {}
        for _ in range(options.repeat):
            for name in options.only:
                now = measure(name, truth, results)
                old = best.get(name, now)
                best[name] = (min(now[0], old[0]), min(now[1], old[1]), min(now[2], old[2]), now[3])
        ours = best.get("studykit")
        for name, (load, evaluate, memory, numbers) in best.items():
            line = f"{name:18} load {load:7.3f} s   evaluate {evaluate:7.3f} s   peak {memory:6.0f} MB"
            if ours and name != "studykit":
                apart = max(abs(a - b) for a, b in zip(numbers, ours[3]))
                line += (f"   that is {load / ours[0]:.1f}, {evaluate / ours[1]:.1f} and {memory / ours[2]:.1f} times as much;"
                         f" numbers differ by at most {apart:.0e}")
            print(line)


if __name__ == "__main__":
    main()
