"""Losses, operators, and functions that become nets."""

import itertools

import torch
import torch.nn.functional as F

from learned import recurrent, recurrent_arrays, wl
from record import Shape, between, index, positive

SHAPES = [((2, 3), 3), ((), 2), ((4,), 1), ((2, 2, 2), 2), ((1,), 4), ((3, 1), 3)]


def size(shape):
    return wl(shape) if shape else '"Real"'


def mean(x):
    return x.reshape(x.shape[0], -1).mean(1)


def regression(g):
    for layer, f in (("MeanSquaredLossLayer", F.mse_loss), ("MeanAbsoluteLossLayer", F.l1_loss)):
        for shape, batch in SHAPES:
            g.case(layer, f'{layer}["Input" -> {size(shape)}]', {"Input": shape, "Target": shape}, {},
                   lambda i, a, _, f=f: {"Loss": mean(f(i.Input, i.Target, reduction="none"))}, batch)


def cross_entropy(g):
    def one(form, input, target, f, batch=3):
        kind = size(input.shape)
        g.case("CrossEntropyLossLayer", f'CrossEntropyLossLayer["{form}", "Input" -> {kind}]', {"Input": input, "Target": target}, {},
               lambda i, a, _: {"Loss": mean(f(i.Input, i.Target))}, batch)  # fmt: skip

    for shape, batch in (((3,), 3), ((2, 4), 2), ((2, 2, 3), 2), ((1,), 2)):
        def picked(p, t):
            return F.nll_loss(p.log().movedim(-1, 1).contiguous(), t.long() - 1, reduction="none")

        one("Index", positive(*shape), index(shape[-1], *shape[:-1]), picked, batch)
        one("Probabilities", positive(*shape), positive(*shape), lambda p, t: -(t * p.log()).sum(-1), batch)
    for shape, batch in (((), 3), ((4,), 2), ((2, 3), 1)):
        one("Binary", between(0.1, 0.9, *shape), between(0, 1, *shape), lambda p, t: F.binary_cross_entropy(p, t, reduction="none"), batch)


def contrastive(g):
    for margin, far, batch in ((0.5, 0.4, 3), (1, 0.9, 2), (0.5, 1.5, 4), (2, 1, 1), (0.1, 0.5, 3), (0.75, 1, 2)):
        g.case("ContrastiveLossLayer", f"ContrastiveLossLayer[{margin}]", {"Input": between(0.05, far), "Target": Shape(low=0, high=1)}, {},
               lambda i, a, _, m=margin: {"Loss": i.Target * F.relu(m - i.Input) + (1 - i.Target) * i.Input}, batch)


def connectionist(g):
    """The sum over all paths of labels that the target is left of, which the loss of PyTorch agrees with."""
    for steps, classes, labels, batch in ((4, 2, (1, 2), 2), (5, 3, (2, 2), 2), (3, 2, (1,), 3), (4, 3, (3, 1, 2), 1), (5, 2, (1, 2, 1), 2), (2, 1, (1,), 4)):
        def f(i, a, _, steps=steps, classes=classes, labels=labels):
            total = 0
            for path in itertools.product(range(classes + 1), repeat=steps):
                if tuple(c + 1 for c, _ in itertools.groupby(path) if c < classes) == labels:
                    p = 1
                    for t, c in enumerate(path):
                        p = p * i.Input[:, t, c]
                    total = total + p
            loss = -torch.log(total)
            own = F.ctc_loss(i.Input.log().transpose(0, 1), torch.tensor([[c - 1 for c in labels]] * i.Input.shape[0]), [steps] * i.Input.shape[0],
                             [len(labels)] * i.Input.shape[0], blank=classes, reduction="none")
            assert torch.allclose(own, loss), (own, loss)
            return {"Loss": loss}

        g.case("CTCLossLayer", f'CTCLossLayer["Input" -> {{{steps}, {classes + 1}}}, "Target" -> {len(labels)}]',
               {"Input": positive(steps, classes + 1), "Target": Shape(len(labels), classes=classes, values=labels)}, {}, f, batch)


def mapped(g):
    for k, (length, n, out, batch) in enumerate(((3, 2, 4, 2), (1, 3, 2, 3), (5, 1, 1, 1), (2, 4, 3, 2))):
        g.case("NetMapOperator", f'NetMapOperator[LinearLayer[{out}], "Input" -> {{{length}, {n}}}]', {"Input": (length, n)}, {"Net/Weights": (out, n), "Net/Biases": (out,)},
               lambda i, a, _: F.linear(i.Input, a.Net_Weights, a.Net_Biases), batch)
    g.case("NetMapOperator", 'NetMapOperator[ConvolutionLayer[2, {2}], "Input" -> {3, 1, 4}]', {"Input": (3, 1, 4)}, {"Net/Weights": (2, 1, 2), "Net/Biases": (2,)},
           lambda i, a, _: F.conv1d(i.Input.reshape(-1, 1, 4), a.Net_Weights, a.Net_Biases).reshape(-1, 3, 2, 3), 2)
    g.case("NetMapOperator", 'NetMapOperator[NetChain[{SoftmaxLayer[], ElementwiseLayer[Sqrt]}], "Input" -> {2, 4}]', {"Input": (2, 4)}, {},
           lambda i, a, _: torch.softmax(i.Input, -1).sqrt(), 3)
    for f, run, batch in (("Plus", lambda x, y: x + y, 2), ("Times", lambda x, y: x * y, 3), ("#1 - #2^2 &", lambda x, y: x - y**2, 1)):
        for length, n in ((3, 2), (1, 4)):
            g.case("NetMapThreadOperator", f'NetMapThreadOperator[NetGraph[{{ThreadingLayer[{f}]}}, {{{{NetPort["x"], NetPort["y"]}} -> 1}}], "x" -> {{{length}, {n}}}, "y" -> {{{length}, {n}}}]',
                   {"x": (length, n), "y": (length, n)}, {}, lambda i, a, _, f=run: f(i.x, i.y), batch)


def folded(g):
    step = 'NetGraph[{CatenateLayer[], LinearLayer[%d], Tanh}, {{NetPort["Input"], NetPort["State"]} -> 1 -> 2 -> 3}, "Input" -> %d, "State" -> %d]'
    for length, n, k, batch in ((3, 2, 3, 2), (1, 1, 2, 3), (5, 3, 1, 1), (2, 2, 2, 4), (4, 1, 1, 2), (6, 2, 1, 2)):
        def f(i, a, _, n=n):
            s = torch.zeros(i.Input.shape[0], n, dtype=torch.float64)
            out = []
            for x in i.Input.unbind(1):
                s = torch.tanh(F.linear(torch.cat([x, s], 1), a.Net_2_Weights, a.Net_2_Biases))
                out.append(s)
            return torch.stack(out, 1)

        g.case("NetFoldOperator", f'NetFoldOperator[{step % (n, k, n)}, "Input" -> {{{length}, {k}}}]', {"Input": (length, k)}, {"Net/2/Weights": (n, n + k), "Net/2/Biases": (n,)}, f, batch)
    for times, n, batch in ((1, 3, 2), (2, 2, 3), (3, 4, 1), (5, 1, 2), (2, 5, 4), (4, 2, 2)):
        def nested(i, a, _, times=times):
            x = i.Input
            for _ in range(times):
                x = torch.tanh(F.linear(x, a.Net_1_Weights, a.Net_1_Biases))
            return x

        g.case("NetNestOperator", f'NetNestOperator[NetChain[{{{n}, Tanh}}], {times}, "Input" -> {n}]', {"Input": (n,)}, {"Net/1/Weights": (n, n), "Net/1/Biases": (n,)}, nested, batch)


def bidirectional(g):
    joins = {"": lambda x, y: torch.cat([x, y], -1), ", Plus": torch.add, ", Times": torch.mul}
    for layer in ("BasicRecurrentLayer", "GatedRecurrentLayer", "LongShortTermMemoryLayer"):
        for (join, run), (n, k, length, batch) in zip((("", joins[""]), (", Plus", joins[", Plus"])) if layer[0] != "B" else (("", joins[""]), (", Times", joins[", Times"])), ((2, 3, 3, 2), (3, 1, 4, 1))):
            def f(i, a, _, layer=layer, n=n, run=run):
                there = recurrent(layer, i.Input, a, n, "ForwardNet/")[0]
                back = recurrent(layer, i.Input.flip(1), a, n, "BackwardNet/")[0].flip(1)
                return run(there, back)

            g.case("NetBidirectionalOperator", f'NetBidirectionalOperator[{layer}[{n}]{join}, "Input" -> {{{length}, {k}}}]', {"Input": (length, k)},
                   recurrent_arrays(layer, n, k, "ForwardNet/") | recurrent_arrays(layer, n, k, "BackwardNet/"), f, batch)


def pairs(g):
    for name in ("EuclideanDistance", "CosineDistance"):
        for k, n, batch in ((2, 3, 2), (4, 2, 3), (3, 5, 1)):
            def f(i, a, _, name=name):
                x, y = F.linear(i.Input, a.Net_Weights, a.Net_Biases).unbind(1)
                return (x - y).norm(dim=1) if name[0] == "E" else 1 - F.cosine_similarity(x, y)

            g.case("NetPairEmbeddingOperator", f'NetPairEmbeddingOperator[LinearLayer[{n}], DistanceFunction -> {name}, "Input" -> {{2, {k}}}]', {"Input": (2, k)}, {"Net/Weights": (n, k), "Net/Biases": (n,)}, f, batch)
    for kind, batch in itertools.product(("JensenShannon", "Wasserstein"), (1, 2, 3)):
        def gan(i, a, _, kind=kind):
            def judged(x):
                y = F.linear(x, a.Discriminator_1_Weights, a.Discriminator_1_Biases)[:, 0]
                return torch.sigmoid(y) if kind[0] == "J" else y
            fake, real = judged(torch.tanh(F.linear(i.Latent, a.Generator_1_Weights, a.Generator_1_Biases))), judged(i.Sample)
            if kind[0] == "J":
                one = torch.ones_like(fake)
                return {"LossFake": F.binary_cross_entropy(fake, 0 * one, reduction="none"), "LossReal": F.binary_cross_entropy(real, one, reduction="none")}
            return {"LossFake": fake, "LossReal": -real}

        n = 1 + batch
        judge = "LogisticSigmoid" if kind[0] == "J" else "ElementwiseLayer[# &]"
        g.case("NetGANOperator", f'NetGANOperator[{{NetChain[{{{n}, Tanh}}, "Input" -> 3], NetChain[{{{"LinearLayer[{}]"}, {judge}}}]}}, "{kind}"]', {"Latent": (3,), "Sample": (n,)},
               {"Generator/1/Weights": (n, 3), "Generator/1/Biases": (n,), "Discriminator/1/Weights": (1, n), "Discriminator/1/Biases": (1,)}, gan, batch)


def functions(g):
    def one(text, inputs, f, batch=2):
        ports = ", ".join(f'"{n}" -> {size(s)}' for n, s in inputs.items())
        g.case("FunctionLayer", f"FunctionLayer[{text}, {ports}]", inputs, {}, lambda i, a, _: f(i), batch)

    one("Total[#^2] &", {"Input": (4,)}, lambda i: (i.Input**2).sum(1))
    one("#a . #b + 1 &", {"a": (2, 3), "b": (3,)}, lambda i: torch.einsum("bij,bj->bi", i.a, i.b) + 1)
    one("Map[Tanh, #] - Mean[#] &", {"Input": (3,)}, lambda i: torch.tanh(i.Input) - i.Input.mean(1, keepdim=True), 3)
    one("<|\"Sum\" -> #x + #y, \"First\" -> #x[[1]]|> &", {"x": (3,), "y": (3,)}, lambda i: {"Sum": i.x + i.y, "First": i.x[:, 0]}, 1)
    one("Nest[Sin, #, 3] &", {"Input": (2, 2)}, lambda i: torch.sin(torch.sin(torch.sin(i.Input))))
    one("Transpose[#x] . #x &", {"x": (3, 2)}, lambda i: i.x.transpose(1, 2) @ i.x, 3)


def all_cases(g):
    for part in (regression, cross_entropy, contrastive, connectionist, mapped, folded, bidirectional, pairs, functions):
        part(g)
