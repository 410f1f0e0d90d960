/** Gathers what is done to every number alike into groups that one loop computes. */

import { functions } from '../../jit/kernels/all-functions.ts';
import {
  type Elementwise,
  elementwiseCode,
  MOST_PLACES,
  MOST_VALUES,
  type Operation,
  pressure,
} from '../../jit/kernels/elementwise.ts';
import type { Call, Program } from '../../program.ts';
import type { Aliases } from './aliases.ts';
import { type Machine, region, type Step, shares, sizeOf, task } from './lowering.ts';

/** A number for each number of a result: where it lies, and steps along axes from the outermost. */
interface Operand {
  readonly value: number;
  readonly pattern: Pattern;
}

/** [length, step] of merged axes. */
type Pattern = readonly (readonly [number, number])[];

interface Member {
  readonly call: Call;
  readonly operation: Operation;
}

const MOST_AXES = 4;
const MOST_OPERATIONS = 32;

/** Which kernels a group may hold, and their name and parameters among the functions. */
function functionOf(p: Program, call: Call): { name: string; parameters: readonly number[] } | undefined {
  if (call.kernel === 'Cast') {
    const to = p.values[call.outputs[0]!]!.dtype;
    return to === 'int32' ? { name: 'Truncate', parameters: [] } : { name: 'Truth', parameters: [] };
  }
  if (!(call.kernel in functions)) return undefined;
  const { alpha, clipValueMin, clipValueMax } = call.attributes as Record<string, number | undefined>;
  const parameters =
    call.kernel === 'ClipByValue' ? [clipValueMin!, clipValueMax!] : alpha === undefined ? [] : [alpha];
  return { name: call.kernel, parameters };
}

/** Whether a call is done to every number alike. */
export const isElementwise = (p: Program, call: Call): boolean => functionOf(p, call) !== undefined;

/** Steps of a value that is spread over a shape, with axes merged that it passes evenly. */
function patternOf(shape: readonly number[], out: readonly number[]): Pattern {
  const full = [...new Array<number>(out.length - shape.length).fill(1), ...shape];
  const axes: [number, number][] = [];
  let step = sizeOf(shape);
  out.forEach((n, i) => {
    step /= full[i]!;
    if (n === 1) return;
    const own = full[i] === 1 ? 0 : step;
    const last = axes.at(-1);
    if (last !== undefined && last[1] === own * n) axes[axes.length - 1] = [last[0] * n, own];
    else axes.push([n, own]);
  });
  return axes.length === 0 ? [[1, 0]] : axes;
}

/** Lengths of axes that all patterns can be written on; undefined if there are none or too many. */
function commonAxes(patterns: readonly Pattern[], n: number): number[] | undefined {
  const ends = new Set<number>([1, n]);
  for (const pattern of patterns) {
    let inner = 1;
    for (const [length] of [...pattern].reverse()) ends.add((inner *= length));
  }
  const sorted = [...ends].sort((a, b) => b - a);
  const axes = sorted.slice(1).map((inner, i) => sorted[i]! / inner);
  if (axes.length === 0) return [1];
  return axes.length <= MOST_AXES && axes.every(Number.isInteger) ? axes : undefined;
}

/** Steps of a pattern along finer axes. */
function stepsOn(pattern: Pattern, axes: readonly number[]): number[] {
  const steps: number[] = new Array(axes.length);
  let [k, inner] = [pattern.length - 1, 1];
  for (let i = axes.length - 1; i >= 0; i--) {
    const [length, step] = pattern[k]!;
    steps[i] = step * inner;
    inner *= axes[i]!;
    if (inner === length) {
      k--;
      inner = 1;
    }
  }
  return steps;
}

/** What a group must know of the program around it. */
export interface Surroundings {
  readonly program: Program;
  readonly aliases: Aliases;
  /** What a value is full of, if it is a constant. */
  readonly uniform: (value: number) => number | undefined;
  /** Whether a result is used by others than these calls. */
  readonly needed: (value: number, within: ReadonlySet<Call>) => boolean;
}

/** Operations on blocks of the same size, whose results nobody outside has asked for yet. */
export class Group {
  readonly size: number;
  readonly members: readonly Member[];
  readonly operands: readonly Operand[];
  readonly axes: readonly number[];

  constructor(size: number, members: readonly Member[], operands: readonly Operand[], axes: readonly number[]) {
    this.size = size;
    this.members = members;
    this.operands = operands;
    this.axes = axes;
  }

  static empty(size: number): Group {
    return new Group(size, [], [], [1]);
  }

  /** Values that the group computes. */
  get results(): number[] {
    return this.members.map((m) => m.call.outputs[0]!);
  }

  /** The group with one call more; undefined if it would be too large. */
  with({ program: p, aliases, uniform, needed }: Surroundings, call: Call): Group | undefined {
    const { name, parameters } = functionOf(p, call)!;
    const [out] = call.outputs as [number];
    const { shape } = p.values[out]!;
    const operands = [...this.operands];
    const results = this.results;
    // operands are numbered from -1 down, results from 0 up, until the group is complete
    const constants: Member[] = [];
    const args = Object.values(call.inputs).map((v) => {
      const number = uniform(v);
      if (number !== undefined) {
        constants.push({
          call: { ...call, outputs: [-1] },
          operation: { name: 'Constant', args: [], parameters: [number] },
        });
        return results.length + constants.length - 1;
      }
      const { base, offset } = aliases.source(v);
      const own = results.indexOf(base);
      if (own >= 0 && offset === 0 && sizeOf(p.values[v]!.shape) === this.size) return own;
      const pattern = patternOf(p.values[v]!.shape, shape);
      const same = (o: Operand): boolean => {
        const part = aliases.source(o.value);
        return part.base === base && part.offset === offset && `${o.pattern}` === `${pattern}`;
      };
      const known = operands.findIndex(same);
      return -1 - (known >= 0 ? known : operands.push({ value: v, pattern }) - 1);
    });
    const members = [...this.members, ...constants, { call, operation: { name, args, parameters } }];
    const axes = commonAxes(
      operands.map((o) => o.pattern),
      this.size,
    );
    if (axes === undefined || members.length > MOST_OPERATIONS) return undefined;
    const group = new Group(this.size, members, operands, axes);
    return group.#fits(needed) ? group : undefined;
  }

  #fits(needed: Surroundings['needed']): boolean {
    const whole = { operands: this.operands.map(() => []), operations: this.#operations(), stores: [] };
    return this.operands.length + this.#stored(needed).length <= MOST_PLACES && pressure(whole) <= MOST_VALUES;
  }

  /** Places in the list of members of results that are used outside. */
  #stored(needed: Surroundings['needed']): number[] {
    const calls = new Set(this.members.map((m) => m.call));
    return this.members.flatMap(({ call }, i) => (call.outputs[0]! >= 0 && needed(call.outputs[0]!, calls) ? [i] : []));
  }

  #operations(): Operation[] {
    const n = this.operands.length;
    return this.members.map(({ operation: o }) => ({ ...o, args: o.args.map((a) => (a < 0 ? -1 - a : n + a)) }));
  }

  /** The step that computes the group and stores what is needed outside. */
  step(m: Machine, needed: Surroundings['needed']): Step {
    const stored = this.#stored(needed);
    const steps = this.operands.map((o) => stepsOn(o.pattern, this.axes));
    const [outer] = this.axes as [number];
    const block = this.size / outer;
    const unit = block === 1 ? 16 : 1;
    return shares(m, outer, unit, this.size * Math.sqrt(this.members.length)).map(([from, to]) => {
      const axes = [to - from, ...this.axes.slice(1)];
      const spec: Elementwise = { axes, operands: steps, operations: this.#operations(), stores: stored };
      const reach = (s: readonly number[]): number => s.reduce((n, step, i) => n + step * (axes[i]! - 1), 1);
      const reads = this.operands.map((o, i) => region(m.place(o.value) + from * steps[i]![0]! * 4, reach(steps[i]!)));
      const writes = stored.map((i) =>
        region(m.place(this.members[i]!.call.outputs[0]!) + from * block * 4, (to - from) * block),
      );
      return task(
        'elementwise',
        elementwiseCode,
        spec,
        [...reads, ...writes].map((r) => r[0]),
        reads,
        writes,
      );
    });
  }
}
