"""Writes strangers.zip: small model files of Keras that hold what other people's files hold, and expected.json: what Keras
predicts with each for two images.

    KERAS_BACKEND=torch python strangers.py strangers.zip

Made with Keras 3.15.1 on torch. Images have 6 x 6 bytes, (37 i + 101 k) mod 256 at place i of image k; the network gets them
divided by 255, and as they are where it has a Rescaling or Normalization. Models of other float types are predicted with the
weights that the file has, in 32-bit floats, as Weft does.
"""

import json
import os
import sys
import tempfile
import zipfile

import keras
import numpy as np
from keras import layers as L
from keras import ops
from keras import optimizers as O

keras.utils.set_random_seed(7)
IMAGES = np.array([[(37 * i + 101 * k) % 256 for i in range(36)] for k in range(2)], "float32")
LABELS = np.array([0, 2])
FILES = {}


@keras.saving.register_keras_serializable("house")
def own_loss(y, p):
    return ops.mean(ops.square(ops.one_hot(ops.cast(ops.reshape(y, (-1,)), "int32"), 3) - p), axis=-1)


@keras.saving.register_keras_serializable("house")
class OwnLoss(keras.losses.Loss):
    def __init__(self, from_logits=False, **kwargs):
        super().__init__(**kwargs)
        self.from_logits = from_logits

    def call(self, y, p):
        return own_loss(y, p)

    def get_config(self):
        return {**super().get_config(), "from_logits": self.from_logits}


@keras.saving.register_keras_serializable("house")
class OwnMetric(keras.metrics.MeanMetricWrapper):
    def __init__(self, name="own", **kwargs):
        super().__init__(own_loss, name=name, **kwargs)


@keras.saving.register_keras_serializable("house")
class OwnOptimizer(O.SGD):
    pass


@keras.saving.register_keras_serializable("house")
class OwnSchedule(O.schedules.LearningRateSchedule):
    def __call__(self, step):
        return 0.01

    def get_config(self):
        return {}


@keras.saving.register_keras_serializable("house")
class OwnRegularizer(keras.regularizers.Regularizer):
    def __call__(self, x):
        return 0.01 * ops.sum(ops.abs(x))

    def get_config(self):
        return {}


@keras.saving.register_keras_serializable("house")
class OwnConstraint(keras.constraints.Constraint):
    def __call__(self, w):
        return ops.clip(w, -1, 1)

    def get_config(self):
        return {}


@keras.saving.register_keras_serializable("house")
class OwnInitializer(keras.initializers.Initializer):
    def __call__(self, shape, dtype=None):
        return ops.ones(shape, dtype or "float32") * 0.1

    def get_config(self):
        return {}


@keras.saving.register_keras_serializable("house")
class OwnModel(keras.Model):
    def train_step(self, *arguments, **kwargs):
        return super().train_step(*arguments, **kwargs)


def plain(*more, shape=(6, 6, 1), end=None):
    return keras.Sequential([L.Input(shape), *more, L.Flatten(), end or L.Dense(3, activation="softmax")])


def fill(model):
    for k, weight in enumerate(model.weights):
        if "int" in str(weight.dtype) or "seed" in weight.path:
            continue
        values = np.sin(np.arange(int(np.prod(weight.shape)), dtype="float64") * 1.7 + k).reshape(weight.shape)
        positive = weight.name in ("moving_variance", "variance")
        weight.assign((1 + 0.5 * values if positive else 0.4 * values).astype("float32"))


def add(name, model, bytes_=False, fit=False, policy=None, make=None, **compiled):
    """policy: the float type of the file; make: builds the same network under float32."""
    fill(model)
    shape = model.input_shape[1:]
    x = IMAGES.reshape((2,) + tuple(shape)) / (1 if bytes_ else 255)
    if compiled:
        optimizer = O.get(compiled["optimizer"])
        model.compile(**{**compiled, "optimizer": type(optimizer).from_config(optimizer.get_config())})
    if fit:
        model.fit(x, LABELS, epochs=1, verbose=0)
    asked = model
    if policy:
        keras.config.set_dtype_policy("float32")
        asked = make()
        asked.set_weights([np.asarray(keras.ops.convert_to_numpy(keras.ops.cast(w, "float32"))) for w in model.weights])
    outputs = np.asarray(keras.ops.convert_to_numpy(asked(x.astype("float32"), training=False)))
    path = os.path.join(tempfile.mkdtemp(), name)
    model.save(path)
    with open(path, "rb") as f:
        FILES[name] = (f.read(), outputs.reshape(2, -1).astype("float64").tolist())


def both(name, make, **more):
    add(name + ".keras", make(), **more)
    add(name + ".h5", make(), **more)


SPARSE = "sparse_categorical_crossentropy"


def training():
    for kind in ("Adamax", "Ftrl", "Lion", "Lamb", "Muon"):
        if hasattr(O, kind):
            add(f"optimizer-{kind.lower()}.keras", plain(), fit=True, optimizer=getattr(O, kind)(), loss=SPARSE)
    both("adamw-ema", plain, fit=True, optimizer=O.AdamW(use_ema=True, ema_overwrite_frequency=1), loss=SPARSE)
    both("adam-amsgrad", plain, fit=True, optimizer=O.Adam(amsgrad=True), loss=SPARSE)
    both("accumulation", plain, fit=True, optimizer=O.SGD(gradient_accumulation_steps=2), loss=SPARSE)
    both("loss-scaling", plain, fit=True, optimizer=O.LossScaleOptimizer(O.Adam()), loss=SPARSE)
    both("own-optimizer", plain, fit=True, optimizer=OwnOptimizer(0.1), loss=SPARSE)
    for schedule in (
        O.schedules.InverseTimeDecay(0.1, 10, 0.5),
        O.schedules.PolynomialDecay(0.1, 10),
        O.schedules.CosineDecayRestarts(0.1, 10),
        OwnSchedule(),
    ):
        kind = keras.src.utils.naming.to_snake_case(type(schedule).__name__).replace("_", "-")
        add(f"schedule-{kind}.keras", plain(), fit=True, optimizer=O.SGD(schedule), loss=SPARSE)
    both("own-loss-function", plain, optimizer="adam", loss=own_loss, metrics=[own_loss, OwnMetric()])
    add("own-loss-class.keras", plain(), optimizer="adam", loss=OwnLoss())
    add("own-loss-of-scores.keras", plain(end=L.Dense(3)), optimizer="adam", loss=OwnLoss(from_logits=True))
    add("focal-loss.keras", plain(), optimizer="adam", loss=keras.losses.CategoricalFocalCrossentropy(from_logits=True))
    add("loss-sum.keras", plain(), optimizer="sgd", loss=keras.losses.MeanSquaredError(reduction="sum"))
    add("loss-list.keras", plain(), optimizer="sgd", loss=[SPARSE], loss_weights=[0.5], weighted_metrics=[["accuracy"]])
    add("jit.keras", plain(), optimizer="sgd", loss=SPARSE, run_eagerly=True, steps_per_execution=4)

    def dictionary():
        x = L.Input((6, 6, 1))
        return keras.Model(x, L.Dense(3, activation="softmax", name="answer")(L.Flatten()(x)))

    both("loss-dictionary", dictionary, optimizer="adam", loss={"answer": SPARSE}, metrics={"answer": ["accuracy"]})

    def regular():
        return plain(
            L.Conv2D(2, 3, kernel_constraint="max_norm", bias_regularizer=OwnRegularizer(), kernel_initializer=OwnInitializer()),
            L.BatchNormalization(gamma_constraint=OwnConstraint(), beta_regularizer="l2"),
            end=L.Dense(
                3, activation="softmax", kernel_regularizer=keras.regularizers.OrthogonalRegularizer(),
                activity_regularizer="l1", kernel_initializer=keras.initializers.Orthogonal(), kernel_constraint=OwnConstraint()),
        )

    both("constraints", regular, optimizer="sgd", loss=SPARSE)


def frozen():
    def layer():
        model = plain(L.Conv2D(2, 3), L.BatchNormalization(), L.Conv2D(2, 3))
        model.layers[0].trainable = False
        model.layers[1].trainable = False
        return model

    both("frozen-layers", layer, fit=True, optimizer="adam", loss=SPARSE)

    def whole():
        model = plain(L.Conv2D(2, 3), L.BatchNormalization())
        model.trainable = False
        return model

    both("frozen-model", whole, optimizer="adam", loss=SPARSE)

    def base():
        inner = keras.Sequential([L.Input((6, 6, 1)), L.Conv2D(2, 3), L.BatchNormalization(), L.Conv2D(2, 2)], name="base")
        inner.trainable = False
        return plain(inner, L.BatchNormalization())

    both("frozen-base", base, fit=True, optimizer="adam", loss=SPARSE)


def nested():
    def deep():
        deepest = keras.Sequential([L.Conv2D(2, 2), L.BatchNormalization(), L.PReLU()])
        middle = keras.Sequential([L.Conv2D(2, 2), deepest, L.Conv2D(3, 2), L.BatchNormalization()])
        return plain(middle, L.BatchNormalization(), keras.Sequential([L.Conv2D(2, 2), L.BatchNormalization()]))

    both("nested-three-deep", deep, fit=True, optimizer="adam", loss=SPARSE)

    def functional():
        x = L.Input((6, 6, 1))
        inner = keras.Sequential([L.Conv2D(2, 3, name="same"), L.BatchNormalization()])
        y = L.Conv2D(2, 2, name="other")(inner(x, training=False))
        z = L.Input((3, 3, 2))
        chain = keras.Model(z, L.Activation("tanh")(L.Conv2D(2, 2, name="same")(z)))
        return keras.Model(x, L.Dense(3, activation="softmax")(L.Flatten()(chain(y))))

    both("functional-with-models", functional, optimizer="adam", loss=SPARSE)

    def preprocessing():
        first = keras.Sequential([L.Rescaling(1 / 255), L.RandomFlip(), L.RandomRotation(0.1)])
        return plain(first, keras.Sequential([L.Conv2D(2, 3)]), L.Dropout(0.5))

    both("nested-augmentation", preprocessing, bytes_=True, optimizer="adam", loss=SPARSE)

    def derived():
        x = L.Input((6, 6, 1))
        return OwnModel(x, L.Dense(3, activation="softmax")(L.Flatten()(L.Conv2D(2, 3)(x))))

    add("own-model-class.keras", derived(), optimizer="adam", loss=SPARSE)


def types():
    def make():
        return plain(L.Conv2D(2, 3, activation="relu"), L.BatchNormalization())

    for policy in ("mixed_float16", "mixed_bfloat16", "float16", "bfloat16", "float64"):
        for ending in ("keras", "h5"):
            if ending == "h5" and policy == "bfloat16":
                continue  # h5py cannot write it
            keras.config.set_dtype_policy(policy)
            model = make()
            add(f"{policy.replace('_', '-')}.{ending}", model, policy=policy, make=make, optimizer="sgd", loss=SPARSE)
            keras.config.set_dtype_policy("float32")

    def one():
        return plain(L.Conv2D(2, 3, dtype="mixed_float16"))

    add("one-layer-mixed.keras", one(), policy="mixed_float16", make=lambda: plain(L.Conv2D(2, 3)))


def activations():
    def objects():
        return plain(
            L.Conv2D(2, 2, activation=L.LeakyReLU(0.1)),
            L.Activation(L.PReLU(shared_axes=[1, 2])),
            L.Conv2D(2, 2, activation=L.ELU(0.5)),
            L.Activation(keras.activations.gelu),
            L.Conv2D(2, 2, activation=L.PReLU()),
            L.Conv2D(2, 2, activation=L.ReLU(max_value=1.0, negative_slope=0.1)),
            end=L.Dense(3, activation=L.Softmax()),
        )

    both("activation-objects", objects, optimizer="adam", loss=SPARSE)
    for name in (
        "relu relu6 leaky_relu elu selu gelu silu swish softplus softsign tanh sigmoid exponential hard_sigmoid hard_silu"
        " hard_swish mish linear celu log_sigmoid hard_tanh hard_shrink soft_shrink tanh_shrink squareplus"
        " sparse_plus sparse_sigmoid log_softmax"
    ).split():
        add(f"activation-{name.replace('_', '-')}.keras", plain(L.Conv2D(4, 3, activation=name)))


def ends():
    add("end-tanh.keras", plain(end=L.Dense(1, activation="tanh")), optimizer="sgd", loss="hinge")
    add("end-linear.keras", plain(end=L.Dense(3)), optimizer="sgd", loss="mse")
    add("end-scores.keras", plain(end=L.Dense(3)), optimizer="sgd", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    both("end-sigmoid", lambda: plain(end=L.Dense(1, activation="sigmoid")), optimizer="sgd", loss="binary_crossentropy")


def inputs():
    both("input-two-axes", lambda: plain(L.Reshape((6, 6, 1)), L.Conv2D(2, 3), shape=(6, 6)), optimizer="sgd", loss=SPARSE)
    both("input-row", lambda: plain(L.Dense(4, activation="relu"), shape=(36,)), optimizer="sgd", loss=SPARSE)
    add("input-row-reshaped.keras", plain(L.Reshape((6, 6, -1)), L.Conv2D(2, 3), shape=(36,)))
    add("input-batch.keras", keras.Sequential([L.Input(batch_shape=(2, 6, 6, 1), name="own"), L.Flatten(), L.Dense(3)]))
    built = keras.Sequential([L.Flatten(), L.Dense(3, activation="softmax")])
    built.build((None, 6, 6, 1))
    add("input-built.keras", built)


def preprocessing():
    both("rescaling", lambda: plain(L.Rescaling(1 / 127.5, offset=-1), L.Conv2D(2, 3)), bytes_=True, optimizer="sgd", loss=SPARSE)
    both("normalization-given", lambda: plain(L.Normalization(mean=33.3, variance=6000.0)), bytes_=True, optimizer="sgd", loss=SPARSE)

    def adapted(axis=-1):
        layer = L.Normalization(axis=axis)
        layer.adapt(IMAGES.reshape(2, 6, 6, 1))
        return layer

    for name, axis in (("channel", -1), ("all", None)):
        layer = adapted(axis)
        model = plain(layer)
        add(f"normalization-{name}.keras", model, bytes_=True)
    add(
        "augmentation.keras",
        plain(L.RandomFlip(), L.RandomRotation(0.1), L.RandomZoom(0.1), L.RandomTranslation(0.1, 0.1), L.RandomContrast(0.1),
              L.RandomBrightness(0.1), L.GaussianNoise(0.1), L.Conv2D(2, 3), L.SpatialDropout2D(0.2), L.GaussianDropout(0.2),
              L.AlphaDropout(0.2), L.Dropout(0.2, noise_shape=(None, 1, 1, 2), seed=3)))
    both(
        "moving",
        lambda: plain(L.ZeroPadding2D(((1, 2), (0, 1))), L.Cropping2D(((1, 0), (0, 1))), L.Conv2D(2, 2), L.Permute((2, 1, 3)),
                      L.MaxPooling2D(2, padding="same"), L.Reshape((-1, 4))),
        optimizer="sgd", loss=SPARSE)
    add("global-max.keras", plain(L.Conv2D(3, 2), L.GlobalMaxPooling2D()))
    add("global-average-kept.keras", plain(L.Conv2D(3, 2), L.GlobalAveragePooling2D(keepdims=True), L.Conv2D(3, 1)))


for group in (training, frozen, nested, types, activations, ends, inputs, preprocessing):
    group()

if not sys.argv[1].endswith(".zip"):
    os.makedirs(sys.argv[1], exist_ok=True)
    for name, (content, _) in FILES.items():
        with open(os.path.join(sys.argv[1], name), "wb") as f:
            f.write(content)
EXPECTED = {name: outputs for name, (_, outputs) in FILES.items()}
target = sys.argv[1] if sys.argv[1].endswith(".zip") else os.path.join(sys.argv[1], "strangers.zip")
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
    for name, (content, _) in FILES.items():
        archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 9)
    archive.writestr(zipfile.ZipInfo("expected.json"), json.dumps(EXPECTED), zipfile.ZIP_DEFLATED, 9)
print(len(FILES), "files,", os.path.getsize(target), "bytes")
