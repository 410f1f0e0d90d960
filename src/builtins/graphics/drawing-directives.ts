/** Directives of graphics: what they change of how the following primitives are drawn. */
import { type Expr, isCall, isRealNumber, Kind } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { BLACK, type Color } from '../../render/scenes/canvas.ts';
import type { Stroke } from '../../render/scenes/scene.ts';
import { colorOf } from '../values/color-value.ts';
import { denseNumbers } from '../values/dense-numbers.ts';
import { toDouble } from '../values/number.ts';
import { PLAIN, type StyleOfText, withDirective } from './text-directives.ts';

export interface Edge {
  readonly color: Color | undefined;
  readonly thickness: number | undefined;
  readonly dashing: readonly number[] | undefined;
}

export interface DrawStyle {
  readonly color: Color;
  readonly opacity: number;
  /** Of lines, in pixels. */
  readonly thickness: number;
  /** Diameter of points, in pixels. */
  readonly pointSize: number;
  readonly dashing: readonly number[] | undefined;
  /** Border of filled shapes; undefined: none. */
  readonly edge: Edge | undefined;
  /** Inside of filled shapes: a color, undefined for that of everything, 'None' for nothing. */
  readonly face: Color | 'None' | undefined;
  readonly text: StyleOfText;
  /** Pixels across the whole picture, of which Thickness and PointSize are parts. */
  readonly width: number;
}

export const initialStyle = (width: number): DrawStyle => ({
  color: BLACK,
  opacity: 1,
  thickness: 1.2,
  pointSize: 5,
  dashing: undefined,
  edge: undefined,
  face: undefined,
  text: PLAIN,
  width,
});

const faded = (color: Color, opacity: number): Color => [color[0], color[1], color[2], color[3] * opacity];

export const inkOf = (style: DrawStyle): Color => faded(style.color, style.opacity);

export const strokeOf = (style: DrawStyle): Stroke => ({
  color: inkOf(style),
  thickness: style.thickness,
  ...(style.dashing && { dashing: style.dashing }),
});

/** Fill and border of a shape. */
export function paintOf(style: DrawStyle): { fill?: Color; stroke?: Stroke } {
  const { face, edge, opacity } = style;
  const fill = face === 'None' ? undefined : faded(face ?? style.color, opacity);
  const border: Stroke | undefined = edge && {
    color: faded(edge.color ?? BLACK, opacity),
    thickness: edge.thickness ?? 1,
    ...(edge.dashing && { dashing: edge.dashing }),
  };
  return { ...(fill && { fill }), ...(border && { stroke: border }) };
}

type Reader = (args: readonly Expr[], style: DrawStyle) => Partial<DrawStyle> | undefined;

const NAMED_SIZES: Readonly<Record<string, number>> = { Tiny: 0.5, Small: 0.8, Medium: 1.2, Large: 2.5 };
const named = (x: Expr | undefined): number | undefined => (x?.kind === Kind.Symbol ? NAMED_SIZES[x.name] : undefined);
const number = (x: Expr | undefined): number | undefined => (x && isRealNumber(x) ? toDouble(x) : undefined);

/** Lengths of dashes in pixels: {} for a full line. */
function dashes(x: Expr | undefined, unit: number): readonly number[] | undefined {
  if (x === undefined) return undefined;
  const one = number(x);
  if (one !== undefined) return [one * unit];
  if (isCall(x, S.List) && x.args.length === 0) return [];
  const numbers = denseNumbers(x);
  return numbers?.shape.length === 1 ? Array.from(numbers.data, (v) => Math.max(0.5, v * unit)) : undefined;
}
const dashing = (lengths: readonly number[] | undefined): Partial<DrawStyle> | undefined =>
  lengths && { dashing: lengths.length === 0 ? undefined : lengths };

function edge(args: readonly Expr[], style: DrawStyle): Partial<DrawStyle> | undefined {
  const x = args[0];
  if (x === S.None) return { edge: undefined };
  let inner: DrawStyle = { ...style, thickness: 1, dashing: undefined };
  let color: Color | undefined;
  for (const d of x === undefined || isCall(x, S.List) || isCall(x, Directive) ? (x?.args ?? []) : [x]) {
    color = colorOf(d) ?? color;
    const next = withDrawDirective(inner, d);
    if (next === undefined) return undefined;
    inner = next;
  }
  return { edge: { color, thickness: inner.thickness, dashing: inner.dashing } };
}

function face(args: readonly Expr[]): Partial<DrawStyle> | undefined {
  const x = args[0];
  if (x === S.None) return { face: 'None' };
  const color = x === undefined ? undefined : colorOf(x);
  return color && { face: color };
}

const scaled =
  (key: 'thickness' | 'pointSize', unit: number): Reader =>
  ([x], style) => {
    const part = number(x);
    const size = part === undefined ? (named(x) ?? Number.NaN) * unit : part * style.width;
    return size >= 0 ? { [key]: size } : undefined;
  };
const absolute =
  (key: 'thickness' | 'pointSize'): Reader =>
  ([x]) => {
    const size = number(x);
    return size !== undefined && size >= 0 ? { [key]: size } : undefined;
  };

const Directive = system('Directive');
const HEADS = new Map<Expr, Reader>(
  Object.entries({
    Thickness: scaled('thickness', 1.2),
    AbsoluteThickness: absolute('thickness'),
    PointSize: scaled('pointSize', 5),
    AbsolutePointSize: absolute('pointSize'),
    Opacity: (([x, color]) => {
      const opacity = number(x);
      const tint = color && colorOf(color);
      return opacity === undefined
        ? undefined
        : { opacity: Math.min(1, Math.max(0, opacity)), ...(tint && { color: tint }) };
    }) as Reader,
    Dashing: (([x], style) => dashing(dashes(x, style.width))) as Reader,
    AbsoluteDashing: (([x]) => dashing(dashes(x, 1))) as Reader,
    EdgeForm: edge as Reader,
    FaceForm: face as Reader,
  }).map(([name, reader]) => [system(name), reader]),
);
const WORDS = new Map<Expr, Partial<DrawStyle>>(
  Object.entries({
    Thick: { thickness: 2.4 },
    Thin: { thickness: 0.5 },
    Dashed: { dashing: [6, 4] },
    Dotted: { dashing: [1.5, 3] },
    DotDashed: { dashing: [1.5, 3, 6, 3] },
  }).map(([name, change]) => [system(name), change]),
);

/** The style after a directive; undefined when the expression is no directive. */
export function withDrawDirective(style: DrawStyle, x: Expr): DrawStyle | undefined {
  if (isCall(x, Directive))
    return x.args.reduce<DrawStyle | undefined>((s, d) => (s === undefined ? s : withDrawDirective(s, d)), style);
  const word = WORDS.get(x);
  if (word) return { ...style, ...word };
  const color = colorOf(x);
  if (color) return { ...style, color, text: { ...style.text, color } };
  const reader = x.kind === Kind.Normal ? HEADS.get(x.head) : undefined;
  if (reader !== undefined && x.kind === Kind.Normal) {
    const change = reader(x.args, style);
    return change && { ...style, ...change };
  }
  if (x.kind === Kind.String || isRealNumber(x)) return undefined;
  const text = withDirective(style.text, x);
  return text && { ...style, text };
}
