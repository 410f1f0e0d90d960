/** Association and what makes and asks for one: Key, AssociationQ, AssociationThread, AssociationMap, Normal. */
import { Association as AssociationValue, isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal as NormalExpr, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { bool, elements, functionForm, list } from '../values/sequences.ts';
import { addEntries, asAssociation, keyIn, valueUnder } from './entries.ts';

/** One argument of Association[...], which is held: values of k :> v stay as they are written. */
function addArgument(x: Expr, out: AssociationValue, e: Evaluation): boolean {
  if (isRule(x)) {
    const delayed = x.head === S.RuleDelayed;
    out.put(e.evaluate(x.args[0]), delayed ? x.args[1] : e.evaluate(x.args[1]), delayed);
    return true;
  }
  const value = e.evaluate(x);
  if (value === S.Nothing) return true;
  return isCall(value, S.Sequence) ? value.args.every((a) => addEntries(a, out)) : addEntries(value, out);
}

export const Association = builtin('Association', {
  usage:
    'Association[key1 -> val1, key2 :> val2, ...] or <|key1 -> val1, key2 :> val2, ...|> represents an association between keys and values.\nassoc[key] gives the value of a key.',
  attributes: Attribute.HoldAllComplete,
  evaluate(args, e) {
    const out = AssociationValue.from([]);
    return args.every((a) => addArgument(a, out, e)) ? out : undefined;
  },
  apply(head, args) {
    if (!isAssociation(head) || args.length === 0) return undefined;
    const [key, ...rest] = args;
    const k = keyIn(key!);
    const value = valueUnder(head, k);
    return rest.length === 0 || !head.has(k) ? value : new NormalExpr(value, rest);
  },
  examples: {
    '<|"a" -> 1, "b" -> 2|>': '<|"a" -> 1, "b" -> 2|>',
    '<|"a" -> 1, "b" -> 2|>["b"]': '2',
    '<|"a" -> 1|>["z"]': 'Missing["KeyAbsent", "z"]',
    '<|"a" -> <|"b" -> 7|>|>["a", "b"]': '7',
    '<|a -> 1, a -> 2|>': '<|a -> 2|>',
    'Association[{x -> 1, y -> 2}, <|x -> 3|>]': '<|x -> 3, y -> 2|>',
    '<|a :> 1 + 1|>': '<|a :> 1 + 1|>',
    'Association[5]': 'Association[5]',
  },
});

export const Key = builtin('Key', {
  usage: 'Key[key] represents a key used to access a value in an association.\nKey[key][assoc] gives that value.',
  arity: 1,
  evaluate: () => undefined,
  apply(head, args) {
    const a = args[0];
    const key = head.kind === Kind.Normal ? head.args[0] : undefined;
    return key === undefined || a === undefined || !isAssociation(a) ? undefined : valueUnder(a, key);
  },
  examples: {
    'Key["b"][<|"a" -> 1, "b" -> 2|>]': '2',
    'Map[Key[1], {<|1 -> x|>, <|1 -> y|>}]': '{x, y}',
    'Key[a, b]': ['Key[a, b]', 'Key::argx'],
  },
});

export const AssociationQ = builtin('AssociationQ', {
  usage: 'AssociationQ[expr] gives True if expr is a valid association, and False otherwise.',
  arity: 1,
  evaluate: ([x]) => bool(isAssociation(x!)),
  examples: {
    'AssociationQ[<|a -> 1|>]': 'True',
    'AssociationQ[{a -> 1}]': 'False',
    'AssociationQ[]': ['AssociationQ[]', 'AssociationQ::argx'],
  },
});

export const AssociationThread = builtin('AssociationThread', {
  usage:
    'AssociationThread[{key1, key2, ...}, {val1, val2, ...}] gives the association <|key1 -> val1, key2 -> val2, ...|>.\nAssociationThread[{key1, ...} -> {val1, ...}] does the same.',
  arity: [1, 2],
  messages: { idim: '`1` and `2` must have the same length.' },
  evaluate(args, e) {
    const pair = args.length === 1 && isRule(args[0]!) ? args[0].args : args;
    if (pair.length !== 2) return undefined;
    const [keys, values] = pair.map((x) => elements(x));
    if (keys === undefined || values?.length !== keys.length) return e.message('idim', pair[0]!, pair[1]!);
    return AssociationValue.of(keys, values);
  },
  examples: {
    'AssociationThread[{a, b}, {1, 2}]': '<|a -> 1, b -> 2|>',
    'AssociationThread[{"x", "y"} -> {1, 2}]': '<|"x" -> 1, "y" -> 2|>',
    'AssociationThread[{a, b}, {1}]': ['AssociationThread[{a, b}, {1}]', 'AssociationThread::idim'],
  },
});

export const AssociationMap = builtin('AssociationMap', {
  usage:
    'AssociationMap[f, {key1, key2, ...}] gives the association <|key1 -> f[key1], key2 -> f[key2], ...|>.\nAssociationMap[f, assoc] applies f to each rule of assoc and makes an association of the rules it gives.',
  arity: [1, 2],
  apply: functionForm,
  evaluate([f, x], e) {
    if (x === undefined) return undefined;
    const apply = e.session.applier(f!);
    if (isAssociation(x)) {
      const rules = x.entries().map(([k, v, delayed]) => apply(normal(delayed ? S.RuleDelayed : S.Rule, k, v)));
      return asAssociation(list(rules)) ?? normal(S.Association, ...rules);
    }
    const keys = elements(x);
    if (keys === undefined) return e.message('invak', x);
    return AssociationValue.from(keys.map((k) => [k, apply(k)] as const));
  },
  messages: { invak: 'The argument `1` is neither a list of keys nor an association.' },
  examples: {
    'AssociationMap[StringLength, {"a", "bcd"}]': '<|"a" -> 1, "bcd" -> 3|>',
    'AssociationMap[Reverse, <|a -> 1, b -> 2|>]': '<|1 -> a, 2 -> b|>',
    'AssociationMap[f, 5]': ['AssociationMap[f, 5]', 'AssociationMap::invak'],
  },
});

/** Special objects inside an expression as ordinary ones. */
function ordinary(x: Expr): Expr {
  if (isAssociation(x))
    return list(x.entries().map(([k, v, delayed]) => normal(delayed ? S.RuleDelayed : S.Rule, k, v)));
  if (x.kind === Kind.Packed) return unpack(x);
  return isCall(x, SeriesData) && x.args.length === 6 ? polynomialOf(x.args) : x;
}
const SeriesData = system('SeriesData');
/** The terms of SeriesData[x, x0, {a0, a1, ...}, nmin, nmax, den] as a sum, without the order of what is missing. */
function polynomialOf([x, x0, coefficients, nmin, , den]: readonly Expr[]): Expr {
  const power = normal(S.Subtract, x!, x0!);
  const terms = elements(coefficients!)!.map((c, i) =>
    normal(S.Times, ordinary(c), normal(S.Power, power, normal(S.Divide, normal(S.Plus, nmin!, int(i)), den!))),
  );
  return new NormalExpr(S.Plus, terms);
}

export const Normal = builtin('Normal', {
  usage:
    'Normal[expr] converts expr to a normal expression from a variety of special forms: an association becomes a list of rules, a power series a sum without its O term.',
  arity: [1, 2],
  packed: true,
  evaluate([x, head]) {
    if (head === undefined || (head === S.Association && isAssociation(x!))) return ordinary(x!);
    return x;
  },
  examples: {
    'Normal[<|a -> 1, b :> 2|>]': '{a -> 1, b :> 2}',
    'Normal[x^2]': 'x^2',
    'Normal[]': ['Normal[]', 'Normal::argt'],
  },
});

export const making: readonly Builtin[] = [Association, Key, AssociationQ, AssociationThread, AssociationMap, Normal];
