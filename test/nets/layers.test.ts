/** Every layer keeps the contract of layer-contract.ts. */
import { describe, expect, test } from 'vitest';
import { layers } from '../../src/nets/records/layers/index.ts';
import { layerCases } from './layer-cases.ts';
import { expectLayerContract } from './layer-contract.ts';

test('every layer has a case here', () =>
  expect(layers.map((l) => l.symbol.name).filter((name) => layerCases[name] === undefined)).toEqual([]));

for (const [name, list] of Object.entries(layerCases)) {
  if (list.length === 0) continue;
  describe(name, () => {
    for (const c of list) {
      const [text, settings] = typeof c === 'string' ? [c, {}] : c;
      test(text, () => expectLayerContract(text, settings));
    }
  });
}
