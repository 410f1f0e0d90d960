/** WXF: bytes as the format description has them, round trips, damaged data. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWxf } from '../../src/builtins/io/formats/wxf-read.ts';
import { writeWxf } from '../../src/builtins/io/formats/wxf-write.ts';
import { same } from '../../src/expr/same.ts';
import { FormatError } from '../../src/formats/format-error.ts';
import { createSession } from '../../src/index.ts';

const session = createSession();
const value = (text: string) => session.evaluate(session.parse(text)[0]!);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('bytes of the format description', () => {
  test.each([
    ['5', '383a4305'],
    ['-129', '383a6a7fff'],
    ['2^31', '383a4c0000008000000000'],
    ['1.', '383a72000000000000f03f'],
    ['"ab"', '383a53026162'],
    ['Null', '383a73044e756c6c'],
    ['{}', '383a660073044c697374'],
    ['<|1 -> 2|>', '383a41012d43014302'],
    ['10^20', '383a4915313030303030303030303030303030303030303030'],
    ['ByteArray[{1, 2}]', '383a42020102'],
  ])('%s', (text, bytes) => {
    expect(hex(writeWxf(value(text)))).toBe(bytes);
    expect(same(readWxf(Buffer.from(bytes, 'hex')), value(text))).toBe(true);
  });
  test('arrays: packed of each width, numeric arrays with their type', () => {
    expect(hex(writeWxf(value('Range[100]'))).slice(0, 12)).toBe('383ac1000164');
    expect(hex(writeWxf(value('1000 Range[100]'))).slice(0, 12)).toBe('383ac1020164');
    const ints = Buffer.from('383ac1020201020100000002000000', 'hex');
    expect(session.inputForm(readWxf(ints))).toBe('{{1, 2}}');
    expect(session.inputForm(readWxf(Buffer.from('383ac21001020507', 'hex')))).toBe(
      'NumericArray[{5, 7}, "UnsignedInteger8"]',
    );
  });
});

const samples = [
  '{1/2, 3 + 4 I, 1.5, N[Pi, 40], -N[Pi, 40], 2^80, -2^63, "\\[Alpha]\\n", x, a`b, Pi}',
  'Hold[1 + 1, f[x_] := x^2, #1 &]',
  '<|"a" -> {1, 2}, b :> 1 + 1, {1} -> <||>|>',
  'Table[i j/2., {i, 20}, {j, 20}]',
  'Range[-40000, 40000, 977]',
  'ConstantImage[0.5, {3, 2}]',
  'NetInitialize[NetChain[{2, Ramp}, "Input" -> 3], RandomSeeding -> 1]',
];

test.each(samples)('comes back: %s', (text) => {
  const x = value(text);
  for (const compressed of [false, true])
    expect(session.inputForm(session.evaluate(readWxf(writeWxf(x, compressed))))).toBe(session.inputForm(x));
});

test('damaged data are refused with a place, whatever is changed', () => {
  const files = samples.flatMap((text) => [writeWxf(value(text)), writeWxf(value(text), true)]);
  fc.assert(
    fc.property(fc.nat(files.length - 1), fc.nat(), fc.nat(255), fc.boolean(), (which, at, byte, cut) => {
      const bytes = files[which]!.slice();
      const place = at % bytes.length;
      if (!cut) bytes[place] = byte;
      try {
        readWxf(cut ? bytes.subarray(0, place) : bytes);
      } catch (x) {
        expect(x).toBeInstanceOf(FormatError);
        expect((x as FormatError).offset).toBeTypeOf('number');
      }
    }),
    { numRuns: Number(process.env.WXF_RUNS ?? 500), seed: 18 },
  );
});

test.each([
  ['a list of 2^40 elements', '383a6680808080802073044c697374'],
  ['an array of 2^40 numbers', '383ac12302808080800880808080082300'],
  ['2^40 empty rows', '383ac123028080808080800100'],
  ['200,000 nested lists', `383a${'6601'.repeat(200_000)}`],
])('refuses at once: %s', (_, bytes) => {
  expect(() => readWxf(Buffer.from(bytes, 'hex'))).toThrow(FormatError);
});
