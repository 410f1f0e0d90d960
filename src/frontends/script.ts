/** Scripts, -code and standard input: every expression in turn; nothing but what the script prints. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Str } from '../expr/expr.ts';
import { shownForm, statements } from '../index.ts';
import type { CommandLine } from './command-line.ts';
import { type Evaluator, problemLines } from './evaluator.ts';
import { EXIT } from './exit-codes.ts';
import { initialize } from './init.ts';

interface Source {
  readonly text: string;
  readonly file: string | undefined;
}

/** undefined: the file cannot be read; the message has been shown. */
function sourceOf(command: CommandLine, error: (text: string) => void): Source | undefined {
  const { mode } = command;
  if (mode.kind === 'code') return { text: mode.code, file: undefined };
  if (mode.kind === 'stdin') return { text: fs.readFileSync(0, 'utf8'), file: undefined };
  if (mode.kind !== 'file') return undefined;
  try {
    return { text: fs.readFileSync(mode.path, 'utf8'), file: mode.path };
  } catch {
    error(`Get::noopen: Cannot open ${mode.path}.`);
    return undefined;
  }
}

/** Runs to the end whatever happens on the way; gives the exit code. Quit leaves by its signal. */
export function runScript(
  command: CommandLine,
  evaluator: Evaluator,
  out: (text: string) => void,
  error: (text: string) => void,
): number {
  const source = sourceOf(command, error);
  if (source === undefined) return EXIT.noInput;
  const name = source.file ?? 'scheelite';
  evaluator.set('$ScriptCommandLine', evaluator.strings([name, ...command.args]));
  evaluator.set('$CommandLine', evaluator.strings(['scheelite', name, ...command.args]));
  evaluator.set('$InputFileName', new Str(source.file === undefined ? '' : path.resolve(source.file)));
  initialize(command, process.env, evaluator, error);
  const values = command.mode.kind === 'code' ? 'last' : command.print;
  let malformed = false;
  let last: (() => void) | undefined;
  for (const s of statements(source.text, evaluator.session)) {
    if (s.problem !== undefined) {
      malformed = true;
      error(problemLines(s.problem, source.file));
      continue;
    }
    const { expr } = s;
    const place = source.file === undefined ? undefined : `${source.file}:${s.line}`;
    const { value } = evaluator.at(place, () => evaluator.evaluate(expr));
    last = () => {
      if (evaluator.isShown(expr, value)) out(evaluator.shown(value, (v) => shownForm(v, evaluator.session)));
    };
    if (values === 'all') last();
  }
  if (values === 'last') last?.();
  if (malformed) return EXIT.syntax;
  return command.strict && evaluator.shownMessages > 0 ? EXIT.strict : EXIT.ok;
}
