/** The net operators there are. A new one is a file here and a name in this list. */
import type { Operator } from '../../model/operator.ts';
import { NetBidirectionalOperator } from './bidirectional.ts';
import { NetFoldOperator } from './fold.ts';
import { FunctionLayer } from './function-layer.ts';
import { NetGANOperator } from './gan.ts';
import { NetMapOperator } from './map.ts';
import { NetMapThreadOperator } from './map-thread.ts';
import { NetNestOperator } from './nest.ts';
import { NetPairEmbeddingOperator } from './pair-embedding.ts';

export const operators: readonly Operator[] = [
  FunctionLayer,
  NetMapOperator,
  NetMapThreadOperator,
  NetFoldOperator,
  NetGANOperator,
  NetNestOperator,
  NetBidirectionalOperator,
  NetPairEmbeddingOperator,
];
