/** Where the values of a program lie: arrays and gradients in the store, constants and inputs in the arena for good, results for a while. */

import { constantData, elements, type Program } from '../../program/program.ts';
import type { Aliases } from './aliases.ts';
import type { Machine } from './lowering.ts';
import type { Room } from './room.ts';

export class Storage implements Machine {
  readonly program: Program;
  readonly threads: number;
  readonly room: Room;
  readonly #aliases: Aliases;
  /** Addresses of bases. */
  readonly #places = new Map<number, number>();
  readonly #uniform = new Map<number, number>();
  readonly #constants: ReadonlyMap<number, Program['constants'][number]>;
  /** Bases that keep their places. */
  readonly #kept = new Set<number>();
  #scratch: (readonly [place: number, bytes: number])[] = [];

  /** `passing`: gradients have no place for good. */
  constructor(program: Program, aliases: Aliases, room: Room, threads: number, passing = false) {
    this.program = program;
    this.threads = threads;
    this.#aliases = aliases;
    this.room = room;
    this.#constants = new Map(program.constants.map((c) => [c.value, c]));
    for (const c of program.constants) {
      const numbers = typeof c.data === 'number' ? [c.data] : c.data;
      if (numbers.length > 0 && numbers.every((x) => Object.is(x, numbers[0]))) this.#uniform.set(c.value, numbers[0]!);
    }
    for (const a of program.arrays) this.#fix(a.value, room.part(a.key, 0));
    for (const i of program.inputs) this.#fix(i.value, room.arena.keep(this.size(i.value) * 4));
    if (!passing) this.#placeGradients();
    for (const o of program.outputs) if (!passing || o.role !== 'gradient') this.#kept.add(aliases.home(o.value).base);
  }

  /** Gradients are made where the optimizer takes them. */
  #placeGradients(): void {
    const made = new Set(this.program.calls.flatMap((c) => c.outputs));
    for (const { role, name, value } of this.program.outputs) {
      if (role !== 'gradient') continue;
      const { base, offset } = this.#aliases.home(value);
      const whole = offset === 0 && this.size(base) === this.size(value) && made.has(base);
      if (whole && !this.#places.has(base)) this.#fix(base, this.room.part(name, 1));
    }
  }

  /** Where the gradient of an array must be in the end. */
  gradient(key: string): number {
    return this.room.part(key, 1);
  }

  #fix(value: number, place: number): void {
    this.#places.set(value, place);
    this.#kept.add(value);
  }

  #take(value: number): number {
    return this.room.arena.take(this.size(value) * 4);
  }

  /** A view of a value, from when the program is complete. */
  floats(value: number): Float32Array {
    return this.room.floats(this.place(value), this.size(value));
  }

  shape(value: number): readonly number[] {
    return this.program.values[value]!.shape;
  }

  size(value: number): number {
    return elements(this.shape(value));
  }

  uniform(value: number): number | undefined {
    return this.#uniform.get(this.#aliases.source(value).base);
  }

  place(value: number): number {
    const { base, offset } = this.#aliases.home(value);
    const known = this.#places.get(base) ?? this.#placeConstant(base);
    return known + offset * 4;
  }

  #placeConstant(value: number): number {
    const constant = this.#constants.get(value);
    if (constant === undefined) throw new Error(`value ${value} has no place`);
    const place = this.room.arena.keep(this.size(value) * 4);
    const data = constantData(this.program, constant);
    this.room.write(place, data instanceof Float32Array ? data : Float32Array.from(data));
    this.#fix(value, place);
    return place;
  }

  /** Gives a result its place, if its base has none. */
  begin(value: number): void {
    const { base } = this.#aliases.home(value);
    if (!this.#places.has(base)) this.#places.set(base, this.#take(base));
  }

  /** The base is no longer needed. */
  end(base: number): void {
    const place = this.#places.get(base);
    if (place === undefined || this.#kept.has(base) || this.#constants.has(base)) return;
    this.room.arena.give(place, this.size(base) * 4);
    this.#places.delete(base);
  }

  scratch(numbers: number): number {
    const place = this.room.arena.take(numbers * 4);
    this.#scratch.push([place, numbers * 4]);
    return place;
  }

  table(numbers: Float32Array): number {
    const place = this.room.arena.keep(numbers.byteLength);
    this.room.write(place, numbers);
    return place;
  }

  endScratch(): void {
    for (const [place, bytes] of this.#scratch) this.room.arena.give(place, bytes);
    this.#scratch = [];
  }
}
