/**
 * Dropout inside of recurrent layers: of the weights of the state (Wan et al. 2013), of inputs or states by one mask for
 * all steps (Gal and Ghahramani 2016), of what is added to the state in each step (Semeniuta et al. 2016).
 */
import type { StepMasks } from '../../../compute/composed/sequence.ts';
import type { Tensor } from '../../../compute/contract/step.ts';
import { isAssociation } from '../../../expr/association.ts';
import { type Expr, isCall, isRealNumber, Kind, normal, real, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { isRule } from '../../../kernel/definitions/options.ts';
import { toNumber } from '../../model/arrays.ts';
import type { Forward, Parameter } from '../../model/layer.ts';

const methods = ['VariationalWeights', 'VariationalInput', 'VariationalState', 'StateUpdate'] as const;
type Method = (typeof methods)[number];
/** Probabilities by method; null: none. */
export type RecurrentDropout = ReadonlyMap<Method, number> | null;

const probability = (e: Expr): number | undefined =>
  isRealNumber(e) && toNumber(e) >= 0 && toNumber(e) < 1 ? toNumber(e) : undefined;

export const recurrentDropout: Parameter<RecurrentDropout> = {
  what: `None, a probability, or rules from ${methods.map((m) => `"${m}"`).join(', ')} to probabilities`,
  initial: null,
  read: (e) => {
    if (e === S.None) return null;
    const alone = probability(e);
    if (alone !== undefined) return new Map([['VariationalWeights', alone]]);
    const rules = isCall(e, S.List)
      ? e.args
      : isAssociation(e)
        ? e.entries().map(([k, v]) => normal(S.Rule, k, v))
        : [e];
    const out = new Map<Method, number>();
    for (const r of rules) {
      if (!isRule(r)) return undefined;
      const [name, p] = [r.args[0], probability(r.args[1])];
      const method = methods.find((m) => name.kind === Kind.String && name.value === m);
      if (method === undefined || p === undefined) return undefined;
      out.set(method, p);
    }
    return out;
  },
  write: (v) => (v === null ? S.None : normal(S.List, ...[...v].map(([m, p]) => normal(S.Rule, str(m), real(p))))),
};

/** How many random numbers each mask needs for an example. */
export function maskSizes(
  dropout: RecurrentDropout,
  shapes: Readonly<Record<string, readonly number[]>>,
  gates: number,
): (readonly [Method, number])[] {
  if (dropout === null) return [];
  const [length, features] = shapes.Input as readonly [number, number];
  const n = shapes.Output![1]!;
  const sizes: Readonly<Record<Method, number>> = {
    VariationalWeights: gates * n * n,
    VariationalInput: features,
    VariationalState: n,
    StateUpdate: length * n,
  };
  return methods.filter((m) => (dropout.get(m) ?? 0) > 0).map((m) => [m, sizes[m]] as const);
}

/** What dropout does at each place; nothing outside of training. */
export interface Masks {
  readonly input: (x: Tensor) => Tensor;
  readonly weights: (w: Tensor) => Tensor;
  readonly steps: StepMasks;
}

export function masks(f: Forward<object>, dropout: RecurrentDropout, gates: number): Masks {
  const { t, noise, train } = f;
  const found = new Map<Method, Tensor>();
  if (train && noise !== undefined && dropout !== null) {
    let from = 0;
    for (const [method, count] of maskSizes(dropout, f.shapes, gates)) {
      const p = dropout.get(method)!;
      const part = t.slice(noise, [0, from], [noise.shape[0]!, count]);
      found.set(method, t.div(t.cast(t.greaterEqual(part, p), 'float32'), 1 - p));
      from += count;
    }
  }
  const by = (method: Method, apply: (mask: Tensor) => Tensor, x: Tensor): Tensor => {
    const mask = found.get(method);
    return mask === undefined ? x : apply(mask);
  };
  const standing = (method: Method): Tensor | undefined => found.get(method) && t.transpose(found.get(method)!);
  return {
    input: (x) => by('VariationalInput', (m) => t.mul(x, t.expandDims(m, 1)), x),
    // One mask for the whole batch: that of its first example.
    weights: (w) =>
      by('VariationalWeights', (m) => t.mul(w, t.reshape(t.slice(m, [0, 0], [1, m.shape[1]!]), w.shape)), w),
    steps: { state: standing('VariationalState'), update: standing('StateUpdate') },
  };
}
