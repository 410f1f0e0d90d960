/** Training as people see it: a panel that is drawn over, which other output does not tear. */
import { describe, expect, test } from 'vitest';
import { inTerminal } from './pty-session.ts';

const net = 'net = NetChain[{8, Tanh, 1}, "Input" -> 1]; data = Table[{x} -> {x}, {x, 0., 1., 0.01}];';
const panels = (lines: readonly string[]): number => lines.filter((l) => l.startsWith('NetTrain ')).length;

describe.each([40, 80, 120])('at %i columns', (columns) => {
  test('a training leaves one panel, and its net', () =>
    inTerminal({ columns }, async (t) => {
      await t.input(1, net);
      await t.input(2, 'NetTrain[net, data, TimeGoal -> 1];');
      expect(panels(t.lines())).toBe(1);
      expect(t.text()).toContain('done, the time is over');
    }));
  test('Ctrl-C keeps the net, and says so', () =>
    inTerminal({ columns }, async (t) => {
      await t.input(1, net);
      await t.prompt(2);
      t.type('trained = NetTrain[net, data, TimeGoal -> 60];\r');
      await t.until(/Ctrl-C stops and keeps the net/);
      await t.until(/round \d{2,}/);
      t.type('\x03');
      await t.until(/stopped, the net so far is kept/);
      expect(await t.input(3, 'Head[trained]')).toContain('Out[3]= NetChain');
    }));
});

test('what is printed meanwhile stands above the panel', () =>
  inTerminal({}, async (t) => {
    await t.input(1, net);
    await t.input(
      2,
      'NetTrain[net, data, TimeGoal -> 2, TrainingProgressFunction -> {(Print["now ", Round[10 #ProgressFraction]] &), "Interval" -> 0.5}];',
    );
    const lines = t.lines();
    expect(lines.filter((l) => /^now \d+$/.test(l)).length).toBeGreaterThanOrEqual(2);
    expect(panels(lines)).toBe(1);
  }));
