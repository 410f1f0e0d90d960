/** Products of matrices. */
import { at, r8, r9, r10, r13, r14, r15, rbp, rcx, rdi, rdx, rsi } from '../assembler.ts';
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

/** Terms of a packed panel, which stays in the nearest cache while the rows pass by. */
const BLOCK = 512;
const LINE = 64;
/** Rows ahead that are asked for: the processor does not foresee lines on other pages. */
const AHEAD = 12;
/** Panels that are packed together: neighbouring columns of B are on the same pages of memory. */
const TOGETHER = 4;

/** Lanes of a panel; of a single row more, whose sums would wait for each other if they were few. */
const lanesOf = (p: Product): number => (p.m === 1 ? TOGETHER : 1) * panelLanes();
/** Bytes between terms of a packed panel. */
const stepOf = (p: Product): number => lanesOf(p) * 4;
/** Columns that are packed at once. */
const groupOf = (p: Product): number => (p.pack ? TOGETHER * panelLanes() : lanesOf(p));

interface Block {
  readonly terms: number;
  readonly times: number;
  readonly accumulate: boolean;
}

/** The terms of packed products in even blocks. */
function blocksOf({ k, pack, accumulate }: Product): Block[] {
  if (!pack || k <= 1.5 * BLOCK) return [{ terms: k, times: 1, accumulate }];
  const terms = 4 * Math.ceil(k / Math.ceil(k / BLOCK) / 4);
  const count = Math.ceil(k / terms);
  const blocks = [
    { terms, times: 1, accumulate },
    { terms, times: count - 2, accumulate: true },
    { terms: k - (count - 1) * terms, times: 1, accumulate: true },
  ];
  return blocks.filter((x) => x.times > 0);
}

/** Numbers that a packed product needs room for. */
export const panelSize = (p: Product): number =>
  blocksOf(p)[0]!.terms * Math.ceil(Math.min(p.n, groupOf(p)) / lanesOf(p)) * lanesOf(p);

/** Arguments: A, B, C, room for panels, number of products. */
export function productCode(p: Product): Uint8Array {
  const code = newCode();
  code.takeArguments(rsi, rdx, rcx, rbp, r15);
  emitStack(code, p, () => {
    for (const [lanes, count] of panels(p.n, groupOf(p))) {
      code.setTail(lanes);
      code.moveImmediate(r13, count);
      code.loop(r13, () => group(code, p, lanes));
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

/** All rows for some columns, block by block of terms; rdx and rcx move to the next columns. */
function group(code: Code, p: Product, lanes: number): void {
  for (const block of blocksOf(p)) {
    code.moveImmediate(rdi, block.times);
    code.loop(rdi, () => {
      if (p.pack) pack(code, p, lanes, block.terms);
      for (const r of [rdx, rcx, rbp]) code.push(r);
      overPanels(code, p, lanes, (width) => {
        code.push(r14);
        panel(code, p, width, block);
        code.pop(r14);
        code.addImmediate(rdx, width * p.bColumn * 4);
        code.addImmediate(rcx, width * 4);
        code.addImmediate(rbp, block.terms * stepOf(p));
      });
      for (const r of [rbp, rcx, rdx]) code.pop(r);
      code.addImmediate(rsi, block.terms * p.aTerm * 4);
      code.addImmediate(rdx, block.terms * p.bTerm * 4);
    });
  }
  code.addImmediate(rsi, -p.k * p.aTerm * 4);
  code.addImmediate(rdx, (lanes * p.bColumn - p.k * p.bTerm) * 4);
  code.addImmediate(rcx, lanes * 4);
}

/** `body` for each panel of a group; counts in r14. */
function overPanels(code: Code, p: Product, lanes: number, body: (width: number) => void): void {
  for (const [width, count] of panels(lanes, lanesOf(p))) {
    code.moveImmediate(r14, count);
    code.loop(r14, () => body(width));
  }
}

/** All rows of one panel and one block. */
function panel(code: Code, p: Product, lanes: number, { terms, accumulate }: Block): void {
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
          loops: [{ count: terms, a: p.aTerm * 4, b: p.pack ? stepOf(p) : p.bTerm * 4 }],
          cRow: p.cRow * 4,
          accumulate,
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
}

/** Copies a block of some columns of B to rbp: panel by panel, one row of lanes a term. */
function pack(code: Code, p: Product, lanes: number, terms: number): void {
  if (p.bColumn === 1) {
    emitRowCopies(code, p, lanes, terms);
    return;
  }
  code.push(rdx);
  code.push(rbp);
  overPanels(code, p, lanes, (width) => {
    emitTransposed(code, {
      rows: width,
      columns: terms,
      from: rdx,
      to: rbp,
      fromRow: p.bColumn * 4,
      toRow: stepOf(p),
    });
    code.addImmediate(rdx, width * p.bColumn * 4);
    code.addImmediate(rbp, terms * stepOf(p));
  });
  code.pop(rbp);
  code.pop(rdx);
}

function emitRowCopies(code: Code, p: Product, lanes: number, terms: number): void {
  const vectors = vectorsOf(lanes);
  const [from, to, counter] = [r8, r9, r10];
  const step = stepOf(p);
  /** Bytes from the first vector of a term to vector v. */
  const place = (v: number): number => {
    const bytes = v * code.bytes;
    return Math.floor(bytes / step) * terms * step + (bytes % step);
  };
  code.move(from, rdx);
  code.move(to, rbp);
  const rows = (n: number): void => {
    for (let i = 0; i < n; i++)
      for (let b = 0; b < lanes * 4; b += LINE) code.prefetch(at(from, (i + AHEAD) * p.bTerm * 4 + b));
    for (let i = 0; i < n; i++)
      for (let v = 0; v < vectors; v++) {
        const mask = lanes % code.lanes !== 0 && v === vectors - 1 ? TAIL : 0;
        code.load(i * vectors + v, at(from, i * p.bTerm * 4 + v * code.bytes), mask);
      }
    for (let i = 0; i < n; i++)
      for (let v = 0; v < vectors; v++) code.store(at(to, i * step + place(v)), i * vectors + v);
    code.addImmediate(from, n * p.bTerm * 4);
    code.addImmediate(to, n * step);
  };
  const together = Math.min(8, Math.floor(code.registers / vectors));
  const times = Math.floor(terms / together);
  if (times > 0) {
    code.moveImmediate(counter, times);
    code.loop(counter, () => rows(together));
  }
  if (terms % together > 0) rows(terms % together);
}
