/** Pictures of expressions: graphics lowered to scenes, text and images, all to pixels or to SVG. */

import { type Expr, isCall, type Normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { resolveFamily } from '../../render/fonts/font-library.ts';
import { packageFonts } from '../../render/fonts/package-fonts.ts';
import type { StyledText } from '../../render/fonts/text.ts';
import type { PixelImage } from '../../render/pixels/pixel-image.ts';
import type { PlotForm } from '../../render/plots/plot-form.ts';
import { layoutPlot } from '../../render/plots/plot-layout.ts';
import { boundsOf } from '../../render/scenes/bounds.ts';
import type { Color } from '../../render/scenes/canvas.ts';
import type { GraphicsItem, Scene, Stroke } from '../../render/scenes/scene.ts';
import { rasterizeScene } from '../../render/scenes/scene-raster.ts';
import { listItems } from '../values/sequences.ts';
import { type DrawStyle, initialStyle, strokeOf, withDrawDirective } from './drawing-directives.ts';
import { graphPicture, isGraph } from './graph-plot.ts';
import { isGraphics } from './graphics-symbol.ts';
import { LegendedSymbol, legendedPicture } from './legended.ts';
import {
  GraphicsOptions,
  isOn,
  labelStyle,
  optionRules,
  type Problem,
  readAspectRatio,
  readAxes,
  readBackground,
  readImageSize,
  readLabels,
  readOrigin,
  readRange,
} from './plot-options.ts';
import { readAxisTicks, readFrameTicks, readGridLines } from './plot-ticks.ts';
import { type Lowering, lowerPrimitives } from './primitives.ts';
import { planePicture } from './space-picture.ts';

const Graphics3D = system('Graphics3D');

/** A picture of the plane or of space, or one with a legend. */
export const isPicture = (x: Expr): x is Normal =>
  isGraphics(x) ||
  (isCall(x, Graphics3D) && x.args.length > 0) ||
  (isCall(x, LegendedSymbol) && x.args.length === 2 && isPicture(x.args[0]!)) ||
  isGraph(x);

/** The picture of the plane that a picture is drawn as. */
function planeOf(x: Normal, session: Session, problem: Problem): Normal {
  if (isCall(x, Graphics3D)) return planePicture(x, session, problem);
  if (isGraph(x as Expr)) return graphPicture(x);
  if (isCall(x, LegendedSymbol)) return legendedPicture(x, (inner) => sceneOf(inner as Normal, session, () => {}));
  return x;
}

/** The scene of a picture. Options given here go before its own. */
export function sceneOf(picture: Normal, session: Session, problem: Problem, more: readonly Expr[] = []): Scene {
  const graphics = planeOf(picture, session, problem);
  const options = new GraphicsOptions([...more, ...optionRules(graphics.args.slice(1))], session, problem);
  const lowering: Lowering = {
    session,
    problem,
    picture: (x) => (isPicture(x) ? rasterizeScene(sceneOf(x, session, problem), packageFonts) : undefined),
  };
  const [width, height] = readImageSize(options);
  const style = { ...initialStyle(width), text: labelStyle(options) };
  const lower = (x: Expr): GraphicsItem[] => lowerPrimitives(x, style, lowering);
  const main = lower(graphics.args[0]!);
  const content = [...lower(options.get('Prolog')), ...main];
  const epilog = lower(options.get('Epilog'));
  const range = readRange(options, boundsOf(main));
  const frame = isOn(options, 'Frame');
  const { family, size, bold, italic, color } = labelStyle(options);
  const scene = layoutPlot(
    {
      width,
      height,
      range,
      aspectRatio: readAspectRatio(options),
      background: readBackground(options),
      content,
      epilog,
      clip: isOn(options, 'PlotRangeClipping'),
      frame,
      frameTicks: frame ? readFrameTicks(options, range) : {},
      axes: frame ? { x: false, y: false } : readAxes(options),
      origin: readOrigin(options, range),
      axisTicks: readAxisTicks(options, range),
      gridLines: readGridLines(options, range),
      labels: readLabels(options, frame),
      textStyle: { family, size, bold, italic, color },
      strokes: readStrokes(options, style),
      turnBottom: true,
    },
    packageFonts,
  );
  reportFonts(scene.items, problem);
  return scene;
}

const STYLES = { frame: 'FrameStyle', axes: 'AxesStyle', grid: 'GridLinesStyle' } as const;

/** Lines of frame, axes and grid where directives for them are given. */
function readStrokes(options: GraphicsOptions, usual: DrawStyle): PlotForm['strokes'] {
  const plain = { ...usual, thickness: 1, color: [0.4, 0.4, 0.4, 1] as const };
  const read = (name: (typeof STYLES)[keyof typeof STYLES]): Stroke | undefined => {
    if (!options.has(name) || options.get(name) === S.Automatic) return undefined;
    const directives = listItems(options.get(name)) ?? [options.get(name)];
    const style = directives.reduce<DrawStyle | undefined>((s, d) => s && withDrawDirective(s, d), plain);
    return style === undefined ? options.bad(name) : strokeOf(style);
  };
  const entries = Object.entries(STYLES).map(([key, name]) => [key, read(name)] as const);
  return Object.fromEntries(entries.filter(([, stroke]) => stroke !== undefined));
}

/** The families that the texts of a scene ask for and that are not there. */
function reportFonts(items: readonly GraphicsItem[], problem: Problem): void {
  const asked = new Set<string>();
  const visit = (item: GraphicsItem): void => {
    if (item.kind === 'Group') item.items.forEach(visit);
    if (item.kind === 'Text') for (const name of familiesOf(item.text)) asked.add(name);
  };
  items.forEach(visit);
  for (const name of asked) reportFamily(name, problem);
}

const familiesOf = (text: StyledText): string[] =>
  typeof text === 'string'
    ? []
    : text.flatMap((line) => line.flatMap((run) => (run.family === undefined ? [] : [run.family])));

/** One message where a family is not there and which is taken. */
export function reportFamily(name: string, problem: Problem): void {
  const { family, exact } = resolveFamily(name);
  if (!exact) problem('fontfam', str(name), str(family.name));
}

/** Pixels of graphics on a background where they have none of their own; undefined for transparent. */
export function graphicsPixels(scene: Scene, background: Color | undefined): PixelImage {
  const withBackground = scene.background === undefined && background ? { ...scene, background } : scene;
  return rasterizeScene(withBackground, packageFonts);
}

/** Messages about what cannot be drawn, for the records that draw. */
export const drawingMessages = {
  nostyle: '`1` is not a style for text.',
  noprim: '`1` is not a graphics primitive or directive with valid arguments.',
  longtext: 'The text is too long to be drawn; its beginning is.',
  badopt: 'The value `2` of the option `1` cannot be used; the default is taken.',
  optx: 'Unknown option `1` of Graphics.',
  fontfam: 'The font family `1` is not available; the nearest one, `2`, is used.',
} as const;
