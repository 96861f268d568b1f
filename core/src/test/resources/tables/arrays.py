"""Writes the NumPy files that NumpyArraysTest reads, and arrays.tsv: what they hold.

A line: path, format of the source's classes, labels, parts, shape of an image, SHA-256 of all images as bytes.
"""

import hashlib
import os
import shutil

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "arrays")
shutil.rmtree(ROOT, ignore_errors=True)
os.makedirs(ROOT)
random = np.random.default_rng(1)
lines = []


def grey(n, h=6, w=5):
    return random.integers(0, 256, (n, h, w), dtype=np.uint8)


def colour(n, h=6, w=5):
    return random.integers(0, 256, (n, h, w, 3), dtype=np.uint8)


def expect(path, classes, labels, parts, images):
    """images: bytes (n, h, w, c), in the order of the samples."""
    digest = hashlib.sha256(np.ascontiguousarray(images, dtype=np.uint8).tobytes()).hexdigest()
    lines.append(
        "\t".join([path, ";".join(classes), ";".join(map(str, labels)), parts, "x".join(map(str, images.shape[1:])), digest])
    )


def npz(name, save=np.savez, **arrays):
    os.makedirs(os.path.dirname(os.path.join(ROOT, name)), exist_ok=True)
    save(os.path.join(ROOT, name), **arrays)


def npy(name, array):
    os.makedirs(os.path.dirname(os.path.join(ROOT, name)), exist_ok=True)
    np.save(os.path.join(ROOT, name), array)


train, test = grey(6), grey(3)
both = np.concatenate([train, test])[..., None]
y, z = np.array([0, 1, 2, 0, 1, 2], np.uint8), np.array([2, 1, 0], np.uint8)
labels = [*y, *z]
parts = "TRAIN*6 TEST*3"
digits = ["0", "1", "2"]

# As Keras's mnist.npz, stored and deflated.
npz("keras.npz", x_train=train, y_train=y, x_test=test, y_test=z)
expect("keras.npz", digits, labels, parts, both)
npz("deflated.npz", np.savez_compressed, x_train=train, y_train=y, x_test=test, y_test=z)
expect("deflated.npz", digits, labels, parts, both)
# MedMNIST: labels (n, 1), three parts, colour.
c = colour(6), colour(2), colour(2)
npz(
    "medmnist.npz",
    train_images=c[0], train_labels=y[:, None], val_images=c[1], val_labels=y[:2, None],
    test_images=c[2], test_labels=z[:2, None],
)
expect("medmnist.npz", digits, [*y, 0, 1, 2, 1], "TRAIN*6 VALIDATION*2 TEST*2", np.concatenate(c))
# KMNIST: four files, each with arr_0.
for part, images, target in ("train", train, y), ("test", test, z):
    npz(f"kmnist/kmnist-{part}-imgs.npz", lambda path, a: np.savez_compressed(path, a), a=images)
    npz(f"kmnist/kmnist-{part}-labels.npz", lambda path, a: np.savez_compressed(path, a), a=target)
expect("kmnist", digits, [*z, *y], "TEST*3 TRAIN*6", np.concatenate([test, train])[..., None])
expect("kmnist/kmnist-train-imgs.npz", digits, [*z, *y], "TEST*3 TRAIN*6", np.concatenate([test, train])[..., None])
# NPY files side by side, named by the folder or one of them.
for name, array in ("x_train", train), ("y_train", y), ("x_test", test), ("y_test", z):
    npy(f"npy/{name}.npy", array)
expect("npy", digits, [*z, *y], "TEST*3 TRAIN*6", np.concatenate([test, train])[..., None])
expect("npy/y_train.npy", digits, [*z, *y], "TEST*3 TRAIN*6", np.concatenate([test, train])[..., None])
npy("pair/images.npy", train)
npy("pair/labels.npy", y)
expect("pair", digits, y, "-*6", train[..., None])
# A file a part.
npz("parts/train.npz", images=train, labels=y)
npz("parts/test.npz", images=test, labels=z)
expect("parts", digits, [*z, *y], "TEST*3 TRAIN*6", np.concatenate([test, train])[..., None])
# Arrays without names.
npz("nameless.npz", lambda path, a, b: np.savez(path, a, b), a=train, b=y)
expect("nameless.npz", digits, y, "-*6", train[..., None])
npz("nameless4.npz", lambda path, a, b, c, d: np.savez(path, a, b, c, d), a=train, b=test, c=y, d=z)
expect("nameless4.npz", digits, labels, parts, both)
# Types.
for kind in "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", ">i2", ">u4", ">i8", ">f4", ">f8", ">f2":
    name = "types/" + kind.replace(">", "big-") + ".npz"
    npz(name, X=train.astype(kind), y=y.astype(kind))
    expect(name, digits, y, "-*6", train[..., None])
npz("bool.npz", x=train > 127, y=y)
expect("bool.npz", digits, y, "-*6", np.where(train > 127, 255, 0)[..., None])
for kind in "f2", "f4", "f8":
    unit = (train / 255).astype(kind)
    npz(f"unit-{kind}.npz", x=unit, y=y)
    expect(f"unit-{kind}.npz", digits, y, "-*6", np.rint(unit.astype("f8") * 255)[..., None])
signed = (train / 127.5 - 1).astype("f4")
npz("signed.npz", x=signed, y=y)
expect("signed.npz", digits, y, "-*6", train[..., None])
deep = random.integers(0, 65536, (6, 6, 5), dtype=np.uint16)
deep[0, 0, 0] = 65535
npz("deep.npz", x=deep, y=y)
expect("deep.npz", digits, y, "-*6", np.rint(deep * (255.0 / 65535))[..., None])
# Orders of axes.
npz("fortran.npz", x=np.asfortranarray(c[0]), y=y)
expect("fortran.npz", digits, y, "-*6", c[0])
npz("fortran-grey.npz", x=np.asfortranarray(train), y=y)
expect("fortran-grey.npz", digits, y, "-*6", train[..., None])
npz("channels-first.npz", x=c[0].transpose(0, 3, 1, 2), y=y)
expect("channels-first.npz", digits, y, "-*6", c[0])
npz("channel-first-grey.npz", x=train[:, None], y=y)
expect("channel-first-grey.npz", digits, y, "-*6", train[..., None])
last = colour(6, 7, 8)
npz("samples-last.npz", X=last.transpose(1, 2, 3, 0), y=y)
expect("samples-last.npz", digits, y, "-*6", last)
square = grey(6, 7, 7)
npz("flat.npz", data=square.reshape(6, 49), target=y)
expect("flat.npz", digits, y, "-*6", square[..., None])
ramp = (np.add.outer(np.arange(8) * 9, np.arange(8) * 11)[..., None] + np.array([0, 40, 90])).astype(np.uint8)
ramps = np.stack([ramp, ramp[::-1], ramp[:, ::-1], ramp.transpose(1, 0, 2), ramp // 2, ramp // 3])
npz("flat-colour.npz", data=ramps.reshape(6, 192), labels=y)
expect("flat-colour.npz", digits, y, "-*6", ramps)
npz("planes.npz", data=ramps.transpose(0, 3, 1, 2).reshape(6, 192), labels=y)
expect("planes.npz", digits, y, "-*6", ramps)
# Labels.
npz("one-hot.npz", x=train, y=np.eye(3, dtype="f4")[y])
expect("one-hot.npz", digits, y, "-*6", train[..., None])
npz("texts.npz", x=train, y=np.array(["dog", "cat", "ähre", "dog", "cat", "ähre"]))
expect("texts.npz", ["cat", "dog", "ähre"], [1, 0, 2, 1, 0, 2], "-*6", train[..., None])
npz("bytes.npz", x=train, y=np.array([b"dog", b"cat", b"dog", b"dog", b"cat", b"cat"]))
expect("bytes.npz", ["cat", "dog"], [1, 0, 1, 1, 0, 0], "-*6", train[..., None])
npz("gaps.npz", x=train, y=np.array([1, 9, 26, 1, 9, 26]))
expect("gaps.npz", ["1", "9", "26"], y, "-*6", train[..., None])
npz("named.npz", x=train, y=y, class_names=np.array(["ant", "bee", "cow", "doe"]))
expect("named.npz", ["ant", "bee", "cow", "doe"], y, "-*6", train[..., None])
qmnist = np.zeros((6, 8), np.int32)
qmnist[:, 0], qmnist[:, 2] = y, 2500
npz("qmnist.npz", x_train=train, y_train=qmnist)
expect("qmnist.npz", digits, y, "TRAIN*6", train[..., None])
# Versions of the header.
for version in (2, 0), (3, 0):
    os.makedirs(os.path.join(ROOT, f"version{version[0]}"), exist_ok=True)
    for name, array in ("images", train), ("labels", y):
        with open(os.path.join(ROOT, f"version{version[0]}", name + ".npy"), "wb") as file:
            np.lib.format.write_array(file, array, version=version)
    expect(f"version{version[0]}", digits, y, "-*6", train[..., None])

# What is refused.
npz("bad/objects.npz", x=np.array([train[0], train[1, :3]], dtype=object), y=y[:2])
npz("bad/nan.npz", x=np.where(train > 250, np.nan, train).astype("f4"), y=y)
npz("bad/standardized.npz", x=((train - train.mean()) / train.std()).astype("f4"), y=y)
npz("bad/volumes.npz", x=np.zeros((6, 7, 7, 7), np.uint8), y=y)
npz("bad/multi-label.npz", x=train, y=np.ones((6, 14), np.uint8))
npz("bad/fewer-labels.npz", x=train, y=y[:5])
npz("bad/fractions.npz", x=train, y=y / 2)
npz("bad/unnamed.npz", weights=train, bias=y[:2])
npz("bad/records.npz", x=train, y=np.zeros(6, dtype=[("a", "i4"), ("b", "f4")]))
npz("bad/complex.npz", x=train.astype("c8"), y=y)

with open(os.path.join(HERE, "arrays.tsv"), "w", encoding="utf-8") as file:
    file.write("\n".join(lines) + "\n")
