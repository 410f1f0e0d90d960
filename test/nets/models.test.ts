/** NetModel: architectures without arrays, nets of the user's own. */
import { describe, expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';
import { noIO } from '../../src/kernel/io.ts';
import { models } from '../../src/nets/records/models/index.ts';
import { evaluate } from './evaluation.ts';

describe('architectures', () => {
  /** As published, or by the sizes of their layers. */
  const counts: Readonly<Record<string, number>> = {
    'ResNet-18': 11_689_512,
    'ResNet-50': 25_557_032,
    'VGG-16': 138_357_544,
    'MobileNet V2': 3_504_872,
    'U-Net': 31_030_658,
    'Character LSTM': 4 * (96 * 512 + 512 * 512 + 512) + 4 * (2 * 512 * 512 + 512) + 96 * 512 + 96,
    'GPT-2 Small': 124_439_808,
    'BERT Base Encoder': 109_482_240,
  };
  const s = createSession({ seed: 1 });
  test.each(Object.entries(counts))('%s has its number of parameters, and no array a value', (name, count) => {
    const { value, texts } = evaluate(
      `{NetModel["${name}", "ParametersCount"], Union[Information[NetModel["${name}", "UninitializedEvaluationNet"], "ArraysList"] /. p_List :> p, {}] =!= {},
        FreeQ[NetExtract[NetModel["${name}", "UninitializedEvaluationNet"], #] & /@ Take[Information[NetModel["${name}", "UninitializedEvaluationNet"], "ArraysList"], 3], NumericArray]}`,
      s,
    );
    expect([value, texts]).toEqual([`{${count}, True, True}`, []]);
  });
  test('those without trained arrays say so', () => {
    // Vectors of words need their package (model-packages.test.ts).
    for (const { name, weights } of models.filter((m) => m.wordVectors === undefined)) {
      const { value, messages } = evaluate(`MatchQ[NetModel["${name}"], _NetChain | _NetGraph]`, s);
      expect([name, value, messages]).toEqual([name, 'True', weights === undefined ? ['NetModel::untrained'] : []]);
    }
  });
});

describe("nets of one's own", () => {
  const files = new Map<string, Uint8Array>();
  const io = {
    ...noIO,
    readFile: (path: string) => files.get(path),
    writeFile: (path: string, bytes: Uint8Array) => void files.set(path, bytes),
    createDirectory: () => {},
    status: () => undefined,
    environment: (name: string) => (name === 'SCHEELITE_MODELS' ? '/nets' : undefined),
    list: () => [...files.keys()].map((f) => f.replace('/nets/', '')),
  };
  const s = createSession({ seed: 1, io });
  evaluate(
    'net = NetInitialize[NetChain[{LinearLayer[2], BatchNormalizationLayer[]}, "Input" -> 3]]; Export["/nets/my net.wlnet", net]; Export["/nets/a.npy", {1.}]',
    s,
  );
  test.each([
    ['NetModel["my net"] === net', 'True'],
    ['NetModel[File["/nets/my net.wlnet"]] === net', 'True'],
    ['First[NetModel[]]', '"my net"'],
    ['Count[NetModel[], "a"]', '0'],
    ['NetModel["my net", "ParametersCount"]', '12'],
    ['NetModel["my net", "ByteCount"]', '64'],
    ['NetExtract[NetModel["my net", "UninitializedEvaluationNet"], {1, "Weights"}]', 'Automatic'],
    ['NetModel["my net", "Performance"]', 'Missing["NotAvailable"]'],
  ])('%s', (text, value) => expect(evaluate(text, s)).toMatchObject({ value, messages: [] }));
  test('a file that holds no net', () => {
    expect(evaluate('NetModel[File["/nets/a.npy"]]', s)).toMatchObject({
      value: '$Failed',
      messages: ['NetModel::nonetfile'],
    });
  });
});
