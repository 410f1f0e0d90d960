/** Nest, NestList, NestWhile, NestWhileList, FixedPoint, FixedPointList: functions applied to their own results. */
import { type Expr, int, isCall, normal } from '../../expr/expr.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { isInfinity } from '../arithmetic/plus.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { packedList, wholeOf } from '../values/sequences.ts';

/** A whole number >= 0 or Infinity. */
export const countOrInfinity = (x: Expr): number | undefined => {
  const n = isInfinity(x) ? Number.POSITIVE_INFINITY : wholeOf(x);
  return n !== undefined && n >= 0 ? n : undefined;
};

const nesting = (
  name: string,
  {
    usage,
    run,
    examples,
  }: {
    readonly usage: string;
    readonly run: (f: (x: Expr) => Expr, x: Expr, n: number, e: Evaluation) => Expr;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: 3,
    packed: true,
    evaluate([f, x, n], e) {
      const count = wholeOf(n);
      if (count === undefined || count < 0) return e.message('intnm', normal(e.symbol, f!, x!, n!), int(3));
      return run(e.session.applier(f!), x!, count, e);
    },
    examples,
  });

export const Nest = nesting('Nest', {
  usage: 'Nest[f, expr, n] gives an expression with f applied n times to expr.',
  run: (f, x, n, e) => {
    for (let i = 0; i < n; i++) {
      if ((i & 255) === 255) e.session.interrupts.poll();
      x = f(x);
    }
    return x;
  },
  examples: {
    'Nest[f, x, 3]': 'f[f[f[x]]]',
    'Nest[2 # &, 1, 10]': '1024',
    'Nest[f, x, -1]': ['Nest[f, x, -1]', 'Nest::intnm'],
  },
});
export const NestList = nesting('NestList', {
  usage: 'NestList[f, expr, n] gives a list of the results of applying f to expr 0 through n times.',
  run: (f, x, n, e) => {
    const out = [x];
    for (let i = 0; i < n; i++) {
      if ((i & 255) === 255) e.session.interrupts.poll();
      out.push((x = f(x)));
    }
    return packedList(out);
  },
  examples: { 'NestList[f, x, 2]': '{x, f[x], f[f[x]]}', 'NestList[#^2 &, 2, 3]': '{2, 4, 16, 256}' },
});

/** Every result in turn; `keep` tells whether more than the tested ones are wanted. */
function nestWhile(args: readonly Expr[], e: Evaluation): { values: Expr[]; from: number } | undefined {
  const [f, x, test, spec = int(1), most, extra] = args;
  const window = isCall(spec, S.List) ? spec.args.map(countOrInfinity) : [countOrInfinity(spec)];
  const all = spec === S.All;
  const [least, longest] = all
    ? [1, Number.POSITIVE_INFINITY]
    : [window[0]!, window.length === 1 ? window[0]! : window[1]!];
  const limit = most === undefined ? Number.POSITIVE_INFINITY : countOrInfinity(most);
  if (least === undefined || longest === undefined) return e.message('nwargs', spec);
  if (limit === undefined) return e.message('innf', int(5), normal(e.symbol, ...args));
  const apply = e.session.applier(f!);
  const check = e.session.applier(test!);
  const values: Expr[] = [x!];
  let steps = 0;
  const step = (): void => {
    if ((++steps & 255) === 255) e.session.interrupts.poll();
    values.push(apply(values.at(-1)!));
  };
  while (values.length < least && steps < limit) step();
  while (steps < limit && check(...values.slice(longest === Number.POSITIVE_INFINITY ? 0 : -longest)) === S.True)
    step();
  const more = wholeOf(extra) ?? 0;
  for (let i = 0; i < more; i++) step();
  return { values, from: Math.max(0, values.length + Math.min(0, more)) };
}

const nwargs = { nwargs: 'Argument `1` is not of the form n, {m, n}, or All.' };
export const NestWhile = builtin('NestWhile', {
  usage:
    'NestWhile[f, expr, test] starts with expr, then repeatedly applies f until applying test to the result no longer yields True.\nNestWhile[f, expr, test, m] supplies the most recent m results as arguments for test.\nNestWhile[f, expr, test, m, max] applies f at most max times.\nNestWhile[f, expr, test, m, max, n] applies f an extra n times; -n gives the result n steps before.',
  arity: [3, 6],
  packed: true,
  messages: nwargs,
  evaluate(args, e) {
    if (args.length === 3) {
      const [apply, check] = [e.session.applier(args[0]!), e.session.applier(args[2]!)];
      let x = args[1]!;
      for (let i = 0; check(x) === S.True; i++) {
        if ((i & 255) === 255) e.session.interrupts.poll();
        x = apply(x);
      }
      return x;
    }
    const result = nestWhile(args, e);
    return result?.values[Math.max(0, result.from - 1)];
  },
  examples: {
    'NestWhile[#/2 &, 64, EvenQ]': '1',
    'NestWhile[# + 1 &, 1, # < 10 &, 1, 4]': '5',
    'NestWhile[# + 1 &, 1, UnsameQ[#1, 5] &, 1, Infinity, -1]': '4',
    'NestWhile[f, x, g, y]': ['NestWhile[f, x, g, y]', 'NestWhile::nwargs'],
  },
});
export const NestWhileList = builtin('NestWhileList', {
  usage:
    'NestWhileList[f, expr, test] generates a list of the results of applying f repeatedly, starting with expr, and continuing until applying test to the result no longer yields True.\nNestWhileList[f, expr, test, m, max, n] has the further arguments of NestWhile.',
  arity: [3, 6],
  packed: true,
  messages: nwargs,
  evaluate(args, e) {
    const result = nestWhile(args, e);
    return result && packedList(result.values.slice(0, result.from));
  },
  examples: {
    'NestWhileList[#/2 &, 12, EvenQ]': '{12, 6, 3}',
    'NestWhileList[Mod[3 #, 7] &, 1, Unequal, All]': '{1, 3, 2, 6, 4, 5, 1}',
    'NestWhileList[f, x, g, 1, y]': ['NestWhileList[f, x, g, 1, y]', 'NestWhileList::innf'],
  },
});

function fixedPoint(
  [f, x, most]: readonly Expr[],
  sameTest: Expr,
  visit: (x: Expr) => void,
  e: Evaluation,
): Expr | undefined {
  const limit = most === undefined ? Number.POSITIVE_INFINITY : countOrInfinity(most);
  if (limit === undefined) return e.message('innf', int(3), normal(e.symbol, f!, x!, most!));
  const apply = e.session.applier(f!);
  const test = sameTest === S.Automatic ? undefined : e.session.applier(sameTest);
  let last = x!;
  for (let i = 0; i < limit; i++) {
    if ((i & 255) === 255) e.session.interrupts.poll();
    const next = apply(last);
    visit(next);
    if (test === undefined ? same(last, next) : test(last, next) === S.True) return next;
    last = next;
  }
  return last;
}
const sameTestOption = { SameTest: 'Automatic' } as const;
export const FixedPoint = builtin('FixedPoint', {
  usage:
    'FixedPoint[f, expr] starts with expr, then applies f repeatedly until the result no longer changes.\nFixedPoint[f, expr, n] stops after at most n steps.',
  arity: [2, 3],
  packed: true,
  options: sameTestOption,
  evaluate: (args, e, options) => fixedPoint(args, options.get('SameTest'), () => undefined, e),
  examples: {
    'FixedPoint[Floor[#/2] &, 100]': '0',
    'FixedPoint[# + 1 &, 0, 5]': '5',
    'FixedPoint[#/2 &, 1., SameTest -> (Abs[#1 - #2] < 0.1 &)]': '0.0625',
    'FixedPoint[f, x, -1]': ['FixedPoint[f, x, -1]', 'FixedPoint::innf'],
  },
});
export const FixedPointList = builtin('FixedPointList', {
  usage:
    'FixedPointList[f, expr] generates a list giving the results of applying f repeatedly, starting with expr, until the results no longer change.\nFixedPointList[f, expr, n] stops after at most n steps.',
  arity: [2, 3],
  packed: true,
  options: sameTestOption,
  evaluate(args, e, options) {
    const out = [args[1]!];
    return fixedPoint(args, options.get('SameTest'), (x) => out.push(x), e) && packedList(out);
  },
  examples: {
    'FixedPointList[Floor[#/2] &, 5]': '{5, 2, 1, 0, 0}',
    'FixedPointList[f, x, z]': ['FixedPointList[f, x, z]', 'FixedPointList::innf'],
  },
});

export const nest: readonly Builtin[] = [Nest, NestList, NestWhile, NestWhileList, FixedPoint, FixedPointList];
