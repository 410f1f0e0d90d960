/** The native binding of onnxruntime-node, an optional package: graphs loaded and run, both synchronously. */
import { host } from '../../../host/host.ts';
import { Refusal } from '../../contract/problems.ts';

/** A tensor as the binding takes it: it reads and writes `data` in place. */
export interface NativeTensor {
  readonly type: 'float32' | 'int32' | 'bool';
  readonly dims: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array;
}
export type NativeTensors = Record<string, NativeTensor>;

export interface NativeSession {
  loadModel(bytes: ArrayBufferLike, offset: number, length: number, options: object): void;
  /** Of fetches without a tensor it makes one. */
  run(feeds: object, fetches: object, options: object): unknown;
  dispose?(): void;
}

interface Binding {
  readonly InferenceSession: new () => NativeSession;
}

let loaded: { readonly binding?: Binding; readonly problem?: string } | undefined;

/** The binding's own run is synchronous; the package's public one is not. */
export function native(): { readonly binding?: Binding; readonly problem?: string } {
  if (loaded !== undefined) return loaded;
  try {
    const { binding } = host().packages.load('onnxruntime-node/dist/binding.js') as { binding: Binding };
    loaded = { binding };
  } catch (e) {
    const why = e instanceof Error ? e.message.split('\n')[0]! : String(e);
    const absent = (e as { code?: string }).code === 'MODULE_NOT_FOUND';
    loaded = { problem: absent ? 'It is not installed.' : `It does not load: ${why}` };
  }
  return loaded;
}

/** Throws Refusal with what the library says against the graph. */
export function sessionOf(graph: Uint8Array, settings: object): NativeSession {
  const session = new (native().binding!.InferenceSession)();
  try {
    session.loadModel(graph.buffer, graph.byteOffset, graph.byteLength, settings);
  } catch (e) {
    throw new Refusal(e instanceof Error ? e.message : String(e));
  }
  return session;
}
