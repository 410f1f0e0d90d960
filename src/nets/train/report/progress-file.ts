/** TrainingProgressReporting -> File["name"]: one record a report, as CSV, TSV, JSON, JSON lines, WL or events of TensorBoard by the name's extension. */
import { str } from '../../../expr/expr.ts';
import { writeCsv } from '../../../formats/csv.ts';
import { writeJson } from '../../../formats/json.ts';
import { writeEvents } from '../../../formats/tensorboard.ts';
import { FileProblem } from '../../../kernel/file-problem.ts';
import type { SessionIO } from '../../../kernel/io.ts';
import { NetProblem, names } from '../../model/problem.ts';
import { type Interval, Ticker } from '../interval.ts';
import type { Handler, TrainingState } from '../loop.ts';
import { type Facts, measured, measurementNames, type QuantityName, quantities, quantity } from './report.ts';

type Value = number | undefined;
type Row = readonly (readonly [name: string, value: Value, integer: boolean])[];

const told: readonly QuantityName[] = [
  'Round',
  'AbsoluteBatch',
  'TimeElapsed',
  'LearningRate',
  'ExamplesPerSecond',
  'RoundLoss',
  'ValidationLoss',
];

function rowOf(s: TrainingState, f: Facts): Row {
  const integer = (name: QuantityName): boolean => quantities[name].kind === 'Integer';
  return [
    ...told.map((name) => [name, quantity(name, s, f), integer(name)] as const),
    ...measurements(f, s.roundMeasurements.at(-1), ''),
    ...(f.validated ? measurements(f, s.validationMeasurements.at(-1), 'Validation') : []),
  ];
}

/** Every measurement has its column from the first row on. */
function measurements(f: Facts, values: Parameters<typeof measured>[1], prefix: string): Row {
  const now = new Map(measured(f, values).map((m) => [m.name, m.value]));
  return measurementNames(f)
    .filter((name) => name !== 'Loss')
    .map((name) => [prefix + name, now.get(name), false] as const);
}

const separated =
  (separator: string) =>
  (rows: readonly Row[]): string => {
    const cells = rows.map((r) => r.map(([, x]) => (x === undefined ? '' : String(x))));
    return writeCsv([rows[0]!.map(([name]) => name), ...cells], { separator });
  };
const jsonNumber = (x: Value): number | null => (x === undefined || !Number.isFinite(x) ? null : x);
const asJson = (rows: readonly Row[]): string =>
  `${writeJson(
    rows.map((r) => new Map(r.map(([name, x]) => [name, jsonNumber(x)]))),
    ' ',
  )}\n`;

function languageNumber(x: Value, integer: boolean): string {
  if (x === undefined) return 'None';
  if (Number.isNaN(x)) return 'Indeterminate';
  if (!Number.isFinite(x)) return x > 0 ? 'Infinity' : '-Infinity';
  const text = String(x).replace('e', '*^').replace('*^+', '*^');
  return integer || /[.*]/.test(text) ? text : `${text}.`;
}
const asExpression = (rows: readonly Row[]): string =>
  `{\n${rows
    .map((r) => `  <|${r.map(([name, x, integer]) => `"${name}" -> ${languageNumber(x, integer)}`).join(', ')}|>`)
    .join(',\n')}\n}\n`;

/** One JSON object a line. */
const asJsonLines = (rows: readonly Row[]): string =>
  rows.map((r) => `${writeJson(new Map(r.map(([name, x]) => [name, jsonNumber(x)])))}\n`).join('');

/** Tags by the names of TensorBoard's groups: loss/training beside loss/validation. */
const TAGS: Readonly<Record<string, string>> = {
  RoundLoss: 'loss/training',
  ValidationLoss: 'loss/validation',
  LearningRate: 'training/learning rate',
  ExamplesPerSecond: 'training/examples per second',
};
const tagOf = (name: string): string | undefined =>
  TAGS[name] ??
  (told.includes(name as QuantityName)
    ? undefined
    : name.startsWith('Validation')
      ? `${name.slice('Validation'.length)}/validation`
      : `${name}/training`);
/** Time is that of the training, from its start on, so that the same training gives the same file. */
function asEvents(rows: readonly Row[]): Uint8Array {
  return writeEvents(
    rows.map((r) => {
      const of = (name: string): number => r.find(([n]) => n === name)?.[1] ?? 0;
      const scalars = r.flatMap(([name, x]) => {
        const tag = tagOf(name);
        return tag === undefined || x === undefined ? [] : [[tag, x] as const];
      });
      return { time: of('TimeElapsed'), step: of('AbsoluteBatch'), scalars };
    }),
  );
}

const asText =
  (write: (rows: readonly Row[]) => string) =>
  (rows: readonly Row[]): Uint8Array =>
    new TextEncoder().encode(write(rows));
const writers: Readonly<Record<string, (rows: readonly Row[]) => Uint8Array>> = {
  csv: asText(separated(',')),
  tsv: asText(separated('\t')),
  json: asText(asJson),
  jsonl: asText(asJsonLines),
  ndjson: asText(asJsonLines),
  wl: asText(asExpression),
  m: asText(asExpression),
  tfevents: asEvents,
};

/** Seconds that pass at least between two times that the file is written. */
const WRITE_EVERY = 1;

/** Throws NetProblem for a name that tells no format, and where the file cannot be written. */
export function fileHandler(path: string, interval: Interval, f: Facts, io: SessionIO): Handler {
  const writer = writers[/\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''];
  if (writer === undefined)
    throw new NetProblem('badext', str(path), names(Object.keys(writers).map((ending) => `.${ending}`)));
  const ticker = new Ticker(interval);
  const rows: Row[] = [];
  let [written, at] = [0, Number.NEGATIVE_INFINITY];
  const write = (seconds: number): void => {
    if (rows.length === written) return;
    [written, at] = [rows.length, seconds];
    try {
      io.writeFile(path, writer(rows));
    } catch (x) {
      if (x instanceof FileProblem) throw new NetProblem('noreport', str(path), str(x.reason));
      throw x;
    }
  };
  const tell = (s: TrainingState, roundDone: boolean): undefined => {
    if (!ticker.due(roundDone, s.round, s.totalBatches, s.seconds)) return;
    rows.push(rowOf(s, f));
    if (s.seconds - at >= WRITE_EVERY) write(s.seconds);
  };
  return { batch: (s) => tell(s, false), round: (s) => tell(s, true), end: (s) => write(s.seconds) };
}
