/** How builtins read and write files: bytes, or one message that says what the system or the sandbox refused. */
import { type Expr, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { FileProblem } from '../../kernel/file-problem.ts';
import type { ProcessRequest, ProcessResult } from '../../kernel/processes.ts';
import { type Builtin, type BuiltinDefinition, builtin, type Evaluation } from '../builtin.ts';
import { absolute, directoryOf } from './paths.ts';

const General = system('General');

/** Reports under the function that was called; `given` is the file's name as the user wrote it. */
export function reportFileProblem(x: FileProblem, e: Evaluation, given: string = x.path): undefined {
  if (x.kind === 'refused') return e.messageOf(General, 'sandbox', new Str(x.reason), new Str(x.path));
  const opens = x.kind === 'missing' || x.kind === 'denied' || x.kind === 'folder';
  return e.message(opens ? 'noopen' : 'ioerr', new Str(given), new Str(x.reason));
}

/** Runs what works with files; a refusal is reported and gives undefined. */
export function withFiles<T>(e: Evaluation, run: () => T, given?: string): T | undefined {
  try {
    return run();
  } catch (x) {
    if (x instanceof FileProblem) return reportFileProblem(x, e, given);
    throw x;
  }
}

/** Runs a program of the system; one that is not there, a sandbox and a place without programs are reported. */
export function runIn(
  e: Evaluation,
  request: Omit<ProcessRequest, 'directory'> & { readonly directory?: string },
): ProcessResult | undefined {
  const { io } = e.session;
  if (io.runProcess === undefined) return e.messageOf(General, 'noproc');
  try {
    return io.runProcess({ directory: directoryOf(e.session), ...request }, () => e.session.interrupts.poll());
  } catch (x) {
    if (!(x instanceof FileProblem)) throw x;
    if (x.kind !== 'missing') return reportFileProblem(x, e);
    return e.messageOf(General, 'pnfd', new Str(x.path));
  }
}

/** The bytes of a file, or for a name like "!command" those that the command writes; undefined and a message (the tag for a file that is not there) when there are none. */
export function readBytes(name: string, e: Evaluation, missing: 'noopen' | 'nffil' = 'noopen'): Uint8Array | undefined {
  if (name.startsWith('!')) return runIn(e, { command: name.slice(1) })?.output;
  return withFiles(
    e,
    () => e.session.io.readFile(absolute(name, e.session)) ?? e.message(missing, new Str(name), NOT_THERE),
    name,
  );
}
const NOT_THERE = new Str('there is no such file');

/** For a file that was looked for in several places. */
export function cannotFind(name: string, e: Evaluation): Expr {
  e.message('noopen', new Str(name), NOT_THERE);
  return S.Failed;
}

/** Bytes in UTF-8 as text. Throws FileProblem for more than a text can hold. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder().decode(bytes);
  } catch (x) {
    if (bytes.length < LONG_TEXT) throw x;
    throw new FileProblem('large', 'text', `${bytes.length} bytes are more than a text can hold`);
  }
}
/** No host refuses texts of less than this for their length. */
const LONG_TEXT = 2 ** 28;

/** Writes a file, whole or not at all; false when it cannot be done (reported). */
export function writeBytes(name: string, bytes: Uint8Array, e: Evaluation): boolean {
  const write = (): true => {
    e.session.io.writeFile(absolute(name, e.session), bytes);
    return true;
  };
  return withFiles(e, write, name) === true;
}

/** A builtin that works with files: what its body lets through of refusals is one message and $Failed. */
export function fileBuiltin(name: string, definition: BuiltinDefinition): Builtin {
  const { evaluate } = definition;
  if (evaluate === undefined) return builtin(name, definition);
  return builtin(name, {
    ...definition,
    evaluate(args, e, options) {
      let refused = true;
      const value = withFiles(e, () => {
        const v = evaluate(args, e, options);
        refused = false;
        return v;
      });
      return refused ? S.Failed : value;
    },
  });
}
