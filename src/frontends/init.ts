/** What a session reads before its first input: the user's init file, those of the command line, and the code of -run. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { statements } from '../index.ts';
import { problemLines } from '../syntax/problems.ts';
import type { CommandLine } from './command-line.ts';
import { noopen, programText } from './files/program-text.ts';
import type { Interpreter } from './session/interpreter.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the XDG base directory specification puts what users configure: init.wl or init.m in it. */
export function initFiles(environment: Environment): readonly string[] {
  const config = environment.XDG_CONFIG_HOME;
  const folder = path.join(config?.startsWith('/') ? config : path.join(os.homedir(), '.config'), 'scheelite');
  return [path.join(folder, 'init.wl'), path.join(folder, 'init.m')];
}

/** Evaluates a text; problems are told with their place, and what follows is evaluated still. Quit leaves by its signal. */
function evaluateAll(
  text: string,
  name: string | undefined,
  evaluator: Interpreter,
  error: (text: string) => void,
): void {
  for (const s of statements(text, evaluator.session)) {
    if (s.problem !== undefined) error(problemLines(s.problem, name));
    else evaluator.at(name === undefined ? undefined : `${name}:${s.line}`, () => evaluator.evaluate(s.expr));
  }
}

/** The user's own file need not be there; one that was named has to be. */
export function initialize(
  command: CommandLine,
  environment: Environment,
  evaluator: Interpreter,
  error: (text: string) => void,
): void {
  const own =
    command.init && command.sandbox === undefined && (command.mode.kind === 'repl' || command.mode.kind === 'served')
      ? initFiles(environment).find((f) => fs.existsSync(f))
      : undefined;
  for (const file of [...(own === undefined ? [] : [own]), ...command.initFiles]) {
    let text: string;
    try {
      text = programText(file);
    } catch (x) {
      error(noopen('Get', x));
      continue;
    }
    evaluateAll(text, file, evaluator, error);
  }
  for (const code of command.run) evaluateAll(code, undefined, evaluator, error);
}
