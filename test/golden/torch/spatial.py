"""Layers that move windows over planes, and those that resize and transform them."""

import torch
import torch.nn.functional as F

from record import between, when


def pads_of(padding, spatial, kernel, stride, dilation):
    """A number, pairs, or "Same": as many windows as size / stride rounded up, the smaller half before."""
    if isinstance(padding, int):
        return [(padding, padding)] * len(spatial)
    if padding != "Same":
        return padding
    totals = [
        max((-(-n // s) - 1) * s + d * (k - 1) + 1 - n, 0) for n, k, s, d in zip(spatial, kernel, stride, dilation)
    ]
    return [(t // 2, t - t // 2) for t in totals]


def padded(x, pads):
    return F.pad(x, [n for pair in reversed(pads) for n in pair])


def wl(x):
    if isinstance(x, (list, tuple)):
        return "{" + ", ".join(wl(y) for y in x) + "}"
    return f'"{x}"' if isinstance(x, str) else str(x)


def last_to_first(x):
    return x.movedim(-1, 1)


def options(**given):
    names = {"stride": '"Stride"', "dilation": '"Dilation"', "padding": "PaddingSize", "groups": '"ChannelGroups"'}
    return "".join(f", {names[k]} -> {wl(v)}" for k, v in given.items() if v is not None)


def convolutions(g):
    conv = {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}

    def one(out, channels, spatial, kernel, stride=None, dilation=None, padding=None, groups=None, last=False, bias=True, batch=3):
        n = len(spatial)
        s, d, gr = stride or [1] * n, dilation or [1] * n, groups or 1
        pads = pads_of(padding or 0, spatial, kernel, s, d)
        size = [*spatial, channels] if last else [channels, *spatial]
        text = f"ConvolutionLayer[{out}, {wl(kernel)}{options(stride=stride, dilation=dilation, padding=padding, groups=groups)}"
        text += when(last, ", Interleaving -> True") + when(not bias, ', "Biases" -> None') + f', "Input" -> {wl(size)}]'
        arrays = {"Weights": (out, channels // gr, *kernel), **({"Biases": (out,)} if bias else {})}

        def f(i, a, _):
            x = padded(last_to_first(i.Input) if last else i.Input, pads)
            y = conv[n](x, a.Weights, getattr(a, "Biases", None), s, 0, d, gr)
            return y.movedim(1, -1) if last else y

        g.case("ConvolutionLayer", text, {"Input": size}, arrays, f, batch)

    one(2, 3, [5, 4], [2, 3])
    one(3, 2, [9], [3], stride=[2], dilation=[2], padding=1, batch=2)
    one(4, 2, [7, 6], [3, 2], stride=[2, 1], dilation=[1, 2], padding=[[1, 0], [2, 1]], groups=2)
    one(2, 2, [3, 4, 4], [2, 2, 3], stride=[1, 2, 1], padding=1, batch=2)
    one(3, 2, [5, 6], [3, 3], stride=[2, 2], padding="Same", last=True, bias=False)
    one(1, 1, [4, 5, 5], [2, 2, 2], dilation=[1, 2, 2], batch=1)
    one(2, 3, [6, 7], [3, 2], dilation=[2, 3], padding="Same", batch=4)


def deconvolutions(g):
    deconv = {1: F.conv_transpose1d, 2: F.conv_transpose2d}

    def one(out, channels, spatial, kernel, stride=None, padding=None, groups=None, last=False, bias=True, batch=3):
        n = len(spatial)
        s, gr = stride or [1] * n, groups or 1
        cuts = [(padding, padding)] * n if isinstance(padding, int) else padding or [(0, 0)] * n
        size = [*spatial, channels] if last else [channels, *spatial]
        text = f"DeconvolutionLayer[{out}, {wl(kernel)}{options(stride=stride, padding=padding, groups=groups)}"
        text += when(last, ", Interleaving -> True") + when(not bias, ', "Biases" -> None') + f', "Input" -> {wl(size)}]'
        arrays = {"Weights": (channels, out // gr, *kernel), **({"Biases": (out,)} if bias else {})}

        def f(i, a, _):
            x = last_to_first(i.Input) if last else i.Input
            y = deconv[n](x, a.Weights, getattr(a, "Biases", None), s, 0, 0, gr)
            for k, (before, after) in enumerate(cuts):
                y = y.narrow(k + 2, before, y.shape[k + 2] - before - after)
            return y.movedim(1, -1) if last else y

        g.case("DeconvolutionLayer", text, {"Input": size}, arrays, f, batch)

    one(2, 2, [4], [3])
    one(3, 2, [4], [3], stride=[2], padding=1, batch=2)
    one(2, 3, [3, 4], [2, 3], stride=[2, 1])
    one(4, 2, [3, 3], [3, 2], stride=[1, 3], padding=[[1, 0], [0, 1]], groups=2)
    one(1, 2, [3, 3], [2, 2], last=True, bias=False, batch=1)
    one(6, 3, [2, 3], [3, 3], stride=[3, 2], padding=1, groups=3, batch=2)


def poolings(g):
    most = {1: F.max_pool1d, 2: F.max_pool2d, 3: F.max_pool3d}
    mean = {1: F.avg_pool1d, 2: F.avg_pool2d, 3: F.avg_pool3d}

    def one(spatial, kernel, stride, function="Max", padding=None, last=False, channels=2, batch=3):
        n = len(spatial)
        pads = pads_of(padding or 0, spatial, kernel, stride, [1] * n)
        size = [*spatial, channels] if last else [channels, *spatial]
        text = f'PoolingLayer[{wl(kernel)}, {wl(stride)}, "Function" -> {function}{options(padding=padding)}'
        text += when(last, ", Interleaving -> True") + f', "Input" -> {wl(size)}]'

        def f(i, a, _):
            x = padded(last_to_first(i.Input) if last else i.Input, pads)
            area = 1
            for k in kernel:
                area *= k
            y = most[n](x, kernel, stride) if function == "Max" else mean[n](x, kernel, stride) * (area if function == "Total" else 1)
            return y.movedim(1, -1) if last else y

        g.case("PoolingLayer", text, {"Input": size}, {}, f, batch)

    one([6, 5], [2, 2], [2, 2])
    one([8], [3], [2], "Mean")
    one([4, 5], [3, 2], [1, 2], "Total", padding=1)
    one([4, 4, 3], [2, 2, 2], [2, 1, 1], batch=2)
    one([5, 5], [3, 3], [2, 2], "Mean", padding="Same", last=True)
    one([6, 4], [2, 3], [1, 1], padding=[[1, 0], [0, 2]], channels=1, batch=1)
    one([3, 4, 4], [2, 1, 2], [1, 2, 2], "Mean", padding=1, batch=2)


def resizes(g):
    def one(sizes, spatial, to, nearest=False, channels=2, batch=2):
        way = ', "Resampling" -> "Nearest"' if nearest else ""
        text = f'ResizeLayer[{sizes}{way}, "Input" -> {wl([channels, *spatial])}]'

        def f(i, a, _):
            if nearest:
                return F.interpolate(i.Input, size=to, mode="nearest-exact")
            return F.interpolate(i.Input, size=to, mode={1: "linear", 2: "bilinear"}[len(to)], align_corners=True)

        g.case("ResizeLayer", text, {"Input": [channels, *spatial]}, {}, f, batch)

    one("{5, 3}", [3, 4], [5, 3])
    one("{7}", [4], [7], channels=3)
    one("{2, 6}", [4, 4], [2, 6], nearest=True)
    one("{Scaled[2], Scaled[1/2]}", [3, 4], [6, 2])
    one("{1, 5}", [3, 3], [1, 5], batch=3)
    one("{3}", [8], [3], nearest=True, channels=1)


def transformations(g):
    def one(h, w, channels, spatial, low, high, batch=2):
        def f(i, a, _):
            grid = F.affine_grid(i.Parameters.reshape(-1, 2, 3), (batch, channels, h, w), align_corners=True)
            return F.grid_sample(i.Input, grid, mode="bilinear", padding_mode="zeros", align_corners=True)

        text = f'SpatialTransformationLayer[{{{h}, {w}}}, "Input" -> {wl([channels, *spatial])}]'
        g.case("SpatialTransformationLayer", text, {"Input": [channels, *spatial], "Parameters": between(low, high, 6)}, {}, f, batch)

    one(3, 3, 1, [3, 3], -0.5, 0.5)
    one(2, 4, 2, [3, 4], -1, 1)
    one(5, 5, 1, [4, 4], 0.1, 0.7, batch=3)
    one(3, 2, 3, [5, 2], -0.4, 0.9)
    one(4, 4, 1, [3, 5], -1.5, 1.5, batch=1)
    one(2, 2, 2, [6, 6], -0.3, 0.3)


def shuffles(g):
    for factor, c, h, w, batch in [(2, 4, 2, 3, 3), (2, 8, 2, 2, 1), (3, 9, 1, 2, 2), (1, 2, 3, 3, 2), (3, 18, 2, 1, 2), (2, 12, 1, 1, 4)]:
        g.case("PixelShuffleLayer", f'PixelShuffleLayer[{factor}, "Input" -> {wl([c, h, w])}]', {"Input": (c, h, w)}, {},
               lambda i, a, _, r=factor: F.pixel_shuffle(i.Input, r), batch)


def local_responses(g):
    for alpha, beta, bias, width, shape in [
        (1, 0.5, 1, 2, (5, 2, 2)), (0.3, 0.75, 2, 1, (4, 3, 2)), (2, 1, 0.5, 0, (3, 2, 2)), (1, 0.5, 1, 3, (2, 2, 3)),
        (0.01, 0.75, 1, 2, (7, 1, 2)), (1, 2, 1, 1, (3, 1, 1)),
    ]:
        text = f'LocalResponseNormalizationLayer["Alpha" -> {alpha}, "Beta" -> {beta}, "Bias" -> {bias}, "ChannelWindowSize" -> {width}, "Input" -> {wl(shape)}]'
        g.case("LocalResponseNormalizationLayer", text, {"Input": shape}, {},
               lambda i, a, _, n=2 * width + 1, p=(alpha, beta, bias): F.local_response_norm(i.Input, n, *p))


def augmentations(g):
    def one(h, w, shape, probabilities=(0, 0), train=True, batch=3):
        c, h0, w0 = shape

        def f(i, a, noise):
            if not train:
                return i.Input[:, :, (h0 - h) // 2 : (h0 - h) // 2 + h, (w0 - w) // 2 : (w0 - w) // 2 + w]
            out = []
            for x, (top, left, up, side) in zip(i.Input, noise.tolist()):
                y, z = int(top * (h0 - h + 1)), int(left * (w0 - w + 1))
                x = x[:, y : y + h, z : z + w]
                x = x.flip(1) if up < probabilities[0] else x
                out.append(x.flip(2) if side < probabilities[1] else x)
            return torch.stack(out)

        text = f'ImageAugmentationLayer[{{{h}, {w}}}, "ReflectionProbabilities" -> {wl(probabilities)}, "Input" -> {wl(shape)}]'
        g.case("ImageAugmentationLayer", text, {"Input": shape}, {}, f, batch, train, noise=(4,) if train else None)

    one(2, 3, (1, 4, 5))
    one(3, 3, (2, 5, 4), train=False)
    one(2, 2, (1, 3, 3), (0.5, 0.5), batch=4)
    one(4, 2, (3, 4, 4), (1, 0))
    one(1, 3, (2, 3, 6), (0, 1), batch=2)
    one(4, 5, (1, 7, 8), train=False, batch=1)


def all_cases(g):
    for part in (convolutions, deconvolutions, poolings, resizes, transformations, shuffles, local_responses, augmentations):
        part(g)
