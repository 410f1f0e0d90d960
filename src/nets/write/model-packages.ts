/**
 * Models that npm packages carry. A package whose name begins with "scheelite-model-", or that is in the scope "@scheelite-models", says in
 * its package.json which: "scheelite": { "models": [{ "name", "file" }] } for a file of a net in any format, or
 * { "name", "architecture", "arrays" } for a Safetensors file with the arrays of a model that is known by name.
 */

import { str } from '../../expr/expr.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { FileProblem } from '../../kernel/file-problem.ts';
import type { SessionIO } from '../../kernel/io.ts';
import type { ModelFacts } from '../records/models/model.ts';

const PREFIX = 'scheelite-model-';
const SCOPE = '@scheelite-models';

/** A model of a package: a file of a net, or arrays of an architecture. */
export interface PackageModel {
  readonly name: string;
  readonly path: string;
  readonly facts: ModelFacts;
  /** The model whose arrays the file has; undefined: the file is a net. */
  readonly architecture: string | undefined;
}

/** The folder, then those that it is in. */
function* upwards(folder: string): Iterable<string> {
  for (let at = folder.replace(/\/+$/, ''); ; at = at.slice(0, at.lastIndexOf('/'))) {
    yield at;
    if (!at.includes('/')) return;
  }
}

/** What a sandbox does not let one see is not there. */
function seen<T>(look: () => T | undefined): T | undefined {
  try {
    return look();
  } catch (x) {
    if (x instanceof FileProblem) return undefined;
    throw x;
  }
}

/** Folders of packages that carry models, the nearest first. */
function packageFolders(io: SessionIO): string[] {
  const found = new Map<string, string>();
  for (const folder of upwards(io.directory())) {
    const modules = `${folder}/node_modules`;
    const plain = (seen(() => io.list(modules)) ?? []).filter((n) => n.startsWith(PREFIX));
    const scoped = (seen(() => io.list(`${modules}/${SCOPE}`)) ?? []).map((n) => `${SCOPE}/${n}`);
    for (const name of [...plain, ...scoped].sort()) if (!found.has(name)) found.set(name, `${modules}/${name}`);
  }
  return [...found.values()];
}

const isObject = (x: unknown): x is Readonly<Record<string, unknown>> =>
  typeof x === 'object' && x !== null && !Array.isArray(x);

/** A path below the folder of the package. */
const isInside = (x: unknown): x is string =>
  typeof x === 'string' && x !== '' && !/^[/\\]|^[A-Za-z]:|\0/.test(x) && !x.split(/[/\\]/).includes('..');

/** What an entry says, or what is wrong with it. */
function modelOf(entry: unknown, folder: string, from: string): PackageModel | string {
  if (!isObject(entry)) return 'an entry of its models is no object';
  const { name, file, architecture, arrays } = entry;
  if (typeof name !== 'string' || name === '') return 'a model has no name';
  const text = (key: string): string => (typeof entry[key] === 'string' ? entry[key] : '');
  const own = architecture === undefined ? file : arrays;
  if (!isInside(own)) return `the file of the model ${name} is not below the folder of the package`;
  if (architecture !== undefined && typeof architecture !== 'string')
    return `the architecture of the model ${name} is no name`;
  const domains = Array.isArray(entry.inputDomains) ? entry.inputDomains.filter((d) => typeof d === 'string') : [];
  return {
    name,
    path: `${folder}/${own}`,
    architecture,
    facts: {
      name,
      description: text('description') || `A model of the npm package ${from}.`,
      task: text('task'),
      inputDomains: domains,
      training: text('training'),
      performance: text('performance'),
    },
  };
}

/** Models of the packages that are installed here; a message for what is wrong with one. Throws FileProblem. */
export function packageModels(e: Evaluation): PackageModel[] {
  const { io } = e.session;
  const found: PackageModel[] = [];
  for (const folder of packageFolders(io)) {
    const from = folder.slice(folder.lastIndexOf('/node_modules/') + '/node_modules/'.length);
    const entries = entriesOf(io, folder);
    if (typeof entries === 'string') e.message('badpackage', str(from), str(entries));
    else
      for (const entry of entries) {
        const made = modelOf(entry, folder, from);
        if (typeof made === 'string') e.message('badpackage', str(from), str(made));
        else found.push(made);
      }
  }
  return found;
}

function entriesOf(io: SessionIO, folder: string): readonly unknown[] | string {
  const bytes = io.readFile(`${folder}/package.json`);
  // A folder without one is no package.
  if (bytes === undefined) return [];
  try {
    const json = JSON.parse(new TextDecoder().decode(bytes)) as unknown;
    const own = isObject(json) && isObject(json.scheelite) ? json.scheelite.models : undefined;
    return Array.isArray(own) ? own : 'its package.json lists no models';
  } catch {
    return 'its package.json is no JSON';
  }
}
