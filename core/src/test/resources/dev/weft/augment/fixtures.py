"""What Keras's layers make of small images: writes keras.txt beside this file.

    KERAS_BACKEND=torch python fixtures.py

Each case is two lines: the layer, height, width, channels and arguments; and the numbers of the result. Pixel i of an
image is (37 i + 11 i^2) mod 256. Ranges are given as [v, v], so that v is what is drawn; a sign that chance decides is
drawn until it is +. Where a layer cannot be made to draw what is wanted, the arguments after "given" are what was drawn.
"""

import os
import sys

os.environ.setdefault("KERAS_BACKEND", "torch")
import keras
import numpy as np
import torch

layers = keras.layers
out = []


def image(h, w, c):
    i = np.arange(h * w * c, dtype=np.int64)
    return ((37 * i + 11 * i * i) % 256).astype("float32").reshape(1, h, w, c)


def text(value):
    if isinstance(value, (list, tuple)):
        return "[" + " ".join(text(v) for v in value) + "]"
    return str(value)


def write(name, shape, arguments, given, result):
    result = keras.ops.convert_to_numpy(result).reshape(-1)
    words = [name, *map(str, shape)] + [f"{k}={text(v)}" for k, v in arguments.items()]
    if given:
        words += ["given"] + [f"{k}={text(v)}" for k, v in given.items()]
    out.append(" ".join(words))
    out.append(" ".join(f"{v:.6g}" for v in result))


def drawn(name, shape, arguments, wanted=lambda transformation: True):
    layer = getattr(layers, name)(**arguments)
    images = torch.from_numpy(image(*shape))
    for _ in range(200):
        transformation = layer.get_random_transformation(images, training=True)
        if wanted(transformation):
            write(name, shape, arguments, {}, layer.transform_images(images, transformation, training=True))
            return
    sys.exit("nothing wanted was drawn: " + name)


def given(name, shape, arguments, transformation, words):
    layer = getattr(layers, name)(**arguments)
    images = torch.from_numpy(image(*shape))
    write(name, shape, arguments, words, layer.transform_images(images, transformation, training=True))


GREY, COLOUR = (5, 6, 1), (4, 7, 3)

for mode in ["reflect", "wrap", "constant", "nearest"]:
    for interpolation in ["bilinear", "nearest"]:
        form = {"fill_mode": mode, "interpolation": interpolation, "fill_value": 77.0}
        for shape in [GREY, COLOUR]:
            drawn("RandomTranslation", shape, {"height_factor": [0.23, 0.23], "width_factor": [-0.61, -0.61], **form})
            drawn("RandomRotation", shape, {"factor": [0.137, 0.137], **form})
            drawn("RandomZoom", shape, {"height_factor": [0.83, 0.83], "width_factor": [-0.37, -0.37], **form})
            drawn(
                "RandomShear",
                shape,
                {"x_factor": [0.33, 0.33], "y_factor": [0.71, 0.71], **form},
                lambda t: float(t["shear_factor"][0, 0]) > 0,
            )
drawn("RandomZoom", GREY, {"height_factor": [-0.5, -0.5]})

for shape in [GREY, COLOUR]:
    for mode in ["horizontal", "vertical", "horizontal_and_vertical"]:
        drawn("RandomFlip", shape, {"mode": mode}, lambda t: bool(t["flips"].reshape(-1)[0]))
    drawn("RandomBrightness", shape, {"factor": [-0.3, -0.3]})
    drawn("RandomBrightness", shape, {"factor": [0.4, 0.4]})
    for contrast in [0.6, 1.7]:
        given("RandomContrast", shape, {"factor": 0.5}, {"contrast_factor": contrast}, {"contrast": contrast})
    drawn("RandomInvert", shape, {"factor": [1.0, 1.0]})
    drawn("RandomColorDegeneration", shape, {"factor": [0.6, 0.6]})
    drawn("RandomSharpness", shape, {"factor": [0.2, 0.2]})
    drawn("RandomSharpness", shape, {"factor": [0.9, 0.9]})
    drawn("RandomPosterization", shape, {"factor": [3, 3]})
    given(
        "Solarization",
        shape,
        {"addition_factor": 0.5},
        {"additions": torch.tensor(30.5), "thresholds": torch.tensor(120.25)},
        {"addition": 30.5, "threshold": 120.25},
    )
    drawn("RandomGaussianBlur", shape, {"factor": [1.0, 1.0], "kernel_size": 3, "sigma": [0.8, 0.8]})
    drawn("RandomGaussianBlur", shape, {"factor": [1.0, 1.0], "kernel_size": 5, "sigma": [1.0, 1.0]})
    given("AutoContrast", shape, {}, None, {"nothing": 0})
    given("Equalization", shape, {}, None, {"nothing": 0})

    h, w, c = shape
    layer = layers.RandomErasing(fill_value=200.0)
    box = [torch.tensor([v]) for v in (1.3, 4.0, 0.0, 2.7)]
    given(
        "RandomErasing",
        shape,
        {"fill_value": 200.0},
        {
            "apply_erasing": torch.tensor([True]),
            "batch_masks": layer._generate_batch_mask((1, h, w, c), box),
            "fill_value": torch.full((1, h, w, c), 200.0),
        },
        {"left": 1.3, "right": 4.0, "top": 0.0, "bottom": 2.7},
    )

    start = torch.tensor([[[0.0, 0.0], [w - 1, 0.0], [0.0, h - 1], [w - 1, h - 1]]], dtype=torch.float32)
    times = torch.tensor([[[1.0, 1.0], [0.8, 1.2], [1.1, 0.9], [0.75, 1.15]]])
    for interpolation in ["bilinear", "nearest"]:
        given(
            "RandomPerspective",
            shape,
            {"fill_value": 50.0, "interpolation": interpolation},
            {"apply_perspective": torch.tensor([True]), "start_points": start, "end_points": start * times},
            {"times": [float(round(v, 2)) for v in times.reshape(-1).tolist()]},
        )

drawn("RandomSaturation", COLOUR, {"factor": [0.3, 0.3]})
drawn("RandomHue", COLOUR, {"factor": [0.44, 0.44]}, lambda t: float(t["factor"][0]) > 0)
given("RandomGrayscale", COLOUR, {"factor": 1.0}, torch.tensor([[[[True]]]]), {})

# Elastic transform: the normal numbers are replaced by known ones.
SHAPE = (11, 9, 3)
noise = [((13 * np.arange(99) + 7 * np.arange(99) ** 2) % 41 / 10.0 - 2 + s).astype("float32") for s in (0.0, 0.35)]
for mode in ["reflect", "wrap", "constant", "nearest", "mirror"]:
    calls = iter(noise)
    torch_normal = torch.normal
    torch.normal = lambda *args, size, **kwargs: torch.from_numpy(next(calls)).reshape(size)
    given(
        "RandomElasticTransform",
        SHAPE,
        {"fill_mode": mode, "fill_value": 30.0},
        {"apply_transform": torch.tensor([True]), "distortion_factor": torch.tensor(0.9), "seed": None},
        {"distortion": 0.9},
    )
    torch.normal = torch_normal

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "keras.txt"), "w") as file:
    file.write("\n".join(out) + "\n")
