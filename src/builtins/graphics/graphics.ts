/** Graphics with its primitives, directives and options. */
import { type Expr, isCall, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { isRule, optionName } from '../../kernel/definitions/options.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { graphPicture, isGraph } from './graph-plot.ts';
import { LegendedSymbol } from './legended.ts';
import { isPicture } from './picture.ts';
import { GRAPHICS_OPTIONS } from './plot-options.ts';

export const Graphics = builtin('Graphics', {
  usage:
    'Graphics[primitives, options] represents a two-dimensional picture: Point, Line, Arrow, Rectangle, Polygon, Disk, Circle, Text, Raster, Inset, with directives such as Red, Thick, PointSize[0.02], Opacity[0.5], EdgeForm[Black] in lists.',
  options: { ...GRAPHICS_OPTIONS },
  examples: {
    'ImageDimensions[Rasterize[Graphics[{Red, Disk[]}, ImageSize -> 50]]]': '{50, 50}',
    'ImageDimensions[Rasterize[Graphics[Rectangle[{0, 0}, {2, 1}], ImageSize -> {60, 30}]]]': '{60, 30}',
    'Equal @@ Map[ImageData[Rasterize[Graphics[Disk[#, 1], ImageSize -> 20]]] &, {{Sqrt[3], Pi}, N[{Sqrt[3], Pi}]}]':
      'True',
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
    const pictures = parts.filter(isPicture).map((p) => (isGraph(p) ? graphPicture(p) : p));
    const [head] = pictures.map((p) => p.head);
    const rules = parts.filter((x) => isRule(x));
    if (
      pictures.length === 0 ||
      pictures.length + rules.length !== parts.length ||
      pictures.some((p) => p.head !== head)
    )
      return e.message('gcomb', normal(system('Show'), ...args));
    const legended = pictures.length === 1 ? pictures[0]! : S.Null;
    if (isCall(legended, LegendedSymbol))
      return normal(LegendedSymbol, normal(e.symbol, legended.args[0]!, ...rules), ...legended.args.slice(1));
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
    return normal(head!, content, ...first);
  },
  examples: {
    'Show[Graphics[Disk[]], Graphics[Point[{0, 0}]]]': 'Graphics[{{Disk[]}, {Point[{0, 0}]}}]',
    'Show[Graphics[Disk[], Frame -> False], Frame -> True]': 'Graphics[Disk[], Frame -> True]',
    'Show[1, 2]': ['Show[1, 2]', 'Show::gcomb'],
  },
});

const asList = (x: Expr): Expr => (isCall(x, S.List) ? x : normal(S.List, x));

export const graphicsRecords: readonly Builtin[] = [Graphics, Show];
