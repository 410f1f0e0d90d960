/** Predict and PredictorFunction. */

import { type Builtin, builtin } from '../builtins/builtin.ts';
import { list } from '../builtins/values/sequences.ts';
import { guarded } from '../nets/model/problem.ts';
import { learningOptions } from './classify.ts';
import { isPredictor, learntBox, learntFrom } from './function-box.ts';
import { informationOf, learntProperties, propertyLines } from './information.ts';
import { askingMessages, predictMessages } from './messages.ts';
import { predict } from './predicting.ts';
import { askPredictor } from './predictor.ts';

const LINE = '{1 -> 1.3, 2 -> 2.4, 3 -> 3.6, 4 -> 4.4, 5 -> 5.4}';

export const Predict: Builtin = builtin('Predict', {
  usage: `Predict[{input1 -> value1, ...}] gives a PredictorFunction that has learnt from the examples.
Predict[{input1, ...} -> {value1, ...}] and Predict[table -> column] take examples in other forms.
Predict[data, input] learns and predicts the value of an input; Predict[data, input, question] answers a question such as "Distribution".
Method -> "name" or {"name", suboption -> value} chooses among LinearRegression, NearestNeighbors, DecisionTree, RandomForest, GradientBoostedTrees, NeuralNetwork; Automatic compares LinearRegression, NearestNeighbors and the two kinds of forests on examples that are held out.`,
  arity: [1, 3],
  packed: true,
  options: learningOptions,
  messages: { ...predictMessages, ...askingMessages },
  evaluate: ([data, ...asked], e, options) =>
    guarded(e, () => {
      if (isPredictor(data)) return asked.length === 0 ? data : askPredictor(data.content, asked, e);
      const found = predict(data!, options, e);
      return asked.length === 0 ? learntBox(found) : askPredictor(found, asked, e);
    }),
  examples: {
    [`Round[Predict[${LINE}, 6, Method -> "LinearRegression"], 0.001]`]: '6.48',
    'Predict[{{1, "a"}, {2, "a"}, {1, "b"}, {2, "b"}} -> {1., 2., 11., 12.}, {3, "b"}, Method -> "LinearRegression"] // Round':
      '13',
    'Predict[{{0, 0} -> 1, {0, 1} -> 2, {1, 0} -> 5, {1, 1} -> 6}, {1, 1}, Method -> {"DecisionTree", "LeafSize" -> 1}]':
      '6.',
    'Predict[{{1, 2, 5}, {2, 2, 6}, {3, 1, 5}, {4, 0, 4}} -> 3, {2, 2}, Method -> {"NearestNeighbors", "NeighborsNumber" -> 1}]':
      '6.',
    [`Predict[${LINE}, Method -> {"LinearRegression", "Depth" -> 3}]`]: ['$Failed', 'Predict::mlbsub'],
    'Predict[{1 -> 2, 2 -> "x"}]': ['$Failed', 'Predict::nonum'],
    'Predict["NameAge"]': ['$Failed', 'Predict::builtin'],
  },
});

const PF = `p = Predict[${LINE}, Method -> "LinearRegression"]`;

export const PredictorFunction: Builtin = builtin('PredictorFunction', {
  usage: `PredictorFunction[...] represents a function that predicts numbers, as Predict gives it.
PredictorFunction[...][input] gives the value predicted for an input, or the values for a list of inputs.
PredictorFunction[...][input, question] answers "Decision", "Distribution", "StandardDeviation" (how far predictions for examples that were held out are off) or "SHAPValues" (what each feature adds).`,
  messages: askingMessages,
  packed: true,
  evaluate: (args, e) => {
    const found = args.length === 1 ? learntFrom('numbers', args[0]!) : undefined;
    return found === undefined ? e.message('damaged', list(args)) : learntBox(found);
  },
  apply: (head, args, e) => (isPredictor(head) ? guarded(e, () => askPredictor(head.content, args, e)) : undefined),
  up: (call, position, e) => {
    const f = call.args[position];
    return position === 0 && isPredictor(f) ? informationOf(call, () => learntProperties(f.content), e) : undefined;
  },
  shown: (b) => (isPredictor(b) ? `PredictorFunction[<${b.content.method}>]` : undefined),
  display: (b, sheet) => (isPredictor(b) ? propertyLines(b, learntProperties(b.content), sheet) : undefined),
  examples: {
    [`${PF}; Round[p[{1, 10}], 0.125]`]: '{1.375, 10.5}',
    [`${PF}; Head[p[3, "Distribution"]]`]: 'NormalDistribution',
    [`${PF}; Round[p[5, "SHAPValues"], 0.01]`]: '<|"f1" -> 2.04|>',
    [`${PF}; Information[p, "Method"]`]: '"LinearRegression"',
    [`${PF}; p[{1, 2}, "Nothing"]`]: ['$Failed', 'PredictorFunction::mlbprop'],
    [`${PF}; p["x"]`]: ['$Failed', 'PredictorFunction::feattype'],
  },
});
