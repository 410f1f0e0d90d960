/** Ended with kill -9 at random moments while files are written, there is always a whole file: the new one or the one before. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeIO } from '../../src/frontends/node-io.ts';
import { HistoryFile, historyPath } from '../../src/frontends/terminal/history-file.ts';
import { createSession } from '../../src/index.ts';
import { PtySession, pause } from '../frontends/terminal/pty-session.ts';
import { evaluate } from '../nets/evaluation.ts';
import { command } from './command-client.ts';
import { cases, figure, randomOf, replay } from './figures.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scheelite-kills-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Writer {
  /** Writes again and again, and prints once it has begun. `@` is the folder of the case. */
  readonly write: string;
  /** A test that holds for a whole file. */
  readonly whole: string;
}
const writers: readonly Writer[] = [
  {
    write:
      'net = NetInitialize[NetChain[{300}, "Input" -> 400]]; Export["@/f.wlnet", net]; Print["go"]; While[True, Export["@/f.wlnet", net]]',
    whole: 'Length[Import["@/f.wlnet"][ConstantArray[1., 400]]] == 300',
  },
  {
    // Every folder that has its name has all files; the one with the description is written last.
    write:
      'j = {NetInitialize[NetChain[{30}, "Input" -> 40]], RandomReal[1, {300, 40}] -> RandomReal[1, {300, 30}], MaxTrainingRounds -> 3}; Print["go"]; Do[Export["@/job" <> ToString[i], j, "TrainingJob"], {i, 10^9}]',
    whole:
      'AllTrue[FileNames["job*", "@"], FileExistsQ[# <> "/job.json"] && Length[Import[# <> "/data/examples-1.safetensors"]] == 2 && Head[Import[# <> "/net.wlnet"]] === NetChain &]',
  },
  {
    write: 'Put[Range[20000], "@/f"]; Print["go"]; Do[Put[Range[i, i + 20000], "@/f"], {i, 10^9}]',
    whole: 'Length[Get["@/f"]] >= 20000',
  },
  {
    write: 'd = Table[i j, {i, 300}, {j, 20}]; Export["@/f.csv", d]; Print["go"]; While[True, Export["@/f.csv", d]]',
    whole: 'Dimensions[Import["@/f.csv"]] == {300, 20}',
  },
  {
    write:
      'NetTrain[NetChain[{50, 1}, "Input" -> 10], RandomReal[1, {200, 10}] -> RandomReal[1, {200, 1}], MaxTrainingRounds -> 10^6, TrainingProgressReporting -> None, TrainingProgressCheckpointing -> {"File", "@/f.wlnet", "Interval" -> Quantity[1, "Batches"]}, TrainingProgressFunction -> Function[Print["go"]]]',
    whole: 'Length[Import["@/f.wlnet"][ConstantArray[1., 10]]] == 1',
  },
  {
    write: 'x = Range[20000]; DumpSave["@/f.mx", x]; Print["go"]; While[True, DumpSave["@/f.mx", x]]',
    whole: 'Get["@/f.mx"]; Length[x] == 20000',
  },
  {
    write: 'x = Range[20000]; Save["@/f", x]; Print["go"]; While[True, DeleteFile["@/f"]; Save["@/f", x]]',
    whole: '! FileExistsQ["@/f"] || (Get["@/f"]; Length[x] == 20000)',
  },
  {
    write: 'PutAppend[Range[5000], "@/f"]; Print["go"]; While[True, PutAppend[Range[5000], "@/f"]]',
    whole: 'Length[ReadList["@/f", String, 1]] == 1',
  },
];

/** Starts the program, waits for its word and some milliseconds more, and ends it the hard way. */
function killed(program: string, after: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, '-code', program], { stdio: ['ignore', 'pipe', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (d) => (errors += d));
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), after));
    const silent = setTimeout(() => child.kill('SIGTERM'), 120_000);
    child.on('exit', (_code, signal) => {
      clearTimeout(silent);
      if (signal === 'SIGKILL') resolve();
      else reject(new Error(`it ended by itself, or never came to write: ${errors}`));
    });
  });
}

describe('kill -9', () => {
  const numbers = cases(30, 500);
  test('leaves a whole file', { timeout: numbers.length * 60_000 }, async () => {
    for (const i of numbers) {
      const random = randomOf(i);
      const { write, whole } = writers[i % writers.length]!;
      const own = mkdtempSync(join(folder, 'case-'));
      await killed(write.replaceAll('@', own), random.uniform() * 40);
      const session = createSession({ seed: 1, io: nodeIO({ print: () => {} }) });
      const r = evaluate(whole.replaceAll('@', own), session);
      expect([r.value, r.texts, replay('kills.test.ts', i)]).toEqual(['True', [], replay('kills.test.ts', i)]);
      // A half-written temporary file may be left over, hidden; nothing else.
      expect(readdirSync(own).filter((n) => !n.startsWith('.') && !/^(?:f(?:\.\w+)?|job\d+)$/.test(n))).toEqual([]);
      rmSync(own, { recursive: true });
    }
    figure(
      'kill -9 while writing nets, checkpoints, Put, Save, Export, DumpSave: whole files',
      `${numbers.length} of ${numbers.length}`,
    );
  });

  const sessions = cases(3, 50);
  test('leaves a history that can be read and goes on', { timeout: sessions.length * 60_000 }, async () => {
    const home = mkdtempSync(join(folder, 'home-'));
    for (const i of sessions) {
      const terminal = new PtySession({ home });
      await terminal.prompt(1);
      terminal.type('1 + 1\r'.repeat(200));
      await pause(randomOf(i).uniform() * 600);
      await terminal.close();
      const { problem, entries } = ((file) => ({ entries: file.read(), problem: file.problem }))(
        new HistoryFile(historyPath({ HOME: home, XDG_STATE_HOME: join(home, '.local/state') })),
      );
      expect([problem, new Set(entries).size <= 1, replay('kills.test.ts', i)]).toEqual([
        undefined,
        true,
        replay('kills.test.ts', i),
      ]);
    }
    figure('kill -9 of sessions: histories that can be read', `${sessions.length} of ${sessions.length}`);
  });
});
