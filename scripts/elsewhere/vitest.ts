/**
 * What tests import as `vitest` where Vitest itself does not run: under an emulator, on a Node that is too old for it. Tests run one after another when
 * their file has been read. What replaces modules and clocks is not here: tests that use it fail by name.
 */

import { type ExpectStatic, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';
import * as chai from 'chai';

type Body = (...args: never[]) => unknown;
interface Case {
  readonly name: string;
  readonly body: () => unknown;
  readonly skip: boolean;
}

for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);
export const expect = chai.expect as unknown as ExpectStatic;

const cases: Case[] = [];
const prefix: string[] = [];
let skipping = false;

/** A name with %s, %i, %j and the like filled in. */
const named = (name: string, args: readonly unknown[]): string => {
  const rest = [...args];
  return name.replace(/%[sidjof#]/g, (hole) => (hole === '%j' ? JSON.stringify(rest.shift()) : String(rest.shift())));
};

/** The same for each row of a table, which fills in the name. */
const withEach = <F extends (name: string, body: () => void) => void>(add: F) =>
  Object.assign(add, {
    each: (rows: readonly unknown[]) => (name: string, body: Body) => {
      for (const row of rows) {
        const args = Array.isArray(row) ? row : [row];
        add(named(name, args), () => (body as (...a: unknown[]) => unknown)(...args));
      }
    },
  });

function makeTest(skip: boolean) {
  const add = (name: string, options: unknown, body?: Body): void => {
    const run = (typeof options === 'function' ? options : body) as () => unknown;
    cases.push({ name: [...prefix, name].join(' > '), body: run, skip: skip || skipping });
  };
  return withEach(add);
}

function makeDescribe(skip: boolean) {
  const add = (name: string, body: () => void): void => {
    const before = skipping;
    skipping ||= skip;
    prefix.push(name);
    body();
    prefix.pop();
    skipping = before;
  };
  return withEach(add);
}

/** The function with its ways to skip. */
const conditional = <T extends object>(make: (skip: boolean) => T) =>
  Object.assign(make(false), {
    skip: make(true),
    skipIf: (condition: unknown) => make(Boolean(condition)),
    runIf: (condition: unknown) => make(!condition),
  });

export const test = conditional(makeTest);
export const it = test;
export const describe = conditional(makeDescribe);

export const vi = new Proxy(
  {},
  {
    get: (_, name) => () => {
      throw new Error(`vi.${String(name)} does not exist outside of Vitest`);
    },
  },
);
const befores: (() => unknown)[] = [];
const afters: (() => unknown)[] = [];
export const beforeAll = (f: () => unknown): void => void befores.push(f);
export const afterAll = (f: () => unknown): void => void afters.push(f);

/** Runs what was read; the exit status says whether something failed. */
async function run(): Promise<void> {
  let [passed, failed, skipped] = [0, 0, 0];
  for (const f of befores) await f();
  for (const { name, body, skip } of cases) {
    if (skip || !name.includes(process.env.TEST_NAME ?? '')) {
      skipped++;
      continue;
    }
    try {
      await body();
      passed++;
    } catch (e) {
      failed++;
      console.log(
        `FAIL ${name}\n  ${e instanceof Error ? (e.stack ?? e.message).split('\n').slice(0, 4).join('\n  ') : e}`,
      );
    }
  }
  for (const f of afters) await f();
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exit(failed === 0 ? 0 : 1);
}
setTimeout(() => void run(), 0);
