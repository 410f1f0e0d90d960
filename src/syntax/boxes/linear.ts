/** The linear syntax of boxes: \!\(\*SuperscriptBox[\(x\), \(2\)]\), \(x\^2\), in program text and in strings. */
import { type Box, box, row } from './box.ts';

/** Behind the \) that closes the \( at `open`; -1 when none does. */
export function endOfBoxes(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length - 1; i++) {
    if (text[i] === '"' && depth > 0) i = endOfQuote(text, i);
    else if (text[i] === '\\') {
      if (text[i + 1] === '(') depth++;
      else if (text[i + 1] === ')' && --depth === 0) return i + 2;
      i++;
    }
  }
  return -1;
}
function endOfQuote(text: string, open: number): number {
  let i = open + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i;
}

/** The box between \( and \). */
export function readLinear(content: string): Box {
  return new LinearReader(content).row();
}

const binary: Readonly<Record<string, string>> = {
  '^': 'SuperscriptBox',
  _: 'SubscriptBox',
  '/': 'FractionBox',
  '&': 'OverscriptBox',
  '+': 'UnderscriptBox',
};

class LinearReader {
  private at = 0;
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  row(): Box {
    const parts: Box[] = [];
    while (this.at < this.text.length) {
      const operator = this.text[this.at] === '\\' ? this.text[this.at + 1] : undefined;
      const head = operator === undefined ? undefined : binary[operator];
      if (head !== undefined && parts.length > 0) {
        this.at += 2;
        const base = parts.pop()!;
        parts.push(box(head, base, this.operand()));
      } else parts.push(this.operand());
    }
    return row(parts.filter((p) => p !== ''));
  }

  /** A group, a box, a root, a string, a name or number, or one other character with the blanks around it. */
  private operand(): Box {
    const rest = this.text.slice(this.at);
    if (rest.startsWith('\\(')) {
      const end = endOfBoxes(this.text, this.at);
      const inner = this.text.slice(this.at + 2, end < 0 ? this.text.length : end - 2);
      this.at = end < 0 ? this.text.length : end;
      return readLinear(inner);
    }
    if (rest.startsWith('\\*')) {
      this.at += 2;
      return this.expression();
    }
    if (rest.startsWith('\\@')) {
      this.at += 2;
      return box('SqrtBox', this.operand());
    }
    if (/^\\[!%`]/.test(rest)) {
      this.at += 2;
      return this.at < this.text.length ? this.operand() : '';
    }
    if (/^\\[ \n]/.test(rest)) {
      this.at += 2;
      return ' ';
    }
    const word =
      /^(?:"(?:[^"\\]|\\[\s\S])*"|[A-Za-z$\u0080-\uffff][\w$\u0080-\uffff]*|\d+\.?\d*|\\\[\w+\]|\s+|[\s\S])/.exec(
        rest,
      )!;
    this.at += word[0].length;
    return word[0];
  }

  /** Head[part, ...], {part, ...}, a string, a group: the parts of box expressions. */
  private expression(): Box {
    this.blanks();
    const rest = this.text.slice(this.at);
    if (rest.startsWith('\\(')) return this.operand();
    const string = /^"((?:[^"\\]|\\[\s\S])*)"/.exec(rest);
    if (string !== null) {
      this.at += string[0].length;
      return string[1]!.replace(/\\(["\\])/g, '$1');
    }
    const head = /^(\w*)\s*([[{])/.exec(rest);
    if (head === null) {
      const plain = /^[^,\]}]+/.exec(rest)?.[0] ?? rest[0] ?? '';
      this.at += Math.max(1, plain.length);
      return plain.trim();
    }
    this.at += head[0].length;
    const parts: Box[] = [];
    for (;;) {
      this.blanks();
      const c = this.text[this.at];
      if (c === undefined || c === ']' || c === '}') break;
      if (c === ',') this.at++;
      else parts.push(this.expression());
    }
    this.at++;
    return { head: head[2] === '{' ? 'List' : head[1]!, parts };
  }

  private blanks(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }
}
