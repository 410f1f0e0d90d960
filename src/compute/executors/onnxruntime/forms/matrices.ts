/** ONNX forms of matrix products, with what is added to them. */
import { type Call, sameShape } from '../../../program/program.ts';
import type { Mapping, Reading, Translation } from '../translation.ts';
import { binaryNode } from './elementwise.ts';

interface Factors {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

const flags = (a: Factors) => ({ transA: +!!a.transposeA, transB: +!!a.transposeB });

const product: Mapping = (r) => {
  const a = r.attributes<Factors>();
  const [x, y] = [r.name('a'), r.name('b')];
  const flat = r.shape('a').length === 2 && r.shape('b').length === 2;
  if (!a.transposeA && !a.transposeB) return r.graph.node('MatMul', [x, y]);
  // With the left factor transposed FusedMatMul is faster than Gemm, by measurement.
  if (flat && !a.transposeA) return r.graph.node('Gemm', [x, y], flags(a));
  if (r.graph.standard)
    return r.graph.node('MatMul', [turned(r, x, 'a', a.transposeA), turned(r, y, 'b', a.transposeB)]);
  return r.graph.node('FusedMatMul', [x, y], flags(a), 'com.microsoft');
};

/** A factor with its last two axes exchanged where the product asks for it. */
function turned(r: Reading, x: string, factor: string, turn: boolean | undefined): string {
  const axes = r.shape(factor).map((_, i) => i);
  return turn ? r.t.transpose(x, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]) : x;
}

/** The product that an addition takes over, and what it adds; undefined if it takes none. */
export function addedProduct(t: Translation, call: Call): { product: Call; added: number } | undefined {
  const out = t.type(call.outputs[0]!).shape;
  for (const [one, other] of [
    ['a', 'b'],
    ['b', 'a'],
  ] as const) {
    const value = call.inputs[one]!;
    const added = call.inputs[other]!;
    const p = t.producer.get(value);
    const shape = t.type(added).shape;
    const fits = sameShape(shape, out) || (shape.length === 1 && shape[0] === out[1]);
    if (
      p?.kernel === 'BatchMatMul' &&
      out.length === 2 &&
      t.uses.get(value) === 1 &&
      sameShape(t.type(value).shape, out) &&
      fits
    )
      return { product: p, added };
  }
  return undefined;
}

/** A product and the addition to it are one node. */
const add: Mapping = (r) => {
  const found = addedProduct(r.t, r.call);
  if (found === undefined) return binaryNode('Add')(r);
  const p = r.t.read(found.product);
  return r.graph.node('Gemm', [p.name('a'), p.name('b'), r.t.name(found.added)], flags(p.attributes<Factors>()));
};

export const matrices: Readonly<Record<string, Mapping>> = { BatchMatMul: product, Add: add };
