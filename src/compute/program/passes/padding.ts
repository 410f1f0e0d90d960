/** Passes: zeros around an image become padding of the convolution that sees them, also through functions that keep zeros. */
import { isMap, op, operationOf } from '../operations.ts';
import type { Call, Program } from '../program.ts';

const filterGradients: ReadonlySet<string> = new Set([op.Conv2DBackpropFilter, op.DepthwiseConv2dNativeBackpropFilter]);
const inputGradients: ReadonlySet<string> = new Set([op.Conv2DBackpropInput, op.DepthwiseConv2dNativeBackpropInput]);

type Margins = readonly (readonly [number, number])[];
const noMargin = ([before, after]: readonly [number, number]): boolean => before === 0 && after === 0;

/** Zeros around height and width only. */
function spatialMargins(call: Call | undefined): Margins | undefined {
  if (call?.kernel !== op.PadV2 || call.attributes.constantValue !== 0) return undefined;
  const m = call.attributes.paddings as Margins;
  return m.length === 4 && noMargin(m[0]!) && noMargin(m[3]!) ? m : undefined;
}

const pairOf = (x: unknown): readonly [number, number] =>
  Array.isArray(x)
    ? [x[0] as number, x[1] as number]
    : [(x as number | undefined) ?? 1, (x as number | undefined) ?? 1];

/** "same" where that means the same margins: all executors know it. */
function padAttribute(m: Margins, input: readonly number[], filter: readonly number[], a: Call['attributes']): unknown {
  const [strides, dilations] = [pairOf(a.strides), pairOf(a.dilations)];
  const same = [0, 1].every((i) => {
    const [size, stride] = [input[i + 1]!, strides[i]!];
    const reach = dilations[i]! * (filter[i]! - 1) + 1;
    const total = Math.max((Math.ceil(size / stride) - 1) * stride + reach - size, 0);
    return m[i + 1]![0] === Math.floor(total / 2) && m[i + 1]![1] === total - Math.floor(total / 2);
  });
  return same ? 'same' : m;
}

/** A function that keeps zeros, and alone reads an image with zeros around it, is done before they are put there. */
export function paddingLast(p: Program): Program {
  const readers = new Map<number, number>(p.outputs.map((o) => [o.value, 1]));
  for (const c of p.calls) for (const v of Object.values(c.inputs)) readers.set(v, (readers.get(v) ?? 0) + 1);
  const pads = new Map<number, Call>();
  const values = [...p.values];
  const calls = p.calls.flatMap((call): Call[] => {
    const [out] = call.outputs as [number];
    const [x] = Object.values(call.inputs);
    const pad = x === undefined || readers.get(x) !== 1 ? undefined : pads.get(x);
    const operation = operationOf(call);
    if (pad === undefined || !isMap(operation) || !operation.keepsZero) {
      if (spatialMargins(call) !== undefined) pads.set(out, call);
      return [call];
    }
    const inner = pad.inputs.x!;
    const made = values.push({ shape: values[inner]!.shape, dtype: values[out]!.dtype }) - 1;
    const [name] = Object.keys(call.inputs) as [string];
    const after: Call = { ...pad, inputs: { x: made }, outputs: [out] };
    pads.set(out, after);
    return [{ ...call, inputs: { [name]: inner }, outputs: [made] }, after];
  });
  return { ...p, values, calls };
}

/** Zeros put around an image for a convolution, and cut off its gradient, become padding of the convolution. */
export function withoutPadding(p: Program): Program {
  const makers = new Map(p.calls.flatMap((c) => c.outputs.map((v) => [v, c] as const)));
  const shape = (v: number): readonly number[] => p.values[v]!.shape;
  const calls = p.calls.map((call): Call => {
    const { kernel, inputs, attributes: a } = call;
    const forward = kernel === op.Conv2D || kernel === op.DepthwiseConv2dNative;
    if (forward || filterGradients.has(kernel)) {
      const pad = makers.get(inputs.x!);
      const margins = spatialMargins(pad);
      if (margins === undefined || a.pad !== 'valid') return call;
      const x = Object.values(pad!.inputs)[0]!;
      const filter = forward ? shape(inputs.filter!) : (a.filterShape as number[]);
      return {
        ...call,
        inputs: { ...inputs, x },
        attributes: { ...a, pad: padAttribute(margins, shape(x), filter, a) },
      };
    }
    if (kernel !== op.Slice) return call;
    const gradient = makers.get(inputs.x!);
    if (gradient === undefined || !inputGradients.has(gradient.kernel) || gradient.attributes.pad !== 'valid')
      return call;
    const [whole, part] = [shape(inputs.x!), shape(call.outputs[0]!)];
    const begin = [a.begin as number | number[]].flat();
    if (whole[0] !== part[0] || whole[3] !== part[3] || begin.length !== 4) return call;
    const margins: Margins = begin.map((b, i) => [b, whole[i]! - b - part[i]!] as const);
    const pad = padAttribute(margins, part, shape(gradient.inputs.filter!), gradient.attributes);
    return { ...gradient, outputs: call.outputs, attributes: { ...gradient.attributes, inputShape: [...part], pad } };
  });
  return { ...p, calls };
}
