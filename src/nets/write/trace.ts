/** The graph that grows while a function is applied to symbolic arrays: what FunctionLayer is made of. */
import { Association, isAssociation } from '../../expr/association.ts';
import { Boxed, type Expr, int, isCall, isRealNumber, Kind, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { NetArraySymbol, numbersOf, single } from '../model/arrays.ts';
import { infer } from '../model/infer.ts';
import type { AnyLayer } from '../model/layer.ts';
import type { ContainerNet, Endpoint, Net, Node, StoredPort, Wire } from '../model/net.ts';
import { NetProblem, names } from '../model/problem.ts';
import { layers } from '../records/layers/index.ts';
import { makeLayer, withInputs } from './make-layer.ts';
import { NetGraphSymbol } from './net-box.ts';
import { withoutCoders } from './port-options.ts';

export const TracedSymbol = system('NetTracedArray');

/** A value inside of a function that is being read. */
export interface Traced {
  readonly trace: Trace;
  readonly from: Endpoint;
}

export const isTraced = (e: Expr): e is Boxed<Traced> => e.kind === Kind.Boxed && e.head === TracedSymbol;

/** A traced value stands somewhere in an expression. */
export const hasTraced = (e: Expr): boolean =>
  isTraced(e) || (e.kind === Kind.Normal && (e.args.some(hasTraced) || hasTraced(e.head))) || isCall(e, NetArraySymbol);

const layerNamed = (name: string): AnyLayer => layers.find((l) => l.symbol.name === name)!;

export class Trace {
  readonly parent: Trace | undefined;
  readonly depth: number;
  readonly #nodes: Node[] = [];
  readonly #wires: Wire[] = [];
  readonly #inputs = new Map<string, StoredPort>();
  readonly #arrays = new Map<string, Boxed<Traced>>();
  /** Values of the trace around this one that are used here, by the port that brings them in. */
  readonly captured = new Map<string, Boxed<Traced>>();
  readonly evaluation: Evaluation;

  constructor(evaluation: Evaluation, parent?: Trace) {
    this.evaluation = evaluation;
    this.parent = parent;
    this.depth = parent === undefined ? 0 : parent.depth + 1;
  }

  #value(from: Endpoint): Boxed<Traced> {
    return new Boxed(TracedSymbol, { trace: this, from }, () => normal(TracedSymbol, str(`${from.node}/${from.port}`)));
  }

  input(name: string, port: StoredPort = { shape: undefined }): Boxed<Traced> {
    this.#inputs.set(name, port);
    return this.#value({ node: -1, port: name });
  }

  /** A layer by its symbol and arguments. Throws NetProblem and LocatedConflict. */
  layer(name: string, args: readonly Expr[], operands: readonly Expr[]): Boxed<Traced> {
    const definition = layerNamed(name);
    const made = makeLayer(definition, args, this.evaluation);
    const net = definition.variadic
      ? withInputs(
          made,
          operands.map((_, i) => `${i + 1}`),
        )
      : made;
    const ports = [...net.inputs.keys()];
    return this.node(net, new Map(operands.map((o, i) => [ports[i]!, o] as const))).get('Output')!;
  }

  /** A net with values for its inputs; its outputs by port. */
  node(net: Net, operands: ReadonlyMap<string, Expr>): Map<string, Boxed<Traced>> {
    const sources = [...operands].map(([port, e]) => [port, this.operand(e).content.from] as const);
    const node = this.#nodes.length;
    this.#nodes.push({ name: node + 1, net: withoutCoders(net) });
    for (const [port, from] of sources) this.#wires.push({ from, to: { node, port } });
    return new Map([...net.outputs.keys()].map((port) => [port, this.#value({ node, port })] as const));
  }

  /** The value of net[input] for one input, a list of inputs, or an association of them by port. Throws NetProblem. */
  application(net: Net, input: Expr): Expr {
    const fitted =
      net.kind === 'layer' && net.definition.variadic && net.inputNames.length === 0 && isCall(input, S.List)
        ? withInputs(
            net,
            input.args.map((_, i) => `${i + 1}`),
          )
        : net;
    const ports = [...fitted.inputs.keys()];
    const values = isAssociation(input)
      ? new Map(input.entries().map(([k, v]) => [k.kind === Kind.String ? k.value : '', v] as const))
      : new Map(
          ports.length === 1
            ? [[ports[0]!, input] as const]
            : isCall(input, S.List)
              ? input.args.map((a, i) => [ports[i] ?? '', a] as const)
              : [],
        );
    for (const name of [...ports, ...values.keys()])
      if (!values.has(name) || !fitted.inputs.has(name)) throw new NetProblem('missport', str(name), names(ports));
    const outputs = this.node(fitted, values);
    if (outputs.size === 1) return [...outputs.values()][0]!;
    return Association.from([...outputs].map(([name, v]) => [str(name), v] as const));
  }

  /** Numbers, lists with traced values in them, and learned arrays as values of this trace. Throws NetProblem. */
  operand(e: Expr): Boxed<Traced> {
    if (isTraced(e)) return e.content.trace === this ? e : this.#capture(e);
    if (isCall(e, NetArraySymbol)) return this.#learned(e);
    const numbers = numbersOf(e);
    if (numbers !== undefined)
      return this.#array(single(numbers), normal(S.Rule, str('LearningRateMultipliers'), int(0)));
    if (isCall(e, S.List) && e.args.length > 0) return this.layer('CatenateLayer', [int(0)], e.args);
    throw new NetProblem('notrace', e);
  }

  #learned(e: Expr): Boxed<Traced> {
    const key = this.evaluation.session.inputForm(e);
    const known = this.#arrays.get(key) ?? this.#array(e);
    this.#arrays.set(key, known);
    return known;
  }

  #array(value: Expr, ...options: readonly Expr[]): Boxed<Traced> {
    return this.layer('NetArrayLayer', [normal(S.Rule, str('Array'), value), ...options], []);
  }

  #capture(e: Boxed<Traced>): Boxed<Traced> {
    const outer = e.content.trace.depth >= this.depth || this.parent === undefined ? undefined : this.parent.operand(e);
    if (outer === undefined) throw new NetProblem('notrace', e);
    const key = `Captured ${outer.content.from.node} ${outer.content.from.port}`;
    if (!this.captured.has(key)) {
      this.captured.set(key, outer);
      this.input(key, outer.content.trace.portOf(outer) ?? { shape: undefined });
    }
    return this.#value({ node: -1, port: key });
  }

  /** What is known of a value's type. */
  portOf(e: Boxed<Traced>): StoredPort | undefined {
    return this.net(new Map([['Output', e]])).outputs.get('Output');
  }

  /** Sizes of a value; undefined where its rank is not known. */
  shapeOf(e: Expr): readonly (number | undefined)[] | undefined {
    if (!isTraced(e)) return numbersOf(e)?.shape;
    return e.content.trace.portOf(e)?.shape?.map((a) => (typeof a === 'number' ? a : undefined));
  }

  /** The graph that computes some values. Throws NetProblem and LocatedConflict. */
  net(outputs: ReadonlyMap<string, Expr>): ContainerNet {
    const ends = [...outputs].map(
      ([port, e]): Wire => ({ from: this.operand(e).content.from, to: { node: -1, port } }),
    );
    return infer({
      kind: 'container',
      head: NetGraphSymbol,
      nodes: this.#nodes.slice(),
      wires: [...this.#wires, ...ends],
      inputs: new Map(this.#inputs),
      outputs: new Map([...outputs.keys()].map((name) => [name, { shape: undefined }])),
      coders: new Map(),
      multipliers: undefined,
    }) as ContainerNet;
  }
}

/** The innermost trace among the values in expressions. */
export function traceOf(all: readonly Expr[]): Trace | undefined {
  let found: Trace | undefined;
  const visit = (e: Expr): void => {
    if (isTraced(e)) {
      if (found === undefined || e.content.trace.depth > found.depth) found = e.content.trace;
    } else if (e.kind === Kind.Normal) e.args.forEach(visit);
    else if (e.kind === Kind.Association) for (let i = 0; i < e.size; i++) visit(e.valueAt(i));
  };
  all.forEach(visit);
  return found;
}

/** Numbers, lists of them, traced values, lists with these in them: what operations on arrays take. */
export const isArrayLike = (e: Expr): boolean =>
  isTraced(e) ||
  isRealNumber(e) ||
  e.kind === Kind.Packed ||
  isCall(e, NetArraySymbol) ||
  (isCall(e, S.List) && e.args.length > 0 && e.args.every(isArrayLike));
