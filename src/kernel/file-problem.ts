/** Why the outside did not do what was asked with a file. */

/**
 * missing: there is no such file. denied: the system does not allow it. folder: it is no file. full: no room is left.
 * large: more than a value can hold. refused: the sandbox of the session does not allow it.
 */
export type FileProblemKind = 'missing' | 'denied' | 'folder' | 'full' | 'large' | 'refused' | 'other';

/** Thrown by a session's files and reported as one message by the builtin that asked. */
export class FileProblem extends Error {
  readonly kind: FileProblemKind;
  readonly path: string;
  /** Half a sentence that follows the name of the file: no space is left on the device. */
  readonly reason: string;
  constructor(kind: FileProblemKind, path: string, reason: string) {
    super(`${path}: ${reason}`);
    this.name = 'FileProblem';
    this.kind = kind;
    this.path = path;
    this.reason = reason;
  }
}
