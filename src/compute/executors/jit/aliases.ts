/** Values that are parts of other values: they need no code and no place of their own. */
import { axisOf } from '../../program/axes.ts';
import { isKind, op } from '../../program/operations.ts';
import type { Call, Program } from '../../program/program.ts';
import { elements } from '../../program/program.ts';

/** A value as part of a base, which starts `offset` numbers into it. */
export interface Part {
  readonly base: number;
  readonly offset: number;
}

/** Whether all axes before this one have length 1, so that parts along it lie one after the other. */
const leads = (shape: readonly number[], axis: number): boolean => shape.slice(0, axis).every((n) => n === 1);

/** What each output of a call is a part of; undefined if the call computes something. */
function partsOf(p: Program, call: Call): Part[] | undefined {
  const x = Object.values(call.inputs)[0]!;
  const shape = x === undefined ? [] : p.values[x]!.shape;
  if (isKind(call, 'view') || (call.kernel === op.Cast && keepsNumbers(p, call))) return [{ base: x, offset: 0 }];
  if (call.kernel === op.SplitV) {
    if (!leads(shape, axisOf(call.attributes.axis as number, shape.length))) return undefined;
    let offset = 0;
    return call.outputs.map((o) => {
      const part = { base: x, offset };
      offset += elements(p.values[o]!.shape);
      return part;
    });
  }
  if (call.kernel === op.Slice) {
    const to = p.values[call.outputs[0]!]!.shape;
    const cuts = shape.flatMap((n, i) => (n === to[i] ? [] : [i]));
    const axis = cuts[0] ?? 0;
    if (cuts.length > 1 || !leads(shape, axis)) return undefined;
    const begin = [call.attributes.begin as number | number[]].flat()[axis] ?? 0;
    return [{ base: x, offset: begin * elements(shape.slice(axis + 1)) }];
  }
  if (call.kernel === op.Unpack) {
    if (!leads(shape, axisOf(call.attributes.axis as number, shape.length))) return undefined;
    return call.outputs.map((o, i) => ({ base: x, offset: i * elements(p.values[o]!.shape) }));
  }
  return undefined;
}

/** Every number is single-precision already; only fractions must be cut, and truth values made. */
function keepsNumbers(p: Program, call: Call): boolean {
  const [from, to] = [p.values[call.inputs.x!]!.dtype, p.values[call.outputs[0]!]!.dtype];
  return (
    from === to || (to === 'float32' && (from === 'int32' || from === 'bool')) || (from === 'bool' && to === 'int32')
  );
}

/** The parts of a program. */
export class Aliases {
  /** Values that calls without code make, as parts of what they are made from. */
  readonly #views = new Map<number, Part>();
  /** Computed values that lie within another one. */
  readonly #homes = new Map<number, Part>();
  readonly #silent = new Set<Call>();

  constructor(p: Program) {
    const computed = new Set(p.calls.flatMap((c) => c.outputs));
    for (const call of p.calls) {
      const parts = partsOf(p, call);
      if (parts === undefined) continue;
      this.#silent.add(call);
      call.outputs.forEach((o, i) => {
        const { base, offset } = this.source(parts[i]!.base);
        this.#views.set(o, { base, offset: offset + parts[i]!.offset });
      });
    }
    for (const call of p.calls)
      if (call.kernel === op.Concat || call.kernel === op.Pack) this.#joinParts(p, call, computed);
  }

  /** The operands of a concatenation are computed where it needs them, if they are results that nothing else holds. */
  #joinParts(p: Program, call: Call, computed: ReadonlySet<number>): void {
    const [whole] = call.outputs as [number];
    const { shape } = p.values[whole]!;
    if (!leads(shape, axisOf(call.attributes.axis as number, shape.length))) return;
    let start = 0;
    for (const v of Object.values(call.inputs)) {
      const { base, offset } = this.source(v);
      const size = elements(p.values[v]!.shape);
      const free = offset === 0 && size === elements(p.values[base]!.shape) && computed.has(base);
      if (free && !this.#homes.has(base)) this.#homes.set(base, { base: whole, offset: start });
      start += size;
    }
  }

  /** The computed value, input, array or constant that a value is a part of. */
  source(value: number): Part {
    return this.#views.get(value) ?? { base: value, offset: 0 };
  }

  /** The value that has a place of its own, and where in it a value lies. */
  home(value: number): Part {
    const { base, offset } = this.source(value);
    const outer = this.#homes.get(base);
    if (outer === undefined) return { base, offset };
    const whole = this.home(outer.base);
    return { base: whole.base, offset: whole.offset + outer.offset + offset };
  }

  /** Whether a call needs no code. */
  silent(call: Call): boolean {
    return this.#silent.has(call);
  }
}
