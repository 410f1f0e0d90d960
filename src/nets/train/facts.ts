/** What is known of a training while it runs, by the names under which functions and results tell it. */
import type { TensorValue } from '../../compute/contract/step.ts';
import { Association } from '../../expr/association.ts';
import { type Expr, int, normal, Packed, real, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { numericArray } from '../model/arrays.ts';
import { arrayKey, arrayPlaces } from '../model/net.ts';
import { pathExpr } from '../write/information.ts';
import { netBox } from '../write/net-box.ts';
import { asks, wantedNames } from './asked.ts';
import { listOfValues } from './data/training-data.ts';
import type { TrainingState } from './loop.ts';
import { rms } from './measure/aggregation.ts';
import type { MeasurementSpec } from './measure/specification.ts';
import { type Facts, quantities } from './report/report.ts';
import { EXAMPLE_LOSSES } from './step.ts';

const list = (items: readonly Expr[]): Expr => normal(S.List, ...items);
export const reals = (x: ArrayLike<number>): Expr => list(Array.from(x, (v) => real(v)));
export const missing = normal(S.Missing, str('NotAvailable'));

/** Measurements of all rounds, by key. */
export const lists = (measurements: readonly MeasurementSpec[], rows: readonly (readonly Expr[])[]): Expr =>
  Association.from(measurements.map((m, i) => [m.key, list(rows.map((r) => r[i]!))] as const));
/** Measurements of one round, by key. */
export const row = (measurements: readonly MeasurementSpec[], values: readonly Expr[] | undefined): Expr =>
  values === undefined ? S.None : Association.from(measurements.map((m, i) => [m.key, values[i]!] as const));
/** Those that every batch has. */
export const ofBatches = (measurements: readonly MeasurementSpec[]): MeasurementSpec[] =>
  measurements.filter((m) => m.everyBatch);

type Table = Readonly<Record<string, (s: TrainingState, f: Facts) => Expr>>;

/** Numbers by array path. */
function perArray(s: TrainingState, value: (key: string) => Packed | undefined, of: (a: Packed) => Expr): Expr {
  return Association.from(
    arrayPlaces(s.settings.net).flatMap((p) => {
      const array = value(arrayKey(p));
      return array === undefined ? [] : [[pathExpr(p.path), of(array)] as const];
    }),
  );
}

/** All numbers of all arrays, a shared one once. */
function vector(s: TrainingState, value: (key: string) => Packed | undefined): Expr {
  const keys = new Set(arrayPlaces(s.settings.net).map(arrayKey));
  const numbers = [...keys].flatMap((key) => Array.from(value(key)?.data ?? []));
  return new Packed('Real64', [numbers.length], Float64Array.from(numbers));
}

function weights(s: TrainingState): (key: string) => Packed | undefined {
  const now = s.arrays();
  const own = new Map(
    arrayPlaces(s.settings.net).map((p) => [arrayKey(p), p.state.kind === 'value' ? p.state.value : undefined]),
  );
  return (key) => now.get(key) ?? own.get(key);
}

const gradients =
  (s: TrainingState, f: Facts) =>
  (key: string): Packed | undefined =>
    f.withGradients.has(key)
      ? new Packed('Real32', s.settings.changing.get(key)!, s.settings.trainer.gradient(key))
      : undefined;

const asArray = (a: Packed): Expr => numericArray(a);
const asRMS = (a: Packed): Expr => real(rms(a.data));

function batchData(s: TrainingState, f: Facts): Expr {
  const { examples, indices } = s.current!;
  const from = examples ?? f.examples!;
  return Association.from(
    [...from.values].map(([port, values]) => {
      const all = listOfValues(values);
      return [str(port), list(examples === undefined ? Array.from(indices!, (i) => all[i]!) : all)] as const;
    }),
  );
}

/** Names whose values need gradients, or losses of examples, from the steps. */
export const gradientNames = ['Gradients', 'GradientsRMS', 'GradientsVector'];
export const exampleLossName = 'ExampleLosses';

/** One value a line, made when it is asked for. */
export const factTable: Table = {
  ...Object.fromEntries(
    Object.entries(quantities).map(([name, { kind, of }]) => [
      name,
      (s: TrainingState, f: Facts): Expr => {
        const x = of(s, f);
        return x === undefined ? S.None : kind === 'Integer' ? int(x) : real(x);
      },
    ]),
  ),
  BatchData: batchData,
  BatchIndices: (s) =>
    s.current?.indices === undefined ? missing : list(Array.from(s.current.indices, (i) => int(i + 1))),
  BatchLossList: (s) => reals(s.batchLossList),
  BatchMeasurements: (s, f) => row(ofBatches(f.measurements), s.batchMeasurements.at(-1)),
  BatchMeasurementsLists: (s, f) => lists(ofBatches(f.measurements), s.batchMeasurements),
  CheckpointingFiles: (_, f) => list(f.checkpoints.map((c) => str(c))),
  ExampleLosses: (s) => exampleLosses(s.outputs[EXAMPLE_LOSSES], s.current!.size),
  Gradients: (s, f) => perArray(s, gradients(s, f), asArray),
  GradientsRMS: (s, f) => perArray(s, gradients(s, f), asRMS),
  GradientsVector: (s, f) => vector(s, gradients(s, f)),
  Net: (s) => netBox(s.net()),
  OptimizationMethod: (_, f) => f.optimization,
  RoundLossList: (s) => reals(s.roundLossList),
  RoundMeasurements: (s, f) => row(f.measurements, s.roundMeasurements.at(-1)),
  RoundMeasurementsLists: (s, f) => lists(f.measurements, s.roundMeasurements),
  TargetDevice: (_, f) => str(f.device),
  ValidationLossList: (s) => reals(s.validationLossList),
  ValidationMeasurements: (s, f) => row(f.measurements, s.validationMeasurements.at(-1)),
  ValidationMeasurementsLists: (s, f) => lists(f.measurements, s.validationMeasurements),
  Weights: (s) => perArray(s, weights(s), asArray),
  WeightsRMS: (s) => perArray(s, weights(s), asRMS),
  WeightsVector: (s) => vector(s, weights(s)),
};

/** The values that a function asks for, by name; those that need gradients only where steps keep them. */
export function about(f: Expr, s: TrainingState, facts: Facts, withGradients = false, event?: string): Expr {
  const wanted = wantedNames(f);
  const entries: [Expr, Expr][] = event !== undefined && asks(wanted, 'Event') ? [[str('Event'), str(event)]] : [];
  for (const [name, value] of Object.entries(factTable))
    if (asks(wanted, name) && (withGradients || !gradientNames.includes(name)))
      entries.push([str(name), value(s, facts)]);
  return Association.from(entries);
}

const exampleLosses = (v: TensorValue | undefined, count: number): Expr =>
  v === undefined ? missing : reals(v.data.subarray(0, count));
