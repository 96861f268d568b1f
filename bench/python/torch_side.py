"""PyTorch: eager, channels last, compiled; and fine-tuning, with the frozen network in each epoch or once."""

import copy
import os

import numpy as np
import torch
from torch import nn
from torch.nn import functional as f
from torch.nn.utils.fusion import fuse_conv_bn_eval

import task as tasks

ACTIVATIONS = {"relu": f.relu, "relu6": f.relu6, "tanh": torch.tanh, "sigmoid": torch.sigmoid}


class Pad(nn.Module):
    """A convolution or pooling behind zeros that differ from side to side, which PyTorch's own do not take."""

    def __init__(self, sides, module):
        super().__init__()
        self.sides, self.module = sides, module

    def forward(self, x):
        return self.module(f.pad(x, self.sides))


class Network(nn.Module):
    """The described network up to the scores: the last softmax is the loss's or predict's."""

    def __init__(self, task):
        super().__init__()
        self.layers, self.input, self.output = task.layers, task.input, task.output
        self.parts = nn.ModuleDict()
        self.order = []
        flat = None  # the shape of what was flattened: its channels come first here and last in Keras
        for layer in task.layers:
            part = self._part(layer, flat)
            flat = layer["input_shape"] if layer["kind"] == "Flatten" else flat if layer["kind"] == "Dropout" else None
            key = layer["name"].replace("/", "_").replace(".", "_")  # a module's name has neither
            if part is not None:
                self.parts[key] = part
            self.order.append((layer["name"], key, layer))

    def forward(self, x):
        values = {self.input: x}
        for name, key, layer in self.order:
            inputs = [values[i] for i in layer["inputs"]]
            values[name] = self._call(layer, key, inputs)
        return values[self.output]

    def _call(self, layer, key, x):
        kind, arguments = layer["kind"], layer["arguments"]
        if key in self.parts:
            y = self.parts[key](x[0])
        elif kind == "Add":
            y = x[0] + x[1]
        elif kind == "ReLU":
            y = f.relu6(x[0]) if arguments["max_value"] == 6 else f.relu(x[0])
        elif kind == "GlobalAveragePooling2D":
            y = x[0].mean((2, 3))
        elif kind in ("Activation", "Identity"):
            y = x[0]
        else:
            return tasks.unknown(kind)
        activation = arguments.get("activation") or "linear"
        return y if activation in ("linear", "softmax") else ACTIVATIONS[activation](y)

    def _part(self, layer, flat):
        kind, arguments = layer["kind"], layer["arguments"]
        weights = {name: torch.from_numpy(numbers.copy()) for name, numbers in layer["weights"].items()}
        channels = layer["input_shape"][-1]
        if kind == "Dense":
            part = nn.Linear(channels, arguments["units"], bool(arguments["use_bias"]))
            kernel = weights["kernel"]
            if flat and len(flat) == 3:
                kernel = kernel.reshape(*flat, -1).permute(2, 0, 1, 3).reshape(kernel.shape)
            weights = {"weight": kernel.T, "bias": weights.get("bias")}
        elif kind in ("Conv2D", "DepthwiseConv2D"):
            (top, bottom), (left, right) = tasks.padding(layer)
            even = top == bottom and left == right
            groups = channels if kind == "DepthwiseConv2D" else arguments["groups"]
            filters = layer["shape"][-1]
            size, strides = tasks.pair(arguments["kernel_size"]), tasks.pair(arguments["strides"])
            dilation = tasks.pair(arguments["dilation_rate"])
            zeros = (top, left) if even else 0
            part = nn.Conv2d(channels, filters, size, strides, zeros, dilation, groups, bool(arguments["use_bias"]))
            kernel = weights["kernel"]
            if kind == "DepthwiseConv2D":
                kernel = kernel.reshape(*size, 1, filters)
            _set(part, {"weight": kernel.permute(3, 2, 0, 1).contiguous(), "bias": weights.get("bias")})
            return part if even else Pad((left, right, top, bottom), part)
        elif kind == "BatchNormalization":
            part = nn.BatchNorm2d(channels, arguments["epsilon"], 1 - arguments["momentum"])
            weights = {
                "weight": weights["gamma"],
                "bias": weights["beta"],
                "running_mean": weights["moving_mean"],
                "running_var": weights["moving_variance"],
            }
        elif kind == "PReLU":
            part = nn.PReLU(channels)
            weights = {"weight": weights["alpha"].reshape(-1)}
        elif kind == "MaxPooling2D":
            (top, bottom), (left, right) = tasks.padding(layer)
            part = nn.MaxPool2d(tasks.pair(arguments["pool_size"]), tasks.pair(arguments["strides"]))
            if top + bottom + left + right:
                part = nn.Sequential(nn.ConstantPad2d((left, right, top, bottom), -torch.inf), part)
            return part
        elif kind == "ZeroPadding2D":
            (top, bottom), (left, right) = arguments["padding"]
            return nn.ZeroPad2d((left, right, top, bottom))
        elif kind == "Dropout":
            return nn.Dropout(arguments["rate"])
        elif kind == "Flatten":
            return nn.Flatten()
        else:
            return None
        return _set(part, weights)

    def folded(self):
        """Itself for inference: batch normalization in the convolutions, even zeros in their padding."""
        folded = copy.deepcopy(self).eval()
        parts = folded.parts
        keys = {name: key for name, key, _ in folded.order}
        readers = [i for layer in folded.layers for i in layer["inputs"]]
        for name, key, layer in folded.order:
            source = layer["inputs"][0]
            if readers.count(source) > 1 or keys.get(source) not in parts or key not in parts:
                continue
            first, second = parts[keys[source]], parts[key]
            convolution = first.module if isinstance(first, Pad) else first
            if isinstance(second, nn.BatchNorm2d) and isinstance(convolution, nn.Conv2d):
                fused = fuse_conv_bn_eval(convolution, second)
                parts[keys[source]] = Pad(first.sides, fused) if isinstance(first, Pad) else fused
                parts[key] = nn.Identity()
            elif isinstance(first, nn.ZeroPad2d) and isinstance(second, nn.Conv2d):
                left, right, top, bottom = first.padding
                if left == right and top == bottom:
                    second.padding = (second.padding[0] + top, second.padding[1] + left)
                    parts[keys[source]] = nn.Identity()
        return folded


def _set(part, weights):
    part.load_state_dict({name: numbers for name, numbers in weights.items() if numbers is not None}, strict=False)
    return part


class Torch:
    def __init__(self, task, key):
        self.task, self.key = task, key
        torch.set_num_threads(task.threads)
        torch.set_flush_denormal(True)
        self.version = "PyTorch " + torch.__version__
        self.format = torch.channels_last if key == "torch-channels-last" else torch.contiguous_format
        if key == "torch-compile" and task.inference:
            os.environ["TORCHINDUCTOR_FREEZING"] = "1"
        self._open()

    def _open(self):
        self.network = Network(self.task).to(memory_format=self.format)
        self.model = torch.compile(self.network, dynamic=False) if self.key == "torch-compile" else self.network
        self.asked = None
        self.first = copy.deepcopy(self.network.state_dict())

    def prepared(self, x):
        """Images as the network takes them."""
        x = torch.from_numpy(x).permute(0, 3, 1, 2)
        return x.contiguous(memory_format=self.format)

    def _optimizer(self, parameters):
        task = self.task
        if task.adam:
            return torch.optim.Adam(parameters, lr=task.rate, eps=task.optimizer_arguments["epsilon"])
        return torch.optim.SGD(parameters, lr=task.rate, momentum=task.momentum)

    def _targets(self, y):
        y = torch.from_numpy(y)
        return f.one_hot(y, self.task.layers[-1]["shape"][-1]).float() if self.task.squares else y

    def _loss(self, scores, target):
        return f.mse_loss(scores.softmax(1), target) if self.task.squares else f.cross_entropy(scores, target)

    def _augmented(self, x):
        """Each image mirrored with probability 1/2, and moved by up to so many pixels, behind zeros."""
        most, count = self.task.shift, len(x)
        flip = torch.rand(count, 1, 1, 1) < 0.5
        padded = f.pad(torch.where(flip, x.flip(3), x), (most,) * 4)
        down = torch.randint(2 * most + 1, (count, 1)) + torch.arange(self.task.height)
        right = torch.randint(2 * most + 1, (count, 1)) + torch.arange(self.task.width)
        rows = torch.arange(count)[:, None, None]
        moved = padded.permute(0, 2, 3, 1)[rows, down[:, :, None], right[:, None, :]]
        return moved.permute(0, 3, 1, 2).contiguous(memory_format=self.format)

    def _step(self, optimizer, x, target):
        loss = self._loss(self.model(x), target)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        return loss

    def train(self, x, y, clock):
        x, targets = self.prepared(x), self._targets(y)
        optimizer = self._optimizer(self.network.parameters())
        clock.begin()
        for _ in range(self.task.most_epochs):
            for rows in torch.randperm(len(x)).split(self.task.batch):
                images = x.index_select(0, rows)
                if self.task.shift:
                    images = self._augmented(images)
                self._step(optimizer, images.contiguous(memory_format=self.format), targets.index_select(0, rows))
                clock.batch()
            clock.end()
            if clock.enough():
                break

    def compared_loss(self, x, y):
        self.network.load_state_dict(self.first)  # the same network, which is compiled
        self.network.train()
        x, targets = self.prepared(x), self._targets(y)
        optimizer = torch.optim.SGD(self.network.parameters(), lr=tasks.COMPARED_RATE)
        pieces = zip(x.split(self.task.batch), targets.split(self.task.batch))
        losses = [(len(images), self._step(optimizer, images, target).item()) for images, target in pieces]
        return sum(count * loss for count, loss in losses) / len(x)

    def predict(self, x):
        if self.asked is None:
            if self.task.inference:
                self.asked = self.network.eval() if self.key == "torch-compile" else self.network.folded()
                self.asked = self.asked.to(memory_format=self.format)
                self.asked = torch.compile(self.asked, dynamic=False) if self.key == "torch-compile" else self.asked
            else:
                self.asked = self.network.eval()
        with torch.inference_mode() if self.key != "torch-compile" else torch.no_grad():
            return self.asked(x).softmax(1).numpy()

    def fine_tune(self):
        """A dense head on the frozen network; images are decoded once and kept. The accuracy on those of the test."""
        last = self.task.layers[-1]["name"]
        base, head = self.network.eval(), self.network.parts[last]
        base.parts[last] = nn.Identity()
        x, y = self.task.photos("train")
        x, y = self.prepared(x), torch.from_numpy(y)
        once = self.key == "torch-features"
        x = self._features(base, x) if once else x
        optimizer = self._optimizer(head.parameters())
        for _ in range(self.task.epochs):
            for rows in torch.randperm(len(x)).split(self.task.batch):
                features = x[rows] if once else self._features(base, x[rows])
                optimizer.zero_grad(set_to_none=True)
                f.cross_entropy(head(features), y[rows]).backward()
                optimizer.step()
        test, labels = self.task.photos("test")
        with torch.no_grad():
            guesses = head(self._features(base, self.prepared(test))).argmax(1)
        return (guesses == torch.from_numpy(labels)).float().mean().item()

    def _features(self, base, x):
        with torch.no_grad():
            return torch.cat([base(part) for part in x.split(self.task.batch)])
