"""Golden numbers for calibration: python3 calibration.py > calibration.json

Made-up predictions of 300 images and 4 classes by a network that is too sure; half of them to fit on, half to judge.
Needs NumPy, SciPy and scikit-learn, each used instead of a formula of one's own where it has one.
"""
import json
import math

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.stats import binom
from scipy.special import logsumexp, softmax
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import log_loss

LEAST = float(np.finfo(np.float32).tiny)
CLASSES = 4


def made_up(seed, n):
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, CLASSES, n)
    z = rng.normal(0, 1, (n, CLASSES)) * [1, 2, 1, 0.5]
    z[np.arange(n), labels] += 1.5
    return labels, softmax(2.5 * z + [0, 0.7, 0, -0.4], axis=1).astype(np.float32).astype(np.float64)


def bins_of(p, labels):
    return p.max(axis=1), p.argmax(axis=1) == labels


def equal_width(p, labels, bins):
    confidence, right = bins_of(p, labels)
    which = np.clip(np.ceil(confidence * bins) - 1, 0, bins - 1)
    return [(confidence[which == b].mean(), right[which == b].mean(), int((which == b).sum())) for b in np.unique(which)]


def equal_mass(p, labels, bins):
    confidence, right = bins_of(p, labels)
    order = np.argsort(confidence, kind="stable")
    return [(confidence[i].mean(), right[i].mean(), len(i)) for i in np.array_split(order, bins)]


def errors(bins):
    n = sum(count for _, _, count in bins)
    return {"expected": sum(c * abs(a - b) for a, b, c in bins) / n, "maximum": max(abs(a - b) for a, b, _ in bins)}


def brier(p, labels):
    y = np.eye(CLASSES)[labels]
    score = ((p - y) ** 2).sum(axis=1).mean()
    fitted = np.stack([IsotonicRegression().fit(p[:, k], y[:, k]).predict(p[:, k]) for k in range(CLASSES)], axis=1)
    again = ((fitted - y) ** 2).sum(axis=1).mean()
    share = y.mean(axis=0)
    base = (share * (1 - share)).sum()
    return {"score": score, "miscalibration": score - again, "discrimination": base - again, "uncertainty": base}


def temperature(p, labels):
    z = np.log(np.maximum(p, LEAST))
    prior = lambda t: (1 / t - 1) ** 2 / 2 / len(labels)
    loss = lambda t: log_loss(labels, softmax(z / t, axis=1), labels=range(CLASSES)) + prior(t)
    return minimize_scalar(loss, bounds=(0.05, 20), method="bounded", options={"xatol": 1e-10}).x


def vector_scaling(p, labels):
    z = np.log(np.maximum(p, LEAST))

    def loss(wb):
        s = wb[:CLASSES] * z + wb[CLASSES:]
        prior = (((wb[:CLASSES] - 1) ** 2).sum() + (wb[CLASSES:] ** 2).sum()) / 2
        return (logsumexp(s, axis=1) - s[np.arange(len(labels)), labels]).mean() + prior / len(labels)

    start = np.concatenate([np.ones(CLASSES), np.zeros(CLASSES)])
    return minimize(loss, start, method="L-BFGS-B", options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 5000}).x


def scores(method, p):
    result = others(method, p)
    result[np.arange(len(p)), p.argmax(axis=1)] = 0
    return result


def others(method, p):
    if method == "LAC":
        return 1 - p
    order = np.argsort(-p, axis=1, kind="stable")
    sums = np.cumsum(np.take_along_axis(p, order, axis=1), axis=1)
    if method == "RAPS":
        sums = sums + 0.01 * np.maximum(0, np.arange(1, CLASSES + 1) - 5)
    result = np.empty_like(p)
    np.put_along_axis(result, order, sums, axis=1)
    return result


def quantile(values, coverage):
    rank = math.ceil((len(values) + 1) * coverage - 1e-9)
    return math.inf if rank > len(values) else np.sort(values)[rank - 1]


def sets(method, coverage, fit, judge, by_class):
    (labels, p), (judged, q) = fit, judge
    of_labels = scores(method, p)[np.arange(len(labels)), labels]
    if by_class:
        thresholds = np.array([quantile(of_labels[labels == k], coverage) for k in range(CLASSES)])
    else:
        thresholds = np.array([quantile(of_labels, coverage)] * CLASSES)
    inside = scores(method, q) <= thresholds
    return {
        "thresholds": thresholds.tolist() if by_class else [thresholds[0]],
        "covered": int(inside[np.arange(len(judged)), judged].sum()),
        "classes": int(inside.sum()),
        "single": int((inside.sum(axis=1) == 1).sum()),
    }


def selective(accuracy, p, labels):
    """The fewest mistakes that a binomial test accepts, at each step of a binary search over the best probabilities."""
    confidence, right = bins_of(p, labels)
    values = np.unique(confidence)[::-1]
    error = 0.05 / (math.floor(math.log2(len(values))) + 1)
    low, high, best = 1, len(values), None
    while low <= high:
        middle = (low + high) // 2
        kept = confidence >= values[middle - 1]
        if binom.cdf((~right[kept]).sum(), kept.sum(), 1 - accuracy) <= error:
            best, low = values[middle - 1], middle + 1
        else:
            high = middle - 1
    return best


fit, judge = made_up(1, 150), made_up(2, 150)
z = np.log(np.maximum(judge[1], LEAST))
t, wb = temperature(fit[1], fit[0]), vector_scaling(fit[1], fit[0])
print(json.dumps({
    "fit": {"labels": fit[0].tolist(), "probabilities": fit[1].ravel().tolist()},
    "judge": {"labels": judge[0].tolist(), "probabilities": judge[1].ravel().tolist()},
    "equal_width": errors(equal_width(judge[1], judge[0], 15)),
    "equal_mass": errors(equal_mass(judge[1], judge[0], 15)),
    "brier": brier(judge[1], judge[0]),
    "temperature": t,
    "with_temperature": softmax(z / t, axis=1).ravel().tolist(),
    "vector_scaling": wb.tolist(),
    "selective": {str(a): selective(a, fit[1], fit[0]) for a in (0.3, 0.4, 0.45, 0.5, 0.55, 0.99)},
    "sets": [
        {"method": m, "coverage": c, "by_class": b, **sets(m, c, fit, judge, b)}
        for m in ("LAC", "APS", "RAPS") for c in (0.8, 0.95) for b in (False, True)
    ],
}, separators=(",", ":")))
