"""What a run has found, and what it has measured."""

_found = []


def fault(*words):
    text = " ".join(str(word) for word in words)
    if text not in _found:
        _found.append(text)
        print("fault:", text[:600], flush=True)


def require(condition, *words):
    if not condition:
        fault(*words)
    return bool(condition)


def count():
    return len(_found)


def since(number):
    """What was found after the first `number` faults."""
    return _found[number:]


def take(found):
    """Counts what another process has found and said already."""
    _found.extend(text for text in found if text not in _found)


def section(name):
    print(f"== {name}", flush=True)


def measured(name, value):
    print(f"   {name}: {value}", flush=True)
