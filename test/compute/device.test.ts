/** The thread of a device, with tfjs' cpu backend in it: what happens beside the GPU is the same everywhere. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { OptimizerSettings, StepFunction } from '../../src/compute/contract/step.ts';
import { executors } from '../../src/compute/executors/index.ts';
import { Connection, Late } from '../../src/compute/executors/webgpu/connection.ts';
import { withFewAxes } from '../../src/compute/executors/webgpu/few-axes.ts';
import { Cancelled, Machine, type Transaction } from '../../src/compute/executors/webgpu/machine.ts';
import { findFiles } from '../../src/compute/executors/webgpu/packages.ts';
import { Fate, type Files, type Installation, WORDS } from '../../src/compute/executors/webgpu/protocol.ts';
import { DeviceRunner } from '../../src/compute/executors/webgpu/runner.ts';
import { createCompute } from '../../src/compute/index.ts';
import { engine } from '../../src/compute/machine/engine.ts';
import { type OptimizerName, optimizers } from '../../src/compute/optimizers/index.ts';
import { settingsOf } from '../../src/compute/optimizers/segments.ts';
import { optimize, withoutLoops } from '../../src/compute/program/passes/passes.ts';
import type { Program } from '../../src/compute/program/program.ts';
import { trace } from '../../src/compute/program/trace.ts';
import { ArrayStore } from '../../src/compute/run/store.ts';
import { listen } from '../../src/pace.ts';
import { executorSuite } from './executor-suite.ts';
import { type Net, smallNets } from './nets.ts';
import { numbers, relativeDifference } from './oracle.ts';
import { randomNet } from './random-net.ts';

vi.mock('../../src/compute/executors/index.ts', async () => {
  const { deviceExecutor } = await import('../../src/compute/executors/webgpu/webgpu.ts');
  return { executors: [deviceExecutor('cpu')] };
});

const settings: OptimizerSettings = {
  method: 'ADAM',
  options: { Epsilon: 1e-3 },
  l2: 0.01,
  gradientClip: 0.5,
  weightClip: 0.9,
};
const compute = createCompute();
const [device] = executors;

executorSuite(device!);

const trainerOf = (net: Net, executor: 'webgpu' | 'eager', o: OptimizerSettings = settings) =>
  compute.createTrainer(net.arrays, net.step, o, { executor });

test.each(Object.keys(optimizers) as OptimizerName[])('%s with decay and clipping is that of the kernels', (method) => {
  const net = smallNets.mlp!();
  const arrays = net.arrays.map((a, i) => ({ ...a, multiplier: [1, 2, 0.5, 1][i % 4]! }));
  const run = (executor: 'webgpu' | 'eager') => {
    const t = trainerOf({ ...net, arrays }, executor, {
      ...settings,
      method,
      options: method === 'ADAM' ? settings.options : {},
    });
    const losses = [1, 2, 3, 4, 5].map(() => t.step(net.inputs, 0.02).loss);
    return [losses, ...arrays.map((a) => t.read(a.key))];
  };
  const expected = run('eager');
  run('webgpu').forEach((x, i) => expect(relativeDifference(x, expected[i]!)).toBeLessThan(1e-4));
});

test.each(Array.from({ length: 40 }, (_, i) => i + 1))('random net %i', (seed) => {
  const net = randomNet(engine().tf, seed);
  const run = (executor: 'webgpu' | 'eager') => {
    const t = trainerOf(net, executor, { ...settings, method: 'SGD', options: { Momentum: 0.5 } });
    const results = [1, 2, 3].map(() => t.step(net.inputs, 1e-2));
    const { name } = t.executor;
    t.dispose();
    return { losses: results.map((r) => r.loss), outputs: results.at(-1)!.outputs.h!.data, name };
  };
  const [a, b] = [run('webgpu'), run('eager')];
  expect(a.name).toBe('webgpu');
  expect(relativeDifference(a.losses, b.losses)).toBeLessThan(1e-4);
  expect(relativeDifference(a.outputs, b.outputs)).toBeLessThan(1e-4);
});

function programOf(net: Net): { readonly program: Program; readonly store: ArrayStore } {
  const store = new ArrayStore(net.arrays, 2);
  return { store, program: withoutLoops(optimize(trace(store, net.step, net.inputs, true))) };
}

/** Runs f on a machine with the arrays of a net, with tfjs on the cpu backend, as in the thread of a device. */
async function onMachine(net: Net, f: (machine: Machine) => Promise<void>): Promise<void> {
  const { program, store } = programOf(net);
  const learners = store.learning.map(({ slot }) => ({
    key: slot.key,
    shape: slot.shape,
    settings: settingsOf(settings, slot),
  }));
  const shapes = Object.fromEntries(net.arrays.map((a) => [a.key, a.shape]));
  const inputs = program.inputs.map((i) => net.inputs[i.name]!.data);
  const installation: Installation = { program, inputs, shapes, learners, optimizer: settings };
  const { tf } = engine();
  tf.setBackend('cpu');
  try {
    const before = tf.memory().numTensors;
    const machine = new Machine(tf, installation);
    const zeros = (a: Float32Array): Float32Array => new Float32Array(a.length);
    machine.write(Object.fromEntries(net.arrays.map((a) => [a.key, [a.data, zeros(a.data), zeros(a.data)]])));
    await f(machine);
    machine.dispose();
    expect(tf.memory().numTensors).toBe(before);
  } finally {
    tf.setBackend('wasm');
  }
}
const freely: Transaction = { stop: () => false, commit: () => true };

test('a step that is given up at any moment changes nothing, and leaves no tensors behind', () =>
  onMachine(smallNets.mlp!(), async (machine) => {
    await machine.step(1e-3, 1, freely);
    const before = await machine.read();
    const { numTensors } = engine().tf.memory();
    const unchanged = async (t: Transaction): Promise<void> => {
      await expect(machine.step(1e-3, 2, t)).rejects.toThrow(Cancelled);
      expect(await machine.read()).toEqual(before);
      expect(engine().tf.memory().numTensors).toBe(numTensors);
    };
    let looks = 0;
    await unchanged({ stop: () => ++looks < 0, commit: () => false });
    expect(looks).toBeGreaterThan(10);
    for (let at = 1; at <= looks; at++) {
      let left = at;
      await unchanged({ stop: () => --left === 0, commit: () => true });
    }
    await machine.step(1e-3, 2, freely);
    expect(await machine.read()).not.toEqual(before);
  }));

test('a request takes effect or is given up, never both', () => {
  const fate = new Fate(new Int32Array(new SharedArrayBuffer(4 * Object.keys(WORDS).length)));
  fate.begin(7);
  expect([fate.wanted(7), fate.commit(7), fate.giveUp(7)]).toEqual([true, true, false]);
  fate.begin(8);
  expect([fate.giveUp(8), fate.wanted(8), fate.commit(8)]).toEqual([true, false, false]);
  // one that was given up cannot take effect while a later one is waited for
  fate.begin(9);
  expect([fate.commit(8), fate.wanted(8), fate.wanted(9), fate.commit(9)]).toEqual([false, false, true, true]);
});

test.each(Object.keys(smallNets).filter((n) => n !== 'lenet'))('steps of %s leave no tensors behind', (name) =>
  onMachine(smallNets[name]!(), async (machine) => {
    const { tf } = engine();
    const state = () => ({ tensors: tf.memory().numTensors, buffers: tf.memory().numDataBuffers });
    await machine.step(1e-3, 1, freely);
    const after = state();
    for (let i = 2; i < 5; i++) {
      await machine.step(1e-3, i, freely);
      await machine.run(() => false);
      await expect(machine.run(() => true)).rejects.toThrow(Cancelled);
      expect(state()).toEqual(after);
    }
  }),
);

test('transposes, spreading and padding of many axes become those of few, with the same numbers', () => {
  const shape = [2, 3, 2, 2, 3];
  const step: StepFunction = (t, { w }, { x }) => {
    const moved = t.transpose(x!, [3, 1, 2, 0, 4]);
    const spread = t.maximum(moved, w!);
    const padded = t.pad(spread, [
      [0, 0],
      [1, 2],
      [0, 0],
      [0, 1],
      [0, 0],
    ]);
    return { outputs: { moved, spread, padded, row: t.mul(padded, t.slice(w!, [0, 0, 0], [1, 1, 3])) } };
  };
  const arrays = [{ key: 'w', shape: [2, 1, 3], multiplier: 0, data: numbers(6, 3) }];
  const x = { shape, dtype: 'float32', data: numbers(72, 4) } as const;
  const store = new ArrayStore(arrays, 0);
  const program = optimize(trace(store, step, { x }, false));
  const few = withFewAxes(program);
  const axes = (p: Program, kernel: string): number[] =>
    p.calls.filter((c) => c.kernel === kernel).map((c) => p.values[c.outputs[0]!]!.shape.length);
  for (const kernel of ['Transpose', 'Maximum', 'PadV2', 'Multiply']) {
    expect(Math.max(...axes(program, kernel))).toBe(5);
    expect(Math.max(...axes(few, kernel))).toBeLessThan(5);
  }
  const common = { store, frozen: false, optimizer: undefined, threads: 1 };
  const found = device!.compile({ ...common, program }).run({ x }).outputs;
  const expected = compute.createPredictor(arrays, step, { executor: 'eager' }).run({ x });
  for (const name in expected) expect(found[name]).toEqual(expected[name]);
});

describe('what does not run there', () => {
  const evaluator = (step: StepFunction) =>
    compute.createPredictor([{ key: 'w', shape: [2], multiplier: 0, data: new Float32Array(2) }], step, {
      executor: 'webgpu',
    });
  const x = { shape: [2], dtype: 'float32', data: Float32Array.of(1, 2) } as const;

  test('a step that reads tensors is an error, and never runs elsewhere', () => {
    const e = evaluator((t, { w }, inputs) => ({ outputs: { y: t.add(w!, inputs.x!.dataSync()[0]!) } }));
    expect(() => e.run({ x })).toThrow('It reads tensors back while it runs.');
  });
  test('a kernel that the backend does not have is named', () => {
    const { program } = programOf(smallNets.mlp!());
    const strange = { ...program, calls: [{ ...program.calls[0]!, kernel: 'Strange' }, ...program.calls.slice(1)] };
    expect(device!.unsupported(program)).toEqual([]);
    expect(device!.unsupported(strange)).toEqual(['the kernel Strange']);
  });
  test('a failing kernel is an error with its reason, and the device stays', () => {
    const { program, store } = programOf(smallNets.mlp!());
    const at = program.calls.findIndex((c) => c.kernel === 'Relu');
    const broken = { ...program.calls[at]!, kernel: 'Reshape', attributes: { shape: [7] } };
    const calls = program.calls.map((c, i) => (i === at ? broken : c));
    const compilation = { store, frozen: false, optimizer: undefined, threads: 1 };
    const bad = device!.compile({ ...compilation, program: { ...program, calls } });
    const good = device!.compile({ ...compilation, program });
    const { inputs } = smallNets.mlp!();
    expect(() => bad.run(inputs)).toThrow('Size(80) must match the product of shape 7.');
    expect(good.run(inputs).loss).toBeGreaterThan(0);
  });
});

describe('waiting', () => {
  class Stop extends Error {}

  test('can be ended, and what was given up does not come back', () => {
    const net = smallNets.cnn!();
    const t = trainerOf(net, 'webgpu');
    const other = trainerOf(net, 'webgpu');
    for (const x of [t, other]) x.step(net.inputs, 1e-3);
    const before = t.read('k0');
    let looks = 0;
    const back = listen(() => {
      if (++looks === 2) throw new Stop();
    });
    try {
      expect(() => t.step(net.inputs, 1e-3)).toThrow(Stop);
    } finally {
      listen(back);
    }
    // all or nothing: a step that has taken effect when it is to be given up counts
    const given = t.read('k0');
    if (Buffer.compare(Buffer.from(given.buffer), Buffer.from(before.buffer)) !== 0) {
      other.step(net.inputs, 1e-3);
      expect(given).toEqual(other.read('k0'));
    }
    expect(t.step(net.inputs, 1e-3).loss).toBe(other.step(net.inputs, 1e-3).loss);
  });
});

describe('a thread that fails', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scheelite-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const written = (name: string, text: string): string => {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  /** A connection to another program than ours. */
  const other = (name: string, text: string, limits: { start?: number; silence?: number }): Connection =>
    new Connection('cpu', findFiles('cpu') as Files, { file: pathToFileURL(written(`${name}.mjs`, text)), ...limits });
  /** A connection whose tfjs is this text. */
  const withCore = (name: string, text: string): Connection => {
    written(`${name}/node_modules/@tensorflow/tfjs-core/index.js`, text);
    return new Connection('cpu', { backend: written(`${name}/backend.cjs`, ''), dawn: undefined });
  };
  /** Asked twice: the second answer is there at once. */
  const failure = (c: Connection, why: string): void => {
    expect(() => c.facts()).toThrow(why);
    expect(c.lost).toContain(why);
    expect(() => c.ask({ kind: 'run', runner: 1 })).toThrow(why);
  };

  test('does not start in time', () =>
    failure(other('sleeps', 'setInterval(() => {}, 1000);', { start: 200 }), 'It does not start in time.'));
  test('does not start, for a reason', () =>
    failure(withCore('refuses', 'throw new Error("no such luck\\nand a trace");'), 'no such luck.'));
  test('ends on its own', () => failure(withCore('ends', 'process.exit(3);'), 'Its thread has ended unexpectedly.'));
  test('gives no sign of life', () => {
    const text = `import { workerData } from 'node:worker_threads';
      const { port, data: { words } } = workerData;
      port.on('message', () => {});
      port.postMessage({ id: 0, result: { device: 'none', kernels: [] } });`;
    const c = other('stuck', text, { silence: 200 });
    expect(c.facts().kernels).toEqual([]);
    expect(() => c.ask({ kind: 'run', runner: 1 })).toThrow('Its thread gives no sign of life.');
    expect(() => c.post({ kind: 'run', runner: 1 })).toThrow('Its thread gives no sign of life.');
  });
  test('has already done what is to be given up: the answer is not lost', () => {
    const text = `import { workerData } from 'node:worker_threads';
      const { port, data: { words } } = workerData;
      const answer = (a) => { port.postMessage(a); Atomics.add(words, 0, 1); Atomics.notify(words, 0); };
      port.on('message', ({ id }) => {
        Atomics.compareExchange(words, 1, 2 * id, 2 * id + 1);
        Atomics.store(words, 3, 1);
        setTimeout(() => answer({ id, result: 'done' }), 100);
      });
      answer({ id: 0, result: { device: 'none', kernels: [] } });`;
    const c = other('prompt', text, {});
    c.facts();
    const stop = new Error('stop');
    let looks = 0;
    const back = listen(() => {
      if (++looks > 10) throw stop;
    });
    let late: unknown;
    try {
      c.ask({ kind: 'run', runner: 1 });
    } catch (e) {
      late = e;
    } finally {
      listen(back);
    }
    expect(late).toEqual(new Late('done', stop));
    expect(looks).toBeGreaterThan(10);
    expect(c.ask({ kind: 'run', runner: 1 })).toBe('done');
    c.close();
  });
  test('was lost: evaluations go on with another one, a training has lost its weights', () => {
    const connections: Connection[] = [];
    const connect = (): Connection => {
      const last = connections.at(-1);
      if (last !== undefined && last.lost === undefined) return last;
      connections.push(new Connection('cpu', findFiles('cpu') as Files));
      return connections.at(-1)!;
    };
    const { program, store } = programOf(smallNets.mlp!());
    const { inputs } = smallNets.mlp!();
    const common = { program, store, frozen: false, threads: 1 };
    const evaluation = new DeviceRunner({ ...common, optimizer: undefined }, connect);
    const training = new DeviceRunner({ ...common, optimizer: settings }, connect);
    const { loss } = evaluation.run(inputs);
    training.update!.push();
    training.update!.step(inputs, 1e-3, 1);
    connections[0]!.close();
    expect(evaluation.run(inputs).loss).toBe(loss);
    expect(() => training.update!.step(inputs, 1e-3, 2)).toThrow('Its thread was ended.');
    expect(() => training.update!.pull()).toThrow('Its thread was ended.');
    expect(connections.length).toBe(2);
  });
});
