/** `scheelite lsp` as editors run it: a process that speaks the protocol. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from './client.ts';

const uri = 'file:///t/a.wl';
const TEXT = `(* Nets. *)
net = NetChain[<|"conv" -> ConvolutionLayer[8, 3], "out" -> LinearLayer[2]|>];
area::usage = "area[r] is the area of a circle.";
area[r_] := Module[{twice = 2, unused}, Pi r^twice]
big[x_, y_:1] := area[x] +
  area[y]
NetTrain[net, data, LearningRateMultipliers -> {"conv" -> 0, _ -> 1, "out" -> 2}, MaxTrainingRonds -> 3];
`;
const lines = TEXT.split('\n');
const place = (word: string, line: number): [number, number] => [line, lines[line]!.indexOf(word)];

let client: Client;
beforeAll(async () => {
  client = new Client();
  await client.initialize();
});
afterAll(async () => {
  expect(await client.close()).toBe(0);
});

interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}
const shown = ({ start, end }: Range): string => `${start.line}:${start.character}-${end.line}:${end.character}`;

describe('a text', () => {
  test('diagnostics of mistakes and warnings', async () => {
    const found = await client.open(uri, TEXT);
    expect(found.map((d) => `${d.range.start.line} ${d.severity} ${d.code}`)).toEqual([
      '3 4 unused-local',
      '6 2 unknown-option',
      '6 4 unreachable-rule',
    ]);
    expect(found[1]!.message).toBe('NetTrain has no option MaxTrainingRonds; did you mean MaxTrainingRounds?');
    const broken = await client.change(uri, 3, 0, 0, 'f[1,}\n');
    expect(broken[0]).toMatchObject({
      code: 'Syntax::sntxf',
      severity: 1,
      range: { start: { line: 3, character: 4 } },
    });
    await client.change(uri, 3, 0, 5, '');
    client.notify('textDocument/didClose', { textDocument: { uri } });
    await client.open(uri, TEXT);
  });

  test('hover', async () => {
    const hover = async (word: string, line: number): Promise<string> =>
      (await client.at<{ contents: { value: string } }>('hover', uri, ...place(word, line))).contents.value;
    expect(await hover('NetTrain', 6)).toMatch(/^`NetTrain\[net, \{input1.*?\]` trains .*- `BatchSize -> Automatic`/s);
    expect(await hover('area', 4)).toBe('```wolfram\narea[r_]\n```\n\narea\\[r\\] is the area of a circle.');
    expect(await hover('twice', 3)).toBe('`twice`: local of Module');
    expect(await client.at('hover', uri, 0, 5)).toBeNull();
  });

  test('completion', async () => {
    const labels = async (line: number, character: number): Promise<string[]> =>
      (await client.at<{ label: string }[]>('completion', uri, line, character)).map((i) => i.label);
    expect(await labels(4, lines[4]!.indexOf('area[x]') + 2)).toContain('area');
    expect(await labels(6, lines[6]!.indexOf('MaxTr') + 5)).toEqual(['MaxTrainingRounds -> ']);
    expect(await labels(1, lines[1]!.indexOf('NetChain') + 4)).toEqual(['NetChain']);
  });

  test('signatures', async () => {
    const help = await client.at<{ signatures: { label: string; documentation: string }[]; activeParameter: number }>(
      'signatureHelp',
      uri,
      6,
      lines[6]!.indexOf('data'),
    );
    expect(help.signatures[0]).toMatchObject({
      label: 'NetTrain[net, {input1 -> output1, ...}]',
      documentation: expect.stringContaining('trains a net'),
    });
    expect(help.activeParameter).toBe(1);
    const own = await client.at<{ signatures: { label: string; parameters: { label: number[] }[] }[] }>(
      'signatureHelp',
      uri,
      4,
      lines[4]!.indexOf('area[x]') + 5,
    );
    expect(own.signatures).toEqual([{ label: 'area[r_]', parameters: [{ label: [5, 7] }] }]);
  });

  test('definition, references and highlights', async () => {
    const definition = await client.at<{ range: Range }[]>('definition', uri, ...place('area', 4));
    expect(definition.map((d) => shown(d.range))).toEqual(['2:0-2:4', '3:0-3:4']);
    const local = await client.at<{ range: Range }[]>('definition', uri, 3, lines[3]!.indexOf('^twice') + 1);
    expect(local.map((d) => shown(d.range))).toEqual(['3:20-3:25']);
    const references = await client.at<{ range: Range }[]>('references', uri, ...place('area', 4), {
      context: { includeDeclaration: true },
    });
    expect(references.map((d) => shown(d.range))).toEqual(['2:0-2:4', '3:0-3:4', '4:17-4:21', '5:2-5:6']);
    const highlights = await client.at<{ range: Range }[]>('documentHighlight', uri, ...place('r^', 3));
    expect(highlights.map((d) => shown(d.range))).toEqual(['3:5-3:6', '3:43-3:44']);
  });

  test('renaming of locals', async () => {
    const at = place('twice', 3);
    expect(shown(await client.at<Range>('prepareRename', uri, ...at))).toBe('3:20-3:25');
    const { changes } = await client.at<{ changes: Record<string, { range: Range }[]> }>('rename', uri, ...at, {
      newName: 'power',
    });
    expect(changes[uri]!.map((e) => shown(e.range))).toEqual(['3:20-3:25', '3:45-3:50']);
    expect(await client.at('prepareRename', uri, ...place('area', 3))).toBeNull();
    await expect(client.at('rename', uri, ...at, { newName: '2x' })).rejects.toThrow(/is no name/);
    await expect(client.at('rename', uri, ...at, { newName: 'unused' })).rejects.toThrow(/is in use/);
  });

  test('outline, folding, formatting, colors', async () => {
    const symbols = await client.of<{ name: string; kind: number }[]>('documentSymbol', uri);
    expect(symbols.map((s) => s.name)).toEqual(['net', 'area::usage', 'area[r_]', 'big[x_, y_:1]']);
    const folds = await client.of<{ startLine: number; endLine: number }[]>('foldingRange', uri);
    expect(folds).toEqual([]);
    const edits = await client.of<{ newText: string }[]>('formatting', uri, {
      options: { tabSize: 2, insertSpaces: true },
    });
    expect(edits[0]!.newText).toContain('big[x_, y_:1] := area[x] + area[y]\n');
    const { data } = await client.of<{ data: number[] }>('semanticTokens/full', uri);
    // The comment of the first line, then net = NetChain[ on the second.
    expect(data.slice(0, 20)).toEqual([0, 0, 11, 5, 0, 1, 0, 3, 1, 0, 0, 4, 1, 6, 0, 0, 2, 8, 0, 1]);
  });
});

describe('a folder', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'scheelite-'));
    writeFileSync(
      join(folder, 'lib.wl'),
      'BeginPackage["lib`"]\nhalf::usage = "half[x] is half of x.";\nhalf[x_] := x/2\n',
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('definitions and references in other files', async () => {
    const own = new Client();
    await own.initialize(folder);
    const main = `file://${folder}/main.wl`;
    await own.open(main, 'Needs["lib`"]\nhalf[4]\n');
    const definition = await own.at<{ uri: string; range: Range }[]>('definition', main, 1, 1);
    expect(definition.map((d) => `${d.uri.slice(-6)} ${shown(d.range)}`)).toEqual(['lib.wl 1:0-1:4', 'lib.wl 2:0-2:4']);
    const references = await own.at<{ uri: string }[]>('references', main, 1, 1, { context: {} });
    expect(references.map((r) => r.uri.replace(/.*\//, ''))).toEqual(['main.wl', 'lib.wl', 'lib.wl']);
    const symbols = await own.request<{ name: string }[]>('workspace/symbol', { query: 'HAL' });
    expect(symbols.map((s) => s.name)).toEqual(['half']);
    expect(await own.close()).toBe(0);
  });
});

const library = readdirSync('stdlib')
  .filter((f) => f.endsWith('.wl'))
  .map((f) => readFileSync(`stdlib/${f}`, 'utf8'))
  .join('\n');

describe('bad input', () => {
  test('a text of 10 MB is told of, and the server goes on', async () => {
    const long = 'file:///t/long.wl';
    const found = await client.open(long, library.repeat(Math.ceil(10_000_000 / library.length)));
    expect(found.map((d) => d.code)).toEqual(['too-long']);
    expect(await client.at('hover', long, 0, 0)).toBeNull();
    client.notify('textDocument/didClose', { textDocument: { uri: long } });
  });
  test('texts as deep as can be read', async () => {
    const deep = 'file:///t/deep.wl';
    for (const text of [
      'f['.repeat(1400) + ']'.repeat(1400),
      `${'{'.repeat(100_000)}x`,
      `${'f[x_, '.repeat(700)}1${']'.repeat(700)}`,
    ]) {
      client.notify('textDocument/didClose', { textDocument: { uri: deep } });
      await client.open(deep, text);
      await client.of('documentSymbol', deep);
      await client.of('semanticTokens/full', deep);
      await client.of('formatting', deep, { options: { tabSize: 2, insertSpaces: true } });
    }
  });
  test.each([
    ['a frame without a length', 'Content-Type: x\r\n\r\n{}'],
    ['a length that is none', 'Content-Length: many\r\n\r\n{}'],
    ['no frame at all', 'GET / HTTP/1.1\r\n\r\n'],
    ['a body that is no JSON', 'Content-Length: 5\r\n\r\n{"a":'],
  ])('%s: one message, and the end', async (_, bytes) => {
    const own = new Client();
    await own.initialize();
    own.process.stdin.write(bytes);
    expect(await own.exit).toBe(66);
    expect(own.errors).toMatch(/^scheelite lsp: this is no message of the protocol: .*\n$/);
  });
  test('a client that closes its pipe in the middle of a message', async () => {
    const own = new Client();
    await own.initialize();
    own.process.stdin.end('Content-Length: 1000\r\n\r\n{"jsonrpc"');
    expect(await own.exit).toBe(66);
    expect(own.errors).toBe('');
  });
  test('words that mean nothing', async () => {
    const own = new Client(['lsp', '--port', '1']);
    expect(await own.exit).toBe(64);
    expect(own.errors).toMatch(/unexpected word --port/);
  });
});

test('a client that vanishes takes the server along', async () => {
  // A shell that starts the server and dies without a word; the pipes stay open in this process.
  const script = `
    const { spawn } = require('node:child_process');
    const p = spawn(process.execPath, ['dist/repl.js', 'lsp'], { stdio: ['pipe', 'pipe', 'ignore'] });
    p.stdout.once('data', () => { console.log(p.pid); process.kill(process.pid, 'SIGKILL'); });
    const text = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities: {} } });
    p.stdin.write('Content-Length: ' + text.length + '\\r\\n\\r\\n' + text);`;
  let pid = 0;
  try {
    execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (x) {
    pid = Number((x as { stdout: string }).stdout);
  }
  expect(pid).toBeGreaterThan(0);
  for (let n = 0; n < 100 && isAlive(pid); n++) await new Promise((done) => setTimeout(done, 100));
  expect(isAlive(pid)).toBe(false);
});
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
