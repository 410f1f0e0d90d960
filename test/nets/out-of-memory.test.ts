/** Nets whose values cannot be held are messages, before anything is allocated. */
import { expect, test } from 'vitest';
import { evaluate } from './evaluation.ts';

test.each([
  'PaddingLayer[{{10^9, 10^9}}, "Input" -> {2}][{1, 2}]',
  'PaddingLayer[{{10^9, 10^9}}, "Input" -> {2}, "Padding" -> "Fixed"][{1, 2}]',
  'ReplicateLayer[10^10][{1, 2}]',
  'NetInitialize[LinearLayer[10^9, "Input" -> 10^9]]',
  'NetInitialize[EmbeddingLayer[10^6, 10^9]]',
  'ResizeLayer[{10^6, 10^6}, "Input" -> {1, 2, 2}][{{{1, 2}, {3, 4}}}]',
  'NetInitialize[NetChain[{10^9, 10^9}, "Input" -> 3]]',
])('%s', (code) => {
  const r = evaluate(code);
  expect(r.messages).toHaveLength(1);
  expect(r.messages[0]).toMatch(/::nomem$/);
  expect(r.value).toMatch(/^\$(?:Failed|Aborted)$/);
});
