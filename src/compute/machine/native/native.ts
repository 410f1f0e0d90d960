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
