/** Which changes a sample makes: drawn by a seed, and of these only what type-checks. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { filesUnder } from '../source-index.ts';
import { isGenerated, readSources } from '../sources.ts';
import type { Findings } from './findings.ts';
import { type Mutation, mutated, mutationsOf, overlap } from './mutations.ts';

export interface Mutant {
  /** From the root of the package. */
  readonly file: string;
  readonly mutation: Mutation;
}

/** So many are looked at for each one that is wanted: some are errors of types. */
const MORE = 1.3;

/**
 * Changes of the sources below a folder, or of one file, or of one line of it (file:line), in an order drawn by the seed. The place of a
 * change in it follows from its own line alone, so that a sample stays what it was while other lines change.
 */
function drawn(root: string, where: string, seed: number): Mutant[] {
  const [place, line] = where.split(':');
  const sources = [...readSources(root, [place!]).values()].filter(
    ({ file }) => !isGenerated(file) && !file.endsWith('.d.ts'),
  );
  const ranked = sources.flatMap(({ file, tree }) => {
    const lines = tree.text.split('\n');
    const starts = tree.getLineStarts();
    const seen = new Map<string, number>();
    return mutationsOf(tree).map((mutation) => {
      const text = lines[mutation.line - 1]!;
      const indent = text.length - text.trimStart().length;
      const column = mutation.start - starts[mutation.line - 1]! - indent;
      const change = [file, text.trim(), column, mutation.after].join('\0');
      const before = seen.get(change) ?? 0;
      seen.set(change, before + 1);
      return { file, mutation, rank: createHash('sha256').update(`${seed}\0${change}\0${before}`).digest('hex') };
    });
  });
  return ranked
    .filter((m) => line === undefined || m.mutation.line === Number(line))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ file, mutation }) => ({ file, mutation }));
}

/** Makes a function that says which of some mutants, at most one of each file, are no errors of types in their file. */
function typeChecker(root: string): (mutants: readonly Mutant[]) => Mutant[] {
  const config = ts.parseConfigFileTextToJson('', readFileSync(join(root, 'tsconfig.json'), 'utf8')).config;
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const checked = { ...options, incremental: false, tsBuildInfoFile: undefined as never };
  const host = ts.createCompilerHost(checked, true);
  const { getSourceFile } = host;
  const texts = new Map<string, string>();
  host.getSourceFile = (path, version, ...rest) => {
    const text = texts.get(path);
    return text === undefined ? getSourceFile(path, version, ...rest) : ts.createSourceFile(path, text, version, true);
  };
  // Types of what has none itself belong to every program.
  const ambient = filesUnder(join(root, 'src'), '.d.ts');
  let program: ts.Program | undefined;
  return (mutants) => {
    texts.clear();
    for (const { file, mutation } of mutants) {
      const path = join(root, file);
      texts.set(path, mutated(readFileSync(path, 'utf8'), mutation));
    }
    const made = ts.createProgram([...ambient, join(root, 'src/index.ts'), ...texts.keys()], checked, host, program);
    program = made;
    return mutants.filter(({ file }) => {
      const source = made.getSourceFile(join(root, file));
      return [...made.getSyntacticDiagnostics(source), ...made.getSemanticDiagnostics(source)].length === 0;
    });
  };
}

/** The first mutants of the order drawn that type-check and do not overlap. */
export function sample(root: string, where: string, seed: number, count: number, findings: Findings): Mutant[] {
  const typeChecks = typeChecker(root);
  const ofFiles = new Map<string, Mutant[]>();
  const apart = drawn(root, where, seed).filter((m) => {
    const own = ofFiles.get(m.file) ?? [];
    if (own.some((o) => overlap(o.mutation, m.mutation))) return false;
    ofFiles.set(m.file, [...own, m]);
    return true;
  });
  const found: Mutant[] = [];
  while (found.length < count && apart.length > 0) {
    const next = apart.splice(0, Math.ceil((count - found.length) * MORE));
    const asked = next.filter((m) => findings.typeChecks(m) === undefined);
    const right = new Set<Mutant>();
    // One of each file at a time.
    for (let rest = asked; rest.length > 0; ) {
      const batch = rest.filter((m, i) => rest.findIndex((o) => o.file === m.file) === i);
      for (const m of typeChecks(batch)) right.add(m);
      rest = rest.filter((m) => !batch.includes(m));
    }
    findings.noteTypes(asked, right);
    found.push(...next.filter((m) => findings.typeChecks(m)));
  }
  return found.slice(0, count);
}
