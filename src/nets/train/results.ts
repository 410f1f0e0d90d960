/** NetTrainResultsObject: everything that is known of a training, by name. */
import { Association } from '../../expr/association.ts';
import { Boxed, type Expr, int, isCall, Kind, normal, real, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { type ArrayRates, originExpr } from '../model/array-rates.ts';
import type { Net } from '../model/net.ts';
import { NetProblem, names } from '../model/problem.ts';
import { multiplierTable, pathExpr } from '../write/information.ts';
import { netBox } from '../write/net-box.ts';
import { factTable, missing, reals } from './facts.ts';
import type { TrainingState } from './loop.ts';
import { type Facts, scalarOf } from './report/report.ts';

export const ResultsSymbol = system('NetTrainResultsObject');
const ListLinePlot = system('ListLinePlot');

/** What a training was given, for its results. */
export interface Given {
  /** The net whose arrays were trained. */
  readonly net: Net;
  readonly rates: ArrayRates;
  readonly call: Expr;
  readonly validationExamples: number;
  /** What was computed once for the frozen part; undefined: nothing. */
  readonly reuse: string | undefined;
}

/** A training that has ended. */
interface Ended extends Given {
  readonly s: TrainingState;
  readonly facts: Facts;
  readonly trained: Expr;
  readonly seconds: number;
}

const validated = ({ s }: Ended): boolean => s.validationLossList.length > 0;
const ifValidated =
  (value: (x: Ended) => Expr) =>
  (x: Ended): Expr =>
    validated(x) ? value(x) : missing;
/** What functions that watch are told under the same name. */
const fact =
  (name: string) =>
  ({ s, facts }: Ended): Expr =>
    factTable[name]!(s, facts);
const integers = (x: readonly number[]): Expr => normal(S.List, ...x.map((n) => int(n)));
const plot = (values: Expr): Expr => normal(ListLinePlot, values);

function lossPlot({ s }: Ended): Expr {
  const rounds = reals(s.roundLossList);
  return plot(s.validationLossList.length > 0 ? normal(S.List, rounds, reals(s.validationLossList)) : rounds);
}

/** The course of the loss and of every measurement that is a number, or one for each class. */
function finalPlots(x: Ended): Expr {
  const { s, facts } = x;
  const courses = facts.measurements.flatMap((m, i) => {
    const values = s.roundMeasurements.map((r) => scalarOf(r[i]!));
    return values.every((v) => v !== undefined) ? [[m.key, plot(reals(values))] as const] : [];
  });
  return Association.from([[str('Loss'), lossPlot(x)], ...courses]);
}

/** Which rule gave each array its multiplier, and where the rule stands. */
const rateRules = ({ rates }: Ended): Expr =>
  Association.from(
    rates.byPath.map(([path, r]) => [
      pathExpr(path),
      Association.from([
        [str('Multiplier'), r.multiplier.form],
        [str('Rule'), r.rule ?? S.None],
        [str('From'), originExpr(r.from, pathExpr)],
      ]),
    ]),
  );

const executor = ({ s }: Ended): Expr =>
  Association.from([
    [str('Name'), str(s.executor.name)],
    [str('Reason'), str(s.executor.reason)],
  ]);

/** Everything that can be asked of a training, one property a line; names are taken from here. */
const properties: Readonly<Record<string, (x: Ended) => Expr>> = {
  ArraysLearningRateMultipliers: ({ rates }) => multiplierTable(rates),
  ArraysLearningRateRules: rateRules,
  BatchesPerRound: fact('BatchesPerRound'),
  BatchLossList: fact('BatchLossList'),
  BatchMeasurementsLists: fact('BatchMeasurementsLists'),
  BatchSize: fact('BatchSize'),
  BestValidationRound: ifValidated(fact('BestValidationRound')),
  CheckpointingFiles: fact('CheckpointingFiles'),
  ExamplesProcessed: fact('ExamplesProcessed'),
  Executor: executor,
  FinalLearningRate: fact('LearningRate'),
  FinalPlots: finalPlots,
  FrozenReuse: ({ reuse }) => (reuse === undefined ? S.None : str(reuse)),
  InitialLearningRate: fact('InitialLearningRate'),
  LossPlot: lossPlot,
  MeanBatchesPerSecond: ({ s, seconds }) => real(s.totalBatches / Math.max(seconds, 1e-9)),
  MeanExamplesPerSecond: ({ s, seconds }) => real(s.examplesProcessed / Math.max(seconds, 1e-9)),
  NetTrainInputForm: ({ call }) => normal(S.HoldForm, call),
  OptimizationMethod: fact('OptimizationMethod'),
  Properties: () => normal(S.List, ...propertyNames().map((n) => str(n))),
  ReasonTrainingStopped: ({ s }) => str(s.reason ?? 'ManualStop'),
  RoundLoss: ({ s }) => (Number.isNaN(s.roundLoss) ? missing : real(s.roundLoss)),
  RoundLossList: fact('RoundLossList'),
  RoundMeasurements: fact('RoundMeasurements'),
  RoundMeasurementsLists: fact('RoundMeasurementsLists'),
  RoundPositions: ({ s }) => integers(s.roundPositions),
  TargetDevice: fact('TargetDevice'),
  TotalBatches: ({ s }) => int(s.totalBatches),
  TotalRounds: ({ s }) => int(s.roundLossList.length),
  TotalTrainingTime: ({ seconds }) => real(seconds),
  TrainedNet: ({ trained }) => trained,
  TrainingExamples: ({ s }) => int(s.settings.source.examples),
  TrainingNet: ({ net }) => netBox(net),
  ValidationExamples: ({ validationExamples }) => int(validationExamples),
  ValidationLoss: ifValidated(fact('ValidationLoss')),
  ValidationLossList: ifValidated(fact('ValidationLossList')),
  ValidationMeasurements: ifValidated(fact('ValidationMeasurements')),
  ValidationMeasurementsLists: ifValidated(fact('ValidationMeasurementsLists')),
  ValidationPositions: ifValidated(({ s }) => integers(s.validationPositions)),
};

const propertyNames = (): string[] => Object.keys(properties).sort();

const olderNames: Readonly<Record<string, string>> = {
  WeightsLearningRateMultipliers: 'ArraysLearningRateMultipliers',
  LossEvolutionPlot: 'LossPlot',
  ValidationPlots: 'FinalPlots',
};

/** The property that an expression names. Throws NetProblem. */
function nameOf(what: Expr): string {
  const name = what.kind === Kind.String ? (olderNames[what.value] ?? what.value) : '';
  if (!Object.hasOwn(properties, name)) throw new NetProblem('badprop', what, names(propertyNames()));
  return name;
}

/** Throws NetProblem for what is no property, before it is worth a training. */
export function checkProperty(what: Expr): void {
  if (isCall(what, S.List)) what.args.forEach(checkProperty);
  else if (what !== S.All) nameOf(what);
}

/** A training as a value: its properties are computed once, when they are asked for. */
export class Results {
  readonly #ended: Ended;
  readonly #known = new Map<string, Expr>();

  constructor(s: TrainingState, facts: Facts, given: Given) {
    // Arrays can be read now, and not when the trainer is gone.
    this.#ended = { ...given, s, facts, trained: netBox(s.result()), seconds: s.seconds };
  }
  /** A property by its name. */
  get(name: string): Expr {
    let value = this.#known.get(name);
    if (value === undefined) {
      value = properties[name]!(this.#ended);
      this.#known.set(name, value);
    }
    return value;
  }
}

export const isResults = (e: Expr | undefined): e is Boxed<Results> =>
  e?.kind === Kind.Boxed && e.head === ResultsSymbol;

export const resultsBox = (r: Results): Boxed<Results> =>
  new Boxed(ResultsSymbol, r, () =>
    normal(
      ResultsSymbol,
      Association.from(
        propertyNames()
          .filter((n) => n !== 'Properties')
          .map((n) => [str(n), r.get(n)] as const),
      ),
    ),
  );

/** A property by name, a list of properties, or All of them. Throws NetProblem. */
export function property(r: Results, what: Expr): Expr {
  if (isCall(what, S.List)) return normal(S.List, ...what.args.map((a) => property(r, a)));
  if (what === S.All) return Association.from(propertyNames().map((n) => [str(n), r.get(n)] as const));
  return r.get(nameOf(what));
}
