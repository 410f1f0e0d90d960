/** ONNX files as the messages of their schema. */
import { type ModelProto, ONNX } from './onnx-schema.ts';
import { readMessage, writeMessage } from './protobuf.ts';

const FORMAT = 'ONNX';

/** Codes of the element types. */
export const ElementType = {
  FLOAT: 1,
  UINT8: 2,
  INT8: 3,
  UINT16: 4,
  INT16: 5,
  INT32: 6,
  INT64: 7,
  STRING: 8,
  BOOL: 9,
  FLOAT16: 10,
  DOUBLE: 11,
  UINT32: 12,
  UINT64: 13,
  BFLOAT16: 16,
} as const;

/** Codes of the types of attributes. */
export const AttributeType = {
  FLOAT: 1,
  INT: 2,
  STRING: 3,
  TENSOR: 4,
  GRAPH: 5,
  FLOATS: 6,
  INTS: 7,
  STRINGS: 8,
} as const;

/** Throws FormatError. */
export const readModel = (bytes: Uint8Array): ModelProto => readMessage(ONNX, 'ModelProto', bytes, FORMAT);

export const writeModel = (model: ModelProto): Uint8Array => writeMessage(ONNX, 'ModelProto', model);
