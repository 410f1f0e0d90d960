/** One user's world: what belongs to it, put together from its parts, and how an input is evaluated from the top. */
import { type Expr, type Normal, Real, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import { RandomStream } from '../numeric/random.ts';
import type { Code } from './code/code.ts';
import { loopCode } from './code/compile-code.ts';
import type { Definition, Session } from './definitions/definition.ts';
import { Definitions } from './definitions/definitions.ts';
import { Names } from './definitions/names.ts';
import { Evaluator } from './evaluation/evaluator.ts';
import { Inputs } from './inputs.ts';
import { Interrupts } from './interrupts.ts';
import { noIO, type SessionIO } from './io.ts';
import { MessageLog } from './message-log.ts';
import { MessageReporter } from './reporter.ts';
import type { RuleApplier } from './rules/rule-applier.ts';
import type { Room } from './shown.ts';

/** Text <-> expressions; injected, since the kernel knows no syntax. */
export interface Language {
  parse(text: string, resolve: (name: string) => Sym): readonly Expr[];
  inputForm(e: Expr, nameOf: (s: Sym) => string): string;
  outputForm(e: Expr, nameOf: (s: Sym) => string, room?: Room): string;
}

export interface SessionSettings {
  readonly language: Language;
  readonly io?: SessionIO;
  readonly seed?: number;
  /** True when the evaluation is to stop; asked every few dozen steps. */
  readonly abortRequested?: () => boolean;
  /** Bytes that the session's values may hold; as many as the host has when absent. */
  readonly memoryLimit?: number;
  /** Seconds that an input may take; as many as it wants when absent. */
  readonly timeLimit?: number;
}

export class KernelSession implements Session {
  readonly io: SessionIO;
  random: RandomStream;
  readonly log = new MessageLog();
  readonly interrupts: Interrupts;
  readonly definitions = new Definitions();
  readonly names = new Names(this.definitions);
  readonly contexts = this.names.contexts;
  readonly evaluator: Evaluator;
  readonly rules: RuleApplier;
  readonly #reporter: MessageReporter;
  readonly #inputs: Inputs;
  readonly #language: Language;
  /** A function of its own, not a method: every record has it. */
  readonly evaluate: (e: Expr) => Expr;

  constructor(settings: SessionSettings) {
    this.#language = settings.language;
    this.io = settings.io ?? noIO;
    this.random = new RandomStream(settings.seed ?? this.io.entropy());
    const { memoryLimit, timeLimit } = settings;
    this.interrupts = new Interrupts(this.io, settings.abortRequested ?? (() => false), {
      memory: memoryLimit ?? Number.POSITIVE_INFINITY,
      milliseconds: (timeLimit ?? Number.POSITIVE_INFINITY) * 1000,
      exceeded: (what) =>
        what === 'memory'
          ? this.#inputs.outOfMemory('there is no more')
          : this.message(system('General'), 'outoftime', [new Real(timeLimit!)]),
    });
    this.#reporter = new MessageReporter(this.definitions, this.log, {
      outputForm: (e, room) => this.outputForm(e, room),
      inputForm: (e) => this.inputForm(e),
      nameOf: (s) => this.contexts.nameOf(s),
    });
    const evaluator = new Evaluator(this.definitions, {
      fresh: this.names.fresh,
      poll: () => this.interrupts.poll(),
      message: (s, tag, parameters) => this.#reporter.report(s, tag, parameters),
      recursionExceeded: (e) => this.#inputs.recursionExceeded(e),
      iterationExceeded: (e) => this.#inputs.iterationExceeded(e),
    });
    this.evaluator = evaluator;
    this.rules = evaluator.rules;
    this.#inputs = new Inputs(this);
    this.evaluate = (e) => evaluator.evaluate(e);
  }

  // --- inputs --------------------------------------------------------------------------------------------------

  /**
   * Evaluates one input from the top: whatever happens, the session is sound afterwards.
   * Aborts give $Aborted, limits TerminatedEvaluation[...], host errors a message and $Failed.
   */
  evaluateInput(e: Expr): Expr {
    return this.#inputs.evaluate(e);
  }
  display<T>(show: () => T, plain: (aborted: boolean) => T): T {
    return this.#inputs.display(show, plain);
  }
  evaluateApart(e: Expr): Expr {
    return this.#inputs.apart(e);
  }

  // --- evaluation ----------------------------------------------------------------------------------------------

  evaluateForEffect(e: Expr): void {
    this.evaluator.evaluateForEffect(e);
  }
  call(head: Expr, args: readonly Expr[]): Expr {
    return this.evaluator.call(head, args);
  }
  callSymbol(head: Sym, d: Definition | undefined, args: Expr[]): Expr {
    return this.evaluator.callSymbol(head, d, args);
  }
  callPair(f: Sym, a: Expr, b: Expr): Expr {
    return this.evaluator.callPair(f, a, b);
  }
  applier(f: Expr): (...args: Expr[]) => Expr {
    return this.evaluator.functions.applier(f);
  }
  repeated(e: Expr): Code {
    return loopCode(e, this.evaluator);
  }
  unevaluated(head: Expr, args: readonly Expr[]): Normal {
    return this.evaluator.unevaluated(head, args);
  }
  restoreSetting(s: Sym, value: Expr | undefined): void {
    this.definitions.known(s)?.native?.setting?.follow?.(value, this);
  }

  // --- messages ------------------------------------------------------------------------------------------------

  message(s: Sym, tag: string, parameters: readonly Expr[]): void {
    this.#reporter.report(s, tag, parameters);
  }
  messageText(s: Sym, tag: string): Expr | undefined {
    return this.#reporter.textOf(s, tag);
  }

  // --- text ----------------------------------------------------------------------------------------------------

  parse(text: string): readonly Expr[] {
    return this.#language.parse(text, (name) => this.names.resolve(name));
  }
  inputForm(e: Expr): string {
    return this.#language.inputForm(e, (s) => this.contexts.nameOf(s));
  }
  outputForm(e: Expr, room?: Room): string {
    return this.#language.outputForm(e, (s) => this.contexts.nameOf(s), room);
  }
}
