/** Pass: Relu after max pooling instead of before it, and its slope before the gradient of the pooling. */
import { op } from '../operations.ts';
import type { Call, Program } from '../program.ts';

/** The calls around one Relu that serves a max pooling alone. */
interface Group {
  readonly relu: Call;
  readonly pool: Call;
  readonly gradient: Call | undefined;
  /** The slope, and the gradient of the pooling times it. */
  readonly step: Call | undefined;
  readonly product: Call | undefined;
}

/**
 * The largest of numbers cut off at 0 is the largest cut off at 0, and where it is not above 0 nothing flows back either
 * way: the same numbers from a fraction of the work, since pooled arrays are smaller.
 */
export function activationsAfterPooling(p: Program): Program {
  const readers = new Map<number, Call[]>();
  for (const c of p.calls) for (const v of Object.values(c.inputs)) readers.set(v, [...(readers.get(v) ?? []), c]);
  const outputs = new Set(p.outputs.map((o) => o.value));
  const values = [...p.values];
  const replaced = new Map<Call, Call[]>();
  for (const relu of p.calls) {
    const group = relu.kernel === op.Relu ? groupOf(relu, readers, outputs) : undefined;
    if (group !== undefined) rewrite(group, values, replaced);
  }
  return { ...p, values, calls: p.calls.flatMap((c) => replaced.get(c) ?? [c]) };
}

function groupOf(
  relu: Call,
  readers: ReadonlyMap<number, readonly Call[]>,
  outputs: ReadonlySet<number>,
): Group | undefined {
  const [r] = relu.outputs as [number];
  const uses = readers.get(r) ?? [];
  const of = (kernel: string): Call[] => uses.filter((c) => c.kernel === kernel);
  const [pools, gradients, steps] = [of(op.MaxPool), of(op.MaxPoolGrad), of(op.Step)];
  const others = uses.length - pools.length - gradients.length - steps.length;
  if (outputs.has(r) || pools.length !== 1 || others !== 0 || gradients.length > 1 || steps.length !== gradients.length)
    return undefined;
  const [pool, gradient, step] = [pools[0]!, gradients[0], steps[0]];
  if (gradient === undefined || step === undefined)
    return { relu, pool, gradient: undefined, step: undefined, product: undefined };
  const [g, s] = [gradient.outputs[0]!, step.outputs[0]!];
  const products = readers.get(s) ?? [];
  const product = products[0];
  const fits =
    gradient.inputs.input === r &&
    gradient.inputs.output === pool.outputs[0] &&
    products.length === 1 &&
    product?.kernel === op.Multiply &&
    [product.inputs.a, product.inputs.b].sort().join() === [g, s].sort().join() &&
    readers.get(g)?.length === 1 &&
    !outputs.has(g) &&
    !outputs.has(s) &&
    !step.attributes.alpha;
  return fits ? { relu, pool, gradient, step, product } : undefined;
}

function rewrite(g: Group, values: Program['values'][number][], replaced: Map<Call, Call[]>): void {
  const fresh = (like: number): number => values.push(values[like]!) - 1;
  const x = g.relu.inputs.x!;
  const pooled = g.pool.outputs[0]!;
  const raw = fresh(pooled);
  replaced.set(g.relu, []);
  replaced.set(g.pool, [
    { ...g.pool, inputs: { x }, outputs: [raw] },
    { ...g.relu, inputs: { x: raw }, outputs: [pooled] },
  ]);
  if (g.gradient === undefined || g.step === undefined || g.product === undefined) return;
  const { dy } = g.gradient.inputs as { dy: number };
  const [slope, scaled] = [fresh(pooled), fresh(dy)];
  replaced.set(g.step, []);
  replaced.set(g.gradient, []);
  replaced.set(g.product, [
    { ...g.step, inputs: { x: pooled }, outputs: [slope] },
    { ...g.product, inputs: { a: dy, b: slope }, outputs: [scaled] },
    { ...g.gradient, inputs: { dy: scaled, input: x, output: raw }, outputs: g.product.outputs },
  ]);
}
