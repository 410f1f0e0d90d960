/** Files as bytes: in pieces between which the evaluation can be stopped, whatever stands at the path. */
import * as fs from 'node:fs';
import { FileProblem } from '../../kernel/file-problem.ts';
import { lookNow } from '../../pace.ts';
import { asFileProblem, codeOf } from './problems.ts';
import { sleep } from './sleep.ts';

/** Bytes between two looks whether the evaluation is to end. */
const PIECE = 1 << 23;
/** Milliseconds between two looks at a pipe that has nothing to read. */
const WAIT = 5;
/** Devices and pipes do not say how much they hold; some never end. */
const MOST_OF_A_STREAM = 2 ** 30;

const tooLarge = (file: string, bytes: number): FileProblem =>
  new FileProblem('large', file, `${bytes} bytes are more than can be held`);

/** A file whose size is known; one that shrinks meanwhile ends earlier. */
function readSized(descriptor: number, size: number, file: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(size);
  } catch {
    throw tooLarge(file, size);
  }
  let at = 0;
  while (at < size) {
    const n = fs.readSync(descriptor, bytes, at, Math.min(PIECE, size - at), at);
    if (n === 0) return bytes.subarray(0, at);
    at += n;
    if (at < size) lookNow();
  }
  return bytes;
}

/** Up to the end, wherever that is. A pipe that nobody has opened for writing yet is waited for. */
function readStream(descriptor: number, waits: boolean, file: string): Uint8Array {
  const pieces: Buffer[] = [];
  let total = 0;
  for (;;) {
    const piece = Buffer.allocUnsafe(1 << 16);
    let n = -1;
    try {
      n = fs.readSync(descriptor, piece, 0, piece.length, null);
    } catch (x) {
      if (codeOf(x) !== 'EAGAIN') throw x;
    }
    if (n === 0 && !(waits && total === 0)) return Buffer.concat(pieces, total);
    if (n > 0) {
      pieces.push(piece.subarray(0, n));
      total += n;
      if (total > MOST_OF_A_STREAM)
        throw new FileProblem('large', file, `it has not ended after ${MOST_OF_A_STREAM} bytes`);
    } else sleep(WAIT);
    lookNow();
  }
}

function readOpen(descriptor: number, file: string): Uint8Array {
  const status = fs.fstatSync(descriptor);
  if (status.isDirectory()) throw new FileProblem('folder', file, 'it is a folder');
  // Files that the system makes up while they are read (/proc) say that they are empty.
  return status.isFile() && status.size > 0
    ? readSized(descriptor, status.size, file)
    : readStream(descriptor, status.isFIFO(), file);
}

/** undefined: there is no such file. Throws FileProblem for one that cannot be read, and whatever ends an evaluation. */
export function readFile(file: string): Uint8Array | undefined {
  let descriptor: number | undefined;
  try {
    // A pipe without a writer would hold the thread up for good.
    descriptor = fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
    return readOpen(descriptor, file);
  } catch (x) {
    const problem = asFileProblem(x, file);
    if (problem instanceof FileProblem && problem.kind === 'missing') return undefined;
    throw problem;
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
}
