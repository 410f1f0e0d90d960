/** OwnValues, DownValues, ...: the rules that symbols carry, as lists; assigning to them replaces the rules. */
import { type Expr, isCall, Kind, normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { ensureRuleSet, ruleSet, shownRule } from '../../kernel/definitions/define.ts';
import type { RuleKind, Session } from '../../kernel/definitions/definition.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';

function rulesOf(s: Sym, kind: RuleKind, session: Session): Expr[] {
  const d = session.definitions.known(s);
  const out: Expr[] = [];
  if (kind === 'own' && d?.own !== undefined) {
    d.owner = undefined;
    out.push(shownRule(s, d.own));
  }
  if (d !== undefined) for (const r of ruleSet(d, kind)?.all() ?? []) out.push(shownRule(r.lhs, r.rhs));
  return out;
}

function replaceRules(s: Sym, kind: RuleKind, value: Expr, session: Session): boolean {
  if (!isCall(value, S.List) || !value.args.every(isRule)) return false;
  const d = session.definitions.definition(s);
  if (kind === 'own') session.definitions.setOwn(s, undefined);
  if (kind === 'down' || kind === 'sub' || kind === 'up') d[kind] = undefined;
  else delete d.more[kind];
  for (const r of value.args) {
    const rule = r as Expr & { args: readonly Expr[] };
    let lhs = rule.args[0]!;
    if (isCall(lhs, S.HoldPattern) && lhs.args.length === 1) lhs = lhs.args[0]!;
    if (kind === 'own' && lhs === s) session.definitions.setOwn(s, rule.args[1]!);
    else session.definitions.addRule(s, kind, lhs, rule.args[1]!);
  }
  if (value.args.length > 0 && kind !== 'own') ensureRuleSet(d, kind);
  session.definitions.touch(s);
  return true;
}

function values(name: string, kind: RuleKind, what: string, examples: Builtin['examples']): Builtin {
  return builtin(name, {
    usage: `${name}[f] gives a list of transformation rules corresponding to all ${what} defined for the symbol f.`,
    attributes: Attribute.HoldAll,
    arity: 1,
    examples,
    evaluate([target], e) {
      const s = target!.kind === Kind.String ? e.session.names.resolve(target!.value) : target!;
      if (s.kind !== Kind.Symbol) return e.message('sym', s, normal(S.List));
      return normal(S.List, ...rulesOf(s, kind, e.session));
    },
    assign(lhs, value, e) {
      const target = lhs.args[0];
      if (target?.kind !== Kind.Symbol) return undefined;
      if (replaceRules(target, kind, value, e.session)) return value;
      e.messageOf(S.Set, 'vrule', lhs, value);
      return S.Failed;
    },
  });
}

export const OwnValues = values('OwnValues', 'own', 'values of the symbol itself', {
  'x = 5; OwnValues[x]': '{HoldPattern[x] :> 5}',
});
export const DownValues = values('DownValues', 'down', 'downvalues', {
  'f[1] = 2; f[x_] := x^2; DownValues[f]': '{HoldPattern[f[1]] :> 2, HoldPattern[f[x_]] :> x^2}',
  'DownValues[nof]': '{}',
  'DownValues[g] = {HoldPattern[g[a_]] :> a + 1}; g[3]': '4',
});
export const SubValues = values('SubValues', 'sub', 'subvalues', {
  'f[1][x_] := x; SubValues[f]': '{HoldPattern[f[1][x_]] :> x}',
});
export const UpValues = values('UpValues', 'up', 'upvalues', { 'g[h] ^= 2; UpValues[h]': '{HoldPattern[g[h]] :> 2}' });
export const NValues = values('NValues', 'numeric', 'numerical values', {
  'N[c] = 3.5; NValues[c]': '{HoldPattern[N[c]] :> 3.5}',
});
export const FormatValues = values('FormatValues', 'format', 'print forms', { 'FormatValues[nof]': '{}' });
export const Default = builtin('Default', {
  usage:
    'Default[f] gives the value of arguments of f that x_. stands for when they are absent.\nDefault[f, i] gives it for the i-th argument.\nDefault[f, i, n] gives it for the i-th of n arguments.',
  arity: [1, 3],
  evaluate([f, position, count], e) {
    if (f!.kind !== Kind.Symbol) return undefined;
    const [i, n] = [position, count].map((x) => (x?.kind === Kind.Integer ? Number(x.value) : undefined));
    return e.session.rules.defaultOf(f!, i, n);
  },
  examples: {
    '{Default[Plus], Default[Times], Default[Power, 2]}': '{0, 1, 1}',
    'Default[f] = 7; f[] /. f[x_.] :> x': '7',
    'Default[Power]': 'Default[Power]',
  },
});

export const DefaultValues = values('DefaultValues', 'defaults', 'default values of arguments', {
  'Default[f] = 7; DefaultValues[f]': '{HoldPattern[Default[f]] :> 7}',
});
