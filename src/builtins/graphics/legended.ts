/** Legends beside pictures: Legended with LineLegend, PointLegend, SwatchLegend, BarLegend as one picture. */

import { type Expr, isCall, Kind, type Normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { colormap } from '../../render/pixels/colormap.ts';
import { niceTicks } from '../../render/plots/ticks.ts';
import { rgbColor } from '../values/color-value.ts';
import { realsOf } from '../values/real-arguments.ts';
import { listItems } from '../values/sequences.ts';
import { call, graphics, list, number, point, rule } from './build.ts';

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** A legend in pixels; `draw` puts its lower left corner somewhere. */
interface Drawn extends PixelSize {
  readonly draw: (x: number, y: number) => readonly Expr[];
}

export const LegendedSymbol = system('Legended');
const Placed = system('Placed');
const LINE = 20;
const MARK = 24;
const GAP = 8;
/** Width of a letter, roughly: room for a label. */
const LETTER = 6.6;

const roomFor = (label: Expr): number => LETTER * Math.min(40, label.kind === Kind.String ? label.value.length : 12);
const GRAY = call('GrayLevel', number(0.2));
const textAt = (label: Expr, x: number, y: number): Expr =>
  list(GRAY, call('Text', label, point(x, y), list(number(-1), number(0))));

/** What stands before a label, with its left middle at a point. */
type Mark = (style: readonly Expr[], x: number, y: number) => Expr;
const MARKS: ReadonlyMap<Expr, Mark> = new Map(
  Object.entries({
    LineLegend: (style, x, y) =>
      list(call('AbsoluteThickness', number(2)), ...style, call('Line', list(point(x, y), point(x + MARK, y)))),
    PointLegend: (style, x, y) =>
      list(call('AbsolutePointSize', number(6)), ...style, call('Point', point(x + MARK / 2, y))),
    SwatchLegend: (style, x, y) => list(...style, call('Rectangle', point(x + 6, y - 6), point(x + MARK - 6, y + 6))),
  } satisfies Record<string, Mark>).map(([name, mark]) => [system(name), mark]),
);

const directivesOf = (x: Expr): readonly Expr[] => (isCall(x, S.List) || isCall(x, system('Directive')) ? x.args : [x]);

/** Head[{style1, style2, ...}, {label1, label2, ...}] */
function entries(legend: Normal, mark: Mark): Drawn | undefined {
  const [first, second] = legend.args.filter((a) => !isRule(a));
  const [styles, labels] = [first && listItems(first), second && listItems(second)];
  if (!styles?.length || labels === undefined) return undefined;
  const height = LINE * labels.length;
  return {
    height,
    width: MARK + 6 + Math.max(0, ...labels.map(roomFor)),
    draw: (x, y) =>
      labels.flatMap((label, k) => {
        const middle = y + height - LINE * (k + 0.5);
        return [mark(directivesOf(styles[k % styles.length]!), x, middle), textAt(label, x + MARK + 6, middle)];
      }),
  };
}

const BAR = { width: 14, height: 160, steps: 40, room: 60 } as const;

/** BarLegend[{scheme, {min, max}}]: a bar of all colors with ticks. */
function bar(legend: Normal): Drawn | undefined {
  const spec = legend.args[0] && listItems(legend.args[0]);
  const name = spec?.[0] ?? legend.args[0];
  const [low, high] = (spec?.[1] && realsOf(spec[1], 2)) ?? [0, 1];
  const colors = colormap(name?.kind === Kind.String ? name.value : 'SunsetColors');
  if (colors === undefined || !(high! > low!)) return undefined;
  const step = BAR.height / BAR.steps;
  return {
    height: BAR.height,
    width: BAR.room,
    draw: (x, y) => [
      ...Array.from({ length: BAR.steps }, (_, k) =>
        list(
          rgbColor(colors((k + 0.5) / BAR.steps)),
          call('Rectangle', point(x, y + k * step), point(x + BAR.width, y + (k + 1) * step)),
        ),
      ),
      ...niceTicks(low!, high!, 5).map(({ at, label }) =>
        textAt(str(label), x + BAR.width + 5, y + (BAR.height * (at - low!)) / (high! - low!)),
      ),
    ],
  };
}

/** Any other expression is its own legend. */
const plain = (x: Expr): Drawn => ({ height: LINE, width: roomFor(x), draw: (a, b) => [textAt(x, a, b + LINE / 2)] });

function drawnLegend(x: Expr): Drawn {
  const known = x.kind === Kind.Normal;
  const mark = known ? MARKS.get(x.head) : undefined;
  return (
    (mark && entries(x as Normal, mark)) ?? (isCall(x, system('BarLegend')) ? bar(x as Normal) : undefined) ?? plain(x)
  );
}

type Place = (
  picture: PixelSize,
  legend: PixelSize,
) => { readonly picture: readonly [number, number]; readonly legend: readonly [number, number] };
const beside: Place = (p, l) => ({ picture: [0, 0], legend: [p.width + GAP, (p.height - l.height) / 2] });
const PLACES: ReadonlyMap<Expr, Place> = new Map<Expr, Place>([
  [system('Right'), beside],
  [system('After'), beside],
  [system('Left'), (p, l) => ({ picture: [l.width + GAP, 0], legend: [0, (p.height - l.height) / 2] })],
  [system('Before'), (p, l) => ({ picture: [l.width + GAP, 0], legend: [0, (p.height - l.height) / 2] })],
  [system('Above'), (p, l) => ({ picture: [0, 0], legend: [(p.width - l.width) / 2, p.height + GAP] })],
  [system('Top'), (p, l) => ({ picture: [0, 0], legend: [(p.width - l.width) / 2, p.height + GAP] })],
  [system('Below'), (p, l) => ({ picture: [0, l.height + GAP], legend: [(p.width - l.width) / 2, 0] })],
  [system('Bottom'), (p, l) => ({ picture: [0, l.height + GAP], legend: [(p.width - l.width) / 2, 0] })],
]);

/** The picture of Legended[picture, legend]; `size` says how large the picture inside will be. */
export function legendedPicture(legended: Normal, size: (picture: Expr) => PixelSize): Normal {
  const [picture, spec] = legended.args as readonly [Expr, Expr];
  const placed = isCall(spec, Placed) && spec.args.length === 2;
  const legend = drawnLegend(placed ? spec.args[0]! : spec);
  const inner = size(picture);
  const place = ((placed && PLACES.get(spec.args[1]!)) || beside)(inner, legend);
  const [x, y] = place.picture;
  const middle = point(x + inner.width / 2, y + inner.height / 2);
  const width = Math.ceil(Math.max(x + inner.width, place.legend[0] + legend.width));
  const height = Math.ceil(Math.max(y + inner.height, place.legend[1] + legend.height));
  return graphics(
    list(
      call('Inset', picture, middle, system('Center'), point(inner.width, inner.height)),
      ...legend.draw(...place.legend),
    ),
    pixelOptions(width, height),
  );
}

/** Options of graphics whose coordinates are pixels. */
export const pixelOptions = (width: number, height: number): readonly Expr[] => [
  rule('PlotRange', list(point(0, width), point(0, height))),
  rule('PlotRangePadding', S.None),
  rule('ImageSize', point(width, height)),
];
