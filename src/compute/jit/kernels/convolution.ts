/** Convolutions of images, channels last, as tiles of pixels by channels; and the gradients of their filters. */
import { at, r13, r14, r15, rbp, rcx, rdi, rdx, rsi } from '../assembler.ts';
import { Code } from '../vectors.ts';
import { PANEL } from './product.ts';
import { emitTile, evenParts, type Loop, mostRows, panels, setTail } from './tile.ts';

/** C[image, row, pixel, channel] = sum over loops of A, from a place that moves with the pixel, times B[.., channel]. Steps are in numbers. */
export interface Convolution {
  readonly rows: number;
  readonly pixels: number;
  readonly channels: number;
  readonly loops: readonly Loop[];
  /** Steps in A. */
  readonly image: number;
  readonly row: number;
  readonly pixel: number;
}

const inBytes = (loops: readonly Loop[]): Loop[] => loops.map((l) => ({ count: l.count, a: l.a * 4, b: l.b * 4 }));

/** Arguments: A, B, C, number of images. */
export function convolutionCode(c: Convolution): Uint8Array {
  const code = new Code();
  code.move(rsi, at(rdi, 0));
  code.move(rdx, at(rdi, 8));
  code.move(rcx, at(rdi, 16));
  code.move(r15, at(rdi, 24));
  const loops = inBytes(c.loops);
  code.loop(r15, () => {
    code.moveImmediate(r13, c.rows);
    code.loop(r13, () => {
      code.push(rdx);
      code.push(rcx);
      let masked = -1;
      for (const [lanes, count] of panels(c.channels, PANEL)) {
        if (lanes % 16 !== 0 && masked !== lanes) setTail(code, (masked = lanes));
        code.moveImmediate(r14, count);
        code.loop(r14, () => {
          emitPixels(code, c, lanes, loops);
          code.addImmediate(rdx, lanes * 4);
          code.addImmediate(rcx, lanes * 4);
        });
      }
      code.pop(rcx);
      code.pop(rdx);
      code.addImmediate(rsi, c.row * 4);
      code.addImmediate(rcx, c.pixels * c.channels * 4);
    });
    code.addImmediate(rsi, (c.image - c.rows * c.row) * 4);
  });
  code.return();
  return code.finish();
}

/** The pixels of a row for one panel of channels; rsi and rcx come back. */
function emitPixels(code: Code, c: Convolution, lanes: number, loops: readonly Loop[]): void {
  code.push(rsi);
  code.push(rcx);
  for (const [rows, count] of evenParts(c.pixels, mostRows(lanes))) {
    code.moveImmediate(rbp, count);
    code.loop(rbp, () => {
      emitTile(
        code,
        { rows, rowOffset: (r) => r * c.pixel * 4, lanes, loops, cRow: c.channels * 4, accumulate: false },
        { a: rsi, b: rdx, c: rcx },
      );
      code.addImmediate(rsi, rows * c.pixel * 4);
      code.addImmediate(rcx, rows * c.channels * 4);
    });
  }
  code.pop(rcx);
  code.pop(rsi);
}

/** F[tap, row, channel] += sum over loops of A[.., row of the tap] B[.., channel]: rows lie side by side in A. Steps are in numbers. */
export interface FilterGradient {
  /** Places of taps in A. */
  readonly taps: readonly number[];
  readonly rows: number;
  readonly channels: number;
  /** Terms of one block, which stays in the cache. */
  readonly loops: readonly Loop[];
  /** Steps from block to block. */
  readonly blockA: number;
  readonly blockB: number;
}

/** Arguments: A, B, F, number of blocks. */
export function filterGradientCode(g: FilterGradient): Uint8Array {
  const code = new Code();
  code.move(rsi, at(rdi, 0));
  code.move(rdx, at(rdi, 8));
  code.move(rcx, at(rdi, 16));
  code.move(r15, at(rdi, 24));
  const loops = inBytes(g.loops);
  code.loop(r15, () => {
    code.push(rcx);
    g.taps.forEach((tap, i) => {
      const before = i === 0 ? 0 : g.taps[i - 1]!;
      code.addImmediate(rsi, (tap - before) * 4);
      code.push(rdx);
      code.push(rcx);
      let masked = -1;
      for (const [lanes, count] of panels(g.channels, PANEL)) {
        if (lanes % 16 !== 0 && masked !== lanes) setTail(code, (masked = lanes));
        code.moveImmediate(r14, count);
        code.loop(r14, () => {
          emitRows(code, g, lanes, loops);
          code.addImmediate(rdx, lanes * 4);
          code.addImmediate(rcx, lanes * 4);
        });
      }
      code.pop(rcx);
      code.pop(rdx);
      code.addImmediate(rcx, g.rows * g.channels * 4);
    });
    code.pop(rcx);
    code.addImmediate(rsi, (g.blockA - g.taps.at(-1)!) * 4);
    code.addImmediate(rdx, g.blockB * 4);
  });
  code.return();
  return code.finish();
}

function emitRows(code: Code, g: FilterGradient, lanes: number, loops: readonly Loop[]): void {
  code.push(rsi);
  code.push(rcx);
  for (const [rows, count] of evenParts(g.rows, mostRows(lanes))) {
    code.moveImmediate(rbp, count);
    code.loop(rbp, () => {
      emitTile(
        code,
        { rows, rowOffset: (r) => r * 4, lanes, loops, cRow: g.channels * 4, accumulate: true },
        { a: rsi, b: rdx, c: rcx },
      );
      code.addImmediate(rsi, rows * 4);
      code.addImmediate(rcx, rows * g.channels * 4);
    });
  }
  code.pop(rcx);
  code.pop(rsi);
}
