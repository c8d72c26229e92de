"""Review histories scheduled by py-fsrs (pip install fsrs==6.3.2), for Tests/SchedulingTests/Golden/fsrs.json.

A third of the histories has other weights, some have steps of their own; half is repeated with what py-fsrs 6.3.1 did to a
same-day "hard" (the two versions differ in nothing else that is tested here).
"""

import json
import random
import sys
from datetime import datetime, timedelta, timezone

from fsrs import Card, Rating, Scheduler
from fsrs import scheduler as module

START = datetime(2026, 1, 1, 9, 0, tzinfo=timezone.utc)


class Older(Scheduler):
    """py-fsrs 6.3.1: a same-day "hard" may lower the stability."""

    def _short_term_stability(self, *, stability, rating):
        p = self.parameters
        increase = module.math.e ** (p[17] * (rating - 3 + p[18])) * stability ** -p[19]
        if rating in (Rating.Good, Rating.Easy):
            increase = max(increase, 1.0)
        return self._clamp_stability(stability=stability * increase)


def history(rng, older):
    weights = list(module.DEFAULT_PARAMETERS)
    if rng.random() < 0.33:
        bounds = zip(module.LOWER_BOUNDS_PARAMETERS, module.UPPER_BOUNDS_PARAMETERS)
        weights = [
            round(min(max(w * rng.uniform(0.7, 1.4), low), high), 6) for w, (low, high) in zip(weights, bounds)
        ]
    learning = rng.choice([[60, 600], [60, 600], [600], [], [60, 300, 1200]])
    relearning = rng.choice([[600], [600], [], [300, 900]])
    retention = rng.choice([0.9, 0.9, 0.8, 0.95, 0.7])
    scheduler = (Older if older else Scheduler)(
        parameters=weights,
        desired_retention=retention,
        learning_steps=[timedelta(seconds=s) for s in learning],
        relearning_steps=[timedelta(seconds=s) for s in relearning],
        enable_fuzzing=False,
    )
    card = Card(card_id=1, due=START)
    now = START
    reviews = []
    for _ in range(rng.randint(1, 12)):
        rating = rng.choices([1, 2, 3, 4], [2, 2, 5, 2])[0]
        card, _ = scheduler.review_card(card, Rating(rating), now)
        reviews.append(
            [
                int((now - START).total_seconds()),
                rating,
                card.stability,
                card.difficulty,
                (card.due - now).total_seconds(),
                int(card.state),
                -1 if card.step is None else card.step,
                scheduler.get_card_retrievability(card, now + timedelta(days=7)),
            ]
        )
        kind = rng.random()
        if kind < 0.5:
            now = card.due
        elif kind < 0.75:
            now = now + timedelta(seconds=rng.randint(0, 86400))
        else:
            now = now + timedelta(days=rng.randint(1, 90), seconds=rng.randint(0, 86400))
    return {
        "weights": None if weights == list(module.DEFAULT_PARAMETERS) else weights,
        "older": older,
        "learning": learning,
        "relearning": relearning,
        "retention": retention,
        "reviews": reviews,
    }


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 150
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rng = random.Random(seed)
    histories = [history(rng, older=i % 2 == 1) for i in range(count)]
    json.dump(histories, sys.stdout, separators=(",", ":"))


if __name__ == "__main__":
    main()
