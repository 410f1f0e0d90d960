/** Assignments to symbols and patterns: = := ^= ^:= /: =. */
import { type Association, isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, type Normal, normal, type Sym } from '../../expr/expr.ts';
import { unpackLevel } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import type { Slots } from '../../kernel/code/code.ts';
import { mentions } from '../../kernel/code/substitute.ts';
import { Attribute } from '../../kernel/definitions/attributes.ts';
import { bareLhs, placeFor, placeOf, ruleSet, upSymbols } from '../../kernel/definitions/define.ts';
import type { RuleKind, Session } from '../../kernel/definitions/definition.ts';
import { canonical } from '../../kernel/evaluation/arguments.ts';
import { builtin, type CallContext, type Evaluation } from '../builtin.ts';
import { assignEvaluatedPart, assignPart, unsetKey } from './part-assignment.ts';

const isProtected = (s: Sym, session: Session): boolean =>
  (session.definitions.attributesOf(s) & Attribute.Protected) !== 0;

/** Evaluates the arguments of a left side, not the left side itself: f[1 + 1] = x defines f[2]. */
export function evaluateLhs(lhs: Expr, e: Evaluation): Expr {
  if (lhs.kind !== Kind.Normal) return lhs;
  if (lhs.head === S.HoldPattern) return lhs;
  if (lhs.head === S.Condition && lhs.args.length === 2)
    return normal(S.Condition, evaluateLhs(lhs.args[0]!, e), lhs.args[1]!);
  const head = lhs.head.kind === Kind.Normal ? evaluateLhs(lhs.head, e) : lhs.head;
  const session = e.session;
  const attributes = head.kind === Kind.Symbol ? session.definitions.attributesOf(head) : 0;
  const args = lhs.args.map((a, i) => {
    const held =
      (attributes & (Attribute.HoldAllComplete | (i === 0 ? Attribute.HoldFirst : Attribute.HoldRest))) !== 0;
    return held && !isCall(a, S.Evaluate) ? a : e.evaluate(a);
  });
  return args.every((a, i) => a === lhs.args[i]) && head === lhs.head ? lhs : canonical(head, args, attributes);
}

/** The one way in for = and := ; tells whether the definition was made. */
export function assign(lhs: Expr, value: Expr, delayed: boolean, e: Evaluation): boolean {
  const session = e.session;
  if (lhs.kind === Kind.Symbol) return assignSymbol(lhs, value, e);
  if (lhs.kind !== Kind.Normal) {
    e.message('setraw', lhs);
    return false;
  }
  if (isCall(lhs, S.List) && !delayed) return assignList(lhs, value, e);
  if (isCall(lhs, S.Part)) return assignPart(lhs, value, e);
  if (lhs.head.kind === Kind.Symbol) {
    const done = session.definitions.known(lhs.head)?.native?.assign?.(lhs, value, e);
    if (done !== undefined) return done !== S.Failed;
  }
  const entry = entryOf(lhs, session);
  if (entry !== undefined) return assignPart(entry, value, e);
  return define(evaluateLhs(lhs, e), value, placeOf, e);
}

/** a[k] and a[k][l] (also a[k, l]) as parts, where a is a variable that holds an association. */
function entryOf(lhs: Normal, session: Session): Normal | undefined {
  const keys: Expr[] = [];
  let at: Expr = lhs;
  while (at.kind === Kind.Normal) {
    keys.unshift(...at.args.map((k) => normal(S.Key, k)));
    at = at.head;
  }
  if (at.kind !== Kind.Symbol || keys.length === 0) return undefined;
  const held = session.definitions.known(at)?.own;
  return held !== undefined && isAssociation(held) ? normal(S.Part, at, ...keys) : undefined;
}

function assignSymbol(s: Sym, value: Expr, e: Evaluation): boolean {
  const session = e.session;
  const d = session.definitions.definition(s);
  if ((d.attributes & (Attribute.Protected | Attribute.Locked)) !== 0) {
    e.message((d.attributes & Attribute.Locked) !== 0 ? 'locked' : 'wrsym', s);
    return false;
  }
  const native = d.native;
  if (native?.setting !== undefined) {
    if (!native.setting.accepts(value, native.evaluation)) return false;
    native.setting.follow?.(value, session);
  }
  if (isCall(value, S.Condition)) session.definitions.addRule(s, 'own', s, value);
  else session.definitions.setOwn(s, value);
  return true;
}

function assignList(lhs: Normal, value: Expr, e: Evaluation): boolean {
  const items = value.kind === Kind.Packed ? unpackLevel(value) : value;
  if (!isCall(items, S.List) || items.args.length !== lhs.args.length) {
    e.message('shape', lhs, value);
    return false;
  }
  return lhs.args.map((l, i) => assign(l, items.args[i]!, false, e)).every(Boolean);
}

/** Adds the rule where `place` says; protected symbols refuse. */
function define(
  lhs: Expr,
  value: Expr,
  place: (lhs: Expr) => { symbol: Sym; kind: RuleKind } | undefined,
  e: Evaluation,
): boolean {
  const session = e.session;
  const at = place(lhs);
  if (at === undefined) {
    e.message('setraw', bareLhs(lhs));
    return false;
  }
  if (isProtected(at.symbol, session)) {
    e.message('write', at.symbol, bareLhs(lhs));
    return false;
  }
  if (at.kind === 'own') session.definitions.addRule(at.symbol, 'own', lhs, value);
  else session.definitions.addRule(at.symbol, at.kind, lhs, value);
  return true;
}

/** How code assigns to a left side that stands in it: symbols, parts of symbols, and what is assigned to as a whole. */
export function compiledTarget(lhs: Expr, c: CallContext, e: Evaluation): (slots: Slots, value: Expr) => void {
  const whole = c.code(lhs);
  if (!isCall(lhs, S.Part) || lhs.args[0]?.kind !== Kind.Symbol)
    return (slots, value) => {
      assign(whole.build(slots), value, false, e);
    };
  const [target, ...specs] = lhs.args.map((a) => c.code(a));
  return (slots, value) => {
    const variable = target!.build(slots);
    if (variable.kind !== Kind.Symbol) assign(whole.build(slots), value, false, e);
    else {
      const positions = specs.map((s) => s.run(slots));
      assignEvaluatedPart(variable, positions, value, () => whole.build(slots) as Normal, e);
    }
  };
}

export const Set = builtin('Set', {
  usage:
    'lhs = rhs evaluates rhs and assigns the result to be the value of lhs.\n{l1, l2, ...} = {r1, r2, ...} assigns each ri to the corresponding li.',
  attributes: Attribute.HoldFirst | Attribute.SequenceHold,
  arity: 2,
  packed: true,
  messages: { shape: 'Lists `1` and `2` are not the same shape.' },
  evaluate([lhs, value], e) {
    const target = isCall(lhs!, S.Evaluate) ? e.evaluate(lhs) : lhs!;
    return assign(target, value!, false, e) ? value : value;
  },
  compile(c, e) {
    const [lhs, rhs] = c.call.args;
    if (c.call.args.length !== 2) return undefined;
    const value = c.code(rhs!);
    const put = compiledTarget(lhs!, c, e);
    return {
      run(slots) {
        const v = value.run(slots);
        put(slots, v);
        return v;
      },
    };
  },
  examples: {
    'x = 5; x + 1': '6',
    '{a, b} = {1, 2}; {b, a}': '{2, 1}',
    'f[1] = 10; f[2] = 20; f[1] + f[2]': '30',
    'v = {1, 2, 3}; v[[2]] = 7; v': '{1, 7, 3}',
    'as = <|"k" -> 1|>; as["n"] = 2; as': '<|"k" -> 1, "n" -> 2|>',
    'Plus = 3': ['3', 'Set::wrsym'],
    '2 = 3': ['3', 'Set::setraw'],
  },
});

export const SetDelayed = builtin('SetDelayed', {
  usage:
    'lhs := rhs assigns rhs to be the delayed value of lhs: rhs is kept unevaluated and evaluated anew each time lhs is used.',
  attributes: Attribute.HoldAll | Attribute.SequenceHold,
  arity: 2,
  evaluate: ([lhs, value], e) => (assign(lhs!, value!, true, e) ? S.Null : S.Failed),
  examples: {
    'sq[x_] := x^2; sq[4]': '16',
    'fac[0] = 1; fac[n_] := n fac[n - 1]; fac[5]': '120',
    'sign[x_] := "neg" /; x < 0; sign[x_] := "pos"; {sign[-2], sign[3]}': '{"neg", "pos"}',
    'Sin[x_] := x': ['$Failed', 'SetDelayed::write'],
  },
});

function assignUp(lhs: Expr, value: Expr, e: Evaluation): boolean {
  const session = e.session;
  const target = evaluateLhs(lhs, e);
  const symbols = upSymbols(target);
  if (symbols.length === 0) {
    e.message('nosym', target);
    return false;
  }
  let done = true;
  for (const s of symbols) {
    if (isProtected(s, session)) {
      // Protected symbols among the arguments are passed over as long as another one takes the rule.
      if (symbols.length === 1) {
        e.message('write', s, target);
        done = false;
      }
    } else session.definitions.addRule(s, 'up', target, value);
  }
  return done;
}

const upMessages = { nosym: '`1` does not contain a symbol to attach a rule to.' };

export const UpSet = builtin('UpSet', {
  usage: 'lhs ^= rhs assigns rhs to be the value of lhs, and associates the assignment with the symbols inside lhs.',
  attributes: Attribute.HoldFirst | Attribute.SequenceHold,
  arity: 2,
  messages: upMessages,
  evaluate([lhs, value], e) {
    assignUp(lhs!, value!, e);
    return value;
  },
  examples: { 'area[sq] ^= 4; {area[sq], UpValues[sq]}': '{4, {HoldPattern[area[sq]] :> 4}}' },
});

export const UpSetDelayed = builtin('UpSetDelayed', {
  usage:
    'lhs ^:= rhs assigns rhs to be the delayed value of lhs, and associates the assignment with the symbols inside lhs.',
  attributes: Attribute.HoldAll | Attribute.SequenceHold,
  arity: 2,
  messages: upMessages,
  evaluate: ([lhs, value], e) => (assignUp(lhs!, value!, e) ? S.Null : S.Failed),
  examples: { 'g[h[x_]] ^:= x + 1; g[h[5]]': '6', '1[2] ^:= 3': ['$Failed', 'UpSetDelayed::nosym'] },
});

function assignTag(tag: Expr, lhs: Expr, value: Expr, delayed: boolean, e: Evaluation): boolean {
  if (tag.kind !== Kind.Symbol) {
    e.message('sym', tag, normal(S.List));
    return false;
  }
  const target = evaluateLhs(lhs, e);
  const place = placeFor(tag, target);
  if (place === undefined) {
    e.message(mentions(target, tag) ? 'tagpos' : 'tagnf', tag, target);
    return false;
  }
  if (place.kind !== 'up' && target === lhs && !delayed) return assign(lhs, value, delayed, e);
  return define(target, value, () => place, e);
}

export const TagSet = builtin('TagSet', {
  usage: 'f /: lhs = rhs assigns rhs to be the value of lhs, and associates the assignment with the symbol f.',
  attributes: Attribute.HoldAll | Attribute.SequenceHold,
  arity: 3,
  evaluate([tag, lhs, rhs], e) {
    const value = e.evaluate(rhs!);
    return assignTag(tag!, lhs!, value, false, e) ? value : value;
  },
  examples: { 'q /: p[q] = 1 + 1; p[q]': '2', 'q2 /: p[r] = 2': ['2', 'TagSet::tagnf'] },
});

export const TagSetDelayed = builtin('TagSetDelayed', {
  usage: 'f /: lhs := rhs assigns rhs to be the delayed value of lhs, and associates the assignment with the symbol f.',
  attributes: Attribute.HoldAll | Attribute.SequenceHold,
  arity: 3,
  evaluate: ([tag, lhs, rhs], e) => (assignTag(tag!, lhs!, rhs!, true, e) ? S.Null : S.Failed),
  examples: { 'cat /: Plus[cat[a_], cat[b_]] := cat[a <> b]; cat["x"] + cat["y"]': 'cat["xy"]' },
});

function unset(lhs: Expr, at: { symbol: Sym; kind: RuleKind } | undefined, e: Evaluation): Expr {
  const session = e.session;
  if (at === undefined) {
    e.message('setraw', lhs);
    return S.Failed;
  }
  if (isProtected(at.symbol, session)) {
    e.message('write', at.symbol, lhs);
    return S.Failed;
  }
  if (lhs.kind === Kind.Symbol) {
    session.definitions.setOwn(lhs, undefined);
    delete session.definitions.definition(lhs).more.own;
    return S.Null;
  }
  const d = session.definitions.known(at.symbol);
  if (
    d === undefined ||
    ruleSet(d, at.kind) === undefined ||
    !session.definitions.removeRule(at.symbol, at.kind, lhs)
  ) {
    e.message('norep', lhs, at.symbol);
    return S.Failed;
  }
  return S.Null;
}

export const Unset = builtin('Unset', {
  usage: 'lhs =. removes the value or rule defined for lhs.',
  attributes: Attribute.HoldFirst | Attribute.Listable,
  arity: 1,
  evaluate([lhs], e) {
    if (isCall(lhs!, S.List)) return normal(S.List, ...lhs.args.map((l) => e.evaluate(normal(S.Unset, l))));
    if (lhs!.kind === Kind.Normal && lhs.head.kind === Kind.Symbol && lhs.args.length === 1) {
      const held = e.session.definitions.known(lhs.head)?.own;
      if (held !== undefined && isAssociation(held))
        return unsetKey(lhs.head, held as Association, e.evaluate(lhs.args[0]!), e);
    }
    if (lhs!.kind === Kind.Normal && lhs.head.kind === Kind.Symbol) {
      const done = e.session.definitions.known(lhs.head)?.native?.unset?.(lhs, e);
      if (done !== undefined) return done;
    }
    const target = lhs!.kind === Kind.Symbol ? lhs! : evaluateLhs(lhs!, e);
    return unset(target, placeOf(target), e);
  },
  examples: {
    'x = 1; x =.; x': 'x',
    'f[1] = 2; f[1] =.; f[1]': 'f[1]',
    'f[7] =.': ['$Failed', 'Unset::norep'],
  },
});

export const TagUnset = builtin('TagUnset', {
  usage: 'f /: lhs =. removes the rule for lhs that is associated with the symbol f.',
  attributes: Attribute.HoldAll,
  arity: 2,
  evaluate([tag, lhs], e) {
    if (tag!.kind !== Kind.Symbol) return e.message('sym', tag!, normal(S.List));
    const target = evaluateLhs(lhs!, e);
    return unset(target, placeFor(tag!, target), e);
  },
  examples: { 'q /: p[q] = 2; q /: p[q] =.; p[q]': 'p[q]' },
});
