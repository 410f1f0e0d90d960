/** What a net is in an ONNX file: names, sizes, metadata, options, and what is refused. */
import { describe, expect, test } from 'vitest';
import { readModel } from '../../../src/formats/onnx.ts';
import type { ModelProto, ValueInfoProto } from '../../../src/formats/onnx-schema.ts';
import { createSession } from '../../../src/index.ts';
import { evaluate } from '../evaluation.ts';

const byteArray = (text: string): { readonly model: ModelProto; readonly texts: readonly string[] } => {
  const session = createSession({ seed: 1 });
  const { texts } = evaluate(`bytes = ${text};`, session);
  const value = session.evaluateInput(session.parse('bytes')[0]!);
  const bytes = (value as { readonly content?: unknown }).content;
  if (!(bytes instanceof Uint8Array)) throw new Error(`${text}\n${texts.join('\n')}`);
  return { model: readModel(bytes), texts };
};
const exported = (net: string, options = ''): ModelProto =>
  byteArray(`ExportByteArray[NetInitialize[${net}], "ONNX"${options}]`).model;

const sizes = (v: ValueInfoProto): readonly (string | number)[] =>
  v.type!.tensor_type!.shape!.dim!.map((d) => d.dim_param ?? Number(d.dim_value));
const ports = (list: readonly ValueInfoProto[] | undefined): unknown =>
  Object.fromEntries((list ?? []).map((v) => [v.name, [v.type!.tensor_type!.elem_type, ...sizes(v)]]));
const operators = (m: ModelProto): readonly string[] => m.graph!.node!.map((n) => n.op_type!);
const metadata = (m: ModelProto): Readonly<Record<string, unknown>> =>
  Object.fromEntries((m.metadata_props ?? []).map((p) => [p.key, JSON.parse(p.value!)]));
const messagesOf = (text: string): readonly string[] => evaluate(text).texts;

describe('graphs', () => {
  test('layers, arrays and ports keep their names; any number of examples goes in', () => {
    const m = exported(
      'NetChain[<|"hidden" -> LinearLayer[4], "ramp" -> Ramp, "out" -> LinearLayer[2]|>, "Input" -> 3]',
    );
    expect(operators(m)).toEqual(['Gemm', 'Relu', 'Gemm']);
    expect(m.graph!.node!.map((n) => n.name)).toEqual(['hidden/Gemm', 'ramp/Relu', 'out/Gemm']);
    expect(m.graph!.initializer!.map((i) => [i.name, i.dims])).toEqual([
      ['hidden/Weights', [4, 3]],
      ['hidden/Biases', [4]],
      ['out/Weights', [2, 4]],
      ['out/Biases', [2]],
    ]);
    expect([ports(m.graph!.input), ports(m.graph!.output)]).toEqual([{ Input: [1, 'N', 3] }, { Output: [1, 'N', 2] }]);
    expect([m.producer_name, m.opset_import]).toEqual(['Scheelite', [{ domain: '', version: 17 }]]);
  });

  test('whole numbers are INT64, lengths that vary have the name of their port', () => {
    const m = exported(
      'NetChain[{EmbeddingLayer[2], SequenceRestLayer[]}, "Input" -> {"Varying", Restricted["Integer", 5]}]',
    );
    expect([ports(m.graph!.input), ports(m.graph!.output)]).toEqual([
      { Input: [7, 'N', 'Input_length'] },
      { Output: [1, 'N', 'Output_length', 2] },
    ]);
  });

  test('a shared array is one initializer', () => {
    const m = exported(
      'NetChain[{LinearLayer[3, "Weights" -> NetSharedArray["w"]], LinearLayer[3, "Weights" -> NetSharedArray["w"]]}, "Input" -> 3]',
    );
    expect(m.graph!.initializer!.map((i) => i.name)).toEqual(['w', '1/Biases', '2/Biases']);
  });

  test('names that would meet are kept apart', () => {
    const m = exported('NetGraph[{Ramp}, {NetPort["x"] -> 1 -> NetPort["x"]}, "x" -> 2]');
    expect([ports(m.graph!.input), ports(m.graph!.output)]).toEqual([{ x: [1, 'N', 2] }, { x_1: [1, 'N', 2] }]);
  });

  test('an input that is an output goes through a node', () => {
    const m = exported('NetChain[{DropoutLayer[]}, "Input" -> 2]');
    expect(operators(m)).toEqual(['Identity']);
  });
});

describe('metadata', () => {
  test('coders, labels and multipliers come along', () => {
    const m = exported(
      'NetChain[<|"a" -> LinearLayer[2], "b" -> LinearLayer[2], "soft" -> SoftmaxLayer[]|>, "Input" -> NetEncoder[{"Scalar"}], "Output" -> NetDecoder[{"Class", {"cat", "dog"}}], LearningRateMultipliers -> {"a" -> None, {"b", "Biases"} -> -2}]',
    );
    expect(metadata(m)).toEqual({
      'scheelite.encoders': { Input: [{ symbol: 'NetEncoder' }, expect.anything()] },
      'scheelite.decoders': {
        Output: [{ symbol: 'NetDecoder' }, [{ symbol: 'List' }, 'Class', [{ symbol: 'List' }, 'cat', 'dog']]],
      },
      'scheelite.classes': { Output: ['cat', 'dog'] },
      'scheelite.learning_rate_multipliers': { 'a/Weights': 0, 'a/Biases': 0, 'b/Biases': -2 },
    });
  });
  test('a net without any has none', () => expect(metadata(exported('LinearLayer[2, "Input" -> 3]'))).toEqual({}));
});

describe('options', () => {
  test('versions of the operators', () => {
    const versions = [13, 14, 15, 16, 17, 18].map((v) => {
      const m = exported(
        'NetChain[{AggregationLayer[Mean], LinearLayer[2]}, "Input" -> {2, 3}]',
        `, "OperatorSetVersion" -> ${v}`,
      );
      const mean = m.graph!.node!.find((n) => n.op_type === 'ReduceMean')!;
      return [m.ir_version, m.opset_import![0]!.version, mean.input!.length];
    });
    // From 18 on the axes of a mean are an input.
    expect(versions).toEqual([
      [7, 13, 1],
      [7, 14, 1],
      [8, 15, 1],
      [8, 16, 1],
      [8, 17, 1],
      [8, 18, 2],
    ]);
  });

  test('texts and numbers of the model', () => {
    const m = exported(
      'LinearLayer[2, "Input" -> 3]',
      ', "Description" -> "a line", "GraphName" -> "line", "ModelVersion" -> 7',
    );
    expect([m.doc_string, m.graph!.name, m.model_version]).toEqual(['a line', 'line', 7]);
  });

  test('sizes that are fixed', () => {
    const m = exported(
      'LongShortTermMemoryLayer[2, "Input" -> {"Varying", 3}]',
      ', "BatchSize" -> 2, "SequenceLength" -> 5',
    );
    expect([ports(m.graph!.input), ports(m.graph!.output)]).toEqual([
      { Input: [1, 2, 5, 3] },
      { Output: [1, 2, 5, 2] },
    ]);
  });

  test.each([
    ['"OperatorSetVersion" -> 19', 'OperatorSetVersion is Automatic or an integer from 13 to 18, not 19'],
    ['"BatchSize" -> 0', 'BatchSize is Automatic or an integer from 1 on, not 0'],
    ['"SequenceLength" -> x', 'SequenceLength is Automatic or an integer from 1 on, not x'],
    ['"Description" -> 3', 'Description is a text or None, not 3'],
  ])('%s is refused', (option, reason) => {
    const text = `ExportByteArray[NetInitialize[LinearLayer[2, "Input" -> 3]], "ONNX", ${option}]`;
    expect([evaluate(text).value, messagesOf(text)]).toEqual(['$Failed', [`Cannot export data as ONNX: ${reason}.`]]);
  });
});

describe('parts without operators of their own', () => {
  const loss =
    'NetGraph[<|"net" -> LinearLayer[{4, 3}], "loss" -> CTCLossLayer[]|>, {NetPort["Input"] -> "net" -> NetPort[{"loss", "Input"}]}, "Input" -> 2, "Target" -> {2, Restricted["Integer", 2]}]';

  test('go out as what they compute, and a message says so', () => {
    const { model, texts } = byteArray(`ExportByteArray[NetInitialize[${loss}], "ONNX"]`);
    expect(texts).toEqual([
      '{loss (CTCLossLayer)} has no operators of its own in ONNX; the file has what it computes for batches of 1.',
    ]);
    expect(ports(model.graph!.input)).toEqual({ Input: [1, 1, 2], Target: [7, 1, 2] });
    expect(operators(model)[0]).toBe('Gemm');
  });

  test('of sequences of any length ask for one', () => {
    const median = 'NetInitialize[AggregationLayer[Median, 1, "Input" -> {"Varying", 2}]]';
    expect(messagesOf(`ExportByteArray[${median}, "ONNX"]`)).toEqual([
      'Cannot export data as ONNX: AggregationLayer with a quantile of a length that varies has no operators in ONNX for sequences of any length; "SequenceLength" -> n writes the net for n elements.',
    ]);
    expect(messagesOf(`ExportByteArray[${median}, "ONNX", "SequenceLength" -> 3]`)).toEqual([]);
  });
});

describe('what cannot go out', () => {
  test.each([
    [
      'NetChain[<|"lin" -> LinearLayer[2]|>, "Input" -> 3]',
      'the array lin/Weights was not initialized or otherwise specified; NetInitialize gives it values',
    ],
    [
      'Ramp // ElementwiseLayer',
      'the shape of port Input is not known; give the type of an input, such as "Input" -> 3',
    ],
    ['CatenateLayer[]', 'the layer CatenateLayer does not say which inputs it has; "InputPorts" does'],
    [
      'NetChain[{PlaceholderLayer["op"]}, "Input" -> 2, "Output" -> 2]',
      'the placeholder op cannot be computed; NetReplacePart or NetReplace puts a layer in its place',
    ],
  ])('%s', (net, reason) => {
    expect(messagesOf(`ExportString[${net}, "ONNX"]`)).toEqual([`Cannot export data as ONNX: ${reason}.`]);
  });
  test('what is no net', () =>
    expect(messagesOf('Export["out.onnx", {1, 2}]')).toEqual(['{1, 2} cannot be exported to the ONNX format.']));
});
