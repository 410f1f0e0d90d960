/** One user's world: what belongs to it, put together from its parts, and how an input is evaluated from the top. */
import { type Expr, int, Kind, Normal, Real, Str, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import { RandomStream } from '../numeric/random.ts';
import { listen } from '../pace.ts';
import type { Code } from './code/code.ts';
import { loopCode } from './code/compile-code.ts';
import { Attribute } from './definitions/attributes.ts';
import type { Contexts } from './definitions/contexts.ts';
import type { Definition, Observer, RuleKind, Session } from './definitions/definition.ts';
import { Definitions } from './definitions/definitions.ts';
import { Names } from './definitions/names.ts';
import { flatten, isSorted, sortArguments } from './evaluation/arguments.ts';
import { Evaluator } from './evaluation/evaluator.ts';
import { FileProblem } from './file-problem.ts';
import { Interrupts } from './interrupts.ts';
import { noIO, type SessionIO } from './io.ts';
import { MessageLog, type MessageRecord } from './message-log.ts';
import { MessageReporter } from './reporter.ts';
import { ruleList } from './rules/rule-list.ts';
import { rewriterFor } from './rules/rule-rewriter.ts';
import type { RuleSet } from './rules/rules.ts';
import type { Room } from './shown.ts';
import { AbortSignal, isSignal, type Signal, TerminatedSignal } from './signals.ts';
import { isTooLarge } from './too-large.ts';

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
  readonly #names = new Names(this.definitions);
  readonly fresh = this.#names.fresh;
  readonly #reporter = new MessageReporter(this.definitions, this.log, this);
  readonly #evaluator: Evaluator;
  readonly #language: Language;
  /** A function of its own, not a method: every record has it. */
  readonly evaluate: (e: Expr) => Expr;
  readonly #poll = (): void => this.interrupts.poll();

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
          ? this.#outOfMemory('there is no more')
          : this.message(system('General'), 'outoftime', [new Real(timeLimit!)]),
    });
    const evaluator = new Evaluator(this.definitions, {
      fresh: this.#names.fresh,
      poll: this.#poll,
      message: (s, tag, parameters) => this.#reporter.report(s, tag, parameters),
      recursionExceeded: (e) => this.#recursionExceeded(e),
      iterationExceeded: (e) => this.#iterationExceeded(e),
    });
    this.#evaluator = evaluator;
    this.evaluate = (e) => evaluator.evaluate(e);
  }

  // --- an input ------------------------------------------------------------------------------------------------

  /**
   * Evaluates one input from the top: whatever happens, the session is sound afterwards.
   * Aborts give $Aborted, limits TerminatedEvaluation[...], host errors a message and $Failed.
   */
  evaluateInput(e: Expr): Expr {
    this.log.startInput();
    return this.#fromTop(
      () => this.evaluate(e),
      (ended) => ended,
    );
  }

  /**
   * Shows a value: Format rules are evaluated with the limits of an input. Where they do not end as they should, `plain` shows it
   * without them, and that it was aborted.
   */
  display<T>(show: () => T, plain: (aborted: boolean) => T): T {
    return this.#fromTop(show, (ended) =>
      this.#fromTop(
        () => plain(ended === S.Aborted),
        () => plain(true),
      ),
    );
  }

  /** Runs something with nothing around it; `otherwise` gets the value of what ends it early. */
  #fromTop<T>(run: () => T, otherwise: (ended: Expr) => T): T {
    this.depth = 0;
    this.interrupts.begin();
    const before = listen(this.#poll);
    try {
      return run();
    } catch (x) {
      return otherwise(this.#caught(x));
    } finally {
      listen(before);
      this.depth = 0;
    }
  }

  evaluateApart(e: Expr): Expr {
    const { depth } = this;
    try {
      return this.evaluate(e);
    } catch (x) {
      if (x instanceof AbortSignal && x.guard !== undefined) throw x;
      return this.#caught(x);
    } finally {
      this.depth = depth;
    }
  }

  #caught(x: unknown): Expr {
    this.depth = 0;
    try {
      return this.#ending(x);
    } catch (y) {
      // Messages evaluate too, where Format rules speak of what they show.
      if (y === x || !(y instanceof AbortSignal)) throw y;
      return S.Aborted;
    }
  }

  #ending(x: unknown): Expr {
    if (x instanceof AbortSignal) return S.Aborted;
    if (x instanceof TerminatedSignal) return new Normal(S.TerminatedEvaluation, [new Str(x.limit)]);
    if (isSignal(x)) return this.#uncaught(x);
    if (x instanceof RangeError && /call stack/i.test(x.message)) {
      this.message(system('$RecursionLimit'), 'reclim2', [int(this.recursionLimit), S.Null]);
      return new Normal(S.TerminatedEvaluation, [new Str('RecursionLimit')]);
    }
    if (x instanceof FileProblem) {
      this.message(system('General'), x.kind === 'refused' ? 'sandbox' : 'ioerr', [new Str(x.reason), new Str(x.path)]);
      return S.Failed;
    }
    if (!isTooLarge(x)) throw x;
    this.#outOfMemory(x.message);
    return S.Aborted;
  }

  #outOfMemory(why: string): void {
    this.message(system('General'), 'nomem', [new Str(why)]);
  }

  /** Throw, Break, ... outside of what controls them: their records say what that gives. */
  #uncaught(signal: Signal): Expr {
    const native = signal.construct && this.known(signal.construct)?.native;
    if (native?.uncaught === undefined) throw signal;
    return native.uncaught(signal, native.evaluation);
  }

  #recursionExceeded(e: Expr): never {
    const limit = this.recursionLimit;
    // Reporting needs a few levels itself.
    this.recursionLimit += 100;
    try {
      this.message(system('$RecursionLimit'), 'reclim2', [int(limit), new Normal(S.HoldForm, [e])]);
    } finally {
      this.recursionLimit = limit;
    }
    throw new TerminatedSignal('RecursionLimit');
  }

  #iterationExceeded(e: Expr): Expr {
    this.message(system('$IterationLimit'), 'itlim', [int(this.iterationLimit)]);
    return new Normal(S.Hold, [e]);
  }

  // --- evaluation ----------------------------------------------------------------------------------------------

  evaluateForEffect(e: Expr): void {
    this.#evaluator.evaluateForEffect(e);
  }
  call(head: Expr, args: readonly Expr[]): Expr {
    return this.#evaluator.call(head, args);
  }
  callSymbol(head: Sym, d: Definition | undefined, args: Expr[]): Expr {
    return this.#evaluator.callSymbol(head, d, args);
  }
  callPair(f: Sym, a: Expr, b: Expr): Expr {
    return this.#evaluator.callPair(f, a, b);
  }
  applier(f: Expr): (...args: Expr[]) => Expr {
    return this.#evaluator.functions.applier(f);
  }
  repeated(e: Expr): Code {
    return loopCode(e, this.#evaluator);
  }
  unevaluated(head: Expr, args: readonly Expr[]): Normal {
    return this.#evaluator.unevaluated(head, args);
  }
  poll(): void {
    this.interrupts.poll();
  }
  get depth(): number {
    return this.#evaluator.depth;
  }
  set depth(n: number) {
    this.#evaluator.depth = n;
  }
  get recursionLimit(): number {
    return this.#evaluator.recursionLimit;
  }
  set recursionLimit(n: number) {
    this.#evaluator.recursionLimit = n;
  }
  get iterationLimit(): number {
    return this.#evaluator.iterationLimit;
  }
  set iterationLimit(n: number) {
    this.#evaluator.iterationLimit = n;
  }
  get observer(): Observer | undefined {
    return this.#evaluator.observer;
  }
  set observer(o: Observer | undefined) {
    this.#evaluator.observer = o;
  }

  // --- definitions ---------------------------------------------------------------------------------------------

  definition(s: Sym): Definition {
    return this.definitions.definition(s);
  }
  known(s: Sym): Definition | undefined {
    return this.definitions.known(s);
  }
  touch(s: Sym): void {
    this.definitions.touch(s);
  }
  touchAll(): void {
    this.definitions.touchAll();
  }
  mark(e: Normal): void {
    this.definitions.mark(e);
  }
  isCurrent(e: Expr): boolean {
    return this.definitions.isCurrent(e);
  }
  attributesOf(s: Sym): number {
    return this.known(s)?.attributes ?? 0;
  }
  setAttributes(s: Sym, attributes: number): void {
    this.definitions.setAttributes(s, attributes);
  }
  setOwn(s: Sym, value: Expr | undefined): void {
    this.definitions.setOwn(s, value);
  }
  addRule(s: Sym, kind: RuleKind, lhs: Expr, rhs: Expr): void {
    this.definitions.addRule(s, kind, lhs, rhs);
  }
  removeRule(s: Sym, kind: RuleKind, lhs: Expr): boolean {
    return this.definitions.removeRule(s, kind, lhs);
  }
  restoreSetting(s: Sym, value: Expr | undefined): void {
    this.known(s)?.native?.setting?.follow?.(value, this);
  }
  canonical(head: Expr, args: readonly Expr[]): Normal {
    const attributes = head.kind === Kind.Symbol ? this.attributesOf(head) : 0;
    if ((attributes & Attribute.Flat) !== 0) args = flatten(head, args);
    if ((attributes & Attribute.Orderless) !== 0 && !isSorted(args)) args = sortArguments(args);
    return new Normal(head, args);
  }

  // --- patterns and rules --------------------------------------------------------------------------------------

  matcher(pattern: Expr): (e: Expr) => boolean {
    return this.#evaluator.rules.matcher(pattern);
  }
  forEachMatch(pattern: Expr, e: Expr, visit: (bindings: ReadonlyMap<Sym, Expr>) => boolean): void {
    this.#evaluator.rules.forEachMatch(pattern, e, visit);
  }
  applyToWhole(rules: RuleSet, e: Expr): Expr | undefined {
    return this.#evaluator.rules.applyToWhole(rules, e);
  }
  defaultOf(f: Sym, position?: number, count?: number): Expr | undefined {
    return this.#evaluator.rules.defaultOf(f, position, count);
  }
  rewriter(rules: Expr): (e: Expr) => Expr | undefined {
    return rewriterFor(rules, this.#evaluator.rules, this.definitions);
  }
  rewriteAll(rules: Expr, e: Expr, limit: number): Expr[] {
    const found: Expr[] = [];
    for (const r of ruleList(rules) ?? [])
      found.push(...this.#evaluator.rules.rewriteAll(r.args[0]!, r.args[1]!, e, limit - found.length));
    return found;
  }

  // --- messages ------------------------------------------------------------------------------------------------

  message(s: Sym, tag: string, parameters: readonly Expr[]): void {
    this.#reporter.report(s, tag, parameters);
  }
  messageText(s: Sym, tag: string): Expr | undefined {
    return this.#reporter.textOf(s, tag);
  }
  get messages(): readonly MessageRecord[] {
    return this.log.issued;
  }
  collectMessages<T>(
    f: () => T,
    keep: (m: MessageRecord) => boolean = () => true,
  ): { readonly value: T; readonly messages: readonly MessageRecord[] } {
    return this.log.collect(f, keep);
  }

  // --- names and text ------------------------------------------------------------------------------------------

  get contexts(): Contexts {
    return this.#names.contexts;
  }
  get context(): string {
    return this.contexts.current;
  }
  set context(c: string) {
    this.contexts.current = c;
  }
  get contextPath(): string[] {
    return this.contexts.path;
  }
  set contextPath(p: string[]) {
    this.contexts.path = p;
  }
  resolve(name: string): Sym {
    return this.#names.resolve(name);
  }
  nameOf(s: Sym): string {
    return this.contexts.nameOf(s);
  }
  forget(s: Sym): void {
    this.#names.forget(s);
  }
  knownSymbols(): Sym[] {
    return this.#names.all();
  }
  freshTemporary(like: Sym): Sym {
    return this.#names.temporary(like);
  }
  nextSerial(): number {
    return this.#names.nextSerial();
  }
  parse(text: string): readonly Expr[] {
    return this.#language.parse(text, (name) => this.resolve(name));
  }
  inputForm(e: Expr): string {
    return this.#language.inputForm(e, (s) => this.nameOf(s));
  }
  outputForm(e: Expr, room?: Room): string {
    return this.#language.outputForm(e, (s) => this.nameOf(s), room);
  }
}
