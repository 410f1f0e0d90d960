/** Products of matrices and of stacks of them. */

import { dotProductCode, isDotProduct } from '../../../machine/jit/kernels/dot-product.ts';
import { type Product, panelSize, productCode } from '../../../machine/jit/kernels/product.ts';
import { target } from '../../../machine/jit/target.ts';
import { elements } from '../../../program/program.ts';
import { type Lower, type Machine, region, type Step, shares, task } from '../lowering.ts';
import { copyStep } from './arrangements.ts';

/** Operands of a stack of products; steps and jumps are in numbers. */
export interface Operands {
  readonly count: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly product: Product;
}

/** Rows below which copying a panel of B costs more than reading it where it lies. */
const FEW_ROWS = 28;
/** Rows up to which sums along vectors are cheaper than turning B first. */
const FEW_DOTS = 10;
/** Bytes between rows from which they compete for the same lines of the cache. */
const FAR = 2048;

/** One step for a stack of products: threads share the products, else columns, else rows. */
export function productStep(m: Machine, o: Operands): Step {
  const { product: p } = o;
  const dot = isDotProduct(p) && p.m <= FEW_DOTS;
  const work = o.count * p.m * p.n * p.k;
  const piece = (rows: number, columns: number): Product => ({ ...p, m: rows, n: columns });
  const one = (
    counted: readonly [number, number],
    rows: readonly [number, number],
    columns: readonly [number, number],
  ) => {
    const part = piece(rows[1] - rows[0], columns[1] - columns[0]);
    const [ja, jb, jc] = p.jumps;
    const a = o.a + 4 * (counted[0] * ja + rows[0] * p.aRow);
    const b = o.b + 4 * (counted[0] * jb + columns[0] * p.bColumn);
    const c = o.c + 4 * (counted[0] * jc + rows[0] * p.cRow + columns[0]);
    const count = counted[1] - counted[0];
    const extent = (jump: number, ...axes: readonly (readonly [number, number])[]): number =>
      (count - 1) * jump + axes.reduce((n, [length, step]) => n + (length - 1) * step, 1);
    const room = part.pack && !dot ? m.scratch(panelSize(part)) : 0;
    const result = region(c, extent(jc, [part.m, p.cRow], [part.n, 1]));
    const reads = [
      region(a, extent(ja, [part.m, p.aRow], [p.k, p.aTerm])),
      region(b, extent(jb, [part.n, p.bColumn], [p.k, p.bTerm])),
    ];
    return { part, args: [a, b, c, room, count], reads, result };
  };
  const whole = { count: [0, o.count], rows: [0, p.m], columns: [0, p.n] } as const;
  return divided(m, o, work).map((d) => {
    const { part, args, reads, result } = one(d.count ?? whole.count, d.rows ?? whole.rows, d.columns ?? whole.columns);
    if (dot) return task('dot product', dotProductCode, part, args, reads, [result]);
    const t = task('product', productCode, part, args, reads, [result]);
    return part.pack ? { ...t, writes: [result, region(args[3]!, panelSize(part))] } : t;
  });
}

type Span = readonly [number, number];

/** What is divided: both threads read the whole of the other factor. */
function divided(
  m: Machine,
  { count, product: p }: Operands,
  work: number,
): { count?: Span; rows?: Span; columns?: Span }[] {
  if (count > 1) return shares(m, count, 1, work).map((s) => ({ count: s }));
  const [rows, columns] = [shares(m, p.m, p.m >= 8 ? 2 : 1, work), shares(m, p.n, 32, work)];
  const even = (s: readonly Span[], n: number): boolean => s[0]![1] * s.length - n <= n / 8;
  const high = p.m >= 2 * p.n || rows.length > columns.length;
  const byRows = rows.length > 1 && (high || !even(columns, p.n));
  return byRows ? rows.map((s) => ({ rows: s })) : columns.map((s) => ({ columns: s }));
}

/** Whether panels of B are copied: if their numbers do not lie side by side, or are far from row to row and used often. */
export const packs = (m: number, bTerm: number, bColumn: number): boolean =>
  bColumn !== 1 || (m > FEW_ROWS && bTerm * 4 >= FAR);

export const BatchMatMul: Lower = (m, call) => {
  const { a, b } = call.inputs as { a: number; b: number };
  const [y] = call.outputs as [number];
  const { transposeA, transposeB } = call.attributes as { transposeA?: boolean; transposeB?: boolean };
  const [sa, sb, sy] = [m.shape(a), m.shape(b), m.shape(y)];
  const [rows, columns] = sy.slice(-2) as [number, number];
  const k = sa.at(transposeA === true ? -2 : -1)!;
  const [countA, countB, count] = [sa, sb, sy].map((s) => elements(s.slice(0, -2))) as [number, number, number];
  const fits = (n: number): boolean => n === count || n === 1;
  if (!fits(countA) || !fits(countB) || k === 0) return undefined;
  // a stack of left factors and one right factor are one product
  const tall = countB === 1 && transposeA !== true;
  const [times, high] = tall ? [1, rows * count] : [count, rows];
  const [bTerm, bColumn] = transposeB === true ? [1, k] : [columns, 1];
  const product: Product = {
    m: high,
    n: columns,
    k,
    aRow: transposeA === true ? 1 : k,
    aTerm: transposeA === true ? rows : 1,
    bTerm,
    bColumn,
    cRow: columns,
    accumulate: false,
    pack: packs(high, bTerm, bColumn),
    jumps: [countA === 1 ? 0 : rows * k, countB === 1 ? 0 : k * columns, rows * columns],
  };
  return productSteps(m, { count: times, a: m.place(a), b: m.place(b), c: m.place(y), product });
};

/** Vectors of columns from which turning a left factor costs little beside the product. */
const MANY_VECTORS = 8;
/** The nearest cache, at its smallest: lines of each set, and bytes from which places fall into the same sets again. */
const WAYS = 8;
const WAY = 4096;

/** Whether lines of the cache so many bytes apart push each other out before all terms have passed. */
function compete(terms: number, bytes: number): boolean {
  const sets = WAY / Math.min(WAY, Math.max(64, bytes & -bytes));
  return bytes >= FAR && terms > sets * WAYS;
}

/** A left factor whose terms are on lines that compete is turned first. */
function productSteps(m: Machine, o: Operands): Step[] {
  const { product: p } = o;
  if (p.aRow !== 1 || o.count > 1 || p.n < MANY_VECTORS * target().lanes || !compete(p.k, p.aTerm * 4))
    return [productStep(m, o)];
  const turned = m.scratch(p.m * p.k);
  const turn = copyStep(m, o.a, turned, [
    [p.m, 1, p.k],
    [p.k, p.aTerm, 1],
  ]);
  return [turn, productStep(m, { ...o, a: turned, product: { ...p, aRow: p.k, aTerm: 1 } })];
}
