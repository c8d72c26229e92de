"""Browser → studykit → browser: nothing is lost, nothing counts twice."""
import json, os, subprocess, tempfile

from faults import measured, require


def exported(watched, name):
    watched.open(name)
    with watched.page.expect_download() as waiting:
        watched.page.locator("button.export").click()
    with open(waiting.value.path()) as file:
        return json.load(file)


def imported(watched, name, file):
    watched.open(name)
    watched.page.evaluate("() => { document.querySelector('.study .said').textContent = ''; }")
    watched.page.locator(".study input[type=file]").set_input_files(str(file))
    said = watched.page.locator(".study .said")
    watched.page.wait_for_function("() => document.querySelector('.study .said').textContent !== ''")
    return said.text_content()


def by_id(history):
    return {answer["id"].upper(): answer for answer in history["answers"]}


def close(left, right):
    """Equal but for the last digits of a time."""
    if isinstance(left, float) or isinstance(right, float):
        return abs(left - right) < 1e-3
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(close(left[key], right[key]) for key in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(map(close, left, right))
    return left == right


def same(before, after, where):
    first, second = by_id(before), by_id(after)
    require(first.keys() == second.keys(), where, "has", len(second), "answers, not", len(first))
    for name in first.keys() & second.keys():
        for key, value in first[name].items():
            require(close(value, second[name].get(key)), where, "changed", key, value, second[name].get(key))
    exams = {exam["id"].upper(): exam for exam in after["exams"]}
    require({exam["id"].upper() for exam in before["exams"]} == set(exams), where, "has other exams")
    for exam in before["exams"]:
        for key, value in exam.items():
            require(close(value, exams.get(exam["id"].upper(), {}).get(key)), where, "changed the exam's", key, value, exams.get(exam["id"].upper(), {}).get(key))


def check_history(browser, watched, studykit, name):
    """`watched` has answered before; a second browser stands for another device."""
    first = exported(watched, name)
    require(len(first["answers"]) > 10 and first["exams"], "the history is too small to prove anything:", len(first["answers"]))
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, XDG_DATA_HOME=folder, XDG_STATE_HOME=folder, XDG_CONFIG_HOME=folder, XDG_CACHE_HOME=folder, LANG="en_GB.UTF-8")

        def run(*arguments):
            done = subprocess.run([studykit, "history", *arguments], env=environment, capture_output=True, text=True)
            require(done.returncode == 0, "studykit history", arguments, "ends with", done.returncode, done.stderr)
            return done

        mine = os.path.join(folder, "browser.json")
        with open(mine, "w") as file:
            json.dump(first, file)
        run("import", mine)
        again = run("import", mine)
        terminal = os.path.join(folder, "terminal.json")
        with open(terminal, "w") as file:
            file.write(run("export").stdout)
        with open(terminal) as file:
            exportedByTerminal = json.load(file)
        same(first, exportedByTerminal, "the terminal")
        said = imported(watched, name, terminal)
        require("0" in said, "importing what is there says", said)
        same(first, exported(watched, name), "the browser after its own history")
        with browser.page(watched.base) as other:
            said = imported(other, name, terminal)
            require(str(len(first["answers"])) in said, "importing says", said)
            other.page.reload()
            same(first, exported(other, name), "the other browser")
            other.look("history")
            for bad in ("", "{", "[]", '{"format":"studykit-history","version":1,"answers":[null],"exams":[]}',
                        '{"format":"studykit-history","version":1,"answers":[{"id":"<img src=x onerror=alert(1)>","item":{"chapter":"x","exercise":"y"}}],"exams":[null]}'):
                file = os.path.join(folder, "bad.json")
                with open(file, "w") as written:
                    written.write(bad)
                imported(other, name, file)
                same(first, exported(other, name), "the browser after a broken file")
            other.look("history of broken files")
    watched.look("history")
    measured("history there and back", f"{len(first['answers'])} answers, {len(first['exams'])} exams; imported twice: {again.stdout.strip() or again.stderr.strip()}")
