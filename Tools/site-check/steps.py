"""Figures of steps in a real browser: by mouse, keys and touch, and as stills without script and on paper."""
import time

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys


def shown(figure):
    """The positions of the steps that can be seen."""
    steps = figure.find_elements(By.CSS_SELECTOR, ".frames > li")
    return [place for place, step in enumerate(steps) if step.is_displayed()], len(steps)


def size(driver, figure):
    return driver.execute_script("var box = arguments[0].getBoundingClientRect(); return [box.width, box.height]", figure)


def swipe(driver, stage, distance):
    driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", stage)
    time.sleep(0.3)
    x, y = driver.execute_script(
        "var box = arguments[0].getBoundingClientRect();"
        "return [box.left + box.width / 2, Math.max(60, Math.min(innerHeight - 60, box.top + box.height / 2))]", stage)
    touch = lambda kind, points: driver.execute_cdp_cmd(
        "Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch("touchStart", [{"x": x - distance / 2, "y": y}])
    touch("touchMove", [{"x": x + distance / 2, "y": y + 3}])
    touch("touchEnd", [])
    time.sleep(0.1)


def check_steps(driver, address, name, touches, fault):
    """Steps every figure of a page to and fro. Returns how many there are."""
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]})
    driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": touches})
    driver.get(address)
    moved = driver.execute_async_script(
        "var done = arguments[0], sum = 0;"
        "new PerformanceObserver(function (list) { list.getEntries().forEach(function (one) { sum += one.value; }); })"
        ".observe({type: 'layout-shift', buffered: true}); setTimeout(function () { done(sum); }, 300)")
    if moved > 0.001:
        fault(name, "moves while it loads:", moved)
    figures = driver.find_elements(By.CSS_SELECTOR, ".steps")
    for number, figure in enumerate(figures):
        def expect(place, what):
            if shown(figure)[0] != [place]:
                fault(name, "steps", number, what, "shows", shown(figure)[0], "not", place)

        stage = figure.find_element(By.CSS_SELECTOR, ".stage")
        last = shown(figure)[1] - 1
        before = size(driver, figure)
        expect(0, "at first")
        button = figure.find_element(By.CSS_SELECTOR, ".next")
        driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", button)
        time.sleep(0.3)
        button.click()
        expect(min(1, last), "after a click")
        status = figure.find_element(By.CSS_SELECTOR, "[role=status]").get_attribute("textContent")
        if not status.startswith(f"{min(1, last) + 1} / {last + 1} "):
            fault(name, "steps", number, "says", status)
        driver.execute_script("arguments[0].focus()", stage)
        for key, place in [(Keys.END, last), (Keys.ARROW_RIGHT, last), (Keys.ARROW_LEFT, max(0, last - 1)), (Keys.HOME, 0)]:
            ActionChains(driver).send_keys(key).perform()
            expect(place, "after a key")
        if size(driver, figure) != before:
            fault(name, "steps", number, "changes its size")
        if touches:
            for distance, place in [(-100, min(1, last)), (100, 0)]:
                swipe(driver, stage, distance)
                expect(place, "after a swipe")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": []})
    for figure in figures:
        places, count = shown(figure)
        if len(places) != count:
            fault(name, "prints", len(places), "of", count, "steps")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    return len(figures)


def check_stills(driver, name, fault):
    """On the page at hand, which has no script, every step can be seen and no button."""
    for figure in driver.find_elements(By.CSS_SELECTOR, ".steps"):
        places, count = shown(figure)
        if len(places) != count or figure.find_element(By.CSS_SELECTOR, ".step-bar").is_displayed():
            fault(name, "without script shows", len(places), "of", count, "steps")
