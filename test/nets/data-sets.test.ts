/** Data sets whose files come with their packages, and files that are not what they should be. */
import { expect, test } from 'vitest';
import { nodeIO } from '../../src/frontends/node-io.ts';
import { createSession } from '../../src/index.ts';
import { FisherIris } from '../../src/nets/records/data-sets/iris.ts';
import { evaluate } from './evaluation.ts';

test('FisherIris has fifty flowers of each of three kinds, parted seven to three', () => {
  const session = createSession({ io: nodeIO({ print: () => {} }) });
  const value = (text: string): string => evaluate(text, session).value;
  const parts = '{"TrainingData", "TestData"}';
  expect(value(`iris = ExampleData[{"MachineLearning", "FisherIris"}, #] & /@ ${parts}; Length /@ iris`)).toBe(
    '{105, 45}',
  );
  expect(value('Sort[Tally[Last /@ Flatten[iris]]]')).toBe('{{"setosa", 50}, {"versicolor", 50}, {"virginica", 50}}');
  // The means that Fisher's table is known by.
  expect(value('Round[1000 Mean[First /@ Flatten[iris]]]')).toBe('{5843, 3057, 3758, 1199}');
});

test.each(['[[1, 2, 3, 4]]', '[[1, 2, 3, 4, 5]]', '[[1, 2, 3, "4", "setosa"]]', '[[1, 2, 3, 4, "a", "b"]]', '{}', '['])(
  'a file with %s is refused',
  (text) => {
    const rows = (): unknown => FisherIris.table!.rows(() => new TextEncoder().encode(text));
    expect(rows).toThrow(expect.objectContaining({ tag: 'badfile' }));
  },
);
