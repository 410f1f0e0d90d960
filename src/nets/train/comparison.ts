/** Predictions of one output beside what they should have been, collected batch by batch, and what is measured of them. */
import type { TensorValue } from '../../compute/contract/step.ts';
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, isRealNumber, Kind, real, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { toNumber } from '../model/arrays.ts';
import type { Net } from '../model/net.ts';
import { NetProblem, names } from '../model/problem.ts';
import { classMeasurements, type Deviations, macroAverage, numberMeasurements, type Outcome } from './measurements.ts';
import { lossPort, type Plan } from './plan.ts';
import { netOutput } from './step.ts';

/** The output that measurements look at. */
export interface Measured {
  readonly term: number;
  readonly port: string;
  readonly kind: 'classes' | 'numbers';
  readonly classes: number;
}

/** The output of the only loss with a target; undefined where there are none or several. */
export function measuredOutput(plan: Plan): Measured | undefined {
  const candidates = plan.terms.flatMap((t, k) =>
    t.net?.kind === 'layer' && t.net.inputs.has('Target') ? [{ t, k, net: t.net }] : [],
  );
  if (candidates.length !== 1) return undefined;
  const { t, k, net } = candidates[0]!;
  const form = (net.parameters as { readonly Form?: string }).Form;
  const classes = net.head.name === 'CrossEntropyLossLayer' && form !== 'Binary';
  const shape = plan.net.outputs.get(t.output)?.shape;
  const last = shape?.[shape.length - 1];
  return {
    term: k,
    port: t.output,
    kind: classes ? 'classes' : 'numbers',
    classes: classes && typeof last === 'number' ? last : 1,
  };
}

/** Numbers one after another, in memory that grows. */
class Growing {
  #data = new Float32Array(1024);
  #length = 0;
  add(x: Float32Array | Int32Array): void {
    if (this.#length + x.length > this.#data.length) {
      const larger = new Float32Array(Math.max(2 * this.#data.length, this.#length + x.length));
      larger.set(this.#data.subarray(0, this.#length));
      this.#data = larger;
    }
    this.#data.set(x, this.#length);
    this.#length += x.length;
  }
  clear(): void {
    this.#length = 0;
  }
  get values(): Float32Array {
    return this.#data.subarray(0, this.#length);
  }
}

const firstRows = (v: TensorValue, count: number): Float32Array | Int32Array =>
  count === v.shape[0] ? v.data : v.data.subarray(0, (v.data.length / v.shape[0]!) * count);

export class Comparison {
  readonly measured: Measured;
  /** What is compared: an output and an input of a run, by their names there. */
  readonly output: string;
  readonly target: string;
  readonly #predicted = new Growing();
  readonly #target = new Growing();
  /** Only the share of right decisions is wanted: predictions need not be kept. */
  readonly #counting: boolean;
  #right = 0;
  #decided = 0;
  constructor(measured: Measured, counting = false) {
    this.measured = measured;
    this.output = netOutput(measured.port);
    this.target = lossPort(measured.term, 'Target');
    this.#counting = counting;
  }
  /** The first `count` rows of both. */
  add(predicted: TensorValue, target: TensorValue, count = predicted.shape[0]!): void {
    const [p, t] = [firstRows(predicted, count), firstRows(target, count)];
    if (this.#counting) this.#countRight(p, t);
    else {
      this.#predicted.add(p);
      this.#target.add(t);
    }
  }
  #countRight(p: Float32Array | Int32Array, t: Float32Array | Int32Array): void {
    const { classes } = this.measured;
    const n = p.length / classes;
    const indexed = t.length === n;
    let right = 0;
    for (let i = 0, from = 0; i < n; i++, from += classes) {
      const truth = indexed ? t[i]! - 1 : largest(t, from, classes);
      if (largest(p, from, classes) === truth) right++;
    }
    this.#right += right;
    this.#decided += n;
  }
  /** The share of right decisions, where they were counted. */
  get accuracy(): number | undefined {
    return this.#counting ? this.#right / this.#decided : undefined;
  }
  clear(): void {
    this.#right = 0;
    this.#decided = 0;
    this.#predicted.clear();
    this.#target.clear();
  }

  outcome(net: Net): Outcome {
    const { classes } = this.measured;
    const probabilities = this.#predicted.values;
    const target = this.#target.values;
    const n = probabilities.length / classes;
    const indexed = target.length === n;
    const labels = net.coders.get(this.measured.port)?.parameters.Labels;
    return {
      classes,
      labels:
        labels !== undefined && isCall(labels, S.List)
          ? labels.args
          : Array.from({ length: classes }, (_, i) => int(i + 1)),
      truth: Int32Array.from({ length: n }, (_, i) =>
        indexed ? target[i]! - 1 : largest(target, i * classes, classes),
      ),
      decision: Int32Array.from({ length: n }, (_, i) => largest(probabilities, i * classes, classes)),
      probabilities,
    };
  }

  deviations(): Deviations {
    return { predicted: Float64Array.from(this.#predicted.values), target: Float64Array.from(this.#target.values) };
  }
}

/** Position of the largest of `count` numbers. */
function largest(x: Float32Array | Int32Array, from: number, count: number): number {
  let best = 0;
  let most = x[from]!;
  for (let i = 1; i < count; i++) {
    const here = x[from + i]!;
    if (here > most) {
      most = here;
      best = i;
    }
  }
  return best;
}

/** A measurement as users name it, with its parameter. */
export interface MeasurementSpec {
  readonly name: string;
  readonly parameter: number | undefined;
  /** Under which its value is reported. */
  readonly key: Expr;
  /** Values that there are for each class become their mean. */
  readonly macro: boolean;
}

/** "Accuracy", "FScore" -> 2, <|"Measurement" -> ..., "Key" -> ..., "ClassAveraging" -> ...|>. Throws NetProblem. */
export function readMeasurement(e: Expr, kind: 'classes' | 'numbers' | undefined): MeasurementSpec {
  if (isAssociation(e)) {
    const what = e.get(str('Measurement'));
    const known = ['Measurement', 'Key', 'ClassAveraging'];
    const unknown = e.keys.find((k) => k.kind !== Kind.String || !known.includes(k.value));
    if (what === undefined || unknown !== undefined) throw new NetProblem('badopt', unknown ?? e, names(known));
    const inner = readMeasurement(what, kind);
    const averaging = e.get(str('ClassAveraging'));
    const macro = averaging?.kind === Kind.String && averaging.value === 'Macro';
    if (averaging !== undefined && averaging !== S.None && averaging !== S.Automatic && !macro)
      throw new NetProblem('badpar', averaging, str('ClassAveraging'), str('"Macro" or None'));
    return { ...inner, key: e.get(str('Key')) ?? inner.key, macro };
  }
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
    macro: false,
  };
}

/** Measurements that the share of right decisions tells. */
export const isCounted = (m: MeasurementSpec): boolean =>
  (m.name === 'ErrorRate' || m.name === 'Accuracy') && m.parameter === undefined;

/** The value of a measurement. */
export function measure(spec: MeasurementSpec, loss: number, comparison: Comparison | undefined, net: Net): Expr {
  if (spec.name === 'Loss') return real(loss);
  const c = comparison!;
  if (c.accuracy !== undefined) return real(spec.name === 'ErrorRate' ? 1 - c.accuracy : c.accuracy);
  const value =
    c.measured.kind === 'classes'
      ? classMeasurements[spec.name]!(c.outcome(net), spec.parameter)
      : numberMeasurements[spec.name]!(c.deviations());
  return spec.macro ? macroAverage(value) : value;
}
