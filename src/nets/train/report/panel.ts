/** How the report of a training is laid out: a panel for so many cells, or a row of fixed columns. */
import type { Line, Place, Progress, Span } from '../../../kernel/shown.ts';
import { cellsOf, cutText, grouped } from '../../write/cells.ts';
import type { Reason, TrainingState } from '../loop.ts';
import {
  type Facts,
  measured,
  measurementNames,
  plannedRounds,
  type QuantityName,
  quantity,
  reportData,
} from './report.ts';
import { sparkline } from './sparkline.ts';

/** Four significant digits. */
const short = (x: number | undefined): string =>
  x === undefined || !Number.isFinite(x) ? String(x ?? '-') : String(Number(x.toPrecision(4)));
const rate = (x: number): string => (x >= 10 ? grouped(Math.round(x)) : short(x));

/** 0:07, 3:41, 1:02:03. */
export function clockTime(seconds: number): string {
  const t = Math.round(seconds);
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(t / 3600);
  const minutes = Math.floor(t / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(t % 60)}` : `${minutes}:${two(t % 60)}`;
}

/** ErrorRate is "error rate". */
const words = (name: string): string =>
  /^[A-Z][a-z]/.test(name) ? name.replace(/\B[A-Z]/g, ' $&').toLowerCase() : name;
const value = (name: string, x: number): string =>
  /Rate$|Accuracy$/.test(name) ? `${Number((100 * x).toPrecision(3))}%` : short(x);

/** How many names are told before "and n more". */
const NAMES = 4;
const listed = (names: readonly string[]): string =>
  names.length <= NAMES
    ? names.join(', ')
    : `${names.slice(0, NAMES - 1).join(', ')} and ${names.length - NAMES + 1} more`;

const executorNames: Readonly<Record<string, string>> = {
  jit: 'machine code',
  tensorflow: 'TensorFlow',
  onnxruntime: 'ONNX Runtime',
  wasm: 'WebAssembly',
  replay: 'tfjs, recorded steps',
  eager: 'tfjs',
  webgpu: 'WebGPU',
};

function netText(s: TrainingState): string {
  const { net } = s.settings;
  return net.kind === 'container'
    ? `${net.head.name} of ${net.nodes.length} ${net.nodes.length === 1 ? 'part' : 'parts'}`
    : net.head.name;
}

const counted = (n: number, what: string): string => `${grouped(n)} ${what}${n === 1 ? '' : 's'}`;

/** What is trained, on what, with what: told once. */
const headingTexts = (s: TrainingState, f: Facts): string[] => [
  netText(s),
  counted(f.learning.parameters, 'parameter'),
  `${counted(s.settings.source.examples, 'example')} in batches of ${f.batchSize}`,
  `${f.device}, ${executorNames[s.executor.name] ?? s.executor.name}`,
];

function frozenTexts(f: Facts): string[] {
  const { frozen, frozenParameters, parameters, scaled } = f.learning;
  const texts = scaled.length === 0 ? [] : [`rates: ${listed(scaled.map((p) => `${p.part} × ${short(p.rate)}`))}`];
  if (frozen.length > 0)
    texts.unshift(`frozen: ${listed(frozen)} (${grouped(frozenParameters)} of ${grouped(parameters)} parameters)`);
  return texts;
}

const endings: Readonly<Record<Reason, string>> = {
  MaximumTrainingRounds: 'done',
  TimeGoal: 'done, the time is over',
  EarlyStopping: 'stopped early by the criterion',
  ManualStop: 'stopped, the net so far is kept',
  ArrayDivergence: 'the loss is no number any more: the last good net is kept',
};

const width = (piece: Line): number => piece.reduce((n, s) => n + cellsOf(s.text), 0);
/** No wider than the place. */
function cut(piece: Line, columns: number): Line {
  let left = columns;
  return piece.map((s) => {
    const text = cutText(s.text, left);
    left = Math.max(0, left - cellsOf(s.text));
    return { ...s, text };
  });
}

/** Pieces one after another, as many a line as there is room for. */
function flow(pieces: readonly Line[], columns: number): Line[] {
  const lines: Line[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && width(last) + 3 + width(piece) <= columns)
      lines[lines.length - 1] = [...last, { text: '   ' }, ...piece];
    else lines.push(cut(piece, columns));
  }
  return lines;
}

const labelled = (label: string, text: string, role: Span['role'] = 'value'): Line => [
  { text: `${label} `, role: 'label' },
  { text, role },
];

/** How far it is: the bar takes the room that is left, or a line of its own. */
function progressLines(s: TrainingState, f: Facts, columns: number): Line[] {
  const rounds = plannedRounds(s);
  const left = quantity('TimeRemaining', s, f);
  const fraction = s.reason === undefined ? s.progress : Math.min(1, s.progress);
  const before = [
    labelled('round', `${s.round}${rounds === undefined ? '' : `/${rounds}`}`),
    labelled('batch', `${s.batch}/${s.batchesPerRound}`),
  ];
  const after: Line[] = [[{ text: `${Math.floor(100 * fraction)}%`.padStart(4), role: 'value' }]];
  after.push(labelled('elapsed', clockTime(s.seconds)));
  if (s.reason === undefined && left !== undefined) after.push(labelled('left', clockTime(left)));
  const bar = (cells: number): Line => {
    const full = Math.round(fraction * cells);
    return [
      { text: '█'.repeat(full), role: 'bar' },
      { text: '░'.repeat(cells - full), role: 'track' },
    ];
  };
  const rest = [...before, ...after].reduce((n, p) => n + width(p) + 3, 0);
  if (columns - rest >= 10) return flow([...before, bar(Math.min(40, columns - rest)), ...after], columns);
  return [...flow(before, columns), bar(Math.max(1, Math.min(40, columns))), ...flow(after, columns)];
}

/** Losses with how they went, measurements, and how fast. */
function numberPieces(s: TrainingState, f: Facts, cells: number): Line[] {
  const number = (name: QuantityName): number | undefined => quantity(name, s, f);
  const history = s.roundLossList.length >= 2 ? s.roundLossList : s.batchLossList;
  const bad = !Number.isFinite(s.batchLoss);
  const pieces: Line[] = [
    [
      ...labelled('loss', short(bad ? s.batchLoss : (number('RoundLoss') ?? s.batchLoss)), bad ? 'bad' : 'value'),
      { text: ` ${sparkline(history, cells)}`, role: bad ? 'bad' : 'bar' },
    ],
  ];
  if (s.validationLossList.length > 0) {
    pieces.push([
      ...labelled('validation', short(s.validationLoss)),
      { text: ` ${sparkline(s.validationLossList, cells)}`, role: 'bar' },
    ]);
    pieces.push(labelled('best', `${short(number('BestValidationLoss'))} (round ${s.bestValidationRound})`, 'good'));
  }
  for (const m of measured(f, s.roundMeasurements.at(-1)))
    if (m.name !== 'Loss') pieces.push(labelled(words(m.name), value(m.name, m.value)));
  for (const m of measured(f, s.validationMeasurements.at(-1)))
    if (m.name !== 'Loss') pieces.push(labelled(`validation ${words(m.name)}`, value(m.name, m.value)));
  pieces.push(labelled('rate', short(s.learningRate)));
  pieces.push([{ text: `${rate(number('ExamplesPerSecond')!)} examples/s`, role: 'value' }]);
  return pieces;
}

function panel(s: TrainingState, f: Facts, { columns, session }: Place): Line[] {
  const faint = (text: string): Line => [{ text, role: 'faint' }];
  const [first, ...rest] = headingTexts(s, f);
  const last: Line =
    s.reason !== undefined
      ? [{ text: endings[s.reason], role: s.reason === 'ArrayDivergence' ? 'bad' : 'good' }]
      : faint(session ? 'Ctrl-C stops and keeps the net' : 'Ctrl-C ends the script');
  return [
    ...flow(
      [[{ text: 'NetTrain ', role: 'title' }, { text: first! }], ...rest.map((text): Line => [{ text }])],
      columns,
    ),
    ...progressLines(s, f, columns),
    ...flow(numberPieces(s, f, columns >= 100 ? 16 : 10), columns),
    ...flow([...frozenTexts(f).map(faint), last], columns),
  ];
}

/** Columns of rows: title, width, text. */
function columnsOf(s: TrainingState, f: Facts): (readonly [title: string, width: number, text: string])[] {
  const rounds = plannedRounds(s);
  const left = quantity('TimeRemaining', s, f);
  const validation = f.validated;
  const measurements = (values: Parameters<typeof measured>[1], prefix: string) => {
    const now = new Map(measured(f, values).map((m) => [m.name, m.value]));
    return measurementNames(f).flatMap((name): [string, number, string][] => {
      const x = now.get(name);
      const title = prefix + words(name);
      return name === 'Loss' ? [] : [[title, Math.max(8, title.length), x === undefined ? '-' : value(name, x)]];
    });
  };
  return [
    ['done', 4, `${Math.floor(100 * s.progress)}%`],
    ['round', 9, `${s.round}${rounds === undefined ? '' : `/${rounds}`}`],
    ['batch', 11, `${s.batch}/${s.batchesPerRound}`],
    ['loss', 10, short(quantity('RoundLoss', s, f) ?? s.batchLoss)],
    ...measurements(s.roundMeasurements.at(-1), ''),
    ...(validation ? ([['val. loss', 10, short(quantity('ValidationLoss', s, f))]] as const) : []),
    ...(validation ? measurements(s.validationMeasurements.at(-1), 'val. ') : []),
    ['examples/s', 10, rate(quantity('ExamplesPerSecond', s, f)!)],
    ['elapsed', 7, clockTime(s.seconds)],
    ['left', 7, s.reason !== undefined || left === undefined ? '-' : clockTime(left)],
  ];
}

const joined = (cells: readonly (readonly [text: string, width: number])[]): string =>
  cells.map(([text, w]) => text.padStart(w)).join('  ');

/** What hosts are given to show. */
export function trainingProgress(s: TrainingState, f: Facts): Progress {
  return {
    panel: (place) => panel(s, f, place),
    get heading() {
      return [
        `NetTrain: ${headingTexts(s, f).join('; ')}`,
        ...frozenTexts(f),
        joined(columnsOf(s, f).map(([title, w]) => [title, w])),
      ];
    },
    get row() {
      const row = joined(columnsOf(s, f).map(([, w, text]) => [text, w]));
      return s.reason === undefined || s.reason === 'MaximumTrainingRounds' ? row : `${row}  ${endings[s.reason]}`;
    },
    get data() {
      return reportData(s, f);
    },
  };
}
