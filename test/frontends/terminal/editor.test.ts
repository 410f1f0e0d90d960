/** The editor without a terminal: keys in, text and cursor out. */

import { describe, expect, test } from 'vitest';
import { aliasAt } from '../../../src/frontends/terminal/editor/aliases.ts';
import { bindings } from '../../../src/frontends/terminal/editor/bindings.ts';
import { Editor, type Wish } from '../../../src/frontends/terminal/editor/editor.ts';
import { highlight } from '../../../src/frontends/terminal/editor/highlight.ts';
import { History } from '../../../src/frontends/terminal/editor/history.ts';
import { KeyDecoder } from '../../../src/frontends/terminal/editor/keys.ts';
import { layOut } from '../../../src/frontends/terminal/editor/layout.ts';
import { completenessOf } from '../../../src/syntax/parser.ts';
import { rounds } from './rounds.ts';

const isWhole = (text: string): boolean => completenessOf(text) !== 'incomplete';
const make = (entries: readonly string[] = []): Editor =>
  new Editor({ bindings, history: new History(entries), isWhole });

/** Types raw input of a terminal; gives what was wished for. */
function type(e: Editor, raw: string): Wish[] {
  const decoder = new KeyDecoder();
  return [...decoder.push(raw), ...decoder.flush()].flatMap((k) => e.handle(k) ?? []);
}
/** The text with | for the cursor. */
const shown = (e: Editor): string => `${e.text.slice(0, e.cursor)}|${e.text.slice(e.cursor)}`;
function typed(raw: string, entries: readonly string[] = []): string {
  const e = make(entries);
  type(e, raw);
  return shown(e);
}

const UP = '\x1b[A';
const DOWN = '\x1b[B';
const LEFT = '\x1b[D';
const ESC_KEYS = { wordLeft: '\x1bb', wordRight: '\x1b[1;5C', killWord: '\x1bd', undo: '\x1f', redo: '\x1b_' };

describe('keys', () => {
  const names = (raw: string): string[] => {
    const d = new KeyDecoder();
    return [...d.push(raw), ...d.flush()].map((k) => (k.text === '' ? k.name : `${k.name}:${k.text}`));
  };
  test.each([
    ['abc\r', ['text:abc', 'enter']],
    ['\x1b[A\x1bOB\x1b[1;5D', ['up', 'down', 'C-left']],
    ['\x1b[3~\x1b[5;3~', ['delete', 'M-pageup']],
    ['\x1bf\x1b\x7f', ['M-f', 'M-backspace']],
    ['\x01\x05\x1f\x7f\x08', ['C-a', 'C-e', 'C-_', 'backspace', 'backspace']],
    ['\x1b', ['escape']],
    ['\x1b\x1b[C', ['M-right']],
    ['\x1b[200~a\r\nb\x1b[A\x1b[201~c', ['paste:a\r\nb\x1b[A', 'text:c']],
    ['\x1b[13;2u\x1b[97;5u', ['S-enter', 'C-a']],
    ['\x1b[?62;4c\x1b_Gi=1;OK\x1b\\x', ['report:\x1b[?62;4c', 'report:\x1b_Gi=1;OK\x1b\\', 'text:x']],
    ['漢字é😀', ['text:漢字é😀']],
  ])('%j', (raw, expected) => {
    expect(names(raw)).toEqual(expected);
  });
  test('in any pieces', () => {
    const raw = 'x\x1b[1;5C\x1b[200~long\rpaste\x1b[201~y\x1bOA';
    const whole = names(raw);
    for (let cut = 1; cut < raw.length; cut++) {
      const d = new KeyDecoder();
      const keys = [...d.push(raw.slice(0, cut)), ...d.push(raw.slice(cut)), ...d.flush()];
      const joined = keys.map((k) => (k.text === '' ? k.name : `${k.name}:${k.text}`));
      expect(joined).toEqual(whole);
    }
  });
});

describe('editing', () => {
  test.each([
    ['moves and inserts', `ac${LEFT}b`, 'ab|c'],
    ['goes by words', `one two three${ESC_KEYS.wordLeft}${ESC_KEYS.wordLeft}`, 'one |two three'],
    ['kills to the end and brings back', 'one two\x1bb\x0b\x01\x19 ', 'two |one '],
    ['joins kills in a row', 'a b c\x17\x17\x01\x19', 'b c|a '],
    ['goes through kills', 'one\x15two\x15\x19\x1by', 'one|'],
    ['kills the line', 'abc\x15', '|'],
    ['swaps letters', 'ab\x14', 'ba|'],
    ['changes letters of words', 'one two\x01\x1bu\x1bc', 'ONE Two|'],
    ['takes back and does again', `abc def${ESC_KEYS.undo}${ESC_KEYS.undo}${ESC_KEYS.redo}`, 'abc def|'],
    ['deletes whole characters', 'e\u0301😀👨‍👩‍👧\x7f\x7f', 'e\u0301|'],
    ['moves over whole characters', `漢😀${LEFT}x`, '漢x|😀'],
    ['knows lines', 'f[\r  a,\r b]\x01x', 'f[\n  a,\nx|   b]'],
    ['Alt-Enter is a new line', '1\x1b\r2', '1\n2|'],
  ])('%s', (_, raw, expected) => {
    expect(typed(raw)).toBe(expected);
  });
  test('up and down stay in the column', () => {
    const e = make();
    type(e, `\x1b[200~abcdef\nxy\n123456\x1b[201~${LEFT}${UP}`);
    expect(shown(e)).toBe('abcdef\nxy|\n123456');
    type(e, UP);
    expect(shown(e)).toBe('ab|cdef\nxy\n123456');
    type(e, DOWN);
    expect(shown(e)).toBe('abcdef\nxy|\n123456');
  });
  test('Enter ends what is whole, wherever the cursor is, and goes on otherwise', () => {
    const e = make();
    expect(type(e, 'f[1,\r')).toEqual([]);
    expect(type(e, '2]\x1b[A\r')).toEqual([{ kind: 'submit', text: 'f[1,\n2]' }]);
  });
  test('a paste is text, also where it holds line ends and keys', () => {
    expect(typed('\x1b[200~a = 1\r\nb\x03 = 2\n\x1b[201~')).toBe('a = 1\nb = 2|');
  });
  test('Ctrl-D deletes, and ends with nothing typed', () => {
    const e = make();
    expect(type(e, 'ab\x01\x04')).toEqual([]);
    expect(shown(e)).toBe('|b');
    expect(type(e, '\x04\x04')).toEqual([{ kind: 'end' }]);
  });
  test('aliases between two Esc', () => {
    const e = make();
    const decoder = new KeyDecoder();
    const keys = (raw: string): void => [...decoder.push(raw), ...decoder.flush()].forEach((k) => e.handle(k));
    for (const piece of ['x + ', '\x1b', 'a', '\x1b', ' ', '\x1b', 'inf', '\x1b']) keys(piece);
    expect(e.text).toBe('x + α ∞');
    for (const piece of ['\x1b', 'nothing', '\x1b']) keys(piece);
    expect(e.text).toBe('x + α ∞nothing');
    expect(e.hint).toContain('nothing');
    keys('\x1b');
    expect(type(e, '\r')).toEqual([{ kind: 'submit', text: 'x + α ∞nothing' }]);
  });
  test('every alias of the table is a character', () => {
    expect(aliasAt('->')).toBe('\uf522');
    expect(aliasAt('el')).toBe('∈');
    expect(aliasAt('ee')).toBe('\uf74d');
    expect(aliasAt('Alpha')).toBe('α');
  });
});

describe('history', () => {
  const entries = ['Plot[x, {x, 0, 1}]', 'f[1]', 'Print[\n  2\n]', 'f[2]'];
  test.each([
    ['back and forward', `${UP}${UP}${UP}${DOWN}`, 'Print[\n  2\n]|'],
    ['to what was typed, at the end', `ab${'\x1b[5~'}${DOWN}`, 'ab|'],
    ['by what entries begin with', `P${UP}`, 'Print[\n  2\n]|'],
    ['further with the same beginning', `P${UP}${UP}`, 'Plot[x, {x, 0, 1}]|'],
    ['nothing that begins so', `zz${UP}`, 'zz|'],
  ])('%s', (_, raw, expected) => {
    expect(typed(raw, entries)).toBe(expected);
  });
  test('Ctrl-R finds what contains the text, further back with each press', () => {
    const e = make(entries);
    type(e, '\x12f[');
    expect(e.text).toBe('f[2]');
    type(e, '\x12');
    expect(e.text).toBe('f[1]');
    type(e, '\x12');
    expect(e.searching?.failed).toBe(true);
    type(e, '\x07');
    expect(shown(e)).toBe('|');
    expect(type(make(entries), '\x12Plot\r')).toEqual([{ kind: 'submit', text: 'Plot[x, {x, 0, 1}]' }]);
  });
  test('repetitions and what begins with a blank are not kept', () => {
    const h = new History();
    expect([h.add('a'), h.add('a'), h.add(' secret'), h.add(''), h.add('b')]).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
    expect(h.entries).toEqual(['a', 'b']);
  });
});

describe('what is offered', () => {
  const offer = (texts: readonly string[], typed: string): Editor => {
    const e = make();
    type(e, typed);
    e.offer({ from: 0, to: typed.length, candidates: texts.map((text) => ({ text })) });
    return e;
  };
  test('one is taken, of several what they have in common', () => {
    expect(shown(offer(['NetTrain'], 'NetT'))).toBe('NetTrain|');
    const e = offer(['MapAll', 'MapAt'], 'M');
    expect(shown(e)).toBe('MapA|');
    type(e, '\t');
    expect(shown(e)).toBe('MapAll|');
    type(e, '\t\t\x1b[Z');
    expect(shown(e)).toBe('MapAt|');
    type(e, '[');
    expect([shown(e), e.menu]).toEqual(['MapAt[|', undefined]);
  });
});

describe('colours', () => {
  const known = (name: string): boolean => /^[A-Z]/.test(name);
  const styled = (text: string, cursor?: number): string[] =>
    highlight(text, cursor, known).map((s) => `${s.style}:${text.slice(s.start, s.end)}`);
  test('of undefined names, locals, strings, comments, patterns', () => {
    expect(styled('Module[{x = foo}, x + y; "s"] (* c *)')).toEqual([
      'local:x',
      'undefined:foo',
      'local:x',
      'undefined:y',
      'string:"s"',
      'comment:(* c *)',
    ]);
    expect(styled('f[x_] := x^2; x')).toEqual(['undefined:f', 'local:x', 'pattern:_', 'local:x', 'undefined:x']);
    expect(styled('Table[i, {i, n}]')).toEqual(['local:i', 'local:i', 'undefined:n']);
    expect(styled('Function[{u}, u + #]')).toEqual(['local:u', 'local:u', 'pattern:#']);
  });
  test('of brackets: the pair at the cursor, and what does not fit', () => {
    expect(styled('{1, {2}}', 8)).toEqual(['mate:{', 'mate:}']);
    expect(styled('{1, (2}')).toEqual(['mismatch:(', 'mismatch:}']);
    expect(styled('1)')).toEqual(['mismatch:)']);
    expect(styled('A[[1]]', 6)).toEqual(['mate:[', 'mate:]']);
    expect(styled('<|1 -> 2|>', 10)).toEqual(['mate:<|', 'mate:|>']);
  });
  test('of open strings and comments', () => {
    expect(styled('"abc')).toEqual(['string:"abc']);
    expect(styled('1 (* abc')).toEqual(['comment:(* abc']);
  });
  test('behind characters written by name', () => {
    expect(styled('\\[Alpha] + "s"')).toEqual(['undefined:\\[Alpha]', 'string:"s"']);
  });
});

describe('rows', () => {
  const rows = (text: string, cursor: number, columns: number): ReturnType<typeof layOut> =>
    layOut({ prompt: 'In[1]:= ', text, cursor, spans: [], columns }, (_s, t) => t);
  test('lines behind the first stand under it', () => {
    expect(rows('f[\n1]', 5, 40)).toEqual({ rows: ['In[1]:= f[', '        1]'], cursor: { row: 1, column: 10 } });
  });
  test('long lines go on in the next row, wide characters whole', () => {
    expect(rows('abc', 3, 11)).toEqual({ rows: ['In[1]:= abc', ''], cursor: { row: 1, column: 0 } });
    expect(rows('ab漢', 2, 11)).toEqual({ rows: ['In[1]:= ab', '漢'], cursor: { row: 1, column: 0 } });
    expect(rows('漢字', 1, 40).cursor).toEqual({ row: 0, column: 10 });
  });
});

test('no keys break the editor', () => {
  const pieces = [
    ...'abcxyz019[]{}()"\\ ,;_#&@/+-*^=:<>|?%\'`~!$漢é😀\u0301\u200d',
    ...[
      '\r',
      '\n',
      '\t',
      '\x1b',
      '\x7f',
      '\0',
      UP,
      DOWN,
      LEFT,
      '\x1b[C',
      '\x1b[H',
      '\x1b[F',
      '\x1b[3~',
      '\x1b[Z',
      '(*',
      '*)',
      '\\[Al',
    ],
    ...[
      '\x1b[200~',
      '\x1b[201~',
      '\x1bO',
      '\x1b[',
      '\x1b[1;5',
      '\x1bP',
      '\x1b]0;',
      '\x07',
      'Module[{x}, ',
      'x_ :> ',
      '"a\nb"',
    ],
    ...Array.from({ length: 31 }, (_, i) => String.fromCharCode(i + 1)),
    ...[...'bfdulcyr<>_p'].map((c) => `\x1b${c}`),
  ];
  let state = 20261130;
  const random = (n: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const e = make(['old', 'f[\n1]']);
  const decoder = new KeyDecoder();
  const n = rounds(20_000, 200_000);
  for (let i = 0; i < n; i++) {
    const keys = decoder.push(pieces[random(pieces.length)]!);
    if (random(4) === 0) keys.push(...decoder.flush());
    for (const key of keys) {
      const wish = e.handle(key);
      if (wish?.kind === 'complete')
        e.offer({ from: e.cursor, to: e.cursor, candidates: [{ text: 'q' }, { text: 'qr' }] });
      if (wish?.kind === 'submit') e.settings.history.add(wish.text);
      if (wish?.kind === 'submit' || wish?.kind === 'cancel') e.clear();
    }
    if (e.text.length > 400) e.clear();
    expect(e.cursor >= 0 && e.cursor <= e.text.length).toBe(true);
    if (i % 10 !== 0) continue;
    const spans = highlight(e.text, e.cursor, () => undefined);
    const laid = layOut(
      { prompt: 'In[1]:= ', text: e.text, cursor: e.cursor, spans, columns: 10 + random(70) },
      (_s, t) => t,
    );
    expect(laid.cursor.row).toBeLessThan(laid.rows.length);
  }
  e.clear();
  decoder.push('\x1b[201~\x07\x1b\\');
  decoder.flush();
  type(e, '1+1');
  expect(e.text).toBe('1+1');
});
