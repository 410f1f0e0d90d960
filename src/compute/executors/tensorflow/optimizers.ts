/** Optimizer updates inside the graph: arrays and their moments are resource variables that change in place. */
import type { OptimizerSettings } from '../../contract/step.ts';
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
  readonly multiplier: number;
  readonly decay: number;
  readonly gradientClip: number;
  readonly weightClip: number;
  /** Nodes that must have read the array before it changes; else the update copies it first. */
  readonly after: readonly string[];
}

/** The numbers that change from step to step, fed as one vector. */
export const HYPERPARAMETERS = 4;

/** [learning rate, beta1^t, beta2^t, epsilon Sqrt[1 - beta2^t]]; t counts from 1. */
export function hyperparameters(
  o: OptimizerSettings,
  learningRate: number,
  t: number,
): [number, number, number, number] {
  const [b1, b2] = [o.beta1 ** t, o.beta2 ** t];
  // TensorFlow adds epsilon to the uncorrected root
  return [learningRate, b1, b2, o.epsilon * Math.sqrt(1 - b2)];
}

const control = (names: readonly string[]): string[] => [...new Set(names)].map((n) => `^${n}`);

/** clip(g) + decay w. */
function effectiveGradient(g: Graph, l: Learner): string {
  let gradient = l.gradient;
  if (Number.isFinite(l.gradientClip)) {
    const low = g.node('Maximum', [gradient, g.float(-l.gradientClip)], { T });
    gradient = g.node('Minimum', [low, g.float(l.gradientClip)], { T });
  }
  if (l.decay === 0) return gradient;
  return g.node('AddV2', [gradient, g.node('Mul', [l.before, g.float(l.decay)], { T })], { T });
}

type Update = (g: Graph, l: Learner, gradient: string, rate: string, hyper: string, o: OptimizerSettings) => string;

const updates: Readonly<Record<OptimizerSettings['method'], Update>> = {
  ADAM: (g, l, gradient, rate, hyper, o) =>
    g.node(
      'ResourceApplyAdam',
      [
        l.variable,
        ...l.moments,
        `${hyper}:1`,
        `${hyper}:2`,
        rate,
        g.float(o.beta1),
        g.float(o.beta2),
        `${hyper}:3`,
        gradient,
      ].concat(control(l.after)),
      { T, use_locking: false, use_nesterov: false },
    ),
  // accumulator = momentum accumulator + g; w = w - rate accumulator
  SGD: (g, l, gradient, rate, _, o) =>
    g.node(
      'ResourceApplyMomentum',
      [l.variable, l.moments[0]!, rate, gradient, g.float(o.momentum), ...control(l.after)],
      { T, use_locking: false, use_nesterov: false },
    ),
  // mean = rho mean + (1 - rho) g^2; moment = momentum moment + rate g / Sqrt[mean + epsilon]; w = w - moment
  RMSProp: (g, l, gradient, rate, _, o) =>
    g.node(
      'ResourceApplyRMSProp',
      [
        l.variable,
        l.moments[1]!,
        l.moments[0]!,
        rate,
        g.float(o.beta2),
        g.float(o.momentum),
        g.float(o.epsilon),
        gradient,
      ].concat(control(l.after)),
      { T, use_locking: false },
    ),
  // moment = momentum moment + (1 - momentum) g; w = w - rate Sign[moment]
  SignSGD: (g, l, gradient, rate, _, o) => {
    const old = g.node('ReadVariableOp', [l.moments[0]!], { dtype: T });
    const kept = g.node('Mul', [old, g.float(o.momentum)], { T });
    const moment = g.node('AddV2', [kept, g.node('Mul', [gradient, g.float(1 - o.momentum)], { T })], { T });
    const stored = g.node('AssignVariableOp', [l.moments[0]!, moment, `^${kept}`], { dtype: T });
    const change = g.node('Mul', [g.node('Sign', [moment], { T }), rate], { T });
    return g.node('AssignSubVariableOp', [l.variable, change, `^${stored}`, ...control(l.after)], { dtype: T });
  },
};

/** Adds the update of one array and gives the node that is done when the array has its new value. */
export function addUpdate(g: Graph, l: Learner, hyper: string, o: OptimizerSettings): string {
  const rate = l.multiplier === 1 ? hyper : g.node('Mul', [hyper, g.float(l.multiplier)], { T });
  const update = updates[o.method](g, l, effectiveGradient(g, l), rate, hyper, o);
  if (!Number.isFinite(l.weightClip)) return update;
  const moved = g.node('ReadVariableOp', [l.variable, `^${update}`], { dtype: T });
  const low = g.node('Maximum', [moved, g.float(-l.weightClip)], { T });
  const limited = g.node('Minimum', [low, g.float(l.weightClip)], { T });
  return g.node('AssignVariableOp', [l.variable, limited], { dtype: T });
}
