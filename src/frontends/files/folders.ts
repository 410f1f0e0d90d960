/** Folders and what stands in them: asking, listing, making. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { FileProblem } from '../../kernel/file-problem.ts';
import type { FileStatus } from '../../kernel/io.ts';
import { asFileProblem, asking } from './problems.ts';

/** undefined for what is not there; what may not be looked at is not there either. */
export function status(file: string): FileStatus | undefined {
  try {
    const s = fs.statSync(file);
    const link = fs.lstatSync(file).isSymbolicLink();
    return { kind: s.isDirectory() ? 'directory' : 'file', bytes: s.size, modified: s.mtimeMs, link };
  } catch {
    return undefined;
  }
}

/** Names in a folder, in no order; undefined when there is none or it may not be read. */
export function list(folder: string): string[] | undefined {
  try {
    return fs.readdirSync(folder);
  } catch (x) {
    if (asFileProblem(x, folder) instanceof FileProblem) return undefined;
    throw x;
  }
}

/**
 * Makes a folder and those above it. One after another: the recursive form of Node does not come to an end where a
 * folder above refuses with "not found", as /proc does. Throws FileProblem.
 */
export const createDirectory = (folder: string): void =>
  asking(folder, () => {
    const missing: string[] = [];
    for (let at = path.resolve(folder); !fs.existsSync(at); at = path.dirname(at)) missing.push(at);
    for (const at of missing.reverse()) fs.mkdirSync(at);
  });
