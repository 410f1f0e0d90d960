/** The text of a cell: CodeMirror, coloured by the scanner of the language itself. */
import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState, type Extension, RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  keymap,
  placeholder,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import { highlight } from '../src/frontends/terminal/editor/highlight.ts';

/** What the page knows of the names of the language. */
export interface Names {
  /** Every name, and the first sentence of its usage. */
  readonly usages: ReadonlyMap<string, string>;
}

export interface EditorEvents {
  run(): void;
  runAndStay(): void;
  changed(): void;
  /** Leaves the cell at its upper or lower end. */
  leave(down: boolean): boolean;
}

/** Longer texts are not coloured. */
const MOST_COLOURED = 100_000;

function colours(view: EditorView): DecorationSet {
  const text = view.state.doc.toString();
  const builder = new RangeSetBuilder<Decoration>();
  if (text.length > MOST_COLOURED) return builder.finish();
  const cursor = view.hasFocus ? view.state.selection.main.head : undefined;
  let at = 0;
  for (const { start, end, style } of highlight(text, cursor, () => undefined)) {
    if (start < at || end > text.length) continue;
    builder.add(start, end, Decoration.mark({ class: `wl-${style}` }));
    at = end;
  }
  return builder.finish();
}

const colouring = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = colours(view);
    }
    update(u: ViewUpdate): void {
      if (u.docChanged || u.selectionSet || u.focusChanged) this.decorations = colours(u.view);
    }
  },
  { decorations: (v) => v.decorations },
);

const completing =
  (names: Names, others: () => ReadonlySet<string>) =>
  (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/[$\p{L}][$\p{L}\p{N}]*/u);
    if (word === null || (word.text.length < 2 && !context.explicit)) return null;
    const known = [...names.usages].map(([label, detail]) => ({ label, info: detail, type: 'function' }));
    const own = [...others()].filter((n) => n !== word.text && !names.usages.has(n));
    return { from: word.from, options: [...known, ...own.map((label) => ({ label, type: 'variable', boost: 1 }))] };
  };

export function makeEditor(
  parent: HTMLElement,
  source: string,
  label: string,
  names: Names,
  others: () => ReadonlySet<string>,
  events: EditorEvents,
): EditorView {
  const key = (run: () => void) => (): boolean => {
    run();
    return true;
  };
  const atEdge = (view: EditorView, down: boolean): boolean => {
    const line = view.state.doc.lineAt(view.state.selection.main.head).number;
    return line === (down ? view.state.doc.lines : 1) && events.leave(down);
  };
  const extensions: Extension[] = [
    keymap.of([
      { key: 'Shift-Enter', run: key(events.run) },
      { key: 'Mod-Enter', run: key(events.runAndStay) },
      { key: 'ArrowUp', run: (view) => atEdge(view, false) },
      { key: 'ArrowDown', run: (view) => atEdge(view, true) },
      ...defaultKeymap,
      ...historyKeymap,
    ]),
    history(),
    colouring,
    autocompletion({ override: [completing(names, others)] }),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off' }),
    placeholder('Shift+Enter evaluates'),
    EditorView.updateListener.of((u) => {
      if (u.docChanged) events.changed();
    }),
  ];
  return new EditorView({ parent, state: EditorState.create({ doc: source, extensions }) });
}
