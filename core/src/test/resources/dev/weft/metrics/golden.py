"""Golden metric values from scikit-learn: python3 golden.py > golden.json

Values that scikit-learn refuses or calls undefined are null. Made with scikit-learn 1.9.1.
"""
import json
import warnings

import numpy as np
from sklearn import metrics as m

warnings.simplefilter("ignore")
rng = np.random.default_rng(31)


def maybe(f):
    try:
        v = float(f())
        return v if np.isfinite(v) else None
    except (ValueError, ZeroDivisionError):
        return None


def sample(n, k, digits=None, missing=None):
    y = rng.integers(0, k, n)
    if missing is not None:
        y[y == missing] = (missing + 1) % k
    z = rng.normal(0, 1, (n, k))
    z[np.arange(n), y] += 1.2
    p = np.exp(z) / np.exp(z).sum(1, keepdims=True)
    if digits:
        p = np.round(p, digits) + 1e-3
        p /= p.sum(1, keepdims=True)
    return y, p


def calibration(y, p):
    if not ((p >= 0) & (p <= 1)).all():
        return {"brier": None, "calibration_error": None, "max_calibration_error": None}
    sure, right = p.max(1), p.argmax(1) == y
    which = np.clip(np.ceil(sure * 15) - 1, 0, 14)
    gaps = [(abs(sure[which == b].mean() - right[which == b].mean()), (which == b).sum()) for b in np.unique(which)]
    return {"brier": float(((p - np.eye(p.shape[1])[y]) ** 2).sum(1).mean()),
            "calibration_error": float(sum(gap * count for gap, count in gaps) / len(y)),
            "max_calibration_error": float(max(gap for gap, _ in gaps))}


def case(name, y, p):
    y, k = np.asarray(y), p.shape[1]
    hat, labels = p.argmax(1), list(range(k))
    out = {"name": name, "classes": k, "type": str(p.dtype), "labels": y.tolist(),
           "probabilities": [[float(v) for v in r] for r in p], "predicted": hat.tolist(),
           "accuracy": float(m.accuracy_score(y, hat)), "log_loss": maybe(lambda: m.log_loss(y, p, labels=labels)),
           "confusion": m.confusion_matrix(y, hat, labels=labels).tolist(),
           "cohen_kappa": maybe(lambda: m.cohen_kappa_score(y, hat)),
           "matthews": maybe(lambda: m.matthews_corrcoef(y, hat)),
           "balanced_accuracy": maybe(lambda: m.balanced_accuracy_score(y, hat))}
    out.update(calibration(y, p))
    for top in (1, 2, 3, 5):
        out[f"top_{top}"] = maybe(lambda: m.top_k_accuracy_score(y, p, k=top, labels=labels))
    pr, rc, f1, sup = m.precision_recall_fscore_support(y, hat, labels=labels, zero_division=0)
    out["per_class"] = {"precision": pr.tolist(), "recall": rc.tolist(), "f1": f1.tolist(), "support": sup.tolist()}
    for avg in ("micro", "macro", "weighted"):
        pr, rc, f1, _ = m.precision_recall_fscore_support(y, hat, labels=labels, average=avg, zero_division=0)
        out[avg] = {"precision": float(pr), "recall": float(rc), "f1": float(f1)}
    for multi in ("ovo", "ovr"):
        for avg in ("macro", "weighted"):
            out[f"roc_auc_{multi}_{avg}"] = maybe(
                lambda: m.roc_auc_score(y, p, multi_class=multi, average=avg, labels=labels))
    return out


ten, three, five = sample(200, 10), sample(60, 3, digits=1), sample(40, 5, missing=2)
sure = np.array([[1, 0, 0], [0, 1, 0], [0.5, 0.5, 0], [1, 0, 0]])
unscaled = np.array([[0.9, 0.8, 0.1], [0.2, 0.7, 0.6], [0, 0.1, 0.3], [0.6, 1, 0]])
print(json.dumps([
    case("ten classes", *ten),
    case("ties", *three),
    case("a class that never occurs", *five),
    case("probabilities of exactly 0 and 1", [0, 1, 2, 2], sure),
    case("the same in single precision", [0, 1, 2, 2], sure.astype(np.float32)),
    case("everything right", np.arange(9) % 3, np.eye(3)[np.arange(9) % 3] * 0.7 + 0.1),
    case("one class only, always right", [1, 1, 1], np.full((3, 3), 0.1) + np.eye(3)[[1, 1, 1]] * 0.7),
    case("one class only, sometimes right", [1, 1, 1], np.full((3, 3), 0.1) + np.eye(3)[[0, 1, 2]] * 0.7),
    case("rows that do not sum to one", [0, 1, 2, 0], unscaled),
    case("a probability above 1", [0, 1, 2, 0], unscaled * 1.2),
], separators=(",", ":")))
