"""Normalization, dropout, random arrays, recurrent layers and attention."""

import math

import torch
import torch.nn.functional as F
from torch.func import functional_call

from record import positive, when


def wl(shape):
    return "{" + ", ".join(map(str, shape)) + "}"


def batch_normalization(g):
    def one(shape, train, epsilon=0.001, momentum=0.9, last=False, scaling=True, biases=True, batch=4):
        channels = shape[-1] if last else shape[0]
        text = f'BatchNormalizationLayer["Epsilon" -> {epsilon}, "Momentum" -> {momentum}' + when(last, ", Interleaving -> True")
        text += when(not scaling, ', "Scaling" -> None') + when(not biases, ', "Biases" -> None') + f', "Input" -> {wl(shape)}]'
        arrays = {"MovingMean": (channels,), "MovingVariance": positive(channels)}
        if scaling:
            arrays["Scaling"] = positive(channels)
        if biases:
            arrays["Biases"] = (channels,)

        def f(i, a, _):
            x = i.Input.movedim(-1, 1) if last else i.Input
            y = F.batch_norm(x, a.MovingMean.clone(), a.MovingVariance.clone(), getattr(a, "Scaling", None), getattr(a, "Biases", None), train, 0.1, float(epsilon))
            out = {"Output": y.movedim(1, -1) if last else y}
            if train:
                flat = x.detach().transpose(0, 1).reshape(channels, -1)
                out["state MovingMean"] = momentum * a.MovingMean + (1 - momentum) * flat.mean(1)
                out["state MovingVariance"] = momentum * a.MovingVariance + (1 - momentum) * flat.var(1, unbiased=False)
            return out

        g.case("BatchNormalizationLayer", text, {"Input": shape}, arrays, f, batch, train)

    one((3,), True)
    one((2, 4, 3), True, momentum=0.5, batch=3)
    one((4, 3, 2), True, epsilon=0.1, last=True)
    one((2, 3), False)
    one((3, 2), False, scaling=False, last=True, batch=2)
    one((2, 3, 3), True, epsilon="0.00001", biases=False, batch=2)


def normalization(g):
    def one(text, shape, over, own, more="", rms=False, unbiased=False, epsilon=0.001, groups=None, batch=2):
        factors = tuple(shape[k] for k in own)

        def f(i, a, _):
            wide = [1, *(n if k in own else 1 for k, n in enumerate(shape))]
            x = i.Input if groups is None else i.Input.reshape(-1, *groups[0])
            axes = [k + 1 for k in (over if groups is None else groups[1])]
            centred = x if rms else x - x.mean(axes, keepdim=True)
            spread = (x**2).mean(axes, keepdim=True) if rms else x.var(axes, keepdim=True, unbiased=unbiased)
            unit = (centred / (spread + epsilon).sqrt()).reshape(i.Input.shape)
            return unit * a.Scaling.reshape(wide) + a.Biases.reshape(wide)

        g.case("NormalizationLayer", f'NormalizationLayer[{text}{more}"Input" -> {wl(shape)}]', {"Input": shape}, {"Scaling": positive(*factors), "Biases": factors}, f, batch)

    one("", (3, 4), (1,), (0,))
    one('2, "Same", ', (3, 4), (1,), (1,), '"Epsilon" -> 1*^-5, ', epsilon=1e-5)
    one("", (2, 3, 3), (1, 2), (0,), 'Method -> "RMS", ', rms=True)
    one("1 ;; 3, 1, ", (4, 2, 3), (0, 1, 2), (0,), '"GroupNumber" -> {2, 1, 1}, ', groups=((2, 2, 2, 3), (1, 2, 3)))
    one("1, ", (5, 2), (0,), (1,), '"Unbiased" -> True, ', unbiased=True, batch=3)
    one("{1, 3}, 2, ", (2, 3, 2), (0, 2), (1,))

    def whole(shape, batch):
        """The layer of PyTorch of the same name."""
        g.case("NormalizationLayer", f'NormalizationLayer[All, "Same", "Input" -> {wl(shape)}]', {"Input": shape}, {"Scaling": positive(*shape), "Biases": shape},
               lambda i, a, _: F.layer_norm(i.Input, shape, a.Scaling, a.Biases, 0.001), batch)

    whole((4,), 3)
    whole((2, 3), 2)


ALPHA = -1.7580993408473766


def dropout(g):
    def one(p, shape, train=True, alpha=False, mask=False, batch=3):
        def f(i, a, noise):
            kept = (noise >= p).double() if train else torch.ones_like(i.Input)
            y = i.Input * kept / (1 - p) if train else i.Input
            if train and alpha:
                scale = 1 / math.sqrt((1 - p) * (1 + p * ALPHA**2))
                y = scale * (i.Input * kept + ALPHA * (1 - kept)) - scale * p * ALPHA
            return {"Output": y, **({"BinaryMask": kept} if mask else {})}

        more = when(alpha, ', Method -> "AlphaDropout"') + when(mask, ', "OutputPorts" -> {"Output", "BinaryMask"}')
        g.case("DropoutLayer", f'DropoutLayer[{p}{more}, "Input" -> {wl(shape)}]', {"Input": shape}, {}, f, batch, train, noise=shape if train else None)

    one(0.4, (2, 5))
    one(0.3, (6,), alpha=True)
    one(0.5, (4,), train=False)
    one(0.7, (3, 2), mask=True)
    one(0.1, (2, 2, 2), batch=1)
    one(0.6, (2, 3), alpha=True, batch=4)


def random_arrays(g):
    D = torch.distributions

    def one(text, f, shape=(4,), inputs=None, batch=3, clip=True):
        def run(i, a, u):
            return f(i, u.clamp(1e-7, 1 - 1e-7) if clip else u)

        sizes = "" if inputs else f', "Output" -> {wl(shape)}'
        ports = "".join(f', "{n}" -> {wl(shape)}' for n in inputs or {})
        g.case("RandomArrayLayer", f"RandomArrayLayer[{text}{sizes}{ports}]", inputs or {}, {}, run, batch, noise=shape)

    one("NormalDistribution[1, 2]", lambda i, u: D.Normal(1.0, 2.0).icdf(u), (2, 3))
    one("UniformDistribution[{-1, 3}]", lambda i, u: -1 + 4 * u, (5,), clip=False)
    one("ExponentialDistribution[2]", lambda i, u: D.Exponential(2.0).icdf(u))
    one("LaplaceDistribution[0.5, 2]", lambda i, u: D.Laplace(0.5, 2.0).icdf(u), (3, 1))
    one("NormalDistribution[#1, #2] &", lambda i, u: i.Input1 + i.Input2 * D.Normal(0.0, 1.0).icdf(u), (3,), {"Input1": (3,), "Input2": positive(3)})
    one("UniformDistribution[{#low, #low + #width}] &", lambda i, u: i.low + i.width * u, (2, 2), {"low": (2, 2), "width": positive(2, 2)}, 2, False)
    one("CauchyDistribution[1, 0.5]", lambda i, u: D.Cauchy(1.0, 0.5).icdf(u), (6,), batch=1)
    one("HalfNormalDistribution[2]", lambda i, u: math.sqrt(math.pi / 2) / 2 * torch.abs(D.Normal(0.0, 1.0).icdf(u)))
    one("LogisticDistribution[1, 2]", lambda i, u: 1 + 2 * torch.logit(u), (2, 2))
    one("WeibullDistribution[1.5, 2]", lambda i, u: 2 * (-torch.log1p(-u)) ** (1 / 1.5))
    one("RayleighDistribution[#] &", lambda i, u: i.Input * torch.sqrt(-2 * torch.log1p(-u)), (4,), {"Input": positive(4)})
    one("BernoulliDistribution[0.3]", lambda i, u: (u < 0.3).double(), (8,), clip=False)
    one("DiscreteUniformDistribution[{2, 5}]", lambda i, u: 2 + torch.floor(4 * u), (8,), clip=False)


GATES = {
    "BasicRecurrentLayer": [""],
    "GatedRecurrentLayer": ["ResetGate", "InputGate", "MemoryGate"],
    "LongShortTermMemoryLayer": ["InputGate", "ForgetGate", "MemoryGate", "OutputGate"],
}


def recurrent_arrays(layer, n, k, prefix=""):
    out = {}
    for gate in GATES[layer]:
        out |= {f"{prefix}{gate}InputWeights": (n, k), f"{prefix}{gate}StateWeights": (n, n), f"{prefix}{gate}Biases": (n,)}
    return out


def recurrent(layer, x, arrays, n, prefix="", h=None, c=None):
    """Output, last state and cell state, by the module of PyTorch."""
    of = vars(arrays)
    stacked = [torch.cat([of[prefix.replace("/", "_") + gate + part] for gate in GATES[layer]]) for part in ("InputWeights", "StateWeights", "Biases")]
    module = {"BasicRecurrentLayer": torch.nn.RNN, "GatedRecurrentLayer": torch.nn.GRU, "LongShortTermMemoryLayer": torch.nn.LSTM}[layer]
    rnn = module(x.shape[2], n, batch_first=True).double()
    parameters = {"weight_ih_l0": stacked[0], "weight_hh_l0": stacked[1], "bias_ih_l0": stacked[2], "bias_hh_l0": torch.zeros_like(stacked[2])}
    zero = torch.zeros(1, x.shape[0], n, dtype=torch.float64)
    h = zero if h is None else h[None]
    c = zero if c is None else c[None]
    y, last = functional_call(rnn, parameters, (x, (h, c) if layer.startswith("Long") else h))
    return (y, last[0][0], last[1][0]) if layer.startswith("Long") else (y, last[0], None)


def recurrence(g):
    for layer in GATES:
        for n, k, length, batch in ((3, 2, 4, 3), (2, 3, 1, 2), (1, 1, 6, 1), (4, 5, 2, 4)):
            g.case(layer, f'{layer}[{n}, "Input" -> {{{length}, {k}}}]', {"Input": (length, k)}, recurrent_arrays(layer, n, k),
                   lambda i, a, _, layer=layer, n=n: recurrent(layer, i.Input, a, n)[0], batch)
        long = layer.startswith("Long")
        ports = ("State", "CellState") if long else ("State",)
        edges = ", ".join([*(f'NetPort["{p}"] -> NetPort[{{1, "{p}"}}]' for p in ports), *(f'NetPort[{{1, "{p}"}}] -> NetPort["Last{p}"]' for p in ports)])

        def with_states(i, a, _, layer=layer, long=long):
            y, h, c = recurrent(layer, i.Input, a, 2, "1/", i.State, i.CellState if long else None)
            return {"Output": y, "LastState": h, **({"LastCellState": c} if long else {})}

        g.case(layer, f'NetGraph[{{{layer}[2]}}, {{{edges}}}, "Input" -> {{3, 2}}]', {"Input": (3, 2), **{p: (2,) for p in ports}}, recurrent_arrays(layer, 2, 2, "1/"), with_states, 3)

        def dropped(i, a, noise, layer=layer):
            n, count = 2, len(GATES[layer]) * 4
            weights, inputs = noise[0, :count], noise[:, count:]
            x = i.Input * ((inputs >= 0.3).double() / 0.7)[:, None]
            # Masks stand in the order in which the layer stacks its gates.
            order = {"LongShortTermMemoryLayer": ["InputGate", "ForgetGate", "OutputGate", "MemoryGate"]}.get(layer, GATES[layer])
            masks = dict(zip(order, ((weights >= 0.4).double() / 0.6).reshape(-1, n, n)))
            masked = {name: x * masks[name.removesuffix("StateWeights")] if name.endswith("StateWeights") else x for name, x in vars(a).items()}
            return recurrent(layer, x, type(a)(**masked), n)[0]

        g.case(layer, f'{layer}[2, "Dropout" -> {{"VariationalWeights" -> 0.4, "VariationalInput" -> 0.3}}, "Input" -> {{3, 4}}]', {"Input": (3, 4)}, recurrent_arrays(layer, 2, 4), dropped, 3,
               True, (len(GATES[layer]) * 4 + 4,))


def attention(g):
    def one(key, value, query, scoring="Dot", mask=None, heads=False, rescaled=False, weights=False, batch=3):
        k, q = key[-1], query[-1]

        def f(i, a, _):
            n = 2 if heads else 1
            def flat(x):
                x = x.reshape(x.shape[0], -1, *x.shape[-n:])
                return x.transpose(1, 2) if heads else x[:, None]
            K, V, Q = flat(i.Key), flat(i.Value), flat(i.Query)
            if scoring == "Bilinear":
                K = K @ (a.Weights if not weights else a.__dict__["1_Weights"])
            allowed = None
            if mask is not None:
                t = torch.arange(K.shape[2])
                allowed = (t[None] <= t[:, None]) & (t[None] > t[:, None] - mask)
            scale = 1 / math.sqrt(K.shape[-1]) if rescaled else 1.0
            y = F.scaled_dot_product_attention(Q, K, V, attn_mask=allowed, scale=scale)
            y = y.transpose(1, 2) if heads else y[:, 0]
            out = {"Output": y.reshape(batch, *query[:-1], value[-1])}
            if weights:
                w = torch.softmax(scale * Q @ K.transpose(-1, -2), -1)[:, 0]
                out["Weights"] = w.reshape(batch, *query[:-1], *key[:-1])
            return out

        options = f'"{scoring}"'
        if mask is not None:
            options += ', "Mask" -> "Causal"' + ("" if mask > 99 else f" -> {mask}")
        options += (', "MultiHead" -> True' if heads else "") + (', "ScoreRescaling" -> "DimensionSqrt"' if rescaled else "")
        ports = f'"Key" -> {wl(key)}, "Value" -> {wl(value)}, "Query" -> {wl(query)}'
        text = f"AttentionLayer[{options}, {ports}]"
        if weights:
            text = f'NetGraph[{{AttentionLayer[{options}]}}, {{NetPort[{{1, "AttentionWeights"}}] -> NetPort["Weights"]}}, {ports}]'
        arrays = {("1/" if weights else "") + "Weights": (k, q)} if scoring == "Bilinear" else {}
        g.case("AttentionLayer", text, {"Key": key, "Value": value, "Query": query}, arrays, f, batch)

    one((3, 2), (3, 4), (5, 2))
    one((3, 2), (3, 4), (3,), "Bilinear")
    one((4, 2), (4, 3), (4, 2), mask=1000, rescaled=True)
    one((3, 2, 4), (3, 2, 5), (2, 2, 4), heads=True, rescaled=True, batch=2)
    one((4, 3), (4, 2), (4, 2), "Bilinear", mask=2)
    one((2, 2, 3), (2, 2, 1), (3,), batch=1)
    one((3, 2), (3, 2), (4, 3), "Bilinear", weights=True)
    one((3, 2, 2), (3, 2, 3), (3, 2, 3), "Bilinear", mask=1000, heads=True, batch=2)


def scored_attention(g):
    """Attention whose scores a small net gives."""
    score = 'NetGraph[{CatenateLayer[], LinearLayer[3], Tanh, LinearLayer[{}]}, {{NetPort["Input"], NetPort["Query"]} -> 1 -> 2 -> 3 -> 4}]'
    for key, value, query, more, mask, scaled, batch in (
        ((3, 2), (3, 4), (5, 2), "", False, False, 3), ((2, 3), (2, 1), (2, 2), ', "Mask" -> "Causal"', True, False, 2), ((4, 1), (4, 2), (3,), ', "ScoreRescaling" -> "DimensionSqrt"', False, True, 1),
        ((2, 2, 2), (2, 2, 3), (3, 2), "", False, False, 2), ((3, 2, 2), (3, 2, 3), (4, 2, 1), ', "MultiHead" -> True', False, False, 2), ((1, 2), (1, 3), (2, 2), "", False, False, 4),
    ):  # fmt: skip
        heads = "MultiHead" in more
        own = 2 if heads else 1

        def f(i, a, _, own=own, mask=mask, scaled=scaled, query=query, value=value):
            def flat(x):
                x = x.reshape(x.shape[0], -1, *x.shape[-own:])
                return x.transpose(1, 2) if own == 2 else x[:, None]
            K, V, Q = flat(i.Key), flat(i.Value), flat(i.Query)
            both = torch.cat([K[:, :, None].expand(-1, -1, Q.shape[2], -1, -1), Q[:, :, :, None].expand(-1, -1, -1, K.shape[2], -1)], -1)
            inner = torch.tanh(F.linear(both, a.ScoringNet_2_Weights, a.ScoringNet_2_Biases))
            scores = F.linear(inner, a.ScoringNet_4_Weights, a.ScoringNet_4_Biases)[..., 0]
            if scaled:
                scores = scores / math.sqrt(K.shape[-1])
            if mask:
                scores = scores.masked_fill(torch.ones_like(scores, dtype=torch.bool).triu(1), -math.inf)
            y = torch.softmax(scores, -1) @ V
            y = y.transpose(1, 2) if own == 2 else y[:, 0]
            return y.reshape(-1, *query[:-1], value[-1])

        arrays = {"ScoringNet/2/Weights": (3, key[-1] + query[-1]), "ScoringNet/2/Biases": (3,), "ScoringNet/4/Weights": (1, 3), "ScoringNet/4/Biases": (1,)}
        text = f'AttentionLayer[{score}{more}, "Key" -> {wl(key)}, "Value" -> {wl(value)}, "Query" -> {wl(query)}]'
        g.case("AttentionLayer", text, {"Key": key, "Value": value, "Query": query}, arrays, f, batch)


def all_cases(g):
    for part in (batch_normalization, normalization, dropout, random_arrays, recurrence, attention, scored_attention):
        part(g)
