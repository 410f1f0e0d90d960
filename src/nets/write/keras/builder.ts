/**
 * Nets of Keras grow here layer by layer. Keras has channels last; nets here have them first, so that every value knows how it lies,
 * and is turned only where a layer asks for the other way.
 */
import { Association } from '../../../expr/association.ts';
import { type Expr, int, normal, Packed, real, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import { asSingles, type StoredArray } from '../../../formats/arrays/stored.ts';
import { denseCopy, rowMajor } from '../../../formats/arrays/strided.ts';
import type { Evaluation } from '../../../kernel/definitions/definition.ts';
import { numericArray } from '../../model/arrays.ts';
import type { Net, StoredAxis } from '../../model/net.ts';
import { layers } from '../../records/layers/index.ts';
import { operators } from '../../records/operators/index.ts';
import { makeChain, makeNamed, makeOperator } from '../construct.ts';
import { makeGraph, NetPortSymbol } from '../graph.ts';
import { netBox } from '../net-box.ts';
import { refuse } from './problem.ts';

/**
 * How the axes of a value lie: as Keras has them, or with the channels before the others; 'flat' is a vector of an array with channels
 * first, whose sizes in Keras are `unflat`.
 */
export interface Value {
  /** The layer, or the port of the net, that gives it. */
  readonly from: Expr;
  readonly shape: readonly StoredAxis[];
  readonly channels: 'last' | 'first' | 'flat';
  readonly unflat?: readonly number[];
}

export const rule = (name: string | Expr, value: Expr): Expr =>
  normal(S.Rule, typeof name === 'string' ? str(name) : name, value);
export const listOf = (items: readonly (number | Expr)[]): Expr =>
  normal(S.List, ...items.map((x) => (typeof x === 'number' ? (Number.isInteger(x) ? int(x) : real(x)) : x)));
const typeOf = (shape: readonly StoredAxis[]): Expr =>
  shape.length === 0
    ? str('Real')
    : normal(S.List, ...shape.map((n) => (typeof n === 'number' ? int(n) : str('Varying'))));

const layerNamed = new Map(layers.map((l) => [l.symbol.name, l]));
const operatorNamed = new Map(operators.map((o) => [o.symbol.name, o]));

/** A call of a layer or operator, before its inputs are known. */
export interface Call {
  readonly head: string;
  readonly args: readonly Expr[];
}
export const call = (head: string, ...args: readonly Expr[]): Call => ({ head, args });

/** Throws NetProblem and LocatedConflict. */
export function make({ head, args }: Call, e: Evaluation): Net {
  const layer = layerNamed.get(head);
  return layer !== undefined ? makeNamed(layer, args, e) : makeOperator(operatorNamed.get(head)!, args, e);
}

/** Numbers for an array of a layer: `axes` says which axis of the file each axis comes from. */
export const arranged = (a: StoredArray, axes?: readonly number[], shape?: readonly number[]): Expr => {
  const steps = rowMajor(a.shape);
  const turned =
    axes === undefined
      ? a
      : denseCopy(
          a,
          axes.map((i) => a.shape[i]!),
          axes.map((i) => steps[i]!),
        );
  return numericArray(new Packed('Real32', shape ?? turned.shape, asSingles(turned)));
};

export class KerasNet {
  readonly e: Evaluation;
  readonly #nodes: (readonly [string, Expr])[] = [];
  readonly #edges: Expr[] = [];
  readonly #inputs: Expr[] = [];
  readonly #names = new Set<string>();
  /** Only layers one after another so far. */
  #last: Expr | undefined;
  #chain = true;

  constructor(e: Evaluation) {
    this.e = e;
  }

  input(name: string, shape: readonly StoredAxis[], channels: Value['channels']): Value {
    this.#inputs.push(rule(name, typeOf(shape)));
    const from = normal(NetPortSymbol, str(name));
    if (this.#inputs.length > 1) this.#chain = false;
    return { from, shape, channels };
  }

  /** A name that no layer has yet. */
  #free(name: string): string {
    let free = name;
    for (let n = 2; this.#names.has(free); n++) free = `${name}_${n}`;
    this.#names.add(free);
    return free;
  }

  /** Adds a layer; its output lies as its first input does, unless something else is said. */
  add(
    name: string,
    { head, args }: Call,
    inputs: readonly Value[],
    channels: Value['channels'] = inputs[0]!.channels,
  ): Value {
    const [first] = inputs as [Value];
    const variadic = layerNamed.get(head)?.variadic === true;
    const ports = variadic
      ? rule('InputPorts', Association.from(inputs.map((v, i) => [str(String(i + 1)), typeOf(v.shape)] as const)))
      : rule('Input', typeOf(first.shape));
    const net = make({ head, args: [...args, ports] }, this.e);
    const free = this.#free(name);
    this.#nodes.push([free, netBox(net)]);
    const from = str(free);
    this.#chain &&= inputs.length === 1 && (this.#last === undefined || this.#last === first.from);
    this.#last = from;
    this.#edges.push(
      normal(S.Rule, inputs.length === 1 ? first.from : normal(S.List, ...inputs.map((v) => v.from)), from),
    );
    const shape = [...net.outputs.values()][0]!.shape;
    if (shape === undefined || shape.includes(null))
      return refuse(`the sizes of the output of ${name} do not follow from those of the input`);
    return { from, shape, channels, ...(channels === 'flat' && first.unflat && { unflat: first.unflat }) };
  }

  /** Adds a layer whose inputs have names; its output lies as Keras has it. */
  addTo(name: string, { head, args }: Call, inputs: Readonly<Record<string, Value>>): Value {
    const ports = Object.entries(inputs).map(([port, v]) => rule(port, typeOf(v.shape)));
    const net = make({ head, args: [...args, ...ports] }, this.e);
    const free = this.#free(name);
    this.#nodes.push([free, netBox(net)]);
    this.#chain = false;
    for (const [port, v] of Object.entries(inputs))
      this.#edges.push(normal(S.Rule, v.from, normal(NetPortSymbol, listOf([str(free), str(port)]))));
    const shape = [...net.outputs.values()][0]!.shape;
    if (shape === undefined || shape.includes(null))
      return refuse(`the sizes of the output of ${name} do not follow from those of the input`);
    return { from: str(free), shape, channels: 'last' };
  }

  /** The value with its axes as Keras has them. */
  asLast(v: Value, name: string): Value {
    if (v.channels === 'last') return v;
    if (v.channels === 'first')
      return this.add(`${name}_transpose`, call('TransposeLayer', listOf(toLast(v.shape.length))), [v], 'last');
    const sizes = v.unflat!;
    const apart = this.add(
      `${name}_reshape`,
      call('ReshapeLayer', listOf([sizes.at(-1)!, ...sizes.slice(0, -1)])),
      [v],
      'first',
    );
    return this.add(`${name}_flatten`, call('FlattenLayer'), [this.asLast(apart, name)], 'last');
  }

  /** The value with its channels first. A vector has only one axis. */
  asFirst(v: Value, name: string): Value {
    if (v.channels === 'first' || v.shape.length < 2) return v;
    return this.add(`${name}_transpose`, call('TransposeLayer', listOf(toFirst(v.shape.length))), [v], 'first');
  }

  /** The net with these outputs. */
  finish(outputs: readonly (readonly [string, Value])[]): Net {
    if (this.#nodes.length === 0) refuse('the model has no layers');
    const nodes = Association.from(this.#nodes.map(([name, net]) => [str(name), net] as const));
    const only = outputs.length === 1 ? outputs[0]![1] : undefined;
    if (this.#chain && only?.from === this.#last) return makeChain([nodes, ...this.#inputs], this.e);
    const ends = outputs.map(([name, v]) => normal(S.Rule, v.from, normal(NetPortSymbol, str(name))));
    return makeGraph([nodes, normal(S.List, ...this.#edges, ...ends), ...this.#inputs], this.e);
  }
}

/** Level i goes to the level that stands at i. */
const toLast = (rank: number): number[] => [rank, ...Array.from({ length: rank - 1 }, (_, i) => i + 1)];
const toFirst = (rank: number): number[] => [...Array.from({ length: rank - 1 }, (_, i) => i + 2), 1];

/** A function of one number in the language, made when it is needed. */
export const parsed = (text: string, e: Evaluation): Expr => e.session.parse(text)[0]!;
export const span = (from: number, to: number): Expr => normal(system('Span'), int(from), int(to));
