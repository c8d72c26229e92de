"""Writes ONNX's public node vectors for the operators that the engine has. See README.md beside this file.

Source: the package `onnx` (Apache-2.0), `onnx.backend.test.case.node`: the standard's own test cases. Their inputs and
outputs are taken as they are; options are written in the engine's terms. What the engine computes differently, or not
at all, is listed by name with `skipped=1`; the test says why for each.

Of the large random cases of poolings (3 planes of 32×32) only the first plane is kept: planes don't touch each other.
"""

from pathlib import Path

import onnx
from onnx.backend.test.case.node import collect_testcases

TARGET = Path(__file__).resolve().parents[2] / "Tests" / "ConvNetTests" / "Golden" / "onnx.txt"
OPERATORS = [
    "Conv", "ConvTranspose", "AveragePool", "MaxPool", "LpPool", "GlobalAveragePool", "GlobalMaxPool", "Col2Im",
    "BatchNormalization", "MaxUnpool",
]
POOLS = {"AveragePool", "MaxPool", "LpPool"}


def pair(values, default):
    """An attribute as height,width; a 1-D case is one row."""
    values = list(values or [])
    return (default, default) if not values else (default, values[0]) if len(values) == 1 else tuple(values)


def symmetric_padding(operator, attributes, x_shape, kernel, stride, dilation):
    """(height, width) of padding on *each* side, and the output padding of a transposed convolution; None if lopsided."""
    axes = len(x_shape) - 2
    auto = attributes.get("auto_pad", b"NOTSET").decode()
    if auto in ("SAME_UPPER", "SAME_LOWER"):
        totals = []
        for size, k, s, d in zip(x_shape[2:], kernel[-axes:], stride[-axes:], dilation[-axes:]):
            if operator == "ConvTranspose":
                totals.append((size - 1) * s + d * (k - 1) + 1 - size * s)
            else:
                totals.append(max(0, (-(-size // s) - 1) * s + d * (k - 1) + 1 - size))
        if any(total % 2 for total in totals):
            return None
        return pair([total // 2 for total in totals], 0), (0, 0)
    pads = attributes.get("pads", [0] * (2 * axes))
    if list(pads[:axes]) != list(pads[axes:]):
        return None
    extra = pair(attributes.get("output_padding"), 0)
    if "output_shape" in attributes:
        # The natural size is too small by what must be added on one side.
        extra = tuple(
            out - ((size - 1) * s + d * (k - 1) + 1)
            for out, size, k, s, d in zip(attributes["output_shape"], x_shape[2:], kernel, stride, dilation))
    return pair(pads[:axes], 0), extra


def images(array):
    """(N, C, W) as images of one row."""
    return array.reshape(*array.shape[:2], 1, array.shape[2]) if array.ndim == 3 else array


def lines_of(case):
    node = case.model.graph.node[0]
    attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
    inputs, outputs = case.data_sets[0]
    operator = node.op_type
    options, tensors = {}, []
    if operator in {"Conv", "ConvTranspose"} | POOLS:
        x = inputs[0]
        if x.ndim > 4:
            return None
        kernel = pair(attributes.get("kernel_shape") or inputs[1].shape[2:], 1)
        stride, dilation = pair(attributes.get("strides"), 1), pair(attributes.get("dilations"), 1)
        padding = symmetric_padding(operator, attributes, x.shape, kernel, stride, dilation)
        if padding is None:
            return None
        limit = [(d * (k - 1) + 1) // 2 for k, d in zip(kernel, dilation)]
        if operator in POOLS and any(p > most for p, most in zip(padding[0], limit)):
            return None
        options = {"kernel": kernel, "stride": stride, "padding": padding[0], "dilation": dilation}
        if operator == "ConvTranspose":
            options |= {"outputPadding": padding[1], "groups": attributes.get("group", 1)}
        elif operator == "Conv":
            options["groups"] = attributes.get("group", 1)
        else:
            options["ceil"] = attributes.get("ceil_mode", 0)
            options |= {"include": attributes.get("count_include_pad", 0)} if operator == "AveragePool" else {}
            options |= {"p": attributes.get("p", 2)} if operator == "LpPool" else {}
            options |= {"columnMajor": attributes.get("storage_order", 0)} if operator == "MaxPool" else {}
        first = (lambda a: a[:, :1]) if operator in POOLS and x.size > 1024 else (lambda a: a)
        tensors = [("input", first(images(x)))]
        if operator not in POOLS:
            tensors.append(("weight", images(inputs[1])))
        tensors.append(("output", first(images(outputs[0]))))
        if len(outputs) > 1:
            tensors.append(("indices", images(outputs[1])))
    elif operator in ("GlobalAveragePool", "GlobalMaxPool"):
        tensors = [("input", inputs[0]), ("output", outputs[0])]
    elif operator == "Col2Im":
        if len(inputs[1]) != 2:
            return None
        pads = attributes.get("pads", [0, 0, 0, 0])
        if list(pads[:2]) != list(pads[2:]):
            return None
        options = {
            "size": tuple(inputs[1].tolist()), "kernel": tuple(inputs[2].tolist()),
            "stride": pair(attributes.get("strides"), 1), "padding": tuple(pads[:2]),
            "dilation": pair(attributes.get("dilations"), 1)}
        tensors = [("input", inputs[0]), ("output", outputs[0])]
    elif operator == "BatchNormalization":
        options = {
            "epsilon": f"{attributes.get('epsilon', 1e-5):.6g}", "training": attributes.get("training_mode", 0)}
        tensors = list(zip(["input", "weight", "bias", "mean", "variance"], inputs)) + [("output", outputs[0])]
        if len(outputs) > 1:
            tensors += [("runningMean", outputs[1]), ("runningVariance", outputs[2])]
    elif operator == "MaxUnpool":
        if len(inputs) > 2:
            return None
        options = {"kernel": pair(attributes["kernel_shape"], 1), "stride": pair(attributes.get("strides"), 1)}
        tensors = [("input", inputs[0]), ("indices", inputs[1]), ("output", outputs[0])]
    words = [f"{key}={','.join(map(str, v)) if isinstance(v, tuple) else v}" for key, v in options.items()]
    lines = [" ".join([operator, f"name={case.name}", *words])]
    for name, array in tensors:
        numbers = " ".join(f"{number:.7g}" for number in array.flatten().tolist())
        lines.append(f"{name} [{','.join(map(str, array.shape))}] {numbers}")
    return lines


def main():
    result = [
        "# ONNX's node test vectors (onnx.backend.test.case.node, Apache-2.0), options in the engine's terms",
        f"# onnx {onnx.__version__}; made by Tools/golden/make_onnx.py",
    ]
    count = skipped = 0
    for case in sorted(collect_testcases(None), key=lambda case: case.name):
        nodes = case.model.graph.node
        if len(nodes) != 1 or nodes[0].op_type not in OPERATORS:
            continue
        lines = lines_of(case)
        count, skipped = count + 1, skipped + (lines is None)
        result += lines or [f"{nodes[0].op_type} name={case.name} skipped=1"]
    TARGET.write_text("\n".join(result) + "\n")
    print(f"{TARGET.name}: {count} cases, {skipped} of them skipped, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    # Cases of other operators, which are made on the way, divide by zero on purpose.
    import numpy

    numpy.seterr(all="ignore")
    main()
