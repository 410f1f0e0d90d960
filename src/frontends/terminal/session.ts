/** A session at a terminal: numbered inputs and outputs, %, and what is printed for each. */
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { hasMeaning } from '../../index.ts';
import { QuitSignal } from '../../kernel/signals.ts';
import { brokenLines } from '../../syntax/blocks.ts';
import { problemLines } from '../../syntax/problems.ts';
import { Hooks } from '../session/hooks.ts';
import type { Interpreter } from '../session/interpreter.ts';
import { type CommandsOf, runCommand } from './commands.ts';
import { habitHint, LEAVING, type Role } from './habits.ts';
import { helpText } from './help.ts';
import { formed, type OutputPlace, outputText } from './output.ts';
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
  #line: number;
  /** The first line that is remembered. */
  #oldest: number;
  readonly #hooks: Hooks;
  #timing: boolean;

  constructor(evaluator: Interpreter, output: TerminalOutput) {
    this.#evaluator = evaluator;
    this.#output = output;
    this.#hooks = new Hooks(evaluator);
    this.#timing = output.timing ?? false;
    this.#line = this.#oldest = output.firstLine ?? 1;
    evaluator.set('$Line', int(this.#line));
    evaluator.set('$ScriptCommandLine', normal(S.List));
  }

  /** The number of the next input. */
  get line(): number {
    return this.#line;
  }
  get prompt(): string {
    return `In[${this.#line}]:= `;
  }

  input(text: string): void {
    if (text.trim() === '') return;
    if (LEAVING.test(text) && !this.#means(/\w+/.exec(text)![0])) throw new QuitSignal(0);
    if (this.#helped(text)) return;
    if (runCommand(text, this.#commands)) return;
    const { expressions, problems } = this.#evaluator.read(this.#hooks.read(text));
    for (const { expr } of expressions) this.#evaluate(expr, text);
    for (const p of problems) this.#output.error(problemLines(p));
    for (const hint of this.#hints(
      text,
      expressions.map((x) => x.expr),
    ))
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
    const own = session.known(s)?.own;
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

  #evaluate(input: Expr, text: string): void {
    const { session } = this.#evaluator;
    const n = this.#line;
    session.setOwn(system('$Line'), int(n));
    session.addRule(S.In, 'down', normal(S.In, int(n)), input);
    session.addRule(system('InString'), 'down', normal(system('InString'), int(n)), new Str(text));
    const { clock } = session.io;
    const start = clock();
    const { value } = this.#evaluator.evaluate(this.#hooks.input(this.#withHistory(input)));
    const milliseconds = clock() - start;
    const output = this.#hooks.output(value);
    session.addRule(S.Out, 'down', normal(S.Out, int(n)), formed(output).value);
    this.#line = n + 1;
    this.#forget();
    session.setOwn(system('$Line'), int(this.#line));
    if (this.#evaluator.isShown(input, output)) this.#show(n, this.#hooks.printed(output));
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
    this.#hooks.end();
  }

  readonly #commands: CommandsOf = {
    whole: (text) => {
      const { session } = this.#evaluator;
      if (text === '' && this.#line === 1) return undefined;
      const { expressions, problems } = this.#evaluator.read(text === '' ? '%' : text);
      for (const p of problems) this.#output.error(problemLines(p));
      const { columns } = this.#output.size();
      const laidOut = (value: Expr): string => brokenLines(session.outputForm(value, { columns }), columns);
      return expressions
        .map(({ expr }) => this.#evaluator.shown(this.#evaluator.evaluate(this.#withHistory(expr)).value, laidOut))
        .join('\n');
    },
    page: (text) => (this.#output.page ?? this.#output.out)(text),
    print: (text) => this.#output.out(`${text}\n`),
    timing: (on) => (this.#timing = on ?? !this.#timing),
  };

  /** Lines further back than $HistoryLength are not remembered. */
  #forget(): void {
    const { session } = this.#evaluator;
    const keep = session.evaluateInput(system('$HistoryLength'));
    if (keep.kind !== Kind.Integer) return;
    for (; this.#oldest < this.#line - Number(keep.value); this.#oldest++)
      for (const s of [S.In, S.Out, system('InString')]) session.removeRule(s, 'down', normal(s, int(this.#oldest)));
  }

  /** % is the last output, %% the one before, Out[-n] the n-th before. */
  #withHistory(e: Expr): Expr {
    if (isCall(e, S.Out) && (e.args.length === 0 || (e.args[0]!.kind === Kind.Integer && e.args[0]!.value < 0))) {
      const back = e.args.length === 0 ? 1 : -Number((e.args[0] as { value: number }).value);
      return normal(S.Out, int(this.#line - back));
    }
    if (e.kind !== Kind.Normal) return e;
    const args = e.args.map((a) => this.#withHistory(a));
    const head = this.#withHistory(e.head);
    return args.every((a, i) => a === e.args[i]) && head === e.head ? e : normal(head, ...args);
  }
}
