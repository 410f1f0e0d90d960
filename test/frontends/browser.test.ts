/** dist/browser.js: a session in a web worker evaluates, trains, draws and can be stopped, with the results that Node has on WebAssembly. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSession } from '../../src/core.ts';
import { useHost } from '../../src/host/host.ts';
import { nodeHost } from '../../src/host/node/node-host.ts';
import { BrowserSession, noBrowser } from './browser-page.ts';

test('the program is small enough for a page', () => {
  const program = readFileSync(new URL('../../dist/browser.js', import.meta.url));
  expect(gzipSync(program, { level: 9 }).length).toBeLessThan(850_000);
});

/** What runs steps in a page: nothing but WebAssembly. */
function likeAPage(): void {
  const { packages } = nodeHost;
  useHost({
    ...nodeHost,
    platform: 'browser',
    architecture: 'wasm',
    packages: {
      ...packages,
      locate: () => undefined,
      load(name) {
        if (/onnxruntime|koffi/.test(name)) throw Object.assign(new Error(name), { code: 'MODULE_NOT_FOUND' });
        return packages.load(name);
      },
    },
  });
}

const TRAINING = `SeedRandom[1];
  data = Table[With[{v = RandomReal[1, 4]}, v -> {"a", "b", "c"}[[1 + Mod[Floor[3 v[[1]] + v[[2]]], 3]]]], 105];
  net = NetChain[{LinearLayer[16], Tanh, LinearLayer[3], SoftmaxLayer[]}, "Input" -> 4, "Output" -> NetDecoder[{"Class", {"a", "b", "c"}}]];
  r = NetTrain[net, data, All, MaxTrainingRounds -> 20, RandomSeeding -> 1];
  ToString[{r["Executor"]["Name"], Normal[NetExtract[r["TrainedNet"], {1, "Weights"}]], r["TrainedNet"][{0.1, 0.2, 0.3, 0.4}, "Probabilities"]}, InputForm]`;

describe.skipIf(noBrowser !== undefined)(`in Chromium${noBrowser === undefined ? '' : ` (${noBrowser})`}`, () => {
  let session: BrowserSession;
  beforeAll(async () => {
    session = await BrowserSession.open(1);
  });
  afterAll(() => session?.close());
  const value = async (text: string): Promise<string | undefined> => (await session.evaluate(text)).values.at(-1)?.text;

  test('evaluates, prints and reports', async () => {
    const { values, messages, prints } = await session.evaluate('Print["p"]; 2^100\n1/0');
    expect(values.map((v) => v.text)).toEqual(['1267650600228229401496703205376', 'ComplexInfinity']);
    expect(prints).toEqual(['p']);
    expect(messages).toEqual([expect.stringMatching(/^Power::infy: /)]);
    expect(await value('Integrate[x Exp[x], x]')).toBe('E^x (-1 + x)');
    expect((await session.evaluate('f[x')).messages).toEqual([expect.stringMatching(/^Syntax::/)]);
  });

  test('trains to the same bits as Node on WebAssembly', async () => {
    likeAPage();
    const node = createSession({ seed: 1 });
    const [there, ...rest] = node.parse(TRAINING).map((e) => node.evaluateInput(e));
    const expected = node.outputForm(rest.at(-1) ?? there!);
    expect(expected).toContain('"wasm"');
    const { values, progress } = await session.evaluate(TRAINING);
    expect(values.at(-1)?.text).toBe(expected);
    expect(progress.at(-1)).toBe(1);
  });

  test('draws', async () => {
    const [plot] = (await session.evaluate('Plot[Sin[x], {x, 0, 6}]')).values;
    expect(plot).toMatchObject({ width: 360 });
    expect([...Object.values(plot!.png!).slice(1, 4)]).toEqual([...'PNG'].map((c) => c.charCodeAt(0)));
    expect(await value('StringStartsQ[ExportString[Plot[Sin[x], {x, 0, 6}], "SVG"], "<svg"]')).toBe('True');
  });

  test('learns to the same bits as Node, with a program that it fetches', async () => {
    const code =
      'Classify[{1. -> "a", 1.4 -> "a", 2. -> "b", 1.7 -> "b"}, {1.1, 1.9}, "Probabilities", Method -> "RandomForest"]';
    const node = createSession({ seed: 1 });
    expect(await value(code)).toBe(node.outputForm(node.evaluateInput(node.parse(code)[0]!)));
    expect((await session.evaluate('Classify[5]')).messages).toEqual([expect.stringMatching(/^Classify::mlbdata: /)]);
    expect(await value('Options[Classify, RandomSeeding]')).toBe('{RandomSeeding -> 1234}');
    expect(
      await value(
        'f = Classify[{1 -> "a", 2 -> "b"}]; Export["f.wmlf", f]; same = Import["f.wmlf"] === f; DeleteFile["f.wmlf"]; same',
      ),
    ).toBe('True');
  });

  test('has files in memory', async () => {
    expect(await value('Export["a.jpg", Image[{{0, 1}, {1, 0}}]]; ImageDimensions[Import["a.jpg"]]')).toBe('{2, 2}');
    expect(await value('CreateDirectory["d"]; Put[{1, 2}, "d/x.wl"]; {Get["d/x.wl"], FileNames[]}')).toBe(
      '{{1, 2}, {a.jpg, d}}',
    );
    expect((await session.evaluate('Put[1, "no/such/folder"]')).messages).toHaveLength(1);
  });

  test('stops when it is asked to, and goes on', async () => {
    expect((await session.evaluate('n = 0; While[True, n++]', 200)).values.at(-1)?.text).toBe('$Aborted');
    expect(await value('n > 100')).toBe('True');
    const training = 'NetTrain[net, data, MaxTrainingRounds -> 10^6]; 1';
    expect((await session.evaluate(training, 500)).values.at(-1)?.text).not.toBe(undefined);
    expect(await value('1 + 1')).toBe('2');
  });
});
