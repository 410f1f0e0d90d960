/**
 * Transposes, spreading and padding of five and more axes, whose shaders tfjs writes wrongly, as the same with fewer axes:
 * those that stay neighbours, or are spread alike, or are not padded become one with the one before.
 */
import { op, operationOf } from '../../program/operations.ts';
import { type Call, elements, type Program, sameShape, type ValueType } from '../../program/program.ts';

/** Shaders of tfjs have vectors for so many axes. */
const MOST = 4;

type Shape = readonly number[];

/** A transpose that does the same. */
export function mergedTranspose(
  shape: Shape,
  perm: readonly number[],
): { readonly shape: Shape; readonly perm: Shape } {
  const runs: number[][] = [];
  for (const axis of perm) {
    const last = runs.at(-1);
    if (last !== undefined && last.at(-1) === axis - 1) last.push(axis);
    else runs.push([axis]);
  }
  const order = [...runs].sort((a, b) => a[0]! - b[0]!);
  return {
    shape: order.map((run) => elements(run.map((axis) => shape[axis]!))),
    perm: runs.map((run) => order.indexOf(run)),
  };
}

/** Shapes that are spread over a shape in the same way. */
export function mergedSpreading(
  shapes: readonly Shape[],
  over: Shape,
): { readonly shapes: readonly Shape[]; readonly over: Shape } {
  const whole = shapes.map((s) => [...Array.from({ length: over.length - s.length }, () => 1), ...s]);
  const out: { readonly full: readonly boolean[]; size: number }[] = [];
  over.forEach((size, axis) => {
    if (size === 1) return;
    const full = whole.map((s) => s[axis] === size);
    const last = out.at(-1);
    if (last?.full.every((f, i) => f === full[i])) last.size *= size;
    else out.push({ full, size });
  });
  return { shapes: shapes.map((_, i) => out.map((a) => (a.full[i] ? a.size : 1))), over: out.map((a) => a.size) };
}

type Padding = readonly (readonly [before: number, after: number])[];

/** Padding that does the same. */
export function mergedPadding(shape: Shape, paddings: Padding): { readonly shape: Shape; readonly paddings: Padding } {
  const out: { size: number; padding: readonly [number, number] }[] = [];
  shape.forEach((size, axis) => {
    const [before, after] = paddings[axis]!;
    const last = out.at(-1);
    if (last === undefined || before > 0 || after > 0) out.push({ size, padding: [before, after] });
    else {
      last.size *= size;
      last.padding = [last.padding[0] * size, last.padding[1] * size];
    }
  });
  return { shape: out.map((a) => a.size), paddings: out.map((a) => a.padding) };
}

/** The program with such calls on few axes. */
export const withFewAxes = (p: Program): Program => new Merger(p).run();

class Merger {
  readonly #program: Program;
  readonly #values: ValueType[];
  readonly #calls: Call[] = [];

  constructor(p: Program) {
    this.#program = p;
    this.#values = [...p.values];
  }

  run(): Program {
    for (const call of this.#program.calls)
      if (this.#shape(call.outputs[0]!).length <= MOST) this.#calls.push(call);
      else if (call.kernel === op.Transpose) this.#transpose(call);
      else if (call.kernel === op.PadV2) this.#pad(call);
      else if (operationOf(call).spreads) this.#spread(call);
      else this.#calls.push(call);
    return { ...this.#program, values: this.#values, calls: this.#calls };
  }

  #shape(value: number): Shape {
    return this.#values[value]!.shape;
  }

  #transpose(call: Call): void {
    const x = call.inputs.x!;
    const { shape, perm } = mergedTranspose(this.#shape(x), call.attributes.perm as readonly number[]);
    const made = perm.map((a) => shape[a]!);
    this.#merged({ ...call, inputs: { x: this.#reshaped(x, shape) }, attributes: { perm } }, made);
  }

  #spread(call: Call): void {
    const names = Object.keys(call.inputs);
    const given = Object.values(call.inputs);
    const { shapes, over } = mergedSpreading(
      given.map((v) => this.#shape(v)),
      this.#shape(call.outputs[0]!),
    );
    const inputs = Object.fromEntries(given.map((v, i) => [names[i]!, this.#reshaped(v, shapes[i]!)]));
    this.#merged({ ...call, inputs }, over);
  }

  #pad(call: Call): void {
    const x = call.inputs.x!;
    const { shape, paddings } = mergedPadding(this.#shape(x), call.attributes.paddings as Padding);
    const made = shape.map((n, i) => paddings[i]![0] + n + paddings[i]![1]);
    this.#merged(
      { ...call, inputs: { x: this.#reshaped(x, shape) }, attributes: { ...call.attributes, paddings } },
      made,
    );
  }

  /** A call that makes the numbers of its output in this shape, and the output from them. */
  #merged(call: Call, shape: Shape): void {
    const [out] = call.outputs as [number];
    const made = this.#value(shape, out);
    this.#calls.push({ ...call, outputs: [made] });
    this.#reshape(made, out);
  }

  #reshaped(x: number, shape: Shape): number {
    if (sameShape(this.#shape(x), shape)) return x;
    const to = this.#value(shape, x);
    this.#reshape(x, to);
    return to;
  }

  #reshape(x: number, to: number): void {
    this.#calls.push({ kernel: op.Reshape, inputs: { x }, attributes: { shape: this.#shape(to) }, outputs: [to] });
  }

  #value(shape: Shape, like: number): number {
    return this.#values.push({ shape, dtype: this.#values[like]!.dtype }) - 1;
  }
}
