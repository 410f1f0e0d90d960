/** Nets written to files and read again: the same net, bit for bit; damaged files are refused. */
import { describe, expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';
import { noIO } from '../../src/kernel/io.ts';
import { evaluate } from './evaluation.ts';

/** A session whose files are in memory. */
function withFiles(files = new Map<string, Uint8Array>()) {
  const io = {
    ...noIO,
    readFile: (path: string) => files.get(path),
    writeFile: (path: string, bytes: Uint8Array) => void files.set(path, bytes),
    status: (path: string) => {
      const f = files.get(path);
      return f && { kind: 'file' as const, bytes: f.length, modified: 0 };
    },
    createDirectory: () => {},
  };
  return { session: createSession({ seed: 1, io }), files };
}

describe('written and read', () => {
  test.each([
    ['LinearLayer[2, "Weights" -> {{1, 2}, {3, 4}}, "Biases" -> None]'],
    [
      'NetInitialize[NetChain[{LinearLayer[3], Ramp, 2, SoftmaxLayer[]}, "Input" -> 4, "Output" -> NetDecoder[{"Class", {"a", "b"}}]]]',
    ],
    [
      'NetInitialize[NetChain[<|"a" -> ConvolutionLayer[2, {3, 3}, "Stride" -> 2], "b" -> PoolingLayer[2, "Function" -> Mean]|>, "Input" -> NetEncoder[{"Image", {9, 9}, ColorSpace -> "Grayscale"}], LearningRateMultipliers -> {"a" -> 0.5, _ -> None}]]',
    ],
    [
      'NetGraph[<|"f" -> ElementwiseLayer[#^2 - 1/3 &], "add" -> TotalLayer[]|>, {"f" -> "add", NetPort["Input"] -> "add"}, "Input" -> 3]',
    ],
    [
      'NetInitialize[NetChain[{LinearLayer[2, "Weights" -> NetArray["w"]], Tanh, LinearLayer[2, "Weights" -> NetArray["w"]]}, "Input" -> 2]]',
    ],
    ['NetInitialize[NetMapOperator[LinearLayer[3], "Input" -> {"Varying", 2}]]'],
    ['NetInitialize[NetNestOperator[LinearLayer[2, "Input" -> 2], 3]]'],
    [
      'NetInitialize[NetChain[{EmbeddingLayer[4], LongShortTermMemoryLayer[3], SequenceLastLayer[], LinearLayer[{}]}, "Input" -> NetEncoder[{"Characters", {"a", "b"}}]]]',
    ],
    ['LinearLayer[3]'],
  ])('%s', (net) => {
    const { session } = withFiles();
    expect(evaluate(`net = ${net}; Export["/n.wlnet", net]; Import["/n.wlnet"] === net`, session)).toMatchObject({
      value: 'True',
      messages: [],
    });
  });

  test('elements', () => {
    const { session } = withFiles();
    const { value } = evaluate(
      `Export["/n.wlnet", NetInitialize[NetChain[{LinearLayer[1], Ramp}, "Input" -> 2]]];
       {Import["/n.wlnet", "ArrayNames"], Import["/n.wlnet", "InputNames"], Keys[Import["/n.wlnet", "ArrayAssociation"]], NetExtract[Import["/n.wlnet", "UninitializedNet"], {1, "Weights"}]}`,
      session,
    );
    expect(value).toBe('{{{1, "Weights"}, {1, "Biases"}}, {"Input"}, {{1, "Weights"}, {1, "Biases"}}, Automatic}');
  });
});

test('damaged files are refused', () => {
  const { session, files } = withFiles();
  evaluate('Export["/n.wlnet", NetInitialize[LinearLayer[2, "Input" -> 3]]]', session);
  const whole = files.get('/n.wlnet')!;
  for (const length of [0, 5, 20, whole.length - 3]) {
    files.set('/n.wlnet', whole.slice(0, length));
    const { value, messages } = evaluate('Import["/n.wlnet"]', session);
    expect(value).toBe('$Failed');
    expect(messages).toHaveLength(1);
  }
});

describe('checkpoints', () => {
  test('one file in each round', () => {
    const { session, files } = withFiles();
    const { value, texts } = evaluate(
      `res = NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, All, MaxTrainingRounds -> 3, TrainingProgressCheckpointing -> {"Directory", "/checks"}];
       {Length[res["CheckpointingFiles"]], Head[Import[Last[res["CheckpointingFiles"]]]], Import[Last[res["CheckpointingFiles"]]] === res["TrainedNet"]}`,
      session,
    );
    expect(texts).toEqual([]);
    expect(value).toBe('{3, LinearLayer, True}');
    expect(files.size).toBe(3);
  });

  test('one file that is written over', () => {
    const { session, files } = withFiles();
    expect(
      evaluate(
        'NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, "CheckpointingFiles", MaxTrainingRounds -> 4, TrainingProgressCheckpointing -> {"File", "/last.wlnet", "Interval" -> Quantity[2, "Rounds"]}]',
        session,
      ).value,
    ).toBe('{"/last.wlnet"}');
    expect([...files.keys()]).toEqual(['/last.wlnet']);
  });
});

describe('files from strangers name no code', () => {
  const file = '/a.wlnet';
  const coders = [
    'NetEncoder[{"Function", (ran = True; {1., 2.}) &, 2}]',
    'NetEncoder[{"FeatureExtractor", (ran = True; {1., 2.}) &, 2}]',
  ];
  test.each(coders)('%s', (coder) => {
    const s = withFiles().session;
    expect(evaluate(`Export["${file}", NetInitialize[LinearLayer[1, "Input" -> ${coder}]]];`, s).texts).toEqual([]);
    const refused = evaluate(`ran = False; n = Import["${file}"]`, s);
    expect([refused.value, refused.messages]).toEqual(['$Failed', ['Import::fmterr']]);
    expect(refused.texts[0]).toContain('AllowCode');
    expect(evaluate(`Import["${file}", "InputNames"]`, s).value).toBe('$Failed');
    expect(evaluate('ran', s).value).toBe('False');
    expect(evaluate(`n = Import["${file}", "AllowCode" -> True]; n["x"]; ran`, s).value).toBe('True');
  });
  test('decoders too', () => {
    const s = withFiles().session;
    evaluate(
      `Export["${file}", NetInitialize[LinearLayer[1, "Input" -> 1, "Output" -> NetDecoder[{"Function", Print}]]]];`,
      s,
    );
    expect(evaluate(`Import["${file}"]`, s).messages).toEqual(['Import::fmterr']);
  });
});
