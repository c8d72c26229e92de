#!/usr/bin/env python3
"""Measures what the design promises of `studykit publish`, and Jupyter Book on a comparable page, in one run on one machine.

    Tools/benchmark-publish.py [--copies N] [--shown-copies N] [--jupyter-book PROGRAM | --no-jupyter-book] [--runs N]      (after `make build`)

A benchmark, not a test: it never fails because a machine is busy. "Execution apart" means that the results of cells are stored already, as
they are after any `studykit run`; formulas that were set before are forgotten. Copies of all chapters, with other names and titles, show how the cost grows;
those whose cells are listings need no execution (that of 1,400 chapters would take an hour). What engines were compiled to is kept, as
Python's is. Jupyter Book (1.x, which
renders on its own; installed into a temporary folder unless given) gets the same chapter as MyST Markdown, with nothing to execute, with its
formulas left to the browser and its exercises as text: less work than studykit's. Without both, the two do the same.
"""
import argparse, os, pathlib, re, shutil, statistics, subprocess, sys, tempfile, time

root = pathlib.Path(__file__).resolve().parent.parent
studykit = os.environ.get("STUDYKIT", str(root / ".build/release/studykit"))


def timed(command, **options):
    started = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **options)
    seconds = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{command[:2]} ended with {done.returncode}: {done.stderr[-600:]}")
    return seconds


def report(name, seconds, bound=None):
    ratio = f"   bound {bound:g} s   ratio {seconds / bound:.2f}" if bound else ""
    print(f"{name:<58}{seconds:8.2f} s{ratio}", flush=True)


class Notes:
    """A folder of chapters and the site that is made of it."""

    def __init__(self, folder, sources):
        self.chapters = folder / "chapters"
        self.site = folder / "site"
        self.chapters.mkdir(parents=True)
        for name in ("glossary.yaml", "syllabus.yaml"):
            shutil.copy(root / "chapters" / name, self.chapters)
        for name, text in sources.items():
            (self.chapters / f"{name}.md").write_text(text)
        self.names = list(sources)
        self.edits = 0

    def publish(self):
        return timed([studykit, "publish", "--output", str(self.site)], cwd=self.chapters.parent)

    def afresh(self):
        shutil.rmtree(self.site, ignore_errors=True)
        shutil.rmtree(pathlib.Path(os.environ["XDG_CACHE_HOME"]) / "studykit/typeset", ignore_errors=True)
        return self.publish()

    def after_an_edit(self, name):
        self.edits += 1
        file = self.chapters / f"{name}.md"
        file.write_text(file.read_text() + f"\nもう一段落 {self.edits}。\n")
        return self.publish()


def copies(sources, count):
    many = {}
    for copy in range(count):
        for name, text in sources.items():
            many[f"{name}x{copy:03}"] = re.sub(r'^title: "', f'title: "{copy} ', text, count=1, flags=re.M)
    return many


def shown(text):
    """The chapter with its cells as listings of a language that is not run, and without what they would have given."""
    kept = without_exercises(text)
    kept = re.sub(r"^```output[^\n]*\n.*?^```\n", "", kept, flags=re.S | re.M)
    kept = re.sub(r"^```swift\b[^:\n]*", "```python", kept, flags=re.M)
    return kept.replace("`{swift} ", "`")


def growth(folder, what, sources, count, has_cells):
    """Seconds for the sources and for so many copies of them, execution apart."""
    few, many = Notes(folder / "few", sources), Notes(folder / "many", copies(sources, count))
    names = [f"{len(sources)} chapters {what}", f"{len(many.names)} chapters {what}"]
    if has_cells:
        for name, notes in zip(names, (few, many)):
            report(f"{name}, execution included", notes.publish())
    alone = statistics.median(few.afresh() for _ in range(3))
    report(f"{names[0]}, execution apart", alone)
    grown = many.afresh()
    report(f"{names[1]}, execution apart", grown)
    print(f"  {grown / alone:.1f} times {len(sources)} chapters (wanted: about {count})")
    report(f"{names[1]}, nothing changed", many.publish())
    report(f"{names[1]}, one chapter's prose changed", many.after_an_edit(min(many.names)))


def myst(text):
    """The chapter as a page of Jupyter Book: other containers and cells become plain blocks."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    text = re.sub(r"^:{3,}.*$", "", text, flags=re.M)
    text = re.sub(r"^```(\w+)[^\n]*$", r"```\1", text, flags=re.M)
    text = text.replace("```output", "```text").replace("```fill", "```text")
    return "# Notes\n\n" + re.sub(r"^`{3,}swift$", "```text", text, flags=re.M)


def without_formulas(text):
    """The chapter with the source of its formulas as code: then both set the same."""
    def prose(part):
        part = re.sub(r"^\$\$.*?^\$\$[^\n]*$", "", part, flags=re.S | re.M)
        return re.sub(r"(?<![\\$`])\$([^$\n`]+)\$(?!\$)", r"`\1`", part)

    parts = re.split(r"(^(?:`{3,}|~{3,}).*?^(?:`{3,}|~{3,})$)", text, flags=re.S | re.M)
    return "".join(part if index % 2 else prose(part) for index, part in enumerate(parts))


def without_exercises(text):
    """The chapter's text and cells: what a page of Jupyter Book can have as well."""
    kept, end = [], None
    for line in text.splitlines(keepends=True):
        opening = re.match(r"(:{3,})(?:exercise|set)\b", line)
        if end is None and opening:
            end = opening[1]
        elif end is None:
            kept.append(line)
        elif line.strip() == end:
            end = None
    return "".join(kept)


def against_jupyter_book(program, folder, what, name, text, runs):
    book = folder / "book"
    book.mkdir(parents=True)
    (book / "_config.yml").write_text("title: Notes\nexecute:\n  execute_notebooks: 'off'\nparse:\n  myst_enable_extensions: [dollarmath]\n")
    (book / "_toc.yml").write_text("format: jb-book\nroot: notes\n")
    page = book / "notes.md"
    page.write_text(myst(text))
    build = [program, "build", "--quiet", str(book)]

    def cold():
        shutil.rmtree(book / "_build", ignore_errors=True)
        return timed(build)

    def warm():
        page.write_text(page.read_text() + "\nもう一段落。\n")
        return timed(build)

    notes = Notes(folder / "one", {name: text})
    notes.publish()
    steps = [cold, warm, notes.afresh, lambda: notes.after_an_edit(name)]
    # In turn: a machine that is slow for a minute is slow for both.
    rounds = [[step() for step in steps] for _ in range(runs)]
    theirs_cold, theirs_warm, ours_cold, ours_warm = (statistics.median(times) for times in zip(*rounds))
    theirs, ours = (theirs_cold, theirs_warm), (ours_cold, ours_warm)
    for case, mine, other in zip(("cold", "warm, one paragraph more"), ours, theirs):
        print(f"{name}, {what}, {case}: studykit {mine:.2f} s, Jupyter Book {other:.2f} s: {other / mine:.1f} times faster (wanted: 10)", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=10, help="how many times all chapters, for the growth")
    parser.add_argument("--shown-copies", type=int, default=100, help="the same with cells that are not run (100: 1,400 chapters)")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--jupyter-book")
    parser.add_argument("--no-jupyter-book", action="store_true")
    arguments = parser.parse_args()
    sources = {file.stem: file.read_text() for file in sorted((root / "chapters").glob("chapter*.md"))}
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, {len(sources)} chapters")
        notes = Notes(folder / "all", sources)
        report("nothing stored at all, execution included", notes.publish())
        fresh = statistics.median(notes.afresh() for _ in range(3))
        report("nothing published, execution apart", fresh, 12)
        report("nothing changed", statistics.median(notes.publish() for _ in range(arguments.runs)), 0.3)
        name = sorted(sources)[2]
        notes.after_an_edit(name)
        report("one chapter's prose changed", statistics.median(notes.after_an_edit(name) for _ in range(arguments.runs)), 0.6)
        if arguments.copies > 1:
            growth(folder / "cells", "with cells", sources, arguments.copies, True)
        if arguments.shown_copies > 1:
            listings = {name: shown(text) for name, text in sources.items()}
            growth(folder / "listings", "with listings for cells", listings, arguments.shown_copies, False)
        if not arguments.no_jupyter_book:
            program = arguments.jupyter_book
            if not program:
                subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
                subprocess.run([str(folder / "venv/bin/pip"), "install", "--quiet", "jupyter-book==1.0.4.post1"], check=True)
                program = str(folder / "venv/bin/jupyter-book")
            name = max(sources, key=lambda one: len(sources[one]))
            text = without_exercises(sources[name])
            for what, page in [
                ("whole, exercises and formulas set by us alone", sources[name]),
                ("without exercises, formulas set by us alone", text),
                ("without exercises and formulas", without_formulas(text)),
            ]:
                against_jupyter_book(program, folder / what.replace(" ", "-"), what, name, page, arguments.runs)


main()
