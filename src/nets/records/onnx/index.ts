/** The operators of ONNX that are read. A new one is a record in one of these tables. */
import { arithmeticOperators } from './arithmetic.ts';
import { attentionOperators } from './attention.ts';
import { blockOperators } from './blocks.ts';
import { constantOperators } from './constants.ts';
import { elementwiseOperators } from './elementwise.ts';
import { joiningOperators } from './joining.ts';
import { linearOperators } from './linear.ts';
import { normalizationOperators } from './normalization.ts';
import type { OperatorTable } from './operator.ts';
import { orderingOperators } from './ordering.ts';
import { paddingOperators } from './padding.ts';
import { partOperators } from './parts.ts';
import { quantizedOperators } from './quantized.ts';
import { recurrentOperators } from './recurrent.ts';
import { resizeOperators } from './resize.ts';
import { shapeOperators } from './shapes.ts';
import { windowOperators } from './windows.ts';

export const operatorsRead: OperatorTable = {
  ...elementwiseOperators,
  ...arithmeticOperators,
  ...linearOperators,
  ...windowOperators,
  ...normalizationOperators,
  ...recurrentOperators,
  ...resizeOperators,
  ...shapeOperators,
  ...constantOperators,
  ...partOperators,
  ...joiningOperators,
  ...orderingOperators,
  ...paddingOperators,
  ...blockOperators,
  ...quantizedOperators,
  ...attentionOperators,
};
