/** Pass over the order of axes: transposes move behind what they do not matter to, and meet there. */
import { op, operationOf } from '../operations.ts';
import { type Call, type Constant, elements, type Program } from '../program.ts';

/** Parts that a transpose may follow. */
const FEW_PARTS = 4;

type Order = readonly number[];
const isIdentity = (p: Order): boolean => p.every((a, i) => a === i);
/** The order of transposing by `first` and then by `second`. */
const compose = (first: Order, second: Order): number[] => second.map((a) => first[a]!);
const inverse = (p: Order): number[] => p.map((_, i) => p.indexOf(i));

/** A value as another one in a different order of axes. */
interface View {
  readonly base: number;
  readonly order: Order;
}

/** Moves transposes towards the end of the program, where they meet others and vanish. */
export function withoutTransposes(p: Program): Program {
  return new Mover(p).run();
}

class Mover {
  readonly #program: Program;
  readonly #values: Program['values'][number][];
  readonly #calls: Call[] = [];
  readonly #constants: ReadonlyMap<number, Constant>;
  readonly #views = new Map<number, View>();
  /** Transposed values by base and order, so that each is made once. */
  readonly #made = new Map<string, number>();

  constructor(p: Program) {
    this.#program = p;
    this.#values = [...p.values];
    this.#constants = new Map(p.constants.map((c) => [c.value, c]));
  }

  run(): Program {
    for (const call of this.#program.calls) this.#take(call);
    const outputs = this.#program.outputs.map((o) => ({ ...o, value: this.#plain(o.value) }));
    const constants = [...this.#program.constants, ...this.#newConstants];
    return { ...this.#program, values: this.#values, calls: this.#calls, constants, outputs };
  }

  #shape(v: number): readonly number[] {
    return this.#values[v]!.shape;
  }

  #take(call: Call): void {
    if (this.#move(call)) return;
    const inputs = Object.fromEntries(Object.entries(call.inputs).map(([n, v]) => [n, this.#plain(v)]));
    this.#calls.push({ ...call, inputs });
  }

  /** Whether the call found its place among the transposed values. */
  #move(call: Call): boolean {
    if (call.kernel === op.Transpose) return this.#transpose(call);
    const { kind, renamed } = operationOf(call);
    if (kind === 'elementwise') return this.#elementwise(call);
    if (kind === 'reduction') return this.#reduction(call);
    return renamed !== undefined && this.#cut(call);
  }

  #transpose(call: Call): boolean {
    const x = call.inputs.x!;
    const before = this.#views.get(x) ?? { base: x, order: this.#shape(x).map((_, i) => i) };
    this.#views.set(call.outputs[0]!, {
      base: before.base,
      order: compose(before.order, call.attributes.perm as number[]),
    });
    return true;
  }

  /** Cutting and joining name axes, which are renamed. */
  #cut(call: Call): boolean {
    const inputs = Object.entries(call.inputs);
    const views = inputs.map(([, v]) => this.#views.get(v));
    const order = views[0]?.order;
    if (order === undefined || views.some((v) => v?.order.join() !== order.join())) return false;
    // one transpose before many parts is less than one for each
    if (call.outputs.length > FEW_PARTS) return false;
    const back = inverse(order);
    const given = Object.fromEntries(inputs.map(([n], i) => [n, views[i]!.base]));
    const attributes = { ...call.attributes, ...operationOf(call).renamed!(call.attributes, order, back) };
    const outputs = call.outputs.map((out) => {
      const { shape, dtype } = this.#values[out]!;
      const base = this.#values.length;
      this.#values.push({ shape: back.map((a) => shape[a]!), dtype });
      this.#views.set(out, { base, order });
      return base;
    });
    const size = call.kernel === op.Slice && { size: this.#shape(outputs[0]!) };
    this.#calls.push({ ...call, inputs: given, attributes: { ...attributes, ...size }, outputs });
    return true;
  }

  /** A new value of a call, or that call's own when it keeps its order. */
  #add(call: Omit<Call, 'outputs'>, shape: readonly number[], dtype: 'float32' | 'int32' | 'bool'): number {
    const value = this.#values.length;
    this.#values.push({ shape, dtype });
    this.#calls.push({ ...call, outputs: [value] });
    return value;
  }

  /** The value in the order that the program says. */
  #plain(v: number): number {
    const view = this.#views.get(v);
    return view === undefined ? v : this.#ordered(view.base, view.order);
  }

  #ordered(base: number, order: Order): number {
    if (isIdentity(order)) return base;
    const key = `${base} ${order}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const from = this.#shape(base);
    const shape = order.map((a) => from[a]!);
    const { dtype } = this.#values[base]!;
    // where only axes of length 1 move, the numbers stay where they are
    const moving = order.filter((a) => from[a] !== 1);
    const still = moving.every((a, i) => i === 0 || a > moving[i - 1]!);
    const made = still
      ? this.#add({ kernel: op.Reshape, inputs: { x: base }, attributes: { shape } }, shape, dtype)
      : this.#add({ kernel: op.Transpose, inputs: { x: base }, attributes: { perm: order } }, shape, dtype);
    this.#made.set(key, made);
    return made;
  }

  /** The order of the largest operand, if it is a transposed one. */
  #commonOrder(inputs: readonly number[], rank: number, size: number): Order | undefined {
    const views = inputs.flatMap((v) => {
      const view = this.#views.get(v);
      return view !== undefined && view.order.length === rank && elements(this.#shape(v)) === size ? [view] : [];
    });
    const order = views[0]?.order;
    if (order === undefined || isIdentity(order)) return undefined;
    // a full operand in another order has to be transposed instead: fewer of them than the others
    const others = inputs.filter((v) => elements(this.#shape(v)) === size && size > 1);
    const same = others.filter((v) => this.#views.get(v)?.order.join() === order.join() || this.#uniform(v));
    return same.length * 2 > others.length ? order : undefined;
  }

  #uniform(v: number): boolean {
    return typeof this.#constants.get(v)?.data === 'number';
  }

  #elementwise(call: Call): boolean {
    const out = call.outputs[0]!;
    const { shape, dtype } = this.#values[out]!;
    const inputs = Object.entries(call.inputs);
    const order = this.#commonOrder(
      inputs.map(([, v]) => v),
      shape.length,
      elements(shape),
    );
    if (order === undefined) return false;
    const back = inverse(order);
    const moved: Record<string, number> = {};
    for (const [name, v] of inputs) {
      const x = this.#operand(v, order, back);
      if (x === undefined) return false;
      moved[name] = x;
    }
    const base = this.#add(
      { ...call, inputs: moved },
      back.map((a) => shape[a]!),
      dtype,
    );
    this.#views.set(out, { base, order });
    return true;
  }

  /** An operand as the base of the common order has it. */
  #operand(v: number, order: Order, back: Order): number | undefined {
    const shape = this.#shape(v);
    const view = this.#views.get(v);
    if (view !== undefined && view.order.join() === order.join()) return view.base;
    if (elements(shape) === 1 && shape.length <= 1) return this.#plain(v);
    const constant = this.#constants.get(v);
    if (constant !== undefined && typeof constant.data === 'number') return this.#constant(constant, back);
    const full = this.#aligned(this.#plain(v), order.length);
    return this.#ordered(full, back);
  }

  /** Operands of lower rank stand at the last axes. */
  #aligned(v: number, rank: number): number {
    const shape = this.#shape(v);
    if (shape.length === rank) return v;
    const wide = [...Array<number>(rank - shape.length).fill(1), ...shape];
    return this.#add(
      { kernel: op.Reshape, inputs: { x: v }, attributes: { shape: wide } },
      wide,
      this.#values[v]!.dtype,
    );
  }

  readonly #newConstants: Constant[] = [];
  #constant(c: Constant, back: Order): number {
    const { shape, dtype } = this.#values[c.value]!;
    if (shape.length !== back.length) return c.value;
    const value = this.#values.length;
    this.#values.push({ shape: back.map((a) => shape[a]!), dtype });
    this.#newConstants.push({ value, data: c.data });
    return value;
  }

  /** Sums over axes of a transposed value. Without the axes that go, those that stay must keep their order. */
  #reduction(call: Call): boolean {
    const [name, x] = Object.entries(call.inputs)[0]!;
    const view = this.#views.get(x);
    if (view === undefined) return false;
    const { order, base } = view;
    const out = call.outputs[0]!;
    const { shape, dtype } = this.#values[out]!;
    const rank = order.length;
    const named = operationOf(call).renamed!(call.attributes, order, inverse(order));
    const axes = Object.values(named)[0] as readonly number[];
    const moved = { kernel: call.kernel, inputs: { [name]: base }, attributes: { ...call.attributes, ...named } };
    if (shape.length === rank) {
      const size = inverse(order).map((a) => shape[a]!);
      this.#views.set(out, { base: this.#add(moved, size, dtype), order });
      return true;
    }
    const stay = order.filter((a) => !axes.includes(a));
    if (stay.some((a, i) => i > 0 && a < stay[i - 1]!)) return false;
    this.#calls.push({ ...moved, outputs: call.outputs });
    return true;
  }
}
