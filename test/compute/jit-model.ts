/** What the kernels of the jit do, in plain loops: plans for the processor are tested where its code does not run. */
import { type Step, stepsAt } from '../../src/compute/executors/jit/lowering.ts';
import type { Part } from '../../src/compute/executors/jit/plan.ts';
import type { Arrangement } from '../../src/compute/machine/jit/kernels/arrange.ts';
import type { Elementwise } from '../../src/compute/machine/jit/kernels/elementwise.ts';
import type { Product } from '../../src/compute/machine/jit/kernels/product.ts';
import type { Reduction } from '../../src/compute/machine/jit/kernels/reduce.ts';
import { view } from '../../src/compute/machine/jit/system.ts';
import { signatures } from './jit-stand-in.ts';

/** `extent` numbers at an address. */
const numbersAt = (address: number, extent: number): Float32Array =>
  new Float32Array(view(BigInt(address), extent * 4), 0, extent);

const far = (axes: readonly (readonly [length: number, step: number])[]): number =>
  axes.reduce((n, [length, step]) => n + (length - 1) * step, 1);

const functions: Readonly<Record<string, (a: number, b: number, c: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Multiply: (a, b) => a * b,
  RealDiv: (a, b) => a / b,
  Maximum: Math.max,
  Minimum: Math.min,
  SquaredDifference: (a, b) => (a - b) ** 2,
  Neg: (a) => -a,
  Abs: Math.abs,
  Reciprocal: (a) => 1 / a,
  Pow: (a, b) => a ** b,
  Square: (a) => a * a,
  Sqrt: Math.sqrt,
  Rsqrt: (a) => 1 / Math.sqrt(a),
  Exp: Math.exp,
  Log: Math.log,
  Sigmoid: (a) => 1 / (1 + Math.exp(-a)),
  Tanh: Math.tanh,
  Relu: (a) => Math.max(0, a),
  Step: (a) => (a > 0 ? 1 : 0),
};

const functionOf = (name: string): ((a: number, b: number, c: number) => number) => {
  const found = functions[name];
  if (found === undefined) throw new Error(`the model has no function ${name}`);
  return found;
};

/** Calls f with the place along every axis. */
function each(axes: readonly number[], f: (at: readonly number[]) => void): void {
  const at = axes.map(() => 0);
  const nest = (i: number): void => {
    if (i === axes.length) f(at);
    else for (at[i] = 0; at[i]! < axes[i]!; at[i]!++) nest(i + 1);
  };
  nest(0);
}

const dot = (at: readonly number[], steps: readonly number[]): number => at.reduce((n, x, i) => n + x * steps[i]!, 0);

type Model = (spec: never, args: readonly number[]) => void;

const product: Model = (p: Product, [a, b, c, , count]) => {
  const [ja, jb, jc] = p.jumps;
  for (let i = 0; i < count!; i++) {
    const A = numbersAt(
      a! + 4 * i * ja,
      far([
        [p.m, p.aRow],
        [p.k, p.aTerm],
      ]),
    ); // prettier-ignore
    const B = numbersAt(
      b! + 4 * i * jb,
      far([
        [p.n, p.bColumn],
        [p.k, p.bTerm],
      ]),
    ); // prettier-ignore
    const C = numbersAt(
      c! + 4 * i * jc,
      far([
        [p.m, p.cRow],
        [p.n, 1],
      ]),
    ); // prettier-ignore
    each([p.m, p.n], ([row, column]) => {
      let sum = p.accumulate ? C[row! * p.cRow + column!]! : 0;
      for (let k = 0; k < p.k; k++) sum += A[row! * p.aRow + k * p.aTerm]! * B[k * p.bTerm + column! * p.bColumn]!;
      C[row! * p.cRow + column!] = sum;
    });
  }
};

const elementwise: Model = (e: Elementwise, args) => {
  const inputs = e.operands.map((s, i) => numbersAt(args[i]!, far(e.axes.map((n, k) => [n, s[k]!]))));
  const total = e.axes.reduce((n, x) => n * x, 1);
  const results = e.stores.map((_, i) => numbersAt(args[e.operands.length + i]!, total));
  let place = 0;
  each(e.axes, (at) => {
    const values = inputs.map((x, i) => x[dot(at, e.operands[i]!)]!);
    for (const { name, args: given, parameters } of e.operations) {
      const [a, b, c] = given.map((v) => values[v]!);
      values.push(name === 'Constant' ? parameters[0]! : Math.fround(functionOf(name)(a!, b!, c!)));
    }
    e.stores.forEach((s, i) => {
      results[i]![place] = values[e.operands.length + s]!;
    });
    place++;
  });
};

const arrangement: Model = ({ axes, inner }: Arrangement, [from, to]) => {
  const own: readonly (readonly [number, number, number])[] =
    'run' in inner
      ? [[inner.run, 1, 1]]
      : [
          [inner.rows, inner.fromRow, 1],
          [inner.columns, 1, inner.toRow],
        ]; // prettier-ignore
  const all = [...axes, ...own];
  const [x, y] = [
    numbersAt(from!, far(all.map((a) => [a[0], a[1]]))),
    numbersAt(to!, far(all.map((a) => [a[0], a[2]]))),
  ];
  each(
    all.map((a) => a[0]),
    (at) => {
      y[
        dot(
          at,
          all.map((a) => a[2]),
        )
      ] =
        x[
          dot(
            at,
            all.map((a) => a[1]),
          )
        ]!; // prettier-ignore
    },
  );
};

const joins: Readonly<Record<Reduction['kind'], readonly [number, (a: number, b: number) => number]>> = {
  sum: [0, (a, b) => a + b],
  maximum: [Number.NEGATIVE_INFINITY, Math.max],
  minimum: [Number.POSITIVE_INFINITY, Math.min],
  product: [1, (a, b) => a * b],
};

const reduction: Model = (r: Reduction, [from, to]) => {
  const x = numbersAt(from!, (r.outer - 1) * r.block + r.length * r.inner);
  const y = numbersAt(to!, r.outer * r.inner);
  const [start, join] = joins[r.kind];
  each([r.outer, r.inner], ([o, i]) => {
    let all = start;
    for (let k = 0; k < r.length; k++) all = join(all, x[o! * r.block + k * r.inner + i!]!);
    y[o! * r.inner + i!] = all * r.scale;
  });
};

const softmax: Model = ({ rows, length, log }: { rows: number; length: number; log: boolean }, [from, to]) => {
  const [x, y] = [numbersAt(from!, rows * length), numbersAt(to!, rows * length)];
  for (let r = 0; r < rows; r++) {
    const row = [...x.subarray(r * length, (r + 1) * length)];
    const largest = Math.max(...row);
    const sum = row.reduce((n, v) => n + Math.exp(v - largest), 0);
    row.forEach((v, i) => {
      y[r * length + i] = log ? v - largest - Math.log(sum) : Math.exp(v - largest) / sum;
    });
  }
};

const models: Readonly<Record<string, Model>> = {
  product,
  'dot product': product,
  elementwise,
  arrangement,
  reduction,
  softmax,
  fill: ({ numbers, value }: { numbers: number; value: number }, [to]) => void numbersAt(to!, numbers).fill(value),
};

/** Runs a plan; within a step the tasks of the last thread first, as they may run in any order. */
export function runPlan(parts: readonly Part[]): void {
  for (const { steps } of parts)
    for (const step of steps) {
      if ('run' in step) step.run();
      else if ('times' in step) for (let i = 0; i < step.times; i++) runSteps(stepsAt(step, i));
      else runSteps([step]);
    }
}

function runSteps(steps: readonly Step[]): void {
  for (const step of steps)
    for (const task of step.toReversed()) {
      if (task === undefined) continue;
      const [, name, spec] = /^([a-z ]+?) (\{.*)$/.exec(signatures[task.code]!)!;
      models[name!]!(JSON.parse(spec!) as never, task.args);
    }
}
