/** What PyTorch makes of nets, as test/golden/torch/make.py wrote it down: a line a case, and its numbers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { TensorValue } from '../../src/compute/contract/step.ts';
import { Packed } from '../../src/expr/expr.ts';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import { createSession, type KernelSession } from '../../src/index.ts';
import { keyAt } from '../../src/nets/model/keys.ts';
import { type Net, withArrays } from '../../src/nets/model/net.ts';
import { isNet } from '../../src/nets/write/net-box.ts';

type Numbers = ReadonlyMap<string, TensorValue>;

/** Numbers of one case by kind and name: of "grad in Input" the kind is "grad", the name "in Input". */
export interface Golden<Facts> {
  readonly facts: Facts;
  of(kind: string): Numbers;
}

/** All cases of a file of test/golden/torch. */
export function goldenCases<Facts>(name: string): Golden<Facts>[] {
  const at = (ending: string): string => join(import.meta.dirname, '../golden/torch', `${name}.${ending}`);
  const numbers: Map<string, TensorValue>[] = [];
  for (const [key, { shape, data }] of readSafetensors(readFileSync(at('safetensors')))) {
    const space = key.indexOf(' ');
    const own = (numbers[Number(key.slice(0, space))] ??= new Map());
    own.set(key.slice(space + 1), { shape, dtype: 'float32', data: Float32Array.from(data as Float32Array) });
  }
  return readFileSync(at('jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line, i) => ({
      facts: JSON.parse(line) as Facts,
      of: (kind) => {
        const all = [...(numbers[i] ?? [])].filter(([key]) => key.startsWith(`${kind} `));
        return new Map(all.map(([key, x]) => [key.slice(kind.length + 1), x] as const));
      },
    }));
}

/** The key of an array at a path such as "Net/2/Weights". */
export const goldenKey = (path: string): string =>
  keyAt(
    path.split('/').map((s) => (/^[0-9]+$/.test(s) ? Number(s) : s)),
    undefined,
  );

/** The net that a text stands for, with the arrays of a case by their paths. */
export function goldenNet(text: string, arrays: Numbers, session: KernelSession = createSession({ seed: 1 })): Net {
  const value = session.evaluateInput(session.parse(text)[0]!);
  if (!isNet(value)) throw new Error(`${text} is no net`);
  const values = [...arrays].map(
    ([path, { shape, data }]) => [goldenKey(path), new Packed('Real32', shape, data as Float32Array)] as const,
  );
  return withArrays(value.content, new Map(values));
}

/** Numbers agree to a part of the largest of them, and of 1. */
export function expectNear(actual: TensorValue, expected: TensorValue, tolerance: number, what: string): void {
  expect([what, actual.shape]).toEqual([what, expected.shape]);
  const scale = Math.max(1, ...expected.data.map(Math.abs));
  let worst = 0;
  expected.data.forEach((x, i) => {
    const difference = Math.abs(actual.data[i]! - x);
    if (!(difference <= worst)) worst = difference;
  });
  expect(
    worst / scale,
    `${what}: ${actual.data.slice(0, 12)}, PyTorch ${expected.data.slice(0, 12)}`,
  ).toBeLessThanOrEqual(tolerance);
}
