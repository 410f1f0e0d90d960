/** AppendTo, PrependTo, AssociateTo, KeyDropFrom: containers in variables, changed in place where the variable owns them. */
import { type Association, isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, type Normal, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { changing, owned } from '../../kernel/definitions/ownership.ts';
import { Attribute, builtin, type Evaluation } from '../builtin.ts';
import { assign } from './set.ts';

const messages = { rvalue: '`1` is not a variable with a value, so its value cannot be changed.' };

/** A variable that holds a list as a call: the place where an element can be added without copying. */
function ownedList(lhs: Expr, session: Session): Normal | undefined {
  if (lhs.kind !== Kind.Symbol || (session.definitions.attributesOf(lhs) & Attribute.Protected) !== 0) return undefined;
  const d = session.definitions.known(lhs);
  if (d?.own?.kind !== Kind.Normal || !session.definitions.isCurrent(d.own)) return undefined;
  const list = owned(d);
  return list?.kind === Kind.Normal ? list : undefined;
}

/** Any other place: the new value is computed and assigned. */
function through(f: Sym, lhs: Expr, x: Expr, e: Evaluation): Expr | undefined {
  const old = e.evaluate(lhs);
  if (old === lhs) return e.message('rvalue', lhs);
  const next = e.session.call(f, [old, x]);
  assign(lhs, next, false, e);
  return next;
}

export const AppendTo = builtin('AppendTo', {
  usage: 'AppendTo[x, elem] is x = Append[x, elem].',
  attributes: Attribute.HoldFirst,
  arity: 2,
  packed: true,
  messages,
  evaluate([lhs, x], e) {
    const session = e.session;
    const list = ownedList(lhs!, session);
    if (list === undefined) return through(system('Append'), lhs!, x!, e);
    changing(list, x!).push(x!);
    session.definitions.touch(lhs as Sym);
    return lhs;
  },
  effect([lhs, x], e) {
    const session = e.session;
    const list = ownedList(lhs!, session);
    if (list === undefined) return false;
    changing(list, x!).push(x!);
    session.definitions.touch(lhs as Sym);
    return true;
  },
  examples: {
    's = {1, 2}; AppendTo[s, 3]; s': '{1, 2, 3}',
    's = {}; Do[AppendTo[s, i^2], {i, 3}]; s': '{1, 4, 9}',
    'AppendTo[nothing, 1]': ['AppendTo[nothing, 1]', 'AppendTo::rvalue'],
  },
});

export const PrependTo = builtin('PrependTo', {
  usage: 'PrependTo[x, elem] is x = Prepend[x, elem].',
  attributes: Attribute.HoldFirst,
  arity: 2,
  packed: true,
  messages,
  evaluate: ([lhs, x], e) => through(system('Prepend'), lhs!, x!, e),
  examples: { 's = {2, 3}; PrependTo[s, 1]; s': '{1, 2, 3}' },
});

const additions = (x: Expr): readonly (readonly [Expr, Expr, boolean])[] | undefined => {
  if (isRule(x)) return [[x.args[0], x.args[1], x.head === S.RuleDelayed]];
  if (isAssociation(x)) return x.entries();
  if (!isCall(x, S.List) || !x.args.every(isRule)) return undefined;
  return x.args.map((r) => [(r as Normal).args[0]!, (r as Normal).args[1]!, (r as Normal).head === S.RuleDelayed]);
};

/** The association in a variable, ready to be changed. */
function ownedAssociation(lhs: Expr, e: Evaluation): Association | undefined {
  const session = e.session;
  const d = lhs.kind === Kind.Symbol ? session.definitions.known(lhs) : undefined;
  if (d?.own === undefined || !isAssociation(d.own)) return e.message('rvalue', lhs);
  session.definitions.isCurrent(d.own);
  return owned(d) as Association;
}

/** Tells whether it was done; otherwise a message has been given. */
function associate(lhs: Expr, x: Expr, e: Evaluation): boolean {
  const entries = additions(x);
  if (entries === undefined) {
    e.message('invrl', x);
    return false;
  }
  const a = ownedAssociation(lhs, e);
  if (a === undefined) return false;
  for (const [k, v, delayed] of entries) a.put(k, v, delayed);
  e.session.definitions.touch(lhs as Sym);
  return true;
}

export const AssociateTo = builtin('AssociateTo', {
  usage: 'AssociateTo[a, key -> val] changes the association a by adding the key-value pair key -> val.',
  attributes: Attribute.HoldFirst,
  arity: 2,
  messages,
  evaluate([lhs, x], e) {
    return associate(lhs!, x!, e) ? lhs : undefined;
  },
  effect: ([lhs, x], e) => associate(lhs!, x!, e),
  examples: {
    'a = <|"x" -> 1|>; AssociateTo[a, "y" -> 2]; a': '<|"x" -> 1, "y" -> 2|>',
    'a = <|"x" -> 1|>; AssociateTo[a, 5]': ['AssociateTo[a, 5]', 'AssociateTo::invrl'],
  },
});

export const KeyDropFrom = builtin('KeyDropFrom', {
  usage: 'KeyDropFrom[a, key] changes the association a by dropping the element with the given key.',
  attributes: Attribute.HoldFirst,
  arity: 2,
  messages,
  evaluate([lhs, keys], e) {
    const a = ownedAssociation(lhs!, e);
    if (a === undefined) return undefined;
    const rest = e.session.call(system('KeyDrop'), [a, keys!]);
    e.session.definitions.setOwn(lhs as Sym, rest);
    return rest;
  },
  examples: { 'a = <|"x" -> 1, "y" -> 2|>; KeyDropFrom[a, "x"]; a': '<|"y" -> 2|>' },
});
