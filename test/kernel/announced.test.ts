/** A definition that is filled when it is first looked up stays whole where there was no room on the stack for it. */
import { expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';

test('a record whose reading fails is read again at the next look', () => {
  const session = createSession();
  const { parse } = session;
  let failing = true;
  session.parse = (...args) => {
    if (failing) throw new RangeError('Maximum call stack size exceeded');
    return parse.apply(session, args);
  };
  const plot = session.names.resolve('Plot');
  expect(() => session.definitions.known(plot)).toThrow(RangeError);
  failing = false;
  expect(session.definitions.known(plot)?.options).not.toBe(undefined);
  expect(session.inputForm(session.evaluate(session.parse('Head[Plot[x, {x, 0, 1}]]')[0]!))).toBe('Graphics');
});
