/** Every case of a layer or net, out as ONNX and back. */
import { describe, it } from 'vitest';
import { expectBack, returning } from './there-and-back.ts';

describe.each([...new Set(returning.map((c) => c.name))])('%s', (name) => {
  it.each(returning.filter((c) => c.name === name))('$text', expectBack);
});
