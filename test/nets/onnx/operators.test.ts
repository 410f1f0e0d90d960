/** Operators of ONNX by their definitions: of a batch of examples by layers, and of known numbers when the file is read. */
import { describe, expect, test } from 'vitest';
import { ElementType, writeModel } from '../../../src/formats/onnx.ts';
import type { AttributeProto, NodeProto, TensorProto } from '../../../src/formats/onnx-schema.ts';
import { createSession } from '../../../src/index.ts';
import { evaluate } from '../evaluation.ts';

type Attributes = Readonly<Record<string, number | string | readonly number[]>>;
/** Numbers with their dimensions; whole numbers where `whole` says so. */
interface Given {
  readonly dims: readonly number[];
  readonly numbers: readonly number[];
  readonly whole?: true;
}

/** Attributes of ONNX say their kind: numbers with a point are floats here, all others integers. */
const FLOATS = new Set(['alpha', 'beta', 'gamma', 'bias', 'lambd', 'epsilon']);
const attribute = (name: string, v: Attributes[string]): AttributeProto => {
  if (typeof v === 'string') return { name, type: 3, s: new TextEncoder().encode(v) };
  if (typeof v !== 'number') return { name, type: 7, ints: v };
  return FLOATS.has(name) ? { name, type: 1, f: v } : { name, type: 2, i: v };
};
const whole = (...numbers: number[]): Given => ({ dims: [numbers.length], numbers, whole: true });
const tensor = (name: string, { dims, numbers, whole }: Given): TensorProto =>
  whole
    ? { name, dims, data_type: ElementType.INT64, int64_data: numbers }
    : { name, dims, data_type: ElementType.FLOAT, float_data: numbers };

/** A graph of one node on x, a batch of examples, and other inputs that are known; where x is known too, it is added to the examples as one line of `count` numbers. */
function model(operator: string, attributes: Attributes, x: Given, others: readonly Given[], count?: number): string {
  const isKnown = count !== undefined;
  const names = others.map((_, i) => `c${i}`);
  const port = (name: string, dims: readonly number[]) => ({
    name,
    type: {
      tensor_type: {
        elem_type: ElementType.FLOAT,
        shape: { dim: [{ dim_param: 'N' }, ...dims.map((dim_value) => ({ dim_value }))] },
      },
    },
  });
  const made: NodeProto = {
    op_type: operator,
    input: [isKnown ? 'known' : 'x', ...names],
    output: [isKnown ? 'k' : 'y'],
    attribute: Object.entries(attributes).map(([name, v]) => attribute(name, v)),
  };
  const rest: NodeProto[] = isKnown
    ? [
        { op_type: 'Cast', input: ['k'], output: ['f'], attribute: [attribute('to', ElementType.FLOAT)] },
        { op_type: 'Reshape', input: ['f', 'line'], output: ['r'] },
        { op_type: 'Add', input: ['x', 'r'], output: ['y'] },
      ]
    : [];
  const bytes = writeModel({
    ir_version: 8,
    opset_import: [{ domain: '', version: 18 }],
    graph: {
      name: 'g',
      node: [made, ...rest],
      input: [port('x', isKnown ? [count] : x.dims.slice(1))],
      output: [{ name: 'y' }],
      initializer: [
        ...others.map((o, i) => tensor(names[i]!, o)),
        ...(isKnown ? [tensor('known', x), tensor('line', whole(-1))] : []),
      ],
    },
  });
  return `ImportByteArray[ByteArray["${Buffer.from(bytes).toString('base64')}"], "ONNX"]`;
}

const session = createSession({ seed: 1 });
const nested = ({ dims, numbers }: Given): string =>
  dims.length === 0
    ? `${numbers[0]}`
    : `ArrayReshape[{${numbers.map((n) => `${n}.`.replace(/\.(\d+)\.$/, '.$1')).join(', ')}}, {${dims.join(', ')}}]`;
const readNumbers = (text: string): number[] =>
  [...text.matchAll(/-?\d+\.?\d*(?:\*\^-?\d+)?/g)].map(([n]) => Number(n.replace('*^', 'e')));

/** What comes of a batch by layers. */
function byLayers(operator: string, attributes: Attributes, x: Given, others: readonly Given[] = []): number[] {
  const { value, texts } = evaluate(
    `net = ${model(operator, attributes, x, others)}; Flatten[Normal[net[${nested(x)}]]]`,
    session,
  );
  expect(texts).toEqual([]);
  return readNumbers(value);
}
/** What comes of known numbers, as many as `count`. */
function known(operator: string, count: number, x: Given, others: readonly Given[] = []): number[] {
  const { value, texts } = evaluate(
    `net = ${model(operator, {}, x, others, count)}; Normal[net[ConstantArray[0., ${count}]]]`,
    session,
  );
  expect(texts).toEqual([]);
  return readNumbers(value);
}

const close = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual.length).toBe(expected.length);
  expected.forEach((v, i) => expect(actual[i]).toBeCloseTo(v, 5));
};

const LINE: Given = { dims: [2, 4], numbers: [-3, -1.5, -0.5, -0.25, 0.25, 0.5, 1.5, 3] };
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const SELU = [1.67326319217681884765625, 1.05070102214813232421875] as const;

const maps: readonly (readonly [operator: string, attributes: Attributes, f: (x: number) => number])[] = [
  ['Relu', {}, (x) => Math.max(0, x)],
  ['Sigmoid', {}, sigmoid],
  ['Tanh', {}, Math.tanh],
  ['Exp', {}, Math.exp],
  ['Abs', {}, Math.abs],
  ['Neg', {}, (x) => -x],
  ['Floor', {}, Math.floor],
  ['Ceil', {}, Math.ceil],
  ['Sign', {}, Math.sign],
  ['Reciprocal', {}, (x) => 1 / x],
  ['Sin', {}, Math.sin],
  ['Cos', {}, Math.cos],
  ['Tan', {}, Math.tan],
  ['Atan', {}, Math.atan],
  ['Sinh', {}, Math.sinh],
  ['Cosh', {}, Math.cosh],
  ['Asinh', {}, Math.asinh],
  ['Softplus', {}, (x) => Math.log(1 + Math.exp(x))],
  ['Softsign', {}, (x) => x / (1 + Math.abs(x))],
  ['Mish', {}, (x) => x * Math.tanh(Math.log(1 + Math.exp(x)))],
  ['HardSwish', {}, (x) => x * Math.max(0, Math.min(1, x / 6 + 0.5))],
  ['Elu', {}, (x) => (x < 0 ? Math.exp(x) - 1 : x)],
  ['Elu', { alpha: 0.5 }, (x) => (x < 0 ? 0.5 * (Math.exp(x) - 1) : x)],
  ['Celu', { alpha: 2 }, (x) => Math.max(0, x) + Math.min(0, 2 * (Math.exp(x / 2) - 1))],
  ['Selu', {}, (x) => SELU[1] * (x > 0 ? x : SELU[0] * (Math.exp(x) - 1))],
  ['LeakyRelu', {}, (x) => (x < 0 ? 0.01 * x : x)],
  ['LeakyRelu', { alpha: 3 }, (x) => (x < 0 ? 3 * x : x)],
  ['ThresholdedRelu', {}, (x) => (x > 1 ? x : 0)],
  ['ThresholdedRelu', { alpha: 0.25 }, (x) => (x > 0.25 ? x : 0)],
  ['HardSigmoid', {}, (x) => Math.max(0, Math.min(1, 0.2 * x + 0.5))],
  ['HardSigmoid', { alpha: 0.5, beta: 0.25 }, (x) => Math.max(0, Math.min(1, 0.5 * x + 0.25))],
  ['Shrink', {}, (x) => (Math.abs(x) > 0.5 ? x : 0)],
  ['Shrink', { bias: 0.25, lambd: 1 }, (x) => (x < -1 ? x + 0.25 : x > 1 ? x - 0.25 : 0)],
];

describe('functions of numbers', () => {
  test.each(maps)('%s %j', (operator, attributes, f) =>
    close(byLayers(operator, attributes, LINE), LINE.numbers.map(f)),
  );
  const folded = ['Exp', 'Abs', 'Neg', 'Floor', 'Ceil', 'Sign', 'Reciprocal', 'Sin', 'Atan', 'Tanh', 'Sigmoid', 'Relu'];
  test.each(maps.filter(([operator]) => folded.includes(operator)))('%s of known numbers', (operator, _, f) =>
    close(known(operator, 8, LINE), LINE.numbers.map(f)),
  );
  test('rounding is to even', () => {
    const halves: Given = { dims: [1, 4], numbers: [-1.5, 0.5, 1.5, 2.5] };
    close(byLayers('Round', {}, halves), [-2, 0, 2, 2]);
  });
  test('Clip, with one limit, with both', () => {
    const limit = (n: number): Given => ({ dims: [], numbers: [n] });
    close(
      byLayers('Clip', {}, LINE, [limit(-1)]),
      LINE.numbers.map((x) => Math.max(-1, x)),
    );
    close(
      byLayers('Clip', {}, LINE, [limit(-1), limit(0.5)]),
      LINE.numbers.map((x) => Math.min(0.5, Math.max(-1, x))),
    );
    close(
      known('Clip', 8, LINE, [limit(-1), limit(0.5)]),
      LINE.numbers.map((x) => Math.min(0.5, Math.max(-1, x))),
    );
  });
  test('PRelu with a slope for each channel', () => {
    const slopes: Given = { dims: [4], numbers: [0.5, 2, -1, 0] };
    close(
      byLayers('PRelu', {}, LINE, [slopes]),
      LINE.numbers.map((x, i) => (x < 0 ? x * slopes.numbers[i % 4]! : x)),
    );
  });
});

const ROW: Given = { dims: [4], numbers: [2, -1.5, 0.5, 4] };
const pairs: readonly (readonly [operator: string, f: (x: number, y: number) => number])[] = [
  ['Add', (x, y) => x + y],
  ['Sub', (x, y) => x - y],
  ['Mul', (x, y) => x * y],
  ['Div', (x, y) => x / y],
  ['Max', Math.max],
  ['Min', Math.min],
  ['Greater', (x, y) => Number(x > y)],
  ['GreaterOrEqual', (x, y) => Number(x >= y)],
  ['Less', (x, y) => Number(x < y)],
  ['LessOrEqual', (x, y) => Number(x <= y)],
  ['Equal', (x, y) => Number(x === y)],
];
describe('functions of two numbers, the second one for each column', () => {
  const expected = (f: (x: number, y: number) => number): number[] =>
    LINE.numbers.map((x, i) => f(x, ROW.numbers[i % 4]!));
  test.each(pairs)('%s', (operator, f) => close(byLayers(operator, {}, LINE, [ROW]), expected(f)));
  test.each(pairs)('%s of known numbers', (operator, f) => close(known(operator, 8, LINE, [ROW]), expected(f)));
});

const CUBE: Given = { dims: [2, 2, 3], numbers: [1, -2, 3, 4, 5, -6, 7, 8, 9, 10, -11, 12] };
const rows = [
  [1, -2, 3],
  [4, 5, -6],
  [7, 8, 9],
  [10, -11, 12],
];
const total = (r: readonly number[]): number => r.reduce((a, b) => a + b, 0);
const reductions: readonly (readonly [operator: string, f: (row: readonly number[]) => number])[] = [
  ['ReduceSum', total],
  ['ReduceMean', (r) => total(r) / r.length],
  ['ReduceMax', (r) => Math.max(...r)],
  ['ReduceMin', (r) => Math.min(...r)],
  ['ReduceProd', (r) => r.reduce((a, b) => a * b, 1)],
  ['ReduceL1', (r) => total(r.map(Math.abs))],
  ['ReduceL2', (r) => Math.hypot(...r)],
  ['ReduceSumSquare', (r) => total(r.map((x) => x * x))],
  ['ReduceLogSumExp', (r) => Math.log(total(r.map(Math.exp)))],
];
describe('reductions of the last axis', () => {
  test.each(reductions)('%s', (operator, f) =>
    close(byLayers(operator, { keepdims: 0 }, CUBE, [whole(2)]), rows.map(f)),
  );
});

describe('arrangements', () => {
  const cases: readonly (readonly [string, string, Attributes, readonly Given[], readonly number[]])[] = [
    ['Transpose', 'of levels', { perm: [0, 2, 1] }, [], [1, 4, -2, 5, 3, -6, 7, 10, 8, -11, 9, 12]],
    ['Gather', 'from the end', { axis: 2 }, [whole(2, -3)], [3, 1, -6, 4, 9, 7, 12, 10]],
    ['Reshape', 'to the rest', {}, [whole(0, -1)], CUBE.numbers],
    ['Flatten', 'of all levels', { axis: 1 }, [], CUBE.numbers],
    ['Concat', 'with itself', { axis: 1 }, [], CUBE.numbers],
  ];
  test.each(cases)('%s %s', (operator, _, attributes, others, expected) =>
    close(byLayers(operator, attributes, CUBE, others), expected),
  );
  test('Slice with a first, a last and a step', () => {
    close(byLayers('Slice', {}, CUBE, [whole(0), whole(3), whole(2), whole(2)]), [1, 3, 4, -6, 7, 9, 10, 12]);
    close(byLayers('Slice', {}, CUBE, [whole(1), whole(9), whole(2)]), [-2, 3, 5, -6, 8, 9, -11, 12]);
  });
  test('Pad of the last axis', () => {
    const zero: Given = { dims: [], numbers: [0.5] };
    close(
      byLayers('Pad', {}, CUBE, [whole(0, 0, 1, 0, 0, 2), zero]),
      rows.flatMap((r) => [0.5, ...r, 0.5, 0.5]),
    );
  });
});

describe('along an axis', () => {
  const exps = (r: readonly number[]): number[] => r.map((x) => Math.exp(x) / total(r.map(Math.exp)));
  test('Softmax and LogSoftmax', () => {
    close(byLayers('Softmax', { axis: 2 }, CUBE), rows.flatMap(exps));
    close(
      byLayers('LogSoftmax', {}, CUBE),
      rows.flatMap((r) => exps(r).map(Math.log)),
    );
  });
  test('CumSum, all ways', () => {
    const axis: Given = { dims: [], numbers: [2], whole: true };
    close(byLayers('CumSum', {}, CUBE, [axis]), [1, -1, 2, 4, 9, 3, 7, 15, 24, 10, -1, 11]);
    close(byLayers('CumSum', { exclusive: 1 }, CUBE, [axis]), [0, 1, -1, 0, 4, 9, 0, 7, 15, 0, 10, -1]);
    close(byLayers('CumSum', { reverse: 1 }, CUBE, [axis]), [2, 1, 3, 3, -1, -6, 24, 17, 9, 11, 1, 12]);
  });
  test('ArgMax and ArgMin', () => {
    close(byLayers('ArgMax', { axis: 2, keepdims: 0 }, CUBE), [2, 1, 2, 2]);
    close(byLayers('ArgMin', { axis: 2, keepdims: 0 }, CUBE), [1, 2, 0, 1]);
  });
});

describe('linear operators', () => {
  test('Gemm with factors and turned weights', () => {
    const w: Given = { dims: [2, 4], numbers: [1, 0, -1, 2, 0.5, 1, 1, -1] };
    const b: Given = { dims: [2], numbers: [10, 20] };
    const dot = (x: readonly number[], y: readonly number[]): number => total(x.map((v, i) => v * y[i]!));
    const expected = [0, 1].flatMap((i) =>
      [0, 1].map(
        (j) => 0.5 * dot(LINE.numbers.slice(4 * i, 4 * i + 4), w.numbers.slice(4 * j, 4 * j + 4)) + 2 * b.numbers[j]!,
      ),
    );
    close(byLayers('Gemm', { transB: 1, alpha: 0.5, beta: 2 }, LINE, [w, b]), expected);
  });
  test('MatMul of known matrices', () => {
    close(known('MatMul', 2, { dims: [2, 2], numbers: [1, 2, 3, 4] }, [{ dims: [2, 1], numbers: [5, 6] }]), [17, 39]);
  });
});

describe('definitions with several forms', () => {
  test('Mod of known numbers has the sign of the divisor', () => {
    const [x, y] = [
      { dims: [4], numbers: [-5, 5, -6, 7.5] },
      { dims: [4], numbers: [3, -3, 4, 2] },
    ];
    close(known('Mod', 4, x, [y]), [1, -1, 2, 1.5]);
  });
  test('Gelu, exactly and by a hyperbolic tangent', () => {
    const x: Given = { dims: [1, 4], numbers: [-2, -0.5, 1, 2] };
    close(byLayers('Gelu', {}, x), [-0.0455003, -0.1542688, 0.8413447, 1.9544997]);
    close(byLayers('Gelu', { approximate: 'tanh' }, x), [-0.0454023, -0.154286, 0.841192, 1.9545977]);
  });
  test('AveragePool counts pads where it is to, and never what lies behind them', () => {
    const line: Given = { dims: [1, 1, 5], numbers: [1, 2, 3, 4, 5] };
    const form = { kernel_shape: [3], strides: [2], pads: [0, 1], ceil_mode: 1 };
    close(byLayers('AveragePool', { ...form, count_include_pad: 1 }, line), [2, 4, 2.5]);
    close(byLayers('AveragePool', { ...form, count_include_pad: 0 }, line), [2, 4, 5]);
  });
  test('Trilu of known numbers', () => {
    const x: Given = { dims: [2, 3], numbers: [1, 2, 3, 4, 5, 6] };
    close(known('Trilu', 6, x), [1, 2, 3, 0, 5, 6]);
  });
  test('a node without a name is called by its output', () => {
    expect(evaluate(`Keys[Normal[${model('Relu', {}, LINE, [])}]]`, session).value).toBe('{"y"}');
  });
});
