/** Places for the nodes and edges of directed graphs, layer by layer, by dagre (Sugiyama et al. 1981, Gansner et al. 1993). */
import dagre from '@dagrejs/dagre';

export interface GraphNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** The node that this one stands inside of. */
  readonly parent?: string;
}
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** Room for a text at the edge. */
  readonly label?: { readonly width: number; readonly height: number };
}

export type Place = readonly [x: number, y: number];
export interface Placed {
  readonly width: number;
  readonly height: number;
  /** Centres and sizes, y going down. */
  readonly nodes: ReadonlyMap<string, { readonly at: Place; readonly width: number; readonly height: number }>;
  /** In the order that they were given. */
  readonly edges: readonly { readonly points: readonly Place[]; readonly label: Place | undefined }[];
}

/** From the top to the bottom, all in the same units as the sizes given. */
export function layered(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Placed {
  const g = new dagre.graphlib.Graph({ multigraph: true, compound: true });
  g.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 30, edgesep: 16, marginx: 12, marginy: 12 });
  for (const { id, width, height } of nodes) g.setNode(id, { width, height });
  for (const { id, parent } of nodes) if (parent !== undefined) g.setParent(id, parent);
  edges.forEach(({ from, to, label }, i) => {
    g.setEdge(
      from,
      to,
      { width: label?.width ?? 0, height: label?.height ?? 0, labelpos: 'r', labeloffset: 4 },
      `${i}`,
    );
  });
  dagre.layout(g);
  const { width = 0, height = 0 } = g.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    nodes: new Map(
      nodes.map(({ id }) => {
        const n = g.node(id) as { x: number; y: number; width: number; height: number };
        return [id, { at: [n.x, n.y], width: n.width, height: n.height }] as const;
      }),
    ),
    edges: edges.map(({ from, to, label }, i) => {
      const e = g.edge(from, to, `${i}`) as { points: { x: number; y: number }[]; x?: number; y?: number };
      return {
        points: e.points.map((p): Place => [p.x, p.y]),
        label: label !== undefined && e.x !== undefined && e.y !== undefined ? [e.x, e.y] : undefined,
      };
    }),
  };
}
