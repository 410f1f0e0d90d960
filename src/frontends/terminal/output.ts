/** What a session writes after an input: Out[n]= and the value, a picture where the terminal can show one, and how long it took. */
import { type Expr, Kind } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import type { KernelSession } from '../../kernel/session.ts';
import type { Size } from '../shared-words.ts';
import { answer } from './layout.ts';
import { type PictureTerminal, picture } from './pictures.ts';
import type { Theme } from './theme.ts';

export interface OutputPlace {
  readonly out: (text: string) => void;
  readonly size: () => Size;
  readonly theme: Theme;
  /** How pictures are shown; undefined: as text. */
  readonly pictures?: () => PictureTerminal;
}

/** Heads that name how a value is printed: Out[1]//FullForm= ... */
const forms = new Set(['FullForm', 'InputForm', 'OutputForm', 'TableForm', 'MatrixForm', 'StandardForm'].map(system));

/** The value and the form that it is to be printed in, which is no part of it. */
export function formed(value: Expr): { readonly value: Expr; readonly form: string | undefined } {
  const { kind } = value;
  if (kind !== Kind.Normal || !forms.has(value.head as never) || value.args.length === 0)
    return { value, form: undefined };
  return { value: value.args[0]!, form: (value.head as { name: string }).name };
}

/** Told after an output of which something was left out. */
const ELIDED = '(shortened; :all shows all of it, :page in a pager)';

/** `printed`: the value as it is to be printed, in its form. */
export function outputText(n: number, printed: Expr, session: KernelSession, place: OutputPlace): string {
  const { theme } = place;
  const { form } = formed(printed);
  const label = form === undefined ? `Out[${n}]= ` : `Out[${n}]//${form}= `;
  const pixels = place.pictures && form === undefined ? picture(printed, session, place.pictures()) : undefined;
  if (pixels !== undefined) {
    const name = session.outputForm(printed, { characters: 60 });
    return `${theme.faint(label)}${name.includes('\n') ? '' : name}\n${pixels}\n`;
  }
  const { text, elided, block } = answer(printed, session, place.size(), theme, label.length);
  return [
    theme.faint(label) + (block ? '' : text),
    ...(block ? [text] : []),
    ...(elided ? [theme.faint(ELIDED)] : []),
    '',
  ].join('\n');
}
