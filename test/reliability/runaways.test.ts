/**
 * What runs for very long, or wants more memory than there is, ends soon after a client, a time limit or a memory limit asks for it, in the built
 * command; the session goes on with its definitions.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { CommandClient, type Reply } from './command-client.ts';
import { amount, figure, long, only, randomOf, replay } from './figures.ts';
import { runaways } from './runaways.ts';

/** Milliseconds in which what was asked to end has ended. */
const SOON = 2000;
const MEMORY = 1200;
const LIMIT = 0.3;
const patience = (abortAfter: number) => ({ abortAfter, giveUpAfter: 60_000 });

const folder = mkdtempSync(join(tmpdir(), 'scheelite-runaways-'));
execFileSync('mkfifo', [join(folder, 'silent')]);
const client = new CommandClient(['--memory', String(MEMORY)], folder);
afterAll(() => {
  client.end();
  rmSync(folder, { recursive: true, force: true });
});

/** How an input is made to end, and how late after that it did. */
const ways: Readonly<Record<string, (code: string) => Promise<Reply>>> = {
  'the client': (code) => client.ask(code, patience(1000 * LIMIT)),
  async 'a time limit'(code) {
    const reply = await client.ask(`TimeConstrained[${code}; "soon", ${LIMIT}, "late"]`, {
      ...patience(20_000),
      counted: true,
    });
    const passed = (reply.answer?.ms ?? Number.POSITIVE_INFINITY) - 1000 * LIMIT;
    return {
      ...reply,
      late: reply.late > 0 ? Number.POSITIVE_INFINITY : Math.max(0, Math.min(passed, reply.busy ?? passed)),
    };
  },
  'a memory limit, then the client': (code) => client.ask(`MemoryConstrained[${code}, 10^8, "much"]`, patience(2000)),
};

const all = Object.entries(runaways).flatMap(([kind, codes]) => codes.map((code) => ({ kind, code })));
const names = Object.keys(ways);
/** Every input in one way; with RELIABILITY=long in all of them. */
const cases = all.flatMap((c, i) => {
  // No limit of the program holds for the writing of its value.
  if (c.kind === 'printing') return [{ ...c, way: names[0]! }];
  return (long ? names : [names[i % names.length]!]).map((way) => ({ ...c, way }));
});
const numbers = ((): readonly number[] => {
  if (only !== undefined) return [only];
  const n = Math.min(cases.length, amount(30, cases.length));
  const r = randomOf(0);
  return Array.from({ length: n }, (_, i) => (n === cases.length ? i : r.integer(0, cases.length - 1)));
})();

describe('runaways', () => {
  let latest = 0;
  let soon = 0;
  test.each(numbers.map((i) => [i, cases[i]!.way, cases[i]!.kind, cases[i]!.code] as const))(
    '%i by %s: %s: %s',
    { timeout: 300_000, retry: 1 },
    async (i, way, _kind, text) => {
      const code = text.replaceAll('@', folder);
      await client.ask('kept = 41', patience(60_000), true);
      const { answer, late, ended } = await ways[way]!(code);
      expect([ended, answer?.error], replay('runaways.test.ts', i)).toEqual([undefined, null]);
      const after = await client.ask('kept + 1', patience(60_000));
      expect(after.answer?.result, replay('runaways.test.ts', i)).toBe('42');
      expect(late, replay('runaways.test.ts', i)).toBeLessThan(SOON);
      soon++;
      latest = Math.max(latest, late);
    },
  );
  test('figures', () => {
    figure('runaways that ended when they were asked to, with the session alive', `${soon} of ${numbers.length}`);
    figure('milliseconds from that to the answer, worst', Math.round(latest));
    expect(all.length).toBeGreaterThanOrEqual(300);
  });
});
