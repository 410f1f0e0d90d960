/**
 * Loops as tasks: a step of the body is lowered twice, and by what its tasks differ is how they move from step to step. Code and lists
 * are those of one step, whatever the number of steps.
 */
import type { LoopAttributes } from '../../composed/loop.ts';
import { Refusal } from '../../contract/problems.ts';
import { type Call, constantData, elements, loopOf, type Program } from '../../program/program.ts';
import { Aliases } from './aliases.ts';
import { copyStep } from './forms/arrangements.ts';
import { lowerings } from './forms/index.ts';
import { isElementwise, type Surroundings, surroundingsOf } from './groups.ts';
import type { Machine, Repeat, Step } from './lowering.ts';
import { schedule } from './schedule.ts';

/** Whether every call of the body has a form. */
export function canLoop({ body, sequences, states }: LoopAttributes<Program>): boolean {
  const aliases = new Aliases(body);
  const formed = body.calls.every((c) => aliases.silent(c) || isElementwise(body, c) || c.kernel in lowerings);
  // a state that becomes another one would be gone before it is copied
  const given = body.inputs.map((i) => i.value);
  const next = body.outputs.slice(body.outputs.length - states).map((o) => aliases.home(o.value).base);
  return formed && next.every((v, j) => !given.includes(v) || v === given[sequences + j]);
}

/** Room of the outer program that is the same in every step. */
class Room {
  readonly #outer: Machine;
  readonly #places = new Map<number, number>();
  readonly #scratch: number[] = [];
  readonly #tables: number[] = [];

  constructor(outer: Machine) {
    this.#outer = outer;
  }

  place(value: number, make: () => number): number {
    const known = this.#places.get(value) ?? make();
    this.#places.set(value, known);
    return known;
  }

  /** The i-th room that a step asks for. */
  scratch(i: number, numbers: number): number {
    this.#scratch[i] ??= this.#outer.scratch(numbers);
    return this.#scratch[i]!;
  }

  table(i: number, numbers: Float32Array): number {
    this.#tables[i] ??= this.#outer.table(numbers);
    return this.#tables[i]!;
  }
}

/** The values of the body in one step. */
class BodyMachine implements Machine {
  readonly program: Program;
  readonly threads: number;
  readonly #outer: Machine;
  readonly #room: Room;
  readonly #aliases: Aliases;
  /** Addresses of bases that move, or belong to the outer program. */
  readonly #places = new Map<number, number>();
  #scratches = 0;
  #tables = 0;

  constructor(outer: Machine, room: Room, body: Program, aliases: Aliases) {
    this.program = body;
    this.threads = outer.threads;
    this.#outer = outer;
    this.#room = room;
    this.#aliases = aliases;
  }

  put(base: number, address: number): void {
    this.#places.set(base, address);
  }

  has(base: number): boolean {
    return this.#places.has(base);
  }

  shape(value: number): readonly number[] {
    return this.program.values[value]!.shape;
  }

  size(value: number): number {
    return elements(this.shape(value));
  }

  place(value: number): number {
    const { base, offset } = this.#aliases.home(value);
    const known = this.#places.get(base) ?? this.#room.place(base, () => this.#still(base));
    return known + offset * 4;
  }

  #still(base: number): number {
    const constant = this.program.constants.find((c) => c.value === base);
    if (constant === undefined) return this.#outer.scratch(this.size(base));
    return this.#outer.table(Float32Array.from(constantData(this.program, constant)));
  }

  uniform(value: number): number | undefined {
    const { base } = this.#aliases.source(value);
    const constant = this.program.constants.find((c) => c.value === base);
    return typeof constant?.data === 'number' ? constant.data : undefined;
  }

  scratch(numbers: number): number {
    return this.#room.scratch(this.#scratches++, numbers);
  }

  table(numbers: Float32Array): number {
    return this.#room.table(this.#tables++, numbers);
  }
}

/** The steps of a loop. Throws Refusal where a form does not take the sizes at hand. */
export function loopSteps(m: Machine, call: Call): readonly (Step | Repeat)[] {
  const l = loopOf(call)!;
  const inputs = Object.values(call.inputs);
  const made = call.outputs.length - l.states;
  const starts = Array.from({ length: l.states }, (_, j): Step => {
    const [from, to] = [inputs[l.sequences + j]!, call.outputs[made + j]!];
    return copyStep(m, m.place(from), m.place(to), [[m.size(to), 1, 1]]);
  });
  const aliases = new Aliases(l.body);
  const room = new Room(m);
  const [first, second] = [0, 1].map((i) => stepAt(m, call, l, aliases, room, i)) as [readonly Step[], readonly Step[]];
  if (l.steps === 1) return [...starts, ...first];
  const alike = first.every((step, i) => step.every((task, t) => task?.code === second[i]![t]?.code));
  if (!alike) throw new Error('the steps of a loop differ in their code');
  return [...starts, { times: l.steps, first, second }];
}

/** Step `i` of a run, from 0; where there is only one step the second is as if there were more. */
function stepAt(
  outer: Machine,
  call: Call,
  { body, steps, reverse, sequences, states }: LoopAttributes<Program>,
  aliases: Aliases,
  room: Room,
  i: number,
): readonly Step[] {
  const m = new BodyMachine(outer, room, body, aliases);
  const share = reverse ? steps - 1 - i : i;
  const inputs = Object.values(call.inputs).map((v) => outer.place(v));
  const outputs = call.outputs.map((v) => outer.place(v));
  const made = outputs.length - states;
  const shareOf = (place: number, value: number): number => place + share * m.size(value) * 4;
  body.inputs.forEach(({ value }, j) => {
    // states lie in the outputs of the loop, where they end up
    if (j < sequences) m.put(value, shareOf(inputs[j]!, value));
    else m.put(value, j < sequences + states ? outputs[made + j - sequences]! : inputs[j]!);
  });
  const computed = new Set(body.calls.flatMap((c) => c.outputs));
  body.outputs.slice(0, made).forEach(({ value }, j) => {
    const { base, offset } = aliases.home(value);
    const whole = offset === 0 && m.size(base) === m.size(value) && computed.has(base);
    if (whole && !m.has(base)) m.put(base, shareOf(outputs[j]!, value));
  });
  const surroundings = surroundingsOf(body, aliases, (v) => m.uniform(v));
  const list = schedule(surroundings).flatMap((unit) => unitSteps(m, unit, surroundings));
  const copied = (value: number, to: number): Step[] =>
    m.place(value) === to ? [] : [copyStep(m, m.place(value), to, [[m.size(value), 1, 1]])];
  return [
    ...list,
    ...body.outputs.slice(0, made).flatMap(({ value }, j) => copied(value, shareOf(outputs[j]!, value))),
    ...body.outputs.slice(made).flatMap(({ value }, j) => copied(value, outputs[made + j]!)),
  ];
}

function unitSteps(m: Machine, unit: ReturnType<typeof schedule>[number], s: Surroundings): readonly Step[] {
  if (unit.group !== undefined) return [unit.group.step(m, s.needed)];
  const steps = lowerings[unit.call.kernel]?.(m, unit.call);
  if (steps === undefined) throw new Refusal(`It has no form for ${unit.call.kernel} of these sizes in a loop.`);
  return steps;
}
