/** Modules of WebAssembly: the kernels of machine code on another target, with and without relaxed instructions. */
import { describe, expect, test } from 'vitest';
import { wasm } from '../../src/compute/executors/wasm/wasm.ts';
import { at, r8, r9, rax, rsi } from '../../src/compute/machine/jit/assembler.ts';
import { plain, relaxed } from '../../src/compute/machine/jit/targets/wasm.ts';
import { type Code, TAIL } from '../../src/compute/machine/jit/vectors.ts';
import { ArrayStore } from '../../src/compute/run/store.ts';
import { compiled, kernelSuite, operand } from './kernel-suite.ts';
import { watchPartialVectors } from './partial-vectors.ts';

watchPartialVectors(plain.code());
kernelSuite(wasm, [1]);

/** The body of a function: local variables and their types, instructions, the end. */
const emitted = (code: Code, emit: (c: Code) => void): string => {
  emit(code);
  return Buffer.from(code.finish()).toString('hex');
};

// as wabt reads them; the first byte is the number of parameters
test.each([
  [
    'v128.load offset=16',
    (c: Code) => c.load(1, at(rsi, 16)),
    '00' + '02017f017b' + '2000' + 'fd000010' + '2101' + '0b',
  ],
  [
    'an address before a register is a sum, since offsets do not wrap',
    (c: Code) => c.load(1, at(rsi, -4)),
    '00' + '02017f017b' + '2000' + '417c6a' + 'fd000000' + '2101' + '0b',
  ],
  [
    'three lanes',
    (c: Code) => [c.setTail(3), c.load(1, at(rsi), TAIL)],
    '00' + '02017f017b' + '20002000' + 'fd5d0000' + 'fd56000802' + '2101' + '0b',
  ],
  [
    'a loop',
    (c: Code) => c.loop(rax, () => c.addImmediate(r8, 64)),
    '00' + '02017f017f' + '0340' + '200041c0006a2100' + '2001417f6a22010d00' + '0b' + '0b',
  ],
  [
    'a jump out of a block',
    (c: Code) =>
      c.block((end) => {
        c.compareImmediate(r9, 5);
        c.jumpIf('below', end);
      }),
    '00' + '01017f' + '0240' + '20004105490d00' + '0b' + '0b',
  ],
])('%s', (_, emit, bytes) => {
  expect(emitted(plain.code(), emit as (c: Code) => void)).toBe(bytes);
});

test('a product is added by one instruction or by two', () => {
  const add = (c: Code): void => c.op('multiplyAdd231', 0, 1, 2);
  expect(emitted(plain.code(), add)).toBe(
    '00' + '03017b017b017b' + '200020012002' + 'fde601' + 'fde401' + '2100' + '0b',
  );
  expect(emitted(relaxed.code(), add)).toBe('00' + '03017b017b017b' + '200020012002' + 'fd8502' + '2102' + '0b');
});

test('memory is refused before it is made', () => {
  const numbers = 2 ** 31;
  const program = {
    values: [0, 1].map(() => ({ shape: [numbers], dtype: 'float32' as const })),
    inputs: [{ name: 'x', value: 0 }],
    arrays: [],
    constants: [],
    calls: [{ kernel: 'Neg', inputs: { x: 0 }, attributes: {}, outputs: [1] }],
    outputs: [{ role: 'output' as const, name: 'y', value: 1 }],
  };
  const refused = () =>
    wasm.compile({ program, store: new ArrayStore([], 0), frozen: true, optimizer: undefined, threads: 1 });
  expect(refused).toThrow(/memory|more than WebAssembly has addresses for/i);
});

describe('numbers', () => {
  test('rows that no number names are the first, and what is none names no row', () => {
    const x = operand([3, 5], 1);
    const indices = { shape: [4], data: Float32Array.of(2, 7, Number.NaN, -1) };
    const { run, dispose } = compiled(wasm, 'GatherV2', { x, indices }, { axis: 0, batchDims: 0 }, [4, 5], 1);
    const rows = [...run()];
    dispose();
    const row = (i: number): number[] => [...x.data.subarray(5 * i, 5 * i + 5)];
    expect(rows).toEqual([...row(2), ...row(0), ...row(0), ...row(0)]);
  });
});
