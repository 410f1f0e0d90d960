/** Two cases of each layer, out as ONNX and back; round-trip.test.ts tries all of them. */
import { expect, test } from 'vitest';
import { expectBack, returning } from './there-and-back.ts';

const headOf = (text: string): string => /^\w+/.exec(text)![0];
const chosen = returning.filter((c, i) => returning.findIndex((d) => headOf(d.text) === headOf(c.text)) >= i - 1);

test('every head is there', () =>
  expect(new Set(chosen.map((c) => headOf(c.text)))).toEqual(new Set(returning.map((c) => headOf(c.text)))));
test.each(chosen)('$text', expectBack);
