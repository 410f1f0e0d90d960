/** Files of arrays in the language: elements, parts of them, types that are written. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';
import { noIO } from '../../src/kernel/io.ts';
import { evaluate } from './evaluation.ts';

const golden = (path: string): Uint8Array => readFileSync(new URL(`../golden/arrays${path}`, import.meta.url));
const session = () => createSession({ seed: 1, io: { ...noIO, readFile: golden } });

describe('Import', () => {
  test.each([
    ['Import["/f4.npy"]', '{{-2., -1., 0.}, {1., 2., 3.}}'],
    ['Import["/i8.npy"][[1, 1]]', '4611686018427387905'],
    ['Import["/c8.npy"][[1, 3]]', '0. + 0.*I'],
    ['{Import["/number.npy"], Import["/empty.npy"]}', '{2.5, {}}'],
    ['Import["/f4.npy", "NumericArray"]', 'NumericArray[{{-2., -1., 0.}, {1., 2., 3.}}, "Real32"]'],
    [
      'Import["/plain.npz", {{"Names", "Keys", "Dimensions"}}]',
      '{{"w", "b"}, {"w", "b"}, <|"w" -> {2, 3, 4}, "b" -> {4}|>}',
    ],
    ['Import["/plain.npz", {"Data", "b"}]', 'NumericArray[{0., 1., 2., 3.}, "Real64"]'],
    ['Import["/plain.npz", {"NPZ", "Dimensions", {"b", "w"}}]', '{{4}, {2, 3, 4}}'],
    ['Import["/state.pt"]["brain"]', 'NumericArray[{1.5, -2., 0.333984375}, "Real32"]'],
    ['Normal[Import["/state.safetensors", {"Data", "flag"}]]', '{1, 0}'],
    ['Import["/early.h5", {"Data", "model/layer/plain"}]', 'NumericArray[{{0., 1., 2.}, {3., 4., 5.}}, "Real32"]'],
    [
      'Import["/early.h5", "Attributes"]["/"]',
      '<|"text" -> "grüße", "numbers" -> {0, 1, 2}, "names" -> {"one", "three"}|>',
    ],
    ['Import["/checkpoint.pt", "Names"][[{1, 5}]]', '{"model.0.weight", "optimizer.state.0.step"}'],
  ])('%s', (text, value) => expect(evaluate(text, session())).toMatchObject({ value, messages: [] }));

  test.each([
    ['Import["/plain.npz", {"Data", "x"}]', 'there is no array x; there are w, b.'],
    ['Import["/plain.npz", {"Names", "x"}]', 'The element x is not there'],
    ['Import["/plain.npz", {"Data", "b", 1}]', 'The element 1 is not there'],
    ['Import["/caller.pt"]', 'posix.system'],
    ['Import["/objects.npy"]', '(at byte 10)'],
  ])('%s', (text, why) => {
    const { value, texts } = evaluate(text, session());
    expect(value).toBe('$Failed');
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain(why);
  });
});

describe('Export', () => {
  test.each([
    ['ImportByteArray[ExportByteArray[{{1, 2}, {3, 4}}, "NPY"], "NPY"]', '{{1, 2}, {3, 4}}'],
    [
      'ImportByteArray[ExportByteArray[{0.1, 1/4}, "NPY"], {"NPY", "NumericArray"}]',
      'NumericArray[{0.1, 0.25}, "Real64"]',
    ],
    [
      'ImportString[ExportString[NumericArray[{1, 2}, "Integer8"], "NPY"], {"NPY", "NumericArray"}]',
      'NumericArray[{1, 2}, "Integer8"]',
    ],
    [
      'ImportByteArray[ExportByteArray[<|"a" -> {1, 2.5}, "n" -> 3, "e" -> {}|>, "NPZ", "ElementType" -> "Real16"], "NPZ"]',
      '<|"a" -> NumericArray[{1., 2.5}, "Real32"], "n" -> 3., "e" -> {}|>',
    ],
    [
      'ImportByteArray[ExportByteArray[<|"z" -> ConstantArray[0., 1000]|>, "NPZ", "Compressed" -> True], {"NPZ", "Dimensions"}]',
      '<|"z" -> {1000}|>',
    ],
    ['Length[ExportByteArray[<|"z" -> ConstantArray[0., 1000]|>, "NPZ", "Compressed" -> True]] < 300', 'True'],
  ])('%s', (text, value) => expect(evaluate(text)).toMatchObject({ value, messages: [] }));

  test.each([
    ['ExportByteArray[<|"a" -> {1, x}|>, "NPZ"]', 'ExportByteArray::type'],
    ['ExportByteArray[<|1 -> {1}|>, "Safetensors"]', 'ExportByteArray::type'],
    ['ExportByteArray[<|"a" -> {1}|>, "NPZ", "ElementType" -> "Text"]', 'ExportByteArray::fmterr'],
    ['ExportByteArray[<|"a" -> {1}|>, "PyTorch"]', 'ExportByteArray::fmtnosup'],
  ])('%s', (text, message) => expect(evaluate(text)).toMatchObject({ value: '$Failed', messages: [message] }));
});

test('a net of PyTorch with its arrays computes what PyTorch does', () => {
  const { value, texts } = evaluate(
    `all = Import["/conv-net.pt"];
     net = NetChain[{ConvolutionLayer[3, 3], BatchNormalizationLayer["Epsilon" -> 10.^-5], Ramp, FlattenLayer[], LinearLayer[2]}, "Input" -> {2, 4, 4}];
     net = NetReplacePart[net, all, {"net.0." -> "1/", "net.1.weight" -> "2/Scaling", "net.1.bias" -> "2/Biases", "net.1.running_mean" -> "2/MovingMean",
       "net.1.running_var" -> "2/MovingVariance", "net.4." -> "5/", "weight" -> "Weights", "bias" -> "Biases",
       "net.1.num_batches_tracked" -> None, "picture" -> None, "result" -> None}];
     Max[Abs[Normal[net[all["picture"]]] - Normal[all["result"]]]] < 10^-6`,
    session(),
  );
  expect(texts).toEqual([]);
  expect(value).toBe('True');
});
