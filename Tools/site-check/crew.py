"""Looks at many pages at once, a browser a processor: axe-core takes seconds on a chapter, and one page waits for no other."""
import concurrent.futures, multiprocessing, os

import faults
from browser import Browser

_browser = None


def _begin(program):
    global _browser
    _browser = Browser(program)


def _one(check, *arguments):
    found = faults.count()
    result = check(_browser, *arguments)
    return result, faults.since(found)


def each(program, check, names, *arguments):
    """`check(browser, name, *arguments)` for every name; the results in the names' order, with what was found counted here."""
    workers = min(len(names), os.cpu_count() or 1)
    # A fresh interpreter each: Playwright's own loop does not outlive a fork.
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(workers, context, _begin, (program,)) as pool:
        waiting = [pool.submit(_one, check, name, *arguments) for name in names]
        results = []
        for one in waiting:
            result, found = one.result()
            faults.take(found)
            results.append(result)
    return results
