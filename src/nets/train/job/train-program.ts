/** train.py of a job: plain PyTorch that runs as one process or as many. */

/** `optimizer` makes the optimizer of `groups`; `definition` is a class of its own where PyTorch has none. */
export const trainProgram = (optimizer: string, definition: string | undefined): string =>
  PROGRAM.replace('OPTIMIZER', () => optimizer).replace('DEFINITION', () =>
    definition ? `${definition.trim()}\n\n\n` : '',
  );

const PROGRAM = `"""Trains the net of model.py on the examples in data/, on as many processes as a launcher starts.

    python train.py                                one process
    torchrun --nproc-per-node 4 train.py           four on this machine
    python train.py --fresh                        from the beginning, whatever results/ holds

What is trained and how stands in job.json. Every process takes its share of each batch; what they compute is the same as one process
would with the whole batch. results/checkpoint.safetensors holds everything: a job that is started again goes on from there.
"""
import argparse
import json
import math
import os
import sys
import time
import traceback

import torch
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel

from model import Objective
from shards import Examples, read_arrays, write_arrays

HERE = os.path.dirname(os.path.abspath(__file__))
CHECKPOINT = os.path.join(HERE, "results", "checkpoint.safetensors")


class Due:
    """Tells whether so many rounds, batches or seconds have passed, with a pause of some seconds between two times."""

    def __init__(self, every, start):
        self.count, self.unit, self.pause = every["count"], every["unit"], every["pause"]
        self.last, self.time = self.reached(start), start["seconds"]

    def reached(self, progress):
        return progress["seconds"] if self.unit == "Seconds" else progress[self.unit.lower()]

    def __call__(self, progress, round_done):
        if self.unit == "Rounds" and not round_done or self.reached(progress) - self.last < self.count:
            return False
        if progress["seconds"] - self.time < self.pause:
            return False
        self.last, self.time = self.reached(progress), progress["seconds"]
        return True


DEFINITIONclass Training:
    """A net, its optimizer, and how far they have come."""

    def __init__(self, job, rank, world, device):
        self.job, self.rank, self.world, self.device = job, rank, world, device
        self.objective = Objective().to(device)
        self.arrays = dict(self.objective.named_parameters()) | dict(self.objective.named_buffers())
        self.load(read_arrays(os.path.join(HERE, "initial.safetensors"))[0])
        self.settings = job["arrays"]
        for name, p in self.objective.named_parameters():
            p.requires_grad_(self.settings[name]["multiplier"] != 0)  # frozen: no gradient, no step
        self.learning = {n: p for n, p in self.objective.named_parameters() if p.requires_grad}
        self.fixed = {n: b.clone() for n, b in self.objective.named_buffers() if self.settings[n]["multiplier"] == 0}
        groups = {}
        for name, p in self.learning.items():
            groups.setdefault(self.settings[name]["multiplier"], []).append(p)
        groups = [{"params": ps, "lr": m * job["learning_rate"], "multiplier": m} for m, ps in groups.items()]
        self.optimizer = OPTIMIZER if groups else None
        self.progress = {"batches": 0, "rounds": 0, "examples": 0, "seconds": 0.0, "rate": job["learning_rate"]}
        self.losses, self.round_losses, self.validations = [], [], []  # of batches and rounds; (batches, rounds, loss)
        self.round_sum, self.round_count = 0.0, 0
        self.model = self.best = self.safe = None
        self.best_loss, self.best_round = math.nan, 0

    def load(self, arrays):
        with torch.no_grad():
            for name, array in self.arrays.items():
                array.copy_(arrays[name])

    def copies(self):
        return {name: array.detach().clone() for name, array in self.arrays.items()}

    def distribute(self, groups):
        """Gradients are added up over the processes while they are computed."""
        self.model = self.objective
        if self.world == 1 or not self.learning:
            return
        before = {name: b.clone() for name, b in self.objective.named_buffers()}
        self.objective(groups).sum().backward()
        unused = any(p.grad is None for p in self.learning.values())
        self.model = DistributedDataParallel(self.objective, broadcast_buffers=False, find_unused_parameters=unused)
        for name, value in before.items():
            self.arrays[name].copy_(value)

    def share(self, indices):
        """Of the examples of a batch those of this process, and what each counts."""
        count = len(indices)
        own = indices[count * self.rank // self.world : count * (self.rank + 1) // self.world]
        if count < self.world and self.job["needs_examples"] and self.objective.training:
            sys.exit(f"train.py: a batch has {count} examples, and BatchNorm needs one for each process: start at most {count}")
        return (own, 1.0) if len(own) else (indices[:1], 0.0)

    def mean(self, total, count):
        """A sum of all processes, divided."""
        total = total.detach().double()
        if self.world > 1:
            dist.all_reduce(total)
        return float(total.float()) / count

    def step(self, examples, indices, rate):
        """One batch: its loss, the mean over all of its examples."""
        own, weight = self.share(indices)
        groups = examples.batch(own, self.device)
        self.objective.train()
        if self.model is None:
            self.distribute(groups)
        torch.manual_seed(self.job["seed"] + self.progress["batches"] * self.world + self.rank)
        if self.optimizer is not None:
            self.optimizer.zero_grad(set_to_none=True)
        values = self.model(groups) * weight
        if self.optimizer is not None:
            # Means over processes become sums, means over examples are those of the whole batch.
            (values.sum() * (self.world / len(indices))).backward()
            self.update(rate)
        with torch.no_grad():
            for name, value in self.fixed.items():
                self.arrays[name].copy_(value)
        return self.mean(values.sum(), len(indices))

    @torch.no_grad()
    def update(self, rate):
        """Gradients are clipped, then decay; the optimizer's step; weights are clipped."""
        for name, p in self.learning.items():
            s = self.settings[name]
            if p.grad is None:
                p.grad = torch.zeros_like(p)
            if s["gradient_clip"] is not None:
                p.grad.clamp_(-s["gradient_clip"], s["gradient_clip"])
            if s["decay"]:
                p.grad.add_(p, alpha=s["decay"])
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["multiplier"]
        self.optimizer.step()
        for name, p in self.learning.items():
            if self.settings[name]["weight_clip"] is not None:
                p.clamp_(-self.settings[name]["weight_clip"], self.settings[name]["weight_clip"])

    @torch.no_grad()
    def validate(self, examples, batches):
        self.objective.eval()
        total = torch.zeros((), device=self.device)
        for indices in batches:
            own, weight = self.share(indices)
            total += (self.objective(examples.batch(own, self.device)) * weight).sum()
        loss = self.mean(total, len(examples))
        if self.best is None or loss < self.best_loss:
            self.best, self.best_loss, self.best_round = self.copies(), loss, self.progress["rounds"]
        self.validations.append((self.progress["batches"], self.progress["rounds"], loss))
        return loss

    def save(self, reason):
        """Everything that the rest of the training depends on. The reason: why it has ended; None while it goes on."""
        if self.rank != 0:
            return
        arrays = dict(self.arrays)
        for name, p in self.learning.items():
            state = self.optimizer.state[p].items()
            arrays |= {f"state/{name}/{key}": v for key, v in state if torch.is_tensor(v)}
        for group, kept in (("best", self.best), ("safe", self.safe)):
            arrays |= {f"{group}/{name}": v for name, v in (kept or {}).items()}
        for name in ("losses", "round_losses"):
            arrays[name] = torch.tensor(getattr(self, name), dtype=torch.float64)
        arrays["validations"] = torch.tensor(self.validations, dtype=torch.float64).reshape(-1, 3)
        kept = ("best_loss", "best_round", "round_sum", "round_count", "world")
        numbers = self.progress | {name: getattr(self, name) for name in kept}
        texts = {"id": self.job["id"], "reason": reason or "", "device": self.device.type}
        write_arrays(CHECKPOINT, arrays, texts | {name: repr(n) for name, n in numbers.items()})

    def resume(self):
        arrays, texts = read_arrays(CHECKPOINT)
        if texts.get("id") != self.job["id"]:
            sys.exit("train.py: results/ holds a training of another job; --fresh begins anew")
        self.load(arrays)
        for name, p in self.learning.items():
            prefix = f"state/{name}/"
            # Counts of steps stay where optimizers want them.
            state = {k[len(prefix) :]: v.clone() for k, v in arrays.items() if k.startswith(prefix)}
            self.optimizer.state[p] = {k: v if k == "step" else v.to(self.device) for k, v in state.items()}
        for group in ("best", "safe"):
            kept = {n: arrays[f"{group}/{n}"].to(self.device) for n in self.arrays if f"{group}/{n}" in arrays}
            setattr(self, group, kept or None)
        self.losses, self.round_losses = arrays["losses"].tolist(), arrays["round_losses"].tolist()
        self.validations = [(int(b), int(r), v) for b, r, v in arrays["validations"].tolist()]
        for name in ("best_loss", "best_round", "round_sum", "round_count"):
            setattr(self, name, type(getattr(self, name))(texts[name]))
        self.progress |= {name: type(value)(texts[name]) for name, value in self.progress.items()}
        return texts["reason"]


def run(t, examples, validation):
    """All batches from where the training is; why it ended."""
    job, p = t.job, t.progress
    order, _ = read_arrays(os.path.join(HERE, "order.safetensors"))
    sizes = order["sizes"].tolist()
    at, rates = sum(sizes[: p["batches"]]), order.get("rates")
    checkpoint = Due(job["checkpoint"], p)
    check = Due(job["validation"]["every"], p) if validation else None
    parts = torch.split(torch.arange(len(validation)), job["validation"]["sizes"]) if validation else ()
    start = time.monotonic() - p["seconds"]
    for size in sizes[p["batches"] :]:
        rate = float(rates[p["batches"]]) if rates is not None else job["learning_rate"]
        loss = t.step(examples, order["examples"][at : at + size], rate)
        at += size
        p |= {"batches": p["batches"] + 1, "examples": p["examples"] + size, "rate": rate}
        p["seconds"] = time.monotonic() - start
        t.losses.append(loss)
        t.round_sum, t.round_count = t.round_sum + loss * size, t.round_count + size
        if not math.isfinite(loss):
            t.load(t.safe or read_arrays(os.path.join(HERE, "initial.safetensors"))[0])
            return "ArrayDivergence"
        round_done = p["batches"] % job["batches_per_round"] == 0
        if round_done:
            p["rounds"] += 1
            t.round_losses.append(t.round_sum / t.round_count)
            t.round_sum, t.round_count = 0.0, 0
        found = t.validate(validation, parts) if check and check(p, round_done) else None
        if round_done and p["rounds"] % job["safe_rounds"] == 0:
            t.safe = t.copies()
        if round_done and t.rank == 0 and job["report"]:
            told = "" if found is None else f", validation loss {found:.5g}"
            print(f"round {p['rounds']}: loss {t.round_losses[-1]:.5g}{told}, {p['seconds']:.1f} s", flush=True)
        if checkpoint(p, round_done):
            t.save(None)
    return "MaximumTrainingRounds"


def main(arguments=()):
    parser = argparse.ArgumentParser(description="Trains the net of this folder.")
    parser.add_argument("--fresh", action="store_true", help="begin anew, whatever results/ holds")
    fresh = parser.parse_args(arguments).fresh
    with open(os.path.join(HERE, "job.json"), encoding="utf-8") as file:
        job = json.load(file)
    rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    cuda = job["device"] != "cpu" and torch.cuda.is_available()
    device = torch.device("cpu")
    if cuda:
        device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0)) % torch.cuda.device_count())
        torch.cuda.set_device(device)
        torch.backends.cudnn.allow_tf32 = False  # single precision throughout
    own_group = world > 1 and not dist.is_initialized()  # other launchers have made it
    if own_group:
        dist.init_process_group("nccl" if cuda else "gloo")
    t = Training(job, rank, world, device)
    if fresh and rank == 0 and os.path.exists(CHECKPOINT):
        os.remove(CHECKPOINT)
    try:
        done = t.resume() if os.path.exists(CHECKPOINT) and not fresh else ""
        if rank == 0 and done:
            print(f"train.py: the job has ended already ({done}); --fresh begins anew")
        elif rank == 0 and t.progress["batches"]:
            print(f"train.py: going on behind batch {t.progress['batches']} of {job['batches']}", flush=True)
        if done:
            return
        validation = Examples(job["validation"]["files"]) if job["validation"] else None
        t.save(run(t, Examples(job["examples"]["files"]), validation))
        if world > 1:
            dist.barrier()
    except (RuntimeError, OSError) as problem:
        why = str(problem).strip().splitlines()[0] if str(problem).strip() else type(problem).__name__
        if world == 1 or not isinstance(problem, RuntimeError):
            traceback.print_exc()
        place = f"process {rank} of {world} ends behind batch {t.progress['batches']} of {job['batches']}"
        advice = "start the job again, and it goes on from its last checkpoint"
        print(f"train.py: {place}: {why}; {advice}", file=sys.stderr, flush=True)
        os._exit(1)  # the other processes may never answer
    if own_group:
        dist.destroy_process_group()


if __name__ == "__main__":
    main(sys.argv[1:])
`;
