/** Which key does what. */
import type { Command, Editor } from './editor.ts';

/** A command that only changes the editor. */
const does =
  (change: (e: Editor) => void): Command =>
  (e) => {
    change(e);
    return undefined;
  };
const to = (place: (b: Editor['buffer']) => number): Command =>
  does((e) => {
    e.buffer.cursor = place(e.buffer);
  });
const kill = (range: (b: Editor['buffer']) => readonly [number, number]): Command =>
  does((e) => e.buffer.kill(...range(e.buffer)));

const left = to((b) => b.before());
const right = to((b) => b.after());
const wordLeft = to((b) => b.wordBefore());
const wordRight = to((b) => b.wordAfter());
const lineStart = to((b) => b.lineStart());
const lineEnd = to((b) => b.lineEnd());
const textStart = to(() => 0);
const textEnd = to((b) => b.text.length);
const killWord = kill((b) => [b.cursor, b.wordAfter()]);
const killWordBack = kill((b) => [b.wordBefore(), b.cursor]);
const deleteNext = does((e) => e.buffer.delete(e.cursor, e.buffer.after()));
const deleteBefore = does((e) => e.buffer.delete(e.buffer.before(), e.cursor));
const undo: Command = (e) => (e.buffer.undo() ? undefined : { kind: 'bell' });
const redo: Command = (e) => (e.buffer.redo() ? undefined : { kind: 'bell' });
const enter: Command = (e) => e.enter();
const newline = does((e) => e.newline());
const up: Command = (e) => e.vertical(-1);
const down: Command = (e) => e.vertical(1);
const older: Command = (e) => e.travel(-1);
const newer: Command = (e) => e.travel(1);
/** Blanks around, as in a shell. */
const killBlankWord = kill((b) => {
  let at = b.cursor;
  while (at > 0 && /\s/.test(b.text[at - 1]!)) at--;
  while (at > 0 && !/\s/.test(b.text[at - 1]!)) at--;
  return [at, b.cursor];
});
/** To the end of the line; at its end, the line end itself. */
const killLine = kill((b) => {
  const end = b.lineEnd();
  return [b.cursor, end === b.cursor ? Math.min(end + 1, b.text.length) : end];
});

export const bindings: Readonly<Record<string, Command>> = {
  enter,
  'M-enter': newline,
  'S-enter': newline,
  'C-enter': (e) => e.submit(),
  'C-o': newline,
  backspace: deleteBefore,
  'S-backspace': deleteBefore,
  delete: deleteNext,
  'C-d': (e) => (e.text === '' ? { kind: 'end' } : deleteNext(e)),
  'C-c': () => ({ kind: 'cancel' }),
  'C-z': () => ({ kind: 'suspend' }),
  'C-l': () => ({ kind: 'clear' }),
  left,
  right,
  'C-b': left,
  'C-f': right,
  'M-b': wordLeft,
  'M-f': wordRight,
  'C-left': wordLeft,
  'C-right': wordRight,
  'M-left': wordLeft,
  'M-right': wordRight,
  home: lineStart,
  end: lineEnd,
  'C-a': lineStart,
  'C-e': lineEnd,
  'C-home': textStart,
  'C-end': textEnd,
  'M-<': textStart,
  'M->': textEnd,
  up,
  down,
  'C-p': up,
  'C-n': down,
  pageup: older,
  pagedown: newer,
  'M-p': older,
  'M-n': newer,
  'C-r': does((e) => e.startSearch()),
  'C-k': killLine,
  'C-u': kill((b) => [b.lineStart(), b.cursor]),
  'C-w': killBlankWord,
  'M-d': killWord,
  'C-delete': killWord,
  'M-backspace': killWordBack,
  'C-backspace': killWordBack,
  'C-y': does((e) => e.buffer.yank()),
  'M-y': does((e) => e.buffer.yankPop()),
  'C-t': does((e) => e.buffer.transpose()),
  'M-u': does((e) => e.buffer.changeWord((w) => w.toUpperCase())),
  'M-l': does((e) => e.buffer.changeWord((w) => w.toLowerCase())),
  'M-c': does((e) => e.buffer.changeWord((w) => w.replace(/\p{L}/u, (c) => c.toUpperCase()))),
  'C-_': undo,
  'M-_': redo,
  'M-r': redo,
  tab: (e) => e.tab(1),
  'S-tab': (e) => e.tab(-1),
  escape: (e) => e.escape(),
  'M-escape': (e) => e.escape(),
};
