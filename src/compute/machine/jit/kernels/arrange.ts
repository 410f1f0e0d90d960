/** Moving numbers: blocks from one order of axes to another, and filling. */
import { at, r8, r9, r10, r13, rcx, rsi } from '../assembler.ts';
import { newCode } from '../target.ts';
import { type Code, MASK, TAIL } from '../vectors.ts';
import { emitTransposed } from './transpose.ts';

/** [length, step in the source, step in the result], in numbers. */
export type Axis = readonly [length: number, from: number, to: number];

export interface Arrangement {
  /** Outer axes. */
  readonly axes: readonly Axis[];
  /** Numbers that lie together on both sides, or a matrix that is transposed: {rows, columns}, with steps of rows. */
  readonly inner:
    | { readonly run: number }
    | { readonly rows: number; readonly columns: number; readonly fromRow: number; readonly toRow: number };
}

/** Arguments: source, result. */
export function arrangementCode(a: Arrangement): Uint8Array {
  const code = newCode();
  code.takeArguments(rsi, rcx);
  if ('run' in a.inner) code.setTail(a.inner.run);
  const nest = (i: number): void => {
    const axis = a.axes[i];
    if (axis === undefined) {
      emitInner(code, a.inner);
      return;
    }
    const [length, from, to] = axis;
    code.push(r13);
    code.moveImmediate(r13, length);
    code.loop(r13, () => {
      nest(i + 1);
      code.addImmediate(rsi, from * 4);
      code.addImmediate(rcx, to * 4);
    });
    code.pop(r13);
    code.addImmediate(rsi, -length * from * 4);
    code.addImmediate(rcx, -length * to * 4);
  };
  nest(0);
  code.return();
  return code.finish();
}

function emitInner(code: Code, inner: Arrangement['inner']): void {
  if ('run' in inner) {
    emitRun(code, inner.run);
    return;
  }
  const { rows, columns, fromRow, toRow } = inner;
  emitTransposed(code, { rows, columns, from: rsi, to: rcx, fromRow: fromRow * 4, toRow: toRow * 4 });
}

/** Vectors copied in one round of the loop. */
const TOGETHER = 4;

function emitRun(code: Code, n: number): void {
  const full = Math.floor(n / code.lanes);
  const vectors = (count: number, from: number, to: number, disp: number): void => {
    for (let i = 0; i < count; i++) code.load(i, at(from, disp + i * code.bytes));
    for (let i = 0; i < count; i++) code.store(at(to, disp + i * code.bytes), i);
  };
  if (full <= 2 * TOGETHER) {
    vectors(full, rsi, rcx, 0);
    if (n % code.lanes !== 0) {
      code.load(0, at(rsi, full * code.bytes), TAIL);
      code.store(at(rcx, full * code.bytes), 0, TAIL);
    }
    return;
  }
  code.move(r8, rsi);
  code.move(r9, rcx);
  code.moveImmediate(r10, Math.floor(full / TOGETHER));
  code.loop(r10, () => {
    vectors(TOGETHER, r8, r9, 0);
    code.addImmediate(r8, TOGETHER * code.bytes);
    code.addImmediate(r9, TOGETHER * code.bytes);
  });
  vectors(full % TOGETHER, r8, r9, 0);
  if (n % code.lanes === 0) return;
  const rest = (full % TOGETHER) * code.bytes;
  code.load(0, at(r8, rest), TAIL);
  code.store(at(r9, rest), 0, TAIL);
}

export interface Fill {
  readonly numbers: number;
  readonly value: number;
}

/** Arguments: result. */
export function fillCode(f: Fill): Uint8Array {
  const code = newCode();
  code.takeArguments(rcx);
  code.spread(0, code.constant(f.value));
  code.setTail(f.numbers);
  code.along(f.numbers, r10, [rcx], (mask) => code.store(at(rcx), 0, mask));
  code.return();
  return code.finish();
}

export interface OneHot {
  readonly rows: number;
  readonly depth: number;
  readonly on: number;
  readonly off: number;
}

/** Rows with `on` at the place that an index names. Arguments: indices, result. */
export function oneHotCode(o: OneHot): Uint8Array {
  const code = newCode();
  const [INDEX, PLACES, ON, OFF, ROW, STEP] = [0, 1, 2, 3, 4, 5];
  code.takeArguments(rsi, rcx);
  const counting = code.vectorConstant(Array.from({ length: code.lanes }, (_, i) => i));
  code.spread(ON, code.constant(o.on));
  code.spread(OFF, code.constant(o.off));
  code.spread(STEP, code.constant(code.lanes));
  code.setTail(o.depth);
  code.moveImmediate(r13, o.rows);
  code.loop(r13, () => {
    code.spread(INDEX, at(rsi));
    code.load(PLACES, counting);
    code.along(o.depth, r10, [rcx], (mask) => {
      code.compareLanes('equal', MASK, INDEX, PLACES);
      code.blend(ROW, OFF, ON, MASK);
      code.store(at(rcx), ROW, mask);
      code.op('add', PLACES, PLACES, STEP);
    });
    code.addImmediate(rsi, 4);
  });
  code.return();
  return code.finish();
}
