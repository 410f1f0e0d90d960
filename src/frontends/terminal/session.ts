/** A session at a terminal: numbered inputs and outputs, %, and what is printed for each. */
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { QuitSignal } from '../../kernel/signals.ts';
import { brokenLines } from '../../syntax/blocks.ts';
import { type Evaluator, problemLines } from '../evaluator.ts';
import type { Size } from '../shared-words.ts';
import { type PictureTerminal, picture } from './pictures.ts';

export interface TerminalOutput {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly size: () => Size;
  /** The number of the first input: sessions go on counting after a kernel was ended. */
  readonly firstLine?: number;
  /** How pictures are shown; undefined: as text. */
  readonly pictures?: PictureTerminal;
}

/** Heads that name how a value is printed: Out[1]//FullForm= ... */
const forms = new Set(['FullForm', 'InputForm', 'OutputForm', 'TableForm', 'MatrixForm', 'StandardForm'].map(system));
/** Longer outputs are cut in the middle. */
const LONGEST = 12_000;

export class TerminalSession {
  readonly #evaluator: Evaluator;
  readonly #output: TerminalOutput;
  #line: number;
  /** The first line that is remembered. */
  #oldest: number;

  constructor(evaluator: Evaluator, output: TerminalOutput) {
    this.#evaluator = evaluator;
    this.#output = output;
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
    if (/^\s*(Quit|Exit)\s*$/.test(text)) throw new QuitSignal(0);
    const { expressions, problems } = this.#evaluator.read(text);
    for (const { expr } of expressions) this.#evaluate(expr, text);
    for (const p of problems) this.#output.error(problemLines(p));
  }

  #evaluate(input: Expr, text: string): void {
    const { session } = this.#evaluator;
    const n = this.#line;
    session.setOwn(system('$Line'), int(n));
    session.addRule(S.In, 'down', normal(S.In, int(n)), input);
    session.addRule(system('InString'), 'down', normal(system('InString'), int(n)), new Str(text));
    const { value } = this.#evaluator.evaluate(this.#withHistory(input));
    const form =
      value.kind === Kind.Normal && forms.has(value.head as never) && value.args.length > 0 ? value : undefined;
    session.addRule(S.Out, 'down', normal(S.Out, int(n)), form === undefined ? value : form.args[0]!);
    this.#line = n + 1;
    this.#forget();
    session.setOwn(system('$Line'), int(this.#line));
    if (!this.#evaluator.isShown(input, value)) return;
    const printed = session.outputForm(value);
    const body =
      printed.length > LONGEST
        ? `${printed.slice(0, LONGEST / 2)} <<${printed.length - LONGEST}>> ${printed.slice(-LONGEST / 2)}`
        : printed;
    const pixels =
      this.#output.pictures && form === undefined ? picture(value, session, this.#output.pictures) : undefined;
    if (pixels !== undefined) {
      this.#output.out(`Out[${n}]= ${printed.includes('\n') ? '' : printed.slice(0, 60)}\n${pixels}\n`);
      return;
    }
    const label = form === undefined ? `Out[${n}]= ` : `Out[${n}]//${(form.head as { name: string }).name}= `;
    const broken = brokenLines(body, this.#output.size().columns - label.length);
    this.#output.out(body.includes('\n') ? `${label}\n${body}\n` : `${label}${broken}\n`);
  }

  /** Lines further back than $HistoryLength are not remembered. */
  #forget(): void {
    const { session } = this.#evaluator;
    const keep = session.evaluate(system('$HistoryLength'));
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
