/** Models that are no nets here: values that onnxruntime runs as they are. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeModel } from '../../../src/formats/onnx.ts';
import type { GraphProto, ValueInfoProto } from '../../../src/formats/onnx-schema.ts';
import { nodeIO } from '../../../src/frontends/node-io.ts';
import { createSession } from '../../../src/index.ts';
import { evaluate } from '../evaluation.ts';
import { ort } from './runtime.ts';

const port = (name: string, type: number, ...dims: (number | string)[]): ValueInfoProto => ({
  name,
  type: {
    tensor_type: {
      elem_type: type,
      shape: { dim: dims.map((d) => (typeof d === 'number' ? { dim_value: BigInt(d) } : { dim_param: d })) },
    },
  },
});
const model = (graph: GraphProto, opset = 13): Uint8Array =>
  writeModel({
    ir_version: 8n,
    opset_import: [{ domain: '', version: BigInt(opset) }],
    graph: { name: 'g', ...graph },
  });
const [FLOAT, INT64, BOOL] = [1, 7, 9];

/** Determinants of matrices, which no layer computes, and how many of them are positive. */
const DETERMINANTS = model({
  node: [
    { op_type: 'Det', name: 'det', input: ['x'], output: ['d'] },
    { op_type: 'Greater', name: 'positive', input: ['d', 'zero'], output: ['p'] },
    { op_type: 'Cast', name: 'cast', input: ['p'], output: ['c'], attribute: [{ name: 'to', type: 2, i: 7n }] },
    { op_type: 'Mul', name: 'times', input: ['c', 'n'], output: ['y'] },
  ],
  initializer: [{ name: 'zero', data_type: FLOAT, dims: [], float_data: [0] }],
  input: [port('x', FLOAT, 'N', 2, 2), port('n', INT64, 1)],
  output: [port('d', FLOAT, 'N'), port('p', BOOL, 'N'), port('y', INT64, 'N')],
});

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'external-'));
  file = join(folder, 'det.onnx');
  writeFileSync(file, DETERMINANTS);
});
afterAll(() => rmSync(folder, { recursive: true }));

const session = () => createSession({ seed: 1, io: nodeIO({ print: () => {} }) });
const run = (text: string) => evaluate(`m = Import["${file}", "NetExternalObject"]; ${text}`, session());

describe('a model with operators that have no layer', () => {
  it('is an object, with one message that names operator, number, node and set', () => {
    const { value, messages, texts } = evaluate(`Head[Import["${file}"]]`, session());
    expect([value, messages]).toEqual(['NetExternalObject', ['Import::external']]);
    expect(texts[0]).toMatch(/Det \(once, first in the node "det"\) of operator set 13/);
  });

  it('says what it is', () => {
    expect(run('Information[m]').value).toBe(
      '<|"Format" -> "ONNX", "LayersCount" -> 4, "LayerTypeCounts" -> <|"Det" -> 1, "Greater" -> 1, "Cast" -> 1, "Mul" -> 1|>, "InputPorts" -> <|"x" -> {"N", 2, 2}, "n" -> {1}|>, "OutputPorts" -> <|"d" -> {"N"}, "p" -> {"N"}, "y" -> {"N"}|>|>',
    );
    expect(run('Information[m, {"InputTypes", "OutputPortNames"}]').value).toBe(
      '{<|"x" -> "float32", "n" -> "int64"|>, {"d", "p", "y"}}',
    );
    expect(run('ToString[m]').value).toBe('"NetExternalObject[<ONNX, x: Nx2x2, n: 1 -> d: N, p: N, y: N>]"');
    expect(run('ToExpression[ToString[m, InputForm]] === m').value).toBe('True');
    expect(run(`Head[NetModel[File["${file}"]]]`).value).toBe('NetExternalObject');
  });

  it('goes out byte for byte', () => {
    const to = join(folder, 'again.onnx');
    expect(run(`Export["${to}", m]`).messages).toEqual([]);
    expect(Buffer.compare(readFileSync(to), DETERMINANTS)).toBe(0);
  });
});

describe.skipIf(ort === undefined)('applied to data', () => {
  const MATRICES = '{{{1, 0}, {0, -2}}, {{2, 0}, {0, 2}}}';

  it('gives what onnxruntime gives, whole numbers exactly', () => {
    const big = 2 ** 40 + 1;
    expect(run(`m[<|"x" -> ${MATRICES}, "n" -> {${big}}|>]`).value).toBe(
      `<|"d" -> {-2., 4.}, "p" -> {False, True}, "y" -> {0, ${big}}|>`,
    );
    expect(run(`m[<|"x" -> NumericArray[${MATRICES}, "Real32"], "n" -> {1}|>]["d"]`).value).toBe(
      'NumericArray[{-2., 4.}, "Real32"]',
    );
    expect(run('Map[First[m[<|"x" -> {#}, "n" -> {1}|>]["d"]] &, {{{1, 0}, {0, 3}}, {{1, 1}, {1, 1}}}]').value).toBe(
      '{3., 0.}',
    );
  });

  it.each([
    ['m[{1, 2}]', 'NetExternalObject::extports'],
    [`m[<|"x" -> ${MATRICES}|>]`, 'NetExternalObject::extports'],
    [`m[<|"x" -> ${MATRICES}, "k" -> {1}|>]`, 'NetExternalObject::noport'],
    ['m[<|"x" -> "text", "n" -> {1}|>]', 'NetExternalObject::extdata'],
    ['m[<|"x" -> {{1, 2}}, "n" -> {1}|>]', 'NetExternalObject::extfail'],
    [`m[<|"x" -> ${MATRICES}, "n" -> {1}|>, TargetDevice -> "GPU"]`, 'NetExternalObject::badpar'],
    [`m[<|"x" -> ${MATRICES}, "n" -> {1}|>, BatchSize -> 2]`, 'NetExternalObject::badopt'],
  ])('%s is one message', (text, message) => {
    const { value, messages } = run(text);
    expect([value, messages]).toEqual(['$Failed', [message]]);
  });

  it('is refused in a sandbox', () => {
    const inside = createSession({ seed: 1, io: nodeIO({ print: () => {} }), sandbox: { read: [folder] } });
    const { messages, texts } = evaluate(
      `Import["${file}", "NetExternalObject"][<|"x" -> ${MATRICES}, "n" -> {1}|>]`,
      inside,
    );
    expect(messages).toEqual(['General::sandbox']);
    expect(texts[0]).toMatch(/running models \(onnxruntime\)/);
  });
});
