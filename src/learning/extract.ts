/** FeatureExtract, FeatureExtraction and FeatureExtractorFunction. */

import { type Builtin, builtin } from '../builtins/builtin.ts';
import { list } from '../builtins/values/sequences.ts';
import { str } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import { guarded } from '../nets/model/problem.ts';
import { askedInputs } from './classifier.ts';
import { examplesAlone } from './examples.ts';
import { extractAll, extractorBox, extractorFor, extractorFrom, isExtractor, stepNames } from './extraction.ts';
import { informationOf } from './information.ts';
import { reductionMessages } from './messages.ts';

export const FeatureExtraction: Builtin = builtin('FeatureExtraction', {
  usage: `FeatureExtraction[{example1, example2, ...}] gives a FeatureExtractorFunction that makes vectors of numbers of examples: numbers in units of their deviation, a one for each name, words by how much they tell.
FeatureExtraction[examples, extractor] takes "StandardizedVector", "NumericVector", "IndicatorVector", "TFIDF", "DimensionReducedVector", "MissingImputed", a function, or a list of these, one after another.`,
  arity: [1, 2],
  packed: true,
  messages: reductionMessages,
  evaluate: ([data, spec], e) =>
    guarded(e, () => extractorBox(extractorFor(spec ?? S.Automatic, examplesAlone(data!, e), e))),
  examples: {
    'Round[FeatureExtraction[{{1, "a"}, {3, "b"}}][{2, "b"}], 0.1]': '{0., 0., 1.}',
    'FeatureExtraction[{1, 2, 3}, "Spectrum"]': ['$Failed', 'FeatureExtraction::extractor'],
  },
});

export const FeatureExtract: Builtin = builtin('FeatureExtract', {
  usage: `FeatureExtract[{example1, example2, ...}] gives vectors of numbers for the examples, by an extractor that has learnt from them.
FeatureExtract[examples, extractor] takes what FeatureExtraction takes.`,
  arity: [1, 2],
  packed: true,
  messages: reductionMessages,
  evaluate: ([data, spec], e) =>
    guarded(e, () => {
      const inputs = examplesAlone(data!, e);
      return list(extractAll(extractorFor(spec ?? S.Automatic, inputs, e), inputs, e));
    }),
  examples: {
    'FeatureExtract[{{1, "a"}, {3, "b"}}]': '{{-1., 1., 0.}, {1., 0., 1.}}',
    'FeatureExtract[{"red", "blue", "red"}, "IndicatorVector"]': '{{0., 1.}, {1., 0.}, {0., 1.}}',
    'FeatureExtract[{{1, 4}, {Missing[], 2}, {3, 6}}, "MissingImputed"]': '{{1, 4}, {2., 2}, {3, 6}}',
    'FeatureExtract[{1, 3}, {#^2 &, "StandardizedVector"}]': '{{-1.}, {1.}}',
    'FeatureExtract[5]': ['$Failed', 'FeatureExtract::mlbexs'],
  },
});

export const FeatureExtractorFunction: Builtin = builtin('FeatureExtractorFunction', {
  usage: `FeatureExtractorFunction[...] represents a function that makes features of examples, as FeatureExtraction gives it.
FeatureExtractorFunction[...][example] gives the features of an example, or those of a list of examples.`,
  messages: reductionMessages,
  packed: true,
  evaluate: (args, e) => {
    const found = args.length === 1 ? extractorFrom(args[0]!) : undefined;
    return found === undefined ? e.message('damaged', list(args)) : extractorBox(found);
  },
  apply: (head, args, e) =>
    isExtractor(head) && args.length === 1
      ? guarded(e, () => {
          const first = head.content.steps[0];
          const reader = first === undefined || 'f' in first ? undefined : first.reader;
          const { inputs, many } =
            reader === undefined
              ? { inputs: [args[0]!], many: false }
              : askedInputs({ reader, extractor: undefined }, args[0]!, e);
          const out = extractAll(head.content, inputs, e);
          return many ? list(out) : out[0];
        })
      : undefined,
  up: (call, position, e) => {
    const f = call.args[position];
    if (position !== 0 || !isExtractor(f)) return undefined;
    return informationOf(call, () => [['Steps', list(stepNames(f.content).map((n) => str(n)))]], e);
  },
  shown: (b) => (isExtractor(b) ? `FeatureExtractorFunction[<${stepNames(b.content).join(', ')}>]` : undefined),
  examples: {
    'f = FeatureExtraction[{2, 4, 6}]; Round[f[{4, 8}], 0.001]': '{{0.}, {2.449}}',
    'f = FeatureExtraction[{2, 4, 6}, "DimensionReducedVector"]; Information[f, "Steps"]': '{"DimensionReducedVector"}',
    'FeatureExtraction[{2, 4, 6}]["x"]': ['$Failed', 'FeatureExtractorFunction::feattype'],
  },
});
