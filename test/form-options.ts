/**
 * Options that no call reads: Graphics, NumberForm, TableForm and their kin stay as they are, and whoever draws or prints them
 * looks into them. Each has an effect: a setting with which the picture or the text is another.
 */

const plots = {
  Graphics: ['Graphics[{Disk[], Text["t"]}', ']'],
  ArrayPlot: ['ArrayPlot[{{0, 1}, {1, 0}}', ']'],
  MatrixPlot: ['MatrixPlot[{{0, 1}, {1, 0}}', ']'],
  ListPlot: ['ListPlot[{1, 2, 4}', ']'],
  ListLinePlot: ['ListLinePlot[{1, 2, 4}', ']'],
  Plot: ['Plot[x^2, {x, 0, 1}', ']'],
  LogPlot: ['LogPlot[Exp[x], {x, 0, 1}', ']'],
  LogLinearPlot: ['LogLinearPlot[x, {x, 1/10, 1}', ']'],
  LogLogPlot: ['LogLogPlot[x, {x, 1/10, 1}', ']'],
  ListLogPlot: ['ListLogPlot[{1, 2, 4}', ']'],
  ListLogLinearPlot: ['ListLogLinearPlot[{1, 2, 4}', ']'],
  ListLogLogPlot: ['ListLogLogPlot[{1, 2, 4}', ']'],
  ParametricPlot: ['ParametricPlot[{t, t^2}, {t, 0, 1}', ']'],
  PolarPlot: ['PolarPlot[t, {t, 0, 1}', ']'],
  ContourPlot: ['ContourPlot[x y, {x, 0, 1}, {y, 0, 1}, PlotPoints -> 4, MaxRecursion -> 0', ']'],
  DensityPlot: ['DensityPlot[x y, {x, 0, 1}, {y, 0, 1}, PlotPoints -> 4, MaxRecursion -> 0', ']'],
  ListContourPlot: ['ListContourPlot[{{1, 2}, {3, 5}}', ']'],
  ListDensityPlot: ['ListDensityPlot[{{1, 2}, {3, 5}}', ']'],
  RegionPlot: ['RegionPlot[x < y, {x, 0, 1}, {y, 0, 1}, PlotPoints -> 4, MaxRecursion -> 0', ']'],
  Graphics3D: ['Graphics3D[{Cuboid[], Text["t", {0, 0, 0}]}', ']'],
  Plot3D: ['Plot3D[x y, {x, 0, 1}, {y, 0, 1}, PlotPoints -> 4, MaxRecursion -> 0', ']'],
  ParametricPlot3D: ['ParametricPlot3D[{t, t^2, t}, {t, 0, 1}', ']'],
  ListPlot3D: ['ListPlot3D[{{1, 2}, {3, 5}}', ']'],
  ListPointPlot3D: ['ListPointPlot3D[{{1, 2, 3}, {3, 5, 4}}', ']'],
  GraphicsRow: ['GraphicsRow[{Graphics[Disk[]], Graphics[Text["t"]]}', ']'],
  GraphicsColumn: ['GraphicsColumn[{Graphics[Disk[]], Graphics[Text["t"]]}', ']'],
  GraphicsGrid: ['GraphicsGrid[{{Graphics[Disk[]], Graphics[Text["t"]]}}', ']'],
  BarChart: ['BarChart[{1, 2}', ']'],
  Histogram: ['Histogram[{1, 2, 2}', ']'],
} as const;

/** With Frame -> True where ticks of a frame are meant, with axes else. */
const pictureSettings: Readonly<Record<string, string>> = {
  AspectRatio: '1/3',
  Axes: 'Not[axes]',
  AxesLabel: '{"u", "v"}',
  AxesOrigin: '{1/3, 1/3}',
  AxesStyle: 'Red',
  Background: 'Red',
  BaseStyle: '{FontSize -> 30}',
  Epilog: 'Circle[]',
  Frame: 'Not[frame]',
  FrameLabel: '{"u", "v"}',
  FrameStyle: 'Red',
  FrameTicks: '{{{1/2, "half"}}, None}',
  GridLines: '{{-1/3, 1/3, 3/2}, {1/3}}',
  GridLinesStyle: 'Red',
  ImageSize: '77',
  LabelStyle: 'Bold',
  PlotLabel: '"title"',
  PlotRange: '{{0, 1/2}, {0, 1/2}}',
  PlotRangeClipping: 'Not[clipped]',
  PlotRangePadding: 'Scaled[1/3]',
  Prolog: 'Circle[]',
  Ticks: '{{{1/2, "half"}}, None}',
};
/** What has to be there for the effect to be seen. */
const beside: Readonly<Record<string, string>> = {
  AxesLabel: 'Frame -> False, Axes -> True',
  AxesOrigin: 'Frame -> False, Axes -> True',
  AxesStyle: 'Frame -> False, Axes -> True',
  FrameStyle: 'Frame -> True',
  GridLinesStyle: 'GridLines -> {{-1/3, 1/3, 3/2}, {1/3}}',
  Ticks: 'Frame -> False, Axes -> True',
  Axes: 'Frame -> False',
  LabelStyle: 'PlotLabel -> "title"',
  BaseStyle: 'PlotLabel -> "title"',
  FrameLabel: 'Frame -> True',
  FrameTicks: 'Frame -> True',
  PlotRangeClipping: 'PlotRange -> {{0, 1/2}, {0, 1/2}}',
};

const numbers = ['1234567.891', '-0.0000123456', '7.', '-12'];
const numberSettings: Readonly<Record<string, string>> = {
  DigitBlock: '3',
  ExponentFunction: '(2 &)',
  NumberFormat: '(#1 <> "e" <> ToString[#3] &)',
  NumberMultiplier: '"x"',
  NumberPadding: '{"_", "0"}',
  NumberPoint: '","',
  NumberSeparator: '"\'"',
  NumberSigns: '{"minus ", "plus "}',
  SignPadding: 'True',
};
/** Of the forms that have exponents, and of those that decide when. */
const exponents: readonly (readonly [option: string, setting: string, heads: readonly string[]])[] = [
  ['ExponentStep', '5', ['NumberForm', 'ScientificForm', 'EngineeringForm', 'PaddedForm']],
  ['ScientificNotationThreshold', '{-9, 9}', ['NumberForm', 'PaddedForm']],
];
const numberBeside: Readonly<Record<string, string>> = {
  NumberSeparator: 'DigitBlock -> 3',
  SignPadding: 'NumberPadding -> {"_", "0"}',
  NumberFormat: 'ExponentFunction -> (2 &)',
  NumberMultiplier: 'ExponentFunction -> (2 &)',
};

/** Pictures of space have options of their own for their axes. */
const inSpace = ['Graphics3D', 'Plot3D', 'ParametricPlot3D', 'ListPlot3D', 'ListPointPlot3D'];
const noneInSpace = ['AxesOrigin', 'AxesStyle', 'Ticks'];
const spaceSettings: Readonly<Record<string, string>> = { PlotRange: '{{0, 1/2}, {0, 1/2}, {0, 1/2}}' };

export interface Effect {
  readonly head: string;
  readonly option: string;
  /** Expressions of strings: without and with the option; one pair at least differs. */
  readonly pairs: readonly (readonly [string, string])[];
}

const comma = (...parts: readonly (string | undefined)[]): string => parts.filter((p) => p !== undefined).join(', ');

function* pictureEffects(): Generator<Effect> {
  for (const [head, [open, close]] of Object.entries(plots))
    for (const [option, usual] of Object.entries(pictureSettings)) {
      if (inSpace.includes(head) && noneInSpace.includes(option)) continue;
      const setting = (inSpace.includes(head) ? spaceSettings[option] : undefined) ?? usual;
      const first = beside[option];
      const text = (more?: string): string => `ExportString[${comma(open, first, more)}${close}, "SVG"]`;
      const switched = /^Not/.test(setting);
      const pair = (value: string, other?: string): readonly [string, string] => [
        text(other && `${option} -> ${other}`),
        text(`${option} -> ${value}`),
      ];
      yield { head, option, pairs: [switched ? pair('True', 'False') : pair(setting)] };
    }
}

function* numberEffects(): Generator<Effect> {
  for (const head of [
    'NumberForm',
    'ScientificForm',
    'EngineeringForm',
    'AccountingForm',
    'DecimalForm',
    'PaddedForm',
    'PercentForm',
  ])
    for (const [option, setting] of Object.entries(numberSettings)) {
      const pairs = numbers.flatMap((x) =>
        (head === 'PaddedForm' ? ['{12, 4}'] : [undefined, '{12, 4}']).map((digits) => {
          const text = (more?: string): string => `ToString[${head}[${comma(x, digits, numberBeside[option], more)}]]`;
          return [text(), text(`${option} -> ${setting}`)] as const;
        }),
      );
      yield { head, option, pairs };
    }
  for (const [option, setting, heads] of exponents)
    for (const head of heads) {
      const text = (...more: string[]): string => `ToString[${head}[${['0.00000123', '5', ...more].join(', ')}]]`;
      const early =
        head === 'PaddedForm' && option === 'ExponentStep' ? ['ScientificNotationThreshold -> {-1, 1}'] : [];
      yield { head, option, pairs: [[text(...early), text(...early, `${option} -> ${setting}`)]] };
    }
}

const table = '{{1, 22}, {333, 4}}';
const tables: readonly (readonly [head: string, content: string, option: string, setting: string])[] = [
  ...['TableForm', 'MatrixForm'].flatMap((head) =>
    [
      ['TableAlignments', 'Right'],
      ['TableDepth', '1'],
      ['TableDirections', 'Row'],
      ['TableHeadings', '{{"a", "b"}, {"c", "d"}}'],
      ['TableSpacing', '{1, 7}'],
    ].map(([option, setting]) => [head, table, option!, setting!] as const),
  ),
  ['Grid', table, 'Alignment', 'Right'],
  ['Grid', table, 'Spacings', '{7, 2}'],
  ['Grid', table, 'Frame', 'All'],
  ['Grid', table, 'Dividers', 'All'],
  ['Column', '{1, 22}', 'Frame', 'True'],
  ['Column', '{1, 22}', 'Dividers', 'All'],
  ['Column', '{1, 22}', 'Alignment', 'Right'],
];

/** Options that only some plots have. */
function* otherEffects(): Generator<Effect> {
  const filled = [
    'ListPlot',
    'LogPlot',
    'LogLinearPlot',
    'LogLogPlot',
    'ListLogPlot',
    'ListLogLinearPlot',
    'ListLogLogPlot',
  ];
  const rows = [
    ...filled.map((head) => [head, 'FillingStyle', 'Red', 'Filling -> Bottom'] as const),
    ...inSpace.flatMap((head) => [
      [head, 'Boxed', 'False'] as const,
      [head, 'BoxRatios', '{1, 1, 3}'] as const,
      [head, 'ViewPoint', '{0, 0, 3}'] as const,
    ]),
  ];
  for (const [head, option, setting, first] of rows) {
    const [open, close] = plots[head as keyof typeof plots];
    const text = (more?: string): string => `ExportString[${comma(open, first, more)}${close}, "SVG"]`;
    yield { head, option, pairs: [[text(), text(`${option} -> ${setting}`)]] };
  }
}

export const effects: readonly Effect[] = [
  ...pictureEffects(),
  ...otherEffects(),
  ...numberEffects(),
  ...tables.map(([head, content, option, setting]) => ({
    head,
    option,
    pairs: [[`ToString[${head}[${content}]]`, `ToString[${head}[${content}, ${option} -> ${setting}]]`]] as const,
  })),
];
