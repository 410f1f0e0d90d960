/** Several pictures as one: GraphicsRow, GraphicsColumn, GraphicsGrid; and the legends that stand beside pictures. */

import { type Expr, Kind } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation, type OptionValues } from '../builtin.ts';
import { isImage } from '../values/image-value.ts';
import { listItems } from '../values/sequences.ts';
import { call, graphics, list, number, point, rule } from './build.ts';
import { pixelOptions } from './legended.ts';
import { isPicture, sceneOf } from './picture.ts';
import { GRAPHICS_OPTIONS, givenRules } from './plot-options.ts';

const messages = {
  rows: '`1` is not a list of pictures, or of lists of such.',
  gap: 'Value of option Spacings -> `1` should be Automatic or a number of pixels.',
} as const;
const OPTIONS = { ...GRAPHICS_OPTIONS, Spacings: 'Automatic' } as const;

const USUAL_GAP = 12;
/** Width of one picture, and of all of them, where no size is asked for. */
const USUAL_CELL = 240;
const WIDEST = 900;

/** The expression at a width, with the height that it has there. */
function fitted(x: Expr, width: number, e: Evaluation): { readonly content: Expr; readonly height: number } {
  if (isImage(x)) return { content: x, height: (width * x.content.height) / x.content.width };
  if (!isPicture(x)) return { content: x, height: 24 };
  const content = call('Show', x, rule('ImageSize', number(width)));
  const shown = e.evaluate(content);
  const scene = e.session.log.collect(() => sceneOf(isPicture(shown) ? shown : x, e.session, () => {})).value;
  return { content: isPicture(shown) ? shown : x, height: (width * scene.height) / scene.width };
}

function grid(rows: readonly (readonly Expr[])[], e: Evaluation, options: OptionValues): Expr | undefined {
  const spacing = options.get('Spacings');
  const gap = spacing === S.Automatic ? USUAL_GAP : spacing.kind === Kind.Integer ? Number(spacing.value) : undefined;
  if (gap === undefined || gap < 0) return e.message('gap', spacing);
  const columns = Math.max(1, ...rows.map((r) => r.length));
  const size = options.get('ImageSize');
  const asked = size.kind === Kind.Integer ? Number(size.value) : undefined;
  const width = asked ?? Math.min(WIDEST, columns * USUAL_CELL + (columns - 1) * gap);
  const cell = Math.max(1, Math.floor((width - (columns - 1) * gap) / columns));
  const fittedRows = rows.map((row) => row.map((x) => fitted(x, cell, e)));
  const heights = fittedRows.map((row) => Math.ceil(Math.max(1, ...row.map((c) => c.height))));
  const height = heights.reduce((a, b) => a + b, 0) + gap * Math.max(0, rows.length - 1);
  let top = height;
  const content = fittedRows.flatMap((row, j) => {
    const middle = top - heights[j]! / 2;
    top -= heights[j]! + gap;
    return row.map((c, i) =>
      call('Inset', c.content, point(i * (cell + gap) + cell / 2, middle), system('Center'), point(cell, c.height)),
    );
  });
  const given = givenRules(options);
  const others = given.filter((o) => !(o.kind === Kind.Normal && o.args[0] === system('ImageSize')));
  return graphics(list(...content), pixelOptions(Math.max(1, width), Math.max(1, height)), others);
}

const arranged = (
  name: string,
  usage: string,
  rowsOf: (x: Expr) => readonly (readonly Expr[])[] | undefined,
  examples: Builtin['examples'],
): Builtin =>
  builtin(name, {
    usage,
    arity: 1,
    options: OPTIONS,
    messages,
    evaluate([x], e, options) {
      const rows = rowsOf(x!);
      return rows === undefined ? e.message('rows', x!) : grid(rows, e, options);
    },
    examples,
  });

export const GraphicsRow = arranged(
  'GraphicsRow',
  'GraphicsRow[{g1, g2, ...}] is a picture with several pictures side by side.',
  (x) => (listItems(x) === undefined ? undefined : [listItems(x)!]),
  {
    'ImageDimensions[Rasterize[GraphicsRow[{Graphics[Disk[]], Graphics[Circle[]]}, ImageSize -> 112]]]': '{112, 50}',
    'GraphicsRow[x]': ['GraphicsRow[x]', 'GraphicsRow::rows'],
  },
);
export const GraphicsColumn = arranged(
  'GraphicsColumn',
  'GraphicsColumn[{g1, g2, ...}] is a picture with several pictures below one another.',
  (x) => listItems(x)?.map((g) => [g]),
  {
    'ImageDimensions[Rasterize[GraphicsColumn[{Graphics[Disk[]], Graphics[Circle[]]}, ImageSize -> 50, Spacings -> 0]]]':
      '{50, 100}',
    'GraphicsColumn[x]': ['GraphicsColumn[x]', 'GraphicsColumn::rows'],
  },
);
export const GraphicsGrid = arranged(
  'GraphicsGrid',
  'GraphicsGrid[{{g11, g12, ...}, ...}] is a picture with pictures in a grid.',
  (x) => {
    const rows = listItems(x)?.map(listItems);
    return rows === undefined || rows.includes(undefined) ? undefined : (rows as (readonly Expr[])[]);
  },
  {
    'ImageDimensions[Rasterize[GraphicsGrid[{{Graphics[Disk[]], Graphics[Disk[]]}, {Graphics[Disk[]]}}, ImageSize -> 112]]]':
      '{112, 112}',
    'GraphicsGrid[{x}]': ['GraphicsGrid[{x}]', 'GraphicsGrid::rows'],
  },
);

const legendWords: readonly Builtin[] = [
  builtin('Legended', {
    usage:
      'Legended[picture, legend] shows a picture with a legend beside it; Legended[picture, Placed[legend, Below]] puts it elsewhere.',
    examples: {
      'StringContainsQ[ExportString[Legended[Graphics[Disk[]], SwatchLegend[{Red}, {"disk"}]], "SVG"], ">disk<"]':
        'True',
    },
  }),
  builtin('LineLegend', {
    usage: 'LineLegend[{style1, style2, ...}, {label1, label2, ...}] is a legend with a piece of line for each label.',
    examples: {
      'StringContainsQ[ExportString[Legended[Graphics[Disk[]], LineLegend[{Red, Blue}, {"a", "b"}]], "SVG"], ">b<"]':
        'True',
    },
  }),
  builtin('PointLegend', {
    usage: 'PointLegend[{style1, style2, ...}, {label1, label2, ...}] is a legend with a point for each label.',
    examples: {
      'StringContainsQ[ExportString[Legended[Graphics[Disk[]], Placed[PointLegend[{Red}, {"a"}], Below]], "SVG"], ">a<"]':
        'True',
    },
  }),
  builtin('SwatchLegend', {
    usage:
      'SwatchLegend[{color1, color2, ...}, {label1, label2, ...}] is a legend with a patch of color for each label.',
    examples: {
      'StringContainsQ[ExportString[Legended[Graphics[Disk[]], SwatchLegend[{Red}, {"a"}]], "SVG"], "#ff0000"]': 'True',
    },
  }),
  builtin('BarLegend', {
    usage: 'BarLegend[{"scheme", {min, max}}] is a legend with the colors of a scheme from min to max.',
    examples: {
      'StringContainsQ[ExportString[Legended[Graphics[Disk[]], BarLegend[{"Rainbow", {0, 8}}]], "SVG"], ">8<"]': 'True',
    },
  }),
];

export const arrangedPictures: readonly Builtin[] = [GraphicsRow, GraphicsColumn, GraphicsGrid, ...legendWords];
