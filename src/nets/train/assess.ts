/** The loss and measurements of a net on data, without training. */

import type { ArraySlot } from '../../compute/step.ts';
import { type Expr, int, isCall, isRealNumber, Kind, real } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/options.ts';
import type { RandomStream } from '../../numeric/random.ts';
import { toNumber } from '../arrays.ts';
import { backend } from '../backend.ts';
import type { NumberArray } from '../coder.ts';
import { groupByShape } from '../data.ts';
import { arraySlots, rowsOf } from '../evaluate.ts';
import type { Net } from '../net.ts';
import { NetProblem, names } from '../problem.ts';
import { classMeasurements, type Deviations, numberMeasurements, type Outcome } from './measurements.ts';
import { type Columns, lossPort, type Plan } from './plan.ts';
import { batchInputs, lossOutput, netOutput, Specializer, stepFunction } from './step.ts';

/** Predictions of one output beside what they should have been. */
export interface Comparison {
  readonly port: string;
  readonly kind: 'classes' | 'numbers';
  readonly predicted: NumberArray[];
  readonly target: NumberArray[];
}

export interface Assessment {
  /** The mean of the scaled sum of all terms. */
  readonly loss: number;
  readonly terms: readonly number[];
  readonly comparison: Comparison | undefined;
}

/** The output that measurements look at: that of the only loss with a target. */
export function measuredTerm(
  plan: Plan,
): { readonly term: number; readonly port: string; readonly kind: 'classes' | 'numbers' } | undefined {
  const with_ = plan.terms.flatMap((t, k) =>
    t.net?.kind === 'layer' && t.net.inputs.has('Target') ? [{ t, k, net: t.net }] : [],
  );
  if (with_.length !== 1) return undefined;
  const { t, k, net } = with_[0]!;
  const form = (net.parameters as { readonly Form?: string }).Form;
  const classes = net.head.name === 'CrossEntropyLossLayer' && form !== 'Binary';
  if (classes && plan.net.outputs.get(t.output)?.shape?.length !== 1) return undefined;
  return { term: k, port: t.output, kind: classes ? 'classes' : 'numbers' };
}

/** Arrays of the net and of its losses. */
export function planSlots(plan: Plan, net: Net, rate: (key: string) => number): ArraySlot[] {
  const prefix = (key: string, k: number): string =>
    key.startsWith('shared:') ? key : JSON.stringify([lossOutput(k), ...(JSON.parse(key) as unknown[])]);
  const own = arraySlots(net, rate);
  const ofLosses = plan.terms.flatMap((t, k) =>
    t.net === undefined ? [] : arraySlots(t.net, () => 1).map((s) => ({ ...s, key: prefix(s.key, k) })),
  );
  const known = new Set(own.map((s) => s.key));
  return [...own, ...ofLosses.filter((s) => !known.has(s.key))];
}

const BATCH = 256;

/** Runs the net as it is on all examples. */
export function assess(
  plan: Plan,
  net: Net,
  columns: Columns,
  count: number,
  random: RandomStream,
  train: boolean,
  poll: () => void,
  batchSize = BATCH,
): Assessment {
  const measured = measuredTerm(plan);
  const specializer = new Specializer({ ...plan, net });
  const step = stepFunction({ ...plan, net }, specializer, {
    train: false,
    updates: () => false,
    outputs: measured === undefined ? [] : [measured.port],
  });
  const evaluator = backend().createEvaluator(
    planSlots(plan, net, () => 0),
    step,
  );
  const predicted: NumberArray[] = new Array(measured === undefined ? 0 : count);
  const sums = plan.terms.map(() => 0);
  try {
    for (const group of groupByShape(
      columns,
      Array.from({ length: count }, (_, i) => i),
    ))
      for (let from = 0; from < group.indices.length; from += batchSize) {
        poll();
        const indices = group.indices.slice(from, from + batchSize);
        const noise = train ? specializer.for(group.shapes).noise : new Map<string, readonly number[]>();
        const out = evaluator.run(batchInputs(columns, indices, noise, random));
        plan.terms.forEach((_, k) => {
          for (const x of out[lossOutput(k)]!.data) sums[k]! += x;
        });
        if (measured !== undefined)
          rowsOf(out[netOutput(measured.port)]!).forEach((r, i) => (predicted[indices[i]!] = r));
      }
  } finally {
    evaluator.dispose();
  }
  const terms = sums.map((s) => s / count);
  const target = measured && columns.get(lossPort(measured.term, 'Target'));
  return {
    terms,
    loss: plan.terms.reduce((s, t, k) => s + t.scale * terms[k]!, 0),
    comparison: measured &&
      target && { ...measured, predicted, target: Array.from({ length: count }, (_, i) => target.at(i)) },
  };
}

const argmax = (p: Float32Array): number => p.reduce((best, x, i) => (x > p[best]! ? i : best), 0);

export function outcomeOf(c: Comparison, net: Net): Outcome {
  const labels = net.coders.get(c.port)?.parameters.Labels;
  const classes = c.predicted[0]?.data.length ?? 0;
  return {
    classes,
    labels:
      labels !== undefined && isCall(labels, S.List)
        ? labels.args
        : Array.from({ length: classes }, (_, i) => int(i + 1)),
    truth: c.target.map((t) => (t.shape.length === 0 ? t.data[0]! - 1 : argmax(t.data))),
    decision: c.predicted.map((p) => argmax(p.data)),
    probabilities: c.predicted.map((p) => p.data),
  };
}

export function deviationsOf(c: Comparison): Deviations {
  const flat = (rows: readonly NumberArray[]): Float64Array =>
    Float64Array.from(rows.flatMap((r) => Array.from(r.data)));
  return { predicted: flat(c.predicted), target: flat(c.target) };
}

/** A measurement as users name it, with its parameter. */
export interface MeasurementSpec {
  readonly name: string;
  readonly parameter: number | undefined;
  readonly key: Expr;
}

/** "Accuracy", "FScore" -> 2, <|"Measurement" -> ..., "Key" -> ...|>. Throws NetProblem. */
export function readMeasurement(e: Expr, kind: 'classes' | 'numbers' | undefined): MeasurementSpec {
  const [name, parameter] = isRule(e) ? e.args : [e, undefined];
  const known = [
    'Loss',
    ...(kind === 'classes'
      ? Object.keys(classMeasurements)
      : kind === 'numbers'
        ? Object.keys(numberMeasurements)
        : []),
  ];
  if (name.kind !== Kind.String || !known.includes(name.value) || (parameter !== undefined && !isRealNumber(parameter)))
    throw new NetProblem('badmeas', e, names(known));
  return {
    name: name.value,
    parameter: parameter === undefined ? undefined : toNumber(parameter as never),
    key: parameter === undefined ? name : e,
  };
}

/** The value of a measurement on an assessment. */
export function measure(spec: MeasurementSpec, a: Assessment, net: Net): Expr {
  if (spec.name === 'Loss') return real(a.loss);
  const c = a.comparison!;
  return c.kind === 'classes'
    ? classMeasurements[spec.name]!(outcomeOf(c, net), spec.parameter)
    : numberMeasurements[spec.name]!(deviationsOf(c));
}
