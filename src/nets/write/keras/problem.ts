/** What cannot be read of a Keras model: one refusal that names the layer. */
import { FormatError } from '../../../formats/format-error.ts';
import { NetProblem } from '../../model/problem.ts';
import { LocatedConflict, ShapeConflict, shapeText } from '../../model/shape.ts';

export const KERAS = 'Keras';

export function refuse(reason: string): never {
  throw new FormatError(KERAS, reason);
}

/** Runs what makes a layer; what is wrong with it is said of that layer. */
export function about<T>(layer: string, make: () => T): T {
  try {
    return make();
  } catch (x) {
    if (x instanceof FormatError)
      throw x.reason.includes(layer) ? x : new FormatError(x.format, `${layer}: ${x.reason}`, x.offset);
    const conflict = x instanceof LocatedConflict ? x.conflict : x instanceof ShapeConflict ? x : undefined;
    if (conflict !== undefined)
      return refuse(
        `${layer}: the shapes ${shapeText(conflict.left)} and ${shapeText(conflict.right)} do not go together`,
      );
    if (x instanceof NetProblem) return refuse(`${layer} makes no layer (${x.tag})`);
    throw x;
  }
}
