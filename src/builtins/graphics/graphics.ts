/** Graphics with its primitives, directives and options. */
import { type Expr, isCall, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { isRule, optionName } from '../../kernel/definitions/options.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { isGraphics } from './picture.ts';
import { GRAPHICS_OPTIONS } from './plot-options.ts';

export const Graphics = builtin('Graphics', {
  usage:
    'Graphics[primitives, options] represents a two-dimensional picture: Point, Line, Arrow, Rectangle, Polygon, Disk, Circle, Text, Raster, Inset, with directives such as Red, Thick, PointSize[0.02], Opacity[0.5], EdgeForm[Black] in lists.',
  options: { ...GRAPHICS_OPTIONS },
  examples: {
    'ImageDimensions[Rasterize[Graphics[{Red, Disk[]}, ImageSize -> 50]]]': '{50, 50}',
    'ImageDimensions[Rasterize[Graphics[Rectangle[{0, 0}, {2, 1}], ImageSize -> {60, 30}]]]': '{60, 30}',
    'ImageQ[Rasterize[Graphics[Blob[1]]]]': ['True', 'Rasterize::noprim'],
  },
});

/** Rules for options where both are given: the first wins, so new ones go before. */
export const Show = builtin('Show', {
  usage:
    'Show[graphics, options] gives graphics with other options.\nShow[g1, g2, ...] gives one picture with everything in g1, g2, ..., and the options of g1 first.',
  messages: { gcomb: 'Could not combine the graphics in `1`.' },
  evaluate(args, e) {
    const parts = args.flatMap((x) => (isCall(x, S.List) ? x.args : [x]));
    const pictures = parts.filter(isGraphics);
    const rules = parts.filter((x) => isRule(x));
    if (pictures.length === 0 || pictures.length + rules.length !== parts.length)
      return e.message('gcomb', normal(system('Show'), ...args));
    const all = [...rules, ...pictures.flatMap((g) => g.args.slice(1))];
    const seen = new Set<string>();
    const first = all.filter((rule) => {
      const name = isRule(rule) ? (optionName(rule.args[0]) ?? '') : '';
      const fresh = !seen.has(name);
      seen.add(name);
      return fresh;
    });
    const content =
      pictures.length === 1 ? pictures[0]!.args[0]! : normal(S.List, ...pictures.map((g) => asList(g.args[0]!)));
    return normal(Graphics.symbol, content, ...first);
  },
  examples: {
    'Show[Graphics[Disk[]], Graphics[Point[{0, 0}]]]': 'Graphics[{{Disk[]}, {Point[{0, 0}]}}]',
    'Show[Graphics[Disk[], Frame -> False], Frame -> True]': 'Graphics[Disk[], Frame -> True]',
    'Show[1, 2]': ['Show[1, 2]', 'Show::gcomb'],
  },
});

const asList = (x: Expr): Expr => (isCall(x, S.List) ? x : normal(S.List, x));

/** What each word of graphics does, with an example of its use. */
const WORDS: readonly (readonly [name: string, usage: string, example: string])[] = [
  ['Point', 'Point[{x, y}] is a graphics primitive for a point; Point[{p1, p2, ...}] for several.', 'Point[{0, 0}]'],
  ['Line', 'Line[{p1, p2, ...}] is a graphics primitive for a line through points.', 'Line[{{0, 0}, {1, 1}}]'],
  ['Arrow', 'Arrow[{p1, p2}] is a graphics primitive for an arrow from p1 to p2.', 'Arrow[{{0, 0}, {1, 1}}]'],
  [
    'Rectangle',
    'Rectangle[{x0, y0}, {x1, y1}] is a graphics primitive for a filled rectangle.',
    'Rectangle[{0, 0}, {2, 1}]',
  ],
  [
    'Polygon',
    'Polygon[{p1, p2, p3, ...}] is a graphics primitive for a filled polygon.',
    'Polygon[{{0, 0}, {1, 0}, {0, 1}}]',
  ],
  [
    'Triangle',
    'Triangle[{p1, p2, p3}] is a graphics primitive for a filled triangle.',
    'Triangle[{{0, 0}, {1, 0}, {0, 1}}]',
  ],
  [
    'Disk',
    'Disk[{x, y}, r] is a graphics primitive for a filled disk; Disk[c, {rx, ry}] for an ellipse, Disk[c, r, {a, b}] for a sector.',
    'Disk[{0, 0}, 2]',
  ],
  [
    'Circle',
    'Circle[{x, y}, r] is a graphics primitive for a circle; Circle[c, r, {a, b}] for an arc.',
    'Circle[{0, 0}, 2]',
  ],
  [
    'Text',
    'Text[expr, {x, y}] is a graphics primitive for expr as text at a point; Text[expr, p, {-1, 0}] puts its left middle there.',
    'Text["a", {1, 2}]',
  ],
  [
    'Raster',
    'Raster[array] is a graphics primitive for cells of gray values or colors, rows from the bottom; Raster[array, {p0, p1}, {min, max}] states corners and range.',
    'Raster[{{0, 1}, {1, 0}}]',
  ],
  [
    'Inset',
    'Inset[image, {x, y}, Automatic, width] is a graphics primitive for an image or graphics inside of a picture.',
    'Inset["a", {0, 0}]',
  ],
  [
    'GraphicsGroup',
    'GraphicsGroup[{...}] is a graphics primitive for several primitives together.',
    'GraphicsGroup[{Disk[]}]',
  ],
  ['Directive', 'Directive[d1, d2, ...] is several directives as one.', 'Directive[Bold, 3]'],
  [
    'Thickness',
    'Thickness[r] is a directive for lines of thickness r times the width of the picture.',
    'Thickness[0.01]',
  ],
  ['AbsoluteThickness', 'AbsoluteThickness[d] is a directive for lines of d points.', 'AbsoluteThickness[2]'],
  [
    'PointSize',
    'PointSize[d] is a directive for points of a diameter of d times the width of the picture.',
    'PointSize[0.02]',
  ],
  [
    'AbsolutePointSize',
    'AbsolutePointSize[d] is a directive for points of a diameter of d points.',
    'AbsolutePointSize[5]',
  ],
  [
    'Opacity',
    'Opacity[a] is a directive for opacity a from 0 to 1; Opacity[a, color] sets the color as well.',
    'Opacity[0.5]',
  ],
  [
    'Dashing',
    'Dashing[{r1, r2, ...}] is a directive for dashed lines with segments as parts of the width.',
    'Dashing[{0.02, 0.01}]',
  ],
  [
    'AbsoluteDashing',
    'AbsoluteDashing[{d1, d2, ...}] is a directive for dashed lines with segments in points.',
    'AbsoluteDashing[{4, 2}]',
  ],
  [
    'EdgeForm',
    'EdgeForm[directives] is a directive for the border of filled primitives; EdgeForm[None] draws none.',
    'EdgeForm[None]',
  ],
  [
    'FaceForm',
    'FaceForm[color] is a directive for the inside of filled primitives; FaceForm[None] leaves it empty.',
    'FaceForm[None]',
  ],
  ['Thick', 'Thick is a directive for thick lines.', '{Thick}'],
  ['Thin', 'Thin is a directive for thin lines.', '{Thin}'],
  ['Dashed', 'Dashed is a directive for dashed lines.', '{Dashed}'],
  ['Dotted', 'Dotted is a directive for dotted lines.', '{Dotted}'],
  ['DotDashed', 'DotDashed is a directive for lines of dots and dashes.', '{DotDashed}'],
  [
    'Scaled',
    'Scaled[s] stands for s times a whole: the width of a picture, the number of examples, the size of an image.',
    'Scaled[0.1]',
  ],
  [
    'AspectRatio',
    'AspectRatio is an option of graphics: height / width, or Automatic for that of the coordinates.',
    '{AspectRatio}',
  ],
  ['Axes', 'Axes is an option of graphics: True, False or {x, y}.', '{Axes}'],
  ['AxesLabel', 'AxesLabel is an option of graphics: {x label, y label}.', '{AxesLabel}'],
  ['AxesOrigin', 'AxesOrigin is an option of graphics: the point {x, y} where the axes cross.', '{AxesOrigin}'],
  ['BaseStyle', 'BaseStyle is an option of graphics for the style of all text.', '{BaseStyle}'],
  ['Epilog', 'Epilog is an option of graphics for primitives drawn over everything else.', '{Epilog}'],
  ['Prolog', 'Prolog is an option of graphics for primitives drawn before everything else.', '{Prolog}'],
  ['Frame', 'Frame is an option of graphics: True draws a frame.', '{Frame}'],
  [
    'FrameLabel',
    'FrameLabel is an option of graphics: {bottom, left} or {{left, right}, {bottom, top}}.',
    '{FrameLabel}',
  ],
  [
    'FrameTicks',
    'FrameTicks is an option of graphics: Automatic, None, All, lists of numbers or of {number, label}, for {x, y} or {{left, right}, {bottom, top}}.',
    '{FrameTicks}',
  ],
  ['GridLines', 'GridLines is an option of graphics: Automatic or lists of numbers for {x, y}.', '{GridLines}'],
  ['LabelStyle', 'LabelStyle is an option of graphics for the style of labels and ticks.', '{LabelStyle}'],
  ['PlotLabel', 'PlotLabel is an option of graphics for a title.', '{PlotLabel}'],
  ['PlotRange', 'PlotRange is an option of graphics: All, {{x0, x1}, {y0, y1}} or {y0, y1}.', '{PlotRange}'],
  [
    'PlotRangeClipping',
    'PlotRangeClipping is an option of graphics: True cuts off what lies outside of the range.',
    '{PlotRangeClipping}',
  ],
  [
    'PlotRangePadding',
    'PlotRangePadding is an option of graphics: None or Scaled[s] free space around the contents.',
    '{PlotRangePadding}',
  ],
  [
    'Ticks',
    'Ticks is an option of graphics: Automatic, None, lists of numbers or of {number, label}, for {x, y}.',
    '{Ticks}',
  ],
];

const words: readonly Builtin[] = WORDS.map(([name, usage, example]) =>
  builtin(name, { usage, examples: { [example]: example } }),
);

export const graphicsRecords: readonly Builtin[] = [Graphics, Show, ...words];
