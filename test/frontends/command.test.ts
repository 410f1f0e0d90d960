/** The command as users run it: files, -code, standard input, JSON lines, exit codes. */
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const command = fileURLToPath(new URL('../../dist/repl.js', import.meta.url));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scheelite-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(words: readonly string[], input = ''): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [command, ...words], { input, encoding: 'utf8', cwd: folder });
}
function script(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

describe('-code', () => {
  test('prints the value in InputForm', () => {
    expect(run(['-code', '"a" <> "b"']).stdout).toBe('"ab"\n');
    expect(run(['--code', '1 + 1']).stdout).toBe('2\n');
  });
  test('prints nothing for Null and after a semicolon', () => {
    expect(run(['-code', 'x = 3;']).stdout).toBe('');
    expect(run(['-code', 'Null']).stdout).toBe('');
  });
  test('hands its words to the program', () => {
    expect(run(['-code', '$ScriptCommandLine', 'a', 'b']).stdout).toBe('{"scheelite", "a", "b"}\n');
  });
});

describe('files', () => {
  test('print only what they print', () => {
    const r = run([script('a.wl', '#!/usr/bin/env scheelite\nx = 2;\nx + 1\nPrint[x^10]\n')]);
    expect(r.stdout).toBe('1024\n');
    expect(r.status).toBe(0);
  });
  test('print the last value, or all of them, when asked to', () => {
    const name = script('b.wl', '1 + 1\n2 + 2\n');
    expect(run(['-print', name]).stdout).toBe('4\n');
    expect(run(['-print', 'all', name]).stdout).toBe('2\n4\n');
  });
  test('are told of calls that look misspelt, and where they stand', () => {
    const r = run([script('near.wl', 'Lenght[{1, 2}]\nalpha + Lenght[{}]\n')]);
    expect(r.stderr).toBe('Lenght has no value or definition. Did you mean Length? (near.wl:1)\n');
    expect(r.status).toBe(0);
  });
  test('know their name and arguments', () => {
    const r = run([script('c.wl', 'Print[Rest[$ScriptCommandLine]]; Print[FileNameTake[$InputFileName]]'), '1', 'two']);
    expect(r.stdout).toBe('{1, two}\nc.wl\n');
  });
  test('read each statement in the context that the one before has set', () => {
    const r = run([
      script(
        'd.wl',
        'BeginPackage["p`"]\nf[x_] := g[x]\nBegin["`Private`"]\ng[x_] := x^2\nEnd[]\nEndPackage[]\nPrint[Context[f]]\n',
      ),
    ]);
    expect(r.stdout).toBe('p`\n');
  });
  test('go on after messages; --strict makes them an error', () => {
    const name = script('e.wl', '1/0\nPrint["after"]\n');
    const r = run([name]);
    expect([r.stdout, r.status]).toEqual(['after\n', 0]);
    expect(r.stderr).toContain('Power::infy');
    expect(run(['--strict', name]).status).toBe(1);
    expect(run([name, '--strict']).status).toBe(1);
    expect(run(['--strict', '-code', 'Quiet[1/0];']).status).toBe(0);
  });
  test('say where a syntax error is, evaluate the rest, and exit with 65', () => {
    const r = run([script('f.wl', 'Print[1]\nPrint[2)\nPrint[3]\n')]);
    expect(r.stdout).toBe('1\n3\n');
    expect(r.stderr).toMatch(/Syntax::\w+: .*f\.wl:2:\d+\)\nPrint\[2\)\n +\^/);
    expect(r.status).toBe(65);
  });
  test('that are not there give a message and exit code 66', () => {
    const r = run(['nothing.wl']);
    expect(r.stderr).toBe('Get::noopen: Cannot open nothing.wl: there is no such file or folder.\n');
    expect(r.status).toBe(66);
  });
  test('leave with the code of Exit', () => {
    expect(run(['-code', 'Exit[7]']).status).toBe(7);
  });
});

test('standard input is a script', () => {
  expect(run([], 'Print[6 7]\n').stdout).toBe('42\n');
});

test('limits of time end the program', () => {
  expect(run(['--timeout', '1', '-code', 'While[True]']).status).toBe(124);
});

test('wrong words are told', () => {
  const r = run(['--nonsense']);
  expect(r.status).toBe(64);
  expect(r.stderr).toContain('unknown option --nonsense');
  expect(run(['-cloud', '-code', '1']).stderr).toContain('not available here');
});

describe('--json', () => {
  const answers = (...requests: unknown[]): Record<string, unknown>[] =>
    run(['--json'], requests.map((r) => (typeof r === 'string' ? r : JSON.stringify(r))).join('\n'))
      .stdout.trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  test('numbers inputs and remembers outputs, until a new session is asked for', () => {
    const all = answers(
      { input: ['2^5', 'x = % + 1', '% + 1'] },
      { input: '{%1, %%%, $Line, In[1]}' },
      { fresh: true, input: '{$Line, %}' },
    );
    expect(all.map((a) => a.result)).toEqual(['34', '{32, 32, 4, 32}', '{1, Out[0]}']);
  });
  test('shows every value in forms to choose from, when asked to', () => {
    const [a, b] = answers({ input: 'x = 2; x\n<|"a" -> x|>\nPlot[t, {t, 0, 1}]', outputs: true }, { input: '1' });
    const outputs = a!.outputs as { line: number; data: Record<string, string> }[];
    expect(outputs.map((o) => [o.line, Object.keys(o.data).sort()])).toEqual([
      [1, ['text/plain']],
      [2, ['text/html', 'text/plain']],
      [3, ['image/png', 'image/svg+xml', 'text/plain']],
    ]);
    expect(b).not.toHaveProperty('outputs');
  });
  test('answers questions of editors', () => {
    const ask = (kind: string, text: string, more: object = {}) => ({ id: 1, ask: { kind, text, ...more } });
    const all = answers(
      { input: 'myOwn[x_] := x^2' },
      ask('complete', 'myO', { cursor: 3 }),
      ask('inspect', 'myOwn[2]', { cursor: 2 }),
      ask('inspect', 'nothingThere', { cursor: 2 }),
      ask('complete?', 'f[1,'),
      ask('complete', 'f', { cursor: 5 }),
      ask('guess', 'f'),
    );
    expect(all.slice(1).map((a) => a.answer ?? a.error)).toEqual([
      { from: 0, to: 3, candidates: [{ text: 'myOwn' }] },
      expect.stringContaining('myOwn[x_] := x^2'),
      null,
      'incomplete',
      '"cursor" must be a place in the text, from 0 to 1',
      '"ask" must be an object with the "kind" "complete", "inspect" or "complete?"',
    ]);
  });
  test('answers each line with the value of its last expression', () => {
    const [a] = answers({ id: 7, input: ['x = {1/2, "s"}', 'x'] });
    expect(a).toMatchObject({
      id: 7,
      inputForm: '{1/2, "s"}',
      fullForm: 'List[Rational[1, 2], "s"]',
      messages: [],
      prints: [],
      error: null,
    });
    expect(typeof a!.ms).toBe('number');
  });
  test('keeps the session until a fresh one is asked for', () => {
    const all = answers({ input: ['y = 5'] }, { input: ['y'] }, { input: ['y'], fresh: true });
    expect(all.map((a) => a.result)).toEqual(['5', '5', 'y']);
  });
  test('collects prints and messages', () => {
    const [a] = answers({ input: ['Print[1]; First[{}]'] });
    expect(a!.prints).toEqual(['1']);
    expect(a!.messages).toHaveLength(1);
    expect((a!.messages as string[])[0]).toMatch(/^First::nofirst: /);
  });
  test('tells what is wrong with a request and goes on', () => {
    const all = answers('no json', { input: 3 }, { id: 1, input: ['1 +'] }, { id: 2, input: ['1 + 1'] });
    expect(all[0]!.error).toBe('not a JSON object');
    expect(all[1]!.error).toBe('"input" must be a list of strings');
    expect((all[2]!.messages as string[])[0]).toMatch(/^Syntax::/);
    expect(all[3]).toMatchObject({ id: 2, result: '2' });
  });
});

describe('a client of --json', () => {
  /** Lines as they come; `send` takes requests, `gone` kills what holds the other ends. */
  function client(): {
    readonly send: (request: unknown) => void;
    readonly line: () => Promise<Record<string, unknown>>;
    readonly child: ReturnType<typeof spawn>;
  } {
    const child = spawn(process.execPath, [command, '--json'], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    return {
      child,
      send: (request) => child.stdin!.write(`${JSON.stringify(request)}\n`),
      line: async () => JSON.parse((await lines.next()).value as string) as Record<string, unknown>,
    };
  }
  const ended = (child: ReturnType<typeof spawn>): Promise<number | null> =>
    new Promise((done) => (child.exitCode === null ? child.on('exit', done) : done(child.exitCode)));

  test('ends a request that runs, and what is left of it', async () => {
    const { send, line, child } = client();
    send({ id: 'a', input: ['x = 1;', 'While[True]', 'x = 2'] });
    send({ id: 'b', input: 'x' });
    send({ id: 'c', input: 'x + 1' });
    await new Promise((done) => setTimeout(done, 700));
    send({ abort: 'b' });
    expect(await line()).toEqual({ id: 'b', error: 'aborted before it was evaluated' });
    expect(await line()).toEqual({ abort: 'b', found: true });
    send({ abort: 'a' });
    expect(await line()).toEqual({ abort: 'a', found: true });
    expect(await line()).toMatchObject({ id: 'a', inputForm: '$Aborted' });
    expect(await line()).toMatchObject({ id: 'c', inputForm: '2' });
    send({ abort: 'z' });
    expect(await line()).toEqual({ abort: 'z', found: false });
    child.stdin!.end();
    expect(await ended(child)).toBe(0);
  });
  test('that leaves ends the evaluation', async () => {
    const { send, child } = client();
    const kept = join(mkdtempSync(join(tmpdir(), 'scheelite-left-')), 'kept.m');
    send({ id: 1, input: 'While[True]' });
    send({ id: 2, input: `1 >> ${JSON.stringify(kept)}` });
    await new Promise((done) => setTimeout(done, 500));
    child.stdin!.destroy();
    child.stdout!.destroy();
    expect(await ended(child)).toBe(0);
    // What waits is not begun.
    expect(existsSync(kept)).toBe(false);
    rmSync(dirname(kept), { recursive: true });
  });
  test('that sends no more is answered still', () => {
    const r = run(['--json'], '{"id": 1, "input": "Pause[1.2]; 7"}\n');
    expect(JSON.parse(r.stdout)).toMatchObject({ id: 1, inputForm: '7' });
    expect(r.status).toBe(0);
  });
  test('gives programs what they read, and nothing else gets into the lines', async () => {
    const { send, line, child } = client();
    send({
      id: 1,
      input: '{InputString["? "], Input[], ReadList["stdin", String], InputString[]}',
      stdin: 'a\n1 + 1\nb\nc\n',
    });
    expect(await line()).toMatchObject({ id: 1, inputForm: '{"a", 2, {"b", "c"}, EndOfFile}', prints: [] });
    send({ id: 2, input: '{InputString[], Run["echo loud"], $ScriptInputString}' });
    expect(await line()).toMatchObject({ id: 2, inputForm: '{EndOfFile, 0, ""}', prints: ['loud'] });
    child.stdin!.end();
    await ended(child);
  });
  test('may give input to programs in a sandbox, which run no others', () => {
    const r = run(
      ['--sandbox', '--json'],
      '{"id": 1, "input": "{InputString[], Run[\\"echo loud\\"]}", "stdin": "a"}\n',
    );
    expect(JSON.parse(r.stdout)).toMatchObject({ inputForm: '{"a", $Failed}' });
    expect(r.stdout).toContain('General::sandbox');
  });
  test('is told of trainings where it asks for that', async () => {
    const { send, line, child } = client();
    const input = 'NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, "TotalRounds", MaxTrainingRounds -> 3]';
    send({ id: 1, input, progress: true });
    send({ id: 2, input });
    const lines = [];
    for (let l = await line(); ; l = await line()) {
      lines.push(l);
      if (l.id === 2) break;
    }
    expect(lines[0]).toMatchObject({ id: 1, progress: { TargetDevice: 'CPU', Round: expect.any(Number) } });
    expect(lines.filter((l) => l.id === 2)).toHaveLength(1);
    expect(lines.at(-2)).toMatchObject({ id: 1, inputForm: '3' });
    child.stdin!.end();
    await ended(child);
  });
});

describe('programs as the original command runs them', () => {
  test('-linewise runs for each line of standard input', () => {
    expect(run(['-code', 'ToExpression[$ScriptInputString]^2', '-linewise'], '1\n2\n3\n').stdout).toBe('1\n4\n9\n');
    expect(run(['-function', 'StringLength', '-linewise'], 'a\nbcd\n').stdout).toBe('1\n3\n');
    expect(run(['-linewise'], '').status).toBe(64);
  });
  test('-function takes arguments as strings, or as -signature says', () => {
    expect(run(['-function', 'StringReverse', '-args', 'hello']).stdout).toBe('"olleh"\n');
    expect(run(['-fun', 'f[##] &', '-s', 'Integer', 'Real', 'Boolean', '-args', '2', '3', 'true', 'x']).stdout).toBe(
      'f[2, 3., True, "x"]\n',
    );
    expect(run(['-function', 'Total', '-signature', 'JSON', '-args', '[1, 2]']).stdout).toBe('3\n');
    const wrong = run(['-function', 'f', '-signature', 'Integer', '-args', 'x']);
    expect([wrong.status, wrong.stderr]).toEqual([64, 'scheelite: argument 1, x, is not of the type Integer\n']);
  });
  test('-format prints in forms and formats, bytes as they are', () => {
    expect(run(['-code', '<|"a" -> {1, 2}|>', '-format', 'RawJSON']).stdout.replace(/\s/g, '')).toBe('{"a":[1,2]}');
    expect(run(['-code', '{1/2, "s"}', '-format', 'FullForm']).stdout).toBe('List[Rational[1, 2], "s"]\n');
    const png = spawnSync(process.execPath, [command, '-code', 'ConstantImage[Red, {2, 2}]', '-format', 'PNG']);
    expect([...png.stdout.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    const wrong = run(['-code', '1', '-format', 'NoSuchFormat']);
    expect([wrong.status, wrong.stdout]).toEqual([1, '']);
    expect(wrong.stderr).toContain('fmtnosup');
  });
  test('-print stands in any place', () => {
    const name = script('print.wl', '1 + 1\n2 + 2\n');
    expect(run([name, '-print', 'all']).stdout).toBe('2\n4\n');
    expect(run([name, '-print', 'x']).stdout).toBe('4\n');
    expect(run(['-file', name, '-print', 'all']).stdout).toBe('2\n4\n');
    const echo = script('echo.wl', 'Print[Rest[$ScriptCommandLine]]');
    expect(run([echo, '--seed', '5', '--', '-print']).stdout).toBe('{--seed, 5, -print}\n');
  });
  test('standard input is read as a stream, as lines, or whole', () => {
    expect(run(['-code', 'ReadList["stdin", String]'], 'a\nb c\n').stdout).toBe('{"a", "b c"}\n');
    expect(run(['-code', 'ReadList[First[Streams["stdin"]], Number]'], '1 2\n3\n').stdout).toBe('{1, 2, 3}\n');
    expect(run(['-code', '{Read["stdin"], InputString[], ReadString["stdin"]}'], '{1,\n2}\nx\ny\n').stdout).toBe(
      '{{1, 2}, "x", "\\ny\\n"}\n',
    );
    expect(run(['-code', 'StringLength[$ScriptInputString]'], 'xyz').stdout).toBe('3\n');
  });
  test('programs of the system run', () => {
    expect(run(['-code', 'Import["!echo 1,2; echo 3,4", "CSV"]']).stdout).toBe('{{1, 2}, {3, 4}}\n');
    expect(run(['-code', 'Run["echo hi; exit 4"]']).stdout).toBe('hi\n4\n');
    expect(run(['-code', 'RunProcess[{"sh", "-c", "cat; echo e >&2; exit 3"}, All, "in"]']).stdout).toBe(
      '<|"ExitCode" -> 3, "StandardOutput" -> "in", "StandardError" -> "e\\n"|>\n',
    );
    expect(run(['-code', 'RunProcess["pwd", "StandardOutput", ProcessDirectory -> "/"]']).stdout).toBe('"/\\n"\n');
    expect(
      run(['-code', 'RunProcess[{"sh", "-c", "echo $V"}, "StandardOutput", ProcessEnvironment -> <|"V" -> "5"|>]'])
        .stdout,
    ).toBe('"5\\n"\n');
    expect(run(['-code', 'RunProcess["no-such-program"]']).stderr).toContain('General::pnfd: Program no-such-program');
    expect(run(['-code', 'TimeConstrained[Run["sleep 20"], 0.2]']).stdout).toBe('$Aborted\n');
  });
  test('streams for prints and messages can be put elsewhere', () => {
    const r = run([
      '-code',
      'WriteString["stderr", "e"]; Block[{$Messages = {}}, 1/0]; Block[{$Output = {OutputStream["stderr", 2]}}, Print["p"]]',
    ]);
    expect([r.stdout, r.stderr]).toEqual(['', 'ep\n']);
  });
  test('messages say file and line', () => {
    script('inner.wl', '\n1/0\n');
    const r = run([script('outer.wl', 'f[x_] := x[[3]]\nf[{1}]\nGet["inner.wl"]\n')]);
    expect(r.stderr).toBe(
      'Part::partw: Part 3 of {1} does not exist. (outer.wl:2)\nPower::infy: Infinite expression 1/0 encountered. (inner.wl:2)\n',
    );
  });
});

test('options that would do nothing are refused', () => {
  expect(run(['--timing', '-code', '1']).status).toBe(64);
  expect(run(['--json', '-args', 'x']).status).toBe(64);
  // A format wants to see a value.
  expect(run([script('format.wl', '1 + 1\n{1, 2}\n'), '-format', 'RawJSON']).stdout.replace(/\s/g, '')).toBe('[1,2]');
});
test('a name with ! is what the command writes', () => {
  expect(run(['-code', '{ReadList["!echo 1; echo 2", Number], <<"!echo 6 7"}']).stdout).toBe('{{1, 2}, 42}\n');
});
