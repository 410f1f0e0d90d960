/** The rules of one kind of one symbol: literal left sides by hash, the others in order of specificity. */
import { type Expr, Kind, Normal, type Sym, type Whole } from '../../expr/expr.ts';
import { hash } from '../../expr/hash.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { mentions } from '../code/substitute.ts';
import { isLiteral, variablesOf } from '../pattern/literal.ts';
import { isMoreSpecific, sameUpToNames } from '../pattern/specificity.ts';

/** One definition lhs := rhs. What it compiles to is kept by whoever runs it. */
export class DefinedRule {
  readonly lhs: Expr;
  readonly rhs: Expr;
  /** The pattern and the right side in executable form (compiled-rules.ts). */
  compiled: unknown = undefined;
  /** The value of `Definitions.attributesVersion` that `compiled` relies on. */
  version = -1;
  /** The right side mentions Return, which then leads out of it. */
  readonly returns: boolean;
  constructor(lhs: Expr, rhs: Expr) {
    this.lhs = lhs;
    this.rhs = rhs;
    this.returns = mentions(rhs, S.Return);
  }
}

type AtomKey = Whole | string | Sym;

/** Atoms that can be looked up without a structural hash. */
export function atomKey(e: Expr): AtomKey | undefined {
  switch (e.kind) {
    case Kind.Integer:
    case Kind.String:
      return e.value;
    case Kind.Symbol:
      return e;
    default:
      return undefined;
  }
}

/** Without HoldPattern around it; undefined for what no literal look-up can find. */
function literalCall(lhs: Expr): Normal | undefined {
  const bare = lhs.kind === Kind.Normal && lhs.head === S.HoldPattern && lhs.args.length === 1 ? lhs.args[0]! : lhs;
  return bare.kind === Kind.Normal && isLiteral(bare) ? bare : undefined;
}

/** What a right side depends on: its condition, or a scope that ends in one. */
function conditionOf(rhs: Expr): Expr | undefined {
  if (rhs.kind !== Kind.Normal) return undefined;
  if (rhs.head === S.Condition) return rhs.args[1] ?? rhs;
  let body: Expr = rhs;
  while (body.kind === Kind.Normal && scopes.has(body.head)) body = body.args.at(-1) ?? S.Null;
  return body !== rhs && body.kind === Kind.Normal && body.head === S.Condition ? rhs : undefined;
}
const scopes: ReadonlySet<Expr> = new Set([S.Module, S.With, S.Block]);
const isConditional = (rhs: Expr): boolean => conditionOf(rhs) !== undefined;

export class RuleSet {
  /** f[atom] = ... */
  readonly unary = new Map<AtomKey, DefinedRule>();
  /** Other literal left sides, by hash of the arguments. */
  readonly literal = new Map<number, DefinedRule[]>();
  /** Rules with patterns, most specific first; ties in order of entry. */
  readonly patterns: DefinedRule[] = [];

  get size(): number {
    let n = this.unary.size + this.patterns.length;
    for (const bucket of this.literal.values()) n += bucket.length;
    return n;
  }

  /** All rules, in the order in which they are tried. */
  all(): DefinedRule[] {
    return [...this.unary.values(), ...[...this.literal.values()].flat(), ...this.patterns];
  }

  /** `asPattern` keeps a literal left side among the patterns: calls of flat heads match it in part. */
  add(lhs: Expr, rhs: Expr, asPattern = false): void {
    const call = asPattern || isConditional(rhs) ? undefined : literalCall(lhs);
    const rule = new DefinedRule(lhs, rhs);
    if (call !== undefined) this.#addLiteral(call, rule);
    else this.#addPattern(rule);
  }

  #addLiteral(call: Normal, rule: DefinedRule): void {
    const key = call.args.length === 1 && call.head.kind === Kind.Symbol ? atomKey(call.args[0]!) : undefined;
    if (key !== undefined) {
      this.unary.set(key, rule);
      return;
    }
    const h = argumentsHash(call.head, call.args);
    const bucket = this.literal.get(h);
    if (bucket === undefined) this.literal.set(h, [rule]);
    else {
      const i = bucket.findIndex((r) => same(r.lhs, rule.lhs));
      if (i >= 0) bucket[i] = rule;
      else bucket.push(rule);
    }
  }

  #addPattern(rule: DefinedRule): void {
    const list = this.patterns;
    const i = list.findIndex((r) => sameUpToNames(r.lhs, rule.lhs) && sameConditions(r, rule));
    if (i >= 0) {
      list[i] = rule;
      return;
    }
    const before = list.findIndex((r) => isMoreSpecific(rule.lhs, r.lhs) || narrows(rule, r));
    if (before < 0) list.push(rule);
    else list.splice(before, 0, rule);
  }

  /** Removes the rule with this left side; tells whether there was one. */
  remove(lhs: Expr): boolean {
    const call = literalCall(lhs);
    if (call !== undefined) {
      const key = call.args.length === 1 && call.head.kind === Kind.Symbol ? atomKey(call.args[0]!) : undefined;
      if (key !== undefined && this.unary.delete(key)) return true;
      const h = argumentsHash(call.head, call.args);
      const bucket = this.literal.get(h);
      const i = bucket?.findIndex((r) => same(literalCall(r.lhs) ?? r.lhs, call)) ?? -1;
      if (i >= 0) {
        bucket!.splice(i, 1);
        return true;
      }
    }
    const i = this.patterns.findIndex((r) => sameUpToNames(r.lhs, lhs));
    if (i < 0) return false;
    this.patterns.splice(i, 1);
    return true;
  }

  /** The literal rule for head[args]. */
  findLiteral(head: Expr, args: readonly Expr[]): DefinedRule | undefined {
    if (args.length === 1 && this.unary.size > 0) {
      const key = atomKey(args[0]!);
      if (key !== undefined) {
        const rule = this.unary.get(key);
        if (rule !== undefined) return rule;
      }
    }
    if (this.literal.size === 0) return undefined;
    const bucket = this.literal.get(argumentsHash(head, args));
    if (bucket === undefined) return undefined;
    for (const r of bucket) {
      const call = literalCall(r.lhs)!;
      if (call.args.length === args.length && same(call.head, head) && call.args.every((a, i) => same(a, args[i]!)))
        return r;
    }
    return undefined;
  }
}

function argumentsHash(head: Expr, args: readonly Expr[]): number {
  let h = hash(head) + args.length;
  for (const a of args) h = Math.imul(h ^ hash(a), 0x01000193);
  return h | 0;
}

/** With equal left sides, the rule with a condition on its right side goes before the one without. */
const narrows = (a: DefinedRule, b: DefinedRule): boolean =>
  isConditional(a.rhs) && !isConditional(b.rhs) && sameUpToNames(a.lhs, b.lhs);

/** Rules that differ only in a condition on the right side are different rules. */
function sameConditions(a: DefinedRule, b: DefinedRule): boolean {
  const [left, right] = [conditionOf(a.rhs), conditionOf(b.rhs)];
  if (left === undefined || right === undefined) return left === right;
  const names = variablesOf(a.lhs);
  const others = variablesOf(b.lhs);
  const wrap = (lhs: Expr, test: Expr): Expr => new Normal(S.List, [lhs, test]);
  return names.length === others.length && sameUpToNames(wrap(a.lhs, left), wrap(b.lhs, right), names, others);
}
