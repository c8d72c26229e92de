#!/usr/bin/env python3
"""Measures quiz and status on a long history: a million answers to 10,000 exercises.

    Tools/benchmark-progress.py [--answers 1000000] [--exercises 10000] [--tool .build/release/studykit] [--keep DIR]

Makes chapters of choices and parametric questions and a progress file in a temporary folder (or in DIR, to be used again), then
prints medians and their ratio to the bound: the next question, from the line that answers one to the line that puts the next (the
answer is stored in between), and status, the whole process, with and without an exam date. A benchmark, not a test: it never fails
because a machine is busy. Standard library only.
"""

import argparse
import json
import os
import pathlib
import random
import sqlite3
import statistics
import subprocess
import tempfile
import time
import uuid
from datetime import date, timedelta

PER_CHAPTER = 100


def exercise(number):
    if number % 4:
        options = "\n".join(f"- [{'x' if option == number % 4 else ' '}] 選択肢 {option}" for option in range(4))
        return f":::exercise e{number} topic=topic-{number % 40}\n{number} 番: どれが正しいですか。\n\n{options}\n:::\n"
    return f"""::::exercise e{number} topic=topic-{number % 40}
高さ {{{{h}}}}、カーネル {{{{k}}}} のとき、出力の高さはいくつですか。

```swift question
let h = draw(10...99)
let k = draw([3, 5])
answer(h - k + {number % 7})
mistake(h - k - 1, "足し忘れています")
```
::::
"""


def make_chapters(folder, count):
    (folder / "chapters").mkdir(parents=True)
    for chapter in range((count + PER_CHAPTER - 1) // PER_CHAPTER):
        numbers = range(chapter * PER_CHAPTER, min(count, (chapter + 1) * PER_CHAPTER))
        text = f'---\ntitle: "章 {chapter}"\n---\n\n## 節\n\n' + "\n".join(map(exercise, numbers))
        (folder / "chapters" / f"chapter{chapter:03}.md").write_text(text)


def fill(database, exercises, answers):
    """Answers spread over two years, and what they add up to: plausible states, since the measure is the time to read them."""
    rng = random.Random(1)
    now = time.time()
    connection = sqlite3.connect(database)

    def rows():
        session = str(uuid.UUID(int=rng.getrandbits(128), version=4)).upper()
        for number in range(answers):
            index = number % exercises
            moment = now - 86400 * (1 + 730 * (answers - number) / answers)
            right = rng.random() < 0.8
            yield (
                str(uuid.UUID(int=rng.getrandbits(128), version=4)).upper(), f"chapter{index // PER_CHAPTER:03}", f"e{index}",
                f"topic-{index % 40}", number, moment, rng.uniform(5, 150), 0, int(right), 1, "2", "quiz", session, 0)

    connection.executemany("INSERT INTO answer VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", rows())
    each = answers // exercises
    connection.executemany(
        "INSERT INTO item VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        ((f"chapter{index // PER_CHAPTER:03}", f"e{index}", f"topic-{index % 40}", "review", None,
          rng.uniform(1, 200), rng.uniform(1, 10), now + 86400 * rng.uniform(-20, 60), now - 86400 * rng.uniform(1, 30), each,
          int(each * 0.8), 1) for index in range(exercises)))
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


class Bench:
    def __init__(self, tool, folder):
        self.tool, self.folder = tool, folder
        self.database = str(folder / "progress.sqlite")
        self.environment = {
            **os.environ, "STUDYKIT_PROGRESS": self.database, "XDG_CACHE_HOME": str(folder / "cache"), "LANG": "C.UTF-8"}

    def run(self, *arguments):
        start = time.perf_counter()
        subprocess.run([self.tool, *arguments], cwd=self.folder, env=self.environment, check=True, stdout=subprocess.DEVNULL)
        return (time.perf_counter() - start) * 1000

    def quiz(self, count, *arguments):
        """Milliseconds until the first question, and from each answer to the next question."""
        start = time.perf_counter()
        process = subprocess.Popen(
            [self.tool, "quiz", "--format", "json", "--count", str(count), *arguments], cwd=self.folder,
            env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        first, times, sent = None, [], None
        for line in process.stdout:
            now = time.perf_counter()
            if json.loads(line)["type"] == "question":
                if first is None:
                    first = (now - start) * 1000
                else:
                    times.append((now - sent) * 1000)
                sent = time.perf_counter()
                process.stdin.write(b'{"answer":"2"}\n' if len(times) < count else b'{"quit":true}\n')
                process.stdin.flush()
        process.wait()
        return first, times


def report(name, values, bound):
    median = statistics.median(values)
    print(f"{name:<58} {median:8.1f} ms   worst {max(values):8.1f}   bound {bound} ms   ratio {median / bound:.2f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answers", type=int, default=1_000_000)
    parser.add_argument("--exercises", type=int, default=10_000)
    parser.add_argument("--tool", default=".build/release/studykit")
    parser.add_argument("--keep", help="a folder for the data, made when it is not there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(options.keep or temporary) / "benchmark"
        bench = Bench(os.path.abspath(options.tool), folder)
        if not folder.exists():
            make_chapters(folder, options.exercises)
            bench.run("status")  # Makes the file, and remembers what is in the chapters.
            fill(bench.database, options.exercises, options.answers)
        print(
            f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, {options.answers} answers, {options.exercises} exercises, "
            f"{os.path.getsize(bench.database) >> 20} MB")
        bench.run("status")
        report("status, no exam date", [bench.run("status") for _ in range(7)], 300)
        one = ["chapter003"]
        bench.quiz(100, *one)  # Its questions' program is compiled here.
        first, times = bench.quiz(60, *one)
        report("next question, one chapter", times, 20)
        print(f"{'  its first one':<58} {first:8.1f} ms")
        first, times = bench.quiz(60, "--topic", "topic-1")
        report("next question, choices from all chapters", times, 20)
        print(f"{'  its first one':<58} {first:8.1f} ms")
        for days in (30, 83, 365):
            bench.run("plan", "--exam-date", str(date.today() + timedelta(days=days)), "--per-day", "30")
            report(f"status, {days} days before the exam", [bench.run("status") for _ in range(5)], 300)
        first, times = bench.quiz(60, "--topic", "topic-1")
        print(f"{'first question with an exam date':<58} {first:8.1f} ms")


main()
