/** Largest numbers and means of windows of images, channels last, and their gradients. */
import { at, r8, r9, r13, r14, r15, rbp, rcx, rdx, rsi } from '../assembler.ts';
import { newCode } from '../target.ts';
import { type Code, MASK } from '../vectors.ts';

/** Windows over images that have their padding; steps are in numbers. */
export interface Pooling {
  readonly rows: number;
  readonly pixels: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** Steps in the input: from image to image, from window to window down and across, from row to row within one. */
  readonly image: number;
  readonly down: number;
  readonly across: number;
  readonly line: number;
}

/** Places that move with the windows: in images of the input's size, and of the output's; one number a window. */
interface Moving {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Starts again with each image. */
  readonly table?: number;
}

/** Byte offsets of the numbers of a window, in its order. */
const taps = (p: Pooling): number[] =>
  Array.from({ length: p.height * p.width }, (_, i) => {
    const [r, c] = [Math.floor(i / p.width), i % p.width];
    return (r * p.line + c * p.channels) * 4;
  });

/** `body` for every vector of channels of every window. The number of images is in r15. */
function overWindows(code: Code, p: Pooling, moving: Moving, body: (mask: number) => void): void {
  const all = [...moving.inputs, ...moving.outputs];
  const move = (numbers: number): void => moving.inputs.forEach((r) => code.addImmediate(r, numbers * 4));
  code.setTail(p.channels);
  code.loop(r15, () => {
    if (moving.table !== undefined) code.push(moving.table);
    code.moveImmediate(r13, p.rows);
    code.loop(r13, () => {
      code.push(r13);
      code.moveImmediate(r13, p.pixels);
      code.loop(r13, () => {
        code.along(p.channels, rbp, all, body);
        move(p.across - p.channels);
        if (moving.table !== undefined) code.addImmediate(moving.table, 4);
      });
      code.pop(r13);
      move(p.down - p.pixels * p.across);
    });
    move(p.image - p.rows * p.down);
    if (moving.table !== undefined) code.pop(moving.table);
  });
}

/** Arguments: x, y, images. */
export function maximumCode(p: Pooling): Uint8Array {
  const code = newCode();
  code.takeArguments(rsi, rcx, r15);
  overWindows(code, p, { inputs: [rsi], outputs: [rcx] }, (mask) => {
    const [first, ...rest] = taps(p);
    code.load(0, at(rsi, first!), mask);
    for (const t of rest) code.op('maximum', 0, 0, at(rsi, t), { mask });
    code.store(at(rcx), 0, mask);
  });
  code.return();
  return code.finish();
}

/** The gradient goes to the first of the largest. dx holds zeros; windows may share numbers. Arguments: x, y, dy, dx, images. */
export function maximumGradientCode(p: Pooling): Uint8Array {
  const code = newCode();
  code.takeArguments(rsi, rdx, r8, r9, r15);
  const [LARGEST, LEFT, ZERO, X, PART] = [0, 1, 2, 3, 4];
  const apart = p.down >= p.height * p.line && p.across >= p.width * p.channels;
  code.zero(ZERO);
  overWindows(code, p, { inputs: [rsi, r9], outputs: [rdx, r8] }, (mask) => {
    code.load(LARGEST, at(rdx), mask);
    code.load(LEFT, at(r8), mask);
    for (const t of taps(p)) {
      code.load(X, at(rsi, t), mask);
      code.compareLanes('equal', MASK, X, LARGEST);
      code.blend(PART, ZERO, LEFT, MASK);
      code.blend(LEFT, LEFT, ZERO, MASK);
      if (!apart) code.op('add', PART, PART, at(r9, t), { mask });
      code.store(at(r9, t), PART, mask);
    }
  });
  code.return();
  return code.finish();
}

/** Means of the numbers that are not padding. Arguments: x, y, images, one factor a window. */
export function meanCode(p: Pooling): Uint8Array {
  const code = newCode();
  code.takeArguments(rsi, rcx, r15, r14);
  overWindows(code, p, { inputs: [rsi], outputs: [rcx], table: r14 }, (mask) => {
    const [first, ...rest] = taps(p);
    code.load(0, at(rsi, first!), mask);
    for (const t of rest) code.op('add', 0, 0, at(rsi, t), { mask });
    code.op('multiply', 0, 0, at(r14), { spread: true });
    code.store(at(rcx), 0, mask);
  });
  code.return();
  return code.finish();
}

/** dx holds zeros. Arguments: dy, dx, images, one factor a window. */
export function meanGradientCode(p: Pooling): Uint8Array {
  const code = newCode();
  code.takeArguments(rcx, rsi, r15, r14);
  overWindows(code, p, { inputs: [rsi], outputs: [rcx], table: r14 }, (mask) => {
    code.load(0, at(rcx), mask);
    code.op('multiply', 0, 0, at(r14), { spread: true });
    for (const t of taps(p)) {
      code.op('add', 1, 0, at(rsi, t), { mask });
      code.store(at(rsi, t), 1, mask);
    }
  });
  code.return();
  return code.finish();
}
