/** Runs programs of the system. The one place that starts any: whoever does not want that leaves it out. */
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as tty from 'node:tty';
import { FileProblem } from '../kernel/file-problem.ts';
import type { ProcessRequest, ProcessResult } from '../kernel/processes.ts';
import { sleep } from './files/sleep.ts';

/** Milliseconds between two looks at whether it has ended. */
const SLICE = 5;
/** What shells say for a program that is not there, and for one that cannot be run. */
const NOT_FOUND = 127;

/** Is it a program that the system would find? */
function exists(program: string, directory: string): boolean {
  const isFile = (file: string): boolean => {
    try {
      fs.accessSync(file, fs.constants.X_OK);
      return fs.statSync(file).isFile();
    } catch {
      return false;
    }
  };
  if (program.includes('/')) return isFile(path.resolve(directory, program));
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => isFile(path.join(folder, program)));
}

/**
 * Waits for the program; `poll` is called meanwhile and may end both by throwing. Its texts go through files, as the thread
 * that waits cannot take part in a conversation. Throws FileProblem for a program that is not there.
 */
export function runProcess(request: ProcessRequest, poll: () => void): ProcessResult {
  const { command, input, shared, directory, environment } = request;
  if (typeof command !== 'string' && !exists(command[0], directory))
    throw new FileProblem('missing', command[0], 'there is no such program');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scheelite-run-'));
  const file = (name: string): string => path.join(folder, name);
  const opened: number[] = [];
  const open = (name: string, flags: string): number => {
    const descriptor = fs.openSync(file(name), flags);
    opened.push(descriptor);
    return descriptor;
  };
  try {
    fs.writeFileSync(file('in'), input ?? new Uint8Array());
    // Keys that are pressed belong to the session.
    const given = shared === true && !tty.isatty(0) && input === undefined ? 0 : open('in', 'r');
    const child = spawn('/bin/sh', ['-c', SCRIPT, 'sh', file('code'), ...words(command)], {
      cwd: directory,
      env: { ...process.env, ...environment },
      stdio: [given, shared === true ? 1 : open('out', 'w'), shared === true ? 2 : open('err', 'w')],
      // A group of its own, which can be ended as a whole.
      detached: true,
    });
    // Told later than the file tells, as events wait for the evaluation.
    child.on('error', () => {});
    child.unref();
    const exitCode = wait(file('code'), child.pid, poll);
    if (shared === true) return { exitCode, output: new Uint8Array(), error: new Uint8Array() };
    return { exitCode, output: fs.readFileSync(file('out')), error: fs.readFileSync(file('err')) };
  } finally {
    for (const descriptor of opened) fs.closeSync(descriptor);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs what follows the first word, and leaves its exit code in the file that this names, whole. */
const SCRIPT = 'code=$1; shift; "$@"; echo $? > "$code.part"; mv "$code.part" "$code"';
const words = (command: ProcessRequest['command']): readonly string[] =>
  typeof command === 'string' ? ['/bin/sh', '-c', command] : command;

function wait(code: string, pid: number | undefined, poll: () => void): number {
  if (pid === undefined) return NOT_FOUND;
  try {
    while (!fs.existsSync(code)) {
      poll();
      sleep(SLICE);
    }
    return Number(fs.readFileSync(code, 'utf8'));
  } catch (x) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
    throw x;
  }
}
