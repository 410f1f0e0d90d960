/** One step of rewriting head[args]: upvalues, then definitions, then native behaviour; pure functions and f[...][...]. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import { compileFunction, isFunction, type PureFunction, slotsFor } from '../code/functions.ts';
import type { Definition } from '../definitions/definition.ts';
import { Matching } from '../rules/matching.ts';
import { Evaluator } from './evaluate.ts';
import { callNative } from './native-call.ts';
import { catchReturn } from './returning.ts';

/** Work of one call of a pure function (pace.ts): there may be much behind it. */
const CALL_UNITS = 80;

export abstract class Rewriter extends Evaluator {
  readonly matching: Matching = new Matching(this, (f) => this.#predicate(f));
  readonly #functions = new WeakMap<Normal, PureFunction>();

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
      return d.native?.evaluate !== undefined ? callNative(d, d.native, args, this) : undefined;
    }
    if (isFunction(head)) return this.#applyFunction(head, args);
    return this.#subvalue(head, args);
  }

  #upvalue(head: Expr, args: readonly Expr[], upMask: number): Expr | undefined {
    let call: Normal | undefined;
    let seen: Sym[] | undefined;
    for (let i = 0; i < args.length; i++) {
      const s = carrier(args[i]!);
      if (s === undefined || (s.mask & upMask) === 0 || seen?.includes(s)) continue;
      const d = this.known(s);
      if (d === undefined || (d.up === undefined && d.native?.up === undefined)) continue;
      call ??= new Normal(head, args);
      if (d.up !== undefined) {
        (seen ??= []).push(s);
        const v = this.matching.applyToWhole(d.up, call);
        if (v !== undefined) return v;
      }
      const v = d.native?.up?.(call, i, d.native.evaluation);
      if (v !== undefined) return v;
    }
    return undefined;
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
    if (pure.returns) return catchReturn(this, S.Function, () => pure.code.run(slots));
    // An observer sees the body as an expression, before anything in it is evaluated.
    return this.observer === undefined ? pure.code.tail(slots) : pure.code.build(slots);
  }

  #enoughArguments(f: Normal, pure: PureFunction, args: readonly Expr[]): boolean {
    if (pure.parameters !== undefined) {
      if (args.length >= pure.parameters.length) return true;
      this.message(S.Function, 'fpct', [int(pure.parameters.length), new Normal(f, args), int(args.length)]);
      return false;
    }
    if (args.length >= pure.highest) return true;
    this.message(S.Function, 'slotn', [new Normal(S.Slot, [int(args.length + 1)]), f, new Normal(f, args)]);
    return true;
  }

  /** f as a function of evaluated arguments, for loops. */
  applier(f: Expr): (...args: Expr[]) => Expr {
    if (isFunction(f) && this.observer === undefined) {
      const pure = this.#function(f);
      if (pure !== undefined && pure.attributes === 0 && !pure.returns)
        return (...args) => {
          // Code that makes no call of its own would not look whether it is to stop.
          worked(CALL_UNITS);
          for (let i = 0; i < args.length; i++) if (isSequence(args[i]!)) return this.call(f, args);
          if (!this.#enoughArguments(f, pure, args)) return this.call(f, args);
          return pure.code.run(slotsFor(f, pure, args));
        };
    }
    return (...args) => this.call(f, args);
  }

  #predicate(f: Expr): (e: Expr) => boolean {
    const apply = this.applier(f);
    return (e) => apply(e) === S.True;
  }
}

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
