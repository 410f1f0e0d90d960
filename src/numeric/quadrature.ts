/** Integrals of functions of one real variable: adaptive Gauss-Kronrod rule with 7 and 15 points. */

/** Points in [0, 1) and weights of the 15-point rule; every second point belongs to the 7-point rule as well. */
const NODES = [
  0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926,
  0.741531185599394439863864773280788, 0.58608723546769113029414469325098, 0.405845151377397166906606412076961,
  0.207784955007898467600689403773245, 0,
];
const KRONROD = [
  0.02293532201052922496373200805897, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518,
  0.140653259715525918745189590510238, 0.16900472663926790282658342659855, 0.190350578064785409913256402421014,
  0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
];
const GAUSS = [
  0.129484966168869693270611432679082, 0.27970539148927666790146777142378, 0.381830050505118944950369775488975,
  0.417959183673469387755102040816327,
];

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly error: number;
}
function rule(f: (x: number) => number, from: number, to: number): Piece {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  let kronrod = 0;
  let gauss = 0;
  NODES.forEach((node, i) => {
    const sum = node === 0 ? f(middle) : f(middle - half * node) + f(middle + half * node);
    kronrod += KRONROD[i]! * sum;
    if (i % 2 === 1) gauss += GAUSS[(i - 1) / 2]! * sum;
  });
  return { from, to, value: kronrod * half, error: Math.abs((kronrod - gauss) * half) };
}

export interface Integral {
  readonly value: number;
  readonly error: number;
  readonly converged: boolean;
}

/** Intervals with the greatest error are halved until the sum of errors is small enough, at most `maxPieces` of them. */
export function integrate(
  f: (x: number) => number,
  from: number,
  to: number,
  relative: number,
  absolute: number,
  maxPieces = 2000,
): Integral {
  const pieces = [rule(f, from, to)];
  const total = (): readonly [number, number] => [
    pieces.reduce((s, p) => s + p.value, 0),
    pieces.reduce((s, p) => s + p.error, 0),
  ];
  let [value, error] = total();
  while (!(error <= Math.max(absolute, relative * Math.abs(value))) && pieces.length < maxPieces) {
    let worst = 0;
    pieces.forEach((p, i) => {
      if (!(p.error <= pieces[worst]!.error)) worst = i;
    });
    const p = pieces[worst]!;
    const middle = (p.from + p.to) / 2;
    if (middle === p.from || middle === p.to) break;
    pieces[worst] = rule(f, p.from, middle);
    pieces.push(rule(f, middle, p.to));
    [value, error] = total();
  }
  return { value, error, converged: error <= Math.max(absolute, relative * Math.abs(value)) };
}
