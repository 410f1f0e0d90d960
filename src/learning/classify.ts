/** Classify and ClassifierFunction. */

import { type Builtin, builtin } from '../builtins/builtin.ts';
import { list } from '../builtins/values/sequences.ts';
import { guarded } from '../nets/model/problem.ts';
import { askClassifier } from './classifier.ts';
import { classify } from './classifying.ts';
import { isClassifier, learntBox, learntFrom } from './function-box.ts';
import { informationOf, learntProperties, propertyLines } from './information.ts';
import { askingMessages, classifyMessages } from './messages.ts';

/** What Classify and Predict share. */
export const learningOptions: Readonly<Record<string, string>> = {
  FeatureExtractor: 'Automatic',
  FeatureNames: 'Automatic',
  FeatureTypes: 'Automatic',
  Method: 'Automatic',
  MissingValueSynthesis: 'Automatic',
  PerformanceGoal: 'Automatic',
  RandomSeeding: '1234',
  TargetDevice: '"CPU"',
  TimeGoal: 'Automatic',
  TrainingProgressReporting: 'Automatic',
  ValidationSet: 'Automatic',
};

const FRUIT = '{1. -> "a", 1.2 -> "a", 1.1 -> "a", 3. -> "b", 3.3 -> "b", 3.1 -> "b"}';

export const Classify: Builtin = builtin('Classify', {
  usage: `Classify[{input1 -> class1, ...}] gives a ClassifierFunction that has learnt from the examples.
Classify[{input1, ...} -> {class1, ...}], Classify[<|class1 -> {input1, ...}, ...|>] and Classify[table -> column] take examples in other forms.
Classify[data, input] learns and decides about an input; Classify[data, input, question] answers a question such as "Probabilities".
Inputs are numbers, names, texts, images, and lists or associations of them; Missing[] is a value that is not known. Method -> "name" or {"name", suboption -> value} chooses among LogisticRegression, NearestNeighbors, NaiveBayes, DecisionTree, RandomForest, GradientBoostedTrees, NeuralNetwork; Automatic compares the first six on examples that are held out.`,
  arity: [1, 3],
  packed: true,
  options: {
    ...learningOptions,
    ClassPriors: 'Automatic',
    IndeterminateThreshold: 'Automatic',
    UtilityFunction: 'Automatic',
  },
  messages: { ...classifyMessages, ...askingMessages },
  evaluate: ([data, ...asked], e, options) =>
    guarded(e, () => {
      if (isClassifier(data)) return asked.length === 0 ? data : askClassifier(data.content, asked, e);
      const found = classify(data!, options, e);
      return asked.length === 0 ? learntBox(found) : askClassifier(found, asked, e);
    }),
  examples: {
    [`Classify[${FRUIT}, {1.3, 2.9}]`]: '{"a", "b"}',
    'Classify[<|"small" -> {{1, 1}, {2, 1}, {1, 2}}, "large" -> {{8, 9}, {9, 9}, {9, 8}}|>, {7, 8}, Method -> "NearestNeighbors"]':
      '"large"',
    'Classify[{<|"size" -> 1, "color" -> "red", "kind" -> "A"|>, <|"size" -> 2, "color" -> "red", "kind" -> "A"|>, <|"size" -> 1, "color" -> "blue", "kind" -> "B"|>, <|"size" -> 3, "color" -> "blue", "kind" -> "B"|>} -> "kind", <|"size" -> 2, "color" -> "blue"|>, Method -> "DecisionTree"]':
      '"B"',
    'Classify[{"the film was good" -> 1, "a good and happy film" -> 1, "the film was bad" -> 0, "a bad and dull film" -> 0}, "so good a film", Method -> "NaiveBayes"]':
      '1',
    [`Classify[${FRUIT}, 2.06, "Decision", Method -> {"LogisticRegression", "L2Regularization" -> 0.1}, UtilityFunction -> <|"a" -> <|"a" -> 1|>, "b" -> <|"b" -> 5|>|>]`]:
      '"b"',
    [`Classify[${FRUIT}, {1., 3.}, Method -> {"NeuralNetwork", "NetworkDepth" -> 2, MaxTrainingRounds -> 60}]`]:
      '{"a", "b"}',
    [`Classify[${FRUIT}, Method -> "Oracle"]`]: ['$Failed', 'Classify::mlbmethod'],
    'Classify["Language"]': ['$Failed', 'Classify::builtin'],
    'Classify[{1 -> "a", 2}]': ['$Failed', 'Classify::mlbrule'],
    'Classify[{{1, 2} -> "a", {3} -> "b"}]': ['$Failed', 'Classify::featlen'],
  },
});

const CF =
  'f = Classify[{1. -> "a", 1.2 -> "a", 2.1 -> "a", 3. -> "b", 3.3 -> "b", 1.9 -> "b"}, Method -> "LogisticRegression"]';

export const ClassifierFunction: Builtin = builtin('ClassifierFunction', {
  usage: `ClassifierFunction[...] represents a function that decides between classes, as Classify and ClusterClassify give it.
ClassifierFunction[...][input] gives the class of an input, or the classes of a list of inputs.
ClassifierFunction[...][input, question] answers "Decision", "Probabilities", "TopProbabilities", "TopProbabilities" -> n or "Probability" -> class.
ClassPriors, IndeterminateThreshold and UtilityFunction may stand behind them. Information tells what it has learnt; Export["file.wmlf", f] keeps it.`,
  messages: askingMessages,
  packed: true,
  evaluate: (args, e) => {
    const found = args.length === 1 ? learntFrom('classes', args[0]!) : undefined;
    return found === undefined ? e.message('damaged', list(args)) : learntBox(found);
  },
  apply: (head, args, e) => (isClassifier(head) ? guarded(e, () => askClassifier(head.content, args, e)) : undefined),
  up: (call, position, e) => {
    const f = call.args[position];
    return position === 0 && isClassifier(f) ? informationOf(call, () => learntProperties(f.content), e) : undefined;
  },
  shown: (b) =>
    isClassifier(b) ? `ClassifierFunction[<${b.content.method}, ${b.content.labels.length} classes>]` : undefined,
  display: (b, sheet) => (isClassifier(b) ? propertyLines(b, learntProperties(b.content), sheet) : undefined),
  examples: {
    [`${CF}; f[{1.05, 3.2}]`]: '{"a", "b"}',
    [`${CF}; Round[f[2.05, "Probability" -> "a"], 0.01]`]: '0.51',
    [`${CF}; Keys[f[1.1, "Probabilities"]]`]: '{"a", "b"}',
    [`${CF}; Keys[f[2.08, "TopProbabilities" -> 2]]`]: '{"b", "a"}',
    [`${CF}; f[2.08, IndeterminateThreshold -> 0.9]`]: 'Indeterminate',
    [`${CF}; f[2.5, ClassPriors -> <|"a" -> 0.99, "b" -> 0.01|>]`]: '"a"',
    [`${CF}; Information[f, {"Method", "Classes", "ExampleNumber"}]`]: '{"LogisticRegression", {"a", "b"}, 6}',
    [`${CF}; ToExpression[ToString[f, InputForm]] === f`]: 'True',
    [`${CF}; f["red"]`]: ['$Failed', 'ClassifierFunction::feattype'],
    [`${CF}; f[1.1, "Colour"]`]: ['$Failed', 'ClassifierFunction::mlbprop'],
  },
});
