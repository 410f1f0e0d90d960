/** A copy of the package in which all mutants of a sample lie dormant, and runs of its tests with one of them awake. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { switched } from './mutations.ts';
import type { Mutant } from './sample.ts';
import type { HuntReport, Job, Selection, TestRecord } from './tests.ts';

/** The module that every changed source asks. MUTANT is the number of the one awake, or says that what is asked is to be noted. */
const SWITCH = `const here = globalThis as { awakeMutant?: number; reachedMutants?: Set<number>; process?: NodeJS.Process };
const { MUTANT } = here.process?.env ?? {};
const noted = (here.reachedMutants ??= new Set());
if (MUTANT !== undefined && MUTANT !== 'noted') here.awakeMutant = Number(MUTANT);
export const mutant: (n: number) => boolean = MUTANT === 'noted' ? (n) => (noted.add(n), false) : (n) => n === here.awakeMutant;
`;

/** Milliseconds until a process has loaded what it needs. */
const LOADING = 600_000;

export interface Run {
  /** Whether it took longer than it may, and was ended. */
  readonly late: boolean;
  readonly failed: boolean;
  readonly output: string;
}

export interface RecordedRun extends Run {
  readonly records: readonly TestRecord[];
}

interface RunOptions {
  readonly files: readonly string[];
  readonly workers: number;
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds since the last sign of life: a line in the file `record`. */
  readonly limit: () => number;
  readonly record: string;
}

export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'scheelite-mutants-'));
  #runs = 0;

  readonly #mode: string;
  readonly #tests: readonly string[];
  /** Names all that is tried: sources, tests and mutants as they are. */
  readonly hash: string;
  /** Where the run without any mutant is kept. */
  readonly #kept: string;

  /** Tests are those of a mode of vitest.config.ts, or some files of them. */
  constructor(root: string, mutants: readonly Mutant[], mode: string, tests: readonly string[]) {
    this.#mode = mode;
    this.#tests = tests;
    const hash = createHash('sha256').update(JSON.stringify([mode, tests, mutants]));
    process.on('exit', () => rmSync(this.folder, { recursive: true, force: true }));
    const listed = spawnSync('git', ['ls-files', '-coz', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
    for (const file of listed.stdout.split('\0').filter((f) => f !== '' && existsSync(join(root, f)))) {
      mkdirSync(join(this.folder, dirname(file)), { recursive: true });
      cpSync(join(root, file), join(this.folder, file));
      hash.update(`${file}\0`).update(readFileSync(join(root, file)));
    }
    this.hash = hash.digest('hex').slice(0, 16);
    this.#kept = join(root, 'node_modules/.cache', `mutants-${this.hash}.json`);
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'));
    writeFileSync(join(this.folder, 'src/mutants.ts'), SWITCH);
    for (const file of new Set(mutants.map((m) => m.file))) this.#change(file, mutants);
  }

  #change(file: string, mutants: readonly Mutant[]): void {
    const path = join(this.folder, file);
    const own = [...mutants.entries()].filter(([, m]) => m.file === file);
    const changes = own.map(([number, { mutation }]) => [number, mutation] as const);
    const from = relative(dirname(file), 'src/mutants.ts');
    const line = `import { mutant } from '${from.startsWith('.') ? from : `./${from}`}';`;
    writeFileSync(path, `${line} ${switched(readFileSync(path, 'utf8'), changes)}`);
  }

  /** All tests without any mutant: what each reaches. Kept for as long as nothing changes. */
  async baseline(): Promise<RecordedRun> {
    if (existsSync(this.#kept)) return JSON.parse(readFileSync(this.#kept, 'utf8'));
    const run = await this.#recorded(
      this.#tests,
      { MUTANT: 'noted' },
      availableParallelism(),
      Number.POSITIVE_INFINITY,
    );
    mkdirSync(dirname(this.#kept), { recursive: true });
    if (!run.failed) writeFileSync(this.#kept, JSON.stringify(run));
    return run;
  }

  /** Some tests with one mutant, or none, in processes of their own, until one fails. The limit is in milliseconds. */
  async run(mutant: number | undefined, tests: Selection, limit: number): Promise<RecordedRun> {
    const selected = this.#file('tests');
    writeFileSync(selected, JSON.stringify(tests));
    return this.#recorded(Object.keys(tests), { MUTANT: `${mutant ?? 'none'}`, MUTANT_TESTS: selected }, 1, limit);
  }

  async #recorded(files: readonly string[], env: NodeJS.ProcessEnv, workers: number, limit: number) {
    const record = this.#file('records');
    const run = await this.#spawn({ files, workers, env, record, limit: () => limit });
    return { ...run, records: this.#lines<TestRecord>(record) };
  }

  /** Many mutants in one process, as long as it comes. The limit is that of a job; `tell` learns of each as it comes. */
  async hunt(
    jobs: readonly Job[],
    limit: (job: Job) => number,
    tell: (report: HuntReport) => void,
  ): Promise<Run & { readonly reports: readonly HuntReport[] }> {
    const list = this.#file('jobs');
    // A file of its own that has the tests of all others.
    const whole = `test/all-in-one-${this.#runs}.test.ts`;
    writeFileSync(list, JSON.stringify(jobs));
    const files = new Set(jobs.flatMap((j) => j.tests.map((t) => t.split(' > ')[0]!)));
    const parts = [...files].map((f) => `describe('${f}', async () => { await import('../${f}'); });`);
    writeFileSync(join(this.folder, whole), ["import { describe } from 'vitest';", ...parts, ''].join('\n'));
    const record = this.#file('reports');
    let told = 0;
    const news = (): HuntReport[] => {
      const reports = this.#lines<HuntReport>(record);
      while (told < reports.length) tell(reports[told++]!);
      return reports;
    };
    const run = await this.#spawn({
      files: [whole],
      workers: 1,
      env: { MUTANT_JOBS: list, EVERY_TEST: '1' },
      record,
      limit: () => {
        const last = news().at(-1)?.mutant;
        const job = jobs.find((j) => j.mutant === last);
        return job === undefined ? LOADING : limit(job);
      },
    });
    rmSync(join(this.folder, whole));
    return { ...run, reports: news() };
  }

  #file(kind: string): string {
    return join(this.folder, `.${kind}-${++this.#runs}`);
  }

  /** What the processes of a run have written, each into its file. */
  #lines<T>(record: string): T[] {
    return readdirSync(this.folder)
      .filter((f) => f.startsWith(`${basename(record)}.`))
      .flatMap((f) => readFileSync(join(this.folder, f), 'utf8').trim().split('\n'))
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  }

  #spawn({ files, workers, env, record, limit }: RunOptions): Promise<Run> {
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'scripts/mutants/vitest.config.ts'];
    args.push('--mode', this.#mode, '--bail', env.MUTANT === 'noted' ? '0' : '1', '--reporter', 'dot');
    args.push('--maxWorkers', String(workers), ...files);
    // A group of its own, so that the workers end with it.
    const child = spawn(process.execPath, args, {
      cwd: this.folder,
      env: { ...process.env, ...env, MUTANT_RECORD: record },
      detached: true,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (d) => (output = (output + d).slice(-4000)));
    let late = false;
    const begun = Date.now();
    const lastSign = (): number =>
      readdirSync(this.folder)
        .filter((f) => f.startsWith(`${basename(record)}.`))
        .reduce((last, f) => Math.max(last, statSync(join(this.folder, f)).mtimeMs), begun);
    const timer = setInterval(() => {
      if (Date.now() - lastSign() < limit()) return;
      late = true;
      process.kill(-child.pid!, 'SIGKILL');
    }, 1000);
    return new Promise((resolve) =>
      child.on('close', (status) => {
        clearInterval(timer);
        resolve({ output, late, failed: status !== 0 });
      }),
    );
  }
}
