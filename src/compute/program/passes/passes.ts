/** Passes over programs: aliases and neutral operations, common subexpressions, dead code, lifetimes. */

import { isKind, isMap, op, operationOf } from '../operations.ts';
import { type Call, type Constant, elements, loopOf, type Program, sameShape, textOf } from '../program.ts';
import { paddingLast, withoutPadding } from './padding.ts';
import { activationsAfterPooling } from './pooling-pass.ts';
import { withoutTransposes } from './transposes.ts';
import { unrolled } from './unroll.ts';

/** A program that gives the same numbers with fewer calls; sums may run in another order. */
export function optimize(program: Program): Program {
  const simple = withoutExpansions(withoutDuplicates(withoutNeutral(withLeanLoops(program))));
  const arranged = withoutDuplicates(
    withoutNeutral(withoutTransposes(withoutDead(withoutPadding(paddingLast(withoutDead(simple)))))),
  );
  return withoutDead(withoutCasts(activationsAfterPooling(throughActivations(arranged))));
}

/** Loops with optimized bodies, whose inputs and outputs stay as they are. */
function withLeanLoops(p: Program): Program {
  const calls = p.calls.map((call): Call => {
    const inner = loopOf(call);
    if (inner === undefined) return call;
    return { ...call, attributes: { ...call.attributes, body: leanBody(inner.body) } };
  });
  return { ...p, calls };
}

/** Optimized bodies by what they were: sequences of other lengths have the same. */
const bodies = new Map<string, Program>();
const MOST_BODIES = 64;

function leanBody(body: Program): Program {
  const key = body.constants.every((c) => typeof c.data === 'number') ? textOf(body) : undefined;
  const known = key === undefined ? undefined : bodies.get(key);
  if (known !== undefined) return known;
  const lean = withInputs(body, optimize(body));
  if (key === undefined) return lean;
  if (bodies.size >= MOST_BODIES) bodies.clear();
  bodies.set(key, lean);
  return lean;
}

/** A pass drops inputs that nothing reads: those of a loop count by their place. */
function withInputs(before: Program, after: Program): Program {
  const values = [...after.values];
  const inputs = before.inputs.map(({ name, value }) => {
    const kept = after.inputs.find((i) => i.name === name);
    return kept ?? { name, value: values.push(before.values[value]!) - 1 };
  });
  return { ...after, values, inputs };
}

const flat = new WeakMap<Program, Program>();
/** The program without loops, made once, for executors that have no form for them. */
export function withoutLoops(p: Program): Program {
  const known = flat.get(p);
  if (known !== undefined) return known;
  const made = unrolled(p);
  const lean = made === p ? p : optimize(made);
  flat.set(p, lean);
  return lean;
}

/** Value numbers that stand for others; `of` follows the chain. */
class Aliases {
  readonly #to = new Map<number, number>();
  set(from: number, to: number): void {
    this.#to.set(from, to);
  }
  of(value: number): number {
    for (let next = this.#to.get(value); next !== undefined; next = this.#to.get(value)) value = next;
    return value;
  }
  inputs(call: Call): Call {
    return { ...call, inputs: Object.fromEntries(Object.entries(call.inputs).map(([n, v]) => [n, this.of(v)])) };
  }
  outputs(p: Program): Program['outputs'] {
    return p.outputs.map((o) => ({ ...o, value: this.of(o.value) }));
  }
}

/** Drops calls that change nothing, and reshapes of reshapes. */
export function withoutNeutral(p: Program): Program {
  const aliases = new Aliases();
  const constants = new Map(p.constants.map((c) => [c.value, c.data]));
  const reshaped = new Map<number, number>();
  const calls: Call[] = [];
  for (const original of p.calls) {
    let call = aliases.inputs(original);
    if (call.kernel === op.Reshape) {
      const from = reshaped.get(call.inputs.x!) ?? call.inputs.x!;
      call = { ...call, inputs: { x: from } };
      reshaped.set(call.outputs[0]!, from);
    }
    const same = neutral(p, call, constants);
    if (same === undefined) calls.push(call);
    else aliases.set(call.outputs[0]!, same);
  }
  return { ...p, calls, outputs: aliases.outputs(p) };
}

/** The input that a call only hands on. Multiplying by 1 and adding 0 keep every bit but the sign of zero. */
function neutral(p: Program, call: Call, constants: ReadonlyMap<number, Constant['data']>): number | undefined {
  const { inputs, outputs } = call;
  const operation = operationOf(call);
  const type = p.values[outputs[0]!]!;
  const fits = (v: number): boolean => sameShape(p.values[v]!.shape, type.shape) && p.values[v]!.dtype === type.dtype;
  const [x] = Object.values(inputs);
  if (operation.kind === 'view' || call.kernel === op.Cast) return fits(x!) ? x : undefined;
  if (call.kernel === op.Transpose) {
    const perm = call.attributes.perm as readonly number[];
    return perm.every((a, i) => a === i) && fits(x!) ? x : undefined;
  }
  const { unit } = operation;
  for (const [one, rest] of [
    ['b', 'a'],
    ['a', 'b'],
  ] as const)
    if (unit?.inputs.includes(one) && constants.get(inputs[one]!) === unit.value && fits(inputs[rest]!))
      return inputs[rest];
  return undefined;
}

/** Calls with the same kernel, inputs and attributes become one. */
export function withoutDuplicates(p: Program): Program {
  const aliases = new Aliases();
  const seen = new Map<string, Call>();
  const constantKey = new Map<string, number>();
  for (const c of p.constants) {
    if (typeof c.data !== 'number') continue;
    const key = `${c.data} ${Object.is(c.data, -0)} ${JSON.stringify(p.values[c.value])}`;
    const first = constantKey.get(key);
    if (first === undefined) constantKey.set(key, c.value);
    else aliases.set(c.value, first);
  }
  const calls: Call[] = [];
  for (const original of p.calls) {
    const call = aliases.inputs(original);
    // two loops are hardly ever the same, and it takes long to see
    if (isKind(call, 'loop')) {
      calls.push(call);
      continue;
    }
    const types = call.outputs.map((o) => p.values[o]);
    const key = textOf([call.kernel, call.inputs, call.attributes, types]);
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, call);
      calls.push(call);
    } else call.outputs.forEach((o, i) => aliases.set(o, first.outputs[i]!));
  }
  return { ...p, calls, outputs: aliases.outputs(p) };
}

/**
 * A value spread over a larger shape by * 1 is used unspread where the other factor has that shape anyway. What is
 * done to each number of a spread value, alone or with one fixed number, is done before spreading.
 */
export function withoutExpansions(p: Program): Program {
  const constants = new Map(p.constants.map((c) => [c.value, c.data]));
  const added: Constant[] = [];
  const values = [...p.values];
  const spread = new Map<number, number>();
  const shape = (v: number): readonly number[] => values[v]!.shape;
  const scalar = (v: number): number => {
    if (shape(v).length === 0) return v;
    values.push({ shape: [], dtype: values[v]!.dtype });
    added.push({ value: values.length - 1, data: constants.get(v)! });
    return values.length - 1;
  };
  /** The call on the unspread value, if all its other operands are one number each. */
  const early = (call: Call): Call[] => {
    const inputs = Object.entries(call.inputs);
    const wide = inputs.filter(([, v]) => spread.has(v));
    const fixed = inputs.every(([, v]) => spread.has(v) || typeof constants.get(v) === 'number');
    const [first] = wide;
    if (wide.length !== 1 || first === undefined || !fixed) return [];
    const small = spread.get(first[1])!;
    values.push({ shape: shape(small), dtype: values[call.outputs[0]!]!.dtype });
    const out = values.length - 1;
    spread.set(call.outputs[0]!, out);
    const moved = inputs.map(([n, v]) => [n, v === first[1] ? small : scalar(v)]);
    return [{ ...call, inputs: Object.fromEntries(moved), outputs: [out] }];
  };
  const calls = p.calls.flatMap((call): Call[] => {
    const operation = operationOf(call);
    if (isMap(operation)) return [...early(call), call];
    if (!operation.spreads || !('a' in call.inputs)) return [call];
    const { a, b } = call.inputs as { a: number; b: number };
    const out = shape(call.outputs[0]!);
    const before = early(call);
    if (before.length === 0 && call.kernel === op.Multiply) {
      const sameType = values[b]!.dtype === values[a]!.dtype;
      if (constants.get(b) === 1 && sameType) spread.set(call.outputs[0]!, a);
      else if (constants.get(a) === 1 && sameType) spread.set(call.outputs[0]!, b);
    }
    const small = (v: number, other: number): number => (sameShape(shape(other), out) ? (spread.get(v) ?? v) : v);
    const left = small(a, b);
    return [...before, { ...call, inputs: { a: left, b: left === a ? small(b, a) : b } }];
  });
  return { ...p, values, calls, constants: [...p.constants, ...added] };
}

/** One-hot rows that only serve as floating-point numbers are made as such. */
export function withoutCasts(p: Program): Program {
  const hot = new Map(p.calls.flatMap((c) => (c.kernel === op.OneHot ? [[c.outputs[0]!, c]] : [])));
  const calls = p.calls.map((c) => {
    const one = c.kernel === op.Cast && c.attributes.dtype === 'float32' ? hot.get(c.inputs.x!) : undefined;
    return one === undefined ? c : { ...one, attributes: { ...one.attributes, dtype: 'float32' }, outputs: c.outputs };
  });
  return { ...p, calls };
}

/** Where Relu[x] is known its sign is asked instead of that of x: x then serves Relu alone and the two can be one. */
export function throughActivations(p: Program): Program {
  const activated = new Map(p.calls.flatMap((c) => (c.kernel === op.Relu ? [[c.inputs.x!, c.outputs[0]!]] : [])));
  const calls = p.calls.map((c) => {
    const y = c.kernel === op.Step && !c.attributes.alpha ? activated.get(c.inputs.x!) : undefined;
    return y === undefined ? c : { ...c, inputs: { x: y } };
  });
  return { ...p, calls };
}

/** Keeps only what outputs depend on, and numbers the values anew. */
export function withoutDead(p: Program): Program {
  const live = new Set(p.outputs.map((o) => o.value));
  const calls: Call[] = [];
  for (const call of [...p.calls].reverse()) {
    if (!call.outputs.some((o) => live.has(o))) continue;
    calls.push(call);
    for (const v of Object.values(call.inputs)) live.add(v);
    for (const v of call.outputs) live.add(v);
  }
  return renumber(p, calls.reverse(), live);
}

function renumber(p: Program, calls: readonly Call[], live: ReadonlySet<number>): Program {
  const numbers = new Map<number, number>();
  p.values.forEach((_, v) => live.has(v) && numbers.set(v, numbers.size));
  const of = (v: number): number => numbers.get(v)!;
  const kept = <T extends { readonly value: number }>(list: readonly T[]): T[] =>
    list.filter((x) => live.has(x.value)).map((x) => ({ ...x, value: of(x.value) }));
  return {
    values: p.values.filter((_, v) => live.has(v)),
    inputs: kept(p.inputs),
    arrays: kept(p.arrays),
    constants: kept(p.constants),
    calls: calls.map((c) => ({
      ...c,
      inputs: Object.fromEntries(Object.entries(c.inputs).map(([n, v]) => [n, of(v)])),
      outputs: c.outputs.map(of),
    })),
    outputs: kept(p.outputs),
  };
}

/** For each value that a call makes: the place in the list of calls of its last use; outputs live to the end. */
export function lastUses(p: Program): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  p.calls.forEach((call, i) => {
    for (const v of call.outputs) last.set(v, i);
    for (const v of Object.values(call.inputs)) if (last.has(v)) last.set(v, i);
  });
  for (const o of p.outputs) if (last.has(o.value)) last.set(o.value, p.calls.length);
  return last;
}

/** Bytes that the values made by calls take at the most at once, freed after their last use. */
export function peakBytes(p: Program): number {
  const ends = new Map<number, number[]>();
  for (const [v, i] of lastUses(p)) ends.set(i, [...(ends.get(i) ?? []), v]);
  const bytes = (v: number): number => elements(p.values[v]!.shape) * 4;
  let [now, peak] = [0, 0];
  p.calls.forEach((call, i) => {
    if (!isKind(call, 'view')) for (const v of call.outputs) now += bytes(v);
    peak = Math.max(peak, now);
    for (const v of ends.get(i) ?? []) now -= bytes(v);
  });
  return peak;
}
