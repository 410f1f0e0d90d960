"""python check.py folder: whether PyTorch computes what dump.ts wrote, forward and backward."""
import collections
import importlib
import json
import sys

import torch
from safetensors.torch import load_file

folder = sys.argv[1]
only = sys.argv[2] if len(sys.argv) > 2 else ""
sys.path.insert(0, folder)
torch.set_num_threads(1)
FORWARD, RECURRENT, BACKWARD = 1e-5, 1e-4, 1e-4


def tensor(value, **options):
    data = [float("nan") if x is None else x for x in value["data"]]
    return torch.tensor(data, dtype=torch.float32).reshape(value["shape"]).requires_grad_(options.get("grad", False))


def difference(got, want):
    """The largest difference, relative to numbers larger than 1."""
    if list(got.shape) != list(want.shape):
        return f"shape {list(got.shape)} instead of {list(want.shape)}"
    if want.numel() == 0:
        return 0.0
    return float(((got - want).abs() / want.abs().clamp_min(1)).max())


def check(case, worst):
    if "problem" in case:
        return "not written: " + case["problem"][:300]
    net = importlib.import_module(case["file"]).Net()
    arrays = load_file(f"{folder}/{case['file']}.safetensors")
    own = dict(net.named_parameters()) | dict(net.named_buffers())
    if own.keys() != arrays.keys():
        return f"arrays {sorted(own)} instead of {sorted(arrays)}"
    with torch.no_grad():
        for name, array in arrays.items():
            if own[name].shape != array.shape:
                return f"{name} has the shape {tuple(own[name].shape)} instead of {tuple(array.shape)}"
            own[name].copy_(array)
    loose = any(w in case["text"] for w in ("Recurrent", "ShortTerm", "CTC", "InverseErf"))
    for s in case["samples"]:
        net.train(s["train"])
        inputs = {n: tensor(v, grad=True) for n, v in s["inputs"].items()}
        got = net(*inputs.values())
        got = got if isinstance(got, tuple) else (got,)
        random = "RandomArray" in case["text"]
        for (name, value), y in zip(s["outputs"].items(), got, strict=True):
            want = tensor(value)
            d = difference(y, want)
            if random and not isinstance(d, str):
                continue
            if isinstance(d, str) or not d <= (RECURRENT if loose else FORWARD):
                return f"{name}{' (training)' if s['train'] else ''}: {d}"
            worst["forward"] = max(worst["forward"], d)
        total = sum((y * tensor(s["weights"][n])).sum() for n, y in zip(s["outputs"], got))
        if not total.requires_grad or random:
            continue
        net.zero_grad()
        total.backward()
        for name, value in s["gradients"].items():
            p = inputs[name[6:]] if name.startswith("input ") else own[name]
            g = torch.zeros_like(p) if p.grad is None else p.grad
            d = difference(g, tensor(value))
            if isinstance(d, str) or not d <= BACKWARD:
                return f"gradient of {name}{' (training)' if s['train'] else ''}: {d}"
            worst["gradient"] = max(worst["gradient"], d)
    return None


counts, failed, refused, worst = collections.Counter(), [], [], collections.Counter()
for case in json.load(open(f"{folder}/index.json")):
    if only not in case["text"]:
        continue
    if "refused" in case:
        refused.append(f"{case['text']} ({case['refused']})")
        continue
    try:
        problem = check(case, worst)
    except Exception as e:
        problem = f"{type(e).__name__}: {str(e)[:300]}"
    counts[case["name"]] += 1
    if problem:
        failed.append((case["text"], case["file"], problem))
for text, file, problem in failed:
    print("FAIL", file, text, "\n    ", problem)
for text in refused:
    print("no form:", text)
total = sum(counts.values())
print(f"{total - len(failed)} of {total} pass; torch {torch.__version__}; largest differences {dict(worst)}")
sys.exit(bool(failed))
