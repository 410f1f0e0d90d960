/** Binary data in files: what BinaryWrite has written is what BinaryRead and BinaryReadList read. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { nodeIO } from '../../src/frontends/node-io.ts';
import { createSession } from '../../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'scheelite-binary-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
/** The value of a program in which @ is a file of its own, and that file's bytes. */
function run(text: string): { readonly value: string; readonly bytes: readonly number[] } {
  const file = join(folder, `${files++}.bin`);
  const session = createSession({ seed: 1, io: nodeIO({ print: () => {} }) });
  let value = '';
  for (const e of session.parse(text.replaceAll('@', JSON.stringify(file))))
    value = session.inputForm(session.evaluateInput(e));
  return { value, bytes: [...readFileSync(file)] };
}

describe('BinaryWrite', () => {
  test.each([
    ['BinaryWrite[@, {1, 255}]', [1, 255]],
    ['BinaryWrite[@, "hi"]', [104, 105]],
    ['BinaryWrite[@, ByteArray[{7, 8}]]', [7, 8]],
    ['BinaryWrite[@, 258, "Integer16"]', [2, 1]],
    ['BinaryWrite[@, 258, "Integer16", ByteOrdering -> 1]', [1, 2]],
    ['BinaryWrite[@, -1, "Integer24"]', [255, 255, 255]],
    ['BinaryWrite[@, "ab", "TerminatedString"]', [97, 98, 0]],
    ['BinaryWrite[@, {1, 2, 3, 4}, {"Byte", "UnsignedInteger16"}]', [1, 2, 0, 3, 4, 0]],
    ['BinaryWrite[@, 1]; BinaryWrite[@, 2]; Close[@]; BinaryWrite[@, 3]', [3]],
  ])('%s', (text, bytes) => expect(run(text).bytes).toEqual(bytes));
});

test.each([
  ['Integer8', '{-128, 0, 127}'],
  ['UnsignedInteger32', '{0, 4294967295}'],
  ['Integer64', '{-9223372036854775808, 9223372036854775807, 5}'],
  ['UnsignedInteger128', '{340282366920938463463374607431768211455, 1}'],
  ['Real32', '{1.5, -0.25}'],
  ['Real64', '{3.141592653589793, 1.*^300}'],
  ['Complex128', '{1. + 2.*I, -3.5 + 0.25*I}'],
  ['Character8', '{"a", "z"}'],
  ['TerminatedString', '{"one", "two words"}'],
])('%s comes back', (type, data) => {
  for (const order of ['', ', ByteOrdering -> 1'])
    expect(
      run(`BinaryWrite[@, ${data}, "${type}"${order}]; Close[@]; BinaryReadList[@, "${type}"${order}]`).value,
    ).toBe(data);
});

test('streams go on where the last reading ended', () => {
  const text = 'BinaryWrite[@, Range[7]]; Close[@]; s = OpenRead[@, BinaryFormat -> True]; ';
  const { value } = run(
    `${text}{BinaryRead[s], BinaryRead[s, {"Integer16", "Byte"}], BinaryReadList[s, "Byte", 2], BinaryReadList[s], BinaryRead[s]}`,
  );
  expect(value).toBe('{1, {770, 4}, {5, 6}, {7}, EndOfFile}');
});
test('values that a type cannot hold are refused, and nothing is written', () => {
  expect(run('BinaryWrite[@, {1}]; Quiet[BinaryWrite[@, {5, 300}]]')).toMatchObject({ bytes: [1] });
});
