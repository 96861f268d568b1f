"""Unusual and hostile .keras / .h5 files with the right scores: python3 functional.py <folder>

README.json: [{"file", "expect": "scores" | "refuse" | "either", "scores": NAME.json or null, "why", "keras": what Keras 3.15.1 does}].
"either": Weft may read it (then with these scores) or refuse it in one sentence.
NAME.json: {"x": {"shape", "values"}, "scores": {"shape", "values"}, "tolerance": absolute, of the scores}. Made with keras 3.15.1 on torch 2.13.0.

functional.zip holds some of them.
"""
import io, json, os, shutil, sys, zipfile
os.environ.setdefault("KERAS_BACKEND", "torch")
sys.dont_write_bytecode = True
sys.path.insert(0, os.environ["GOLDEN"])  # the folder of graphs.py and make.py, of the tests of core
import h5py
import keras
import numpy as np
from keras import layers as L, ops
from graphs import fill
from make import flat

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
README = []
SEED = [900]


def note(file, expect, why, scores=None, keras_says=None):
    README.append({"file": file, "expect": expect, "scores": scores, "why": why, "keras": keras_says})


def loads(path, x=None):
    try:
        m = keras.saving.load_model(path, compile=False)
        if x is None:
            return "loads"
        p = m.predict(x, verbose=0)
        return "loads", p
    except Exception as e:
        return f"{type(e).__name__}: {str(e).strip()[:160]}"


def seeded(model):
    SEED[0] += 1
    rng = np.random.default_rng(SEED[0])
    fill(model, rng)
    return rng


def pixels(model, rng, scale=1.0, n=3):
    shape = [8 if s is None else s for s in model.input_shape[1:]] if isinstance(model.input_shape, tuple) else list(model.inputs[0].shape[1:])
    return (rng.uniform(0, scale, [n] + shape)).astype(np.float32)


def numbers(name, x, p, tolerance=1e-5):
    with open(f"{folder}/{name}.json", "w") as f:
        json.dump({"x": flat(x), "scores": flat(p), "tolerance": tolerance}, f, separators=(",", ":"))


def good(name, model, why, kinds=("keras",), expect="scores", scale=1.0, tolerance=1e-5, fitted=False, edit=None, fill_it=True, compare=True):
    """Saves the model in all kinds, and its scores; edit(config) changes the config of a .keras file afterwards."""
    rng = seeded(model) if fill_it else np.random.default_rng(SEED[0])
    x = pixels(model, rng, scale)
    p = model.predict(x, verbose=0)
    if isinstance(p, dict): p = list(p.values())[0]
    if isinstance(p, list): p = p[0]
    p = np.asarray(p, dtype=np.float32)
    numbers(name, x, p, tolerance)
    for kind in kinds:
        file = f"{name}.{kind}"
        model.save(f"{folder}/{file}")
        if edit and kind == "keras":
            rewrite(file, edit)
        said = loads(f"{folder}/{file}", x)
        if isinstance(said, tuple):
            q = said[1]
            if isinstance(q, dict): q = list(q.values())[0]
            if isinstance(q, list): q = q[0]
            d = float(np.abs(q - p).max())
            said = f"loads, scores differ by {d:.1e}"
            if compare and d > 1e-5: print("!!!", file, said)
        elif compare: print("!!!", file, said)
        note(file, expect, why, f"{name}.json", said)
    print(name, p[0].ravel()[:3], p.shape, flush=True)
    return x, p


def refuse(name, model, why, kinds=("keras",)):
    for kind in kinds:
        model.save(f"{folder}/{name}.{kind}")
        note(f"{name}.{kind}", "refuse", why, None, loads(f"{folder}/{name}.{kind}"))


def rewrite(file, edit=None, drop=(), raw=None, to=None):
    path = f"{folder}/{file}"
    with zipfile.ZipFile(path) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    if edit:
        config = json.loads(parts["config.json"])
        config = edit(config) or config
        parts["config.json"] = json.dumps(config).encode()
    parts.update(raw or {})
    with zipfile.ZipFile(f"{folder}/{to or file}", "w") as z:
        for n, data in parts.items():
            if n not in drop:
                z.writestr(n, data)


def image(shape=(8, 8, 3), name="image"):
    return L.Input(shape, name=name)


def head(x, units=4, name="scores"):
    return L.Dense(units, activation="softmax", name=name)(L.GlobalAveragePooling2D(name="pool")(x))


def conv(x, filters=4, size=3, name=None, **k):
    return L.Conv2D(filters, size, padding="same", name=name, **k)(x)


# ---- shared and nested
i = image(); c = L.Conv2D(3, 3, padding="same", activation="tanh", name="shared"); a = c(i); b = c(a); d = c(b)
good("shared-three-times", keras.Model(i, head(L.Add(name="add")([a, d, b]))), "a layer called three times, on its own output", ("keras", "h5"))

i = image(); c = L.Conv2D(4, 3, padding="same", name="shared"); n = L.BatchNormalization(name="norm")
p = L.AveragePooling2D(2, name="half")(i)
k = L.Concatenate(name="join")([L.GlobalMaxPooling2D(name="g1")(n(c(i))), L.GlobalMaxPooling2D(name="g2")(n(c(p)))])
good("shared-two-sizes", keras.Model(i, L.Dense(4, activation="softmax", name="scores")(k)), "one Conv2D and one BatchNormalization on two image sizes", ("keras", "h5"))


def deep(prefix=""):
    si = [L.Input((8, 8, 4)), L.Conv2D(4, 3, padding="same", name=prefix + "conv"), L.BatchNormalization(name=prefix + "norm"), L.ReLU(name=prefix + "relu")]
    seq = keras.Sequential(si, name=prefix + "sequence")
    ii = L.Input((8, 8, 4), name=prefix + "inner_input")
    inner = keras.Model(ii, L.Add(name=prefix + "inner_add")([ii, seq(ii)]), name=prefix + "inner")
    oi = L.Input((8, 8, 4), name=prefix + "outer_input")
    y = L.Conv2D(4, 1, name=prefix + "conv1" if prefix else "conv_1x1")(inner(oi))
    return keras.Model(oi, L.Multiply(name=prefix + "outer_multiply")([y, oi]), name=prefix + "outer")


i = image(); good("nested-three-deep", keras.Model(i, head(deep()(conv(i, name="stem")))), "Sequential within Functional within Functional", ("keras", "h5"))

i = image((8, 8, 3)); bi = L.Input((8, 8, 3), name="block_input")
block = keras.Model(bi, L.Add(name="add")([bi, conv(conv(bi, 5, name="a", activation="relu"), 3, name="b")]), name="block")
good("nested-called-twice", keras.Model(i, head(L.ReLU(name="relu")(block(block(i))))), "one nested Functional called twice, the second time on its own output", ("keras", "h5"))

i = image(); inner = keras.Sequential([L.Input((8, 8, 3)), L.Conv2D(4, 3, name="conv"), L.Flatten(name="flatten"), L.Dense(4, activation="softmax", name="scores")], name="all")
good("nested-is-the-output", keras.Model(i, inner(i)), "the output of the network is that of a nested Sequential", ("keras", "h5"))
i = image(); fi = L.Input((8, 8, 3)); inner = keras.Model(fi, head(conv(fi, name="conv")), name="all")
good("nested-functional-is-the-output", keras.Model(i, inner(i)), "as before, Functional: output_layers then says ['all', 1, 0], one more than inbound_nodes would", ("keras", "h5"))

i = image(); fi = L.Input((8, 8, 3)); inner = keras.Model(fi, conv(fi, name="conv", activation="relu"), name="features")
seq = keras.Sequential([image(), inner, L.GlobalAveragePooling2D(name="pool"), L.Dense(4, activation="softmax", name="scores")], name="transfer")
good("functional-in-sequential", seq, "Sequential whose first layer is a Functional", ("keras", "h5"))

base = keras.applications.MobileNetV2(input_shape=(32, 32, 3), alpha=0.35, weights=None, include_top=False, pooling="avg", name="base")
small = keras.Sequential([L.Input((8, 8, 3)), L.Conv2D(4, 3, name="conv", use_bias=False), L.BatchNormalization(name="norm"), L.ReLU(name="relu")], name="base")
small.trainable = False
i = image(); x = L.Rescaling(1 / 127.5, offset=-1, name="rescale")(i); x = small(x, training=False); x = L.Dropout(0.2, name="dropout")(L.GlobalAveragePooling2D(name="pool")(x))
m = keras.Model(i, L.Dense(4, activation="softmax", name="scores")(x))
m.compile(optimizer="adam", loss="sparse_categorical_crossentropy"); rng = seeded(m); m.train_on_batch(rng.uniform(0, 255, (4, 8, 8, 3)), np.arange(4))
good("transfer-learning-frozen", m, "frozen nested base called with training=False (kwargs of the node), Rescaling, Dropout, compiled with Adam's state", ("keras", "h5"), scale=255.0, fill_it=False)

ai, bi = L.Input((8, 8, 4), name="left"), L.Input((8, 8, 4), name="right")
inner = keras.Model([ai, bi], L.Concatenate(name="cat")([conv(ai, 4, 1, name="l"), L.Multiply(name="mul")([ai, bi])]), name="gate")
i = image(); a = conv(i, name="a"); b = conv(i, name="b", activation="sigmoid")
good("nested-with-two-inputs", keras.Model(i, head(inner([b, a]))), "the nested Functional has two inputs; the network has one", ("keras", "h5"))
ai = L.Input((8, 8, 4)); u = conv(ai, name="u"); v = conv(ai, name="v", activation="tanh")
inner = keras.Model(ai, [v, u], name="split"); i = image(); v1, u1 = inner(conv(i, name="a"))
good("nested-with-two-outputs", keras.Model(i, head(L.Subtract(name="sub")([v1, u1]))), "the nested Functional has two outputs (tensor index 1 of a node)", ("keras", "h5"))

i = image(); s1 = keras.Sequential([L.Input((8, 8, 3)), L.Conv2D(4, 3, padding="same", name="conv"), L.ReLU(name="relu")], name="one")
s2 = keras.Sequential([L.Input((8, 8, 4)), L.Conv2D(4, 3, padding="same", name="conv"), L.ReLU(name="relu")], name="two")
good("same-names-at-two-levels", keras.Model(i, head(L.ReLU(name="relu")(L.Conv2D(4, 1, name="conv")(s2(s1(i)))))), "'conv' and 'relu' in two nested models and in the network itself", ("keras", "h5"))

s = keras.Sequential([L.Conv2D(4, 3, name="conv"), L.ReLU(name="relu")], name="lazy"); i = image()
good("nested-sequential-without-input", keras.Model(i, head(s(i))), "the nested Sequential has no InputLayer: its shape is in build_config", ("keras", "h5"))
good("sequential-without-input", (lambda m: (m.build((None, 8, 8, 3)), m)[1])(keras.Sequential([L.Conv2D(4, 3, name="conv"), L.Flatten(name="f"), L.Dense(4, activation="softmax", name="scores")])), "Sequential without InputLayer, built by build()", ("keras",))

# ---- order and names
i = image(); a = conv(i, 3, name="a"); b = conv(a, 3, name="b", activation="tanh"); c = conv(b, 3, name="c"); m = keras.Model(i, head(L.Add(name="add")([a, c])))


def shuffle(config):
    layers = config["config"]["layers"]
    config["config"]["layers"] = [layers[j] for j in (6, 3, 1, 5, 2, 0, 4)]


good("layers-in-unusual-order", m, "config's `layers` not in topological order, three Conv2D of one shape: Keras assigns the weights conv2d, conv2d_1, ... by the sorted graph, not by the order in config", edit=shuffle)

i = L.Input((8, 8, 3)); a = L.Conv2D(3, 3, padding="same", name="z_last")(i); b = L.Conv2D(3, 3, padding="same", name="A_first")(i)
good("branch-order", keras.Model(i, head(L.Subtract(name="sub")([b, a]))), "two branches made in one order, used in the other: which is conv2d, which conv2d_1 in model.weights.h5", ("keras", "h5"))
i = L.Input((8, 8, 3)); a = L.Conv2D(3, 3, padding="same", name="long1")(i); a = L.Conv2D(3, 3, padding="same", name="long2")(a); a = L.Conv2D(3, 3, padding="same", name="long3")(a)
b = L.Conv2D(3, 3, padding="same", name="short")(i)
good("branch-depths", keras.Model(i, head(L.Subtract(name="sub")([b, a]))), "branches of depth 3 and 1, one shape: sorted by the depth from the output", ("keras", "h5"))

names = ["Conv1", "Größe", "weights", "layers", "input", "CONV1", "a b", "~", "x:0"]
i = L.Input((8, 8, 3), name="Input"); x = i
for n in names: x = L.Conv2D(3, 1, padding="same", name=n)(x)
good("odd-names", keras.Model(i, head(x, name="Scores!")), "layer names in capitals, equal but for case, not ASCII, with spaces, colons: " + " ".join(names), ("keras",))
i = L.Input((8, 8, 3), name="image"); m = keras.Model(i, head(L.Conv2D(3, 1, name="x2")(L.Conv2D(3, 1, name="x1")(i))))
def dotted(c):
    text = json.dumps(c).replace('"x1"', '"conv1.conv"').replace('"x2"', '".."')
    return json.loads(text)
good("dotted-names", m, "layer names with dots, one is '..' (Keras on torch refuses them, on tensorflow and jax not)", ("keras",), edit=dotted, compare=False)
m = keras.saving.load_model(f"{folder}/odd-names.keras")
try:
    m.save(f"{folder}/odd-names.h5"); note("odd-names.h5", "either", "as odd-names.keras", "odd-names.json", str(loads(f"{folder}/odd-names.h5")))
except Exception as e:
    print("odd-names.h5", type(e).__name__, str(e)[:100])
    if os.path.exists(f"{folder}/odd-names.h5"): os.remove(f"{folder}/odd-names.h5")

i = image(); x = conv(i, name="stem")
for j in range(300): x = L.Activation("linear", name=f"layer_{j:04d}_" + "x" * 240)(x)
good("names-in-chunks", keras.Model(i, head(x)), "302 layers with names of 250 characters: layer_names is cut into layer_names0, layer_names1, ... in the h5 (attributes above 64512 bytes)", ("h5", "keras"))

# ---- structure of inputs and outputs
i = image(); good("inputs-and-outputs-as-lists", keras.Model([i], [head(conv(i, name="conv"))]), "input_layers [['image', 0, 0]]: a list of one", ("keras", "h5"))
i = image(); good("inputs-as-dict", keras.Model({"image": i}, {"scores": head(conv(i, name="conv"))}), "input_layers {'image': ['image', 0, 0]}: a dict of one; output a dict of one", ("keras", "h5"))
i, j = image(), image(name="second"); refuse("two-inputs", keras.Model([i, j], head(L.Add(name="add")([i, j]))), "two inputs", ("keras", "h5"))
i = image(); x = conv(i, name="conv"); refuse("two-outputs", keras.Model(i, [head(x), L.Dense(2, name="second")(L.Flatten(name="flatten")(x))]), "two outputs", ("keras", "h5"))
i = image(); s = head(conv(i, name="conv")); refuse("same-output-twice", keras.Model(i, [s, s]), "two outputs, both the same value")
i = image(); s = head(conv(i, name="conv")); t = L.Dense(4, activation="softmax", name="after")(s)
refuse("output-and-its-reader", keras.Model(i, [s, t]), "two outputs: a layer and one that reads it")
i = image(); refuse("no-classes", keras.Model(i, conv(conv(i, name="a"), 2, name="b")), "the output is an image, not one score a class")
i = L.Input((12,), name="features"); good("tabular", keras.Model(i, L.Dense(4, activation="softmax", name="scores")(L.Dense(6, activation="relu", name="d")(i))), "input of one axis, no image", ("keras",), expect="either")
i = L.Input((None, None, 3), name="image"); good("any-size", keras.Model(i, head(conv(i, name="conv"))), "height and width None; scores for 8 x 8", ("keras",), expect="either")
i = L.Input((8, 8, 3), batch_size=3, name="image"); good("fixed-batch", keras.Model(i, head(conv(i, name="conv"))), "batch_shape [3, 8, 8, 3]", ("keras", "h5"), expect="either")
i = L.Input((8, 8, 3), dtype="uint8", name="image"); x = L.Rescaling(1 / 255, name="rescale")(i)
m = keras.Model(i, head(conv(x, name="conv"))); rng = seeded(m); xi = rng.integers(0, 256, (3, 8, 8, 3)).astype(np.uint8); p = m.predict(xi, verbose=0); m.save(f"{folder}/uint8-input.keras"); numbers("uint8-input", xi, p); note("uint8-input.keras", "either", "InputLayer of dtype uint8, then Rescaling; x are whole numbers 0..255", "uint8-input.json", "loads")
i = L.Input((8, 8), name="image"); good("grey-without-channel", keras.Model(i, head(conv(L.Reshape((8, 8, 1), name="channel")(i), name="conv"))), "input (8, 8), Reshape adds the channel", ("keras",), expect="either")

# ---- merges, squeeze-excite, odd layers
i = image(); a = conv(i, name="conv", activation="silu"); q = L.GlobalAveragePooling2D(keepdims=True, name="squeeze")(a)
q = L.Conv2D(2, 1, activation="relu", name="reduce")(q); q = L.Conv2D(4, 1, activation="hard_sigmoid", name="expand")(q)
good("squeeze-excite-keepdims", keras.Model(i, head(L.Multiply(name="excite")([a, q]))), "GlobalAveragePooling2D(keepdims), Multiply that broadcasts", ("keras", "h5"))
i = image(); a = conv(i, name="conv"); good("same-value-twice", keras.Model(i, head(L.Multiply(name="m")([L.Add(name="add")([a, a]), a, a]))), "a merge that reads one value twice", ("keras", "h5"))
i = image((9, 9, 4)); x = L.Conv2D(6, 3, groups=2, dilation_rate=2, name="gd", activation="relu")(i); x = L.Conv2D(6, 3, strides=2, groups=3, padding="same", name="gs")(x)
x = L.DepthwiseConv2D(3, depth_multiplier=2, dilation_rate=2, padding="same", name="dw")(x); x = L.SeparableConv2D(5, 2, depth_multiplier=2, name="sep")(x); x = L.Conv2DTranspose(3, 3, strides=2, padding="same", name="up")(x)
good("convolutions", keras.Model(i, head(x)), "Conv2D with groups and dilation, depthwise, separable, transposed", ("keras", "h5"))
i = image(); x = L.Normalization(mean=[0.4, 0.5, 0.6], variance=[0.2, 0.3, 0.1], name="given")(L.Rescaling(1 / 255.0, name="rescale")(i)); n = L.Normalization(name="adapted"); n.adapt(np.random.default_rng(7).uniform(-1, 1, (20, 8, 8, 3)).astype("float32")); x = n(x)
m = keras.Model(i, head(conv(x, name="conv")))
good("preprocessing", m, "Rescaling, Normalization with mean and variance given in config, Normalization with them as weights (mean, variance, count)", ("keras", "h5"), scale=255.0, fill_it=False)
i = image((8, 8, 3)); x = L.Normalization(axis=None, mean=0.4, variance=0.09, name="scalar")(i); x = L.Normalization(axis=[1, 3], name="axes")(x); x = L.Normalization(mean=0.1, variance=2.0, invert=True, axis=None, name="inverse")(x)
good("normalization-axes", keras.Model(i, head(conv(x, name="conv"))), "Normalization with axis None, axis [1, 3] and invert=True", ("keras",), expect="either")
i = image(); x = L.Resizing(6, 6, name="resize")(i); x = L.CenterCrop(5, 5, name="crop")(x); good("resizing-and-center-crop", keras.Model(i, head(conv(x, name="conv"))), "Resizing and CenterCrop within the network", ("keras",), expect="either")
i = image(); x = L.RandomFlip("horizontal", name="flip")(i); x = L.RandomRotation(0.1, name="rotate")(x); x = L.RandomZoom(0.1, name="zoom")(x); good("augmentation-within", keras.Model(i, head(conv(x, name="conv"))), "RandomFlip, RandomRotation, RandomZoom: do nothing when it predicts (weights hold a seed generator)", ("keras",), expect="either")
i = image(); x = conv(i, 6, name="conv"); x = L.LayerNormalization(name="ln")(x); x = L.GroupNormalization(groups=3, name="gn")(x); x = L.PReLU(shared_axes=[1, 2], name="prelu")(x); x = L.UpSampling2D(2, interpolation="bilinear", name="up")(x); x = L.SpatialDropout2D(0.3, name="sd")(x); x = L.Dropout(0.2, noise_shape=(None, 1, 1, 1), name="depth")(x); x = L.GaussianNoise(0.1, name="noise")(x); x = L.Permute((2, 1, 3), name="permute")(x); x = L.ZeroPadding2D(((0, 1), (2, 0)), name="pad")(x); x = L.Cropping2D(1, name="crop")(x)
good("many-layers", keras.Model(i, head(x)), "LayerNormalization, GroupNormalization, PReLU, UpSampling2D, dropouts, noise, Permute, padding, cropping", ("keras", "h5"))
i = image(); x = L.Conv2D(4, 3, name="conv", activation=L.LeakyReLU(negative_slope=0.2))(i); good("layer-as-activation", keras.Model(i, head(x)), "activation=LeakyReLU(...): a layer in the place of an activation's name", ("keras", "h5"), expect="either")
i = image(); x = conv(i, name="conv", kernel_constraint=keras.constraints.MaxNorm(2.0), kernel_regularizer=keras.regularizers.OrthogonalRegularizer()); good("constraints", keras.Model(i, head(x)), "a constraint and a regularizer that matter only in training", ("keras", "h5"), expect="either")
i = image(); x = L.Conv2D(4, 3, padding="same", name="conv")(i); x = L.SpectralNormalization(L.Conv2D(4, 3, name="inner"), name="spectral")(x); refuse("spectral-normalization", keras.Model(i, head(x)), "wrapper SpectralNormalization")
i = image(); x = L.Conv2D(4, 3, name="conv")(i); x = L.TimeDistributed(L.Dense(3, name="d"), name="td")(L.Reshape((6, 24), name="rows")(x)); refuse("time-distributed", keras.Model(i, L.Dense(4, activation="softmax", name="scores")(L.Flatten(name="f")(x))), "TimeDistributed", ("keras", "h5"))
i = image(); x = L.LSTM(5, name="lstm")(L.Reshape((8, 24), name="rows")(i)); refuse("recurrent", keras.Model(i, L.Dense(4, activation="softmax", name="scores")(x)), "LSTM")
i = image(); x = L.Reshape((64, 3), name="tokens")(i); x = L.MultiHeadAttention(2, 4, name="attention")(x, x); refuse("attention", keras.Model(i, L.Dense(4, activation="softmax", name="scores")(L.Flatten(name="f")(x))), "MultiHeadAttention, called with two arguments")
i = image(); x = L.Lambda(lambda t: t * 2, name="lambda")(conv(i, name="conv")); refuse("lambda", keras.Model(i, head(x)), "Lambda: Python code in the file", ("keras", "h5"))


@keras.saving.register_keras_serializable(package="mine")
class Scale(L.Layer):
    def build(self, shape): self.s = self.add_weight(shape=(shape[-1],), name="s", initializer="ones")
    def call(self, x): return x * self.s


i = image(); refuse("custom-layer", keras.Model(i, head(Scale(name="mine")(conv(i, name="conv")))), "a layer class of the user (keras: registered where it was tried): registered_name 'mine>Scale'", ("keras", "h5"))


@keras.saving.register_keras_serializable(package="mine")
class Net(keras.Model):
    def __init__(self, **k): super().__init__(**k); self.d = L.Dense(4, name="d")
    def call(self, x): return self.d(ops.reshape(x, (-1, 192)))


m = Net(name="net"); m(np.zeros((1, 8, 8, 3), "float32")); refuse("subclassed-model", m, "a subclassed Model: its code is not in the file")


@keras.saving.register_keras_serializable(package="mine")
class Trainer(keras.Model):
    pass


i = image(); m = Trainer(i, head(conv(i, name="conv")), name="trainer")
good("functional-of-own-class", m, "a Functional built by a subclass of Model: class_name 'Trainer', registered_name 'mine>Trainer', but the config is that of a Functional", ("keras",), expect="either")
@keras.saving.register_keras_serializable(package="mine")
def twice(x): return 2 * x
i = image(); refuse("custom-activation", keras.Model(i, head(L.Conv2D(4, 3, activation=twice, name="conv")(i))), "an activation of the user")

# ---- operators and keras.ops
i = image(); a = conv(i, name="a"); b = conv(i, name="b"); good("operator-plus", keras.Model(i, head(a + b)), "x + y: Keras writes class_name 'Add', module 'keras.src.ops.numpy', two args (not a list)", ("keras", "h5"), expect="either")
i = image(); a = conv(i, name="a"); good("operator-times-constant", keras.Model(i, head(1.0 - a * 2 / 3.0)), "x * 2 / 3.0 and 1.0 - x: Multiply, TrueDivide, Subtract of keras.src.ops.numpy with a number among args", ("keras", "h5"), expect="either")
i = image(); a = conv(i, name="a"); x = ops.concatenate([ops.relu(a), ops.gelu(a, approximate=True), ops.relu6(a)], axis=-1); x = ops.mean(x, axis=[1, 2])
good("ops", keras.Model(i, L.Dense(4, activation="softmax", name="scores")(x)), "ops.relu, ops.gelu(approximate=True), ops.relu6, ops.concatenate, ops.mean in the graph", ("keras", "h5"), expect="either")
i = image(); x = L.Dense(4, name="scores")(L.Flatten(name="f")(i)); good("ops-softmax", keras.Model(i, ops.softmax(x)), "the last node is ops.softmax", ("keras",), expect="either")
i = image(); a = conv(i, name="a"); x = keras.activations.relu(a, max_value=6.0); good("activation-function-called", keras.Model(i, head(x)), "keras.activations.relu(x, max_value=6.0): class_name 'ReLU', module 'keras.src.activations.activations'", ("keras",), expect="either")
i = image(); a = conv(i, name="a"); good("slice", keras.Model(i, head(a[:, 1:7, ::2, :])), "x[:, 1:7, ::2, :]: GetItem with __slice__", ("keras",), expect="either")

# ---- precision and layout
i = L.Input((3, 8, 8), name="image"); x = L.Conv2D(4, 3, padding="same", data_format="channels_first", name="conv")(i); x = L.BatchNormalization(axis=1, name="norm")(x); x = L.MaxPooling2D(2, data_format="channels_first", name="max")(L.ReLU(name="relu")(x)); x = L.Flatten(data_format="channels_first", name="flatten")(x)
good("channels-first", keras.Model(i, L.Dense(4, activation="softmax", name="scores")(x)), "data_format channels_first in all layers, input (3, 8, 8); Flatten transposes to channels_last first, as Keras does", ("keras", "h5"), expect="either")
for policy, tol in (("mixed_float16", 2e-2), ("mixed_bfloat16", 5e-2), ("float64", 1e-5), ("float16", 2e-2)):
    try:
        i = image(); x = L.Conv2D(4, 3, name="conv", dtype=policy)(i); x = L.BatchNormalization(name="norm", dtype=policy)(x); x = L.ReLU(name="relu", dtype=policy)(x); x = L.GlobalAveragePooling2D(name="pool", dtype=policy)(x)
        m = keras.Model(i, L.Dense(4, activation="softmax", name="scores", dtype="float32")(x))
        good("policy-" + policy.replace("_", "-"), m, f"dtype policy {policy} on the layers but the last; weights of type {m.layers[1].kernel.dtype}" , ("keras", "h5") if policy in ("mixed_float16", "float16", "float64") else ("keras",), expect="either", tolerance=tol, compare=policy == "float64")
    except Exception as e:
        print("policy", policy, type(e).__name__, str(e)[:200])
keras.config.set_dtype_policy("float32")
i = image(); m = keras.Model(i, head(conv(i, name="conv"))); seeded(m); m.layers[-1].quantize("int8") if hasattr(m.layers[-1], "quantize") else None
m.save(f"{folder}/quantized-int8.keras"); note("quantized-int8.keras", "refuse", "the last Dense is quantized to int8 (kernel and kernel_scale)", None, loads(f"{folder}/quantized-int8.keras"))

# ---- broken on purpose
i = image(); a = conv(i, 3, name="a"); b = conv(a, 3, name="b"); m = keras.Model(i, head(L.Add(name="add")([a, b]))); xg, pg = good("intact", m, "the network of the files broken-*", ("keras", "h5"))


def broken(name, why, **k):
    rewrite("intact.keras", to=f"broken-{name}.keras", **k)
    said = loads(f"{folder}/broken-{name}.keras", xg)
    if isinstance(said, tuple): said = f"loads, scores differ by {np.abs(said[1] - pg).max():.1e}"
    lenient = name == "negative-index"
    note(f"broken-{name}.keras", "either" if lenient else "refuse", why, "intact.json" if lenient else None, said)


def layer(config, name): return [l for l in config["config"]["layers"] if l["name"] == name][0]
def history(config, name, k=0): return layer(config, name)["inbound_nodes"][0]["args"]
def cycle(c): history(c, "a")[0]["config"]["keras_history"] = ["b", 0, 0]
def missing(c): history(c, "b")[0]["config"]["keras_history"] = ["nobody", 0, 0]
def node(c): history(c, "b")[0]["config"]["keras_history"] = ["a", 7, 0]
def tensor(c): history(c, "b")[0]["config"]["keras_history"] = ["a", 0, 3]
def negative(c): history(c, "b")[0]["config"]["keras_history"] = ["a", -1, 0]
def itself(c): history(c, "b")[0]["config"]["keras_history"] = ["b", 0, 0]
def duplicate(c): layer(c, "b")["name"] = "a"; [l for l in c["config"]["layers"] if l["config"].get("name") == "b"][0]["config"]["name"] = "a"
def no_output(c): c["config"]["output_layers"] = ["nobody", 0, 0]
def no_nodes(c): layer(c, "b")["inbound_nodes"] = []
def filters(c): layer(c, "b")["config"]["filters"] = 5
def huge(c): layer(c, "a")["config"]["filters"] = 2_000_000_000
def unknown(c): layer(c, "b")["class_name"] = "Conv9D"
def negative_units(c): layer(c, "scores")["config"]["units"] = -4
def no_layers(c): c["config"]["layers"] = []
def padded(c): layer(c, "a")["config"]["padding"] = "diagonal"
def merged(c): layer(c, "b")["config"]["strides"] = [2, 2]
def deep_json(c): return None


for name, edit, why in (("cycle", cycle, "a reads b, b reads a"), ("reads-itself", itself, "b reads b"), ("missing-layer", missing, "b reads a layer that is not there"),
                        ("node-index", node, "b reads the 8th call of a, which was called once"), ("tensor-index", tensor, "b reads the 4th output of a"), ("negative-index", negative, "node index -1"),
                        ("duplicate-name", duplicate, "two layers of the name a"), ("output-missing", no_output, "output_layers names no layer"), ("layer-without-node", no_nodes, "b is never called, but read"),
                        ("shape-of-weights", filters, "b has 5 filters in config and 3 in the weights (and Add cannot add)"), ("huge", huge, "2,000,000,000 filters"), ("unknown-class", unknown, "class_name Conv9D"),
                        ("negative-units", negative_units, "units -4"), ("no-layers", no_layers, "layers []"), ("padding-unknown", padded, "padding 'diagonal'"), ("shapes-do-not-add", merged, "Add of (8, 8, 3) and (4, 4, 3)")):
    broken(name, why, edit=edit)
broken("no-weights-file", "model.weights.h5 is missing", drop=("model.weights.h5",))
broken("no-config", "config.json is missing", drop=("config.json",))
broken("config-not-json", "config.json is cut off", raw={"config.json": b'{"module": "keras", "class_name": "Functional", "config": {'})
broken("config-null", "config.json is null", raw={"config.json": b"null"})
broken("json-100000-deep", "config.json nests 100,000 lists", raw={"config.json": b"[" * 100000 + b"]" * 100000})
broken("empty-weights", "model.weights.h5 has no bytes", raw={"model.weights.h5": b""})
with zipfile.ZipFile(f"{folder}/intact.keras") as z: weights_bytes = z.read("model.weights.h5")
broken("weights-cut", "model.weights.h5 is cut off in the middle", raw={"model.weights.h5": weights_bytes[:len(weights_bytes) // 2]})
data = open(f"{folder}/intact.keras", "rb").read()
open(f"{folder}/broken-zip-cut.keras", "wb").write(data[:len(data) * 2 // 3]); note("broken-zip-cut.keras", "refuse", "the zip is cut off", None, loads(f"{folder}/broken-zip-cut.keras"))
open(f"{folder}/broken-zero-bytes.keras", "wb").close(); note("broken-zero-bytes.keras", "refuse", "no bytes", None, loads(f"{folder}/broken-zero-bytes.keras"))
def h5_edit(edit, raw=weights_bytes):
    p = f"{folder}/.w.h5"; open(p, "wb").write(raw)
    with h5py.File(p, "r+") as f: edit(f)
    b = open(p, "rb").read(); os.remove(p); return b
def drop_one(f): del f["layers/conv2d_1/vars/1"]
def reshape_one(f): v = f["layers/conv2d_1/vars/0"][()]; del f["layers/conv2d_1/vars/0"]; f["layers/conv2d_1/vars/0"] = v.reshape(-1)
def nan_one(f): f["layers/dense/vars/0"][0, 0] = np.nan
broken("weight-missing", "the bias of b is not in model.weights.h5", raw={"model.weights.h5": h5_edit(drop_one)})
broken("weight-flat", "the kernel of b is stored with one axis", raw={"model.weights.h5": h5_edit(reshape_one)})


def unused(c):
    l = json.loads(json.dumps(layer(c, "b"))); l["name"] = l["config"]["name"] = "unused"; l["inbound_nodes"][0]["args"][0]["config"]["keras_history"] = ["b", 0, 0]
    c["config"]["layers"].insert(2, l)


shutil.copy(f"{folder}/intact.json", f"{folder}/unused-branch.json"); rewrite("intact.keras", edit=unused, to="unused-branch.keras")
said = loads(f"{folder}/unused-branch.keras", xg); note("unused-branch.keras", "either", "a Conv2D that reads b and that nobody reads, without weights in model.weights.h5 (Keras drops it and loads)", "unused-branch.json", said if isinstance(said, str) else f"loads, scores differ by {np.abs(said[1] - pg).max():.1e}")


def leaf(name, shape, node=0): return {"class_name": "__keras_tensor__", "config": {"shape": [None] + shape, "dtype": "float32", "keras_history": [name, node, 0]}}
def doubling(levels):
    """Config of a Functional whose levels call the level below twice: 2^levels ReLU in all."""
    it = {"module": "keras.layers", "class_name": "ReLU", "config": {"name": "level0", "trainable": True, "dtype": "float32", "max_value": None, "negative_slope": 0.5, "threshold": 0.0}, "registered_name": None, "name": "level0"}
    for k in range(1, levels + 1):
        below = f"level{k - 1}"
        inputs = {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [None, 8, 8, 3], "dtype": "float32", "sparse": False, "ragged": False, "name": f"in{k}"}, "registered_name": None, "name": f"in{k}", "inbound_nodes": []}
        it["inbound_nodes"] = [{"args": [leaf(f"in{k}", [8, 8, 3])], "kwargs": {}}, {"args": [leaf(below, [8, 8, 3])], "kwargs": {}}]
        it = {"module": "keras.src.models.functional", "class_name": "Functional", "config": {"name": f"level{k}", "trainable": True, "layers": [inputs, it], "input_layers": [f"in{k}", 0, 0], "output_layers": [below, 1 if k == 1 else 2, 0]}, "registered_name": "Functional", "name": f"level{k}"}
    return it


def bomb(levels):
    def edit(c):
        it = doubling(levels)
        it["inbound_nodes"] = [{"args": [leaf("a", [8, 8, 3])], "kwargs": {}}]
        c["config"]["layers"].insert(2, it)
        history(c, "b")[0]["config"]["keras_history"] = [f"level{levels}", 0, 0]
    return edit


rewrite("intact.keras", edit=bomb(6), to="nested-doubling-6.keras")
p = keras.saving.load_model(f"{folder}/nested-doubling-6.keras").predict(xg, verbose=0); numbers("nested-doubling-6", xg, p)
note("nested-doubling-6.keras", "scores", "6 nested models, each calls the one below twice: 64 ReLU(negative_slope 0.5) in all when inlined", "nested-doubling-6.json", "loads")
rewrite("intact.keras", edit=bomb(40), to="broken-nested-doubling-40.keras")
note("broken-nested-doubling-40.keras", "refuse", "40 nested models, each calls the one below twice: 2^40 layers when inlined; must be refused soon, not run out of memory or time", None, "not tried: Keras would not end")
i = image(); x = conv(i, 3, name="a")
for j in range(60): x = L.Average(name=f"v{j}")([x, x])
good("diamonds-60", keras.Model(i, head(x)), "60 Average([x, x]) in a row: 2^60 paths from input to output")
i = image(); x = conv(i, 3, name="a")
for j in range(200): x = L.Add(name=f"v{j}")([x, L.Activation("tanh", name=f"t{j}")(x)]) if j % 10 == 0 else L.LeakyReLU(negative_slope=0.9, name=f"l{j}")(x)
good("deep-chain-200", keras.Model(i, head(x)), "200 layers deep, 20 of them with a branch", tolerance=1e-4)
with zipfile.ZipFile(f"{folder}/broken-config-300mb.keras", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
    with zipfile.ZipFile(f"{folder}/intact.keras") as o:
        z.writestr("config.json", b" " * 300_000_000 + o.read("config.json")); z.writestr("metadata.json", o.read("metadata.json")); z.writestr("model.weights.h5", o.read("model.weights.h5"))
note("broken-config-300mb.keras", "either", "config.json is 300 MB of spaces (300 kB in the zip), then the right JSON: refused, or read without running out of a small heap", "intact.json", "not tried")
m = keras.saving.load_model(f"{folder}/intact.keras"); m.save_weights(f"{folder}/weights-only.weights.h5"); note("weights-only.weights.h5", "refuse", "save_weights: no config in it", None, loads(f"{folder}/weights-only.weights.h5"))
i = image(); x = conv(i, 6, name="conv"); x = L.LayerNormalization(axis=[1, 2, 3], name="ln")(x)
good("layer-normalization-axes", keras.Model(i, head(x)), "LayerNormalization over [1, 2, 3]", ("keras",))


# ---- Keras 2 style h5
def keras2(name, model, why, shared_kwargs=None, rename=None, expect="scores"):
    """An h5 as Keras 2 wrote it: class_name 'Functional', batch_input_shape, inbound_nodes as lists, no module, no build_config."""
    rng = seeded(model); x = pixels(model, rng); p = model.predict(x, verbose=0); numbers(name, x, p)
    rename = rename or (lambda s: s)

    def old(config):
        layers = []
        for l in config["layers"]:
            c = {k: v for k, v in l["config"].items()}
            if "batch_shape" in c: c["batch_input_shape"] = c.pop("batch_shape"); c.pop("optional", None)
            if isinstance(c.get("dtype"), dict): c["dtype"] = c["dtype"]["config"]["name"]
            c.pop("quantization_config", None)
            for k, v in c.items():
                if isinstance(v, dict) and "module" in v: c[k] = {"class_name": v["class_name"], "config": {q: w for q, w in v["config"].items() if q not in ("input_axes", "output_axes")}}
            nodes = []
            for n in l.get("inbound_nodes", []):
                args = n["args"][0] if isinstance(n["args"][0], list) else n["args"]
                nodes.append([[rename(a["config"]["keras_history"][0])] + a["config"]["keras_history"][1:] + [{}] for a in args])
            if "name" in c: c["name"] = rename(c["name"])
            inner = {"class_name": l["class_name"], "config": c, "name": rename(l.get("name", c.get("name", ""))), "inbound_nodes": nodes}
            if l["class_name"] in ("Functional",): inner["config"] = old(l["config"])
            if l["class_name"] == "Sequential": inner["config"] = {"name": rename(l["config"]["name"]), "layers": [{"class_name": q["class_name"], "config": old({"layers": [q]})["layers"][0]["config"]} for q in l["config"]["layers"]]}
            layers.append(inner)
        out = {"name": config.get("name"), "layers": layers}
        if "input_layers" in config:
            leaf = lambda v: [[rename(v[0])] + v[1:]] if isinstance(v[0], str) else [[rename(w[0])] + w[1:] for w in v]
            out["input_layers"], out["output_layers"] = leaf(config["input_layers"]), leaf(config["output_layers"])
        return out

    config = {"class_name": "Functional", "config": old(json.loads(model.to_json())["config"])}
    path = f"{folder}/{name}.h5"
    with h5py.File(path, "w") as f:
        f.attrs["keras_version"], f.attrs["backend"] = "2.11.0", "tensorflow"
        f.attrs["model_config"] = json.dumps(config).encode()
        g = f.create_group("model_weights")
        g.attrs["keras_version"], g.attrs["backend"] = "2.11.0", "tensorflow"
        g.attrs["layer_names"] = [rename(l.name).encode() for l in model.layers]
        for l in model.layers:
            lg = g.create_group(rename(l.name))
            ws = l.trainable_weights + l.non_trainable_weights if isinstance(l, keras.Model) else l.weights
            wn = [("/".join(map(rename, w.path.split("/")[:-1])) + "/" + w.path.split("/")[-1] + ":0").encode() for w in ws]
            lg.attrs["weight_names"] = wn if wn else np.zeros(0, "S1")
            for n, w in zip(wn, ws): lg.create_dataset(n.decode(), data=w.numpy())
        g.create_group("top_level_model_weights").attrs["weight_names"] = np.zeros(0, "S1")
    said = loads(path, x)
    note(f"{name}.h5", expect, why, f"{name}.json", said if isinstance(said, str) else f"loads, scores differ by {np.abs(said[1] - p).max():.1e}")
    print(name, README[-1]["keras"])


i = image(); a = conv(i, 4, name="a", activation="relu"); b = conv(a, 4, name="b"); b = L.BatchNormalization(name="bn")(b); x = L.ReLU(name="relu")(L.Add(name="add")([a, b])); x = L.Concatenate(name="cat")([x, a])
keras2("keras2-functional", keras.Model(i, head(x), name="k2"), "as Keras 2 wrote it: inbound_nodes [[['name', 0, 0, {}]]], batch_input_shape, initializers without module")
i = image(); c = L.Conv2D(3, 3, padding="same", name="shared"); x = L.Add(name="add")([c(i), c(c(i))]); keras2("keras2-shared", keras.Model(i, head(x), name="k2"), "as keras2-functional, one layer called three times: c(i), c(i) once more, c(c(i))")
i = image(); keras2("keras2-nested", keras.Model(i, head(deep()(conv(i, name="stem"))), name="k2"), "as keras2-functional, nested models")
i = image(); a = conv(i, 4, name="conv1-conv"); b = L.BatchNormalization(name="conv1-bn")(a); keras2("keras2-slashes", keras.Model(i, head(L.ReLU(name="conv1-relu")(b)), name="k2"), "as keras2-functional, layer names with '/' (conv1/conv, as Keras 2's DenseNet121 had them); Keras 3 refuses such names", rename=lambda s: s.replace("-", "/"), expect="either")

with open(f"{folder}/.r", "w") as f: json.dump(README, f, indent=1, ensure_ascii=False)
os.rename(f"{folder}/.r", f"{folder}/README.json")
print(len(README), "files")
