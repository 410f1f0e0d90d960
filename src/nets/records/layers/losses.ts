/** Loss layers: from a prediction and what it should have been to one number to make small. */

import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { type Expr, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { isCoder } from '../../model/coder.ts';
import { type AnyLayer, layer } from '../../model/layer.ts';
import type { OnnxArray } from '../../model/onnx/array.ts';
import type { OnnxBuilder } from '../../model/onnx/builder.ts';
import { readPort } from '../../model/port-type.ts';
import { ShapeConflict } from '../../model/shape.ts';
import { readCoder } from '../codecs/index.ts';
import { number, oneOf } from '../parameters.ts';
import { untilEnds } from './ends.ts';
import { whenKnown } from './ports.ts';
import { onnxUnitVectors } from './unit-vector.ts';
import { unitVectors } from './unit-vectors.ts';

/** The mean over one example's numbers, those of its own sequence where sequences are filled up: {batch, ...} to {batch}. */
function exampleMean(t: Tensors, x: Tensor, lengths: Tensor | undefined): Tensor {
  if (x.rank === 1) return x;
  const flat = (y: Tensor): Tensor => t.reshape(y, [x.shape[0]!, -1]);
  if (lengths === undefined) return t.mean(flat(x), 1);
  const each = x.shape.slice(2).reduce((a, b) => a * b, 1);
  return t.div(t.sum(flat(untilEnds(t, x, lengths)), 1), t.mul(lengths, each));
}

/** The same as nodes of ONNX. */
export const onnxMean = (o: OnnxBuilder, x: OnnxArray): OnnxArray =>
  o.reduce(
    'ReduceMean',
    x,
    x.shape.slice(1).map((_, i) => i + 1),
  );

/** The same in PyTorch. */
export const torchMean = (x: string): string => `${x}.reshape(len(${/^\w+/.exec(x)?.[0]}), -1).mean(1)`;

const elementwiseLoss = (
  name: string,
  usage: string,
  of: (t: Tensors, d: Tensor) => Tensor,
  ofOnnx: (o: OnnxBuilder, d: OnnxArray) => OnnxArray,
  ofTorch: string,
  example: string,
  value: string,
): AnyLayer =>
  layer<object>(name, {
    usage,
    parameters: {},
    isLoss: true,
    ports: (_p, d) => {
      const shape = d.shape();
      return { inputs: { Input: { shape }, Target: { shape } }, outputs: { Loss: { shape: d.shape([]) } } };
    },
    filled: true,
    forward: ({ Input, Target }, { t, lengths }) => ({
      Loss: exampleMean(t, of(t, t.sub(Input!, Target!)), lengths),
    }),
    onnx: ({ Input, Target }, { o }) => ({ Loss: onnxMean(o, ofOnnx(o, o.combine('Sub', Input!, Target!))) }),
    torch: ({ Input, Target }, { o }) => ({ Loss: torchMean(o.let(`(${Input} - ${Target}).${ofTorch}()`, 'd')) }),
    examples: { [example]: value, [`${name}[x]`]: ['$Failed', `${name}::args`] },
  });

export const MeanSquaredLossLayer = elementwiseLoss(
  'MeanSquaredLossLayer',
  'MeanSquaredLossLayer[] represents a loss: the mean of the squared differences between "Input" and "Target".',
  (t, d) => t.square(d),
  (o, d) => o.combine('Mul', d, d),
  'square',
  'MeanSquaredLossLayer[][<|"Input" -> {1, 2, 4}, "Target" -> {1, 2, 1}|>]',
  '3.',
);
export const MeanAbsoluteLossLayer = elementwiseLoss(
  'MeanAbsoluteLossLayer',
  'MeanAbsoluteLossLayer[] represents a loss: the mean of the absolute differences between "Input" and "Target".',
  (t, d) => t.abs(d),
  (o, d) => o.map('Abs', d),
  'abs',
  'MeanAbsoluteLossLayer[][<|"Input" -> {1, 2, 4}, "Target" -> {1, 2, 1}|>]',
  '1.',
);

interface CrossEntropy {
  readonly Form: 'Index' | 'Probabilities' | 'Binary' | null;
}
const form = oneOf(['Index', 'Probabilities', 'Binary']);

/** Probabilities below this count as this, so that the loss stays finite in single precision. */
const SMALLEST = 1e-8;
const safeLog = (t: Tensors, p: Tensor): Tensor => t.log(t.maximum(p, SMALLEST));

/** The form that the type or encoder of the target asks for. */
function formFor(target: Expr | undefined): Partial<CrossEntropy> | undefined {
  if (target === undefined || target === S.Automatic) return undefined;
  const coder = isCoder(target) ? target.content : readCoder('encoder', target);
  const port = readPort(target) ?? (typeof coder === 'string' ? undefined : coder.port);
  if (port === undefined) return undefined;
  if (typeof coder !== 'string' && coder.type === 'Boolean') return { Form: 'Binary' };
  return { Form: port.index !== undefined ? 'Index' : 'Probabilities' };
}

/** -Log of the probability given to the true class; the mean over further dimensions. */
export const CrossEntropyLossLayer = layer<CrossEntropy>('CrossEntropyLossLayer', {
  usage: `CrossEntropyLossLayer["Index"] represents the loss -Log[p] of the probability that "Input" gives to the class with index "Target".
CrossEntropyLossLayer["Probabilities"] takes targets that are probabilities of all classes.
CrossEntropyLossLayer["Binary"] takes numbers from 0 to 1 for both.`,
  parameters: { Form: { what: form.what, read: form.read, write: (v) => str(v ?? '') } },
  positional: ['Form'],
  told: (_shapes, options) => formFor(options.get('Target')),
  isLoss: true,
  ports: ({ Form }, d) => {
    const input = d.shape();
    if (Form !== 'Index')
      return {
        inputs: { Input: { shape: input }, Target: { shape: input } },
        outputs: { Loss: { shape: d.shape([]) } },
      };
    const target = d.shape();
    const classes = d.dim('classes');
    whenKnown(d.solver, input, (s) => {
      if (s.length === 0)
        throw new ShapeConflict(
          s,
          [classes],
          'one number cannot be the probabilities of several classes; CrossEntropyLossLayer["Binary"] takes it',
        );
      d.shape([classes]).unify([s[s.length - 1]!]);
      target.unify(s.slice(0, -1));
    });
    whenKnown(d.solver, target, (s) => input.unify([...s, classes]));
    return {
      inputs: { Input: { shape: input }, Target: { shape: target, index: classes } },
      outputs: { Loss: { shape: d.shape([]) } },
    };
  },
  filled: true,
  forward: ({ Input, Target }, { t, parameters: { Form }, shapes, lengths }) => {
    const p = Input!;
    if (Form === 'Binary') {
      const terms = t.add(t.mul(Target!, safeLog(t, p)), t.mul(t.sub(1, Target!), safeLog(t, t.sub(1, p))));
      return { Loss: t.neg(exampleMean(t, terms, lengths)) };
    }
    const classes = shapes.Input![shapes.Input!.length - 1]!;
    const target = Form === 'Index' ? unitVectors(t, Target!, classes) : Target!;
    const sums = t.sum(t.mul(target, safeLog(t, p)), -1);
    return { Loss: t.neg(exampleMean(t, sums, lengths)) };
  },
  onnx: ({ Input, Target }, { o, parameters: { Form }, shapes }) => {
    const logarithm = (x: OnnxArray): OnnxArray => o.map('Log', o.combine('Max', x, SMALLEST));
    const p = Input!;
    if (Form === 'Binary') {
      const not = (x: OnnxArray): OnnxArray => o.combine('Sub', 1, x);
      const yes = o.combine('Mul', Target!, logarithm(p));
      const no = o.combine('Mul', not(Target!), logarithm(not(p)));
      return { Loss: o.map('Neg', onnxMean(o, o.combine('Add', yes, no))) };
    }
    const classes = shapes.Input![shapes.Input!.length - 1]!;
    const target = Form === 'Index' ? onnxUnitVectors(o, Target!, classes) : Target!;
    const sums = o.reduce('ReduceSum', o.combine('Mul', target, logarithm(p)), [p.shape.length - 1]);
    return { Loss: o.map('Neg', onnxMean(o, sums)) };
  },

  torch: ({ Input: p, Target }, { o, parameters: { Form } }) => {
    const log = (x: string): string => `${x}.clamp_min(${SMALLEST}).log()`;
    if (Form === 'Binary')
      return { Loss: `-${torchMean(o.let(`${Target} * ${log(p!)} + (1 - ${Target}) * ${log(`(1 - ${p})`)}`, 'd'))}` };
    const chosen = Form === 'Index' ? `${p}.gather(-1, ${Target}.long().unsqueeze(-1) - 1).squeeze(-1)` : undefined;
    const sums = o.let(chosen === undefined ? `(${Target} * ${log(p!)}).sum(-1)` : log(chosen), 'd');
    return { Loss: `-${torchMean(sums)}` };
  },
  examples: {
    'Round[1000 CrossEntropyLossLayer["Index"][<|"Input" -> {0.2, 0.5, 0.3}, "Target" -> 2|>]]': '693',
    'Round[1000 CrossEntropyLossLayer["Probabilities"][<|"Input" -> {0.5, 0.5}, "Target" -> {1, 0}|>]]': '693',
    'Round[1000 CrossEntropyLossLayer["Binary"][<|"Input" -> 0.5, "Target" -> 1|>]]': '693',
    'NetExtract[CrossEntropyLossLayer["Target" -> NetEncoder[{"Class", {"x", "y"}}]], "Form"]': '"Index"',
    'CrossEntropyLossLayer["Nothing"]': ['$Failed', 'CrossEntropyLossLayer::args'],
  },
});

interface Contrastive {
  readonly Margin: number;
}
const margin = number(0.5, 'a positive number', (x) => x > 0);

/** Target 0 (False): the distance; 1 (True): how far it is below the margin. */
export const ContrastiveLossLayer = layer<Contrastive>('ContrastiveLossLayer', {
  usage: `ContrastiveLossLayer[] represents a loss on a distance: the distance itself for the target False, Max[0, margin - distance] for True.
ContrastiveLossLayer[margin] states the margin, 0.5 by default.`,
  parameters: { Margin: margin },
  positional: ['Margin'],
  isLoss: true,
  ports: (_p, d) => ({
    inputs: { Input: { shape: d.shape([]) }, Target: { shape: d.shape([]) } },
    outputs: { Loss: { shape: d.shape([]) } },
  }),
  forward: ({ Input, Target }, { t, parameters: { Margin } }) => {
    const apart = t.relu(t.sub(Margin, Input!));
    return { Loss: t.add(t.mul(Target!, apart), t.mul(t.sub(1, Target!), Input!)) };
  },
  onnx: ({ Input, Target }, { o, parameters: { Margin } }) => {
    const apart = o.map('Relu', o.combine('Sub', Margin, Input!));
    const near = o.combine('Mul', o.combine('Sub', 1, Target!), Input!);
    return { Loss: o.combine('Add', o.combine('Mul', Target!, apart), near) };
  },

  torch: ({ Input: x, Target: y }, { parameters: { Margin } }) => ({
    Loss: `${y} * F.relu(${Margin} - ${x}) + (1 - ${y}) * ${x}`,
  }),
  examples: {
    'Round[100 ContrastiveLossLayer[][<|"Input" -> 0.8, "Target" -> False|>]]': '80',
    'Round[100 ContrastiveLossLayer[1][<|"Input" -> 0.25, "Target" -> True|>]]': '75',
    'ContrastiveLossLayer["x"]': ['$Failed', 'ContrastiveLossLayer::args'],
  },
});
