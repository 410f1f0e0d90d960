/** Nodes whose inputs and attributes are not those that their operator takes: each is refused for what is wrong, and nothing else is taken for that. */
import { expect, test } from 'vitest';
import { FormatError } from '../../../src/formats/format-error.ts';
import type { AttributeProto, ModelProto, TensorProto, ValueInfoProto } from '../../../src/formats/onnx-schema.ts';
import { operatorsRead } from '../../../src/nets/records/onnx/index.ts';
import { netOf } from '../../../src/nets/write/onnx/import.ts';
import { RandomStream } from '../../../src/numeric/random.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const ints = (name: string, ...list: number[]): AttributeProto => ({ name, type: 7, ints: list });
const int = (name: string, i: number): AttributeProto => ({ name, type: 2, i });
const text = (name: string, s: string): AttributeProto => ({ name, type: 3, s: bytes(s) });
const whole = (name: string, ...numbers: number[]): TensorProto => ({
  name,
  dims: [numbers.length],
  data_type: 7,
  int64_data: numbers,
});
const port = (name: string, dims: readonly number[]): ValueInfoProto => ({
  name,
  type: { tensor_type: { elem_type: 1, shape: { dim: dims.map((dim_value) => ({ dim_value })) } } },
});

interface Parts {
  readonly input: readonly string[];
  readonly attribute?: readonly AttributeProto[];
  readonly known?: readonly TensorProto[];
  /** Of the inputs x and z. */
  readonly dims?: readonly (readonly number[])[];
}

function read(operator: string, { input, attribute = [], known = [], dims = [[2, 3, 4, 5]] }: Parts) {
  const model: ModelProto = {
    ir_version: 8,
    opset_import: [{ domain: '', version: 18 }],
    graph: {
      name: 'g',
      node: [{ op_type: operator, name: 'n', input, output: ['y'], attribute }],
      initializer: known,
      input: dims.map((d, i) => port(['x', 'z'][i]!, d)),
      output: [{ name: 'y' }],
    },
  };
  return netOf(model, { values: new Map(), sizes: new Map() });
}

const cases: readonly (readonly [operator: string, Parts, reason: string])[] = [
  ['Relu', { input: [] }, 'its input 1 is missing'],
  ['Sub', { input: ['x'] }, 'its input 2 is missing'],
  ['Where', { input: ['x', 'x'] }, 'its input 3 is missing'],
  ['BatchNormalization', { input: ['x', 'x', 'x'] }, 'its input 4 is missing'],
  ['Relu', { input: ['', 'x'] }, 'its input 1 is missing'],
  ['Softmax', { input: ['x'], attribute: [int('axis', 4)] }, 'of 4 axes there is none with the number 4'],
  ['Split', { input: ['x'], attribute: [int('axis', -5)] }, 'of 4 axes there is none with the number -5'],
  ['Transpose', { input: ['x'], attribute: [ints('perm', 0, 1)] }, '{0, 1} is no order of 4 axes'],
  ['Transpose', { input: ['x'], attribute: [ints('perm', 0, 1, 1, 3)] }, '{0, 1, 1, 3} is no order of 4 axes'],
  ['Transpose', { input: ['x'], attribute: [int('perm', 1)] }, 'its attribute perm is no list of numbers'],
  ['Flatten', { input: ['x'], attribute: [text('axis', '1')] }, 'its attribute axis is no number'],
  [
    'Resize',
    { input: ['x', '', 'k'], known: [whole('k', 1, 1, 1, 2)], attribute: [int('mode', 1)] },
    'its attribute mode is no text',
  ],
  ['DepthToSpace', { input: ['x'], dims: [[2, 4, 4]] }, 'its input has 3 axes instead of 4'],
  ['SpaceToDepth', { input: ['x'], dims: [[2, 4, 4]] }, 'its input has 3 axes instead of 4'],
  ['LSTM', { input: ['x', 'x', 'x'], dims: [[2]] }, 'an array of 1 axes has too few'],
  [
    'GRU',
    { input: ['x', 'x', 'x'], attribute: [ints('activations', 1), int('layout', 1)], dims: [[2, 3, 4]] },
    'no list of texts',
  ],
  ['Slice', { input: ['x', 'from', 'to'], known: [whole('from', 0, 0), whole('to', 1)] }, 'it has 2 starts and 1 ends'],
  [
    'OneHot',
    { input: ['x', 'depth', 'values'], known: [whole('depth', 3), whole('values', 0)] },
    'it has 1 values instead of 2',
  ],
  [
    'MaxPool',
    { input: ['x'], attribute: [ints('kernel_shape', 2, 2), ints('strides', 2)] },
    'its strides or dilations are not 2 numbers',
  ],
  ['Constant', { input: [], attribute: [int('value', 1)] }, 'its attribute value is no array'],
  ['Concat', { input: ['none', 'none'], known: [whole('none')] }, 'nothing is joined'],
];

test.each(cases)('%s %j', (operator, parts, reason) => {
  const attempt = (): unknown => read(operator, parts);
  expect(attempt).toThrow(reason);
  expect(attempt).toThrow(`the node "n" (${operator}) of operator set 18`);
  expect(attempt).toThrow(FormatError);
});

test('sizes of what comes out', () => {
  const axes = (operator: string, parts: Parts) =>
    read(operator, parts)
      .outputs.get('y')!
      .map((a) => [a.kind, a.size]);
  const rest = [
    ['batch', 2],
    ['level', 3],
    ['level', 4],
  ];
  const one = { input: ['x', 'k'], known: [whole('k', 0, 0, 0, 0, 0, 0, 0, 1)] };
  expect(axes('Pad', one)).toEqual([...rest, ['level', 6]]);
  const twice = (...scales: number[]): Parts => ({ input: ['x', '', 'k'], known: [whole('k', ...scales)] });
  expect(axes('Resize', twice(1, 1, 1, 2))).toEqual([...rest, ['level', 10]]);
  // With another size along its first axis nothing is a batch.
  expect(axes('Resize', twice(2, 1, 1, 1))[0]).toEqual(['level', 4]);
  const table: TensorProto = { name: 'k', dims: [5, 6], data_type: 1, float_data: Array.from({ length: 30 }, () => 1) };
  expect(axes('Gather', { input: ['k', 'x'], known: [table], dims: [[2, 3]] })).toEqual([
    ['batch', 2],
    ['level', 3],
    ['level', 6],
  ]);
  const slope: TensorProto = { name: 'k', dims: [3, 1], data_type: 1, float_data: [1, 2, 3] };
  expect(axes('PRelu', { input: ['x', 'k'], known: [slope], dims: [[3, 3]] })).toEqual([
    ['level', 3],
    ['level', 3],
  ]);
});

test('any other error is one of the program and stays what it is', () => {
  const attributes = new Proxy([], {
    get: () => {
      throw new TypeError('a bug');
    },
  });
  expect(() => read('Relu', { input: ['x'], attribute: attributes })).toThrow(new TypeError('a bug'));
  const record = operatorsRead.Relu as { layers?: unknown };
  const before = record.layers;
  for (const bug of [new TypeError('a bug'), new RangeError('a bug')]) {
    record.layers = () => {
      throw bug;
    };
    try {
      expect(() => read('Relu', { input: ['x'] })).toThrow(bug);
    } finally {
      record.layers = before;
    }
  }
});

test('nodes of any kind are nets or refused', () => {
  const random = new RandomStream(18);
  const one = <T>(of: readonly T[]): T => of[random.integer(0, of.length - 1)]!;
  const number = (): number => one([0, 1, -1, 2, 3, -2, 5, 100]);
  const dims = (): number[] => Array.from({ length: random.integer(0, 5) }, () => one([1, 1, 2, 3, 4]));
  const names = ['axis', 'axes', 'perm', 'kernel_shape', 'strides', 'pads', 'group', 'blocksize', 'split', 'keepdims'];
  const attribute = (name: string): AttributeProto =>
    one([int(name, number()), ints(name, ...Array.from({ length: random.integer(0, 4) }, number)), text(name, 'x')]);
  let nets = 0;
  for (let i = 0; i < 3000; i++) {
    const input = Array.from({ length: random.integer(0, 5) }, () => one(['x', 'x', 'z', 'k', 'l', '']));
    const operator = one(Object.keys(operatorsRead));
    const known = [whole('k', number()), whole('l', ...Array.from({ length: random.integer(0, 4) }, number))];
    const parts = {
      input,
      known,
      dims: [dims(), dims()],
      attribute: names.filter(() => one([0, 0, 1])).map(attribute),
    };
    try {
      read(operator, parts);
      nets++;
    } catch (x) {
      if (!(x instanceof FormatError)) throw new Error(`${operator} ${JSON.stringify(parts)}`, { cause: x });
    }
  }
  expect(nets).toBeGreaterThan(300);
});
