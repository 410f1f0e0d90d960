/** In which order the nodes of a graph run. */
import type { ContainerNet } from './net.ts';

/** Nodes such that each comes after those that feed it; nodes in a cycle are left out. */
export function executionOrder(net: Pick<ContainerNet, 'nodes' | 'wires'>): number[] {
  const needs = net.nodes.map(() => new Set<number>());
  for (const { from, to } of net.wires) if (from.node >= 0 && to.node >= 0) needs[to.node]!.add(from.node);
  const order: number[] = [];
  const placed = new Set<number>();
  for (let progress = true; progress; ) {
    progress = false;
    for (const [i, n] of needs.entries())
      if (!placed.has(i) && [...n].every((j) => placed.has(j))) {
        placed.add(i);
        order.push(i);
        progress = true;
      }
  }
  return order;
}
