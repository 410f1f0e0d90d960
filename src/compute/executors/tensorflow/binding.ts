/** The native binding of @tensorflow/tfjs-node: loads it once and runs saved models through it. */
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isMainThread } from 'node:worker_threads';
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
const load = createRequire(import.meta.url);
let loaded: Loaded | undefined;

/** Settings that the library reads once, when it starts. What the user has set stays. */
function prepareEnvironment(): void {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
}

/**
 * The library writes a greeting to stderr while it loads, before it reads its log level: stderr leads nowhere for the
 * moment. Where that cannot be done (a socket as stderr; a worker, whose files end with it) the greeting is seen.
 */
function quietly<T>(f: () => T): T {
  if (!isMainThread) return f();
  let kept: number;
  try {
    kept = openSync('/proc/self/fd/2', 'a');
  } catch {
    return f();
  }
  closeSync(2);
  openSync('/dev/null', 'w');
  try {
    return f();
  } finally {
    closeSync(2);
    openSync(`/proc/self/fd/${kept}`, 'a');
    closeSync(kept);
  }
}

/** Loads an addon file. */
export function loadAddon(file: string): Loaded {
  try {
    prepareEnvironment();
    return { binding: quietly(() => load(file) as Binding) };
  } catch (e) {
    const [line] = (e instanceof Error ? e.message : String(e)).split('\n');
    return { problem: `The native addon of @tensorflow/tfjs-node does not load: ${line}.` };
  }
}

function find(): Loaded {
  let file: string;
  try {
    file = load.resolve(ADDON);
  } catch {
    return { problem: 'The native addon of @tensorflow/tfjs-node is not there; npm run tfjs-node builds it.' };
  }
  return loadAddon(file);
}

/** The binding, or why there is none. */
export const tensorflow = (): Loaded => (loaded ??= find());

/** A graph loaded into a session. */
export class Session {
  readonly #binding: Binding;
  readonly #model: number;

  /** `bytes`: the contents of saved_model.pb. Throws Refusal with what the library says against the graph. */
  constructor(bytes: Uint8Array) {
    const l = tensorflow();
    if ('problem' in l) throw new Refusal(l.problem);
    this.#binding = l.binding;
    const folder = mkdtempSync(path.join(tmpdir(), 'scheelite-'));
    try {
      writeFileSync(path.join(folder, 'saved_model.pb'), bytes);
      this.#model = this.#accepted(folder);
    } finally {
      // nothing is read from disk after loading
      rmSync(folder, { recursive: true });
    }
  }

  #accepted(folder: string): number {
    try {
      return this.#binding.loadSavedModel(folder, 'serve');
    } catch (e) {
      throw new Refusal(e instanceof Error ? e.message : String(e));
    }
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
