/** Where the values of a program lie in the memory of the wasm backend. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { Refusal } from '../../contract/problems.ts';
import type { WasmHeap } from '../../machine/wasm/heap.ts';
import { isKind } from '../../program/operations.ts';
import { type Constant, constantData, elements, type Program } from '../../program/program.ts';
import type { ArrayStore } from '../../run/store.ts';
import type { Places } from './forms/form.ts';

export class Layout implements Places {
  readonly #heap: WasmHeap;
  readonly #program: Program;
  readonly #places = new Map<number, number>();
  readonly #tensors = new Map<number, TensorInfo>();
  readonly #scalars = new Map<number, number>();
  readonly #uniform: ReadonlyMap<number, number>;
  readonly #constants: ReadonlyMap<number, Constant>;
  /** Values that calls make which are no views. */
  readonly #computed: ReadonlySet<number>;
  readonly #blocks: number[] = [];
  readonly #registered: TensorInfo[] = [];
  /** Flat vectors like those of the store; 0 if no array learns. */
  readonly weights: number;
  readonly gradients: number;

  constructor(heap: WasmHeap, program: Program, store: ArrayStore) {
    this.#heap = heap;
    this.#program = program;
    const numbers = program.constants.flatMap((c) => (typeof c.data === 'number' ? [[c.value, c.data] as const] : []));
    this.#uniform = new Map(numbers);
    this.#constants = new Map(program.constants.map((c) => [c.value, c]));
    this.#computed = new Set(program.calls.flatMap((c) => (isKind(c, 'view') ? [] : c.outputs)));
    const flat = (): number => (store.length === 0 ? 0 : this.allocate(store.length * 4));
    this.weights = flat();
    this.gradients = flat();
    for (const { key, value } of program.arrays) {
      const place = store.places.get(key)!;
      if (place.learns) this.#places.set(value, this.weights + place.offset * 4);
    }
    for (const { role, name, value } of program.outputs)
      if (role === 'gradient' && this.#free(value))
        this.#places.set(value, this.gradients + store.places.get(name)!.offset * 4);
  }

  /** Made by a call that is no view, and not placed yet. */
  #free(value: number): boolean {
    return this.#computed.has(value) && !this.#places.has(value);
  }

  /** Zeroed memory that lives as long as the layout. */
  allocate(bytes: number): number {
    const size = Math.max(16, Math.ceil(bytes / 16) * 16);
    const place = this.#heap.module._malloc(size) >>> 0;
    if (place === 0) throw new Refusal('The memory of WebAssembly is full');
    this.#blocks.push(place);
    this.#heap.module.HEAPU8.fill(0, place, place + size);
    return place;
  }

  isPlaced(value: number): boolean {
    return this.#places.has(value);
  }

  /** Puts a value where something else already is. */
  put(value: number, place: number): void {
    this.#places.set(value, place);
  }

  of(value: number): number {
    const known = this.#places.get(value);
    if (known !== undefined) return known;
    const { shape } = this.#program.values[value]!;
    const place = this.allocate(elements(shape) * 4);
    this.#places.set(value, place);
    const constant = this.#constants.get(value);
    if (constant !== undefined) this.#write(place, value, constantData(this.#program, constant));
    return place;
  }

  /** The place of a constant of another program that runs within this one. */
  constant(p: Program, value: number): number {
    const { shape, dtype } = p.values[value]!;
    const place = this.allocate(elements(shape) * 4);
    const data = constantData(p, p.constants.find((c) => c.value === value)!);
    this.#put(place, dtype, data);
    return place;
  }

  #write(place: number, value: number, data: Float32Array | Int32Array): void {
    this.#put(place, this.#program.values[value]!.dtype, data);
  }

  #put(place: number, dtype: string, data: Float32Array | Int32Array): void {
    const bytes = dtype === 'bool' ? Uint8Array.from(data) : data;
    this.#heap.module.HEAPU8.set(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), place);
  }

  scalar(value: number): number | undefined {
    const number = this.#uniform.get(value);
    if (number === undefined) return undefined;
    const known = this.#scalars.get(value) ?? this.allocate(4);
    this.#scalars.set(value, known);
    new DataView(this.#heap.module.asm.memory.buffer).setFloat32(known, number, true);
    return known;
  }

  /** A value as a tensor of the backend. */
  tensor(value: number): TensorInfo {
    const known = this.#tensors.get(value);
    if (known !== undefined) return known;
    const { shape, dtype } = this.#program.values[value]!;
    const made = this.#heap.backend.makeOutput([...shape], dtype, this.of(value));
    this.#registered.push(made);
    this.#tensors.set(value, made);
    return made;
  }

  dispose(): void {
    for (const t of this.#registered) this.#heap.forget(t);
    for (const block of this.#blocks) this.#heap.module._free(block);
    this.#registered.length = 0;
    this.#blocks.length = 0;
  }
}
