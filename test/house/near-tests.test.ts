/** Which tests npm run mutate runs first. */
import ts from 'typescript';
import { expect, test } from 'vitest';
import { nearTests } from '../../scripts/mutants/near-tests.ts';

const sources = (files: Readonly<Record<string, string>>) =>
  new Map(
    Object.entries(files).map(([file, text]) => [
      file,
      { file, tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) },
    ]),
  );

test('those with the fewest imports in between come first, others not at all', () => {
  const near = nearTests(
    sources({
      'src/a.ts': "import './b.ts';",
      'src/b.ts': "export * from './c.ts';",
      'src/c.ts': "import './a.ts';",
      'test/far.test.ts': "import { a } from '../src/a.ts';",
      'test/near.test.ts': "import { c } from '../src/c.ts'; import fs from 'node:fs';",
      'test/other.test.ts': "import './helper.ts';",
      'test/helper.ts': '',
    }),
  );
  expect(near('src/c.ts')).toEqual([
    ['test/near.test.ts', 1],
    ['test/far.test.ts', 3],
  ]);
});
