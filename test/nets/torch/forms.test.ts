/** Nets as programs of PyTorch: every layer has a form; what check.py found right stays as it was written. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createSession } from '../../../src/index.ts';
import { arrayKey, arrayPlaces } from '../../../src/nets/model/net.ts';
import { TorchProgram } from '../../../src/nets/model/torch/builder.ts';
import { layers } from '../../../src/nets/records/layers/index.ts';
import { operators } from '../../../src/nets/records/operators/index.ts';
import { emitNet, NoTorchPart } from '../../../src/nets/run/torch/emit.ts';
import { modelText } from '../../../src/nets/run/torch/model-text.ts';
import { isNet } from '../../../src/nets/write/net-box.ts';
import { layerCases } from '../layer-cases.ts';
import { onnxCases } from '../onnx/cases.ts';

const file = new URL('forms.txt', import.meta.url);

/** The program of a net given as text, or why there is none. */
function program(text: string): {
  readonly text: string;
  readonly names: ReadonlyMap<string, string>;
  readonly keys: readonly string[];
} {
  const session = createSession({ seed: 1 });
  const value = session.parse(`NetInitialize[${text}]`).map((e) => session.evaluateInput(e))[0];
  const net = isNet(value) ? value.content : undefined;
  if (net === undefined) throw new Error(`${text} is no net`);
  const made = new TorchProgram();
  try {
    emitNet(net, made, 'Net', '');
  } catch (x) {
    if (!(x instanceof NoTorchPart)) throw x;
    return { text: `no form: ${x.head}: ${x.why}\n`, names: new Map(), keys: [] };
  }
  return {
    text: modelText(made, text.replaceAll('"', "'")),
    names: made.parameters,
    keys: arrayPlaces(net).map(arrayKey),
  };
}

test('every layer and operator has a form', () => {
  const without = [...layers, ...operators].filter((r) => r.torch === undefined).map((r) => r.symbol.name);
  expect(without).toEqual(['PlaceholderLayer']);
});

/** One of each layer, and the nets of several parts. */
const chosen = [
  ...Object.values(layerCases).flatMap(([c]) => (c === undefined ? [] : typeof c === 'string' ? c : c[0])),
  ...onnxCases.filter((c) => c.name === 'nets' && !c.text.includes(';')).map((c) => c.text),
];

describe('programs', () => {
  const programs = new Map<string, ReturnType<typeof program>>();
  const of = (c: string): ReturnType<typeof program> => {
    const made = programs.get(c) ?? program(c);
    programs.set(c, made);
    return made;
  };

  test('are as they were', () => {
    const text = chosen.map((c) => `# ${c}\n${of(c).text}`).join('\n');
    if (process.env.WRITE_FORMS) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });

  test('have each array once, under one name', () => {
    for (const c of chosen) {
      const { names, keys, text } = of(c);
      if (text.startsWith('no form')) continue;
      expect([c, new Set(names.keys())]).toEqual([c, new Set(keys)]);
      expect([c, new Set(names.values()).size]).toEqual([c, names.size]);
    }
  });

  test('say what has no form, and what would do', () => {
    expect(program('PlaceholderLayer["Input" -> 2, "Output" -> 2]').text).toMatch(/^no form: PlaceholderLayer: /);
  });
});
