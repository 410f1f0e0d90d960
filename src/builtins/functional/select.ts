/** Select, SelectFirst, Discard, Pick, TakeWhile, LengthWhile, AllTrue, AnyTrue, NoneTrue: elements by a test. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { bool, elements, hasElements, itemsOf, list, operatorForm, pick, range, rebuild } from '../values/sequences.ts';
import { countOrInfinity } from './nest.ts';

/** Elements, or the message that there are none. */
export function elementsOr(
  x: Expr,
  position: number,
  args: readonly Expr[],
  e: Evaluation,
): readonly Expr[] | undefined {
  return elements(x) ?? e.message('normal', int(position), normal(e.symbol, ...args));
}

/** Are there elements? Reports when not, and makes none. */
export function elementsThere(x: Expr, position: number, args: readonly Expr[], e: Evaluation): boolean {
  if (hasElements(x)) return true;
  e.message('normal', int(position), normal(e.symbol, ...args));
  return false;
}

const UpTo = system('UpTo');

const selection = (
  name: string,
  {
    usage,
    wanted,
    examples,
  }: { readonly usage: string; readonly wanted: boolean; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 3],
    packed: true,
    apply: operatorForm,
    evaluate(args, e) {
      const [x, test, most] = args;
      if (test === undefined) return undefined;
      const items = itemsOf(x!) ?? e.message('normal', int(1), normal(e.symbol, ...args));
      if (items === undefined) return undefined;
      const count = isCall(most ?? S.Null, UpTo) ? (most as Normal).args[0] : most;
      const limit = count === undefined ? Number.POSITIVE_INFINITY : countOrInfinity(count);
      if (limit === undefined) return e.message('innf', int(3), normal(e.symbol, ...args));
      const check = e.session.applier(test);
      if (x!.kind === Kind.Normal) {
        const out: Expr[] = [];
        for (let i = 0; i < items.length && out.length < limit; i++)
          if ((check(items.at(i)) === S.True) === wanted) out.push(items.at(i));
        return new Normal(x!.head, out);
      }
      const kept: number[] = [];
      for (let i = 0; i < items.length && kept.length < limit; i++)
        if ((check(items.at(i)) === S.True) === wanted) kept.push(i);
      return pick(x!, kept);
    },
    examples,
  });
export const Select = selection('Select', {
  usage:
    'Select[list, crit] picks out all elements ei of list for which crit[ei] is True.\nSelect[list, crit, n] picks out the first n elements for which crit[ei] is True.\nSelect[crit] represents an operator form.',
  wanted: true,
  examples: {
    'Select[{1, 2, 3, 4}, EvenQ]': '{2, 4}',
    'Select[{1, 2, 3, 4}, # > 1 &, 2]': '{2, 3}',
    'Select[<|"a" -> 1, "b" -> 2|>, # > 1 &]': '<|"b" -> 2|>',
    'Select[EvenQ][{1, 2}]': '{2}',
    'Select[x, EvenQ]': ['Select[x, EvenQ]', 'Select::normal'],
  },
});
export const Discard = selection('Discard', {
  usage:
    'Discard[list, crit] discards all elements ei of list for which crit[ei] is True.\nDiscard[crit] represents an operator form.',
  wanted: false,
  examples: { 'Discard[{1, 2, 3, 4}, EvenQ]': '{1, 3}', 'Discard[x, EvenQ]': ['Discard[x, EvenQ]', 'Discard::normal'] },
});

export const SelectFirst = builtin('SelectFirst', {
  usage:
    'SelectFirst[{e1, e2, ...}, crit] gives the first ei for which crit[ei] is True, or Missing["NotFound"] if none is found.\nSelectFirst[list, crit, default] gives default if none is found.',
  arity: [1, 3],
  packed: true,
  apply: operatorForm,
  evaluate(args, e) {
    const [x, test, otherwise] = args;
    if (test === undefined) return undefined;
    const items = elementsOr(x!, 1, args, e);
    if (items === undefined) return undefined;
    const check = e.session.applier(test);
    return items.find((a) => check(a) === S.True) ?? otherwise ?? NOT_FOUND;
  },
  examples: {
    'SelectFirst[{1, 2, 3}, # > 1 &]': '2',
    'SelectFirst[{1}, EvenQ]': 'Missing["NotFound"]',
    'SelectFirst[{1}, EvenQ, 0]': '0',
    'SelectFirst[x, EvenQ]': ['SelectFirst[x, EvenQ]', 'SelectFirst::normal'],
  },
});
export const NOT_FOUND: Expr = normal(S.Missing, str('NotFound'));

const quantifier = (
  name: string,
  {
    usage,
    decisive,
    whenDecided,
    examples,
  }: {
    readonly usage: string;
    readonly decisive: boolean;
    readonly whenDecided: boolean;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 3],
    packed: true,
    apply: operatorForm,
    evaluate(args, e) {
      const [x, test, level] = args;
      if (test === undefined) return undefined;
      if (level !== undefined) return normal(e.symbol, normal(LevelSymbol, x!, list([level])), test);
      const items = elementsOr(x!, 1, args, e);
      if (items === undefined) return undefined;
      const check = e.session.applier(test);
      const open: Expr[] = [];
      for (const a of items) {
        const v = check(a);
        if (v === bool(decisive)) return bool(whenDecided);
        if (v !== bool(!decisive)) open.push(v);
      }
      if (open.length === 0) return bool(!whenDecided);
      return new Normal(name === 'AllTrue' ? S.And : name === 'AnyTrue' ? S.Or : system('Nor'), open);
    },
    examples,
  });
const LevelSymbol = system('Level');
export const AllTrue = quantifier('AllTrue', {
  usage:
    'AllTrue[{e1, e2, ...}, test] yields True if test[ei] is True for all of the ei.\nAllTrue[expr, test, level] tests parts of expr at level level.',
  decisive: false,
  whenDecided: false,
  examples: {
    'AllTrue[{2, 4}, EvenQ]': 'True',
    'AllTrue[{2, x}, # > 1 &]': 'x > 1',
    'AllTrue[{}, EvenQ]': 'True',
    'AllTrue[5, EvenQ]': ['AllTrue[5, EvenQ]', 'AllTrue::normal'],
  },
});
export const AnyTrue = quantifier('AnyTrue', {
  usage:
    'AnyTrue[{e1, e2, ...}, test] yields True if test[ei] is True for any of the ei.\nAnyTrue[expr, test, level] tests parts of expr at level level.',
  decisive: true,
  whenDecided: true,
  examples: {
    'AnyTrue[{1, 4}, EvenQ]': 'True',
    'AnyTrue[{1, 3}, EvenQ]': 'False',
    'AnyTrue[5, EvenQ]': ['AnyTrue[5, EvenQ]', 'AnyTrue::normal'],
  },
});
export const NoneTrue = quantifier('NoneTrue', {
  usage:
    'NoneTrue[{e1, e2, ...}, test] yields True if test[ei] is False for all of the ei.\nNoneTrue[expr, test, level] tests parts of expr at level level.',
  decisive: true,
  whenDecided: false,
  examples: { 'NoneTrue[{1, 3}, EvenQ]': 'True', 'NoneTrue[5, EvenQ]': ['NoneTrue[5, EvenQ]', 'NoneTrue::normal'] },
});

/** How many elements from the start pass the test. */
function leading(items: readonly Expr[], test: Expr, e: Evaluation): number {
  const check = e.session.applier(test);
  const stop = items.findIndex((a) => check(a) !== S.True);
  return stop < 0 ? items.length : stop;
}
export const TakeWhile = builtin('TakeWhile', {
  usage:
    'TakeWhile[list, crit] gives elements ei from the beginning of list, continuing so long as crit[ei] is True.\nTakeWhile[crit] represents an operator form.',
  arity: [1, 2],
  packed: true,
  apply: operatorForm,
  evaluate(args, e) {
    if (args.length < 2) return undefined;
    const items = elementsOr(args[0]!, 1, args, e);
    return items && pick(args[0]!, range(0, leading(items, args[1]!, e)));
  },
  examples: {
    'TakeWhile[{1, 2, 5, 1}, # < 3 &]': '{1, 2}',
    'TakeWhile[x, EvenQ]': ['TakeWhile[x, EvenQ]', 'TakeWhile::normal'],
  },
});
export const LengthWhile = builtin('LengthWhile', {
  usage:
    'LengthWhile[list, crit] gives the number of contiguous elements ei starting at the beginning of list for which crit[ei] is True.',
  arity: 2,
  packed: true,
  evaluate(args, e) {
    const items = elementsOr(args[0]!, 1, args, e);
    return items && int(leading(items, args[1]!, e));
  },
  examples: {
    'LengthWhile[{1, 2, 5, 1}, # < 3 &]': '2',
    'LengthWhile[x, EvenQ]': ['LengthWhile[x, EvenQ]', 'LengthWhile::normal'],
  },
});

/** Parts of x where the selector matches; lists of selectors go into lists. undefined: shapes differ. */
function pickBy(x: Expr, selectors: Expr, matches: (s: Expr) => boolean): Expr | undefined {
  const items = elements(x);
  const tests = elements(selectors);
  if (items === undefined || tests === undefined || items.length !== tests.length) return undefined;
  const out: Expr[] = [];
  const kept: number[] = [];
  for (let i = 0; i < items.length; i++) {
    if (matches(tests[i]!)) {
      kept.push(i);
      out.push(items[i]!);
    } else if (hasElements(tests[i]!) && !isCall(tests[i]!, S.Missing)) {
      const inner = pickBy(items[i]!, tests[i]!, matches);
      if (inner === undefined) return undefined;
      kept.push(i);
      out.push(inner);
    }
  }
  return isAssociation(x) ? pick(x, kept) : rebuild(x, out);
}
export const Pick = builtin('Pick', {
  usage:
    'Pick[list, sel] picks out those elements of list for which the corresponding element of sel is True.\nPick[list, sel, patt] picks out those for which the corresponding element of sel matches patt.',
  arity: [2, 3],
  packed: true,
  messages: { incomp: 'Expressions `1` and `2` have incompatible shapes.' },
  evaluate([x, selectors, pattern], e) {
    const matches = e.session.rules.matcher(pattern ?? S.True);
    if (!hasElements(selectors!)) return matches(selectors!) ? x : undefined;
    return pickBy(x!, selectors!, matches) ?? e.message('incomp', x!, selectors!);
  },
  examples: {
    'Pick[{a, b, c}, {True, False, True}]': '{a, c}',
    'Pick[{a, b, c}, {1, 0, 1}, 1]': '{a, c}',
    'Pick[{{a, b}, {c, d}}, {{1, 0}, {1, 1}}, 1]': '{{a}, {c, d}}',
    'Pick[{a, b}, {True}]': ['Pick[{a, b}, {True}]', 'Pick::incomp'],
  },
});

export const selecting: readonly Builtin[] = [
  Select,
  Discard,
  SelectFirst,
  AllTrue,
  AnyTrue,
  NoneTrue,
  TakeWhile,
  LengthWhile,
  Pick,
];
