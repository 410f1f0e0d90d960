/** What SparseArray[...]["property"] gives. */
import { type Expr, int, type Normal, Real, Str } from '../../expr/expr.ts';
import { sizeOf } from '../../expr/packed.ts';
import { list } from '../values/sequences.ts';
import { readSparse, type Sparse, sparseParts } from '../values/sparse.ts';

const positions = ({ entries }: Sparse): Expr => list(entries.map(({ at }) => list(at.map((i) => int(i)))));
const values = ({ entries }: Sparse): Expr => list(entries.map((x) => x.value));
const count = ({ entries }: Sparse): Expr => int(entries.length);

/** Columns that hold something, row by row; of vectors the positions. */
function adjacency({ shape, entries }: Sparse): Expr {
  if (shape.length === 1) return list(entries.map(({ at }) => int(at[0]!)));
  const rows = Array.from({ length: shape[0]! }, (): Expr[] => []);
  for (const { at } of entries)
    rows[at[0]! - 1]!.push(at.length === 2 ? int(at[1]!) : list(at.slice(1).map((i) => int(i))));
  return list(rows.map((r) => list(r)));
}

const properties: Readonly<Record<string, (s: Sparse, x: Normal) => Expr>> = {
  AdjacencyLists: adjacency,
  Background: (s) => s.other,
  ColumnIndices: (_s, x) => sparseParts(x).columns,
  Density: (s) => new Real(s.entries.length / sizeOf(s.shape)),
  Dimensions: (_s, x) => x.args[1]!,
  ExplicitLength: count,
  ExplicitPositions: positions,
  ExplicitValues: values,
  MatrixColumns: adjacency,
  NonzeroLength: count,
  NonzeroPositions: positions,
  NonzeroValues: values,
  RowPointers: (_s, x) => sparseParts(x).before,
};

/** The value of a property; undefined where the name is none. */
export function sparseProperty(x: Normal, name: string): Expr | undefined {
  if (name === 'Properties') return list(Object.keys(properties).map((n) => new Str(n)));
  return Object.hasOwn(properties, name) ? properties[name]!(readSparse(x), x) : undefined;
}
