/** The compiled executors; eager is the way that is left when none of them takes a program. */
import type { Executor } from './executor.ts';
import { jit } from './jit/jit.ts';
import { onnxruntime } from './onnxruntime/onnxruntime.ts';
import { replay } from './replay/replay.ts';
import { tensorflow } from './tensorflow/tensorflow.ts';
import { wasm } from './wasm/wasm.ts';
import { webgpu } from './webgpu/webgpu.ts';

/** All of them; those of other devices than the processor run only what asks for that device. Pages load no native code, and carry none. */
export const executors: readonly Executor[] =
  typeof IN_PAGE === 'undefined' ? [jit, onnxruntime, tensorflow, wasm, replay, webgpu] : [wasm, replay, webgpu];

/** Set where the program is built for pages (scripts/browser.mjs). */
declare const IN_PAGE: true | undefined;
