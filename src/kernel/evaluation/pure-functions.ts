/** Applying pure functions: each is compiled when it is first met. */
import { type Expr, int, isCall, Normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import type { CodeHost } from '../code/code-host.ts';
import { compileFunction, isFunction, type PureFunction, slotsFor } from '../code/pure-function.ts';
import { catchReturn } from './returning.ts';

/** Work of one call of a pure function (pace.ts): there may be much behind it. */
const CALL_UNITS = 80;

interface Caller extends CodeHost {
  depth: number;
  call(head: Expr, args: readonly Expr[]): Expr;
  message(symbol: Sym, tag: string, parameters: readonly Expr[]): void;
}

export class PureFunctions {
  readonly #caller: Caller;
  readonly #compiled = new WeakMap<Normal, PureFunction>();

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  #function(f: Normal): PureFunction | undefined {
    let pure = this.#compiled.get(f);
    if (pure === undefined) {
      pure = compileFunction(f, this.#caller);
      if (pure !== undefined) this.#compiled.set(f, pure);
    }
    return pure;
  }

  attributesOf(f: Normal): number {
    return this.#function(f)?.attributes ?? 0;
  }

  /** f[args]; undefined, after a message, where it stays as it is. */
  apply(f: Normal, args: readonly Expr[]): Expr | undefined {
    const pure = this.#function(f);
    if (pure === undefined) {
      this.#caller.message(S.Function, 'flpar', [f.args[0] ?? S.Null, f]);
      return undefined;
    }
    if (!this.#enoughArguments(f, pure, args)) return undefined;
    const slots = slotsFor(f, pure, args);
    if (pure.returns) return catchReturn(this.#caller, S.Function, () => pure.code.run(slots));
    // An observer sees the body as an expression, before anything in it is evaluated.
    return this.#caller.observer === undefined ? pure.code.tail(slots) : pure.code.build(slots);
  }

  #enoughArguments(f: Normal, pure: PureFunction, args: readonly Expr[]): boolean {
    if (pure.parameters !== undefined) {
      if (args.length >= pure.parameters.length) return true;
      this.#caller.message(S.Function, 'fpct', [int(pure.parameters.length), new Normal(f, args), int(args.length)]);
      return false;
    }
    if (args.length >= pure.highest) return true;
    this.#caller.message(S.Function, 'slotn', [new Normal(S.Slot, [int(args.length + 1)]), f, new Normal(f, args)]);
    return true;
  }

  /** Any f as a function of evaluated arguments, for loops. */
  applier(f: Expr): (...args: Expr[]) => Expr {
    const caller = this.#caller;
    if (isFunction(f) && caller.observer === undefined) {
      const pure = this.#function(f);
      if (pure !== undefined && pure.attributes === 0 && !pure.returns)
        return (...args) => {
          // Code that makes no call of its own would not look whether it is to stop.
          worked(CALL_UNITS);
          for (let i = 0; i < args.length; i++) if (isSequence(args[i]!)) return caller.call(f, args);
          if (!this.#enoughArguments(f, pure, args)) return caller.call(f, args);
          return pure.code.run(slotsFor(f, pure, args));
        };
    }
    return (...args) => caller.call(f, args);
  }
}

const isSequence = (e: Expr): boolean => isCall(e, S.Sequence);
