/** Products of few rows with a matrix whose terms lie side by side: sixteen sums at a time, each along a vector. */
import { at, LANES, r8, r9, r10, r13, r14, r15, rax, rcx, rdi, rdx, rsi, VECTOR_BYTES } from '../assembler.ts';
import { Code } from '../vectors.ts';
import type { Product } from './product.ts';

const TERMS = 1;
const RESULTS = 2;
const TERM = 31;

/** Whether this form fits: terms of both factors lie side by side. */
export const isDotProduct = (p: Product): boolean => p.aTerm === 1 && p.bTerm === 1 && p.bColumn !== 1 && !p.accumulate;

/** Arguments as of a product; there is no packing. */
export function dotProductCode(p: Product): Uint8Array {
  const code = new Code();
  code.move(rsi, at(rdi, 0));
  code.move(rdx, at(rdi, 8));
  code.move(rcx, at(rdi, 16));
  code.move(r15, at(rdi, 32));
  setMask(code, TERMS, p.k % LANES);
  setMask(code, RESULTS, p.n % LANES);
  const [a, b, c] = p.jumps;
  const columns = (count: number, times: number): void => {
    if (times === 0) return;
    code.moveImmediate(r13, times);
    code.loop(r13, () => {
      code.push(rsi);
      code.push(rcx);
      code.moveImmediate(r14, p.m);
      code.loop(r14, () => {
        emitSums(code, p, count);
        code.addImmediate(rsi, p.aRow * 4);
        code.addImmediate(rcx, p.cRow * 4);
      });
      code.pop(rcx);
      code.pop(rsi);
      code.addImmediate(rdx, count * p.bColumn * 4);
      code.addImmediate(rcx, count * 4);
    });
  };
  code.loop(r15, () => {
    for (const r of [rsi, rdx, rcx]) code.push(r);
    columns(LANES, Math.floor(p.n / LANES));
    columns(p.n % LANES, p.n % LANES === 0 ? 0 : 1);
    for (const r of [rcx, rdx, rsi]) code.pop(r);
    code.addImmediate(rsi, a * 4);
    code.addImmediate(rdx, b * 4);
    code.addImmediate(rcx, c * 4);
  });
  code.return();
  return code.finish();
}

function setMask(code: Code, mask: number, n: number): void {
  if (n === 0) return;
  code.moveImmediate(rax, 2 ** n - 1);
  code.moveMask(mask, rax);
}

/** One row of A with `count` columns of B. */
function emitSums(code: Code, p: Product, count: number): void {
  for (let i = 0; i < LANES; i++) code.zero(i);
  code.move(r8, rsi);
  code.move(r9, rdx);
  const terms = (mask: number): void => {
    code.load(TERM, at(r8), mask);
    for (let i = 0; i < count; i++)
      code.op('multiplyAdd231', i, TERM, at(r9, i * p.bColumn * 4), mask === 0 ? {} : { mask });
  };
  const full = Math.floor(p.k / LANES);
  if (full > 0) {
    code.moveImmediate(r10, full);
    code.loop(r10, () => {
      terms(0);
      code.addImmediate(r8, VECTOR_BYTES);
      code.addImmediate(r9, VECTOR_BYTES);
    });
  }
  if (p.k % LANES !== 0) terms(TERMS);
  emitSumsAcross(code);
  code.store(at(rcx), 0, count < LANES ? RESULTS : 0);
}

/** Register 0 = the sums of the lanes of registers 0 to 15: neighbours are put together until one is left. */
function emitSumsAcross(code: Code): void {
  const [low, high] = [16, 17];
  const rounds = [
    ['unpackLow', 'unpackHigh'],
    ['unpackLowPairs', 'unpackHighPairs'],
    ['shuffleQuarters', 'shuffleQuarters'],
    ['shuffleQuarters', 'shuffleQuarters'],
  ] as const;
  rounds.forEach(([first, second], round) => {
    for (let i = 0; i < 8 >> round; i++) {
      code.op(first, low, 2 * i, 2 * i + 1, first === 'shuffleQuarters' ? { immediate: 0x88 } : {});
      code.op(second, high, 2 * i, 2 * i + 1, second === 'shuffleQuarters' ? { immediate: 0xdd } : {});
      code.op('add', i, low, high);
    }
  });
}
