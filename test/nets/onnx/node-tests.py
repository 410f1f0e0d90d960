"""python test/nets/onnx/node-tests.py folder: the node tests of the package onnx as files for node-tests.ts, one model and one line of tests.jsonl each."""
import json, os, sys, warnings
import numpy as np
from onnx import TensorProto, numpy_helper
from onnx.backend.test.loader import load_model_tests
warnings.filterwarnings('ignore')

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)

def plain(x):
    if isinstance(x, TensorProto):
        if x.data_type > TensorProto.BFLOAT16:  # numbers of 8 bits and fewer: types that are not claimed
            return None
        x = numpy_helper.to_array(x)
    if not isinstance(x, (np.ndarray, np.generic)):
        return None
    x = np.asarray(x)
    if x.dtype.kind in 'OUS' or x.dtype.kind == 'c':
        return None
    data = x.astype(np.float64).ravel().tolist()
    return {'type': str(x.dtype), 'shape': list(x.shape), 'data': [str(v) if v != v or v in (float('inf'), float('-inf')) else v for v in data]}

with open(f'{folder}/tests.jsonl', 'w') as out:
    for t in load_model_tests(kind='node'):
        with open(f'{folder}/{t.name}.onnx', 'wb') as f:
            f.write(t.model.SerializeToString())
        initial = {i.name for i in t.model.graph.initializer}
        names = [[i.name for i in t.model.graph.input if i.name not in initial], [o.name for o in t.model.graph.output]]
        sets = [[dict(zip(n, map(plain, values))) for n, values in zip(names, s)] for s in t.data_sets[:1]]
        out.write(json.dumps({'name': t.name, 'rtol': t.rtol, 'atol': t.atol, 'inputs': sets[0][0], 'outputs': sets[0][1]}) + '\n')
