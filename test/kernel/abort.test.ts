/** An evaluation may be ended at any moment: afterwards the session is as if the unfinished constructs had ended, too. */
import { describe, expect, test } from 'vitest';
import { createSession, type KernelSession } from '../../src/index.ts';

/** Programs that are somewhere inside of many constructs at any moment. */
const programs = [
  'Block[{x = 2, $RecursionLimit = 300}, Do[x = x + i; Table[i j x, {j, 20}], {i, 1500}]; x]',
  'Block[{f}, f[n_] := If[n < 2, 1, f[n - 1] + f[n - 2]]; f[14]]',
  'Reap[Do[Sow[i^2]; Quiet[Check[1/(i - 5), Sow[bad]]], {i, 200}]]',
  'Module[{a = Range[50]}, Do[a[[k]] = a[[-k]] + 1; Catch[If[k == 7, Throw[k]]], {i, 400}, {k, 50}]; Total[a]]',
  'Fold[Mod[31 #1 + #2, 1009] &, 7, Range[2000]] + Length[NestWhileList[# + 1 &, 0, # < 800 &]]',
  'TimeConstrained[Enclose[Do[Confirm[i]; Block[{i = 5}, f[i]], {i, 500}]], 1000]',
  'Block[{$Context = "other`", $ContextPath = {"System`"}}, Do[ToExpression["v" <> ToString[i]], {i, 300}]]',
  'AbortProtect[Do[y = i, {i, 300}]]; Do[y = i, {i, 300}]',
  'g[n_] := Module[{m = n}, While[m > 0, m--; If[m == 3, Return[m]]]; 0]; Do[g[30], {500}]',
  'as = <||>; Do[as[Mod[i, 7]] = i; AppendTo[list, i], {i, 300}]; Sort[Table[Mod[i^3, 101], {i, 300}], Greater]',
];

const prepare = ['x = 1', 'i = 10; j = 11; k = 12', 'list = {}', 'check[] := {x, i, j, k, $RecursionLimit, $Context}'];

function run(session: KernelSession, text: string): string {
  let last = '';
  for (const e of session.parse(text)) last = session.inputForm(session.evaluateInput(e));
  return last;
}

/** Evaluates the program, aborted at the n-th time it asks; tells whether it came so far. */
function abortedAt(n: number, program: string): { session: KernelSession; aborted: boolean } {
  let left = Number.POSITIVE_INFINITY;
  const session = createSession({ seed: 1, abortRequested: () => --left === 0 });
  for (const line of prepare) run(session, line);
  left = n;
  const aborted = run(session, program) === '$Aborted';
  left = Number.POSITIVE_INFINITY;
  return { session, aborted };
}

function expectSound(session: KernelSession): void {
  expect(session.evaluator.depth).toBe(0);
  expect(session.evaluator.observer).toBeUndefined();
  expect(session.interrupts).toMatchObject({ deadlines: [], memory: { limits: [] }, protection: 0 });
  expect(run(session, 'check[]')).toBe('{1, 10, 11, 12, 1024, "Global`"}');
  // Nobody listens any more: a message is shown, Sow has no Reap, Throw no Catch.
  const shown: string[] = [];
  session.log.show = (m) => shown.push(`${m.symbol.name}::${m.tag}`);
  expect(run(session, '{Head[1/0], Sow[3], Total[Range[10]], Reap[Sow[4]]}')).toBe(
    '{DirectedInfinity, 3, 55, {4, {{4}}}}',
  );
  expect(shown).toEqual(['Power::infy']);
  expect(run(session, 'Throw[9]')).toBe('Hold[Throw[9]]');
}

/** Functions that are written in the language: their files are read when they are first used. */
const fromLibrary = ['LegendreP[3, x]', 'LinearProgramming[{1, 1}, {{1, 2}}, {3}]', 'Developer`PackedArrayQ[{1}]'];

describe('aborting', () => {
  test.each(fromLibrary)('while the library is read: %s', (program) => {
    const wanted = run(createSession({ seed: 1 }), program);
    for (const n of [1, 2, 3, 5, 8, 13, 30]) {
      let left = n;
      const session = createSession({ seed: 1, abortRequested: () => --left === 0 });
      run(session, program);
      left = Number.POSITIVE_INFINITY;
      expect(run(session, program), `aborted at look ${n}`).toBe(wanted);
    }
  });
  test.each(programs)('%s', (program) => {
    // Every early moment, and later ones further and further apart.
    let aborts = 0;
    for (let n = 1; n < 100_000; n = n < 8 ? n + 1 : Math.ceil(n * 1.8)) {
      const { session, aborted } = abortedAt(n, program);
      expectSound(session);
      if (!aborted) break;
      aborts++;
    }
    expect(aborts).toBeGreaterThan(2);
  });

  test.each([
    'While[True]',
    'Do[Null, {10^9}]',
    'l[n_] := l[n + 1]; Block[{$IterationLimit = Infinity}, l[1]]',
    'NestWhile[# + 1 &, 0, True &]',
  ])('is asked to stop while it runs, and does: %s', (program) => {
    let asked = 0;
    const session = createSession({ seed: 1, abortRequested: () => ++asked === 50 });
    expect(run(session, program)).toBe('$Aborted');
    expect(asked).toBe(50);
  });

  test('waits for protected code, unless it is asked for three times', () => {
    const askedAt = (asks: readonly number[]): string => {
      let looks = 0;
      const session = createSession({ seed: 1, abortRequested: () => asks.includes(++looks) });
      return run(session, 'AbortProtect[Do[y = i, {i, 3000}]; z = 1]; z') + run(session, 'y');
    };
    expect(askedAt([2, 3])).toBe('$Aborted3000');
    expect(Number(askedAt([2, 3, 4]).replace('$Aborted', ''))).toBeLessThan(3000);
  });
});
