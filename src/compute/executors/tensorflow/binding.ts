/** The native binding of @tensorflow/tfjs-node: loads it once and runs saved models through it. */
import { host } from '../../../host/host.ts';
import { Refusal } from '../../contract/problems.ts';
import type { DataType } from './graph.ts';

/** What the addon exports; tensors and models are numbers. */
interface Binding {
  readonly TF_Version: string;
  createTensor(shape: readonly number[], type: number, data: Float32Array | Int32Array | Uint8Array): number;
  deleteTensor(tensor: number): void;
  tensorDataSync(tensor: number): Float32Array | Int32Array | Uint8Array;
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(model: number): void;
  /** Names are joined by commas; the result lists tensors. */
  runSavedModel(
    model: number,
    inputs: readonly number[],
    inputNames: string,
    outputNames: string,
  ): { readonly id: number; readonly shape: readonly number[]; readonly dtype: number }[];
}

const ADDON = '@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node';

type Loaded = { readonly binding: Binding } | { readonly problem: string };
let loaded: Loaded | undefined;

/** Settings that the library reads once, when it starts. What the user has set stays. */
const ENVIRONMENT = { TF_CPP_MIN_LOG_LEVEL: '3' };

/** Loads an addon file. */
export function loadAddon(file: string): Loaded {
  try {
    return { binding: host().packages.loadAddon(file, ENVIRONMENT) as Binding };
  } catch (e) {
    const [line] = (e instanceof Error ? e.message : String(e)).split('\n');
    return { problem: `The native addon of @tensorflow/tfjs-node does not load: ${line}.` };
  }
}

function find(): Loaded {
  const file = host().packages.locate(ADDON);
  if (file === undefined)
    return {
      problem:
        'The native addon of @tensorflow/tfjs-node is not there; npm install @tensorflow/tfjs-node@4.22.0 and npm run tfjs-node bring it.',
    };
  return loadAddon(file);
}

/** The binding, or why there is none. */
export const tensorflow = (): Loaded => (loaded ??= find());

/** A graph loaded into a session. */
export class SavedModel {
  readonly #binding: Binding;
  readonly #model: number;

  /** `bytes`: the contents of saved_model.pb. Throws Refusal with what the library says against the graph. */
  constructor(bytes: Uint8Array) {
    const l = tensorflow();
    if ('problem' in l) throw new Refusal(l.problem);
    this.#binding = l.binding;
    // Nothing is read from disk after loading.
    this.#model = host().withFile('saved_model.pb', bytes, (folder) => l.binding.loadSavedModel(folder, 'serve'));
  }

  /**
   * A tensor for feeding. It shares the memory of `data` only if that lies at a multiple of 64 bytes, so that later
   * writes count; elsewhere the numbers are copied now.
   */
  tensor(shape: readonly number[], type: DataType, data: Float32Array | Int32Array | Uint8Array): number {
    return this.#binding.createTensor(shape, type, data);
  }

  free(tensor: number): void {
    this.#binding.deleteTensor(tensor);
  }

  /** Runs what the fetched outputs need, synchronously, and copies these out. Shapes of feeds are not checked. */
  run(feeds: readonly number[], feedNames: string, fetches: string): (Float32Array | Int32Array | Uint8Array)[] {
    return this.#binding.runSavedModel(this.#model, feeds, feedNames, fetches).map(({ id }) => {
      const data = this.#binding.tensorDataSync(id);
      this.#binding.deleteTensor(id);
      return data;
    });
  }

  dispose(): void {
    this.#binding.deleteSavedModel(this.#model);
  }
}
