/** Table, Sum and Product: one value for each value of the iterators, collected or combined. */
import { type Expr, int, isCall, isRealNumber, Kind, Normal, normal, Packed, type Sym } from '../../expr/expr.ts';
import { symbol, system } from '../../expr/intern.ts';
import { PACK_THRESHOLD, pack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { type Code, NO_SLOTS, type Slots } from '../../kernel/code/code.ts';
import { mentions } from '../../kernel/code/substitute.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { ReturnSignal } from '../../kernel/signals.ts';
import { workedThrough } from '../../pace.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { Collected } from '../values/collected.ts';
import {
  asGiven,
  compiledSpecs,
  type Iterator,
  iterate,
  iteratorMessages,
  readIterator,
  repeated,
  type Spec,
  usualCall,
  withValues,
} from '../values/iterators.ts';
import { hasElements } from '../values/sequences.ts';

/** The values of body for one iterator, packed when they are machine numbers. */
function tabulate(it: Iterator, session: Session, body: () => Expr): Expr {
  const out = new Collected();
  withValues(it, session, () => {
    out.add(body());
    return true;
  });
  const content = out.content;
  if (content instanceof Packed) return content;
  return packed(new Normal(S.List, anyVanishes(content) ? content.flatMap(spread) : content), session);
}

function anyVanishes(items: readonly Expr[]): boolean {
  for (const e of items) {
    workedThrough(1);
    if (e === S.Nothing || (e.kind === Kind.Normal && e.head === S.Sequence)) return true;
  }
  return false;
}
const spread = (e: Expr): readonly Expr[] =>
  e === S.Nothing ? [] : e.kind === Kind.Normal && e.head === S.Sequence ? e.args : [e];

/** Long lists of machine numbers are packed; others are marked as values. */
export function packed(list: Normal, session: Session): Expr {
  if (list.args.length >= PACK_THRESHOLD || (list.args.length > 0 && list.args[0]!.kind === Kind.Packed)) {
    const p: Packed | undefined = pack(list);
    if (p !== undefined) return p;
  }
  session.definitions.mark(list);
  return list;
}

/** undefined when an iterator cannot be read. */
function table(body: Code, specs: readonly Spec[], slots: Slots, e: Evaluation): Expr | undefined {
  const session = e.session;
  const it = readIterator(specs[0]!(slots), e);
  if (it === undefined) return undefined;
  const inner = specs.slice(1);
  let failed = false;
  const value = tabulate(it, session, () => {
    if (inner.length === 0) return body.run(slots);
    const row = table(body, inner, slots, e);
    if (row === undefined) failed = true;
    return row ?? S.Null;
  });
  return failed ? undefined : value;
}

function tableOrReturn(body: Code, specs: readonly Spec[], slots: Slots, e: Evaluation): Expr | undefined {
  const session = e.session;
  const depth = session.evaluator.depth;
  try {
    return table(body, specs, slots, e);
  } catch (x) {
    if (!(x instanceof ReturnSignal) || (x.from !== undefined && x.from !== e.symbol)) throw x;
    session.evaluator.depth = depth;
    return x.value;
  }
}

export const Table = builtin('Table', {
  usage:
    'Table[expr, n] generates a list of n copies of expr.\nTable[expr, {i, imin, imax, di}] generates a list of the values of expr when i runs from imin to imax in steps of di.\nTable[expr, {i, list}] uses the successive values in list.',
  attributes: Attribute.HoldAll,
  arity: [2, Number.POSITIVE_INFINITY],
  messages: iteratorMessages,
  evaluate: ([expr, ...specs], e) => tableOrReturn(repeated(expr!, e), asGiven(specs), NO_SLOTS, e),
  compile(c, e) {
    const [expr, ...specs] = c.call.args;
    const compiled = specs.length === 0 ? undefined : compiledSpecs(specs, c);
    if (compiled === undefined) return undefined;
    const body = c.code(expr!);
    return { run: (slots) => tableOrReturn(body, compiled, slots, e) ?? usualCall(c, slots, e) };
  },
  examples: {
    'Table[i^2, {i, 5}]': '{1, 4, 9, 16, 25}',
    'Table[i + j, {i, 2}, {j, 3}]': '{{2, 3, 4}, {3, 4, 5}}',
    'Table[x, {x, {a, b}}]': '{a, b}',
    'Table[i, {i, 1, 2, 1/2}]': '{1, 3/2, 2}',
    'Table[0, 3]': '{0, 0, 0}',
    'Table[i, {i, x}]': ['Table[i, {i, x}]', 'Table::iterb'],
  },
});

/** Sum and Product of explicit terms; undefined when an iterator cannot be read. */
function accumulate(f: Sym, neutral: Expr, body: Code, specs: readonly Spec[], slots: Slots, e: Evaluation) {
  const session = e.session;
  let total = neutral;
  const done = iterate(specs, slots, e, () => {
    total = session.callPair(f, total, body.run(slots));
  });
  return done ? total : undefined;
}

/** {i, a, b} with a bound that is not a number, nor set by an iterator before it: nothing to walk through. */
function isOpen(spec: Expr, before: readonly Expr[], e: Evaluation): boolean {
  if (!isCall(spec, S.List) || spec.args.length < 2 || spec.args.length > 3 || spec.args[0]!.kind !== Kind.Symbol)
    return false;
  const set = before.flatMap((s) => (isCall(s, S.List) && s.args[0]?.kind === Kind.Symbol ? [s.args[0]!] : []));
  if (set.some((v) => mentions(spec, v))) return false;
  const bounds = spec.args.slice(1).map((b) => e.evaluate(b));
  return !bounds.every(isRealNumber) && !bounds.some((b) => hasElements(b) && !isOpenBound(b));
}
/** Calls that are no lists can be bounds. */
const isOpenBound = (b: Expr): boolean => b.kind === Kind.Normal && b.head !== S.List;
const closedForms = new Map<Sym, Sym>(
  ['Sum', 'Product'].map((name) => [system(name), symbol(`Internal\`Closed${name}`)]),
);
/** A formula for the innermost sum, then for the ones around it; undefined when there is none. */
function closedForm(f: Sym, expr: Expr, specs: readonly Expr[], e: Evaluation): Expr | undefined {
  const spec = specs.at(-1)!;
  if (!isCall(spec, S.List) || spec.args.length < 2 || spec.args.length > 3) return undefined;
  const [i, first, last] = spec.args;
  const bounds = last === undefined ? [int(1), first!] : [first!, last];
  const question = normal(closedForms.get(f)!, expr, i!, ...bounds);
  const variables = specs.flatMap((s) => (isCall(s, S.List) ? [s.args[0]!] : []));
  const value = e.evaluate(normal(S.Block, normal(S.List, ...variables), question));
  if (value.kind === Kind.Normal && value.head === question.head) return undefined;
  return specs.length === 1 ? value : normal(f, value, ...specs.slice(0, -1));
}

function accumulator(
  name: string,
  {
    usage,
    f,
    neutral,
    rules,
    examples,
  }: {
    readonly usage: string;
    readonly f: Sym;
    readonly neutral: Expr;
    readonly rules?: Readonly<Record<string, string>>;
    readonly examples: Builtin['examples'];
  },
): Builtin {
  return builtin(name, {
    usage,
    attributes: Attribute.HoldAll,
    arity: [2, Number.POSITIVE_INFINITY],
    messages: iteratorMessages,
    ...(rules && { rules }),
    evaluate([expr, ...specs], e) {
      if (specs.some((s, k) => isOpen(s, specs.slice(0, k), e))) return closedForm(e.symbol, expr!, specs, e);
      return accumulate(f, neutral, repeated(expr!, e), asGiven(specs), NO_SLOTS, e);
    },
    compile(c, e) {
      const [expr, ...specs] = c.call.args;
      const compiled = specs.length === 0 ? undefined : compiledSpecs(specs, c);
      if (compiled === undefined) return undefined;
      const body = c.code(expr!);
      // Bounds without numbers are no mistake here: they ask for a closed form.
      const walked = (slots: Slots): Expr | undefined =>
        e.session.log.collect(
          () => accumulate(f, neutral, body, compiled, slots, e),
          (m) => m.symbol === e.symbol && m.tag === 'iterb',
        ).value;
      const open = (slots: Slots): Expr => {
        const [first, ...rest] = c.call.args.map((a) => c.code(a).build(slots));
        if (!rest.some((s, k) => isOpen(s, rest.slice(0, k), e))) accumulate(f, neutral, body, compiled, slots, e);
        return closedForm(e.symbol, first!, rest, e) ?? usualCall(c, slots, e);
      };
      return { run: (slots) => walked(slots) ?? open(slots) };
    },
    examples,
  });
}

export const Sum = accumulator('Sum', {
  rules: { 'N[Sum[f_, s__List]]': 'With[{v = Quiet[NSum[f, s]]}, v /; NumberQ[v]]' },
  usage: 'Sum[f, {i, imin, imax}] evaluates the sum of f with i running from imin to imax.',
  f: S.Plus,
  neutral: int(0),
  examples: {
    'Sum[i^2, {i, 4}]': '30',
    'Sum[i j, {i, 2}, {j, i}]': '7',
    'Sum[1/k, {k, 3}]': '11/6',
    'Abs[N[Sum[E^-k^2, {k, 1, Infinity}]] - 0.3863186] < 10^-6': 'True',
  },
});
export const Product = accumulator('Product', {
  usage: 'Product[f, {i, imin, imax}] evaluates the product of f with i running from imin to imax.',
  f: S.Times,
  neutral: int(1),
  examples: { 'Product[i, {i, 5}]': '120', 'Product[x + i, {i, 2}]': '(1 + x) (2 + x)' },
});

export const tables: readonly Builtin[] = [Table, Sum, Product];
