/** Runs a program as one graph of TensorFlow, through the native addon of tfjs-node. */
import { withoutLoops } from '../../program/passes/passes.ts';
import type { Program } from '../../program/program.ts';
import type { Executor } from '../executor.ts';
import { tensorflow as library } from './binding.ts';
import { TensorflowEvaluation } from './evaluation.ts';
import { lowerings } from './forms/index.ts';
import { TensorflowTraining } from './training.ts';

const unknownKernels = (p: Program): string[] => [
  ...new Set(
    withoutLoops(p)
      .calls.map((c) => c.kernel)
      .filter((k) => !(k in lowerings)),
  ),
];

export const tensorflow: Executor = {
  name: 'tensorflow',
  missing() {
    const l = library();
    return 'problem' in l ? l.problem : undefined;
  },
  unsupported: unknownKernels,
  compile: ({ program, store, frozen, optimizer }) =>
    optimizer === undefined
      ? new TensorflowEvaluation(store, withoutLoops(program), frozen)
      : new TensorflowTraining(store, withoutLoops(program), optimizer),
};
