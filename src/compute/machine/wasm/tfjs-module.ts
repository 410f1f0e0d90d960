/** Starts the WebAssembly module of tfjs-backend-wasm without waiting, since evaluation is synchronous. */
import { host } from '../../../host/host.ts';
import { OutOfMemory } from '../../contract/problems.ts';

/** The face of the emscripten module that this project uses. */
export interface TfjsModule {
  HEAPU8: Uint8Array<ArrayBuffer>;
  _malloc(bytes: number): number;
  _free(place: number): void;
  /** Raw exports, arguments are numbers only. */
  asm: Record<string, (...args: number[]) => number> & { readonly memory: WebAssembly.Memory };
  cwrap(name: string, result: string | null, types: readonly string[]): (...args: unknown[]) => unknown;
  tfjs: Record<string, unknown>;
}

/** One call of an export with the arguments as a kernel gave them. */
export interface RawCall {
  readonly name: string;
  readonly types: readonly string[];
  readonly args: readonly unknown[];
}

/** Hears every call into the module while it is set. */
export class CallRecorder {
  calls: RawCall[] | undefined;
  record(name: string, types: readonly string[], args: readonly unknown[]): void {
    this.calls?.push({
      name,
      types,
      args: args.map((a) => (ArrayBuffer.isView(a) ? (a as Uint8Array).slice() : a)),
    });
  }
}

/** Throws when the package or WebAssembly SIMD is not there. */
export function startTfjsModule(recorder: CallRecorder): TfjsModule {
  const { packages } = host();
  const program = '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd';
  const factory = packages.load(`${program}.js`) as (settings: object) => unknown;
  const binary = new WebAssembly.Module(packages.read(`${program}.wasm`));
  const settings = {
    instantiateWasm(imports: WebAssembly.Imports, receive: (i: WebAssembly.Instance) => void): WebAssembly.Exports {
      const instance = new WebAssembly.Instance(binary, imports);
      receive(instance);
      return instance.exports;
    },
  };
  // The factory looks its module up under this global name when it ends.
  const global = globalThis as { WasmBackendModule?: unknown };
  const old = global.WasmBackendModule;
  global.WasmBackendModule = settings;
  try {
    // emscripten's listeners would rethrow every rejection of the host program.
    packages.withoutListeners(() => factory(settings));
  } finally {
    global.WasmBackendModule = old;
  }
  const module = settings as unknown as TfjsModule;
  record(module, recorder);
  addTfjsFunctions(module);
  guardMemory(module);
  return module;
}

/** A failed allocation must not go on as a tensor at place 0. */
function guardMemory(module: TfjsModule): void {
  // the first call replaces the function by the export itself
  module._free(module._malloc(16));
  const allocate = module._malloc;
  module._malloc = (bytes) => {
    // a larger number would wrap
    const place = bytes < 2 ** 32 ? allocate(bytes) : 0;
    if (place === 0 && bytes > 0) throw new OutOfMemory(module.HEAPU8.length + bytes);
    return place;
  };
}

/** Kernels get their functions from cwrap when they are set up: the one place to hear what they call. */
function record(module: TfjsModule, recorder: CallRecorder): void {
  const wrap = module.cwrap.bind(module);
  module.cwrap = (name, result, types) => {
    const call = wrap(name, result, types);
    return (...args) => {
      if (recorder.calls !== undefined) recorder.record(name, types, args);
      return call(...args);
    };
  };
}

function addTfjsFunctions(module: TfjsModule): void {
  const n = (count: number): string[] => new Array<string>(count).fill('number');
  module.tfjs = {
    init: module.cwrap('init', null, []),
    initWithThreadsCount: module.cwrap('init_with_threads_count', null, n(1)),
    getThreadsCount: module.cwrap('get_threads_count', 'number', []),
    registerTensor: module.cwrap('register_tensor', null, n(3)),
    disposeData: module.cwrap('dispose_data', null, n(1)),
    dispose: module.cwrap('dispose', null, []),
  };
}
