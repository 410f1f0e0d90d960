/** Nand, Nor, Xnor, Equivalent, Majority: what is made of And, Or, Not and Xor. */
import { type Expr, Normal, normal } from '../../expr/expr.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { bool } from '../values/sequences.ts';
import { Xor } from './logic.ts';

const negated = (e: Expr): Expr => (e === S.True ? S.False : e === S.False ? S.True : normal(S.Not, e));

/** The negation of And or Or: what decides there decides here, the other way round. */
const negatedForm = (
  name: string,
  {
    usage,
    decides,
    neutral,
    examples,
  }: { readonly usage: string; readonly decides: Expr; readonly neutral: Expr; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.HoldAll,
    evaluate(args, e) {
      const open: Expr[] = [];
      for (const a of args) {
        const v = e.evaluate(a);
        if (v === decides) return negated(decides);
        if (v !== neutral) open.push(v);
      }
      if (open.length === 0) return negated(neutral);
      if (open.length === 1) return negated(open[0]!);
      return open.length === args.length && open.every((v, i) => v === args[i])
        ? undefined
        : e.session.unevaluated(e.symbol, open);
    },
    examples,
  });

export const Nand = negatedForm('Nand', {
  usage: 'Nand[e1, e2, ...] is the logical NAND: True as soon as one of the ei is False, False if all are True.',
  decides: S.False,
  neutral: S.True,
  examples: {
    '{Nand[True, True], Nand[True, False], Nand[]}': '{False, True, False}',
    'Nand[x]': '!x',
    'Nand[True, a, b]': 'Nand[a, b]',
    'Nand[False, Print["no"]]': 'True',
  },
});
export const Nor = negatedForm('Nor', {
  usage: 'Nor[e1, e2, ...] is the logical NOR: False as soon as one of the ei is True, True if all are False.',
  decides: S.True,
  neutral: S.False,
  examples: { '{Nor[False, False], Nor[True, False], Nor[]}': '{True, False, True}', 'Nor[a, False, b]': 'Nor[a, b]' },
});

export const Xnor = builtin('Xnor', {
  usage: 'Xnor[e1, e2, ...] is the logical XNOR: True if an even number of the ei are True and the rest are False.',
  attributes: Attribute.Orderless,
  evaluate(args) {
    const open = args.filter((a) => a !== S.True && a !== S.False);
    const even = args.filter((a) => a === S.True).length % 2 === 0;
    if (open.length === 0) return bool(even);
    if (open.length === 1) return even ? negated(open[0]!) : open[0];
    if (open.length === args.length) return undefined;
    return new Normal(even ? Xnor.symbol : Xor.symbol, open);
  },
  examples: { '{Xnor[True, True], Xnor[True, False], Xnor[]}': '{True, False, True}', 'Xnor[True, x]': 'x' },
});

export const Equivalent = builtin('Equivalent', {
  usage:
    'Equivalent[e1, e2, ...] represents the logical equivalence of the ei: True when they are all True or all False.',
  attributes: Attribute.Orderless,
  evaluate(args) {
    const [yes, no] = [args.includes(S.True), args.includes(S.False)];
    if (yes && no) return S.False;
    const open = args.filter((a) => a !== S.True && a !== S.False);
    if (yes) return new Normal(S.And, open);
    if (no) return new Normal(S.And, open.map(negated));
    const distinct = open.filter((a, i) => i === 0 || !same(a, open[i - 1]!));
    if (distinct.length < 2) return S.True;
    return distinct.length === args.length ? undefined : new Normal(Equivalent.symbol, distinct);
  },
  examples: {
    '{Equivalent[True, True], Equivalent[True, False], Equivalent[]}': '{True, False, True}',
    '{Equivalent[a, True], Equivalent[a, False], Equivalent[a, a]}': '{a, !a, True}',
    'Equivalent[a, b, True]': 'a && b',
  },
});

export const Majority = builtin('Majority', {
  usage: 'Majority[e1, e2, ...] gives True if the majority of the ei are True, and False if the majority are False.',
  attributes: Attribute.Orderless,
  evaluate(args) {
    const count = (v: Expr): number => args.filter((a) => a === v).length;
    if (count(S.True) > args.length / 2) return S.True;
    return count(S.False) >= args.length / 2 ? S.False : undefined;
  },
  examples: {
    '{Majority[True, True, False], Majority[True, False], Majority[]}': '{True, False, False}',
    'Majority[a, True, True]': 'True',
    'Majority[a, b, True]': 'Majority[a, b, True]',
  },
});

export const connectives: readonly Builtin[] = [Nand, Nor, Xnor, Equivalent, Majority];
