"""JPEG files of each sampling, and in jpegs.csv what Pillow says of them.

A line is file, then the whole image and the image in 8 x 8, both RGB bytes in base64.
"""

import base64

import numpy as np
from PIL import Image

KINDS = {
    "420": {"subsampling": "4:2:0"},
    "422": {"subsampling": "4:2:2"},
    "444": {"subsampling": "4:4:4", "quality": 95},
    "grey": {},
    "rgb": {"keep_rgb": True},
    "restart": {"restart_marker_blocks": 2},
    "progressive-420": {"progressive": True, "subsampling": "4:2:0"},
    "progressive-444": {"progressive": True, "subsampling": "4:4:4", "quality": 30},
    "progressive-restart": {"progressive": True, "restart_marker_rows": 1},
    "optimized": {"optimize": True, "quality": 100},
}


def base64_of(image):
    return base64.b64encode(np.asarray(image.convert("RGB")).tobytes()).decode()


y, x = np.mgrid[0:67, 0:85]
waves = np.stack([np.sin(x / 5 + y / 9), np.sin(x / 3), np.cos(y / 4 - x / 20)], -1)
noise = np.random.default_rng(4).normal(0, 0.1, waves.shape)
photo = Image.fromarray(np.uint8(np.clip((waves + noise) * 100 + 128, 0, 255)))
with open("jpegs.csv", "w") as rows:
    for kind, options in KINDS.items():
        name = f"jpeg-{kind}.jpg"
        (photo.convert("L") if kind == "grey" else photo).save(name, **options)
        image = Image.open(name).convert("RGB")
        print(name, base64_of(image), base64_of(image.resize((8, 8), Image.BOX)), sep=",", file=rows)
