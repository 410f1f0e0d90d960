/** ClassifierMeasurements and the object that it gives. */
import { type Builtin, builtin } from '../../builtins/builtin.ts';
import { Boxed, type Expr, int, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { measuredMessages, measuringMessages } from '../model/messages.ts';
import { guarded } from '../model/problem.ts';
import {
  type Classified,
  classifierProperties,
  classifierProperty,
  classify,
} from '../train/measure/classifier-measurements.ts';

const ObjectSymbol = system('ClassifierMeasurementsObject');
const isMeasured = (e: Expr): e is Boxed<Classified> => e.kind === Kind.Boxed && e.head === ObjectSymbol;

/** The object stands for its classes and the two lists of what was and what was decided. */
const boxed = (c: Classified): Boxed<Classified> =>
  new Boxed(ObjectSymbol, c, () => {
    const { labels, truth, decision } = c.outcome;
    const indices = (list: Int32Array) => normal(S.List, ...Array.from(list, (i) => int(i + 1)));
    return normal(ObjectSymbol, normal(S.List, ...labels), indices(truth), indices(decision));
  });

const TINY_NET =
  'NetChain[{SoftmaxLayer[]}, "Output" -> NetDecoder[{"Class", {"a", "b"}}]], {{5, 0} -> "a", {0, 5} -> "b", {3, 1} -> "b", {1, 4} -> "b"}';

export const ClassifierMeasurements: Builtin = builtin('ClassifierMeasurements', {
  usage: `ClassifierMeasurements[net, data] measures a net that classifies on examples {input1 -> class1, ...}, for properties asked later.
ClassifierMeasurements[net, data, "property"] gives a property: ${classifierProperties.map((p) => `"${p}"`).join(', ')}.
ClassifierMeasurements[net, data, {p1, p2, ...}] gives several; "WorstClassifiedExamples" -> n gives n of them.`,
  arity: [2, 3],
  packed: true,
  messages: { ...measuringMessages, noclass: '`1` has no output that decides between classes.' },
  evaluate: ([net, data, what], e) =>
    guarded(e, () => {
      const c = classify(net!, data!, e);
      return what === undefined ? boxed(c) : classifierProperty(c, what);
    }),
  examples: {
    [`ClassifierMeasurements[${TINY_NET}, "Accuracy"]`]: '0.75',
    [`ClassifierMeasurements[${TINY_NET}, {"ConfusionMatrix", "Recall"}]`]:
      '{{{1, 0}, {1, 2}}, <|"a" -> 1., "b" -> 0.6666666666666666|>}',
    [`ClassifierMeasurements[${TINY_NET}, "WorstClassifiedExamples" -> 1]`]: '{{3, 1} -> "b"}',
    [`Head[ClassifierMeasurements[${TINY_NET}, "ConfusionMatrixPlot"]]`]: 'Graphics',
    [`ClassifierMeasurements[${TINY_NET}, "Acuracy"]`]: ['$Failed', 'ClassifierMeasurements::badmeas'],
    'ClassifierMeasurements[5, {1 -> 2}]': ['$Failed', 'ClassifierMeasurements::nonet'],
  },
});

export const ClassifierMeasurementsObject: Builtin = builtin('ClassifierMeasurementsObject', {
  usage: `ClassifierMeasurementsObject[...] represents a classifier measured on data, as ClassifierMeasurements gives it.
ClassifierMeasurementsObject[...]["property"] gives a property; "Properties" lists them.`,
  messages: measuredMessages,
  apply: (head, [what, ...more], e) =>
    isMeasured(head) && what !== undefined && more.length === 0
      ? guarded(e, () => classifierProperty(head.content, what))
      : undefined,
  shown: ({ content }) => {
    const { outcome } = content as Classified;
    return `ClassifierMeasurementsObject[<${outcome.truth.length} examples, ${outcome.classes} classes>]`;
  },
  examples: {
    [`ClassifierMeasurements[${TINY_NET}]["ErrorRate"]`]: '0.25',
    [`ClassifierMeasurements[${TINY_NET}]["Nothing"]`]: ['$Failed', 'ClassifierMeasurementsObject::badmeas'],
  },
});

export const classifierBuiltins: readonly Builtin[] = [ClassifierMeasurements, ClassifierMeasurementsObject];
