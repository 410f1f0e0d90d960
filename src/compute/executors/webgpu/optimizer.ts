/** In the worker: optimizer steps in tensor functions. The formulas are those of native/optimizers.as. */

import type { OptimizerSettings, Tensor, Tensors } from '../../contract/step.ts';
import type { ArraySettings } from '../../optimizer.ts';
import { elements } from '../../program/program.ts';
import type { ArrayNumbers, Learner } from './protocol.ts';

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

/** Arrays of up to so many numbers share vectors: a call for each of them would cost more than its work. */
const SMALL = 1 << 16;

/** Arrays with the same settings whose weights and moments lie behind each other in vectors. */
interface Group {
  readonly learners: readonly Learner[];
  readonly settings: ArraySettings;
  /** Weights, then moments; none before they are written. */
  vectors: readonly Tensor[];
}

function groupsOf(learners: readonly Learner[]): Group[] {
  const shared = new Map<string, Learner[]>();
  for (const l of learners) {
    const key = elements(l.shape) > SMALL ? l.key : JSON.stringify(Object.values(l.settings).map(String));
    shared.set(key, [...(shared.get(key) ?? []), l]);
  }
  return [...shared.values()].map((list) => ({ learners: list, settings: list[0]!.settings, vectors: [] }));
}

/** New weights and moments that are computed, and not yet those of the device. */
export interface Moved {
  /** They are from now on; gives the weights by key, which the caller owns. */
  keep(): ReadonlyMap<string, Tensor>;
  drop(): void;
}

/** Weights and moments of the arrays that learn, and their steps. */
export class DeviceOptimizer {
  readonly #t: Tensors;
  readonly #settings: OptimizerSettings;
  readonly #groups: readonly Group[];
  /** Numbers of the settings as tensors. */
  readonly #fixed = new Map<number, Tensor>();

  constructor(t: Tensors, settings: OptimizerSettings, learners: readonly Learner[]) {
    this.#t = t;
    this.#settings = settings;
    this.#groups = groupsOf(learners);
  }

  /** New weights and moments of all learners. */
  write(arrays: ArrayNumbers): void {
    for (const g of this.#groups) {
      const parts = g.learners.map((l) => arrays[l.key]!);
      const vectors = parts[0]!.map((_, i) => {
        const all = new Float32Array(parts.reduce((n, p) => n + p[i]!.length, 0));
        let at = 0;
        for (const p of parts) {
          all.set(p[i]!, at);
          at += p[i]!.length;
        }
        return this.#t.tensor1d(all);
      });
      this.#replace(g, vectors);
    }
  }

  async read(): Promise<ArrayNumbers> {
    const out: Record<string, Float32Array[]> = {};
    for (const g of this.#groups) {
      const vectors = (await Promise.all(g.vectors.map((v) => v.data()))) as Float32Array[];
      let at = 0;
      for (const { key, shape } of g.learners) {
        const end = at + elements(shape);
        out[key] = vectors.map((v) => v.slice(at, end));
        at = end;
      }
    }
    return out;
  }

  /** One step of all learners, which counts when it is kept. */
  step(learningRate: number, count: number, gradients: ReadonlyMap<string, Tensor>): Moved {
    const t = this.#t;
    const moved = new Map<Group, readonly Tensor[]>();
    t.tidy(() => {
      const now = scalars(new Map(), (x) => t.scalar(x));
      const fixed = scalars(this.#fixed, (x) => t.keep(t.scalar(x)));
      for (const g of this.#groups)
        moved.set(
          g,
          this.#moved(g, learningRate, count, gradients, fixed, now).map((v) => t.keep(v)),
        );
    });
    return {
      keep: () => {
        for (const [g, vectors] of moved) this.#replace(g, vectors);
        return this.#weights();
      },
      drop: () => t.dispose([...moved.values()].flat()),
    };
  }

  /** The weights of all learners, by key. */
  #weights(): Map<string, Tensor> {
    const t = this.#t;
    const weights = new Map<string, Tensor>();
    t.tidy(() => {
      for (const g of this.#groups) {
        let at = 0;
        for (const { key, shape } of g.learners) {
          const size = elements(shape);
          const own = g.learners.length === 1 ? g.vectors[0]! : t.slice(g.vectors[0]!, [at], [size]);
          weights.set(key, t.keep(t.reshape(own, [...shape])));
          at += size;
        }
      }
    });
    return weights;
  }

  #moved(
    g: Group,
    learningRate: number,
    count: number,
    gradients: ReadonlyMap<string, Tensor>,
    fixed: Scalar,
    now: Scalar,
  ): Tensor[] {
    const t = this.#t;
    const [weights, ...moments] = g.vectors as readonly [Tensor, ...Tensor[]];
    // what the loss does not depend on has no gradient
    const parts = g.learners.map(({ key, shape }): Tensor => {
      const own = gradients.get(key);
      return own === undefined ? t.zeros([elements(shape)]) : t.reshape(own, [-1]);
    });
    let gradient = parts.length === 1 ? parts[0]! : t.concat(parts);
    const { gradientClip, weightClip, decay } = g.settings;
    if (Number.isFinite(gradientClip)) gradient = t.clipByValue(gradient, -gradientClip, gradientClip);
    if (decay !== 0) gradient = t.add(gradient, t.mul(weights, fixed(decay)));
    const o = this.#settings;
    const rate = learningRate * g.settings.multiplier;
    const [moved, ...rest] = updates[o.method]({ t, fixed, now, o, count, weights, moments, gradient, rate });
    return [Number.isFinite(weightClip) ? t.clipByValue(moved!, -weightClip, weightClip) : moved!, ...rest];
  }

  #replace(g: Group, vectors: readonly Tensor[]): void {
    for (const old of g.vectors) old.dispose();
    g.vectors = vectors;
  }

  dispose(): void {
    for (const g of this.#groups) this.#replace(g, []);
    for (const x of this.#fixed.values()) x.dispose();
  }
}

/** Numbers as tensors, each made once. */
function scalars(known: Map<number, Tensor>, make: Scalar): Scalar {
  return (x) => {
    const made = known.get(x) ?? make(x);
    known.set(x, made);
    return made;
  };
}
