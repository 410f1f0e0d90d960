/** The main loop of a session: numbered inputs and outputs, %, and what users put between them ($PreRead, $Pre, $Post, $PrePrint). */
import { statements } from '../../core.ts';
import { type Expr, int, isCall, Kind, Normal, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { SyntaxProblem } from '../../syntax/problems.ts';
import { Hooks } from './hooks.ts';
import type { Interpreter } from './interpreter.ts';

/** What came of one input. */
export interface Evaluated {
  readonly problem?: undefined;
  readonly input: Expr;
  /** Its number. */
  readonly line: number;
  /** What is to be printed, in its form; undefined: nothing. */
  readonly printed: Expr | undefined;
  readonly milliseconds: number;
  /** A host error, of which a message has told. */
  readonly bug: string | undefined;
}
export type Step = Evaluated | { readonly problem: SyntaxProblem };

/** Heads that name how a value is printed: Out[1]//FullForm= ... */
const forms = new Set(['FullForm', 'InputForm', 'OutputForm', 'TableForm', 'MatrixForm', 'StandardForm'].map(system));

/** The value and the form that it is to be printed in, which is no part of it. */
export function formed(value: Expr): { readonly value: Expr; readonly form: string | undefined } {
  const { kind } = value;
  if (kind !== Kind.Normal || !forms.has(value.head as never) || value.args.length === 0)
    return { value, form: undefined };
  return { value: value.args[0]!, form: (value.head as { name: string }).name };
}

/** An input that ends in a semicolon prints nothing; its output is the value before the semicolon all the same. */
const isQuiet = (input: Expr): input is Normal =>
  isCall(input, S.CompoundExpression) && input.args.length > 1 && input.args.at(-1) === S.Null;
function withoutNull(input: Normal): Expr {
  const parts = input.args.slice(0, -1);
  return parts.length === 1 ? parts[0]! : new Normal(S.CompoundExpression, parts);
}
const InString = system('InString');
const $Line = system('$Line');

export class MainLoop {
  readonly evaluator: Interpreter;
  readonly #hooks: Hooks;
  #line: number;
  /** The first line that is remembered. */
  #oldest: number;

  /** `firstLine`: of a session that goes on counting after another. */
  constructor(evaluator: Interpreter, firstLine = 1) {
    this.evaluator = evaluator;
    this.#hooks = new Hooks(evaluator);
    this.#line = this.#oldest = firstLine;
    evaluator.set('$Line', int(firstLine));
  }

  /** The number of the next input. */
  get line(): number {
    return this.#line;
  }

  /** Evaluates the statements of a text one after another; syntax problems come in their places. Rethrows only Quit. */
  *run(text: string): Generator<Step> {
    for (const s of statements(this.#hooks.read(text), this.evaluator.session))
      yield s.problem === undefined ? this.#input(s.expr, s.text) : s;
  }

  #input(input: Expr, text: string): Evaluated {
    const { session } = this.evaluator;
    const line = this.#line;
    session.definitions.setOwn($Line, int(line));
    session.definitions.addRule(S.In, 'down', normal(S.In, int(line)), input);
    session.definitions.addRule(InString, 'down', normal(InString, int(line)), new Str(text));
    const { clock } = session.io;
    const start = clock();
    const asked = isQuiet(input) ? withoutNull(input) : input;
    const { value, bug } = this.evaluator.evaluate(this.#hooks.input(this.withHistory(asked)));
    const milliseconds = clock() - start;
    const output = this.#hooks.output(value);
    session.definitions.addRule(S.Out, 'down', normal(S.Out, int(line)), formed(output).value);
    this.#line = line + 1;
    this.#forget();
    session.definitions.setOwn($Line, int(this.#line));
    const printed = this.evaluator.isShown(input, output) ? this.#hooks.printed(output) : undefined;
    return { input, line, printed, milliseconds, bug };
  }

  /** What the session ends with ($Epilog); Quit comes by its signal. */
  end(): void {
    this.#hooks.end();
  }

  /** % is the last output, %% the one before, Out[-n] the n-th before. */
  withHistory(e: Expr): Expr {
    if (isCall(e, S.Out) && (e.args.length === 0 || (e.args[0]!.kind === Kind.Integer && e.args[0]!.value < 0))) {
      const back = e.args.length === 0 ? 1 : -Number((e.args[0] as { value: number }).value);
      return normal(S.Out, int(this.#line - back));
    }
    if (e.kind !== Kind.Normal) return e;
    const args = e.args.map((a) => this.withHistory(a));
    const head = this.withHistory(e.head);
    return args.every((a, i) => a === e.args[i]) && head === e.head ? e : normal(head, ...args);
  }

  /** Lines further back than $HistoryLength are not remembered. */
  #forget(): void {
    const { session } = this.evaluator;
    const keep = session.evaluateInput(system('$HistoryLength'));
    if (keep.kind !== Kind.Integer) return;
    for (; this.#oldest < this.#line - Number(keep.value); this.#oldest++)
      for (const s of [S.In, S.Out, InString]) session.definitions.removeRule(s, 'down', normal(s, int(this.#oldest)));
  }
}
