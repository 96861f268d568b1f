"""The same training in float32 and in float64, by Keras: KERAS_BACKEND=torch python3 float64.py <output folder> <case file> ...

The cases, float64-cases.json, are as in make.py. Each file has make.py's numbers in float32, and under `float64` what the same
weights and the same batch give in double precision.
Made with keras 3.15.1 on torch 2.13.0.
"""
import json
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "torch")
import keras
import numpy as np

import make


def trained(case, folder, precision):
    keras.config.set_floatx(precision)
    kind = np.dtype(precision).type
    make.flat = lambda array: {"shape": list(np.shape(array)), "values": [
        float(np.format_float_positional(kind(v), unique=True)) for v in np.asarray(array).ravel()]}
    make.make(case, folder)
    path = os.path.join(folder, case["name"] + ".json")
    with open(path) as file:
        return path, json.load(file)


def both(case, folder):
    _, exact = trained(case, folder, "float64")
    path, golden = trained(case, folder, "float32")
    golden["float64"] = {k: exact[k] for k in ("losses", "weights_after", "predictions_after")}
    with open(path, "w") as file:
        json.dump(golden, file, separators=(",", ":"))
    for mine, true in zip(golden["weights_after"], exact["weights_after"]):
        away = np.abs(np.subtract(mine["values"], true["values"])).max()
        print("  ", mine["path"], "%.2g from float64, of %.2g" % (away, np.abs(true["values"]).max()))


if __name__ == "__main__":
    os.makedirs(sys.argv[1], exist_ok=True)
    for cases in sys.argv[2:]:
        for case in json.load(open(cases)):
            both(case, sys.argv[1])
