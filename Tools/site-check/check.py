#!/usr/bin/env python3
"""Opens a published site in a real browser and looks for what a reader would stumble over.

    Tools/site-check/check.py SITE [--screenshots DIR]

Needs Debian's chromium and chromium-driver, and selenium, axe-core-python and html5lib from PyPI. For every page, from file:// and
from a sub-path on loopback, at 360 and 1440 px, light and dark: no message on the console, no sideways scrolling, no violation that
axe-core finds, HTML that parses, links that lead somewhere. Then exercises are answered, wrong and right, and the history is read back.
Exit status 0: nothing found.
"""
import argparse, functools, http.server, json, os, pathlib, re, sys, threading, time, urllib.parse, zlib, base64

import html5lib
from axe_core_python.selenium import Axe
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.chrome.service import Service

faults = []


def fault(*words):
    faults.append(" ".join(str(word) for word in words))
    print("fault:", *words)


def browser(width, script=True):
    options = webdriver.ChromeOptions()
    for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if not script:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.set_script_timeout(200)
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                           {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600})
    return driver


def unseal(key, sealed):
    state = key or 1
    result = bytearray()
    for byte in base64.b64decode(sealed):
        state ^= state << 13 & 0xFFFFFFFF
        state ^= state >> 17
        state ^= state << 5 & 0xFFFFFFFF
        result.append(byte ^ state >> 24)
    return json.loads(zlib.decompress(bytes(result)))


def check_links(site):
    """Every relative link leads to a file, every fragment to an id."""
    trees = {page.name: html5lib.parse(page.read_text(), namespaceHTMLElements=False) for page in site.glob("*.html")}
    ids = {name: {node.get("id") for node in tree.iter() if node.get("id")} for name, tree in trees.items()}
    for name, tree in trees.items():
        seen = [node.get("id") for node in tree.iter() if node.get("id")]
        for twice in {one for one in seen if seen.count(one) > 1}:
            fault(name, "id twice:", twice)
        for node in tree.iter():
            for attribute in ("href", "src"):
                address = node.get(attribute)
                if not address or re.match(r"(https?|mailto|data):", address):
                    continue
                path, _, fragment = address.partition("#")
                target = urllib.parse.unquote(path) or name
                if not (site / target).exists():
                    fault(name, "leads nowhere:", address)
                elif fragment and target in ids and urllib.parse.unquote(fragment) not in ids[target]:
                    fault(name, "no such place:", address)


def check_html(site):
    for page in sorted(site.glob("*.html")):
        parser = html5lib.HTMLParser()
        parser.parse(page.read_bytes())
        for position, code, details in parser.errors:
            fault(page.name, "HTML:", position, code, details)


def messages(driver):
    return [entry["message"] for entry in driver.get_log("browser") if "favicon" not in entry["message"]]


def check_page(driver, address, name, width, axe, screenshots):
    driver.get(address)
    time.sleep(0.3)
    for message in messages(driver):
        fault(name, width, "console:", message)
    wide = driver.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        fault(name, width, "scrolls sideways by", wide)
    others = driver.execute_script(
        "return performance.getEntriesByType('resource').map(e => e.name).filter(n => new URL(n).origin !== location.origin && !n.startsWith('file:') && !n.startsWith('data:'))")
    if others:
        fault(name, "asks others:", others)
    shift = driver.execute_async_script(
        "const done = arguments[0]; let sum = 0;"
        "new PerformanceObserver(l => l.getEntries().forEach(e => { if (!e.hadRecentInput) sum += e.value; })).observe({type: 'layout-shift', buffered: true});"
        "setTimeout(() => done(sum), 150);")
    if shift > 0.02:
        fault(name, width, "layout shifts by", round(shift, 3))
    if axe:
        # What KaTeX draws is hidden from readers of the page; its MathML is not. Looking into it takes minutes.
        found = Axe().run(driver, context={"exclude": [["k-h"]]}, options={"resultTypes": ["violations"]})
        for violation in found["violations"]:
            for node in violation["nodes"][:3]:
                fault(name, width, "axe:", violation["id"], node["target"], node.get("failureSummary", "")[:200])
    if screenshots:
        driver.save_screenshot(str(screenshots / f"{pathlib.Path(name).stem}-{width}.png"))


def given_for(secret, draw):
    """How the right answer is typed, and a wrong one."""
    answer = secret["answers"][draw]
    wrong = [mistake["text"] for mistake in answer["mistakes"]]
    return answer["text"], (wrong or ["123456789"])[0], answer["mistakes"][:1]


def submit(driver, section):
    driver.execute_script("arguments[0].requestSubmit()", section.find_element(By.CSS_SELECTOR, "form.answer"))
    for _ in range(40):
        results = section.find_elements(By.CSS_SELECTOR, ".verdict-place .result")
        if results:
            return results[0]
        time.sleep(0.05)
    fault("no verdict")
    return None


def answer(driver, section, kind, secret, right, draw=0):
    form = section.find_element(By.CSS_SELECTOR, "form.answer")
    driver.execute_script("arguments[0].reset(); arguments[1].textContent = ''", form,
                          section.find_element(By.CSS_SELECTOR, ".verdict-place"))
    said = None
    if kind == "numeric":
        good, bad, mistakes = given_for(secret, draw)
        driver.execute_script("arguments[0].value = arguments[1]", form.find_element(By.CSS_SELECTOR, "input"),
                              good if right else bad)
        said = mistakes[0]["misconception"] if mistakes and not right else None
    elif kind == "fill":
        for index, select in enumerate(form.find_elements(By.CSS_SELECTOR, "select")):
            number = secret["key"][index] if right else secret["key"][index] % 2 + 1
            driver.execute_script("arguments[0].value = arguments[1]", select, str(number))
    else:
        inputs = form.find_elements(By.CSS_SELECTOR, "input")
        chosen = secret["key"] if right else [n for n in range(1, len(inputs) + 1) if n not in secret["key"]][:1]
        for number in chosen:
            driver.execute_script("arguments[0].checked = true", inputs[number - 1])
    result = submit(driver, section)
    if result is None:
        return
    expected = "correct" if right else "incorrect"
    if expected not in result.get_attribute("class").split():
        fault("judged wrongly:", section.get_attribute("data-exercise"), expected, result.text)
    if said and said not in result.text:
        fault("does not say:", section.get_attribute("data-exercise"), said, "–", result.text)


def check_exercises(driver, site, address, limit):
    """Answers everything on a page wrong, then right, then another draw right; returns how many answers were given."""
    driver.get(address)
    name = urllib.parse.unquote(address.rsplit("/", 1)[1])
    document = (site / "data" / (pathlib.Path(name).stem + ".js")).read_text()
    data = json.loads(document[document.index("(") + 1:document.rindex(")")])
    page = (site / name).read_text()
    count = 0
    kinds = {}
    for section in driver.find_elements(By.CSS_SELECTOR, ".exercise.live"):
        exercise = data["exercises"].get(section.get_attribute("data-exercise"))
        if not exercise or kinds.get(exercise["kind"], 0) >= limit:
            continue
        kinds[exercise["kind"]] = kinds.get(exercise["kind"], 0) + 1
        secret = unseal(data["key"], exercise["sealed"])
        explanation = secret["explanation"] if isinstance(secret["explanation"], str) else secret["explanation"][0]
        if len(explanation) > 60 and explanation in page:
            fault(name, "explanation in plain text:", section.get_attribute("data-exercise"))
        for right in (False, True):
            answer(driver, section, exercise["kind"], secret, right)
            count += 1
        if explanation and not section.find_elements(By.CSS_SELECTOR, ".explanation-place section"):
            fault(name, "no explanation:", section.get_attribute("data-exercise"))
        if exercise["count"] > 1 and exercise["kind"] == "numeric":
            before = section.find_element(By.CSS_SELECTOR, ".prompt").text
            driver.execute_script("arguments[0].click()", section.find_element(By.CSS_SELECTOR, ".another"))
            time.sleep(0.2)
            if "\ue004" in section.text or "8800" in section.find_element(By.CSS_SELECTOR, ".prompt").text:
                fault(name, "marker shows:", section.get_attribute("data-exercise"))
            if before == section.find_element(By.CSS_SELECTOR, ".prompt").text and secret["draws"][0] != secret["draws"][1] and not exercise.get("set"):
                fault(name, "same numbers again:", section.get_attribute("data-exercise"))
            answer(driver, section, exercise["kind"], secret, True, draw=1)
            count += 1
    print(name, "answered", kinds)
    for message in messages(driver):
        fault(name, "console after answering:", message)
    driver.refresh()
    kept = driver.execute_script("return JSON.parse(localStorage.getItem('studykit-history') || '{\"answers\": []}').answers.length")
    return count, kept


def check_search(driver, base):
    for words, expected in [("畳み込み", True), ("畳込み", True), ("たたみこみ", True), ("タタミコミ", True),
                            ("convolution", True), ("ぷーりんぐ", True), ("ＩＭ２ＣＯＬ", True), ("zzzqqq", False)]:
        driver.get(base + "search.html?q=" + urllib.parse.quote(words))
        time.sleep(0.3)
        found = len(driver.find_elements(By.CSS_SELECTOR, ".results li"))
        if (found > 0) != expected:
            fault("search", words, "found", found)
    for message in messages(driver):
        fault("search console:", message)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--exercises", type=int, default=4, help="how many of each kind a page")
    parser.add_argument("--history", type=pathlib.Path, help="write the browser's history here")
    arguments = parser.parse_args()
    site = arguments.site.resolve()
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    check_html(site)
    check_links(site)
    names = sorted(page.name for page in site.glob("*.html"))
    files = f"file://{urllib.parse.quote(str(site))}/"

    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site.parent))
    handler.log_message = lambda *_: None
    http.server.SimpleHTTPRequestHandler.log_message = lambda *_: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served = f"http://127.0.0.1:{server.server_port}/{urllib.parse.quote(site.name)}/"

    for width in (360, 1440):
        driver = browser(width)
        for name in names:
            check_page(driver, files + name, name, width, True, arguments.screenshots)
        if width == 360:
            for dark in ("index.html", names[0]):
                driver.get(files + dark)
                driver.execute_script("localStorage.removeItem('studykit-theme')")
                driver.refresh()
                driver.find_element(By.CSS_SELECTOR, "button.theme").click()
                if driver.execute_script("return document.documentElement.dataset.theme") != "dark":
                    fault(dark, "does not switch to dark")
                check_page(driver, files + dark, dark.replace(".", "-dark."), width, True, arguments.screenshots)
            driver.execute_script("localStorage.removeItem('studykit-theme')")
        driver.quit()
    driver = browser(1440)
    total = 0
    for name in names:
        check_page(driver, served + name, name, 1440, False, None)
        if (site / "data" / (pathlib.Path(name).stem + ".js")).exists():
            count, kept = check_exercises(driver, site, served + name, arguments.exercises)
            total += count
            if kept != total:
                fault(name, "history has", kept, "answers, not", total)
    if arguments.history:
        driver.get(served + names[0])
        arguments.history.write_text(driver.execute_script("return localStorage.getItem('studykit-history')"))
    check_search(driver, served)
    driver.quit()
    driver = browser(1440)
    check_search(driver, files)
    driver.quit()
    driver = browser(360, script=False)
    for name in names:
        driver.get(files + name)
        if len(driver.find_element(By.TAG_NAME, "main").text) < 20:
            fault(name, "is empty without script")
        for message in messages(driver):
            if "script" not in message.lower():
                fault(name, "without script:", message)
    if arguments.screenshots:
        driver.get(files + names[0])
        driver.save_screenshot(str(arguments.screenshots / "no-script-360.png"))
    driver.quit()
    print(len(faults), "faults")
    sys.exit(1 if faults else 0)


main()
