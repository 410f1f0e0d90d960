/** What the terminal can show and on what background: by what it says when it is asked, and by the environment. */
import type { ColorDepth } from '../../render/cells/images.ts';
import type { Background } from '../../render/cells/ink.ts';

export type PictureProtocol = 'kitty' | 'iterm2' | 'sixel' | 'cells';

/** Asks for the color behind the text, and for what the terminal is; answers come as reports among the keys. */
export const QUESTIONS = '\x1b]11;?\x1b\\\x1b[c';

/** What the answers say, as bits that threads share. */
const DARK = 1;
const LIGHT = 2;
const SIXEL = 4;

/** The bits that an answer adds; 0 for answers about other things. */
export function abilitiesIn(report: string): number {
  const color = /\]11;rgba?:([0-9a-f]+)\/([0-9a-f]+)\/([0-9a-f]+)/i.exec(report);
  if (color !== null) {
    const [r, g, b] = color.slice(1).map((hex) => Number.parseInt(hex, 16) / (16 ** hex.length - 1));
    return 0.299 * r! + 0.587 * g! + 0.114 * b! > 0.5 ? LIGHT : DARK;
  }
  const attributes = /^\x1b\[\?([\d;]+)c/.exec(report)?.[1]?.split(';');
  return attributes?.includes('4') ? SIXEL : 0;
}

type Environment = Readonly<Record<string, string | undefined>>;

export interface Abilities {
  readonly protocol: PictureProtocol;
  readonly colors: ColorDepth;
  readonly background: Background;
}

/** Without colors pictures are dots and letters in the color of text. */
export function abilities(environment: Environment, answered: number, color: boolean): Abilities {
  const { TERM = '', TERM_PROGRAM = '', COLORTERM = '', KITTY_WINDOW_ID, TMUX, COLORFGBG } = environment;
  const kitty = KITTY_WINDOW_ID !== undefined || /kitty|ghostty/i.test(TERM) || /ghostty/i.test(TERM_PROGRAM);
  const iterm = /iTerm|WezTerm|mintty/i.test(TERM_PROGRAM);
  // A multiplexer in between does not pass these sequences on, and answers for itself.
  const direct = TMUX === undefined;
  const behind = COLORFGBG?.split(';').at(-1);
  const told = behind === undefined ? 'unknown' : behind === '7' || Number(behind) >= 9 ? 'light' : 'dark';
  return {
    protocol: !color
      ? 'cells'
      : direct && kitty
        ? 'kitty'
        : direct && iterm
          ? 'iterm2'
          : answered & SIXEL
            ? 'sixel'
            : 'cells',
    colors: !color ? 'None' : /truecolor|24bit/i.test(COLORTERM) || /direct|kitty/.test(TERM) ? 'TrueColor' : '256',
    background: answered & LIGHT ? 'light' : answered & DARK ? 'dark' : told,
  };
}
