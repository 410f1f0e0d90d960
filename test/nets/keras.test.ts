/** Models that Keras wrote (test/golden/keras/make.py) as nets: what comes out is what came out of Keras. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readNpz } from '../../src/formats/arrays/npy.ts';
import { createSession } from '../../src/index.ts';
import { noIO } from '../../src/kernel/io.ts';
import { evaluate } from './evaluation.ts';

const place = (path: string): string => fileURLToPath(new URL(`../golden/keras/${path}`, import.meta.url));
const golden = (path: string): Uint8Array | undefined =>
  existsSync(place(path)) ? new Uint8Array(readFileSync(place(path))) : undefined;
const session = () => createSession({ seed: 1, io: { ...noIO, readFile: (path) => golden(path.slice(1)) } });

/** How far a net is from the outputs beside its inputs; arrays of more than two levels have channels first here. */
const program = `
  all = Import["/examples.npz"];
  kept[name_, kind_] := KeySort[KeySelect[all, StringStartsQ[name <> "/" <> kind]]];
  values[name_, kind_] := turned /@ Normal /@ Lookup[kept[name, kind], Table[name <> "/" <> kind <> ToString[i], {i, 0, Length[kept[name, kind]] - 1}]];
  turned[x_] := If[ArrayDepth[x] > 2, Transpose[x, RotateRight[Range[ArrayDepth[x]], -1]], x];
  flat[x_] := Flatten[{Normal[x]}];
  distance[net_, name_] := Module[{in = values[name, "in"], out = values[name, "out"], y},
    y = If[Length[in] == 1, net[First[in]], net[AssociationThread[Information[net, "InputPortNames"] -> in]]];
    y = If[AssociationQ[y], Lookup[y, Information[net, "OutputPortNames"]], {y}];
    If[Map[Dimensions, y] =!= Map[Dimensions, out], {Map[Dimensions, y], Map[Dimensions, out]},
      Max[Abs[Flatten[flat /@ y] - Flatten[flat /@ out]]]]];`;

const names = [...new Set([...readNpz(golden('examples.npz')!).keys()].map((k) => k.split('/')[0]!))];
const files = names.flatMap((name) =>
  [`${name}.keras`, `${name}.h5`, `${name}2.h5`].filter((f) => existsSync(place(f))).map((f) => [f, name] as const),
);

describe('what comes out', () => {
  const s = session();
  evaluate(program, s);
  test.each(files)('%s', (file, name) => {
    const { value, texts } = evaluate(`Round[10^6 distance[Import["/${file}", "Keras"], "${name}"]]`, s);
    expect(texts).toEqual([]);
    expect(Number(value), value).toBeLessThanOrEqual(5);
  });
});

describe('nets', () => {
  test.each([
    ['Head[Import["/conv.keras"]]', 'NetChain'],
    [
      'Keys[Normal[Import["/conv.keras"]]]',
      '{"c", "c_activation", "batch_normalization_2", "max_pooling2d", "dropout_1", "flatten_1", "activation", "dense_3"}',
    ],
    ['NetExtract[Import["/conv.keras"], "Input"]', '{2, 8, 7}'],
    ['NetExtract[Import["/conv.keras", "UninitializedNet"], {"dense_3", "Weights"}]', 'Automatic'],
    ['Import["/shared.keras", {{"InputNames", "OutputNames"}}]', '{{"a", "b"}, {"concatenate_2", "maximum"}}'],
    ['Sort[Import["/dense.keras", "ArrayNames"]][[1]]', '{"dense", "Weights"}'],
  ])('%s', (text, value) => expect(evaluate(text, session())).toMatchObject({ value, messages: [] }));
});

describe('refused by name', () => {
  test('a call of a layer that is not there', () => {
    const files = unzipSync(golden('shared.keras')!);
    const text = new TextDecoder().decode(files['config.json']);
    const later = text.replace(/("keras_history": \["\w+", )0,/, '$16,');
    expect(later).not.toBe(text);
    const file = zipSync({ ...files, 'config.json': new TextEncoder().encode(later) });
    const own = createSession({ seed: 1, io: { ...noIO, readFile: () => file } });
    const { value, texts } = evaluate('Import["/later.keras"]', own);
    expect([value, texts.length]).toEqual(['$Failed', 1]);
    expect(texts[0]).toContain('is not called 7 times');
  });
  test.each([
    ['Import["/code.keras"]', 'lambda (Lambda: code, which is not run)'],
    [
      'Import["/unread.keras"]',
      'what these layers do no layer here does: gaps (Masking: nets here have no masks), own (RNN).',
    ],
    ['Import["/masked.keras"]', 'the setting mask_zero is true'],
    ['Import["/examples.npz", "Keras"]', 'config.json'],
  ])('%s', (text, why) => {
    const { value, texts } = evaluate(text, session());
    expect(value).toBe('$Failed');
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain(why);
  });
});
