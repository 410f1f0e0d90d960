/** Ports with more levels in front: what maps and folds share. */
import type { OperatorPort } from '../../model/operator.ts';
import { type Dim, type Shape, ShapeConflict, ShapeVariable, type Solver } from '../../model/shape.ts';

/** The port with levels of these lengths in front. */
export function lifted(inner: OperatorPort, lengths: readonly Dim[], solver: Solver): OperatorPort {
  const shape = new ShapeVariable();
  const n = lengths.length;
  solver.relate(() => {
    const own = inner.shape.shape;
    if (own !== undefined) shape.unify([...lengths, ...own]);
    const outer: Shape | undefined = shape.shape;
    if (outer === undefined) return;
    if (outer.length < n)
      throw new ShapeConflict(
        outer,
        lengths,
        n === 1 ? 'a number is no sequence to map over' : 'there are not so many levels to map over',
      );
    inner.shape.unify(outer.slice(n));
    new ShapeVariable(lengths).unify(outer.slice(0, n));
  });
  return { shape, index: inner.index };
}
