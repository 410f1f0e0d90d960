/** Damaged files of every format that Import reads: each gives a value or one message, soon, never an error of the host. */
import { expect, test } from 'vitest';
import { createSession, type KernelSession } from '../../src/index.ts';
import { noIO } from '../../src/kernel/io.ts';
import { evaluate, type Outcome } from '../nets/evaluation.ts';
import { damaged } from './damage.ts';
import { amount, cases, figure, randomOf, replay, timed } from './figures.ts';

/** A value that each format takes. */
const values: Readonly<Record<string, string>> = {
  Byte: '{1, 2, 255}',
  CSV: '{{1, "a,b", 2.5}, {"x", "\\"", 4}}',
  JPEG: 'Image[Table[Mod[i j, 7]/6., {i, 16}, {j, 16}]]',
  JSON: '{"a" -> {1, 2.5, Null}, "b" -> {"c" -> True}}',
  List: '{1, 2, "three"}',
  NPY: '{{1., 2.}, {3., 4.}}',
  NPZ: '<|"a" -> {1., 2.}, "b" -> {{1}, {2}}|>',
  ONNX: 'NetInitialize[NetChain[{3, Tanh, 2}, "Input" -> 2]]',
  PNG: 'Image[Table[Mod[i j, 7]/6., {i, 9}, {j, 9}]]',
  RawJSON: '<|"a" -> {1, 2.5, Null}|>',
  Safetensors: '<|"a" -> {1., 2.}, "b" -> {{1.}, {2.}}|>',
  TSV: '{{1, "a", 2.5}, {"x", "y", 4}}',
  Table: '{{1, 2}, {3, 4}}',
  Text: '"some text"',
  WL: 'Hold[f[x_] := x^2 + 1]',
  WLNet: 'NetInitialize[NetChain[{3, Tanh, 2}, "Input" -> 2]]',
  WXF: '{1, 2.5, "x", <|a -> {1, 2}|>, f[x, 10^30, 1/2]}',
  XML: 'XMLObject["Document"][{}, XMLElement["a", {"b" -> "c"}, {"text", XMLElement["d", {}, {}]}], {}]',
};
const names = Object.keys(values);

/** A session in which every file has these bytes, and what is written is kept. */
function withFile(file: { bytes: Uint8Array }): KernelSession {
  const io = {
    ...noIO,
    readFile: () => file.bytes,
    status: () => ({ kind: 'file' as const, bytes: file.bytes.length, modified: 0 }),
    writeFile(_path: string, bytes: Uint8Array) {
      file.bytes = bytes.slice();
    },
  };
  return createSession({ seed: 1, io, timeLimit: 20 });
}

const each = amount(100, 20_000);
test.each(names)(`${each} damaged files: %s`, { timeout: 3_600_000 }, (name) => {
  const file: { bytes: Uint8Array } = { bytes: new Uint8Array(0) };
  let session = withFile(file);
  expect(evaluate(`Export["/f", ${values[name]}, "${name}"]`, session).messages).toEqual([]);
  const whole = file.bytes;
  let refused = 0;
  let slowest = 0;
  for (const n of cases(100, 20_000)) {
    const r = randomOf(n + 100_000 * names.indexOf(name));
    file.bytes = whole;
    for (let changes = r.integer(1, 4); changes > 0; changes--)
      if (file.bytes.length > 3) file.bytes = damaged(file.bytes, r);
    if (n % 500 === 0) session = withFile(file);
    let outcome: Outcome | undefined;
    const took = timed(() => {
      outcome = evaluate(`Head[Import["/f", "${name}"]]`, session);
    });
    const { value, messages, texts } = outcome!;
    slowest = Math.max(slowest, took);
    const again = replay(`import-files.test.ts -t ${name}`, n);
    if (value === 'Symbol') refused++;
    // A file of the language is run, and what is run has messages of its own.
    const own = name === 'WL' ? messages.filter((m) => m.startsWith('Import::')) : messages;
    expect(own.length, `${texts.join('\n')} ${again}`).toBeLessThanOrEqual(1);
    expect(took, again).toBeLessThan(1000);
  }
  figure(`${name}: damaged files refused, slowest ms`, `${refused} of ${each}, ${slowest.toFixed(0)}`);
});
