/** Standard input, read line by line by whoever waits for it. */
import * as fs from 'node:fs';
import { sleep } from './files/sleep.ts';

const CHUNK = 1 << 16;
const NEWLINE = 10;

/** What has been read and not been taken yet. */
let left = Buffer.alloc(0);
let ended = false;

/** More bytes; false at the end. Waits where the other side is slow; `poll` may end the waiting by throwing. */
function fill(poll: () => void): boolean {
  const chunk = Buffer.alloc(CHUNK);
  while (!ended) {
    poll();
    try {
      const n = fs.readSync(0, chunk, 0, CHUNK, null);
      ended = n === 0;
      left = Buffer.concat([left, chunk.subarray(0, n)]);
      return n > 0;
    } catch (x) {
      const { code } = x as NodeJS.ErrnoException;
      if (code === 'EAGAIN') sleep(5);
      else ended = true;
    }
  }
  return false;
}

/** The next line without its end; undefined behind the last. */
export function nextLine(poll: () => void = () => {}): string | undefined {
  let from = 0;
  for (;;) {
    const end = left.indexOf(NEWLINE, from);
    if (end >= 0) {
      const line = left.toString('utf8', 0, end);
      left = left.subarray(end + 1);
      return line.replace(/\r$/, '');
    }
    from = left.length;
    if (fill(poll)) continue;
    if (left.length === 0) return undefined;
    const line = left.toString('utf8');
    left = Buffer.alloc(0);
    return line;
  }
}

/** Everything that is left. */
export function restOfInput(): string {
  while (fill(() => {}));
  const text = left.toString('utf8');
  left = Buffer.alloc(0);
  return text;
}
