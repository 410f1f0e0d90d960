/** Comments between two tokens. */
import { endOfComment } from '../../syntax/escapes.ts';

/** `from` and `to` are ends of tokens, or of the text. */
export function* commentsIn(text: string, from: number, to: number): Generator<readonly [start: number, end: number]> {
  for (let at = text.indexOf('(*', from); at >= 0 && at < to; ) {
    const end = Math.min(to, endOfComment(text, at));
    yield [at, end];
    at = text.indexOf('(*', end);
  }
}
