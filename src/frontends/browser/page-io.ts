/** The outside of a session in a page: output goes to the page, files are in memory. */
import { FileProblem } from '../../kernel/file-problem.ts';
import { noIO, type SessionIO } from '../../kernel/io.ts';
import type { Progress } from '../../kernel/shown.ts';
import { MemoryFiles } from './memory-files.ts';

export interface Output {
  print(text: string): void;
  write(text: string): void;
  progress(what: Progress | string, done: boolean): void;
}

/** Holds the worker up; with shared memory it sleeps, without it turns. */
function sleep(milliseconds: number): void {
  if (typeof SharedArrayBuffer !== 'undefined') {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
    return;
  }
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

export function pageIO(output: Output): SessionIO {
  const files = new MemoryFiles((kind, path, reason) => {
    throw new FileProblem(kind, path, reason);
  });
  return {
    ...noIO,
    print: output.print,
    write: output.write,
    progress: output.progress,
    entropy: () => crypto.getRandomValues(new Int32Array(1))[0]!,
    platform: { system: 'Browser', machine: 'WebAssembly' },
    readFile: (path) => files.readFile(path),
    writeFile: (path, bytes) => files.writeFile(path, bytes, Date.now()),
    status: (path) => files.status(path),
    list: (path) => files.list(path),
    createDirectory: (path) => files.createDirectory(path),
    remove: (path, recursive) => files.remove(path, recursive),
    rename: (from, to) => files.rename(from, to),
    directory: () => files.directory(),
    setDirectory: (path) => files.setDirectory(path),
    homeDirectory: () => '/home',
    sleep,
  };
}
