"""Answers exercises as a reader does: wrong, each mistake, right, other numbers; then reads the history back."""
import re

from faults import fault, measured, require
from sealed import document, filled, opened


class Exercises:
    """A page's exercises in a browser."""

    def __init__(self, watched, site, name):
        self.watched = watched
        self.page = watched.page
        self.name = name
        self.data = document(site, name)
        self.given = 0
        self.kinds = {}

    def say(self, *words):
        fault(self.name, *words)

    def section(self, name):
        return self.page.locator(f'[data-exercise="{name}"]')

    def text_of(self, html):
        return self.page.evaluate("html => { const node = document.createElement('div'); node.innerHTML = html; return node.textContent; }", html)

    def enter(self, section, kind, answer):
        """Fills in an answer (a text, or numbers) and sends it, as a person at a keyboard does."""
        if kind == "numeric":
            field = section.locator("form.answer input")
            field.fill(answer)
            field.press("Enter")
            return
        if kind == "fill":
            for index, number in enumerate(answer):
                section.locator("form.answer select").nth(index).select_option(str(number))
        else:
            inputs = section.locator("form.answer input")
            for number in range(inputs.count()):
                if kind == "choices":
                    inputs.nth(number).set_checked(number + 1 in answer)
                elif number + 1 in answer:
                    inputs.nth(number).check()
        section.locator("button[type=submit]").click()

    def judged(self, section):
        result = section.locator(".verdict-place .result")
        result.wait_for()
        return result

    def answer(self, name, kind, answer, expected, said=""):
        section = self.section(name)
        self.page.evaluate("section => section.querySelector('.verdict-place').textContent = ''", section.element_handle())
        self.enter(section, kind, answer)
        result = self.judged(section)
        state = result.get_attribute("class").split()
        text = result.text_content()
        require(expected in state, self.name, "judged wrongly:", name, answer, "is", state, "not", expected)
        flat = re.sub(r"\s+", "", self.text_of(said))
        require(flat in re.sub(r"\s+", "", text), self.name, "does not say:", name, answer, said[:120], "but", text[:200])
        if "\ue004" in text or "undefined" in text:
            self.say("a marker shows:", name, text[:100])
        if expected != "partial":
            self.given += 1

    def wrong_and_right(self, name, secret, kind, draw):
        parameters = secret["draws"][draw]
        if kind == "numeric":
            judged = secret["answers"][draw]
            self.answer(name, kind, "さあ", "partial")
            for mistake in judged["mistakes"]:
                self.answer(name, kind, mistake["text"], "incorrect", mistake["misconception"] or "")
            self.answer(name, kind, judged["text"], "correct")
        elif kind == "fill":
            right = secret["key"]
            for blank, fragments in enumerate(secret["fragments"]):
                for wrong in range(1, len(fragments) + 1):
                    if wrong != right[blank]:
                        self.answer(name, kind, [wrong if index == blank else key for index, key in enumerate(right)], "incorrect", fragments[wrong - 1])
            self.answer(name, kind, right, "correct")
        else:
            count = len(secret["options"])
            for wrong in (number for number in range(1, count + 1) if number not in secret["key"]):
                self.answer(name, kind, [wrong], "incorrect", filled(secret["feedback"][wrong - 1], draw, parameters))
            if kind == "choices":
                self.answer(name, kind, secret["key"][:1], "incorrect")
            self.answer(name, kind, secret["key"], "correct")
        explained = filled(secret["explanation"], draw, parameters)
        if explained:
            shown = self.section(name).locator(".explanation-place .explained")
            if require(shown.count() == 1, self.name, "no explanation:", name):
                require(self.text_of(explained)[:200].strip()[:40] in shown.text_content(), self.name, "another explanation:", name)

    def hints(self, name):
        """One after the other: a hint is offered when the one before was opened."""
        hints = self.section(name).locator("details.hint")
        for index in range(hints.count()):
            for later in range(index + 1, hints.count()):
                require(not hints.nth(later).is_visible(), self.name, "hint", later + 1, "is offered too early:", name)
            hints.nth(index).locator("summary").click()
            require(hints.nth(index).locator(".details-body").is_visible(), self.name, "a hint does not open:", name)
        return hints.count()

    def another(self, name, secret, kind):
        """Other numbers: the question changes and is judged by its own answer; a linked set changes as one."""
        section = self.section(name)
        exercise = self.data["exercises"][name]
        if exercise["count"] < 2:
            return
        require(section.locator("button.another").count() == 1, self.name, "offers no other numbers:", name)
        section.locator("button.another").click()
        section.locator("button.another").wait_for(state="detached")
        self.page.wait_for_timeout(50)
        shown = section.locator(".prompt").text_content()
        expected = self.text_of(filled(secret["prompt"], 1, secret["draws"][1]))
        require(re.sub(r"\s+", "", expected) in re.sub(r"\s+", "", shown), self.name, "shows other numbers than drawn:", name, shown[:100])
        self.wrong_and_right(name, secret, kind, 1)

    def check(self, limit):
        self.watched.open(self.name)
        before = self.kept()
        hints = 0
        for name, exercise in self.data["exercises"].items():
            kind = exercise["kind"] + (" in a set" if exercise.get("set") else "")
            if self.kinds.get(kind, 0) >= limit:
                continue
            self.kinds[kind] = self.kinds.get(kind, 0) + 1
            secret = opened(self.data, exercise["sealed"])
            hints += self.hints(name)
            # Another exercise of its set may have changed the numbers.
            draw = 0
            if exercise.get("set"):
                self.watched.open(self.name)
            self.wrong_and_right(name, secret, exercise["kind"], draw)
            self.another(name, secret, exercise["kind"])
        self.page.reload()
        require(self.kept() == before + self.given, self.name, "history has", self.kept() - before, "answers, not", self.given)
        line = self.page.locator(".study > p").first.text_content()
        require(str(self.kept(self.data["chapter"])) in line, self.name, "the page does not count its history:", line)
        self.watched.look(f"{self.name} answering")
        return hints

    def kept(self, chapter=None):
        return self.page.evaluate("""chapter => JSON.parse(localStorage.getItem('studykit-history') || '{"answers": []}').answers
          .filter(answer => !chapter || answer.item.chapter === chapter).length""", chapter)

    def check_code(self):
        """A code exercise shows its starter and the command that grades it."""
        for section in self.page.locator(".exercise.live:not(:has(form))").all():
            name = section.get_attribute("data-exercise")
            require(section.locator("pre").count() >= 2, self.name, "shows no starter:", name)
            require(f"studykit run {self.data['chapter']}" in section.text_content(), self.name, "does not say how to run:", name)
            self.kinds["code"] = self.kinds.get("code", 0) + 1


def check_exercises(watched, site, names, limit):
    totals, given, hints = {}, 0, 0
    for name in names:
        exercises = Exercises(watched, site, name)
        if not exercises.data:
            continue
        hints += exercises.check(limit)
        exercises.check_code()
        given += exercises.given
        for kind, count in exercises.kinds.items():
            totals[kind] = totals.get(kind, 0) + count
    measured("answered", totals)
    measured("answers given, hints opened", (given, hints))
    for kind in ("choice", "choices", "numeric", "fill", "numeric in a set", "code"):
        require(totals.get(kind), "no exercise of the kind", kind)
    return given


def check_by_keyboard(watched, site, name):
    """A choice answered with Tab, arrows, space and Enter alone."""
    data = document(site, name)
    found = next((item for item, exercise in data["exercises"].items() if exercise["kind"] == "choice"), None)
    if not found:
        return
    watched.open(name)
    page = watched.page
    secret = opened(data, data["exercises"][found]["sealed"])
    section = page.locator(f'[data-exercise="{found}"]')
    section.locator("input").first.focus()
    page.keyboard.press("Space")
    for _ in range(secret["key"][0] - 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    section.locator(".result.correct").wait_for()
    status = section.locator("[role=status]")
    require(status.count() == 1, name, "does not announce its verdict")
