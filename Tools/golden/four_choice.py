"""The order of a question's four options, from the definitions of FNV-1a and SplitMix64.

Prints what Tests/GradingTests/Questions/FourChoiceTests.swift pins: the answer 7 and the mistakes 1, 2, 3.
"""

MASK = (1 << 64) - 1


def fnv1a(seed, text):
    value = 0xCBF29CE484222325 ^ seed
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def splitmix64(state):
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        mixed = state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        yield mixed ^ (mixed >> 31)


def order(exercise, seed, options):
    options = list(options)
    numbers = splitmix64(fnv1a(seed, exercise + "/options"))
    for last in range(len(options) - 1, 0, -1):
        other = (next(numbers) * (last + 1)) >> 64
        options[last], options[other] = options[other], options[last]
    return "".join(options)


print([order("out-size", seed, "7123") for seed in (1, 2, 3)])
