/** TakeLargest, TakeSmallest, TakeLargestBy, TakeSmallestBy, MaximalBy, MinimalBy. */
import { type Expr, int, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { order } from '../../expr/order.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elementsOr } from '../functional/select.ts';
import { operatorForm, pick, wholeOf } from '../values/sequences.ts';
import { positions } from './sort-positions.ts';
import { sortKeys } from './sorting.ts';

const UpTo = system('UpTo');

/** A count n or UpTo[n] against what is there; reports when there are not so many. */
function wantedCount(spec: Expr, available: number, x: Expr, e: Evaluation): number | undefined {
  if (isCall(spec, UpTo)) return Math.min(wholeOf(spec.args[0]) ?? available, available);
  const n = wholeOf(spec);
  if (n === undefined || n < 0) return e.message('intnm', normal(e.symbol, x, spec), int(2));
  return n <= available ? n : e.message('insuff', spec, x);
}
const insuff = { insuff: 'The requested number of elements `1` is greater than the number of elements in `2`.' };
const isMissingLike = (x: Expr): boolean =>
  isCall(x, S.Missing) || x === S.None || x === S.Null || x === S.Indeterminate;

interface Data {
  readonly data: Expr;
  /** What is given of the chosen ones; themselves where nothing is said. */
  readonly wanted?: (chosen: readonly number[], items: readonly Expr[]) => Expr;
}
/** data -> "Index", data -> values, data -> {"Element", "Index"}; or data alone. */
function dataOf(x: Expr): Data {
  if (!isRule(x)) return { data: x };
  const [data, property] = x.args as [Expr, Expr];
  const each = (f: (at: number, items: readonly Expr[]) => Expr): Data => ({
    data,
    wanted: (chosen, items) => normal(S.List, ...chosen.map((i) => f(i, items))),
  });
  const one = (p: Expr): ((at: number, items: readonly Expr[]) => Expr) =>
    p.kind === Kind.String && p.value === 'Index' ? (i) => int(i + 1) : (i, items) => items[i]!;
  if (property.kind === Kind.String) return each(one(property));
  if (!isCall(property, S.List)) return { data: x };
  if (property.args.every((p) => p.kind === Kind.String))
    return each((i, items) => normal(S.List, ...property.args.map((p) => one(p)(i, items))));
  return each((i) => property.args[i]!);
}

const extreme = (
  name: string,
  {
    usage,
    largest,
    by,
    examples,
  }: {
    readonly usage: string;
    readonly largest: boolean;
    readonly by: boolean;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: by ? [2, 3] : [1, 2],
    packed: true,
    messages: insuff,
    apply: (head, args) =>
      head.kind === Kind.Normal && args.length === 1 ? new Normal(head.head, [args[0]!, ...head.args]) : undefined,
    evaluate(args, e) {
      if (args.length < (by ? 3 : 2)) return undefined;
      const { data: x, wanted } = dataOf(args[0]!);
      const items = elementsOr(x, 1, args, e);
      if (items === undefined) return undefined;
      const keys = by ? sortKeys(items, args[1]!, e) : items;
      const usable = positions(items.length).filter((i) => !isMissingLike(keys[i]!));
      const n = wantedCount(args.at(-1)!, usable.length, x, e);
      if (n === undefined) return undefined;
      const value = numericKeys(keys, e);
      const compare = (i: number, j: number): number =>
        value ? (value[i]! - value[j]!) * (largest ? -1 : 1) : order(keys[i]!, keys[j]!) * (largest ? -1 : 1);
      const chosen = usable.sort((i, j) => compare(i, j) || i - j).slice(0, n);
      return wanted === undefined ? pick(x, chosen) : wanted(chosen, items);
    },
    examples,
  });
/** The keys as doubles; undefined when some are no real numbers. */
function numericKeys(keys: readonly Expr[], e: Evaluation): Float64Array | undefined {
  const out = new Float64Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const k = keys[i]!;
    const v = k.kind === Kind.Real || k.kind === Kind.Integer ? k : e.session.call(S.N, [k]);
    if (v.kind !== Kind.Real && v.kind !== Kind.Integer) {
      if (isMissingLike(k)) continue;
      return undefined;
    }
    out[i] = Number(v.value);
  }
  return out;
}
export const TakeLargest = extreme('TakeLargest', {
  usage:
    'TakeLargest[data, n] gives the n numerically largest elements in data, sorted in descending order.\nTakeLargest[n] represents an operator form.',
  largest: true,
  by: false,
  examples: {
    'TakeLargest[{1, 5, 3}, 2]': '{5, 3}',
    'TakeLargest[<|"a" -> 1, "b" -> 2|>, 1]': '<|"b" -> 2|>',
    'TakeLargest[{1, Pi, 3}, 1]': '{Pi}',
    'TakeLargest[{1}, 2]': ['TakeLargest[{1}, 2]', 'TakeLargest::insuff'],
  },
});
export const TakeSmallest = extreme('TakeSmallest', {
  usage:
    'TakeSmallest[data, n] gives the n numerically smallest elements in data, sorted in ascending order.\nTakeSmallest[n] represents an operator form.',
  largest: false,
  by: false,
  examples: {
    'TakeSmallest[{4, 5, 3}, 2]': '{3, 4}',
    'TakeSmallest[UpTo[3]][{2, 1}]': '{1, 2}',
    'TakeSmallest[{1}, 2]': ['TakeSmallest[{1}, 2]', 'TakeSmallest::insuff'],
  },
});
export const TakeLargestBy = extreme('TakeLargestBy', {
  usage: 'TakeLargestBy[data, f, n] gives the n elements in data for which f is largest, sorted in descending order.',
  largest: true,
  by: true,
  examples: {
    'TakeLargestBy[{-4, 1, 3}, Abs, 2]': '{-4, 3}',
    'TakeLargestBy[{1}, f, 2]': ['TakeLargestBy[{1}, f, 2]', 'TakeLargestBy::insuff'],
  },
});
export const TakeSmallestBy = extreme('TakeSmallestBy', {
  usage: 'TakeSmallestBy[data, f, n] gives the n elements in data for which f is smallest, sorted in ascending order.',
  largest: false,
  by: true,
  examples: {
    'TakeSmallestBy[{-4, 1, 3}, Abs, 2]': '{1, 3}',
    'TakeSmallestBy[{1}, f, 2]': ['TakeSmallestBy[{1}, f, 2]', 'TakeSmallestBy::insuff'],
  },
});

const extremal = (
  name: string,
  {
    usage,
    largest,
    examples,
  }: { readonly usage: string; readonly largest: boolean; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 3],
    packed: true,
    apply: operatorForm,
    evaluate(args, e) {
      const [x, f, most] = args;
      if (f === undefined) return undefined;
      const items = elementsOr(x!, 1, args, e);
      if (items === undefined) return undefined;
      const keys = sortKeys(items, f, e);
      const value = numericKeys(keys, e);
      const compare = (i: number, j: number): number =>
        (value ? value[i]! - value[j]! : order(keys[i]!, keys[j]!)) * (largest ? -1 : 1);
      if (most !== undefined) {
        const n = wantedCount(most, items.length, x!, e);
        return n === undefined
          ? undefined
          : pick(
              x!,
              positions(items.length)
                .sort((i, j) => compare(i, j) || i - j)
                .slice(0, n),
            );
      }
      const best = positions(items.length).reduce<number | undefined>(
        (b, i) => (b === undefined || compare(i, b) < 0 ? i : b),
        undefined,
      );
      return best === undefined
        ? pick(x!, [])
        : pick(
            x!,
            positions(items.length).filter((i) => compare(i, best) === 0),
          );
    },
    messages: insuff,
    examples,
  });
export const MaximalBy = extremal('MaximalBy', {
  usage:
    'MaximalBy[{e1, e2, ...}, f] returns a list of the ei for which the value of f is maximal.\nMaximalBy[data, f, n] gives the elements with the n largest values.\nMaximalBy[f] represents an operator form.',
  largest: true,
  examples: {
    'MaximalBy[{-3, 1, 3}, Abs]': '{-3, 3}',
    'MaximalBy[{{a, 1}, {b, 2}}, Last]': '{{b, 2}}',
    'MaximalBy[x, f]': ['MaximalBy[x, f]', 'MaximalBy::normal'],
  },
});
export const MinimalBy = extremal('MinimalBy', {
  usage:
    'MinimalBy[{e1, e2, ...}, f] returns a list of the ei for which the value of f is minimal.\nMinimalBy[data, f, n] gives the elements with the n smallest values.\nMinimalBy[f] represents an operator form.',
  largest: false,
  examples: {
    'MinimalBy[{-3, 1, 3}, Abs]': '{1}',
    'MinimalBy[x, f]': ['MinimalBy[x, f]', 'MinimalBy::normal'],
  },
});

export const largest: readonly Builtin[] = [
  TakeLargest,
  TakeSmallest,
  TakeLargestBy,
  TakeSmallestBy,
  MaximalBy,
  MinimalBy,
];
