/** Scripts, -code and standard input: every expression in turn; nothing but what the script prints. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Str } from '../expr/expr.ts';
import type { CommandLine } from './command-line.ts';
import { type Evaluator, problemLines } from './evaluator.ts';
import { EXIT } from './exit-codes.ts';

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
  const { expressions, problems } = evaluator.read(source.text);
  const values = command.mode.kind === 'code' ? 'last' : command.print;
  let waiting = [...problems];
  expressions.forEach(({ expr, start }, i) => {
    // Syntax errors are told where they stand among the expressions.
    for (const p of waiting) if (p.offset < start) error(problemLines(p, source.file));
    waiting = waiting.filter((p) => p.offset >= start);
    const { value } = evaluator.evaluate(expr);
    const wanted = values === 'all' || (values === 'last' && i === expressions.length - 1);
    if (wanted && evaluator.isShown(expr, value)) out(evaluator.session.inputForm(value));
  });
  for (const p of waiting) error(problemLines(p, source.file));
  if (problems.length > 0) return EXIT.syntax;
  return command.strict && evaluator.shownMessages > 0 ? EXIT.strict : EXIT.ok;
}
