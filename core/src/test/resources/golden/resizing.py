"""Images that Keras resizes: KERAS_BACKEND=torch python3 resizing.py > resizing.csv

The image has 5 rows and 7 columns of one channel, pixel (i, j) is ((3 i + 5 j) % 11) / 4 - 1. Each row: height, width,
interpolation, crop, pad, fill, antialias, then the pixels. Lanczos, which Keras does not resize with on torch, comes from
keras.ops.image.scale_and_translate, which it has. Made with keras 3.15.1.
"""
import keras
import numpy as np

x = np.array([[((3 * i + 5 * j) % 11) / 4 - 1 for j in range(7)] for i in range(5)], np.float32)[None, :, :, None]


def row(height, width, interpolation, crop=False, pad=False, fill=0.0, antialias=False):
    if interpolation.startswith("lanczos"):
        scale = np.array([height / 5, width / 7], np.float32)
        y = keras.ops.image.scale_and_translate(
            x, (1, height, width, 1), scale, np.zeros(2, np.float32), (1, 2), interpolation, antialias)
    else:
        y = keras.layers.Resizing(height, width, interpolation=interpolation, crop_to_aspect_ratio=crop,
                                  pad_to_aspect_ratio=pad, fill_value=fill, antialias=antialias)(x)
    pixels = keras.ops.convert_to_numpy(y).ravel()
    print(height, width, interpolation, str(crop).lower(), str(pad).lower(), fill, str(antialias).lower(),
          *(f"{v:.7g}" for v in pixels), sep=",")


for size in ((10, 14), (3, 4), (8, 5), (1, 1), (5, 7)):
    for interpolation in ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"):
        row(*size, interpolation)
        if interpolation != "nearest" and size != (10, 14):
            row(*size, interpolation, antialias=True)
for size in ((4, 4), (3, 8), (6, 5)):
    for interpolation in ("nearest", "bilinear", "bicubic"):
        row(*size, interpolation, crop=True)
        row(*size, interpolation, pad=True, fill=0.5, antialias=size == (4, 4))
