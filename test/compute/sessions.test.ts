/** Graphs that are kept: the same program is not loaded twice, and not for ever. */
import { expect, test, vi } from 'vitest';
import { Sessions } from '../../src/compute/executors/onnxruntime/sessions.ts';
import type { Translated } from '../../src/compute/executors/onnxruntime/translate.ts';

const loader = () => {
  const dispose = vi.fn();
  return { dispose, load: vi.fn(() => ({ translated: {} as Translated, session: { dispose } })) };
};

test('what is in use or was used lately is loaded once', () => {
  const sessions = new Sessions();
  const { load, dispose } = loader();
  const first = sessions.take('a', load);
  expect(sessions.take('a', load)).toBe(first);
  sessions.give('a');
  sessions.give('a');
  expect(sessions.take('a', load)).toBe(first);
  expect([load.mock.calls.length, dispose.mock.calls.length]).toEqual([1, 0]);
});

test('of many that nobody uses the oldest go; none goes that is in use', () => {
  const sessions = new Sessions();
  const used = loader();
  sessions.take('used', used.load);
  const all = Array.from({ length: 40 }, loader);
  all.forEach(({ load }, i) => {
    sessions.take(`${i}`, load);
    sessions.give(`${i}`);
  });
  const gone = all.map(({ dispose }) => dispose.mock.calls.length);
  expect(gone.slice(0, 24)).toEqual(Array(24).fill(1));
  expect(gone.slice(24)).toEqual(Array(16).fill(0));
  expect(used.dispose).not.toHaveBeenCalled();
});
