/** Settings of layers in files of Keras: what is none is refused under the names of layer and setting. */
import { expect, test } from 'vitest';
import { Config } from '../../src/nets/write/keras/config.ts';

test('sizes of windows are positive numbers, one an axis', () => {
  const config = new Config('conv', { one: 3, two: [2, 5], none: 0, half: [1, 0], three: [1, 2, 3] });
  expect(config.perAxis('one', 2)).toEqual([3, 3]);
  expect(config.perAxis('two', 2)).toEqual([2, 5]);
  expect(config.perAxis('missing', 2, 4)).toEqual([4, 4]);
  for (const name of ['none', 'half', 'three'])
    expect(() => config.perAxis(name, 2)).toThrow(`conv: the setting ${name} is`);
});
