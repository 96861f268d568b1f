"""What Conv2DTranspose makes of one pixel: KERAS_BACKEND=torch python3 transposed.py > transposed.csv

Each row: rows of the input (the first is 1, the others 0), kernel size, strides, dilation rate, padding, output padding (empty for
none), and the output's rows, for the kernel 1, 2, 3, ... Made with keras 3.15.1 on torch 2.13.0.
"""
import itertools

import keras
import numpy as np

for n, k, s, d, padding, more in itertools.product([1, 2], [1, 2, 3, 4, 5], [1, 2, 3], [1, 2], ["valid", "same"], [None, 0, 1, 2]):
    if more is not None and more >= s or s > 1 and d > 1:
        continue
    layer = keras.layers.Conv2DTranspose(
        1, (k, 1), strides=s, dilation_rate=(d, 1), padding=padding,
        output_padding=None if more is None else (more, 0), use_bias=False)
    layer.build((1, n, 1, 1))
    layer.set_weights([np.arange(1, k + 1, dtype="float32").reshape(k, 1, 1, 1)])
    x = np.zeros((1, n, 1, 1), "float32")
    x[0, 0] = 1
    y = keras.ops.convert_to_numpy(layer(x))
    if y.shape[1]:
        print(n, k, s, d, padding.upper(), "" if more is None else more, " ".join(str(int(v)) for v in y[0, :, 0, 0]), sep=",")
