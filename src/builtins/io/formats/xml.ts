/** XML as a file format: symbolic XML, XMLObject and XMLElement (reference: Symbolic XML in the language's documentation). */
import { type Expr, isCall, Kind, type Normal, normal, Str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import { readXml, writeXml, type XmlDocument, type XmlElement, type XmlNode } from '../../../formats/xml.ts';
import { isRule } from '../../../kernel/definitions/options.ts';
import { list } from '../../values/sequences.ts';
import { type Format, format } from './format.ts';
import { decode, encode } from './text.ts';

const XMLElement = system('XMLElement');
const XMLObject = system('XMLObject');
const text = (s: string): Expr => new Str(s);
const object = (kind: string, ...args: readonly Expr[]): Normal => normal(normal(XMLObject, text(kind)), ...args);
const rules = (pairs: readonly (readonly [string, string])[]): Expr =>
  list(pairs.map(([name, value]) => normal(S.Rule, text(name), text(value))));

/** Space between elements means nothing. */
const isSpace = (n: XmlNode): boolean => n.kind === 'text' && n.text.trim() === '';
function nodeExpr(n: XmlNode): Expr {
  if (n.kind === 'text') return text(n.text);
  if (n.kind === 'comment') return object('Comment', text(n.text));
  if (n.kind === 'instruction') return object('ProcessingInstruction', text(n.target), text(n.text));
  const children = n.children.some((c) => c.kind === 'text' && !isSpace(c))
    ? n.children
    : n.children.filter((c) => !isSpace(c));
  return normal(XMLElement, text(n.tag), rules(n.attributes), list(children.map(nodeExpr)));
}

function documentExpr({ declaration, prolog, root, epilog }: XmlDocument): Expr {
  const named = (declaration ?? []).map(([name, value]) => [name[0]!.toUpperCase() + name.slice(1), value] as const);
  const before = declaration ? [normal(normal(XMLObject, text('Declaration')), ...rulesOf(rules(named)))] : [];
  return object('Document', list([...before, ...prolog.map(nodeExpr)]), nodeExpr(root), list(epilog.map(nodeExpr)));
}
const rulesOf = (x: Expr): readonly Expr[] => (isCall(x, S.List) ? x.args : []);

const isObject = (x: Expr, kind: string): x is Normal =>
  x.kind === Kind.Normal &&
  isCall(x.head, XMLObject) &&
  x.head.args[0]?.kind === Kind.String &&
  x.head.args[0].value === kind;

/** An attribute name, or {space, name}, and a value that is text or is written as text. */
function pairOf(r: Expr): readonly [string, string] | undefined {
  if (!isRule(r)) return undefined;
  const [name, value] = r.args;
  const local = isCall(name, S.List) ? name.args.at(-1) : name;
  return local?.kind === Kind.String && value.kind === Kind.String ? [local.value, value.value] : undefined;
}
const all = <T>(items: readonly (T | undefined)[]): readonly T[] | undefined =>
  items.includes(undefined) ? undefined : (items as T[]);

function nodeOf(x: Expr): XmlNode | undefined {
  if (x.kind === Kind.String) return { kind: 'text', text: x.value };
  const [first, second] = x.kind === Kind.Normal ? x.args : [];
  const word = (e: Expr | undefined): string => (e?.kind === Kind.String ? e.value : '');
  if (isObject(x, 'Comment')) return { kind: 'comment', text: word(first) };
  if (isObject(x, 'CDATASection')) return { kind: 'text', text: word(first) };
  if (isObject(x, 'ProcessingInstruction')) return { kind: 'instruction', target: word(first), text: word(second) };
  return elementOf(x);
}
function elementOf(x: Expr): XmlElement | undefined {
  if (!isCall(x, XMLElement) || x.args.length !== 3) return undefined;
  const [tag, attributes, children] = x.args;
  const name = isCall(tag!, S.List) ? tag.args.at(-1) : tag;
  const pairs = all(rulesOf(attributes!).map(pairOf));
  const nodes = all(rulesOf(children!).map(nodeOf));
  if (name?.kind !== Kind.String || pairs === undefined || nodes === undefined) return undefined;
  return { kind: 'element', tag: name.value, attributes: pairs, children: nodes };
}

function documentOf(x: Expr): XmlDocument | undefined {
  const declaration = [['version', '1.0']] as const;
  const bare = elementOf(x);
  if (bare) return { declaration, prolog: [], root: bare, epilog: [] };
  if (!isObject(x, 'Document') || x.args.length < 3) return undefined;
  const asides = (part: Expr): readonly XmlNode[] | undefined =>
    all(
      rulesOf(part)
        .filter((n) => !isObject(n, 'Declaration'))
        .map(nodeOf),
    );
  const [prolog, root, epilog] = [asides(x.args[0]!), elementOf(x.args[1]!), asides(x.args[2]!)];
  return prolog && root && epilog && { declaration, prolog, root, epilog };
}

const plain = (n: XmlNode): string =>
  n.kind === 'text'
    ? n.text
    : n.kind === 'element'
      ? n.children.map(plain).join(n.children.some((c) => c.kind === 'text' && !isSpace(c)) ? '' : '\n')
      : '';
const tags = (n: XmlNode): readonly string[] => (n.kind === 'element' ? [n.tag, ...n.children.flatMap(tags)] : []);

export const XML = format('XML', {
  extensions: ['xml'],
  read: {
    XMLObject: (bytes) => documentExpr(readXml(decode(bytes))),
    XMLElement: (bytes) => nodeExpr(readXml(decode(bytes)).root),
    Plaintext: (bytes) =>
      text(
        plain(readXml(decode(bytes)).root)
          .replace(/\n\s*\n+/g, '\n')
          .trim(),
      ),
    Tags: (bytes) => list([...new Set(tags(readXml(decode(bytes)).root))].sort().map(text)),
  },
  write(value) {
    const document = documentOf(value);
    return document && encode(writeXml(document));
  },
});

export const xmlFormats: readonly Format[] = [XML];
