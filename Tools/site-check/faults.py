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


def section(name):
    print(f"== {name}", flush=True)


def measured(name, value):
    print(f"   {name}: {value}", flush=True)
