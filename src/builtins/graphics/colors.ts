/** Colors: their constructors, names, mixtures and schemes. */
import { type Expr, isCall, Kind, normal, real, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { colormap, colormapNames } from '../../render/pixels/colormap.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { colorOf, GrayLevelSymbol, isColor, RGBColorSymbol, rgbColor } from '../values/color-value.ts';
import { realOf } from '../values/real-arguments.ts';
import { bool } from '../values/sequences.ts';

const hexColor = (text: string): number[] | undefined => {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(text)?.[1];
  if (digits === undefined) return undefined;
  const pairs = digits.length === 3 ? [...digits].map((d) => d + d) : digits.match(/../g)!;
  return pairs.map((d) => Number.parseInt(d, 16) / 255);
};

export const RGBColor = builtin('RGBColor', {
  usage:
    'RGBColor[r, g, b] represents a color by red, green and blue from 0 to 1.\nRGBColor[r, g, b, a] has opacity a.\nRGBColor["#rrggbb"] reads a hexadecimal color.',
  messages: { colstr: '`1` is not a hexadecimal color such as "#ff8800".' },
  evaluate([x, ...rest], e) {
    if (rest.length > 0 || x === undefined) return undefined;
    if (isCall(x, S.List)) return normal(RGBColorSymbol, ...x.args);
    if (x.kind !== Kind.String) return isColor(x) ? rgbColor(colorOf(x)!) : undefined;
    const color = hexColor(x.value);
    return color ? rgbColor(color) : e.message('colstr', x);
  },
  examples: {
    'RGBColor["#ff0033"]': 'RGBColor[1, 0, 0.2]',
    'RGBColor[GrayLevel[1]]': 'RGBColor[1, 1, 1]',
    'RGBColor["red"]': ['RGBColor["red"]', 'RGBColor::colstr'],
  },
});

const inert = (name: string, { usage, example }: { readonly usage: string; readonly example: string }): Builtin =>
  builtin(name, { usage, examples: { [example]: example, [`ColorQ[${name}["x"]]`]: 'False' } });
export const GrayLevel = inert('GrayLevel', {
  usage: 'GrayLevel[g] represents a gray from 0 (black) to 1 (white).\nGrayLevel[g, a] has opacity a.',
  example: 'GrayLevel[0.5]',
});
export const Hue = inert('Hue', {
  usage:
    'Hue[h] represents a color of the hue h from 0 to 1.\nHue[h, s, b] has saturation s and brightness b; Hue[h, s, b, a] opacity a.',
  example: 'Hue[0.5, 1, 1]',
});
export const CMYKColor = inert('CMYKColor', {
  usage: 'CMYKColor[c, m, y, k] represents a color by cyan, magenta, yellow and black from 0 to 1.',
  example: 'CMYKColor[0, 1, 1, 0]',
});

export const ColorQ = builtin('ColorQ', {
  usage: 'ColorQ[x] gives True if x is a color, and False otherwise.',
  arity: 1,
  evaluate: ([x]) => bool(isColor(x!)),
  examples: { 'ColorQ[Red]': 'True', 'ColorQ[RGBColor[1, 2]]': 'False' },
});

const gray = (v: number): Expr => normal(GrayLevelSymbol, rgbColor([v, v, v]).args[0]!);
const NAMED: Readonly<Record<string, Expr>> = {
  Red: rgbColor([1, 0, 0]),
  Green: rgbColor([0, 1, 0]),
  Blue: rgbColor([0, 0, 1]),
  Black: gray(0),
  White: gray(1),
  Gray: gray(0.5),
  Cyan: rgbColor([0, 1, 1]),
  Magenta: rgbColor([1, 0, 1]),
  Yellow: rgbColor([1, 1, 0]),
  Brown: rgbColor([0.6, 0.4, 0.2]),
  Orange: rgbColor([1, 0.5, 0]),
  Pink: rgbColor([1, 0.5, 0.5]),
  Purple: rgbColor([0.5, 0, 0.5]),
  LightRed: rgbColor([1, 0.85, 0.85]),
  LightGreen: rgbColor([0.88, 1, 0.88]),
  LightBlue: rgbColor([0.87, 0.94, 1]),
  LightGray: gray(0.85),
  LightCyan: rgbColor([0.9, 1, 1]),
  LightMagenta: rgbColor([1, 0.9, 1]),
  LightYellow: rgbColor([1, 1, 0.85]),
  LightBrown: rgbColor([0.94, 0.91, 0.88]),
  LightOrange: rgbColor([1, 0.9, 0.8]),
  LightPink: rgbColor([1, 0.925, 0.925]),
  LightPurple: rgbColor([0.94, 0.88, 0.94]),
  Transparent: normal(GrayLevelSymbol, gray0(), gray0()),
};
function gray0(): Expr {
  return rgbColor([0, 0, 0]).args[0]!;
}

const named: readonly Builtin[] = Object.entries(NAMED).map(([name, color]) =>
  builtin(name, {
    usage: `${name} represents a color in graphics and images.`,
    value: () => color,
    examples: { [`ColorQ[${name}]`]: 'True', [`${name} === 1`]: 'False' },
  }),
);

/** Colors mixed in RGB: so much of b as t says. */
const mix = (a: readonly number[], b: readonly number[], t: number): number[] => a.map((v, i) => v + (b[i]! - v) * t);

function blended(colors: readonly (readonly number[])[], x: number): number[] {
  if (colors.length === 1) return [...colors[0]!];
  const at = Math.min(1, Math.max(0, x)) * (colors.length - 1);
  const i = Math.min(colors.length - 2, Math.floor(at));
  return mix(colors[i]!, colors[i + 1]!, at - i);
}

const colorMessages = { colarg: '`1` is not a color, or `2` is not a number.' } as const;

export const Blend = builtin('Blend', {
  usage:
    'Blend[{color1, color2, ...}] gives an equal mixture of colors.\nBlend[{color1, color2}, x] gives a mixture with the fraction 1 - x of color1 and x of color2.\nBlend[{color1, color2, color3, ...}, x] goes from color1 at x = 0 to the last color at x = 1.',
  arity: [1, 2],
  messages: colorMessages,
  evaluate([list, x], e) {
    const colors = isCall(list!, S.List) ? list.args.map(colorOf) : [];
    const t = x === undefined ? 0 : realOf(x, e);
    if (colors.length === 0 || colors.includes(undefined) || t === undefined)
      return e.message('colarg', list!, x ?? S.None);
    const known = colors as readonly (readonly number[])[];
    if (x !== undefined) return rgbColor(blended(known, t));
    return rgbColor(known[0]!.map((_, c) => known.reduce((s, color) => s + color[c]!, 0) / known.length));
  },
  examples: {
    'Blend[{Red, Blue}]': 'RGBColor[0.5, 0, 0.5]',
    'Blend[{Red, Blue}, 0.25]': 'RGBColor[0.75, 0, 0.25]',
    'Blend[{1, 2}] // Head': ['Blend', 'Blend::colarg'],
  },
});

const shade = (
  name: string,
  {
    usage,
    towards,
    examples,
  }: { readonly usage: string; readonly towards: readonly number[]; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    messages: colorMessages,
    evaluate([x, amount], e: Evaluation) {
      const color = colorOf(x!);
      const t = amount === undefined ? 1 / 3 : realOf(amount, e);
      if (color === undefined || t === undefined) return e.message('colarg', x!, amount ?? S.None);
      return rgbColor(mix(color, [...towards, color[3]], Math.min(1, Math.max(0, t))));
    },
    examples,
  });
export const Lighter = shade('Lighter', {
  usage: 'Lighter[color] gives a lighter version of color.\nLighter[color, f] goes the fraction f of the way to white.',
  towards: [1, 1, 1],
  examples: { 'Lighter[Black, 0.5]': 'RGBColor[0.5, 0.5, 0.5]', 'Lighter[2] // Head': ['Lighter', 'Lighter::colarg'] },
});
export const Darker = shade('Darker', {
  usage: 'Darker[color] gives a darker version of color.\nDarker[color, f] goes the fraction f of the way to black.',
  towards: [0, 0, 0],
  examples: { 'Darker[White, 0.5]': 'RGBColor[0.5, 0.5, 0.5]', 'Darker[2] // Head': ['Darker', 'Darker::colarg'] },
});

const ColorDataFunction = system('ColorDataFunction');

export const ColorData = builtin('ColorData', {
  usage: `ColorData["scheme"] gives a function from 0 to 1 to colors: ${colormapNames.map((n) => `"${n}"`).join(', ')}.\nColorData["scheme", x] gives the color at x.\nColorData[97] gives the colors of curves by number.\nColorData[] lists the schemes.`,
  arity: [0, 2],
  messages: { notent: '`1` is not one of the color schemes `2`.' },
  evaluate([name, x], e) {
    if (name === undefined) return normal(S.List, ...colormapNames.map(str));
    if (!hasScheme(name)) return e.message('notent', name, normal(S.List, ...colormapNames.map(str)));
    const f = normal(ColorDataFunction, name);
    return x === undefined ? f : schemeColor(f, x, e);
  },
  examples: {
    'ColorQ[ColorData["SunsetColors", 0.5]]': 'True',
    'ColorData["GrayTones"][0.5]': 'RGBColor[0.5, 0.5, 0.5]',
    'ColorData["Nothing at all"]': ['ColorData["Nothing at all"]', 'ColorData::notent'],
  },
});

/** Colors of successive curves; also the scheme that has the number 97. */
export const CURVE_COLORS = [
  '#5e81b5',
  '#e19c24',
  '#8fb032',
  '#eb6235',
  '#8778b3',
  '#c56e1a',
  '#5d9ec7',
  '#ffbf00',
  '#a5609d',
  '#929600',
].map((text) => hexColor(text)!);

const hasScheme = (name: Expr): boolean =>
  name.kind === Kind.String ? colormapNames.includes(name.value) : name.kind === Kind.Integer && name.value === 97;

function schemeColor(f: Expr, x: Expr, e: Evaluation): Expr | undefined {
  const value = realOf(x, e);
  const name = f.kind === Kind.Normal ? f.args[0] : undefined;
  if (value === undefined) return undefined;
  if (name?.kind === Kind.Integer)
    return rgbColor(CURVE_COLORS[(Math.max(1, Math.round(value)) - 1) % CURVE_COLORS.length]!);
  const scheme = name?.kind === Kind.String ? colormap(name.value) : undefined;
  return scheme && rgbColor(scheme(value));
}

export const ColorDataFunctionRecord = builtin('ColorDataFunction', {
  usage: 'ColorDataFunction["scheme"] represents a color scheme as a function; ColorData gives such functions.',
  apply: (head, [x], e) => (x === undefined ? undefined : schemeColor(head, x, e)),
  examples: {
    'ColorData["SunsetColors"]': 'ColorDataFunction["SunsetColors"]',
    'ColorDataFunction["SunsetColors"][x]': 'ColorDataFunction["SunsetColors"][x]',
  },
});

/** More colors than anybody looks at. */
const MOST_COLORS = 1e6;

export const RandomColor = builtin('RandomColor', {
  usage: 'RandomColor[] gives a random color.\nRandomColor[n] gives a list of n.',
  arity: [0, 1],
  messages: { intnn: 'A number of colors is expected instead of `1`.' },
  evaluate([n], e) {
    const one = () => normal(RGBColorSymbol, ...Array.from({ length: 3 }, () => real(e.session.random.uniform())));
    if (n === undefined) return one();
    if (n.kind !== Kind.Integer || n.value < 0 || n.value > MOST_COLORS) return e.message('intnn', n);
    return normal(S.List, ...Array.from({ length: Number(n.value) }, one));
  },
  examples: { 'ColorQ[RandomColor[]]': 'True', 'RandomColor[-1]': ['RandomColor[-1]', 'RandomColor::intnn'] },
});

export const colors: readonly Builtin[] = [
  RGBColor,
  GrayLevel,
  Hue,
  CMYKColor,
  ColorQ,
  ...named,
  Blend,
  Lighter,
  Darker,
  ColorData,
  ColorDataFunctionRecord,
  RandomColor,
];
