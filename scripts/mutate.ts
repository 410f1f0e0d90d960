/**
 * A sample of small changes of the sources, and which of them no test notices:
 * npm run mutate -- --seed 1 --count 20 [--in src/nets | --in src/nets/file.ts:12] [--jobs 2] [--slow].
 *
 * All changes lie dormant in one copy of the package. A first run of the quick tests (with --slow of all) without any of them shows which
 * tests reach which change. Then one process wakes one after another for the nearest and cheapest tests that reach it. What comes through,
 * and what acts when files are loaded, is tried in processes of its own, with all tests that may notice it.
 */
import { parseArgs } from 'node:util';
import { themes as builtinThemes, libraryThemes } from '../src/index.ts';
import { nearTests } from './mutants/near-tests.ts';
import { type Mutant, sample } from './mutants/sample.ts';
import { type Job, type Plan, planFor, selectionOf, timeOf } from './mutants/tests.ts';
import { Workshop } from './mutants/workshop.ts';
import { sourceIndex } from './source-index.ts';
import { readSources } from './sources.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '10' },
    in: { type: 'string', default: 'src' },
    jobs: { type: 'string', default: '1' },
    slow: { type: 'boolean', default: false },
  },
});
const root = process.cwd();
const mutants = sample(root, values.in, Number(values.seed), Number(values.count));
const workshop = new Workshop(root, mutants, values.slow ? 'test' : 'quick');

console.log(`${mutants.length} changes; the tests without any of them …`);
const baseline = await workshop.baseline();
if (baseline.failed) {
  const failures = baseline.records.filter((r) => r.failed).map((r) => `\n  ${r.file} ${r.name}`);
  console.error(`These fail without any change:${failures.join('')}\n${baseline.output}`);
  process.exit(1);
}

const places = sourceIndex(root, builtinThemes, libraryThemes());
const testsNear = nearTests(readSources(root, ['src', 'test']));
/** So many test files count as near to a source. */
const NEAR = 3;
const EXAMPLES = 'test/examples.test.ts';

/** Whether a test is an example of a symbol that is recorded in a source, or stands in one of the files nearest to it. */
function nearness(source: string): (file: string, name: string) => boolean {
  const symbols = new Set([...places].filter(([, at]) => at.some((p) => p.file === source)).map(([name]) => name));
  const nearest = new Set(
    testsNear(source)
      .map(([test]) => test)
      .filter((test) => test !== EXAMPLES)
      .slice(0, NEAR),
  );
  return (file, name) => nearest.has(file) || (file === EXAMPLES && symbols.has(name.split(' > ')[0]!));
}

const plans: readonly Plan[] = mutants.map(({ file }, n) => planFor(n, baseline.records, nearness(file)));
/** Tests may take ten times as long as without a change, and two minutes to start. */
const limitOf = (ms: number): number => 120_000 + 10 * ms;

const nameOf = ({ file, mutation: m }: Mutant): string => `${file}:${m.line} ${m.before} -> ${m.after}`;
/** src/nets/train, src/numeric: what the counts are for. */
const themeOf = ({ file }: Mutant): string => file.split('/').slice(0, -1).slice(0, 3).join('/');

type Verdict = 'noticed' | 'timeout' | 'SURVIVED' | 'UNREACHED';
const verdicts = new Map<number, Verdict>();
function decide(n: number, verdict: Verdict, by = ''): void {
  verdicts.set(n, verdict);
  console.log(`${verdicts.size}. ${verdict} ${nameOf(mutants[n]!)}${by && `   by ${by}`}`);
}

const BARREN = 4;
/** In one process, begun anew when a mutant has spoilt it or does not come back. */
async function hunt(all: readonly Job[]): Promise<void> {
  let barren = 0;
  for (let jobs = all; jobs.length > 0; ) {
    const { reports, output } = await workshop.hunt(jobs, (job) => limitOf(job.ms));
    barren = reports.some((r) => r.ended) ? 0 : barren + 1;
    // Mutants end a process now and then; not one after another.
    if (reports.length === 0 || barren === BARREN) throw new Error(output);
    for (const { mutant, by } of reports) if (by !== undefined) decide(mutant, 'noticed', by);
    const tried = new Set(reports.map((r) => r.mutant));
    jobs = jobs.filter((j) => !tried.has(j.mutant));
  }
}

/** In processes of its own. */
async function alone(n: number): Promise<void> {
  const { all } = plans[n]!;
  if (all.length > 0) {
    const { late, failed, records, output } = await workshop.run(n, selectionOf(all), limitOf(timeOf(all)));
    if (late) return decide(n, 'timeout');
    const first = records.find((r) => r.failed);
    if (failed) return decide(n, 'noticed', first ? `${first.file} > ${first.name}` : output.trim().split('\n').at(-1));
  }
  decide(n, baseline.records.some((r) => r.reached.includes(n)) ? 'SURVIVED' : 'UNREACHED');
}

const jobs = Number(values.jobs);
const hunted = plans.flatMap(({ first }, mutant): Job[] =>
  first.length === 0 ? [] : [{ mutant, tests: first.map(({ file, name }) => `${file} > ${name}`), ms: timeOf(first) }],
);
const shares = Array.from({ length: jobs }, (_, i) => hunted.filter((_job, k) => k % jobs === i));
await Promise.all(shares.map(hunt));
const rest = [...mutants.keys()].filter((n) => !verdicts.has(n));
rest.sort((a, b) => timeOf(plans[a]!.all) - timeOf(plans[b]!.all));
const work = async (): Promise<void> => {
  for (let n = rest.shift(); n !== undefined; n = rest.shift()) await alone(n);
};
await Promise.all(Array.from({ length: jobs }, work));

const isFound = (n: number): boolean => verdicts.get(n) === 'noticed' || verdicts.get(n) === 'timeout';
const numbers = [...mutants.keys()];
const lost = numbers.filter((n) => !isFound(n)).map((n) => `${verdicts.get(n)} ${nameOf(mutants[n]!)}`);
console.log('');
for (const theme of [...new Set(mutants.map(themeOf))].sort()) {
  const own = numbers.filter((n) => themeOf(mutants[n]!) === theme);
  console.log(`${own.filter(isFound).length} of ${own.length}  ${theme}`);
}
console.log(`\n${mutants.length - lost.length} of ${mutants.length} noticed`);
if (lost.length > 0) console.log(`not noticed:\n${lost.sort().join('\n')}`);
