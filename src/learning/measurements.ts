/** ClassifierMeasurements, PredictorMeasurements and the objects that they give: of functions that were learnt, and of nets. */

import { type Builtin, type BuiltinDefinition, builtin } from '../builtins/builtin.ts';
import { Boxed, type Expr, int, Kind, normal, real, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import { measuredMessages, measuringMessages } from '../nets/model/messages.ts';
import { guarded } from '../nets/model/problem.ts';
import { isClassifier, isPredictor } from './function-box.ts';
import { type Classified, classifierProperties, classifierProperty } from './measures/classifier-measurements.ts';
import {
  type Predicted,
  predictedByNet,
  predictorProperties,
  predictorProperty,
} from './measures/predictor-measurements.ts';
import { classifiedBy, classifiedByNet, predictedBy } from './measuring.ts';
import { askingMessages, learningMessages, predictMessages } from './messages.ts';

const ClassifiedSymbol = system('ClassifierMeasurementsObject');
const PredictedSymbol = system('PredictorMeasurementsObject');

/** The object stands for its classes and the two lists of what was and what was decided. */
const classifiedBox = (c: Classified): Boxed<Classified> =>
  new Boxed(ClassifiedSymbol, c, () => {
    const { labels, truth, decision } = c.outcome;
    const indices = (list: Int32Array) => normal(S.List, ...Array.from(list, (i) => int(i + 1)));
    return normal(ClassifiedSymbol, normal(S.List, ...labels), indices(truth), indices(decision));
  });
const predictedBox = (p: Predicted): Boxed<Predicted> =>
  new Boxed(PredictedSymbol, p, () => {
    const numbers = (x: Float64Array) => normal(S.List, ...Array.from(x, (v) => real(v)));
    return normal(PredictedSymbol, numbers(p.deviations.predicted), numbers(p.deviations.target));
  });

interface Measured<T> {
  readonly symbol: Sym;
  /** What was measured, with its article. */
  readonly of: string;
  /** Throws NetProblem. */
  readonly property: (measured: T, what: Expr) => Expr;
  readonly shown: (measured: T) => string;
  readonly examples: BuiltinDefinition['examples'];
}

/** What measuring gives where properties are asked later. */
const measurementsObject = <T>({ symbol, of, property, shown, examples }: Measured<T>): Builtin =>
  builtin(symbol.name, {
    usage: `${symbol.name}[...] represents ${of} measured on data, as ${symbol.name.replace(/Object$/, '')} gives it.
${symbol.name}[...]["property"] gives a property; "Properties" lists them.`,
    messages: measuredMessages,
    apply: (head, [what, ...more], e) =>
      head.kind === Kind.Boxed && what !== undefined && more.length === 0
        ? guarded(e, () => property(head.content as T, what))
        : undefined,
    shown: ({ content }) => `${symbol.name}[<${shown(content as T)}>]`,
    examples,
  });

const TINY = '{1 -> "a", 2 -> "a", 3 -> "b", 4 -> "b"}';
const TINY_NET =
  'NetChain[{SoftmaxLayer[]}, "Output" -> NetDecoder[{"Class", {"a", "b"}}]], {{5, 0} -> "a", {0, 5} -> "b", {3, 1} -> "b", {1, 4} -> "b"}';

export const ClassifierMeasurements: Builtin = builtin('ClassifierMeasurements', {
  usage: `ClassifierMeasurements[f, data] measures a ClassifierFunction or a net that classifies on examples {input1 -> class1, ...}, for properties asked later.
ClassifierMeasurements[f, data, "property"] gives a property: ${classifierProperties.map((p) => `"${p}"`).join(', ')}.
ClassifierMeasurements[f, data, {p1, p2, ...}] gives several; "WorstClassifiedExamples" -> n gives n of them, "Recall" -> class that of one class.`,
  arity: [2, 3],
  packed: true,
  options: { ClassPriors: 'Automatic', IndeterminateThreshold: 'Automatic', UtilityFunction: 'Automatic' },
  messages: {
    ...learningMessages,
    ...askingMessages,
    ...measuringMessages,
    noclass: '`1` has no output that decides between classes.',
  },
  evaluate: ([f, data, what], e, options) =>
    guarded(e, () => {
      const c = isClassifier(f) ? classifiedBy(f.content, data!, options, e) : classifiedByNet(f!, data!, options, e);
      return what === undefined ? classifiedBox(c) : classifierProperty(c, what);
    }),
  examples: {
    [`ClassifierMeasurements[${TINY_NET}, "Accuracy"]`]: '0.75',
    [`ClassifierMeasurements[${TINY_NET}, {"ConfusionMatrix", "Recall"}]`]:
      '{{{1, 0}, {1, 2}}, <|"a" -> 1., "b" -> 0.6666666666666666|>}',
    [`ClassifierMeasurements[${TINY_NET}, "WorstClassifiedExamples" -> 1]`]: '{{3, 1} -> "b"}',
    [`Head[ClassifierMeasurements[${TINY_NET}, "ConfusionMatrixPlot"]]`]: 'Graphics',
    [`f = Classify[${TINY}, Method -> "NearestNeighbors"]; ClassifierMeasurements[f, {1 -> "a", 2.2 -> "b", 4 -> "b", 9 -> "c"}, {"ConfusionMatrix", "Recall" -> "b", "MisclassifiedExamples"}]`]:
      '{{{1, 0, 0}, {1, 1, 0}, {0, 1, 0}}, 0.5, {9 -> "c", 2.2 -> "b"}}',
    [`f = Classify[${TINY}, Method -> "LogisticRegression"]; Head[ClassifierMeasurements[f, ${TINY}, "ROCCurve" -> "a"]]`]:
      'Graphics',
    [`f = Classify[${TINY}, Method -> "LogisticRegression"]; ClassifierMeasurements[f, {1 -> "a", 2.6 -> "b", 4 -> "b"}, "ConfusionMatrix", IndeterminateThreshold -> 0.65]`]:
      '{{1, 0, 0}, {0, 1, 1}, {0, 0, 0}}',
    [`ClassifierMeasurements[${TINY_NET}, "Acuracy"]`]: ['$Failed', 'ClassifierMeasurements::badmeas'],
    'ClassifierMeasurements[5, {1 -> 2}]': ['$Failed', 'ClassifierMeasurements::nonet'],
  },
});

export const ClassifierMeasurementsObject = measurementsObject<Classified>({
  symbol: ClassifiedSymbol,
  of: 'a classifier',
  property: classifierProperty,
  shown: ({ outcome }) => `${outcome.truth.length} examples, ${outcome.classes} classes`,
  examples: {
    [`ClassifierMeasurements[${TINY_NET}]["ErrorRate"]`]: '0.25',
    [`ClassifierMeasurements[${TINY_NET}]["Nothing"]`]: ['$Failed', 'ClassifierMeasurementsObject::badmeas'],
  },
});

const TINY_LINE = '{1 -> 1.5, 2 -> 2.5, 3 -> 3.5, 4 -> 4.5}';

export const PredictorMeasurements: Builtin = builtin('PredictorMeasurements', {
  usage: `PredictorMeasurements[f, data] measures a PredictorFunction, or a net whose output is a number, on examples {input1 -> value1, ...}, for properties asked later.
PredictorMeasurements[f, data, "property"] gives a property: ${predictorProperties.map((p) => `"${p}"`).join(', ')}.
PredictorMeasurements[f, data, {p1, p2, ...}] gives several; "WorstPredictedExamples" -> n gives n of them.`,
  arity: [2, 3],
  packed: true,
  messages: {
    ...predictMessages,
    ...askingMessages,
    ...measuringMessages,
    nonumber: '`1` has no output that is one number.',
  },
  evaluate: ([f, data, what], e) =>
    guarded(e, () => {
      const p = isPredictor(f) ? predictedBy(f.content, data!, e) : predictedByNet(f!, data!, e);
      return what === undefined ? predictedBox(p) : predictorProperty(p, what);
    }),
  examples: {
    [`p = Predict[${TINY_LINE}, Method -> "LinearRegression"]; Round[PredictorMeasurements[p, {1 -> 1.5, 2 -> 3.5}, {"StandardDeviation", "MeanDeviation"}], 0.001]`]:
      '{0.707, 0.5}',
    [`p = Predict[${TINY_LINE}, Method -> "LinearRegression"]; PredictorMeasurements[p, {1 -> 1.5, 2 -> 3.5}, "WorstPredictedExamples" -> 1]`]:
      '{2 -> 3.5}',
    [`p = Predict[${TINY_LINE}, Method -> "LinearRegression"]; Head[PredictorMeasurements[p, ${TINY_LINE}, "ComparisonPlot"]]`]:
      'Graphics',
    'PredictorMeasurements[LinearLayer[{}, "Weights" -> {{2}}, "Biases" -> {0}, "Input" -> 1], {{1} -> 2, {2} -> 5}, "Residuals"]':
      '{0., 1.}',
    'PredictorMeasurements[5, {1 -> 2}]': ['$Failed', 'PredictorMeasurements::nonet'],
  },
});

export const PredictorMeasurementsObject = measurementsObject<Predicted>({
  symbol: PredictedSymbol,
  of: 'a predictor',
  property: predictorProperty,
  shown: ({ inputs }) => `${inputs.length} examples`,
  examples: {
    [`m = PredictorMeasurements[Predict[${TINY_LINE}, Method -> "LinearRegression"], ${TINY_LINE}]; Round[m["RSquared"], 0.001]`]:
      '1.',
    [`PredictorMeasurements[Predict[${TINY_LINE}, Method -> "LinearRegression"], ${TINY_LINE}]["Nothing"]`]: [
      '$Failed',
      'PredictorMeasurementsObject::badmeas',
    ],
  },
});
