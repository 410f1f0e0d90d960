/** From a program to steps on places in memory, in an order that works. */
import { mostThreads } from '../../machine/jit/threads.ts';
import { isKind } from '../../program/operations.ts';
import { callsOf, type Program, workOf } from '../../program/program.ts';
import { type Compilation, threadsFor } from '../executor.ts';
import { Aliases } from './aliases.ts';
import { copyStep } from './forms/arrangements.ts';
import { lowerings } from './forms/index.ts';
import { type Surroundings, surroundingsOf } from './groups.ts';
import { type Host, hostCall } from './host.ts';
import { loopSteps } from './loops.ts';
import type { Repeat, Step } from './lowering.ts';
import { schedule, type Unit } from './schedule.ts';
import { Storage } from './storage.ts';

/** Below this work waking other threads costs more than it brings. */
const PARALLEL_OPERATIONS = 2e6;

/** Operations of a call, on average, below which waiting for each other takes longer than the half of it: short batches of long loops. */
const WORTH_WAITING = 1e5;

function threadsOf(c: Compilation): number {
  const small = workOf(c.program) < WORTH_WAITING * callsOf(c.program);
  return small ? 1 : Math.min(mostThreads(), threadsFor(c, PARALLEL_OPERATIONS));
}

/** Values that a unit reads and makes. */
function valuesOf(unit: Unit): { inputs: number[]; outputs: readonly number[] } {
  if (unit.call !== undefined) return { inputs: Object.values(unit.call.inputs), outputs: unit.call.outputs };
  const outputs = unit.group.results.filter((v) => v >= 0);
  return { inputs: unit.group.operands.map((o) => o.value), outputs };
}

/** Steps of one unit of the work; of no unit what comes at the end. */
export interface Part {
  readonly unit: Unit | undefined;
  readonly steps: readonly (Step | Repeat | Host)[];
}

/** The parts of a program in order, and the memory in which all its values have places. */
export interface Plan {
  readonly storage: Storage;
  readonly parts: readonly Part[];
}

/** Whoever asks gives the memory back; it is not kept where this throws. */
export function planOf(c: Compilation): Plan {
  const aliases = new Aliases(c.program);
  const storage = new Storage(c.program, aliases, c.store, threadsOf(c));
  try {
    return { storage, parts: partsIn(storage, c.program, aliases) };
  } catch (e) {
    storage.arena.dispose();
    throw e;
  }
}

function partsIn(storage: Storage, program: Program, aliases: Aliases): readonly Part[] {
  const surroundings = surroundingsOf(program, aliases, (v) => storage.uniform(v));
  const units = schedule(surroundings);
  const ends = new Map<number, number>();
  units.forEach((unit, i) => {
    const { inputs, outputs } = valuesOf(unit);
    for (const v of [...inputs, ...outputs]) ends.set(aliases.home(v).base, i);
  });
  const endingAt = new Map<number, number[]>();
  for (const [v, i] of ends) endingAt.set(i, [...(endingAt.get(i) ?? []), v]);
  const parts = units.map((unit, i): Part => {
    const steps = lower(unit, surroundings, storage);
    storage.endScratch();
    for (const v of endingAt.get(i) ?? []) storage.end(v);
    return { unit, steps };
  });
  const copies = program.outputs.flatMap(({ role, name, value }): Step[] => {
    if (role !== 'gradient') return [];
    const [from, to] = [storage.place(value), storage.gradient(name)];
    return from === to ? [] : [copyStep(storage, from, to, [[storage.size(value), 1, 1]])];
  });
  return [...parts, { unit: undefined, steps: copies }];
}

function lower(unit: Unit, s: Surroundings, storage: Storage): readonly (Step | Repeat | Host)[] {
  if (unit.group !== undefined) {
    const calls = new Set(unit.group.members.map((m) => m.call));
    for (const v of unit.group.results) if (v >= 0 && s.needed(v, calls)) storage.begin(v);
    return [unit.group.step(storage, s.needed)];
  }
  for (const v of unit.call.outputs) storage.begin(v);
  if (isKind(unit.call, 'loop')) return loopSteps(storage, unit.call);
  return lowerings[unit.call.kernel]?.(storage, unit.call) ?? [hostCall(storage, unit.call)];
}
