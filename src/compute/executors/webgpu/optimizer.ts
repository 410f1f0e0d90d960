/** In the worker: optimizer steps in tensor functions. */

import type { OptimizerSettings, Tensor, Tensors } from '../../contract/step.ts';
import { optimizerOf } from '../../optimizers/index.ts';
import { type Algebra, limited } from '../../optimizers/optimizer.ts';
import { settingNames } from '../../optimizers/recorded.ts';
import { type ArraySettings, formOf, numbersOf } from '../../optimizers/segments.ts';
import { elements } from '../../program/program.ts';
import type { ArrayNumbers, Learner } from './protocol.ts';

const algebraOf = (t: Tensors): Algebra<Tensor> => ({
  add: (a, b) => t.add(a, b),
  subtract: (a, b) => t.sub(a, b),
  multiply: (a, b) => (a === b ? t.square(a) : t.mul(a, b)),
  divide: (a, b) => t.div(a, b),
  multiplyAdd: (a, b, c) => t.add(t.mul(a, b), c),
  subtractProduct: (c, a, b) => t.sub(c, t.mul(a, b)),
  squareRoot: (a) => t.sqrt(a),
  sign: (a) => t.sign(a),
  clamp: (a, bound) => t.maximum(t.minimum(a, bound), t.neg(bound)),
});

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
  /** Numbers of the last step as tensors, by group and place. */
  readonly #numbers = new Map<string, { readonly number: number; readonly tensor: Tensor }>();

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
      this.#groups.forEach((g, i) => {
        const numbers = numbersOf(this.#settings, g.settings, learningRate, count);
        const tensors = numbers.map((x, k) => this.#number(`${i} ${k}`, x));
        moved.set(
          g,
          this.#moved(g, gradients, tensors).map((v) => t.keep(v)),
        );
      });
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

  /** A number as a tensor, which is made anew where it is another than in the last step. */
  #number(place: string, number: number): Tensor {
    const known = this.#numbers.get(place);
    if (known?.number === number) return known.tensor;
    known?.tensor.dispose();
    const tensor = this.#t.keep(this.#t.scalar(number));
    this.#numbers.set(place, { number, tensor });
    return tensor;
  }

  #moved(g: Group, gradients: ReadonlyMap<string, Tensor>, numbers: readonly Tensor[]): readonly Tensor[] {
    const t = this.#t;
    const [weights, ...moments] = g.vectors as readonly [Tensor, ...Tensor[]];
    // what the loss does not depend on has no gradient
    const parts = g.learners.map(({ key, shape }): Tensor => {
      const own = gradients.get(key);
      return own === undefined ? t.zeros([elements(shape)]) : t.reshape(own, [-1]);
    });
    const gradient = parts.length === 1 ? parts[0]! : t.concat(parts);
    const optimizer = optimizerOf(this.#settings.method);
    const form = formOf(this.#settings, g.settings);
    const settings = Object.fromEntries(settingNames(optimizer, form).map((name, i) => [name, numbers[i]!]));
    return limited(algebraOf(t), optimizer, { weights, gradient, moments, settings }, settings, form.options);
  }

  #replace(g: Group, vectors: readonly Tensor[]): void {
    for (const old of g.vectors) old.dispose();
    g.vectors = vectors;
  }

  dispose(): void {
    for (const g of this.#groups) this.#replace(g, []);
    for (const { tensor } of this.#numbers.values()) tensor.dispose();
  }
}
