/** Transposing of matrices, in square blocks that turn in registers. */
import { at, r8, r9, r10, r11 } from '../assembler.ts';
import { THIRD_TAIL as COLUMN_TAIL, type Code, OTHER_TAIL as ROW_TAIL } from '../vectors.ts';

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
  const { lanes } = code;
  const blocks = (n: number): [size: number, count: number][] => {
    const list: [number, number][] = [
      [lanes, Math.floor(n / lanes)],
      [n % lanes, 1],
    ];
    return list.filter(([size, count]) => size > 0 && count > 0);
  };
  let done = 0;
  for (const [rows, rowBlocks] of blocks(t.rows)) {
    code.setTail(rows, ROW_TAIL);
    code.address(r8, at(t.from, done * t.fromRow));
    code.address(r9, at(t.to, done * 4));
    done += rows * rowBlocks;
    code.moveImmediate(r11, rowBlocks);
    code.loop(r11, () => {
      for (const [columns, columnBlocks] of blocks(t.columns)) {
        code.setTail(columns, COLUMN_TAIL);
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

/** One block: rows are interleaved with their neighbours, with the next but one, and so on. */
function emitBlock(code: Code, t: Transposition, rows: number, columns: number): void {
  const { lanes, rounds } = code;
  const registers = Array.from({ length: lanes }, (_, i) => i);
  let spare = lanes;
  registers.forEach((register, r) => {
    if (r < rows) code.load(register, at(r8, r * t.fromRow), columns < lanes ? COLUMN_TAIL : 0);
    else code.zero(register);
  });
  // bits 0 and 1 change places
  const column = (i: number): number => (i & ~3) | ((i & 1) << 1) | ((i >> 1) & 1);
  for (let round = 0; round < rounds; round++) {
    const [bit, last] = [1 << round, round === rounds - 1];
    const unused = (i: number): boolean => last && column(i) >= columns;
    registers.forEach((a, i) => {
      if ((i & bit) !== 0 || unused(i)) return;
      const b = registers[i | bit]!;
      code.interleave(round, 'low', spare, a, b);
      if (!unused(i | bit)) code.interleave(round, 'high', b, a, b);
      registers[i] = spare;
      spare = a;
    });
  }
  registers.forEach((register, i) => {
    if (column(i) < columns) code.store(at(r9, column(i) * t.toRow), register, rows < lanes ? ROW_TAIL : 0);
  });
}
