/** What a terminal sends, as keys: text, pastes, and keys by name (`up`, `C-a`, `M-left`, `S-tab`). */

export interface Key {
  /** `text` and `paste` come with their text; `report` is an answer of the terminal; all others are names of keys. */
  readonly name: string;
  readonly text: string;
}

const ESCAPE_WAIT = 50;
const PASTE_WAIT = 1000;
const PASTE_END = '\x1b[201~';
/** Sequences of more parameters than any key has are noise. */
const LONGEST_SEQUENCE = 64;
const LONGEST_STRING = 4096;

/** Final letters of CSI and SS3 sequences. */
const letters: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  E: 'clear',
  F: 'end',
  H: 'home',
  M: 'enter',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
  Z: 'S-tab',
};
/** First parameters of CSI sequences that end in ~. */
const numbers: Readonly<Record<string, string>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
};
const controls: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\0': 'C-space',
  '\x1c': 'C-\\',
  '\x1d': 'C-]',
  '\x1e': 'C-^',
  '\x1f': 'C-_',
};
/** Keys of the CSI u form, by code. */
const coded: Readonly<Record<string, string>> = {
  9: 'tab',
  13: 'enter',
  27: 'escape',
  32: 'space',
  127: 'backspace',
};

const named = (name: string): Key => ({ name, text: '' });

/** Modifiers as xterm numbers them: 1 and the sum of Shift 1, Alt 2, Control 4. */
function modified(name: string, modifiers: string | undefined): string {
  const bits = Number(modifiers ?? 1) - 1;
  if (!(bits > 0)) return name;
  return `${bits & 4 ? 'C-' : ''}${bits & 2 ? 'M-' : ''}${bits & 1 && !name.startsWith('S-') ? 'S-' : ''}${name}`;
}

function controlName(c: string): string {
  return controls[c] ?? `C-${String.fromCharCode(c.charCodeAt(0) + 96)}`;
}

/** The key of one CSI sequence, without its beginning. */
function sequenceKey(body: string): Key {
  const final = body.at(-1)!;
  const parameters = body.slice(0, -1);
  if (/^[?<=>]/.test(parameters)) return { name: 'report', text: `\x1b[${body}` };
  const [first = '', second] = parameters.split(';');
  if (final === '~') return named(modified(numbers[first] ?? 'unknown', second));
  if (final === 'u') {
    const code = first.split(':')[0]!;
    const name = coded[code] ?? String.fromCodePoint(Math.min(Number(code) || 0, 0x10ffff));
    return named(modified(name, second?.split(':')[0]));
  }
  // rxvt: \x1b[a is Shift-up; the cursor's place is reported with two numbers and R.
  if (final === 'R' && second !== undefined && Number(second) > 8) return { name: 'report', text: `\x1b[${body}` };
  return named(letters[final] === undefined ? 'unknown' : modified(letters[final], second));
}

/** Takes text as it comes, in any pieces, and gives keys. */
export class KeyDecoder {
  #rest = '';
  #paste: string | undefined;

  /**
   * Milliseconds after which what has begun is all there is; undefined when nothing has. An escape character may be a
   * key or the beginning of one; the end of a paste may be lost.
   */
  get patience(): number | undefined {
    if (this.#paste !== undefined) return PASTE_WAIT;
    return this.#rest === '' ? undefined : ESCAPE_WAIT;
  }

  push(data: string): Key[] {
    this.#rest += data;
    return this.#take(false);
  }

  /** Nothing more came for a while: what has begun is all there is. */
  flush(): Key[] {
    const keys = this.#take(true);
    if (this.#paste === undefined) return keys;
    keys.push({ name: 'paste', text: this.#paste });
    this.#paste = undefined;
    return keys;
  }

  #take(over: boolean): Key[] {
    const keys: Key[] = [];
    while (this.#rest !== '') {
      if (this.#paste !== undefined) {
        if (!this.#pasted(keys)) break;
        continue;
      }
      const before = this.#rest.length;
      const key = this.#next(over);
      if (key !== undefined) keys.push(key);
      else if (this.#rest.length === before) break;
    }
    return keys;
  }

  /** False when the end of the paste has not come yet. */
  #pasted(keys: Key[]): boolean {
    const all = this.#paste! + this.#rest;
    const end = all.indexOf(PASTE_END);
    if (end < 0) {
      this.#paste = all;
      this.#rest = '';
      return false;
    }
    keys.push({ name: 'paste', text: all.slice(0, end) });
    this.#paste = undefined;
    this.#rest = all.slice(end + PASTE_END.length);
    return true;
  }

  /** undefined, with nothing taken, when more has to come. */
  #next(over: boolean): Key | undefined {
    const text = this.#rest;
    const c = text[0]!;
    if (c === '\x1b') return this.#escape(over);
    if (c < ' ' || c === '\x7f') {
      // \r\n is one line end.
      this.#rest = text.slice(text.startsWith('\r\n') ? 2 : 1);
      return named(controlName(c));
    }
    const end = text.search(/[\x00-\x1f\x7f]/);
    this.#rest = end < 0 ? '' : text.slice(end);
    return { name: 'text', text: end < 0 ? text : text.slice(0, end) };
  }

  #escape(over: boolean): Key | undefined {
    const text = this.#rest;
    const second = text[1];
    if (second === undefined) {
      if (!over) return undefined;
      this.#rest = '';
      return named('escape');
    }
    if (second === '[') return this.#controlSequence(over);
    if (second === 'O') {
      if (text.length < 3 && !over) return undefined;
      this.#rest = text.slice(3);
      return named(text.length < 3 ? 'M-O' : (letters[text[2]!] ?? 'unknown'));
    }
    if (/[P_\]^X]/.test(second)) {
      const string = this.#controlString(over);
      if (string !== null) return string;
    }
    if (second === '\x1b') {
      // Esc before a key that is a sequence itself is Alt.
      const meta = text[2] === '[' || text[2] === 'O';
      this.#rest = text.slice(1);
      const key = meta ? this.#escape(over) : named('escape');
      if (key === undefined && this.#paste === undefined) this.#rest = text;
      return meta && key !== undefined ? named(`M-${key.name}`) : key;
    }
    const whole = String.fromCodePoint(text.codePointAt(1)!);
    this.#rest = text.slice(1 + whole.length);
    return named(`M-${second < ' ' || second === '\x7f' ? controlName(second) : whole}`);
  }

  #controlSequence(over: boolean): Key | undefined {
    const text = this.#rest;
    const m = /^\x1b\[([\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e])/.exec(text);
    if (m === null) {
      const broken = /[^\x20-\x3f]/.test(text.slice(2));
      if (!over && !broken && text.length < LONGEST_SEQUENCE) return undefined;
      this.#rest = text.slice(2);
      return named('M-[');
    }
    this.#rest = text.slice(m[0].length);
    if (m[0] === '\x1b[200~') {
      this.#paste = '';
      return undefined;
    }
    // The console of Linux sends \x1b[[A for F1.
    if (m[1] === '[') {
      this.#rest = this.#rest.slice(1);
      return named('unknown');
    }
    return m[0] === PASTE_END ? named('unknown') : sequenceKey(m[1]!);
  }

  /** Answers of the terminal as strings (DCS, APC, OSC); null when it is a key after all. */
  #controlString(over: boolean): Key | undefined | null {
    const text = this.#rest;
    const m = /^\x1b[P_\]^X][\x20-\x7e]*(?:\x07|\x1b\\)/.exec(text);
    if (m === null) {
      // What holds anything else, or never ends, is typed.
      const begun = /^\x1b.[\x20-\x7e]*\x1b?$/.test(text) && text.length < LONGEST_STRING;
      return begun && !over ? undefined : null;
    }
    this.#rest = text.slice(m[0].length);
    return { name: 'report', text: m[0] };
  }
}
