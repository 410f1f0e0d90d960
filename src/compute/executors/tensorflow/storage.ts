/** The order of axes in which an array lies inside the session, where another one than the net's saves work. */
import { op } from '../../program/operations.ts';
import { type Call, type Program, sameShape } from '../../program/program.ts';

/** A program over arrays in their stored order. */
export interface Stored {
  readonly program: Program;
  /** By array key: axis i of the stored array is axis order[i] of the net's. Others are stored as they are. */
  readonly orders: ReadonlyMap<string, readonly number[]>;
}

const inverse = (p: readonly number[]): number[] => p.map((_, i) => p.indexOf(i));

/**
 * Convolution kernels are stored as the backend wants them, if the program transposes them in every use, and their
 * gradients back. Matrices that every product takes transposed are stored transposed: the engine is faster so.
 */
export function stored(p: Program): Stored {
  const orders = new Map<string, readonly number[]>();
  let program = p;
  for (const { key, value } of p.arrays) {
    const order = transposedUse(program, key, value);
    if (order !== undefined) {
      orders.set(key, order);
      program = untranspose(program, key, value, order);
    } else if (turnedUse(program, key, value)) {
      orders.set(key, [1, 0]);
      program = turn(program, key, value);
    }
  }
  return { program, orders };
}

const usesOf = (p: Program, value: number): Call[] => p.calls.filter((c) => Object.values(c.inputs).includes(value));
const permOf = (c: Call): readonly number[] => c.attributes.perm as readonly number[];

/** The call that makes the gradient of an array, if nothing else wants the gradient or the array. */
function gradientCall(p: Program, key: string, value: number): Call | undefined {
  const gradient = p.outputs.find((o) => o.role === 'gradient' && o.name === key);
  if (gradient === undefined || p.outputs.some((o) => o.value === value)) return undefined;
  const shared = p.outputs.filter((o) => o.value === gradient.value).length > 1 || usesOf(p, gradient.value).length > 0;
  return shared ? undefined : p.calls.find((c) => c.outputs.includes(gradient.value));
}

/** The one order in which all uses transpose the array and from which its gradient is transposed back. */
function transposedUse(p: Program, key: string, value: number): readonly number[] | undefined {
  const uses = usesOf(p, value);
  const [first] = uses;
  const back = gradientCall(p, key, value);
  if (first === undefined || back?.kernel !== op.Transpose) return undefined;
  const order = permOf(first);
  const same = uses.every((c) => c.kernel === op.Transpose && sameShape(permOf(c), order));
  return same && sameShape(permOf(back), inverse(order)) ? order : undefined;
}

function retyped(p: Program, value: number, order: readonly number[]): Program['values'] {
  const type = p.values[value]!;
  return p.values.map((t, i) => (i === value ? { ...type, shape: order.map((a) => type.shape[a]!) } : t));
}

/** Takes the transposes of an array and of its gradient out. */
function untranspose(p: Program, key: string, value: number, order: readonly number[]): Program {
  const gone = new Set(usesOf(p, value));
  const aliases = new Set([...gone].flatMap((c) => c.outputs));
  const back = gradientCall(p, key, value)!;
  const calls = p.calls
    .filter((c) => !gone.has(c) && c !== back)
    .map((c) => ({
      ...c,
      inputs: Object.fromEntries(Object.entries(c.inputs).map(([n, v]) => [n, aliases.has(v) ? value : v])),
    }));
  const outputs = p.outputs.map((o) => (o.value === back.outputs[0] ? { ...o, value: back.inputs.x! } : o));
  return { ...p, values: retyped(p, value, order), calls, outputs };
}

const isFlat = (p: Program, c: Call): boolean =>
  c.kernel === op.BatchMatMul && Object.values(c.inputs).every((v) => p.values[v]!.shape.length === 2);

/** A matrix that only products use, one of them transposed as their second factor, and whose gradient is a product. */
function turnedUse(p: Program, key: string, value: number): boolean {
  const uses = usesOf(p, value);
  const back = gradientCall(p, key, value);
  if (back === undefined || uses.includes(back) || !isFlat(p, back) || !uses.every((c) => isFlat(p, c))) return false;
  return uses.some((c) => c.inputs.b === value && c.attributes.transposeB === true);
}

/** Turns a matrix, its uses and its gradient. */
function turn(p: Program, key: string, value: number): Program {
  const back = gradientCall(p, key, value)!;
  const flag = (c: Call, name: string): boolean => c.attributes[name] === true;
  const calls = p.calls.map((c): Call => {
    const [a, b] = [flag(c, 'transposeA'), flag(c, 'transposeB')];
    if (c === back)
      return {
        ...c,
        inputs: { a: c.inputs.b!, b: c.inputs.a! },
        attributes: { ...c.attributes, transposeA: !b, transposeB: !a },
      };
    if (!Object.values(c.inputs).includes(value)) return c;
    const turned = { transposeA: c.inputs.a === value ? !a : a, transposeB: c.inputs.b === value ? !b : b };
    return { ...c, attributes: { ...c.attributes, ...turned } };
  });
  const values = retyped(retypedGradient(p, back), value, [1, 0]);
  return { ...p, values, calls };
}

const retypedGradient = (p: Program, back: Call): Program => ({ ...p, values: retyped(p, back.outputs[0]!, [1, 0]) });
