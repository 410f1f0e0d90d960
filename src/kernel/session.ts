/** One user's world: what belongs to it, put together from its parts, and how an input is evaluated from the top. */
import { type Expr, Kind, Normal, Real, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import { RandomStream } from '../numeric/random.ts';
import type { Code } from './code/code.ts';
import { loopCode } from './code/compile-code.ts';
import { Attribute } from './definitions/attributes.ts';
import type { Contexts } from './definitions/contexts.ts';
import type { Definition, Observer, RuleKind, Session } from './definitions/definition.ts';
import { Definitions } from './definitions/definitions.ts';
import { Names } from './definitions/names.ts';
import { flatten, isSorted, sortArguments } from './evaluation/arguments.ts';
import { Evaluator } from './evaluation/evaluator.ts';
import { Inputs } from './inputs.ts';
import { Interrupts } from './interrupts.ts';
import { noIO, type SessionIO } from './io.ts';
import { MessageLog, type MessageRecord } from './message-log.ts';
import { MessageReporter } from './reporter.ts';
import { ruleList } from './rules/rule-list.ts';
import { rewriterFor } from './rules/rule-rewriter.ts';
import type { RuleSet } from './rules/rules.ts';
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
  readonly #names = new Names(this.definitions);
  readonly fresh = this.#names.fresh;
  readonly #reporter = new MessageReporter(this.definitions, this.log, this);
  readonly #inputs = new Inputs(this);
  readonly #evaluator: Evaluator;
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
    const evaluator = new Evaluator(this.definitions, {
      fresh: this.#names.fresh,
      poll: () => this.interrupts.poll(),
      message: (s, tag, parameters) => this.#reporter.report(s, tag, parameters),
      recursionExceeded: (e) => this.#inputs.recursionExceeded(e),
      iterationExceeded: (e) => this.#inputs.iterationExceeded(e),
    });
    this.#evaluator = evaluator;
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
