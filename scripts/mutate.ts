/**
 * A sample of small changes of the sources, and which of them no test notices:
 * npm run mutate -- --seed 1 --count 20 [--in src/nets | --in src/nets/file.ts:12] [--jobs 2] [--slow] [--known] [test/file.test.ts ...].
 *
 * All changes lie dormant in one copy of the package. A first run of the quick tests (with --slow of all) without any of them shows which
 * tests reach which change. Then one process wakes one after another for the nearest and cheapest tests that reach it. What comes through,
 * and what acts when files are loaded, is tried in processes of its own, with all tests that may notice it.
 *
 * What a run finds is kept for the next, so that a sample can be finished in pieces: a change that a test has noticed is not tried again
 * while its source and that test are as they were. Files of tests limit a run to these; --known runs nothing and counts.
 */
import { parseArgs } from 'node:util';
import { themes as builtinThemes, libraryThemes } from '../src/index.ts';
import { Findings, type Verdict } from './mutants/findings.ts';
import { nearTests } from './mutants/near-tests.ts';
import { type Mutant, sample } from './mutants/sample.ts';
import { type Job, type Plan, planFor, selectionOf, type TestRecord, timeOf } from './mutants/tests.ts';
import { Workshop } from './mutants/workshop.ts';
import { sourceIndex } from './source-index.ts';
import { readSources } from './sources.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '10' },
    in: { type: 'string', default: 'src' },
    jobs: { type: 'string', default: '1' },
    slow: { type: 'boolean', default: false },
    known: { type: 'boolean', default: false },
  },
});
const root = process.cwd();
const findings = new Findings(root);
const mutants = sample(root, values.in, Number(values.seed), Number(values.count), findings);
const workshop = new Workshop(root, mutants, values.slow ? 'test' : 'quick', positionals);

const nameOf = ({ file, mutation: m }: Mutant): string => `${file}:${m.line} ${m.before} -> ${m.after}`;
const verdicts = new Map<number, Verdict>();
function decide(n: number, verdict: Verdict, by?: string): void {
  verdicts.set(n, verdict);
  findings.note(mutants[n]!, { verdict, by }, workshop.hash);
  console.log(`${verdicts.size}. ${verdict} ${nameOf(mutants[n]!)}${by === undefined ? '' : `   by ${by}`}`);
}
for (const [n, m] of mutants.entries()) {
  const known = findings.of(m, workshop.hash);
  if (known !== undefined) verdicts.set(n, known.verdict);
}
/** So many test files count as near to a source. */
const NEAR = 3;
/** So many processes may end one after another before their first mutant is decided. */
const BARREN = 4;
const EXAMPLES = 'test/examples.test.ts';

/** Whether a test is an example of a symbol that is recorded in a source, or stands in one of the files nearest to it. */
function nearness(): (source: string) => (file: string, name: string) => boolean {
  const places = sourceIndex(root, builtinThemes, libraryThemes());
  const testsNear = nearTests(readSources(root, ['src', 'test']));
  return (source) => {
    const symbols = new Set([...places].filter(([, at]) => at.some((p) => p.file === source)).map(([name]) => name));
    const others = testsNear(source).filter(([test]) => test !== EXAMPLES);
    const nearest = new Set(others.slice(0, NEAR).map(([test]) => test));
    return (file, name) => nearest.has(file) || (file === EXAMPLES && symbols.has(name.split(' > ')[0]!));
  };
}

/** Tests may take ten times as long as without a change, and two minutes to start. */
const limitOf = (ms: number): number => 120_000 + 10 * ms;

/** In one process, begun anew when a mutant has spoilt it or does not come back. */
async function hunt(all: readonly Job[]): Promise<void> {
  let barren = 0;
  for (let jobs = all; jobs.length > 0; ) {
    const { reports, output } = await workshop.hunt(
      jobs,
      (job) => limitOf(job.ms),
      ({ mutant, by }) => {
        if (by !== undefined) decide(mutant, 'noticed', by);
      },
    );
    barren = reports.some((r) => r.ended) ? 0 : barren + 1;
    // Mutants end a process now and then; not one after another.
    if (reports.length === 0 || barren === BARREN) throw new Error(output);
    const tried = new Set(reports.map((r) => r.mutant));
    jobs = jobs.filter((j) => !tried.has(j.mutant));
  }
}

/** In processes of its own. A test that fails there without the mutant too, since it needs those before it, says nothing. */
async function alone(n: number, { all }: Plan, records: readonly TestRecord[]): Promise<void> {
  for (let tests = all; tests.length > 0; ) {
    const { late, failed, output, records: ran } = await workshop.run(n, selectionOf(tests), limitOf(timeOf(tests)));
    if (late) return decide(n, 'timeout');
    if (!failed) break;
    const first = ran.find((r) => r.failed);
    if (first === undefined) return decide(n, 'noticed', output.trim().split('\n').at(-1));
    const isFirst = (r: TestRecord): boolean => r.file === first.file && r.name === first.name;
    const beside = tests.filter((r) => r.file === first.file);
    const asleep = await workshop.run(undefined, selectionOf(beside), limitOf(timeOf(beside)));
    if (!asleep.records.some((r) => r.failed && isFirst(r)))
      return decide(n, 'noticed', `${first.file} > ${first.name}`);
    tests = tests.filter((r) => !isFirst(r));
  }
  decide(n, records.some((r) => r.reached.includes(n)) ? 'SURVIVED' : 'UNREACHED');
}

/** All that nothing is known of. */
async function decideAll(jobs: number): Promise<void> {
  const open = [...mutants.keys()].filter((n) => !verdicts.has(n));
  if (open.length === 0) return;
  console.log(`${open.length} of ${mutants.length} changes; the tests without any of them …`);
  const { records, failed, output } = await workshop.baseline();
  if (failed) {
    const failures = records.filter((r) => r.failed).map((r) => `\n  ${r.file} ${r.name}`);
    throw new Error(`These fail without any change:${failures.join('')}\n${output}`);
  }
  const nearTo = nearness();
  const plans = new Map(open.map((n) => [n, planFor(n, records, nearTo(mutants[n]!.file))]));
  const hunted = [...plans].flatMap(([mutant, { first }]): Job[] =>
    first.length === 0
      ? []
      : [{ mutant, tests: first.map(({ file, name }) => `${file} > ${name}`), ms: timeOf(first) }],
  );
  await Promise.all(Array.from({ length: jobs }, (_, i) => hunt(hunted.filter((_job, k) => k % jobs === i))));
  const rest = open.filter((n) => !verdicts.has(n));
  rest.sort((a, b) => timeOf(plans.get(a)!.all) - timeOf(plans.get(b)!.all));
  const work = async (): Promise<void> => {
    for (let n = rest.shift(); n !== undefined; n = rest.shift()) await alone(n, plans.get(n)!, records);
  };
  await Promise.all(Array.from({ length: jobs }, work));
}

if (!values.known) await decideAll(Number(values.jobs));

/** src/nets/train, src/numeric: what the counts are for. */
const themeOf = ({ file }: Mutant): string => file.split('/').slice(0, -1).slice(0, 3).join('/');
const isFound = (n: number): boolean => verdicts.get(n) === 'noticed' || verdicts.get(n) === 'timeout';
const numbers = [...mutants.keys()];
const lost = numbers.filter((n) => !isFound(n)).map((n) => `${verdicts.get(n) ?? 'not tried'} ${nameOf(mutants[n]!)}`);
console.log('');
for (const theme of [...new Set(mutants.map(themeOf))].sort()) {
  const own = numbers.filter((n) => themeOf(mutants[n]!) === theme);
  console.log(`${own.filter(isFound).length} of ${own.length}  ${theme}`);
}
console.log(`\n${mutants.length - lost.length} of ${mutants.length} noticed`);
if (lost.length > 0) console.log(`not noticed:\n${lost.sort().join('\n')}`);
