/** Total, Accumulate, Differences, Ratios: sums and steps along lists, in one loop on packed arrays. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, Packed, Real, real } from '../../expr/expr.ts';
import { sizeOf, unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { allPass, mapped, tabulated, workedThrough } from '../../pace.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elementsThere } from '../functional/select.ts';
import { depthOf, type Levels, readLevels } from '../values/levels.ts';
import { add, isNumberExpr, type NumberExpr } from '../values/number.ts';
import { elements, hasElements, list, packedList, rebuild, wholeOf } from '../values/sequences.ts';

const safe = (x: number): boolean => x <= Number.MAX_SAFE_INTEGER && x >= -Number.MAX_SAFE_INTEGER;

/** Sums along the first axis; undefined when integers leave the safe range or reals the finite one. */
function totalPacked(p: Packed): Expr | undefined {
  const [n, ...rest] = p.shape;
  const width = sizeOf(rest);
  const sums = new Float64Array(width);
  const whole = p.type === 'Integer';
  for (let i = 0, at = 0; i < n!; i++) {
    for (let j = 0; j < width; j++) {
      const s = sums[j]! + p.data[at++]!;
      if (whole && !safe(s)) return undefined;
      sums[j] = s;
    }
    workedThrough(width + 1);
  }
  if (!whole && !allPass(sums, Number.isFinite)) return undefined;
  if (rest.length === 0) return whole ? int(sums[0]!) : new Real(sums[0]!);
  return new Packed(whole ? 'Integer' : 'Real64', rest, sums);
}

const isRow = (x: Expr): boolean => x.kind === Kind.Packed || isCall(x, S.List) || isAssociation(x);

/** The sum of the elements. */
export function total(x: Expr, e: Evaluation): Expr {
  if (x.kind === Kind.Packed) {
    const sum = x.shape[0] === 0 ? int(0) : totalPacked(x);
    if (sum !== undefined) return sum;
  }
  return sum(elements(x.kind === Kind.Packed ? unpack(x) : x) ?? [x], e);
}

export function sum(items: readonly Expr[], e: Evaluation): Expr {
  let at = 0;
  let numbers: NumberExpr = int(0);
  while (at < items.length && isNumberExpr(items[at]!)) numbers = add(numbers, items[at++] as NumberExpr);
  if (at === items.length)
    return numbers.kind === Kind.Real && !Number.isFinite(numbers.value) ? plusAll(items, e) : numbers;
  return plusAll(items, e);
}

/** Rows are added two at a time, which keeps packed ones packed; everything else goes into one Plus. */
function plusAll(items: readonly Expr[], e: Evaluation): Expr {
  if (!items.some(isRow)) return e.session.call(S.Plus, items);
  return items.slice(1).reduce((a, b) => e.session.call(S.Plus, [a, b]), items[0]!);
}

/** Adds up what lies at the given levels; rows of ragged lists end where they end. */
function totalLevels(x: Expr, { min, max }: Levels, e: Evaluation): Expr {
  const depth = depthOf(x) - 1;
  const first = min < 0 ? depth + min + 1 : min;
  const last = max < 0 ? depth + max + 1 : max;
  if (x.kind !== Kind.Packed && first === 1 && last >= depth) return sum(leavesOf(x), e);
  let out = x;
  for (let k = first; k <= Math.min(last, depth); k++) out = totalAt(out, first - 1, e);
  return out;
}

/** What is no row, in order. */
function leavesOf(x: Expr): Expr[] {
  const items = isRow(x) ? elements(x) : undefined;
  return items === undefined ? [x] : items.flatMap(leavesOf);
}

/** Adds up the elements `depth` levels down. */
function totalAt(x: Expr, depth: number, e: Evaluation): Expr {
  if (depth === 0) return total(x, e);
  const items = elements(x);
  return items === undefined
    ? x
    : rebuild(
        x,
        items.map((y) => totalAt(y, depth - 1, e)),
      );
}

export const Total = builtin('Total', {
  usage:
    'Total[list] gives the total of the elements in list.\nTotal[list, n] totals all elements down to level n.\nTotal[list, {n}] totals elements at level n.\nTotal[list, {n1, n2}] totals elements at levels n1 through n2.',
  arity: [1, 2],
  packed: true,
  options: { Method: 'Automatic' },
  messages: { normal: 'Nonatomic expression expected at position `1` in `2`.' },
  evaluate(args, e, options) {
    const [x, spec] = args;
    if (!elementsThere(x!, 1, args, e)) return undefined;
    const method = options.get('Method');
    if (method !== S.Automatic) {
      if (method.kind !== Kind.String || method.value !== 'CompensatedSummation')
        return e.message('bdomv', method, list([S.Automatic]));
      return compensated(x!, e);
    }
    if (spec === undefined) return total(x!, e);
    const levels = readLevels(spec);
    if (levels === undefined) return e.message('level', spec);
    return totalLevels(x!, levels, e);
  },
  examples: {
    'Total[{a, b, c}]': 'a + b + c',
    'Total[{1, 2, 3}]': '6',
    'Total[{{1, 2}, {3, 4}}]': '{4, 6}',
    'Total[{{1, 2}, {3, 4}}, 2]': '10',
    'Total[{{1, 2}, {3, 4}}, {2}]': '{3, 7}',
    'Total[<|"a" -> 1, "b" -> 2|>]': '3',
    'Total[{1, {2, {3}}}, Infinity]': '6',
    'Total[{}]': '0',
    'Total[x]': ['Total[x]', 'Total::normal'],
  },
});

/** Neumaier's summation keeps the rounding errors of the partial sums. */
function compensated(x: Expr, e: Evaluation): Expr {
  const items = elements(x)!;
  if (!items.every((y) => y.kind === Kind.Real || y.kind === Kind.Integer) || !items.some((y) => y.kind === Kind.Real))
    return total(x, e);
  let s = 0;
  let c = 0;
  for (const y of items) {
    const v = Number((y as Real).value);
    const t = s + v;
    c += Math.abs(s) >= Math.abs(v) ? s - t + v : v - t + s;
    s = t;
  }
  return real(s + c);
}

export const Accumulate = builtin('Accumulate', {
  usage: 'Accumulate[list] gives a list of the successive accumulated totals of elements in list.',
  arity: 1,
  packed: true,
  evaluate(args, e) {
    const x = args[0]!;
    if (!elementsThere(x, 1, args, e)) return undefined;
    if (x.kind === Kind.Packed && x.shape.length === 1) {
      let s = 0;
      const data = mapped(x.data, (v) => (s += v));
      if (allPass(data, x.type === 'Integer' ? safe : Number.isFinite))
        return new Packed(x.type === 'Integer' ? 'Integer' : 'Real64', x.shape, data);
    }
    const out: Expr[] = [];
    for (const y of elements(x)!) out.push(out.length === 0 ? y : e.session.call(S.Plus, [out.at(-1)!, y]));
    return isAssociation(x) ? x.withValues(out) : rebuild(x, out);
  },
  examples: {
    'Accumulate[{a, b, c}]': '{a, a + b, a + b + c}',
    'Accumulate[{1, 2, 3}]': '{1, 3, 6}',
    'Accumulate[f[1, 2]]': 'f[1, 3]',
    'Accumulate[x]': ['Accumulate[x]', 'Accumulate::normal'],
  },
});

/** b - a of elements `step` apart, as a packed array where that is exact. */
function differences(x: Expr, step: number, e: Evaluation): Expr {
  if (x.kind === Kind.Packed && x.shape[0]! > step) {
    const width = x.data.length / x.shape[0]!;
    const n = (x.shape[0]! - step) * width;
    const data = tabulated(n, (i) => x.data[i + step * width]! - x.data[i]!);
    if (x.type !== 'Integer' || allPass(data, safe))
      return new Packed(x.type === 'Integer' ? 'Integer' : 'Real64', [x.shape[0]! - step, ...x.shape.slice(1)], data);
  }
  const items = elements(x)!;
  const out: Expr[] = [];
  for (let i = step; i < items.length; i++) out.push(e.session.call(S.Subtract, [items[i]!, items[i - step]!]));
  return rebuild(isAssociation(x) ? list([]) : x, out);
}
const ratios = (x: Expr, step: number, e: Evaluation): Expr => {
  const items = elements(x)!;
  const out: Expr[] = [];
  for (let i = step; i < items.length; i++) out.push(e.session.call(S.Divide, [items[i]!, items[i - step]!]));
  return packedList(out);
};

const stepping = (
  name: string,
  {
    usage,
    once,
    examples,
  }: {
    readonly usage: string;
    readonly once: (x: Expr, step: number, e: Evaluation) => Expr;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 3],
    packed: true,
    evaluate(args, e) {
      const [x, order, by] = args;
      if (!elementsThere(x!, 1, args, e)) return undefined;
      const step = by === undefined ? 1 : wholeOf(by);
      if (step === undefined || step < 1) return e.message('intp', int(3), normal(e.symbol, ...args));
      const orders = order === undefined ? [1] : isCall(order, S.List) ? order.args.map(wholeOf) : [wholeOf(order)];
      if (!orders.every((n): n is number => n !== undefined && n >= 0))
        return e.message('intnn', int(2), normal(e.symbol, ...args));
      // A list of orders works on one level after the other.
      const at = (y: Expr, k: number): Expr => {
        let z = y;
        if (!hasElements(z)) return z;
        for (let i = 0; i < orders[k]!; i++) z = once(z, step, e);
        return k + 1 === orders.length ? z : packedList(elements(z)!.map((row) => at(row, k + 1)));
      };
      return at(x!, 0);
    },
    examples,
  });
export const Differences = stepping('Differences', {
  usage:
    'Differences[list] gives the successive differences of elements in list.\nDifferences[list, n] gives the n-th differences of list.\nDifferences[list, n, s] gives the differences of elements step s apart.\nDifferences[list, {n1, n2, ...}] gives the successive nk-th differences at level k in a nested list.',
  once: differences,
  examples: {
    'Differences[{a, b, c}]': '{-a + b, -b + c}',
    'Differences[{1, 4, 9, 16}]': '{3, 5, 7}',
    'Differences[{1, 4, 9, 16}, 2]': '{2, 2}',
    'Differences[{1, 4, 9, 16}, 1, 2]': '{8, 12}',
    'Differences[{{1, 2}, {4, 8}}, {1, 1}]': '{{3}}',
    'Differences[x]': ['Differences[x]', 'Differences::normal'],
  },
});
export const Ratios = stepping('Ratios', {
  usage: 'Ratios[list] gives the successive ratios of elements in list.\nRatios[list, n] gives the n-th ratios.',
  once: ratios,
  examples: {
    'Ratios[{1, 2, 6, 24}]': '{2, 3, 4}',
    'Ratios[{a, b}]': '{b/a}',
    'Ratios[x]': ['Ratios[x]', 'Ratios::normal'],
  },
});

export const totals: readonly Builtin[] = [Total, Accumulate, Differences, Ratios];
