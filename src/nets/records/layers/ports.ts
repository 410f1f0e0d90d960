/** Ways of describing ports that many layers share. */

import type { Describe, Ports } from '../../model/layer.ts';
import { type Shape, ShapeConflict, type ShapeVariable, type Solver } from '../../model/shape.ts';

/** One input and one output of the same shape. */
export function sameShape(d: Describe): Ports {
  const shape = d.shape();
  return { inputs: { Input: { shape } }, outputs: { Output: { shape } } };
}

/** Calls `run` with the shape once its rank is known. */
export function whenKnown(solver: Solver, v: ShapeVariable, run: (shape: Shape) => void): void {
  solver.relate(() => {
    const s = v.shape;
    if (s !== undefined) run(s);
  });
}

/** A level counted from 1, or from the end when negative, as an index from 0; throws ShapeConflict. */
export function levelIndex(level: number, shape: Shape): number {
  const i = level > 0 ? level - 1 : shape.length + level;
  if (level === 0 || i < 0 || i >= shape.length) throw new ShapeConflict(shape, shape, `there is no level ${level}`);
  return i;
}
