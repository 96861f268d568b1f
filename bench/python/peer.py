"""A library of Python as a side of bench/compare: peer.py SIDE DESCRIPTION threads=2 epochs=4 [images=N] [batch=N] ...

Prints the same lines of JSON as the sides in Java. The data is read from WEFT_DATA or the cache of weft.
"""

import os
import sys

import numpy as np

import task as tasks

key, task = sys.argv[1], tasks.Task(sys.argv[2], sys.argv[3:])


def open_side():
    if key.startswith("torch"):
        import torch_side

        return torch_side.Torch(task, key)
    if key.startswith("jax"):
        if hasattr(os, "sched_setaffinity"):  # JAX takes as many threads as it may have processors
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: task.threads])
        import jax_side

        return jax_side.Jax(task, key)
    import keras_side

    return keras_side.Keras(task)


def infer():
    images = side.prepared(task.read("t10k", task.images)[0])
    for _ in range(task.most_epochs):
        clock.begin()
        for first in range(0, len(images), task.batch):
            side.predict(images[first : first + task.batch])
            clock.batch()
        clock.end()
        if clock.enough():
            break
    tasks.say_memory()
    first = images[: tasks.COMPARED]
    rows = [side.predict(first[i : i + task.batch]) for i in range(0, len(first), task.batch)]
    np.concatenate(rows).astype("<f4").tofile(task.outputs)


def train():
    x, y = task.read("train", task.images)
    side.train(x, y, clock)
    tasks.say_memory()
    test, labels = task.read("t10k", tasks.JUDGED)
    guesses = [side.predict(side.prepared(test[i : i + 100])).argmax(1) for i in range(0, len(test), 100)]
    tasks.say(accuracy=round(float(np.mean(np.concatenate(guesses) == labels)), 4))
    if task.comparable:
        count = min(3 * task.batch, len(x))
        tasks.say(loss=round(float(side.compared_loss(x[:count], y[:count])), 6))


side = open_side()
tasks.say(version=side.version)
clock = tasks.Clock(task.seconds)
if task.folder:
    accuracy = side.fine_tune()
    tasks.say(whole=tasks.since_start())
    tasks.say_memory()
    tasks.say(accuracy=round(float(accuracy), 4))
elif task.inference:
    infer()
else:
    train()
