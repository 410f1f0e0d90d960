/** Style directives and options for text: what they change of the style around them. */
import { type Expr, isCall, isRealNumber, Kind } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { isRule, optionName } from '../../kernel/definitions/options.ts';
import { DEFAULT_STYLE, type TextStyle } from '../../render/fonts/text.ts';
import type { Color } from '../../render/scenes/canvas.ts';
import { colorOf } from '../values/color-value.ts';
import { toDouble } from '../values/number.ts';

export interface StyleOfText extends TextStyle {
  /** Behind the text; undefined: nothing. */
  readonly background: Color | undefined;
}

export const PLAIN: StyleOfText = { ...DEFAULT_STYLE, background: undefined };

/** Greatest size of text, in points. */
const LARGEST_TEXT = 2000;

/** Named sizes, in points. */
const SIZES: Readonly<Record<string, number>> = { Tiny: 6, Small: 9, Medium: 12, Large: 24 };
/** Steps from the size around. */
const STEPS: Readonly<Record<string, number>> = { Larger: 1.25, Smaller: 0.8 };

const sizeOf = (x: Expr, style: StyleOfText): number | undefined => {
  if (isRealNumber(x)) return toDouble(x) > 0 && toDouble(x) <= LARGEST_TEXT ? toDouble(x) : undefined;
  if (x.kind !== Kind.Symbol) return undefined;
  const step = STEPS[x.name];
  return step === undefined ? SIZES[x.name] : style.size * step;
};

const nameOf = (x: Expr): string => (x.kind === Kind.String ? x.value : x.kind === Kind.Symbol ? x.name : '');

const WEIGHTS: Readonly<Record<string, boolean>> = {
  Bold: true,
  SemiBold: true,
  Heavy: true,
  Black: true,
  Plain: false,
  Regular: false,
  Medium: false,
  Light: false,
};
const SLANTS: Readonly<Record<string, boolean>> = { Italic: true, Oblique: true, Plain: false };

type Change = Partial<StyleOfText>;

/** One option each: what it changes; undefined: the value does not fit. */
const OPTIONS: Readonly<Record<string, (value: Expr, style: StyleOfText) => Change | undefined>> = {
  FontFamily: (x) => (x.kind === Kind.String ? { family: x.value } : x === S.Automatic ? {} : undefined),
  FontSize: (x, style) => change('size', sizeOf(x, style)),
  FontWeight: (x) => change('bold', WEIGHTS[nameOf(x)]),
  FontSlant: (x) => change('italic', SLANTS[nameOf(x)]),
  FontColor: (x) => change('color', colorOf(x)),
  Background: (x) => (x === S.None || x === S.Automatic ? { background: undefined } : change('background', colorOf(x))),
};
const change = <K extends keyof StyleOfText>(key: K, value: StyleOfText[K] | undefined): Change | undefined =>
  value === undefined ? undefined : { [key]: value };

/** Styles by name, as notebooks have them. */
const NAMED: Readonly<Record<string, Change>> = {
  Title: { size: 44 },
  Subtitle: { size: 30 },
  Section: { size: 28, bold: true },
  Subsection: { size: 20, bold: true },
  Text: { size: 15 },
  SmallText: { size: 10 },
  Code: { family: 'Courier', bold: true },
  Input: { family: 'Courier', bold: true },
  Output: { family: 'Courier' },
};

const Directive = system('Directive');
const Plain = system('Plain');
const Bold = system('Bold');
const Italic = system('Italic');
const Opacity = system('Opacity');

/**
 * The style with one directive or option applied: Bold, Italic, Plain, a color, a size, "Title", FontSize -> 20, lists and
 * Directive of such. Undefined: it is none of them.
 */
export function withDirective(style: StyleOfText, x: Expr): StyleOfText | undefined {
  if (isCall(x, S.List) || isCall(x, Directive))
    return x.args.reduce<StyleOfText | undefined>((s, y) => (s === undefined ? s : withDirective(s, y)), style);
  if (isRule(x)) {
    const [name, value] = x.args;
    const made = OPTIONS[optionName(name) ?? '']?.(value, style);
    return made && { ...style, ...made };
  }
  if (x === Bold) return { ...style, bold: true };
  if (x === Italic) return { ...style, italic: true };
  if (x === Plain) return { ...style, bold: false, italic: false };
  if (x.kind === Kind.String) {
    const known = NAMED[x.value];
    return known && { ...style, ...known };
  }
  if (isCall(x, Opacity) && x.args.length === 1 && isRealNumber(x.args[0]!)) {
    const [r, g, b] = style.color;
    return { ...style, color: [r, g, b, Math.min(1, Math.max(0, toDouble(x.args[0])))] };
  }
  const size = sizeOf(x, style);
  if (size !== undefined) return { ...style, size };
  const color = colorOf(x);
  return color && { ...style, color };
}
