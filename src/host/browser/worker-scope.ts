/** What a web worker has that is used here; the types of Node do not know it. */
interface Request {
  open(method: string, url: string, wait: boolean): void;
  responseType: string;
  send(): void;
  readonly status: number;
  readonly response: unknown;
}

/** One end of a channel. */
export interface Port {
  postMessage(message: object, handed: readonly object[]): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  close(): void;
}

export interface WorkerScope {
  readonly location: { readonly href: string };
  readonly navigator: { readonly hardwareConcurrency?: number; readonly gpu?: object };
  /** May memory be shared with it? */
  readonly crossOriginIsolated: boolean;
  readonly MessageChannel: new () => { readonly port1: Port; readonly port2: Port };
  readonly XMLHttpRequest: new () => Request;
  importScripts(url: string): void;
  postMessage(message: object, handed?: readonly object[]): void;
  close(): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  addEventListener(type: 'error', f: (event: { readonly message: string }) => void): void;
  addEventListener(type: 'unhandledrejection', f: (event: { readonly reason: unknown }) => void): void;
}

export const scope = globalThis as unknown as WorkerScope;

/** The address of a file beside the program of the worker. */
export const beside = (file: string): string => new URL(file, scope.location.href).href;

/** Fetches a file and waits for it, as workers may; undefined where there is none. */
export function fetchNow(url: string): Uint8Array<ArrayBuffer> | undefined {
  const request = new scope.XMLHttpRequest();
  request.open('GET', url, false);
  request.responseType = 'arraybuffer';
  try {
    request.send();
  } catch {
    return undefined;
  }
  return request.status === 200 ? new Uint8Array(request.response as ArrayBuffer) : undefined;
}
