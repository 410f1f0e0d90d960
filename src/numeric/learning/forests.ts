/** One tree, forests of trees and boosted trees. */
import {
  type Lesson,
  type Method,
  modelAs,
  type Question,
  type Suboption,
  softmaxRows,
  type Target,
} from './method.ts';
import type { Numbers } from './table.ts';
import { addTree, binned, grown, type Tree, treeForm } from './tree.ts';

interface Forest {
  readonly trees: readonly Tree[];
  readonly width: number;
  /** The share of all classes alike that is mixed in; 0 for numbers. */
  readonly smoothing: number;
}
const forestForm = { trees: [treeForm], width: 'count', smoothing: 'number' } as const;
const asPlain = (t: Tree) => ({ ...t });

/** Means over the trees. */
function forestScores({ trees, width, smoothing }: Forest, { x }: Question): Float64Array {
  const out = new Float64Array(x.rows * width);
  for (const t of trees) addTree(t, x, width, 1 / trees.length, out);
  return smoothing === 0 ? out : out.map((p) => p * (1 - smoothing) + smoothing / width);
}
/** Of classes: as if each leaf of n examples had seen `smoothing` more of each class, with the usual size of a leaf. */
const mixed = (target: Target, smoothing: number, leaf: number): number =>
  target.kind === 'numbers' ? 0 : (smoothing * target.width) / (leaf + smoothing * target.width);

const every = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);
const depth: Suboption = { from: 1, whole: true, automatic: () => 32 };
const leafSize = (n: number): Suboption => ({ from: 1, whole: true, automatic: () => n });

export const DecisionTree: Method = {
  name: 'DecisionTree',
  learns: ['classes', 'numbers'],
  suboptions: { MaxDepth: depth, LeafSize: leafSize(1), DistributionSmoothing: { from: 0, automatic: () => 0.05 } },
  model: forestForm,
  fit({ x, target }, { MaxDepth, LeafSize, DistributionSmoothing }) {
    const growth = { targets: target.data, width: target.width, penalty: 0, depth: MaxDepth!, leafSize: LeafSize! };
    const trees = [asPlain(grown(binned(x), growth, every(x.rows)))];
    return { trees, width: target.width, smoothing: mixed(target, DistributionSmoothing!, 4) };
  },
  scores: (model, question) => forestScores(modelAs<Forest>(model), question),
};

export const RandomForest: Method = {
  name: 'RandomForest',
  learns: ['classes', 'numbers'],
  suboptions: {
    TreeNumber: { from: 1, to: 10_000, whole: true, automatic: () => 100 },
    LeafSize: { from: 1, whole: true, automatic: ({ target }) => (target.kind === 'classes' ? 1 : 3) },
    VariableSampleSize: {
      from: 1,
      whole: true,
      automatic: ({ x, target }) =>
        Math.max(1, Math.ceil(target.kind === 'classes' ? Math.sqrt(x.columns) : x.columns / 3)),
    },
    DistributionSmoothing: { from: 0, automatic: () => 0.05 },
  },
  model: forestForm,
  fit({ x, target, random }, settings) {
    const b = binned(x);
    const growth = {
      targets: target.data,
      width: target.width,
      penalty: 0,
      depth: 64,
      leafSize: settings.LeafSize!,
      sample: { columns: settings.VariableSampleSize!, random },
    };
    const drawn = (): Int32Array => every(x.rows).map(() => random.integer(0, x.rows - 1));
    const trees = Array.from({ length: settings.TreeNumber! }, () => asPlain(grown(b, growth, drawn())));
    return { trees, width: target.width, smoothing: mixed(target, settings.DistributionSmoothing!, 4) };
  },
  scores: (model, question) => forestScores(modelAs<Forest>(model), question),
};

interface Boosted {
  /** Round by round, one tree a class. */
  readonly trees: readonly Tree[];
  readonly width: number;
  readonly start: Numbers;
  readonly rate: number;
  readonly classes: boolean;
}

/** Before probabilities are taken of them {examples, width}. */
function boostedSums({ trees, width, start, rate }: Boosted, { x }: Pick<Question, 'x'>): Float64Array {
  const out = Float64Array.from({ length: x.rows * width }, (_, i) => start[i % width]!);
  trees.forEach((t, r) => addTree(t, x, 1, rate, out, r % width));
  return out;
}

/** Shares of the classes, as logarithms, or the mean. */
function startOf({ data, width, kind }: Target): Float64Array {
  const means = new Float64Array(width);
  data.forEach((v, i) => {
    means[i % width]! += (v * width) / data.length;
  });
  return kind === 'classes' ? means.map((m) => Math.log(Math.max(m, 1e-9))) : means;
}

function boost({ x, target }: Lesson, settings: Readonly<Record<string, number>>): Boosted {
  const { width } = target;
  const [rows, classes] = [x.rows, target.kind === 'classes'];
  const b = binned(x);
  const rate = settings.LearningRate!;
  const start = startOf(target);
  const sums = Float64Array.from({ length: rows * width }, (_, i) => start[i % width]!);
  const [targets, weights] = [new Float64Array(rows), new Float64Array(rows).fill(1)];
  const trees: Tree[] = [];
  for (let round = 0; round < settings.MaxTrainingRounds!; round++) {
    const p = classes ? softmaxRows(sums.slice(), width) : sums.slice();
    for (let k = 0; k < width; k++) {
      // Newton's step for the likelihood: gradient by curvature, weighted with the curvature.
      for (let i = 0; i < rows; i++) {
        const share = p[i * width + k]!;
        if (classes) weights[i] = Math.max(share * (1 - share), 1e-6);
        targets[i] = (target.data[i * width + k]! - share) / weights[i]!;
      }
      const tree = grown(
        b,
        {
          targets,
          width: 1,
          weights,
          penalty: settings.L2Regularization!,
          depth: settings.MaxDepth!,
          leafSize: settings.LeafSize!,
        },
        every(rows),
      );
      trees.push(asPlain(tree));
      addTree(tree, x, 1, rate, sums, k);
    }
  }
  return { trees, width, start, rate, classes };
}

export const GradientBoostedTrees: Method = {
  name: 'GradientBoostedTrees',
  learns: ['classes', 'numbers'],
  suboptions: {
    MaxTrainingRounds: { from: 1, to: 10_000, whole: true, automatic: () => 60 },
    LearningRate: { from: 1e-6, to: 1, automatic: () => 0.15 },
    MaxDepth: { from: 1, whole: true, automatic: () => 4 },
    LeafSize: { from: 1, whole: true, automatic: ({ x }) => (x.rows < 100 ? 2 : 5) },
    L2Regularization: { from: 0, automatic: () => 1 },
  },
  model: { trees: [treeForm], width: 'count', start: 'numbers', rate: 'number', classes: 'flag' },
  fit: (lesson, settings) => {
    const { trees, ...rest } = boost(lesson, settings);
    return { ...rest, trees: trees.map(asPlain) };
  },
  scores(model, question) {
    const m = modelAs<Boosted>(model);
    const sums = boostedSums(m, question);
    return m.classes ? softmaxRows(sums, m.width) : sums;
  },
};
