/** What the record of a layer says of its arrays. */
import { noExtraPorts } from './extra-ports.ts';
import type { ArrayType } from './layer.ts';
import type { ArrayPlace } from './net.ts';
import { Dim, ShapeVariable, Solver } from './shape.ts';

export function arrayTypeOf({ layer, name }: Pick<ArrayPlace, 'layer' | 'name'>): ArrayType {
  const ports = layer.definition.ports(layer.parameters, {
    solver: new Solver(),
    inputNames: layer.inputNames,
    extra: layer.extra ?? noExtraPorts,
    dim: (n) => new Dim(n),
    shape: (s) => new ShapeVariable(s),
  });
  return ports.arrays![name]!;
}
