"""Keras on TensorFlow: its own layers, fit and predict."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf

import task as tasks


class Tell(keras.callbacks.Callback):
    """Says when a batch and an epoch are done."""

    def __init__(self, clock):
        super().__init__()
        self.clock = clock

    def on_train_batch_end(self, step, logs=None):
        self.clock.batch()

    def on_epoch_end(self, epoch, logs=None):
        self.clock.end()
        self.model.stop_training = self.clock.enough()


class Keras:
    def __init__(self, task):
        self.task = task
        tf.config.threading.set_intra_op_parallelism_threads(task.threads)
        tf.config.threading.set_inter_op_parallelism_threads(1)
        self.version = f"Keras {keras.__version__} on TensorFlow {tf.__version__}"
        self.model = self._network(keras.Input(task.input_shape))

    def _network(self, first):
        """The described network; where images are augmented, layers for it stand first."""
        task, x = self.task, first
        if task.shift:
            x = keras.layers.RandomFlip("horizontal")(x)
            factor = (task.shift / task.height, task.shift / task.width)
            x = keras.layers.RandomTranslation(*factor, fill_mode="constant", interpolation="nearest")(x)
        values = {task.input: x}
        for layer in task.layers:
            config = {"name": layer["name"].replace("/", "_"), **layer["arguments"]}
            made = getattr(keras.layers, layer["kind"]).from_config(config)
            made.trainable = layer["name"] not in task.frozen
            inputs = [values[name] for name in layer["inputs"]]
            values[layer["name"]] = made(inputs if len(inputs) > 1 else inputs[0])
            if layer["weights"]:
                made.set_weights(list(layer["weights"].values()))
        return keras.Model(first, values[task.output])

    def _optimizer(self):
        task = self.task
        return keras.optimizers.Adam(task.rate) if task.adam else keras.optimizers.SGD(task.rate, momentum=task.momentum)

    def _compiled(self, model, optimizer):
        loss = "mean_squared_error" if self.task.squares else "sparse_categorical_crossentropy"
        model.compile(optimizer, loss, metrics=["accuracy"])
        return model

    def _targets(self, y):
        return np.eye(self.task.layers[-1]["shape"][-1], dtype=np.float32)[y] if self.task.squares else y

    def train(self, x, y, clock):
        model, task = self._compiled(self.model, self._optimizer()), self.task
        clock.begin()
        model.fit(x, self._targets(y), task.batch, task.most_epochs, verbose=0, callbacks=[Tell(clock)])

    def compared_loss(self, x, y):
        shift, self.task.shift = self.task.shift, 0
        model = self._compiled(self._network(keras.Input(self.task.input_shape)), keras.optimizers.SGD(tasks.COMPARED_RATE))
        self.task.shift = shift
        history = model.fit(x, self._targets(y), self.task.batch, 1, verbose=0, shuffle=False)
        return history.history["loss"][0]

    def prepared(self, x):
        return x

    def predict(self, x):
        return self.model.predict_on_batch(x)

    def fine_tune(self):
        """A dense head on the frozen network; images are decoded once and kept. The accuracy on those of the test."""
        model = self._compiled(self.model, self._optimizer())
        model.fit(*self.task.photos("train"), self.task.batch, self.task.epochs, verbose=0)
        return model.evaluate(*self.task.photos("test"), verbose=0)[1]
