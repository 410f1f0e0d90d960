/** In the worker: optimizer steps in tensor functions. The formulas are those of native/optimizers.as. */
import type { OptimizerSettings, Tensor, Tensors } from '../../step.ts';
import type { Learner } from './protocol.ts';

type Scalar = (x: number) => Tensor;

interface Given {
  readonly t: Tensors;
  /** Tensors of numbers that stay from step to step, and of those that do not. */
  readonly fixed: Scalar;
  readonly now: Scalar;
  readonly o: OptimizerSettings;
  readonly count: number;
  readonly weights: Tensor;
  readonly moments: readonly Tensor[];
  /** Clipped, with decay. */
  readonly gradient: Tensor;
  readonly rate: number;
}

/** New weights, then new moments. */
type Update = (g: Given) => Tensor[];

const mixed = ({ t, fixed }: Given, old: Tensor, part: number, x: Tensor, rest = 1 - part): Tensor =>
  t.add(t.mul(old, fixed(part)), rest === 1 ? x : t.mul(x, fixed(rest)));

const updates: Readonly<Record<OptimizerSettings['method'], Update>> = {
  ADAM: (g) => {
    const { t, fixed, now, o, count } = g;
    const first = mixed(g, g.moments[0]!, o.beta1, g.gradient);
    const second = mixed(g, g.moments[1]!, o.beta2, t.square(g.gradient));
    const root = t.mul(t.sqrt(second), now(1 / Math.sqrt(1 - o.beta2 ** count)));
    const change = t.div(t.mul(first, now(g.rate / (1 - o.beta1 ** count))), t.add(root, fixed(o.epsilon)));
    return [t.sub(g.weights, change), first, second];
  },
  SGD: (g) => {
    const moment = mixed(g, g.moments[0]!, g.o.momentum, g.gradient, 1);
    return [g.t.sub(g.weights, g.t.mul(moment, g.now(g.rate))), moment];
  },
  RMSProp: (g) => {
    const { t, fixed, now, o } = g;
    const second = mixed(g, g.moments[1]!, o.beta2, t.square(g.gradient));
    const change = t.div(t.mul(g.gradient, now(g.rate)), t.sqrt(t.add(second, fixed(o.epsilon))));
    const moment = mixed(g, g.moments[0]!, o.momentum, change, 1);
    return [t.sub(g.weights, moment), moment, second];
  },
  SignSGD: (g) => {
    const moment = mixed(g, g.moments[0]!, g.o.momentum, g.gradient);
    return [g.t.sub(g.weights, g.t.mul(g.t.sign(moment), g.now(g.rate))), moment];
  },
};

export class DeviceOptimizer {
  readonly #t: Tensors;
  readonly #settings: OptimizerSettings;
  readonly #fixed = new Map<number, Tensor>();

  constructor(t: Tensors, settings: OptimizerSettings) {
    this.#t = t;
    this.#settings = settings;
  }

  /** New weights and moments of all learners, by key; the old ones stay. */
  step(
    learningRate: number,
    count: number,
    learners: readonly Learner[],
    arrays: ReadonlyMap<string, readonly Tensor[]>,
    gradients: ReadonlyMap<string, Tensor>,
  ): Map<string, readonly Tensor[]> {
    const t = this.#t;
    const o = this.#settings;
    const scalars = (known: Map<number, Tensor>, keep: boolean): Scalar => {
      return (x) => {
        const made = known.get(x) ?? (keep ? t.keep(t.scalar(x)) : t.scalar(x));
        known.set(x, made);
        return made;
      };
    };
    const next = new Map<string, readonly Tensor[]>();
    t.tidy(() => {
      const [fixed, now] = [scalars(this.#fixed, true), scalars(new Map(), false)];
      for (const { key, settings } of learners) {
        const [weights, ...moments] = arrays.get(key) as readonly [Tensor, ...Tensor[]];
        let gradient = gradients.get(key) ?? t.zerosLike(weights);
        const { gradientClip, weightClip, decay } = settings;
        if (Number.isFinite(gradientClip)) gradient = t.clipByValue(gradient, -gradientClip, gradientClip);
        if (decay !== 0) gradient = t.add(gradient, t.mul(weights, fixed(decay)));
        const rate = learningRate * settings.rate;
        const [moved, ...rest] = updates[o.method]({ t, fixed, now, o, count, weights, moments, gradient, rate });
        const limited = Number.isFinite(weightClip) ? t.clipByValue(moved!, -weightClip, weightClip) : moved!;
        next.set(
          key,
          [limited, ...rest].map((x) => t.keep(x)),
        );
      }
    });
    return next;
  }

  dispose(): void {
    for (const x of this.#fixed.values()) x.dispose();
  }
}
