/** MemberQ and FreeQ: whether a part matches. */

import { isAssociation } from '../../expr/association.ts';
import { type Expr, Kind, maskOf } from '../../expr/expr.ts';
import { elementOf } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { depthOf, inLevels, type Levels, readLevels } from '../values/levels.ts';
import { bool, operatorForm } from '../values/sequences.ts';
import { isOn } from '../values/switches.ts';

/** Is there a part at these levels for which the test holds? */
function somePart(e: Expr, levels: Levels, heads: boolean, test: (x: Expr) => boolean, level = 0): boolean {
  if (inLevels(levels, level, () => depthOf(e)) && test(e)) return true;
  if (levels.max >= 0 && level >= levels.max) return false;
  const inside = (x: Expr): boolean => somePart(x, levels, heads, test, level + 1);
  if (e.kind === Kind.Packed) {
    if (heads && inside(S.List)) return true;
    for (let i = 0; i < e.shape[0]!; i++) if (inside(elementOf(e, i))) return true;
    return false;
  }
  if (isAssociation(e)) return (heads && inside(S.Association)) || e.values.some(inside);
  if (e.kind !== Kind.Normal) return false;
  return (heads && inside(e.head)) || e.args.some(inside);
}

/** Does the symbol occur anywhere, heads included? The mask of symbols says no for free. */
export function mentionsSymbol(e: Expr, s: Expr & { readonly mask: number }): boolean {
  if (e === s) return true;
  if ((maskOf(e) & s.mask) === 0) return false;
  worked(1);
  if (e.kind === Kind.Normal) return mentionsSymbol(e.head, s) || e.args.some((a) => mentionsSymbol(a, s));
  return isAssociation(e) && e.values.some((v) => mentionsSymbol(v, s));
}

interface Search {
  readonly name: string;
  readonly usage: string;
  readonly levels: Levels;
  readonly heads: string;
  /** The answer when a part is found. */
  readonly found: boolean;
  readonly examples: Builtin['examples'];
}

const search = ({ name, usage, levels, heads, found, examples }: Search): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 3],
    options: { Heads: heads },
    packed: true,
    borrows: true,
    apply: operatorForm,
    evaluate([x, form, spec], e, options) {
      if (form === undefined) return undefined;
      const withHeads = isOn(options, 'Heads', e);
      if (spec === undefined && withHeads && form.kind === Kind.Symbol && levels.min === 0)
        return bool(mentionsSymbol(x!, form) === found);
      const wanted = spec === undefined ? levels : readLevels(spec);
      if (wanted === undefined) return e.message('level', spec!);
      return bool(somePart(x!, wanted, withHeads, testFor(form, e)) === found);
    },
    examples,
  });
const testFor = (form: Expr, e: Evaluation): ((x: Expr) => boolean) => e.session.rules.matcher(form);

export const MemberQ = search({
  name: 'MemberQ',
  usage:
    'MemberQ[list, form] returns True if an element of list matches form, and False otherwise.\nMemberQ[list, form, levelspec] tests all parts of list specified by levelspec.\nMemberQ[form][list] is an operator form.',
  levels: { min: 1, max: 1 },
  heads: 'False',
  found: true,
  examples: {
    'MemberQ[{1, 2, 3}, 2]': 'True',
    'MemberQ[{1, 2, 3}, _String]': 'False',
    'MemberQ[{{a}, b}, a, 2]': 'True',
    'MemberQ[<|k -> 5|>, 5]': 'True',
    'MemberQ[x][{x, y}]': 'True',
    'MemberQ[{1}, 1, q]': ['MemberQ[{1}, 1, q]', 'MemberQ::level'],
  },
});
export const FreeQ = search({
  name: 'FreeQ',
  usage:
    'FreeQ[expr, form] yields True if no subexpression in expr matches form, and False otherwise.\nFreeQ[expr, form, levelspec] tests only those parts of expr on levels specified by levelspec.\nFreeQ[form][expr] is an operator form.',
  levels: { min: 0, max: Number.POSITIVE_INFINITY },
  heads: 'True',
  found: false,
  examples: {
    'FreeQ[x^2 + y, x]': 'False',
    'FreeQ[x^2 + y, z]': 'True',
    'FreeQ[{1, f[2.5]}, _Real]': 'False',
    'FreeQ[{{a}}, a, {1}]': 'True',
    'FreeQ[f[x], f]': 'False',
    'FreeQ[{1}, 1, q]': ['FreeQ[{1}, 1, q]', 'FreeQ::level'],
  },
});

export const searches: readonly Builtin[] = [MemberQ, FreeQ];
