/** The page: a list of cells, a session, and the commands at the top. */
import type { Cell as CellData } from '../src/frontends/notebook/cell.ts';
import { fromNotebook, toNotebook } from '../src/frontends/notebook/ipynb.ts';
import { fromProgram, toProgram } from '../src/frontends/notebook/program.ts';
import { namesIn } from '../src/frontends/terminal/editor/highlight.ts';
import { fromAddress, toAddress } from './address.ts';
import { Cell, type CellEvents } from './cell.ts';
import { download, openFile } from './files.ts';
import { PageSession } from './session.ts';

/** Put in by the build: notebooks of the menu, by file. */
declare const EXAMPLES: Readonly<Record<string, string>>;

const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const list = byId<HTMLElement>('cells');
const status = byId<HTMLElement>('status');
const stopButton = byId<HTMLButtonElement>('stop');

const cells: Cell[] = [];
const usages = new Map<string, string>();

const session = new PageSession(
  (state, note) => {
    stopButton.disabled = state !== 'running';
    document.body.dataset.state = state;
    if (state === 'ready') keepForLater();
    const texts = { starting: 'The session starts …', ready: 'Ready', running: 'Running …' };
    say(note ?? texts[state]);
  },
  (names) => {
    for (const [name, usage] of names) usages.set(name, usage);
  },
);

function say(text: string): void {
  status.textContent = text;
}

// --- cells -------------------------------------------------------------------------------------------------------------

/** Cells of a page; each is an editor. */
const MOST_CELLS = 1000;
/** Characters that are looked through for names with each key. */
const MOST_NAMED = 100_000;

/** Names in all cells, for completion: in a long notebook those in the first ones. */
function ownNames(): ReadonlySet<string> {
  let left = MOST_NAMED;
  return new Set(
    cells.flatMap((c) => {
      if (!c.isCode || (left -= c.size) < 0) return [];
      return namesIn(c.data.source);
    }),
  );
}

const events: CellEvents = {
  run(cell, onwards) {
    void run(cell);
    if (onwards) (next(cell, true) ?? insert({ kind: 'code', source: '' }, cells.length)).focus();
  },
  changed: () => remember(),
  leave(cell, down) {
    const to = next(cell, down);
    to?.focus(!down);
    return to !== undefined;
  },
  remove(cell) {
    const neighbour = next(cell, false) ?? next(cell, true);
    cells.splice(cells.indexOf(cell), 1);
    cell.root.remove();
    (neighbour ?? insert({ kind: 'code', source: '' }, 0)).focus();
    remember();
  },
  add: (after) => insert({ kind: 'code', source: '' }, cells.indexOf(after) + 1).focus(),
};

/** The nearest cell with code. */
function next(cell: Cell, down: boolean): Cell | undefined {
  const at = cells.indexOf(cell);
  return down ? cells.slice(at + 1).find((c) => c.isCode) : cells.slice(0, at).findLast((c) => c.isCode);
}

function insert(data: CellData, at: number): Cell {
  const cell = new Cell(data, { usages, ask: (question) => session.ask(question) }, ownNames, events);
  list.insertBefore(cell.root, cells[at]?.root ?? null);
  cells.splice(at, 0, cell);
  return cell;
}

async function run(cell: Cell): Promise<void> {
  const { source } = cell.data;
  if (!cell.isCode || source.trim() === '') return;
  cell.label = '…';
  const ended = await session.evaluate(source, cell.output());
  cell.label = ended?.line === undefined ? '–' : `[${ended.line}]`;
  if (ended !== undefined && ended.milliseconds > 100) say(`Ready: ${(ended.milliseconds / 1000).toFixed(1)} s`);
}

/** Throws an error with one sentence for people; what was there is there then. */
function show(notebook: readonly CellData[]): void {
  if (notebook.length > MOST_CELLS)
    throw new Error(`The notebook has ${notebook.length} cells; at most ${MOST_CELLS} are shown in a page.`);
  toldOfLength = false;
  for (const c of cells.splice(0)) c.root.remove();
  for (const data of notebook.length === 0 ? [{ kind: 'code', source: '' } as const] : notebook)
    insert(data, cells.length);
  cells.find((c) => c.isCode)?.focus();
  window.scrollTo(0, 0);
}

/** A program of more parts than a page has cells is one cell. */
function readProgram(text: string): CellData[] {
  const parts = fromProgram(text);
  return parts.length > MOST_CELLS ? [{ kind: 'code', source: text }] : parts;
}

// --- what is kept in the browser, files, addresses ---------------------------------------------------------------------

const DRAFT = 'scheelite-draft';
let timer: ReturnType<typeof setTimeout> | undefined;

/** Characters that browsers keep for a site, with room for what is written around cells. */
const MOST_KEPT = 2_000_000;
let toldOfLength = false;

/** A page that is closed by accident loses nothing. */
function remember(): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const size = cells.reduce((sum, c) => sum + c.size, 0);
    if (size <= MOST_KEPT) keep(toProgram(cells.map((c) => c.data)));
    else if (!toldOfLength) say('The notebook is too long to be kept in the browser: save it as a file.');
    toldOfLength = size > MOST_KEPT;
  }, 500);
}
function keep(text: string): void {
  try {
    localStorage.setItem(DRAFT, text);
  } catch {
    // Without storage nothing is kept.
  }
}
function remembered(): string | null {
  try {
    return localStorage.getItem(DRAFT);
  } catch {
    return null;
  }
}

async function attempt(act: () => Promise<void> | void): Promise<void> {
  try {
    await act();
  } catch (e) {
    say(e instanceof Error ? e.message : String(e));
  }
}

async function open(): Promise<void> {
  const file = await openFile();
  if (file === undefined) return;
  show(file.name.endsWith('.ipynb') ? fromNotebook(file.text) : readProgram(file.text));
  say(`${file.name} is open.`);
}

/** Browsers take no longer addresses. */
const MOST_ADDRESS = 1_000_000;

async function share(): Promise<void> {
  const address = await toAddress(cells.map((c) => c.data));
  if (address.length > MOST_ADDRESS) throw new Error('The notebook is too long for an address: save it as a file.');
  location.hash = address;
  try {
    await navigator.clipboard.writeText(location.href);
    say('The address of this notebook has been copied.');
  } catch {
    say('The address of the page holds this notebook.');
  }
}

const commands: Readonly<Record<string, () => Promise<void> | void>> = {
  'run-all': () => cells.forEach((c) => void run(c)),
  stop: () => session.stop(),
  restart: () => session.restart(),
  'add-code': () => insert({ kind: 'code', source: '' }, cells.length).focus(),
  'add-text': () => insert({ kind: 'text', source: '' }, cells.length).focus(),
  open,
  'save-wl': () => download('notebook.wl', 'text/plain', toProgram(cells.map((c) => c.data))),
  'save-ipynb': () => download('notebook.ipynb', 'application/x-ipynb+json', toNotebook(cells.map((c) => c.saved))),
  share,
};
for (const [id, act] of Object.entries(commands)) byId(id).addEventListener('click', () => void attempt(act));
addEventListener('keydown', (e) => {
  if (e.key === 'Escape' && !stopButton.disabled && !e.defaultPrevented) session.stop();
});
// A page that may come back goes on then.
addEventListener('pagehide', (e) => {
  if (!e.persisted) session.close();
});

// --- the examples ------------------------------------------------------------------------------------------------------

const titleOf = (text: string): string => /^\(\* # ?([^\n*]+)/.exec(text)?.[1]?.trim() ?? 'Example';
const menu = byId<HTMLSelectElement>('examples');
for (const [file, text] of Object.entries(EXAMPLES)) menu.add(new Option(titleOf(text), file));
menu.addEventListener('change', () => {
  const text = EXAMPLES[menu.value];
  menu.selectedIndex = 0;
  if (text !== undefined) show(fromProgram(text));
});

/** The site for times without a network: fetched once the session is there, since both at once would make it late. */
let kept = false;
function keepForLater(): void {
  if (kept || !('serviceWorker' in navigator)) return;
  kept = true;
  void attempt(async () => void (await navigator.serviceWorker.register('service-worker.js')));
}

// --- the start ---------------------------------------------------------------------------------------------------------

void attempt(async () => {
  show(readProgram(remembered() ?? EXAMPLES['welcome.wl'] ?? ''));
  const given = await fromAddress(location.hash);
  if (given !== undefined) show(given);
});
