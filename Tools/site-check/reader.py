"""What a reader uses besides reading: keys, side bar, notes beside the text, where to go on."""
import json, urllib.parse

from faults import measured, require
from pages import axe


def at(page):
    return urllib.parse.unquote(page.evaluate("() => location.pathname.split('/').pop() + location.hash"))


def place_of(page):
    """The page's name alone."""
    return page.evaluate("() => location.pathname.split('/').pop()")


def press(page, key, name):
    """A key that leads to the page `name`."""
    page.keyboard.press(key)
    page.wait_for_url(f"**/{name}*")


def check_keys(watched, chapters):
    first, second = chapters[:2]
    page = watched.open(first).page
    press(page, "ArrowRight", second)
    press(page, "ArrowLeft", first)
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(200)
    require(at(page) == first, "before the first chapter is", at(page))
    for key in ("/", "s", "Control+k"):
        watched.open(first)
        press(page, key, "search.html")
        page.wait_for_function("() => document.activeElement && document.activeElement.id === 'sk-query'")
    page.keyboard.type("s/?")
    require(page.locator("#sk-query").input_value() == "s/?", "keys are taken from a field:", page.locator("#sk-query").input_value())
    watched.open(first)
    page.locator("form.answer input[type=text]").first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    require(at(page) == first, "an arrow in a field turns the page")
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("?")
    dialog = page.locator("dialog.keys-help")
    dialog.wait_for()
    axe(watched, "list of keys")
    dialog.locator("input").uncheck()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    page.reload()
    for key in ("/", "s", "?"):
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    require(at(page) == first and page.locator("dialog[open]").count() == 0, "keys that were switched off go on")
    page.locator("button.keys").click()
    dialog.locator("input").check()
    dialog.locator("button").click()
    press(page, "/", "search.html")
    watched.look("keys")


def check_search_keys(watched):
    page = watched.open("search.html").page
    page.locator("#sk-query").fill("畳み込み")
    page.locator(".results a").first.wait_for()
    require(page.locator(".results mark").count() > 10, "search marks little of what it found")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    require(page.evaluate("() => document.activeElement === document.querySelector('.results a')"), "arrows don't choose a result")
    page.keyboard.press("ArrowUp")
    require(page.evaluate("() => document.activeElement.id") == "sk-query", "arrows don't lead back to the field")
    require(not page.evaluate("() => [...document.querySelectorAll('.results p')].some(node => /\\\\[a-z]|\\$/.test(node.textContent))"), "an excerpt shows TeX")
    watched.look("keys of the search")
    # A result leads to its section, where what was found is marked.
    link = page.locator(".results li:has(.where) a[href*='?q=']").nth(3)
    place = urllib.parse.unquote(link.get_attribute("href").split("#")[1])
    link.click()
    page.locator("main mark").first.wait_for(state="attached")
    require(page.evaluate("id => Math.abs(document.getElementById(id).getBoundingClientRect().top) < innerHeight / 2", place), "a result does not lead to", place)
    require(page.locator("main mark").all_text_contents()[0] == "畳み込み", "marks", page.locator("main mark").first.text_content())
    axe(watched, "a page with marks")
    text = page.locator("main").text_content()
    page.keyboard.press("Escape")
    require(page.locator("main mark").count() == 0 and page.locator("main").text_content() == text, "Escape does not take marks away")
    for words in ("", "%", "%E3%8", "<script>alert(1)</script>", "a" * 5000):
        watched.open(place_of(page) + "?q=" + (words if "%" in words else urllib.parse.quote(words)))
        page.wait_for_timeout(150)
        watched.look(f"marks of {words[:20]}")


def check_course(watched, chapters, width):
    page = watched.open(chapters[1]).page
    course = page.locator(".course")
    require(course.is_visible() == (width >= 1344), "at", width, "the side bar", "is hidden" if width >= 1344 else "shows")
    if width >= 1344:
        require(course.locator("[aria-current=page]").count() == 1, "the side bar does not say where it is")
        course.locator("a").first.click()
        page.wait_for_url(f"**/{chapters[0]}*")
    else:
        up = page.locator(".up")
        require(not up.is_visible(), "the way back to the contents shows beside them")
        page.evaluate("() => scrollTo(0, document.documentElement.scrollHeight / 2)")
        up.wait_for()
        up.click()
        page.wait_for_function("() => document.getElementById('sk-toc').getBoundingClientRect().top < innerHeight")
    watched.look("side bar")


def check_notes(watched, names):
    """A note shows beside its reference, for pointer and keyboard, goes away with Escape, and stays while the pointer is on it."""
    for name in names:
        page = watched.open(name).page
        links = page.locator(".note-ref a")
        if not links.count():
            continue
        link, shown = links.first, page.locator(".note-shown")
        link.scroll_into_view_if_needed()
        text = page.locator(link.get_attribute("href")).inner_text().replace("↩", "").strip()[:40]
        link.hover()
        shown.wait_for()
        require(text[:20] in shown.inner_text(), name, "shows another note:", shown.inner_text()[:80], "not", text)
        shown.hover()
        page.wait_for_timeout(400)
        require(shown.is_visible(), name, "takes a note away from the pointer")
        box = shown.bounding_box()
        require(box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"], name, "shows a note beside the window:", box)
        # Only the note: it lies over what is near it.
        axe(watched, f"{name} with a note", inside=".note-shown")
        page.keyboard.press("Escape")
        require(shown.count() == 0, name, "keeps a note after Escape")
        page.keyboard.press("Tab")
        link.focus()
        watched.look(f"{name} note")
        return
    require(False, "no chapter has a note to look at")


def check_going_on(watched, chapter):
    """The home page leads to where somebody stopped, shows what was answered, and makes nothing of damaged storage."""
    page = watched.open(chapter).page
    heading = page.locator("main h2").nth(3)
    heading.scroll_into_view_if_needed()
    page.evaluate("node => scrollTo(0, node.getBoundingClientRect().top + scrollY - 50)", heading.element_handle())
    page.wait_for_timeout(300)
    wanted = urllib.parse.unquote(page.locator(".toc a[aria-current]").get_attribute("href")[1:])
    watched.open("index.html")
    link = page.locator(".resume a")
    require(link.count() == 1 and chapter in link.get_attribute("href"), "the home page does not offer to go on")
    axe(watched, "home with a place")
    link.click()
    page.wait_for_url(f"**/{chapter}*")
    require(urllib.parse.unquote(page.evaluate("() => location.hash.slice(1)")) == wanted, "going on leads to", at(page), "not", wanted)
    identifier = chapter.removesuffix(".html")
    answers = [{"id": f"{n:032X}", "item": {"chapter": identifier, "exercise": name}, "answeredAt": 1, "earned": earned, "points": 1, "isRetracted": False}
               for n, (name, earned) in enumerate([("a", 1), ("a", 1), ("b", 0), ("c", 1)])]
    page.evaluate("text => localStorage.setItem('studykit-history', text)", json.dumps({"format": "studykit-history", "version": 1, "answers": answers, "exams": []}))
    watched.open("index.html")
    bar = page.locator(f'.progress[data-chapter="{identifier}"]')
    require(" 2 " in (bar.get_attribute("aria-label") or ""), "two exercises are answered, the home page says", bar.get_attribute("aria-label"))
    require(page.locator(".progress[role]").count() == 1, "the home page shows more than was answered")
    for kept in ("null", "[", '{"page":"javascript:alert(1)","title":"a","hash":"#a","heading":"b"}', '{"page":"%s","title":"a","hash":"x y","heading":"b"}' % chapter,
                 '{"page":1}', '{"answers":[null,{"item":null}]}'):
        page.evaluate("kept => { localStorage.setItem('studykit-place', kept); localStorage.setItem('studykit-history', kept); }", kept)
        watched.open("index.html")
        require(page.locator(".resume a").count() == 0, "the home page makes a link of", kept)
        watched.look("home with damaged storage")
    page.evaluate("() => localStorage.clear()")


def check_reader(watched, names, width):
    chapters = [name for name in names if name.startswith("chapter")]
    check_course(watched, chapters, width)
    if width >= 600:
        check_keys(watched, chapters)
        check_search_keys(watched)
        check_notes(watched, chapters)
    check_going_on(watched, chapters[2])
    measured(f"reader at {width} px", "keys, search by keys, side bar, notes, going on")
