/** Functions of numbers as functions of arrays: what ElementwiseLayer and ThreadingLayer may contain. */

import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { Association } from '../../../expr/association.ts';
import { type Expr, int, isCall, isRealNumber, Kind, type Normal, normal, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import { unpack } from '../../../expr/packed.ts';
import * as S from '../../../expr/symbols.ts';
import type { Evaluation } from '../../../kernel/definitions/definition.ts';
import { toNumber } from '../../model/arrays.ts';
import { NetProblem } from '../../model/problem.ts';
import { choose, onlyCount, operationNamed, takesCount } from './scalar-operations.ts';

/** From the arguments, position by position or by name, to the value. */
export type ArrayFunction = (t: Tensors, inputs: readonly Tensor[]) => Tensor;

/** What in a function has no operation on arrays. */
class NoOperation {
  readonly part: Expr;
  constructor(part: Expr) {
    this.part = part;
  }
}

/** What a slot stands for: the position in the inputs; names are in order of first use. */
type Slots = (slot: Expr) => number | undefined;

type Compiled = (t: Tensors, inputs: readonly Tensor[]) => Tensor | number;

const asTensor = (t: Tensors, x: Tensor | number): Tensor => (typeof x === 'number' ? t.scalar(x) : x);

const constants: Readonly<Record<string, number>> = {
  Pi: Math.PI,
  E: Math.E,
  EulerGamma: 0.5772156649015329,
  Degree: Math.PI / 180,
  GoldenRatio: (1 + Math.sqrt(5)) / 2,
  True: 1,
  False: 0,
  Infinity: Number.POSITIVE_INFINITY,
};

function constantOf(e: Expr): number | undefined {
  if (isRealNumber(e)) return toNumber(e);
  if (e.kind === Kind.Symbol) return e.context === 'System`' ? constants[e.name] : undefined;
  if (isCall(e, S.DirectedInfinity) && e.args.length === 1)
    return isRealNumber(e.args[0]!) ? toNumber(e.args[0]) * Number.POSITIVE_INFINITY : undefined;
  return isCall(e, S.Times) && e.args.length === 2 && isRealNumber(e.args[0]!) && e.args[1] === S.Infinity
    ? toNumber(e.args[0]) * Number.POSITIVE_INFINITY
    : undefined;
}

/** Throws NoOperation. */
function compile(e: Expr, slots: Slots): Compiled {
  const slot = e.kind === Kind.Symbol || e.kind === Kind.Normal ? slots(e) : undefined;
  if (slot !== undefined) return (_t, inputs) => inputs[slot]!;
  const value = constantOf(e);
  if (value !== undefined) return () => value;
  if (e.kind !== Kind.Normal) throw new NoOperation(e);
  return special(e, slots) ?? ordinary(e, slots);
}

function ordinary(e: Normal, slots: Slots): Compiled {
  const operation = operationNamed(e.head);
  if (operation === undefined) throw new NoOperation(e.head);
  if (!takesCount(e.head, e.args.length)) throw new NoOperation(e);
  const args = e.args.map((a) => compile(a, slots));
  return (t, inputs) => operation(t, ...args.map((a) => asTensor(t, a(t, inputs))));
}

/** Forms with structure, and powers by a constant, which have simpler gradients; undefined for other forms. */
function special(e: Normal, slots: Slots): Compiled | undefined {
  const { args } = e;
  const name = e.head.kind === Kind.Symbol ? e.head.name : '';
  if (name === 'Power' && args.length === 2) return power(args[0]!, args[1]!, slots);
  if (name === 'Clip' && args.length >= 1 && args.length <= 2) return clip(e, slots);
  if (name === 'Which') return conditional(pairs(args), undefined, slots);
  if ((name === 'Min' || name === 'Max') && args.some((a) => isCall(a, S.List)))
    return ordinary(normal(e.head, ...args.flatMap((a) => (isCall(a, S.List) ? a.args : [a]))), slots);
  if (orders.has(name) && args.length > 2)
    return neighbours(
      args,
      args.slice(1).map(() => e.head),
      slots,
    );
  if (name === 'Inequality' && args.length > 2 && args.length % 2 === 1)
    return neighbours(
      args.filter((_, i) => i % 2 === 0),
      args.filter((_, i) => i % 2 === 1),
      slots,
    );
  if (name === 'Piecewise' && isCall(args[0] ?? S.Null, S.List)) {
    const cases = (args[0] as Normal).args.map((c) => {
      if (!isCall(c, S.List) || c.args.length !== 2) throw new NoOperation(e);
      return [c.args[1]!, c.args[0]!] as const;
    });
    return conditional(cases, args[1], slots);
  }
  return undefined;
}

const orders = new Set('Equal Greater GreaterEqual Less LessEqual'.split(' '));
/** a < b <= c: each is compared with the next. */
const neighbours = (values: readonly Expr[], heads: readonly Expr[], slots: Slots): Compiled =>
  ordinary(normal(system('And'), ...heads.map((head, i) => normal(head, values[i]!, values[i + 1]!))), slots);

function power(base: Expr, exponent: Expr, slots: Slots): Compiled | undefined {
  if (base === S.E) {
    const x = compile(exponent, slots);
    return (t, i) => t.exp(asTensor(t, x(t, i)));
  }
  if (!isRealNumber(exponent)) return undefined;
  const n = toNumber(exponent);
  const x = compile(base, slots);
  return (t, i) => constantPower(t, asTensor(t, x(t, i)), n);
}

function clip(e: Normal, slots: Slots): Compiled {
  const [value, range] = e.args as readonly [Expr, Expr?];
  const x = compile(value, slots);
  const list =
    range === undefined
      ? [int(-1), int(1)]
      : range.kind === Kind.Packed
        ? unpack(range).args
        : isCall(range, S.List)
          ? range.args
          : [];
  const [from, to] = list.map(constantOf);
  if (list.length !== 2 || from === undefined || to === undefined) throw new NoOperation(e);
  return (t, i) => t.clipByValue(asTensor(t, x(t, i)), from, to);
}

function constantPower(t: Tensors, x: Tensor, n: number): Tensor {
  if (n === 2) return t.square(x);
  if (n === -1) return t.reciprocal(x);
  if (n === 0.5) return t.sqrt(x);
  if (n === -0.5) return t.rsqrt(x);
  return t.pow(x, n);
}

const pairs = (args: readonly Expr[]): (readonly [Expr, Expr])[] =>
  Array.from({ length: Math.floor(args.length / 2) }, (_, i) => [args[2 * i]!, args[2 * i + 1]!] as const);

/** The value of the first condition that holds; `otherwise` (0) when none does. */
function conditional(
  cases: readonly (readonly [condition: Expr, value: Expr])[],
  otherwise: Expr | undefined,
  slots: Slots,
): Compiled {
  const compiled = cases.map(([c, v]) => [compile(c, slots), compile(v, slots)] as const);
  const last = otherwise === undefined ? () => 0 : compile(otherwise, slots);
  return (t, i) =>
    compiled.reduceRight<Tensor>(
      (rest, [c, v]) => choose(t, asTensor(t, c(t, i)), asTensor(t, v(t, i)), rest),
      asTensor(t, last(t, i)),
    );
}

export interface ScalarFunction {
  /** The function; where the session was needed to understand it, with what it stands for now. */
  readonly form: Expr;
  /** Names of named slots in order of first use; undefined when slots are numbered. */
  readonly names: readonly string[] | undefined;
  /** How many numbered arguments it takes; undefined: any number. */
  readonly count: number | undefined;
  readonly run: ArrayFunction;
}

/** Places and names of what a pure function's arguments are. */
interface Slotted {
  readonly slots: Slots;
  readonly names: string[];
  count: number;
}

function slotsOf(f: Normal): Slotted {
  const parameters = f.args.length > 1 && f.args[0] !== S.Null ? f.args[0]! : undefined;
  if (parameters !== undefined) {
    const formal = isCall(parameters, S.List) ? parameters.args : [parameters];
    const at = (e: Expr): number | undefined => (formal.includes(e) ? formal.indexOf(e) : undefined);
    return { slots: at, names: [], count: formal.length };
  }
  const found: Slotted = {
    names: [],
    count: 0,
    slots: (e) => {
      if (!isCall(e, S.Slot)) return undefined;
      const a = e.args[0] ?? int(1);
      if (a.kind === Kind.Integer) {
        found.count = Math.max(found.count, Number(a.value));
        return Number(a.value) - 1;
      }
      if (a.kind !== Kind.String) return undefined;
      if (!found.names.includes(a.value)) found.names.push(a.value);
      return found.names.indexOf(a.value);
    },
  };
  return found;
}

/** A function made of operations as it stands. Throws NoOperation. */
function asWritten(f: Expr): ScalarFunction {
  const operation = operationNamed(f);
  if (operation !== undefined)
    return { form: f, names: undefined, count: onlyCount(f), run: (t, inputs) => operation(t, ...inputs) };
  if (!isCall(f, S.Function) || f.args.length === 0) throw new NoOperation(f);
  const found = slotsOf(f);
  const compiled = compile(f.args[f.args.length === 1 ? 0 : 1]!, found.slots);
  if (found.names.length > 0 && found.count > 0) throw new NoOperation(f);
  return {
    form: f,
    names: found.names.length > 0 ? found.names : undefined,
    count: found.names.length > 0 ? found.names.length : found.count,
    run: (t, inputs) => asTensor(t, compiled(t, inputs)),
  };
}

/** Branches that evaluation leaves alone. */
const holding = new Set('If Which Piecewise And Or Switch'.split(' '));

function evaluatedWithin(e: Expr, evaluation: Evaluation): Expr {
  if (e.kind !== Kind.Normal) return e;
  const holds = e.head.kind === Kind.Symbol && holding.has(e.head.name);
  return normal(e.head, ...e.args.map((a) => evaluatedWithin(holds ? evaluation.evaluate(a) : a, evaluation)));
}

/**
 * The pure function that f is for symbolic numbers, so that variables and definitions of the session count;
 * undefined when the session has nothing to say about f[x1, ..., xn].
 */
function symbolic(f: Expr, n: number, names: readonly string[], evaluation: Evaluation): Expr | undefined {
  const numbers = Array.from({ length: n }, (_, i) => normal(S.Slot, int(i + 1)));
  const args =
    names.length > 0 ? [Association.from(names.map((s) => [str(s), normal(S.Slot, str(s))] as const))] : numbers;
  const { value } = evaluation.session.log.collect(() => evaluatedWithin(evaluation.session.call(f, args), evaluation));
  return value.kind === Kind.Normal && value.head === f ? undefined : normal(S.Function, value);
}

/** What takes a list apart would take the symbolic number apart that stands for it: Total[#^2] is not # + 2. */
const ofArrays = new Set(
  'Total Mean Median Variance StandardDeviation Norm Length First Last Most Rest Part Take Drop Map Apply Fold Sort Reverse Flatten Accumulate Dot Tr Count'.split(
    ' ',
  ),
);
const extremes = new Set(['Max', 'Min']);
const isOfArrays = ({ head, args }: Normal): boolean =>
  head.kind === Kind.Symbol && (ofArrays.has(head.name) || (extremes.has(head.name) && args.length === 1));
/** Whether a pure function is one of arrays rather than of numbers, as it is written. */
export function takesApart(f: Expr): boolean {
  if (!isCall(f, S.Function) || f.args.length === 0) return false;
  const { slots } = slotsOf(f);
  const mentions = (e: Expr): boolean =>
    slots(e) !== undefined || (e.kind === Kind.Normal && (mentions(e.head) || e.args.some(mentions)));
  const visit = (e: Expr): boolean =>
    e.kind === Kind.Normal && ((isOfArrays(e) && e.args.some(mentions)) || visit(e.head) || e.args.some(visit));
  return visit(f.args[f.args.length === 1 ? 0 : 1]!);
}

/** A function for one number, or for as many as it turns out to take. Throws NoOperation. */
function found(f: Expr, arguments_: readonly number[], evaluation: Evaluation | undefined): ScalarFunction {
  try {
    return asWritten(f);
  } catch (x) {
    if (!(x instanceof NoOperation) || evaluation === undefined) throw x;
    if ((f.kind !== Kind.Symbol && f.kind !== Kind.Normal) || takesApart(f)) throw x;
    const slotted = isCall(f, S.Function) ? countedSlots(f) : undefined;
    const counts = slotted === undefined ? arguments_ : [slotted.count];
    for (const n of counts) {
      const made = symbolic(f, n, slotted?.names ?? [], evaluation);
      if (made !== undefined) return { ...asWritten(made), ...(slotted?.names.length === 0 && { count: n }) };
    }
    throw x;
  }
}

/** What slots occur in a pure function. */
function countedSlots(f: Normal): Slotted {
  const all = slotsOf(f);
  const visit = (e: Expr): void => {
    all.slots(e);
    if (e.kind !== Kind.Normal) return;
    visit(e.head);
    for (const a of e.args) if (!isCall(a, S.Function)) visit(a);
  };
  visit(f.args[f.args.length === 1 ? 0 : 1] ?? S.Null);
  return all;
}

/** A symbol, a name, a pure function, a function that the session defines; undefined when something in it is no operation on numbers. */
export function scalarFunction(
  f: Expr,
  evaluation?: Evaluation,
  counts: readonly number[] = [2, 3, 1, 4],
): ScalarFunction | undefined {
  try {
    return found(f, counts, evaluation);
  } catch (x) {
    if (x instanceof NoOperation) return undefined;
    throw x;
  }
}

/** The same; throws NetProblem that names what is no operation. */
export function neededFunction(f: Expr, evaluation?: Evaluation, counts?: readonly number[]): ScalarFunction {
  try {
    return found(f, counts ?? [2, 3, 1, 4], evaluation);
  } catch (x) {
    if (x instanceof NoOperation) throw new NetProblem('nofunc', f, x.part);
    throw x;
  }
}
