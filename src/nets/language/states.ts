/** NetStateObject and NetUnfold: recurrent nets step by step, with their states kept or as ports. */
import { type Builtin, builtin } from '../../builtins/builtin.ts';
import { Association, isAssociation } from '../../expr/association.ts';
import { Boxed, type Expr, int, Kind, normal, Packed, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { elementOf } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { numbersOf } from '../model/arrays.ts';
import { decodedValue } from '../model/coder.ts';
import { stateMessages } from '../model/messages.ts';
import type { ContainerNet, Net } from '../model/net.ts';
import { withStates } from '../model/offered-ports.ts';
import { guarded, NetProblem, names } from '../model/problem.ts';
import { layers } from '../records/layers/index.ts';
import { asValues, readInputs } from '../run/data.ts';
import { applyNet } from '../run/evaluate.ts';
import { zeros } from '../run/with-states.ts';
import { graphOf } from '../write/graph.ts';
import { makeLayer } from '../write/make-layer.ts';
import { netBox } from '../write/net-box.ts';
import { netArgument } from './net-value.ts';

const NetStateObjectSymbol = system('NetStateObject');
const NetPort = system('NetPort');

/** A net and the states that its last application left behind. */
interface StateObject {
  readonly net: Net;
  /** The same with its states as ports and without decoders. */
  readonly open: Net;
  readonly states: Map<string, Expr>;
}

const isStateObject = (e: Expr): e is Boxed<StateObject> => e.kind === Kind.Boxed && e.head === NetStateObjectSymbol;

/** NetStateObject[net, seed]. Throws NetProblem. */
function makeStateObject(net: Net, seed: Expr | undefined): Expr {
  const { net: open, states } = withStates(net);
  if (states.length === 0) throw new NetProblem('nostates', netBox(net));
  const given = new Map<string, Expr>();
  if (seed !== undefined && !isAssociation(seed)) throw new NetProblem('badpar', seed, str('states'), names(states));
  for (const [k, v] of seed === undefined ? [] : (seed as Association).entries()) {
    const name = k.kind === Kind.String ? k.value : '';
    if (!states.includes(name)) throw new NetProblem('noport', k, names(states));
    given.set(name, v);
  }
  const encoders = new Map([...open.coders].filter(([, c]) => c.role === 'encoder'));
  const content: StateObject = {
    net,
    open: { ...open, coders: encoders },
    states: new Map(states.map((s) => [s, given.get(s) ?? zeros(open, s)])),
  };
  return new Boxed(NetStateObjectSymbol, content, () => normal(NetStateObjectSymbol, netBox(net)));
}

const examplesIn = (e: Expr): Expr[] => {
  const values = asValues(e)!;
  return values instanceof Packed
    ? Array.from({ length: values.shape[0]! }, (_, i) => elementOf(values, i))
    : [...values];
};

/** The examples of data that are a list of them, or an association of lists by port. */
function separate(data: Expr): readonly Expr[] {
  if (!isAssociation(data)) return examplesIn(data);
  const columns = data.entries().map(([k, v]) => [k, examplesIn(v)] as const);
  return columns[0]![1].map((_, i) => Association.from(columns.map(([k, all]) => [k, all[i]!] as const)));
}

/** object[data, property]: the value of the net, or the list of those for several examples one after another. The states stay. */
function applied(o: StateObject, args: readonly Expr[], e: Evaluation): Expr {
  const [data, property] = args as readonly [Expr, Expr?];
  if (readInputs(data, o.net, e, true).single) return appliedOnce(o, args, e);
  const rest = property === undefined ? [] : [property];
  return normal(S.List, ...separate(data).map((x) => appliedOnce(o, [x, ...rest], e)));
}

function appliedOnce(o: StateObject, [data, property]: readonly Expr[], e: Evaluation): Expr {
  const own = [...o.net.inputs.keys()];
  const inputs = data !== undefined && isAssociation(data) ? data.entries() : own.map((n) => [str(n), data!] as const);
  const all = Association.from([...inputs, ...[...o.states].map(([n, v]) => [str(n), v] as const)]);
  const ports = [...o.net.outputs.keys(), ...o.states.keys()].map((n) => [n, normal(NetPort, str(n))] as const);
  const result = applyNet(o.open, [all, normal(S.List, ...ports.map(([, p]) => p))], e) as Association;
  const value = (name: string): Expr => result.get(normal(NetPort, str(name)))!;
  for (const name of o.states.keys()) o.states.set(name, value(name));
  const outputs = [...o.net.outputs.keys()].map((name): Expr => {
    const coder = o.net.coders.get(name);
    const numbers = numbersOf(value(name));
    return coder?.decode === undefined || numbers === undefined || property === S.None
      ? value(name)
      : decodedValue(coder, numbers, property, e);
  });
  return outputs.length === 1
    ? outputs[0]!
    : Association.from([...o.net.outputs.keys()].map((n, i) => [str(n), outputs[i]!] as const));
}

export const NetStateObject: Builtin = builtin('NetStateObject', {
  usage: `NetStateObject[net] represents a recurrent net that keeps its states from one application to the next.
NetStateObject[net, <|"layer/State" -> vector, ...|>] states with what they begin; otherwise they are zeros.
object[{x1, x2, ...}] applies it to one example after another, each with the states that the one before it left.`,
  arity: [1, 2],
  messages: stateMessages,
  evaluate: ([net, seed], e) =>
    net !== undefined && isStateObject(net) ? undefined : guarded(e, () => makeStateObject(netArgument(net), seed)),
  apply: (head, args, e) =>
    isStateObject(head) && args.length >= 1 && args.length <= 2
      ? guarded(e, () => applied(head.content, args, e))
      : undefined,
  examples: {
    'so = NetStateObject[NetChain[{BasicRecurrentLayer[1, "InputWeights" -> {{1}}, "StateWeights" -> {{1}}, "Biases" -> {0}], SequenceLastLayer[]}, "Input" -> {"Varying", 1}]]; Round[1000 {so[{{1}}], so[{{1}}]}]':
      '{{762}, {943}}',
    'so = NetStateObject[NetChain[{BasicRecurrentLayer[1, "InputWeights" -> {{1}}, "StateWeights" -> {{1}}, "Biases" -> {0}], SequenceLastLayer[]}, "Input" -> {"Varying", 1}]]; Round[1000 so[{{{1}}, {{1}}, {{0}, {0}}}]]':
      '{{762}, {943}, {627}}',
    'NetStateObject[NetChain[{Ramp}]]': ['$Failed', 'NetStateObject::nostates'],
  },
});

/** A layer of this name with the argument 1. */
const stepLayer = (name: string): Net => makeLayer(layers.find((l) => l.symbol.name === name)!, [int(1)]);

/** One step of a net: elements in and out, states as further ports. Throws NetProblem and LocatedConflict. */
function unfolded(net: Net): ContainerNet {
  const { net: open, states } = withStates({ ...net, coders: new Map() });
  if (states.length === 0) throw new NetProblem('nostates', netBox(net));
  const [input, ...moreInputs] = net.inputs.keys();
  const [output, ...moreOutputs] = net.outputs.keys();
  if (input === undefined || output === undefined || moreInputs.length > 0 || moreOutputs.length > 0)
    throw new NetProblem(
      'manyports',
      str('net'),
      names([...net.inputs.keys(), ...net.outputs.keys()]),
      str('NetUnfold'),
    );
  const sequence = net.outputs.get(output)?.shape?.[0] === net.inputs.get(input)?.shape?.[0];
  const nodes = [
    { name: 'sequence', net: stepLayer('ReplicateLayer') },
    { name: 'net', net: open },
    ...(sequence ? [{ name: 'element', net: stepLayer('PartLayer') }] : []),
  ];
  const port = (...path: string[]): Expr => normal(NetPort, normal(S.List, ...path.map((p) => str(p))));
  const rule = (a: Expr, b: Expr): Expr => normal(S.Rule, a, b);
  const outer = (name: string): Expr => normal(NetPort, str(name));
  const edges = [
    rule(outer('Input'), str('sequence')),
    rule(str('sequence'), port('net', input)),
    ...(sequence
      ? [rule(port('net', output), str('element')), rule(str('element'), outer('Output'))]
      : [rule(port('net', output), outer('Output'))]),
    ...states.flatMap((s, i) => [
      rule(outer(`State${i + 1}`), port('net', s)),
      rule(port('net', s), outer(`OutState${i + 1}`)),
    ]),
  ];
  return graphOf(nodes, edges, new Map());
}

export const NetUnfold: Builtin = builtin('NetUnfold', {
  usage:
    'NetUnfold[net] gives the net of one step of a recurrent net: elements of sequences in place of sequences, and its states as the inputs "State1", ... and the outputs "OutState1", ....',
  arity: 1,
  messages: stateMessages,
  evaluate: ([net], e) => guarded(e, () => netBox(unfolded(netArgument(net)))),
  examples: {
    'Information[NetUnfold[GatedRecurrentLayer[2, "Input" -> {"Varying", 3}]], "InputPorts"]':
      '<|"Input" -> 3, "State1" -> 2|>',
    'step = NetUnfold[NetChain[{BasicRecurrentLayer[1, "InputWeights" -> {{1}}, "StateWeights" -> {{1}}, "Biases" -> {0}]}, "Input" -> {"Varying", 1}]]; Round[1000 step[<|"Input" -> {1}, "State1" -> {-1}|>]["Output"]]':
      '{0}',
    'NetUnfold[NetChain[{Ramp}]]': ['$Failed', 'NetUnfold::nostates'],
  },
});
