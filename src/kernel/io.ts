/** The outside world as a session sees it; frontends and hosts supply it, tests replace it. */
import { FileProblem } from './file-problem.ts';

import type { ProcessRequest, ProcessResult } from './processes.ts';
import type { Progress } from './shown.ts';

export interface FileStatus {
  readonly kind: 'file' | 'directory';
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Is the path itself a link that leads to it? */
  readonly link?: boolean;
}

export interface SessionIO {
  /** Text that Print and its kin write, without the line end. */
  print(text: string): void;
  /** Text as it is, without a line end after it; a host without this prints whole lines only. */
  write?(text: string): void;
  /** Cells in a line of what is printed; as many as it needs where absent. */
  columns?(): number;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds of a clock that never jumps, with fractions. */
  clock(): number;
  /** Milliseconds that the processor has worked for the process. */
  processorTime?(): number;
  /** The machine: names as the system itself gives them (Linux, x64). */
  readonly platform?: { readonly system: string; readonly machine: string };
  /** Bytes of memory that values hold, garbage included. */
  memoryInUse(): number;
  /** Bytes of objects and texts, and how many the host can hold at most; absent where nobody knows. */
  heap?(): { readonly used: number; readonly limit: number };
  /** Gives back what nothing refers to: all of it, or what is young and quickly found. */
  collectGarbage?(whole: boolean): void;
  /** A seed for sessions that were given none. */
  entropy(): number;
  /** undefined when there is no such file. Throws FileProblem for one that cannot be read. */
  readFile(path: string): Uint8Array | undefined;
  /** Whole or not at all: on failure what was there before is unchanged. Throws FileProblem. */
  writeFile(path: string, bytes: Uint8Array): void;
  /** Adds bytes at the end of a file, all or none; without this, files are written anew. Throws FileProblem. */
  appendFile?(path: string, bytes: Uint8Array): void;
  /** The path without links on the way, also of a file that is not there yet; as it is where absent. */
  canonical?(path: string): string;
  status(path: string): FileStatus | undefined;
  /** Names in a directory; undefined when there is none. */
  list(path: string): readonly string[] | undefined;
  createDirectory(path: string): void;
  remove(path: string, recursive: boolean): void;
  rename(from: string, to: string): void;
  directory(): string;
  setDirectory(path: string): void;
  temporaryDirectory(): string;
  homeDirectory(): string;
  environment(name: string): string | undefined;
  /** Folder of an installed npm package, for data that comes as packages. */
  resolvePackage(name: string): string | undefined;
  /** Waits, holding the evaluation up. */
  sleep(milliseconds: number): void;
  /** Columns of the place where people read what is printed; absent where it is read by programs. */
  pageWidth?(): number;
  /** A line typed by the user; undefined at the end of input. */
  readLine(prompt: string): string | undefined;
  /** What is read was given with the program: it is no input of the process. */
  readonly ownInput?: boolean;
  /** What is left of the input of a script; nothing where somebody types. */
  readRest?(): string;
  /** Text for the place of messages, as it is. */
  writeError?(text: string): void;
  /**
   * Runs a program of the system and waits for it; `poll` is called meanwhile and may end both by throwing. Every way to start
   * one goes through here; absent where there are none. Throws FileProblem.
   */
  runProcess?(request: ProcessRequest, poll: () => void): ProcessResult;
  /** Asked before a library outside of the program runs what a file says; it may where this is absent. Throws FileProblem. */
  admit?(what: string, name: string): void;
  /** Progress of long computations, or a line of text; replaces what it showed before where the place allows. `done`: for the last time. */
  progress?(what: Progress | string, done: boolean): void;
  /** Seconds from one telling of progress to the next; a third of one where absent. */
  readonly progressEvery?: number;
}

const nowhere = (): never => {
  throw new FileProblem('denied', 'the file', 'this session has no file system');
};

/** A session without an outside: no files, output dropped. */
export const noIO: SessionIO = {
  print: () => {},
  now: () => Date.now(),
  clock: () => performance.now(),
  memoryInUse: () => 0,
  entropy: () => 1,
  readFile: () => undefined,
  writeFile: nowhere,
  status: () => undefined,
  list: () => undefined,
  createDirectory: nowhere,
  remove: nowhere,
  rename: nowhere,
  directory: () => '/',
  setDirectory: nowhere,
  temporaryDirectory: () => '/tmp',
  homeDirectory: () => '/',
  environment: () => undefined,
  resolvePackage: () => undefined,
  sleep: () => {},
  readLine: () => undefined,
};
