/** Every layer keeps the contract of layer-contract.ts. */
import { describe, expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';
import { layers } from '../../src/nets/records/layers/index.ts';
import { layerCases } from './layer-cases.ts';
import { expectLayerContract } from './layer-contract.ts';

test('every layer has a case here', () =>
  expect(layers.map((l) => l.symbol.name).filter((name) => layerCases[name] === undefined)).toEqual([]));

test('every layer lists its options', () => {
  const session = createSession();
  const lists = layers.map((l) =>
    session.inputForm(session.evaluateInput(session.parse(`Head[Options[${l.symbol.name}]]`)[0]!)),
  );
  expect(new Set(lists)).toEqual(new Set(['List']));
});

for (const [name, list] of Object.entries(layerCases)) {
  if (list.length === 0) continue;
  describe(name, () => {
    for (const c of list) {
      const [text, settings] = typeof c === 'string' ? [c, {}] : c;
      test(text, () => expectLayerContract(text, settings));
    }
  });
}
