"""Sits a practice exam: answers right, wrong and not at all, is interrupted, and compares the result with its own count."""
from faults import fault, measured, require
from sealed import document, opened
from pages import axe, sideways


def state(page):
    return page.evaluate("() => JSON.parse(localStorage.getItem('studykit-exam'))")


def begin(watched, count, seed):
    watched.open("exam.html")
    page = watched.page
    page.locator("input[name=count]").fill(str(count))
    page.locator("input[name=minutes]").fill("30")
    page.locator("input[name=seed]").fill(str(seed))
    page.locator(".exam-setup button[type=submit]").click()
    page.locator(".exam.running h2").wait_for()


def right_answer(secret, kind, draw):
    return [secret["choices"][draw]["key"]] if kind == "numeric" else secret["key"]


def give(page, kind, answer):
    form = page.locator("form.answer")
    if kind == "fill":
        for blank, number in enumerate(answer):
            form.locator("select").nth(blank).select_option(str(number))
        return
    inputs = form.locator(".options input")
    for number in range(inputs.count()):
        if kind == "choices":
            inputs.nth(number).set_checked(number + 1 in answer)
        elif number + 1 in answer:
            inputs.nth(number).check()


def check_exam(watched, site, width, shots, count=24, seed=42):
    page = watched.page
    begin(watched, count, seed)
    first = state(page)["questions"]
    require(len(first) == count, "the exam has", len(first), "questions, not", count)
    documents = {}
    expected = right = 0
    for number, asked in enumerate(first):
        page.locator(".exam.running h2").get_by_text(f"{number + 1} / {count}").wait_for()
        chapter = asked["item"]["chapter"]
        if chapter not in documents:
            documents[chapter] = document(site, chapter + ".html")
        exercise = documents[chapter]["exercises"][asked["item"]["exercise"]]
        secret = opened(documents[chapter], exercise["sealed"])
        key = right_answer(secret, exercise["kind"], asked["draw"])
        if number % 3 == 0:
            give(page, exercise["kind"], key)
            expected += asked["points"]
            right += 1
        elif number % 3 == 1:
            if exercise["kind"] == "fill":
                give(page, "fill", [key[0] % 2 + 1] + key[1:])
            else:
                options = page.locator("form.answer .options input").count()
                give(page, exercise["kind"], [next(one for one in range(1, options + 1) if one not in key)])
        if number == 2:
            page.locator("button.flag").click()
            axe(watched, f"exam question {width}")
            sideways(watched, f"exam question {width}")
            if shots:
                page.screenshot(path=shots / f"exam-question-{width}.png")
        if number == count // 2:
            # Interrupted: the page is closed and opened again.
            watched.open("exam.html")
            page.locator("button.resume").click()
            page.locator(".exam.running h2").wait_for()
            require(state(page)["position"] == number, "the exam goes on at", state(page)["position"], "not", number)
        sideways(watched, f"exam question {number + 1} {width}")
        page.locator("form.answer button.next").click()
    page.locator("section.sure").wait_for()
    require(page.locator("section.sure .jump").count() == len([n for n in range(count) if n % 3 == 2]) + 1, "the exam does not list what is open")
    page.locator("button.finish-now").click()
    page.locator(".score").wait_for()
    total = sum(asked["points"] for asked in first)
    text = page.locator(".score").text_content()
    require(str(expected) in text and str(total) in text, "the exam says", text, "not", expected, "of", total)
    page.locator(".review summary").first.click()
    page.locator(".review summary").nth(1).click()
    axe(watched, f"exam result {width}")
    sideways(watched, f"exam result {width}")
    if shots:
        page.screenshot(path=shots / f"exam-result-{width}.png", full_page=True)
    kept = page.evaluate("() => JSON.parse(localStorage.getItem('studykit-history'))")
    require(len(kept["exams"]) >= 1 and kept["exams"][-1]["earned"], "the exam is not in the history")
    require(state(page) is None, "a finished exam is offered again")
    begin(watched, count, seed)
    require(state(page)["questions"] == first, "the same number gives another exam")
    begin_again = [asked["item"] for asked in first]
    page.evaluate("() => localStorage.removeItem('studykit-exam')")
    watched.look(f"exam {width}")
    measured(f"exam at {width} px", f"{right} of {count} right, {expected} of {total} points as counted; {len(set(map(str, begin_again)))} different questions")
