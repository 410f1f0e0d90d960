/** Making and removing definitions: which symbol a left side belongs to, and as which kind of value. */
import { type Expr, isCall, Kind, Normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { RuleSet } from '../rules/rules.ts';
import { Attribute } from './attributes.ts';
import type { Definition, RuleKind } from './definition.ts';

export interface Place {
  readonly symbol: Sym;
  readonly kind: RuleKind;
}

const wrappers = new Set<Expr>([S.Condition, S.HoldPattern]);
const special = new Map<Sym, RuleKind>([
  [S.N, 'numeric'],
  [S.Format, 'format'],
  [S.MakeBoxes, 'format'],
  [S.Default, 'defaults'],
]);

const repetitions = new Set<Expr>([S.Longest, S.Shortest, S.Repeated, S.RepeatedNull]);

/** The left side without HoldPattern, conditions and a name around it. */
export function bareLhs(lhs: Expr): Expr {
  let e = lhs;
  for (;;) {
    if (e.kind !== Kind.Normal) return e;
    // A name for the whole call, as in all : f[x_] := ...
    if (e.head === S.Pattern && e.args.length === 2 && e.args[1]!.kind === Kind.Normal) e = e.args[1]!;
    else if (wrappers.has(e.head) && e.args.length > 0) e = e.args[0]!;
    else return e;
  }
}

/** The symbol that a pattern speaks of: x, f[...], f[...][...], _h, a named or tested pattern. */
export function symbolOf(p: Expr): Sym | undefined {
  if (p.kind === Kind.Symbol) return p;
  if (p.kind !== Kind.Normal) return undefined;
  if ((p.head === S.Pattern || p.head === S.Optional) && p.args.length > 0)
    return symbolOf(p.args[p.head === S.Pattern ? p.args.length - 1 : 0]!);
  if (repetitions.has(p.head) && p.args.length > 0) return symbolOf(p.args[0]!);
  if ((p.head === S.PatternTest || wrappers.has(p.head)) && p.args.length > 0) return symbolOf(p.args[0]!);
  if (p.head === S.Blank || p.head === S.BlankSequence || p.head === S.BlankNullSequence)
    return p.args[0]?.kind === Kind.Symbol ? p.args[0] : undefined;
  return symbolOf(p.head);
}

/** Where lhs = ... or lhs := ... goes; undefined when nothing there can have a value. */
export function placeOf(lhs: Expr): Place | undefined {
  const e = bareLhs(lhs);
  if (e.kind === Kind.Symbol) return { symbol: e, kind: 'own' };
  if (e.kind !== Kind.Normal) return undefined;
  if (e.head.kind === Kind.Symbol) {
    const kind = special.get(e.head);
    const about = e.args.length > 0 ? symbolOf(e.args[0]!) : undefined;
    if (kind !== undefined && about !== undefined) return { symbol: about, kind };
    return { symbol: e.head, kind: 'down' };
  }
  const symbol = symbolOf(e.head);
  return symbol && { symbol, kind: 'sub' };
}

/** Where tag /: lhs goes: how deep the tag stands in the left side. */
export function placeFor(tag: Sym, lhs: Expr): Place | undefined {
  const e = bareLhs(lhs);
  const plain = placeOf(lhs);
  if (plain?.symbol === tag) return plain;
  if (e.kind !== Kind.Normal) return undefined;
  return e.args.some((a) => symbolOf(a) === tag || a === tag) ? { symbol: tag, kind: 'up' } : undefined;
}

/** The symbols that upvalues for this left side attach to. */
export function upSymbols(lhs: Expr): Sym[] {
  const e = bareLhs(lhs);
  if (e.kind !== Kind.Normal) return [];
  const found: Sym[] = [];
  for (const a of e.args) {
    const s = symbolOf(a);
    if (s !== undefined && !found.includes(s)) found.push(s);
  }
  return found;
}

export function ruleSet(d: Definition, kind: RuleKind): RuleSet | undefined {
  switch (kind) {
    case 'down':
    case 'sub':
    case 'up':
      return d[kind];
    default:
      return d.more[kind];
  }
}

export function ensureRuleSet(d: Definition, kind: RuleKind): RuleSet {
  const known = ruleSet(d, kind);
  if (known !== undefined) return known;
  const fresh = new RuleSet();
  if (kind === 'down' || kind === 'sub' || kind === 'up') d[kind] = fresh;
  else d.more[kind] = fresh;
  return fresh;
}

export function clearRules(d: Definition): void {
  d.own = undefined;
  d.owner = undefined;
  d.down = undefined;
  d.sub = undefined;
  d.up = undefined;
  for (const k of ['own', 'numeric', 'format', 'defaults'] as const) delete d.more[k];
}

/** Flat heads match parts of their arguments, so that no left side of theirs can be found by hash alone. */
export const needsPattern = (attributes: number): boolean => (attributes & Attribute.Flat) !== 0;

/** Rules as DownValues and its kin show them. */
export const shownRule = (lhs: Expr, rhs: Expr): Normal =>
  new Normal(S.RuleDelayed, [isCall(lhs, S.HoldPattern) ? lhs : new Normal(S.HoldPattern, [lhs]), rhs]);
