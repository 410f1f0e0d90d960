/** Small files that would become large are refused before they do. */
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readNpz, writeNpy } from '../../src/formats/arrays/npy.ts';
import { readTfjsJson, readTfjsWeights } from '../../src/formats/arrays/tfjs.ts';
import { readTorch } from '../../src/formats/arrays/torch.ts';
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
  test('a NumPy archive that states a size without measure, and one that hides it', () => {
    const stating = (size: number): Uint8Array => {
      const zip = zipSync({ 'a.npy': writeNpy({ dtype: 'U8', shape: [1_000_000], data: new Uint8Array(1_000_000) }) });
      const view = new DataView(zip.buffer);
      view.setUint32(directory(view)[0]! + 24, size, true);
      return zip;
    };
    expect(() => readNpz(stating(2 ** 31))).toThrow('grow to 2147483648 bytes');
    expect(() => readNpz(stating(1000))).toThrow('grows beyond 1000 bytes');
  });
  test('entries of an archive that share their bytes', () => {
    const one = writeNpy({ dtype: 'U8', shape: [100_000], data: new Uint8Array(100_000) });
    const zip = zipSync({ 'a.npy': one, 'b.npy': one.subarray(0, 1) }, { level: 0 });
    const view = new DataView(zip.buffer);
    const at = directory(view)[1]!;
    view.setUint32(at + 20, one.length, true);
    view.setUint32(at + 24, one.length, true);
    view.setUint32(at + 42, 0, true);
    expect(() => readNpz(zip)).toThrow('overlaps other entries');
  });
  test('a tensor whose strides are zero, and lists of the same list', () => {
    expect(() => readTorch(pickled(tensor('(J\x00\xca\x9a\x3bJ\x00\xca\x9a\x3bt(K\x00K\x00t')))).toThrow(
      'needs the numbers',
    );
    // Forty times a list of two of the list before.
    const laughs = `(lp0\n${Array.from({ length: 40 }, (_, i) => `(g${i}\ng${i}\nlp${i + 1}\n`).join('')}`;
    expect(() => readTorch(pickled(laughs))).toThrow('nested without end');
    // A list in itself.
    expect(() => readTorch(pickled('(lp0\ng0\na'))).toThrow('nested without end');
  });
  test('pickles that call', () => {
    const calls = [
      'cos\nsystem\n(Vtrue\ntR',
      'c__builtin__\neval\n(V1\ntR',
      'cbuiltins\ngetattr\n(NVx\ntR',
      'ctorch\nload\n(Vx\ntR',
      '(Vx\nios\nsystem\n',
    ];
    for (const code of calls) expect(() => readTorch(pickled(code))).toThrow(/refused|no operation/);
    expect(() => readTorch(pickled('ccollections\nOrderedDict\n((lK\x05atR'))).toThrow(/no list of pairs/);
  });
  test('a shard that is named a thousand times, and nesting without end', () => {
    const manifest = [{ paths: new Array(1000).fill('a'), weights: [] }];
    const text = (x: string) => new TextEncoder().encode(x);
    expect(() => readTfjsWeights(readTfjsJson(text(JSON.stringify(manifest))), () => new Uint8Array(1e6))).toThrow(
      'twice',
    );
    expect(() => readTfjsJson(text('['.repeat(1e6)))).toThrow('nested deeper');
  });
});

/** Where the entries of an archive are listed. */
const directory = (view: DataView): number[] =>
  [...Array(view.byteLength - 4).keys()].filter((i) => view.getUint32(i, true) === 0x02014b50);

/** An archive of PyTorch whose pickle is these bytes, one a character. */
function pickled(code: string): Uint8Array {
  const bytes = Uint8Array.from(`\x80\x02${code}.`, (c) => c.charCodeAt(0));
  return zipSync({ 'x/data.pkl': bytes, 'x/data/0': new Uint8Array(4) }, { level: 0 });
}
/** A tensor of one number, with this shape and these strides. */
const tensor = (shape: string): string =>
  `ctorch._utils\n_rebuild_tensor_v2\n((Vstorage\nctorch\nFloatStorage\nV0\nVcpu\nK\x01tQK\x00${shape}\x89NtR`;
