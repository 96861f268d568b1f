"""Writes callbacks.csv: what Keras's ReduceLROnPlateau and EarlyStopping do, epoch by epoch, with figures that they are given.

A row is a callback, its arguments, the figures, and for each epoch the learning rate of the next one, or for EarlyStopping the epoch in
which it stops (-1 for none) and the one whose weights the model ends with (-1 where none are restored).
"""
import itertools
import random

import keras
import numpy as np

random.seed(1)
rows = []


def model():
    net = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    net.compile(optimizer=keras.optimizers.SGD(0.5), loss="mse", metrics=["accuracy"])
    net.fit(keras.ops.ones((1, 1)), keras.ops.ones((1, 1)), verbose=0)
    net.optimizer.learning_rate = 0.5
    return net


def words(**arguments):
    return " ".join(f"{name}={value}" for name, value in arguments.items())


def figures(kind):
    at = 1.0
    values = []
    for _ in range(16):
        if kind == "noise":
            at = random.uniform(0.5, 1.5)
        elif kind == "steps":
            at -= random.choice([0, 0, 0, 0.05, -0.02])
        else:
            at -= 0.001
        values.append(round(at, 4))
    return values


def plateau(values, **arguments):
    net = model()
    callback = keras.callbacks.ReduceLROnPlateau(**arguments)
    callback.set_model(net)
    callback.on_train_begin()
    rates = []
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {arguments["monitor"]: value})
        rates.append(f"{float(net.optimizer.learning_rate):.9g}")
    rows.append(("plateau", words(**arguments), " ".join(map(str, values)), " ".join(rates)))


def early(values, **arguments):
    net = model()
    callback = keras.callbacks.EarlyStopping(**arguments)
    callback.set_model(net)
    callback.on_train_begin()
    stops = -1
    net.stop_training = False
    for epoch, value in enumerate(values):
        net.set_weights([np.array([[float(epoch)]])])
        callback.on_epoch_end(epoch, {arguments["monitor"]: value})
        if net.stop_training:
            stops = epoch
            break
    callback.on_train_end()
    last = int(float(net.get_weights()[0][0][0]))
    rows.append(("early", words(**arguments), " ".join(map(str, values)), f"{stops} {last}"))


for kind, patience, cooldown, mode in itertools.product(["noise", "steps", "slow"], [0, 1, 3], [0, 2], ["auto", "max"]):
    plateau(figures(kind), monitor="val_loss", factor=0.5, patience=patience, cooldown=cooldown, mode=mode, min_delta=0.0001, min_lr=0.0)
plateau(figures("steps"), monitor="val_loss", factor=0.1, patience=1, cooldown=0, mode="auto", min_delta=0.0, min_lr=0.01)
plateau(figures("noise"), monitor="val_loss", factor=0.1, patience=2, cooldown=1, mode="auto", min_delta=0.1, min_lr=0.01)
plateau(figures("noise"), monitor="val_accuracy", factor=0.2, patience=2, cooldown=0, mode="auto", min_delta=0.01, min_lr=0.0)
for kind, patience, start, restore in itertools.product(["noise", "steps", "slow"], [0, 2, 4], [0, 3], [True, False]):
    early(figures(kind), monitor="val_loss", patience=patience, min_delta=0.01, mode="auto", start_from_epoch=start, restore_best_weights=restore)
for baseline, patience in itertools.product([0.2, 0.9, 1.1], [1, 3]):
    early(figures("steps"), monitor="val_loss", patience=patience, min_delta=0, mode="auto", baseline=baseline, restore_best_weights=True)
    early(figures("noise"), monitor="val_loss", patience=patience, min_delta=0, mode="max", baseline=baseline, restore_best_weights=True)
early(figures("noise"), monitor="val_accuracy", patience=2, min_delta=0, mode="auto", restore_best_weights=True)

with open("callbacks.csv", "w") as out:
    for row in rows:
        out.write(",".join(row) + "\n")
