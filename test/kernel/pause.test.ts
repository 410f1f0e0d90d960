/** Pausing, by a clock that stands still while nothing sleeps. */
import { expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';
import { noIO } from '../../src/kernel/io.ts';

test.each([
  ['Pause[1]', 1000],
  ['Pause[1/4]', 250],
  ['Pause[0]', 0],
])('%s takes %d milliseconds, in slices between which it can be stopped', (input, milliseconds) => {
  let now = 0;
  let longest = 0;
  const sleep = (ms: number): void => {
    now += ms;
    longest = Math.max(longest, ms);
  };
  const session = createSession({ seed: 1, io: { ...noIO, clock: () => now, sleep } });
  expect(session.inputForm(session.evaluateInput(session.parse(input)[0]!))).toBe('Null');
  expect(now).toBeCloseTo(milliseconds, 6);
  expect(longest).toBeLessThanOrEqual(8);
});
