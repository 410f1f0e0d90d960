/** The digits of LeNet and what NetModel says about it. */
import { beforeAll, describe, expect, test } from 'vitest';
import { nodeIO } from '../../src/frontends/node-io.ts';
import { createSession, type KernelSession } from '../../src/index.ts';

let session: KernelSession;
const value = (code: string): string => {
  let text = '';
  for (const x of session.parse(code)) text = session.inputForm(session.evaluateInput(x));
  return text;
};

beforeAll(() => {
  session = createSession({ seed: 1, io: nodeIO({ print: () => {} }) });
});

describe('LeNet Trained on MNIST Data', () => {
  test('has the documented layers', () => {
    expect(value('Map[Head, Normal[NetModel["LeNet Trained on MNIST Data"]]]')).toBe(
      '{ConvolutionLayer, ElementwiseLayer, PoolingLayer, ConvolutionLayer, ElementwiseLayer, PoolingLayer, FlattenLayer, LinearLayer, ElementwiseLayer, LinearLayer, SoftmaxLayer}',
    );
  });
  test('takes images of any size and color and gives digits', () => {
    expect(value('MemberQ[Range[0, 9], NetModel["LeNet"][RandomImage[1, {50, 40}, ColorSpace -> "RGB"]]]')).toBe(
      'True',
    );
  });
  test('reads digits that it was not trained on, light on dark and dark on light', () => {
    const accuracy = (data: string) => Number(value(`ClassifierMeasurements[NetModel["LeNet"], ${data}, "Accuracy"]`));
    value('test = Take[ResourceData["MNIST", "TestData"], 2000]');
    // The first 2000 test digits are the harder half of the 10,000.
    expect(accuracy('test')).toBeGreaterThan(0.985);
    expect(accuracy('Map[ColorNegate[First[#]] -> Last[#] &, test]')).toBeGreaterThan(0.98);
  });
  test('has no arrays when asked so', () => {
    expect(value('NetExtract[NetModel["LeNet", "UninitializedEvaluationNet"], {{1, "Weights"}, {10, "Biases"}}]')).toBe(
      '{Automatic, Automatic}',
    );
  });
});

describe('images as inputs of nets', () => {
  test('a file that is no image gives one message with the reason', () => {
    const { messages, value: result } = session.log.collect(() =>
      session.inputForm(session.evaluateInput(session.parse('NetModel["LeNet"][File["package.json"]]')[0]!)),
    );
    expect(result).toBe('$Failed');
    expect(messages.map((m) => m.text)).toEqual([
      'The image file File[package.json] cannot be read: the file is neither a PNG nor a JPEG file.',
    ]);
  });
});
