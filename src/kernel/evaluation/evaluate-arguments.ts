/** Evaluating heads and arguments before rules are tried: what is held, what is lent, what is a value already. */
import type { Association } from '../../expr/association.ts';
import { type Expr, isCall, Kind, type Normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { stepped } from '../../pace.ts';
import { Attribute, HOLDS } from '../definitions/attributes.ts';
import type { Definition } from '../definitions/definition.ts';
import { Definitions } from '../definitions/definitions.ts';

export abstract class ArgumentEvaluator {
  readonly definitions = new Definitions();

  abstract evaluate(e: Expr): Expr;
  abstract evaluateCall(e: Normal): Expr;
  abstract valueOf(s: Sym): Expr;
  protected abstract functionAttributes(f: Normal): number;

  known(s: Sym): Definition | undefined {
    return this.definitions.known(s);
  }

  attributesFor(head: Expr): number {
    if (head.kind === Kind.Symbol) return this.known(head)?.attributes ?? 0;
    return isCall(head, S.Function) && head.args.length >= 3 ? this.functionAttributes(head) : 0;
  }
  protected headValue(head: Sym, args: readonly Expr[]): Expr {
    const d = this.known(head);
    if (d === undefined || d.own === undefined) return head;
    // a[k] looks a key up and keeps nothing of a.
    return d.own.kind === Kind.Association && args.length > 0 ? this.borrow(head) : this.valueOf(head);
  }

  /** The container that a variable holds, without giving up that only the variable holds it (ownership.ts). */
  borrow(s: Sym): Expr {
    const d = this.known(s);
    const own = d?.own;
    if (own !== undefined && d!.owner === own && this.definitions.isCurrent(own)) return own;
    return this.valueOf(s);
  }

  protected evaluateArguments(head: Expr, args: readonly Expr[]): readonly Expr[] {
    let attributes = 0;
    if (head.kind === Kind.Symbol) {
      const d = this.known(head);
      if (d !== undefined) {
        attributes = d.attributes;
        if (d.native?.borrows === true && args.length > 0 && args[0]!.kind === Kind.Symbol)
          return [
            this.borrow(args[0]!),
            ...((attributes & Attribute.HoldRest) !== 0 ? args.slice(1) : this.evaluateAll(args.slice(1))),
          ];
      }
    } else if (isCall(head, S.Function) && head.args.length >= 3) attributes = this.functionAttributes(head);
    if ((attributes & HOLDS) === 0) return this.evaluateAll(args);
    if ((attributes & Attribute.HoldAllComplete) !== 0) return args;
    let out: Expr[] | undefined;
    for (let i = 0; i < args.length; i++) {
      const a = args[i]!;
      stepped(i);
      const held = (attributes & (i === 0 ? Attribute.HoldFirst : Attribute.HoldRest)) !== 0;
      let v = a;
      if (!held || isCall(a, S.Evaluate)) v = isCall(a, S.Unevaluated) ? a : this.evaluate(a);
      if (v !== a && out === undefined) out = args.slice(0, i);
      if (out !== undefined) out.push(v);
    }
    return out ?? args;
  }

  protected evaluateAll(args: readonly Expr[]): readonly Expr[] {
    let out: Expr[] | undefined;
    for (let i = 0; i < args.length; i++) {
      stepped(i);
      const a = args[i]!;
      let v = a;
      switch (a.kind) {
        case Kind.Symbol:
          v = this.valueOf(a);
          break;
        case Kind.Normal:
          if (a.stamp === null || !this.definitions.isCurrent(a))
            v = a.head === S.Unevaluated ? a : this.evaluateCall(a);
          break;
        case Kind.Association:
          v = this.evaluate(a);
          break;
      }
      if (v !== a && out === undefined) out = args.slice(0, i);
      if (out !== undefined) out.push(v);
    }
    return out ?? args;
  }

  protected evaluateAssociation(a: Association): Expr {
    let changed = false;
    const values = a.values.map((v, i) => {
      const w = a.delayedAt(i) ? v : this.evaluate(v);
      if (w !== v) changed = true;
      return w;
    });
    const result = changed ? a.withValues(values) : a;
    result.stamp = this.definitions.stamp;
    return result;
  }
}
