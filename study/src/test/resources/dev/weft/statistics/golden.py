"""Golden statistics from SciPy, statsmodels and NumPy: python3 golden.py > golden.json

Made with SciPy 1.17.1, statsmodels 0.15.0 and NumPy 2.4.6.
"""
import json

import numpy as np
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint


def wilson(right, images):
    low, high = proportion_confint(right, images, method="wilson")
    return {"right": right, "images": images, "low": float(low), "high": float(high)}


def repeats(values):
    low, high = stats.t.interval(0.95, len(values) - 1, np.mean(values), stats.sem(values))
    return {"values": values, "mean": float(np.mean(values)), "deviation": float(np.std(values, ddof=1)),
            "low": float(low), "high": float(high)}


def two_networks(b, c):
    corrected = mcnemar([[0, b], [c, 0]], exact=False, correction=True).statistic if b + c else None
    return {"b": b, "c": c, "p": float(stats.binomtest(b, b + c).pvalue) if b + c else 1.0, "corrected": corrected}


def corrected_t(differences, train, test):
    d = np.asarray(differences)
    error = np.sqrt((1 / len(d) + test / train) * d.var(ddof=1))
    t = d.mean() / error
    low, high = stats.t.interval(0.95, len(d) - 1, d.mean(), error)
    return {"differences": differences, "train": train, "test": test, "t": float(t),
            "p": float(2 * stats.t.sf(abs(t), len(d) - 1)), "low": float(low), "high": float(high)}


def holm(p):
    return {"p": p, "adjusted": multipletests(p, method="holm")[1].tolist()}


rng = np.random.default_rng(7)
scores = rng.normal(size=101).tolist(), rng.normal(size=40).tolist()
print(json.dumps({
    "wilson": [wilson(*v) for v in ((9928, 10000), (868, 1000), (0, 50), (50, 50), (1, 2))],
    "repeats": [repeats([0.991, 0.9925, 0.9917, 0.993, 0.9908]), repeats([0.5, 0.75]), repeats([12, -3, 4.5, 1e3])],
    "mcnemar": [two_networks(*v) for v in ((11, 1), (25, 15), (0, 0), (72, 110), (3, 3), (26, 22), (0, 7), (0, 2000))],
    "resampled_t": [corrected_t([0.011, 0.004, -0.002, 0.013, 0.006], 48000, 12000),
                    corrected_t([0.02, 0.01, 0.03, 0.0, 0.02, 0.01, 0.025, 0.015, 0.005, 0.02], 54000, 6000),
                    corrected_t([-0.5, -0.25], 3, 1), corrected_t([0.01, 0.03, -0.01, 0.03], 900, 300)],
    "holm": [holm(p) for p in ([0.01, 0.04, 0.03, 0.005], [0.6, 0.02, 0.02, 1.0, 1e-9], [0.3])],
    "quantiles": [{"values": sorted(v), "low": float(np.quantile(v, 0.025)), "high": float(np.quantile(v, 0.975))}
                  for v in scores],
}, separators=(",", ":")))
