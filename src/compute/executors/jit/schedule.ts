/** The order of work: calls as they stand, groups of elementwise calls when somebody needs their results. */

import type { Call } from '../../program/program.ts';
import { elements } from '../../program/program.ts';
import { Group, isElementwise, type Surroundings } from './groups.ts';

export type Unit =
  | { readonly call: Call; readonly group?: undefined }
  | { readonly group: Group; readonly call?: undefined };

/** Units in an order that works. */
export function schedule(s: Surroundings): Unit[] {
  return new Scheduler(s).run();
}

class Scheduler {
  readonly #surroundings: Surroundings;
  readonly #units: Unit[] = [];
  /** Groups that may still grow. None of them has an operand that another makes. */
  #open: Group[] = [];

  constructor(s: Surroundings) {
    this.#surroundings = s;
  }

  run(): Unit[] {
    const { program, aliases } = this.#surroundings;
    for (const call of program.calls) {
      if (aliases.silent(call)) continue;
      if (isElementwise(program, call)) this.#join(call);
      else {
        this.#flushFor(call, undefined);
        this.#units.push({ call });
      }
    }
    for (const group of this.#open) this.#units.push({ group });
    return this.#units;
  }

  #flush(group: Group): void {
    this.#open = this.#open.filter((g) => g !== group);
    this.#units.push({ group });
  }

  /** Completes the groups that make inputs of a call, but for whole results of the group that it is to join. */
  #flushFor(call: Call, joined: Group | undefined): void {
    const { program, aliases } = this.#surroundings;
    for (const v of Object.values(call.inputs)) {
      const { base, offset } = aliases.source(v);
      const group = this.#open.find((g) => g.results.includes(base));
      if (group === undefined) continue;
      const whole = offset === 0 && elements(program.values[v]!.shape) === group.size;
      if (group !== joined || !whole) this.#flush(group);
    }
  }

  #groupOf(size: number): Group | undefined {
    return this.#open.find((g) => g.size === size);
  }

  #join(call: Call): void {
    const size = elements(this.#surroundings.program.values[call.outputs[0]!]!.shape);
    this.#flushFor(call, this.#groupOf(size));
    const group = this.#groupOf(size);
    const larger = group?.with(this.#surroundings, call);
    if (group !== undefined && larger !== undefined) {
      this.#open[this.#open.indexOf(group)] = larger;
      return;
    }
    if (group !== undefined) this.#flush(group);
    this.#flushFor(call, undefined);
    const alone = Group.empty(size).with(this.#surroundings, call);
    if (alone === undefined) throw new Error(`${call.kernel} has no loop`);
    this.#open.push(alone);
  }
}
