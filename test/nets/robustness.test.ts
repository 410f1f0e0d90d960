/** Every net function and layer answers unfitting arguments with a message or leaves them alone, never with an error of the host. */
import { describe, expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';
import { netBuiltins } from '../../src/nets/language/index.ts';
import { RandomStream } from '../../src/numeric/random.ts';

const pieces = [
  'x',
  '0',
  '-1',
  '3',
  '2.5',
  '1/2',
  '10^30',
  '"a"',
  '""',
  '{}',
  '{1, 2}',
  '{{1, 2}, {3}}',
  '{x, y}',
  '<||>',
  '<|"a" -> 1|>',
  'Ramp',
  'Plus',
  '# + 1 &',
  '#a #b &',
  'None',
  'Automatic',
  'All',
  '_',
  '1 ;; 2',
  '-1',
  'Infinity',
  'True',
  'Null',
  '$Failed',
  'LinearLayer[2]',
  'NetInitialize[LinearLayer[2, "Input" -> 3]]',
  'NetChain[{2, Ramp}, "Input" -> 2]',
  'NetInitialize[NetChain[<|"a" -> 2, "b" -> SoftmaxLayer[]|>, "Input" -> 2]]',
  'NetGraph[{Ramp, Tanh}, {1 -> 2}]',
  'NetPort["Input"]',
  'NetPort[{1, "Output"}]',
  'NetEncoder[{"Class", {"a", "b"}}]',
  'NetDecoder["Boolean"]',
  'NetEncoder["Image"]',
  '1 -> 2',
  '"a" -> "b"',
  '"Input" -> 2',
  '"Input" -> "Image"',
  '"Input" -> x',
  '"Output" -> {2, 3}',
  '"Weights" -> {{1, 2}}',
  '"Biases" -> None',
  '"Weights" -> x',
  '{1 -> 2, 3 -> x}',
  '{{1, 2} -> {1, 0}, {0, 1} -> {0, 1}}',
  '{{1} -> {2}}',
  '{1, 2} -> {3, 4}',
  'LearningRateMultipliers -> {1 -> 0}',
  'LearningRateMultipliers -> x',
  'MaxTrainingRounds -> 1',
  'BatchSize -> 2',
  'NumericArray[{1, 2}, "Real32"]',
  '"Accuracy"',
  '{"Varying", 2}',
  'Restricted["Integer", 3]',
  '{1, 1, 1}',
  'ConstantArray[1., {2, 3, 3}]',
];

describe('unfitting arguments', () => {
  const random = new RandomStream(11);
  const pick = (): string => pieces[random.integer(0, pieces.length - 1)]!;
  for (const { symbol } of netBuiltins)
    test(symbol.name, () => {
      const session = createSession({ seed: 1 });
      for (let i = 0; i < 40; i++) {
        const args = Array.from({ length: random.integer(0, 3) }, pick);
        const call = `${symbol.name}[${args.join(', ')}]`;
        const applied =
          random.uniform() < 0.4 ? `${call}[${Array.from({ length: random.integer(0, 2) }, pick).join(', ')}]` : call;
        for (const input of [applied, `Information[${call}]`, `Normal[${call}]`, `${call}[[${pick()}]]`])
          expect(() => {
            const { messages } = session.log.collect(() => session.evaluateInput(session.parse(input)[0]!));
            for (const m of messages) if (m.text.includes('Message text not found')) throw new Error(m.text);
          }, input).not.toThrow();
      }
    });
});
