/** Training as people see it: a panel that is drawn over, which other output does not tear. */
import { afterEach, describe, expect, test } from 'vitest';
import { TerminalScreen } from './terminal-screen.ts';

let screen: TerminalScreen | undefined;
afterEach(() => screen?.close());

const net = 'net = NetChain[{8, Tanh, 1}, "Input" -> 1]; data = Table[{x} -> {x}, {x, 0., 1., 0.01}];';

describe.each([40, 80, 120])('at %i columns', (columns) => {
  test('a training leaves one panel, and its net', async () => {
    screen = new TerminalScreen([], { columns });
    await screen.input(1, net);
    await screen.input(2, 'NetTrain[net, data, TimeGoal -> 2];', 60);
    const panels = screen.lines.filter((l) => l.startsWith('NetTrain '));
    expect(panels).toHaveLength(1);
    expect(screen.text).toContain('done, the time is over');
    for (const line of screen.lines) expect([...line].length).toBeLessThanOrEqual(columns);
  });
  test('Ctrl-C keeps the net, and says so', async () => {
    screen = new TerminalScreen([], { columns });
    await screen.input(1, net);
    screen.type('trained = NetTrain[net, data, TimeGoal -> 60];\r');
    await screen.until('Ctrl-C stops and keeps the net');
    await screen.until(/round \d{2,}/);
    screen.type('\x03');
    await screen.until('stopped, the net so far is kept');
    await screen.input(3, 'Head[trained]');
    expect(screen.text).toContain('Out[3]= NetChain');
  });
});

test('what is printed meanwhile stands above the panel', async () => {
  screen = new TerminalScreen();
  await screen.input(1, net);
  await screen.input(
    2,
    'NetTrain[net, data, TimeGoal -> 2, TrainingProgressFunction -> {(Print["now ", Round[10 #ProgressFraction]] &), "Interval" -> 0.5}];',
    60,
  );
  const { lines } = screen;
  expect(lines.filter((l) => /^now \d+$/.test(l)).length).toBeGreaterThanOrEqual(2);
  expect(lines.filter((l) => l.startsWith('NetTrain '))).toHaveLength(1);
});
