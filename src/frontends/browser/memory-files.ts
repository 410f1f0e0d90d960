/** Files of a session in a page: in memory, for as long as the page lives. */

/** What a path leads to: bytes, or a folder. */
type Entry = { readonly bytes: Uint8Array; readonly modified: number } | 'folder';

const HOME = '/home';

export class MemoryFiles {
  readonly #entries = new Map<string, Entry>([
    ['/', 'folder'],
    [HOME, 'folder'],
    ['/tmp', 'folder'],
  ]);
  #here = HOME;
  /** Throws what says that a path cannot be used so. */
  readonly #refuse: (kind: 'missing' | 'folder', path: string, reason: string) => never;

  constructor(refuse: (kind: 'missing' | 'folder', path: string, reason: string) => never) {
    this.#refuse = refuse;
  }

  /** Without . and .., from the root. */
  #full(path: string): string {
    const parts: string[] = [];
    for (const part of (path.startsWith('/') ? path : `${this.#here}/${path}`).split('/'))
      if (part === '..') parts.pop();
      else if (part !== '' && part !== '.') parts.push(part);
    return `/${parts.join('/')}`;
  }
  #parent = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

  readFile(path: string): Uint8Array | undefined {
    const entry = this.#entries.get(this.#full(path));
    return entry === 'folder' ? this.#refuse('folder', path, 'it is a folder') : entry?.bytes;
  }
  writeFile(path: string, bytes: Uint8Array, modified: number): void {
    const full = this.#full(path);
    if (this.#entries.get(full) === 'folder') this.#refuse('folder', path, 'it is a folder');
    if (this.#entries.get(this.#parent(full)) !== 'folder') this.#refuse('missing', path, 'there is no such folder');
    this.#entries.set(full, { bytes: bytes.slice(), modified });
  }
  status(path: string): { kind: 'file' | 'directory'; bytes: number; modified: number } | undefined {
    const entry = this.#entries.get(this.#full(path));
    if (entry === undefined) return undefined;
    if (entry === 'folder') return { kind: 'directory', bytes: 0, modified: 0 };
    return { kind: 'file', bytes: entry.bytes.length, modified: entry.modified };
  }
  list(path: string): readonly string[] | undefined {
    const full = this.#full(path);
    if (this.#entries.get(full) !== 'folder') return undefined;
    const names = [...this.#entries.keys()].filter((p) => p !== '/' && this.#parent(p) === full);
    return names.map((p) => p.slice(p.lastIndexOf('/') + 1));
  }
  createDirectory(path: string): void {
    const full = this.#full(path);
    if (full !== '/') this.createDirectory(this.#parent(full));
    const entry = this.#entries.get(full);
    if (entry !== undefined && entry !== 'folder') this.#refuse('folder', path, 'it is a file');
    this.#entries.set(full, 'folder');
  }
  remove(path: string, recursive: boolean): void {
    const full = this.#full(path);
    const inside = [...this.#entries.keys()].filter((p) => p.startsWith(`${full}/`));
    if (inside.length > 0 && !recursive) this.#refuse('folder', path, 'the folder is not empty');
    if (!this.#entries.has(full)) this.#refuse('missing', path, 'there is no such file');
    for (const p of [full, ...inside]) this.#entries.delete(p);
  }
  rename(from: string, to: string): void {
    const [source, target] = [this.#full(from), this.#full(to)];
    if (!this.#entries.has(source)) this.#refuse('missing', from, 'there is no such file');
    for (const [p, entry] of [...this.#entries])
      if (p === source || p.startsWith(`${source}/`)) {
        this.#entries.delete(p);
        this.#entries.set(target + p.slice(source.length), entry);
      }
  }
  directory(): string {
    return this.#here;
  }
  setDirectory(path: string): void {
    const full = this.#full(path);
    if (this.#entries.get(full) !== 'folder') this.#refuse('missing', path, 'there is no such folder');
    this.#here = full;
  }
}
