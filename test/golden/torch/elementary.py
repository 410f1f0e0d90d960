"""Layers of one formula: functions of numbers, products, levels put in another order or drawn together."""

import math

import torch
import torch.nn.functional as F

from record import Shape, between, index, positive, when

SIX = [((4,), 3), ((2, 3), 2), ((1,), 1), ((2, 2, 2), 3), ((5,), 4), ((3, 1), 2)]


def wl(shape):
    return "{" + ", ".join(map(str, shape)) + "}"


def linear(g):
    def one(out, size, bias=True, batch=3, text=None):
        arrays = {"Weights": (math.prod(out), math.prod(size)), **({"Biases": (math.prod(out),)} if bias else {})}
        text = text or f'LinearLayer[{wl(out)}, "Input" -> {wl(size)}' + when(not bias, ', "Biases" -> None') + "]"
        g.case("LinearLayer", text, {"Input": size}, arrays,
               lambda i, a, _: F.linear(i.Input.reshape(batch, -1), a.Weights, getattr(a, "Biases", None)).reshape(batch, *out), batch)

    one((3,), (4,))
    one((2, 3), (2, 2), batch=2)
    one((), (3,), bias=False)
    one((4,), (), text='LinearLayer[4, "Input" -> "Real"]')
    one((1,), (1,), batch=1)
    one((2, 1, 2), (3, 1, 2), bias=False, batch=4)


FUNCTIONS = [
    ("Tanh", torch.tanh, -2, 2), ("LogisticSigmoid", torch.sigmoid, -3, 3), ("Ramp", torch.relu, -1, 1),
    ('"ELU"', F.elu, -2, 2), ('"SELU"', F.selu, -2, 2), ('"GELU"', F.gelu, -3, 3), ('"Swish"', F.silu, -3, 3),
    ('"HardSwish"', F.hardswish, -4, 4), ('"Mish"', F.mish, -3, 3), ('"SoftSign"', F.softsign, -2, 2),
    ('"SoftPlus"', F.softplus, -3, 3), ('"HardTanh"', F.hardtanh, -2, 2), ('"HardSigmoid"', lambda x: ((x + 1) / 2).clamp(0, 1), -2, 2),
    ("Exp", torch.exp, -2, 2), ("Log", torch.log, 0.2, 3), ("Sqrt", torch.sqrt, 0.2, 3), ("Abs", torch.abs, -1, 1),
    ("Sin", torch.sin, -3, 3), ("Cos", torch.cos, -3, 3), ("Tan", torch.tan, -1, 1), ("Sinh", torch.sinh, -2, 2),
    ("Cosh", torch.cosh, -2, 2), ("ArcSin", torch.asin, -0.9, 0.9), ("ArcCos", torch.acos, -0.9, 0.9), ("ArcTan", torch.atan, -2, 2),
    ("ArcSinh", torch.asinh, -2, 2), ("ArcCosh", torch.acosh, 1.2, 3), ("ArcTanh", torch.atanh, -0.9, 0.9), ("Erf", torch.erf, -2, 2),
    ("Erfc", torch.erfc, -2, 2), ("InverseErf", torch.erfinv, -0.9, 0.9), ("LogGamma", torch.lgamma, 0.3, 5),
    ("Gamma", lambda x: torch.exp(torch.lgamma(x)), 0.3, 4), ("CubeRoot", lambda x: torch.sign(x) * torch.abs(x) ** (1 / 3), 0.2, 2),
    ("Cot", lambda x: 1 / torch.tan(x), 0.3, 1.2), ("Sec", lambda x: 1 / torch.cos(x), -1, 1), ("Csch", lambda x: 1 / torch.sinh(x), 0.3, 2),
    ("Gudermannian", lambda x: 2 * torch.atan(torch.tanh(x / 2)), -2, 2), ("Haversine", lambda x: (1 - torch.cos(x)) / 2, -3, 3),
    ("#^3 - 2 # &", lambda x: x**3 - 2 * x, -1, 1), ("If[# > 0, #^2, Sin[#]] &", lambda x: torch.where(x > 0, x**2, torch.sin(x)), -1, 1),
    ("Clip[#, {-0.5, 0.5}] &", lambda x: x.clamp(-0.5, 0.5), -1, 1), ("Max[#, 0.1 #] &", lambda x: torch.maximum(x, 0.1 * x), -1, 1),
    ("1/(1 + #^2) &", lambda x: 1 / (1 + x**2), -2, 2), ("Sinc", lambda x: torch.sinc(x / math.pi), 0.1, 4),
]  # fmt: skip


def elementwise(g):
    for k, (name, f, low, high) in enumerate(FUNCTIONS):
        shape, batch = SIX[k % len(SIX)]
        g.case("ElementwiseLayer", f'ElementwiseLayer[{name}, "Input" -> {wl(shape)}]', {"Input": between(low, high, *shape)}, {},
               lambda i, a, _, f=f: f(i.Input), batch)


def softmax(g):
    for shape, level, batch in [((4,), None, 3), ((3, 2), 1, 2), ((2, 3, 2), 2, 3), ((2, 3), -1, 1), ((1,), None, 2), ((5, 2), -2, 2)]:
        axis = -1 if level is None else level
        g.case("SoftmaxLayer", f'SoftmaxLayer[{when(level is not None, f"{level}, ")}"Input" -> {wl(shape)}]', {"Input": between(-3, 3, *shape)}, {},
               lambda i, a, _, d=axis: torch.softmax(i.Input, d), batch)


def threading(g):
    def one(text, shapes, f, batch=3):
        g.case("ThreadingLayer", text, shapes, {}, f, batch)

    one("ThreadingLayer[Plus, InputPorts -> {{3}, {3}}]", {"1": (3,), "2": (3,)}, lambda i, a, _: vars(i)["1"] + vars(i)["2"])
    one("ThreadingLayer[Times, InputPorts -> {{2, 1}, {2, 3}}]", {"1": (2, 1), "2": (2, 3)}, lambda i, a, _: vars(i)["1"] * vars(i)["2"])
    one("ThreadingLayer[Divide, InputPorts -> {{2, 2}, {2, 2}}]", {"1": (2, 2), "2": positive(2, 2)}, lambda i, a, _: vars(i)["1"] / vars(i)["2"], 2)
    one('ThreadingLayer[#a #b - Tanh[#b] &, InputPorts -> <|"a" -> 3, "b" -> 3|>]', {"a": (3,), "b": (3,)}, lambda i, a, _: i.a * i.b - torch.tanh(i.b), 1)
    one("ThreadingLayer[Plus, 1, InputPorts -> {{3}, {2, 3}}]", {"1": (3,), "2": (2, 3)}, lambda i, a, _: vars(i)["1"][:, None] + vars(i)["2"])
    one("ThreadingLayer[Times, -1, InputPorts -> {{2}, {2, 3}}]", {"1": (2,), "2": (2, 3)}, lambda i, a, _: vars(i)["1"][:, :, None] * vars(i)["2"])
    one("ThreadingLayer[Power, InputPorts -> {{3}, {3}}]", {"1": positive(3), "2": (3,)}, lambda i, a, _: vars(i)["1"] ** vars(i)["2"], 4)


def several(g):
    def named(i, n):
        return [vars(i)[str(k + 1)] for k in range(n)]

    def ports(shapes):
        return {str(k + 1): s for k, s in enumerate(shapes)}

    for n, (shape, batch) in enumerate(SIX):
        count = 2 + n % 3
        g.case("TotalLayer", f"TotalLayer[InputPorts -> {wl([wl(shape)] * count)}]", ports([shape] * count), {},
               lambda i, a, _, k=count: sum(named(i, k)), batch)
    for level, shapes, axis in [("", [(2, 3), (1, 3)], 1), ("2, ", [(2, 1), (2, 3)], 2), ("0, ", [(2, 3), (2, 3)], None), ("-1, ", [(2, 2, 1), (2, 2, 2)], 3),
                                ("", [(2,), (3,), (1,)], 1), ("2, ", [(1, 2, 2), (1, 1, 2)], 2)]:  # fmt: skip
        def f(i, a, _, k=len(shapes), axis=axis):
            return torch.stack(named(i, k), 1) if axis is None else torch.cat(named(i, k), axis)

        g.case("CatenateLayer", f"CatenateLayer[{level}InputPorts -> {wl(map(wl, shapes))}]", ports(shapes), {}, f, 2 + len(shapes) % 2)
    for shapes, rule, batch in [([(2, 3), (3, 2)], "bij,bjk->bik", 3), ([(3,), (3,)], "bi,bi->b", 2), ([(3,), (3, 2)], "bi,bij->bj", 3),
                                ([(2, 2, 3), (3, 2)], "bhij,bjk->bhik", 2), ([(2, 3), (3, 2), (2,)], "bij,bjk,bk->bi", 1), ([(2, 2), (2, 1, 3)], "bij,bjkl->bikl", 4)]:  # fmt: skip
        g.case("DotLayer", f"DotLayer[InputPorts -> {wl(map(wl, shapes))}]", ports(shapes), {},
               lambda i, a, _, r=rule, k=len(shapes): torch.einsum(r, *named(i, k)), batch)


def held(g):
    for layer, size in (("NetArrayLayer", '"Output" -> {}'), ("ConstantArrayLayer", "{}")):
        for shape, batch in [*SIX[:5], ((2, 1, 3), 2)]:
            g.case(layer, f"{layer}[{size.format(wl(shape))}]", {}, {"Array": shape},
                   lambda i, a, _, b=batch: a.Array.expand(b, *a.Array.shape), batch)  # fmt: skip
    for layer, array, f in (("ConstantPlusLayer", "Biases", torch.add), ("ConstantTimesLayer", "Scaling", torch.mul)):
        for k, (shape, batch) in enumerate(SIX):
            own = shape if k % 2 == 0 else shape[:1]
            g.case(layer, f'{layer}["{array}" -> ConstantArray[1, {wl(own)}], "Input" -> {wl(shape)}]', {"Input": shape}, {array: own},
                   lambda i, a, _, f=f, n=array, r=len(shape) - len(own): f(i.Input, vars(a)[n][(..., *[None] * r)]), batch)
    for levels, shape, own in [("", (3, 2), (0,)), ("{}, ", (3,), ()), ("2, ", (2, 3), (1,)), ("1 ;; 2, ", (2, 3, 2), (0, 1)), ("{1, 3}, ", (2, 2, 3), (0, 2)), ("", (4,), (0,))]:
        def f(i, a, _, own=own, shape=shape):
            slope = a.Slope.reshape([1, *(n if k in own else 1 for k, n in enumerate(shape))])
            return torch.where(i.Input >= 0, i.Input, slope * i.Input)

        g.case("ParametricRampLayer", f'ParametricRampLayer[{levels}"Input" -> {wl(shape)}]', {"Input": shape}, {"Slope": tuple(shape[k] for k in own)}, f)
    for text, size, classes, shape, batch in [("3, 5", (3,), 5, (4,), 3), ("2, 4", (2,), 4, (), 2), ("1, 7", (1,), 7, (2, 3), 2), ("{2, 2}, 3", (2, 2), 3, (2,), 3),
                                              ("4, 2", (4,), 2, (1,), 1), ("{}, 6", (), 6, (5,), 2)]:  # fmt: skip
        kind = wl([*shape, f'Restricted["Integer", {classes}]']) if shape else f'Restricted["Integer", {classes}]'
        g.case("EmbeddingLayer", f'EmbeddingLayer[{text}, "Input" -> {kind}]', {"Input": index(classes, *shape)}, {"Weights": (classes, math.prod(size))},
               lambda i, a, _, s=size: F.embedding(i.Input.long() - 1, a.Weights).reshape(*i.Input.shape, *s), batch)


def hazen(v, q):
    """The quantile q of sorted vectors at the place n q + 1/2, from 1."""
    n = v.shape[-1]
    at = min(n, max(1, n * q + 0.5))
    low = math.floor(at)
    return v[..., low - 1] * (low + 1 - at) + v[..., min(n, low + 1) - 1] * (at - low)


AGGREGATES = {
    "Mean": lambda x: x.mean(-1), "Min": lambda x: x.amin(-1), "Max": lambda x: x.amax(-1), "Total": lambda x: x.sum(-1),
    "Times": lambda x: x.prod(-1), "Variance": lambda x: x.var(-1), "StandardDeviation": lambda x: x.std(-1),
    "MeanDeviation": lambda x: (x - x.mean(-1, keepdim=True)).abs().mean(-1), "Median": lambda x: hazen(x.sort(-1).values, 0.5),
    "InterquartileRange": lambda x: hazen(x.sort(-1).values, 0.75) - hazen(x.sort(-1).values, 0.25),
}  # fmt: skip
LEVELS = [("", (2, 4), (1,)), (", 1", (4, 2), (0,)), (", All", (2, 3), (0, 1)), (", {1, 3}", (2, 2, 3), (0, 2)), (", -1", (2, 5), (1,)), (", 2 ;; 3", (2, 2, 2), (1, 2))]


def aggregation(g):
    for k, (name, f) in enumerate(AGGREGATES.items()):
        for levels, shape, gone in (LEVELS[k % 6], LEVELS[(k + 2) % 6]):
            def run(i, a, _, f=f, gone=gone, shape=shape):
                kept = [n + 1 for n in range(len(shape)) if n not in gone]
                return f(i.Input.permute(0, *kept, *(n + 1 for n in gone)).flatten(len(kept) + 1))

            g.case("AggregationLayer", f'AggregationLayer[{name}{levels}, "Input" -> {wl(shape)}]', {"Input": between(0.3, 1.5, *shape)}, {}, run)
    for shape, batch in SIX:
        g.case("SummationLayer", f'SummationLayer["Input" -> {wl(shape)}]', {"Input": shape}, {}, lambda i, a, _, b=batch: i.Input.reshape(b, -1).sum(1), batch)


def arrangement(g):
    def one(layer, text, shape, f, batch=2, **more):
        g.case(layer, f'{layer}[{text}{when(text, ", ")}"Input" -> {wl(shape)}]', {"Input": shape, **more}, {}, lambda i, a, _: f(i.Input), batch)

    for text, shape, out in [("", (2, 3, 2), (12,)), ("1", (2, 3, 2), (6, 2)), ("-1", (2, 3, 2), (2, 6)), ("2", (1, 2, 3, 2), (6, 2)), ("-2", (2, 1, 3, 2), (2, 6))]:
        one("FlattenLayer", text, shape, lambda x, o=out: x.reshape(-1, *o))
    one("FlattenLayer", "{{1, 3}}", (2, 3, 2), lambda x: x.permute(0, 1, 3, 2).reshape(2, 4, 3))
    for text, shape, out in [("{2, 3}", (6,), (2, 3)), ("{Inherited, Automatic}", (2, 3, 2), (2, 6)), ("{}", (1,), ()), ("{3, All}", (3, 2, 2), (3, 2, 2)), ("{1, Automatic, 2}", (4, 3), (1, 6, 2)), ("{12}", (3, 4), (12,))]:
        one("ReshapeLayer", text, shape, lambda x, o=out: x.reshape(-1, *o))
    for text, shape, order in [("", (2, 3), (0, 2, 1)), ("{3, 1, 2}", (2, 3, 4), (0, 2, 3, 1)), ("1 <-> 3", (2, 3, 2), (0, 3, 2, 1)), ("{1 <-> 2, 2 <-> 3}", (2, 3, 4), (0, 2, 3, 1)), ("2 -> 3", (2, 3, 1), (0, 1, 3, 2)), ("-1 <-> -2", (1, 2, 3), (0, 1, 3, 2))]:
        one("TransposeLayer", text, shape, lambda x, o=order: x.permute(o))
    for text, shape, f in [("3", (2,), lambda x: x[:, None].expand(-1, 3, 2)), ("{2, 2}", (), lambda x: x[:, None, None].expand(-1, 2, 2)),
                           ("2, 2", (3, 2), lambda x: x[:, :, None].expand(-1, 3, 2, 2)), ("3, -1", (2,), lambda x: x[:, :, None].expand(-1, 2, 3)),
                           ("{2, 1}", (1, 2), lambda x: x[:, None, None].expand(-1, 2, 1, 1, 2)), ("1", (4,), lambda x: x[:, None])]:  # fmt: skip
        one("ReplicateLayer", text, shape, f)
    for text, shape, f in [("2", (3, 2), lambda x: x[:, 1]), ("2 ;; 3", (4,), lambda x: x[:, 1:3]), ("{All, -1}", (2, 3), lambda x: x[:, :, -1]), ("-2", (3,), lambda x: x[:, -2]),
                           ("{1, 2 ;; -1}", (2, 4), lambda x: x[:, 0, 1:]), ("{2 ;; 3, All, 1}", (3, 2, 2), lambda x: x[:, 1:3, :, 0])]:  # fmt: skip
        one("PartLayer", text, shape, f)
    for text, shape, f in [("{{1, 2}, {0, 1}}", (2, 3), lambda x: F.pad(x, (0, 1, 1, 2))), ("{{1, 1}}, -5", (2,), lambda x: F.pad(x, (1, 1), value=-5)), ("{{2, 1}, {1, 0}}, \"Fixed\"", (3, 3), lambda x: F.pad(x[:, None], (1, 0, 2, 1), "replicate")[:, 0]),
                           ("{{2, 2}, {1, 2}}, \"Reflected\"", (3, 4), lambda x: F.pad(x[:, None], (1, 2, 2, 2), "reflect")[:, 0]), ("{{1, 2}}, \"Periodic\"", (3,), lambda x: F.pad(x[:, None], (1, 2), "circular")[:, 0]),
                           ("{{0, 0}, {1, 1}}, 0.5", (2, 2, 2), lambda x: F.pad(x, (0, 0, 1, 1), value=0.5))]:  # fmt: skip
        one("PaddingLayer", text, shape, f)
    for layer, first in (("AppendLayer", False), ("PrependLayer", True)):
        for shape, batch in SIX:
            def f(i, a, _, first=first):
                parts = [i.Element[:, None], i.Input]
                return torch.cat(parts if first else parts[::-1], 1)

            g.case(layer, f'{layer}["Input" -> {wl(shape)}]', {"Input": shape, "Element": shape[1:]}, {}, f, batch)


def sequences(g):
    shapes = [(3,), (2, 3), (4, 1), (3, 2, 2), (5,), (2, 1, 3)]
    for layer, f in (("SequenceLastLayer", lambda x: x[:, -1]), ("SequenceMostLayer", lambda x: x[:, :-1]), ("SequenceRestLayer", lambda x: x[:, 1:]), ("SequenceReverseLayer", lambda x: x.flip(1))):
        for k, shape in enumerate(shapes):
            g.case(layer, f'{layer}["Input" -> {wl(shape)}]', {"Input": shape}, {}, lambda i, a, _, f=f: f(i.Input), 1 + k % 3)
    for k, (shape, most) in enumerate(zip(shapes, (None, 1, 3, None, 2, 9))):
        def f(i, a, _, shape=shape, most=most):
            return torch.arange(1, shape[0] + 1, dtype=torch.float64).clamp(max=most or 99).expand(i.Input.shape[0], -1)

        g.case("SequenceIndicesLayer", f'SequenceIndicesLayer[{when(most is not None, f"{most}, ")}"Input" -> {wl(shape)}]', {"Input": shape}, {}, f, 1 + k % 3, rate=False)
    for n, count in ((5, None), (4, 2), (6, -3), (1, None), (3, -1), (7, 7)):
        def f(i, a, _, count=count):
            order = torch.argsort(i.Input, 1) + 1.0
            return order if count is None else order[:, :count] if count > 0 else order[:, count:]

        g.case("OrderingLayer", f'OrderingLayer[{when(count is not None, f"{count}, ")}"Input" -> {n}]', {"Input": (n,)}, {}, f, rate=False)
    for shape, position in [((2, 3), (2, 1)), ((4,), (3,)), ((3, 2), (2,)), ((2, 2, 3), (1, 2)), ((2, 3, 2), (2, 3, 1)), ((5, 1), (5,))]:
        g.case("ExtractLayer", f'ExtractLayer["Input" -> {wl(shape)}, "Position" -> {{{len(position)}, Restricted["Integer", 9]}}]',
               {"Input": shape, "Position": Shape(len(position), classes=9, values=position)}, {}, lambda i, a, _, p=position: i.Input[(slice(None), *(k - 1 for k in p))])
    for shape, positions in [((2, 3), ((2, 1), (1, 3), (2, 2))), ((4,), ((3,), (3,))), ((3, 2), ((2,), (1,), (2,)))]:
        kind = f'{{{len(positions)}, {len(positions[0])}, Restricted["Integer", 9]}}'
        g.case("ExtractLayer", f'ExtractLayer["Input" -> {wl(shape)}, "Position" -> {kind}]', {"Input": shape, "Position": Shape(*(len(positions), len(positions[0])), classes=9, values=positions)}, {},
               lambda i, a, _, p=positions: torch.stack([i.Input[(slice(None), *(k - 1 for k in q))] for q in p], 1))
    for n, shape, batch in [(4, (3,), 2), (2, (), 3), (3, (2, 2), 2), (1, (2,), 1), (6, (4,), 3), (5, (1, 3), 2)]:
        kind = wl([*shape, f'Restricted["Integer", {n}]']) if shape else f'Restricted["Integer", {n}]'
        g.case("UnitVectorLayer", f'UnitVectorLayer[{n}, "Input" -> {kind}]', {"Input": index(n, *shape)}, {}, lambda i, a, _, n=n: F.one_hot(i.Input.long() - 1, n).double(), batch)


def all_cases(g):
    for part in (linear, elementwise, softmax, threading, several, held, aggregation, arrangement, sequences):
        part(g)
