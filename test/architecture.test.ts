/** The layers: who may import whom. This test is the rule. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What each layer may import beside itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  grammar: [],
  host: [],
  'pace.ts': [],
  'memory.ts': [],
  'endings.ts': [],
  expr: ['numeric', 'pace.ts'],
  numeric: ['pace.ts'],
  syntax: ['expr', 'numeric', 'grammar', 'pace.ts'],
  kernel: ['expr', 'numeric', 'pace.ts'],
  compute: ['memory.ts', 'host', 'formats', 'pace.ts', 'endings.ts'],
  formats: ['numeric', 'pace.ts'],
  render: ['host', 'numeric', 'pace.ts'],
  builtins: ['expr', 'numeric', 'syntax', 'kernel', 'formats', 'render', 'pace.ts'],
  nets: ['host', 'pace.ts', 'expr', 'numeric', 'kernel', 'compute', 'formats', 'render', 'builtins'],
  learning: ['expr', 'numeric', 'kernel', 'formats', 'render', 'builtins', 'nets'],
  'core.ts': ['host', 'expr', 'syntax', 'kernel', 'builtins', 'nets', 'learning'],
  'index.ts': ['host', 'core.ts'],
  'gpu-worker.ts': ['host', 'compute'],
  'gpu-worker-in-page.ts': ['host', 'compute'],
  frontends: [
    'host',
    'endings.ts',
    'pace.ts',
    'memory.ts',
    'core.ts',
    'index.ts',
    'expr',
    'syntax',
    'grammar',
    'kernel',
    'render',
  ],
};

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesUnder(path);
    return name.endsWith('.ts') ? [relative(root, path)] : [];
  });
}
const files = [...filesUnder(join(root, 'src')), ...filesUnder(join(root, 'grammar'))];

const layerOf = (file: string): string => (file.startsWith('src/') ? file.split('/')[1]! : file.split('/')[0]!);

/** Type-only imports and those that happen later count too. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [
    ...text.matchAll(/^\s*(?:import|export)\b[^'"`;]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'|\bimport\('([^']+)'\)/gm),
  ].map((m) => m[1] ?? m[2] ?? m[3]!);
}
const local = (file: string): string[] =>
  importsOf(file)
    .filter((i) => i.startsWith('.'))
    .map((i) => normalize(join(dirname(file), i)));

const imports = new Map(files.map((f) => [f, local(f)]));

describe('layers', () => {
  test.each(files)('%s', (file) => {
    const own = layerOf(file);
    const allowed = mayImport[own];
    expect(allowed, `no layer is called ${own}`).toBeDefined();
    expect(imports.get(file)!.filter((f) => layerOf(f) !== own && !allowed!.includes(layerOf(f)))).toEqual([]);
  });
});

describe('the table of ARCHITECTURE.md', () => {
  const rows = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').matchAll(
    /^\| `(?:src\/)?([\w.-]+)\/?` \|[^|]*\| ([^|]+) \|$/gm,
  );
  const written = new Map([...rows].map(([, layer, list]) => [layer!, list === 'nothing' ? [] : list!.split(', ')]));
  test.each(Object.entries(mayImport))('%s', (layer, allowed) =>
    expect(written.get(layer)?.toSorted()).toEqual(allowed.filter((l) => l !== 'pace.ts').toSorted()),
  );
});
test.each(Object.entries(mayImport))('%s imports all that it may', (layer, allowed) => {
  const used = new Set(files.filter((f) => layerOf(f) === layer).flatMap((f) => imports.get(f)!.map(layerOf)));
  expect(allowed.filter((l) => !used.has(l))).toEqual([]);
});

/** Rooms of nets: each may import itself and those before it. */
const netRooms = ['model', 'records', 'write', 'run', 'train', 'language'];
const roomOf = (file: string): number => netRooms.indexOf(/^src\/nets\/([^/]+)\//.exec(file)?.[1] ?? '');

describe('rooms of nets', () => {
  const own = files.filter((f) => layerOf(f) === 'nets');
  test('every file has a room', () => expect(own.filter((f) => roomOf(f) < 0)).toEqual([]));
  test.each(netRooms)('%s', (room) => {
    const at = netRooms.indexOf(room);
    expect(
      own
        .filter((f) => roomOf(f) === at)
        .flatMap((f) =>
          imports
            .get(f)!
            .filter((to) => roomOf(to) > at)
            .map((to) => `${f} -> ${to}`),
        ),
    ).toEqual([]);
  });
});

/** Groups of files that import one another (Tarjan's strongly connected components). */
function cycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (v: string): void => {
    index.set(v, index.size);
    low.set(v, index.get(v)!);
    stack.push(v);
    for (const w of graph.get(v) ?? []) {
      if (!graph.has(w)) continue;
      if (!index.has(w)) {
        visit(w);
        low.set(v, Math.min(low.get(v)!, low.get(w)!));
      } else if (stack.includes(w)) low.set(v, Math.min(low.get(v)!, index.get(w)!));
    }
    if (low.get(v) !== index.get(v)) return;
    const group = stack.splice(stack.indexOf(v));
    if (group.length > 1 || graph.get(v)!.includes(v)) found.push(group.sort());
  };
  for (const v of graph.keys()) if (!index.has(v)) visit(v);
  return found;
}

test('no import cycles', () => expect(cycles(imports)).toEqual([]));

test('themes do not import each other in circles, and what they share imports no theme', () => {
  const themeOf = (file: string): string | undefined => /^src\/builtins\/([\w-]+)\//.exec(file)?.[1];
  const themes = new Map<string, string[]>();
  for (const [file, imported] of imports) {
    const own = themeOf(file);
    if (own === undefined) continue;
    const others = imported.map(themeOf).filter((t): t is string => t !== undefined && t !== own);
    themes.set(own, [...(themes.get(own) ?? []), ...others]);
  }
  expect(cycles(themes)).toEqual([]);
  expect(themes.get('values')).toEqual([]);
});

describe('what each layer leaves to others', () => {
  const offenders = (pattern: RegExp, where: (file: string) => boolean): string[] =>
    files.filter((f) => where(f) && pattern.test(readFileSync(join(root, f), 'utf8')));

  const inside = (f: string): boolean => !/^src\/(?:frontends|host\/node)\//.test(f);
  test('only the frontends and the host touch the process', () => {
    expect(
      offenders(
        /\bprocess\.(?:env|exit|argv|std|on|cwd|memory|cpu|pid|hr|platform|arch|listeners|emit)|\bconsole\./,
        inside,
      ),
    ).toEqual([]);
  });
  test('only the frontends and the host know Node', () => {
    expect(
      offenders(/['"]node:[a-z_/]+['"]|\bBuffer\.|\bimport\.meta\b|\bcreateRequire\b|\bsetImmediate\b/, inside),
    ).toEqual([]);
  });
  test('only the compute core names a backend', () => {
    expect(
      offenders(
        /(?:from|require|resolve)\W+'(?:@tensorflow\/tfjs-(?:backend|node)|onnxruntime)/,
        (f) =>
          !f.startsWith('src/compute/') &&
          !/^src\/host\/(?:browser\/(?:tensors|gpu-packages)|node\/tensors)\.ts$/.test(f),
      ),
    ).toEqual([]);
  });
  test('the installer knows no theme', () => {
    const own = ['src/builtins/install.ts', 'src/builtins/library.ts', 'src/builtins/builtin.ts'];
    expect(own.flatMap((f) => imports.get(f)!.filter((i) => /^src\/builtins\/[^/]+\//.test(i)))).toEqual([]);
  });
  test('what records see of a session is enough for them', () => {
    expect(offenders(/\bas KernelSession\b/, () => true)).toEqual([]);
  });
  test('the kernel is put together from parts', () => {
    // A chain of classes is one object in several files, which call each other up and down.
    const extending = files
      .filter((f) => f.startsWith('src/kernel/'))
      .flatMap((f) => [...readFileSync(join(root, f), 'utf8').matchAll(/\bclass \w+(?:<[^>]*>)? extends (\w+)/g)])
      .map((m) => m[1]);
    expect(extending.filter((base) => base !== 'Signal' && base !== 'Error')).toEqual([]);
  });
  test('randomness comes from the session', () => {
    expect(offenders(/Math\.random\(/, () => true)).toEqual([]);
  });
});
