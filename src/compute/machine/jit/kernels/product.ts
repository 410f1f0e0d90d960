/** Products of matrices. */
import { at, r13, r14, r15, rbp, rcx, rdx, rsi } from '../assembler.ts';
import { newCode } from '../target.ts';
import { type Code, TAIL } from '../vectors.ts';
import { emitTile, evenParts, mostRows, panelLanes, panels, vectorsOf } from './tile.ts';
import { emitTransposed } from './transpose.ts';

/** C {m, n} = A {m, k} B {k, n}, many times; steps are in numbers. */
export interface Product {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly aRow: number;
  readonly aTerm: number;
  /** One of them is 1. */
  readonly bTerm: number;
  readonly bColumn: number;
  readonly cRow: number;
  readonly accumulate: boolean;
  /** Copies each panel of B before use. */
  readonly pack: boolean;
  /** Steps from one product to the next. */
  readonly jumps: readonly [a: number, b: number, c: number];
}

/** Lanes of a panel; of a single row more, whose sums would wait for each other if they were few. */
const lanesOf = (p: Product): number => (p.m === 1 ? 4 : 1) * panelLanes();

/** Numbers of the panel that a packed product needs room for. */
export const panelSize = (p: Product): number => p.k * lanesOf(p);

/** Arguments: A, B, C, room for a panel, number of products. */
export function productCode(p: Product): Uint8Array {
  const code = newCode();
  code.takeArguments(rsi, rdx, rcx, rbp, r15);
  emitStack(code, p, () => {
    for (const [lanes, count] of panels(p.n, lanesOf(p))) {
      code.setTail(lanes);
      code.moveImmediate(r13, count);
      code.loop(r13, () => panel(code, p, lanes));
    }
  });
  code.return();
  return code.finish();
}

/** `body` for each product of a stack: factors and result are at rsi, rdx, rcx, how many there are is in r15. */
export function emitStack(code: Code, { jumps: [a, b, c] }: Product, body: () => void): void {
  code.loop(r15, () => {
    for (const r of [rsi, rdx, rcx]) code.push(r);
    body();
    for (const r of [rcx, rdx, rsi]) code.pop(r);
    code.addImmediate(rsi, a * 4);
    code.addImmediate(rdx, b * 4);
    code.addImmediate(rcx, c * 4);
  });
}

/** All rows for some columns; rdx and rcx move to the next columns. */
function panel(code: Code, p: Product, lanes: number): void {
  const step = vectorsOf(lanes) * code.bytes;
  if (p.pack) pack(code, p, lanes, step);
  code.push(rsi);
  code.push(rcx);
  for (const [rows, count] of evenParts(p.m, mostRows(lanes))) {
    code.moveImmediate(r14, count);
    code.loop(r14, () => {
      emitTile(
        code,
        {
          rows,
          rowOffset: (r) => r * p.aRow * 4,
          lanes,
          loops: [{ count: p.k, a: p.aTerm * 4, b: p.pack ? step : p.bTerm * 4 }],
          cRow: p.cRow * 4,
          accumulate: p.accumulate,
          whole: p.pack,
        },
        { a: rsi, b: p.pack ? rbp : rdx, c: rcx },
      );
      code.addImmediate(rsi, rows * p.aRow * 4);
      code.addImmediate(rcx, rows * p.cRow * 4);
    });
  }
  code.pop(rcx);
  code.pop(rsi);
  code.addImmediate(rdx, lanes * p.bColumn * 4);
  code.addImmediate(rcx, lanes * 4);
}

/** Copies a panel of B to rbp, one row of lanes a term. */
function pack(code: Code, p: Product, lanes: number, step: number): void {
  if (p.bColumn !== 1) {
    emitTransposed(code, { rows: lanes, columns: p.k, from: rdx, to: rbp, fromRow: p.bColumn * 4, toRow: step });
    return;
  }
  emitRowCopies(code, p, lanes, step);
}

function emitRowCopies(code: Code, p: Product, lanes: number, step: number): void {
  const vectors = vectorsOf(lanes);
  const [from, to, counter] = [8, 9, 10];
  code.move(from, rdx);
  code.move(to, rbp);
  const rows = (n: number): void => {
    for (let i = 0; i < n; i++)
      for (let v = 0; v < vectors; v++) {
        const mask = lanes % code.lanes !== 0 && v === vectors - 1 ? TAIL : 0;
        code.load(i * vectors + v, at(from, i * p.bTerm * 4 + v * code.bytes), mask);
      }
    for (let i = 0; i < n; i++)
      for (let v = 0; v < vectors; v++) code.store(at(to, i * step + v * code.bytes), i * vectors + v);
    code.addImmediate(from, n * p.bTerm * 4);
    code.addImmediate(to, n * step);
  };
  const together = Math.min(8, Math.floor(code.registers / vectors));
  const times = Math.floor(p.k / together);
  if (times > 0) {
    code.moveImmediate(counter, times);
    code.loop(counter, () => rows(together));
  }
  if (p.k % together > 0) rows(p.k % together);
}
