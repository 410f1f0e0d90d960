/** CTCLossLayer: how improbable a sequence of labels is, over all ways to spread it over the steps. Graves et al. 2006. */
import { constant } from '../../../compute/composed/constant.ts';
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { layer } from '../../model/layer.ts';
import { resolve, ShapeConflict } from '../../model/shape.ts';
import { whenKnown } from './ports.ts';

/** Probabilities below this count as this. */
const SMALLEST = 1e-20;

/** Labels {batch, n} with the blank before, between and after them: {batch, 2 n + 1}. */
function withBlanks(t: Tensors, labels: Tensor, blank: number): Tensor {
  const [batch, n] = labels.shape as [number, number];
  const pairs = t.stack([t.fill([batch, n], blank), labels], 2);
  return t.concat([t.reshape(pairs, [batch, 2 * n]), t.fill([batch, 1], blank)], 1);
}

/** The vectors {batch, m} moved to the right, with zeros from the left. */
const moved = (t: Tensors, x: Tensor, by: number): Tensor =>
  t.slice(
    t.pad(x, [
      [0, 0],
      [by, 0],
    ]),
    [0, 0],
    x.shape as [number, number],
  );

/** {1, m}: what `of` says of each place. */
const row = (t: Tensors, m: number, of: (i: number) => number): Tensor =>
  constant(
    t,
    Float32Array.from({ length: m }, (_, i) => of(i)),
    [1, m],
  );

/** -Log of the sum over all paths, step by step, each step made to have the sum 1 so that nothing vanishes. */
function loss(t: Tensors, input: Tensor, target: Tensor): Tensor {
  const [batch, steps, classes] = input.shape as [number, number, number];
  const labels = withBlanks(t, t.sub(target, 1), classes - 1);
  const m = labels.shape[1]!;
  const oneHot = t.cast(t.oneHot(t.cast(labels, 'int32'), classes), 'float32');
  // {batch, steps, m}: the probability of each place of the sequence at each step.
  const emitted = t.matMul(input, oneHot, false, true);
  const at = (k: number): Tensor => t.reshape(t.slice(emitted, [0, k, 0], [batch, 1, m]), [batch, m]);
  // A label may be reached without the blank before it where it differs from the label before.
  const differs = t.cast(t.notEqual(labels, moved(t, labels, 2)), 'float32');
  const isLabel = row(t, m, (i) => i % 2);
  const jump = t.mul(differs, isLabel);
  const start = row(t, m, (i) => (i < 2 ? 1 : 0));
  let alpha = t.mul(at(0), start);
  let total: Tensor = t.zeros([batch]);
  for (let k = 1; k <= steps; k++) {
    const sum = t.maximum(t.sum(alpha, 1, true), SMALLEST);
    total = t.sub(total, t.log(t.reshape(sum, [batch])));
    alpha = t.div(alpha, sum);
    if (k < steps) alpha = t.mul(t.add(t.add(alpha, moved(t, alpha, 1)), t.mul(jump, moved(t, alpha, 2))), at(k));
  }
  const ends = t.sum(t.slice(alpha, [0, Math.max(0, m - 2)], [batch, Math.min(2, m)]), 1);
  return t.sub(total, t.log(t.maximum(ends, SMALLEST)));
}

export const CTCLossLayer = layer<object>('CTCLossLayer', {
  usage:
    'CTCLossLayer[] represents the loss -Log[p] of the probability p that the sequence "Input" of probabilities {steps, classes + 1}, whose last class is the blank, gives to the labels "Target", however they are spread over the steps.',
  parameters: {},
  isLoss: true,
  ports: (_p, d) => {
    const classes = d.dim('classes');
    const input = d.shape([d.dim('steps'), d.dim('classes')]);
    whenKnown(d.solver, input, (s) => {
      const n = resolve(s[1]!);
      if (typeof n !== 'number') return;
      if (n < 2) throw new ShapeConflict(s, [2], 'a class and the blank are needed');
      d.shape([classes]).unify([n - 1]);
    });
    return {
      inputs: { Input: { shape: input }, Target: { shape: d.shape([d.dim('length')]), index: classes } },
      outputs: { Loss: { shape: d.shape([]) } },
    };
  },
  forward: ({ Input, Target }, { t }) => ({ Loss: loss(t, Input!, Target!) }),

  torch: ({ Input: x, Target }, { o, shapes }) => {
    const length = (n: number | string): string => `torch.full((len(${x}),), ${n})`;
    const p = o.let(`${x}.clamp_min(${SMALLEST})`, 'p');
    const labels = o.let(`${Target}.long() - 1`, 'labels');
    const lengths = `${length(`${x}.shape[1]`)}, ${length(`${labels}.shape[1]`)}`;
    const blank = shapes.Input![1]! - 1;
    const logs = `${p}.log().transpose(0, 1)`;
    const loss = o.let(`F.ctc_loss(${logs}, ${labels}, ${lengths}, blank=${blank}, reduction="none")`, 'loss');
    // PyTorch takes for granted in the gradient that probabilities add up to 1.
    return { Loss: `${loss} - (${p} - ${p}.detach()).sum((1, 2))` };
  },
  examples: {
    'Round[1000 Exp[-CTCLossLayer[][<|"Input" -> {{0.4, 0.6}, {0.4, 0.6}}, "Target" -> {1}|>]]]': '640',
    'Round[1000 Exp[-CTCLossLayer[][<|"Input" -> {{0.5, 0.3, 0.2}, {0.1, 0.6, 0.3}, {0.2, 0.2, 0.6}}, "Target" -> {1, 2}|>]]]':
      '284',
    'CTCLossLayer[1]': ['$Failed', 'CTCLossLayer::args'],
  },
});
