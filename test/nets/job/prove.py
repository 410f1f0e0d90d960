"""python prove.py FOLDER: whether PyTorch computes what NetTrain did, for the jobs that jobs.wl wrote into the folder.

    mkdir jobs; cd jobs; node ../dist/repl.js ../test/nets/job/jobs.wl; python ../test/nets/job/prove.py .

One process against NetTrain, two and four against NetTrain, a process that is killed, and Ray where it is installed. By hand: it needs
PyTorch, and starts it some twenty times.
"""
import importlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time

import torch

HERE = os.path.abspath(__file__)
torch.set_num_threads(1)  # small products, and processes that share processors
TOLERANCE = 1e-5
BIN = os.path.dirname(sys.executable)


def train(job):
    """train.py of a job in this process."""
    for name in ("train", "model", "shards"):
        sys.modules.pop(name, None)
    sys.path.insert(0, job)
    try:
        importlib.import_module("train").main(["--fresh"])
    finally:
        sys.path.remove(job)


def compare(job, what):
    """The largest differences of losses and arrays to those of NetTrain."""
    sys.path.insert(0, job)
    sys.modules.pop("shards", None)
    read = importlib.import_module("shards").read_arrays
    sys.path.remove(job)
    got, texts = read(os.path.join(job, "results", "checkpoint.safetensors"))
    own, _ = read(os.path.join(job, "own.wlnet"))
    about = json.load(open(os.path.join(job, "job.json")))
    known = json.load(open(os.path.join(job, "own.json")))
    initial, _ = read(os.path.join(job, "initial.safetensors"))
    best = "best/" if f"best/{next(iter(about['arrays']))}" in got else ""
    losses = max(abs(a - b) for a, b in zip(got["losses"].tolist(), known["losses"], strict=True))
    validation = [v for _, _, v in got["validations"].tolist()]
    losses = max([losses] + [abs(a - b) for a, b in zip(validation, known["validation"], strict=True)])
    losses = max([losses] + [abs(a - b) for a, b in zip(got["round_losses"].tolist(), known["rounds"], strict=True)])
    assert int(texts["best_round"]) == known["best"], (texts["best_round"], known["best"])
    arrays = max(float((got[best + n] - own[a["key"]]).abs().max()) for n, a in about["arrays"].items())
    frozen = [n for n, a in about["arrays"].items() if a["multiplier"] == 0]
    bits = all(torch.equal(got[n], initial[n]) for n in frozen)
    negative = sum(a["multiplier"] < 0 for a in about["arrays"].values())
    ok = losses <= TOLERANCE and arrays <= 5 * TOLERANCE and bits
    print(f"{'ok  ' if ok else 'FAIL'} {os.path.basename(job):9} {what:14} {len(got['losses']):4} steps  losses {losses:.1e}  arrays {arrays:.1e}"
          f"  {len(frozen)} frozen {'bit-equal' if bits else 'CHANGED'}, {negative} negative", flush=True)
    return ok


def jobs(folder):
    return sorted(os.path.join(folder, n) for n in os.listdir(folder) if os.path.exists(os.path.join(folder, n, "own.json")))


def short(folder):
    return [j for j in jobs(folder) if not j.endswith("long")]


def worker(folder):
    """All short jobs, as one of the processes that torchrun starts."""
    torch.distributed.init_process_group("gloo")
    for job in short(folder):
        train(job)
        torch.distributed.barrier()
        if torch.distributed.get_rank() == 0:
            compare(job, f"{torch.distributed.get_world_size()} processes")
    torch.distributed.destroy_process_group()


def killed(folder):
    """One of two processes is killed; the job ends with a line that says so, and goes on when it is started again."""
    job = os.path.join(folder, "long")
    shutil.rmtree(os.path.join(job, "results"), ignore_errors=True)
    about = json.load(open(os.path.join(job, "job.json")))
    json.dump(about | {"checkpoint": {"count": 50, "unit": "Batches", "pause": 0}}, open(os.path.join(job, "job.json"), "w"))
    environment = os.environ | {"PATH": BIN + os.pathsep + os.environ["PATH"], "PYTHONUNBUFFERED": "1"}
    command = ["bash", os.path.join(job, "run.sh"), "2"]
    p = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines = []
    for line in p.stdout:
        lines.append(line.rstrip())
        if line.startswith("round 30:"):
            children = subprocess.run(["pgrep", "-P", str(p.pid)], capture_output=True, text=True).stdout.split()
            os.kill(int(children[-1]), signal.SIGKILL)
            start = time.monotonic()
    code = p.wait()
    told = [line for line in lines if line.startswith("train.py:")]
    print(f"{'ok  ' if code != 0 and told else 'FAIL'} long      kill -9         ended with {code} after {time.monotonic() - start:.1f} s:", flush=True)
    print("\n".join("     " + line for line in told))
    again = subprocess.run(command, env=environment, capture_output=True, text=True)
    print("     " + next((line for line in again.stdout.splitlines() if line.startswith("train.py:")), again.stderr[-500:]))
    return compare(job, "resumed") and again.returncode == 0


def with_ray(folder):
    if importlib.util.find_spec("ray") is None:
        print("     Ray is not installed")
        return True
    job = os.path.join(folder, "adam")
    shutil.rmtree(os.path.join(job, "results"), ignore_errors=True)
    start = time.monotonic()
    done = subprocess.run([sys.executable, os.path.join(job, "ray_job.py"), "2"], capture_output=True, text=True)
    if done.returncode != 0:
        print("FAIL Ray:", done.stderr[-1500:])
        return False
    return compare(job, f"Ray, {time.monotonic() - start:.0f} s")


def main(folder, stages):
    good = True
    if "one" in stages:
        for job in short(folder):
            train(job)
            good &= compare(job, "1 process")
    for n in (2, 4):
        if str(n) in stages:
            torchrun = [os.path.join(BIN, "torchrun"), "--nproc-per-node", str(n), HERE, folder, "worker"]
            done = subprocess.run(torchrun, capture_output=True, text=True)
            print("\n".join(line for line in done.stdout.splitlines() if line[:4] in ("ok  ", "FAIL")), flush=True)
            good &= done.returncode == 0 and "FAIL" not in done.stdout
            if done.returncode != 0:
                print(done.stderr[-2000:])
    if "kill" in stages:
        good &= killed(folder)
    if "ray" in stages:
        good &= with_ray(folder)
    print("all as NetTrain" if good else "NOT as NetTrain")
    sys.exit(not good)


if __name__ == "__main__":
    at = os.path.abspath(sys.argv[1])
    if sys.argv[2:] == ["worker"]:
        worker(at)
    else:
        main(at, sys.argv[2:] or ["one", "2", "4", "kill", "ray"])
