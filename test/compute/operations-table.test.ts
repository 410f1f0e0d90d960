/** The table of operations: what it says is so, and it is the one place that says it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Tensor } from '../../src/compute/contract/step.ts';
import { engine } from '../../src/compute/machine/engine.ts';
import { isMap, type Operation, operations } from '../../src/compute/program/operations.ts';

const all = Object.entries(operations as Readonly<Record<string, Operation>>);
const { tf } = engine();
const has = (name: string): boolean => tf.getKernel(name, 'wasm') !== undefined;
/** Operations whose kernels the backend has; tests run others nowhere. */
const here = all.filter(([name]) => has(name));
const run = (name: string, inputs: Readonly<Record<string, Tensor>>, attributes = {}): Tensor =>
  tf.engine().runKernel(name, inputs as never, attributes as never) as Tensor;

test('every kernel that tfjs differentiates is known, with its gradient', () => {
  for (const [name, { gradient }] of here)
    expect([name, gradient === 'none'], name).toEqual([name, tf.getGradient(name) === undefined]);
});

const values = [-2.5, -1, -0.5, 0, 0.25, 0.75, 2, 3.5];
const attributesOf = ({ parameters = [] }: Operation) =>
  Object.fromEntries(parameters.map((p, i) => [p, [-0.5, 0.5][i]!]));

describe.each(here.filter(([, o]) => isMap(o) && o.gives !== 'said'))('%s', (name, operation) => {
  const truth = name === 'LogicalNot';
  const x = (list: readonly number[]): Tensor => (truth ? tf.cast(tf.tensor(list), 'bool') : tf.tensor([...list]));

  test('gives the shape and the type that it says', () =>
    void tf.tidy(() => {
      const y = run(name, { x: tf.reshape(x(values), [2, 4]) }, attributesOf(operation));
      expect([y.shape, y.dtype]).toEqual([[2, 4], operation.gives ?? 'float32']);
    }));
  test.runIf(operation.keepsZero)(
    'keeps zero',
    () =>
      void tf.tidy(() => {
        const [y] = run(name, { x: x([0]) }, attributesOf(operation)).dataSync();
        expect(Math.abs(y!)).toBe(0);
      }),
  );
  test.runIf(operation.gradient === 'zero' && operation.gives === undefined)(
    'has no slope',
    () =>
      void tf.tidy(() => {
        const slope = tf.grad((v) => run(name, { x: v }, attributesOf(operation)))(x(values));
        expect([...slope.dataSync()].every((v) => v === 0)).toBe(true);
      }),
  );
});

describe.each(here.filter(([, o]) => o.spreads === true && o.gives !== 'bool'))('%s', (name, operation) => {
  const [one, two] = operation.takes as readonly [string, string];
  test('spreads its inputs', () =>
    void tf.tidy(() => {
      const y = run(name, { [one]: tf.ones([2, 3, 4]), [two]: tf.ones(one === 'x' ? [3, 4] : [3, 1]) });
      expect([y.shape, y.dtype]).toEqual([[2, 3, 4], 'float32']);
    }));
  test('leaves a number as it is beside its unit', () =>
    void tf.tidy(() => {
      const { unit } = operation;
      for (const input of unit?.inputs ?? []) {
        const other = input === 'a' ? 'b' : 'a';
        const y = run(name, { [input]: tf.scalar(unit!.value), [other]: tf.tensor1d(values) });
        expect([...y.dataSync()]).toEqual(values);
      }
    }));
  test.runIf(operation.keepsZero)(
    'keeps zero',
    () =>
      void tf.tidy(() => {
        const y = run(name, { [one]: tf.zeros([2]), [two]: tf.zeros([2]) });
        expect([...y.dataSync()]).toEqual([0, 0]);
      }),
  );
});

describe('one place', () => {
  const root = fileURLToPath(new URL('../../src/compute/', import.meta.url));
  const filesUnder = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return filesUnder(path);
      return name.endsWith('.ts') ? [relative(root, path)] : [];
    });
  /** The table, the tracer, and the forms of executors; those of the processor are functions of its vectors. */
  const mayName =
    /^(program\/(operations|trace)\.ts|executors\/\w+\/forms\/.*|machine\/jit\/kernels\/[\w-]*functions\.ts|machine\/native\/generated\/.*)$/;
  /** Nodes of graphs of other libraries, many of which have the same names. */
  const nodes = /\bnodes?\(\s*'\w+'/g;
  const names = all.map(([name]) => name);
  const named = new RegExp(`'(?:${names.join('|')})'|^\\s+(?:${names.join('|')}):`, 'm');

  test.each(filesUnder(root).filter((f) => !mayName.test(f)))('%s names no operation', (file) => {
    const text = readFileSync(join(root, file), 'utf8').replace(nodes, '');
    expect(text.match(named)?.[0]).toBeUndefined();
  });
});
