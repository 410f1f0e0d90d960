/** A coder for each element of an array: of sequences as {"Varying", coder}, of labels with "Dimensions" or "InputDepth". */
import { type Expr, isCall, Kind, normal, str } from '../../../expr/expr.ts';
import { elementOf } from '../../../expr/packed.ts';
import * as S from '../../../expr/symbols.ts';
import type { Evaluation } from '../../../kernel/definitions/definition.ts';
import { type Coder, coderBox, isRefusal, type NumberArray, type Refusal, refusal } from '../../model/coder.ts';
import type { StoredAxis, StoredPort } from '../../model/port-type.ts';
import { axis, writeAxis } from '../../model/port-type.ts';

const elements = (e: Expr): readonly Expr[] | undefined => {
  if (isCall(e, S.List)) return e.args;
  return e.kind === Kind.Packed ? Array.from({ length: e.shape[0]! }, (_, i) => elementOf(e, i)) : undefined;
};

/** Elements at this depth, as far as the first one tells. */
function isNested(e: Expr, depth: number, accepts: NonNullable<Coder['accepts']>, ev?: Evaluation): boolean {
  if (depth === 0) return accepts(e, ev);
  const items = elements(e);
  return items !== undefined && items.length > 0 && items.every((x) => isNested(x, depth - 1, accepts, ev));
}

function encoded(e: Expr, depth: number, one: (e: Expr) => NumberArray | Refusal): NumberArray | Refusal {
  if (depth === 0) return one(e);
  const items = elements(e);
  if (items === undefined || items.length === 0) return refusal('nlist', e);
  const parts: NumberArray[] = [];
  for (const x of items) {
    const made = encoded(x, depth - 1, one);
    if (isRefusal(made)) return made;
    if (made.shape.join() !== (parts[0] ?? made).shape.join()) return refusal('nlist', e);
    parts.push(made);
  }
  const size = parts[0]!.data.length;
  const data = new Float32Array(size * parts.length);
  parts.forEach((p, i) => data.set(p.data, i * size));
  return { shape: [parts.length, ...parts[0]!.shape], data };
}

function decoded(v: NumberArray, depth: number, one: (v: NumberArray) => Expr | undefined): Expr | undefined {
  if (depth === 0) return one(v);
  const [n, ...rest] = v.shape as [number, ...number[]];
  const size = v.data.length / Math.max(1, n);
  const parts = Array.from({ length: n }, (_, i) =>
    decoded({ shape: rest, data: v.data.subarray(i * size, (i + 1) * size) }, depth - 1, one),
  );
  return parts.every((x) => x !== undefined) ? normal(S.List, ...parts) : undefined;
}

/** What the port is for one element. */
const inner = (port: StoredPort, depth: number): StoredPort => ({
  ...port,
  shape: port.shape === undefined ? undefined : port.shape.slice(Math.min(depth, port.shape.length)),
});

/** {d1, d2, ...} */
export function readAxes(e: Expr): readonly StoredAxis[] | undefined {
  const axes = elements(e)?.map(axis) ?? [axis(e)];
  return axes.every((a) => a !== undefined) ? axes : undefined;
}

/** `coder` at every place of an array; `written` says how it stands in a net unless that is {axes..., coder}. */
export function mapped(coder: Coder, axes: readonly StoredAxis[], written?: Pick<Coder, 'specification'>): Coder {
  const depth = axes.length;
  if (depth === 0) return coder;
  const { accepts, encode, decode, inverse, fit: fitOne } = coder;
  return {
    ...coder,
    ...(written ?? { form: normal(S.List, ...axes.map(writeAxis), coderBox(coder)) }),
    port: { ...coder.port, shape: coder.port.shape && [...axes, ...coder.port.shape] },
    ...(accepts && { accepts: (e: Expr, ev?: Evaluation) => isNested(e, depth, accepts, ev) }),
    ...(encode && { encode: (e: Expr, ev: Evaluation) => encoded(e, depth, (x) => encode(x, ev)) }),
    ...(decode && {
      decode: (v: NumberArray, property: Expr | undefined, ev: Evaluation) =>
        property?.kind === Kind.String && property.value === 'Properties'
          ? normal(S.List, ...(coder.properties ?? []).map(str))
          : decoded(v, depth, (x) => decode(x, property, ev)),
    }),
    ...(inverse && { inverse: () => mapped(inverse(), axes) }),
    ...(fitOne && { fit: (port: StoredPort) => mapped(fitOne(inner(port, depth)), axes, written) }),
  };
}
