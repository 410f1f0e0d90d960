/** Options of one call: what was given, over what the symbol declares. */

import { isAssociation } from '../../expr/association.ts';
import { type Expr, Kind, Normal, Str, type Sym } from '../../expr/expr.ts';
import { List, Rule, RuleDelayed } from '../../expr/symbols.ts';
import { editDistance } from '../../numeric/sequence-distance.ts';

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

/** An option that is documented and that its symbol does not declare. */
export interface AsideOption {
  /** The documented default, with which nothing needs to be said. */
  readonly usual: Expr;
  /** The call without the option becomes this; undefined: the call stays, since its value would be another one. */
  readonly becomes: (call: Normal, value: Expr) => Expr | undefined;
  /** What is said: a tag of General, and why; said where nothing else becomes of the call; undefined where the option is always honoured. */
  readonly said: readonly [tag: string, why: Expr] | undefined;
}

/** Lists of defaults, which never change, by name. */
const tables = new WeakMap<Expr, ReadonlyMap<string, Expr>>();
function tableOf(rules: Expr): ReadonlyMap<string, Expr> {
  const known = tables.get(rules);
  if (known !== undefined) return known;
  const table = new Map<string, Expr>();
  for (const [name, value] of rulesOf(rules)) if (!table.has(name)) table.set(name, value);
  tables.set(rules, table);
  return table;
}

/** Read by native implementations: `options.get('Method')`. */
export class OptionValues {
  readonly #given: readonly Expr[];
  readonly #defaults: Expr | undefined;
  /** Those of the record, for what users have taken out of the defaults. */
  readonly #declared: Expr | undefined;
  readonly owner: Sym;
  constructor(owner: Sym, given: readonly Expr[], defaults: Expr | undefined, declared?: Expr) {
    this.owner = owner;
    this.#given = given;
    this.#defaults = defaults;
    this.#declared = declared;
  }
  /** The same with other rules given. */
  with(given: readonly Expr[]): OptionValues {
    return new OptionValues(this.owner, given, this.#defaults, this.#declared);
  }
  /** The rules as given, for passing on. */
  get given(): readonly Expr[] {
    return this.#given;
  }
  /** The first option given whose name is none of these. */
  otherThan(names: ReadonlySet<string>): readonly [name: string, value: Expr, rule: Expr] | undefined {
    for (const spec of this.#given) for (const option of rulesOf(spec)) if (!names.has(option[0])) return option;
    return undefined;
  }
  /** Names of all options of the owner. */
  get names(): readonly string[] {
    return this.#defaults === undefined ? [] : [...rulesOf(this.#defaults)].map(([n]) => n);
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
    const value =
      (this.#defaults && tableOf(this.#defaults).get(name)) ?? (this.#declared && tableOf(this.#declared).get(name));
    if (value !== undefined) return value;
    throw new TypeError(`${this.owner.name} reads an option it does not declare: ${name}`);
  }
}

/** The known name that an unknown one was probably meant to be: at most a third of its letters are others. */
function nearName(name: string, known: readonly string[]): string | undefined {
  const distance = (a: string, b: string): number => editDistance(a.length, b.length, (i, j) => a[i] === b[j], true);
  const near = known.map((k) => ({ k, d: distance(name.toLowerCase(), k.toLowerCase()) })).sort((a, b) => a.d - b.d)[0];
  return near !== undefined && near.d <= name.length / 3 ? near.k : undefined;
}

/** The parameters of General::optx: which option is unknown to whom, what there is, and the rule. */
export function unknownOption(name: string, owner: Expr, known: readonly string[], rule: Expr): Expr[] {
  const names = [...known].sort();
  const near = nearName(name, names);
  const hint = near === undefined ? '' : ` did you mean ${near}?`;
  return [
    new Str(name),
    owner,
    new Normal(
      List,
      names.map((n) => new Str(n)),
    ),
    rule,
    new Str(hint),
  ];
}
