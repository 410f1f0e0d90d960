/** What becomes of a program for TensorFlow, asked of the graph itself: the addon need not be there. */
import { expect, test } from 'vitest';
import type { ArraySlot, StepFunction } from '../../src/compute/contract/step.ts';
import type { Values } from '../../src/compute/executors/executor.ts';
import { Graph } from '../../src/compute/executors/tensorflow/graph.ts';
import { lowerProgram } from '../../src/compute/executors/tensorflow/lower.ts';
import { stored } from '../../src/compute/executors/tensorflow/storage.ts';
import { optimize } from '../../src/compute/program/passes/passes.ts';
import type { Call, Program } from '../../src/compute/program/program.ts';
import { trace } from '../../src/compute/program/trace.ts';
import { ArrayStore } from '../../src/compute/run/store.ts';
import { given, numbers, size } from './oracle.ts';

const slot = (key: string, shape: readonly number[]): ArraySlot => ({
  key,
  shape,
  multiplier: 1,
  data: numbers(size(shape), 1),
});
const inputs = (shapes: Readonly<Record<string, readonly number[]>>): Values =>
  Object.fromEntries(
    Object.entries(shapes).map(([name, shape], i) => [name, { ...given(shape, i), dtype: 'float32' }]),
  );
const traced = (
  arrays: readonly ArraySlot[],
  step: StepFunction,
  shapes: Readonly<Record<string, readonly number[]>>,
): Program => optimize(trace(new ArrayStore([...arrays], 0), step, inputs(shapes), true));

/** {rows, columns} of what a product takes and gives. */
function sizesOf(p: Program, c: Call): readonly (readonly number[])[] {
  const turned = (shape: readonly number[], isTurned: unknown) => (isTurned === true ? shape.toReversed() : shape);
  const shape = (v: number) => p.values[v]!.shape;
  return [
    turned(shape(c.inputs.a!), c.attributes.transposeA),
    turned(shape(c.inputs.b!), c.attributes.transposeB),
    shape(c.outputs[0]!),
  ];
}
const products = (p: Program): Call[] => p.calls.filter((c) => c.kernel === 'BatchMatMul');

test('a matrix that products take transposed lies transposed, and its gradient with it', () => {
  const step: StepFunction = (t, { w }, { x }) => ({
    loss: t.sum(t.square(t.matMul(x!, w!, false, true))),
    outputs: {},
  });
  const { program, orders } = stored(traced([slot('w', [4, 3])], step, { x: [2, 3] }));
  expect([...orders]).toEqual([['w', [1, 0]]]);
  const gradient = program.outputs.find((o) => o.role === 'gradient')!;
  for (const { value } of [program.arrays[0]!, gradient]) expect(program.values[value]!.shape).toEqual([3, 4]);
  expect(products(program).map((c) => sizesOf(program, c))).toEqual([
    [
      [2, 3],
      [3, 4],
      [2, 4],
    ],
    [
      [3, 2],
      [2, 4],
      [3, 4],
    ],
  ]);
});

test('a matrix whose gradient is a sum lies as it is', () => {
  const step: StepFunction = (t, { w }, { x, y }) => ({
    loss: t.add(t.sum(t.square(t.matMul(x!, w!, false, true))), t.sum(t.square(t.matMul(w!, y!)))),
    outputs: {},
  });
  expect(stored(traced([slot('w', [4, 3])], step, { x: [2, 3], y: [3, 5] })).orders.size).toBe(0);
});

test.each([2, 3])('the sum of %i products over examples', (n) => {
  const names = Array.from({ length: n }, (_, i) => [`a${i}`, `b${i}`] as const);
  const step: StepFunction = (t, { w }, given) => {
    const terms = names.map(([a, b]) => t.matMul(given[a]!, given[b]!, true, false));
    return {
      loss: t.sum(
        t.mul(
          terms.reduce((sum, x) => t.add(sum, x)),
          w!,
        ),
      ),
      outputs: {},
    };
  };
  const shapes = Object.fromEntries(names.flatMap(([a, b]) => [[a, [6, 2]] as const, [b, [6, 3]] as const]));
  const program = traced([slot('w', [2, 3])], step, shapes);
  const graph = new Graph();
  const held = new Map(
    [...program.inputs, ...program.arrays].map((x) => [
      x.value,
      graph.placeholder(`v${x.value}`, 1, program.values[x.value]!.shape),
    ]),
  );
  lowerProgram(graph, program, held);
  const ops = [...graph.nodes].map((x) => x.op);
  // Three and more are one product of the factors joined.
  expect([ops.filter((x) => x === 'MatMul').length, ops.filter((x) => x === 'ConcatV2').length]).toEqual(
    n < 3 ? [n, 0] : [1, 2],
  );
});
