/** Nets that went out and came back are what they were: names, coders, multipliers, shared arrays, and what they compute. */
import { describe, expect, test } from 'vitest';
import { readModel, writeModel } from '../../../src/formats/onnx.ts';
import { createSession, type KernelSession } from '../../../src/index.ts';
import { evaluate } from '../evaluation.ts';

/** What `test` says of the imported net `back` beside `net`. */
function comeBack(net: string, asked: string): string {
  const { value, texts } = evaluate(
    `net = NetInitialize[${net}]; back = ImportByteArray[ExportByteArray[net, "ONNX"], "ONNX"]; ${asked}`,
  );
  return [...texts, value].join('\n');
}

describe('what comes back', () => {
  test('names of layers, labels, frozen layers and other multipliers', () =>
    expect(
      comeBack(
        'NetChain[<|"hidden" -> LinearLayer[4], "ramp" -> Ramp, "out" -> LinearLayer[2], "soft" -> SoftmaxLayer[]|>, "Input" -> 3, "Output" -> NetDecoder[{"Class", {"cat", "dog"}}], LearningRateMultipliers -> {"hidden" -> None, {"out", "Biases"} -> -0.5}]',
        '{Keys[Normal[back]], Normal[Information[back, "ArraysLearningRateMultipliers"]], back[{1, 2, 3}] === net[{1, 2, 3}], back[{1, 2, 3}, "Probabilities"] === net[{1, 2, 3}, "Probabilities"]}',
      ),
    ).toBe(
      '{{"hidden", "ramp", "out", "soft"}, {{"hidden", "Biases"} -> 0, {"hidden", "Weights"} -> 0, {"out", "Biases"} -> -0.5, {"out", "Weights"} -> 1}, True, True}',
    ));

  test('positions of layers without names, encoders', () =>
    expect(
      comeBack(
        'NetChain[{ConvolutionLayer[2, 3], Ramp, FlattenLayer[], LinearLayer[3]}, "Input" -> NetEncoder[{"Image", {5, 6}, "Grayscale"}]]',
        'x = Image[RandomReal[1, {6, 5}]]; {NetExtract[back, {4, "Weights"}] == NetExtract[net, {4, "Weights"}], Max[Abs[back[x] - net[x]]] < 10^-5, Head[NetExtract[back, "Input"]]}',
      ),
    ).toBe('{True, True, NetEncoder}'));

  test('an array that layers share', () =>
    expect(
      comeBack(
        'NetChain[{LinearLayer[3, "Weights" -> NetSharedArray["w"]], Tanh, LinearLayer[3, "Weights" -> NetSharedArray["w"]]}, "Input" -> 3, LearningRateMultipliers -> {1 -> 0.25}]',
        '{Information[back, "SharedArraysCount"], Normal[Information[back, "ArraysLearningRateMultipliers"]]}',
      ),
    ).toBe('{1, {{1, "Biases"} -> 0.25, {1, "Weights"} -> 0.25, {3, "Biases"} -> 1, {3, "Weights"} -> 0.25}}'));

  test.each([
    ['NormalizationLayer[All, {1, 3}, "Input" -> {3, 4, 2}]', '{3, 4, 2}'],
    ['NetMapOperator[NetChain[{LinearLayer[3], Ramp, LinearLayer[2]}], "Input" -> {"Varying", 4}]', '{5, 4}'],
    ['NetChain[{PoolingLayer[2, 2, PaddingSize -> 1], PixelShuffleLayer[2]}, "Input" -> {8, 4, 4}]', '{8, 4, 4}'],
  ])('what %s computes', (net, dimensions) =>
    expect(comeBack(net, `x = RandomReal[{-1, 1}, ${dimensions}]; Max[Abs[back[x] - net[x]]] < 10^-5`)).toBe('True'),
  );

  test('sequences of any length', () =>
    expect(
      comeBack(
        'NetChain[{EmbeddingLayer[4], LongShortTermMemoryLayer[3], SequenceLastLayer[], LinearLayer[2], SoftmaxLayer[]}, "Input" -> NetEncoder[{"Tokens", {"a", "b", "c"}}], "Output" -> NetDecoder[{"Class", {"cat", "dog"}}]]',
        'Table[Max[Abs[back[x, None] - net[x, None]]] < 10^-5, {x, {"a b c b", "c", "b a"}}]',
      ),
    ).toBe('{True, True, True}'));
});

describe('metadata from elsewhere', () => {
  const bytes = (session: KernelSession, net: string): Uint8Array => {
    const value = session.evaluateInput(session.parse(`ExportByteArray[NetInitialize[${net}], "ONNX"]`)[0]!);
    return (value as unknown as { readonly content: Uint8Array }).content;
  };
  /** What Import says of the model with one entry of its metadata replaced. */
  function imported(key: string, value: string, options = ''): string {
    const session = createSession({ seed: 1 });
    const model = readModel(bytes(session, 'NetChain[<|"a" -> LinearLayer[2], "b" -> Ramp|>, "Input" -> 3]'));
    const changed = writeModel({ ...model, metadata_props: [{ key: `scheelite.${key}`, value }] });
    const { value: result, texts } = evaluate(
      `ImportByteArray[ByteArray[{${changed.join(', ')}}], "ONNX"${options}]`,
      session,
    );
    return texts[0] ?? result;
  }
  test.each([
    ['encoders', 'nothing', 'the metadata scheelite.encoders are damaged'],
    ['decoders', '[1, 2]', 'the metadata scheelite.decoders are damaged'],
    ['decoders', '{"Output": 3}', 'the metadata scheelite.decoders are damaged'],
    [
      'learning_rate_multipliers',
      '{"a/Weights": "fast"}',
      'the metadata scheelite.learning_rate_multipliers are damaged',
    ],
    [
      'decoders',
      '{"Output": [{"symbol": "NetDecoder"}, [{"symbol": "List"}, "Class", [{"symbol": "List"}, "x", "y", "z"]]]}',
      'the encoders and decoders in its metadata do not fit the graph',
    ],
  ])('%s %s', (key, value, reason) => expect(imported(key, value)).toBe(`Cannot import data as ONNX: ${reason}.`));
  test('code is not taken unasked', () => {
    const code = '{"Input": [{"symbol": "NetEncoder"}, [{"symbol": "List"}, "Function", {"symbol": "Reverse"}, 3]]}';
    expect(imported('encoders', code)).toMatch(/calls a function written in the file/);
    expect(imported('encoders', code, ', "AllowCode" -> True')).toMatch(/^NetChain/);
  });
});
