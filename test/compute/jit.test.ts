/** Machine code: the assembler against known bytes, kernels against tfjs's cpu backend, threads against themselves. */
import { describe, expect, test, vi } from 'vitest';
import { Arena } from '../../src/compute/executors/jit/arena.ts';
import { lowerings } from '../../src/compute/executors/jit/forms/index.ts';
import { jit } from '../../src/compute/executors/jit/jit.ts';
import { nativeTarget } from '../../src/compute/machine/jit/target.ts';
import { heldBytes } from '../../src/memory.ts';
import { compiled, kernelSuite, operand } from './kernel-suite.ts';
import { watchPartialVectors } from './partial-vectors.ts';

/** The choice of a process in which this variable is set. */
async function chosen(isa: string) {
  vi.resetModules();
  vi.stubEnv('SCHEELITE_ISA', isa);
  try {
    const [{ useHost }, { nodeHost }] = [
      await import('../../src/host/host.ts'),
      await import('../../src/host/node/node-host.ts'),
    ];
    useHost(nodeHost);
    const { target, missingTarget } = await import('../../src/compute/machine/jit/target.ts');
    return { name: target().name, problem: missingTarget() };
  } finally {
    vi.unstubAllEnvs();
    vi.resetModules();
  }
}

test.skipIf(process.arch !== 'x64')('a variable caps what code is made for', async () => {
  expect((await chosen('avx2')).name).toBe('avx2');
  expect((await chosen('none')).problem).toBe('SCHEELITE_ISA asks for no machine code.');
  expect((await chosen('sse')).problem).toBe('SCHEELITE_ISA is sse, and none of avx512, avx2, wasm, none.');
});

watchPartialVectors(nativeTarget().code());
kernelSuite(jit, [1, 2, 5]);

const missing = jit.missing();
describe.skipIf(missing !== undefined)(missing ?? 'threads and memory', () => {
  test('threads wait for each other: the same bits in every run', () => {
    const inputs = { a: operand([1, 300, 257], 1), b: operand([1, 257, 200], 2) };
    const { run, dispose } = compiled(jit, 'BatchMatMul', inputs, {}, [1, 300, 200], 4);
    const first = run();
    for (let i = 0; i < 100; i++) expect(Buffer.compare(Buffer.from(run().buffer), Buffer.from(first.buffer))).toBe(0);
    dispose();
  });

  test('a program that cannot be compiled leaves no memory behind', () => {
    const inputs = { a: operand([1, 30, 20], 1), b: operand([1, 20, 10], 2) };
    compiled(jit, 'BatchMatMul', inputs, {}, [1, 30, 10], 2).dispose();
    const before = heldBytes();
    const lowering = vi.spyOn(lowerings, 'BatchMatMul').mockImplementation(() => {
      throw new Error('refused');
    });
    try {
      expect(() => compiled(jit, 'BatchMatMul', inputs, {}, [1, 30, 10], 2)).toThrow('refused');
    } finally {
      lowering.mockRestore();
    }
    expect(heldBytes()).toBe(before);
  });

  test('an arena gives places again and keeps others for good', () => {
    const arena = new Arena(4096, 1 << 16);
    const [a, b, c] = [100, 200, 300].map((n) => arena.take(n)) as [number, number, number];
    const kept = arena.keep(64);
    arena.give(a, 100);
    arena.give(b, 200);
    expect(arena.take(384)).toBe(a);
    expect(kept).toBeGreaterThan(c);
    expect(arena.peak).toBe(128 + 256 + 320 + 64);
  });
});
