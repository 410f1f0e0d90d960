/** Rows by number: picked from a table, and added to one. */
import { at, indexed, r8, r9, r10, r13, r15, rax, rcx, rdx, rsi } from '../assembler.ts';
import { newCode } from '../target.ts';
import type { Code } from '../vectors.ts';

export interface Rows {
  /** Tables beside each other, each with `rows` rows of `width` numbers. */
  readonly tables: number;
  readonly rows: number;
  readonly width: number;
  /** How many numbers of rows there are. */
  readonly count: number;
  /** Numbers from row to row, if a part of each is meant. */
  readonly step: number;
}

/** rax = byte offset of the row that the number at rdx names. */
function emitOffset(code: Code, r: Rows, otherwise: () => void): void {
  code.block((inside) => {
    code.moveWhole(rax, at(rdx));
    code.compareImmediate(rax, r.rows);
    code.jumpIf('below', inside);
    otherwise();
  });
  code.moveImmediate(r10, r.step * 4);
  code.multiply(rax, r10);
}

/** Numbers out of range mean the first row. Arguments: tables, numbers of rows, result. */
export function pickCode(r: Rows): Uint8Array {
  const code = newCode();
  code.takeArguments(rsi, rdx, rcx);
  code.setTail(r.width);
  code.moveImmediate(r15, r.tables);
  code.loop(r15, () => {
    code.push(rdx);
    code.moveImmediate(r13, r.count);
    code.loop(r13, () => {
      emitOffset(code, r, () => code.moveImmediate(rax, 0));
      code.address(r8, indexed(rsi, rax));
      code.move(r9, rcx);
      code.along(r.width, r10, [r8, r9], (mask) => {
        code.load(0, at(r8), mask);
        code.store(at(r9), 0, mask);
      });
      code.addImmediate(rdx, 4);
      code.addImmediate(rcx, r.width * 4);
    });
    code.pop(rdx);
    code.addImmediate(rsi, r.rows * r.step * 4);
  });
  code.return();
  return code.finish();
}

/** Rows of the source are added to those of the result, in order; numbers out of range are left out. Arguments: source, numbers of rows, result. */
export function addRowsCode(r: Rows): Uint8Array {
  const code = newCode();
  code.takeArguments(rsi, rdx, rcx);
  code.setTail(r.width);
  code.moveImmediate(r13, r.count);
  code.loop(r13, () => {
    code.block((next) => {
      emitOffset(code, r, () => code.jump(next));
      code.move(r8, rsi);
      code.address(r9, indexed(rcx, rax));
      code.along(r.width, r10, [r8, r9], (mask) => {
        code.load(0, at(r8), mask);
        code.op('add', 0, 0, at(r9), { mask });
        code.store(at(r9), 0, mask);
      });
    });
    code.addImmediate(rdx, 4);
    code.addImmediate(rsi, r.step * 4);
  });
  code.return();
  return code.finish();
}
