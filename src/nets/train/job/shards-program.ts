/** shards.py of a job: its examples and arrays, as train.py reads and writes them. */
export const SHARDS_PROGRAM = `"""Arrays in safetensors files, and examples in shards of such."""
import json
import mmap
import os
import struct

import torch

HERE = os.path.dirname(os.path.abspath(__file__))
TYPES = {"F32": torch.float32, "F64": torch.float64, "I32": torch.int32, "I64": torch.int64}
NAMES = {dtype: name for name, dtype in TYPES.items()}


def read_arrays(path):
    """The arrays of a safetensors file, read when they are used, and the texts in its header."""
    with open(path, "rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    start = 8 + struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:start])
    texts = header.pop("__metadata__", {})
    arrays = {}
    for name, entry in header.items():
        dtype, shape, (begin, end) = TYPES[entry["dtype"]], entry["shape"], entry["data_offsets"]
        count = (end - begin) // dtype.itemsize
        flat = torch.frombuffer(data, dtype=dtype, count=count, offset=start + begin) if count else torch.empty(0, dtype=dtype)
        arrays[name] = flat.reshape(shape)
    return arrays, texts


def write_arrays(path, arrays, texts):
    """A safetensors file, whole or not at all."""
    header, parts, at = {"__metadata__": texts}, [], 0
    for name, array in arrays.items():
        part = array.detach().cpu().contiguous().numpy().tobytes()
        header[name] = {"dtype": NAMES[array.dtype], "shape": list(array.shape), "data_offsets": [at, at + len(part)]}
        parts.append(part)
        at += len(part)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".part", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(parts))
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".part", path)


class Examples:
    """Examples in shards: arrays {examples, ...} by the name of the column."""

    def __init__(self, files):
        self.shards = [read_arrays(os.path.join(HERE, file))[0] for file in files]
        counts = [len(next(iter(shard.values()))) for shard in self.shards]
        self.shard = torch.repeat_interleave(torch.arange(len(counts)), torch.tensor(counts))
        self.row = torch.cat([torch.arange(count) for count in counts])
        shapes = [[array.shape[1:] for array in shard.values()] for shard in self.shards]
        self.shape = torch.tensor([shapes.index(s) for s in shapes])  # the first shard of the same shapes

    def __len__(self):
        return len(self.row)

    def batch(self, indices, device):
        """These examples as columns, those of one shape together."""
        shards, rows = self.shard[indices.long()], self.row[indices.long()]
        kinds = self.shape[shards]
        return [self.columns(shards[kinds == kind], rows[kinds == kind], device) for kind in kinds.unique()]

    def columns(self, shards, rows, device):
        first = self.shards[shards[0]]
        if bool((shards == shards[0]).all()):
            columns = {name: array[rows] for name, array in first.items()}
        else:
            pairs = list(zip(shards.tolist(), rows.tolist()))
            columns = {name: torch.stack([self.shards[s][name][r] for s, r in pairs]) for name in first}
        return {name: array.to(device, non_blocking=True) for name, array in columns.items()}
`;
