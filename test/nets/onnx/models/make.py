"""Makes the models of this folder and what onnxruntime gives for them: python test/nets/onnx/models/make.py (torch, onnx, onnxruntime, safetensors).

Each model is NAME.onnx, its inputs and outputs are "in:..." and "out:..." in NAME.safetensors. Tests read the files and need no Python."""
import os, warnings
warnings.filterwarnings('ignore')
import numpy as np, onnx, onnxruntime as ort, torch, torch.nn as nn
from onnx import TensorProto as T, helper as h, numpy_helper
from safetensors.numpy import save_file

HERE = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(1)
torch.manual_seed(1)
F = lambda *s: (rng.normal(size=s) * 0.5).astype(np.float32)


def keep(name, feeds, model=None):
    path = f'{HERE}/{name}.onnx'
    if model is not None:
        onnx.checker.check_model(model)
        onnx.save(model, path)
    s = ort.InferenceSession(path, providers=['CPUExecutionProvider'])
    ys = s.run(None, feeds)
    data = {f'in:{k}': np.ascontiguousarray(v.astype(np.float32)) for k, v in feeds.items()}
    data.update({f'out:{o.name}': np.ascontiguousarray(np.asarray(y).astype(np.float32)) for o, y in zip(s.get_outputs(), ys)})
    save_file(data, f'{HERE}/{name}.safetensors')


def graph(name, nodes, inputs, outputs, constants, opset=17, feeds=None):
    port = lambda p: h.make_tensor_value_info(p[0], p[1], p[2])
    inits = [v if isinstance(v, onnx.TensorProto) else numpy_helper.from_array(v, k) for k, v in constants.items()]
    m = h.make_model(h.make_graph(nodes, name, [port(p) for p in inputs], [port(p) for p in outputs], inits),
                     opset_imports=[h.make_opsetid('', opset)], ir_version=8 if opset > 8 else 4)
    keep(name, feeds, m)


def torched(name, net, x, opset=17, **more):
    args = x if isinstance(x, tuple) else (x,)
    names = [f'x{i}' for i in range(len(args))] if len(args) > 1 else ['x']
    torch.onnx.export(net.eval(), args, f'{HERE}/{name}.onnx', input_names=names, output_names=['y'], opset_version=opset, dynamo=False,
                      dynamic_axes={**{n: {0: 'N'} for n in names}, 'y': {0: 'N'}}, **more)
    keep(name, {n: a.numpy() for n, a in zip(names, args)})


class Conv(nn.Module):
    def __init__(s):
        super().__init__()
        s.f = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2, padding=1), nn.Conv2d(4, 6, 3, groups=2, stride=2), nn.GELU(),
                            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(6, 5), nn.LayerNorm(5), nn.SiLU(), nn.Linear(5, 3))
        s.f[1].running_mean[:] = torch.randn(4)
        s.f[1].running_var[:] = torch.rand(4) + 0.5
    def forward(s, x): return torch.softmax(s.f(x), -1)


class Recurrent(nn.Module):
    def __init__(s):
        super().__init__()
        s.e = nn.Embedding(11, 5)
        s.l = nn.LSTM(5, 4, batch_first=True, bidirectional=True)
        s.g = nn.GRU(8, 3, batch_first=True)
        s.r = nn.RNN(3, 3, batch_first=True)
        s.o = nn.Linear(3, 2)
    def forward(s, x):
        y, _ = s.l(s.e(x)); y, _ = s.g(y); y, _ = s.r(y)
        return s.o(y[:, -1])


class Attention(nn.Module):
    """One block of a transformer encoder, heads and all."""
    def __init__(s):
        super().__init__()
        s.q, s.k, s.v, s.o = (nn.Linear(6, 6) for _ in range(4))
        s.n, s.f = nn.LayerNorm(6), nn.Sequential(nn.Linear(6, 8), nn.Hardswish(), nn.Linear(8, 6))
    def forward(s, x):
        heads = lambda y: y.view(y.size(0), 5, 2, 3).transpose(1, 2)
        q, k, v = heads(s.q(x)), heads(s.k(x)), heads(s.v(x))
        a = torch.softmax(q @ k.transpose(-1, -2) / 3 ** 0.5, -1) @ v
        x = s.n(x + s.o(a.transpose(1, 2).reshape(x.size(0), 5, 6)))
        return x + s.f(x)


torched('conv', Conv(), torch.randn(2, 1, 8, 8))
torched('conv-9', Conv(), torch.randn(2, 1, 8, 8), opset=9)
torched('recurrent', Recurrent(), torch.randint(0, 11, (2, 4)))
torched('attention', Attention(), torch.randn(2, 5, 6), opset=14)
torched('upsample', nn.Sequential(nn.ConvTranspose2d(2, 3, 3, stride=2, padding=1, output_padding=1), nn.LeakyReLU(0.2), nn.Upsample(scale_factor=2, mode='bilinear')),
        torch.randn(2, 2, 3, 3))

# Sizes from Shape, Gather, Concat and Expand; a condition that is known; sizes of sequences that vary.
inner = lambda op: h.make_graph([h.make_node(op, ['x'], [op + '_y'])], op, [], [h.make_tensor_value_info(op + '_y', T.FLOAT, None)])
graph('shapes', [
    h.make_node('Shape', ['x'], ['s']), h.make_node('Gather', ['s', 'zero'], ['n']), h.make_node('Gather', ['s', 'one'], ['l']),
    h.make_node('Unsqueeze', ['n', 'axes0'], ['n1']), h.make_node('Concat', ['n1', 'three'], ['ns'], axis=0), h.make_node('Expand', ['token', 'ns'], ['tokens']),
    h.make_node('Unsqueeze', ['tokens', 'axes1'], ['first']), h.make_node('Concat', ['first', 'x'], ['all'], axis=1),
    h.make_node('ReduceMean', ['all'], ['m'], axes=[1], keepdims=0), h.make_node('Size', ['s'], ['rank']), h.make_node('Equal', ['rank', 'rank3'], ['is3']),
    h.make_node('If', ['is3'], ['t'], then_branch=inner('Tanh'), else_branch=inner('Exp')), h.make_node('ReduceMax', ['t'], ['tm'], axes=[1], keepdims=0),
    h.make_node('Add', ['m', 'tm'], ['y'])], [('x', T.FLOAT, ['N', 'L', 3])], [('y', T.FLOAT, ['N', 3])],
    {'zero': np.int64(0), 'one': np.int64(1), 'axes0': np.array([0]), 'axes1': np.array([1]), 'three': np.array([3]), 'token': F(3), 'rank3': np.int64(3)},
    feeds={'x': F(2, 4, 3)})

# Every element type, as raw data and as lists; quantized weights that are cast and scaled.
w = rng.integers(-100, 100, (4, 3)).astype(np.int8)

def types():
    n = [h.make_node('Cast', ['w8'], ['wf'], to=T.FLOAT), h.make_node('Mul', ['wf', 'scale'], ['w']), h.make_node('MatMul', ['x', 'w'], ['a']),
         h.make_node('DequantizeLinear', ['u8', 's', 'z'], ['d'], axis=0), h.make_node('Add', ['a', 'd'], ['b'])]
    last = 'b'
    for i, name in enumerate(['half', 'brain', 'double', 'int', 'long']):
        n += [h.make_node('Cast', [name], [name + 'f'], to=T.FLOAT), h.make_node('Add', [last, name + 'f'], [f'c{i}'])]
        last = f'c{i}'
    n.append(h.make_node('Where', ['flags', last, 'listed'], ['y']))
    constants = {'w8': w, 'scale': np.array(0.02, np.float32), 'u8': np.array([3, 4, 250], np.uint8), 's': np.array([0.5, 0.25, 0.125], np.float32),
                 'z': np.array([1, 2, 3], np.uint8), 'half': F(3).astype(np.float16), 'brain': h.make_tensor('brain', T.BFLOAT16, [3], [0.5, -1.25, 3.0]),
                 'double': h.make_tensor('double', T.DOUBLE, [3], [0.1, 0.2, 0.3]), 'int': h.make_tensor('int', T.INT32, [3], [1, -2, 3]),
                 'long': h.make_tensor('long', T.INT64, [3], [-4, 5, 6]), 'flags': h.make_tensor('flags', T.BOOL, [3], [1, 0, 1]),
                 'listed': h.make_tensor('listed', T.FLOAT, [3], [1.5, 2.5, 3.5])}
    graph('types', n, [('x', T.FLOAT, ['N', 4])], [('y', T.FLOAT, ['N', 3])], constants, feeds={'x': F(2, 4)})


types()

# Old ways of saying things: attributes that are inputs now.
graph('old', [
    h.make_node('Pad', ['x'], ['p'], pads=[0, 0, 1, 0, 0, 2], mode='reflect'), h.make_node('Slice', ['p'], ['s'], starts=[1], ends=[6], axes=[2]),
    h.make_node('Clip', ['s'], ['c'], min=-0.5, max=0.75), h.make_node('Unsqueeze', ['c'], ['u'], axes=[3]), h.make_node('Upsample', ['u', 'scales'], ['r'], mode='nearest'),
    h.make_node('Transpose', ['r'], ['t'], perm=[0, 2, 1, 3]), h.make_node('Squeeze', ['t'], ['q'], axes=[3]), h.make_node('Softmax', ['q'], ['y'], axis=1)],
    [('x', T.FLOAT, ['N', 2, 4])], [('y', T.FLOAT, ['N', 10, 2])], {'scales': np.array([1, 1, 2, 1], np.float32)}, opset=9, feeds={'x': F(2, 2, 4)})

# Two directions with initial states, all outputs; windows that do not fit.
H = 3
graph('states', [h.make_node('LSTM', ['x', 'w', 'r', 'b', '', 'h', 'c'], ['y', 'yh', 'yc'], hidden_size=H, direction='bidirectional')],
      [('x', T.FLOAT, [5, 'N', 2]), ('h', T.FLOAT, [2, 'N', H]), ('c', T.FLOAT, [2, 'N', H])],
      [('y', T.FLOAT, [5, 2, 'N', H]), ('yh', T.FLOAT, [2, 'N', H]), ('yc', T.FLOAT, [2, 'N', H])],
      {'w': F(2, 4 * H, 2), 'r': F(2, 4 * H, H), 'b': F(2, 8 * H)}, feeds={'x': F(5, 2, 2), 'h': F(2, 2, H), 'c': F(2, 2, H)})
graph('windows', [
    h.make_node('Conv', ['x', 'w'], ['a'], auto_pad='SAME_LOWER', strides=[2, 1]), h.make_node('AveragePool', ['a'], ['b'], kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1),
    h.make_node('MaxPool', ['b'], ['y'], kernel_shape=[3, 3], pads=[1, 1, 1, 1])],
    [('x', T.FLOAT, ['N', 2, 7, 5])], [('y', T.FLOAT, ['N', 3, 2, 3])], {'w': F(3, 2, 2, 4)}, feeds={'x': F(2, 2, 7, 5)})

# Steps: a GRU whose reset gate comes first, a loop of known length, a scan that sees an array from outside.
value = lambda name, shape, kind=T.FLOAT: h.make_tensor_value_info(name, kind, shape)
body = h.make_graph([h.make_node('Mul', ['before', 'factor'], ['scaled']), h.make_node('Add', ['scaled', 'last'], ['after']), h.make_node('Identity', ['on'], ['goes']),
                     h.make_node('Tanh', ['after'], ['seen'])], 'body', [value('i', [], T.INT64), value('on', [], T.BOOL), value('before', ['N', H])],
                    [value('goes', [], T.BOOL), value('after', ['N', H]), value('seen', ['N', H])])
along = h.make_graph([h.make_node('Add', ['sum_in', 'step'], ['added']), h.make_node('Mul', ['added', 'after3'], ['sum_out']), h.make_node('Sigmoid', ['sum_out'], ['each'])],
                     'along', [value('sum_in', ['N', H]), value('step', ['N', H])], [value('sum_out', ['N', H]), value('each', ['N', H])])
graph('steps', [
    h.make_node('GRU', ['x', 'w', 'r', 'b'], ['g', 'last1'], hidden_size=H), h.make_node('Squeeze', ['last1', 'axis0'], ['last']), h.make_node('Squeeze', ['g', 'axis1'], ['s']),
    h.make_node('Loop', ['three', '', 'last'], ['after3', 'seen3'], body=body), h.make_node('Scan', ['last', 's'], ['sum', 'each_step'], body=along, num_scan_inputs=1),
    h.make_node('ReduceMax', ['each_step'], ['top'], axes=[0], keepdims=0),
    h.make_node('ReduceMean', ['seen3'], ['mean'], axes=[0], keepdims=0), h.make_node('Sum', ['sum', 'top', 'mean'], ['y'])],
    [('x', T.FLOAT, [5, 'N', 2])], [('y', T.FLOAT, ['N', H])],
    {'w': F(1, 3 * H, 2), 'r': F(1, 3 * H, H), 'b': F(1, 6 * H), 'axis0': np.array([0]), 'axis1': np.array([1]), 'three': np.int64(3), 'factor': F(H)}, feeds={'x': F(5, 2, 2)})

# Orders along an axis, and windows with holes.
graph('orders', [
    h.make_node('MaxPool', ['x'], ['a'], kernel_shape=[2, 2], dilations=[2, 1], strides=[1, 2], pads=[1, 0, 1, 0]),
    h.make_node('AveragePool', ['a'], ['b'], kernel_shape=[2, 2], dilations=[1, 2], pads=[0, 1, 0, 1]),
    h.make_node('CumSum', ['b', 'axis'], ['c'], reverse=1), h.make_node('TopK', ['c', 'two'], ['v', 'i'], axis=2), h.make_node('Trilu', ['v'], ['t'], upper=0),
    h.make_node('Cast', ['i'], ['f'], to=T.FLOAT), h.make_node('Add', ['t', 'f'], ['y'])],
    [('x', T.FLOAT, ['N', 2, 6, 7])], [('y', T.FLOAT, ['N', 2, 2, 3])], {'axis': np.int64(3), 'two': np.array([2])}, opset=19, feeds={'x': F(2, 2, 6, 7)})


# Attention as modules of PyTorch export it: heads and batch in one axis, weights that are outputs, masks of three kinds.
class Heads(nn.Module):
    def __init__(s):
        super().__init__()
        s.causal, s.seen = (nn.MultiheadAttention(6, 2, batch_first=True) for _ in range(2))
        s.c, s.o = nn.Linear(6, 18), nn.Linear(6, 6)
        s.register_buffer('m', torch.tril(torch.ones(4, 4)).view(1, 1, 4, 4))
    def forward(s, x):
        x = x + s.causal(x, x, x, need_weights=False, attn_mask=torch.triu(torch.full((4, 4), float('-inf')), 1))[0]
        y, weights = s.seen(x, x, x)
        heads = [v.view(v.size(0), 4, 2, 3).transpose(1, 2) for v in s.c(x + y).split(6, 2)]
        scores = (heads[0] @ heads[1].transpose(-2, -1) / 3 ** 0.5).masked_fill(s.m == 0, float('-inf'))
        return s.o((torch.softmax(scores, -1) @ heads[2]).transpose(1, 2).contiguous().view(x.size(0), 4, 6)) + (weights @ x)

torch.manual_seed(1)
torched('heads', Heads(), torch.tensor(F(2, 4, 6)))
