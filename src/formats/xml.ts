/** XML text to a tree and back (XML 1.0, W3C recommendation, fifth edition). Entities of a document's own are refused: they can grow without bound. */
import { worked } from '../pace.ts';
import { FormatError } from './format-error.ts';

export interface XmlElement {
  readonly kind: 'element';
  readonly tag: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: readonly XmlNode[];
}
export type XmlNode =
  | XmlElement
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'instruction'; readonly target: string; readonly text: string };

export interface XmlDocument {
  /** Attributes of the declaration <?xml ...?>, if there is one. */
  readonly declaration: readonly (readonly [string, string])[] | undefined;
  /** Comments and instructions before and after the element. */
  readonly prolog: readonly XmlNode[];
  readonly root: XmlElement;
  readonly epilog: readonly XmlNode[];
}

/** Deeper nesting than this is refused: reading is recursive. */
const MAX_DEPTH = 500;
const NAME = /[\p{L}_:][\p{L}\p{N}_:.\-\u00b7]*/uy;
const SPACE = /[ \t\r\n]*/y;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

class Reader {
  #at = 0;
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }

  document(): XmlDocument {
    if (this.#text.startsWith('\ufeff')) this.#at = 1;
    const declaration = this.#declaration();
    const prolog = this.#misc();
    if (!this.#looks('<')) this.#fail('an element is expected');
    const root = this.#element(0);
    const epilog = this.#misc();
    if (this.#at < this.#text.length) this.#fail('there is text after the end of the document');
    return { declaration, prolog, root, epilog };
  }

  #fail(reason: string, at = this.#at): never {
    throw new FormatError('XML', reason, at);
  }
  #looks(word: string): boolean {
    return this.#text.startsWith(word, this.#at);
  }
  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }
  /** Text up to a word, which is passed over. */
  #until(word: string, what: string): string {
    const end = this.#text.indexOf(word, this.#at);
    if (end < 0) this.#fail(`${what} has no end`);
    const text = this.#text.slice(this.#at, end);
    this.#at = end + word.length;
    return text;
  }
  #name(): string {
    return this.#match(NAME) || this.#fail('a name is expected');
  }

  #declaration(): XmlDocument['declaration'] {
    if (!/^<\?xml[ \t\r\n]/.test(this.#text.slice(this.#at, this.#at + 6))) return undefined;
    this.#at += 5;
    const attributes = this.#attributes();
    if (!this.#looks('?>')) this.#fail('the declaration has no end');
    this.#at += 2;
    return attributes;
  }

  /** Comments, instructions and space around the element; a document type is passed over. */
  #misc(): XmlNode[] {
    const out: XmlNode[] = [];
    for (;;) {
      this.#match(SPACE);
      if (this.#looks('<!DOCTYPE')) this.#doctype();
      else {
        const node = this.#aside();
        if (node === undefined) return out;
        out.push(node);
      }
    }
  }
  #doctype(): void {
    const start = this.#at;
    const end = this.#text.indexOf('>', this.#at);
    const inner = this.#text.indexOf('[', this.#at);
    if (end < 0) this.#fail('the document type has no end', start);
    if (inner >= 0 && inner < end) this.#fail('declarations inside of a document type are not read', inner);
    this.#at = end + 1;
  }
  #aside(): XmlNode | undefined {
    if (this.#looks('<!--')) {
      this.#at += 4;
      return { kind: 'comment', text: this.#until('-->', 'a comment') };
    }
    if (!this.#looks('<?')) return undefined;
    this.#at += 2;
    const target = this.#name();
    this.#match(SPACE);
    return { kind: 'instruction', target, text: this.#until('?>', 'an instruction') };
  }

  #attributes(): [string, string][] {
    const out: [string, string][] = [];
    for (;;) {
      const space = this.#match(SPACE);
      if (this.#looks('>') || this.#looks('/>') || this.#looks('?>')) return out;
      if (space === '') this.#fail('a space is expected before an attribute');
      const at = this.#at;
      const name = this.#name();
      if (out.some(([n]) => n === name)) this.#fail(`the attribute ${name} stands twice`, at);
      this.#match(SPACE);
      if (!this.#looks('=')) this.#fail(`the attribute ${name} has no value`);
      this.#at++;
      this.#match(SPACE);
      const quote = this.#text[this.#at];
      if (quote !== '"' && quote !== "'") this.#fail('a quotation mark is expected');
      this.#at++;
      const start = this.#at;
      out.push([name, this.#unescape(this.#until(quote, 'the value of an attribute'), start)]);
    }
  }

  #element(depth: number): XmlElement {
    if (depth > MAX_DEPTH) this.#fail(`elements are nested deeper than ${MAX_DEPTH}`);
    worked(16);
    const start = this.#at;
    this.#at++;
    const tag = this.#name();
    const attributes = this.#attributes();
    if (this.#looks('/>')) {
      this.#at += 2;
      return { kind: 'element', tag, attributes, children: [] };
    }
    this.#at++;
    const children = this.#children(tag, depth, start);
    return { kind: 'element', tag, attributes, children };
  }

  #children(tag: string, depth: number, start: number): XmlNode[] {
    const out: XmlNode[] = [];
    const say = (text: string): void => {
      const last = out.at(-1);
      if (last?.kind === 'text') out[out.length - 1] = { kind: 'text', text: last.text + text };
      else if (text !== '') out.push({ kind: 'text', text });
    };
    for (;;) {
      if (this.#at >= this.#text.length) this.#fail(`the element ${tag} has no end`, start);
      if (this.#looks('</')) {
        const at = this.#at;
        this.#at += 2;
        const end = this.#name();
        this.#match(SPACE);
        if (end !== tag) this.#fail(`</${end}> stands where </${tag}> is expected`, at);
        if (!this.#looks('>')) this.#fail('the end of an element is not closed');
        this.#at++;
        return out;
      }
      if (this.#looks('<![CDATA[')) {
        this.#at += 9;
        say(this.#until(']]>', 'a CDATA section'));
      } else if (this.#looks('<')) out.push(this.#aside() ?? this.#element(depth + 1));
      else {
        const at = this.#at;
        const end = this.#text.indexOf('<', at);
        this.#at = end < 0 ? this.#text.length : end;
        say(this.#unescape(this.#text.slice(at, this.#at), at));
      }
    }
  }

  #unescape(text: string, start: number): string {
    return text.replace(/\r\n?/g, '\n').replace(/&([^;&\s]{0,10});?/g, (whole, name: string, at: number) => {
      const code = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name);
      const point = code ? Number.parseInt(code[1] ?? code[2]!, code[1] ? 16 : 10) : undefined;
      const known = point === undefined ? NAMED[name] : point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
      if (known === undefined || !whole.endsWith(';')) this.#fail(`the entity ${whole} is not known`, start + at);
      return known;
    });
  }
}

/** Reads one document. Throws FormatError with the offset in characters. */
export const readXml = (text: string): XmlDocument => new Reader(text).document();

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const attributesText = (attributes: XmlElement['attributes']): string =>
  attributes
    .map(([name, value]) => ` ${name}="${escape(value).replace(/"/g, '&quot;').replace(/\n/g, '&#10;')}"`)
    .join('');

function nodeText(node: XmlNode, indent: string): string {
  switch (node.kind) {
    case 'text':
      return escape(node.text);
    case 'comment':
      return `<!--${node.text}-->`;
    case 'instruction':
      return `<?${node.target} ${node.text}?>`;
    case 'element': {
      const open = `<${node.tag}${attributesText(node.attributes)}`;
      if (node.children.length === 0) return `${open}/>`;
      // Space means something beside text; elements alone stand on lines of their own.
      if (node.children.some((c) => c.kind === 'text'))
        return `${open}>${node.children.map((c) => nodeText(c, indent)).join('')}</${node.tag}>`;
      const inner = node.children.map((c) => `\n${indent} ${nodeText(c, `${indent} `)}`).join('');
      return `${open}>${inner}\n${indent}</${node.tag}>`;
    }
  }
}

/** The text of a document, with elements that hold no text on lines of their own. */
export const writeXml = ({ declaration, prolog, root, epilog }: XmlDocument): string =>
  `${[
    ...(declaration ? [`<?xml${attributesText(declaration)}?>`] : []),
    ...[...prolog, root, ...epilog].map((n) => nodeText(n, '')),
  ].join('\n')}\n`;
