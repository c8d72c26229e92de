"""Chapters that try to take over the page: nothing they bring may run, and the page's own parts must go on working."""
from faults import fault, measured, require
from pages import axe, sideways

FLAGS = "() => Object.keys(window).filter(name => name.startsWith('pwned'))"
MARKS = """() => [...document.querySelectorAll('*')].filter(node => [...node.attributes].some(
  attribute => /^on/i.test(attribute.name) || (/^(href|src|action|formaction|xlink:href)$/i.test(attribute.name) && /^\\s*(javascript|vbscript|data:text)/i.test(attribute.value)))
  || /^(iframe|object|embed|base|applet|frame)$/i.test(node.localName)).map(node => node.outerHTML.slice(0, 100))"""


def check_hostile(watched, site):
    names = sorted(page.name for page in site.glob("*.html"))
    page = watched.page
    clicked = answered = 0
    for name in names:
        watched.open(name)
        page.wait_for_timeout(150)
        for hover in page.locator("main a").all()[:40]:
            if hover.is_visible():
                hover.hover(force=True)
        for link in page.locator('main a[href="#eq-shown"]').all():
            link.hover()
            page.locator(".note-shown math").wait_for(state="attached")
        # The nodes themselves: a page may show one link less while others are followed.
        for link in page.locator("main a").element_handles():
            address = link.get_attribute("href") or ""
            if address.startswith("#") and link.is_visible():
                link.click(force=True)
                clicked += 1
        for details in page.locator("main summary").all():
            if details.is_visible():
                details.click()
        for form in page.locator(".exercise.live form").all():
            for field in form.locator("input").all():
                if field.get_attribute("type") == "text":
                    field.fill("<img src=x onerror=pwned9=1>")
                else:
                    field.check()
            for select in form.locator("select").all():
                select.select_option(index=1)
            form.locator("button[type=submit]").click()
            answered += 1
        page.wait_for_timeout(200)
        require(not page.evaluate(FLAGS), name, "was taken over:", page.evaluate(FLAGS))
        require(not page.evaluate(MARKS), name, "has", page.evaluate(MARKS))
        require(page.evaluate("() => typeof studykitSearch + typeof document.getElementById + typeof document.createElement").endswith("functionfunction"), name, "the page's own names are taken")
        sideways(watched, f"hostile {name}")
        watched.look(f"hostile {name}")
        axe(watched, f"hostile {name}")
    watched.open("search.html")
    for words in ("script", "alert", "onerror", "pwned"):
        page.locator("#sk-query").fill(words)
        page.wait_for_timeout(60)
        require(page.locator(".results script, .results img, .results svg").count() == 0, "search shows markup for", words)
    require(not page.evaluate(FLAGS), "search was taken over")
    watched.look("hostile search")
    watched.open("exam.html")
    page.locator("input[name=count]").fill("3")
    page.locator(".exam-setup button[type=submit]").click()
    page.locator(".exam.running h2").wait_for()
    for _ in range(3):
        for field in page.locator("form.answer input").all()[:1]:
            field.check()
        page.locator("form.answer button.next").click()
        page.wait_for_timeout(60)
    page.locator("button.finish-now").click()
    page.locator(".score").wait_for()
    for summary in page.locator(".review summary").all():
        summary.click()
    page.wait_for_timeout(150)
    require(not page.evaluate(FLAGS), "the exam was taken over")
    watched.look("hostile exam")
    # What another program left in the browser's storage.
    for kept in ('{"answers":[]}', "<img src=x onerror=pwned=1>", '{"format":"studykit-history","version":1,"answers":[{"id":1}],"exams":[]}', "null", "["):
        page.evaluate("kept => { localStorage.setItem('studykit-history', kept); localStorage.setItem('studykit-exam', kept); localStorage.setItem('studykit-theme', kept); }", kept)
        for name in ("index.html", "exam.html", names[0]):
            watched.open(name)
            watched.look(f"{name} with damaged storage")
    measured("hostile pages", f"{len(names)} pages, {clicked} links clicked, {answered} exercises answered")
