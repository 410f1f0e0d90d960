/** What a picture consists of; primitives.ts draws it. */
import { type Builtin, builtin } from '../builtin.ts';

export const primitiveWords: readonly Builtin[] = [
  builtin('Point', {
    usage: 'Point[{x, y}] is a graphics primitive for a point; Point[{p1, p2, ...}] for several.',
    examples: { 'StringCount[ExportString[Graphics[Point[{{0, 0}, {1, 1}}]], "SVG"], "<ellipse"]': '2' },
  }),
  builtin('Line', {
    usage: 'Line[{p1, p2, ...}] is a graphics primitive for a line through points.',
    examples: { 'StringCount[ExportString[Graphics[Line[{{0, 0}, {1, 1}}]], "SVG"], "<path"]': '1' },
  }),
  builtin('Arrow', {
    usage: 'Arrow[{p1, p2}] is a graphics primitive for an arrow from p1 to p2.',
    examples: { 'StringCount[ExportString[Graphics[Arrow[{{0, 0}, {1, 1}}]], "SVG"], "<path"]': '2' },
  }),
  builtin('Rectangle', {
    usage: 'Rectangle[{x0, y0}, {x1, y1}] is a graphics primitive for a filled rectangle.',
    examples: { 'ImageDimensions[Rasterize[Graphics[Rectangle[{0, 0}, {2, 1}], ImageSize -> 100]]]': '{100, 52}' },
  }),
  builtin('Polygon', {
    usage: 'Polygon[{p1, p2, p3, ...}] is a graphics primitive for a filled polygon.',
    examples: {
      'StringCount[ExportString[Graphics[Polygon[{{0, 0}, {1, 0}, {0, 1}}]], "SVG"], "Z\\" fill=\\"#000000\\""]': '1',
    },
  }),
  builtin('Triangle', {
    usage: 'Triangle[{p1, p2, p3}] is a graphics primitive for a filled triangle.',
    examples: {
      'ExportString[Graphics[Triangle[{{0, 0}, {1, 0}, {0, 1}}]], "SVG"] === ExportString[Graphics[Polygon[{{0, 0}, {1, 0}, {0, 1}}]], "SVG"]':
        'True',
    },
  }),
  builtin('Disk', {
    usage:
      'Disk[{x, y}, r] is a graphics primitive for a filled disk; Disk[c, {rx, ry}] for an ellipse, Disk[c, r, {a, b}] for a sector.',
    examples: { 'StringCount[ExportString[Graphics[{Disk[], Disk[{3, 0}, {1, 1/2}]}], "SVG"], "<ellipse"]': '2' },
  }),
  builtin('Circle', {
    usage: 'Circle[{x, y}, r] is a graphics primitive for a circle; Circle[c, r, {a, b}] for an arc.',
    examples: {
      'StringContainsQ[ExportString[Graphics[Circle[{0, 0}, 2]], "SVG"], "fill=\\"none\\" stroke=\\"#000000\\""]':
        'True',
    },
  }),
  builtin('Text', {
    usage:
      'Text[expr, {x, y}] is a graphics primitive for expr as text at a point; Text[expr, p, {-1, 0}] puts its left middle there.',
    examples: { 'StringContainsQ[ExportString[Graphics[Text["name", {1, 2}]], "SVG"], ">name<"]': 'True' },
  }),
  builtin('Raster', {
    usage:
      'Raster[array] is a graphics primitive for cells of gray values or colors, rows from the bottom; Raster[array, {p0, p1}, {min, max}] states corners and range.',
    examples: { 'StringContainsQ[ExportString[Graphics[Raster[{{0, 1}, {1, 0}}]], "SVG"], "<image"]': 'True' },
  }),
  builtin('Inset', {
    usage:
      'Inset[image, {x, y}, Automatic, width] is a graphics primitive for an image or graphics inside of a picture.',
    examples: { 'StringContainsQ[ExportString[Graphics[Inset["name", {0, 0}]], "SVG"], ">name<"]': 'True' },
  }),
  builtin('FilledCurve', {
    usage:
      'FilledCurve[{{Line[{p1, p2, ...}]}, {Line[{q1, q2, ...}]}, ...}] is a graphics primitive for the inside of closed curves; those that turn the other way are holes.',
    examples: {
      'StringCount[ExportString[Graphics[FilledCurve[{{Line[{{0, 0}, {3, 0}, {0, 3}}]}, {Line[{{1, 1}, {0, 1}, {1, 0}}]}}]], "SVG"], "<path"]':
        '1',
    },
  }),
  builtin('GraphicsGroup', {
    usage: 'GraphicsGroup[{...}] is a graphics primitive for several primitives together.',
    examples: { 'StringCount[ExportString[Graphics[GraphicsGroup[{Disk[], Disk[{3, 0}]}]], "SVG"], "<ellipse"]': '2' },
  }),
  builtin('Sphere', {
    usage: 'Sphere[{x, y, z}, r] is a primitive of Graphics3D for a sphere.',
    examples: {
      'StringContainsQ[ExportString[Graphics3D[Sphere[{0, 0, 0}, 2], Boxed -> False], "SVG"], "<path"]': 'True',
    },
  }),
  builtin('Ball', {
    usage: 'Ball[{x, y, z}, r] is a primitive of Graphics3D for a ball.',
    examples: { 'StringContainsQ[ExportString[Graphics3D[Ball[], Boxed -> False], "SVG"], "<path"]': 'True' },
  }),
  builtin('Cuboid', {
    usage: 'Cuboid[{x0, y0, z0}, {x1, y1, z1}] is a primitive of Graphics3D for a box; Cuboid[p] is a unit cube.',
    examples: {
      'StringContainsQ[ExportString[Graphics3D[Cuboid[{0, 0, 0}, {1, 2, 3}], Boxed -> False], "SVG"], "<path"]': 'True',
    },
  }),
  builtin('Cylinder', {
    usage: 'Cylinder[{{x0, y0, z0}, {x1, y1, z1}}, r] is a primitive of Graphics3D for a cylinder between two points.',
    examples: {
      'StringContainsQ[ExportString[Graphics3D[Cylinder[{{0, 0, 0}, {1, 0, 0}}, 1/2], Boxed -> False], "SVG"], "<path"]':
        'True',
    },
  }),
  builtin('Cone', {
    usage:
      'Cone[{{x0, y0, z0}, {x1, y1, z1}}, r] is a primitive of Graphics3D for a cone with its tip at the second point.',
    examples: { 'StringContainsQ[ExportString[Graphics3D[Cone[], Boxed -> False], "SVG"], "<path"]': 'True' },
  }),
  builtin('Tube', {
    usage: 'Tube[{p1, p2, ...}] is a primitive of Graphics3D for a thick curve; it is drawn as a line.',
    examples: {
      'StringContainsQ[ExportString[Graphics3D[Tube[{{0, 0, 0}, {1, 1, 1}}], Boxed -> False], "SVG"], "<path"]': 'True',
    },
  }),
  builtin('GraphicsComplex', {
    usage:
      'GraphicsComplex[{p1, p2, ...}, primitives] stands for primitives of Graphics3D whose points are positions in a list.',
    examples: {
      'StringContainsQ[ExportString[Graphics3D[GraphicsComplex[{{0, 0, 0}, {1, 0, 0}, {0, 1, 1}}, Polygon[{1, 2, 3}]], Boxed -> False], "SVG"], "<path"]':
        'True',
    },
  }),
];
