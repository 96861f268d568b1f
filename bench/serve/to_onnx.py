"""A .keras file as ONNX, without Keras: python to_onnx.py MODEL.keras MODEL.onnx

The network takes (batch, channels, height, width) there. Layers are those of b-cnn and MobileNetV2.
"""

import io
import json
import re
import sys
import zipfile
from collections import Counter

import h5py
import numpy as np
import onnx
from onnx import helper, numpy_helper


class Exporter:
    def __init__(self, file):
        archive = zipfile.ZipFile(file)
        self.config = json.loads(archive.read("config.json"))["config"]
        self.weights = h5py.File(io.BytesIO(archive.read("model.weights.h5")))["layers"]
        self.places = self.stored_names()
        self.nodes, self.constants = [], []

    def stored_names(self):
        """Keras's weights lie under the class and a number, not under the layer's name."""
        places, counts = {}, Counter()
        for layer in self.config["layers"]:
            kind = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", layer["class_name"])
            kind = re.sub("([a-z])([A-Z])", r"\1_\2", kind).lower()
            places[layer["config"]["name"]] = kind + (f"_{counts[kind]}" if counts[kind] else "")
            counts[kind] += 1
        return places

    def constant(self, name, array):
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(self, op, inputs, name, **attributes):
        self.nodes.append(helper.make_node(op, inputs, [name], name=name, **attributes))
        return name

    def pads(self, size, stride, kernel, padding):
        """As TensorFlow's 'same' has them: the odd one at the end."""
        if padding == "valid":
            return [0, 0, 0, 0]
        total = [max((-(-s // t) - 1) * t + k - s, 0) for s, t, k in zip(size, stride, kernel)]
        return [total[0] // 2, total[1] // 2, total[0] - total[0] // 2, total[1] - total[1] // 2]

    def activation(self, word, value, name):
        match word:
            case "linear":
                return value
            case "relu":
                return self.add("Relu", [value], name)
            case "softmax":
                return self.add("Softmax", [value], name, axis=-1)
        raise SystemExit(f"no activation {word} here")

    def layer(self, kind, config, inputs, shapes):
        """The node's output and its shape, (channels, height, width)."""
        name, value, shape = config["name"], inputs[0], shapes[0]
        stored = self.weights.get(self.places[name], {}).get("vars", {})
        weights = [np.array(stored[str(i)]) for i in range(len(stored))]
        match kind:
            case "Dropout":
                return value, shape
            case "Rescaling":
                scaled = self.add("Mul", [value, self.constant(name + "/s", np.float32(config["scale"]))], name + "/m")
                return self.add("Add", [scaled, self.constant(name + "/o", np.float32(config["offset"]))], name), shape
            case "Conv2D" | "DepthwiseConv2D":
                kernel, group = weights[0].transpose(3, 2, 0, 1), 1
                if kind == "DepthwiseConv2D":
                    kernel, group = weights[0].transpose(2, 3, 0, 1), shape[0]
                inputs = [value, self.constant(name + "/k", kernel)]
                if len(weights) > 1:
                    inputs.append(self.constant(name + "/b", weights[1]))
                pads = self.pads(shape[1:], config["strides"], config["kernel_size"], config["padding"])
                out = self.add("Conv", inputs, name + "/c", strides=config["strides"], pads=pads, group=group)
                after = self.after(shape, config["kernel_size"], config["strides"], pads)
                return self.activation(config["activation"], out, name), [kernel.shape[0] if group == 1 else shape[0]] + after
            case "MaxPooling2D":
                pads = self.pads(shape[1:], config["strides"], config["pool_size"], config["padding"])
                after = self.after(shape, config["pool_size"], config["strides"], pads)
                pool = dict(kernel_shape=config["pool_size"], strides=config["strides"], pads=pads)
                return self.add("MaxPool", [value], name, **pool), [shape[0]] + after
            case "BatchNormalization":
                names = [self.constant(f"{name}/{i}", array) for i, array in enumerate(weights)]
                return self.add("BatchNormalization", [value] + names, name, epsilon=config["epsilon"]), shape
            case "ReLU":
                most = config.get("max_value")
                if most is None:
                    return self.add("Relu", [value], name), shape
                bounds = [self.constant(name + "/0", np.float32(0)), self.constant(name + "/1", np.float32(most))]
                return self.add("Clip", [value] + bounds, name), shape
            case "Activation":
                return self.activation(config["activation"], value, name), shape
            case "ZeroPadding2D":
                (top, bottom), (left, right) = config["padding"]
                pads = self.constant(name + "/p", np.array([0, 0, top, left, 0, 0, bottom, right], np.int64))
                return self.add("Pad", [value, pads], name), [shape[0], shape[1] + top + bottom, shape[2] + left + right]
            case "Add":
                return self.add("Add", inputs, name), shape
            case "GlobalAveragePooling2D":
                mean = self.add("GlobalAveragePool", [value], name + "/g")
                return self.add("Flatten", [mean], name), [shape[0]]
            case "Flatten":
                transposed = self.add("Transpose", [value], name + "/t", perm=[0, 2, 3, 1])
                return self.add("Flatten", [transposed], name), [int(np.prod(shape))]
            case "Dense":
                product = self.add("Gemm", [value] + [self.constant(f"{name}/{i}", w) for i, w in enumerate(weights)], name + "/d")
                return self.activation(config["activation"], product, name), [weights[0].shape[1]]
        raise SystemExit(f"no layer {kind} here")

    def after(self, shape, kernel, stride, pads):
        return [(s + pads[i] + pads[i + 2] - k) // t + 1 for i, (s, k, t) in enumerate(zip(shape[1:], kernel, stride))]

    def inputs(self, layer, before):
        """The layers whose values it takes; of a sequence, the one before."""
        if not layer.get("inbound_nodes"):
            return [before]
        found = []

        def walk(value):
            if isinstance(value, dict) and value.get("class_name") == "__keras_tensor__":
                found.append(value["config"]["keras_history"][0])
            elif isinstance(value, (dict, list)):
                for each in value.values() if isinstance(value, dict) else value:
                    walk(each)

        walk(layer["inbound_nodes"])
        return found

    def model(self):
        values, shapes, before = {}, {}, None
        for layer in self.config["layers"]:
            name = layer["config"]["name"]
            if layer["class_name"] == "InputLayer":
                height, width, channels = layer["config"]["batch_shape"][1:]
                first = [channels, height, width]
                values[name], shapes[name] = "image", first
            else:
                inputs = self.inputs(layer, before)
                values[name], shapes[name] = self.layer(
                    layer["class_name"], layer["config"], [values[i] for i in inputs], [shapes[i] for i in inputs]
                )
            before = name
        outputs = helper.make_tensor_value_info(values[before], onnx.TensorProto.FLOAT, ["batch"] + shapes[before])
        image = helper.make_tensor_value_info("image", onnx.TensorProto.FLOAT, ["batch"] + first)
        graph = helper.make_graph(self.nodes, "network", [image], [outputs], self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
        onnx.checker.check_model(model)
        return model


onnx.save(Exporter(sys.argv[1]).model(), sys.argv[2])
