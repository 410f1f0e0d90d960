/** The core needs no Node: it bundles for the browser without stand-ins, and evaluates where only the language itself is. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));

test('the core evaluates in a bare context', async () => {
  const { outputFiles, warnings } = await build({
    entryPoints: [`${here}bare.ts`],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'core',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  });
  expect(warnings).toEqual([]);
  const library = `${here}../../stdlib`;
  const files = Object.fromEntries(
    readdirSync(library).map((name) => [`stdlib/${name}`, readFileSync(`${library}/${name}`, 'utf8')]),
  );
  // What every place has that runs JavaScript, beside the language.
  const context = vm.createContext({ TextEncoder, TextDecoder, performance, files });
  vm.runInContext(outputFiles[0]!.text, context);
  const evaluate = (text: string): unknown =>
    JSON.parse(vm.runInContext(`JSON.stringify(core.evaluateAll(${JSON.stringify(text)}, files))`, context));
  const values = {
    'f[x_] := x^2; f[12]': '144',
    'Integrate[x Exp[x], x]': 'E^x*(-1 + x)',
    'StringStartsQ[ExportString[Graphics[Circle[]], "SVG"], "<svg"]': 'True',
    'Information[NetChain[{LinearLayer[3], Ramp}, "Input" -> 2], "ArraysTotalElementCount"]': '9',
  };
  expect(evaluate(Object.keys(values).join('\n'))).toEqual(Object.values(values));
});
