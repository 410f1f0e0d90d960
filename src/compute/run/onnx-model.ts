/** Whole ONNX models run as they are by onnxruntime: what no net can say. */
import { Refusal } from '../contract/problems.ts';
import { type NativeSession, native, sessionOf } from '../executors/onnxruntime/binding.ts';

/** Why models cannot run here; undefined: they can. */
export const modelsCannotRun = (): string | undefined => native().problem;

/** Numbers as models take and give them; the type decides about the kind of array. */
export interface ModelTensor {
  /** As the library calls it: float32, int64, bool, ... */
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: ArrayLike<number> | ArrayLike<bigint> | readonly string[];
}

/** A model that is loaded. */
export class LoadedModel {
  readonly #session: NativeSession;
  readonly #outputs: readonly string[];

  /** Throws Refusal with what the library says against it. */
  constructor(bytes: Uint8Array, outputs: readonly string[]) {
    const problem = modelsCannotRun();
    if (problem !== undefined) throw new Refusal(problem);
    this.#session = sessionOf(bytes, { graphOptimizationLevel: 'all', logSeverityLevel: 4 });
    this.#outputs = outputs;
  }

  /** What it gives, by output. Throws Refusal with what the library says against the inputs. */
  run(inputs: Readonly<Record<string, ModelTensor>>): Readonly<Record<string, ModelTensor>> {
    const fetches = Object.fromEntries(this.#outputs.map((name) => [name, null]));
    try {
      return this.#session.run(inputs, fetches, { logSeverityLevel: 4 }) as Readonly<Record<string, ModelTensor>>;
    } catch (e) {
      throw new Refusal(e instanceof Error ? e.message : String(e));
    }
  }
}
