/** What stdlib/init.wl says of the files of the library is so. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';
import { Latent } from '../../src/kernel/definitions/definition.ts';

test('files whose symbols carry upvalues begin with UpValues, and only names with $ have values', () => {
  const session = createSession();
  const text = readFileSync(new URL('../../stdlib/init.wl', import.meta.url), 'utf8');
  const files = [...text.matchAll(/"([\w.-]+)" -> \{([^}]*)\}/g)];
  expect(files.length).toBeGreaterThan(40);
  const wrong: string[] = [];
  for (const [, file, symbols] of files)
    for (const [, name] of symbols!.matchAll(/(?:^|[\s,])([$A-Z][\w`$]*)/g)) {
      if (name === 'UpValues' || name === 'Infinity') continue;
      const s = session.names.resolve(name!.includes('`') ? name! : `System\`${name}`);
      const latent = session.definitions.announced(s)!.latent;
      const d = session.definitions.known(s)!;
      if (d.up !== undefined && (latent & Latent.up) === 0) wrong.push(`${file}: upvalues of ${name}`);
      if (d.own !== undefined && (latent & Latent.own) === 0) wrong.push(`${file}: a value of ${name}`);
    }
  expect(wrong).toEqual([]);
});
