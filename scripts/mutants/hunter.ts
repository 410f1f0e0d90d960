/**
 * Wakes one mutant after another in one process (MUTANT_JOBS) and runs the tests of each until one fails, without loading anything again.
 * Tests that fail by themselves here, since they need those before them, say nothing. One that goes on failing when the mutant sleeps
 * again shows that the process has kept something of it: it ends there, and whoever started it goes on in another.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import {
  type RunnerTestFile as File,
  type RunnerTestSuite as Suite,
  type RunnerTask as Task,
  type RunnerTestCase as Test,
  TestRunner,
} from 'vitest';

import type { HuntReport, Job } from './tests.ts';

const { MUTANT_JOBS, MUTANT_RECORD } = process.env;
const jobs: readonly Job[] = JSON.parse(readFileSync(MUTANT_JOBS!, 'utf8'));
const awake = globalThis as { awakeMutant?: number };

const report = (line: HuntReport): void =>
  appendFileSync(`${MUTANT_RECORD}.${process.pid}`, `${JSON.stringify(line)}\n`);

const hasHooks = (suite: Suite | File): boolean =>
  Object.values(TestRunner.getSuiteHooks(suite)).some((hooks) => hooks.length > 0);

/** Tests by the name of their file and their own, but for those that need something before or after them. */
function collect(t: Task, name: string, into: Map<string, Test>): void {
  if (t.type === 'test') into.set(name, t);
  else if (!hasHooks(t))
    for (const child of t.tasks) collect(child, name === '' ? child.name : `${name} > ${child.name}`, into);
}

export default class Hunter extends TestRunner {
  async onBeforeRunFiles(files: File[]): Promise<void> {
    const tests = new Map<string, Test>();
    for (const file of files) {
      await this.onBeforeRunSuite(file);
      collect(file, '', tests);
    }
    for (const { mutant, tests: names } of jobs) {
      report({ mutant });
      const by = await this.#hunt(mutant, names, tests);
      report({ mutant, ended: true, ...by });
      if (by.kept) process.kill(process.pid, 'SIGKILL');
    }
    for (const file of files) for (const t of file.tasks) t.mode = 'skip';
  }

  async #hunt(mutant: number, names: readonly string[], tests: ReadonlyMap<string, Test>) {
    for (const name of names) {
      const test = tests.get(name);
      if (test === undefined || (await this.#fails(test))) continue;
      awake.awakeMutant = mutant;
      const failed = await this.#fails(test);
      delete awake.awakeMutant;
      if (failed) return { by: name, kept: await this.#fails(test) };
    }
    return {};
  }

  async #fails(test: Test): Promise<boolean> {
    this.onBeforeTryTask(test);
    try {
      await TestRunner.getTestFn(test)();
      return false;
    } catch (e) {
      // A test that skips itself says nothing.
      return (e as { code?: string }).code !== 'VITEST_PENDING';
    }
  }
}
