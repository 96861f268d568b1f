"""PyTorch or Keras as a side of bench/compare: peer.py torch|keras workload=w1 threads=2 epochs=4 [images=N] [batch=N].

Prints the same lines of JSON as the sides in Java. The data is read from WEFT_DATA or the cache of weft.
"""

import gzip
import json
import os
import pathlib
import sys
import time

library = sys.argv[1]
task = dict(word.split("=") for word in sys.argv[2:])
name, threads, epochs = task["workload"], int(task["threads"]), int(task["epochs"])
batch = int(task.get("batch", 128 if name in ("w2", "w3", "w6") else 32))
rate = {"w2": 0.01, "w5": 5e-4}.get(name, 1e-3)
if library == "keras":
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np


def idx(file):
    dataset = "mnist" if name in ("w2", "w3", "w6") else "fashion-mnist"
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "weft/datasets"
    folder = pathlib.Path(os.environ.get("WEFT_DATA") or cache)  # as Weft: no other than the one that is named
    for path in (folder / dataset / (file + ".gz"), folder / dataset / file, folder / file):
        if path.exists():
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            shape = np.frombuffer(data, ">i4", data[3], 4)
            return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(shape)
    sys.exit(f"cannot find {dataset}/{file}; set WEFT_DATA")


def images(part, skip=0):
    x = idx(part + "-images-idx3-ubyte")[skip:].astype(np.float32) / 255
    return x, idx(part + "-labels-idx1-ubyte")[skip:].astype(np.int64)


class Clock:
    def __init__(self):
        self.first, self.epochs = True, 0

    def begin(self):
        self.start = time.perf_counter()

    def batch(self):
        if self.first:
            self.first = False
            say(first_batch=round(time.time() - int(os.environ["BENCH_STARTED"]) / 1000, 3))

    def end(self):
        self.epochs += 1
        now = time.perf_counter()
        say(epoch=self.epochs, seconds=round(now - self.start, 5))
        self.start = now


def say(**values):
    print(json.dumps(values), flush=True)


def say_memory():
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        say(resident_mb=round(int(line.split()[1]) / 1024))


class Torch:
    def __init__(self):
        import torch
        from torch import nn

        self.torch = torch
        torch.set_num_threads(threads)
        torch.set_flush_denormal(True)
        say(version="PyTorch " + torch.__version__ + " (Python)")
        layers = {
            "w1": lambda: [nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10)],
            "w2": lambda: [nn.Flatten(), nn.Linear(784, 64), nn.Sigmoid(), nn.Linear(64, 10)],
            "w3": lambda: [nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU()]
            + [nn.MaxPool2d(2), nn.Flatten(), nn.Dropout(0.5), nn.Linear(1600, 10)],
            "w4": lambda: [nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(5408, 256)]
            + [nn.ReLU(), nn.Linear(256, 10)],
            "w5": lambda: [nn.Conv2d(1, 128, 5), nn.Tanh(), nn.MaxPool2d(3, 2), nn.Conv2d(128, 156, 3), nn.Tanh()]
            + [nn.MaxPool2d(3, 2), nn.Conv2d(156, 156, 3), nn.Tanh(), nn.Flatten(), nn.Linear(624, 84)]
            + [nn.PReLU(84), nn.Linear(84, 84), nn.PReLU(84), nn.Linear(84, 10)],
        }
        self.model = nn.Sequential(*layers["w3" if name == "w6" else name]())

    def train(self, x, y, clock):
        torch, f = self.torch, self.torch.nn.functional
        x, y = torch.from_numpy(x).unsqueeze(1), torch.from_numpy(y)
        targets = f.one_hot(y, 10).float() if name == "w2" else y
        optimizer = (torch.optim.SGD if name == "w2" else torch.optim.Adam)(self.model.parameters(), lr=rate)
        clock.begin()
        for _ in range(epochs):
            for rows in torch.randperm(len(x)).split(batch):
                scores = self.model(x.index_select(0, rows))
                target = targets.index_select(0, rows)
                loss = f.mse_loss(scores.softmax(1), target) if name == "w2" else f.cross_entropy(scores, target)
                optimizer.zero_grad(set_to_none=True)
                loss.backward()
                optimizer.step()
                clock.batch()
            clock.end()
        self.model.eval()

    def predict(self, x):
        self.model.eval()
        with self.torch.inference_mode():
            return self.model(self.torch.from_numpy(x).unsqueeze(1)).softmax(1).numpy()


class Keras:
    def __init__(self):
        import tensorflow as tf

        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(1)
        import keras
        from keras import layers as k

        self.keras = keras
        say(version=f"Keras {keras.__version__} on TensorFlow {tf.__version__} (Python)")
        layers = {
            "w1": lambda: [k.Flatten(), k.Dense(256, "relu")],
            "w2": lambda: [k.Flatten(), k.Dense(64, "sigmoid")],
            "w3": lambda: [k.Conv2D(32, 3, activation="relu"), k.MaxPooling2D(2), k.Conv2D(64, 3, activation="relu")]
            + [k.MaxPooling2D(2), k.Flatten(), k.Dropout(0.5)],
            "w4": lambda: [k.Conv2D(32, 3, activation="relu"), k.MaxPooling2D(2), k.Flatten(), k.Dense(256, "relu")],
            "w5": lambda: [k.Conv2D(128, 5, activation="tanh"), k.MaxPooling2D(3, 2)]
            + [k.Conv2D(156, 3, activation="tanh"), k.MaxPooling2D(3, 2), k.Conv2D(156, 3, activation="tanh")]
            + [k.Flatten(), k.Dense(84), k.PReLU(), k.Dense(84), k.PReLU()],
        }
        last = k.Dense(10, activation="softmax")
        self.model = keras.Sequential([k.Input((28, 28, 1)), *layers["w3" if name == "w6" else name](), last])

    def train(self, x, y, clock):
        keras = self.keras
        squares = name == "w2"
        self.model.compile(
            keras.optimizers.SGD(rate) if squares else keras.optimizers.Adam(rate),
            "mean_squared_error" if squares else "sparse_categorical_crossentropy",
        )

        class Tell(keras.callbacks.Callback):
            def on_train_batch_end(self, step, logs=None):
                clock.batch()

            def on_epoch_end(self, epoch, logs=None):
                clock.end()

        targets = np.eye(10, dtype=np.float32)[y] if squares else y
        clock.begin()
        self.model.fit(x[..., None], targets, batch, epochs, verbose=0, callbacks=[Tell()])

    def predict(self, x):
        return self.model.predict_on_batch(x[..., None])


side = Torch() if library == "torch" else Keras()
clock = Clock()
test, labels = images("t10k")
if name == "w6":
    test = test[: int(task.get("images", len(test)))]
    for _ in range(epochs):
        clock.begin()
        for first in range(0, len(test), batch):
            side.predict(test[first : first + batch])
            clock.batch()
        clock.end()
    say_memory()
else:
    x, y = images("train", 5000 if name == "w5" else 0)
    count = int(task.get("images", len(x)))
    side.train(x[:count], y[:count], clock)
    say_memory()
    guesses = [side.predict(test[i : i + 100]).argmax(1) for i in range(0, 2000, 100)]
    say(accuracy=round(float(np.mean(np.concatenate(guesses) == labels[:2000])), 4))
