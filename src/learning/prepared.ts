/** Examples as a learner takes them: what options make of their features. */
import type { Expr } from '../expr/expr.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import type { OptionValues } from '../kernel/definitions/options.ts';
import type { Target } from '../numeric/learning/method.ts';
import { examplesWithOutputs } from './examples.ts';
import { optionExtractor } from './extraction.ts';
import { extracted } from './learner.ts';
import { type Reader, readerFor } from './reader.ts';

export interface Prepared {
  readonly inputs: readonly Expr[];
  readonly reader: Reader;
  readonly extractor: Expr | undefined;
}
/** Throws NetProblem. */
export function prepared(given: readonly Expr[], options: OptionValues, e: Evaluation): Prepared {
  const extractor = optionExtractor(options.get('FeatureExtractor'), given, e);
  const inputs = extracted(given, extractor, e);
  const reader = readerFor(inputs, { names: options.get('FeatureNames'), types: options.get('FeatureTypes') }, e);
  return { inputs, reader, extractor };
}

/** The examples of a ValidationSet, read as those that are learnt from; undefined where there are none. Throws NetProblem. */
export function heldOut(
  set: Expr | undefined,
  extractor: Expr | undefined,
  targetOf: (outputs: readonly Expr[]) => Target,
  e: Evaluation,
): { readonly inputs: readonly Expr[]; readonly target: Target } | undefined {
  if (set === undefined) return undefined;
  const { inputs, outputs } = examplesWithOutputs(set, 'TestData', e);
  return { inputs: extracted(inputs, extractor, e), target: targetOf(outputs) };
}
