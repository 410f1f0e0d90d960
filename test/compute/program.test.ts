/** Tracing to programs, and the passes over them. */
import { describe, expect, test } from 'vitest';
import { programText } from '../../benchmarks/train/program-text.ts';
import type { ArraySlot, StepFunction } from '../../src/compute/contract/step.ts';
import { optimize, peakBytes } from '../../src/compute/program/passes/passes.ts';
import { workOf } from '../../src/compute/program/program.ts';
import { trace } from '../../src/compute/program/trace.ts';
import { ArrayStore } from '../../src/compute/run/store.ts';
import { mlp, smallNets } from './nets.ts';
import { numbers } from './oracle.ts';

const slot: ArraySlot = { key: 'w', shape: [3], multiplier: 1, data: numbers(3, 1) };
const inputs = { x: { shape: [2, 3], dtype: 'float32', data: numbers(6, 2) } } as const;
const traced = (step: StepFunction, training = true, arrays = [slot]) =>
  trace(new ArrayStore(arrays, 0), step, inputs, training);

test('a program prints as a table', () => {
  const program = optimize(traced((t, { w }, { x }) => ({ loss: t.sum(t.mul(x!, w!)), outputs: {} })));
  expect(programText(program)).toBe(
    [
      '%0 = input "x" float32[2,3]',
      '%1 = array "w" float32[3]',
      '%2 = Multiply(a %0, b %1) float32[2,3]',
      '%3 = Sum(x %2) {"axis":null,"keepDims":false} float32[]',
      '%4 = Sum(x %0) {"axis":[0],"keepDims":false} float32[3]',
      'loss %3',
      'gradient "w" %4',
    ].join('\n'),
  );
});

test.each(Object.entries(smallNets))('%s: passes keep outputs', (_, make) => {
  const net = make();
  const raw = trace(new ArrayStore(net.arrays, 0), net.step, net.inputs, true);
  const program = optimize(raw);
  expect(program.calls.length).toBeLessThan(raw.calls.length);
  expect(program.outputs.map((o) => [o.role, o.name])).toEqual(raw.outputs.map((o) => [o.role, o.name]));
  expect(program.outputs.filter((o) => o.role === 'gradient').length).toBe(net.arrays.length);
  expect(peakBytes(program)).toBeGreaterThan(0);
});

test('frozen arrays have no gradient, and nothing before the last of them is differentiated', () => {
  const net = mlp(8, 70, 33, 10);
  const part = net.arrays.map((a) => ({ ...a, multiplier: a.key.endsWith('0') ? 0 : 1 }));
  const all = trace(new ArrayStore(net.arrays, 0), net.step, net.inputs, true);
  const last = trace(new ArrayStore(part, 0), net.step, net.inputs, true);
  const of = (p: typeof all) => p.outputs.filter((o) => o.role === 'gradient').map((o) => o.name);
  expect(of(last)).toEqual(['w1', 'b1']);
  expect(workOf(last)).toBeLessThan(workOf(all) - 2 * 8 * 70 * 33 + 1);
});

describe('steps that cannot be programs', () => {
  const cases: Record<string, [StepFunction, RegExp]> = {
    'a mask frozen in the step': [
      (t, { w }, { x }) => ({ loss: t.sum(t.mul(t.mul(x!, w!), t.tensor([1, 0, 2]))), outputs: {} }),
      /array \{3\} of numbers/,
    ],
    'a mask drawn in the step': [
      (t, { w }, { x }) => ({ loss: t.sum(t.mul(t.mul(x!, w!), t.randomUniform([3]))), outputs: {} }),
      /random numbers/,
    ],
    dropout: [(t, { w }, { x }) => ({ loss: t.sum(t.dropout(t.mul(x!, w!), 0.5)), outputs: {} }), /random numbers/],
    'reading back': [
      (t, { w }, { x }) => ({ loss: t.sum(t.mul(t.mul(x!, w!), t.sum(x!).dataSync()[0]! > 0 ? 1 : 2)), outputs: {} }),
      /reads tensors back/,
    ],
  };
  test.each(Object.entries(cases))('%s', (_, [step, reason]) => {
    expect(() => traced(step)).toThrow(reason);
  });
});

test('constants made by kernels are folded', () => {
  const step: StepFunction = (t, { w }, { x }) => ({
    outputs: { y: t.mul(t.add(x!, t.range(0, 3)), t.mul(w!, t.zeros([3]))) },
  });
  const program = optimize(traced(step, false));
  expect(program.calls.map((c) => c.kernel)).toEqual(['Add', 'Multiply', 'Multiply']);
  expect(program.constants.map((c) => c.data)).toEqual([Float32Array.of(0, 1, 2), 0]);
});

test('Relu moves behind max pooling, with the same gradients', () => {
  const net = smallNets.lenet!();
  const program = optimize(trace(new ArrayStore(net.arrays, 0), net.step, net.inputs, true));
  const shapesOf = (kernel: string) =>
    program.calls.flatMap((c) => (c.kernel === kernel ? [program.values[c.outputs[0]!]!.shape] : []));
  expect(shapesOf('Relu')).toEqual([
    [3, 12, 12, 20],
    [3, 4, 4, 50],
    [3, 500],
  ]);
  expect(shapesOf('Step').length).toBe(3);
});

test('one number for each place of a spread value is one number for the value itself', () => {
  const step: StepFunction = (t, { w }, { x }) => ({
    outputs: { y: t.mul(t.add(t.mul(w!, t.ones([2, 3])), t.fill([2, 3], 5)), x!) },
  });
  const program = optimize(traced(step, false));
  expect(programText(program)).toBe(
    [
      '%0 = input "x" float32[2,3]',
      '%1 = array "w" float32[3]',
      '%4 = constant 5 float32[]',
      '%3 = Add(a %1, b %4) float32[3]',
      '%2 = Multiply(a %3, b %0) float32[2,3]',
      'output "y" %2',
    ].join('\n'),
  );
});
