/** What trainings leave behind for others like them: memory for arrays of one layout, and the programs compiled on it. */
import { sparesMemory } from '../../memory.ts';
import type { ArraySlot, ComputeOptions, OptimizerSettings } from '../contract/step.ts';
import { memoryLimit } from '../machine/memory-limit.ts';
import { momentsOf } from '../optimizers/segments.ts';
import { textOf } from '../program/program.ts';
import type { Sized } from './compiled.ts';
import { ArrayStore } from './store.ts';

/** A store, and what runs on it: those longest unused first. */
export interface Workplace {
  readonly layout: string;
  readonly store: ArrayStore;
  readonly programs: Sized[];
}

/** Bytes that all may take which nobody uses, and their share of the machine's memory. */
const MOST_BYTES = 2 ** 29;
const SHARE = 1 / 16;

const bytesOf = ({ store, programs }: Workplace): number =>
  store.memory.buffer.byteLength + programs.reduce((n, p) => n + p.bytes, 0);

function disposeOf({ programs }: Workplace): void {
  for (const { compiled } of programs) compiled.runner.dispose();
}

const mostBytes = (): number => Math.min(MOST_BYTES, SHARE * memoryLimit());

/** Whether a store may be kept for others. */
export const isKept = (store: ArrayStore): boolean => store.memory.buffer.byteLength <= mostBytes();

/** Those longest unused first. */
const spare: Workplace[] = [];

/** Bytes of what nobody uses. */
export const spareBytes = (): number => spare.reduce((n, w) => n + bytesOf(w), 0);

/** Gives back what nobody uses. */
export function clearSpare(): void {
  for (const w of spare.splice(0)) disposeOf(w);
}
sparesMemory(clearSpare);

/** A place for a training with these arrays, which nobody else uses: one that is left, or a new one. Throws OutOfMemory. */
export function workplaceFor(
  slots: readonly ArraySlot[],
  optimizer: OptimizerSettings,
  options: ComputeOptions,
): Workplace {
  const layout = textOf([slots.map((s) => [s.key, s.shape, s.multiplier]), optimizer, options]);
  const found = spare.findIndex((w) => w.layout === layout);
  if (found < 0) return { layout, store: new ArrayStore(slots, momentsOf(optimizer)), programs: [] };
  const [known] = spare.splice(found, 1) as [Workplace];
  known.store.refill(slots);
  return known;
}

/** Keeps a place and what was used on it for later, and gives back what there is no room for, or no use. */
export function leave(w: Workplace, used: readonly Sized[]): void {
  for (const program of used) {
    if (program.compiled.recorded === undefined) program.compiled.runner.dispose();
    else w.programs.push(program);
  }
  const most = mostBytes();
  let left = bytesOf(w);
  while (left > most && w.programs.length > 0) {
    const { compiled, bytes } = w.programs.shift()!;
    compiled.runner.dispose();
    left -= bytes;
  }
  if (left > most || w.programs.length === 0) disposeOf(w);
  else spare.push(w);
  while (spareBytes() > most) disposeOf(spare.shift()!);
}
