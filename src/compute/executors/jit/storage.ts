/** Where the values of a program lie: arrays and gradients in the store, constants and inputs in the arena for good, results for a while. */

import { addressOf, preferLargePages } from '../../machine/jit/system.ts';
import { constantData, elements, type Program } from '../../program/program.ts';
import type { ArrayStore } from '../../run/store.ts';
import type { Aliases } from './aliases.ts';
import { Arena } from './arena.ts';
import type { Machine } from './lowering.ts';

/** Room for what kernels need beside the values. */
const SLACK = 1 << 30;

export class Storage implements Machine {
  readonly program: Program;
  readonly threads: number;
  readonly arena: Arena;
  readonly #aliases: Aliases;
  readonly #store: ArrayStore;
  readonly #memory: number;
  /** Addresses of bases. */
  readonly #places = new Map<number, number>();
  readonly #uniform = new Map<number, number>();
  readonly #constants: ReadonlyMap<number, Program['constants'][number]>;
  /** Bases that keep their places. */
  readonly #kept = new Set<number>();
  #scratch: (readonly [place: number, bytes: number])[] = [];

  /** `passing`: gradients have no place for good. */
  constructor(program: Program, aliases: Aliases, store: ArrayStore, threads: number, passing = false) {
    this.program = program;
    this.threads = threads;
    this.#aliases = aliases;
    this.#store = store;
    const bytes = program.values.reduce((n, v) => n + 64 + elements(v.shape) * 4, SLACK);
    this.arena = new Arena(bytes);
    this.#memory = Number(addressOf(new Uint8Array(store.memory.buffer)));
    preferLargePages(BigInt(this.arena.start), bytes - SLACK);
    this.#constants = new Map(program.constants.map((c) => [c.value, c]));
    for (const c of program.constants) {
      const numbers = typeof c.data === 'number' ? [c.data] : c.data;
      if (numbers.length > 0 && numbers.every((x) => Object.is(x, numbers[0]))) this.#uniform.set(c.value, numbers[0]!);
    }
    for (const a of program.arrays) this.#fix(a.value, this.#inStore(a.key, 0));
    for (const i of program.inputs) this.#fix(i.value, this.arena.keep(this.size(i.value) * 4));
    if (!passing) this.#placeGradients();
    for (const o of program.outputs) if (!passing || o.role !== 'gradient') this.#kept.add(aliases.home(o.value).base);
  }

  #inStore(key: string, vector: number): number {
    const numbers = this.#store.part(key, vector);
    const own = numbers.buffer === this.#store.memory.buffer;
    return own ? this.#memory + numbers.byteOffset : Number(addressOf(numbers));
  }

  /** A flat vector of the store. */
  vector(i: number): number {
    return this.#memory + this.#store.base(i);
  }

  /** Gradients are made where the optimizer takes them. */
  #placeGradients(): void {
    const made = new Set(this.program.calls.flatMap((c) => c.outputs));
    for (const { role, name, value } of this.program.outputs) {
      if (role !== 'gradient') continue;
      const { base, offset } = this.#aliases.home(value);
      const whole = offset === 0 && this.size(base) === this.size(value) && made.has(base);
      if (whole && !this.#places.has(base)) this.#fix(base, this.#inStore(name, 1));
    }
  }

  /** Where the gradient of an array must be in the end. */
  gradient(key: string): number {
    return this.#inStore(key, 1);
  }

  #fix(value: number, place: number): void {
    this.#places.set(value, place);
    this.#kept.add(value);
  }

  #take(value: number): number {
    return this.arena.take(this.size(value) * 4);
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
    const place = this.arena.keep(this.size(value) * 4);
    this.arena.floats(place, this.size(value)).set(constantData(this.program, constant));
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
    this.arena.give(place, this.size(base) * 4);
    this.#places.delete(base);
  }

  scratch(numbers: number): number {
    const place = this.arena.take(numbers * 4);
    this.#scratch.push([place, numbers * 4]);
    return place;
  }

  table(numbers: Float32Array): number {
    const place = this.arena.keep(numbers.byteLength);
    this.arena.floats(place, numbers.length).set(numbers);
    return place;
  }

  endScratch(): void {
    for (const [place, bytes] of this.#scratch) this.arena.give(place, bytes);
    this.#scratch = [];
  }
}
