/** Loops: one call of a program whatever the number of steps, unrolled where an executor wants it, the same numbers everywhere. */
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { type LoopBody, loop } from '../../src/compute/composed/loop.ts';
import type { ExecutorName, StepFunction } from '../../src/compute/contract/step.ts';
import { registerLoops } from '../../src/compute/executors/eager/forms/loop.ts';
import { executors } from '../../src/compute/executors/index.ts';
import { canLoop } from '../../src/compute/executors/replay/loops.ts';
import { createCompute } from '../../src/compute/index.ts';
import { engine } from '../../src/compute/machine/engine.ts';
import { optimize, withoutLoops } from '../../src/compute/program/passes/passes.ts';
import { unrolled } from '../../src/compute/program/passes/unroll.ts';
import { callsOf, loopOf, type Program, workOf } from '../../src/compute/program/program.ts';
import { trace } from '../../src/compute/program/trace.ts';
import { ArrayStore } from '../../src/compute/run/store.ts';
import { recurrent } from './nets.ts';
import { numbers, relativeDifference } from './oracle.ts';

createRequire(import.meta.url)('@tensorflow/tfjs-backend-cpu');

const programOf = (steps: number): Program => {
  const net = recurrent(3, steps, 5, 8);
  return optimize(trace(new ArrayStore(net.arrays, 0), net.step, net.inputs, true));
};

test('a program does not grow with the number of steps', () => {
  const [short, long] = [programOf(4), programOf(40)];
  expect(long.calls.length).toBe(short.calls.length);
  expect(JSON.stringify(long).length).toBeLessThan(1.05 * JSON.stringify(short).length);
  expect(long.calls.filter((c) => loopOf(c) !== undefined).length).toBe(6);
  expect(callsOf(long)).toBeGreaterThan(5 * callsOf(short));
});

test('unrolled it does the same work in calls of its own', () => {
  const program = programOf(7);
  const flat = withoutLoops(program);
  expect(flat.calls.some((c) => loopOf(c) !== undefined)).toBe(false);
  // but for what the last step hands on to nobody
  expect(workOf(flat) / workOf(program)).toBeGreaterThan(0.9);
  expect(workOf(flat)).toBeLessThanOrEqual(workOf(program));
  expect(flat.outputs.map((o) => [o.role, o.name])).toEqual(program.outputs.map((o) => [o.role, o.name]));
  expect(unrolled(program, () => false)).toBe(program);
});

test('the interpreter has a form for the loops of recurrent layers', () => {
  for (const call of programOf(5).calls) if (loopOf(call) !== undefined) expect(canLoop(loopOf(call)!)).toBe(true);
});

test('a backend without our memory runs loops', () => {
  const { tf } = engine();
  registerLoops(tf, 'cpu');
  const net = recurrent(3, 4, 5, 8);
  const lossOn = (backend: 'wasm' | 'cpu'): number => {
    tf.setBackend(backend);
    try {
      return tf.tidy(() => {
        const arrays = net.arrays.map((a) => [a.key, tf.tensor(a.data, [...a.shape])]);
        const inputs = Object.entries(net.inputs).map(([name, v]) => [name, tf.tensor(v.data, [...v.shape])]);
        return net.step(tf, Object.fromEntries(arrays), Object.fromEntries(inputs)).loss!.dataSync()[0]!;
      });
    } finally {
      tf.setBackend('wasm');
    }
  };
  expect(lossOn('cpu')).toBeCloseTo(lossOn('wasm'), 5);
});

/** What loops can be about: sums so far, states that change places, a state that stays, a share handed on. */
const bodies: Readonly<Record<string, LoopBody>> = {
  'sums so far': (t, [x], [a, b], [w]) => {
    const sum = t.add(a!, t.mul(x!, w!));
    return { outputs: [sum, t.mul(sum, b!)], states: [sum, t.add(b!, 1)] };
  },
  'states that change places': (t, [x], [a, b]) => ({ outputs: [t.add(t.sub(a!, b!), x!)], states: [b!, a!] }),
  'a state that becomes two': (t, [x], [a, b]) => {
    const next = t.tanh(t.add(a!, x!));
    return { outputs: [t.mul(next, b!), next], states: [next, next] };
  },
  'a new shape': (t, [x], [a, b]) => {
    const wide = t.concat([x!, a!], 0);
    return { outputs: [t.transpose(wide), t.reshape(wide, [-1, 1])], states: [t.add(a!, b!), b!] };
  },
};
const slots = [{ key: 'w', shape: [4], multiplier: 0, data: numbers(4, 3) }];

describe.each(Object.entries(bodies))('%s', (_, body) => {
  describe.each([1, 2, 9])('%i steps', (steps) => {
    const x = { shape: [2 * steps, 4], dtype: 'float32', data: numbers(8 * steps, 5) } as const;
    const step =
      (reverse: boolean): StepFunction =>
      (t, { w }, inputs) => {
        const start = [t.mul(t.reshape(t.tile(w!, [2]), [2, 4]), 0.5), t.ones([2, 4])];
        const run = { steps, reverse, sequences: [inputs.x!], states: start, fixed: [w!] };
        const { outputs, states } = loop(t, run, body);
        return { outputs: Object.fromEntries([...outputs, ...states].map((y, i) => [`${i}`, t.mul(y, 2)])) };
      };
    const names = executors.filter((e) => e.missing() === undefined).map((e) => e.name);
    test.each(names.flatMap((n) => [[n, false] as const, [n, true] as const]))('%s, reverse %s', (name, reverse) => {
      const run = (executor: ExecutorName) => {
        const evaluator = createCompute().createPredictor(slots, step(reverse), { executor });
        const result = evaluator.run({ x });
        expect(evaluator.executor.name).toBe(executor);
        return [result, evaluator.run({ x })];
      };
      const [[ours, again], [oracle]] = [run(name), run('eager')];
      for (const key in oracle) {
        expect(ours![key]!.shape).toEqual(oracle[key]!.shape);
        expect(relativeDifference(ours![key]!.data, oracle[key]!.data)).toBeLessThan(1e-5);
        expect(again![key]!.data).toEqual(ours![key]!.data);
      }
    });
  });
});
