"""Cases of one group: what a net is given, and what PyTorch makes of it, in double precision.

A group is two files. NAME.jsonl has one case a line: the net as the language writes it, and how it runs. NAME.safetensors has
its numbers in single precision, by names "CASE KIND NAME": "in" what comes to a port, with the batch as first level; "array" an
array, by its path; "out" what a port gives; "weight" by what its numbers count in the scalar that gradients are of; "grad" the
gradient of an input or array; "state" an array after a step that changes it by rule.
"""

import json
import pathlib
from types import SimpleNamespace

import numpy as np
import torch
from safetensors.numpy import save_file

HERE = pathlib.Path(__file__).parent


class Shape:
    """Random numbers of a shape: from low to high, or whole numbers 1 to classes."""

    def __init__(self, *shape, low=-1.0, high=1.0, classes=None, values=None):
        self.shape, self.low, self.high, self.classes, self.values = shape, low, high, classes, values

    def draw(self, random, batch=()):
        shape = (*batch, *self.shape)
        if self.values is not None:
            return np.broadcast_to(np.asarray(self.values, np.float32), shape).copy()
        if self.classes is not None:
            return random.integers(1, self.classes + 1, shape).astype(np.float32)
        return random.uniform(self.low, self.high, shape).astype(np.float32)


def when(condition, text):
    """A part of a text that stands there on a condition."""
    return text if condition else ""


def as_shape(s):
    return s if isinstance(s, Shape) else Shape(*s)


def index(classes, *shape):
    return Shape(*shape, classes=classes)


def positive(*shape):
    return Shape(*shape, low=0.2, high=1.0)


def between(low, high, *shape):
    return Shape(*shape, low=low, high=high)


class Group:
    def __init__(self, name, seed):
        self.name, self.random = name, np.random.default_rng(seed)
        self.lines, self.numbers = [], {}

    def keep(self, kind, name, x):
        x = x.detach().numpy() if isinstance(x, torch.Tensor) else np.asarray(x)
        self.numbers[f"{len(self.lines)} {kind} {name}"] = np.ascontiguousarray(x, np.float32)

    def line(self, **facts):
        self.lines.append(facts)

    def case(self, layer, text, inputs, arrays, f, batch=3, train=False, noise=None, rate=True):
        """f(inputs, arrays, noise) gives a tensor, the output "Output", or several by port; state by "state NAME".

        Names of arrays are paths; f gets them with the last part, or with the whole path where that is not unique. `rate`:
        gradients are wanted.
        """
        given, held, names = {}, {}, {}
        for name, s in inputs.items():
            given[name] = torch.tensor(as_shape(s).draw(self.random, (batch,)), dtype=torch.float64)
        for path, s in arrays.items():
            held[path] = torch.tensor(as_shape(s).draw(self.random), dtype=torch.float64)
            names[path.replace("/", "_")] = held[path]
        whole = {n for n, s in inputs.items() if as_shape(s).classes is not None or not rate}
        leaves = {n: x for n, x in given.items() if n not in whole}
        moving = {p for p in held if p.split("/")[-1].startswith("Moving")}
        for x in [*leaves.values(), *(x for p, x in held.items() if p not in moving)]:
            x.requires_grad_(True)
        drawn = None
        if noise is not None:
            drawn = torch.tensor(self.random.uniform(0, 1, (batch, *noise)).astype(np.float32), dtype=torch.float64)
            self.keep("in", "noise", drawn)
        result = f(SimpleNamespace(**given), SimpleNamespace(**names), drawn)
        outputs = result if isinstance(result, dict) else {"Output": result}
        for name, x in given.items():
            self.keep("in", name, x)
        for path, x in held.items():
            self.keep("array", path, x)
        total = torch.zeros((), dtype=torch.float64)
        for name, y in outputs.items():
            if name.startswith("state "):
                self.keep("state", name[6:], y)
                continue
            self.keep("out", name, y)
            if y.requires_grad:
                w = torch.tensor(self.random.uniform(-1, 1, tuple(y.shape)).astype(np.float32), dtype=torch.float64)
                self.keep("weight", name, w)
                total = total + (w * y).sum()
        if total.requires_grad:
            total.backward()
            for kind, some in (("in", leaves), ("array", {p: x for p, x in held.items() if p not in moving})):
                for name, x in some.items():
                    self.keep("grad", f"{kind} {name}", x.grad if x.grad is not None else torch.zeros_like(x))
        self.line(layer=layer, net=text, batch=batch, **({"train": True} if train else {}))

    def save(self):
        (HERE / f"{self.name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in self.lines))
        save_file(self.numbers, str(HERE / f"{self.name}.safetensors"))
        print(f"{self.name}: {len(self.lines)} cases, {sum(x.nbytes for x in self.numbers.values()) // 1024} KiB of numbers")
