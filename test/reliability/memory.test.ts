/** MemoryConstrained counts texts, large integers, arrays, tensors and arenas of machine code; garbage does not count. */
import { describe, expect, test } from 'vitest';
import { nodeIO } from '../../src/frontends/node-io.ts';
import { createSession } from '../../src/index.ts';
import { hold } from '../../src/memory.ts';
import { evaluate } from '../nets/evaluation.ts';

const session = () => createSession({ seed: 1, io: nodeIO({ print: () => {} }) });
const within = (code: string, bytes = '10^7'): string =>
  evaluate(`MemoryConstrained[${code}, ${bytes}, "too much"] // If[# === "too much", #, "fits"] &`, session()).value;

describe('too much', () => {
  test.each([
    'StringRepeat["x", 5 10^7] <> "y" // StringReverse',
    'Range[10^7]',
    'Table[{i, x}, {i, 10^6}]',
    'RandomReal[1, {3000, 3000}]',
    'ByteArray[ConstantArray[1, 10^6]]; Table[RandomReal[1, 10^5], {100}]',
    'NetInitialize[NetChain[{3000}, "Input" -> 3000]]',
  ])('%s', (code) => expect(within(code)).toBe('"too much"'));
  test('arenas', () => {
    const s = session();
    hold(5e7);
    try {
      expect(evaluate('MemoryInUse[] > 5*10^7', s).value).toBe('True');
    } finally {
      hold(-5e7);
    }
  });
});

describe('garbage does not count', () => {
  test.each([
    'Do[Table[{i, j}, {i, 100}, {j, 100}], {100}]',
    'Do[RandomReal[1, 10^5], {300}]',
    'Do[StringRepeat["x", 10^6] <> "y", {100}]',
  ])('%s', (code) => expect(within(code, '5 10^7')).toBe('"fits"'));
});
