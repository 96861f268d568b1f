"""Makes the ONNX files beside this script, and golden.json: what ONNX Runtime gives for two images each.

Needs torch, onnx, onnxscript and onnxruntime; made with 2.13, 1.23, 0.7 and 1.30.
"""

import json
import pathlib

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(19)
torch.manual_seed(19)


class Residual(nn.Module):
    """A network with a branch that is added, one that multiplies and one that is put behind."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 6, 3, 2, 1, bias=False), nn.BatchNorm2d(6), nn.ReLU6())
        self.pool = nn.MaxPool2d(3, 2, 1)
        self.branch = nn.Sequential(nn.Conv2d(6, 6, 3, padding=1, groups=6), nn.BatchNorm2d(6), nn.SiLU(), nn.Conv2d(6, 6, 1))
        self.gate = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(6, 6, 1), nn.Sigmoid())
        self.head = nn.Linear(12, 4)

    def forward(self, x):
        x = self.pool(self.stem(x))
        y = x + self.branch(x)
        z = torch.cat([y, y * self.gate(y)], 1)
        return self.head(z.mean([2, 3]))


def chain():
    return nn.Sequential(
        nn.Conv2d(1, 4, 3, 2, 1),
        nn.BatchNorm2d(4),
        nn.LeakyReLU(),
        nn.MaxPool2d(3, 2, 1),
        nn.Conv2d(4, 6, 3, padding="same", groups=2),
        nn.PReLU(6),
        nn.AvgPool2d(2, 1, 1),
        nn.Flatten(),
        nn.Linear(150, 8),
        nn.GELU(),
        nn.Dropout(),
        nn.Linear(8, 3),
        nn.Softmax(1),
    )


def in_use(model):
    """Batch statistics that change something."""
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.copy_(torch.randn(module.running_mean.shape) * 0.2)
            module.running_var.copy_(torch.rand(module.running_var.shape) + 0.5)
    return model.eval()


def by_hand():
    """What exporters seldom write: bytes, halves, numbers that are not raw, normalization that is not folded, shapes."""
    f = lambda *shape: random.normal(size=shape).astype(np.float32)
    arrays = [
        numpy_helper.from_array(np.float32(1 / 255), "scale"),
        helper.make_tensor("kernel", TensorProto.FLOAT, [4, 3, 2, 2], f(4, 3, 2, 2).ravel()),
        numpy_helper.from_array(f(4), "gamma"),
        numpy_helper.from_array(f(4).astype(np.float64), "beta"),
        numpy_helper.from_array(f(4), "mean"),
        numpy_helper.from_array(f(4) ** 2, "variance"),
        numpy_helper.from_array(np.float32(-0.5), "least"),
        numpy_helper.from_array(np.float32(1.5), "most"),
        numpy_helper.from_array(np.array(0), "first"),
        numpy_helper.from_array(np.array([0]), "axis"),
        numpy_helper.from_array(np.array([-1]), "rest"),
        helper.make_tensor("dense", TensorProto.FLOAT16, [64, 5], f(64, 5).ravel().astype(np.float16)),
        numpy_helper.from_array(f(5), "bias"),
    ]
    nodes = [
        helper.make_node("Cast", ["image"], ["floats"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["floats", "scale"], ["scaled"]),
        helper.make_node("Transpose", ["scaled"], ["first_channels"], perm=[0, 3, 1, 2]),
        helper.make_node("Conv", ["first_channels", "kernel"], ["conv"], auto_pad="SAME_LOWER", strides=[2, 2]),
        helper.make_node("Cast", ["beta"], ["beta32"], to=TensorProto.FLOAT),
        helper.make_node("BatchNormalization", ["conv", "gamma", "beta32", "mean", "variance"], ["norm"], epsilon=1e-3),
        helper.make_node("Clip", ["norm", "least", "most"], ["clip"]),
        helper.make_node("Shape", ["clip"], ["shape"]),
        helper.make_node("Gather", ["shape", "first"], ["batch"]),
        helper.make_node("Unsqueeze", ["batch", "axis"], ["batches"]),
        helper.make_node("Concat", ["batches", "rest"], ["row"], axis=0),
        helper.make_node("Reshape", ["clip", "row"], ["flat"]),
        helper.make_node("Cast", ["dense"], ["dense32"], to=TensorProto.FLOAT),
        helper.make_node("MatMul", ["flat", "dense32"], ["product"]),
        helper.make_node("Add", ["bias", "product"], ["sum"]),
        helper.make_node("LogSoftmax", ["sum"], ["classes"], axis=-1),
    ]
    graph = helper.make_graph(
        nodes,
        "by_hand",
        [helper.make_tensor_value_info("image", TensorProto.UINT8, ["n", 8, 8, 3])],
        [helper.make_tensor_value_info("classes", TensorProto.FLOAT, ["n", 5])],
        arrays,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, HERE / "by-hand.onnx")


def export(name, model, shape):
    in_use(model)
    torch.onnx.export(
        model,
        torch.zeros(1, *shape),
        HERE / f"{name}-torchscript.onnx",
        dynamo=False,
        input_names=["image"],
        dynamic_axes={"image": {0: "n"}},
        opset_version=17,
    )
    torch.onnx.export(
        model,
        (torch.zeros(2, *shape),),
        HERE / f"{name}-dynamo.onnx",
        dynamo=True,
        dynamic_shapes=({0: torch.export.Dim("n")},),
        external_data=False,
    )
    file = onnx.load(HERE / f"{name}-dynamo.onnx")  # without the Python code's places, four times as small
    for node in file.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    del file.graph.value_info[:]
    onnx.save(file, HERE / f"{name}-dynamo.onnx")


def main():
    with torch.no_grad():
        export("chain", chain(), (1, 16, 16))
        export("residual", Residual(), (3, 16, 16))
    by_hand()
    golden = {}
    for path in sorted(HERE.glob("*.onnx")):
        session = onnxruntime.InferenceSession(path)
        given = session.get_inputs()[0]
        shape = [2, *given.shape[1:]]
        bytes_ = random.integers(0, 256, shape)
        is_bytes = given.type == "tensor(uint8)"
        image = bytes_.astype(np.uint8) if is_bytes else (bytes_ / 255).astype(np.float32)
        outputs = session.run(None, {given.name: image})[0]
        last = bytes_ if shape[-1] == 3 else bytes_.transpose(0, 2, 3, 1)
        golden[path.name] = {
            "pixels": [int(x) for x in last.ravel()],
            "divided": 1 if is_bytes else 255,
            "output": [float(x) for x in outputs.ravel()],
        }
    (HERE / "golden.json").write_text(json.dumps(golden, separators=(",", ":")))


main()
