/** Products of few rows with a matrix whose terms lie side by side: as many sums at a time as there are lanes, each along a vector. */
import { at, r8, r9, r10, r13, r14, r15, rbp, rcx, rdx, rsi } from '../assembler.ts';
import { newCode } from '../target.ts';
import { type Code, OTHER_TAIL } from '../vectors.ts';
import { emitStack, type Product } from './product.ts';

/** Whether this form fits: terms of both factors lie side by side. */
export const isDotProduct = (p: Product): boolean => p.aTerm === 1 && p.bTerm === 1 && p.bColumn !== 1 && !p.accumulate;

/** Arguments as of a product; there is no packing. */
export function dotProductCode(p: Product): Uint8Array {
  const code = newCode();
  code.takeArguments(rsi, rdx, rcx, rbp, r15);
  code.setTail(p.k);
  code.setTail(p.n, OTHER_TAIL);
  const { lanes } = code;
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
    columns(lanes, Math.floor(p.n / lanes));
    columns(p.n % lanes, p.n % lanes === 0 ? 0 : 1);
  });
  code.return();
  return code.finish();
}

/** One row of A with `count` columns of B. */
function emitSums(code: Code, p: Product, count: number): void {
  const { lanes } = code;
  const term = lanes;
  for (let i = 0; i < lanes; i++) code.zero(i);
  code.move(r8, rsi);
  code.move(r9, rdx);
  code.along(p.k, r10, [r8, r9], (mask) => {
    code.load(term, at(r8), mask);
    for (let i = 0; i < count; i++) code.op('multiplyAdd231', i, term, at(r9, i * p.bColumn * 4), { mask });
  });
  emitSumsAcross(code);
  code.store(at(rcx), 0, count < lanes ? OTHER_TAIL : 0);
}

/** Register 0 = the sums of the lanes of each of the first registers: neighbours are put together until one is left. */
function emitSumsAcross(code: Code): void {
  const [low, high] = [code.lanes, code.lanes + 1];
  for (let round = 0; round < code.rounds; round++)
    for (let i = 0; i < code.lanes >> (round + 1); i++) {
      code.interleave(round, 'low', low, 2 * i, 2 * i + 1);
      code.interleave(round, 'high', high, 2 * i, 2 * i + 1);
      code.op('add', i, low, high);
    }
}
