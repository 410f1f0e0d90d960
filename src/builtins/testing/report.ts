/** TestReport: runs the tests of a list or of a file; TestReportObject: what came of them. */
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal, Real, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, type Builtin, type Evaluation, type OptionValues } from '../builtin.ts';
import { cannotFind, fileBuiltin } from '../io/file-problems.ts';
import { findFile, reportProblem, withInput } from '../io/get.ts';
import { statements } from '../io/source.ts';
import { isNumberExpr } from '../values/number.ts';
import { objectBuiltin, type Properties, propertiesOf, propertyObject } from './object.ts';
import { collecting } from './run.ts';

const REPORT = 'TestReportObject';
const SETTINGS = ['MemoryConstraint', 'SameTest', 'TimeConstraint'];

/** Evaluates the statements of a file one by one, whatever becomes of each; undefined when it cannot be read. */
function runFile(name: string, e: Evaluation): true | undefined {
  const session = e.session;
  const file = findFile(name, session);
  if (file === undefined) return void cannotFind(name, e);
  return withInput(file, e, (text) => {
    for (const { expr, problem } of statements(text, session))
      if (problem !== undefined) reportProblem(problem, file, e);
      else session.evaluateApart(expr);
    return true;
  });
}

function report(tests: Expr, e: Evaluation, o: OptionValues): Expr | undefined {
  const session = e.session;
  const settings = new Map(SETTINGS.filter((n) => o.has(n)).map((n) => [n, e.evaluate(o.get(n))] as const));
  const start = session.io.clock();
  const { value: ran, results: inFile } = collecting(settings, session, () => {
    const source = e.evaluate(tests);
    return { source, read: source.kind === Kind.String && runFile(source.value, e) === true };
  });
  const { source, read } = ran;
  if (source.kind === Kind.String && !read) return S.Failed;
  const given = source.kind === Kind.String ? inFile : resultsIn(source);
  if (given === undefined) return e.message('tests', source);
  const results = given.map((r, i) => {
    const properties = propertiesOf(r, 'TestResultObject')!;
    return propertyObject('TestResultObject', new Map([...properties, ['TestIndex', int(i + 1)]]));
  });
  const title = source.kind === Kind.String ? `Test Report: ${source.value.replace(/^.*[\\/]/, '')}` : 'Test Report';
  return propertyObject(
    REPORT,
    new Map<string, Expr>([
      ['Title', new Str(title)],
      ['TimeElapsed', new Real((session.io.clock() - start) / 1000)],
      ['TestResults', byIndex(results)],
    ]),
  );
}

/** The results of tests in a list, nested or not. */
function resultsIn(e: Expr): readonly Expr[] | undefined {
  if (!isCall(e, S.List)) return propertiesOf(e, 'TestResultObject') && [e];
  const inside = e.args.map(resultsIn);
  return inside.includes(undefined) ? undefined : inside.flatMap((r) => r!);
}

const isText = (e: Expr | undefined): boolean => e?.kind === Kind.String;
const isDuration = (e: Expr | undefined): boolean => e !== undefined && isNumberExpr(e);
const areResults = (e: Expr | undefined): boolean =>
  e !== undefined &&
  isAssociation(e) &&
  [...e.entries()].every(([, r]) => propertiesOf(r, 'TestResultObject')?.has('TestIndex'));

const propertyOf = (result: Expr, name: string): Expr => propertiesOf(result, 'TestResultObject')!.get(name)!;
const byIndex = (results: readonly Expr[]): Expr =>
  Association.from(results.map((r) => [propertyOf(r, 'TestIndex'), r] as const));
const resultsOf = (p: Properties): readonly Expr[] => {
  const all = p.get('TestResults') as Association;
  return [...all.entries()].map(([, r]) => r);
};
const outcome = (r: Expr): string => (propertyOf(r, 'Outcome') as Str).value;
const having = (p: Properties, which: (outcome: string) => boolean): readonly Expr[] =>
  resultsOf(p).filter((r) => which(outcome(r)));

/** What is counted and listed, by the names of properties: TestsFailedCount, TestsFailedKeys. */
const KINDS: Readonly<Record<string, (outcome: string) => boolean>> = {
  TestsSucceeded: (o) => o === 'Success',
  TestsFailed: (o) => o !== 'Success',
  TestsFailedWrongResults: (o) => o === 'Failure',
  TestsFailedWithMessages: (o) => o === 'MessagesFailure',
};

const derived: Record<string, (p: Properties) => Expr> = {
  AllTestsSucceeded: (p) => (having(p, KINDS.TestsFailed!).length === 0 ? S.True : S.False),
  ReportSucceeded: (p) => derived.AllTestsSucceeded!(p),
  AbsoluteTimeUsed: (p) => p.get('TimeElapsed')!,
  Results: (p) => new Normal(S.List, resultsOf(p)),
  ResultsByOutcome: (p) => {
    const outcomes = [...new Set(resultsOf(p).map(outcome))];
    return Association.from(
      outcomes.map(
        (o) =>
          [
            new Str(o),
            new Normal(
              S.List,
              having(p, (x) => x === o),
            ),
          ] as const,
      ),
    );
  },
};
for (const [name, which] of Object.entries(KINDS)) {
  derived[name] = (p) => byIndex(having(p, which));
  derived[`${name}Count`] = (p) => int(having(p, which).length);
  derived[`${name}Keys`] = (p) =>
    new Normal(
      S.List,
      having(p, which).map((r) => propertyOf(r, 'TestIndex')),
    );
}

export const TestReport = fileBuiltin('TestReport', {
  usage:
    'TestReport["file.wlt"] runs the tests in a file.\nTestReport[{test1, test2, ...}] runs a list of tests.\nSettings of SameTest, TimeConstraint and MemoryConstraint hold for tests that have none of their own.',
  attributes: Attribute.HoldFirst,
  arity: 1,
  options: { MemoryConstraint: 'Infinity', SameTest: 'SameQ', TimeConstraint: 'Infinity' },
  messages: { tests: 'A file name, a test or a list of tests is expected instead of `1`.' },
  evaluate: ([tests], e, o) => report(tests!, e, o),
  examples: {
    'TestReport[{VerificationTest[1 + 1, 2], VerificationTest[1 + 1, 3]}][{"TestsSucceededCount", "TestsFailedKeys"}]':
      '<|"TestsSucceededCount" -> 1, "TestsFailedKeys" -> {2}|>',
    'TestReport[{VerificationTest[0.1 + 0.2, 0.3]}, SameTest -> Equal]["AllTestsSucceeded"]': 'True',
    'TestReport["no/such/file.wlt"]': ['$Failed', 'TestReport::noopen'],
    'TestReport[5]': ['TestReport[5]', 'TestReport::tests'],
  },
});

export const TestReportObject = objectBuiltin(REPORT, {
  usage:
    'TestReportObject[...] represents the results of TestReport.\nTestReportObject[...]["prop"] gives a property of it: "AllTestsSucceeded", "TestsSucceededCount", "TestsFailedCount", "TestsFailedKeys", "TestResults", "TimeElapsed", "Title", ...\nTestReportObject[...]["Properties"] lists them.',
  derived,
  isWhole: (p) => isText(p.get('Title')) && isDuration(p.get('TimeElapsed')) && areResults(p.get('TestResults')),
  shown: (p) => {
    const count = (name: string): number => having(p, KINDS[name]!).length;
    return `TestReportObject[${(p.get('Title') as Str).value}, ${count('TestsSucceeded')} succeeded, ${count('TestsFailed')} failed]`;
  },
  examples: {
    'TestReport[{VerificationTest[2 > 1]}]["TestResults"][1]["Outcome"]': '"Success"',
    'TestReport[{VerificationTest[1 + 1, 3]}]["TestsFailedWrongResultsCount"]': '1',
    'TestReportObject[<|"Title" -> 5|>]': 'TestReportObject[<|"Title" -> 5|>]',
  },
});

export const reports: readonly Builtin[] = [TestReport, TestReportObject];
