"""python check.py folder: what onnx.checker and onnxruntime say of the files that dump.ts wrote."""
import json, sys, collections
import numpy as np, onnx, onnxruntime as ort

folder = sys.argv[1]
ort.set_default_logger_severity(3)
counts, failed, traced = collections.Counter(), [], collections.Counter()
TYPES = {'tensor(float)': np.float32, 'tensor(int64)': np.int64}

def check(case):
    if 'problem' in case:
        return 'not written: ' + case['problem'][:400]
    path = f"{folder}/{case['file']}"
    onnx.checker.check_model(path, full_check=True)
    session = ort.InferenceSession(path, providers=['CPUExecutionProvider'])
    tolerance = 1e-4 if 'Recurrent' in case['text'] or 'ShortTerm' in case['text'] else 1e-5
    worst = 0.0
    for s in case['samples']:
        feed = {i.name: np.array(s['inputs'][i.name]['data'], dtype=TYPES[i.type]).reshape(s['inputs'][i.name]['shape']) for i in session.get_inputs()}
        got = session.run(None, feed)
        for o, y in zip(session.get_outputs(), got):
            want = s['outputs'][o.name]
            if list(y.shape) != want['shape']:
                return f"{o.name}: shape {y.shape} instead of {want['shape']}"
            if 'RandomArray' in case['text'] or y.size == 0:
                continue
            w = np.array([np.nan if v is None else v for v in want['data']]).reshape(y.shape)
            d = float(np.max(np.abs(y - w) / np.maximum(1, np.abs(w))))
            worst = max(worst, d)
            if not d <= tolerance:
                return f"{o.name}: differs by {d}"
    case['worst'] = worst
    return None

for case in json.load(open(f'{folder}/index.json')):
    try:
        problem = check(case)
    except Exception as e:
        problem = f'{type(e).__name__}: {str(e)[:400]}'
    counts[case['name']] += 1
    if case.get('traced'):
        traced[', '.join(case['traced'])] += 1
    if problem:
        failed.append((case['text'], problem))
for text, problem in failed:
    print('FAIL', text, '\n    ', problem)
total = sum(counts.values())
print(f'{total - len(failed)} of {total} pass; onnx {onnx.__version__}, onnxruntime {ort.__version__}; traced: {dict(traced)}')
sys.exit(bool(failed))
