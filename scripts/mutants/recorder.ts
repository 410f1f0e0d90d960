/**
 * Runs the tests that a file selects (MUTANT_TESTS), and appends to another (MUTANT_RECORD) a line for each: how long it took,
 * how it ended and which mutants it reached.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import {
  type RunnerTestFile as File,
  type RunnerTestSuite as Suite,
  type RunnerTask as Task,
  type RunnerTestCase as Test,
  TestRunner,
} from 'vitest';

import type { Selection, TestRecord } from './tests.ts';

/** What src/mutants.ts of the copy notes. */
const reached = ((globalThis as { reachedMutants?: Set<number> }).reachedMutants ??= new Set<number>());

const { MUTANT_TESTS, MUTANT_RECORD } = process.env;
const selection: Selection | undefined =
  MUTANT_TESTS === undefined ? undefined : JSON.parse(readFileSync(MUTANT_TESTS, 'utf8'));

const nameOf = (t: Task): string => (t.suite === undefined ? t.name : `${nameOf(t.suite)} > ${t.name}`);
const fileOf = (t: Task): string => relative(process.cwd(), t.file.filepath);

function note(t: Task, name: string): void {
  const ms = Math.round(t.result?.duration ?? 0);
  const record: TestRecord = { file: fileOf(t), name, ms, failed: t.result?.state === 'fail', reached: [...reached] };
  appendFileSync(`${MUTANT_RECORD}.${process.pid}`, `${JSON.stringify(record)}\n`);
}

/** Skips what is not selected; says whether anything is left. */
function select(t: Task, names: ReadonlySet<string>): boolean {
  const left = t.type === 'suite' ? t.tasks.map((s) => select(s, names)).includes(true) : names.has(nameOf(t));
  if (!left) t.mode = 'skip';
  return left;
}

export default class MutantRunner extends TestRunner {
  onCollected(files: File[]): void {
    for (const file of files) {
      note(file, '');
      const names = selection?.[fileOf(file)];
      if (Array.isArray(names)) for (const t of file.tasks) select(t, new Set(names));
    }
  }

  override onBeforeTryTask(test: Test): void {
    super.onBeforeTryTask(test);
    reached.clear();
  }

  override onAfterRunTask(test: Task): void {
    super.onAfterRunTask(test);
    if (test.type === 'test' && test.mode === 'run') note(test, nameOf(test));
  }

  override async onAfterRunSuite(suite: Suite): Promise<void> {
    await super.onAfterRunSuite(suite);
    // A file that cannot be loaded, and hooks, fail without a test of their own.
    if (suite.result?.state === 'fail' && suite.tasks.every((t) => t.result?.state !== 'fail'))
      note(suite, nameOf(suite));
  }
}
