/** Models without onnxruntime: a message names the package. */
import { expect, it } from 'vitest';
import { useHost } from '../../../src/host/host.ts';
import { nodeHost } from '../../../src/host/node/node-host.ts';
import { createSession } from '../../../src/index.ts';
import { evaluate } from '../evaluation.ts';

it('is told of once, with the package to install', () => {
  const session = createSession({ seed: 1 });
  const { packages } = nodeHost;
  useHost({
    ...nodeHost,
    packages: {
      ...packages,
      load: (name, from) => {
        if (!name.startsWith('onnxruntime-node')) return packages.load(name, from);
        throw Object.assign(new Error('not there'), { code: 'MODULE_NOT_FOUND' });
      },
    },
  });
  const { value, messages, texts } = evaluate(
    'NetExternalObject[ByteArray["CAg6QQoQCgF4EgF5IghJZGVudGl0eRIBZ1oUCgF4Eg8KDQgBEgkKAxIBTgoCCAJiFAoBeRIPCg0IARIJCgMSAU4KAggCQgQKABAN"]][{{1, 2}}]',
    session,
  );
  expect([value, messages]).toEqual(['$Failed', ['NetExternalObject::noruntime']]);
  expect(texts[0]).toMatch(/npm install onnxruntime-node@1\.17\.0.*It is not installed\./);
});
