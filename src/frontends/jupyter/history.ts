/** The inputs of a kernel, as front ends ask for them. */
import type { Content } from './messages.ts';

/** The number of the one session that is known. */
const SESSION = 1;
const MOST = 1000;

type Row = readonly [session: number, line: number, input: string | readonly [string, string | null]];

export class InputHistory {
  readonly #entries: { readonly line: number; readonly input: string; output: string | null }[] = [];

  add(line: number, input: string): void {
    this.#entries.push({ line, input, output: null });
  }
  /** The text of the value that the last input has shown. */
  show(output: string): void {
    const last = this.#entries.at(-1);
    if (last !== undefined) last.output = output;
  }

  /** The content of a history_reply. */
  reply(asked: Content): object {
    const number = (x: unknown, otherwise: number): number =>
      typeof x === 'number' && Number.isFinite(x) ? x : otherwise;
    let found = [...this.#entries];
    if (asked.hist_access_type === 'range') {
      const [start, stop] = [number(asked.start, 0), number(asked.stop, Number.POSITIVE_INFINITY)];
      const own = [0, SESSION].includes(number(asked.session, 0));
      found = found.filter((e) => own && e.line >= start && e.line < stop);
    } else {
      if (asked.hist_access_type === 'search')
        found = found.filter((e) => glob(String(asked.pattern ?? '*')).test(e.input));
      if (asked.unique === true) found = found.filter((e, i) => !found.slice(i + 1).some((f) => f.input === e.input));
      const most = Math.max(0, Math.min(MOST, number(asked.n, MOST)));
      found = most === 0 ? [] : found.slice(-most);
    }
    const history = found.map(
      ({ line, input, output }): Row => [SESSION, line, asked.output === true ? [input, output] : input],
    );
    return { status: 'ok', history };
  }
}

/** * is any text, ? any character. */
const glob = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  );
