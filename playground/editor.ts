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
import { MOST_NEARBY, nearby } from '../src/frontends/session/nearby.ts';
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

/** What is looked at with each key; no long text is put together for it. */
function around({ doc }: EditorState, place: number): { readonly text: string; readonly from: number } {
  const start = Math.max(0, place - MOST_NEARBY);
  const near = nearby(doc.sliceString(start, place + MOST_NEARBY), place - start);
  return { text: near.text, from: near.from + start };
}

function colours(view: EditorView): DecorationSet {
  const cursor = view.hasFocus ? view.state.selection.main.head : undefined;
  const { text, from } = around(view.state, (view.viewport.from + view.viewport.to) >> 1);
  const builder = new RangeSetBuilder<Decoration>();
  let at = 0;
  for (const { start, end, style } of highlight(
    text,
    cursor === undefined ? undefined : cursor - from,
    () => undefined,
  )) {
    if (start < at || end > text.length) continue;
    builder.add(from + start, from + end, Decoration.mark({ class: `wl-${style}` }));
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
      if (u.docChanged || u.selectionSet || u.focusChanged || (u.viewportChanged && u.state.doc.length > MOST_NEARBY))
        this.decorations = colours(u.view);
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
    const { text, from } = around(context.state, context.pos);
    const found = await names.ask({ kind: 'complete', text, cursor: context.pos - from });
    if (found !== undefined)
      return { from: found.from + from, filter: false, options: found.candidates.map(offered(names)) };
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
    const { text: near, from } = around(view.state, pos);
    const text = await ask({ kind: 'inspect', text: near, cursor: pos - from, whole: false });
    // Else it is the call around that is known.
    if (text?.startsWith(word) !== true) return null;
    const dom = document.createElement('pre');
    dom.className = 'explanation';
    dom.textContent = text;
    return { pos, create: () => ({ dom }) };
  });

/** Browsers need minutes to wrap a line of megabytes; it is scrolled instead. */
const longestLine = (text: string): number => text.split('\n').reduce((most, line) => Math.max(most, line.length), 0);

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
    ...(source.length > MOST_NEARBY && longestLine(source) > MOST_NEARBY ? [] : [EditorView.lineWrapping]),
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off' }),
    placeholder('Shift+Enter evaluates'),
    EditorView.updateListener.of((u) => {
      if (u.docChanged) events.changed();
    }),
  ];
  return new EditorView({ parent, state: EditorState.create({ doc: source, extensions }) });
}
