#!/usr/bin/env python3
"""Opens a published site in Chromium and looks for what a reader would stumble over.

    Tools/site-check/check.py SITE --hostile SITE --studykit FILE [--screenshots DIR] [--only PART …] [--exercises N]

`make site-check` publishes the two sites and calls this. Exit status 0: nothing found.
"""
import argparse, functools, http.server, pathlib, shutil, sys, threading, time, urllib.parse

import crew, exam, exercises, faults, history, hostile, markup, pages, reader, search, steps
from browser import Browser

PARTS = ["markup", "pages", "habits", "reader", "steps", "live", "still", "hostile"]


def address(site):
    return f"file://{urllib.parse.quote(str(site))}/"


def serve(folder):
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    class Patient(http.server.ThreadingHTTPServer):
        def handle_error(self, *_):
            """A browser that leaves a page stops reading: no fault of anybody's."""

    server = Patient(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def check_markup(arguments):
    for site in filter(None, [arguments.site, arguments.hostile]):
        faults.section(f"markup of {site.name}")
        markup.check_html(site, are_ours=site == arguments.site)
        markup.check_links(site, are_ours=site == arguments.site)
        markup.check_secrets(site)
    if (arguments.site / "feed.xml").exists():
        markup.check_addresses(arguments.site, arguments.base_url)


def check_pages(browser, arguments, files, served, names):
    faults.section("every page: console, requests, width, shift, axe-core")
    shifts = crew.each(arguments.browser, pages.check_everywhere, names, files, served, arguments.screenshots)
    faults.measured("largest layout shift", round(max(shifts), 4))


def check_habits(browser, arguments, files, served, names):
    faults.section("weight, policy, theme, motion, keyboard, paper")
    most = {}
    for name in names:
        with browser.page(served, 360) as watched:
            total, script = pages.check_weight(watched, arguments.site, name, most)
            if name in ("index.html", "exam.html", "search.html"):
                faults.measured(name, f"{total} bytes, {script} of script")
    faults.measured("heaviest chapter", most)
    with browser.page(served, reduced_motion="reduce") as watched:
        for name in names:
            pages.check_quiet(watched, name)
    chapter = next(name for name in names if name.startswith("chapter"))
    with browser.page(served) as watched:
        for name in names:
            pages.check_policy(watched, name)
    with browser.page(files) as watched:
        for name in ("index.html", chapter, "exam.html"):
            pages.check_theme(watched, name)
    for name in [name for name in names if not name.startswith("chapter")] + [chapter]:
        # A page that scrolls smoothly is still on its way when it is looked at.
        with browser.page(served, reduced_motion="reduce") as watched:
            faults.measured(f"Tab stops of {name}", pages.check_keyboard(watched, name))
    with browser.page(served) as watched:
        for name in names:
            pages.check_paper(watched, name, arguments.screenshots)


def check_steps(browser, arguments, files, served, names):
    faults.section("figures of steps by mouse, keys, touch, on paper")
    for base, width in [(files, 360), (served, 1440)]:
        with browser.page(base, width) as watched:
            found = {name: steps.check_steps(watched, name, touches=width < 600) for name in names}
    faults.measured("figures of steps", {name: count for name, count in found.items() if count})


def check_reader(browser, arguments, files, served, names):
    faults.section("what readers use besides reading")
    for base, width in [(served, 1440), (files, 360)]:
        # A page that scrolls smoothly is still on its way when it is looked at.
        with browser.page(base, width, reduced_motion="reduce") as watched:
            reader.check_reader(watched, names, width)


def check_live(browser, arguments, files, served, names):
    chapters = [name for name in names if name.startswith("chapter")]
    for base, width, limit, some in [(served, 1440, arguments.exercises, chapters), (files, 360, 1, chapters)]:
        faults.section(f"exercises, search, exam, history at {width} px from {base[:5]}")
        with browser.page(base, width) as watched:
            exercises.check_exercises(watched, arguments.site, some, limit)
            for name in chapters[:3]:
                pages.axe(watched.open(name), f"{name} with history {width}")
            with_answers(watched, arguments, chapters[0], width)
            exercises.check_by_keyboard(watched, arguments.site, chapters[0])
            search.check_search(watched, arguments.screenshots, width)
            exam.check_exam(watched, arguments.site, width, arguments.screenshots)
            if arguments.studykit:
                history.check_history(browser, watched, arguments.studykit, chapters[0])


def with_answers(watched, arguments, name, width):
    """A page whose exercises show verdicts and explanations is held to the same rules."""
    page = watched.open(name).page
    live = exercises.Exercises(watched, arguments.site, name)
    for item, exercise in list(live.data["exercises"].items())[:12]:
        secret = exercises.opened(live.data, exercise["sealed"])
        if not exercise.get("set"):
            live.wrong_and_right(item, secret, exercise["kind"], 0)
    pages.axe(watched, f"{name} answered {width}")
    pages.sideways(watched, f"{name} answered {width}")
    if arguments.screenshots:
        page.locator(".exercise.live").nth(0).scroll_into_view_if_needed()
        page.screenshot(path=arguments.screenshots / f"answered-{width}.png")


def check_still(browser, arguments, files, served, names):
    faults.section("without script")
    for base, width in [(files, 360), (served, 1440)]:
        with browser.page(base, width, script=False) as watched:
            for name in names:
                pages.check_still(watched, name, arguments.screenshots if width == 360 else None)
                steps.check_stills(watched.page, name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=pathlib.Path)
    parser.add_argument("--hostile", type=pathlib.Path, help="a site made of hostile chapters")
    parser.add_argument("--studykit", help="the program, for the history's way there and back")
    parser.add_argument("--base-url", default="https://notes.example/cnn/", help="what the site was published with")
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--exercises", type=int, default=2, help="how many of each kind a page")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--browser", default=shutil.which("chromium"))
    arguments = parser.parse_args()
    arguments.site = arguments.site.resolve()
    arguments.hostile = arguments.hostile and arguments.hostile.resolve()
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    names = sorted(page.name for page in arguments.site.glob("*.html"))
    files = address(arguments.site)
    served = serve(arguments.site.parent) + urllib.parse.quote(arguments.site.name) + "/"
    if "markup" in arguments.only:
        check_markup(arguments)
    browser = Browser(arguments.browser)
    try:
        for part, check in (("pages", check_pages), ("habits", check_habits), ("reader", check_reader), ("steps", check_steps), ("live", check_live), ("still", check_still)):
            if part in arguments.only:
                started = time.monotonic()
                check(browser, arguments, files, served, names)
                faults.measured(part, f"{time.monotonic() - started:.0f} s")
        if arguments.hostile and "hostile" in arguments.only:
            faults.section("hostile chapters")
            for base in (address(arguments.hostile), serve(arguments.hostile.parent) + urllib.parse.quote(arguments.hostile.name) + "/"):
                with browser.page(base) as watched:
                    hostile.check_hostile(watched, arguments.hostile)
    finally:
        browser.close()
    print(faults.count(), "faults")
    sys.exit(1 if faults.count() else 0)


if __name__ == "__main__":
    main()
