/** Text to glyph outlines and to pixels: lines of runs, kerning, baselines, antialiased. */
import type { PathCommand } from 'fontkit';
import type { PixelImage } from '../pixels/pixel-image.ts';
import { BLACK, Canvas, type Color } from '../scenes/canvas.ts';
import { type Box, boundingBox, type Contour } from '../scenes/coverage.ts';
import { cubic, quadratic } from '../scenes/outline.ts';
import { DEFAULT_FAMILY } from './families.ts';
import type { FontLibrary, FoundFont } from './font-library.ts';

export interface TextStyle {
  readonly family: string;
  /** Height of the em square, in pixels. */
  readonly size: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly color: Color;
}

export const DEFAULT_STYLE: TextStyle = { family: DEFAULT_FAMILY, size: 12, bold: false, italic: false, color: BLACK };

/** Text in one style; what is not stated comes from the style of the whole. */
export interface TextRun extends Partial<TextStyle> {
  readonly text: string;
}

/** Lines of runs; a string is split at its line breaks. */
export type StyledText = string | readonly (readonly TextRun[])[];

interface PlacedRun {
  readonly contours: readonly Contour[];
  readonly color: Color;
}

/** Text laid out from (0, 0), the left end of the first line's top, in pixels, y downwards. */
export interface TextLayout {
  /** Greatest advance of a line. */
  readonly width: number;
  /** From the top of the first line to the bottom of the last. */
  readonly height: number;
  /** Of each line: where its baseline lies and how far it advances. */
  readonly lines: readonly { readonly baseline: number; readonly width: number }[];
  readonly runs: readonly PlacedRun[];
  /** The smallest box around all outlines; without area for blank text. */
  readonly ink: Box;
  /** Asked families that are not there, and what was taken. */
  readonly replaced: ReadonlyMap<string, string>;
}

/** Slant of made italics (tangent of 11.3 degrees), and thickening of made bold as a part of the size. */
const SLANT = 0.2;
const THICKENING = 1 / 24;

export const splitLines = (text: StyledText): readonly (readonly TextRun[])[] =>
  typeof text === 'string' ? text.split(/\r\n|\r|\n/).map((line) => [{ text: line }]) : text;

export type LineAlignment = 'Left' | 'Center' | 'Right';

/** Lays text out. A line is as high as its highest run (ascent + descent + line gap of the font). */
export function layoutText(
  text: StyledText,
  style: Partial<TextStyle>,
  fonts: FontLibrary,
  alignment: LineAlignment = 'Left',
): TextLayout {
  const base: TextStyle = { ...DEFAULT_STYLE, ...style };
  const replaced = new Map<string, string>();
  const lines = splitLines(text).map((runs) => shapeLine(runs, base, fonts, replaced));
  const width = Math.max(0, ...lines.map((line) => line.width));
  const placed: PlacedRun[] = [];
  let top = 0;
  const metrics = lines.map((line) => {
    const baseline = top + line.ascent;
    const indent = alignment === 'Left' ? 0 : (width - line.width) / (alignment === 'Center' ? 2 : 1);
    for (const run of line.runs)
      placed.push({ color: run.color, contours: run.contours.map((contour) => shift(contour, indent, baseline)) });
    top += line.ascent + line.descent;
    return { baseline, width: line.width };
  });
  return { width, height: top, lines: metrics, runs: placed, ink: inkBox(placed), replaced };
}

const shift = (contour: Contour, dx: number, dy: number): Contour => contour.map((v, i) => v + (i % 2 === 0 ? dx : dy));

function inkBox(runs: readonly PlacedRun[]): Box {
  const box = boundingBox(runs.flatMap((run) => run.contours));
  return box.right >= box.left ? box : { left: 0, top: 0, right: 0, bottom: 0 };
}

interface ShapedLine {
  readonly width: number;
  readonly ascent: number;
  readonly descent: number;
  /** Outlines with the baseline at y = 0. */
  readonly runs: readonly PlacedRun[];
}

function shapeLine(
  runs: readonly TextRun[],
  base: TextStyle,
  fonts: FontLibrary,
  replaced: Map<string, string>,
): ShapedLine {
  let [width, ascent, descent] = [0, 0, 0];
  const placed: PlacedRun[] = [];
  for (const run of runs) {
    const style: TextStyle = { ...base, ...run };
    const found = fonts.find(style.family, style);
    if (!found.exact) replaced.set(style.family, found.family);
    const scale = style.size / found.font.unitsPerEm;
    ascent = Math.max(ascent, (found.font.ascent + found.font.lineGap / 2) * scale);
    descent = Math.max(descent, (found.font.lineGap / 2 - found.font.descent) * scale);
    for (const piece of byFont(run.text, found, style, fonts)) {
      const contours: Contour[] = [];
      width += shapeRun(piece.text, piece.found, style, width, contours);
      placed.push({ contours, color: style.color });
    }
  }
  return { width, ascent, descent, runs: placed };
}

/** Splits text where another font has to supply characters. */
function byFont(
  text: string,
  found: FoundFont,
  style: TextStyle,
  fonts: FontLibrary,
): { text: string; found: FoundFont }[] {
  const pieces: { text: string; found: FoundFont }[] = [];
  for (const character of text.replaceAll('\t', '    ')) {
    const font = fonts.forCharacter(found, character.codePointAt(0)!, style);
    const last = pieces.at(-1);
    if (last?.found.font === font.font) last.text += character;
    else pieces.push({ text: character, found: font });
  }
  return pieces;
}

/** Appends the outlines of a run that starts at x; gives its advance. */
function shapeRun(text: string, found: FoundFont, style: TextStyle, x: number, contours: Contour[]): number {
  const scale = style.size / found.font.unitsPerEm;
  const extra = found.thickened ? style.size * THICKENING : 0;
  const { glyphs, positions } = found.font.layout(text);
  let pen = 0;
  for (const [i, glyph] of glyphs.entries()) {
    const position = positions[i]!;
    const place: GlyphPlace = {
      x: x + pen + position.xOffset * scale,
      y: -position.yOffset * scale,
      scale,
      slant: found.slanted ? SLANT : 0,
    };
    const outlines = flatten(glyph.path.commands, place);
    contours.push(...outlines);
    // Made bold: drawn a second time a little to the right; both unite.
    if (extra > 0) contours.push(...outlines.map((contour) => shift(contour, extra, 0)));
    pen += position.xAdvance * scale + extra;
  }
  return pen;
}

interface GlyphPlace {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly slant: number;
}

/** Outlines of a glyph in pixels, y downwards. */
function flatten(commands: readonly PathCommand[], { x, y, scale, slant }: GlyphPlace): Contour[] {
  const contours: number[][] = [];
  let current: number[] = [];
  for (const { command, args } of commands) {
    const p = args.map((_, i) => (i % 2 === 0 ? x + (args[i]! + slant * args[i + 1]!) * scale : y - args[i]! * scale));
    const [x0, y0] = [current.at(-2) ?? 0, current.at(-1) ?? 0];
    switch (command) {
      case 'moveTo':
        contours.push((current = [p[0]!, p[1]!]));
        break;
      case 'lineTo':
        current.push(p[0]!, p[1]!);
        break;
      case 'quadraticCurveTo':
        quadratic(current, x0, y0, p[0]!, p[1]!, p[2]!, p[3]!);
        break;
      case 'bezierCurveTo':
        cubic(current, [x0, y0, p[0]!, p[1]!, p[2]!, p[3]!, p[4]!, p[5]!]);
        break;
      case 'closePath':
        break;
    }
  }
  return contours.filter((contour) => contour.length > 4);
}

export interface RasterizeOptions {
  /** Color behind the text; undefined: transparent. */
  readonly background?: Color | undefined;
  /** Exact size of the picture in pixels; by default what the text needs, its overhang included. Text is not scaled. */
  readonly width?: number;
  readonly height?: number;
  /** Place of the text's box in a larger picture: -1 left or bottom, 1 right or top. */
  readonly alignment?: readonly [x: number, y: number];
  readonly lineAlignment?: LineAlignment;
}

export interface RasterizedText {
  readonly image: PixelImage;
  /** Rows from the top to the first baseline. */
  readonly baseline: number;
  readonly layout: TextLayout;
}

/** Pixels of text: RGB on an opaque background, else RGBA. */
export function rasterizeText(
  text: StyledText,
  style: Partial<TextStyle>,
  fonts: FontLibrary,
  options: RasterizeOptions = {},
): RasterizedText {
  const layout = layoutText(text, style, fonts, options.lineAlignment);
  const { ink } = layout;
  // Sloping and swung letters reach beyond their advance; the box takes them in.
  const box = {
    left: Math.min(0, Math.floor(ink.left)),
    top: Math.min(0, Math.floor(ink.top)),
    right: Math.max(layout.width, ink.right),
    bottom: Math.max(layout.height, ink.bottom),
  };
  const width = options.width ?? Math.max(1, Math.ceil(box.right - box.left));
  const height = options.height ?? Math.max(1, Math.ceil(box.bottom - box.top));
  const [ax, ay] = options.alignment ?? [0, 0];
  // Whole pixels, so that the same letter has the same pixels wherever it stands in a picture.
  const dx = Math.round(((width - (box.right - box.left)) * (ax + 1)) / 2) - box.left;
  const dy = Math.round(((height - (box.bottom - box.top)) * (1 - ay)) / 2) - box.top;
  const canvas = new Canvas(width, height, options.background);
  for (const { contours, color } of layout.runs)
    canvas.fill(
      contours.map((contour) => shift(contour, dx, dy)),
      color,
    );
  return { image: canvas.toImage(), baseline: (layout.lines[0]?.baseline ?? 0) + dy, layout };
}
