/** What starts a job: by hand, and on clusters. */

const RUN = `#!/bin/sh
# bash run.sh 4: trains with four processes on this machine; all further arguments go to train.py.
cd "$(dirname "$0")" || exit 1
processes="$1"
[ $# -gt 0 ] && shift
[ -n "$processes" ] || processes=2
exec torchrun --nproc-per-node "$processes" train.py "$@"
`;

const SLURM = String.raw`#!/bin/bash
# sbatch job.slurm: two nodes with four processes each. The folder has to be on a disk that all nodes see.
#SBATCH --job-name=training
#SBATCH --nodes=2
#SBATCH --ntasks-per-node=1
#SBATCH --gpus-per-node=4
#SBATCH --cpus-per-task=16
#SBATCH --time=04:00:00
#SBATCH --requeue
#SBATCH --output=slurm-%j.log
# Without GPUs: leave --gpus-per-node out and state the processes of a node here.
processes="$SLURM_GPUS_ON_NODE"
[ -n "$processes" ] || processes=4
cd "$SLURM_SUBMIT_DIR" || exit 1
master="$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)"
# A job that is requeued, or submitted again, goes on from its last checkpoint.
srun torchrun --nnodes "$SLURM_NNODES" --nproc-per-node "$processes" --rdzv-backend c10d --rdzv-id "$SLURM_JOB_ID" \
  --rdzv-endpoint "$master:29500" train.py
`;

const KUBERNETES = `# kubectl apply -f job.yaml: two pods with four processes each. The volume claim "training" has to hold this folder.
apiVersion: v1
kind: Service
metadata:
  name: training
spec:
  clusterIP: None
  selector:
    job-name: training
---
apiVersion: batch/v1
kind: Job
metadata:
  name: training
spec:
  completionMode: Indexed
  completions: 2
  parallelism: 2
  # A pod that fails ends the others; all begin again, from the last checkpoint.
  backoffLimit: 12
  template:
    spec:
      subdomain: training
      restartPolicy: Never
      containers:
        - name: train
          image: pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime
          workingDir: /job
          command:
            - sh
            - -c
            - >-
              torchrun --nnodes 2 --nproc-per-node 4 --node-rank "$JOB_COMPLETION_INDEX"
              --master-addr training-0.training --master-port 29500 train.py
          resources:
            limits:
              # Without GPUs: state processors instead.
              nvidia.com/gpu: 4
          volumeMounts:
            - name: job
              mountPath: /job
            - name: memory
              mountPath: /dev/shm
      volumes:
        - name: job
          persistentVolumeClaim:
            claimName: training
        - name: memory
          emptyDir:
            medium: Memory
`;

const RAY = `"""python ray_job.py 4: trains with four workers of a Ray cluster, or of this machine. The folder has to be where all workers see it.

Needs pip install "ray[train]".
"""
import os
import sys

import torch
from ray.train import FailureConfig, RunConfig, ScalingConfig
from ray.train.torch import TorchTrainer

HERE = os.path.dirname(os.path.abspath(__file__))


def work():
    sys.path.insert(0, HERE)
    import train

    train.main()


if __name__ == "__main__":
    workers = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    TorchTrainer(
        work,
        scaling_config=ScalingConfig(num_workers=workers, use_gpu=torch.cuda.is_available()),
        run_config=RunConfig(failure_config=FailureConfig(max_failures=3)),
    ).fit()
`;

export const starters: Readonly<Record<string, string>> = {
  'run.sh': RUN,
  'job.slurm': SLURM,
  'job.yaml': KUBERNETES,
  'ray_job.py': RAY,
};

/** README.md of a job. */
export const readMe = (about: {
  readonly net: string;
  readonly examples: number;
  readonly batches: number;
  readonly batchSize: number;
  readonly method: string;
}): string => `# A training job

${about.net}, ${about.examples} examples, ${about.batches} batches of ${about.batchSize}, ${about.method}. Needs Python 3.9 and PyTorch 2.1, nothing else (\`ray[train]\` for ray_job.py).

| to train with | say |
|---|---|
| one process | \`python train.py\` |
| four processes of this machine | \`bash run.sh 4\` |
| Slurm | \`sbatch job.slurm\` |
| Kubernetes | \`kubectl apply -f job.yaml\` |
| Ray | \`python ray_job.py 4\` |

A job that was stopped, by whatever, is started again in the same way and goes on from \`results/checkpoint.safetensors\`;
\`--fresh\` begins anew. When it has ended, \`Import["…/"]\` of this folder gives the results, the trained net among them.

| file | is |
|---|---|
| model.py | the net, and the loss of an example |
| train.py | the training, on one process or many |
| shards.py | reads examples and arrays, writes checkpoints |
| job.json | what is trained and how: rates of arrays, batches, validation, checkpoints |
| initial.safetensors | the arrays before the training |
| data/ | the examples; order.safetensors says which are in which batch |
| net.wlnet | the net with its coders, for Import |

Every process computes its share of each batch, so that any number of them computes what one would with the whole batch. Statistics of
batch normalization are taken over all processes. Dropout and other random numbers are drawn by PyTorch, differently on each
process: there results agree only on average.
`;
