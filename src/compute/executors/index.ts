/** The compiled executors; eager is the way that is left when none of them takes a program. */
import type { Executor } from './executor.ts';
import { jit } from './jit/jit.ts';
import { onnxruntime } from './onnxruntime/onnxruntime.ts';
import { replay } from './replay/replay.ts';
import { tensorflow } from './tensorflow/tensorflow.ts';
import { webgpu } from './webgpu/webgpu.ts';

/** All of them; those of other devices than the processor run only what asks for that device. */
export const executors: readonly Executor[] = [jit, onnxruntime, tensorflow, replay, webgpu];
