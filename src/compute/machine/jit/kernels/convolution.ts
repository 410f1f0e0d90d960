/** Convolutions of images, channels last, as tiles of pixels by channels; and the gradients of their filters. */
import { r13, r14, r15, rbp, rcx, rdx, rsi } from '../assembler.ts';
import { newCode } from '../target.ts';
import type { Code } from '../vectors.ts';
import { emitTile, evenParts, type Loop, mostRows, panelLanes, panels, type Tile } from './tile.ts';

/** C[image, row, pixel, channel] = sum over loops of A, from a place that moves with the pixel, times B[.., channel]. Steps are in numbers. */
export interface Convolution {
  readonly rows: number;
  readonly pixels: number;
  readonly channels: number;
  readonly loops: readonly Loop[];
  /** B lies panel by panel, each with all its lanes. */
  readonly packed: boolean;
  /** Steps in A. */
  readonly image: number;
  readonly row: number;
  readonly pixel: number;
}

const inBytes = (loops: readonly Loop[]): Loop[] => loops.map((l) => ({ count: l.count, a: l.a * 4, b: l.b * 4 }));

/** Arguments: A, B, C, number of images. */
export function convolutionCode(c: Convolution): Uint8Array {
  const code = newCode();
  code.takeArguments(rsi, rdx, rcx, r15);
  const loops = inBytes(c.loops);
  const terms = c.loops.reduce((n, l) => n * l.count, 1);
  const next = c.packed ? terms * panelLanes() * 4 : undefined;
  const tile = { loops, accumulate: false, rowOffset: (r: number) => r * step.a, whole: c.packed };
  const step = { a: c.pixel * 4, c: c.channels * 4 };
  code.loop(r15, () => {
    code.moveImmediate(r13, c.rows);
    code.loop(r13, () => {
      emitPanels(code, c.channels, (lanes) => emitRowTiles(code, c.pixels, lanes, step, tile), next);
      code.addImmediate(rsi, c.row * 4);
      code.addImmediate(rcx, c.pixels * c.channels * 4);
    });
    code.addImmediate(rsi, (c.image - c.rows * c.row) * 4);
  });
  code.return();
  return code.finish();
}

/** C[image, row, pixel, channel] at a place that moves with the tap += sum over terms of A[image, row, pixel, term] B[tap, term, channel]. */
export interface Scattering {
  readonly rows: number;
  readonly pixels: number;
  readonly terms: number;
  readonly channels: number;
  /** Places of taps in C, in numbers. */
  readonly taps: readonly number[];
  /** Steps in C. */
  readonly image: number;
  readonly row: number;
  readonly pixel: number;
}

/** C holds zeros or what is to be added to. Arguments: A, B, C, number of images. */
export function scatteringCode(s: Scattering): Uint8Array {
  const code = newCode();
  code.takeArguments(rsi, rdx, rcx, r15);
  const loops = [{ count: s.terms, a: 4, b: s.channels * 4 }];
  code.loop(r15, () => {
    code.moveImmediate(r13, s.rows);
    code.loop(r13, () => {
      code.push(rdx);
      code.push(rcx);
      s.taps.forEach((tap, i) => {
        code.addImmediate(rcx, (tap - (s.taps[i - 1] ?? 0)) * 4);
        emitPanels(code, s.channels, (lanes) => {
          const step = { a: s.terms * 4, c: s.pixel * 4 };
          emitRowTiles(code, s.pixels, lanes, step, { loops, accumulate: true, rowOffset: (r) => r * step.a });
        });
        code.addImmediate(rdx, s.terms * s.channels * 4);
      });
      code.pop(rcx);
      code.pop(rdx);
      code.addImmediate(rsi, s.pixels * s.terms * 4);
      code.addImmediate(rcx, s.row * 4);
    });
    code.addImmediate(rcx, (s.image - s.rows * s.row) * 4);
  });
  code.return();
  return code.finish();
}

/** `body` for each panel of channels, with rdx and rcx at it; both come back. `next`: bytes to the next panel of B. */
function emitPanels(code: Code, channels: number, body: (lanes: number) => void, next?: number): void {
  code.push(rdx);
  code.push(rcx);
  for (const [lanes, count] of panels(channels, panelLanes())) {
    code.setTail(lanes);
    code.moveImmediate(r14, count);
    code.loop(r14, () => {
      body(lanes);
      code.addImmediate(rdx, next ?? lanes * 4);
      code.addImmediate(rcx, lanes * 4);
    });
  }
  code.pop(rcx);
  code.pop(rdx);
}

/** Tiles of rows of C that follow each other; steps are in bytes. rsi and rcx come back. */
function emitRowTiles(
  code: Code,
  n: number,
  lanes: number,
  step: { readonly a: number; readonly c: number },
  tile: Pick<Tile, 'loops' | 'accumulate' | 'rowOffset' | 'whole'>,
): void {
  code.push(rsi);
  code.push(rcx);
  for (const [rows, count] of evenParts(n, mostRows(lanes))) {
    code.moveImmediate(rbp, count);
    code.loop(rbp, () => {
      emitTile(code, { ...tile, rows, lanes, cRow: step.c }, { a: rsi, b: rdx, c: rcx });
      code.addImmediate(rsi, rows * step.a);
      code.addImmediate(rcx, rows * step.c);
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
  /** Blocks of one image, or of some together: their steps, and those to the next image. */
  readonly blocks: Loop;
  readonly imageA: number;
  readonly imageB: number;
}

/** Arguments: A, B, F, number of images or of groups of them. */
export function filterGradientCode(g: FilterGradient): Uint8Array {
  const code = newCode();
  code.takeArguments(rsi, rdx, rcx, r15);
  const loops = inBytes(g.loops);
  const { count, a, b } = g.blocks;
  const block = (): void => {
    code.push(rcx);
    g.taps.forEach((tap, i) => {
      code.addImmediate(rsi, (tap - (g.taps[i - 1] ?? 0)) * 4);
      emitPanels(code, g.channels, (lanes) => {
        const step = { a: 4, c: g.channels * 4 };
        emitRowTiles(code, g.rows, lanes, step, { loops, accumulate: true, rowOffset: (r) => r * step.a });
      });
      code.addImmediate(rcx, g.rows * g.channels * 4);
    });
    code.pop(rcx);
    code.addImmediate(rsi, (a - g.taps.at(-1)!) * 4);
    code.addImmediate(rdx, b * 4);
  };
  code.loop(r15, () => {
    code.moveImmediate(r13, count);
    code.loop(r13, block);
    code.addImmediate(rsi, (g.imageA - count * a) * 4);
    code.addImmediate(rdx, (g.imageB - count * b) * 4);
  });
  code.return();
  return code.finish();
}
