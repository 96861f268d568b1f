"""One training step of ResNet-20 and MobileNetV2 (32x32 images, 10 classes) in Keras: python3 networks.py <output folder>

Weight i of a path is uniform(path, i), scaled by fill; images and labels are uniform("networks/x", i) and uniform("networks/y", i).
Each file has the network as `graph` (see graphs.py) and, of one step of SGD with momentum on a batch: the loss before and after,
the scores (in inference mode) before and after, and of each weight after the step {"path", "first" (4 values), "sum"}, where sum is
that of value[i] * (2 * uniform("checksum", i) - 1). NAME.exact is the same in float64, to tell how far rounding takes Keras itself.
Made with keras 3.15.1 on torch 2.13.0.
"""
import json
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "torch")
import keras
import numpy as np


def uniform(path, n):
    h = np.uint64(0xCBF29CE484222325)
    with np.errstate(over="ignore"):
        for byte in path.encode():
            h = (h ^ np.uint64(byte)) * np.uint64(0x100000001B3)
        z = h + (np.arange(n, dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(40)).astype(np.float64) / 2.0 ** 24


def fill(model):
    for w in model.weights:
        u = uniform(w.path, int(np.prod(w.shape)))
        name = w.path.split("/")[-1]
        if name in ("gamma", "moving_variance"):
            value = 0.5 + u
        elif name in ("bias", "beta", "moving_mean"):
            value = 0.2 * (2 * u - 1)
        else:
            value = (2 * u - 1) * np.sqrt(6 / int(np.prod(w.shape[:-1]))) * (0.2 if w is model.layers[-1].kernel else 1)
        w.assign(value.reshape(w.shape).astype(np.float32))


def resnet20():
    """The network of Keras's cifar10_resnet example, version 1, n = 3."""
    graph = []

    def layer(name, kind, arguments, *of):
        graph.append([name, kind, arguments, list(of)])
        return name

    def conv(name, of, filters, size=3, strides=1):
        return layer(name, "Conv2D", {"filters": filters, "kernel_size": size, "strides": strides, "padding": "same"}, of)

    x = conv("stem_conv", "input", 16)
    x = layer("stem_bn", "BatchNormalization", {}, x)
    x = layer("stem_relu", "Activation", {"activation": "relu"}, x)
    for stack, filters in enumerate((16, 32, 64)):
        for block in range(3):
            strides, p = (2 if stack > 0 and block == 0 else 1), f"s{stack}b{block}_"
            y = layer(p + "bn1", "BatchNormalization", {}, conv(p + "conv1", x, filters, 3, strides))
            y = layer(p + "relu1", "Activation", {"activation": "relu"}, y)
            y = layer(p + "bn2", "BatchNormalization", {}, conv(p + "conv2", y, filters))
            x = conv(p + "short", x, filters, 1, strides) if strides == 2 else x
            x = layer(p + "relu2", "Activation", {"activation": "relu"}, layer(p + "add", "Add", {}, x, y))
    x = layer("flatten", "Flatten", {}, layer("pool", "AveragePooling2D", {"pool_size": 8}, x))
    layer("out", "Dense", {"units": 10, "activation": "softmax"}, x)
    return graph


def mobilenetv2():
    """keras.applications.MobileNetV2, layer by layer."""
    arguments = ("filters", "kernel_size", "strides", "padding", "use_bias", "units", "activation", "max_value", "momentum", "epsilon")
    graph, names = [], {}
    for layer in keras.applications.MobileNetV2(input_shape=(32, 32, 3), weights=None, classes=10).layers:
        if isinstance(layer, keras.layers.InputLayer):
            names[layer.output.name] = "input"
            continue
        config = layer.get_config()
        own = {k: config[k] for k in arguments if k in config}
        of = layer.input if isinstance(layer.input, list) else [layer.input]
        names[layer.output.name] = layer.name
        graph.append([layer.name, type(layer).__name__, own, [names[value.name] for value in of]])
    for node in graph:
        if node[1] == "ZeroPadding2D":
            node[2]["padding"] = [[0, 1], [0, 1]]
    return graph


def smooth(graph):
    """With silu for each ReLU: where a ReLU's input is nearly 0, rounding decides whether its gradient passes."""
    return [[n, "Activation", {"activation": "silu"}, i] if kind == "ReLU" else [n, kind, a, i] for n, kind, a, i in graph]


def built(graph):
    values = {"input": keras.layers.Input((32, 32, 3), name="input")}
    for name, kind, arguments, inputs in graph:
        given = [values[i] for i in inputs]
        values[name] = getattr(keras.layers, kind)(name=name, **arguments)(given[0] if len(given) == 1 else given)
    return keras.Model(values["input"], values[graph[-1][0]])


def step(graph, rate, batch):
    keras.backend.clear_session()
    model = built(graph)
    fill(model)
    model.compile(optimizer=keras.optimizers.SGD(rate, 0.9), loss="sparse_categorical_crossentropy")
    x = (uniform("networks/x", batch * 3072) - 0.5).reshape(batch, 32, 32, 3).astype(np.float32).astype(keras.config.floatx())
    y = np.floor(10 * uniform("networks/y", batch)).astype(np.float32)
    out = {"scores_before": model.predict(x, verbose=0).ravel().astype(float).tolist()}
    out["loss_before"] = float(model.train_on_batch(x, y))
    out["scores_after"] = model.predict(x, verbose=0).ravel().astype(float).tolist()
    out["weights"] = []
    for w in model.weights:
        v = w.numpy().astype(np.float64).ravel()
        out["weights"].append({"path": w.path, "first": v[:4].tolist(), "sum": float((v * (2 * uniform("checksum", len(v)) - 1)).sum())})
    model.reset_metrics()
    out["loss_after"] = float(model.train_on_batch(x, y))
    return model, out


def rounded(o):
    if isinstance(o, float):
        return float(f"{o:.9g}")
    if isinstance(o, dict):
        return {k: rounded(v) for k, v in o.items()}
    return [rounded(v) for v in o] if isinstance(o, list) else o


if __name__ == "__main__":
    for name, graph, rate, batch in (("resnet20", resnet20(), 0.1, 8), ("mobilenetv2", mobilenetv2(), 0.01, 30),
                                      ("mobilenetv2-silu", smooth(mobilenetv2()), 0.01, 32)):
        model, out = step(graph, rate, batch)
        out.update({"graph": graph, "rate": rate, "batch": batch, "parameters": model.count_params()})
        [keras.config.set_floatx("float64"), keras.config.set_dtype_policy("float64")]
        _, exact = step(graph, rate, batch)
        [keras.config.set_floatx("float32"), keras.config.set_dtype_policy("float32")]
        out["exact"] = {k: exact[k] for k in ("loss_before", "loss_after", "scores_after")}
        for w, e in zip(out["weights"], exact["weights"]):
            w["exact"] = e["first"]
        with open(os.path.join(sys.argv[1], name + ".json"), "w") as f:
            json.dump(rounded(out), f, separators=(",", ":"))
