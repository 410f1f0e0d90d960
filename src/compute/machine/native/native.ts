/** The project's own WebAssembly kernels, bound to a memory. Places are bytes, sizes are numbers. */
import { host } from '../../../host/host.ts';
import { kernelsBase64 } from './generated/kernels.ts';

/** Geometry of windows over an image: n, h, w, c, out h, out w, kernel h, w, stride h, w, dilation h, w, pad top, left. */
export type WindowGeometry = readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/** What native/*.as exports. */
export interface NativeKernels {
  /** Numbers smaller in size than `least` become 0. */
  flush(n: number, x: number, least: number): void;
  /** Runs `count` operations of 16 words each; see executors/replay/codes.ts. */
  interpret(place: number, count: number): void;
  /** n words of four streams of xoshiro128++, whose 64 bytes of state stand at `state`; n is a multiple of 4. */
  randomWords(to: number, n: number, state: number): void;
  /** Words become numbers in [low, low + width). */
  uniforms(place: number, n: number, low: number, width: number): void;
  /** Words become normal numbers; n is a multiple of 8. */
  normals(place: number, n: number, mean: number, deviation: number): void;
  /** c [m, n] += a b; a is read with steps, lines of b and c have lengths of their own; m is a multiple of 4, n of 8. */
  addProduct(
    a: number,
    b: number,
    c: number,
    m: number,
    k: number,
    n: number,
    rowStep: number,
    columnStep: number,
    lineOfB: number,
    lineOfC: number,
  ): void;
  transpose(x: number, y: number, rows: number, columns: number): void;
  im2col(x: number, columns: number, ...geometry: WindowGeometry): void;
  col2im(columns: number, x: number, ...geometry: WindowGeometry): void;
  segmentSum(x: number, ids: number, out: number, rows: number, width: number, segments: number): void;
  maxPoolGradient(x: number, dy: number, dx: number, ...geometry: WindowGeometry): void;
  depthwiseFilterGradient(
    x: number,
    dy: number,
    df: number,
    ...geometry: readonly [...WindowGeometry, multiplier: number]
  ): void;
  depthwiseInputGradient(
    dy: number,
    f: number,
    dx: number,
    ...geometry: readonly [...WindowGeometry, multiplier: number]
  ): void;
}

let compiled: WebAssembly.Module | undefined;

/** An instance of the kernels that works on `memory`, which may be shared with other modules: they keep no data in it. */
export function bindKernels(memory: WebAssembly.Memory): NativeKernels {
  compiled ??= new WebAssembly.Module(host().fromBase64(kernelsBase64));
  const imports = {
    env: {
      memory,
      abort: () => {
        throw new Error('a native kernel gave up');
      },
    },
  };
  return new WebAssembly.Instance(compiled, imports).exports as unknown as NativeKernels;
}
