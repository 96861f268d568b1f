"""Compares ONNX files with what Weft computes, by ONNX's checker and ONNX Runtime.

python onnx_oracle.py FOLDER reads each NAME.onnx there, gives it the numbers of NAME.in, and prints a line:
NAME, the number of nodes, and the largest difference from NAME.out, or what is wrong with the file.
"""

import pathlib
import sys

import numpy
import onnx
import onnxruntime

onnxruntime.set_default_logger_severity(3)


def difference(file):
    model = onnx.load(file)
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    given = session.get_inputs()[0]
    kind = numpy.uint8 if given.type == "tensor(uint8)" else numpy.float32
    images = numpy.fromfile(file.with_suffix(".in"), kind).reshape([-1] + given.shape[1:])
    expected = numpy.fromfile(file.with_suffix(".out"), numpy.float32).reshape(len(images), -1)
    whole = session.run(None, {given.name: images})[0].reshape(len(images), -1)
    if whole.shape != expected.shape:
        raise ValueError(f"it gives {whole.shape}, not {expected.shape}")
    alone = session.run(None, {given.name: images[:1]})[0].reshape(1, -1)
    scale = max(1, numpy.abs(expected).max())
    apart = max(numpy.abs(whole - expected).max(), numpy.abs(alone - expected[:1]).max()) / scale
    return len(model.graph.node), apart


for file in sorted(pathlib.Path(sys.argv[1]).glob("*.onnx")):
    try:
        nodes, apart = difference(file)
        print(f"{file.stem} {nodes} {apart:.3g}")
    except Exception as e:
        print(f"{file.stem} wrong {' '.join(str(e).split())[:400]}")
