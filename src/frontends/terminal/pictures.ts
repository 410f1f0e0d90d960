/** Pictures in a terminal: by the protocol that it speaks, else in half blocks. */
import type { Expr } from '../../expr/expr.ts';
import { pictureOf, pngOf } from '../../index.ts';
import type { KernelSession } from '../../kernel/session.ts';
import { type ColorDepth, halfBlocks, iterm2Image, kittyImage } from '../../render/terminal.ts';

export type PictureProtocol = 'kitty' | 'iterm2' | 'blocks';

export interface PictureTerminal {
  readonly protocol: PictureProtocol;
  readonly colors: ColorDepth;
  readonly columns: () => number;
}

/** What a terminal can show, by what it says about itself in the environment. */
export function pictureTerminal(
  environment: Readonly<Record<string, string | undefined>>,
  columns: () => number,
): PictureTerminal {
  const { TERM = '', TERM_PROGRAM = '', COLORTERM = '', KITTY_WINDOW_ID, TMUX } = environment;
  const direct = TMUX === undefined;
  const kitty = KITTY_WINDOW_ID !== undefined || /kitty|ghostty/i.test(TERM) || /ghostty/i.test(TERM_PROGRAM);
  const iterm = /iTerm|WezTerm|mintty/i.test(TERM_PROGRAM);
  return {
    // A multiplexer in between does not pass these sequences on.
    protocol: direct && kitty ? 'kitty' : direct && iterm ? 'iterm2' : 'blocks',
    colors: /truecolor|24bit/i.test(COLORTERM) || /direct|kitty/.test(TERM) ? 'TrueColor' : '256',
    columns,
  };
}

/** Greatest size of a picture, in cells: half a usual screen high. */
const ROWS = 16;
const COLUMNS = 72;
/** Pixels of a cell of a usual terminal, to tell how many columns a picture takes. */
const CELL_WIDTH = 9;

/** The text that shows an image or graphics; undefined for other values. */
export function picture(value: Expr, session: KernelSession, terminal: PictureTerminal): string | undefined {
  const image = pictureOf(value, session);
  if (image === undefined) return undefined;
  const columns = Math.max(1, Math.min(COLUMNS, terminal.columns() - 4));
  const across = Math.min(columns, Math.max(4, Math.round(image.width / CELL_WIDTH)));
  if (terminal.protocol === 'kitty') return kittyImage(pngOf(image), across);
  if (terminal.protocol === 'iterm2') return iterm2Image(pngOf(image), across);
  return halfBlocks(image, { columns, rows: ROWS, colors: terminal.colors });
}
