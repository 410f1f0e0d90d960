/** Kernels without machine code: they run on tfjs between two stretches of it, with copies to there and back. */

import type { Tensor } from '../../contract/step.ts';
import { engine } from '../../machine/engine.ts';
import { operationOf } from '../../program/operations.ts';
import type { Call } from '../../program/program.ts';
import type { Storage } from './storage.ts';

/** Something that the host does when its turn comes. */
export interface Host {
  readonly run: () => void;
}

/** Whether tfjs can run a kernel in between. */
export function hostHas(kernel: string): boolean {
  const { tf } = engine();
  return tf.getKernel(kernel, 'wasm') !== undefined;
}

/** A call as work of the host; all its values have places. */
export function hostCall(storage: Storage, call: Call): Host {
  const { tf } = engine();
  // places are given away again when the call is through
  const view = (v: number): (() => Float32Array) => {
    const [place, size] = [storage.place(v), storage.size(v)];
    let made: Float32Array | undefined;
    return () => (made ??= storage.room.floats(place, size));
  };
  const sources = Object.entries(call.inputs).map(([name, v]) => [name, v, view(v)] as const);
  const results = call.outputs.map(view);
  const list = operationOf(call).takes === 'list';
  const tensor = (v: number, from: Float32Array): Tensor => {
    const { dtype, shape } = storage.program.values[v]!;
    const data = dtype === 'float32' ? from.slice() : dtype === 'int32' ? Int32Array.from(from) : Uint8Array.from(from);
    return tf.tensor(data, [...shape], dtype);
  };
  const run = (): void => {
    tf.tidy(() => {
      const inputs = sources.map(([name, v, from]) => [name, tensor(v, from())] as const);
      const given = list ? inputs.map(([, t]) => t) : Object.fromEntries(inputs);
      // names, types and attributes are those that tfjs itself gave to the call that was recorded
      const made = tf.engine().runKernel(call.kernel, given as never, call.attributes as never) as Tensor | Tensor[];
      [made].flat().forEach((t, i) => results[i]!().set(t.dataSync()));
    });
  };
  return { run };
}
