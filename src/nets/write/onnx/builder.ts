/** A net that grows layer by layer, with the sizes of all ports as far as they are known. */
import { Association } from '../../../expr/association.ts';
import { type Expr, normal, Packed, str } from '../../../expr/expr.ts';
import { same } from '../../../expr/same.ts';
import * as S from '../../../expr/symbols.ts';
import { numericArray } from '../../model/arrays.ts';
import { infer } from '../../model/infer.ts';
import type { AnyLayer } from '../../model/layer.ts';
import type { ContainerNet, Net, Node, StoredPort, Wire } from '../../model/net.ts';
import { withExtraPort } from '../../model/offered-ports.ts';
import { layers } from '../../records/layers/index.ts';
import { portType } from '../../records/onnx/arrange.ts';
import { f, numeral, pure, X } from '../../records/onnx/formulas.ts';
import type { ArraySetting, Setting } from '../../records/onnx/operator.ts';
import { type Size, unknown } from '../../records/onnx/sizes.ts';
import type { Ref } from '../../records/onnx/values.ts';
import { NetFoldOperator } from '../../records/operators/fold.ts';
import { NetMapOperator } from '../../records/operators/map.ts';
import { NetMapThreadOperator } from '../../records/operators/map-thread.ts';
import { makeChainOf, makeOperator } from '../construct.ts';
import { makeLayer } from '../make-layer.ts';
import { NetGraphSymbol, netBox } from '../net-box.ts';

const isArray = (x: Setting): x is ArraySetting => typeof x === 'object' && !Array.isArray(x) && 'numbers' in x;

function listed(x: number | readonly (number | readonly number[])[]): Expr {
  return typeof x === 'number' ? numeral(x) : normal(S.List, ...x.map(listed));
}

/** A value of an option as an expression. */
function expressionOf(x: Setting): Expr {
  if (typeof x === 'number' || Array.isArray(x)) return listed(x as number | readonly number[]);
  if (!isArray(x)) return x as Expr;
  if (x.numbers === undefined) return S.None;
  const data = x.numbers instanceof Float32Array ? x.numbers : Float32Array.from(x.numbers);
  return numericArray(new Packed('Real32', x.shape, data));
}

const named = new Map<string, AnyLayer>(layers.map((l) => [l.symbol.name, l]));
const rule = (name: string, value: Expr): Expr => normal(S.Rule, str(name), value);
const placeText = ({ node, port }: Ref): string => `${node} ${port}`;

/** What a call of a layer says. */
export interface Written {
  readonly head: string;
  readonly args: readonly Setting[];
  readonly options: Readonly<Record<string, Setting | undefined>>;
  readonly inputs: Readonly<Record<string, Ref>>;
  /** Levels that are mapped over. */
  readonly levels: number;
}

/** How the steps of a fold hang together. */
export interface Feedback {
  readonly states: readonly (readonly [output: string, input: string])[];
  readonly constants: readonly string[];
  /** Outputs that are given as sequences. */
  readonly outputs: readonly string[];
}

/** What a layer can undo or take the place of. */
const KINDS: Readonly<Record<string, string>> = {
  ReshapeLayer: 'shape',
  FlattenLayer: 'shape',
  TransposeLayer: 'order',
  ElementwiseLayer: 'numbers',
};
const [FROM_1, FROM_0] = [pure(f('Plus', X, 1)), [pure(f('Subtract', X, 1)), pure(f('Plus', X, -1))]] as const;

/** Counting from 1 what counted from 0 because 1 was taken away. */
const undoes = (w: Written, before: Written): boolean =>
  same(w.args[0] as Expr, FROM_1) && FROM_0.some((form) => same(before.args[0] as Expr, form));

export class NetBuilder {
  readonly #nodes: Node[] = [];
  readonly #written: Written[] = [];
  readonly #wires: Wire[] = [];
  readonly #inputs = new Map<string, StoredPort>();
  readonly #sizes = new Map<string, readonly Size[]>();
  #unknowns = 0;

  newUnknown(): Size {
    return unknown(`?${++this.#unknowns}`);
  }

  input(name: string, sizes: readonly Size[]): Ref {
    this.#inputs.set(name, { shape: sizes.map((s) => (typeof s === 'number' ? s : 'Varying')), stated: true });
    const ref = { node: -1, port: name };
    this.#sizes.set(placeText(ref), sizes);
    return ref;
  }

  sizesOf(ref: Ref): readonly Size[] {
    return this.#sizes.get(placeText(ref)) ?? [];
  }

  /** Adds a layer and says where its output is; one that undoes another one is none. */
  layer(name: string, written: Written): Ref {
    const shorter = this.#simplified(written);
    if ('port' in shorter) return shorter;
    const net = this.#made(shorter);
    return { node: this.#add(name, net, shorter), port: 'Output' };
  }

  /** Adds a net that goes through sequences step by step: outputs become inputs of the next step, `constants` are inputs that stay. */
  fold(name: string, step: Net, inputs: Readonly<Record<string, Ref>>, f: Feedback): Ref {
    const list = (items: readonly Expr[]): Expr => normal(S.List, ...items);
    const texts = (names: readonly string[]): Expr => list(names.map((n) => str(n)));
    const rules = f.states.map(([out, into]) => rule(out, str(into)));
    let net: Net = makeOperator(NetFoldOperator, [netBox(step), list(rules), texts(f.constants), texts(f.outputs)]);
    for (const port of Object.keys(inputs)) net = withExtraPort(net, 'inputs', port) ?? net;
    return {
      node: this.#add(name, net, { head: 'NetFoldOperator', args: [], options: {}, inputs, levels: 0 }),
      port: 'Output',
    };
  }

  /** Gives a layer an output that it offers. */
  offer({ node }: Ref, port: string): Ref {
    const { name, net } = this.#nodes[node]!;
    const wider = withExtraPort(net, 'outputs', port);
    if (wider !== undefined) this.#keep(node, String(name), wider);
    return { node, port };
  }

  #add(name: string, net: Net, written: Written): number {
    const node = this.#nodes.length;
    this.#written.push(written);
    this.#keep(node, name, net);
    for (const [port, from] of Object.entries(written.inputs)) this.#wires.push({ from, to: { node, port } });
    return node;
  }

  #keep(node: number, name: string, net: Net): void {
    this.#nodes[node] = { name, net };
    for (const [port, { shape }] of net.outputs) {
      const key = placeText({ node, port });
      if (!this.#sizes.has(key))
        this.#sizes.set(
          key,
          (shape ?? []).map((a) => (typeof a === 'number' ? a : this.newUnknown())),
        );
    }
  }

  #made({ head, args, options, inputs, levels }: Written): Net {
    const definition = named.get(head)!;
    const rules = Object.entries(options).flatMap(([k, v]) => (v === undefined ? [] : [rule(k, expressionOf(v))]));
    const types = Object.entries(inputs).map(([port, ref]) => [port, this.sizesOf(ref).slice(levels)] as const);
    const ports = types.map(([port, sizes]) => [str(port), portType(sizes)] as const);
    const offered = definition.extraPorts?.({}).inputs ?? [];
    const stated = definition.variadic
      ? ports.length === 0
        ? []
        : [rule('InputPorts', Association.from(ports))]
      : ports.filter(([port]) => !offered.includes(port.value)).map(([port, type]) => rule(port.value, type));
    let net: Net = makeLayer(definition, [...args.map(expressionOf), ...rules, ...stated]);
    for (const port of Object.keys(inputs)) if (!net.inputs.has(port)) net = withExtraPort(net, 'inputs', port) ?? net;
    return this.#lifted(net, inputs, levels);
  }

  #lifted(net: Net, inputs: Readonly<Record<string, Ref>>, levels: number): Net {
    if (levels === 0) return net;
    const types = (from: number): Expr[] =>
      Object.entries(inputs).map(([port, ref]) => rule(port, portType(this.sizesOf(ref).slice(from))));
    if (Object.keys(inputs).length > 1)
      return makeOperator(NetMapThreadOperator, [netBox(net), ...(levels > 1 ? [numeral(levels)] : []), ...types(0)]);
    let out = net;
    for (let k = levels - 1; k >= 0; k--) out = makeOperator(NetMapOperator, [netBox(out), ...types(k)]);
    return out;
  }

  /** Reshaping twice is reshaping once; two exchanges of levels are one; what changes nothing is not there. */
  #simplified(w: Written): Written | Ref {
    const kind = KINDS[w.head];
    if (kind === undefined) return w;
    const { Input } = w.inputs as { Input: Ref };
    const before = Input.node >= 0 ? this.#written[Input.node]! : undefined;
    if (before === undefined || KINDS[before.head] !== kind) return w;
    const source = before.inputs.Input!;
    if (kind === 'numbers') return undoes(w, before) ? source : w;
    if (kind === 'shape') {
      const to = this.#made(w).outputs.get('Output')!.shape;
      const from = this.sizesOf(source);
      const same = to?.length === from.length && to.every((a, i) => a === from[i]);
      if (same) return source;
      return from.every((s) => typeof s === 'number') ? { ...w, inputs: { Input: source } } : w;
    }
    const [first, then] = [before.args[0] as readonly number[], w.args[0] as readonly number[]];
    const places = first.map((p) => then[p - 1]!);
    return places.every((p, i) => p === i + 1) ? source : { ...w, args: [places], inputs: { Input: source } };
  }

  /** Nodes that outputs depend on, in order. */
  #needed(outputs: Iterable<Ref>): Set<number> {
    const needed = new Set<number>();
    const open = [...outputs].map((r) => r.node);
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node < 0 || needed.has(node)) continue;
      needed.add(node);
      open.push(...Object.values(this.#written[node]!.inputs).map((r) => r.node));
    }
    return needed;
  }

  /** The net with these outputs: a chain where each layer feeds the next. Throws NetProblem and LocatedConflict. */
  net(outputs: ReadonlyMap<string, Ref>): Net {
    const needed = this.#needed(outputs.values());
    const kept = this.#nodes.flatMap((_, i) => (needed.has(i) ? [i] : []));
    const place = new Map(kept.map((i, k) => [i, k]));
    const moved = ({ node, port }: Ref): Ref => ({ node: node < 0 ? -1 : place.get(node)!, port });
    const nodes = unique(kept.map((i) => this.#nodes[i]!));
    const wires = this.#wires
      .filter((w) => needed.has(w.to.node))
      .map(({ from, to }) => ({ from: moved(from), to: moved(to) }));
    const ends = [...outputs].map(([port, ref]) => ({ from: moved(ref), to: { node: -1, port } }));
    if (this.#isSequence(nodes, wires, ends)) return makeChainOf(nodes, this.#chainInput(wires));
    const graph: ContainerNet = {
      kind: 'container',
      head: NetGraphSymbol,
      nodes,
      wires: [...wires, ...ends],
      inputs: this.#inputs,
      outputs: new Map([...outputs.keys()].map((name) => [name, { shape: undefined }])),
      coders: new Map(),
      multipliers: undefined,
    };
    return infer(graph);
  }

  #isSequence(nodes: readonly Node[], wires: readonly Wire[], ends: readonly Wire[]): boolean {
    return (
      this.#inputs.size === 1 &&
      ends.length === 1 &&
      ends[0]!.from.node === nodes.length - 1 &&
      ends[0]!.from.port === 'Output' &&
      nodes.every(({ net }) => net.outputs.size === 1) &&
      wires.length === nodes.length &&
      wires.every((w, i) => w.to.node === i && w.to.port === 'Input' && w.from.node === i - 1)
    );
  }

  #chainInput(wires: readonly Wire[]): Map<string, Expr> {
    const { from } = wires[0]!;
    return new Map([['Input', portType(this.sizesOf(from))]]);
  }
}

/** The nodes with names of their own: "a", "a 2", "a 3". */
function unique(nodes: readonly Node[]): Node[] {
  const counts = new Map<string | number, number>();
  return nodes.map(({ name, net }) => {
    const n = (counts.get(name) ?? 0) + 1;
    counts.set(name, n);
    return { name: n === 1 ? name : `${name} ${n}`, net };
  });
}
