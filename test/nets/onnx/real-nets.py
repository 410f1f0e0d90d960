"""python test/nets/onnx/real-nets.py folder model.onnx...: inputs for published models and what onnxruntime gives for them, one line of nets.jsonl each, for real-nets.ts.

Open sizes: batches of 2 (3 where there are states, which come in pairs), pictures of 64 x 96, 3 channels, sequences of 24; voices are windows of 512 numbers at 16 kHz.
"""
import json, os, sys
import numpy as np, onnx, onnxruntime as ort

folder, files = sys.argv[1], sys.argv[2:]
os.makedirs(folder, exist_ok=True)
ort.set_default_logger_severity(4)
KINDS = {'tensor(float)': np.float32, 'tensor(int64)': np.int64, 'tensor(int32)': np.int32}

def sizes(i, names):
    shape, voice = list(i.shape), 'sr' in names or 'state' in names
    if i.name == 'state':
        return [2, shape[1] if isinstance(shape[1], int) else 3, 128]
    if i.name in ('h', 'c'):
        return [s if isinstance(s, int) else 3 for s in shape]
    open_ = [not isinstance(s, int) or s < 0 for s in shape]
    if len(shape) == 4 and shape[1] == 3:
        given = [2, 3, 48 if shape[2] == 48 or '?' == shape[2] and isinstance(shape[0], str) else 64, 96]
    elif voice:
        given = [3, 512 if names[1] != 'h' or 'sr' in names else 576]
    elif 'samples' in shape:
        given = [1, 8000]
    else:
        given = [2] + [24] * (len(shape) - 1)
    return [given[k] if o else s for k, (s, o) in enumerate(zip(shape, open_))]

def values(i, shape, rng):
    kind = KINDS[i.type]
    if i.name == 'sr':
        return np.array(16000, dtype=kind)
    if 'mask' in i.name:
        m = np.ones(shape, dtype=kind)
        m[-1, shape[1] * 2 // 3:] = 0
        return m
    if i.name == 'token_type_ids':
        return np.zeros(shape, dtype=kind)
    if kind != np.float32:
        return rng.integers(0, 256, shape).astype(kind)
    if len(shape) == 4:
        return rng.uniform(-1, 1, shape).astype(kind)
    return (rng.standard_normal(shape) * 0.3).astype(kind)

def stored(x):
    x = np.asarray(x)
    return {'type': str(x.dtype), 'shape': list(x.shape), 'data': [float(f'{v:.9g}') for v in x.astype(np.float64).ravel()]}

with open(f'{folder}/nets.jsonl', 'w') as out:
    for f in files:
        rng = np.random.default_rng(1)
        session = ort.InferenceSession(f, providers=['CPUExecutionProvider'])
        names = [i.name for i in session.get_inputs()]
        feed = {i.name: values(i, sizes(i, names), rng) for i in session.get_inputs()}
        got = session.run(None, feed)
        outputs = {o.name: stored(y) for o, y in zip(session.get_outputs(), got)}
        out.write(json.dumps({'file': os.path.abspath(f), 'inputs': {n: stored(v) for n, v in feed.items()}, 'outputs': outputs}) + '\n')
        print(os.path.basename(f), {n: v.shape for n, v in feed.items()}, [y.shape for y in got])
