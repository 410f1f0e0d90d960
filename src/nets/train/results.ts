/** NetTrainResultsObject: everything that is known of a training, by name. */
import { Association } from '../../expr/association.ts';
import { Boxed, type Expr, int, isCall, Kind, normal, real, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Net } from '../model/net.ts';
import { NetProblem, names } from '../model/problem.ts';
import { netBox } from '../write/net-box.ts';
import type { TrainingState } from './loop.ts';
import { lists, reals, row } from './progress.ts';
import type { Facts } from './report.ts';

export const ResultsSymbol = system('NetTrainResultsObject');
const ListLinePlot = system('ListLinePlot');
const Missing = S.Missing;

/** Values by name, computed once when they are asked for. */
export class Results {
  readonly #make: Readonly<Record<string, () => Expr>>;
  readonly #known = new Map<string, Expr>();
  constructor(make: Readonly<Record<string, () => Expr>>) {
    this.#make = make;
  }
  get names(): readonly string[] {
    return Object.keys(this.#make).sort();
  }
  has(name: string): boolean {
    return name in this.#make;
  }
  get(name: string): Expr {
    let value = this.#known.get(name);
    if (value === undefined) {
      value = this.#make[name]!();
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
      Association.from(r.names.filter((n) => n !== 'Properties').map((n) => [str(n), r.get(n)] as const)),
    ),
  );

/** A property by name, a list of properties, or All of them. Throws NetProblem. */
export function property(r: Results, what: Expr): Expr {
  if (isCall(what, S.List)) return normal(S.List, ...what.args.map((a) => property(r, a)));
  if (what === S.All) return Association.from(r.names.map((n) => [str(n), r.get(n)] as const));
  const name = what.kind === Kind.String ? (olderNames[what.value] ?? what.value) : '';
  if (!r.has(name)) throw new NetProblem('badprop', what, names(r.names));
  return r.get(name);
}
const olderNames: Readonly<Record<string, string>> = {
  WeightsLearningRateMultipliers: 'ArraysLearningRateMultipliers',
  LossEvolutionPlot: 'LossPlot',
};

/** Everything that can be asked of a training. */
const propertyNames: readonly string[] =
  `ArraysLearningRateMultipliers BatchLossList BatchMeasurementsLists BatchSize BatchesPerRound BestValidationRound CheckpointingFiles ExamplesProcessed Executor FinalLearningRate FinalPlots FrozenReuse InitialLearningRate LossPlot MeanBatchesPerSecond MeanExamplesPerSecond NetTrainInputForm OptimizationMethod Properties ReasonTrainingStopped RoundLoss RoundLossList RoundMeasurements RoundMeasurementsLists RoundPositions TargetDevice TotalBatches TotalRounds TotalTrainingTime TrainedNet TrainingExamples TrainingNet ValidationExamples ValidationLoss ValidationLossList ValidationMeasurements ValidationMeasurementsLists ValidationPositions`.split(
    /\s+/,
  );

/** Throws NetProblem for what is no property, before it is worth a training. */
export function checkProperty(what: Expr): void {
  if (isCall(what, S.List)) {
    what.args.forEach(checkProperty);
    return;
  }
  const name = what.kind === Kind.String ? (olderNames[what.value] ?? what.value) : '';
  if (what !== S.All && !propertyNames.includes(name)) throw new NetProblem('badprop', what, names(propertyNames));
}

/** What a training was given, for its results. */
export interface Given {
  readonly net: Net;
  readonly multipliers: Expr;
  readonly call: Expr;
  readonly validationExamples: number;
  /** What was computed once for the frozen part; undefined: nothing. */
  readonly reuse: string | undefined;
  /** Files that were written on the way. */
  readonly checkpoints: readonly string[];
}

export function resultsOf(s: TrainingState, f: Facts, given: Given): Results {
  const trained = netBox(s.result());
  const seconds = s.seconds;
  const validated = s.validationLossList.length > 0;
  const lossPlot = (): Expr =>
    normal(
      ListLinePlot,
      validated ? normal(S.List, reals(s.roundLossList), reals(s.validationLossList)) : reals(s.roundLossList),
    );
  const none = normal(Missing, str('NotAvailable'));
  const plots = (): Expr =>
    Association.from([
      [str('Loss'), lossPlot()],
      ...f.measurements.map(
        (m, i) => [m.key, normal(ListLinePlot, normal(S.List, ...s.roundMeasurements.map((r) => r[i]!)))] as const,
      ),
    ]);
  const make: Record<string, () => Expr> = {
    ArraysLearningRateMultipliers: () => given.multipliers,
    BatchesPerRound: () => int(s.batchesPerRound),
    BatchLossList: () => reals(s.batchLossList),
    BatchMeasurementsLists: () => none,
    BatchSize: () => int(f.batchSize),
    BestValidationRound: () => (validated ? int(s.bestValidationRound) : none),
    CheckpointingFiles: () => normal(S.List, ...given.checkpoints.map((f) => str(f))),
    ExamplesProcessed: () => int(s.examplesProcessed),
    Executor: () =>
      Association.from([
        [str('Name'), str(s.executor.name)],
        [str('Reason'), str(s.executor.reason)],
      ]),
    FinalLearningRate: () => real(s.learningRate),
    FinalPlots: plots,
    FrozenReuse: () => (given.reuse === undefined ? S.None : str(given.reuse)),
    InitialLearningRate: () => real(s.initialLearningRate),
    LossPlot: lossPlot,
    MeanBatchesPerSecond: () => real(s.totalBatches / Math.max(seconds, 1e-9)),
    MeanExamplesPerSecond: () => real(s.examplesProcessed / Math.max(seconds, 1e-9)),
    NetTrainInputForm: () => normal(S.HoldForm, given.call),
    OptimizationMethod: () => f.optimization,
    ReasonTrainingStopped: () => str(s.reason ?? 'ManualStop'),
    RoundLoss: () => (Number.isNaN(s.roundLoss) ? none : real(s.roundLoss)),
    RoundLossList: () => reals(s.roundLossList),
    RoundMeasurements: () => row(f.measurements, s.roundMeasurements.at(-1)),
    RoundMeasurementsLists: () => lists(f.measurements, s.roundMeasurements),
    RoundPositions: () => normal(S.List, ...s.roundPositions.map((n) => int(n))),
    TargetDevice: () => str(f.device),
    TotalBatches: () => int(s.totalBatches),
    TotalRounds: () => int(s.roundLossList.length),
    TotalTrainingTime: () => real(seconds),
    TrainedNet: () => trained,
    TrainingExamples: () => int(s.settings.source.examples),
    TrainingNet: () => netBox(given.net),
    ValidationExamples: () => int(given.validationExamples),
    ValidationLoss: () => (validated ? real(s.validationLoss) : none),
    ValidationLossList: () => (validated ? reals(s.validationLossList) : none),
    ValidationMeasurements: () => (validated ? row(f.measurements, s.validationMeasurements.at(-1)) : none),
    ValidationMeasurementsLists: () => (validated ? lists(f.measurements, s.validationMeasurements) : none),
    ValidationPositions: () => (validated ? normal(S.List, ...s.validationPositions.map((n) => int(n))) : none),
  };
  // The list that is checked before a training is the list of what there is.
  for (const name of propertyNames)
    if (name !== 'Properties' && !(name in make)) throw new Error(`no property ${name}`);
  make.Properties = () =>
    normal(
      S.List,
      ...Object.keys(make)
        .sort()
        .map((n) => str(n)),
    );
  return new Results(make);
}
