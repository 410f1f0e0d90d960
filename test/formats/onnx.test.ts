import { describe, expect, it } from 'vitest';
import { FormatError } from '../../src/formats/format-error.ts';
import { readModel, writeModel } from '../../src/formats/onnx.ts';
import { type ModelProto, ONNX, type TensorProto } from '../../src/formats/onnx-schema.ts';
import { readMessage, writeMessage } from '../../src/formats/protobuf.ts';

/** One of everything that the wire format knows. */
const model: ModelProto = {
  ir_version: 8,
  producer_name: 'Ünïcode ☃',
  model_version: -1,
  graph: {
    node: [
      {
        input: ['x', ''],
        output: ['y'],
        op_type: 'LeakyRelu',
        attribute: [
          { name: 'alpha', f: 0.5, type: 1 },
          { name: 'i', i: -(2n ** 63n), type: 2 },
          { name: 's', s: Uint8Array.of(255, 0), type: 3 },
          { name: 'ints', ints: [0, -1, 127, 128, 2 ** 49, 2 ** 53 - 1, 2n ** 62n], type: 7 },
          { name: 'floats', floats: [0.5, -0.25], type: 6 },
        ],
      },
    ],
    initializer: [
      { dims: [3], data_type: 1, float_data: Float32Array.of(1, 2, 3), name: 'w' },
      { dims: [2], data_type: 11, double_data: Float64Array.of(0.1, 0.2), name: 'd' },
      { dims: [2], data_type: 6, int32_data: [1, -7], name: 'n' },
      { dims: [1], data_type: 13, uint64_data: [2n ** 64n - 1n], name: 'u' },
      { dims: [300], data_type: 2, raw_data: new Uint8Array(300).fill(7), name: 'r' },
    ],
  },
  opset_import: [{ domain: '', version: 17 }],
};

describe('ONNX files', () => {
  it('are read as they were written', () => {
    const bytes = writeModel(model);
    expect(readModel(bytes)).toEqual(model);
    expect(writeModel(readModel(bytes))).toEqual(bytes);
  });

  it('keep what the schema does not know, and how lists were written', () => {
    const unknown = Uint8Array.of(0xf8, 0x7f, 5, 0xfa, 0x7f, 2, 1, 2);
    // dims packed, float_data not packed, each against the schema.
    const bytes = Uint8Array.of(0x0a, 2, 2, 3, 0x10, 1, 0x25, 0, 0, 0x80, 0x3f, 0x25, 0, 0, 0, 0x40, ...unknown);
    const tensor = readMessage<TensorProto>(ONNX, 'TensorProto', bytes, 'ONNX');
    expect(tensor.dims).toEqual([2, 3]);
    expect(Array.from(tensor.float_data!)).toEqual([1, 2]);
    expect(writeMessage(ONNX, 'TensorProto', tensor)).toEqual(bytes);
  });

  it('give payloads as views', () => {
    const bytes = writeModel(model);
    expect(readModel(bytes).graph!.initializer![4]!.raw_data!.buffer).toBe(bytes.buffer);
  });

  it.each<[string, readonly number[], string, number]>([
    ['a length beyond the end', [0x3a, 5, 1], 'graph has 5 bytes, and 1 are left', 1],
    ['an end inside a number', [0x08, 0x80], 'the data end inside a number', 1],
    ['a number without end', [0x08, ...new Array(11).fill(0xff)], 'a number of more than ten bytes', 1],
    ['a wrong wire type', [0x3d, 0, 0, 0, 0], 'graph of a ModelProto has the wire type 5 instead of 2', 0],
    ['an unknown wire type', [0xfb, 0x7f], 'a field of the unknown wire type 3', 2],
    ['text that is none', [0x12, 1, 0xff], 'producer_name is not a text in UTF-8', 1],
    ['no field', [0x00, 0x00], 'field 0 in a ModelProto', 0],
  ])('with %s are refused', (_what, bytes, reason, offset) => {
    const error = (() => {
      try {
        readModel(Uint8Array.from(bytes));
      } catch (e) {
        return e;
      }
    })();
    expect(error).toBeInstanceOf(FormatError);
    expect(error).toMatchObject({ format: 'ONNX', reason, offset });
  });

  it('that nest without end, or hold millions of empty messages, are refused', () => {
    // graph { node { attribute { g { node { ... }}}}}
    let nested = new Uint8Array(0);
    const within = (tag: number): void => {
      const length = nested.length;
      const prefix = length < 128 ? [tag, length] : [tag, (length & 127) | 128, length >> 7];
      nested = Uint8Array.from([...prefix, ...nested]);
    };
    for (let i = 0; i < 100; i++) [0x32, 0x2a, 0x0a].forEach(within);
    within(0x3a);
    expect(() => readModel(nested)).toThrow(/messages within each other/);
    const many = new Uint8Array(2 ** 21 + 2);
    for (let i = 0; i < many.length; i += 2) many[i] = 0x42;
    expect(() => readModel(many)).toThrow(/more than 1048576 messages/);
  });
});
