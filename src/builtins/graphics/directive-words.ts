/** How the primitives after it are drawn; drawing-directives.ts does it. */
import { type Builtin, builtin } from '../builtin.ts';

export const directiveWords: readonly Builtin[] = [
  builtin('Directive', {
    usage: 'Directive[d1, d2, ...] is several directives as one.',
    examples: {
      'StringContainsQ[ExportString[Graphics[{Directive[Red, Opacity[0.5]], Disk[]}], "SVG"], "fill=\\"#ff0000\\" fill-opacity=\\"0.5\\""]':
        'True',
    },
  }),
  builtin('Thickness', {
    usage: 'Thickness[r] is a directive for lines of thickness r times the width of the picture.',
    examples: {
      'StringCases[ExportString[Graphics[{Thickness[0.1], Circle[]}, ImageSize -> 100], "SVG"], "stroke-width=\\"10\\""]':
        '{"stroke-width=\\"10\\""}',
    },
  }),
  builtin('AbsoluteThickness', {
    usage: 'AbsoluteThickness[d] is a directive for lines of d points.',
    examples: {
      'StringCases[ExportString[Graphics[{AbsoluteThickness[2], Circle[]}], "SVG"], "stroke-width=\\"2\\""]':
        '{"stroke-width=\\"2\\""}',
    },
  }),
  builtin('PointSize', {
    usage: 'PointSize[d] is a directive for points of a diameter of d times the width of the picture.',
    examples: {
      'StringCases[ExportString[Graphics[{PointSize[0.1], Point[{0, 0}]}, ImageSize -> 100], "SVG"], "rx=\\"5\\""]':
        '{"rx=\\"5\\""}',
    },
  }),
  builtin('AbsolutePointSize', {
    usage: 'AbsolutePointSize[d] is a directive for points of a diameter of d points.',
    examples: {
      'StringCases[ExportString[Graphics[{AbsolutePointSize[6], Point[{0, 0}]}], "SVG"], "rx=\\"3\\""]':
        '{"rx=\\"3\\""}',
    },
  }),
  builtin('Opacity', {
    usage: 'Opacity[a] is a directive for opacity a from 0 to 1; Opacity[a, color] sets the color as well.',
    examples: {
      'StringCases[ExportString[Graphics[{Opacity[0.5, Blue], Disk[]}], "SVG"], "fill=\\"#0000ff\\" fill-opacity=\\"0.5\\""]':
        '{"fill=\\"#0000ff\\" fill-opacity=\\"0.5\\""}',
    },
  }),
  builtin('Dashing', {
    usage: 'Dashing[{r1, r2, ...}] is a directive for dashed lines with segments as parts of the width.',
    examples: {
      'StringCases[ExportString[Graphics[{Dashing[{0.2, 0.1}], Circle[]}, ImageSize -> 100], "SVG"], "stroke-dasharray=\\"20 10\\""]':
        '{"stroke-dasharray=\\"20 10\\""}',
    },
  }),
  builtin('AbsoluteDashing', {
    usage: 'AbsoluteDashing[{d1, d2, ...}] is a directive for dashed lines with segments in points.',
    examples: {
      'StringCases[ExportString[Graphics[{AbsoluteDashing[{4, 2}], Circle[]}], "SVG"], "stroke-dasharray=\\"4 2\\""]':
        '{"stroke-dasharray=\\"4 2\\""}',
    },
  }),
  builtin('EdgeForm', {
    usage: 'EdgeForm[directives] is a directive for the border of filled primitives; EdgeForm[None] draws none.',
    examples: {
      'StringCases[ExportString[Graphics[{EdgeForm[Red], Disk[]}], "SVG"], "stroke=\\"#ff0000\\""]':
        '{"stroke=\\"#ff0000\\""}',
    },
  }),
  builtin('FaceForm', {
    usage: 'FaceForm[color] is a directive for the inside of filled primitives; FaceForm[None] leaves it empty.',
    examples: {
      'StringCases[ExportString[Graphics[{FaceForm[Red], Disk[]}], "SVG"], "fill=\\"#ff0000\\""]':
        '{"fill=\\"#ff0000\\""}',
    },
  }),
  builtin('Thick', {
    usage: 'Thick is a directive for thick lines.',
    examples: {
      'StringCases[ExportString[Graphics[{Thick, Circle[]}], "SVG"], RegularExpression["stroke-width=\\"[^\\"]*\\""]]':
        '{"stroke-width=\\"2.4\\""}',
    },
  }),
  builtin('Thin', {
    usage: 'Thin is a directive for thin lines.',
    examples: {
      'StringCases[ExportString[Graphics[{Thin, Circle[]}], "SVG"], RegularExpression["stroke-width=\\"[^\\"]*\\""]]':
        '{"stroke-width=\\"0.5\\""}',
    },
  }),
  builtin('Dashed', {
    usage: 'Dashed is a directive for dashed lines.',
    examples: { 'StringContainsQ[ExportString[Graphics[{Dashed, Circle[]}], "SVG"], "stroke-dasharray"]': 'True' },
  }),
  builtin('Dotted', {
    usage: 'Dotted is a directive for dotted lines.',
    examples: { 'StringContainsQ[ExportString[Graphics[{Dotted, Circle[]}], "SVG"], "stroke-dasharray"]': 'True' },
  }),
  builtin('DotDashed', {
    usage: 'DotDashed is a directive for lines of dots and dashes.',
    examples: {
      'StringCases[ExportString[Graphics[{DotDashed, Circle[]}], "SVG"], RegularExpression["stroke-dasharray=\\"\\\\d+(?:\\\\.\\\\d+)?( \\\\d+(?:\\\\.\\\\d+)?){3}\\""]] // Length':
        '1',
    },
  }),
];
