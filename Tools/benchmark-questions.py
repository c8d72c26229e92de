#!/usr/bin/env python3
"""Measures what the design promises of questions: the time from an answer to the next question, and what grading a chapter costs.

    Tools/benchmark-questions.py [CHAPTER]      (after `make build`; default chapter02 for drawing, chapter09 for grading)

A benchmark, not a test: it never fails because a machine is busy. The time of a draw is measured from outside, through `studykit quiz
--format json`, so that storing the answer and setting the next question count as well. Every code exercise is answered with its solution.
"""
import json, os, pathlib, re, shutil, statistics, subprocess, sys, tempfile, time

root = pathlib.Path(__file__).resolve().parent.parent
studykit = os.environ.get("STUDYKIT", str(root / ".build/release/studykit"))


def report(name, milliseconds, bound=None):
    ratio = f"   bound {bound:g} ms   ratio {milliseconds / bound:.2f}" if bound else ""
    print(f"{name:<52}{milliseconds:9.1f} ms{ratio}", flush=True)


def drawing(chapter, environment):
    command = [studykit, "quiz", chapter, "--count", "200", "--format", "json"]
    process = subprocess.Popen(command, cwd=root, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    times, asked = [], None
    for line in process.stdout:
        message = json.loads(line)
        if message["type"] != "question":
            continue
        if asked and message["kind"] == "numeric":
            times.append((time.perf_counter() - asked) * 1000)
        asked = time.perf_counter()
        process.stdin.write('{"skip":true}\n')
        process.stdin.flush()
    process.wait()
    return times


def answered(chapter, folder):
    """Answers to everything: 1 for what is no code, the solution for what is."""
    shutil.copytree(root / "exercises" / chapter, folder)
    sheet = folder / "answers.yaml"
    sheet.write_text(re.sub(r"(?m)^([a-z0-9-]+):\s*$", r"\1: 1", sheet.read_text()))
    text = (root / "chapters" / f"{chapter}.md").read_text()
    for part in re.split(r"(?m)^:+exercise ", text)[1:]:
        solution = re.search(r"```swift solution\n(.*?)```", part, re.S)
        if solution:
            (folder / f"{part.split()[0]}.swift").write_text("import ConvNet\nimport Vision\n" + solution[1])


def run(chapter, folder, environment):
    started = time.perf_counter()
    subprocess.run([studykit, "run", chapter, "--answers", str(folder)], cwd=root, env=environment, capture_output=True)
    return (time.perf_counter() - started) * 1000


def main():
    drawn, graded = (sys.argv[1], sys.argv[1]) if len(sys.argv) > 1 else ("chapter02", "chapter09")
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as work:
        environment = dict(os.environ, XDG_CACHE_HOME=f"{work}/cache", STUDYKIT_PROGRESS=f"{work}/progress.sqlite")
        for name in ("drawing, compiled anew", "drawing, compiled before"):
            times = drawing(drawn, environment)
            report(f"{name}: the first", times[0])
            report(f"{name}: median of {len(times) - 1} others", statistics.median(times[1:]), 5)
        folder = pathlib.Path(work) / "answers"
        answered(graded, folder)
        count = len(re.findall(r"(?m)^:+exercise ", (root / "chapters" / f"{graded}.md").read_text()))
        report(f"grading {graded}: {count} exercises, nothing stored", run(graded, folder, environment), 4000)
        report("grading: nothing changed", run(graded, folder, environment))
        code = next(iter(sorted(folder.glob("*.swift"))), None)
        if code:
            code.write_text(code.read_text() + "let anotherName = 1\n")
            report("grading: one code answer changed", run(graded, folder, environment), 600)


main()
