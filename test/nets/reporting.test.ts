/** What is told of a training while it goes: panels, rows, files, and the same data for programs. */
import { describe, expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';
import { noIO } from '../../src/kernel/io.ts';
import type { Progress } from '../../src/kernel/shown.ts';
import { evaluate } from './evaluation.ts';

const setup =
  'data = Table[{x, 1} -> {2 x + 1}, {x, 0., 1., 0.1}]; net = NetChain[<|"first" -> 3, "act" -> Tanh, "second" -> 1|>, "Input" -> 2];';
const training = (options: string): string => `${setup} NetTrain[net, data, MaxTrainingRounds -> 4, ${options}]`;
const frozen = 'ValidationSet -> data, LearningRateMultipliers -> {"first" -> None}';

/** What a host is told, and what is printed and written. */
function reports(code: string): {
  readonly told: { readonly progress: Progress; readonly done: boolean; readonly hint: string[] }[];
  readonly printed: string[];
  readonly files: Map<string, string>;
  readonly messages: readonly string[];
} {
  const told: { readonly progress: Progress; readonly done: boolean; readonly hint: string[] }[] = [];
  const printed: string[] = [];
  const files = new Map<string, string>();
  const io = {
    ...noIO,
    print: (text: string) => printed.push(text),
    progress: (what: Progress | string, done: boolean) => {
      if (typeof what !== 'string')
        told.push({ progress: what, done, hint: [true, false].map((session) => panelOf(what, 80, session).at(-1)!) });
    },
    progressEvery: 0,
    writeFile: (path: string, bytes: Uint8Array) => void files.set(path, new TextDecoder().decode(bytes)),
  };
  const session = createSession({ seed: 1, io });
  const { messages } = evaluate(code, session);
  return { told, printed, files, messages };
}
const panelOf = (p: Progress, columns: number, session = true): string[] =>
  p.panel({ columns, session }).map((line) => line.map((s) => s.text).join(''));

describe.each([40, 80, 120])('the panel at %i columns', (columns) => {
  const { told } = reports(training(frozen));
  const last = panelOf(told.at(-1)!.progress, columns).join('\n');

  test('fits', () => {
    for (const { progress } of told)
      for (const line of panelOf(progress, columns)) expect([...line].length).toBeLessThanOrEqual(columns);
  });
  test('says what is trained, how far it is, and what is frozen', () => {
    expect(told.at(-1)!.done).toBe(true);
    for (const what of [
      'NetChain of 3 parts',
      '13 parameters',
      'CPU, ',
      'round 4/4',
      '100%',
      'loss ',
      'validation ',
      'best ',
      'rate 0.001',
      'examples/s',
      'frozen: first (9 of 13 parameters)',
      'done',
    ])
      expect(last).toContain(what);
    expect(last).toMatch(/█{10}/);
    expect(last).toMatch(/validation [\d.]+ [▁▂▃▄▅▆▇█]{4}/);
  });
});

test('a panel has five lines where there is room', () => {
  const { told } = reports(training(frozen));
  expect(panelOf(told.at(-1)!.progress, 120)).toHaveLength(4);
  expect(panelOf(told.at(-1)!.progress, 80).length).toBeLessThanOrEqual(6);
});

test('what Ctrl-C does is said where it does it', () => {
  const { told } = reports(`${setup} NetTrain[net, data, MaxTrainingRounds -> 4]`);
  expect(told.find((t) => !t.done)?.hint).toEqual(['Ctrl-C stops and keeps the net', 'Ctrl-C ends the script']);
});

test('rows have fixed columns under a heading', () => {
  const { printed } = reports(
    training(`${frozen}, TrainingProgressReporting -> {"Print", "Interval" -> Quantity[1, "Rounds"]}`),
  );
  expect(printed).toHaveLength(3 + 4 + 1);
  expect(printed[0]).toMatch(/^NetTrain: NetChain of 3 parts; 13 parameters; 11 examples in batches of 8; CPU, /);
  expect(printed[1]).toBe('frozen: first (9 of 13 parameters)');
  expect(printed[2]).toMatch(/^done +round +batch +loss +val\. loss +examples\/s +elapsed +left$/);
  expect(printed[3]).toMatch(/^ 25% +1\/4 +2\/2 /);
  expect(new Set(printed.slice(2).map((row) => row.length)).size).toBe(1);
});

describe('files', () => {
  const written = (name: string): string | undefined =>
    reports(training(`${frozen}, TrainingProgressReporting -> File["${name}"]`)).files.get(name);
  test('have a row a round', () => {
    const rows = written('/a.csv')!.trim().split('\n');
    expect(rows).toHaveLength(5);
    expect(rows[0]).toBe('Round,AbsoluteBatch,TimeElapsed,LearningRate,ExamplesPerSecond,RoundLoss,ValidationLoss');
    expect(rows[4]).toMatch(/^4,8,/);
    expect(written('/a.tsv')!.split('\n')[0]).toBe(rows[0]!.replaceAll(',', '\t'));
  });
  test('of JSON and of the language hold the same', () => {
    const json = JSON.parse(written('/a.json')!) as Record<string, number>[];
    expect(json.map((r) => r.Round)).toEqual([1, 2, 3, 4]);
    const list = createSession().parse(written('/a.wl')!)[0]!;
    expect(createSession().inputForm(list)).toContain('"Round" -> 4, "AbsoluteBatch" -> 8');
  });
  test('with a name that tells no format are refused', () =>
    expect(reports(training('TrainingProgressReporting -> File["/a.xyz"]')).messages).toEqual(['NetTrain::badext']));
});

test('programs are told what functions are told', () => {
  const { told, printed } = reports(
    `${setup} NetTrain[net, data, MaxTrainingRounds -> 2, ${frozen}, TrainingProgressFunction -> (Print[InputForm[{#Round, #AbsoluteBatch, #RoundLoss, #ValidationLoss}]] &)]`,
  );
  const { data } = told.at(-1)!.progress;
  const last = createSession().inputForm(createSession().parse(printed.at(-1)!)[0]!);
  const numbers = last.slice(1, -1).split(', ').map(Number);
  expect([data.Round, data.AbsoluteBatch]).toEqual(numbers.slice(0, 2));
  expect(data.RoundLoss).toBeCloseTo(numbers[2]!, 12);
  expect(data.ValidationLoss).toBeCloseTo(numbers[3]!, 12);
  expect(data).toMatchObject({ TargetDevice: 'CPU', FrozenParts: ['first'], FrozenParametersCount: 9 });
  expect(JSON.parse(JSON.stringify(data))).toMatchObject({ RoundLossList: data.RoundLossList });
});

test('a loss that is no number is told as such', () => {
  const { told } = reports(`${setup} NetTrain[net, data, MaxTrainingRounds -> 4, LearningRate -> 10.^30]`);
  expect(panelOf(told.at(-1)!.progress, 80).join('\n')).toContain('the last good net is kept');
});
