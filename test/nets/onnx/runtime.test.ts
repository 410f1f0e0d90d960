/** Every layer with its options, and nets of all kinds, give the same in another runtime, for batches of one and of three. */
import { describe, expect, test } from 'vitest';
import { type OnnxCase, onnxCases } from './cases.ts';
import { ort, runModel } from './runtime.ts';
import { written } from './written.ts';

const OPSET = 17;
const isRecurrent = (text: string): boolean => /RecurrentLayer|LongShortTerm/.test(text);

/** Parts that have no form of their own. */
const tracedIn = (text: string): string[] =>
  !text.includes('CTCLossLayer') ? [] : [text.startsWith('NetGraph') ? 'loss (CTCLossLayer)' : 'CTCLossLayer'];

async function expectSame(c: OnnxCase, opset: number, all = false): Promise<void> {
  const { net, bytes, traced, samples } = written(c, opset, all);
  if (all) expect(traced).not.toEqual([]);
  else expect(traced).toEqual(tracedIn(c.text));
  const whole = new Set([...net.inputs].flatMap(([name, p]) => (p.index === undefined ? [] : [name])));
  // This runtime finds variances in one pass: of two numbers a layer's lose a digit more than in newer ones.
  const tolerance = isRecurrent(c.text) || c.name === 'NormalizationLayer' ? 1e-4 : 1e-5;
  for (const { inputs, outputs } of samples) {
    const got = await runModel(bytes, inputs, whole);
    expect(Object.keys(got).sort()).toEqual(Object.keys(outputs).sort());
    for (const [name, { shape, data }] of Object.entries(outputs)) {
      expect([name, got[name]!.shape]).toEqual([name, shape]);
      // Numbers from a distribution are other ones each time.
      if (c.text.startsWith('RandomArrayLayer')) continue;
      const worst = Math.max(
        0,
        ...Array.from(data, (x, i) => Math.abs(x - got[name]!.data[i]!) / Math.max(1, Math.abs(x))),
      );
      expect(worst, `${name} differs`).toBeLessThan(tolerance);
    }
  }
}

describe.skipIf(ort === undefined)('what onnxruntime-node, where it is installed, makes of written nets', () => {
  for (const name of new Set(onnxCases.map((c) => c.name)))
    describe(name, () => {
      test.each(onnxCases.filter((c) => c.name === name))('$text', (c) => expectSame(c, OPSET));
    });
  test.each(onnxCases.filter((c) => c.name === 'nets'))('as a program: $text', (c) => expectSame(c, OPSET, true));
  for (const opset of [13, 18])
    test.each(onnxCases.filter((c) => c.name === 'nets'))(`version ${opset}: $text`, (c) => expectSame(c, opset));
});
