/** One user's world: definitions, contexts, messages, random stream, limits and injected IO. */
import { type Expr, int, Kind, Normal, Str, type Sym } from '../expr/expr.ts';
import { symbol, system, temporarySymbol } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import { RandomStream } from '../numeric/random.ts';
import { listen } from '../pace.ts';
import { Attribute } from './definitions/attributes.ts';
import { Contexts } from './definitions/contexts.ts';
import { ensureRuleSet, needsPattern, ruleSet } from './definitions/define.ts';
import type { Definition, RuleKind, Session } from './definitions/definition.ts';
import { flatten, isSorted, sortArguments } from './evaluation/arguments.ts';
import { Rewriter } from './evaluation/rewriting.ts';
import { Interrupts } from './interrupts.ts';
import { noIO, type SessionIO } from './io.ts';
import { MessageLog, type MessageRecord } from './message-log.ts';
import { fillTemplate, generalMessages } from './messages.ts';
import { ruleList } from './rules/rule-list.ts';
import { rewriterFor } from './rules/rule-rewriter.ts';
import type { RuleSet } from './rules/rules.ts';
import type { Room } from './shown.ts';
import { AbortSignal, isSignal, type Signal, TerminatedSignal } from './signals.ts';

/** Characters of a value in the text of a message: longer ones are elided in the middle. */
const MESSAGE_ROOM = 200;

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
}

export class KernelSession extends Rewriter implements Session {
  readonly io: SessionIO;
  random: RandomStream;
  readonly contexts: Contexts;
  readonly log = new MessageLog();
  readonly #language: Language;
  readonly interrupts: Interrupts;
  #serial = 0;

  constructor(settings: SessionSettings) {
    super();
    this.#language = settings.language;
    this.io = settings.io ?? noIO;
    this.random = new RandomStream(settings.seed ?? this.io.entropy());
    this.interrupts = new Interrupts(this.io, settings.abortRequested ?? (() => false));
    // Symbols of the language exist as soon as any code names them, defined or not.
    this.contexts = new Contexts(
      (s) => s.context === 'System`' || this.#mentioned.has(s) || this.known(s) !== undefined,
    );
  }

  /** Symbols that were read in this session, defined or not. */
  readonly #mentioned = new Set<Sym>();

  // --- definitions ---------------------------------------------------------------------------------------------

  definition(s: Sym): Definition {
    return this.definitions.definition(s);
  }
  touch(s: Sym): void {
    this.definitions.touch(s);
  }
  touchAll(): void {
    this.definitions.touchAll();
  }
  attributesOf(s: Sym): number {
    return this.known(s)?.attributes ?? 0;
  }
  setAttributes(s: Sym, attributes: number): void {
    this.definition(s).attributes = attributes;
    this.definitions.attributesVersion++;
    this.touch(s);
  }
  addRule(s: Sym, kind: RuleKind, lhs: Expr, rhs: Expr): void {
    const d = this.definition(s);
    ensureRuleSet(d, kind).add(lhs, rhs, needsPattern(d.attributes) || kind === 'up' || kind === 'sub');
    if (kind === 'up') this.definitions.upMask |= s.mask;
    this.touch(s);
  }
  removeRule(s: Sym, kind: RuleKind, lhs: Expr): boolean {
    const d = this.known(s);
    const removed = d !== undefined && (ruleSet(d, kind)?.remove(lhs) ?? false);
    if (removed) this.touch(s);
    return removed;
  }
  setOwn(s: Sym, value: Expr | undefined): void {
    const d = this.definition(s);
    d.own = value;
    d.owner = undefined;
    this.touch(s);
  }

  /** head[args] as the attributes Flat and Orderless would have it, without applying rules: for left sides. */
  canonical(head: Expr, args: readonly Expr[]): Normal {
    const attributes = head.kind === Kind.Symbol ? this.attributesOf(head) : 0;
    if ((attributes & Attribute.Flat) !== 0) args = flatten(head, args);
    if ((attributes & Attribute.Orderless) !== 0 && !isSorted(args)) args = sortArguments(args);
    return new Normal(head, args);
  }

  /** What a bound name becomes that would capture another: name$. */
  readonly fresh = (like: Sym): Sym => {
    const s = symbol(`${like.context}${like.name}$`);
    this.#mentioned.add(s);
    return s;
  };
  /** A local symbol of Module: name$n, Temporary. */
  freshTemporary(like: Sym): Sym {
    const s = temporarySymbol(like.context, like.name, `$${++this.#serial}`);
    this.definition(s).attributes = Attribute.Temporary;
    return s;
  }

  /** For constructs that change own values without an assignment (Block). */
  restoreSetting(s: Sym, value: Expr | undefined): void {
    this.known(s)?.native?.setting?.follow?.(value, this);
  }

  /** head[args] marked as its own value: for constructs that stop half-way (Which with an undecided test). */
  unevaluated(head: Expr, args: readonly Expr[]): Normal {
    const e = new Normal(head, args);
    this.definitions.mark(e);
    return e;
  }

  nextSerial(): number {
    return ++this.#serial;
  }

  // --- evaluation ----------------------------------------------------------------------------------------------

  valueOf(s: Sym): Expr {
    for (let n = 0; ; n++) {
      const d = this.known(s);
      if (d === undefined) return s;
      let own = d.own;
      if (own !== undefined) d.owner = undefined;
      else if (d.more.own !== undefined) {
        const v = this.matching.applyToWhole(d.more.own, s);
        if (v !== undefined) own = v;
      }
      if (own === undefined) {
        const native = d.native;
        return native?.value !== undefined ? native.value(native.evaluation) : s;
      }
      if (own.kind === Kind.Normal || own.kind === Kind.Association) return this.evaluate(own);
      if (own.kind !== Kind.Symbol || own === s) return own;
      // x := y; y := x goes round in a circle.
      if (n > this.iterationLimit) return this.iterationExceeded(s);
      s = own;
    }
  }

  // --- matching ------------------------------------------------------------------------------------------------

  matcher(pattern: Expr): (e: Expr) => boolean {
    return this.matching.matcher(pattern);
  }
  forEachMatch(pattern: Expr, e: Expr, visit: (bindings: ReadonlyMap<Sym, Expr>) => boolean): void {
    this.matching.forEachMatch(pattern, e, visit);
  }

  applyToWhole(rules: RuleSet, e: Expr): Expr | undefined {
    return this.matching.applyToWhole(rules, e);
  }
  defaultOf(f: Sym, position?: number, count?: number): Expr | undefined {
    return this.matching.defaultOf(f, position, count);
  }

  rewriter(rules: Expr): (e: Expr) => Expr | undefined {
    return rewriterFor(rules, this);
  }

  rewriteAll(rules: Expr, e: Expr, limit: number): Expr[] {
    const found: Expr[] = [];
    for (const r of ruleList(rules) ?? [])
      found.push(...this.matching.rewriteAll(r.args[0]!, r.args[1]!, e, limit - found.length));
    return found;
  }

  // --- messages ------------------------------------------------------------------------------------------------

  get messages(): readonly MessageRecord[] {
    return this.log.issued;
  }

  /** The text of symbol::tag, or of General::tag. */
  messageText(s: Sym, tag: string): Expr | undefined {
    return (
      this.known(s)?.messages?.get(tag) ??
      this.known(General)?.messages?.get(tag) ??
      (Object.hasOwn(generalMessages, tag) ? new Str(generalMessages[tag]!) : undefined)
    );
  }

  message(s: Sym, tag: string, parameters: readonly Expr[]): void {
    const text = this.messageText(s, tag);
    const rendered = (): string[] => parameters.map((p) => this.outputForm(p, { characters: MESSAGE_ROOM }));
    const body =
      text?.kind === Kind.String
        ? fillTemplate(text.value, rendered())
        : `-- Message text not found --${parameters.length > 0 ? ` (${rendered().join(') (')})` : ''}`;
    const stop = fillTemplate(generalMessages.stop!, [`${this.nameOf(s)}::${tag}`]);
    this.log.issue({ symbol: s, tag, text: body, parameters }, stop);
  }

  collectMessages<T>(
    f: () => T,
    keep: (m: MessageRecord) => boolean = () => true,
  ): { readonly value: T; readonly messages: readonly MessageRecord[] } {
    return this.log.collect(f, keep);
  }

  // --- names and text ------------------------------------------------------------------------------------------

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
    const s = this.contexts.resolve(name);
    this.#mentioned.add(s);
    return s;
  }
  nameOf(s: Sym): string {
    return this.contexts.nameOf(s);
  }
  /** Forgets a symbol: what was built with it keeps it, new input makes another meaning. */
  forget(s: Sym): void {
    this.#mentioned.delete(s);
    this.definitions.remove(s);
  }
  /** Symbols that exist in this session. */
  knownSymbols(): Sym[] {
    const found = new Set<Sym>(this.definitions.all().map((d) => d.symbol));
    for (const s of this.#mentioned) found.add(s);
    return [...found];
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

  // --- limits --------------------------------------------------------------------------------------------------

  poll(): void {
    this.interrupts.poll();
  }
  readonly #poll = (): void => this.interrupts.poll();

  protected recursionExceeded(e: Expr): Expr {
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

  iterationExceeded(e: Expr): Expr {
    this.message(system('$IterationLimit'), 'itlim', [int(this.iterationLimit)]);
    return new Normal(S.Hold, [e]);
  }

  /**
   * Evaluates one input from the top: whatever happens, the session is sound afterwards.
   * Aborts give $Aborted, limits TerminatedEvaluation[...], host errors a message and $Failed.
   */
  evaluateInput(e: Expr): Expr {
    this.log.startInput();
    this.depth = 0;
    const before = listen(this.#poll);
    try {
      return this.evaluate(e);
    } catch (x) {
      return this.#caught(x);
    } finally {
      listen(before);
      this.depth = 0;
      this.interrupts.reset();
    }
  }

  /** Evaluates like an input of its own, inside of another: signals end there, but limits and keys around it hold. */
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
    if (x instanceof AbortSignal) return S.Aborted;
    if (x instanceof TerminatedSignal) return new Normal(S.TerminatedEvaluation, [new Str(x.limit)]);
    if (isSignal(x)) return this.#uncaught(x);
    if (x instanceof RangeError && /call stack/i.test(x.message)) {
      this.message(system('$RecursionLimit'), 'reclim2', [int(this.recursionLimit), S.Null]);
      return new Normal(S.TerminatedEvaluation, [new Str('RecursionLimit')]);
    }
    throw x;
  }

  /** Throw, Break, ... outside of what controls them: their records say what that gives. */
  #uncaught(signal: Signal): Expr {
    const native = signal.construct && this.known(signal.construct)?.native;
    if (native?.uncaught === undefined) throw signal;
    return native.uncaught(signal, native.evaluation);
  }
}

const General = system('General');
