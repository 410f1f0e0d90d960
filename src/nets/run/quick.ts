/** net[x] for one example: the common case of one input and one output, without what other cases need. */
import type { TensorValue } from '../../compute/contract/step.ts';
import { type Expr, isCall, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { expressionOf } from '../model/arrays.ts';
import { type Coder, decodedValue, isRefusal } from '../model/coder.ts';
import type { Net } from '../model/net.ts';
import { countOf } from '../model/shape.ts';
import { isInitialized } from '../write/initialize.ts';
import { outputsOf } from './outputs.ts';
import type { Prepared } from './runnable.ts';

interface Quick {
  readonly prepared: Prepared;
  readonly shape: readonly number[];
  readonly encoder: Coder | undefined;
  readonly decoder: Coder | undefined;
  /** The input of the run, used again each time. */
  readonly buffer: Float32Array;
  readonly inputs: Readonly<Record<string, TensorValue>>;
}

/** null: the net is not of the simple kind. */
const known = new WeakMap<Net, Quick | null>();

function make(net: Net): Quick | null {
  const [input, ...moreInputs] = net.inputs;
  const [output, ...moreOutputs] = net.outputs;
  if (input === undefined || output === undefined || moreInputs.length > 0 || moreOutputs.length > 0) return null;
  const [name, port] = input;
  if (port.index !== undefined || output[1].index !== undefined || !isInitialized(net)) return null;
  if (port.shape === undefined || !port.shape.every((a): a is number => typeof a === 'number')) return null;
  const encoder = net.coders.get(name);
  if (encoder !== undefined && (encoder.encode === undefined || encoder.accepts === undefined)) return null;
  const prepared = outputsOf(net, [{ path: [], port: output[0] }], false, {});
  if (prepared.runnable.for(new Map([[name, port.shape]])).noise.size > 0) return null;
  const buffer = new Float32Array(countOf(port.shape));
  return {
    prepared,
    shape: port.shape,
    encoder,
    decoder: net.coders.get(output[0]),
    buffer,
    inputs: { [name]: { shape: [1, ...port.shape], dtype: 'float32', data: buffer } },
  };
}

/** Numbers of nested lists of exactly this shape; false for anything else. */
function read(
  e: Expr,
  shape: readonly number[],
  axis: number,
  target: Float32Array,
  at: number,
  size: number,
): boolean {
  if (e.kind === Kind.Packed) {
    if (e.shape.length !== shape.length - axis) return false;
    for (let i = axis; i < shape.length; i++) if (e.shape[i - axis] !== shape[i]) return false;
    target.set(e.data, at);
    return true;
  }
  if (axis === shape.length) {
    if (e.kind !== Kind.Real && e.kind !== Kind.Integer) return false;
    target[at] = Number(e.value);
    return true;
  }
  if (!isCall(e, S.List) || e.args.length !== shape[axis]) return false;
  const step = size / shape[axis]!;
  for (let i = 0; i < e.args.length; i++)
    if (!read(e.args[i]!, shape, axis + 1, target, at + i * step, step)) return false;
  return true;
}

/** The value of net[data] where that is simple; undefined: ask applyNet. */
export function quickValue(net: Net, data: Expr, e: Evaluation): Expr | undefined {
  let q = known.get(net);
  if (q === undefined) {
    q = make(net);
    known.set(net, q);
  }
  if (q === null) return undefined;
  if (q.encoder?.accepts?.(data, e)) {
    const made = q.encoder.encode!(data, e);
    if (isRefusal(made) || made.data.length !== q.buffer.length) return undefined;
    q.buffer.set(made.data);
  } else if (!read(data, q.shape, 0, q.buffer, 0, q.buffer.length)) return undefined;
  const { shape, data: numbers } = q.prepared.evaluator.run(q.inputs)['0']!;
  const value = {
    shape: shape.slice(1),
    data: numbers instanceof Float32Array ? numbers : Float32Array.from(numbers),
  };
  return q.decoder === undefined ? expressionOf(value) : decodedValue(q.decoder, value, undefined, e);
}
