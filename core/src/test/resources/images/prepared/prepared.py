"""Makes the images of this folder and cases.csv: what Pillow makes of them.

A line is image, height, width, channels, resize, interpolation, the bytes in base64.
"""

import base64
import math

import numpy as np
from PIL import Image, ImageOps

FILTERS = {"AREA": Image.BOX, "BILINEAR": Image.BILINEAR}
SIZES = [(16, 16), (13, 20), (28, 11), (37, 53), (60, 90), (50, 20)]


def images():
    random = np.random.default_rng(15)
    rgba = random.integers(0, 256, (37, 53, 4), np.uint8)
    rgba[:, :, 0] = np.arange(53) * 255 // 52
    rgba[10:20, 10:30] = (255, 255, 255, 0)
    yield "colour.png", Image.fromarray(rgba[:, :, :3])
    yield "colour-alpha.png", Image.fromarray(rgba)
    yield "grey.png", Image.fromarray(rgba[:, :, 1])
    yield "grey-alpha.png", Image.fromarray(np.ascontiguousarray(rgba[:, :, 2:]), "LA")


def opaque(image):
    if "A" not in image.mode:
        return image
    white = Image.new("RGBA", image.size, "white")
    whole = Image.alpha_composite(white, image.convert("RGBA"))
    return whole.convert("L" if image.mode == "LA" else "RGB")


def scaled(image, height, width, interpolation):
    """An axis that is enlarged is bilinear."""
    across = Image.BILINEAR if width > image.width else FILTERS[interpolation]
    down = Image.BILINEAR if height > image.height else FILTERS[interpolation]
    return image.resize((width, image.height), across).resize((width, height), down)


def stretch(image, height, width, interpolation):
    return scaled(image, height, width, interpolation)


def crop(image, height, width, interpolation):
    enlarged = min(image.height / height, image.width / width) < 1
    return ImageOps.fit(image, (width, height), Image.BILINEAR if enlarged else FILTERS[interpolation])


def pad(image, height, width, interpolation):
    factor = max(image.height / height, image.width / width)
    rows = min(height, max(1, math.floor(image.height / factor + 0.5)))
    columns = min(width, max(1, math.floor(image.width / factor + 0.5)))
    values = np.asarray(image, np.float64)
    border = np.concatenate([values[0], values[-1], values[1:-1, 0], values[1:-1, -1]]).mean(0)
    whole = np.empty((height, width) + values.shape[2:])
    whole[:] = border
    top, left = (height - rows) // 2, (width - columns) // 2
    whole[top : top + rows, left : left + columns] = np.asarray(scaled(image, rows, columns, interpolation))
    return Image.fromarray(np.uint8(np.rint(whole)))


with open("cases.csv", "w") as cases:
    count = 0
    for name, image in images():
        image.save(name)
        for height, width in SIZES[: 3 if "alpha" in name else 6]:
            for resize in (stretch, crop, pad):
                for interpolation in FILTERS:
                    count += 1
                    if height == 60 and count % 4 or height == 37 and count % 3:
                        continue
                    channels = 1 if count % 5 == 0 else 3
                    made = resize(opaque(image), height, width, interpolation)
                    made = made.convert("L" if channels == 1 else "RGB")
                    data = base64.b64encode(np.asarray(made).tobytes()).decode()
                    row = name, height, width, channels, resize.__name__.upper(), interpolation, data
                    print(*row, sep=",", file=cases)
