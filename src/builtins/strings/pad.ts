/** StringPadLeft and StringPadRight. */
import { int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { wholeOf } from '../values/sequences.ts';
import { charactersOf, lengthOfText } from './characters.ts';
import { overStrings } from './matching.ts';

const padded = (
  name: string,
  { usage, left, examples }: { readonly usage: string; readonly left: boolean; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 3],
    evaluate([x, n, pad], e) {
      if (n === undefined) {
        const items = isCall(x!, S.List) ? x.args : [];
        const longest = Math.max(0, ...items.map((i) => (i.kind === Kind.String ? lengthOfText(i) : 0)));
        return normal(e.symbol, x!, int(longest));
      }
      const length = wholeOf(n);
      if (length === undefined || length < 0) return e.message('intnn', int(2), normal(e.symbol, x!, n));
      if (pad !== undefined && (pad.kind !== Kind.String || pad.value === ''))
        return e.message('string', int(3), normal(e.symbol, x!, n, pad));
      const filler = charactersOf(pad?.kind === Kind.String ? pad.value : ' ');
      return overStrings(
        x!,
        (s) => {
          const all = charactersOf(s.value);
          const missing = length - all.length;
          if (missing <= 0) return new Str((left ? all.slice(-missing) : all.slice(0, length)).join(''));
          // The filler is laid out from the far end of the whole on the left, from the string on on the right.
          const fill = Array.from({ length: missing }, (_, i) => filler[(left ? i : all.length + i) % filler.length]);
          return new Str(left ? fill.join('') + s.value : s.value + fill.join(''));
        },
        [x!, n],
        e,
      );
    },
    examples,
  });
export const StringPadLeft = padded('StringPadLeft', {
  usage:
    'StringPadLeft["string", n] pads "string" on the left with spaces to make a string of n characters; longer ones are truncated.\nStringPadLeft["string", n, "padding"] uses the given padding.\nStringPadLeft[{s1, s2, ...}] makes all strings as long as the longest.',
  left: true,
  examples: {
    'StringPadLeft["7", 3, "0"]': '"007"',
    'StringPadLeft["abc", 5]': '"  abc"',
    'StringPadLeft["abcdef", 3]': '"def"',
    'StringPadLeft[{"a", "bcd"}]': '{"  a", "bcd"}',
  },
});
export const StringPadRight = padded('StringPadRight', {
  usage:
    'StringPadRight["string", n] pads "string" on the right with spaces to make a string of n characters; longer ones are truncated.\nStringPadRight["string", n, "padding"] uses the given padding.',
  left: false,
  examples: {
    'StringPadRight["abc", 5]': '"abc  "',
    'StringPadRight["abc", 5, "."]': '"abc.."',
    'StringPadRight["abcdef", 3]': '"abc"',
  },
});

export const padding: readonly Builtin[] = [StringPadLeft, StringPadRight];
