/** From a program to steps on places in memory, in an order that works. */
import type { OptimizerSettings } from '../../contract/step.ts';
import { mostThreads } from '../../machine/jit/threads.ts';
import { partsOf } from '../../optimizers/segments.ts';
import { isKind } from '../../program/operations.ts';
import { callsOf, type Program, type ProgramOutput, workOf } from '../../program/program.ts';
import { type Compilation, threadsFor } from '../executor.ts';
import { Aliases } from './aliases.ts';
import { copyStep } from './forms/arrangements.ts';
import { lowerings } from './forms/index.ts';
import { type Surroundings, surroundingsOf } from './groups.ts';
import { type Host, hostCall } from './host.ts';
import { loopSteps } from './loops.ts';
import type { Repeat, Step } from './lowering.ts';
import { OptimizerSteps } from './optimizer.ts';
import { NativeRoom, type Room } from './room.ts';
import { schedule, type Unit } from './schedule.ts';
import { Storage } from './storage.ts';

/** Below this work waking other threads costs more than it brings. */
const PARALLEL_OPERATIONS = 2e6;

/** Operations of a call, on average, below which waiting for each other takes longer than the half of it: short batches of long loops. */
const WORTH_WAITING = 1e5;

/** Where a program runs: in which memory, and on how many threads. */
export interface Site {
  readonly room: Room;
  readonly threads: number;
}

function threadsOf(c: Compilation): number {
  const small = workOf(c.program) < WORTH_WAITING * callsOf(c.program);
  return small ? 1 : Math.min(mostThreads(), threadsFor(c, PARALLEL_OPERATIONS));
}

/** On this processor itself. */
export const nativeSite = (c: Compilation, room = new NativeRoom(c.program, c.store)): Site => ({
  room,
  threads: threadsOf(c),
});

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
  /** The optimizer, where its steps stand among the others. */
  readonly updates?: OptimizerSteps;
}

/** Whoever asks gives the memory back; it is not kept where this throws. */
export function planOf(c: Compilation, site = nativeSite(c)): Plan {
  return planned(c, site, false, (storage, aliases) => [
    ...partsIn(storage, c.program, aliases, new Map()),
    { unit: undefined, steps: copiesOf(storage, gradientsOf(c.program)) },
  ]);
}

/** The same with the update of each array as soon as nothing else needs it: its gradient is there until then, and not in the store. */
export function updatingPlanOf(c: Compilation, o: OptimizerSettings, site = nativeSite(c)): Plan {
  let updates: OptimizerSteps | undefined;
  const plan = planned(c, site, true, (storage, aliases) => {
    updates = new OptimizerSteps(storage, o);
    return updatingParts(c, storage, aliases, updates, o);
  });
  return { ...plan, updates: updates! };
}

function planned(
  { program }: Compilation,
  { room, threads }: Site,
  passing: boolean,
  parts: (storage: Storage, aliases: Aliases) => readonly Part[],
): Plan {
  const aliases = new Aliases(program);
  const storage = new Storage(program, aliases, room, threads, passing);
  try {
    const all = parts(storage, aliases);
    // outputs that are constants have been nobody's operands
    for (const o of program.outputs) if (o.role !== 'gradient') storage.place(o.value);
    return { storage, parts: all };
  } catch (e) {
    room.dispose();
    throw e;
  }
}

const gradientsOf = (p: Program): readonly ProgramOutput[] => p.outputs.filter((o) => o.role === 'gradient');

/** Copies gradients that are not in the store to there. */
const copiesOf = (storage: Storage, gradients: readonly ProgramOutput[]): Step[] =>
  gradients.flatMap(({ name, value }) => {
    const [from, to] = [storage.place(value), storage.gradient(name)];
    return from === to ? [] : [copyStep(storage, from, to, [[storage.size(value), 1, 1]])];
  });

/** Gradients that nothing computes, as where an array is that of another, are copied before any array changes; their updates stand last. */
function updatingParts(
  { program, store }: Compilation,
  storage: Storage,
  aliases: Aliases,
  updates: OptimizerSteps,
  o: OptimizerSettings,
): readonly Part[] {
  const segments = partsOf(store, o);
  const made = new Set(program.calls.flatMap((c) => c.outputs));
  const [computed, given] = [true, false].map((is) =>
    gradientsOf(program).filter((g) => made.has(aliases.home(g.value).base) === is),
  ) as [ProgramOutput[], ProgramOutput[]];
  const arrays = new Map(program.arrays.map((a) => [a.key, a.value]));
  const passing = new Map(
    computed.map(({ name, value }): [string, Passing] => [
      name,
      {
        values: [value, ...(arrays.has(name) ? [arrays.get(name)!] : [])],
        update: () => updates.of(segments.get(name)!, storage.place(value)),
      },
    ]),
  );
  const rest = [...segments].filter(([key]) => !passing.has(key));
  return [
    { unit: undefined, steps: copiesOf(storage, given) },
    ...partsIn(storage, program, aliases, passing),
    { unit: undefined, steps: rest.map(([, s]) => updates.of(s)) },
  ];
}

/** An update, which comes when nothing else needs these values. */
interface Passing {
  readonly values: readonly number[];
  readonly update: () => Step;
}

function partsIn(
  storage: Storage,
  program: Program,
  aliases: Aliases,
  passing: ReadonlyMap<string, Passing>,
): readonly Part[] {
  const surroundings = surroundingsOf(program, aliases, (v) => storage.uniform(v));
  const units = schedule(surroundings);
  const ends = new Map<number, number>();
  units.forEach((unit, i) => {
    const { inputs, outputs } = valuesOf(unit);
    for (const v of [...inputs, ...outputs]) ends.set(aliases.home(v).base, i);
  });
  const due = new Map<number, Passing[]>();
  for (const p of passing.values()) {
    const bases = p.values.map((v) => aliases.home(v).base);
    const last = Math.max(...bases.map((b) => ends.get(b) ?? 0));
    due.set(last, [...(due.get(last) ?? []), p]);
    for (const b of bases) ends.set(b, Math.max(last, ends.get(b) ?? 0));
  }
  const endingAt = new Map<number, number[]>();
  for (const [v, i] of ends) endingAt.set(i, [...(endingAt.get(i) ?? []), v]);
  return units.map((unit, i): Part => {
    const steps = lower(unit, surroundings, storage);
    storage.endScratch();
    const updates = (due.get(i) ?? []).map((p) => p.update());
    for (const v of endingAt.get(i) ?? []) storage.end(v);
    return { unit, steps: [...steps, ...updates] };
  });
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
