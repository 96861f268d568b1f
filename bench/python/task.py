"""What a side in Python is to do: the workload that Weft described, its data and its clock."""

import gzip
import json
import math
import os
import pathlib
import sys
import time

import numpy as np

COMPARED = 8  # images whose outputs are compared
COMPARED_RATE = 0.01  # of plain gradient descent, while losses are compared
JUDGED = 2000  # images of the test set


class Task:
    """Everything of the description (see TaskFile.java), and the words of the command line."""

    def __init__(self, described, words):
        file = pathlib.Path(described)
        settings = dict(word.split("=", 1) for word in words)
        self.__dict__.update(json.loads(file.read_text()))
        self.batch = int(settings.get("batch", self.batch))
        self.images = int(settings.get("images", self.images))
        self.most_epochs = int(settings["epochs"])
        self.seconds = float(settings.get("seconds", math.inf))
        self.threads = int(settings["threads"])
        self.outputs = settings.get("outputs")
        self.folder = settings.get("folder")
        self.height, self.width, self.channels = (self.input_shape + [1, 1])[:3]
        self.rate = self.optimizer_arguments["learning_rate"]
        self.momentum = self.optimizer_arguments.get("momentum", 0)
        self.adam = self.optimizer == "Adam"
        self.squares = self.loss == "MeanSquaredError"
        self.comparable = all(layer["kind"] != "Dropout" for layer in self.layers)
        self._read_weights(np.fromfile(file.with_suffix(".weights"), "<f4"))

    def _read_weights(self, numbers):
        """Each layer's weights by Keras's names, in Keras's shapes."""
        at = 0
        for layer in self.layers:
            for name, shape in layer["weights"].items():
                count = math.prod(shape)
                layer["weights"][name] = numbers[at : at + count].reshape(shape)
                at += count

    def _idx(self, file):
        cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "weft/datasets"
        folder = pathlib.Path(os.environ.get("WEFT_DATA") or cache)  # as Weft: no other than the one that is named
        for path in (folder / self.dataset / (file + ".gz"), folder / self.dataset / file, folder / file):
            if path.exists():
                data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
                shape = np.frombuffer(data, ">i4", data[3], 4)
                return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(shape)
        sys.exit(f"error: cannot find {self.dataset}/{file}; set WEFT_DATA")

    def read(self, part, count):
        """Images (count, height, width, channels) from 0 to 1, the file's again and again, and their classes."""
        images, labels = self._idx(part + "-images-idx3-ubyte"), self._idx(part + "-labels-idx1-ubyte")
        rows = np.arange(count) % len(images)
        side = images.shape[1]
        down, right = np.arange(self.height) * side // self.height, np.arange(self.width) * side // self.width
        images = images[rows][:, down[:, None], right[None, :]].astype(np.float32) / 255
        return np.repeat(images[..., None], self.channels, axis=3), labels[rows].astype(np.int64)

    def photos(self, part):
        """Image files of a folder with a folder a class: (count, height, width, 3) from 0 to 1, and their classes."""
        from PIL import Image

        classes = sorted((pathlib.Path(self.folder) / "photos" / part).iterdir())
        files = [(file, label) for label, of in enumerate(classes) for file in sorted(of.iterdir())]
        size = (self.height, self.width)
        images = np.empty((len(files), *size, 3), np.float32)
        for row, (file, _) in enumerate(files):
            with Image.open(file) as image:
                small = image.convert("RGB").resize(size[::-1], Image.Resampling.BILINEAR)
                images[row] = np.asarray(small, np.float32) / 255
        return images, np.array([label for _, label in files])


class Clock:
    """Says when the first batch and each epoch are done."""

    def __init__(self, most_seconds):
        self.most_seconds, self.first, self.epochs, self.passed = most_seconds, True, 0, 0.0

    def begin(self):
        self.start = time.perf_counter()

    def batch(self):
        if self.first:
            self.first = False
            say(first_batch=since_start())

    def end(self):
        now = time.perf_counter()
        self.passed += now - self.start if self.epochs else 0  # the first one warms up
        self.epochs += 1
        say(epoch=self.epochs, seconds=round(now - self.start, 5))
        self.start = now

    def enough(self):
        return self.epochs > 1 and self.passed > self.most_seconds


def since_start():
    return round(time.time() - int(os.environ["BENCH_STARTED"]) / 1000, 3)


def say(**values):
    print(json.dumps(values), flush=True)


def say_memory():
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        say(resident_mb=round(int(line.split()[1]) / 1024))


def padding(layer):
    """Zeros that a window needs around its input: ((top, bottom), (left, right))."""
    arguments, sides = layer["arguments"], []
    window = arguments.get("kernel_size") or arguments["pool_size"]
    for axis in range(2):
        size, step = pair(window)[axis], pair(arguments["strides"])[axis]
        size = (size - 1) * pair(arguments.get("dilation_rate", 1))[axis] + 1
        needed = max(0, (layer["shape"][axis] - 1) * step + size - layer["input_shape"][axis])
        needed = needed if arguments["padding"] == "same" else 0
        sides.append((needed // 2, needed - needed // 2))
    return tuple(sides)


def pair(size):
    return tuple(size) if isinstance(size, (list, tuple)) else (size, size)


def unknown(layer):
    sys.exit(f"error: every side makes the same network; received {layer}, which this one does not know; teach it.")
