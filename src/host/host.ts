/**
 * What the program asks of the place it runs in, process-wide: its packages, its own files, processors, memory, threads.
 * There is one implementation a kind of place (node/, and the browser's), given by whoever starts the program (index.ts)
 * before anything runs. What one session asks (files, output, clock) is kernel/io.ts.
 */
export interface Host {
  /** The kind of system: linux, darwin, win32, ..., or browser. */
  readonly platform: string;
  /** The kind of processor: x64, arm64, ..., or wasm where that cannot be known. */
  readonly architecture: string;
  /** How many threads can work at once. */
  cores(): number;
  /** Bytes of memory that the process may have. */
  memory(): number;
  /** Lets WebAssembly have vector instructions that the engine knows but does not offer by itself; absent where there are none. */
  offerVectors?(): void;
  /** A variable of the surroundings of the process; undefined when it is not set. */
  environment(name: string): string | undefined;
  /** Tells whoever runs the program of a fault in it; `kind` is one word. */
  warn(text: string, kind: string): void;
  /** The bytes that a base64 text stands for. */
  fromBase64(text: string): Uint8Array<ArrayBuffer>;
  /** A file that comes with the program, by its path in the package (stdlib/init.wl, models/...); undefined when there is none. */
  ownFile(path: string): Uint8Array<ArrayBuffer> | undefined;
  readonly packages: HostPackages;
  readonly findings: HostFindings;
  /** Other threads of the program; undefined where there are none that the evaluating thread can wait for. */
  readonly threads: HostThreads | undefined;
  /** For libraries that read models from disk only: calls `use` with a folder that holds one file, then removes it. */
  withFile<T>(name: string, bytes: Uint8Array, use: (folder: string) => T): T;
}

/** What this build of the program has found out on this machine, also in earlier processes. It saves work, and may be gone at any time. */
export interface HostFindings {
  has(text: string): boolean;
  add(text: string): void;
}

/** npm packages: loaded when first needed, since most sessions need none. */
export interface HostPackages {
  /**
   * What a package, or a file of one, exports. Throws an error with the code MODULE_NOT_FOUND where it is not there.
   * `from` names a file whose dependencies are meant, in place of those of the program.
   */
  load(name: string, from?: string): unknown;
  /** The same for a module that is no CommonJS, by the place that `locate` gave. */
  import(place: string): Promise<unknown>;
  /** A native library that greets on the terminal: unheard where that is possible. `environment` holds unless the user has set it. */
  loadAddon(place: string, environment: Readonly<Record<string, string>>): unknown;
  /** Where a package's main file, or a file of it, lies: as this program, or one in the working directory, would find it. */
  locate(name: string): string | undefined;
  /** The bytes of a file of a package. Throws where it is not there. */
  read(path: string): Uint8Array<ArrayBuffer>;
  /** Runs what starts a package, and takes away the listeners to errors of the whole process that it leaves. */
  withoutListeners(start: () => void): void;
}

export interface HostThreads {
  /**
   * Starts a program of this package, by its name among those that the build makes, or by its place. `data` is what it
   * finds in `threadData`. Throws when the program is not there.
   */
  start(program: string | URL, data: object, failed: (problem: string) => void): HostThread;
  /** In such a thread: what it was started with, and its end of the messages. */
  own(): OwnThread;
  /** Calls `f` when this thread ends the process itself. */
  atEnd(f: () => void): void;
}

/** Memory that goes over to another thread without a copy. */
export type Handed = ArrayBuffer;

export interface HostThread {
  post(message: object, handed?: readonly Handed[]): void;
  /** The next message, if there is one; does not wait. */
  receive(): unknown;
  /** No message goes over any more. */
  close(): void;
  /** Cuts it off. */
  terminate(): void;
}

export interface OwnThread {
  readonly data: unknown;
  post(message: object, handed?: readonly Handed[]): void;
  onMessage(f: (message: unknown) => void): void;
  /** Errors that nothing has caught. */
  onFailure(f: (error: unknown) => void): void;
  onEnd(f: () => void): void;
  end(): void;
}

let given: Host | undefined;

/** Says where the program runs. Called once, by what starts it. */
export function useHost(h: Host): void {
  given = h;
}

export function host(): Host {
  if (given === undefined) throw new Error('useHost has not been called: nothing says where this program runs');
  return given;
}
