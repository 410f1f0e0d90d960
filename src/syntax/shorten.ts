/** Short and Shallow: large expressions with <<n>> in place of what is left out. */
import { isAssociation } from '../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal, normal, Str } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import { unpack } from '../expr/packed.ts';
import * as S from '../expr/symbols.ts';

const Skeleton = system('Skeleton');
const skeleton = (n: number): Expr => normal(Skeleton, int(n));

/** As a call: packed arrays as lists, associations as rules, atoms of other worlds as what makes them. */
function opened(e: Expr): Normal | undefined {
  if (e.kind === Kind.Normal) return e;
  if (e.kind === Kind.Packed) return unpack(e) as Normal;
  if (e.kind === Kind.Boxed) return opened(e.form);
  if (!isAssociation(e)) return undefined;
  return new Normal(
    S.Association,
    e.entries().map(([k, v, delayed]) => normal(delayed ? S.RuleDelayed : S.Rule, k, v)),
  );
}

/** At least as many characters as this many parts need. Stops counting at `limit`. */
function sizeWithin(e: Expr, limit: number): number {
  let size = 0;
  const stack: Expr[] = [e];
  while (stack.length > 0 && size <= limit) {
    const x = stack.pop()!;
    size += x.kind === Kind.String ? x.value.length : 1;
    if (x.kind === Kind.Normal) {
      stack.push(x.head);
      for (let i = 0; i < x.args.length && i <= limit; i++) stack.push(x.args[i]!);
    } else if (x.kind === Kind.Packed) size += x.data.length;
    else if (isAssociation(x)) size += 2 * x.size;
  }
  return size;
}

/** What <<n>>, brackets and commas take. */
const OVERHEAD = 8;
const LEAST_ROOM = 6;

/** An expression that `write` shows in about `room` characters. */
export function shortened(e: Expr, room: number, write: (e: Expr) => string): Expr {
  if (sizeWithin(e, room) <= room && write(e).length <= room) return e;
  // What a form wraps is measured as the form writes it.
  if ((isCall(e, S.InputForm) || isCall(e, S.FullForm)) && e.args.length === 1)
    return normal(
      e.head,
      shortened(e.args[0]!, room, (x) => write(normal(e.head, x))),
    );
  if (e.kind === Kind.String) {
    const half = Math.max(1, (room - OVERHEAD) >> 1);
    const left = e.value.length - 2 * half;
    return left > 0 ? new Str(`${e.value.slice(0, half)}<<${left}>>${e.value.slice(-half)}`) : e;
  }
  const call = opened(e);
  if (call === undefined || call.args.length === 0) return e;
  if (room < LEAST_ROOM) return skeleton(call.args.length);
  return elided(call, room, write);
}

/** Arguments from both ends as long as there is room; the first ones may be shortened themselves. */
function elided(e: Normal, room: number, write: (e: Expr) => string): Expr {
  const { args } = e;
  const front: Expr[] = [];
  const back: Expr[] = [];
  let left = room - OVERHEAD - (e.head.kind === Kind.Normal ? LEAST_ROOM : write(e.head).length);
  for (let i = 0; i < args.length; i++) {
    const fromFront = front.length <= back.length;
    const next = args[fromFront ? front.length : args.length - 1 - back.length]!;
    const shown =
      i < 2 || args.length <= 2
        ? shortened(next, Math.max(LEAST_ROOM, left >> (i < args.length - 1 ? 1 : 0)), write)
        : next;
    if (sizeWithin(shown, left) > left) break;
    const length = write(shown).length + 2;
    if (length > left && i > 0) break;
    left -= length;
    if (fromFront) front.push(shown);
    else back.push(shown);
  }
  const hidden = args.length - front.length - back.length;
  const middle = hidden > 0 ? [skeleton(hidden)] : [];
  return new Normal(e.head, [...front, ...middle, ...back.reverse()]);
}

export const SHALLOW_DEPTH = 4;
export const SHALLOW_LENGTH = 10;

/** Deeper parts as head[<<n>>], and only the first arguments of each. */
export function shallow(e: Expr, depth: number, length: number): Expr {
  const call = opened(e);
  if (call === undefined || call.args.length === 0) return e;
  if (depth <= 1) return isCall(call, Skeleton) ? call : new Normal(call.head, [skeleton(call.args.length)]);
  const shown = call.args.slice(0, length).map((a) => shallow(a, depth - 1, length));
  const hidden = call.args.length - shown.length;
  return new Normal(call.head, hidden > 0 ? [...shown, skeleton(hidden)] : shown);
}
