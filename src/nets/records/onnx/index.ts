/** The operators of ONNX that are read. A new one is a record in one of these tables. */
import { arithmeticOperators } from './arithmetic.ts';
import { attentionPatterns } from './attention.ts';
import { blockOperators } from './blocks.ts';
import { constantOperators } from './constants.ts';
import { elementwiseOperators } from './elementwise.ts';
import { gatherOperators } from './gather.ts';
import { joiningOperators } from './joining.ts';
import { linearOperators, linearPatterns } from './linear.ts';
import { normalizationOperators } from './normalization.ts';
import type { OperatorTable } from './operator.ts';
import { orderingOperators } from './ordering.ts';
import { paddingOperators } from './padding.ts';
import { partOperators } from './parts.ts';
import { quantizedOperators } from './quantized.ts';
import { recurrentOperators } from './recurrent.ts';
import { reductionOperators } from './reductions.ts';
import { resizeOperators } from './resize.ts';
import { shapeOperators } from './shapes.ts';
import { windowOperators } from './windows.ts';

export const operatorsRead: OperatorTable = {
  ...elementwiseOperators,
  ...arithmeticOperators,
  ...linearOperators,
  ...windowOperators,
  ...normalizationOperators,
  ...reductionOperators,
  ...recurrentOperators,
  ...resizeOperators,
  ...shapeOperators,
  ...constantOperators,
  ...partOperators,
  ...gatherOperators,
  ...joiningOperators,
  ...orderingOperators,
  ...paddingOperators,
  ...blockOperators,
  ...quantizedOperators,
};

/** What the patterns of several nodes become: no file has these names. */
export const patternOperators: OperatorTable = { ...linearPatterns, ...attentionPatterns };
