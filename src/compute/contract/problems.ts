/**
 * The three ways in which work cannot be done. A refusal sends it elsewhere; the two others end it, and people are told. Any other
 * error is a bug.
 */

/** This cannot be done so, but perhaps in another way: the message says why, in words for a report. */
export class Refusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Refusal';
  }
}

/** What was asked of a device cannot be done there; nothing runs elsewhere instead. The message says why, for people. */
export class DeviceProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DeviceProblem';
  }
}

/** The memory that a net needs is more than there is. */
export class OutOfMemory extends Error {
  readonly bytes: number;
  constructor(bytes: number) {
    super(`${(bytes / 2 ** 30).toFixed(1)} GiB are needed`);
    this.name = 'OutOfMemory';
    this.bytes = bytes;
  }
}
