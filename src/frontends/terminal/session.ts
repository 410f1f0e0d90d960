/** A session at a terminal: numbered inputs and outputs, %, and what is printed for each. */
import { type Expr, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { hasMeaning } from '../../index.ts';
import { QuitSignal } from '../../kernel/signals.ts';
import { brokenLines } from '../../syntax/blocks.ts';
import { problemLines } from '../../syntax/problems.ts';
import type { Interpreter } from '../session/interpreter.ts';
import { type Evaluated, MainLoop } from '../session/main-loop.ts';
import { type CommandsOf, runCommand } from './commands.ts';
import { habitHint, LEAVING, type Role } from './habits.ts';
import { helpText } from './help.ts';
import { type OutputPlace, outputText } from './output.ts';
import { wrapMessage } from './theme.ts';

export interface TerminalOutput extends OutputPlace {
  readonly error: (text: string) => void;
  /** The number of the first input: sessions go on counting after a kernel was ended. */
  readonly firstLine?: number;
  /** Shows a text in a pager; without one it is written. */
  readonly page?: (text: string) => void;
  /** Tell after each input how long it took. */
  readonly timing?: boolean;
}

/** 0.2 ms, 35 ms, 1.2 s. */
const timeText = (milliseconds: number): string =>
  milliseconds < 1000
    ? `${Number(milliseconds.toPrecision(2))} ms`
    : `${Number((milliseconds / 1000).toPrecision(3))} s`;

export class TerminalSession {
  readonly #evaluator: Interpreter;
  readonly #output: TerminalOutput;
  readonly #loop: MainLoop;
  #timing: boolean;

  constructor(evaluator: Interpreter, output: TerminalOutput) {
    this.#evaluator = evaluator;
    this.#output = output;
    this.#loop = new MainLoop(evaluator, output.firstLine);
    this.#timing = output.timing ?? false;
    evaluator.set('$ScriptCommandLine', normal(S.List));
  }

  /** The number of the next input. */
  get line(): number {
    return this.#loop.line;
  }
  get prompt(): string {
    return `In[${this.line}]:= `;
  }

  input(text: string): void {
    if (text.trim() === '') return;
    if (LEAVING.test(text) && !this.#means(/\w+/.exec(text)![0])) throw new QuitSignal(0);
    if (this.#helped(text)) return;
    if (runCommand(text, this.#commands)) return;
    const inputs: Expr[] = [];
    for (const step of this.#loop.run(text)) {
      if (step.problem !== undefined) this.#output.error(problemLines(step.problem));
      else {
        inputs.push(step.input);
        this.#tell(step);
      }
    }
    for (const hint of this.#hints(text, inputs))
      this.#output.out(`${this.#output.theme.faint(wrapMessage(hint, this.#output.size().columns))}\n`);
  }

  /** Has the user given the name a meaning, or has the language? */
  #means(name: string): boolean {
    const { session } = this.#evaluator;
    const s = session.contexts.find(name);
    return s !== undefined && s.context !== 'System`' && hasMeaning(s, session);
  }

  #roleOf(name: string): Role {
    const { session } = this.#evaluator;
    const s = session.contexts.find(name);
    if (s === undefined || !hasMeaning(s, session)) return undefined;
    const own = session.definitions.known(s)?.own;
    if (own === undefined) return 'function';
    return isCall(own, S.List) || own.kind === Kind.Packed ? 'list' : 'value';
  }

  /** `help` and `help words`. */
  #helped(text: string): boolean {
    const m = /^\s*help\b\s*(?:\(\s*\))?\s*([\w$\s]*?)\s*$/.exec(text);
    if (m === null || this.#means('help')) return false;
    const [, about = ''] = m;
    if (about === '') this.#output.out(`${helpText(this.#output.size().columns)}\n`);
    else {
      const { session } = this.#evaluator;
      const known = /^\S+$/.test(about) && session.contexts.find(about) !== undefined;
      this.#evaluator.evaluate(normal(system(known ? 'Information' : 'SearchUsage'), new Str(about)));
      this.#output.out('');
    }
    return true;
  }

  /** After the result: what looks misspelt, or meant in another language. One line. */
  #hints(text: string, inputs: readonly Expr[]): string[] {
    const habit = habitHint(text, (name) => this.#roleOf(name));
    const misspelt = inputs.flatMap((e) => this.#evaluator.notices.misspelt(e));
    return habit !== undefined ? [habit] : misspelt.slice(0, 1);
  }

  #tell({ line, printed, milliseconds }: Evaluated): void {
    if (printed !== undefined) this.#show(line, printed);
    if (this.#timing) this.#output.out(this.#output.theme.faint(`(${timeText(milliseconds)})\n`));
  }

  #show(n: number, printed: Expr): void {
    const { out, theme } = this.#output;
    out(
      this.#evaluator.shown(
        printed,
        (v) => outputText(n, v, this.#evaluator.session, this.#output),
        (text) => `${theme.faint(`Out[${n}]= `)}${text}\n`,
      ),
    );
  }

  /** What the session ends with; Quit comes by its signal. */
  end(): void {
    this.#loop.end();
  }

  readonly #commands: CommandsOf = {
    whole: (text) => {
      const { session } = this.#evaluator;
      if (text === '' && this.line === 1) return undefined;
      const { expressions, problems } = this.#evaluator.read(text === '' ? '%' : text);
      for (const p of problems) this.#output.error(problemLines(p));
      const { columns } = this.#output.size();
      const laidOut = (value: Expr): string => brokenLines(session.outputForm(value, { columns }), columns);
      return expressions
        .map(({ expr }) => this.#evaluator.shown(this.#evaluator.evaluate(this.#loop.withHistory(expr)).value, laidOut))
        .join('\n');
    },
    page: (text) => (this.#output.page ?? this.#output.out)(text),
    print: (text) => this.#output.out(`${text}\n`),
    timing: (on) => (this.#timing = on ?? !this.#timing),
  };
}
