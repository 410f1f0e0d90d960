/** What is read, written out: operators alone and beside their neighbours, numbers, strings, lines, mistakes. */
import { describe, expect, test } from 'vitest';
import { characterName } from '../../grammar/characters.ts';
import { groups, INTEGRATE, type Operator, operators } from '../../grammar/operators.ts';
import { Kind } from '../../src/expr/expr.ts';
import { same } from '../../src/expr/same.ts';
import { fullForm } from '../../src/syntax/fullform.ts';
import { inputForm } from '../../src/syntax/inputform.ts';
import { parse } from '../../src/syntax/parser.ts';
import { resolveName as resolve } from './names.ts';

const nameOf = (s: { context: string; fullName: string; name: string }): string =>
  s.context === 'System`' || s.context === 'Global`' ? s.name : s.fullName;

/** Characters that are not ASCII by name, and line ends as arrows. */
const visible = (text: string): string =>
  text
    .replace(/\n/g, '\u21b5')
    .replace(/\t/g, '\u21e5')
    .replace(/[\u0080-\u218f\u2200-\uffff]/g, (c) => (characterName(c) === undefined ? c : `\\[${characterName(c)}]`));

/** FullForm of each expression, and each mistake with its place. */
function outcome(text: string): string {
  const { expressions, problems, incomplete } = parse(text, { resolve });
  const parts = expressions.map((p) => visible(fullForm(p.expr, { nameOf })));
  for (const p of problems) parts.push(`${p.tag} ${p.line}:${p.column} ${visible(p.text)} Expected: ${p.expected}.`);
  return parts.join('  \u2016  ') + (incomplete ? '  (incomplete)' : '');
}
const line = (text: string): string => `${visible(text).padEnd(24)}  ${outcome(text)}`;
const page = (texts: readonly string[]): string => `${texts.map(line).join('\n')}\n`;
const golden = (name: string, text: string) => expect(text).toMatchFileSnapshot(`../golden/syntax/${name}.txt`);

/** An example of the operator, which may need operands of its own. */
/** Signs that end with a variable. */
const isIntegral = (o: Operator): boolean => o.precedence === INTEGRATE;
function example(o: Operator, spelling = o.symbol, a = 'a', b = 'b'): string {
  if (o.head === 'TagSet') return `${a} /: ${b} = c`;
  if (o.head === 'Infix') return `${a} ~ f ~ ${b}`;
  if (isIntegral(o)) return `${spelling} ${a} \\[DifferentialD] ${b}`;
  if (o.head === 'Get') return `${spelling} "${a}"`;
  if (o.head === 'Put' || o.head === 'PutAppend') return `${a} ${spelling} "${b}"`;
  return o.form === 'infix' ? `${a} ${spelling} ${b}` : o.form === 'prefix' ? `${spelling} ${a}` : `${a} ${spelling}`;
}

test('operators', () => {
  const lines = operators.flatMap((o) =>
    [o.symbol, ...(o.alternates ?? [])].map((s) => {
      const text = example(o, s);
      const read = parse(text, { resolve }).expressions[0]!.expr;
      return `${String(o.precedence).padStart(4)} ${line(text)}  ${visible(inputForm(read, { nameOf }))}`;
    }),
  );
  for (const g of groups) if (g.head !== undefined) lines.push(`     ${line(`${g.open} a , b ${g.close}`)}`);
  return golden('operators', `${lines.join('\n')}\n`);
});

test('chains of one operator', () => {
  const special = new Set(['TagSet', 'Infix', 'Get', 'Put', 'PutAppend', 'Span']);
  const chain = (o: Operator): string =>
    o.form === 'infix'
      ? `a ${o.symbol} b ${o.symbol} c`
      : o.form === 'prefix'
        ? `${o.symbol} ${o.symbol} a`
        : `a ${o.symbol} ${o.symbol}`;
  return golden('chains', page(operators.filter((o) => !special.has(o.head) && !isIntegral(o)).map(chain)));
});

describe('neighbours in precedence', () => {
  const simple = operators.filter(
    (o) =>
      o.form === 'infix' &&
      !['TagSet', 'Infix', 'Put', 'PutAppend', 'MessageName', 'Span', 'Function'].includes(o.head),
  );
  const levels = [...new Set(simple.map((o) => o.precedence))].sort((a, b) => a - b);
  const pairs = levels.slice(1).flatMap((p, i) => {
    const loose = simple.filter((o) => o.precedence === levels[i]);
    const tight = simple.filter((o) => o.precedence === p);
    return loose.slice(0, 3).flatMap((l) => tight.slice(0, 3).map((t) => ({ loose: l, tight: t })));
  });
  const read = (text: string) => parse(text, { resolve }).expressions[0]!.expr;
  test.each(pairs)('$loose.head and $tight.head', ({ loose, tight }) => {
    const [l, t] = [loose.symbol, tight.symbol];
    // A name before a colon names a pattern, so operands are calls.
    const [a, b, c] = ['a[]', 'b[]', 'c[]'];
    expect(
      same(read(`${a} ${l} ${b} ${t} ${c}`), read(`${a} ${l} (${b} ${t} ${c})`)) || isFlattened(loose, tight),
    ).toBe(true);
    expect(
      same(read(`${a} ${t} ${b} ${l} ${c}`), read(`(${a} ${t} ${b}) ${l} ${c}`)) || isFlattened(loose, tight),
    ).toBe(true);
  });
  /** Quotients inside of products, and products behind a minus sign, become factors of them. */
  const isFlattened = (l: Operator, t: Operator): boolean =>
    ['Times', 'Subtract'].includes(l.head) && ['Divide', 'Times'].includes(t.head);

  test('written out', () =>
    golden(
      'precedence',
      page(
        pairs.flatMap(({ loose: l, tight: t }) => [`a ${l.symbol} b ${t.symbol} c`, `a ${t.symbol} b ${l.symbol} c`]),
      ),
    ));
  test('prefix and postfix operators', () => {
    const around = operators.filter((o) => o.form !== 'infix' && o.head !== 'Get' && !isIntegral(o));
    const infixes = simple.filter((o, i) => simple.findIndex((x) => x.precedence === o.precedence) === i);
    const lines = around.flatMap((o) => {
      const below = infixes.filter((x) => x.precedence < o.precedence).at(-1);
      const above = infixes.find((x) => x.precedence > o.precedence);
      return [below, above].flatMap((x) =>
        x === undefined ? [] : o.form === 'prefix' ? [`${o.symbol} a ${x.symbol} b`] : [`a ${x.symbol} b ${o.symbol}`],
      );
    });
    return golden('prefix-postfix', page(lines));
  });
});

test('numbers', () =>
  golden(
    'numbers',
    page([
      '0',
      '007',
      '12345678901234567890',
      '1.',
      '.5',
      '1.5',
      '0.1',
      '1.5*^3',
      '1*^3',
      '1*^-3',
      '1.*^400',
      '1.*^-400',
      '-2',
      '- 2',
      '2 - 3',
      '1.5`',
      '1.5`20',
      '1.5`20*^3',
      '2.``10',
      '100``5',
      '0``5',
      '1.23456789012345678901',
      '16^^ff',
      '2^^101.1',
      '36^^zz',
      '16^^a.8`5',
      '3^^12',
      '2^^12',
      '37^^1',
      '1^^0',
      '16^^fg',
      '1..',
      '1...',
      '1.2.3',
      '1. .5',
      '2x',
      '2 x',
      '2.5x',
      '3!',
      '1e5',
      '1*^',
      '1*^1000000000000',
      '2^3',
      '1/2',
      '-1/2',
      '%',
      '%%',
      '%%%',
      '%7',
      '#',
      '#3',
      '##',
      '##2',
      '#name',
      '#"a b"',
      '#0',
    ]),
  )); // prettier-ignore

test('strings', () =>
  golden(
    'strings',
    page([
      '""',
      '"a b"',
      '"a\\"b"',
      '"\\\\"',
      '"\\n\\t\\r\\b\\f"',
      '"two\nlines"',
      '"joined\\\nlines"',
      '"\\[Alpha]\\[Rule]"',
      '"\\:03b1"',
      '"\\.e9"',
      '"\\101"',
      '"\\|01f600"',
      '"\\<a\\>"',
      '"(* no comment *)"',
      '"\\q"',
      '"a\\:12"',
      '"\\[NoSuchName]"',
      '"\\[Open"',
      '"open',
      '"open\\"',
      'a"b"c',
      'a::"b c"',
      '\\[Alpha]',
      '\\[Alpha]\\[Beta]x',
      'x\\[Infinity]',
      '\\:03b1',
      '\\101\\102',
      '\\[Pi]',
      '\\[NoSuchName]',
      'a \\[Rule] b',
      'a\\[Transpose]',
      '\\[ScriptCapitalA]',
      'a\\[InvisibleApplication]b',
      'f[a\\[InvisibleComma]b]',
      'a\\[InvisibleTimes]b',
    ]),
  )); // prettier-ignore

test('patterns, parts, calls', () =>
  golden(
    'forms',
    page([
      '_',
      '__',
      '___',
      '_h',
      '__h',
      'x_',
      'x__',
      'x___h',
      'x_.',
      '_.',
      'x_h.',
      'x_:1',
      'x_h:1',
      'x:_',
      'x:_:1',
      'x:a|b',
      'x _',
      '_..',
      'x__..',
      '_...',
      'x_?f',
      'x_?f[y]',
      'x_ /; x > 0',
      'a`b_c`d',
      'x_->y',
      'x_:>y',
      'x_:=y',
      '_a_b',
      'x_y_z',
      'f[]',
      'f[,]',
      'f[a,]',
      'f[x][y]',
      'f[[1]]',
      'f[[1,2]]',
      'f[g[[1]]]',
      'f[[g[1]]]',
      'f[[g[[1]]]]',
      'f [x]',
      'f[ [1] ]',
      'f\\[LeftDoubleBracket]1\\[RightDoubleBracket]',
      '{}',
      '{,}',
      '<||>',
      '<|a->1,b:>2|>',
      '(a)',
      '((a))',
      '(a b) c',
      'a (b c)',
      '()',
      "f'",
      "f''[x]",
      "(f')'",
      "f'[x]'",
      'f@g@x',
      'f@x[y]',
      'f@*g@x',
      'f/*g@*h',
      'f/@g/@x',
      'f@@@x',
      '//@x',
      'x//f//g',
      'x~f~y~g~z',
      'a~f',
      'a;;b',
      'a;;b;;c',
      'a;;',
      ';;b',
      ';;',
      ';;;;c',
      'a;;;;c',
      'a[[;;,1]]',
      'a[[-2;;]]',
      '1;;n+1',
      'x|->y',
      '{x,y}|->x+y',
      '#+1&',
      '#&&',
      'a=b=c',
      'a=b:=c',
      'a/:b=c',
      'a/:b:=c',
      'a/:b=.',
      'a/:b',
      'a=.',
      'a=.5',
      'a/.5',
      'a/.b',
      'a+=b',
      'a//=f',
      'a++',
      '++a',
      'a--b',
      'a- -b',
      'a+++b',
      '!a',
      '!!a',
      'a!',
      'a!!',
      'a! b',
      'a!b',
      'a!=b',
      'a<b<c',
      'a<b<=c',
      'a==b!=c',
      'a===b===c',
      'a==b===c',
      'a&&b||c',
      '!a&&b',
      'a->b->c',
      'a|b|c',
      'a~~b~~c',
      'a<>b<>c',
      'a.b.c',
      'a**b',
      'a-b-c',
      'a-b c',
      'a-2b',
      '-a b',
      '-a^b',
      'a^-b',
      'a^b^c',
      'a/b/c',
      'a/b c',
      'a b/c',
      '-a/b',
      '2/3',
      'a::b',
      'a::b::c',
      '<<a',
      '<<a`b`',
      '<<"a b"',
      'a>>b',
      'a>>>b.txt',
      'a>>"b c"',
      '?f',
      '??f',
      '?f*',
      'a;b',
      'a;',
      'a;b;',
      'a;;b;c',
      'a:b',
      'a:b:c',
      '1:2',
      'a`b`c',
      '`a',
      '`a`b',
      '$x',
      'x$1',
    ]),
  )); // prettier-ignore

test('lines', () =>
  golden(
    'lines',
    page([
      'a\nb',
      'a\n\n\nb',
      'a +\nb',
      'a\n+ b',
      'a\n- b',
      'f[a\n+ b]',
      '(a\nb)',
      '{a,\nb}',
      'a :=\n  b',
      'a\n:= b',
      'f\n[x]',
      'f[\nx\n]',
      'a;\nb',
      'a; b;\nc',
      'a b\nc',
      'a;;\nb',
      'a !\nb',
      'f &\ng',
      'a (* one\ntwo *) + b',
      'a (* x *)\nb',
      '(* x *) a',
      '(* a (* b *) c *) d',
      'a \\\n+ b',
      'a =\n\n\nb',
      'x /.\na -> b',
      'a ->\n',
      'a,b',
      'If[x,\n  y,\n  z\n]\n\nw',
      'a\n?b\nc',
      '#!/usr/bin/x\na',
      'a\r\nb',
      'a\u2028b',
      'a ~\nf ~\nb',
      'a ~ f\n~ b',
      "f'\n[x]",
      'a /:\nb = c',
      'a // \n f',
      'x\n',
      '\n\nx',
    ]),
  )); // prettier-ignore

test('mistakes', () =>
  golden(
    'mistakes',
    page([
      '+',
      'a +',
      'a + * b',
      '*a',
      'a b)',
      ')',
      ']',
      '}',
      'a]',
      'f[',
      'f[a',
      'f[a,',
      'f[a b',
      'f[a}',
      'f[a)',
      '{a',
      '{a]',
      '(a',
      '(a]',
      '(a, b)',
      '<|a',
      '<|a]',
      'a[[1]',
      'a[[1',
      'a[[1}',
      'f[a\n\nb',
      'f[(a]',
      '{(a}',
      ',',
      'a,b',
      ';',
      '; a',
      'a = = b',
      'a -> -> b',
      'a ~ b',
      'a ~ b c',
      'a ::',
      'a :: 1',
      'a /: b',
      'a /: b + c',
      '/. a',
      '/; a',
      'a /@',
      '@a',
      'a @',
      '//f',
      '=a',
      ':= a',
      '? a',
      'a?',
      '\\',
      'a \\ b',
      '\\[',
      '\\[Foo',
      '\u0001',
      'a \u0001',
      '(*',
      '(* a',
      'a (* b',
      '"',
      '"a',
      'a "b',
      'f["a]',
      '1 2 3 +',
      '& a',
      '| a',
      '<| |',
      '|>',
      'a <',
      'a < > b',
      '\\[Integral] x',
      '\\[Integral] x + 1',
      '[a]',
      '[[a]]',
      'a\n)\nb',
      'f[1,2}\ng[3]',
      '}}}\na',
      'a b )c\nd',
      '{1, 2\n\nf[x_] := x\n\ng[',
      '[',
      '((((',
      '2^^3',
      '1^^2',
      '"\\q"',
      'a.b.',
      'a..b',
      '!',
      '++',
      '- - -',
      '`',
      'a`',
      'a``b',
    ]),
  )); // prettier-ignore

test('no operator is read as another one', () => {
  for (const o of operators) {
    const { expressions, problems } = parse(example(o), { resolve });
    expect([o.symbol, problems]).toEqual([o.symbol, []]);
    expect(expressions.length).toBe(1);
    expect(expressions[0]!.expr.kind === Kind.Normal || expressions[0]!.expr.kind === Kind.Integer).toBe(true);
  }
});
