"""Writes the golden files of this folder: python test/golden/torch/make.py (PyTorch 2, numpy, safetensors).

What is expected comes from PyTorch in double precision; the numbers a net is given are singles. The tests that read the files need
no Python.
"""

import sys

import compound
import elementary
import learned
import spatial
import training
from record import Group

if __name__ == "__main__":
    made = Group("layers", 1)
    for module in (elementary, spatial, learned, compound):
        module.all_cases(made)
    made.save()
    for name, seed, fill in (("optimizers", 2, training.optimizers), ("trainings", 3, training.whole_nets)):
        made = Group(name, seed)
        fill(made)
        made.save()
