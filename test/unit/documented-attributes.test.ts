/** Attributes as the public documentation has them (test/golden/language/attributes.txt). */
import { describe, expect, test } from 'vitest';
import { createSession, statements } from '../../src/index.ts';
import { documentedAttributes } from '../golden/language/documented.ts';

/** They say nothing of how a call is evaluated. */
const ASIDE = new Set(['Protected', 'ReadProtected', 'Locked']);

describe('attributes are those documented', () => {
  const session = createSession({ seed: 1 });
  const given = (name: string): string[] => {
    const [statement] = [...statements(`Attributes[${name}]`, session)];
    const text = session.inputForm(session.evaluateInput(statement!.expr!));
    return text
      .replace(/[{}\s]/g, '')
      .split(',')
      .filter((a) => a !== '' && !ASIDE.has(a))
      .sort();
  };
  for (const [name, documented] of documentedAttributes(process.cwd()))
    test(name, () => expect(given(name)).toEqual([...documented].sort()));
});
