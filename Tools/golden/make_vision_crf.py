"""Writes crf.txt: mean field by the formulas of pydensecrf, over every pair of pixels. See README.md beside this file."""

import numpy as np
from make_vision_golden import Writer


def kernel(features):
    """Gaussian of the features (pixels, d), normalised symmetrically."""
    square = ((features[:, None, :] - features[None, :, :]) ** 2).sum(axis=2)
    matrix = np.exp(-0.5 * square)
    scale = 1 / np.sqrt(matrix.sum(axis=1) + 1e-20)
    return scale[:, None] * matrix * scale[None, :]


def softmax(energy):
    shifted = np.exp(energy.min(axis=0) - energy)
    return shifted / shifted.sum(axis=0)


def mean_field(unary, pairs, iterations):
    """unary (labels, pixels); pairs of a kernel and a matrix of compatibilities, added to the energy."""
    q = softmax(unary)
    steps = [q]
    for _ in range(iterations):
        energy = unary.copy()
        for matrix, compatibility in pairs:
            energy += (compatibility + compatibility.T) / 2 @ (q @ matrix)
        q = softmax(energy)
        steps.append(q)
    return steps


def write():
    writer = Writer("crf.txt", "Dense CRF: Q before and after each iteration, label by label; bilateral -1: by the matrix of compatibilities",
                    f"By pydensecrf's formulas (DIAG kernel, NORMALIZE_SYMMETRIC), exact, in NumPy {np.__version__}")
    source = np.random.default_rng(75)
    for number in range(10):
        height, width = int(source.integers(2, 7)), int(source.integers(2, 8))
        labels, channels = int(source.integers(2, 5)), (3 if number % 3 else 1)
        image = source.integers(0, 256, (channels, height, width)).astype(float)
        unary = np.round(source.gamma(2, 1, (labels, height * width)), 3)
        gamma, alpha, beta = 1 + number % 3, 4.0 + number, 30.0
        weights = [3.0, 5.0]
        rows, columns = np.mgrid[0:height, 0:width].reshape(2, -1)
        place = np.stack([columns, rows], axis=1)
        colors = image.reshape(channels, -1).T
        compatibilities = [-weight * np.eye(labels) for weight in weights]
        general = np.round(source.uniform(-1, 4, (labels, labels)), 2)
        if number % 2:
            compatibilities[1] = general
        pairs = list(zip([kernel(place / gamma), kernel(np.hstack([place / alpha, colors / beta]))], compatibilities))
        steps = mean_field(unary, pairs, 3)
        writer.case("crf", size=f"{height},{width}", labels=labels, channels=channels, gamma=gamma, alpha=alpha,
                    beta=beta, spatial=weights[0], bilateral=-1 if number % 2 else weights[1])
        writer.array("image", image.flatten().tolist())
        writer.array("unary", unary.flatten().tolist())
        writer.array("compatibility", general.flatten().tolist())
        for step, q in enumerate(steps):
            writer.array(f"q{step}", [round(value, 10) for value in q.flatten().tolist()])
    writer.save()


if __name__ == "__main__":
    write()
