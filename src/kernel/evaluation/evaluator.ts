/** The evaluation loop: head, arguments, attributes, rules; again until nothing changes. It knows no symbol's meaning. */
import type { Association } from '../../expr/association.ts';
import { type Expr, isCall, Kind, Normal, type Sym } from '../../expr/expr.ts';
import { isLongPacked } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { stepped } from '../../pace.ts';
import { TAIL } from '../code/code.ts';
import type { CodeHost } from '../code/code-host.ts';
import type { Fresh } from '../code/substitute.ts';
import { Attribute } from '../definitions/attributes.ts';
import type { Definition, Observer } from '../definitions/definition.ts';
import type { Definitions } from '../definitions/definitions.ts';
import { RuleApplier } from '../rules/rule-applier.ts';
import { ArgumentValues } from './argument-values.ts';
import { flatten, isSorted, sortArguments, spliceSequences, stripUnevaluated, thread } from './arguments.ts';
import { type ObservedHost, observedCall, observedSymbol } from './observed.ts';
import { PureFunctions } from './pure-functions.ts';
import { Rewriting } from './rewriting.ts';
import { SymbolValues } from './symbol-values.ts';

/** How often the abort flag and the deadlines are looked at, in calls. */
const POLL_EVERY = 64;

/** What goes beyond evaluation: the session has it. */
export interface Surroundings {
  readonly fresh: Fresh;
  /** Throws when the evaluation is to stop. */
  poll(): void;
  message(symbol: Sym, tag: string, parameters: readonly Expr[]): void;
  recursionExceeded(e: Expr): never;
  /** What stands for an expression that has no end. */
  iterationExceeded(e: Expr): Expr;
}

export class Evaluator implements CodeHost, ObservedHost {
  recursionLimit = 1024;
  iterationLimit = 4096;
  observer: Observer | undefined = undefined;
  nextHead: Sym = S.Null;
  nextArgs: Expr[] = [];
  /** Present depth of nested evaluations. */
  depth = 0;
  #calls = 0;
  readonly fresh: Fresh;
  readonly functions: PureFunctions;
  readonly rules: RuleApplier;
  readonly #definitions: Definitions;
  readonly #symbols: SymbolValues;
  readonly #arguments: ArgumentValues;
  readonly #rewriting: Rewriting;
  readonly #around: Surroundings;

  constructor(definitions: Definitions, around: Surroundings) {
    this.#definitions = definitions;
    this.#around = around;
    this.fresh = around.fresh;
    this.functions = new PureFunctions(this);
    this.rules = new RuleApplier(this, definitions, this.functions);
    this.#symbols = new SymbolValues(this, definitions, this.rules);
    this.#arguments = new ArgumentValues(this, definitions, this.#symbols, this.functions);
    this.#rewriting = new Rewriting(definitions, this.rules, this.functions, around);
  }

  evaluate(e: Expr): Expr {
    switch (e.kind) {
      case Kind.Symbol:
        return this.observer === undefined ? this.#symbols.valueOf(e) : observedSymbol(e, this, this.observer);
      case Kind.Normal:
        return e.stamp !== null && this.#definitions.isCurrent(e) ? e : this.evaluateCall(e);
      case Kind.Association:
        return e.stamp !== null && this.#definitions.isCurrent(e) ? e : this.#evaluateAssociation(e as Association);
      default:
        return e;
    }
  }

  evaluateCall(e: Normal): Expr {
    this.#enter(e);
    if (this.observer !== undefined) return this.#observed(e);
    const head = e.head.kind === Kind.Symbol ? this.#symbols.ofHead(e.head, e.args) : this.evaluate(e.head);
    const value = this.#loop(head, this.#arguments.of(head, e.args), e);
    this.depth--;
    return value;
  }

  #evaluateAssociation(a: Association): Expr {
    this.#enter(a);
    const value = this.#arguments.ofAssociation(a);
    this.depth--;
    return value;
  }

  #observed(e: Normal): Expr {
    const value = observedCall(e, this, this.observer!);
    this.depth--;
    return value;
  }

  rewriteOnce(head: Expr, args: readonly Expr[]): Expr | undefined {
    const result = this.#rewriting.step(
      head,
      head.kind === Kind.Symbol ? this.#definitions.known(head) : undefined,
      args,
    );
    return result && this.pending(result);
  }
  mark(e: Normal): void {
    this.#definitions.mark(e);
  }
  isCurrent(e: Expr): boolean {
    return this.#definitions.isCurrent(e);
  }
  known(s: Sym): Definition | undefined {
    return this.#definitions.known(s);
  }
  valueOf(s: Sym): Expr {
    return this.#symbols.valueOf(s);
  }
  borrow(s: Sym): Expr {
    return this.#symbols.borrow(s);
  }
  message(symbol: Sym, tag: string, parameters: readonly Expr[]): void {
    this.#around.message(symbol, tag, parameters);
  }
  iterationExceeded(e: Expr): Expr {
    return this.#around.iterationExceeded(e);
  }
  attributesFor(head: Expr): number {
    if (head.kind === Kind.Symbol) return this.#definitions.known(head)?.attributes ?? 0;
    return isCall(head, S.Function) && head.args.length >= 3 ? this.functions.attributesOf(head) : 0;
  }

  /** head[args] marked as its own value: for constructs that stop half-way (Which with an undecided test). */
  unevaluated(head: Expr, args: readonly Expr[]): Normal {
    const e = new Normal(head, args);
    this.#definitions.mark(e);
    return e;
  }

  /** A call left by code as TAIL, as the expression it stands for. */
  pending(e: Expr): Expr {
    return e === TAIL ? new Normal(this.nextHead, this.nextArgs) : e;
  }

  evaluateForEffect(e: Expr): void {
    if (e.kind === Kind.Normal && e.head.kind === Kind.Symbol && this.observer === undefined) {
      const d = this.#definitions.known(e.head);
      const effect = d?.native?.effect;
      if (effect !== undefined && d!.down === undefined) {
        this.#enter(e);
        const args = this.#arguments.of(e.head, e.args);
        const done = !args.some((a) => isCall(a, S.Sequence)) && effect(args, d!.native!.evaluation);
        this.depth--;
        if (!done) this.call(e.head, args);
        return;
      }
    }
    this.evaluate(e);
  }

  /** head[args] where both are values already. */
  call(head: Expr, args: readonly Expr[]): Expr {
    this.#enter(head, args);
    if (this.observer !== undefined) return this.#observed(new Normal(head, args));
    const value = this.#loop(head, args, undefined);
    this.depth--;
    return value;
  }

  callSymbol(head: Sym, d: Definition | undefined, args: Expr[]): Expr {
    this.#enter(head, args);
    const value = this.#loop(d?.own === undefined ? head : this.#symbols.ofHead(head, args), args, undefined);
    this.depth--;
    return value;
  }

  /** f[a, b] of values, by the quick way where f has one. */
  callPair(f: Sym, a: Expr, b: Expr): Expr {
    const d = this.#definitions.known(f);
    const quick = d?.native?.pair;
    const v = quick === undefined || d!.down !== undefined || d!.own !== undefined ? undefined : quick(a, b);
    return v ?? this.call(f, [a, b]);
  }

  /** Begins the evaluation of an expression, or of a head with arguments. */
  #enter(e: Expr, args?: readonly Expr[]): void {
    if ((++this.#calls & (POLL_EVERY - 1)) === 0) this.#around.poll();
    if (++this.depth > this.recursionLimit)
      this.#around.recursionExceeded(args === undefined ? e : new Normal(e, args));
  }

  #loop(head: Expr, args: readonly Expr[], original: Normal | undefined): Expr {
    for (let iterations = 0; ; ) {
      const d = head.kind === Kind.Symbol ? this.#definitions.known(head) : undefined;
      const attributes = d !== undefined ? d.attributes : 0;
      let result: Expr | undefined;
      // One look at the arguments tells which of the rare cases are there.
      let rare = 0;
      for (let i = 0; i < args.length; i++) {
        stepped(i);
        const a = args[i]!;
        if (a.kind === Kind.Normal) {
          const h = a.head;
          if (h === S.List) rare |= THREADS;
          else if (h === S.Sequence || h === S.Splice) rare |= SEQUENCE;
          else if (h === S.Unevaluated) rare |= UNEVALUATED;
          else if (h === head) rare |= NESTED;
        } else if (a.kind === Kind.Packed || a.kind === Kind.Association) rare |= THREADS;
        else if (a === S.Nothing) rare |= SEQUENCE;
      }
      let before: readonly Expr[] | undefined;
      if (rare !== 0 || (attributes & Attribute.Orderless) !== 0) {
        const was = args;
        if ((rare & SEQUENCE) !== 0 && (attributes & (Attribute.SequenceHold | Attribute.HoldAllComplete)) === 0)
          args = spliceSequences(head, args);
        if ((rare & UNEVALUATED) !== 0 && (attributes & Attribute.HoldAllComplete) === 0) {
          before = args;
          args = stripUnevaluated(args);
        }
        if ((rare & NESTED) !== 0 && (attributes & Attribute.Flat) !== 0) args = flatten(head, args);
        if ((rare & THREADS) !== 0 && (attributes & Attribute.Listable) !== 0)
          result = this.#thread(head as Sym, d!, args);
        if (result === undefined && (attributes & Attribute.Orderless) !== 0 && !isSorted(args))
          args = sortArguments(args);
        if (args !== was && before === undefined) original = undefined;
      }
      result ??= this.#rewriting.step(head, d, args);
      if (result === undefined) return this.#itself(head, before ?? args, original);
      if (result === TAIL) {
        head = this.#symbols.ofHead(this.nextHead, this.nextArgs);
        args = this.nextArgs;
        original = undefined;
      } else {
        if (result.kind !== Kind.Normal || (result.stamp !== null && this.#definitions.isCurrent(result))) {
          if (result.kind === Kind.Symbol || result.kind === Kind.Association) return this.evaluate(result);
          return result;
        }
        head =
          result.head.kind === Kind.Symbol
            ? this.#symbols.ofHead(result.head, result.args)
            : this.evaluate(result.head);
        args = this.#arguments.of(head, result.args);
        original = result;
      }
      if (++iterations > this.iterationLimit) return this.#around.iterationExceeded(original ?? new Normal(head, args));
      if ((iterations & (POLL_EVERY - 1)) === 0) this.#around.poll();
    }
  }

  /** What stays as it is: the very expression that was given where it has not changed. */
  #itself(head: Expr, args: readonly Expr[], original: Normal | undefined): Normal {
    const same = original !== undefined && original.args === args && original.head === head;
    const node = same ? original : new Normal(head, args);
    this.#definitions.mark(node);
    return node;
  }

  /** Listable: natives may take packed arrays whole; otherwise, and where they get lists (native-call.ts), element by element. */
  #thread(head: Sym, d: Definition, args: readonly Expr[]): Expr | undefined {
    if (d.native?.packed === true && args.some(isLongPacked)) {
      const whole = this.#rewriting.step(head, d, args);
      if (whole !== undefined) return whole;
    }
    return thread(head, args, this);
  }
}

const SEQUENCE = 1;
const UNEVALUATED = 2;
const THREADS = 4;
const NESTED = 8;
