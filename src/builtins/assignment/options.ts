/** Options, SetOptions, OptionValue, FilterRules: named settings of symbols and of calls. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, Normal, normal, Str, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { isOptionSpec, isRule, optionName, rulesOf, unknownOption } from '../../kernel/definitions/options.ts';
import { NO_OTHERS } from '../../kernel/evaluation/aside-options.ts';
import { builtin, type Evaluation } from '../builtin.ts';

const optionsOf = (s: Sym, session: Session): readonly Expr[] => {
  const d = session.definitions.known(s);
  const own = d?.options !== undefined && isCall(d.options, S.List) ? d.options.args : [];
  if (d?.aside === undefined) return own;
  const names = new Set(own.flatMap((r) => [...rulesOf(r)].map(([name]) => name)));
  const more = [...d.aside].filter(([name]) => name !== NO_OTHERS && !names.has(name));
  return [...own, ...more.map(([name, { usual }]) => normal(S.Rule, system(name), usual))];
};

/** The rules among the arguments of an expression: Options[f[x, a -> 1]]. */
const rulesIn = (e: Normal): Expr[] =>
  e.args.flatMap((a) => (isCall(a, S.List) && isOptionSpec(a) ? a.args : isRule(a) ? [a] : []));

export const Options = builtin('Options', {
  usage:
    'Options[symbol] gives the list of default options assigned to a symbol.\nOptions[expr] gives the options explicitly given in expr.\nOptions[symbol, name] gives the setting for one option.',
  arity: [1, 2],
  evaluate([target, name], e) {
    const session = e.session;
    let list: readonly Expr[];
    if (target!.kind === Kind.Symbol) list = optionsOf(target!, session);
    else if (target!.kind === Kind.String) list = optionsOf(session.names.resolve(target!.value), session);
    else if (target!.kind === Kind.Normal) list = rulesIn(target!);
    else return undefined;
    if (name === undefined) return normal(S.List, ...list);
    const wanted = (isCall(name, S.List) ? name.args : [name]).map(optionName);
    return normal(S.List, ...list.filter((r) => isRule(r) && wanted.includes(optionName(r.args[0]))));
  },
  assign(lhs, value, e) {
    const target = lhs.args[0];
    if (target?.kind !== Kind.Symbol || lhs.args.length !== 1) return undefined;
    const session = e.session;
    const given = e.evaluate(value);
    const rules = isCall(given, S.List)
      ? given
      : isAssociation(given)
        ? e.evaluate(normal(system('Normal'), given))
        : normal(S.List, given);
    if (!isOptionSpec(rules)) {
      e.messageOf(S.Options, 'optlist', value);
      return S.Failed;
    }
    session.definitions.definition(target).options = rules;
    session.definitions.touch(target);
    return value;
  },
  examples: {
    'Options[f] = {a -> 1, b -> 2}; Options[f]': '{a -> 1, b -> 2}',
    'Options[f] = {a -> 1, b -> 2}; Options[f, b]': '{b -> 2}',
    'Options[g[x, p -> 3]]': '{p -> 3}',
  },
});

export const SetOptions = builtin('SetOptions', {
  usage: 'SetOptions[s, name -> value, ...] sets the specified default options for a symbol s.',
  arity: [2, Number.POSITIVE_INFINITY],
  evaluate([target, ...specs], e) {
    const session = e.session;
    if (target!.kind !== Kind.Symbol) return e.message('sym', target!, normal(S.List));
    let list = [...optionsOf(target!, session)];
    for (const spec of specs) {
      if (!isOptionSpec(spec)) return e.message('rep', spec);
      for (const [name, value] of rulesOf(spec)) {
        const i = list.findIndex((r) => isRule(r) && optionName(r.args[0]) === name);
        if (i < 0)
          return e.message(
            'optx',
            ...unknownOption(
              name,
              target!,
              list.flatMap((r) => [...rulesOf(r)].map(([n]) => n)),
              spec,
            ),
          );
        const old = list[i] as Normal;
        list = list.with(i, new Normal(old.head, [old.args[0]!, value]));
      }
    }
    session.definitions.definition(target!).options = normal(S.List, ...list);
    session.definitions.touch(target!);
    return normal(S.List, ...list);
  },
  examples: {
    'Options[f] = {a -> 1, b -> 2}; SetOptions[f, b -> 5]': '{a -> 1, b -> 5}',
    'Options[f] = {a -> 1}; SetOptions[f, zz -> 5]': ['SetOptions[f, zz -> 5]', 'SetOptions::optx'],
  },
});

/** The setting of a name in given rules over the defaults of f. */
function setting(f: Expr, given: readonly Expr[], name: Expr, e: Evaluation): Expr | undefined {
  const wanted = optionName(name);
  if (wanted === undefined) return undefined;
  const session = e.session;
  for (const spec of given) for (const [n, value] of rulesOf(spec)) if (n === wanted) return value;
  const defaults =
    f.kind === Kind.Symbol
      ? optionsOf(f, session)
      : isCall(f, S.List)
        ? f.args.flatMap((x) => (x.kind === Kind.Symbol ? optionsOf(x, session) : [x]))
        : [];
  for (const spec of defaults) for (const [n, value] of rulesOf(spec)) if (n === wanted) return value;
  e.message('optnf', name, f);
  return name;
}

/** Reports what was given to a function that declares options, but not these. */
function reportUnknown(f: Expr, given: readonly Expr[], e: Evaluation): void {
  if (f.kind !== Kind.Symbol) return;
  const declared = optionsOf(f, e.session);
  if (declared.length === 0) return;
  const names = new Set(declared.flatMap((r) => [...rulesOf(r)].map(([n]) => n)));
  for (const spec of given)
    for (const [n, , rule] of rulesOf(spec))
      if (!names.has(n)) e.message('nodef', isRule(rule) ? rule.args[0] : new Str(n), f);
}

export const OptionValue = builtin('OptionValue', {
  usage:
    'OptionValue[name] gives the value of name in options matched by OptionsPattern.\nOptionValue[f, name] gives the value of name for options associated with the head f.\nOptionValue[f, opts, name] extracts option values from the explicit list of rules opts.\nOptionValue[f, opts, name, h] wraps the values in h before they are evaluated; Automatic stands for f and for the options that were matched.',
  arity: [1, 4],
  messages: {
    optnf: 'Option name `1` not found in defaults for `2`.',
    nodef: 'Unknown option `1` for `2`.',
  },
  evaluate(args, e) {
    if (args.length === 1) return undefined;
    const [f, second, third, wrap] = args;
    const given =
      args.length === 2 ? [] : isCall(second!, S.List) || isAssociation(second!) || isRule(second!) ? [second!] : [];
    const name = args.length === 2 ? second! : third!;
    if (given.length > 0) reportUnknown(f!, given, e);
    const one = (n: Expr): Expr | undefined => {
      const v = setting(f!, given, n, e);
      return wrap !== undefined && v !== undefined ? normal(wrap, v) : v;
    };
    if (isCall(name, S.List)) {
      const all = name.args.map(one);
      return all.every((v) => v !== undefined) ? normal(S.List, ...all) : undefined;
    }
    return one(name);
  },
  examples: {
    'Options[f] = {a -> 1}; f[x_, OptionsPattern[]] := {x, OptionValue[a]}; {f[7], f[7, a -> 2]}': '{{7, 1}, {7, 2}}',
    'Options[f] = {a -> 1}; OptionValue[f, a]': '1',
    'OptionValue[f, {b -> 3}, b]': '3',
    'OptionValue[nof, c]': ['c', 'OptionValue::optnf'],
    'Options[f] = {a -> 1}; f[OptionsPattern[]] := OptionValue[a]; f[b -> 2]': ['1', 'OptionValue::nodef'],
    'Options[f] := {a :> 1 + 1}; f[OptionsPattern[]] := OptionValue[Automatic, Automatic, a, Hold]; f[]': 'Hold[1 + 1]',
  },
});

export const FilterRules = builtin('FilterRules', {
  usage:
    'FilterRules[rules, patt] filters the list rules by picking out only those rules whose left-hand sides match patt.',
  arity: 2,
  evaluate([rules, spec], e) {
    const list = isAssociation(rules!) ? undefined : isCall(rules!, S.List) ? rules.args : [rules!];
    if (list === undefined || !list.every(isRule)) return undefined;
    const wanted = isCall(spec!, S.List) ? spec.args.map((x) => (isRule(x) ? x.args[0] : x)) : [spec!];
    const session = e.session;
    const tests = wanted.map((w) => {
      const name = optionName(w);
      const matches = session.rules.matcher(w);
      return (lhs: Expr): boolean => (name !== undefined && optionName(lhs) === name) || same(lhs, w) || matches(lhs);
    });
    return normal(S.List, ...list.filter((r) => tests.some((t) => t((r as Normal).args[0]!))));
  },
  examples: { 'FilterRules[{a -> 1, b -> 2, c -> 3}, {a, c}]': '{a -> 1, c -> 3}' },
});
