/** What a session writes after an input: Out[n]= and the value, a picture where the terminal can show one, and how long it took. */
import type { Expr } from '../../expr/expr.ts';
import type { KernelSession } from '../../kernel/session.ts';
import { formed } from '../session/main-loop.ts';
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
