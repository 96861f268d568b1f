"""Writes layers.zip: small model files of Keras, a few layers in each, and expected.json: what Keras predicts with each for
two images.

    KERAS_BACKEND=torch python layers.py layers.zip

Made with Keras 3.15.1 on torch. Images have 6 x 6 numbers, ((37 i + 101 k) mod 256) / 255 at place i of image k.
"""

import json
import os
import sys
import tempfile
import zipfile

import keras
import numpy as np
from keras import layers as L
from keras.src.applications.convnext import LayerScale, StochasticDepth
from keras.src.applications.inception_resnet_v2 import CustomScaleLayer

keras.utils.set_random_seed(7)
IMAGES = np.array([[((37 * i + 101 * k) % 256) / 255 for i in range(36)] for k in range(2)], "float32").reshape(2, 6, 6, 1)
FILES = {}


def add(name, build, ending=".keras"):
    keras.backend.clear_session()
    image = keras.Input((6, 6, 1))
    y = build(L.Conv2D(4, 2, name="stem")(image))
    model = keras.Model(image, L.Dense(3, activation="softmax")(L.Flatten()(y)), name=name.replace("-", "_"))
    rng = np.random.default_rng(5)
    for w in model.weights:
        w.assign(rng.uniform(0.2, 1.2, w.shape) if w.path.endswith(("gamma", "scale", "variance")) else rng.uniform(-0.5, 0.5, w.shape))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, name + ending)
        model.save(path)
        FILES[name + ending] = open(path, "rb").read(), model.predict(IMAGES, verbose=0).tolist()


def both(name, build):
    add(name, build)
    add(name, build, ".h5")


def sequence(*layers):
    def build(x):
        for layer in layers:
            x = layer()(x)
        return x

    return build


both("layer-normalization", sequence(L.LayerNormalization, lambda: L.LayerNormalization(axis=[1, 3], epsilon=1e-5),
                                     lambda: L.LayerNormalization(axis=(1, 2, 3), center=False, gamma_regularizer="l2"),
                                     lambda: L.LayerNormalization(scale=False, beta_initializer="he_normal")))
both("other-normalizations", sequence(lambda: L.GroupNormalization(2), lambda: L.GroupNormalization(-1, scale=False),
                                      L.UnitNormalization, lambda: L.BatchNormalization(axis=1)))
add("rms-normalization", sequence(L.RMSNormalization, lambda: L.RMSNormalization(axis=[2, 3], epsilon=1e-3)))
both("resampling", sequence(lambda: L.UpSampling2D(2), lambda: L.UpSampling2D((1, 2), interpolation="bilinear"),
                            lambda: L.Resizing(7, 9), lambda: L.Resizing(5, 5, interpolation="nearest", crop_to_aspect_ratio=True),
                            lambda: L.Resizing(6, 4, interpolation="bicubic", pad_to_aspect_ratio=True, fill_value=0.5)))
both("dropouts", sequence(lambda: L.Dropout(0.2, noise_shape=(None, 1, 1, 1)), lambda: L.Dropout(0.2, noise_shape=(1, 5, 1, None)),
                          lambda: L.SpatialDropout2D(0.1)))
both("softmax-axes", sequence(lambda: L.Softmax(axis=1), lambda: L.Softmax(axis=[1, 2]), L.Softmax))
add("sparsemax", sequence(lambda: L.Activation("sparsemax"), lambda: L.Dense(4, activation="sparsemax")))
add("convnext-block", lambda x: L.Add()([x, StochasticDepth(0.1, name="depth")(LayerScale(0.5, 4, name="scale")(L.Dense(4)(x)))]))
add("custom-scale", lambda x: CustomScaleLayer(0.17, name="scaled")([x, L.Conv2D(4, 1)(x)]))


def merges(x):
    a = L.Conv2D(4, 1)(x)
    b = L.GlobalAveragePooling2D(keepdims=True)(x)
    c = L.GlobalMaxPooling2D(keepdims=True)(a)
    y = L.Multiply()([x, b])
    y = L.Subtract()([y, L.Maximum()([a, c])])
    y = L.Average()([y, x, L.Minimum()([a, b, x])])
    return L.Concatenate()([L.Concatenate(axis=1)([y, a]), L.Concatenate(axis=-3)([x, L.Add()([x, a, b])])])


both("merges", merges)

EXPECTED = {name: outputs for name, (_, outputs) in FILES.items()}
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
    for name, (content, _) in FILES.items():
        archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 9)
    archive.writestr(zipfile.ZipInfo("expected.json"), json.dumps(EXPECTED), zipfile.ZIP_DEFLATED, 9)
print(len(FILES), "files,", os.path.getsize(sys.argv[1]), "bytes")
