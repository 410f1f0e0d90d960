/** Products of few rows with a matrix whose terms lie side by side: sixteen sums at a time, each along a vector. */
import { at, LANES, r8, r9, r10, r13, r14, r15, rbp, rcx, rdx, rsi } from '../assembler.ts';
import { Code } from '../vectors.ts';
import { emitStack, type Product } from './product.ts';

/** Mask of the columns that exist; that of terms is the tail's. */
const RESULTS = 2;
const TERM = 31;

/** Whether this form fits: terms of both factors lie side by side. */
export const isDotProduct = (p: Product): boolean => p.aTerm === 1 && p.bTerm === 1 && p.bColumn !== 1 && !p.accumulate;

/** Arguments as of a product; there is no packing. */
export function dotProductCode(p: Product): Uint8Array {
  const code = new Code();
  code.takeArguments(rsi, rdx, rcx, rbp, r15);
  code.setTail(p.k);
  if (p.n % LANES !== 0) code.setMask(RESULTS, p.n % LANES);
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
  emitStack(code, p, () => {
    columns(LANES, Math.floor(p.n / LANES));
    columns(p.n % LANES, p.n % LANES === 0 ? 0 : 1);
  });
  code.return();
  return code.finish();
}

/** One row of A with `count` columns of B. */
function emitSums(code: Code, p: Product, count: number): void {
  for (let i = 0; i < LANES; i++) code.zero(i);
  code.move(r8, rsi);
  code.move(r9, rdx);
  code.along(p.k, r10, [r8, r9], (mask) => {
    code.load(TERM, at(r8), mask);
    for (let i = 0; i < count; i++) code.op('multiplyAdd231', i, TERM, at(r9, i * p.bColumn * 4), { mask });
  });
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
