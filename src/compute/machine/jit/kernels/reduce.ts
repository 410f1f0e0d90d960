/** Sums, products and extremes along one axis of {outer, length, inner}. */
import { at, r8, r9, r10, r11, r13, r15, rcx, rsi } from '../assembler.ts';
import { newCode } from '../target.ts';
import { type Binary, type Code, TAIL } from '../vectors.ts';

export interface Reduction {
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
  readonly kind: 'sum' | 'maximum' | 'minimum' | 'product';
  /** What results are multiplied by. */
  readonly scale: number;
  /** Numbers from one block of the input to the next. */
  readonly block: number;
}

const operators: Readonly<Record<Reduction['kind'], Binary>> = {
  sum: 'add',
  maximum: 'maximum',
  minimum: 'minimum',
  product: 'multiply',
};
/** What leaves every number alone. */
const neutral: Readonly<Record<Reduction['kind'], number>> = {
  sum: 0,
  maximum: Number.NEGATIVE_INFINITY,
  minimum: Number.POSITIVE_INFINITY,
  product: 1,
};

/** Sums beside each other hide how long an addition takes. */
const BESIDE = 4;
/** The last registers. */
const neutralOf = (code: Code): number => code.registers - 1;
const scaleOf = (code: Code): number => code.registers - 2;
const helpOf = (code: Code): number => code.registers - 3;
/** Vectors of a row that are reduced together. */
const WIDE = 6;

/** Arguments: input, output. */
export function reductionCode(r: Reduction): Uint8Array {
  const code = newCode();
  code.takeArguments(rsi, rcx);
  code.spread(neutralOf(code), code.constant(neutral[r.kind]));
  code.spread(scaleOf(code), code.constant(r.scale));
  code.setTail(r.inner === 1 ? r.length : r.inner);
  code.moveImmediate(r15, r.outer);
  code.loop(r15, () => {
    if (r.inner === 1) emitRow(code, r);
    else emitColumns(code, r);
    code.addImmediate(rsi, r.block * 4);
    code.addImmediate(rcx, r.inner * 4);
  });
  code.return();
  return code.finish();
}

/** One number of a row. */
function emitRow(code: Code, r: Reduction): void {
  const op = operators[r.kind];
  const full = Math.floor(r.length / code.lanes);
  const beside = Math.min(BESIDE, Math.max(1, full));
  for (let i = 0; i < beside; i++) code.copy(i, neutralOf(code));
  code.move(r8, rsi);
  const vectors = (n: number): void => {
    for (let i = 0; i < n; i++) code.op(op, i, i, at(r8, i * code.bytes));
    code.addImmediate(r8, n * code.bytes);
  };
  const times = Math.floor(full / beside);
  if (times > 0) {
    code.moveImmediate(r9, times);
    code.loop(r9, () => vectors(beside));
  }
  if (full % beside > 0) vectors(full % beside);
  if (r.length % code.lanes !== 0) code.op(op, 0, 0, at(r8, 0), { mask: TAIL });
  for (let i = 1; i < beside; i++) code.op(op, 0, 0, i);
  code.across(op, 0, helpOf(code));
  code.op('multiply', 0, 0, scaleOf(code));
  code.storeOne(at(rcx), 0);
}

/** A row of sums of numbers below each other. */
function emitColumns(code: Code, r: Reduction): void {
  const all = Math.ceil(r.inner / code.lanes);
  const partial = r.inner % code.lanes !== 0;
  let done = 0;
  const part = (vectors: number, last: boolean): void => {
    emitColumnPart(code, r, vectors, partial && last, r8, r9);
  };
  code.move(r8, rsi);
  code.move(r9, rcx);
  const wide = Math.floor((all - (partial ? 1 : 0)) / WIDE);
  if (wide > 0) {
    code.moveImmediate(r13, wide);
    code.loop(r13, () => {
      part(WIDE, false);
      code.addImmediate(r8, WIDE * code.bytes);
      code.addImmediate(r9, WIDE * code.bytes);
    });
    done = wide * WIDE;
  }
  if (done < all) part(all - done, true);
}

function emitColumnPart(code: Code, r: Reduction, vectors: number, partial: boolean, from: number, to: number): void {
  const op = operators[r.kind];
  const beside = Math.max(1, Math.min(BESIDE, Math.floor(helpOf(code) / vectors), r.length));
  const sum = (i: number, v: number): number => i * vectors + v;
  for (let i = 0; i < beside * vectors; i++) code.copy(i, neutralOf(code));
  code.move(r10, from);
  const mask = (v: number): number => (partial && v === vectors - 1 ? TAIL : 0);
  const rows = (n: number): void => {
    for (let i = 0; i < n; i++)
      for (let v = 0; v < vectors; v++) {
        const place = at(r10, i * r.inner * 4 + v * code.bytes);
        code.op(op, sum(i, v), sum(i, v), place, { mask: mask(v) });
      }
    code.addImmediate(r10, n * r.inner * 4);
  };
  const times = Math.floor(r.length / beside);
  code.moveImmediate(r11, times);
  code.loop(r11, () => rows(beside));
  if (r.length % beside > 0) rows(r.length % beside);
  for (let v = 0; v < vectors; v++) {
    for (let i = 1; i < beside; i++) code.op(op, v, v, sum(i, v));
    code.op('multiply', v, v, scaleOf(code));
    code.store(at(to, v * code.bytes), v, mask(v));
  }
}
