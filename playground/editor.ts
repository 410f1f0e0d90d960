/** The text of a cell: CodeMirror, coloured by the scanner of the language itself. */
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState, type Extension, RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  hoverTooltip,
  keymap,
  placeholder,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import type { AnswerTo, Candidate, Question } from '../src/frontends/session/questions.ts';
import { highlight } from '../src/frontends/terminal/editor/highlight.ts';

/** What is known of the names of the language. */
export interface Names {
  /** Every name, and the first sentence of its usage. */
  readonly usages: ReadonlyMap<string, string>;
  /** Asks the session; undefined while it does something else. */
  readonly ask: <Q extends Question>(question: Q) => Promise<AnswerTo<Q> | undefined>;
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

/** Names of the page, for as long as the session does something else. */
const completing =
  (names: Names, others: () => ReadonlySet<string>) =>
  async (context: CompletionContext): Promise<CompletionResult | null> => {
    const word = context.matchBefore(/[$\p{L}][$\p{L}\p{N}]*/u);
    if ((word?.text.length ?? 0) < 2 && !context.explicit) return null;
    const found = await names.ask({ kind: 'complete', text: context.state.doc.toString(), cursor: context.pos });
    if (found !== undefined) return { from: found.from, filter: false, options: found.candidates.map(offered(names)) };
    if (word === null) return null;
    const known = [...names.usages].map(([label, detail]) => ({ label, info: detail, type: 'function' }));
    const own = [...others()].filter((n) => n !== word.text && !names.usages.has(n));
    return { from: word.from, options: [...known, ...own.map((label) => ({ label, type: 'variable', boost: 1 }))] };
  };

/** In the order of the session. */
const offered =
  ({ usages }: Names) =>
  ({ text, note }: Candidate, i: number): Completion => {
    const usage = usages.get(text);
    return {
      label: text,
      boost: -Math.min(i, 99),
      ...(note !== undefined && note !== '' && { detail: note }),
      ...(usage !== undefined && { info: usage, type: 'function' }),
    };
  };

/** What a name means, where the pointer rests. */
const explaining = ({ ask }: Names): Extension =>
  hoverTooltip(async (view, pos) => {
    const place = view.state.wordAt(pos);
    const word = place === null ? '' : view.state.sliceDoc(place.from, place.to);
    if (word === '') return null;
    const text = await ask({ kind: 'inspect', text: view.state.doc.toString(), cursor: pos, whole: false });
    // Else it is the call around that is known.
    if (text?.startsWith(word) !== true) return null;
    const dom = document.createElement('pre');
    dom.className = 'explanation';
    dom.textContent = text;
    return { pos, create: () => ({ dom }) };
  });

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
    explaining(names),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off' }),
    placeholder('Shift+Enter evaluates'),
    EditorView.updateListener.of((u) => {
      if (u.docChanged) events.changed();
    }),
  ];
  return new EditorView({ parent, state: EditorState.create({ doc: source, extensions }) });
}
