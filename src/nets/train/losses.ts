/** Which losses are made small: those a net has, those the user states, and those that fit its outputs. */
import { Association } from '../../expr/association.ts';
import { type Expr, isCall, isRealNumber, Kind, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { numericRank, toNumber } from '../model/arrays.ts';
import { infer } from '../model/infer.ts';
import type { LayerNet, Net, StoredPort } from '../model/net.ts';
import { NetProblem, names } from '../model/problem.ts';
import {
  ContrastiveLossLayer,
  CrossEntropyLossLayer,
  MeanAbsoluteLossLayer,
  MeanSquaredLossLayer,
} from '../records/layers/losses.ts';
import { takesApart } from '../records/layers/scalar-function.ts';
import { ThreadingLayer } from '../records/layers/threading.ts';
import { makeLayer, withInputs } from '../write/make-layer.ts';
import { isNet } from '../write/net-box.ts';
import { slotsIn } from '../write/slots.ts';
import { Trace } from '../write/trace.ts';

const Scaled = system('Scaled');

/** One summand of the total loss. */
export interface LossTerm {
  /** Under which its value is reported. */
  readonly name: string;
  /** Output of the net that is the loss, or that goes into `layer`. */
  readonly output: string;
  /** A net with ports Input and, mostly, Target; undefined where the output is the loss. */
  readonly layer: Net | undefined;
  /** The column of the data that the target comes from. */
  readonly target: string | undefined;
  readonly scale: number;
}

/** The layer that makes the value of an output. */
export function feeder(net: Net, port: string): LayerNet | undefined {
  if (net.kind === 'layer') return net;
  if (net.operator) return feeder(net.nodes[0]!.net, port);
  const wire = net.wires.find((w) => w.to.node < 0 && w.to.port === port);
  return wire === undefined || wire.from.node < 0 ? undefined : feeder(net.nodes[wire.from.node]!.net, wire.from.port);
}

const isLossOutput = (net: Net, port: string): boolean =>
  port === 'Loss' ||
  (net.kind === 'container' && net.operator?.isLoss === true) ||
  feeder(net, port)?.definition.isLoss === true;

/** What the operator that feeds an output asks for. */
function operatorLoss(net: Net, port: string): 'Contrastive' | undefined {
  if (net.kind === 'layer') return undefined;
  if (net.operator) return net.operator.loss;
  const wire = net.wires.find((w) => w.to.node < 0 && w.to.port === port);
  return wire === undefined || wire.from.node < 0
    ? undefined
    : operatorLoss(net.nodes[wire.from.node]!.net, wire.from.port);
}

/** The kind of loss that fits an output, by the layer that feeds it. */
export const lossKind = (net: Net, port: string): 'CrossEntropy' | 'Binary' | 'Contrastive' | undefined => {
  const special = operatorLoss(net, port);
  if (special !== undefined) return special;
  const layer = feeder(net, port);
  return layer?.definition.loss?.(layer.parameters);
};

/** Class probabilities with targets that are vectors of them, or indices. */
function automaticLayer(net: Net, port: string, target: Expr, encoded: StoredPort | undefined): LayerNet {
  const kind = lossKind(net, port);
  if (kind === 'Binary') return makeLayer(CrossEntropyLossLayer, [str('Binary')]);
  if (kind === 'Contrastive') return makeLayer(ContrastiveLossLayer, []);
  if (kind !== 'CrossEntropy') return makeLayer(MeanSquaredLossLayer, []);
  const outputRank = net.outputs.get(port)?.shape?.length;
  const targetRank = encoded?.index !== undefined ? (encoded.shape?.length ?? 0) : numericRank(target);
  const vectors = targetRank !== undefined && encoded?.index === undefined && targetRank === (outputRank ?? 1);
  return makeLayer(CrossEntropyLossLayer, [str(vectors ? 'Probabilities' : 'Index')]);
}

const lossLayers = [MeanSquaredLossLayer, MeanAbsoluteLossLayer, CrossEntropyLossLayer, ContrastiveLossLayer];

/** A function of output and target that is not done number by number: as the net that computes it. Throws NetProblem and LocatedConflict. */
function tracedLoss(f: Expr, output: StoredPort, evaluation: Evaluation): Net {
  const trace = new Trace(evaluation);
  const input = trace.input('Input', { shape: output.shape });
  const named = slotsIn(f).names;
  const value =
    named.length === 0
      ? evaluation.session.call(f, [input, trace.input('Target')])
      : evaluation.session.call(f, [
          Association.from(named.map((n) => [str(n), n === 'Input' ? input : trace.input(n)] as const)),
        ]);
  return trace.net(new Map([['Loss', value]]));
}

/** A function of output and target as a net. Throws NetProblem and LocatedConflict. */
function functionLoss(f: Expr, output: StoredPort, evaluation: Evaluation): Net {
  const numberwise = (): Net => withLossPorts(makeLayer(ThreadingLayer, [f], evaluation));
  const whole = (): Net => tracedLoss(f, output, evaluation);
  // What a symbol stands for is seen only when it is applied, and then arrays leave no doubt of what is meant.
  const [first, second] = isCall(f, S.Function) && !takesApart(f) ? [numberwise, whole] : [whole, numberwise];
  try {
    return first();
  } catch (e) {
    if (!(e instanceof NetProblem)) throw e;
    return second();
  }
}

/** A loss of an output as it is stated: a net, the name of a loss layer, or a function of output and target. Throws NetProblem. */
function lossNet(e: Expr, setting: Expr, output: StoredPort, evaluation: Evaluation): Net {
  if (isNet(e)) return withLossPorts(e.content);
  const named = lossLayers.find((l) => l.symbol === e);
  if (named !== undefined) return makeLayer(named, named === CrossEntropyLossLayer ? [str('Index')] : []);
  const isDefined = e.kind === Kind.Symbol && e.context !== S.List.context;
  if (isDefined || isCall(e, S.Function)) return functionLoss(e, output, evaluation);
  throw new NetProblem('badlossf', setting);
}

/** A net of two inputs, or a layer of any number, takes output and target in this order where neither is called "Input". */
function withLossPorts(net: Net): Net {
  if (net.inputs.has('Input')) return net;
  if (net.kind === 'layer')
    return net.definition.variadic && net.inputNames.length !== 1 ? infer(withInputs(net, LOSS_PORTS)) : net;
  const given = [...net.inputs.keys()];
  if (net.operator || given.length !== 2 || given.includes('Target')) return net;
  const renamed = new Map(given.map((port, i) => [port, LOSS_PORTS[i]!]));
  return {
    ...net,
    wires: net.wires.map((w) => (w.from.node < 0 ? { ...w, from: { ...w.from, port: renamed.get(w.from.port)! } } : w)),
    inputs: new Map([...net.inputs].map(([port, type]) => [renamed.get(port)!, type])),
    coders: new Map([...net.coders].map(([port, coder]) => [renamed.get(port) ?? port, coder])),
  };
}
const LOSS_PORTS = ['Input', 'Target'];

function attached(net: Net, port: string, layer: Net, scale: number, name = 'Loss'): LossTerm {
  const target = layer.inputs.has('Target') ? port : undefined;
  if (!layer.inputs.has('Input')) throw new NetProblem('badloss', str(layer.head.name));
  if (!net.outputs.has(port)) throw new NetProblem('noport', str(port), names(net.outputs.keys()));
  return { name, output: port, layer, target, scale };
}

/** The loss terms of a LossFunction setting. `sample` gives the first target of a column, and its encoder's port. Throws NetProblem. */
export function lossTerms(
  net: Net,
  spec: Expr,
  sample: (port: string) => readonly [Expr, StoredPort | undefined] | undefined,
  evaluation: Evaluation,
): LossTerm[] {
  const outputs = [...net.outputs.keys()];
  const automatic = (port: string, scale: number): LossTerm => {
    if (isLossOutput(net, port)) return { name: port, output: port, layer: undefined, target: undefined, scale };
    const target = sample(port);
    if (target === undefined) throw new NetProblem('notarget', str(port));
    return attached(
      net,
      port,
      automaticLayer(net, port, ...target),
      scale,
      outputs.length === 1 ? 'Loss' : `${port}Loss`,
    );
  };
  if (spec === S.Automatic) {
    const own = outputs.filter((p) => isLossOutput(net, p));
    return (own.length > 0 ? own : outputs).map((p) => automatic(p, 1));
  }
  const one = (e: Expr, scale: number, several: boolean): LossTerm => {
    if (isRule(e) && isCall(e.args[1], Scaled) && isRealNumber(e.args[1].args[0] ?? S.None))
      return one(e.args[0], scale * toNumber(e.args[1].args[0] as never), several);
    // port -> layer -> Scaled[r] is port -> (layer -> Scaled[r]).
    if (isRule(e) && isRule(e.args[1]) && isCall(e.args[1].args[1], Scaled))
      return one(normal(S.Rule, normal(S.Rule, e.args[0], e.args[1].args[0]), e.args[1].args[1]), scale, several);
    if (e.kind === Kind.String) {
      if (!net.outputs.has(e.value)) throw new NetProblem('noport', e, names(outputs));
      return { name: e.value, output: e.value, layer: undefined, target: undefined, scale };
    }
    if (isRule(e) && e.args[0].kind === Kind.String) {
      const port = e.args[0].value;
      if (!net.outputs.has(port)) throw new NetProblem('noport', e.args[0], names(outputs));
      if (e.args[1] === S.Automatic) return automatic(port, scale);
      const layer = lossNet(e.args[1], e, net.outputs.get(port)!, evaluation);
      return attached(net, port, layer, scale, several ? `${port}Loss` : 'Loss');
    }
    if (e === S.Automatic && outputs.length === 1) return automatic(outputs[0]!, scale);
    if (outputs.length !== 1) throw new NetProblem('manyports', str('LossFunction'), names(outputs), str('output'));
    const layer = lossNet(e, e, net.outputs.get(outputs[0]!)!, evaluation);
    return attached(net, outputs[0]!, layer, scale);
  };
  const items = isCall(spec, S.List) ? spec.args : [spec];
  return items.map((e) => one(e, 1, items.length > 1));
}

/** The loss net with the shape of the output it looks at. Throws LocatedConflict. */
export function fittedLoss(term: LossTerm, output: StoredPort): Net | undefined {
  if (term.layer === undefined) return undefined;
  const inputs = new Map(term.layer.inputs);
  inputs.set('Input', { ...inputs.get('Input')!, shape: output.shape });
  return infer({ ...term.layer, inputs });
}
