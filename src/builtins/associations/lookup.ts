/** Keys, Values, Lookup and questions about keys. */
import type { Association } from '../../expr/association.ts';
import { type Expr, isCall, Normal, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { bool, list, listItems, operatorForm } from '../values/sequences.ts';
import { absent, asAssociation, keyIn, severalAssociations } from './entries.ts';

/** Keys and Values: of an association, a rule, rules, or lists of these. */
function sides(x: Expr, of: (a: Association) => readonly Expr[], wrap: Expr | undefined): Expr | undefined {
  if (isRule(x)) return wrapped(of(asAssociation(x)!)[0]!, wrap);
  const many = severalAssociations(x);
  if (many === undefined) {
    // Rules with equal left sides all count, so a list of rules is not read as an association.
    if (isCall(x, S.List)) return list(x.args.map((r) => sides(r, of, wrap)!));
    const a = asAssociation(x);
    return a && list(of(a).map((k) => wrapped(k, wrap)));
  }
  const parts = many.map((m) => sides(m, of, wrap));
  return parts.every((p) => p !== undefined) ? list(parts) : undefined;
}
const wrapped = (x: Expr, wrap: Expr | undefined): Expr => (wrap === undefined ? x : new Normal(wrap, [x]));

const sideOf = (
  name: string,
  {
    usage,
    of,
    examples,
  }: {
    readonly usage: string;
    readonly of: (a: Association) => readonly Expr[];
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    borrows: true,
    evaluate: ([x, wrap], e) => sides(x!, of, wrap) ?? e.message('invrl', x!),
    examples,
  });

export const Keys = sideOf('Keys', {
  usage:
    'Keys[assoc] gives a list of the keys in an association.\nKeys[{key1 -> val1, ...}] gives a list of the keyi in a list of rules.\nKeys[assoc, h] wraps each key in h.',
  of: (a) => a.keys,
  examples: {
    'Keys[<|"a" -> 1, "b" -> 2|>]': '{"a", "b"}',
    'Keys[{x -> 1, y -> 2}]': '{x, y}',
    'Keys[{<|a -> 1|>, <|b -> 2|>}]': '{{a}, {b}}',
    'Keys[5]': ['Keys[5]', 'Keys::invrl'],
  },
});
export const Values = sideOf('Values', {
  usage:
    'Values[assoc] gives a list of the values in an association.\nValues[{key1 -> val1, ...}] gives a list of the vali in a list of rules.\nValues[assoc, h] wraps each value in h.',
  of: (a) => a.values,
  examples: {
    'Values[<|"a" -> 1, "b" -> 2|>]': '{1, 2}',
    'Values[{x -> 1, x -> 2}]': '{1, 2}',
    'Values[<|a :> 1 + 1|>, Hold]': '{Hold[1 + 1]}',
    'Values[5]': ['Values[5]', 'Values::invrl'],
  },
});

/** A default of Lookup is evaluated only where a key is missing. */
function lookUp(x: Expr, key: Expr, fallback: Expr | undefined, e: Evaluation): Expr | undefined {
  const many = severalAssociations(x);
  if (many !== undefined) {
    const found = many.map((m) => lookUp(m, key, fallback, e));
    return found.every((v) => v !== undefined) ? list(found) : undefined;
  }
  const a = asAssociation(x);
  if (a === undefined) return undefined;
  const one = (k: Expr): Expr => a.get(keyIn(k)) ?? (fallback === undefined ? absent(keyIn(k)) : e.evaluate(fallback));
  const keys = listItems(key);
  return keys === undefined ? one(key) : list(keys.map(one));
}

export const Lookup = builtin('Lookup', {
  usage:
    'Lookup[assoc, key] looks up the value associated with key in assoc; if the key is not present, Missing["KeyAbsent", key] is returned.\nLookup[assoc, {key1, ...}] gives a list of values.\nLookup[assoc, key, default] gives the default if the key is not present.\nLookup[key][assoc] is an operator form.',
  attributes: Attribute.HoldRest,
  arity: [1, 3],
  borrows: true,
  apply: operatorForm,
  evaluate([x, key, fallback], e) {
    if (key === undefined) return undefined;
    return lookUp(x!, e.evaluate(key), fallback, e) ?? e.message('invrl', x!);
  },
  examples: {
    'Lookup[<|a -> 1, b -> 2|>, b]': '2',
    'Lookup[<|a -> 1|>, z]': 'Missing["KeyAbsent", z]',
    'Lookup[<|a -> 1|>, {a, z}, 0]': '{1, 0}',
    'Lookup[{<|a -> 1|>, <|a -> 2|>}, a]': '{1, 2}',
    'Lookup[{a -> 1, b -> 2}, b]': '2',
    'Lookup[AssociationThread[Range[100] -> Range[100]], Range[100]] === Range[100]': 'True',
    'Map[Lookup["k"], {<|"k" -> 5|>}]': '{5}',
    'Lookup[5, a]': ['Lookup[5, a]', 'Lookup::invrl'],
  },
});

const question = (
  name: string,
  {
    usage,
    test,
    examples,
  }: {
    readonly usage: string;
    readonly test: (a: Association, form: Expr, e: Evaluation) => boolean;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    borrows: true,
    apply: operatorForm,
    evaluate([x, form], e) {
      if (form === undefined) return undefined;
      const a = asAssociation(x!);
      return a === undefined ? (e.message('invrl', x!) ?? S.False) : bool(test(a, form, e));
    },
    examples,
  });

export const KeyExistsQ = question('KeyExistsQ', {
  usage:
    'KeyExistsQ[assoc, key] returns True if the specified key exists in the association, and False otherwise.\nKeyExistsQ[key][assoc] is an operator form.',
  test: (a, key) => a.has(keyIn(key)),
  examples: {
    'KeyExistsQ[<|a -> 1|>, a]': 'True',
    'KeyExistsQ[<|a -> 1|>, b]': 'False',
    'Select[{<|a -> 1|>, <|b -> 2|>}, KeyExistsQ[a]]': '{<|a -> 1|>}',
    'KeyExistsQ[5, a]': ['False', 'KeyExistsQ::invrl'],
  },
});
export const KeyMemberQ = question('KeyMemberQ', {
  usage:
    'KeyMemberQ[assoc, form] yields True if a key in the association matches form, and False otherwise.\nKeyMemberQ[form][assoc] is an operator form.',
  test: (a, form, e) => a.keys.some(e.session.rules.matcher(form)),
  examples: { 'KeyMemberQ[<|a -> 1, 2 -> b|>, _Integer]': 'True', 'KeyMemberQ[5, a]': ['False', 'KeyMemberQ::invrl'] },
});
export const KeyFreeQ = question('KeyFreeQ', {
  usage:
    'KeyFreeQ[assoc, form] yields True if no key in the association matches form, and False otherwise.\nKeyFreeQ[form][assoc] is an operator form.',
  test: (a, form, e) => !a.keys.some(e.session.rules.matcher(form)),
  examples: { 'KeyFreeQ[<|a -> 1, 2 -> b|>, _String]': 'True', 'KeyFreeQ[5, a]': ['False', 'KeyFreeQ::invrl'] },
});

export const Missing = builtin('Missing', {
  usage:
    'Missing[] represents data that is missing.\nMissing["reason"] specifies a reason; Missing["KeyAbsent", key] is what an association gives for an absent key.',
  examples: { '<|a -> 1|>[b]': 'Missing["KeyAbsent", b]', 'Missing["NotAvailable"]': 'Missing["NotAvailable"]' },
});
const isMissing = (x: Expr): boolean => isCall(x, S.Missing);

export const MissingQ = builtin('MissingQ', {
  usage: 'MissingQ[expr] gives True if expr has head Missing.',
  arity: 1,
  evaluate: ([x]) => bool(isMissing(x!)),
  examples: {
    'MissingQ[Missing["x"]]': 'True',
    'MissingQ[5]': 'False',
    'MissingQ[]': ['MissingQ[]', 'MissingQ::argx'],
  },
});

/** Without missing elements; deeper levels too, down to `level`. */
function withoutMissing(x: Expr, level: number): Expr {
  if (level === 0) return x;
  const a = asAssociation(x);
  if (a !== undefined && a === x)
    return a.filter((v) => !isMissing(v)).mapValues((v) => withoutMissing(v, level - 1)) as Expr;
  if (!isCall(x, S.List)) return x;
  return normal(S.List, ...x.args.filter((v) => !isMissing(v)).map((v) => withoutMissing(v, level - 1)));
}

export const DeleteMissing = builtin('DeleteMissing', {
  usage:
    'DeleteMissing[list] drops elements with head Missing from a list or an association.\nDeleteMissing[list, n] does so down to level n.',
  arity: [1, 2],
  evaluate([x, level], e) {
    const depth =
      level === undefined ? 1 : level === S.Infinity || isCall(level, S.DirectedInfinity) ? -1 : wholeLevel(level);
    if (depth === undefined) return e.message('level', level!);
    return withoutMissing(x!, depth);
  },
  examples: {
    'DeleteMissing[{1, Missing[], 2}]': '{1, 2}',
    'DeleteMissing[<|a -> Missing["KeyAbsent", a], b -> 2|>]': '<|b -> 2|>',
    'DeleteMissing[{{1, Missing[]}, 2}, 2]': '{{1}, 2}',
    'DeleteMissing[{1}, x]': ['DeleteMissing[{1}, x]', 'DeleteMissing::level'],
  },
});
const wholeLevel = (level: Expr): number | undefined =>
  'value' in level && typeof level.value === 'number' && level.value >= 0 ? level.value : undefined;

export const lookups: readonly Builtin[] = [
  Keys,
  Values,
  Lookup,
  KeyExistsQ,
  KeyMemberQ,
  KeyFreeQ,
  Missing,
  MissingQ,
  DeleteMissing,
];
