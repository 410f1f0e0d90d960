/** XML: what is read, round trips, and what damaged input says. */
import { describe, expect, test } from 'vitest';
import { FormatError } from '../../src/formats/format-error.ts';
import { readXml, writeXml } from '../../src/formats/xml.ts';

const element = (text: string) => readXml(text).root;

describe('reading', () => {
  test('attributes, text, entities, CDATA, comments, instructions', () => {
    expect(element(`<a x='1' y="&lt;&#65;&#x42;">t<b/> &amp; <![CDATA[<raw>]]><!--c--><?go on?></a>`)).toEqual({
      kind: 'element',
      tag: 'a',
      attributes: [
        ['x', '1'],
        ['y', '<AB'],
      ],
      children: [
        { kind: 'text', text: 't' },
        { kind: 'element', tag: 'b', attributes: [], children: [] },
        { kind: 'text', text: ' & <raw>' },
        { kind: 'comment', text: 'c' },
        { kind: 'instruction', target: 'go', text: 'on' },
      ],
    });
  });
  test('a declaration, a document type, and what stands around the element', () => {
    const { declaration, prolog, epilog } = readXml(
      '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE note SYSTEM "n.dtd"><!--before--><a/>\n<!--after-->\n',
    );
    expect(declaration).toEqual([
      ['version', '1.0'],
      ['encoding', 'UTF-8'],
    ]);
    expect([prolog, epilog]).toEqual([[{ kind: 'comment', text: 'before' }], [{ kind: 'comment', text: 'after' }]]);
  });
  test('writes what it reads', () => {
    const text = '<?xml version="1.0"?>\n<a x="1 &amp; &quot;2&quot;">\n <b>t&lt;<i/>u</b>\n <c/>\n</a>\n';
    expect(writeXml(readXml(text.replace(/\n +/g, '').replace('\n</a>', '</a>')))).toBe(text);
  });
});

describe('refuses, with the place', () => {
  test.each([
    ['', 0],
    ['<a>', 0],
    ['<a><b></a>', 6],
    ['<a x=1/>', 5],
    ['<a x="1" x="2"/>', 9],
    ['<a x="1"y="2"/>', 8],
    ['<a>&nope;</a>', 3],
    ['<a>&#x110000;</a>', 3],
    ['<a/>more', 4],
    ['<!DOCTYPE a [<!ENTITY b "c">]><a/>', 12],
    ['<a><!-- open</a>', 7],
    [`${'<a>'.repeat(600)}`, 1503],
  ])('%j', (text, offset) => {
    let refusal: unknown;
    try {
      readXml(text);
    } catch (x) {
      refusal = x;
    }
    expect(refusal).toBeInstanceOf(FormatError);
    expect((refusal as FormatError).offset).toBe(offset);
  });
});
