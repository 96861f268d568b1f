"""Confident learning (Northcutt, Jiang and Chuang, 2021) and its noise model in NumPy: writes golden.json beside this file.

Run: python3 confident_learning.py
"""

import json
import pathlib

import numpy as np


def confident_joint(labels, p):
    """Thresholds, and counts (given, true) scaled to the number of images of each label."""
    classes = p.shape[1]
    thresholds = np.array([p[labels == k, k].mean() for k in range(classes)])
    sure = p >= thresholds - 1e-6
    true = np.where(sure, p, -1).argmax(axis=1)
    counts = np.zeros((classes, classes), int)
    for given, k, any_sure in zip(labels, true, sure.any(axis=1)):
        counts[given, k] += any_sure
    counts[np.diag_indices(classes)] = np.maximum(1, np.diag(counts))
    scaled = counts * (np.bincount(labels, minlength=classes) / counts.sum(axis=1))[:, None]
    return thresholds, counts, scaled


def tempered(p, temperature):
    z = np.log(np.maximum(p, 1e-300)) / temperature
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def likeliest(labels, p, rates):
    """The temperature of the likeliest labels, by a fine grid and then finer ones."""
    low, high = np.log(0.1), np.log(10)
    for _ in range(6):
        grid = np.linspace(low, high, 41)
        loss = [-np.log((rates[labels] * tempered(p, np.exp(t))).sum(axis=1)).sum() for t in grid]
        best = int(np.argmin(loss))
        low, high = grid[max(0, best - 1)], grid[min(40, best + 1)]
    return np.exp((low + high) / 2)


def shares(counts):
    """By column, with one image more that may have any label."""
    return (counts + 1 / len(counts)) / (counts.sum(axis=0) + 1)


def noise_model(labels, p, scaled):
    """Rates (label, class) and temperature by expectation and maximization, and ln(p(wrong) / p(right)) of each label."""
    rates = shares(scaled)
    temperature = likeliest(labels, p, rates)
    for _ in range(20):
        joint = rates[labels] * tempered(p, temperature)
        joint /= joint.sum(axis=1, keepdims=True)
        counts = np.zeros_like(rates)
        np.add.at(counts, labels, joint)
        rates = shares(counts)
        temperature = likeliest(labels, p, rates)
    joint = rates[labels] * tempered(p, temperature)
    right = joint[np.arange(len(labels)), labels]
    return rates, temperature, np.log(joint.sum(axis=1) - right) - np.log(right)


if __name__ == "__main__":
    random = np.random.default_rng(17)
    classes, n = 4, 90
    true = random.integers(0, classes, n)
    scores = random.normal(size=(n, classes)) + 2.5 * np.eye(classes)[true]
    p = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    p = p.astype(np.float32).astype(float)
    labels = np.where(random.random(n) < 0.2, random.integers(0, classes, n), true)
    thresholds, counts, scaled = confident_joint(labels, p)
    rates, temperature, log_odds = noise_model(labels, p, scaled)
    golden = {
        "labels": labels.tolist(),
        "probabilities": p.ravel().tolist(),
        "thresholds": thresholds.tolist(),
        "counts": counts.tolist(),
        "scaled": scaled.tolist(),
        "rates": rates.tolist(),
        "temperature": temperature,
        "log_odds": log_odds.tolist(),
    }
    pathlib.Path(__file__).with_name("golden.json").write_text(json.dumps(golden) + "\n")
