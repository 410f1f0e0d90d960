/** Evaluating arguments before rules are tried: what is held, what is lent, what is a value already. */
import type { Association } from '../../expr/association.ts';
import { type Expr, isCall, Kind, type Normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { stepped } from '../../pace.ts';
import { Attribute, HOLDS } from '../definitions/attributes.ts';
import type { Definitions } from '../definitions/definitions.ts';
import type { PureFunctions } from './pure-functions.ts';
import type { SymbolValues } from './symbol-values.ts';

interface Evaluating {
  evaluate(e: Expr): Expr;
  evaluateCall(e: Normal): Expr;
}

export class ArgumentValues {
  readonly #evaluator: Evaluating;
  readonly #definitions: Definitions;
  readonly #symbols: SymbolValues;
  readonly #functions: PureFunctions;

  constructor(evaluator: Evaluating, definitions: Definitions, symbols: SymbolValues, functions: PureFunctions) {
    this.#evaluator = evaluator;
    this.#definitions = definitions;
    this.#symbols = symbols;
    this.#functions = functions;
  }

  /** The arguments of a call whose head has its value already. */
  of(head: Expr, args: readonly Expr[]): readonly Expr[] {
    let attributes = 0;
    if (head.kind === Kind.Symbol) {
      const d = this.#definitions.known(head);
      if (d !== undefined) {
        attributes = d.attributes;
        if (d.native?.borrows === true && args.length > 0 && args[0]!.kind === Kind.Symbol)
          return [
            this.#symbols.borrow(args[0]!),
            ...((attributes & Attribute.HoldRest) !== 0 ? args.slice(1) : this.#all(args.slice(1))),
          ];
      }
    } else if (isCall(head, S.Function) && head.args.length >= 3) attributes = this.#functions.attributesOf(head);
    return (attributes & HOLDS) === 0 ? this.#all(args) : this.#held(args, attributes);
  }

  #held(args: readonly Expr[], attributes: number): readonly Expr[] {
    if ((attributes & Attribute.HoldAllComplete) !== 0) return args;
    let out: Expr[] | undefined;
    for (let i = 0; i < args.length; i++) {
      const a = args[i]!;
      stepped(i);
      const held = (attributes & (i === 0 ? Attribute.HoldFirst : Attribute.HoldRest)) !== 0;
      let v = a;
      if (!held || isCall(a, S.Evaluate)) v = isCall(a, S.Unevaluated) ? a : this.#evaluator.evaluate(a);
      if (v !== a && out === undefined) out = args.slice(0, i);
      if (out !== undefined) out.push(v);
    }
    return out ?? args;
  }

  #all(args: readonly Expr[]): readonly Expr[] {
    let out: Expr[] | undefined;
    for (let i = 0; i < args.length; i++) {
      stepped(i);
      const a = args[i]!;
      let v = a;
      switch (a.kind) {
        case Kind.Symbol:
          v = this.#symbols.valueOf(a);
          break;
        case Kind.Normal:
          if (a.stamp === null || !this.#definitions.isCurrent(a))
            v = a.head === S.Unevaluated ? a : this.#evaluator.evaluateCall(a);
          break;
        case Kind.Association:
          v = this.#evaluator.evaluate(a);
          break;
      }
      if (v !== a && out === undefined) out = args.slice(0, i);
      if (out !== undefined) out.push(v);
    }
    return out ?? args;
  }

  /** An association with its values evaluated, but for delayed ones. */
  ofAssociation(a: Association): Expr {
    let changed = false;
    const values = a.values.map((v, i) => {
      const w = a.delayedAt(i) ? v : this.#evaluator.evaluate(v);
      if (w !== v) changed = true;
      return w;
    });
    const result = changed ? a.withValues(values) : a;
    result.stamp = this.#definitions.stamp;
    return result;
  }
}
