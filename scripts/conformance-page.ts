/** docs/conformance.md: what is documented of nets, and what of it is here, as the records and the tests say. */
import { readdirSync, readFileSync } from 'node:fs';
import { type Expr, isCall, Kind } from '../src/expr/expr.ts';
import { system } from '../src/expr/intern.ts';
import * as S from '../src/expr/symbols.ts';
import { createSession, type KernelSession, parse, records } from '../src/index.ts';
import { absentKinds, coderKinds } from '../src/nets/records/codecs/index.ts';
import { coderRows, functionRows, layerRows, operatorRows, type Row, untested } from './conformance-rows.ts';

interface Tested {
  passed: number;
  all: number;
}

/** The tests that a comment (* Symbol/...*) names, by symbol. */
function documentedTests(root: string): ReadonlyMap<string, Tested> {
  const folder = `${root}/test/conformance/`;
  const out = new Map<string, Tested>();
  for (const file of readdirSync(folder).filter((f) => /^nets.*\.wlt$/.test(f))) {
    const session = createSession({ seed: 1 });
    const text = readFileSync(folder + file, 'utf8');
    const { expressions } = parse(text, { resolve: (name) => session.names.resolve(name) });
    for (const { expr, start } of expressions) {
      if (!isCall(expr, system('VerificationTest'))) {
        session.evaluateInput(expr);
        continue;
      }
      const name = /\(\* ([A-Za-z0-9]+)\/\S* \*\)\s*$/.exec(text.slice(0, start))?.[1];
      const passed = holds(expr.args, session);
      if (name === undefined) continue;
      const known = out.get(name) ?? { passed: 0, all: 0 };
      known.all++;
      if (passed) known.passed++;
      out.set(name, known);
    }
  }
  return out;
}

function holds([input, expected]: readonly Expr[], session: KernelSession): boolean {
  const value = (e: Expr): string => session.inputForm(session.log.collect(() => session.evaluateInput(e)).value);
  return value(input!) === value(expected ?? S.True);
}

const known = new Set(records.map((r) => r.symbol.name));

/** Documented options that Options[symbol] does not list. */
function missingOptions(row: Row, session: KernelSession): string[] {
  if (row.options === undefined || row.options.length === 0) return [];
  const list = session.evaluateInput(session.parse(`Options[${row.name}]`)[0]!);
  const names = isCall(list, S.List)
    ? list.args
        .map((r) => (isCall(r, S.Rule) ? r.args[0]! : r))
        .map((k) => (k.kind === Kind.String ? k.value : session.inputForm(k)))
    : [];
  return row.options.filter((o) => !names.includes(o));
}

const table = (title: string, head: string, lines: readonly string[]): string =>
  `## ${title}\n\n| ${head} | documented examples | state |\n|---|---|---|\n${lines.join('\n')}\n`;

export function conformancePage(root: string): string {
  const session = createSession({ seed: 1 });
  const tests = documentedTests(root);
  const line = (row: Row, isThere: boolean): string => {
    const t = tests.get(row.name);
    const missing = isThere ? missingOptions(row, session) : [];
    const state = !isThere
      ? 'not there'
      : missing.length > 0
        ? `without ${missing.map((m) => `\`${m}\``).join(', ')}`
        : (row.differs ?? 'as documented');
    return `| \`${row.name}\` | ${t === undefined ? '' : `${t.passed} of ${t.all}`} | ${state} |`;
  };
  const symbols = (rows: readonly Row[]): string[] => rows.map((r) => line(r, known.has(r.name)));
  const coders = coderRows.map((r) =>
    line(r, coderKinds.some((k) => k.name === r.name) || absentKinds.includes(r.name)),
  );
  const all = [...tests.values()].reduce((a, b) => ({ passed: a.passed + b.passed, all: a.all + b.all }), {
    passed: 0,
    all: 0,
  });
  return `# Nets and the documented framework

Written by \`npm run conformance\` from the records and from test/conformance: ${all.passed} of ${all.all} tests of documented behaviour pass. "As documented" says that the
symbol is there with the documented options and that its examples pass; forms that no example uses may differ.

${table('Layers', 'layer', symbols(layerRows))}
${table('Operators', 'operator', symbols(operatorRows))}
${table('Functions', 'function', symbols(functionRows))}
${table('Encoders and decoders', 'kind', coders)}
## Documented examples that are no test as they stand

| example | why |
|---|---|
${untested.map(([name, why]) => `| ${name} | ${why} |`).join('\n')}
`;
}
