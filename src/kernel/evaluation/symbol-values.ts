/** What symbols have as values: their own, those of rules with conditions, those that their records compute. */
import { type Expr, Kind, type Sym } from '../../expr/expr.ts';
import { Latent } from '../definitions/definition.ts';
import type { Definitions } from '../definitions/definitions.ts';
import type { RuleApplier } from '../rules/rule-applier.ts';

interface Evaluating {
  readonly iterationLimit: number;
  evaluate(e: Expr): Expr;
  iterationExceeded(e: Expr): Expr;
}

export class SymbolValues {
  readonly #evaluator: Evaluating;
  readonly #definitions: Definitions;
  readonly #rules: RuleApplier;

  constructor(evaluator: Evaluating, definitions: Definitions, rules: RuleApplier) {
    this.#evaluator = evaluator;
    this.#definitions = definitions;
    this.#rules = rules;
  }

  valueOf(s: Sym): Expr {
    for (let n = 0; ; n++) {
      const d = this.#definitions.speaking(s, Latent.own);
      if (d === undefined) return s;
      let own = d.own;
      if (own !== undefined) d.owner = undefined;
      else if (d.more.own !== undefined) own = this.#rules.applyToWhole(d.more.own, s);
      if (own === undefined) {
        const native = d.native;
        return native?.value !== undefined ? native.value(native.evaluation) : s;
      }
      if (own.kind === Kind.Normal || own.kind === Kind.Association) return this.#evaluator.evaluate(own);
      if (own.kind !== Kind.Symbol || own === s) return own;
      // x := y; y := x goes round in a circle.
      if (n > this.#evaluator.iterationLimit) return this.#evaluator.iterationExceeded(s);
      s = own;
    }
  }

  /** The value of a symbol that is the head of a call. */
  ofHead(head: Sym, args: readonly Expr[]): Expr {
    const d = this.#definitions.known(head);
    if (d === undefined || d.own === undefined) return head;
    // a[k] looks a key up and keeps nothing of a.
    return d.own.kind === Kind.Association && args.length > 0 ? this.borrow(head) : this.valueOf(head);
  }

  /** The container that a variable holds, without giving up that only the variable holds it (ownership.ts). */
  borrow(s: Sym): Expr {
    const d = this.#definitions.known(s);
    const own = d?.own;
    if (own !== undefined && d!.owner === own && this.#definitions.isCurrent(own)) return own;
    return this.valueOf(s);
  }
}
