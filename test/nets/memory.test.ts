/** A net that needs more memory than there is answers with a message, and the session goes on. */
import { expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';
import { evaluateExample } from '../evaluate-example.ts';

test('a product that cannot fit', () => {
  const session = createSession({ seed: 1 });
  const run = (text: string) => evaluateExample(session, text);
  run('net = NetGraph[{DotLayer[], SummationLayer[]}, {{NetPort["a"], NetPort["b"]} -> 1 -> 2}]');
  const data = (n: number): string => `<|"a" -> ConstantArray[1., {${n}, 1}], "b" -> ConstantArray[1., {1, ${n}}]|>`;
  expect(run(`net[${data(2_000_000)}]`)).toEqual({ value: '$Failed', messages: ['NetGraph::nomem'] });
  expect(run(`net[${data(3)}]`)).toEqual({ value: '9.', messages: [] });
});
