/** The outside world through Node: files, clock, packages, standard output. */
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as os from 'node:os';
import * as path from 'node:path';
import * as tty from 'node:tty';
import type { SessionIO } from '../kernel/io.ts';
import { canonical, createDirectory, list, status } from './files/folders.ts';
import { asking } from './files/problems.ts';
import { readFile } from './files/read.ts';
import { sleep } from './files/sleep.ts';
import { appendFile, writeFile } from './files/write.ts';
import { collectGarbage, heap, memoryInUse } from './node-memory.ts';
import { runProcess } from './node-process.ts';
import { nextLine, restOfInput } from './standard-input.ts';

/** Writes all of the text or the bytes to a file descriptor, waiting where a pipe is full. */
export function writeFully(descriptor: number, text: string | Uint8Array): void {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
  let at = 0;
  while (at < bytes.length) {
    try {
      at += fs.writeSync(descriptor, bytes, at);
    } catch (x) {
      const code = (x as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw x;
      sleep(1);
    }
  }
}

function readLine(prompt: string): string | undefined {
  writeFully(1, prompt);
  return nextLine();
}

/** The package's folder: looked for from the working directory, then from this program. */
function resolvePackage(name: string): string | undefined {
  for (const from of [path.join(process.cwd(), 'x.js'), import.meta.url]) {
    try {
      return path.dirname(createRequire(from).resolve(`${name}/package.json`));
    } catch {
      // Not reachable from here; packages may also hide their package.json.
      for (const base of createRequire(from).resolve.paths(name) ?? []) {
        const folder = path.join(base, name);
        if (fs.existsSync(path.join(folder, 'package.json'))) return folder;
      }
    }
  }
  return undefined;
}

/** Where a session's text goes. */
export interface Writing {
  readonly print: (text: string) => void;
  /** Text without a line end; where it is not given, whole lines go through `print`. */
  readonly write?: (text: string) => void;
  readonly progress?: SessionIO['progress'];
  readonly progressEvery?: number;
  readonly columns?: () => number;
}

export function nodeIO({ print, write, progress, progressEvery, columns }: Writing): SessionIO {
  return {
    print,
    ...(write && { write }),
    ...(progress && { progress }),
    ...(columns && { columns }),
    ...(progressEvery !== undefined && { progressEvery }),
    now: () => Date.now(),
    clock: () => performance.now(),
    processorTime() {
      const used = process.cpuUsage();
      return (used.user + used.system) / 1000;
    },
    platform: { system: os.type(), machine: os.arch() },
    memoryInUse,
    heap,
    collectGarbage,
    entropy: () => (Date.now() ^ (process.pid << 16)) | 0,
    readFile,
    writeFile,
    appendFile,
    canonical,
    status,
    list,
    createDirectory,
    remove: (file, recursive) => asking(file, () => fs.rmSync(file, { recursive })),
    rename: (from, to) => asking(from, () => fs.renameSync(from, to)),
    directory: () => process.cwd(),
    // A worker cannot change the process's directory; the session keeps its own.
    setDirectory: (folder) => process.chdir(folder),
    temporaryDirectory: () => os.tmpdir(),
    homeDirectory: () => os.homedir(),
    environment: (name) => process.env[name],
    resolvePackage,
    sleep,
    readLine,
    readRest: () => (tty.isatty(0) ? '' : restOfInput()),
    writeError: (text) => writeFully(2, text),
    runProcess,
  };
}
