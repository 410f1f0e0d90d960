/** Regular expressions in the notation of the language (that of PCRE) written in JavaScript's. */

const posix: Readonly<Record<string, string>> = {
  alpha: '\\p{L}',
  digit: '\\p{Nd}',
  alnum: '\\p{L}\\p{Nd}',
  upper: '\\p{Lu}',
  lower: '\\p{Ll}',
  space: '\\s',
  blank: ' \\t',
  punct: '\\p{P}\\p{S}',
  word: '\\p{L}\\p{Nd}_',
  xdigit: '0-9A-Fa-f',
  cntrl: '\\p{Cc}',
  graph: '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}',
  print: '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ',
};
/** Escapes that JavaScript writes in another way. */
const escapes: Readonly<Record<string, string>> = {
  A: '(?<![^])',
  z: '(?![^])',
  Z: '(?=\\n?(?![^]))',
  h: '[ \\t]',
  R: '(?:\\r\\n|[\\n\\v\\f\\r])',
  e: '\\u001b',
  a: '\\u0007',
};
const SYNTAX = '^$\\.*+?()[]{}|/';

/** Leading (?i) (?s) (?m) (?x) become flags. */
export function regularExpressionSource(text: string): { readonly source: string; readonly flags: string } {
  const leading = /^\(\?([imsx]+)\)/.exec(text);
  const flags = leading?.[1] ?? '';
  let body = leading === null ? text : text.slice(leading[0].length);
  if (flags.includes('x')) body = withoutSpace(body);
  let out = '';
  let inClass = false;
  for (let i = 0; i < body.length; i++) {
    const c = body[i]!;
    if (c === '\\') {
      const next = body[++i] ?? '\\';
      if (next === 'Q') {
        const end = body.indexOf('\\E', i);
        const literal = body.slice(i + 1, end < 0 ? body.length : end);
        out += escapeText(literal);
        i = end < 0 ? body.length : end + 1;
      } else if (!inClass && next in escapes) out += escapes[next];
      else if (/[A-Za-z0-9]/.test(next) || SYNTAX.includes(next) || (inClass && next === '-')) out += `\\${next}`;
      else out += next;
    } else if (inClass && c === '[' && body[i + 1] === ':') {
      const end = body.indexOf(':]', i);
      out += posix[body.slice(i + 2, end)] ?? '';
      i = end + 1;
    } else if (c === '[') {
      out += inClass ? '\\[' : '[';
      inClass = true;
      // A bracket right at the beginning is an ordinary character.
      if (body[i + 1] === '^') out += body[++i];
      if (body[i + 1] === ']') {
        out += '\\]';
        i++;
      }
    } else if (c === ']' && inClass) {
      inClass = false;
      out += ']';
    } else if (c === ']') out += '\\]';
    else if (c === '(' && body.startsWith('(?P<', i)) {
      out += '(?<';
      i += 3;
    } else if (c === '{' && !inClass && !/^\{\d+(?:,\d*)?\}/.test(body.slice(i))) out += '\\{';
    else if (c === '}' && !inClass && !/\{\d+(?:,\d*)?$/.test(body.slice(0, i))) out += '\\}';
    else if (c === '.' && !inClass && !flags.includes('s')) out += '[^\\n]';
    else if (c === '.' && !inClass) out += '[^]';
    else out += c;
  }
  return { source: out, flags: flags.replace(/[xs]/g, '') };
}

/** Free-spacing notation: spaces and # comments do not count. */
const withoutSpace = (text: string): string =>
  text.replace(/\\[^]|\[(?:\\[^]|[^\]])*\]|#[^\n]*|\s+/g, (part) =>
    part.startsWith('\\') || part.startsWith('[') ? part : '',
  );

export const escapeText = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
