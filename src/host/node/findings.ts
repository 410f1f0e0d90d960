/** What runs of one build have found out: a file of digests beside it, which the next build takes away. */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostFindings } from '../host.ts';

const PROGRAM = fileURLToPath(import.meta.url);
/** Sources may change from run to run: only what is built keeps anything. */
const FILE = PROGRAM.endsWith('.ts') ? undefined : path.join(path.dirname(PROGRAM), 'findings.cache');
/** Half of a SHA-256 is enough for texts that nobody makes up. */
const DIGITS = 32;
const MOST = 4096;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, DIGITS);

function read(): Set<string> {
  if (FILE === undefined) return new Set();
  try {
    const lines = readFileSync(FILE, 'utf8').split('\n');
    return new Set(lines.filter((line) => line.length === DIGITS).slice(-MOST));
  } catch {
    return new Set();
  }
}

let known: Set<string> | undefined;

export const nodeFindings: HostFindings = {
  has: (text) => (known ??= read()).has(digest(text)),
  add(text) {
    // others may have found something meanwhile
    known = new Set([...(known ?? []), ...read(), digest(text)]);
    if (FILE === undefined) return;
    const temporary = `${FILE}.${process.pid}.tmp`;
    try {
      writeFileSync(temporary, `${[...known].join('\n')}\n`);
      renameSync(temporary, FILE);
    } catch {
      // Only time is lost.
    }
  },
};
