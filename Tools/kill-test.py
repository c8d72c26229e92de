#!/usr/bin/env python3
"""Kills studykit with SIGKILL at random moments during quizzes and exams, and looks for what it confirmed.

    Tools/kill-test.py [--kills 500] [--seed N] [--tool .build/release/studykit]

One progress file lives through all of it. A round is a quiz, two quizzes at once, an exam (a new one or --resume), an exam beside
a quiz, or the same exam twice at once; all of its processes are killed at random moments, from their first millisecond on.
After each round SQLite's integrity_check must say ok, every answer whose `verdict` or `kept` line was read must be there as it was
given, no answer may be there that was not sent, and an exam's clock may have lost two seconds at most and gained nothing. At the
end the exams are resumed and handed in. Standard library only; exits with 1 when anything is wrong.
"""

import argparse
import json
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

CHAPTER = """---
title: "試しの章"
---

## 大きさ

::::exercise size topic=geometry points=2
高さ {{h}}、カーネル {{k}} のとき、出力の高さはいくつですか。

```swift question
let h = draw(10...99)
let k = draw([3, 5])
answer(h - k + 1)
mistake(h - k, "1 を足し忘れています")
```
::::
""" + "".join(
    f"""
:::exercise idea-{number} topic=concept
{number} 番: どれが正しいですか。

- [ ] ア
- [x] イ
- [ ] ウ
- [ ] エ
:::
"""
    for number in range(12)
)


class Session:
    """One process, driven by JSON lines until it ends."""

    def __init__(self, trial, arguments):
        self.trial = trial
        self.verdicts = {}
        # What happened to an exam's answers: (moment, is confirmed, question number, answer).
        self.events = []
        self.sent = 0
        self.exam = None
        self.used = 0.0
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [trial.tool, *arguments, "--format", "json"], cwd=trial.folder, env=trial.environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.thread = threading.Thread(target=self.drive)
        self.thread.start()

    def drive(self):
        answer = None
        for line in self.process.stdout:
            try:
                line = json.loads(line)
            except ValueError:
                continue  # Cut off by the kill.
            kind = line["type"]
            if kind == "exam":
                self.exam, self.used = line["id"], line["usedSeconds"]
                self.used_at_start = line["usedSeconds"]
            elif kind == "verdict" and line.get("answer"):
                self.verdicts[line["answer"]] = (line["id"], answer)
            elif kind == "kept":
                self.events.append((time.monotonic(), True, line["number"], answer))
                self.used = line["usedSeconds"]
            elif kind == "question":
                answer = str(random.randint(1, 4))
                commands = [{"answer": answer}]
                if random.random() < 0.2:
                    commands.insert(0, {"flag": True})
                if self.exam and line["number"] == line["of"]:
                    commands.append({"go": 1})
                if self.exam:
                    self.events.append((time.monotonic(), False, line["number"], answer))
                try:
                    for command in commands:
                        self.process.stdin.write((json.dumps(command) + "\n").encode())
                    self.process.stdin.flush()
                    self.sent += 1
                except BrokenPipeError:
                    return

    def kill(self):
        self.process.send_signal(signal.SIGKILL)

    def finish(self):
        self.thread.join()
        self.process.wait()
        self.errors = self.process.stderr.read().decode()
        self.alive = time.monotonic() - self.started


class Trial:
    def __init__(self, tool, folder):
        self.tool, self.folder = tool, folder
        self.database = f"{folder}/progress.sqlite"
        self.environment = {
            **os.environ, "STUDYKIT_PROGRESS": self.database, "XDG_CACHE_HOME": f"{folder}/cache", "LANG": "C.UTF-8"}
        self.verdicts, self.clocks = {}, {}
        # By exam and question: the answers that may stand there. One that was sent may be stored before it could be confirmed;
        # a confirmed one must stay, and the empty one is no longer possible.
        self.possible = {}
        self.sent = self.confirmed = self.refused = 0
        pathlib.Path(folder, "chapters").mkdir()
        pathlib.Path(folder, "chapters", "chapter90.md").write_text(CHAPTER)

    def run(self, *arguments, text=""):
        return subprocess.run(
            [self.tool, *arguments], cwd=self.folder, env=self.environment, input=text, capture_output=True, text=True)

    def round(self):
        quiz = ["quiz", "--count", "12"]
        resume = ["exam", "--resume"]
        new = ["exam", "--questions", "12", "--seed", str(random.randint(1, 3))]
        exam = resume if self.possible and random.random() < 0.7 else new
        chosen = random.choice([[quiz], [quiz, quiz], [exam], [exam, quiz], [exam, exam] if exam is resume else [new]])
        sessions = [Session(self, arguments) for arguments in chosen]
        for session in sessions:
            threading.Timer(random.choice([0.05, 0.3, 1.0]) * random.random(), session.kill).start()
        for session in sessions:
            session.finish()
            self.sent += session.sent
            self.verdicts |= session.verdicts
            self.confirmed += len(session.verdicts) + sum(event[1] for event in session.events)
            self.refused += "another window" in session.errors
            if session.exam:
                self.clocks.setdefault(session.exam, []).append(session)
        # The kernel's lock lets one session after the other have an exam, so their moments have an order.
        events = [(*event, session.exam) for session in sessions for event in session.events]
        for _, is_confirmed, number, answer, exam in sorted(events):
            possible = self.possible.setdefault(exam, {}).setdefault(number, {""})
            if is_confirmed:
                possible.clear()
            possible.add(answer)
        return len(sessions)

    def check(self):
        """What is wrong with the file now; None when nothing is."""
        connection = sqlite3.connect(self.database)
        try:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return "integrity_check"
            try:
                rows = connection.execute("SELECT id, chapter || '/' || exercise, given, source FROM answer").fetchall()
            except sqlite3.OperationalError:
                return None if not self.confirmed else "no table"  # Killed before the first migration.
            quiz = {row[0]: (row[1], row[2]) for row in rows if row[3] == "quiz"}
            for answer, expected in self.verdicts.items():
                if quiz.get(answer) != expected:
                    return f"answer {answer}: {quiz.get(answer)} instead of {expected}"
            if len(quiz) > self.sent:
                return f"{len(quiz)} answers, but only {self.sent} were sent"
            documents = dict(connection.execute("SELECT id, document FROM exam").fetchall())
            for exam, questions in self.possible.items():
                if exam not in documents:
                    return f"exam {exam} is gone"
                document = json.loads(documents[exam])
                # A dictionary with numbers as keys is written as a list or as an object.
                replies = document["replies"]
                if isinstance(replies, list):
                    replies = dict(zip(replies[::2], replies[1::2]))
                replies = {int(number): reply["given"] for number, reply in replies.items()}
                sessions = self.clocks[exam]
                for number, possible in questions.items():
                    if replies.get(number - 1, "") not in possible:
                        return f"exam {exam}, question {number}: {replies.get(number - 1)} instead of {possible}"
                used = document["usedSeconds"]
                if used < max(session.used for session in sessions) - 2.5:
                    return f"exam {exam}: {used} s on the clock"
                if used > sum(session.alive for session in sessions) + 0.5:
                    return f"exam {exam}: {used} s on the clock, more than it was open"
        finally:
            connection.close()
        return None

    def hand_in(self):
        """Resumes and ends every exam; how many there were."""
        count = 0
        while True:
            result = self.run("exam", "--resume", "--format", "json", text='{"finish":true,"anyway":true}\n')
            if result.returncode == 64:
                return count
            last = json.loads(result.stdout.splitlines()[-1])
            if result.returncode != 0 or last["type"] != "result":
                sys.exit(f"an exam can't be handed in: {result.stdout[-300:]}{result.stderr}")
            count += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tool", default=".build/release/studykit")
    options = parser.parse_args()
    random.seed(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(os.path.abspath(options.tool), folder)
        # The questions' program is compiled once; its time is not the subject. The progress file is made by the sessions.
        warm = {**trial.environment, "STUDYKIT_PROGRESS": f"{folder}/warm.sqlite"}
        for arguments in (["quiz", "--count", "12"], *(["exam", "--questions", "12", "--seed", str(n)] for n in (1, 2, 3))):
            subprocess.run(
                [trial.tool, *arguments, "--format", "json"], cwd=folder, env=warm, stdin=subprocess.DEVNULL,
                capture_output=True)
        kills = 0
        while kills < options.kills:
            kills += trial.round()
            fault = trial.check()
            if fault:
                sys.exit(f"after {kills} kills: {fault}")
        exams = trial.hand_in()
        fault = trial.check()
        if fault:
            sys.exit(f"after handing in: {fault}")
        status = json.loads(trial.run("status", "--format", "json").stdout)
        if len(status["mocks"]) != exams:
            sys.exit(f"{len(status['mocks'])} mock exams instead of {exams}")
        print(
            f"{kills} processes killed; {trial.sent} answers sent, {trial.confirmed} confirmed, none lost; {exams} exams went on "
            f"and were handed in; {trial.refused} times a second window was refused; integrity_check ok after every round")


main()
