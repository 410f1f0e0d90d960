/** What happens while a value is shown, and running out of memory, end an output but never the session. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { cases } from './figures.ts';

const command = fileURLToPath(new URL('../../dist/repl.js', import.meta.url));

interface Answer {
  readonly result: string;
  readonly messages: readonly string[];
  readonly error: string | null;
}
/** The answers of one session to the inputs, one after another; fewer where it ended. */
function answers(inputs: readonly string[], options: readonly string[] = []): Answer[] {
  const input = inputs.map((text) => JSON.stringify({ input: text })).join('\n');
  const r = spawnSync(process.execPath, [command, ...options, '--json'], {
    input,
    encoding: 'utf8',
    timeout: 100_000,
    maxBuffer: 2 ** 28,
  });
  return r.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Answer);
}
const tags = (a: Answer): string[] => a.messages.map((m) => m.split(': ')[0]!);

describe('showing a value', () => {
  test.each([
    ['Format[q] := Throw[1]', 'q', 'q', ['Throw::nocatch', 'Throw::nocatch', 'Throw::nocatch']],
    ['Format[q] := Abort[]', 'q', '$Aborted', []],
    ['Format[q[x_]] := q[x + 1]', 'q[1]', undefined, undefined],
    ['Format[q] := Break[]', '{q, 1}', undefined, undefined],
    ['Format[q] := Throw[1]', 'Throw[q]', undefined, undefined],
    ['Format[q] := Throw[1]', 'Part[q, 5]', undefined, undefined],
    ['Format[q] := Abort[]', 'Throw[q]', undefined, undefined],
    ['Format[q] := (Return[5]; 1)', 'q', undefined, undefined],
  ] as const)('%s; %s', (rule, input, shown, messages) => {
    const all = answers([`${rule}; kept = 5`, input, 'kept + 1']);
    expect(all).toHaveLength(3);
    expect(all[2]!.result).toBe('6');
    expect(all.map((a) => a.error)).toEqual([null, null, null]);
    if (shown !== undefined) expect(all[1]!.result).toBe(shown);
    if (messages !== undefined)
      expect(tags(all[1]!).slice(0, messages.length)).toEqual(messages.slice(0, tags(all[1]!).length));
  });
});

describe('memory', () => {
  test('a heap that is full ends the input; the session goes on with its definitions', () => {
    const all = answers(
      ['kept = 41', 'l = {}; While[True, l = {l, 1, 2, 3}]', 'kept + 1', 'Length[l]', 'l =.; Total[Range[10^6]]'],
      ['--memory', '500'],
    );
    expect(all.map((a) => a.result)).toEqual(['41', '$Aborted', '42', '4', '500000500000']);
    expect(tags(all[1]!)).toEqual(['General::nomem']);
  });
  const runaways = [
    's = "x"; While[True, s = s <> s]',
    'a = {}; While[True, AppendTo[a, RandomReal[1, 10^6]]]',
    'f[n_] := {f[n + 1], n}; $RecursionLimit = Infinity; f[1]',
    'h = <||>; i = 0; While[True, i++; h[i] = {i, i}]',
    'Tuples[Range[30], 8]',
    'Table[{i, j}, {i, 10^5}, {j, 10^5}]',
    'NestList[{#, #} &, x, 60] // Flatten',
    'b = 2; While[True, b = b b]',
    'm = {}; Do[AppendTo[m, IdentityMatrix[3000] + 0.], {1000}]',
  ];
  test.each(cases(4, runaways.length).map((i) => runaways[i]!))('%s', (code) => {
    const all = answers(['kept = 41', code, 'kept + 1'], ['--memory', '300']);
    expect(all).toHaveLength(3);
    expect(all[2]!.result).toBe('42');
    expect(all[1]!.error).toBe(null);
  });
});
