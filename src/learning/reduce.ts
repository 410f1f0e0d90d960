/** DimensionReduce, DimensionReduction, FeatureExtract, FeatureExtraction and the functions that they give; PrincipalComponents, TrainTestSplit. */

import { type Builtin, builtin } from '../builtins/builtin.ts';
import { list } from '../builtins/values/sequences.ts';
import { Kind, str } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import { guarded } from '../nets/model/problem.ts';
import { isReducer, reducedVectors, reducerBox, reducerFor, reducerFrom } from './dimension.ts';
import { examplesAlone } from './examples.ts';
import { informationOf, propertyLines } from './information.ts';
import { reductionMessages } from './messages.ts';
import { reductionMethods } from './names.ts';
import { askReducer, principalComponents, reducerProperties, vectors } from './reducing.ts';

const reductionOptions = {
  FeatureExtractor: 'Automatic',
  FeatureNames: 'Automatic',
  FeatureTypes: 'Automatic',
  Method: 'Automatic',
};
const METHODS = `Methods are ${reductionMethods.map((m) => `"${m}"`).join(', ')}.`;

export const DimensionReduce: Builtin = builtin('DimensionReduce', {
  usage: `DimensionReduce[{example1, example2, ...}, n] gives vectors of n numbers for the examples, so that what is far or near stays so.
DimensionReduce[examples] takes as many dimensions as hold nine tenths of the variance.
${METHODS}`,
  arity: [1, 2],
  packed: true,
  options: reductionOptions,
  messages: reductionMessages,
  evaluate: ([data, count], e, options) =>
    guarded(e, () => vectors(reducedVectors(examplesAlone(data!, e), count, options, e))),
  examples: {
    'Round[DimensionReduce[{{1, 2}, {2, 4}, {3, 6}}, 1], 0.001]': '{{-1.732}, {0.}, {1.732}}',
    'Dimensions[DimensionReduce[{{1, 2, 3, 1}, {2, 4, 1, 0}, {3, 6, 2, 5}, {2, 2, 2, 2}, {4, 4, 1, 1}}, 2, Method -> "TSNE"]]':
      '{5, 2}',
    'Round[DimensionReduce[{{0, 0}, {3, 4}}, 1, Method -> "MultidimensionalScaling"], 0.001]': '{{1.414}, {-1.414}}',
    'DimensionReduce[{{1, 2}, {3, 4}}, 3]': ['$Failed', 'DimensionReduce::manydims'],
    'DimensionReduce[{{1, 2}, {3, 4}}, 1, Method -> "Hash"]': ['$Failed', 'DimensionReduce::mlbmethod'],
  },
});

export const DimensionReduction: Builtin = builtin('DimensionReduction', {
  usage: `DimensionReduction[{example1, example2, ...}, n] gives a DimensionReducerFunction that makes vectors of n numbers of examples.
DimensionReduction[examples] takes as many dimensions as hold nine tenths of the variance.
Methods are "PrincipalComponentsAnalysis", "Linear", "LatentSemanticAnalysis".`,
  arity: [1, 2],
  packed: true,
  options: reductionOptions,
  messages: reductionMessages,
  evaluate: ([data, count], e, options) =>
    guarded(e, () => reducerBox(reducerFor(examplesAlone(data!, e), count, options, e))),
  examples: {
    'Round[DimensionReduction[{{1, 2}, {2, 4}, {3, 6}}, 1][{2, 4}], 0.001]': '{0.}',
    'DimensionReduction[{{1, 2}, {2, 4}, {3, 6}}, 1, Method -> "TSNE"]': ['$Failed', 'DimensionReduction::placing'],
  },
});

const REDUCER = 'r = DimensionReduction[{{1, 2}, {2, 4}, {3, 6}, {5, 10}}, 1]';

export const DimensionReducerFunction: Builtin = builtin('DimensionReducerFunction', {
  usage: `DimensionReducerFunction[...] represents a function that makes vectors of few numbers of examples, as DimensionReduction gives it.
DimensionReducerFunction[...][example] gives the reduced vector, or those of a list of examples.
DimensionReducerFunction[...][vector, "OriginalVectors"] goes back, [example, "ReconstructionErrors"] tells how much is lost.`,
  messages: reductionMessages,
  packed: true,
  evaluate: (args, e) => {
    const found = args.length === 1 ? reducerFrom(args[0]!) : undefined;
    return found === undefined ? e.message('damaged', list(args)) : reducerBox(found);
  },
  apply: (head, args, e) => (isReducer(head) ? guarded(e, () => askReducer(head.content, args, e)) : undefined),
  up: (call, position, e) => {
    const f = call.args[position];
    return position === 0 && isReducer(f) ? informationOf(call, () => reducerProperties(f.content), e) : undefined;
  },
  shown: (b) =>
    isReducer(b)
      ? `DimensionReducerFunction[<${b.content.method}, ${b.content.projection.dimensions} dimensions>]`
      : undefined,
  display: (b, sheet) => (isReducer(b) ? propertyLines(b, reducerProperties(b.content), sheet) : undefined),
  examples: {
    [`${REDUCER}; Round[r[r[{4, 8}], "OriginalVectors"], 0.001]`]: '{4., 8.}',
    [`${REDUCER}; r[{4, 8}, "ReconstructionErrors"] < 10^-9`]: 'True',
    [`${REDUCER}; Information[r, "OutputDimension"]`]: '1',
    [`${REDUCER}; r[{1, 2, 3}]`]: ['$Failed', 'DimensionReducerFunction::featlen'],
  },
});

export const PrincipalComponents: Builtin = builtin('PrincipalComponents', {
  usage: `PrincipalComponents[matrix] gives the rows of matrix in coordinates along their principal axes, the largest variance first.
PrincipalComponents[matrix, Method -> "Correlation"] takes columns in units of their standard deviation.`,
  arity: 1,
  packed: true,
  options: { Method: 'Automatic' },
  messages: { ...reductionMessages, prmat: '`1` is no matrix of at least two rows of numbers.' },
  evaluate: ([data], e, options) => {
    const method = options.get('Method');
    const name = method.kind === Kind.String ? method.value : method === S.Automatic ? 'Covariance' : '';
    if (name !== 'Covariance' && name !== 'Correlation')
      return e.message('badpar', method, str('Method'), str('Automatic, "Covariance", "Correlation"'));
    return principalComponents(data!, name === 'Correlation') ?? e.message('prmat', data!);
  },
  examples: {
    'Round[PrincipalComponents[{{1, 2}, {2, 4}, {3, 6}}], 0.001]': '{{-2.236, 0.}, {0., 0.}, {2.236, 0.}}',
    'PrincipalComponents[{1, 2}]': ['PrincipalComponents[{1, 2}]', 'PrincipalComponents::prmat'],
  },
});
