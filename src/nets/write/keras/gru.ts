/** Gated recurrent units that a GatedRecurrentLayer cannot say, step by step: biases inside of the reset, or the reset before the product. */
import { Association } from '../../../expr/association.ts';
import { type Expr, int, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import type { StoredArray } from '../../../formats/arrays/stored.ts';
import type { Evaluation } from '../../../kernel/definitions/definition.ts';
import { makeGraph, NetPortSymbol } from '../graph.ts';
import { netBox } from '../net-box.ts';
import { arranged, type Call, call, make, parsed, rule } from './builder.ts';

/** Weights {units, in} and biases of one gate: of the input, and of the state. */
export interface Gate {
  readonly input: StoredArray;
  readonly state: StoredArray;
  readonly inputBias: StoredArray;
  readonly stateBias: StoredArray;
}

export interface Gates {
  readonly update: Gate;
  readonly reset: Gate;
  readonly memory: Gate;
}

/** s' = (1 - z) m + z s; the reset r multiplies the product of the state, or the state before it. */
export function foldedGru({ update, reset, memory }: Gates, resetAfter: boolean, e: Evaluation): Call {
  const nodes: (readonly [string, Expr])[] = [];
  const edges: Expr[] = [];
  const port = (name: string): Expr => normal(NetPortSymbol, str(name));
  const add = (name: string, layer: Call, ...from: readonly Expr[]): Expr => {
    nodes.push([name, netBox(make(layer, e))]);
    edges.push(normal(S.Rule, from.length === 1 ? from[0]! : normal(S.List, ...from), str(name)));
    return str(name);
  };
  const linear = (weights: StoredArray, bias: StoredArray): Call =>
    call('LinearLayer', int(weights.shape[0]!), rule('Weights', arranged(weights)), rule('Biases', arranged(bias)));
  const threaded = (f: string): Call => call('ThreadingLayer', parsed(f, e));
  const [x, s] = [port('Input'), port('State')];
  const opened = (name: string, g: Gate): Expr =>
    add(
      name,
      threaded('LogisticSigmoid[#1 + #2] &'),
      add(`${name}_input`, linear(g.input, g.inputBias), x),
      add(`${name}_state`, linear(g.state, g.stateBias), s),
    );
  const [z, r] = [opened('update', update), opened('reset', reset)];
  const fromInput = add('memory_input', linear(memory.input, memory.inputBias), x);
  const product = linear(memory.state, memory.stateBias);
  const m = resetAfter
    ? add('memory', threaded('Tanh[#1 + #2 #3] &'), fromInput, r, add('memory_state', product, s))
    : add(
        'memory',
        threaded('Tanh[#1 + #2] &'),
        fromInput,
        add('memory_state', product, add('reset_times', threaded('#1 #2 &'), r, s)),
      );
  add('output', threaded('(1 - #1) #2 + #1 #3 &'), z, m, s);
  const sizes = [rule('Input', int(memory.input.shape[1]!)), rule('State', int(memory.state.shape[1]!))];
  const named = Association.from(nodes.map(([name, net]) => [str(name), net] as const));
  return call('NetFoldOperator', netBox(makeGraph([named, normal(S.List, ...edges), ...sizes], e)));
}
