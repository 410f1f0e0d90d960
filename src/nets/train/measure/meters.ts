/** Measurements while batches go through a net: what is collected of each, and the values at the end. */
import type { TensorValue } from '../../../compute/contract/step.ts';
import { Association } from '../../../expr/association.ts';
import { type Expr, isRealNumber, normal, type Packed, real, str } from '../../../expr/expr.ts';

import * as S from '../../../expr/symbols.ts';
import { expressionOf, numericArray, numbersOf as readNumbers, toNumber } from '../../model/arrays.ts';
import type { Net } from '../../model/net.ts';
import { NetProblem } from '../../model/problem.ts';
import type { Wanted } from '../../run/outputs.ts';
import { lossPort, type Plan } from '../plan.ts';
import { outputName } from '../step.ts';
import { type Aggregation, total as totalOf } from './aggregation.ts';
import { Comparison, numbersOf, type Seen, type Span } from './comparison.ts';
import { classMeasurements, macroAverage, numberMeasurements } from './measurements.ts';
import { isCounted, type MeasurementSpec } from './specification.ts';

/** What a meter may ask about the net it measures. */
export interface Measurable {
  readonly plan: Plan;
  /** The present value of an array. */
  readonly array: (key: string) => Packed;
  readonly call: (f: Expr, argument: Expr) => Expr;
}

/** One measurement: what was collected since it was cleared. */
interface Gauge {
  readonly wanted: readonly Wanted[];
  clear(): void;
  add(seen: Seen): void;
  value(span: Span, loss: number): Expr;
  /** What was collected, for `load`; absent where that is nothing. */
  save?(): unknown;
  load?(saved: never): void;
}

const none = (): void => {};

interface Sums {
  readonly sums: Float64Array;
  readonly shape: readonly number[];
  readonly count: number;
}

/** Means over examples, of numbers or of arrays of one shape. */
class MeanGauge implements Gauge {
  readonly wanted: readonly Wanted[];
  readonly #of: (seen: Seen) => { readonly sums: Float64Array; readonly shape: readonly number[] } | undefined;
  #all: Sums | undefined;
  #batch: Sums | undefined;
  /** Arrays of different shapes have no mean. */
  #mixed = false;

  /** `of` gives the sum over the examples of a batch. */
  constructor(
    wanted: readonly Wanted[],
    of: (seen: Seen) => { readonly sums: Float64Array; readonly shape: readonly number[] } | undefined,
  ) {
    this.wanted = wanted;
    this.#of = of;
  }
  clear(): void {
    this.#all = undefined;
    this.#batch = undefined;
    this.#mixed = false;
  }
  add(seen: Seen): void {
    const here = this.#of(seen);
    this.#batch = here && { ...here, count: seen.count };
    if (here === undefined || (this.#all !== undefined && this.#all.shape.join() !== here.shape.join()))
      this.#mixed = true;
    else if (this.#all === undefined) this.#all = { ...here, count: seen.count };
    else {
      const { sums, shape, count } = this.#all;
      this.#all = { sums: sums.map((x, i) => x + here.sums[i]!), shape, count: count + seen.count };
    }
  }
  save(): unknown {
    return [this.#all, this.#batch, this.#mixed];
  }
  load(saved: never): void {
    [this.#all, this.#batch, this.#mixed] = saved as readonly [Sums | undefined, Sums | undefined, boolean];
  }
  value(span: Span): Expr {
    const of = span === 'all' ? (this.#mixed ? undefined : this.#all) : this.#batch;
    if (of === undefined) return normal(S.Missing, str('NotAvailable'));
    const means = of.sums.map((x) => x / of.count);
    return of.shape.length === 0 ? real(means[0]!) : expressionOf({ shape: of.shape, data: Float32Array.from(means) });
  }
}

/** Sums over the examples of a value, each array aggregated first where that is wanted. */
function sumsOf(v: TensorValue, seen: Seen, aggregation: Aggregation | undefined) {
  const numbers = numbersOf(v, seen);
  const size = numbers.length / seen.count;
  if (aggregation !== undefined) {
    let total = 0;
    for (let i = 0; i < seen.count; i++) total += aggregation(numbers.subarray(i * size, (i + 1) * size));
    return { sums: Float64Array.of(total), shape: [] };
  }
  const sums = new Float64Array(size);
  numbers.forEach((x, i) => {
    sums[i % size]! += x;
  });
  return { sums, shape: v.shape.slice(1) };
}

/** The mean loss of one port: of a step its mean, of an assessment the losses of the examples. */
function partialGauge(output: string): Gauge {
  return new MeanGauge([], (seen) => {
    const v = seen.outputs[output]!;
    if (v.shape.length === 0) return { sums: Float64Array.of(v.data[0]! * seen.count), shape: [] };
    return { sums: Float64Array.of(totalOf(numbersOf(v, seen))), shape: [] };
  });
}

function comparedGauge(spec: MeasurementSpec, c: Comparison, net: Net): Gauge {
  const { what, averaging } = spec;
  if (what.kind !== 'compared') throw new Error('nothing is compared');
  const { name, parameter } = what;
  return {
    wanted: [],
    clear: none,
    add: none,
    value: (span) => {
      const accuracy = c.accuracy(span);
      if (accuracy !== undefined) return real(name === 'ErrorRate' ? 1 - accuracy : accuracy);
      if (what.as === 'numbers') return numberMeasurements[name]!.value(c.deviations(span));
      const record = classMeasurements[name]!;
      const outcome = c.outcome(net, span);
      if (averaging === 'Micro' && record.micro !== undefined) return record.micro(outcome, parameter);
      const value = record.value(outcome, parameter);
      return averaging === 'Macro' ? macroAverage(value) : value;
    },
  };
}

/** The mean over examples of what a function makes of the values at the ports of the net. */
function functionGauge(f: Expr, { plan, call }: Measurable): Gauge {
  const outputs = [...plan.net.outputs.keys()].map((port): Wanted => ({ path: [], port }));
  return new MeanGauge(outputs, (seen) => {
    const ports: (readonly [string, TensorValue | undefined])[] = [
      ...[...plan.net.inputs.keys()].map((p) => [p, seen.inputs[p]] as const),
      ...outputs.map((w) => [w.port, seen.outputs[outputName(w)]] as const),
      ...plan.terms.map((_, k) => ['Target', seen.inputs[lossPort(k, 'Target')]] as const),
    ];
    let total: { sums: Float64Array; shape: readonly number[] } | undefined;
    for (let i = 0; i < seen.count; i++) {
      const about = ports.flatMap(([name, v]) =>
        v === undefined ? [] : [[str(name), exampleOf(v, i, seen)] as const],
      );
      const answer = call(f, Association.from(about));
      const numbers = isRealNumber(answer) ? { shape: [], data: [toNumber(answer)] } : readNumbers(answer);
      if (numbers === undefined) throw new NetProblem('badfmeas', f, answer);
      if (total === undefined) total = { sums: Float64Array.from(numbers.data), shape: numbers.shape };
      else if (total.shape.join() !== numbers.shape.join()) return undefined;
      else for (let j = 0; j < numbers.data.length; j++) total.sums[j]! += numbers.data[j]!;
    }
    return total;
  });
}

/** The value of one example. */
function exampleOf(v: TensorValue, i: number, seen: Seen): Expr {
  const size = v.data.length / seen.rows;
  return expressionOf({ shape: v.shape.slice(1), data: Float32Array.from(v.data.subarray(i * size, (i + 1) * size)) });
}

function lossGauge(): Gauge {
  let batch = Number.NaN;
  return {
    wanted: [],
    clear: none,
    add: (seen) => {
      batch = seen.loss;
    },
    value: (span, loss) => real(span === 'all' ? loss : batch),
  };
}

/** Collects what measurements need, batch by batch. */
export class Meters {
  readonly specs: readonly MeasurementSpec[];
  /** What runs have to give back. */
  readonly wanted: readonly Wanted[];
  readonly #gauges: readonly Gauge[];
  readonly #comparisons = new Map<number, Comparison>();

  constructor(specs: readonly MeasurementSpec[], of: Measurable) {
    this.specs = specs;
    for (const { what } of specs)
      if (what.kind === 'compared' && !this.#comparisons.has(what.measured.term)) {
        const { term } = what.measured;
        const all = specs.filter((s) => s.what.kind === 'compared' && s.what.measured.term === term);
        this.#comparisons.set(term, new Comparison(what.measured, all.every(isCounted)));
      }
    this.#gauges = specs.map((s) => this.#gauge(s, of));
    const wanted = [...[...this.#comparisons.values()].map((c) => c.wanted), ...this.#gauges.flatMap((g) => g.wanted)];
    this.wanted = [...new Map(wanted.map((w) => [outputName(w), w])).values()];
  }

  #gauge(spec: MeasurementSpec, of: Measurable): Gauge {
    const { what, aggregation } = spec;
    switch (what.kind) {
      case 'loss':
        return lossGauge();
      case 'partial':
        return partialGauge(what.partial.output);
      case 'compared':
        return comparedGauge(spec, this.#comparisons.get(what.measured.term)!, of.plan.net);
      case 'output':
        return new MeanGauge([what.wanted], (seen) =>
          sumsOf(seen.outputs[outputName(what.wanted)]!, seen, aggregation),
        );
      case 'input':
        return new MeanGauge([], (seen) => sumsOf(seen.inputs[what.port]!, seen, aggregation));
      case 'array':
        return { wanted: [], clear: none, add: none, value: () => arrayValue(of.array(what.key), aggregation) };
      case 'function':
        return functionGauge(what.f, of);
    }
  }

  save(): unknown {
    return [[...this.#comparisons.values()].map((c) => c.save()), this.#gauges.map((g) => g.save?.())];
  }
  load([comparisons, gauges]: readonly [readonly never[], readonly never[]]): void {
    [...this.#comparisons.values()].forEach((c, i) => c.load(comparisons[i]!));
    this.#gauges.forEach((g, i) => g.load?.(gauges[i]!));
  }
  clear(): void {
    for (const c of this.#comparisons.values()) c.clear();
    for (const g of this.#gauges) g.clear();
  }
  add(seen: Seen): void {
    for (const c of this.#comparisons.values()) c.add(seen);
    for (const g of this.#gauges) g.add(seen);
  }
  /** One value a measurement; `loss` is the mean loss of all that was seen. */
  values(loss: number): Expr[] {
    return this.#gauges.map((g) => finite(g.value('all', loss)));
  }
  /** Of the last batch, and of the measurements that every batch has. */
  batchValues(): Expr[] {
    return this.#gauges.flatMap((g, i) => (this.specs[i]!.everyBatch ? [finite(g.value('batch', Number.NaN))] : []));
  }
}

/** Numbers that are none are Indeterminate. */
const finite = (e: Expr): Expr => (isRealNumber(e) && Number.isNaN(toNumber(e)) ? S.Indeterminate : e);

const arrayValue = (array: Packed, aggregation: Aggregation | undefined): Expr =>
  aggregation === undefined ? numericArray(array) : real(aggregation(array.data));
