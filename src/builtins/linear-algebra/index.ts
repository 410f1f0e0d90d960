/** Vectors and matrices: products, solving, eigenvalues, decompositions, kinds of matrices. */
import type { Builtin } from '../builtin.ts';
import { decompositions } from './decompositions.ts';
import { determinants } from './determinants.ts';
import { dots } from './dot.ts';
import { eigensystems } from './eigensystems.ts';
import { making } from './making.ts';
import { norms } from './norms.ts';
import { powers } from './powers.ts';
import { ranks } from './ranks.ts';
import { solving } from './solving.ts';
import { tensors } from './tensors.ts';
import { matrixTests } from './tests.ts';

export const linearAlgebra: readonly Builtin[] = [
  ...dots,
  ...norms,
  ...making,
  ...solving,
  ...determinants,
  ...ranks,
  ...powers,
  ...eigensystems,
  ...decompositions,
  ...matrixTests,
  ...tensors,
];
