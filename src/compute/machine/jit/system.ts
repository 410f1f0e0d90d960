/** What the operating system gives: memory that may be executed, calls of machine code, a second thread. */

import { host } from '../../../host/host.ts';
import { hold } from '../../../memory.ts';
import { Refusal } from '../../contract/problems.ts';

type Koffi = typeof import('koffi');

/** Calls code at an address with three whole numbers; the result is a number where that is exact. */
export type Entry = (a: bigint, b: bigint, c: bigint) => bigint | number;

interface System {
  readonly koffi: Koffi;
  map(bytes: number): bigint;
  unmap(address: bigint, bytes: number): void;
  protect(address: bigint, bytes: number): void;
  preferLargePages(address: bigint, bytes: number): void;
  discard(address: bigint, bytes: number): void;
  startThread(entry: bigint, argument: bigint): void;
}

const [READ_WRITE, READ_EXECUTE] = [3, 5];
const HUGE_PAGES = 14;
const NOT_NEEDED = 4;
/** Flags of mmap: private, without a file, and not counted before it is used. */
const ANONYMOUS = { linux: 0x4022, darwin: 0x1042 } as Readonly<Record<string, number>>;

let system: System | undefined;
let problem: string | undefined;

/** Why machine code cannot run here, in one sentence; undefined if it can. */
export function missingSystem(): string | undefined {
  if (system !== undefined || problem !== undefined) return problem;
  const { platform } = host();
  if (ANONYMOUS[platform] === undefined) {
    problem = `It makes code for Linux and macOS, not for ${platform}.`;
    return problem;
  }
  try {
    system = open();
  } catch (e) {
    problem = `The package koffi, which calls machine code, does not load: ${(e instanceof Error ? e.message : String(e)).split('\n')[0]}`;
  }
  return problem;
}

function open(): System {
  const { platform, packages } = host();
  const koffi = packages.load('koffi') as Koffi;
  const c = koffi.load(platform === 'darwin' ? '/usr/lib/libSystem.B.dylib' : 'libc.so.6');
  const mmap = c.func(
    'uintptr_t mmap(uintptr_t address, size_t bytes, int protection, int flags, int file, int64_t offset)',
  );
  const munmap = c.func('int munmap(uintptr_t address, size_t bytes)');
  const mprotect = c.func('int mprotect(uintptr_t address, size_t bytes, int protection)');
  const madvise = c.func('int madvise(uintptr_t address, size_t bytes, int advice)');
  const create = c.func(
    'int pthread_create(_Out_ uintptr_t *thread, uintptr_t attributes, uintptr_t entry, uintptr_t argument)',
  );
  const fail = 2n ** 64n - 1n;
  return {
    koffi,
    map(bytes) {
      const place = BigInt(mmap(0, bytes, READ_WRITE, ANONYMOUS[platform]!, -1, 0) as bigint | number);
      if (place === fail) throw new Refusal(`the system gives no ${bytes} bytes`);
      return place;
    },
    unmap(address, bytes) {
      munmap(address, bytes);
    },
    protect(address, bytes) {
      if (mprotect(address, bytes, READ_EXECUTE) !== 0) throw new Refusal('the system lets no memory be executed');
    },
    preferLargePages(address, bytes) {
      if (platform === 'linux') madvise(address, bytes, HUGE_PAGES);
    },
    discard(address, bytes) {
      if (platform === 'linux') madvise(address, bytes, NOT_NEEDED);
    },
    startThread(entry, argument) {
      if (create([0n], 0, entry, argument) !== 0) throw new Refusal('the system starts no thread');
    },
  };
}

function ready(): System {
  const missing = missingSystem();
  if (system === undefined) throw new Error(missing);
  return system;
}

const PAGE = 4096;
const pages = (bytes: number): number => Math.ceil(bytes / PAGE) * PAGE;

/** Memory outside of the host's; zeros, and free of cost until it is touched. */
export function allocate(bytes: number): bigint {
  const address = ready().map(pages(bytes));
  hold(pages(bytes));
  return address;
}

/** Bytes beside which some unused megabytes of a large page do not count. */
const LARGE = 1 << 25;

/** Asks for pages of megabytes where much memory is not in use yet: factors of products with long rows lie on few of them. */
export function preferLargePages(address: bigint, bytes: number): void {
  if (bytes >= LARGE) ready().preferLargePages(address, bytes);
}

/** The same for memory of WebAssembly that nobody has written to, where there is a system to ask. */
export function preferLargePagesOf({ buffer }: WebAssembly.Memory): void {
  if (buffer.byteLength < LARGE || missingSystem() !== undefined) return;
  preferLargePages(addressOf(new Uint8Array(buffer)), buffer.byteLength);
}

/** Gives whole pages of numbers back that nobody reads again; they would be read as 0. */
export function discard(numbers: Float32Array): void {
  if (numbers.byteLength < LARGE || missingSystem() !== undefined) return;
  const start = Number(addressOf(numbers));
  const [from, to] = [pages(start), Math.floor((start + numbers.byteLength) / PAGE) * PAGE];
  if (to > from) ready().discard(BigInt(from), to - from);
}

/** The bytes at an address as the host sees them. */
export const view = (address: bigint, bytes: number): ArrayBuffer => ready().koffi.view(address, bytes);

/** Where the numbers of a typed array are; good as long as its buffer does not move or grow. */
export const addressOf = (a: ArrayBufferView): bigint => BigInt(ready().koffi.address(a));

/** Gives memory back. */
export function release(address: bigint, bytes: number): void {
  ready().unmap(address, pages(bytes));
  hold(-pages(bytes));
}

/** Code as a function that any thread may run; it stays for the life of the process. */
export function load(code: Uint8Array): bigint {
  const heap = new CodeHeap(code.length);
  const place = heap.place(code);
  heap.seal();
  return place;
}

/** Room for code, which may be called once it is sealed. */
export class CodeHeap {
  readonly #start: bigint;
  readonly #bytes: number;
  #end = 0;
  #sealed = 0;

  constructor(bytes: number) {
    this.#bytes = pages(bytes);
    this.#start = allocate(this.#bytes);
  }

  /** Whether so much code fits. */
  fits(bytes: number): boolean {
    return this.#end + bytes <= this.#bytes;
  }

  place(code: Uint8Array): bigint {
    const place = this.#start + BigInt(this.#end);
    new Uint8Array(view(place, code.length)).set(code);
    this.#end += Math.ceil(code.length / 64) * 64;
    return place;
  }

  /** Lets what was placed run; what comes next starts on a new page. */
  seal(): void {
    this.#end = pages(this.#end);
    if (this.#end > this.#sealed) ready().protect(this.#start + BigInt(this.#sealed), this.#end - this.#sealed);
    this.#sealed = this.#end;
  }
}

/** A call of loaded code: about 30 nanoseconds. */
export function entry(address: bigint): Entry {
  const { koffi } = ready();
  const proto = (prototype ??= koffi.proto('int64_t machineCode(int64_t a, int64_t b, int64_t c)'));
  return koffi.decode(address, proto) as Entry;
}
let prototype: ReturnType<Koffi['proto']> | undefined;

/** A thread of the process that runs code with one argument and never returns to the host. */
export const startThread = (code: bigint, argument: bigint): void => ready().startThread(code, argument);
