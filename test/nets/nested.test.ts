/** Nets inside of nets: what is known of a part stays the part's, and what its neighbours add still arrives. */
import { describe, expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';
import type { ContainerNet, Net } from '../../src/nets/model/net.ts';
import { isNet } from '../../src/nets/write/net-box.ts';
import { evaluate, valueOf } from './evaluation.ts';

const netOf = (text: string): Net => {
  const session = createSession({ seed: 1 });
  const values = session.parse(text).map((e) => session.evaluateInput(e));
  const net = values.at(-1)!;
  if (!isNet(net)) throw new Error(`no net: ${text}`);
  return net.content;
};
const parts = (net: Net): readonly Net[] => (net as ContainerNet).nodes.map((n) => n.net);

describe('a net in a net', () => {
  test('is the same object where everything is known', () => {
    const outer = netOf(
      'inner = NetChain[{LinearLayer[3], Tanh}, "Input" -> 2]; NetGraph[{inner, inner}, {1 -> NetPort["a"], 2 -> NetPort["b"]}]',
    );
    expect(parts(outer)[0]).toBe(parts(outer)[1]);
  });
  test('is told what its neighbours know', () => {
    expect(
      valueOf(
        'Information[NetChain[{NetChain[{LinearLayer[3]}], LinearLayer[2]}, "Input" -> 4], "ArraysTotalElementCount"]',
      ),
    ).toBe('23');
    const net = 'NetChain[{NetChain[{Tanh}, "Input" -> 2], LinearLayer[3]}]';
    expect(valueOf(`Information[${net}, "ArraysTotalElementCount"]`)).toBe('9');
  });
  test('is told of whole numbers, though its shapes are known', () => {
    const text = (first: string): string =>
      `net = NetChain[{NetChain[{${first}}, "Input" -> {2}], EmbeddingLayer[3, 5]}]; NetExtract[net, {1, "Output"}]`;
    expect(valueOf(text('ReshapeLayer[{2}]'))).toBe(valueOf(text('PartLayer[1 ;; 2]')));
  });
  test('that contradicts the next is named with both sizes', () => {
    const { texts } = evaluate(
      'NetChain[{NetChain[{LinearLayer[3]}, "Input" -> 2], NetInitialize[NetChain[{LinearLayer[3]}, "Input" -> 4]]}]',
    );
    expect(texts.join()).toContain(
      'port Output of layer 1 (NetChain) and port Input of layer 2 (NetChain): 3 on one side, 4 on the other',
    );
  });
  test('may stand in hundreds of others', () => {
    expect(valueOf('net = Nest[NetChain[{#}] &, NetChain[{Ramp}, "Input" -> 2], 300]; net[{-1, 2}]')).toBe('{0., 2.}');
  });
});
