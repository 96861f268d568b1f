"""JAX: whole epochs in one compiled program (scan), or one compiled step after another (loop)."""

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

import task as tasks

LAYOUT = ("NHWC", "HWIO", "NHWC")
ACTIVATIONS = {"relu": jax.nn.relu, "relu6": jax.nn.relu6, "tanh": jnp.tanh, "sigmoid": jax.nn.sigmoid}
LEARNED = ("kernel", "bias", "gamma", "beta", "alpha")


class Network:
    """The described network up to the scores, as a function of its weights."""

    def __init__(self, task):
        self.task = task
        every = {(layer["name"], name): jnp.asarray(w) for layer in task.layers for name, w in layer["weights"].items()}
        self.weights = {f"{layer}/{name}": w for (layer, name), w in every.items() if name in LEARNED}
        self.averages = {f"{layer}/{name}": w for (layer, name), w in every.items() if name not in LEARNED}

    def scores(self, weights, averages, x, key=None):
        """Scores and the averages afterwards; key is None where nothing is trained."""
        values, averages = {self.task.input: x}, dict(averages)
        for number, layer in enumerate(self.task.layers):
            inputs = [values[name] for name in layer["inputs"]]
            own = None if key is None else jax.random.fold_in(key, number)
            values[layer["name"]] = self._call(layer, inputs, weights, averages, own)
        return values[self.task.output], averages

    def _call(self, layer, x, weights, averages, key):
        kind, arguments, name = layer["kind"], layer["arguments"], layer["name"]
        if kind == "Dense":
            y = x[0] @ weights[name + "/kernel"] + weights.get(name + "/bias", 0)
        elif kind in ("Conv2D", "DepthwiseConv2D"):
            y = self._convolution(layer, x[0], weights)
        elif kind == "BatchNormalization":
            y = self._normalization(layer, x[0], weights, averages, key is not None)
        elif kind == "PReLU":
            y = jnp.maximum(x[0], 0) + weights[name + "/alpha"] * jnp.minimum(x[0], 0)
        elif kind == "MaxPooling2D":
            window = (1, *tasks.pair(arguments["pool_size"]), 1)
            strides = (1, *tasks.pair(arguments["strides"]), 1)
            y = lax.reduce_window(x[0], -jnp.inf, lax.max, window, strides, ((0, 0), *tasks.padding(layer), (0, 0)))
        elif kind == "ZeroPadding2D":
            y = jnp.pad(x[0], ((0, 0), *arguments["padding"], (0, 0)))
        elif kind == "Add":
            y = x[0] + x[1]
        elif kind == "ReLU":
            y = jax.nn.relu6(x[0]) if arguments["max_value"] == 6 else jax.nn.relu(x[0])
        elif kind == "GlobalAveragePooling2D":
            y = x[0].mean((1, 2))
        elif kind == "Flatten":
            y = x[0].reshape(len(x[0]), -1)
        elif kind == "Dropout":
            kept = 1 - arguments["rate"]
            y = x[0] if key is None else jnp.where(jax.random.bernoulli(key, kept, x[0].shape), x[0] / kept, 0)
        elif kind in ("Activation", "Identity"):
            y = x[0]
        else:
            return tasks.unknown(kind)
        activation = arguments.get("activation") or "linear"
        return y if activation in ("linear", "softmax") else ACTIVATIONS[activation](y)

    @staticmethod
    def _convolution(layer, x, weights):
        arguments, kernel = layer["arguments"], weights[layer["name"] + "/kernel"]
        groups = arguments.get("groups", 1)
        if layer["kind"] == "DepthwiseConv2D":
            groups = x.shape[-1]
            kernel = kernel.reshape(*kernel.shape[:2], 1, -1)
        y = lax.conv_general_dilated(
            x,
            kernel,
            tasks.pair(arguments["strides"]),
            tasks.padding(layer),
            rhs_dilation=tasks.pair(arguments["dilation_rate"]),
            dimension_numbers=LAYOUT,
            feature_group_count=groups,
        )
        return y + weights.get(layer["name"] + "/bias", 0)

    @staticmethod
    def _normalization(layer, x, weights, averages, training):
        name, momentum = layer["name"], layer["arguments"]["momentum"]
        mean, variance = averages[name + "/moving_mean"], averages[name + "/moving_variance"]
        if training:
            axes = tuple(range(x.ndim - 1))
            batch_mean = x.mean(axes)
            batch_variance = jnp.maximum(0, (x * x).mean(axes) - batch_mean * batch_mean)
            averages[name + "/moving_mean"] = momentum * mean + (1 - momentum) * batch_mean
            averages[name + "/moving_variance"] = momentum * variance + (1 - momentum) * batch_variance
            mean, variance = batch_mean, batch_variance
        scale = weights[name + "/gamma"] * lax.rsqrt(variance + layer["arguments"]["epsilon"])
        return x * scale + (weights[name + "/beta"] - mean * scale)


class Jax:
    def __init__(self, task, key):
        self.task, self.scan = task, key == "jax-scan"
        self.version = "JAX " + jax.__version__
        self.network = Network(task)
        self.state = self._fresh()
        self.ask = jax.jit(self._probabilities)

    def _fresh(self):
        zeros = {name: jnp.zeros_like(w) for name, w in self.network.weights.items()}
        copies = {name: jnp.array(w) for name, w in self.network.weights.items()}
        averages = {name: jnp.array(w) for name, w in self.network.averages.items()}
        return copies, averages, zeros, {name: jnp.zeros_like(w) for name, w in zeros.items()}, jnp.zeros(())

    def _probabilities(self, weights, averages, x):
        return jax.nn.softmax(self.network.scores(weights, averages, x)[0])

    def _loss(self, weights, averages, x, y, key):
        scores, averages = self.network.scores(weights, averages, x, key)
        if self.task.squares:
            return jnp.mean((jax.nn.softmax(scores) - jax.nn.one_hot(y, scores.shape[1])) ** 2), averages
        logarithms = jax.nn.log_softmax(scores)
        return -jnp.mean(jnp.take_along_axis(logarithms, y[:, None], 1)), averages

    def _slopes(self, weights, averages, x, y, key):
        return jax.value_and_grad(self._loss, has_aux=True)(weights, averages, x, y, key)

    def _step(self, state, x, y, key):
        weights, averages, first, second, count = state
        (loss, averages), slopes = self._slopes(weights, averages, x, y, key)
        count, rate = count + 1, self.task.rate
        if self.task.adam:
            epsilon = self.task.optimizer_arguments["epsilon"]
            step = rate * jnp.sqrt(1 - 0.999**count) / (1 - 0.9**count)
            first = {name: 0.9 * first[name] + 0.1 * g for name, g in slopes.items()}
            second = {name: 0.999 * second[name] + 0.001 * g * g for name, g in slopes.items()}
            weights = {n: w - step * first[n] / (jnp.sqrt(second[n]) + epsilon) for n, w in weights.items()}
        elif self.task.momentum:
            first = {name: self.task.momentum * first[name] - rate * g for name, g in slopes.items()}
            weights = {name: w + first[name] for name, w in weights.items()}
        else:
            weights = {name: w - rate * slopes[name] for name, w in weights.items()}
        return (weights, averages, first, second, count), loss

    def _batch(self, state, x, y, rows, key):
        images = x[rows]
        if self.task.shift:
            images = self._augmented(images, jax.random.fold_in(key, 1))
        return self._step(state, images, y[rows], key)

    def _augmented(self, x, key):
        """Each image mirrored with probability 1/2, and moved by up to so many pixels, behind zeros."""
        most, keys = self.task.shift, jax.random.split(key, 2)
        flip = jax.random.bernoulli(keys[0], 0.5, (len(x), 1, 1, 1))
        padded = jnp.pad(jnp.where(flip, x[:, :, ::-1], x), ((0, 0), (most, most), (most, most), (0, 0)))
        places = jax.random.randint(keys[1], (len(x), 2), 0, 2 * most + 1)
        return jax.vmap(lambda image, at: lax.dynamic_slice(image, (at[0], at[1], 0), x.shape[1:]))(padded, places)

    def _epoch(self, state, x, y, key):
        """All batches in a random order; the last may be smaller."""
        size, order = self.task.batch, jax.random.permutation(key, len(x))
        whole = len(x) // size

        def one(state, numbered):
            number, rows = numbered
            return self._batch(state, x, y, rows, jax.random.fold_in(key, number))

        rows = order[: whole * size].reshape(whole, size)
        state, _ = lax.scan(one, state, (jnp.arange(whole), rows))
        if len(x) % size:
            state, _ = self._batch(state, x, y, order[whole * size :], jax.random.fold_in(key, whole))
        return state

    def train(self, x, y, clock):
        x, y = jnp.asarray(x), jnp.asarray(y, jnp.int32)
        epoch = jax.jit(self._epoch, donate_argnums=0)
        batch = jax.jit(self._batch, donate_argnums=0)
        state = self.state
        clock.begin()
        for number in range(self.task.most_epochs):
            key = jax.random.key(number)
            if self.scan:
                state = jax.block_until_ready(epoch(state, x, y, key))
                clock.batch()
            else:
                order = np.random.default_rng(number).permutation(len(x))
                for at in range(0, len(x), self.task.batch):
                    state, loss = batch(state, x, y, order[at : at + self.task.batch], jax.random.fold_in(key, at))
                    if number == 0 and at == 0:
                        jax.block_until_ready(loss)
                        clock.batch()
                jax.block_until_ready(state)
            clock.end()
            if clock.enough():
                break
        self.state = state

    def compared_loss(self, x, y):
        slopes, total = jax.jit(self._slopes), 0.0
        weights, averages = self._fresh()[:2]
        for at in range(0, len(x), self.task.batch):
            images, labels = x[at : at + self.task.batch], jnp.asarray(y[at : at + self.task.batch], jnp.int32)
            (loss, averages), own = slopes(weights, averages, images, labels, jax.random.key(0))
            weights = {name: w - tasks.COMPARED_RATE * own[name] for name, w in weights.items()}
            total += float(loss) * len(images)
        return total / len(x)

    def prepared(self, x):
        return x

    def predict(self, x):
        return np.asarray(self.ask(self.state[0], self.state[1], x))
