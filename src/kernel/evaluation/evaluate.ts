/** The evaluation loop: head, arguments, attributes, rules; again until nothing changes. It knows no symbol's meaning. */
import type { Association } from '../../expr/association.ts';
import { type Expr, isCall, Kind, Normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { stepped } from '../../pace.ts';
import { TAIL } from '../code/code.ts';
import type { CodeHost } from '../code/code-host.ts';
import type { Fresh } from '../code/substitute.ts';
import { Attribute } from '../definitions/attributes.ts';
import type { Definition, Observer } from '../definitions/definition.ts';
import { flatten, isSorted, sortArguments, spliceSequences, stripUnevaluated, thread } from './arguments.ts';
import { ArgumentEvaluator } from './evaluate-arguments.ts';
import { observedCall, observedSymbol } from './observed.ts';

/** How often the abort flag and the deadlines are looked at, in calls. */
const POLL_EVERY = 64;

export abstract class Evaluator extends ArgumentEvaluator implements CodeHost {
  recursionLimit = 1024;
  iterationLimit = 4096;
  observer: Observer | undefined = undefined;
  nextHead: Sym = S.Null;
  nextArgs: Expr[] = [];
  /** Present depth of nested evaluations. */
  depth = 0;
  #calls = 0;

  abstract readonly fresh: Fresh;
  abstract unevaluated(head: Expr, args: readonly Expr[]): Expr;
  abstract poll(): void;
  /** Applies the rules and the native behaviour of head[args]; undefined when there is nothing to do. */
  protected abstract rewrite(head: Expr, d: Definition | undefined, args: readonly Expr[]): Expr | undefined;
  protected abstract recursionExceeded(e: Expr): Expr;
  abstract iterationExceeded(e: Expr): Expr;
  abstract message(symbol: Sym, tag: string, parameters: readonly Expr[]): void;

  evaluate(e: Expr): Expr {
    switch (e.kind) {
      case Kind.Symbol:
        return this.observer === undefined ? this.valueOf(e) : observedSymbol(e, this, this.observer);
      case Kind.Normal:
        return e.stamp !== null && this.definitions.isCurrent(e) ? e : this.evaluateCall(e);
      case Kind.Association:
        return e.stamp !== null && this.definitions.isCurrent(e) ? e : this.evaluateAssociation(e as Association);
      default:
        return e;
    }
  }

  evaluateCall(e: Normal): Expr {
    this.#enter(e);
    if (this.observer !== undefined) return this.#observed(e);
    const head = e.head.kind === Kind.Symbol ? this.headValue(e.head, e.args) : this.evaluate(e.head);
    const value = this.#loop(head, this.evaluateArguments(head, e.args), e);
    this.depth--;
    return value;
  }

  #observed(e: Normal): Expr {
    const value = observedCall(e, this, this.observer!);
    this.depth--;
    return value;
  }

  rewriteOnce(head: Expr, args: readonly Expr[]): Expr | undefined {
    const result = this.rewrite(head, head.kind === Kind.Symbol ? this.known(head) : undefined, args);
    return result === TAIL ? new Normal(this.nextHead, this.nextArgs) : result;
  }
  mark(e: Normal): void {
    this.definitions.mark(e);
  }
  isCurrent(e: Expr): boolean {
    return this.definitions.isCurrent(e);
  }

  evaluateForEffect(e: Expr): void {
    if (e.kind === Kind.Normal && e.head.kind === Kind.Symbol && this.observer === undefined) {
      const d = this.known(e.head);
      const effect = d?.native?.effect;
      if (effect !== undefined && d!.down === undefined) {
        this.#enter(e);
        const args = this.evaluateArguments(e.head, e.args);
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

  callSymbol(head: Sym, _d: Definition | undefined, args: Expr[]): Expr {
    this.#enter(head, args);
    const value = this.#loop(_d?.own === undefined ? head : this.headValue(head, args), args, undefined);
    this.depth--;
    return value;
  }

  /** f[a, b] of values, by the quick way where f has one. */
  callPair(f: Sym, a: Expr, b: Expr): Expr {
    const d = this.known(f);
    const quick = d?.native?.pair;
    const v = quick === undefined || d!.down !== undefined || d!.own !== undefined ? undefined : quick(a, b);
    return v ?? this.call(f, [a, b]);
  }

  /** Begins the evaluation of an expression, or of a head with arguments. */
  #enter(e: Expr, args?: readonly Expr[]): void {
    if ((++this.#calls & (POLL_EVERY - 1)) === 0) this.poll();
    if (++this.depth > this.recursionLimit) this.recursionExceeded(args === undefined ? e : new Normal(e, args));
  }

  #loop(head: Expr, args: readonly Expr[], original: Normal | undefined): Expr {
    for (let iterations = 0; ; ) {
      const d = head.kind === Kind.Symbol ? this.known(head) : undefined;
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
      result ??= this.rewrite(head, d, args);
      if (result === undefined) {
        if (before !== undefined) args = before;
        const node =
          original !== undefined && original.args === args && original.head === head
            ? original
            : new Normal(head, args);
        this.definitions.mark(node);
        return node;
      }
      if (result === TAIL) {
        head = this.headValue(this.nextHead, this.nextArgs);
        args = this.nextArgs;
        original = undefined;
      } else {
        if (result.kind !== Kind.Normal || (result.stamp !== null && this.definitions.isCurrent(result))) {
          if (result.kind === Kind.Symbol || result.kind === Kind.Association) return this.evaluate(result);
          return result;
        }
        head = result.head.kind === Kind.Symbol ? this.headValue(result.head, result.args) : this.evaluate(result.head);
        args = this.evaluateArguments(head, result.args);
        original = result;
      }
      if (++iterations > this.iterationLimit) return this.iterationExceeded(original ?? new Normal(head, args));
      if ((iterations & (POLL_EVERY - 1)) === 0) this.poll();
    }
  }

  /** Listable: natives may take packed arrays whole; otherwise element by element. */
  #thread(head: Sym, d: Definition, args: readonly Expr[]): Expr | undefined {
    if (d.native?.packed === true && args.some((a) => a.kind === Kind.Packed)) {
      const whole = this.rewrite(head, d, args);
      if (whole !== undefined) return whole;
    }
    return thread(head, args, this);
  }
}

const SEQUENCE = 1;
const UNEVALUATED = 2;
const THREADS = 4;
const NESTED = 8;
