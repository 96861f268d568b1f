"""Values and derivatives of Keras's activations: KERAS_BACKEND=torch python3 activations.py > activations.csv

Each row: name, x, f(x), f'(x), in double precision, away from corners. Those of log_softmax and sparsemax are of the
row of all x, with the gradient of the sum of the squares of its outputs; sparsemax's of a 200th of each x. Made with keras 3.15.1 on torch.
"""
import keras
import numpy as np
import torch

X = [-20, -8, -3.2, -2.5, -1.1, -0.7, -0.3, -0.01, 0.01, 0.3, 0.6, 0.9, 1.2, 2.5, 3.3, 6.5, 20]
NAMES = """linear relu relu6 leaky_relu elu celu selu gelu silu mish softplus softsign squareplus exponential tanh tanh_shrink
sigmoid log_sigmoid hard_sigmoid hard_silu hard_tanh hard_shrink soft_shrink sparse_plus sparse_sigmoid""".split()

keras.config.set_floatx("float64")
functions = {name: getattr(keras.activations, name) for name in NAMES}
functions["gelu_tanh"] = lambda x: keras.activations.gelu(x, approximate=True)
print("name,x,y,derivative")
for name, function in functions.items():
    x = torch.tensor(X, dtype=torch.float64, requires_grad=True)
    y = function(x)
    y.sum().backward()
    for row in zip(X, y.tolist(), x.grad.tolist()):
        print(name, *(repr(float(v)) for v in row), sep=",")
for name, row in (("log_softmax", X), ("sparsemax", [v / 200 for v in X])):
    x = torch.tensor([row], dtype=torch.float64, requires_grad=True)
    y = getattr(keras.activations, name)(x)
    (y * y).sum().backward()
    for values in zip(row, y[0].tolist(), x.grad[0].tolist()):
        print(name, *(repr(float(v)) for v in values), sep=",")
