"""Writes the tables of pixels that PixelTablesTest reads with pandas, and pixels.tsv: what they hold (see arrays.py)."""

import hashlib
import os
import shutil

import numpy as np
import pandas as pd

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "pixels")
shutil.rmtree(ROOT, ignore_errors=True)
random = np.random.default_rng(2)
lines = []


def place(name):
    path = os.path.join(ROOT, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path


def expect(path, classes, labels, parts, images):
    digest = hashlib.sha256(np.ascontiguousarray(images, dtype=np.uint8).tobytes()).hexdigest()
    lines.append(
        "\t".join([path, ";".join(classes), ";".join(map(str, labels)), parts, "x".join(map(str, images.shape[1:])), digest])
    )


x = random.integers(0, 256, (4, 5, 5), dtype=np.uint8)
x[:, -1, -1] = 0
t = random.integers(0, 256, (2, 5, 5), dtype=np.uint8)
y, z = [1, 0, 2, 1], [2, 0]
digits = ["0", "1", "2"]
images = x[..., None]


def frame(x, y, names=None, first=True, label="label"):
    table = pd.DataFrame(x.reshape(len(x), -1), columns=names or [f"pixel{i}" for i in range(x[0].size)])
    table.insert(0 if first else table.shape[1], label, y)
    return table


def table(name, expected=None, labels=y, classes=digits, frame=frame(x, y), **how):
    frame.to_csv(place(name), index=False, **how)
    expect(name, classes, labels, "-*4", images if expected is None else expected)


table("kaggle.csv")
table("last.csv", frame=frame(x, y, first=False))
table("class-in-the-middle.csv", frame=frame(x, y).rename(columns={"label": "Class"}).iloc[:, [*range(1, 9), 0, *range(9, 26)]])
table("no-header.csv", header=False)
table("no-header-last.csv", frame=frame(x, y, first=False), header=False)
table("semicolon.csv", sep=";")
table("tab.tsv", sep="\t")
table("bom.csv", encoding="utf-8-sig")
table("utf-16.csv", encoding="utf-16", sep="\t")
table("crlf.csv", lineterminator="\r\n")
table("quoted.csv", quoting=1)
table("index.csv", frame=frame(x, y).reset_index(names="id"))
table("places.csv", frame=frame(x[:, :3], y, [f"{r}x{c}" for r in range(1, 4) for c in range(1, 6)]), expected=x[:, :3, :, None])
table("unit.csv", frame=frame((x / 255).round(6), y))
table("unit-comma.csv", frame=frame((x / 255).round(6), y), sep=";", decimal=",")
table("floats.csv", frame=frame(x.astype("f8"), np.array(y, "f8")))
table("texts.csv", frame=frame(x, ["dog", "cat", "ähre", "dog"]), classes=["cat", "dog", "ähre"], labels=[1, 0, 2, 1])
table("texts-no-header.csv", frame=frame(x, ["dog", "cat", "ähre", "dog"]), classes=["cat", "dog", "ähre"], labels=[1, 0, 2, 1], header=False)
table("windows.csv", frame=frame(x, ["dog", "cat", "ähre", "dog"]), classes=["cat", "dog", "ähre"], labels=[1, 0, 2, 1], encoding="cp1252")
with open(place("spaces.csv"), "w") as file:
    file.write("label , " + ", ".join(f"p{i}" for i in range(25)) + "\n")
    for a, b in zip(x, y):
        file.write(f"{b}, " + ", ".join(map(str, a.flat)) + " \n\n")
    file.write("\n   \n")
expect("spaces.csv", digits, y, "-*4", images)
# pandas reads a table without a header as if it had one, and writes what it made of the first row as names.
mangled = pd.DataFrame(np.array([[0] * 26] + [[b, *a.flat] for a, b in zip(x, y)]))
mangled.to_csv(place("raw.csv"), index=False, header=False)
pd.read_csv(place("raw.csv")).to_csv(place("mangled.csv"), index=False)
os.remove(place("raw.csv"))
expect("mangled.csv", digits, y, "-*4", images)
# Colour, as HAM10000's tables, and in planes as CIFAR's.
ramp = (np.add.outer(np.arange(4) * 19, np.arange(4) * 21)[..., None] + np.array([0, 40, 90])).astype(np.uint8)
ramps = np.stack([ramp, ramp[::-1], ramp[:, ::-1], ramp // 2])
table("colour.csv", frame=frame(ramps, y, first=False), expected=ramps)
table("planes.csv", frame=frame(ramps.transpose(0, 3, 1, 2), y), expected=ramps)
# EMNIST's tables: transposed, without a header.
table("emnist-letters-train.csv", frame=frame(x.transpose(0, 2, 1), y), header=False)
# FER2013.
fer = pd.DataFrame({
    "emotion": y, "pixels": [" ".join(map(str, a.flat)) for a in x], "Usage": ["Training", "Training", "PublicTest", "PrivateTest"],
})
fer.to_csv(place("fer2013.csv"), index=False)
expect("fer2013.csv", digits, y, "TRAIN*2 VALIDATION*1 TEST*1", images)
fer[["emotion", "Usage", "pixels"]].rename(columns={"Usage": " Usage", "pixels": " pixels"}).to_csv(place("icml.csv"), index=False, quoting=2)
expect("icml.csv", digits, y, "TRAIN*2 VALIDATION*1 TEST*1", images)
# A folder of two tables, and one as Kaggle's Digit Recognizer has it: its test.csv has no labels.
both = np.concatenate([t, x])[..., None]
frame(x, y).to_csv(place("folder/fashion-mnist_train.csv"), index=False)
frame(t, z).to_csv(place("folder/fashion-mnist_test.csv"), index=False)
expect("folder", digits, z + y, "TEST*2 TRAIN*4", both)
frame(x, y).to_csv(place("competition/train.csv"), index=False)
frame(t, z).drop(columns="label").to_csv(place("competition/test.csv"), index=False)
pd.DataFrame({"ImageId": [1, 2], "Label": [0, 0]}).to_csv(place("competition/sample_submission.csv"), index=False)
expect("competition", digits, y, "-*4", images)

# What is refused.
good = frame(x, y).to_csv(index=False).split("\n")
row = good[2].split(",")


def bad(name, line):
    with open(place("bad/" + name), "w") as file:
        file.write("\n".join([*good[:2], line, *good[3:]]))


bad("short.csv", ",".join(row[:-1]))
bad("long.csv", ",".join([*row, "7"]))
bad("word.csv", ",".join([*row[:17], "x7", *row[18:]]))
bad("empty.csv", ",".join([*row[:17], "", *row[18:]]))
bad("large.csv", ",".join([*row[:17], "256", *row[18:]]))
bad("negative.csv", ",".join([*row[:17], "-2", *row[18:]]))
bad("no-label.csv", ",".join(["", *row[1:]]))
frame(t, z).drop(columns="label").to_csv(place("bad/test.csv"), index=False)
frame(x[:, :3], y).to_csv(place("bad/no-square.csv"), index=False)

with open(os.path.join(HERE, "pixels.tsv"), "w", encoding="utf-8") as file:
    file.write("\n".join(lines) + "\n")
