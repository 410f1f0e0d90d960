/** A cell: its text, and what came of it. */
import type { EditorView } from '@codemirror/view';
import type { Cell as CellData } from '../src/frontends/notebook/cell.ts';
import { displayOutput, streamOutput } from '../src/frontends/notebook/outputs.ts';
import { magnification } from '../src/frontends/session/picture-size.ts';
import type { Shown } from '../src/frontends/session/protocol.ts';
import { type EditorEvents, makeEditor, type Names } from './editor.ts';
import { Prose } from './prose.ts';
import type { Output } from './session.ts';
import { TrainingPanel } from './training-panel.ts';

/** Lines of output of one evaluation; what is more is left out. */
const MOST_LINES = 2000;

export interface CellEvents {
  /** The cell is to be evaluated; the next one gets the focus where `onwards`. */
  run(cell: Cell, onwards: boolean): void;
  changed(): void;
  leave(cell: Cell, down: boolean): boolean;
  remove(cell: Cell): void;
  add(after: Cell): void;
}

export class Cell {
  readonly root = document.createElement('section');
  readonly #kind: CellData['kind'];
  readonly #label = document.createElement('span');
  readonly #editor: EditorView | undefined;
  readonly #text: Prose | undefined;
  readonly #output = document.createElement('div');
  #lines = 0;

  constructor(data: CellData, names: Names, others: () => ReadonlySet<string>, events: CellEvents) {
    this.#kind = data.kind;
    this.root.className = `cell ${data.kind}`;
    const side = document.createElement('div');
    side.className = 'side';
    this.#label.className = 'label';
    side.append(this.#label, ...this.#buttons(events));
    const main = document.createElement('div');
    main.className = 'main';
    this.root.append(side, main);
    if (data.kind === 'text') this.#text = new Prose(main, data.source, events.changed);
    else {
      const editing: EditorEvents = {
        run: () => events.run(this, true),
        runAndStay: () => events.run(this, false),
        changed: events.changed,
        leave: (down) => events.leave(this, down),
      };
      this.#editor = makeEditor(main, data.source, 'code', names, others, editing);
    }
    this.#output.className = 'output';
    this.#output.setAttribute('role', 'log');
    this.#output.setAttribute('aria-label', 'output');
    main.append(this.#output);
  }

  #buttons(events: CellEvents): HTMLButtonElement[] {
    const button = (text: string, label: string, act: () => void): HTMLButtonElement => {
      const b = document.createElement('button');
      b.type = 'button';
      b.textContent = text;
      b.title = label;
      b.setAttribute('aria-label', label);
      b.addEventListener('click', act);
      return b;
    };
    return [
      ...(this.#kind === 'code' ? [button('▶', 'Evaluate this cell', () => events.run(this, false))] : []),
      button('+', 'Add a cell below', () => events.add(this)),
      button('×', 'Remove this cell', () => events.remove(this)),
    ];
  }

  get isCode(): boolean {
    return this.#kind === 'code';
  }
  get data(): CellData {
    return { kind: this.#kind, source: this.#editor?.state.doc.toString() ?? this.#text?.source ?? '' };
  }
  /** Characters of its source. */
  get size(): number {
    return this.#editor?.state.doc.length ?? this.#text?.source.length ?? 0;
  }
  /** With what it has shown. */
  get saved(): CellData {
    const texts = [...this.#output.querySelectorAll('pre')].map((e) => `${e.textContent ?? ''}\n`);
    const pictures = [...this.#output.querySelectorAll('img')].map((e) =>
      displayOutput({ 'image/png': e.dataset.png ?? '' }),
    );
    const streams = texts.length === 0 ? [] : [streamOutput('stdout', texts.join(''))];
    return { ...this.data, outputs: [...streams, ...pictures] };
  }

  /** `end`: the cursor goes behind the text. */
  focus(end = false): void {
    this.#text?.focus();
    if (this.#editor === undefined) return;
    this.#editor.focus();
    this.#editor.dispatch({ selection: { anchor: end ? this.#editor.state.doc.length : 0 } });
    this.root.scrollIntoView({ block: 'nearest' });
  }

  /** What is said beside the cell: its number, or that it runs. */
  set label(text: string) {
    this.#label.textContent = text;
  }

  /** Empties the output, and takes the next. */
  output(): Output {
    this.#output.replaceChildren();
    this.#lines = 0;
    let panel: TrainingPanel | undefined;
    return {
      text: (text) => this.#write(text, 'print'),
      message: (text) => this.#write(text, 'message'),
      value: (shown) => this.#value(shown),
      progress: (data) => {
        if (data === null) return;
        panel ??= new TrainingPanel(this.#output);
        panel.show(data);
      },
    };
  }

  #write(text: string, className: string): void {
    this.#lines += text.split('\n').length;
    if (this.#lines > MOST_LINES) {
      if (this.#output.lastElementChild?.className === 'more') return;
      className = 'more';
      text = 'Further output is left out.';
    }
    const pre = document.createElement('pre');
    pre.className = className;
    pre.textContent = text;
    this.#output.append(pre);
  }

  #value({ text, png, width, height }: Shown): void {
    if (png === undefined) {
      // Lines of a value stand below one another: a table.
      this.#write(text, text.includes('\n') ? 'value lines' : 'value');
      return;
    }
    const image = document.createElement('img');
    image.dataset.png = btoa(Array.from(png, (b) => String.fromCharCode(b)).join(''));
    image.src = `data:image/png;base64,${image.dataset.png}`;
    image.alt = text;
    const scale = magnification(width ?? 1, height ?? 1);
    image.width = (width ?? 1) * scale;
    if (scale > 1) image.className = 'pixels';
    this.#output.append(image);
  }
}
