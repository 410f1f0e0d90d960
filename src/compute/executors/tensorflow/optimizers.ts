/** Optimizer updates inside the graph: arrays and their moments are resource variables that change in place. */
import type { OptimizerSettings } from '../../contract/step.ts';
import { type OptimizerName, optimizerOf } from '../../optimizers/index.ts';
import { type Algebra, limited } from '../../optimizers/optimizer.ts';
import { settingNames } from '../../optimizers/recorded.ts';
import { type ArraySettings, formOf, numbersOf, optionsOf } from '../../optimizers/segments.ts';
import { FLOAT, type Graph } from './graph.ts';

const T = { type: FLOAT } as const;

/** One array that learns. */
export interface Learner {
  /** Handle of the variable of the array, then those of its moments. */
  readonly variable: string;
  readonly moments: readonly string[];
  readonly gradient: string;
  /** The value before the update. */
  readonly before: string;
  readonly settings: ArraySettings;
  /** Nodes that must have read the array before it changes; else the update copies it first. */
  readonly after: readonly string[];
}

/** How a graph updates its arrays. */
export interface Updates {
  /** How many numbers change from step to step; they are fed as one vector. */
  readonly count: number;
  numbers(learningRate: number, t: number): readonly number[];
  /** Adds the update of one array and gives the node that is done when the array has its new value. */
  add(g: Graph, l: Learner, hyper: string): string;
}

const control = (names: readonly string[]): string[] => [...new Set(names)].map((n) => `^${n}`);
const port = (node: string, i: number): string => (i === 0 ? node : `${node}:${i}`);

/** Updates of arrays with these settings. */
export const updatesOf = (o: OptimizerSettings, arrays: readonly ArraySettings[]): Updates =>
  native[o.method]?.(o) ?? written(o, arrays);

const algebraOf = (g: Graph): Algebra<string> => {
  const node = (op: string, ...inputs: string[]): string => g.node(op, inputs, { T });
  const k: Algebra<string> = {
    add: (a, b) => node('AddV2', a, b),
    subtract: (a, b) => node('Sub', a, b),
    multiply: (a, b) => node('Mul', a, b),
    divide: (a, b) => node('RealDiv', a, b),
    multiplyAdd: (a, b, c) => k.add(k.multiply(a, b), c),
    subtractProduct: (c, a, b) => k.subtract(c, k.multiply(a, b)),
    squareRoot: (a) => node('Sqrt', a),
    sign: (a) => node('Sign', a),
    clamp: (a, bound) => node('Minimum', node('Maximum', a, node('Neg', bound)), bound),
  };
  return k;
};

/** The update as its record says it; arrays with the same settings share their numbers. */
function written(o: OptimizerSettings, arrays: readonly ArraySettings[]): Updates {
  const optimizer = optimizerOf(o.method);
  const keyOf = (s: ArraySettings): string => Object.values(s).join();
  const groups = [...new Map(arrays.map((s) => [keyOf(s), s])).values()];
  const sizes = groups.map((s) => settingNames(optimizer, formOf(o, s)).length);
  const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((n, x) => n + x, 0));
  return {
    count: sizes.reduce((n, x) => n + x, 0),
    numbers: (learningRate, t) => groups.flatMap((s) => numbersOf(o, s, learningRate, t)),
    add: (g, l, hyper) => {
      const form = formOf(o, l.settings);
      const start = starts[groups.findIndex((s) => keyOf(s) === keyOf(l.settings))]!;
      const names = settingNames(optimizer, form);
      const settings = Object.fromEntries(names.map((name, i) => [name, port(hyper, start + i)]));
      const moments = l.moments.map((m) => g.node('ReadVariableOp', [m], { dtype: T }));
      const given = { weights: l.before, gradient: l.gradient, moments, settings };
      const [weights, ...next] = limited(algebraOf(g), optimizer, given, settings, form.options);
      // everything is computed before anything changes
      const computed = control([weights, ...next]);
      const stored = next.map((m, i) => g.node('AssignVariableOp', [l.moments[i]!, m, ...computed], { dtype: T }));
      const done = [...control(stored), ...control(l.after)];
      return g.node('AssignVariableOp', [l.variable, weights, ...done], { dtype: T });
    },
  };
}

/** clip(g) + decay w. */
function effectiveGradient(g: Graph, l: Learner): string {
  const { gradientClip, decay } = l.settings;
  let gradient = l.gradient;
  if (Number.isFinite(gradientClip)) {
    const low = g.node('Maximum', [gradient, g.float(-gradientClip)], { T });
    gradient = g.node('Minimum', [low, g.float(gradientClip)], { T });
  }
  if (decay === 0) return gradient;
  return g.node('AddV2', [gradient, g.node('Mul', [l.before, g.float(decay)], { T })], { T });
}

/** Updates that TensorFlow has a node for, which changes the variables in place. */
const inPlace = (
  count: number,
  numbers: Updates['numbers'],
  update: (g: Graph, l: Learner, gradient: string, rate: string, hyper: string) => string,
): Updates => ({
  count,
  numbers,
  add: (g, l, hyper) => {
    const { multiplier, weightClip } = l.settings;
    const rate = multiplier === 1 ? hyper : g.node('Mul', [hyper, g.float(multiplier)], { T });
    const updated = update(g, l, effectiveGradient(g, l), rate, hyper);
    if (!Number.isFinite(weightClip)) return updated;
    const moved = g.node('ReadVariableOp', [l.variable, `^${updated}`], { dtype: T });
    const low = g.node('Maximum', [moved, g.float(-weightClip)], { T });
    const limited_ = g.node('Minimum', [low, g.float(weightClip)], { T });
    return g.node('AssignVariableOp', [l.variable, limited_], { dtype: T });
  },
});

const native: Readonly<Partial<Record<OptimizerName, (o: OptimizerSettings) => Updates | undefined>>> = {
  ADAM: (o) => {
    const { Beta1, Beta2, Epsilon } = optionsOf(o) as Record<string, number>;
    const numbers: Updates['numbers'] = (learningRate, t) => {
      const [b1, b2] = [Beta1! ** t, Beta2! ** t];
      // TensorFlow adds epsilon to the uncorrected root
      return [learningRate, b1, b2, Epsilon! * Math.sqrt(1 - b2)];
    };
    return inPlace(4, numbers, (g, l, gradient, rate, hyper) =>
      g.node(
        'ResourceApplyAdam',
        [
          l.variable,
          ...l.moments,
          port(hyper, 1),
          port(hyper, 2),
          rate,
          g.float(Beta1!),
          g.float(Beta2!),
          port(hyper, 3),
          gradient,
          ...control(l.after),
        ],
        { T, use_locking: false, use_nesterov: false },
      ),
    );
  },
  SGD: (o) => {
    const { Momentum, Nesterov } = optionsOf(o) as { Momentum: number; Nesterov: boolean };
    if (Nesterov) return undefined;
    return inPlace(
      1,
      (learningRate) => [learningRate],
      (g, l, gradient, rate) =>
        g.node(
          'ResourceApplyMomentum',
          [l.variable, l.moments[0]!, rate, gradient, g.float(Momentum), ...control(l.after)],
          { T, use_locking: false, use_nesterov: false },
        ),
    );
  },
  RMSProp: (o) => {
    const { Beta, Momentum, Epsilon } = optionsOf(o) as Record<string, number>;
    return inPlace(
      1,
      (learningRate) => [learningRate],
      (g, l, gradient, rate) =>
        g.node(
          'ResourceApplyRMSProp',
          [
            l.variable,
            l.moments[1]!,
            l.moments[0]!,
            rate,
            g.float(Beta!),
            g.float(Momentum!),
            g.float(Epsilon!),
            gradient,
            ...control(l.after),
          ],
          { T, use_locking: false },
        ),
    );
  },
};
