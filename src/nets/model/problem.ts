/** What can be wrong with nets and their data, thrown inside this folder and reported as messages at its border. */
import { reportFileProblem } from '../../builtins/io/file-problems.ts';
import { DeviceProblem, OutOfMemory } from '../../compute/contract/problems.ts';
import { type Expr, normal, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { FileProblem } from '../../kernel/file-problem.ts';
import { LocatedConflict, ShapeConflict, shapeText } from './shape.ts';

/** symbol::tag with its parameters; reported under the function that was called. */
export class NetProblem {
  readonly tag: string;
  readonly parameters: readonly Expr[];
  constructor(tag: string, ...parameters: Expr[]) {
    this.tag = tag;
    this.parameters = parameters;
  }
}

/** Texts that every net function and layer has. */
export const netMessages: Readonly<Record<string, string>> = {
  tyfail: 'Inferred inconsistent shapes at `1`: `2` on one side, `3` on the other`4`.',
  args: 'The arguments `1` do not fit. `2`',
  badpar: 'The value `1` of "`2`" should be `3`.',
  badarr: 'The value `1` of the array "`2`" should be Automatic, an array of numbers`3`, or a NetArray.',
  nofunc:
    '`2` in `1` is no function of numbers that layers can compute; there are arithmetic, elementary functions, comparisons, conditions, and named activations such as "GELU".',
  notrace:
    'The function gives `1`, which is no array that a net can compute; there are arithmetic, elementary functions, Dot, Total, Mean, Part, Map, Table and their kin, layers and NetArray.',
  needshape: 'The dimensions of `1` have to be known here; state the type of the input, such as "Input" -> {3, 4}.',
  placeholder: 'The placeholder `1` cannot be evaluated; NetReplacePart or NetReplace puts a layer in its place.',
  nocompiled:
    'There is no compiler for CompiledLayer here; FunctionLayer, ElementwiseLayer and ThreadingLayer take functions of arrays.',
  nostates: 'The net `1` has no layer with a state.',
  badport:
    'The type `1` of port "`2`" is not a number, a list of dimensions, "Real", "Integer", "Varying", an encoder or a decoder.',
  badopt: '`1` is not an option, parameter, array or port here; there are `2`.',
  nninit:
    'Cannot evaluate the net: the array `1` was not initialized or otherwise specified; NetInitialize gives it values.',
  unspec:
    'The net is not fully specified: the shape of `1` is not known. Give the type of an input, such as "Input" -> 3.',
  invindata: 'The data for port "`1`" have the shape `2`, but the port takes `3``4`.',
  invdata:
    'The value `1` for port "`2`" is neither an array of numbers nor something its encoder takes; the port takes `3`.',
  invindex: 'The value `1` for port "`2`" is not an integer from `3` to `4`.',
  nomem: 'It does not fit into memory: `1`.',
  nogpu: 'TargetDevice -> "GPU" is not possible: `1` TargetDevice -> "CPU" is.',
  missport: 'There is no value for port "`1`"; the net takes `2`.',
  nograd: '`1` is not an input of real numbers, and not one array of the net: there is no gradient by it.',
  noimpose: 'Gradients are imposed on `1`, but no gradient is asked for: net[data, NetPortGradient["Input"]] does.',
  wprec: 'WorkingPrecision -> `1` runs in single precision, "Real32", as everything here does.',
  noport: '`1` is not a port of the net; it has `2`.',
  incolen: 'The data for the ports have different numbers of examples: `1`.',
  nopart: 'There is no part `1` in `2`; it has `3`.',
  nonet: '`1` is not a net.',
  badname: '`1` is not a name of a part.',
  samename: 'Two parts would have the name `1`.',
  noprop: '`1` is not a property of a net; there are `2`.',
  nodecprop: '`1` is not a property of the decoder; there are `2`.',
  nlayer: '`1` cannot be used as a layer.',
  empty: 'A net needs at least one layer.',
  manyports: 'The layer `1` of a chain has `2` for `3`; every layer between the ends of a chain needs exactly one.',
  cycle: 'The edges form a cycle through `1`.',
  badedge: '`1` is not an edge; edges are rules such as 1 -> 2, "a" -> "b" or NetPort["Input"] -> 1.',
  noedges:
    'NetGraph[layers] has no edges; NetGraph[layers, {m1 -> n1, ...}] is expected, with {} where there are none.',
  noinput: 'Layer `1` has no free input for the edge `2`.',
  twice: 'Two values go to port `1`.',
  badlrm: 'The learning-rate multiplier `1` is not a number, None or Automatic.',
  badlrms:
    '`1` is not a specification of learning-rate multipliers: a number, None, Automatic, or rules part -> number.',
  badmeas: '`1` is not a measurement of this net; there are `2`.',
  badlossf: '`1` is not a loss function: a loss layer, a port, port -> layer, or a list of these.',
  badloss: 'The loss `1` has no input called "Input".',
  notarget: 'There are no target values for the output "`1`" in the data.',
  nodataset: 'There is no data set `1`; there are `2`.',
  nofiles:
    'The file `2` of the data set `1` is not there. It comes with `3`; or set the environment variable SCHEELITE_DATA (now `4`) to a folder that has `1`/`2`.',
  badfile: 'The file `1` of the data set `2` cannot be read: `3`.',
  noreport: 'The report of the training cannot be written to `1`: `2`.',
  badext: 'The name `1` tells no format for a report; names end in `2`.',
  nowrite: 'The net cannot be written to `1`: `2`.',
  badprop: '`1` is not a property of a training; there are `2`.',
  badgen:
    'The function `1` gave `2`, which is not training data: rules input -> output, lists input -> output, an association of columns, or a list of associations.',
  badfmeas: 'The measuring function `1` gave `2`, which is neither a number nor an array of numbers.',
  lrmnever:
    'The rules `1` of LearningRateMultipliers decide for no array: their parts have none, or earlier rules have decided for them all.',
  lrmafter: 'The rules `1` of LearningRateMultipliers stand after a rule for everything, and are never looked at.',
  frozen: 'All arrays are frozen: training will change nothing.',
  neglrm: 'The learning-rate multipliers of `1` are negative: these arrays will make the loss larger.',
  neglr: 'The learning rate `1` is negative: training will make the loss larger.',
  noval: 'TrainingStoppingCriterion without a ValidationSet looks at the training data.',
  slow: '`1`',
  arrdiv:
    'Training diverged in batch `2` of round `1`: the loss is no longer a number. The last net that was in order is returned; try a smaller LearningRate.',
  stopped: 'Training was stopped in batch `2` of round `1`; the net so far is returned.',
  nodata: 'There are no examples to train on.',
  baddata:
    '`1` is not training data: rules input -> output, lists input -> output, an association of columns, a list of associations, or the name of a data set.',
  ruledata:
    'Rules input -> output need a net with one input and one output; it has the inputs `1` and the outputs `2`.',
};

/** A place and what is there, as a message says it. */
const text = (s: string): Expr => str(s);

/** Reports a problem of this folder under the symbol that was called; anything else is thrown on. */
export function reported(x: unknown, e: Evaluation): Expr {
  if (x instanceof NetProblem) {
    e.message(x.tag, ...x.parameters);
    return S.Failed;
  }
  if (x instanceof ShapeConflict) return reported(new LocatedConflict(e.symbol.name, x), e);
  if (x instanceof LocatedConflict) {
    const { left, right, reason } = x.conflict;
    if (reason !== undefined)
      e.message('tyfail', text(x.where), text(shapeText(left)), text(shapeText(right)), text(`; ${reason}`));
    else e.message('tyfail', text(x.where), text(shapeText(left)), text(shapeText(right)), text(''));
    return S.Failed;
  }
  if (x instanceof FileProblem) return reportFileProblem(x, e) ?? S.Failed;
  if (x instanceof OutOfMemory) {
    e.message('nomem', text(x.message));
    return S.Failed;
  }
  if (x instanceof DeviceProblem) {
    e.message('nogpu', text(x.message));
    return S.Failed;
  }
  throw x;
}

/** Runs f; problems become messages and $Failed. */
export function guarded(e: Evaluation, f: () => Expr | undefined): Expr | undefined {
  try {
    return f();
  } catch (x) {
    return reported(x, e);
  }
}

export const names = (of: Iterable<string | number>): Expr =>
  normal(S.List, ...[...of].map((n) => (typeof n === 'number' ? text(String(n)) : text(n))));
