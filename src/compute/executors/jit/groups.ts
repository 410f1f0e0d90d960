/** Gathers what is done to every number alike into groups that one loop computes. */

import { functions } from '../../machine/jit/kernels/all-functions.ts';
import {
  type Elementwise,
  elementwiseCode,
  fitsRegisters,
  MOST_PLACES,
  type Operation,
} from '../../machine/jit/kernels/elementwise.ts';
import { commonAxes, type Pattern, patternOf, stepsOn } from '../../program/broadcast.ts';
import { op, operationOf } from '../../program/operations.ts';
import type { Call, Program } from '../../program/program.ts';
import { elements } from '../../program/program.ts';
import type { Aliases } from './aliases.ts';
import { type Machine, region, type Step, shares, task } from './lowering.ts';

/** A number for each number of a result: where it lies, and steps along axes from the outermost. */
interface Operand {
  readonly value: number;
  readonly pattern: Pattern;
}

interface Member {
  readonly call: Call;
  readonly operation: Operation;
}

/** Axes that the loops of several calls may have; a call alone has those that it needs. */
const MOST_AXES = 4;
const MOST_OPERATIONS = 32;

/** Which operations a group may hold, and their name and parameters among the functions. */
function functionOf(p: Program, call: Call): { name: string; parameters: readonly number[] } | undefined {
  if (call.kernel === op.Cast) {
    const to = p.values[call.outputs[0]!]!.dtype;
    return to === 'int32' ? { name: 'Truncate', parameters: [] } : { name: 'Truth', parameters: [] };
  }
  if (!(call.kernel in functions)) return undefined;
  const { parameters = [] } = operationOf(call);
  const given = parameters.map((name) => call.attributes[name] as number | undefined);
  return { name: call.kernel, parameters: given.filter((x) => x !== undefined) };
}

/** Whether a call is done to every number alike. */
export const isElementwise = (p: Program, call: Call): boolean => functionOf(p, call) !== undefined;

/** What a group must know of the program around it. */
export interface Surroundings {
  readonly program: Program;
  readonly aliases: Aliases;
  /** What a value is full of, if it is a constant. */
  readonly uniform: (value: number) => number | undefined;
  /** Whether a result is used by others than these calls. */
  readonly needed: (value: number, within: ReadonlySet<Call>) => boolean;
}

/** What else uses a value, by the value that computes it. */
export function surroundingsOf(p: Program, aliases: Aliases, uniform: Surroundings['uniform']): Surroundings {
  const users = new Map<number, Set<Call>>();
  for (const call of p.calls) {
    if (aliases.silent(call)) continue;
    for (const v of Object.values(call.inputs)) {
      const { base } = aliases.source(v);
      users.set(base, (users.get(base) ?? new Set()).add(call));
    }
  }
  const kept = new Set(p.outputs.map((o) => aliases.source(o.value).base));
  const needed = (value: number, within: ReadonlySet<Call>): boolean =>
    kept.has(value) || [...(users.get(value) ?? [])].some((c) => !within.has(c));
  return { program: p, aliases, uniform, needed };
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
      if (own >= 0 && offset === 0 && elements(p.values[v]!.shape) === this.size) return own;
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
    const most = this.members.length === 0 ? axes?.length : MOST_AXES;
    if (axes === undefined || axes.length > most! || members.length > MOST_OPERATIONS) return undefined;
    const group = new Group(this.size, members, operands, axes);
    return group.#fits(needed) ? group : undefined;
  }

  #fits(needed: Surroundings['needed']): boolean {
    const whole = { operands: this.operands.map(() => []), operations: this.#operations() };
    return this.operands.length + this.#stored(needed).length <= MOST_PLACES && fitsRegisters(whole);
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
