/**
 * The one way files are written: whole or not at all.
 *
 * Bytes go to a temporary file beside the target, all of them counted; that file is brought to the disk, takes the
 * target's place in one step, and the folder is brought to the disk too. Whatever fails on the way, the file that was
 * there before is there still. Links are followed and keep leading to the file; a file keeps its permissions. Devices, pipes and
 * sockets are no files to be replaced: bytes are written through to them.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { FileProblem } from '../../kernel/file-problem.ts';
import { lookNow } from '../../pace.ts';
import { asking, codeOf } from './problems.ts';
import { sleep } from './sleep.ts';

/** Bytes between two looks whether the evaluation is to end: a few milliseconds of writing. */
const PIECE = 1 << 23;
/** Milliseconds between two tries on a pipe that is full or has no reader yet. */
const WAIT = 5;
/** Links that lead to links. */
const MOST_LINKS = 40;
const PERMISSIONS = 0o7777;

/** Writes all bytes, in pieces that can be stopped between; a short write is followed by another, one of nothing is an error. */
export function writeAll(descriptor: number, bytes: Uint8Array, file: string): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      const n = fs.writeSync(descriptor, bytes, at, Math.min(PIECE, bytes.length - at));
      if (n === 0) throw new FileProblem('full', file, `only ${at} of ${bytes.length} bytes could be written`);
      at += n;
    } catch (x) {
      if (codeOf(x) !== 'EAGAIN') throw x;
      sleep(WAIT);
    }
    if (at < bytes.length) lookNow();
  }
}

/** The file that a path means in the end; a link may lead to a file that is not there yet. */
function followed(file: string): string {
  let at = file;
  for (let n = 0; n < MOST_LINKS; n++) {
    const status = fs.lstatSync(at, { throwIfNoEntry: false });
    if (status === undefined || !status.isSymbolicLink()) return at;
    at = path.resolve(path.dirname(at), fs.readlinkSync(at));
  }
  throw new FileProblem('other', file, 'too many links lead from one to another');
}

/** Opens a pipe, waiting for a reader; other special files as they are. */
function openThrough(file: string): number {
  for (;;) {
    try {
      return fs.openSync(file, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK);
    } catch (x) {
      // Nobody reads yet.
      if (codeOf(x) !== 'ENXIO') throw x;
      sleep(WAIT);
      lookNow();
    }
  }
}

function writeThrough(file: string, bytes: Uint8Array): void {
  const descriptor = openThrough(file);
  try {
    writeAll(descriptor, bytes, file);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Brings what stands in a folder to the disk; systems that know no such thing are let be. */
function syncFolder(folder: string): void {
  let descriptor: number;
  try {
    descriptor = fs.openSync(folder, 'r');
  } catch {
    return;
  }
  try {
    fs.fsyncSync(descriptor);
  } catch (x) {
    const code = codeOf(x);
    if (code !== 'EINVAL' && code !== 'EPERM' && code !== 'EBADF' && code !== 'EISDIR') throw x;
  } finally {
    fs.closeSync(descriptor);
  }
}

let serial = 0;
/** Beside the file, hidden, and of this process alone. */
const temporaryName = (file: string): string =>
  path.join(path.dirname(file), `.${path.basename(file).slice(0, 180)}.${process.pid}-${++serial}.tmp`);

/** Permissions and owner of the file that is about to be replaced; the owner only where the system lets us. */
function likeBefore(descriptor: number, before: fs.Stats): void {
  fs.fchmodSync(descriptor, before.mode & PERMISSIONS);
  const { uid, gid } = fs.fstatSync(descriptor);
  if (uid === before.uid && gid === before.gid) return;
  try {
    fs.fchownSync(descriptor, before.uid, before.gid);
    // Changing the owner takes some permissions away.
    fs.fchmodSync(descriptor, before.mode & PERMISSIONS);
  } catch (x) {
    if (codeOf(x) !== 'EPERM') throw x;
  }
}

/** As the header says. `before` is the file that stands there. */
function replace(file: string, bytes: Uint8Array, before: fs.Stats | undefined): void {
  // Replacing needs only the folder's permission; a file that is not to be written is not to be replaced either.
  if (before !== undefined) fs.accessSync(file, fs.constants.W_OK);
  const temporary = temporaryName(file);
  const descriptor = fs.openSync(temporary, 'wx', before === undefined ? 0o666 : 0o600);
  try {
    try {
      writeAll(descriptor, bytes, file);
      if (before !== undefined) likeBefore(descriptor, before);
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
    fs.renameSync(temporary, file);
  } catch (x) {
    fs.rmSync(temporary, { force: true });
    throw x;
  }
  syncFolder(path.dirname(file));
}

/** Throws FileProblem, and whatever ends an evaluation. */
export const writeFile = (given: string, bytes: Uint8Array): void =>
  asking(given, () => {
    const file = followed(given);
    const before = fs.statSync(file, { throwIfNoEntry: false });
    if (before?.isDirectory()) throw new FileProblem('folder', given, 'it is a folder');
    if (before === undefined || before.isFile()) replace(file, bytes, before);
    else writeThrough(file, bytes);
  });

/** Adds bytes at the end of a file: all of them, or the file stays as it was. Throws FileProblem. */
export const appendFile = (given: string, bytes: Uint8Array): void =>
  asking(given, () => {
    const before = fs.statSync(given, { throwIfNoEntry: false });
    if (before !== undefined && !before.isFile() && !before.isDirectory()) return writeThrough(given, bytes);
    const descriptor = fs.openSync(given, 'a');
    try {
      const { size } = fs.fstatSync(descriptor);
      try {
        writeAll(descriptor, bytes, given);
      } catch (x) {
        fs.ftruncateSync(descriptor, size);
        throw x;
      }
    } finally {
      fs.closeSync(descriptor);
    }
  });
