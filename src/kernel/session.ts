/** One user's world: definitions, contexts, messages, random stream, limits and injected IO. */
import { isAssociation } from '../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal, Str, type Sym } from '../expr/expr.ts';
import { symbol, system } from '../expr/intern.ts';
import { unpack } from '../expr/packed.ts';
import * as S from '../expr/symbols.ts';
import { RandomStream } from '../numeric/random.ts';
import { flatten, isSorted, sortArguments } from './arguments.ts';
import { Attribute } from './attributes.ts';
import { Contexts } from './contexts.ts';
import { ensureRuleSet, needsPattern, ruleSet } from './define.ts';
import type { Definition, MessageRecord, Native, RuleKind, Session } from './definition.ts';
import { Evaluator } from './evaluate.ts';
import { compileFunction, highestSlot, isFunction, type PureFunction, slotsFor } from './functions.ts';
import { noIO, type SessionIO } from './io.ts';
import { Matching } from './matching.ts';
import { MessageLog } from './message-log.ts';
import { arityMessage, fillTemplate, generalMessages } from './messages.ts';
import { isOptionSpec, OptionValues, rulesOf } from './options.ts';
import { catchReturn } from './returning.ts';
import { AbortSignal, isSignal, TerminatedSignal } from './signals.ts';

/** Text <-> expressions; injected, since the kernel knows no syntax. */
export interface Language {
  parse(text: string, resolve: (name: string) => Sym): readonly Expr[];
  inputForm(e: Expr, nameOf: (s: Sym) => string): string;
  outputForm(e: Expr, nameOf: (s: Sym) => string): string;
}

export interface SessionSettings {
  readonly language: Language;
  readonly io?: SessionIO;
  readonly seed?: number;
  /** True when the evaluation is to stop; asked every few dozen steps. */
  readonly abortRequested?: () => boolean;
}

const noOptions = (owner: Sym): OptionValues => new OptionValues(owner, [], undefined);

export class KernelSession extends Evaluator implements Session {
  readonly io: SessionIO;
  random: RandomStream;
  readonly contexts: Contexts;
  readonly log = new MessageLog();
  readonly matching: Matching;
  readonly #language: Language;
  readonly #abortRequested: () => boolean;
  readonly #functions = new WeakMap<Normal, PureFunction>();
  /** Deadlines of TimeConstrained, innermost last. */
  readonly deadlines: { readonly at: number; readonly guard: object }[] = [];
  /** Limits of MemoryConstrained, innermost last. */
  readonly memoryLimits: { readonly bytes: number; readonly guard: object }[] = [];
  #polls = 0;
  /** AbortProtect holds aborts back while this is positive. */
  abortProtection = 0;
  abortPending = false;
  #serial = 0;

  constructor(settings: SessionSettings) {
    super();
    this.#language = settings.language;
    this.io = settings.io ?? noIO;
    this.random = new RandomStream(settings.seed ?? this.io.entropy());
    this.#abortRequested = settings.abortRequested ?? (() => false);
    // Symbols of the language exist as soon as any code names them, defined or not.
    this.contexts = new Contexts(
      (s) => s.context === 'System`' || this.#mentioned.has(s) || this.known(s) !== undefined,
    );
    this.matching = new Matching(this, (f) => this.#predicate(f));
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

  /** Every fresh symbol of Module and of renaming: name$n. */
  readonly fresh = (like: Sym): Sym => {
    const s = symbol(`${like.context}${like.name}$${++this.#serial}`);
    return s;
  };
  /** A local symbol of Module: Temporary. */
  freshTemporary(like: Sym): Sym {
    const s = this.fresh(like);
    this.definition(s).attributes = Attribute.Temporary;
    return s;
  }

  /** Symbols whose values are settings of the session ($RecursionLimit, ...): what a value means. */
  readonly settings = new Map<Sym, (value: Expr | undefined) => void>();
  /** For constructs that change own values without an assignment (Block). */
  restoreSetting(s: Sym, value: Expr | undefined): void {
    this.settings.get(s)?.(value);
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
    const d = this.known(s);
    if (d === undefined) return s;
    const own = d.own;
    if (own !== undefined) {
      d.owner = undefined;
      switch (own.kind) {
        case Kind.Normal:
        case Kind.Association:
          return this.evaluate(own);
        case Kind.Symbol:
          return own === s ? s : this.#symbolChain(own);
        default:
          return own;
      }
    }
    if (d.more.own !== undefined) {
      const v = this.matching.applyToWhole(d.more.own, s);
      if (v !== undefined) return this.evaluate(v);
    }
    const native = d.native;
    return native?.value !== undefined ? native.value(native.evaluation) : s;
  }

  #symbolChain(s: Sym): Expr {
    if (++this.depth > this.recursionLimit) this.recursionExceeded(s);
    const v = this.valueOf(s);
    this.depth--;
    return v;
  }

  protected rewrite(head: Expr, d: Definition | undefined, args: readonly Expr[]): Expr | undefined {
    const upMask = this.definitions.upMask;
    if (upMask !== 0) {
      const up = this.#upvalue(head, args, upMask);
      if (up !== undefined) return up;
    }
    if (head.kind === Kind.Symbol) {
      if (d === undefined) return undefined;
      if (d.down !== undefined) {
        const v = this.matching.applyRules(d.down, head, args);
        if (v !== undefined) return v;
      }
      return d.native?.evaluate !== undefined ? this.#callNative(d.native, head, args) : undefined;
    }
    if (isFunction(head)) return this.#applyFunction(head, args);
    return this.#subvalue(head, args);
  }

  #upvalue(head: Expr, args: readonly Expr[], upMask: number): Expr | undefined {
    let call: Normal | undefined;
    const seen: Sym[] = [];
    for (let i = 0; i < args.length; i++) {
      const s = carrier(args[i]!);
      if (s === undefined || (s.mask & upMask) === 0 || seen.includes(s)) continue;
      const d = this.known(s);
      if (d === undefined || (d.up === undefined && d.native?.up === undefined)) continue;
      call ??= new Normal(head, args);
      if (d.up !== undefined) {
        seen.push(s);
        const v = this.matching.applyToWhole(d.up, call);
        if (v !== undefined) return v;
      }
      const v = d.native?.up?.(call, i, d.native.evaluation);
      if (v !== undefined) return v;
    }
    return undefined;
  }

  #callNative(native: Native, head: Sym, args: readonly Expr[]): Expr | undefined {
    let options: OptionValues | undefined;
    if (native.hasOptions) {
      const [least, most] = native.arity ?? [0, 0];
      let n = args.length;
      // Where an argument may still stand, a rule is an option only by its name: Replace[x, "a" -> 1].
      while (n > least && isOptionSpec(args[n - 1]!) && (n > most || this.#isDeclared(head, args[n - 1]!))) n--;
      if (n < args.length) {
        options = new OptionValues(head, args.slice(n), this.known(head)!.options);
        if (!this.#optionsKnown(head, options)) return undefined;
        args = args.slice(0, n);
      } else options = new OptionValues(head, [], this.known(head)!.options);
    }
    const arity = native.arity;
    if (arity !== undefined && (args.length < arity[0] || args.length > arity[1])) {
      const [tag, ...numbers] = arityMessage(args.length, arity[0], arity[1]);
      this.message(head, tag, [head, ...numbers.map(int)]);
      return undefined;
    }
    if (!native.packed) args = unpackAll(args);
    return native.evaluate!(args, native.evaluation, options ?? (native.noOptions ??= noOptions(head)));
  }

  #isDeclared(head: Sym, spec: Expr): boolean {
    const declared = this.known(head)!.options;
    if (declared === undefined) return true;
    const names = new Set([...rulesOf(declared)].map(([n]) => n));
    return [...rulesOf(spec)].every(([n]) => names.has(n));
  }

  #optionsKnown(head: Sym, options: OptionValues): boolean {
    const declared = this.known(head)!.options;
    if (declared === undefined) return true;
    const names = new Set([...rulesOf(declared)].map(([n]) => n));
    for (const spec of options.given)
      for (const [name, , rule] of rulesOf(spec))
        if (!names.has(name)) {
          const known = [...names].sort().map((n) => symbolOrString(n));
          this.message(head, 'optvp', [new Str(name), head, new Normal(S.List, known), rule]);
          return false;
        }
    return true;
  }

  #subvalue(head: Expr, args: readonly Expr[]): Expr | undefined {
    if (head.kind === Kind.Boxed) {
      const native = this.known(head.head)?.native;
      return native?.apply?.(head, args, native.evaluation);
    }
    if (isAssociation(head)) {
      const native = this.known(S.Association)?.native;
      return native?.apply?.(head, args, native.evaluation);
    }
    if (head.kind !== Kind.Normal) return undefined;
    const s = carrierOfHead(head);
    const d = s && this.known(s);
    if (d === undefined) return undefined;
    if (d.sub !== undefined) {
      const v = this.matching.applyToWhole(d.sub, new Normal(head, args));
      if (v !== undefined) return v;
    }
    return head.head.kind === Kind.Symbol ? d.native?.apply?.(head, args, d.native.evaluation) : undefined;
  }

  // --- pure functions ------------------------------------------------------------------------------------------

  #function(f: Normal): PureFunction | undefined {
    let pure = this.#functions.get(f);
    if (pure === undefined) {
      pure = compileFunction(f, this);
      if (pure !== undefined) this.#functions.set(f, pure);
    }
    return pure;
  }

  protected functionAttributes(f: Normal): number {
    return this.#function(f)?.attributes ?? 0;
  }

  #applyFunction(f: Normal, args: readonly Expr[]): Expr | undefined {
    const pure = this.#function(f);
    if (pure === undefined) {
      this.message(S.Function, 'flpar', [f.args[0] ?? S.Null, f]);
      return undefined;
    }
    if (!this.#enoughArguments(f, pure, args)) return undefined;
    const slots = slotsFor(f, pure, args);
    return pure.returns ? catchReturn(this, S.Function, () => pure.code.run(slots)) : pure.code.tail(slots);
  }

  #enoughArguments(f: Normal, pure: PureFunction, args: readonly Expr[]): boolean {
    if (pure.parameters !== undefined) {
      if (args.length >= pure.parameters.length) return true;
      this.message(S.Function, 'fpct', [int(pure.parameters.length), new Normal(f, args), int(args.length)]);
      return false;
    }
    pure.highest ??= highestSlot(f.args.length === 1 ? f.args[0]! : f.args[1]!);
    if (args.length >= pure.highest) return true;
    this.message(S.Function, 'slotn', [new Normal(S.Slot, [int(args.length + 1)]), f, new Normal(f, args)]);
    return true;
  }

  applier(f: Expr): (...args: Expr[]) => Expr {
    if (isFunction(f)) {
      const pure = this.#function(f);
      if (pure !== undefined && pure.attributes === 0 && !pure.returns)
        return (...args) => {
          if (args.some(isSequence) || !this.#enoughArguments(f, pure, args)) return this.call(f, args);
          return pure.code.run(slotsFor(f, pure, args));
        };
    }
    return (...args) => this.call(f, args);
  }

  #predicate(f: Expr): (e: Expr) => boolean {
    const apply = this.applier(f);
    return (e) => apply(e) === S.True;
  }

  // --- matching ------------------------------------------------------------------------------------------------

  matcher(pattern: Expr): (e: Expr) => boolean {
    return this.matching.matcher(pattern);
  }
  forEachMatch(pattern: Expr, e: Expr, visit: (bindings: ReadonlyMap<Sym, Expr>) => boolean): void {
    this.matching.forEachMatch(pattern, e, visit);
  }

  rewriter(rules: Expr): (e: Expr) => Expr | undefined {
    const list = ruleList(rules);
    if (list === undefined) return () => undefined;
    const matching = this.matching;
    return (e) => {
      for (const r of list) {
        const v = matching.rewriteRule(r.args[0]!, r.args[1]!, r, e);
        if (v !== undefined) return v;
      }
      return undefined;
    };
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
    const rendered = (): string[] => parameters.map((p) => this.outputForm(p));
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
  outputForm(e: Expr): string {
    return this.#language.outputForm(e, (s) => this.nameOf(s));
  }

  // --- limits --------------------------------------------------------------------------------------------------

  poll(): void {
    if (this.#abortRequested()) this.abortPending = true;
    if (this.abortPending && this.abortProtection === 0) {
      this.abortPending = false;
      throw new AbortSignal();
    }
    if (this.memoryLimits.length > 0 && (++this.#polls & 15) === 0) {
      const used = this.io.memoryInUse();
      for (const m of this.memoryLimits) if (used > m.bytes) throw new AbortSignal(m.guard);
    }
    if (this.deadlines.length === 0) return;
    const now = this.io.now();
    for (const d of this.deadlines) if (now > d.at) throw new AbortSignal(d.guard);
  }

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

  protected iterationExceeded(e: Expr): Expr {
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
    try {
      return this.evaluate(e);
    } catch (x) {
      return this.#caught(x);
    } finally {
      this.depth = 0;
      this.deadlines.length = 0;
      this.memoryLimits.length = 0;
      this.abortProtection = 0;
    }
  }

  #caught(x: unknown): Expr {
    this.depth = 0;
    if (x instanceof AbortSignal) return S.Aborted;
    if (x instanceof TerminatedSignal) return new Normal(S.TerminatedEvaluation, [new Str(x.limit)]);
    if (isSignal(x)) return this.uncaught(x);
    if (x instanceof RangeError && /call stack/i.test(x.message)) {
      this.message(system('$RecursionLimit'), 'reclim2', [int(this.recursionLimit), S.Null]);
      return new Normal(S.TerminatedEvaluation, [new Str('RecursionLimit')]);
    }
    throw x;
  }

  /** Throw, Break, ... outside of what controls them; builtins/control says what that gives. */
  uncaught: (signal: unknown) => Expr = (signal) => {
    throw signal;
  };
}

const General = system('General');
const symbolOrString = (name: string): Expr => new Str(name);
const isSequence = (e: Expr): boolean => isCall(e, S.Sequence);

/** The symbol whose upvalues speak about this argument. */
function carrier(e: Expr): Sym | undefined {
  if (e.kind === Kind.Symbol) return e;
  if (e.kind === Kind.Boxed) return e.head;
  return e.kind === Kind.Normal ? carrierOfHead(e) : undefined;
}
function carrierOfHead(e: Normal): Sym | undefined {
  let h: Expr = e.head;
  while (h.kind === Kind.Normal) h = h.head;
  return h.kind === Kind.Symbol ? h : undefined;
}

function unpackAll(args: readonly Expr[]): readonly Expr[] {
  for (let i = 0; i < args.length; i++)
    if (args[i]!.kind === Kind.Packed) return args.map((a) => (a.kind === Kind.Packed ? unpack(a) : a));
  return args;
}

/** The rules of a rule, a list of rules, an association or a Dispatch; undefined when it is none of these. */
export function ruleList(rules: Expr): readonly Normal[] | undefined {
  if (isCall(rules, S.Rule) || isCall(rules, S.RuleDelayed)) return rules.args.length === 2 ? [rules] : undefined;
  if (isAssociation(rules))
    return rules.entries().map(([k, v, delayed]) => new Normal(delayed ? S.RuleDelayed : S.Rule, [k, v]));
  if (isCall(rules, DispatchHead) && rules.args.length === 1) return ruleList(rules.args[0]!);
  if (!isCall(rules, S.List)) return undefined;
  const out: Normal[] = [];
  for (const r of rules.args) {
    const inner = ruleList(r);
    if (inner === undefined) return undefined;
    out.push(...inner);
  }
  return out;
}
const DispatchHead = system('Dispatch');
