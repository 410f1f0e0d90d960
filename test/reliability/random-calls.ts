/** Calls of all builtins with arguments of all kinds, made by chance: what the fuzz of the evaluator tries. */
import { libraryThemes, records } from '../../src/index.ts';
import type { RandomStream } from '../../src/numeric/random.ts';

/** These end the session, as they should. */
const ENDING = new Set(['Quit', 'Exit']);

const all = [...records, ...Object.values(libraryThemes()).flat()];
const builtins = all.filter((r) => !r.symbol.name.startsWith('$') && !ENDING.has(r.symbol.name));
const samples = all.flatMap((r) => Object.keys(r.examples)).filter((text) => !/\b(?:Quit|Exit)\b/.test(text));

/** Arguments by kind: a kind is chosen first, so that many of one are no more likely than few of another. */
const kinds: readonly (readonly string[])[] = [
  ['0', '1', '2', '3', '-1', '5', '10', '-7', '12', '100', '1000'],
  ['2^31', '2^53', '-2^63', '10^20', '-10^30', '2^200', '10^6', '123456789', '2^5000'],
  ['1/2', '-3/7', '22/7', '10^20/3', '1/10^30'],
  ['0.', '1.5', '-2.5', '3.', '1.*^-300', '1.*^300', '-1.*^308', '1.5`30', '0``10', '2.^0.5', '1.*^5`40'],
  ['I', '1 + 2 I', '1.5 - 2.5 I', '-I/2', '3. I', '1.5`20 + I'],
  ['Infinity', '-Infinity', 'ComplexInfinity', 'Indeterminate', 'DirectedInfinity[1 + I]', 'Overflow[]', 'Underflow[]'],
  ['""', '"a"', '"abc"', '"Hello World"', '"1.5"', '"{1, 2}"', '"("', '"a*"', '"x y\\nz"', '"Input"', '"Output"'],
  ['"\\:00e9t\\:00e9"', '"\\:65e5\\:672c"', 'FromCharacterCode[128512]', 'FromCharacterCode[55357]', '"\\\\"', '"\\""'],
  ['StringRepeat["ab ", 500]', 'StringRepeat["(", 200]', 'CharacterRange["a", "z"]', '"2020-01-31"', '"#ff0000"'],
  ['x', 'y', 'z', 'f', 'a`b', 'True', 'False', 'Null', 'None', 'All', 'Automatic', 'Inherited', 'Left', 'Plus', 'List'],
  [
    '# &',
    '# + 1 &',
    '#1 + #2 &',
    '#1 > #2 &',
    'Function[x, x^2]',
    'StringQ',
    'EvenQ',
    'Throw[1] &',
    'Abort[] &',
    'Null &',
  ],
  [
    '{}',
    '{1}',
    '{1, 2, 3}',
    '{3, 1, 2}',
    '{a, b, c}',
    '{1, {2, {3}}}',
    '{{{}}}',
    '{"a", "b"}',
    '{x, 1, 5}',
    '{x, 0, 1}',
  ],
  [
    '{{1, 2}, {3, 4}}',
    '{{1, 2}, {3}}',
    '{{1., 2.}, {3., 4.}}',
    '{{a, b}, {c, d}}',
    'IdentityMatrix[3]',
    '{{0}}',
    '{{}, {}}',
  ],
  ['{1., 2.5, -3.}', 'Range[10]', 'Range[1000]', 'Range[20]/3', 'N[Range[50]]', 'ConstantArray[0, {2, 2, 2}]'],
  [
    'RandomReal[1, {3, 3}]',
    'RandomReal[1, 100]',
    'RandomInteger[9, {4, 5}]',
    '{1., Infinity}',
    '{1, x, 2.}',
    '{I, 1.}',
  ],
  ['<||>', '<|"a" -> 1, "b" -> {2}|>', '<|1 -> x|>', '<|"a" -> <|"b" -> 1|>|>', '{<|"a" -> 1|>, <|"a" -> 2|>}'],
  [
    'a -> 1',
    '{a -> 1, b -> 2}',
    'x_ -> x',
    'x :> y',
    '{1 -> 2, 2 -> 3}',
    '{1., 2.} -> {3.}',
    '1 <-> 2',
    '{{1., 2.} -> "a"}',
  ],
  [
    '_',
    '__',
    '___',
    '_Integer',
    'x_',
    'x_?EvenQ',
    'x : _ | _List',
    'Except[1]',
    'a | b',
    '_..',
    'x_ /; x > 1',
    'x_.',
    '{_, __}',
  ],
  [
    'x^2 + 1',
    'Sin[x]',
    'f[x, y]',
    'x == 1',
    'x > 2',
    'a && b',
    'Sqrt[2]',
    'Pi',
    'E^x',
    '1/x',
    'x y + x^-1',
    'Log[x]/x',
    'x + y == 3',
  ],
  [
    'Hold[1 + 1]',
    'Unevaluated[1 + 1]',
    'Sequence[]',
    'Sequence[1, 2]',
    'HoldPattern[x_]',
    'Nothing',
    'Missing[]',
    '$Failed',
    '$Aborted',
  ],
  [
    '1 ;; 3',
    ';;',
    '-1 ;; 1 ;; -1',
    '2 ;;',
    'UpTo[3]',
    'Scaled[0.5]',
    'Key["a"]',
    '{-1}',
    '{1, 2}',
    '{2, Infinity}',
    'Span[0, 0]',
  ],
  [
    'Graphics[{Disk[]}]',
    'Image[{{0, 1}, {1, 0.5}}]',
    'Image[RandomReal[1, {4, 4, 3}]]',
    'RGBColor[1, 0, 0]',
    'Plot[x, {x, 0, 1}]',
  ],
  [
    'ByteArray[{1, 2, 255}]',
    'NumericArray[{1, 2}, "Real32"]',
    'NumericArray[{{1, 2}, {3, 4}}, "Integer8"]',
    'ByteArray[{}]',
  ],
  [
    'Quantity[1, "Meters"]',
    'DateObject[{2020, 1, 31}]',
    'Dataset[{<|"a" -> 1|>}]',
    'Interval[{1, 2}]',
    'Around[1, 0.1]',
  ],
  [
    'LinearLayer[2]',
    'LinearLayer[2, "Input" -> 3]',
    'NetChain[{LinearLayer[2], Tanh}, "Input" -> 3]',
    'Ramp',
    'SoftmaxLayer[]',
  ],
  [
    'NetInitialize[NetChain[{3, Tanh, 1}, "Input" -> 2]]',
    'NetGraph[{LinearLayer[2, "Input" -> 2], ThreadingLayer[Plus]}, {{1, NetPort["Input"]} -> 2}]',
  ],
  [
    'NetEncoder[{"Class", {"a", "b"}}]',
    'NetDecoder["Boolean"]',
    'NetEncoder[{"Image", {4, 4}}]',
    'NetPort["Input"]',
    'NetEncoder["Characters"]',
  ],
  [
    'Options[Plot]',
    'Method -> "a"',
    'WorkingPrecision -> 20',
    'SameTest -> Equal',
    'MaxIterations -> 0',
    '"Fixed"',
    'TimeZone -> 0',
  ],
];

/** Long ones: to print the value of one takes longer than a hundred other calls. */
const large: readonly string[] = [
  'Range[10^5]',
  'RandomReal[1, 10^5]',
  'Nest[f, x, 300]',
  'Nest[List, x, 300]',
  'StringRepeat["x", 10^5]',
  '2^(10^5)',
  'Range[10^4] -> 1',
];
/** One argument of so many is a large one. */
const LARGE = 600;

const LITERAL = /\d+(?:\.\d*)?|"(?:[^"\\]|\\.)*"|\b[a-zA-Z$][a-zA-Z0-9$]*\b(?!\[)/g;

export class RandomCalls {
  readonly #r: RandomStream;
  constructor(r: RandomStream) {
    this.#r = r;
  }

  #below(n: number): number {
    return this.#r.integer(0, n - 1);
  }
  #of<T>(items: readonly T[]): T {
    return items[this.#below(items.length)]!;
  }

  #argument(depth: number): string {
    switch (depth > 0 ? this.#below(12) : 12) {
      case 0:
      case 1:
        return this.#call(depth - 1);
      case 2:
        return `{${Array.from({ length: this.#below(4) }, () => this.#argument(depth - 1)).join(', ')}}`;
      case 3:
        return `${this.#argument(depth - 1)} -> ${this.#argument(depth - 1)}`;
      default:
        return this.#of(this.#below(LARGE) === 0 ? large : this.#of(kinds));
    }
  }

  #call(depth: number): string {
    const { symbol, options } = this.#of(builtins);
    const args = Array.from({ length: this.#of([0, 1, 1, 1, 2, 2, 2, 3, 3, 4]) }, () => this.#argument(depth));
    const names = Object.keys(options ?? {});
    if (names.length > 0 && this.#below(3) === 0) args.push(`${this.#of(names)} -> ${this.#argument(depth)}`);
    return `${symbol.name}[${args.join(', ')}]`;
  }

  /** An example of the reference in which a literal or two are something else. */
  #changedExample(): string {
    let text = this.#of(samples);
    for (let changes = 1 + this.#below(3); changes > 0; changes--) {
      const places = [...text.matchAll(LITERAL)];
      if (places.length === 0) break;
      const place = this.#of(places);
      const at = place.index;
      const other = this.#below(6) === 0 ? '' : this.#argument(1);
      text = text.slice(0, at) + other + text.slice(at + place[0].length);
    }
    return text;
  }

  next(): string {
    return this.#below(5) < 2 ? this.#changedExample() : this.#call(2);
  }
}
