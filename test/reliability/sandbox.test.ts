/** Programs in a sandbox: eighty ways out, all of them closed; what is granted works. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeIO } from '../../src/frontends/node-io.ts';
import { createSession, type KernelSession } from '../../src/index.ts';
import { evaluate } from '../nets/evaluation.ts';
import { figure } from './figures.ts';

const command = fileURLToPath(new URL('../../dist/repl.js', import.meta.url));
const SECRET = 'the-secret-of-the-house';
let house = '';
let given = '';
beforeAll(() => {
  house = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'scheelite-house-')));
  given = join(house, 'given');
  fs.mkdirSync(given);
  fs.writeFileSync(join(house, 'secret.txt'), SECRET);
  fs.writeFileSync(join(house, 'secret.wl'), `"${SECRET}"`);
  fs.writeFileSync(join(house, 'secret.mx'), SECRET);
  fs.writeFileSync(join(given, 'data.csv'), '1,2\n3,4\n');
  fs.writeFileSync(join(given, 'pack.wl'), 'f[x_] := x + 1; f[41]');
  fs.symlinkSync('../secret.txt', join(given, 'link.txt'));
  fs.symlinkSync(house, join(given, 'up'));
  fs.symlinkSync('link.txt', join(given, 'chain.txt'));
  fs.symlinkSync('../fresh.txt', join(given, 'dangling'));
  process.env.SCHEELITE_SECRET = SECRET;
});
afterAll(() => fs.rmSync(house, { recursive: true, force: true }));

let started: string[] = [];
let printed = '';
function prisoner(seconds = 2): KernelSession {
  const io = nodeIO({ print: (text) => (printed += text) });
  return createSession({
    seed: 1,
    io: {
      ...io,
      runProcess(request) {
        started.push(String(request.command));
        throw new Error('a program was started');
      },
    },
    sandbox: { read: [given], seconds, memory: 4e8 },
  });
}
/** All files of the house with their contents. */
const state = (): string =>
  fs
    .readdirSync(house, { recursive: true, withFileTypes: true })
    .map((d) => join(d.parentPath, d.name))
    .sort()
    .map((f) => (fs.lstatSync(f).isFile() ? `${f}: ${fs.readFileSync(f, 'latin1')} ${fs.statSync(f).mode}` : f))
    .join('\n');

/** `@` is the house, `&` the folder that is granted. */
const reading = [
  'Get["@/secret.wl"]',
  'Get["&/../secret.wl"]',
  'Get["&/./.././secret.wl"]',
  'Get["&/up/secret.wl"]',
  'Get["&/link.txt"]',
  'SetDirectory["@"]; Get["secret.wl"]',
  'SetDirectory["&"]; Get["../secret.wl"]',
  'SetDirectory["&/up"]; Get["secret.wl"]',
  '$Path = {"@"}; Get["secret.wl"]',
  '$Path = {"@"}; Needs["secret`"]',
  'PrependTo[$Path, "@"]; Get["secret`"]',
  'DeclarePackage["secret`", {"f"}]; $Path = {"@"}; f[1]',
  'Import["@/secret.txt"]',
  'Import["@/secret.txt", "Text"]',
  'Import["@/secret.txt", "Byte"]',
  'Import["&/link.txt", "Text"]',
  'Import["&/chain.txt", "Text"]',
  'Import[File["@/secret.txt"], "Text"]',
  'Import["file://@/secret.txt", "Text"]',
  'Import["&//..//secret.txt", "Text"]',
  'Import["&/up/given/up/secret.txt", "Text"]',
  'Import["&\\\\..\\\\secret.txt", "Text"]',
  'Import["/proc/self/root@/secret.txt", "Text"]',
  'Import["/proc/self/environ", "Text"]',
  'Import["/dev/stdin", "Text"]',
  'ReadString["@/secret.txt"]',
  'ReadList["@/secret.txt", String]',
  'ReadLine["@/secret.txt"]',
  'ReadByteArray["@/secret.txt"] // ByteArrayToString',
  'FromCharacterCode[BinaryReadList["@/secret.txt"]]',
  'Read[OpenRead["@/secret.txt"], String]',
  'OpenRead["&/link.txt"] // ReadLine',
  'Find["@/secret.txt", "secret"]',
  'FindList["@/secret.txt", "secret"]',
  'FileHash["@/secret.txt"]',
  'FileByteCount["@/secret.txt"]',
  'FileExistsQ["@/secret.txt"]',
  'FileDate["@/secret.txt"]',
  'FileType["@/secret.txt"]',
  'AbsoluteFileName["@/secret.txt"]',
  'FileNames["*", "@"]',
  'FileNames["*", "/", 3]',
  'FileNames["*", "&/up"]',
  'FileNames["../*", "&"]',
  'FindFile["@/secret.wl"]',
  'CopyFile["@/secret.txt", "&/copy.txt"]; ReadString["&/copy.txt"]',
  'NetEncoder[{"Image", {2, 2}}]["@/secret.txt"]',
  'TestReport["@/secret.wl"]',
  ...[
    'ONNX',
    'HDF5',
    'PyTorch',
    'Keras',
    'TensorFlowJS',
    'Safetensors',
    'NPY',
    'NPZ',
    'WXF',
    'XML',
    'NB',
    'WLNet',
    'IDX',
    'TrainingJob',
  ].map((name) => `Import["@/secret.txt", "${name}"]`),
  'Get["@/secret.mx"]',
  '<< @/secret.wl',
  'Import["&/link.txt", "NPY"]',
  'Import["@", "TrainingJob"]',
  'NetModel["@/secret.txt"]',
  'NetModel["../../@/secret"]',
  'SetEnvironment["SCHEELITE_MODELS" -> "@"]; NetModel["secret"]',
  'NetTrain[LinearLayer[1, "Input" -> 1], File["@/secret.txt"]]',
  'NetTrain["@/secret.txt", {1. -> 1.}]',
  'NetTrain[LinearLayer[1, "Input" -> 1], {{1.} -> {1.}}, MaxTrainingRounds -> 1, TrainingProgressReporting -> None, TrainingProgressCheckpointing -> {"File", "@/secret.txt", "Resume" -> True}]',
  'NetReplacePart[NetInitialize[LinearLayer[1, "Input" -> 1]], "@/secret.txt"]',
  'Information[File["@/secret.txt"]]',
  'Import["&/outside.onnx"]',
  'Environment["SCHEELITE_SECRET"]',
  'GetEnvironment["SCHEELITE_SECRET"]',
  'GetEnvironment[]',
  'ToExpression["<<@/secret.wl"]',
  'ToExpression["Get[\\"@/secret.wl\\"]"]',
  'Map[Get, {"@/secret.wl"}]',
  'With[{g = Symbol["Get"]}, g["@/secret.wl"]]',
  'Symbol["Import"]["@/secret.txt", "Text"]',
];
const writing = [
  'Put[1, "@/fresh.txt"]',
  'Put[1, "&/fresh.txt"]',
  'Put[1, "&/data.csv"]',
  '1 >> "&/dangling"',
  '1 >>> "&/data.csv"',
  'PutAppend[1, "@/secret.txt"]',
  'Export["@/fresh.csv", {{1}}]',
  'Export["&/../fresh.csv", {{1}}]',
  'Export["&/a.wlnet", NetInitialize[LinearLayer[1, "Input" -> 1]]]',
  'x = 1; Save["@/fresh.wl", x]',
  'x = 1; DumpSave["@/fresh.mx", x]',
  'x = 1; DumpSave["&/fresh.mx", x]',
  ...['ONNX', 'NPY', 'NPZ', 'Safetensors', 'PNG', 'SVG', 'WXF', 'JSON', 'XML', 'TrainingJob'].map(
    (name) => `Export["@/fresh", {1}, "${name}"]`,
  ),
  'Export["@/fresh", {LinearLayer[1, "Input" -> 1], {{1.} -> {1.}}, MaxTrainingRounds -> 1}, "TrainingJob"]',
  'Export["@/fresh.onnx", NetInitialize[LinearLayer[1, "Input" -> 1]]]',
  'NetTrain[LinearLayer[1, "Input" -> 1], {{1.} -> {1.}}, MaxTrainingRounds -> 1, TrainingProgressReporting -> {"TensorBoard", "@/board"}]',
  'OpenWrite["@/fresh.txt"]',
  'WriteString["@/fresh.txt", "a"]',
  'WriteLine[OpenAppend["@/secret.txt"], "a"]',
  'CreateDirectory["@/folder"]',
  'CreateDirectory["&/folder"]',
  'CreateFile["@/fresh.txt"]',
  'DeleteFile["@/secret.txt"]',
  'DeleteFile["&/data.csv"]',
  'DeleteDirectory["&", DeleteContents -> True]',
  'RenameFile["@/secret.txt", "@/other.txt"]',
  'RenameFile["&/data.csv", "@/other.csv"]',
  'CopyFile["&/data.csv", "@/other.csv"]',
  'NetTrain[LinearLayer[1, "Input" -> 1], {{1.} -> {1.}}, MaxTrainingRounds -> 1, TrainingProgressReporting -> None, TrainingProgressCheckpointing -> {"Directory", "@/points"}]',
  'NetTrain[LinearLayer[1, "Input" -> 1], {{1.} -> {1.}}, MaxTrainingRounds -> 1, TrainingProgressReporting -> "@/report.csv"]',
  'Export["/dev/shm/fresh", "a", "Text"]',
];
const programs = [
  'Run["touch @/fresh.txt"]',
  'RunProcess[{"cat", "@/secret.txt"}]',
  'RunProcess["cat", "StandardOutput", "a"]',
  'StartProcess[{"touch", "@/fresh.txt"}]',
  'Import["!cat @/secret.txt", "Text"]',
  'Get["!cat @/secret.wl"]',
  'ReadList["!cat @/secret.txt", String]',
  'OpenRead["!cat @/secret.txt"] // ReadLine',
  'Put[1, "!tee @/fresh.txt"]',
  'OpenWrite["!tee @/fresh.txt"]',
  'WriteString["!tee @/fresh.txt", "a"]',
  'Export["!tee @/fresh.csv", {{1}}, "CSV"]',
  'URLRead["http://127.0.0.1:1/"]',
  'Import["http://127.0.0.1:1/", "Text"]',
  'URLDownload["http://127.0.0.1:1/", "@/fresh.txt"]',
  'LibraryFunctionLoad["libc", "system", {"UTF8String"}, Integer]["touch @/fresh.txt"]',
  'ForeignFunctionLoad["libc.so.6", "system", {"CString"} -> "CInt"]["touch @/fresh.txt"]',
  'Install["@/program"]',
];
const limits = [
  'While[True]',
  'While[True, CheckAbort[While[True], 0]]',
  'AbortProtect[While[True]]',
  'TimeConstrained[While[True, TimeConstrained[While[True], 10^6]], 10^6]',
  'WithCleanup[While[True], While[True]]',
];

const placed = (code: string): string =>
  code.replaceAll('@', house).replaceAll('&/', `${given}/`).replaceAll('"&"', `"${given}"`);

describe('ways out', () => {
  const tries = [...reading, ...writing, ...programs];
  test.each(tries)('%s', (code) => {
    started = [];
    printed = '';
    const before = state();
    const session = prisoner();
    const { value, texts } = evaluate(placed(code), session);
    expect(`${value} ${texts.join(' ')} ${printed}`).not.toContain(SECRET);
    // Not even whether it is there.
    expect(value).not.toMatch(/^(?:True|File|Directory|23|\{".*secret.*)$/);
    expect(state()).toBe(before);
    expect(started).toEqual([]);
    expect(fs.existsSync('/dev/shm/fresh')).toBe(false);
    expect(evaluate('1 + 1', session).value).toBe('2');
  });
  test.each(limits)('%s', (code) => {
    const start = performance.now();
    const session = prisoner();
    expect(evaluate(code, session).value).toBe('$Aborted');
    expect(performance.now() - start).toBeLessThan(8000);
    expect(evaluate('1 + 1', session).value).toBe('2');
  });
  test('memory', () => {
    const session = prisoner(60);
    const { value, messages } = evaluate('l = {}; While[True, l = {l, 1, 2, 3}]', session);
    expect([value, ...messages]).toEqual(['$Aborted', 'General::nomem']);
  });
  test('there are enough of them', () => {
    const n = tries.length + limits.length + 1;
    figure('ways out of the sandbox: refused', `${n} of ${n}`);
    expect(n).toBeGreaterThanOrEqual(80);
  });
});

describe('what is granted', () => {
  test.each([
    ['Import["&/data.csv"]', '{{1, 2}, {3, 4}}'],
    ['Get["&/pack.wl"]', '42'],
    ['SetDirectory["&"]; FileNames["*.csv"]', '{"data.csv"}'],
    ['FileExistsQ["&/nothing"]', 'False'],
    ['NetInitialize[LinearLayer[2, "Input" -> 3]][{1, 2, 3}] // Length', '2'],
    ['Length[ExampleData[{"MachineLearning", "FisherIris"}, "Data"]]', '150'],
  ])('%s', (code, expected) => {
    const { value, texts } = evaluate(placed(code), prisoner());
    expect([value, texts]).toEqual([expected, []]);
  });
});

describe('the command', () => {
  const run = (...words: string[]): { out: string; error: string } => {
    const r = spawnSync(process.execPath, [command, ...words], { encoding: 'utf8', cwd: house, timeout: 60_000 });
    return { out: r.stdout, error: r.stderr };
  };
  test('--sandbox reads nothing, --allow-read a folder', () => {
    expect(run('--sandbox', '-code', 'ReadString["secret.txt"]').out).toBe('$Failed\n');
    expect(run('--sandbox', '-code', `Import["${given}/data.csv"]`).error).toContain('General::sandbox');
    expect(run('--allow-read', given, '-code', `Import["${given}/data.csv"]`).out).toBe('{{1, 2}, {3, 4}}\n');
    expect(run('--allow-read', given, '-code', 'ReadString["secret.txt"]').out).toBe('$Failed\n');
  });
  test('scripts run in it', () => {
    fs.writeFileSync(join(house, 's.wl'), 'Print[1 + 1]; Print[Run["touch fresh"]]; Put[1, "fresh"]');
    const r = run('--sandbox', 's.wl');
    expect(r.out).toMatch(/^2\n/);
    expect(fs.existsSync(join(house, 'fresh'))).toBe(false);
    fs.rmSync(join(house, 's.wl'));
  });
});
