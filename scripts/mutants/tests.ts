/** Which tests are to notice a mutant, by what a run without any has shown. */
export interface TestRecord {
  readonly file: string;
  /** '' for what loading the file reaches. */
  readonly name: string;
  readonly ms: number;
  readonly failed: boolean;
  readonly reached: readonly number[];
}

/** Names of tests by file. */
export type Selection = Readonly<Record<string, readonly string[]>>;

/** Tests of one mutant, by file and name, in the order in which they are tried. */
export interface Job {
  readonly mutant: number;
  readonly tests: readonly string[];
  /** Milliseconds they take without a change. */
  readonly ms: number;
}

/** A job that began, or its end: the test that failed, and whether it does so without the mutant too. */
export interface HuntReport {
  readonly mutant: number;
  readonly ended?: boolean;
  readonly by?: string;
  readonly kept?: boolean;
}

/** How many tests, and how many milliseconds of them, are tried before all others. */
const FIRST = { tests: 150, ms: 4000 };

export interface Plan {
  /** The nearest and cheapest of the tests that reach the mutant while they run. */
  readonly first: readonly TestRecord[];
  /** All that may notice it. */
  readonly all: readonly TestRecord[];
}

/**
 * Which tests may notice a mutant. What is reached when a file is loaded, or kept by a process from the first time, may show in any
 * test that is near.
 */
export function planFor(
  mutant: number,
  records: readonly TestRecord[],
  isNear: (file: string, name: string) => boolean,
): Plan {
  const tests = records.filter((r) => r.name !== '');
  const atLoad = records.some((r) => r.name === '' && r.reached.includes(mutant));
  const near = new Set(tests.filter((r) => isNear(r.file, r.name)));
  const reaching = tests.filter((r) => r.reached.includes(mutant));
  const rank = (r: TestRecord): number => (near.has(r) ? 0 : 1);
  reaching.sort((a, b) => rank(a) - rank(b) || a.ms - b.ms);
  let [count, ms] = [0, 0];
  while (count < Math.min(reaching.length, FIRST.tests) && (count === 0 || ms + reaching[count]!.ms < FIRST.ms))
    ms += reaching[count++]!.ms;
  return { first: reaching.slice(0, count), all: [...new Set([...near, ...reaching, ...(atLoad ? tests : [])])] };
}

export const timeOf = (tests: readonly TestRecord[]): number => tests.reduce((sum, t) => sum + t.ms, 0);

export function selectionOf(tests: readonly TestRecord[]): Selection {
  const selection: Record<string, string[]> = {};
  for (const { file, name } of tests) (selection[file] ??= []).push(name);
  return selection;
}
