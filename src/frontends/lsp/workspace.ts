/** The texts that belong together: those that are open in the editor, and the files of its folders. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Definition } from './definitions.ts';
import { Document } from './document.ts';
import { Facts } from './facts.ts';
import type { Language } from './names.ts';

const SOURCES = new Set(['.wl', '.wls', '.wlt']);
/** Files that are looked at; a folder with more is no program. */
const MOST_FILES = 2000;
const MOST_BYTES = 8 * 2 ** 20;
/** Milliseconds for which what was found in the folders is taken to be there still. */
const FRESH = 2000;

export interface Located {
  readonly uri: string;
  readonly facts: Facts;
  readonly start: number;
  readonly end: number;
}
export interface LocatedDefinition extends Located, Pick<Definition, 'name' | 'kind' | 'usage'> {
  /** The left side as it is written. */
  readonly leftText: string;
  readonly whole: readonly [start: number, end: number];
}

interface Stored {
  readonly facts: Facts;
  readonly stamp: string;
}

export class Workspace {
  readonly language: Language;
  readonly #open = new Map<string, Facts>();
  #folders: readonly string[] = [];
  #files = new Map<string, Stored>();
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(language: Language) {
    this.language = language;
  }

  set folders(folders: readonly string[]) {
    this.#folders = folders;
    this.changed();
  }
  /** Files of the folders have changed: they are looked at again. */
  changed(): void {
    this.#lookedAt = Number.NEGATIVE_INFINITY;
  }

  open(uri: string, text: string): Facts {
    const facts = new Facts(new Document(text, this.language.resolve), this.language);
    this.#open.set(uri, facts);
    return facts;
  }
  close(uri: string): void {
    this.#open.delete(uri);
  }
  facts(uri: string): Facts | undefined {
    return this.#open.get(uri);
  }

  /** Open texts come before files. */
  *#all(): Generator<readonly [uri: string, facts: Facts]> {
    yield* this.#open;
    this.#look();
    for (const [uri, { facts }] of this.#files) if (!this.#open.has(uri)) yield [uri, facts];
  }

  definitionsOf(name: string): LocatedDefinition[] {
    const found: LocatedDefinition[] = [];
    for (const [uri, facts] of this.#all())
      for (const d of facts.allDefinitions()) if (d.name === name) found.push(located(d, uri, facts));
    return found;
  }
  /** Names that are defined anywhere and begin like this. */
  namesLike(beginning: string): Set<string> {
    const names = new Set<string>();
    for (const [, facts] of this.#all())
      for (const d of facts.allDefinitions())
        if (d.name.startsWith(beginning) && d.kind !== 'package') names.add(d.name);
    return names;
  }
  /** Places of a name that is not local. */
  references(name: string): Located[] {
    return [...this.#all()].flatMap(([uri, facts]) => facts.free(name).map((p) => ({ ...p, uri, facts })));
  }
  /** All definitions whose names have these letters in them. */
  search(letters: string): LocatedDefinition[] {
    const wanted = letters.toLowerCase();
    const found: LocatedDefinition[] = [];
    for (const [uri, facts] of this.#all())
      for (const d of facts.allDefinitions())
        if (d.kind !== 'message' && d.name.toLowerCase().includes(wanted)) found.push(located(d, uri, facts));
    return found;
  }

  #look(): void {
    const now = performance.now();
    if (now - this.#lookedAt < FRESH) return;
    this.#lookedAt = now;
    const files = new Map<string, Stored>();
    let bytes = 0;
    for (const file of this.#folders.flatMap((folder) => sourcesUnder(folder))) {
      if (files.size === MOST_FILES) break;
      const status = fs.statSync(file, { throwIfNoEntry: false });
      if (status === undefined || (bytes += status.size) > MOST_BYTES) continue;
      const uri = pathToFileURL(file).href;
      const stamp = `${status.mtimeMs} ${status.size}`;
      const known = this.#files.get(uri);
      if (known?.stamp === stamp) files.set(uri, known);
      else {
        const text = readText(file);
        if (text !== undefined)
          files.set(uri, { facts: new Facts(new Document(text, this.language.resolve), this.language), stamp });
      }
    }
    this.#files = files;
  }
}

function located(d: Definition & { readonly base: number }, uri: string, facts: Facts): LocatedDefinition {
  const { base, name, kind, usage } = d;
  return {
    uri,
    facts,
    name,
    kind,
    ...(usage !== undefined && { usage }),
    start: d.start + base,
    end: d.end + base,
    leftText: facts.document.text.slice(d.left[0] + base, d.left[1] + base),
    whole: [d.whole[0] + base, d.whole[1] + base],
  };
}

function readText(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    // It went away, or is not for us to read.
    return undefined;
  }
}

/** Program texts in a folder, hidden folders and those of packages left out. */
function sourcesUnder(folder: string): string[] {
  let entries: fs.Dirent[];
  try {
    entries = fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const inside = path.join(folder, entry.name);
    if (!entry.isDirectory()) return SOURCES.has(path.extname(entry.name)) ? [inside] : [];
    return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : sourcesUnder(inside);
  });
}
