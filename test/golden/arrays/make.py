"""Small files of arrays as their own libraries write them, and what is in them (expected.json).

Run in this folder with NumPy, PyTorch, safetensors and h5py; the tests only read what it wrote.
"""
import collections
import json

import h5py
import numpy as np
import safetensors.torch
import torch

expected = {}


def note(file, arrays):
    """Names, shapes and numbers of a file; integers as text, since JSON has none of 64 bits."""
    def flat(a):
        if a.dtype.kind == "c":
            return [part for x in a.ravel() for part in (float(x.real), float(x.imag))]
        return [str(int(x)) if a.dtype.kind in "iub" else float(x) for x in a.ravel()]
    expected[file] = {name: {"shape": list(a.shape), "data": flat(a)} for name, a in arrays.items()}


def npy():
    kinds = "?,u1,i1,u2,i2,u4,i4,u8,i8,f2,f4,f8,c8,c16".split(",")
    values = {k: (np.arange(6).reshape(2, 3) - 2).astype("i8").astype(k) for k in kinds}
    values["i8"][0, 0] = 2**62 + 1
    for k, a in values.items():
        name = f"{k.replace('?', 'b1')}.npy"
        np.save(name, a)
        note(name, {"": a})
    f = np.asfortranarray(np.arange(24, dtype="f4").reshape(2, 3, 4))
    big = np.arange(4).astype(">f8")
    for name, a in {"fortran.npy": f, "big.npy": big, "number.npy": np.float32(2.5), "empty.npy": np.zeros((0, 3))}.items():
        np.save(name, a)
        note(name, {"": np.asarray(a)})
    np.save("objects.npy", np.array([{}, 1], dtype=object))
    np.savez("plain.npz", w=f, b=big)
    np.savez_compressed("packed.npz", w=f, zeros=np.zeros(1000))
    note("plain.npz", {"w": f, "b": big})
    note("packed.npz", {"w": f, "zeros": np.zeros(1000)})


def tensors():
    a = torch.arange(12, dtype=torch.float32).reshape(3, 4)
    state = collections.OrderedDict()
    state["a"] = a
    state["turned"] = a.t()
    state["part"] = a[1:, ::2]
    state["repeated"] = torch.tensor([7.0]).expand(2, 3)
    state["half"] = torch.tensor([1.5, -2.0], dtype=torch.float16)
    state["brain"] = torch.tensor([1.5, -2.0, 1 / 3], dtype=torch.bfloat16)
    state["long"] = torch.tensor([[2**62 + 1, -3]])
    state["flag"] = torch.tensor([True, False])
    state["byte"] = torch.tensor([200], dtype=torch.uint8)
    state["double"] = torch.tensor(0.1, dtype=torch.float64)
    state["complex"] = torch.tensor([1 + 2j])
    state["parameter"] = torch.nn.Parameter(torch.ones(2))
    state["nothing"] = torch.zeros(0, 4)
    return state


def torch_files():
    state = tensors()
    numbers = {k: v.detach().to(torch.float32 if v.dtype == torch.bfloat16 else v.dtype).numpy() for k, v in state.items()}
    torch.save(state, "state.pt")
    torch.save(state, "old.pth", _use_new_zipfile_serialization=False)
    note("state.pt", numbers)
    note("old.pth", numbers)
    new = {"u16": torch.tensor([65535], dtype=torch.uint16), "e4m3": torch.tensor([1.125, -448.0], dtype=torch.float8_e4m3fn),
           "e5m2": torch.tensor([1.25, -57344.0], dtype=torch.float8_e5m2)}
    torch.save(new, "new-types.pt")
    floats = {k: (v if v.dtype == torch.uint16 else v.float()).numpy() for k, v in new.items()}
    note("new-types.pt", floats)
    whole = {k: v.contiguous().clone() for k, v in {**state, **new}.items() if k != "complex"}
    safetensors.torch.save_file(whole, "state.safetensors")
    note("state.safetensors", {**{k: v for k, v in numbers.items() if k != "complex"}, **floats})
    model = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Linear(3, 1))
    optimizer = torch.optim.Adam(model.parameters())
    model(torch.ones(1, 2)).sum().backward()
    optimizer.step()
    torch.save({"epoch": 3, "model": model.state_dict(), "optimizer": optimizer.state_dict()}, "checkpoint.pt")
    nested = {f"model.{k}": v for k, v in model.state_dict().items()}
    for i, s in optimizer.state_dict()["state"].items():
        nested.update({f"optimizer.state.{i}.{k}": v for k, v in s.items()})
    note("checkpoint.pt", {k: v.numpy() for k, v in nested.items()})
    torch.save(model, "module.pt")
    torch.jit.script(model).save("script.pt")


def conv_net():
    """A net, a picture, and what the net makes of it."""
    layers = torch.nn.Sequential(torch.nn.Conv2d(2, 3, 3), torch.nn.BatchNorm2d(3), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(12, 2))
    layers(torch.randn(8, 2, 4, 4))
    layers.eval()
    picture = torch.arange(32, dtype=torch.float32).reshape(2, 4, 4) / 32
    torch.save({"net": layers.state_dict(), "picture": picture, "result": layers(picture[None])[0].detach()}, "conv-net.pt")


class Caller:
    def __reduce__(self):
        import os
        return (os.system, ("touch /tmp/scheelite-was-here",))


def hostile():
    torch.save({"a": Caller()}, "caller.pt")
    torch.save({"a": Caller()}, "old-caller.pth", _use_new_zipfile_serialization=False)


def hdf5():
    for name, options in {"early.h5": {}, "late.h5": {"libver": "latest"}, "newer.h5": {"libver": "latest"}}.items():
        with h5py.File(name, "w", **options) as f:
            f.attrs["text"] = "grüße"
            f.attrs["numbers"] = np.arange(3)
            f.attrs["names"] = np.array([b"one", b"three"])
            g = f.create_group("model/layer")
            arrays = {
                "plain": np.arange(6, dtype="f4").reshape(2, 3), "doubles": np.array([0.1, -2.5]),
                "long": np.array([2**62 + 1, -3]), "small": np.array([1, 255], dtype="u1"), "half": np.array([1.5], dtype="f2"),
                "big": np.arange(4).astype(">f4"), "number": np.float32(2.5), "flag": np.array([True, False]),
            }
            if name == "late.h5":  # more than eight names go into a heap
                del arrays["small"], arrays["flag"]
            for k, a in arrays.items():
                g.create_dataset(k, data=a)
            f["again"] = g["plain"]
            f["model/layer/upwards"] = f["model"]
            f.create_dataset("words", data=["a", "bc"])
            rows = np.arange(1200, dtype="f4").reshape(40, 30)
            f.create_dataset("one", data=rows, chunks=(40, 30), compression="gzip")
            f.create_dataset("empty", shape=(3, 2), dtype="f4")
            all_of = {**{f"model/layer/{k}": np.asarray(a) for k, a in arrays.items()},
                      "again": arrays["plain"], "one": rows, "empty": np.zeros((3, 2), "f4")}
            if name != "late.h5":
                f.create_dataset("chunked", data=rows, chunks=(16, 16))
                f.create_dataset("packed", data=rows, chunks=(7, 30), compression="gzip", shuffle=True, fletcher32=True)
                all_of.update({"chunked": rows, "packed": rows})
            if name == "early.h5":
                for i in range(20):
                    f.create_dataset(f"many/{i:02}", data=np.float32([i]))
                all_of.update({f"many/{i:02}": np.float32([i]) for i in range(20)})
            note(name, all_of)


def hdf5_latest():
    """What libver="latest" keeps in heaps, trees and arrays of addresses."""
    all_of = {}
    with h5py.File("latest.h5", "w", libver="latest") as f:
        def put(name, data, **options):
            f.create_dataset(name, data=data, **options)
            all_of[name] = data
        for i in range(20):
            f.attrs[f"attribute {i}"] = i * 1.5
            put(f"many/name of number {i:02}", np.float32([i, -i]))
        f.attrs["long"] = np.arange(700)
        rows = np.arange(400, dtype="f4").reshape(20, 20)
        packed = {"compression": "gzip", "shuffle": True}
        for name, options in {"": {}, " packed": packed}.items():
            put("fixed" + name, rows, chunks=(7, 8), **options)
            put("growing" + name, rows, chunks=(4, 5), maxshape=(None, 20), **options)
            put("growing along" + name, rows, chunks=(4, 5), maxshape=(20, None), **options)
            put("tree" + name, rows, chunks=(4, 5), maxshape=(None, None), **options)
        put("bounded", rows, chunks=(8, 8), maxshape=(100, 50))
        put("pages", (np.arange(1100) % 256).astype("u1"), chunks=(1,))
        f.create_dataset("few", shape=(1100,), dtype="u1", chunks=(1,))[1090] = 7
        all_of["few"] = np.where(np.arange(1100) == 1090, 7, 0).astype("u1")
        f.create_dataset("none", shape=(5,), dtype="f4", chunks=(2,))
        all_of["none"] = np.zeros(5, "f4")
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_chunk((8, 8))
        plist.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
        h5py.Dataset(h5py.h5d.create(f.id, b"early", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((20, 20)), plist))[...] = rows
        all_of["early"] = rows
    note("latest.h5", all_of)


def hdf5_wide():
    """Attributes that fill more rows of a heap than the two whose blocks have the size of the first."""
    with h5py.File("wide.h5", "w", libver="latest") as f:
        for i in range(24):
            f.attrs[f"wide {i}"] = np.arange(200) + i


torch.manual_seed(0)
npy()
torch_files()
conv_net()
hostile()
hdf5()
hdf5_latest()
hdf5_wide()
with open("expected.json", "w") as f:
    json.dump(expected, f)
