/** The escapes of the box language inside of strings. */

/** Inside of strings the escapes of the box language are these characters, so that they are no backslashes of the text. */
const escapes: Readonly<Record<string, string>> = {
  '!': '\uf7c1',
  '(': '\uf7c9',
  ')': '\uf7c0',
  '*': '\uf7c8',
  '@': '\uf7cd',
  '^': '\uf7c6',
  _: '\uf7ca',
  '/': '\uf7cb',
  '%': '\uf7c5',
  '&': '\uf7c7',
  '+': '\uf7c4',
  '`': '\uf7ce',
};
const spelled = new Map(Object.entries(escapes).map(([c, code]) => [code, `\\${c}`]));
const CODES = new RegExp(`[${[...spelled.keys()].join('')}]`, 'g');

/** The character inside of a string for \! and its kin; undefined for other escapes. */
export const boxEscape = (c: string): string | undefined => escapes[c];
/** How such a character is written; undefined for others. */
export const boxSpelling = (c: string): string | undefined => spelled.get(c);
/** Text with such characters written as escapes again. */
export const spellBoxEscapes = (text: string): string => text.replace(CODES, (c) => spelled.get(c)!);
