/** Transposing of matrices, in blocks of 16 by 16 numbers that turn in registers. */
import { at, LANES, r8, r9, r10, r11 } from '../assembler.ts';
import type { Code } from '../vectors.ts';

/** Masks of rows and of columns that exist in a block at the edge. */
const [ROW_TAIL, COLUMN_TAIL] = [2, 3];

/** Registers that hold the places, and bytes between rows. */
export interface Transposition {
  readonly rows: number;
  readonly columns: number;
  readonly from: number;
  readonly to: number;
  readonly fromRow: number;
  readonly toRow: number;
}

/** to[c, r] = from[r, c]. Uses r8 to r11, rax and all vector registers; `from` and `to` stay. */
export function emitTransposed(code: Code, t: Transposition): void {
  const blocks = (n: number): [size: number, count: number][] => {
    const list: [number, number][] = [
      [LANES, Math.floor(n / LANES)],
      [n % LANES, 1],
    ];
    return list.filter(([size, count]) => size > 0 && count > 0);
  };
  let done = 0;
  for (const [rows, rowBlocks] of blocks(t.rows)) {
    if (rows < LANES) code.setMask(ROW_TAIL, rows);
    code.address(r8, at(t.from, done * t.fromRow));
    code.address(r9, at(t.to, done * 4));
    done += rows * rowBlocks;
    code.moveImmediate(r11, rowBlocks);
    code.loop(r11, () => {
      for (const [columns, columnBlocks] of blocks(t.columns)) {
        if (columns < LANES) code.setMask(COLUMN_TAIL, columns);
        code.moveImmediate(r10, columnBlocks);
        code.loop(r10, () => {
          emitBlock(code, t, rows, columns);
          code.addImmediate(r8, columns * 4);
          code.addImmediate(r9, columns * t.toRow);
        });
      }
      code.addImmediate(r8, rows * t.fromRow - t.columns * 4);
      code.addImmediate(r9, rows * 4 - t.columns * t.toRow);
    });
  }
}

/** One block: pairs of rows, then of pairs, then of quarters, are interleaved. */
function emitBlock(code: Code, t: Transposition, rows: number, columns: number): void {
  const first = (i: number): number => i;
  const second = (i: number): number => 16 + i;
  for (let r = 0; r < LANES; r++) {
    if (r < rows) code.load(first(r), at(r8, r * t.fromRow), columns < LANES ? COLUMN_TAIL : 0);
    else code.zero(first(r));
  }
  // rows 2i, 2i+1: columns {0, 0', 1, 1'} and {2, 2', 3, 3'} of every quarter
  for (let i = 0; i < 16; i += 2) {
    code.op('unpackLow', second(i), first(i), first(i + 1));
    code.op('unpackHigh', second(i + 1), first(i), first(i + 1));
  }
  // four rows: column j of every quarter in register 4 i + j
  for (let i = 0; i < 16; i += 4) {
    code.op('unpackLowPairs', first(i), second(i), second(i + 2));
    code.op('unpackHighPairs', first(i + 1), second(i), second(i + 2));
    code.op('unpackLowPairs', first(i + 2), second(i + 1), second(i + 3));
    code.op('unpackHighPairs', first(i + 3), second(i + 1), second(i + 3));
  }
  // eight rows: quarters 0 and 1, or 2 and 3
  for (let j = 0; j < 4; j++) {
    for (const half of [0, 8]) {
      code.op('shuffleQuarters', second(half + j), first(half + j), first(half + 4 + j), { immediate: 0x88 });
      code.op('shuffleQuarters', second(half + 4 + j), first(half + j), first(half + 4 + j), { immediate: 0xdd });
    }
  }
  // all rows of column 4 q + j
  for (let j = 0; j < 4; j++) {
    const [even, odd] = [second(j), second(4 + j)];
    const [evenHigh, oddHigh] = [second(8 + j), second(12 + j)];
    const column = (q: number): number => 4 * q + j;
    const turned: readonly (readonly [number, number, number, number])[] = [
      [column(0), even, evenHigh, 0x88],
      [column(1), odd, oddHigh, 0x88],
      [column(2), even, evenHigh, 0xdd],
      [column(3), odd, oddHigh, 0xdd],
    ];
    for (const [c, low, high, immediate] of turned) {
      if (c >= columns) continue;
      code.op('shuffleQuarters', first(c), low, high, { immediate });
      code.store(at(r9, c * t.toRow), first(c), rows < LANES ? ROW_TAIL : 0);
    }
  }
}
