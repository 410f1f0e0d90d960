/** Small files that would become large are refused before they do. */
import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readIdx } from '../../src/formats/idx.ts';
import { readSafetensors } from '../../src/formats/safetensors.ts';

describe('bombs', () => {
  test('arrays of a Safetensors file that overlap', () => {
    const n = 1000;
    const entries = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [`a${i}`, { dtype: 'F32', shape: [n], data_offsets: [0, 4 * n] }]),
    );
    const header = new TextEncoder().encode(JSON.stringify(entries));
    const bytes = new Uint8Array(8 + header.length + 4 * n);
    new DataView(bytes.buffer).setUint32(0, header.length, true);
    bytes.set(header, 8);
    expect(() => readSafetensors(bytes)).toThrow('overlap');
  });
  test('an IDX file of zeros', () => {
    const size = 200_000_000;
    const idx = new Uint8Array(8 + size);
    idx.set([0, 0, 8, 1]);
    new DataView(idx.buffer).setUint32(4, size);
    const packed = gzipSync(idx, { level: 1 });
    expect(packed.length).toBeLessThan(size / 100);
    expect(() => readIdx(packed)).toThrow('grows beyond');
  });
});
