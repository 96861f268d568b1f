"""Golden numbers for unlikeness: python3 outlier.py > outlier.json

Made-up rows of a network with 3 outputs and layers of 6 and 4 numbers: outputs, scores, values. NumPy and SciPy compute
the distances with the inverse of the whole covariance, which few numbers leave whole.
"""
import json

import numpy as np
from scipy.spatial.distance import mahalanobis
from scipy.special import logsumexp

rng = np.random.default_rng(1)
CLASSES, SIZES = 3, [6, 4]


def rows(labels, shift=0.0):
    rows = rng.normal(0, 1, (len(labels), 2 * CLASSES + sum(SIZES)))
    rows[:, 2 * CLASSES:] = np.abs(rows[:, 2 * CLASSES:] + np.eye(3)[labels] @ rng.normal(0, 3, (3, sum(SIZES))) + shift)
    return rows.astype(np.float32).astype(np.float64)


labels = rng.integers(0, CLASSES, 80)
learned, others, asked = rows(labels), rows(rng.integers(0, CLASSES, 120)), rows(rng.integers(0, CLASSES, 10), 2.0)


def features(values, unit):
    length = np.linalg.norm(values, axis=1)
    return np.column_stack([values / length[:, None], np.log(np.maximum(1e-3, length / unit))])


def distances(at, size, divided):
    values = [part[:, at:at + size] for part in (learned, others, asked)]
    unit = np.linalg.norm(values[0], axis=1).mean()
    x, *rest = [features(v, unit) if divided else v for v in values]
    means = np.stack([x[labels == c].mean(axis=0) for c in range(CLASSES)])
    around = x - means[labels]
    inverse = np.linalg.inv(around.T @ around / (len(x) - 1))
    return [np.array([min(mahalanobis(z, m, inverse) for m in means) for z in part]) for part in rest]


def standard(of_others, of_asked):
    return [(v - of_others.mean()) / of_others.std() for v in (of_others, of_asked)]


energy = standard(*[-logsumexp(part[:, CLASSES:2 * CLASSES], axis=1) for part in (others, asked)])
each = [distances(2 * CLASSES + at, size, divided) for at, size in ((0, SIZES[0]), SIZES) for divided in (True, False)]
parts = [standard(*d) for d in each]
scores = [np.maximum(0, e) + (np.mean(d, axis=0) + np.max(d, axis=0)) / 2 for e, *d in zip(energy, *parts)]
threshold = np.sort(scores[0])[int(np.ceil((len(others) + 1) * 0.99)) - 1]
print(json.dumps({
    "labels": labels.tolist(), "learned": learned.tolist(), "others": others.tolist(), "asked": asked.tolist(),
    "distances": [d[1].tolist() for d in each], "scores": scores[1].tolist(), "threshold": threshold,
}))
