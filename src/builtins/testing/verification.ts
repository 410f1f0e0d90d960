/** VerificationTest: an input, what it is to give and the messages that belong to it; TestResultObject: what came of it. */
import { type Expr, int, isCall, Kind, Normal, normal, Real, Str } from '../../expr/expr.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import type { MessageRecord } from '../../kernel/message-log.ts';
import { isInfinity } from '../arithmetic/plus.ts';
import { Attribute, type Builtin, builtin, type Evaluation, type OptionValues } from '../builtin.ts';
import { MemoryConstrained, TimeConstrained } from '../control/limits.ts';
import { Hash } from '../system/hash.ts';
import { objectBuiltin, propertyObject } from './object.ts';
import { collecting, runOf } from './run.ts';

const RESULT = 'TestResultObject';

const held = (e: Expr): Expr => normal(S.HoldForm, e);
const nameOf = (m: MessageRecord): Expr => normal(S.MessageName, m.symbol, new Str(m.tag));

/** The names in the third argument: a list of them or one, as they stand there. */
function expectedMessages(spec: Expr | undefined, e: Evaluation): readonly Expr[] {
  if (spec === undefined) return [];
  if (isCall(spec, S.MessageName)) return [spec];
  const list = isCall(spec, S.List) ? spec : e.evaluate(spec);
  return isCall(list, S.List) ? list.args.map((m) => (isCall(m, S.HoldForm) ? m.args[0]! : m)) : [list];
}

/** The value of an option of the test, of the report that it runs in, or the default. */
function setting(name: string, o: OptionValues, e: Evaluation): Expr {
  const defaults = runOf(e.session)?.settings;
  return o.has(name) || defaults?.get(name) === undefined ? e.evaluate(o.get(name)) : defaults.get(name)!;
}

/** The value under the limits: $Aborted where they were not kept. */
function limited(x: Expr, time: Expr, memory: Expr, session: Session): Expr {
  if (!isInfinity(memory)) x = normal(MemoryConstrained.symbol, x, memory);
  if (!isInfinity(time)) x = normal(TimeConstrained.symbol, x, time);
  return session.evaluateApart(x);
}

export const VerificationTest = builtin('VerificationTest', {
  usage:
    'VerificationTest[input] tests whether input evaluates to True.\nVerificationTest[input, expected] tests whether input evaluates to expected, without messages.\nVerificationTest[input, expected, messages] tests whether input evaluates to expected, with the list of message names messages.',
  attributes: Attribute.HoldAllComplete,
  arity: [1, 3],
  options: {
    MemoryConstraint: 'Infinity',
    SameTest: 'SameQ',
    TestID: 'Automatic',
    TimeConstraint: 'Infinity',
  },
  evaluate(args, e, o) {
    const session = e.session;
    const [input, expected = S.True, messages] = args;
    const [time, memory, sameTest] = ['TimeConstraint', 'MemoryConstraint', 'SameTest'].map((n) => setting(n, o, e));
    const id = setting('TestID', o, e);
    const start = session.io.clock();
    // Tests inside of the input are its own business.
    const actual = collecting(new Map(), session, () =>
      session.log.collect(() => limited(input!, time!, memory!, session)),
    ).value;
    const seconds = (session.io.clock() - start) / 1000;
    const wanted = session.log.collect(() => session.evaluateApart(expected)).value;
    const wantedMessages = expectedMessages(messages, e);
    const actualMessages = actual.messages.map(nameOf);
    const agrees = session.log.collect(() => session.call(sameTest!, [actual.value, wanted])).value === S.True;
    const quiet =
      actualMessages.length === wantedMessages.length && actualMessages.every((m, i) => same(m, wantedMessages[i]!));
    const outcome = !agrees ? 'Failure' : quiet ? 'Success' : 'MessagesFailure';
    const list = (ms: readonly Expr[]): Expr => new Normal(S.List, ms.map(held));
    const run = runOf(session);
    const result = propertyObject(
      RESULT,
      new Map<string, Expr>([
        ['TestIndex', int((run?.results.length ?? 0) + 1)],
        ['TestID', id === S.Automatic ? digest(args, session) : id],
        ['Outcome', new Str(outcome)],
        ['Input', held(input!)],
        ['ExpectedOutput', held(wanted)],
        ['ActualOutput', held(actual.value)],
        ['ExpectedMessages', list(wantedMessages)],
        ['ActualMessages', list(actualMessages)],
        ['AbsoluteTimeUsed', new Real(seconds)],
        ['SameTest', sameTest!],
        ['TimeConstraint', time!],
        ['MemoryConstraint', memory!],
      ]),
    );
    run?.results.push(result);
    return result;
  },
  examples: {
    'VerificationTest[1 + 1, 2]["Outcome"]': '"Success"',
    'VerificationTest[1 + 1, 3][{"Outcome", "ActualOutput"}]':
      '<|"Outcome" -> "Failure", "ActualOutput" -> HoldForm[2]|>',
    'VerificationTest[1/0, ComplexInfinity]["Outcome"]': '"MessagesFailure"',
    'VerificationTest[1/0, ComplexInfinity, {Power::infy}]["Outcome"]': '"Success"',
    'VerificationTest[0.1 + 0.2, 0.3, SameTest -> Equal, TestID -> "sum"]["TestID"]': '"sum"',
    'VerificationTest[While[True], 1, TimeConstraint -> 0.05]["ActualOutput"]': 'HoldForm[$Aborted]',
    'VerificationTest[]': ['VerificationTest[]', 'VerificationTest::argb'],
  },
});

/** A name for tests without one, from what stands in them. */
function digest(args: readonly Expr[], session: Session): Expr {
  const hash = session.call(Hash.symbol, [new Normal(S.HoldComplete, args)]);
  return new Str(hash.kind === Kind.Integer ? hash.value.toString(16) : session.inputForm(hash));
}

export const TestResultObject = objectBuiltin(RESULT, {
  usage:
    'TestResultObject[...] represents the result of a VerificationTest.\nTestResultObject[...]["prop"] gives a property of it: "Outcome", "Input", "ExpectedOutput", "ActualOutput", "ExpectedMessages", "ActualMessages", "TestID", ...\nTestResultObject[...]["Properties"] lists them.',
  isWhole: (p) => p.get('Outcome')?.kind === Kind.String,
  shown: (p) => {
    const text = (name: string): string => {
      const value = p.get(name);
      return value?.kind === Kind.String ? value.value : 'None';
    };
    return `TestResultObject[Outcome: ${text('Outcome')}${p.get('TestID')?.kind === Kind.String ? `, TestID: ${text('TestID')}` : ''}]`;
  },
  examples: {
    'VerificationTest[2 + 2, 4]["Input"]': 'HoldForm[2 + 2]',
    'MatchQ[VerificationTest[2 + 2, 4], _TestResultObject]': 'True',
    'Take[VerificationTest[1, 1]["Properties"], 3]': '{"AbsoluteTimeUsed", "ActualMessages", "ActualOutput"}',
    'Length[VerificationTest[1, 1]["Color"]]': ['1', 'TestResultObject::noprop'],
  },
});

const optionName = (name: string, usage: string): Builtin =>
  builtin(name, { usage, examples: { [`Options[VerificationTest, ${name}][[1, 1]]`]: name } });

export const verification: readonly Builtin[] = [
  VerificationTest,
  TestResultObject,
  optionName('TestID', 'TestID is an option for VerificationTest: a name of the test, in reports.'),
  optionName('TimeConstraint', 'TimeConstraint is an option for the time in seconds that an operation may take.'),
  optionName('MemoryConstraint', 'MemoryConstraint is an option for the memory in bytes that an operation may take.'),
];
