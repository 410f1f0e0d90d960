/** Loops as one operation of the interpreter: the operations of a step, and by how much their words move from step to step. */
import type { LoopAttributes } from '../../composed/loop.ts';
import { isKind } from '../../program/operations.ts';
import { type Call, elements, type Program } from '../../program/program.ts';
import { copyOperation, type Operation, type Places, WORDS } from './forms/form.ts';
import { lower } from './forms/forms.ts';

/** The operations of the first step, and for each of their words what the next step adds to it. */
export interface LoweredLoop {
  readonly operations: readonly Operation[];
  readonly strides: readonly (readonly number[])[];
}

/** Memory for what lies in the loop itself. */
export interface Room {
  /** Byte place of so much memory, which only the loop uses. */
  allocate(bytes: number): number;
  /** Place of a constant of the body. */
  constant(body: Program, value: number): number;
}

const bytesOf = (p: Program, value: number): number => elements(p.values[value]!.shape) * 4;

/** Places of the values of a body in one step. */
class StepPlaces implements Places {
  readonly #body: Program;
  readonly #room: Room;
  /** Values that lie where they lie in every step. */
  readonly #still: Map<number, number>;
  readonly #own = new Map<number, number>();
  readonly large = true;

  constructor(body: Program, room: Room, still: Map<number, number>) {
    this.#body = body;
    this.#room = room;
    this.#still = still;
  }

  put(value: number, place: number): void {
    this.#own.set(value, place);
  }

  has(value: number): boolean {
    return this.#own.has(value);
  }

  of(value: number): number {
    const known = this.#own.get(value) ?? this.#still.get(value);
    if (known !== undefined) return known;
    const constant = this.#body.constants.some((c) => c.value === value);
    const place = constant ? this.#room.constant(this.#body, value) : this.#room.allocate(bytesOf(this.#body, value));
    this.#still.set(value, place);
    return place;
  }

  scalar(value: number): number | undefined {
    const constant = this.#body.constants.find((c) => c.value === value);
    return typeof constant?.data === 'number' ? this.of(value) : undefined;
  }
}

/** Where the inputs and outputs of a loop lie, in the order of the call. */
export interface LoopPlaces {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/** The loop on memory; undefined if the interpreter has no form for its body. */
export function lowerLoop(l: LoopAttributes<Program>, places: LoopPlaces, room: Room): LoweredLoop | undefined {
  const still = new Map<number, number>();
  const [first, second] = [0, 1].map((i) => stepOperations(l, places, room, still, i));
  if (first === undefined || second === undefined) return undefined;
  const strides = first.map((operation, i) =>
    operation.map((word, k) => (typeof word === 'number' ? (second[i]![k] as number) - word : 0)),
  );
  return { operations: first, strides };
}

/** Whether the interpreter has a form for a loop. */
export function canLoop(l: LoopAttributes<Program>): boolean {
  const room: Room = { allocate: () => 0, constant: () => 0 };
  const nowhere = { inputs: l.body.inputs.map(() => 0), outputs: l.body.outputs.map(() => 0) };
  return stepOperations(l, nowhere, room, new Map(), 0) !== undefined;
}

/** The operations of step `i` of a run, from 0. */
function stepOperations(
  l: LoopAttributes<Program>,
  places: LoopPlaces,
  room: Room,
  still: Map<number, number>,
  i: number,
): Operation[] | undefined {
  const { body, steps, reverse, sequences, states } = l;
  const share = reverse ? steps - 1 - i : i;
  const step = new StepPlaces(body, room, still);
  const made = body.outputs.length - states;
  body.inputs.forEach(({ value }, j) => {
    // states lie in the outputs of the loop, where they end up
    const state = j - sequences;
    if (j < sequences) step.put(value, places.inputs[j]! + share * bytesOf(body, value));
    else step.put(value, state < states ? places.outputs[made + state]! : places.inputs[j]!);
  });
  const at = (j: number): number => places.outputs[j]! + share * bytesOf(body, body.outputs[j]!.value);
  const computed = new Set(body.calls.flatMap((c) => (isKind(c, 'view') ? [] : c.outputs)));
  for (let j = 0; j < made; j++) {
    const { value } = body.outputs[j]!;
    if (computed.has(value) && !step.has(value)) step.put(value, at(j));
  }
  const operations: Operation[] = [];
  for (const call of body.calls) {
    const own = callOperations(body, call, step);
    if (own === undefined) return undefined;
    operations.push(...own);
  }
  const copy = (value: number, to: number): void => {
    const n = elements(body.values[value]!.shape);
    if (step.of(value) !== to) operations.push(copyOperation(step.of(value), to, 1, n, n, n));
  };
  for (let j = 0; j < made; j++) copy(body.outputs[j]!.value, at(j));
  const next = body.outputs.slice(made).map((o) => o.value);
  const given = new Set(body.inputs.map((x) => x.value));
  // a state that becomes another one would be gone before it is copied
  if (next.some((v, j) => given.has(v) && v !== body.inputs[sequences + j]!.value)) return undefined;
  next.forEach((value, j) => {
    copy(value, places.outputs[made + j]!);
  });
  return operations;
}

function callOperations(body: Program, call: Call, step: StepPlaces): readonly Operation[] | undefined {
  if (!isKind(call, 'view')) return lower(body, call, step);
  const [x] = Object.values(call.inputs) as [number];
  const [y] = call.outputs as [number];
  if (!step.has(y)) step.put(y, step.of(x));
  return step.of(y) === step.of(x) ? [] : undefined;
}

/** Words of operations as they lie in memory. */
export function writeOperations(words: DataView, operations: readonly Operation[]): void {
  operations.forEach((operation, i) => {
    operation.forEach((word, k) => {
      const at = (i * WORDS + k) * 4;
      if (typeof word === 'number') words.setInt32(at, word, true);
      else words.setFloat32(at, word.float, true);
    });
  });
}
