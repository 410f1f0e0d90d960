/** PositionLargest, PositionSmallest, AllMatch, AnyMatch, NoneMatch, AllSameBy, FindRepeat, FindTransientRepeat, Downsample. */
import { type Expr, int, normal } from '../../expr/expr.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { elementsOr, elementsThere } from '../functional/select.ts';
import { levelsOr, walkLevels } from '../values/levels.ts';
import { areOrdered, sortedByValue } from '../values/ordered.ts';
import { bool, list, operatorForm, packedList, pick, range, wholeOf } from '../values/sequences.ts';

const extremePosition = (
  name: string,
  {
    usage,
    largest,
    examples,
  }: { readonly usage: string; readonly largest: boolean; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    packed: true,
    messages: { reals: 'A list of real numbers is expected instead of `1`.' },
    evaluate(args, e) {
      const items = elementsOr(args[0]!, 1, args, e);
      if (items === undefined) return undefined;
      if (!areOrdered(items, e)) return e.message('reals', args[0]!);
      const sorted = sortedByValue(items, e);
      if (largest) sorted.reverse();
      if (args[1] === undefined) {
        const best = sorted[0];
        return packedList(
          items.flatMap((x, i) =>
            best !== undefined && (same(x, best) || e.evaluate(normal(S.Equal, x, best)) === S.True)
              ? [int(i + 1)]
              : [],
          ),
        );
      }
      const n = wholeOf(args[1]);
      if (n === undefined || n < 0) return e.message('intnn', int(2), normal(e.symbol, ...args));
      const left = items.map((x, i) => ({ x, i }));
      return packedList(
        sorted.slice(0, n).map((v) => {
          const k = left.findIndex((p) => same(p.x, v));
          return int(left.splice(k, 1)[0]!.i + 1);
        }),
      );
    },
    examples,
  });
export const PositionLargest = extremePosition('PositionLargest', {
  usage:
    'PositionLargest[list] gives the positions of the largest value in list.\nPositionLargest[list, n] gives the positions of the n largest values.',
  largest: true,
  examples: {
    'PositionLargest[{3, 1, 4, 1, 5}]': '{5}',
    'PositionLargest[{1, 5, 3, 5}]': '{2, 4}',
    'PositionLargest[{1, 5, 3}, 2]': '{2, 3}',
    'PositionLargest[{a}]': ['PositionLargest[{a}]', 'PositionLargest::reals'],
  },
});
export const PositionSmallest = extremePosition('PositionSmallest', {
  usage:
    'PositionSmallest[list] gives the positions of the smallest value in list.\nPositionSmallest[list, n] gives the positions of the n smallest values.',
  largest: false,
  examples: {
    'PositionSmallest[{3, 1, 4, 1, 5}]': '{2, 4}',
    'PositionSmallest[{a}]': ['PositionSmallest[{a}]', 'PositionSmallest::reals'],
  },
});

const matching = (
  name: string,
  {
    usage,
    decide,
    examples,
  }: {
    readonly usage: string;
    readonly decide: (some: boolean, all: boolean) => boolean;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 3],
    packed: true,
    apply: operatorForm,
    evaluate(args, e) {
      const [x, form, level] = args;
      if (form === undefined) return undefined;
      if (!elementsThere(x!, 1, args, e)) return undefined;
      const levels = levelsOr(level, { min: 1, max: 1 }, e);
      if (levels === undefined) return undefined;
      const matches = e.session.rules.matcher(form);
      let [some, all] = [false, true];
      walkLevels(x!, levels, false, (part) => {
        if (matches(part)) some = true;
        else all = false;
        return false;
      });
      return bool(decide(some, all));
    },
    examples,
  });
export const AllMatch = matching('AllMatch', {
  usage:
    'AllMatch[expr, form] yields True if all elements of expr match form.\nAllMatch[expr, form, level] tests parts at the level.\nAllMatch[form] represents an operator form.',
  decide: (_some, all) => all,
  examples: {
    'AllMatch[{1, 2}, _Integer]': 'True',
    'AllMatch[5, _]': ['AllMatch[5, _]', 'AllMatch::normal'],
  },
});
export const AnyMatch = matching('AnyMatch', {
  usage:
    'AnyMatch[expr, form] yields True if any element of expr matches form.\nAnyMatch[expr, form, level] tests parts at the level.\nAnyMatch[form] represents an operator form.',
  decide: (some) => some,
  examples: {
    'AnyMatch[{1, a}, _Symbol]': 'True',
    'AnyMatch[5, _]': ['AnyMatch[5, _]', 'AnyMatch::normal'],
  },
});
export const NoneMatch = matching('NoneMatch', {
  usage:
    'NoneMatch[expr, form] yields True if no element of expr matches form.\nNoneMatch[expr, form, level] tests parts at the level.\nNoneMatch[form] represents an operator form.',
  decide: (some) => !some,
  examples: {
    'NoneMatch[{1, 2}, _Symbol]': 'True',
    'NoneMatch[5, _]': ['NoneMatch[5, _]', 'NoneMatch::normal'],
  },
});

export const AllSameBy = builtin('AllSameBy', {
  usage:
    'AllSameBy[list, f] yields True if f gives the same value for all elements of list.\nAllSameBy[f] represents an operator form.',
  arity: [1, 2],
  packed: true,
  apply: operatorForm,
  evaluate(args, e) {
    if (args.length < 2) return undefined;
    const items = elementsOr(args[0]!, 1, args, e);
    if (items === undefined) return undefined;
    const f = e.session.applier(args[1]!);
    const values = items.map((x) => f(x));
    return bool(values.every((v) => same(v, values[0]!)));
  },
  examples: {
    'AllSameBy[{1, -1}, Abs]': 'True',
    'AllSameBy[{1, 2}, Abs]': 'False',
    'AllSameBy[x, f]': ['AllSameBy[x, f]', 'AllSameBy::normal'],
  },
});

/** The shortest leading part whose repetitions make up the items from `from` on; undefined when it is not repeated. */
function periodFrom(items: readonly Expr[], from: number, times: number): number | undefined {
  const n = items.length - from;
  for (let p = 1; p * times <= n; p++) {
    let k = from + p;
    while (k < items.length && same(items[k]!, items[k - p]!)) k++;
    if (k === items.length) return p;
  }
  return undefined;
}
export const FindRepeat = builtin('FindRepeat', {
  usage:
    'FindRepeat[list] finds the smallest subsequence whose repetitions make up list; list itself when there is none.',
  arity: [1, 2],
  packed: true,
  evaluate(args, e) {
    const items = elementsOr(args[0]!, 1, args, e);
    if (items === undefined) return undefined;
    const times = args[1] === undefined ? 1 : wholeOf(args[1]);
    if (times === undefined || times < 1) return e.message('intp', int(2), normal(e.symbol, ...args));
    const p = periodFrom(items, 0, times);
    return p === undefined ? pick(args[0]!, []) : pick(args[0]!, range(0, p));
  },
  examples: {
    'FindRepeat[{a, b, a, b, a}]': '{a, b}',
    'FindRepeat[{1, 2, 3}]': '{1, 2, 3}',
    'FindRepeat[x]': ['FindRepeat[x]', 'FindRepeat::normal'],
  },
});
export const FindTransientRepeat = builtin('FindTransientRepeat', {
  usage:
    'FindTransientRepeat[list, n] gives {transient, repeat}: the part of list before the repeating part, and the part that is repeated at least n times.',
  arity: 2,
  packed: true,
  evaluate(args, e) {
    const items = elementsOr(args[0]!, 1, args, e);
    if (items === undefined) return undefined;
    const times = wholeOf(args[1]);
    if (times === undefined || times < 1) return e.message('intp', int(2), normal(e.symbol, ...args));
    for (let from = 0; from < items.length; from++) {
      const p = periodFrom(items, from, times);
      if (p !== undefined) return list([pick(args[0]!, range(0, from)), pick(args[0]!, range(from, from + p))]);
    }
    return list([args[0]!, pick(args[0]!, [])]);
  },
  examples: {
    'FindTransientRepeat[{7, 1, 2, 1, 2, 1}, 2]': '{{7}, {1, 2}}',
    'FindTransientRepeat[{1, 2, 3}, 2]': '{{1, 2, 3}, {}}',
    'FindTransientRepeat[x, 2]': ['FindTransientRepeat[x, 2]', 'FindTransientRepeat::normal'],
  },
});

export const Downsample = builtin('Downsample', {
  usage:
    'Downsample[array, n] returns every n-th element of array.\nDownsample[array, n, offset] starts at the element offset.',
  arity: [2, 3],
  packed: true,
  evaluate(args, e) {
    const items = elementsOr(args[0]!, 1, args, e);
    if (items === undefined) return undefined;
    const [n, offset] = [wholeOf(args[1]), args[2] === undefined ? 1 : wholeOf(args[2])];
    if (n === undefined || n < 1) return e.message('intp', int(2), normal(e.symbol, ...args));
    if (offset === undefined || offset < 1) return e.message('intp', int(3), normal(e.symbol, ...args));
    return pick(
      args[0]!,
      range(0, items.length).filter((i) => i >= offset - 1 && (i - offset + 1) % n === 0),
    );
  },
  examples: {
    'Downsample[{a, b, c, d, e}, 2]': '{a, c, e}',
    'Downsample[{a, b, c, d}, 2, 2]': '{b, d}',
    'Downsample[{a}, 0]': ['Downsample[{a}, 0]', 'Downsample::intp'],
  },
});

export const extremes: readonly Builtin[] = [
  PositionLargest,
  PositionSmallest,
  AllMatch,
  AnyMatch,
  NoneMatch,
  AllSameBy,
  FindRepeat,
  FindTransientRepeat,
  Downsample,
];
