"""Learning rates of Keras's schedules: python3 schedules.py <output file>

"schedules": [{"class", "config" (get_config, without the name), "rates": [rate at step 0, 1, ...], "more": {step: rate}}], float32 values
of keras.optimizers.schedules."""
import json, os, sys
os.environ.setdefault("KERAS_BACKEND", "torch")
import keras, numpy as np
S = keras.optimizers.schedules
cases = []
for kind, a in [
    ("PolynomialDecay", dict(initial_learning_rate=0.1, decay_steps=20)),
    ("PolynomialDecay", dict(initial_learning_rate=0.1, decay_steps=20, end_learning_rate=0.01, power=0.5)),
    ("PolynomialDecay", dict(initial_learning_rate=0.1, decay_steps=15, end_learning_rate=0.02, power=2.0)),
    ("PolynomialDecay", dict(initial_learning_rate=0.1, decay_steps=10, end_learning_rate=0.01, power=1.0, cycle=True)),
    ("PolynomialDecay", dict(initial_learning_rate=0.1, decay_steps=12, end_learning_rate=0.001, power=1.7, cycle=True)),
    ("InverseTimeDecay", dict(initial_learning_rate=0.1, decay_steps=10, decay_rate=0.5)),
    ("InverseTimeDecay", dict(initial_learning_rate=0.1, decay_steps=7, decay_rate=0.9, staircase=True)),
    ("CosineDecayRestarts", dict(initial_learning_rate=0.1, first_decay_steps=10)),
    ("CosineDecayRestarts", dict(initial_learning_rate=0.1, first_decay_steps=8, t_mul=1.0, m_mul=0.8, alpha=0.1)),
    ("CosineDecayRestarts", dict(initial_learning_rate=0.1, first_decay_steps=6, t_mul=1.5, m_mul=0.9, alpha=0.05)),
    ("CosineDecayRestarts", dict(initial_learning_rate=0.2, first_decay_steps=5, t_mul=3.0, m_mul=0.5)),
    ("CosineDecay", dict(initial_learning_rate=0.1, decay_steps=25)),
    ("CosineDecay", dict(initial_learning_rate=0.1, decay_steps=25, alpha=0.2)),
    ("CosineDecay", dict(initial_learning_rate=0.01, decay_steps=20, warmup_target=0.1, warmup_steps=5)),
    ("CosineDecay", dict(initial_learning_rate=0.0, decay_steps=18, alpha=0.1, warmup_target=0.05, warmup_steps=9)),
    ("CosineDecay", dict(initial_learning_rate=0.1, decay_steps=18, warmup_steps=5)),
    ("ExponentialDecay", dict(initial_learning_rate=0.1, decay_steps=10, decay_rate=0.9)),
    ("ExponentialDecay", dict(initial_learning_rate=0.1, decay_steps=6, decay_rate=0.7, staircase=True)),
    ("PiecewiseConstantDecay", dict(boundaries=[3, 9, 20], values=[0.1, 0.05, 0.01, 0.002])),
]:
    s = getattr(S, kind)(**a)
    more = [60, 99, 100, 101, 250, 1000]
    at = lambda i: float(np.float32(keras.ops.convert_to_numpy(keras.ops.convert_to_tensor(s(keras.ops.convert_to_tensor(i, dtype="int32"))))))
    config = s.get_config(); config.pop("name")
    entry = {"class": kind, "config": config}
    try:
        entry["rates"] = [float(f"{at(i):.8g}") for i in range(51)]
        entry["more"] = {str(i): float(f"{at(i):.8g}") for i in more}
    except Exception as e:
        entry["error"] = f"{type(e).__name__}: {e}"
    cases.append(entry)
    print(kind, a, entry.get("error") or entry["rates"][:12])
with open(sys.argv[1], "w") as f:
    json.dump({"keras": keras.__version__, "schedules": cases}, f, separators=(",", ":"))
