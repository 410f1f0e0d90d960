/** Options of one call: what was given, over what the symbol declares. */

import { isAssociation } from '../../expr/association.ts';
import { type Expr, Kind, type Normal, type Sym } from '../../expr/expr.ts';
import { List, Rule, RuleDelayed } from '../../expr/symbols.ts';

/** Names compare as strings: "Method", Method and my`Method are the same option. */
export function optionName(e: Expr): string | undefined {
  if (e.kind === Kind.String) return e.value;
  if (e.kind === Kind.Symbol) return e.name;
  return undefined;
}

/** Rule[a, b] or RuleDelayed[a, b]. */
export type RuleExpr = Normal & { readonly args: readonly [Expr, Expr] };
export const isRule = (e: Expr): e is RuleExpr =>
  e.kind === Kind.Normal && (e.head === Rule || e.head === RuleDelayed) && e.args.length === 2;

/** A rule, or a (nested) list or association of rules: what OptionsPattern[] takes. */
export function isOptionSpec(e: Expr): boolean {
  if (isRule(e)) return optionName(e.args[0]) !== undefined;
  if (e.kind === Kind.Normal && e.head === List) return e.args.every(isOptionSpec);
  return isAssociation(e) && e.keys.every((k) => optionName(k) !== undefined);
}

/** The rules inside an option specification, in order. */
export function* rulesOf(e: Expr): Generator<readonly [name: string, value: Expr, rule: Expr]> {
  if (isRule(e)) {
    const name = optionName(e.args[0]);
    if (name !== undefined) yield [name, e.args[1], e];
  } else if (e.kind === Kind.Normal && e.head === List) for (const a of e.args) yield* rulesOf(a);
  else if (isAssociation(e))
    for (const [k, v] of e.entries()) {
      const name = optionName(k);
      if (name !== undefined) yield [name, v, e];
    }
}

/** Read by native implementations: `options.get('Method')`. */
export class OptionValues {
  readonly #given: readonly Expr[];
  readonly #defaults: Expr | undefined;
  readonly owner: Sym;
  constructor(owner: Sym, given: readonly Expr[], defaults: Expr | undefined) {
    this.owner = owner;
    this.#given = given;
    this.#defaults = defaults;
  }
  /** The rules as given, for passing on. */
  get given(): readonly Expr[] {
    return this.#given;
  }
  has(name: string): boolean {
    return this.#explicit(name) !== undefined;
  }
  #explicit(name: string): Expr | undefined {
    for (const spec of this.#given) for (const [n, value] of rulesOf(spec)) if (n === name) return value;
    return undefined;
  }
  get(name: string): Expr {
    const explicit = this.#explicit(name);
    if (explicit !== undefined) return explicit;
    if (this.#defaults !== undefined) for (const [n, value] of rulesOf(this.#defaults)) if (n === name) return value;
    throw new TypeError(`${this.owner.name} reads an option it does not declare: ${name}`);
  }
}
