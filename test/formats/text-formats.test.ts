/** CSV, JSON and IDX: round trips, exactness, and what damaged input says. */
import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readCsv, writeCsv } from '../../src/formats/csv.ts';
import { FormatError } from '../../src/formats/format-error.ts';
import { readIdx } from '../../src/formats/idx.ts';
import { readJson, writeJson } from '../../src/formats/json.ts';

function refusal(run: () => unknown): FormatError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    return error as FormatError; // asserted one line above
  }
  throw new Error('nothing was refused');
}

describe('CSV', () => {
  test('reads quotes, empty fields and all line ends', () => {
    expect(readCsv('a,"b ""x"", c"\r\n,\n1,2\r3,"l1\nl2"')).toEqual([
      ['a', 'b "x", c'],
      ['', ''],
      ['1', '2'],
      ['3', 'l1\nl2'],
    ]);
    expect(readCsv('')).toEqual([]);
    expect(readCsv('\uFEFFx\ty\n', { separator: '\t' })).toEqual([['x', 'y']]);
    expect(readCsv('a,')).toEqual([['a', '']]);
    expect(readCsv('""')).toEqual([['']]);
  });
  test('writes what it reads', () => {
    const rows = [['a', ' b', 'c"d', 'e,f', 'g\nh'], [''], ['', ''], ['1']];
    expect(readCsv(writeCsv(rows))).toEqual(rows);
  });
  test('refuses an open quote and text after a quote', () => {
    expect(refusal(() => readCsv('a,"b'))).toMatchObject({ format: 'CSV', offset: 2 });
    expect(refusal(() => readCsv('"a"b'))).toMatchObject({ offset: 3 });
  });
});

describe('JSON', () => {
  test('keeps keys apart from prototypes', () => {
    const value = readJson('{"__proto__": {"polluted": 1}, "a": [1, -2.5e3, "\\u00e9\\n", true, null]}');
    expect(value).toEqual(
      new Map<string, unknown>([
        ['__proto__', new Map([['polluted', 1]])],
        ['a', [1, -2500, 'é\n', true, null]],
      ]),
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(refusal(() => readJson('{"__proto__": 1}', { refuseReservedKeys: true })).offset).toBe(1);
  });
  test('integers stay exact', () => {
    expect(readJson('12345678901234567890')).toBe(12345678901234567890n);
    expect(readJson('9007199254740991')).toBe(9007199254740991);
  });
  test.each(['', '{', '[1,]', '{"a" 1}', '01', '"a', '[1] 2', 'nul', '"\u0001"', '['.repeat(1000)])(
    'refuses %j',
    (text) => {
      expect(refusal(() => readJson(text)).offset).toBeTypeOf('number');
    },
  );
  test('writes what it reads', () => {
    const text = '{"a":[1,2.5,{"b":null}],"c":"x\\"y","d":[],"e":{}}';
    expect(writeJson(readJson(text))).toBe(text);
    expect(writeJson(readJson(writeJson(readJson(text), '  ')))).toBe(text);
    expect(writeJson(readJson('{"a":[1]}'), '  ')).toBe('{\n  "a":[\n    1\n  ]\n}');
    expect(refusal(() => writeJson(Number.NaN)).reason).toContain('NaN');
  });
});

describe('IDX', () => {
  const file = (type: number, shape: readonly number[], data: readonly number[]) =>
    Uint8Array.from([
      0,
      0,
      type,
      shape.length,
      ...shape.flatMap((n) => [n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255]),
      ...data,
    ]);
  test('reads bytes and big-endian numbers, plain and compressed', () => {
    expect(readIdx(file(8, [2, 3], [1, 2, 3, 4, 5, 255]))).toEqual({
      shape: [2, 3],
      data: Uint8Array.of(1, 2, 3, 4, 5, 255),
    });
    expect(readIdx(gzipSync(file(11, [2], [1, 0, 255, 255]))).data).toEqual(Int16Array.of(256, -1));
    expect(readIdx(file(13, [1], [0x3f, 0x80, 0, 0])).data).toEqual(Float32Array.of(1));
  });
  test('refuses wrong headers and sizes before allocating', () => {
    expect(refusal(() => readIdx(new Uint8Array(3))).reason).toContain('ends');
    expect(refusal(() => readIdx(file(7, [1], [1]))).offset).toBe(2);
    expect(refusal(() => readIdx(file(8, [0xffffffff, 0xffffffff, 0xffffffff], [1]))).reason).toContain('need');
    expect(refusal(() => readIdx(Uint8Array.of(0, 0, 8, 200, 1)))).toMatchObject({ offset: 5 });
    expect(refusal(() => readIdx(file(8, [3], [1, 2]))).reason).toBe('the sizes 3 need 3 bytes of data, there are 2');
    const small = gzipSync(Uint8Array.from([...file(8, [3], []), ...new Uint8Array(3e6)]));
    expect(refusal(() => readIdx(small)).reason).toContain('beyond 11 bytes');
    expect(refusal(() => readIdx(gzipSync(file(8, [1e6], new Array(1e6).fill(7))), 1e5)).reason).toContain(
      'beyond 100000',
    );
  });
});
