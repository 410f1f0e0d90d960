"""Optimizers on given gradients, and whole nets over fifty steps."""

import math

import numpy as np
import torch
import torch.nn.functional as F

from learned import recurrent, recurrent_arrays

STEPS, KEPT = 12, (1, 4, 12)
SHAPES = {"a": (3, 2), "b": (4,), "c": ()}


class RMSProp(torch.optim.Optimizer):
    """Momentum over steps by the root of the mean square, with epsilon under the root."""

    def __init__(self, groups, Beta, Epsilon, Momentum):
        super().__init__(groups, {"lr": 0})
        self.beta, self.epsilon, self.momentum = Beta, Epsilon, Momentum

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for w in group["params"]:
                s = self.state[w]
                if not s:
                    s.update(squares=torch.zeros_like(w), moment=torch.zeros_like(w))
                s["squares"] = self.beta * s["squares"] + (1 - self.beta) * w.grad**2
                s["moment"] = self.momentum * s["moment"] + group["lr"] * w.grad / torch.sqrt(s["squares"] + self.epsilon)
                w -= s["moment"]


class SignSGD(torch.optim.Optimizer):
    """Steps by the sign of the running mean of gradients."""

    def __init__(self, groups, Momentum):
        super().__init__(groups, {"lr": 0})
        self.momentum = Momentum

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for w in group["params"]:
                s = self.state[w]
                if not s:
                    s.update(mean=torch.zeros_like(w))
                s["mean"] = self.momentum * s["mean"] + (1 - self.momentum) * w.grad
                w -= group["lr"] * torch.sign(s["mean"])


def optimizer(method, groups, o, l2=0.0):
    if method == "SGD":
        return torch.optim.SGD(groups, 0.1, o["Momentum"], nesterov=o.get("Nesterov", False), weight_decay=l2)
    if method in ("ADAM", "ADAMW"):
        usual = {"betas": (o["Beta1"], o["Beta2"]), "eps": o["Epsilon"]}
        if method == "ADAM":
            return torch.optim.Adam(groups, 0.1, weight_decay=l2, **usual)
        return torch.optim.AdamW(groups, 0.1, weight_decay=o["WeightDecay"], **usual)
    return {"RMSProp": RMSProp, "SignSGD": SignSGD}[method](groups, **o)


ADAM = {"Beta1": 0.9, "Beta2": 0.999, "Epsilon": 1e-5}
RMS = {"Beta": 0.95, "Epsilon": 1e-6, "Momentum": 0.9}
OPTIMIZERS = [
    ("SGD", {"Momentum": 0.93}, {}), ("SGD", {"Momentum": 0.0}, {}), ("SGD", {"Momentum": 0.9}, {"l2": 0.1}), ("SGD", {"Momentum": 0.5}, {"gradientClip": 0.4}),
    ("SGD", {"Momentum": 0.99}, {"weightClip": 0.7}), ("SGD", {"Momentum": 0.8}, {"multipliers": [0.5, 0, 2]}),
    ("SGD", {"Momentum": 0.93, "Nesterov": True}, {}), ("SGD", {"Momentum": 0.5, "Nesterov": True}, {}), ("SGD", {"Momentum": 0.9, "Nesterov": True}, {"l2": 0.1}),
    ("SGD", {"Momentum": 0.9, "Nesterov": True}, {"gradientClip": 0.3}), ("SGD", {"Momentum": 0.99, "Nesterov": True}, {"weightClip": 0.8}), ("SGD", {"Momentum": 0.7, "Nesterov": True}, {"multipliers": [1, 3, 0]}),
    ("ADAM", ADAM, {}), ("ADAM", {**ADAM, "Beta1": 0.5}, {}), ("ADAM", {**ADAM, "Beta2": 0.9, "Epsilon": 0.01}, {"l2": 0.1}), ("ADAM", ADAM, {"gradientClip": 0.2}),
    ("ADAM", ADAM, {"weightClip": 0.9}), ("ADAM", ADAM, {"multipliers": [0, 1, 0.1]}),
    ("ADAMW", {**ADAM, "WeightDecay": 0.01}, {}), ("ADAMW", {**ADAM, "WeightDecay": 0.5}, {}), ("ADAMW", {**ADAM, "Beta1": 0.8, "WeightDecay": 0.1}, {}), ("ADAMW", {**ADAM, "WeightDecay": 0.1}, {"gradientClip": 0.2}),
    ("ADAMW", {**ADAM, "WeightDecay": 0.0}, {"weightClip": 0.9}), ("ADAMW", {**ADAM, "WeightDecay": 0.1}, {"multipliers": [0.3, 2, 0]}),
    ("RMSProp", RMS, {}), ("RMSProp", {**RMS, "Momentum": 0.0}, {}), ("RMSProp", {**RMS, "Beta": 0.5}, {"l2": 0.1}), ("RMSProp", {**RMS, "Epsilon": 0.01}, {"gradientClip": 0.4}),
    ("RMSProp", RMS, {"weightClip": 0.9}), ("RMSProp", RMS, {"multipliers": [2, 0, 0.5]}),
    ("SignSGD", {"Momentum": 0.93}, {}), ("SignSGD", {"Momentum": 0.0}, {}), ("SignSGD", {"Momentum": 0.5}, {"l2": 0.1}), ("SignSGD", {"Momentum": 0.9}, {"gradientClip": 0.4}),
    ("SignSGD", {"Momentum": 0.9}, {"weightClip": 0.8}), ("SignSGD", {"Momentum": 0.9}, {"multipliers": [0, 1, 3]}),
]  # fmt: skip


def optimizers(g):
    """Arrays "a", "b" and "c"; gradients of all steps as "in", arrays after some steps as "out"."""
    for k, (method, options, more) in enumerate(OPTIMIZERS):
        multipliers = more.get("multipliers", [1, 1, 1])
        rates = [0.05 * (1 if k % 2 == 0 else 0.9**n) for n in range(STEPS)]
        arrays = {n: torch.tensor(g.random.uniform(-1, 1, s).astype(np.float32), dtype=torch.float64) for n, s in SHAPES.items()}
        for name, w in arrays.items():
            g.keep("array", name, w)
        learning = [w for w, m in zip(arrays.values(), multipliers) if m != 0]
        gradients = {n: g.random.normal(0, 0.5, (STEPS, *s)).astype(np.float32) for n, s in SHAPES.items()}
        # Nothing comes to one number for a while: what is left of its moments moves it.
        gradients["b"][5:8, 0] = 0
        groups = [{"params": [w], "lr": 0} for w in learning]
        own = optimizer(method, groups, options, more.get("l2", 0) if method in ("SGD", "ADAM") else 0)
        for n in range(STEPS):
            for group, m in zip(own.param_groups, [m for m in multipliers if m != 0]):
                group["lr"] = rates[n] * m
            for name, w in arrays.items():
                w.grad = torch.tensor(gradients[name][n], dtype=torch.float64)
                if "gradientClip" in more:
                    w.grad.clamp_(-more["gradientClip"], more["gradientClip"])
                if method in ("RMSProp", "SignSGD"):
                    w.grad += more.get("l2", 0) * w
            own.step()
            if "weightClip" in more:
                for w in learning:
                    w.clamp_(-more["weightClip"], more["weightClip"])
            if n + 1 in KEPT:
                for name, w in arrays.items():
                    g.keep("out", f"{n + 1} {name}", w)
        for name, x in gradients.items():
            g.keep("in", name, x)
        g.line(method=method, options=options, rates=rates, **more)


def training(g, net, options, method, own, inputs, arrays, loss, batches=5, steps=50, rates=None):
    """Batches in turn, "in NAME" {batch, example, ...}; "out" arrays at the end, "loss" of each step."""
    held = {}
    for path, (shape, size) in arrays.items():
        x = np.ones(shape, np.float32) if size == "one" else g.random.normal(0, size, shape).astype(np.float32)
        held[path] = torch.tensor(x, dtype=torch.float64)
        g.keep("array", path, held[path])
        held[path].requires_grad_(True)
    for name, x in inputs.items():
        g.keep("in", name, x)
    given = {n: torch.tensor(x, dtype=torch.float64) for n, x in inputs.items()}
    groups = [{"params": [w], "lr": own["LearningRate"] * (rates or {}).get(path, 1)} for path, w in held.items() if (rates or {}).get(path, 1) != 0]
    descent = optimizer(method, groups, own)
    losses = []
    for n in range(steps):
        descent.zero_grad()
        value = loss({k: x[n % batches] for k, x in given.items()}, held)
        losses.append(value.item())
        value.backward()
        descent.step()
    g.keep("loss", "", losses)
    for path, w in held.items():
        g.keep("out", path, w)
    print(f"  {net[:40]}: loss {losses[0]:.4f} to {losses[-1]:.4f}")
    g.line(net=net, options=options)


def xavier(*shape):
    fan = math.prod(shape[1:]) if len(shape) > 1 else shape[0]
    return shape, math.sqrt(1 / fan)


def zero(*shape):
    return shape, 0


def cross_entropy(p, target):
    return F.nll_loss(torch.log(p), target.long() - 1)


def convolutional(g):
    def loss(x, a):
        y = x["Input"]
        for n in (1, 4):
            y = F.max_pool2d(torch.relu(F.conv2d(y, a[f"{n}/Weights"], a[f"{n}/Biases"])), 2)
        y = torch.relu(F.linear(y.flatten(1), a["8/Weights"], a["8/Biases"]))
        return cross_entropy(torch.softmax(F.linear(y, a["10/Weights"], a["10/Biases"]), 1), x["Output"])

    net = 'NetChain[{ConvolutionLayer[4, {3, 3}], Ramp, PoolingLayer[2, 2], ConvolutionLayer[6, {3, 3}], Ramp, PoolingLayer[2, 2], FlattenLayer[], 16, Ramp, 3, SoftmaxLayer[]}, "Input" -> {1, 14, 14}]'
    labels = g.random.integers(1, 4, (5, 8))
    images = g.random.uniform(0, 0.3, (5, 8, 1, 14, 14))
    for at in np.ndindex(5, 8):
        # Bars that stand, that lie, and blocks.
        k = 2 + int(g.random.integers(0, 8))
        images[at][(0, slice(k, k + 3), slice(None))] += 0.8 * (labels[at] != 2)
        images[at][(0, slice(None), slice(k, k + 3))] += 0.8 * (labels[at] != 1)
    training(
        g, net, 'Method -> {"SGD", "Momentum" -> 0.9}, LearningRate -> 0.02, LearningRateMultipliers -> {1 -> 0.5, {4, "Biases"} -> 0}', "SGD", {"Momentum": 0.9, "LearningRate": 0.02},
        {"Input": images.astype(np.float32), "Output": labels.astype(np.float32)},
        {"1/Weights": xavier(4, 1, 3, 3), "1/Biases": zero(4), "4/Weights": xavier(6, 4, 3, 3), "4/Biases": zero(6), "8/Weights": xavier(16, 24), "8/Biases": zero(16), "10/Weights": xavier(3, 16), "10/Biases": zero(3)},
        loss, rates={"1/Weights": 0.5, "1/Biases": 0.5, "4/Biases": 0},
    )  # fmt: skip


def sequential(g):
    from types import SimpleNamespace

    def loss(x, a):
        y = F.embedding(x["Input"].long() - 1, a["1/Weights"])
        named = SimpleNamespace(**{k.replace("/", "_"): w for k, w in a.items()})
        y = recurrent("LongShortTermMemoryLayer", y, named, 8, "2/")[0][:, -1]
        return cross_entropy(torch.softmax(F.linear(y, a["4/Weights"], a["4/Biases"]), 1), x["Output"])

    net = 'NetChain[{EmbeddingLayer[5, 12], LongShortTermMemoryLayer[8], SequenceLastLayer[], 3, SoftmaxLayer[]}, "Input" -> {7, Restricted["Integer", 12]}]'
    words = g.random.integers(1, 13, (5, 8, 7))
    gates = {k: xavier(*s) if len(s) == 2 else zero(*s) for k, s in recurrent_arrays("LongShortTermMemoryLayer", 8, 5, "2/").items()}
    training(
        g, net, 'Method -> "ADAM", LearningRate -> 0.01', "ADAM", {**ADAM, "LearningRate": 0.01},
        {"Input": words.astype(np.float32), "Output": (1 + words.sum(2) % 3).astype(np.float32)},
        {"1/Weights": ((12, 5), 1.0), **gates, "4/Weights": xavier(3, 8), "4/Biases": zero(3)}, loss,
    )  # fmt: skip


def transformer(g):
    names = ["query", "key", "value", "out"]

    def linear(x, a, path):
        return F.linear(x, a[f"{path}/Weights"], a[f"{path}/Biases"])

    def loss(x, a):
        y = x["Input"]
        q, k, v = (linear(y, a, f"{n}/Net").reshape(-1, 5, 2, 4).transpose(1, 2) for n in names[:3])
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(-1, 5, 8)
        y = F.layer_norm(y + linear(mixed, a, "out/Net"), (8,), a["norm1/Scaling"], a["norm1/Biases"], 0.001)
        inner = linear(F.gelu(linear(y, a, "ffn/Net/1")), a, "ffn/Net/3")
        y = F.layer_norm(y + inner, (8,), a["norm2/Scaling"], a["norm2/Biases"], 0.001)
        return F.mse_loss(y, x["Output"])

    heads = "".join(f'"{n}" -> NetMapOperator[LinearLayer[8]], "{n}s" -> ReshapeLayer[{{5, 2, 4}}], ' for n in names[:3])
    net = (
        "NetGraph[<|" + heads + '"attention" -> AttentionLayer["Dot", "MultiHead" -> True, "Mask" -> "Causal", "ScoreRescaling" -> "DimensionSqrt"], '
        '"join" -> ReshapeLayer[{5, 8}], "out" -> NetMapOperator[LinearLayer[8]], "add1" -> ThreadingLayer[Plus], "norm1" -> NormalizationLayer[2, "Same"], '
        '"ffn" -> NetMapOperator[NetChain[{16, ElementwiseLayer["GELU"], 8}]], "add2" -> ThreadingLayer[Plus], "norm2" -> NormalizationLayer[2, "Same"]|>, '
        "{" + "".join(f'NetPort["Input"] -> "{n}" -> "{n}s" -> NetPort["attention", "{n.title()}"], ' for n in names[:3])
        + '"attention" -> "join" -> "out", {"out", NetPort["Input"]} -> "add1" -> "norm1" -> "ffn", {"ffn", "norm1"} -> "add2" -> "norm2"}, "Input" -> {5, 8}]'
    )  # fmt: skip
    x = g.random.normal(0, 1, (5, 8, 5, 8)).astype(np.float32)
    arrays = {}
    for n in names:
        arrays |= {f"{n}/Net/Weights": xavier(8, 8), f"{n}/Net/Biases": zero(8)}
    arrays |= {"ffn/Net/1/Weights": xavier(16, 8), "ffn/Net/1/Biases": zero(16), "ffn/Net/3/Weights": xavier(8, 16), "ffn/Net/3/Biases": zero(8)}
    for n in ("norm1", "norm2"):
        arrays |= {f"{n}/Scaling": ((8,), "one"), f"{n}/Biases": zero(8)}
    training(
        g, net, 'Method -> {"ADAMW", "WeightDecay" -> 0.1}, LearningRate -> 0.005', "ADAMW", {**ADAM, "WeightDecay": 0.1, "LearningRate": 0.005},
        {"Input": x, "Output": np.tanh(np.cumsum(x, 2)).astype(np.float32)}, arrays, loss,
    )  # fmt: skip


def whole_nets(g):
    for part in (convolutional, sequential, transformer):
        part(g)
