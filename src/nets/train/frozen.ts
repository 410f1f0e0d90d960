/** Where the front of a net neither learns nor draws random numbers, its outputs are computed once and kept. */
import type { ComputeOptions, TensorValue } from '../../compute/contract/step.ts';
import { same } from '../../expr/same.ts';
import { arrayTypeOf } from '../model/array-type.ts';
import type { Coder } from '../model/coder.ts';
import { infer } from '../model/infer.ts';
import {
  arrayKey,
  arrayPlaces,
  type ContainerNet,
  type Net,
  type Node,
  type Path,
  type StoredPort,
  type Wire,
} from '../model/net.ts';
import { executionOrder } from '../model/order.ts';
import { countOf } from '../model/shape.ts';
import { type Column, everyIndex, rowColumn } from '../run/columns.ts';
import { type Columns, Feed } from '../run/feed.ts';
import { takesNoise } from '../run/noise.ts';
import { prepareOutputs } from '../run/outputs.ts';
import type { Prepared } from '../run/runnable.ts';
import type { Plan } from './plan.ts';

/** A net in two: outputs of the front are inputs of the rest, under the same names. */
export interface FrozenSplit {
  readonly front: ContainerNet;
  readonly rest: ContainerNet;
  /** What makes the inputs of the front. */
  readonly encoders: readonly (Coder | undefined)[];
  /** Layers of the front, for reports. */
  readonly names: readonly (string | number)[];
}

/** Neither array changes, and every example gives the same alone, in any batch, in training and in testing. */
function isConstant(node: Node, changes: (key: string) => boolean): boolean {
  const net: Net = node.net;
  let constant = !takesNoise(net);
  for (const p of arrayPlaces(net)) {
    const path: Path = [node.name, ...p.path];
    if (arrayTypeOf(p).state === true || changes(arrayKey({ ...p, path }))) constant = false;
  }
  return constant;
}

/** undefined: there is nothing worth computing once. */
export function splitFrozen(net: Net, changes: (key: string) => boolean): FrozenSplit | undefined {
  if (net.kind !== 'container' || net.operator) return undefined;
  const frozen = new Set<number>();
  for (const i of executionOrder(net)) {
    const sources = net.wires.filter((w) => w.to.node === i).map((w) => w.from.node);
    if (sources.every((s) => s < 0 || frozen.has(s)) && isConstant(net.nodes[i]!, changes)) frozen.add(i);
  }
  const owning = [...frozen].some((i) => arrayPlaces(net.nodes[i]!.net).length > 0);
  if (!owning || frozen.size === net.nodes.length) return undefined;
  const [front, rest] = [piece(net, frozen, true), piece(net, frozen, false)];
  return front.inputs.size === 0
    ? undefined
    : {
        front: infer(front) as ContainerNet,
        rest: infer(rest) as ContainerNet,
        encoders: [...front.inputs.keys()].map((name) => net.coders.get(name)),
        names: [...frozen].map((i) => net.nodes[i]!.name),
      };
}

/** Name of the port that carries an output of a frozen node. */
const cutName = (node: Node, port: string): string => `frozen ${node.name} ${port}`;

/** The frozen nodes, or the others; nodes keep their names, so that arrays keep their keys. */
function piece(net: ContainerNet, frozen: ReadonlySet<number>, front: boolean): ContainerNet {
  const kept = net.nodes.map((_, i) => i).filter((i) => frozen.has(i) === front);
  const index = new Map(kept.map((old, i) => [old, i]));
  const wires: Wire[] = [];
  const inputs = new Map<string, StoredPort>();
  const outputs = new Map<string, StoredPort>();
  for (const w of net.wires) {
    const source = net.nodes[w.from.node];
    const crosses = w.from.node >= 0 && frozen.has(w.from.node) && !(w.to.node >= 0 && frozen.has(w.to.node));
    if (crosses) {
      const name = cutName(source!, w.from.port);
      const type = source!.net.outputs.get(w.from.port)!;
      if (front) {
        if (!outputs.has(name))
          wires.push({ from: { node: index.get(w.from.node)!, port: w.from.port }, to: { node: -1, port: name } });
        outputs.set(name, type);
        continue;
      }
      inputs.set(name, type);
      const to = w.to.node < 0 ? w.to : { node: index.get(w.to.node)!, port: w.to.port };
      if (w.to.node < 0) outputs.set(w.to.port, net.outputs.get(w.to.port)!);
      wires.push({ from: { node: -1, port: name }, to });
      continue;
    }
    const belongs = w.to.node < 0 ? !front : index.has(w.to.node);
    if (!belongs) continue;
    if (w.from.node < 0) inputs.set(w.from.port, net.inputs.get(w.from.port)!);
    if (w.to.node < 0) outputs.set(w.to.port, net.outputs.get(w.to.port)!);
    wires.push({
      from: w.from.node < 0 ? w.from : { node: index.get(w.from.node)!, port: w.from.port },
      to: w.to.node < 0 ? w.to : { node: index.get(w.to.node)!, port: w.to.port },
    });
  }
  return {
    ...net,
    nodes: kept.map((i) => net.nodes[i]!),
    wires,
    inputs,
    outputs,
    coders: new Map([...net.coders].filter(([name]) => outputs.has(name))),
    multipliers: undefined,
  };
}

/** The plan of the rest; losses look at the same outputs. */
export const restPlan = (plan: Plan, s: FrozenSplit): Plan => ({ ...plan, net: s.rest });

/** Outputs of a front for some data, kept as long as the data are. */
interface Kept {
  readonly split: FrozenSplit;
  readonly batch: number;
  readonly device: ComputeOptions;
  readonly columns: Columns;
  readonly bytes: number;
}
const keptByData = new WeakMap<object, Kept>();

/** The same layers with the very same arrays: then the outputs are the same. */
function sameNet(a: Net, b: Net): boolean {
  if (a.kind === 'layer')
    return (
      b.kind === 'layer' &&
      a.definition === b.definition &&
      a.parameters === b.parameters &&
      [...a.arrays].every(([name, state]) => {
        const other = b.arrays.get(name);
        if (state.kind !== 'value') return state.kind === other?.kind;
        return other?.kind === 'value' && state.value === other.value;
      })
    );
  return (
    b.kind === 'container' &&
    a.operator === b.operator &&
    a.operatorParameters === b.operatorParameters &&
    a.nodes.length === b.nodes.length &&
    a.nodes.every((n, i) => n.name === b.nodes[i]!.name && sameNet(n.net, b.nodes[i]!.net)) &&
    JSON.stringify(a.wires) === JSON.stringify(b.wires)
  );
}

/** Coders that make the same of the same; functions may have changed their meaning. */
const sameEncoder = (a: Coder | undefined, b: Coder | undefined): boolean =>
  a === undefined || b === undefined
    ? a === b
    : a.type === b.type && a.type !== 'Function' && same(a.specification, b.specification);

/** Inputs of a plan's net that only its front reads. */
export const frontOnly = (s: FrozenSplit): ReadonlySet<string> =>
  new Set([...s.front.inputs.keys()].filter((name) => !s.rest.inputs.has(name)));

/** What an earlier training on the same data kept. */
export function keptColumns(
  s: FrozenSplit,
  batch: number,
  data: object,
  device: ComputeOptions,
): Pick<Kept, 'columns' | 'bytes'> | undefined {
  const known = keptByData.get(data);
  return known !== undefined &&
    known.batch === batch &&
    known.device.executor === device.executor &&
    s.encoders.every((c, i) => sameEncoder(c, known.split.encoders[i])) &&
    sameNet(known.split.front, s.front)
    ? known
    : undefined;
}

/** Outputs of the front are kept while they need less than this. */
const KEEP_BYTES = 1 << 30;

/** Runs the front; batches always have one size, so that a kept value and a value made anew are the same bits. */
export class FrozenFront {
  readonly #split: FrozenSplit;
  readonly #prepared: Prepared;
  readonly #outputs: readonly string[];
  readonly #batch: number;
  readonly #device: ComputeOptions;

  constructor(s: FrozenSplit, batch: number, device: ComputeOptions) {
    this.#split = s;
    this.#batch = batch;
    this.#device = device;
    this.#outputs = [...s.front.outputs.keys()];
    this.#prepared = prepareOutputs(
      s.front,
      this.#outputs.map((port) => ({ path: [], port })),
      false,
      device,
    );
  }

  /** Columns for the rest; undefined where shapes differ from example to example. */
  columns(
    all: Columns,
    count: number,
    keep: boolean,
    poll: () => void,
    data?: object,
  ): { readonly columns: Columns; readonly bytes: number } | undefined {
    const inputs = new Map([...this.#split.front.inputs.keys()].map((name) => [name, all.get(name)!] as const));
    if ([...inputs.values()].some((c) => c.shape === undefined)) return undefined;
    const shapes = new Map([...inputs].map(([name, c]) => [name, c.shape!] as const));
    const special = this.#prepared.runnable.for(shapes).net;
    const sizes = this.#outputs.map((name) => special.outputs.get(name)!.shape as readonly number[]);
    const bytes = sizes.reduce((sum, s) => sum + 4 * countOf(s) * count, 0);
    const feed = new Feed(inputs, () => {
      throw new Error('a frozen front draws no random numbers');
    });
    const noise = new Map();
    const { evaluator } = this.#prepared;
    const run = (indices: ArrayLike<number>, from: number, to: number): readonly TensorValue[] => {
      const out = evaluator.run(feed.batch({ shapes, noise, indices, from, to, size: this.#batch }, evaluator));
      return this.#outputs.map((_, w) => out[`${w}`]!);
    };
    const made = keep && bytes < KEEP_BYTES ? this.#kept(count, sizes, run, poll) : this.#anew(count, sizes, run);
    const own = new Map(this.#outputs.map((name, w) => [name, made[w]!] as const));
    if (data !== undefined && keep && bytes < KEEP_BYTES)
      keptByData.set(data, { split: this.#split, batch: this.#batch, device: this.#device, columns: own, bytes });
    const rest = new Map([...all].filter(([name]) => !inputs.has(name) || this.#split.rest.inputs.has(name)));
    return { columns: new Map([...own, ...rest]), bytes: keep && bytes < KEEP_BYTES ? bytes : 0 };
  }

  #kept(
    count: number,
    sizes: readonly (readonly number[])[],
    run: (indices: ArrayLike<number>, from: number, to: number) => readonly TensorValue[],
    poll: () => void,
  ): Column[] {
    const data = sizes.map((s) => new Float32Array(countOf(s) * count));
    const all = everyIndex(count);
    for (let from = 0; from < count; from += this.#batch) {
      poll();
      const to = Math.min(count, from + this.#batch);
      run(all, from, to).forEach((v, w) => {
        const size = countOf(sizes[w]!);
        data[w]!.set(v.data.subarray(0, (to - from) * size), from * size);
      });
    }
    return data.map((d, w) => rowColumn(count, sizes[w]!, d));
  }

  #anew(
    count: number,
    sizes: readonly (readonly number[])[],
    run: (indices: ArrayLike<number>, from: number, to: number) => readonly TensorValue[],
  ): Column[] {
    return sizes.map((shape, w) => {
      const size = countOf(shape);
      return {
        count,
        shape,
        at: (i) => ({ shape, data: (run([i], 0, 1)[w]!.data as Float32Array).slice(0, size) }),
        fill: (target, indices, from, to) => {
          for (let at = from; at < to; at += this.#batch) {
            const end = Math.min(to, at + this.#batch);
            const { data } = run(indices, at, end)[w]!;
            target.set(data.subarray(0, (end - at) * size), (at - from) * size);
          }
        },
      };
    });
  }

  dispose(): void {
    this.#prepared.evaluator.dispose();
  }

  /** What the report says of it. */
  describe(count: number, bytes: number): string {
    return describeFront(this.#split, count, bytes, false);
  }
}

/** What the report says of a front. */
export function describeFront(s: FrozenSplit, count: number, bytes: number, earlier: boolean): string {
  const layers = s.names.join(', ');
  if (earlier)
    return `The outputs of the frozen layers ${layers} for ${count} examples were kept from an earlier training.`;
  return bytes > 0
    ? `The outputs of the frozen layers ${layers} were computed once for ${count} examples and kept in ${(bytes / 2 ** 20).toFixed(1)} MB.`
    : `The frozen layers ${layers} were computed for each batch: their outputs were not to be kept, or do not fit into ${KEEP_BYTES / 2 ** 20} MB.`;
}
