/**
 * Random calls of all builtins in the built command: each is answered, none by an error of the host, soon after the client asks for its end,
 * and the session lives. RELIABILITY_COUNT=n tries n of them, from the seed RELIABILITY_SEED.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Answer, CommandClient, type Reply } from './command-client.ts';
import { amount, figure, long, only, randomOf, replay } from './figures.ts';
import { RandomCalls } from './random-calls.ts';

/** Calls that share a session. */
const BLOCK = 1000;
/** Milliseconds after which a call is ended: most of those that take so long take for ever. */
const PATIENCE = { abortAfter: long ? 60 : 25, giveUpAfter: 15_000 };
/** Milliseconds in which what was asked to end has ended. */
const SOON = 2000;
/** What only an error of the host looks like. */
const HOST_ERROR =
  /TypeError|RangeError|ReferenceError|\[object |\bNaN\b|is not a function|is not iterable|of undefined/;

const folder = mkdtempSync(join(tmpdir(), 'scheelite-calls-'));
/** Side by side, each in a process of its own. */
const clients = [0, 1].map(() => new CommandClient(['--sandbox', '--memory', '800'], folder));
afterAll(() => {
  for (const client of clients) client.end();
  rmSync(folder, { recursive: true, force: true });
});

const textOf = (i: number): string => new RandomCalls(randomOf(i)).next();
const shown = (a: Answer): string => [a.result, ...a.messages, ...a.prints].join('\n');

/** What is wrong with a reply; undefined: nothing. */
function complaint(text: string, { answer, late, ended }: Reply): string | undefined {
  if (answer === undefined) return `the command ended: ${ended}`;
  if (answer.error !== null) return answer.error;
  if (late > SOON) return `answered ${Math.round(late)} ms after it was asked to end`;
  const error = HOST_ERROR.exec(shown(answer));
  return error !== null && !HOST_ERROR.test(text) ? `shows ${error[0]}: ${shown(answer).slice(0, 500)}` : undefined;
}

const count = amount(50_000, 1_000_000);
/** One case is run after those before it in its session. */
const [first, end] = only === undefined ? [0, count] : [only - (only % BLOCK), only + 1];

test(`${count} random calls`, { timeout: 24 * 3_600_000 }, async () => {
  const wrong: string[] = [];
  let aborted = 0;
  let latest = 0;
  const tryOne = async (client: CommandClient, i: number): Promise<void> => {
    const text = textOf(i);
    const reply = await client.ask(text, PATIENCE, i % BLOCK === 0);
    if (reply.late > 0) aborted++;
    let problem = complaint(text, reply);
    // What is slow, or was given up, may have met a busy machine.
    if (problem !== undefined && (reply.answer === undefined || reply.late > SOON))
      problem = complaint(text, await client.ask(text, PATIENCE));
    else latest = Math.max(latest, reply.late);
    if (problem === undefined) return;
    wrong.push(`${text}\n${problem}\n${replay('calls.test.ts', i)}`);
    process.stdout.write(`\n${wrong.at(-1)}\n`);
  };
  let next = first;
  const tryBlocks = async (client: CommandClient): Promise<void> => {
    while (next < end) {
      const from = next;
      next += BLOCK;
      for (let i = from; i < Math.min(end, from + BLOCK) && wrong.length < 200; i++) await tryOne(client, i);
    }
  };
  await Promise.all(clients.map(tryBlocks));
  figure('random calls of builtins: tried, ended on request, errors', `${end - first}, ${aborted}, ${wrong.length}`);
  figure('milliseconds from the request to the answer, worst', Math.round(latest));
  expect(wrong).toEqual([]);
});
