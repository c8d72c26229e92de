"""Figures of steps: by mouse, keys and touch, and as stills without script and on paper."""
from faults import require

SHOWN = """figure => Array.from(figure.querySelectorAll('.frames > li'))
  .flatMap((step, place) => step.getClientRects().length > 0 && getComputedStyle(step).visibility === 'visible' ? [place] : [])"""
COUNT = "figure => figure.querySelectorAll('.frames > li').length"


def swipe(page, stage, distance):
    """A finger from one side to the other; Chromium's own protocol, since Playwright only taps."""
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    x, y = box["x"] + box["width"] / 2, max(60, min(840, box["y"] + box["height"] / 2))
    session = page.context.new_cdp_session(page)
    for kind, points in [("touchStart", [{"x": x - distance / 2, "y": y}]), ("touchMove", [{"x": x + distance / 2, "y": y + 3}]), ("touchEnd", [])]:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.detach()


def check_steps(watched, name, touches):
    """Steps every figure of a page to and fro. Returns how many there are."""
    page = watched.open(name).page
    page.emulate_media(media="screen", reduced_motion="reduce")
    figures = page.locator(".steps").all()
    for number, figure in enumerate(figures):
        where = f"{name} steps {number}"
        last = figure.evaluate(COUNT) - 1
        before = figure.bounding_box()

        def expect(place, what):
            shown = figure.evaluate(SHOWN)
            require(shown == [place], where, what, "shows", shown, "not", place)

        expect(0, "at first")
        figure.locator(".next").click()
        expect(min(1, last), "after a click")
        status = figure.locator("[role=status]").text_content()
        require(status.startswith(f"{min(1, last) + 1} / {last + 1} "), where, "says", status)
        stage = figure.locator(".stage")
        stage.focus()
        for key, place in [("End", last), ("ArrowRight", last), ("ArrowLeft", max(0, last - 1)), ("Home", 0)]:
            page.keyboard.press(key)
            expect(place, "after " + key)
        after = figure.bounding_box()
        require((before["width"], before["height"]) == (after["width"], after["height"]), where, "changes its size")
        if touches:
            for distance, place in [(-100, min(1, last)), (100, 0)]:
                swipe(page, stage, distance)
                expect(place, "after a swipe")
    page.emulate_media(media="print")
    for figure in figures:
        shown, count = figure.evaluate(SHOWN), figure.evaluate(COUNT)
        require(len(shown) == count, name, "prints", len(shown), "of", count, "steps")
    watched.look(name + " steps")
    return len(figures)


def check_stills(page, name):
    """On a page that has no script every step can be seen, and no button."""
    for figure in page.locator(".steps").all():
        shown, count = figure.evaluate(SHOWN), figure.evaluate(COUNT)
        require(len(shown) == count, name, "without script shows", len(shown), "of", count, "steps")
        require(not figure.locator(".step-bar").is_visible(), name, "shows the buttons of steps without script")
