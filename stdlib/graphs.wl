(* Graphs: constructors, vertices and edges, distances, paths, components. Graph[vertices, edges] is the form that all of them have. *)

UndirectedEdge::usage = "UndirectedEdge[u, v] represents an undirected edge between u and v.";
Attributes[UndirectedEdge] = {};

(* In[1]:= EdgeList[Graph[{UndirectedEdge[1, 2]}]]
   Out[1]= {UndirectedEdge[1, 2]} *)

DirectedEdge::usage = "DirectedEdge[u, v] represents a directed edge from u to v.";

(* In[1]:= EdgeList[Graph[{1 -> 2}]]
   Out[1]= {DirectedEdge[1, 2]} *)

Graph::usage = "Graph[{e1, e2, ...}] yields a graph with edges ej: u -> v, DirectedEdge[u, v], or UndirectedEdge[u, v].
Graph[{v1, v2, ...}, {e1, e2, ...}] yields the graph with vertices vi and edges ej.";
Graph::edge = "`1` is no edge such as 1 -> 2 or UndirectedEdge[1, 2].";
Options[Graph] = {VertexLabels -> None, EdgeLabels -> None, VertexCoordinates -> Automatic, GraphLayout -> Automatic, EdgeWeight -> Automatic, VertexWeight -> Automatic, DirectedEdges -> Automatic, VertexStyle -> Automatic, EdgeStyle -> Automatic, VertexSize -> Automatic, ImageSize -> Automatic};
Graph[edges : {(_Rule | _DirectedEdge | _UndirectedEdge | _TwoWayRule) ...}, o : OptionsPattern[]] := Graph[DeleteDuplicates[Flatten[Map[List @@ # &, edges], 1]], edges, o]
Graph[v_List, edges_List, o : OptionsPattern[]] := Graph[v, normalEdges[edges, OptionValue[Graph, {o}, DirectedEdges]], o] /; normalEdges[edges, OptionValue[Graph, {o}, DirectedEdges]] =!= edges
Graph[v_List, edges : {(_DirectedEdge | _UndirectedEdge) ...}, o : OptionsPattern[]] := Graph[Union[v, Flatten[Map[List @@ # &, edges], 1]] // (Join[v, Complement[#, v]] &), edges, o] /; ! SubsetQ[v, Flatten[Map[List @@ # &, edges], 1]]
normalEdges[edges_, directed_] := Replace[edges, {(a_ -> b_) :> If[directed === False, UndirectedEdge[a, b], DirectedEdge[a, b]], TwoWayRule[a_, b_] :> UndirectedEdge[a, b]}, {1}]
Format[Graph[v_List, e_List, ___]] := "Graph[<" <> ToString[Length[v]] <> ">, <" <> ToString[Length[e]] <> ">]"

(* In[1]:= g = Graph[{1 -> 2, 2 -> 3}]; {VertexList[g], VertexCount[g], EdgeCount[g]}
   Out[1]= {{1, 2, 3}, 3, 2}
   In[2]:= ToString[Graph[{1, 2, 3, 4}, {UndirectedEdge[1, 2]}]]
   Out[2]= "Graph[<4>, <1>]" *)

GraphQ::usage = "GraphQ[g] yields True if g is a valid graph, and False otherwise.";
GraphQ[Graph[_List, {(_DirectedEdge | _UndirectedEdge) ...}, ___]] := True
GraphQ[_] := False

(* In[1]:= {GraphQ[Graph[{1 -> 2}]], GraphQ[3]}
   Out[1]= {True, False} *)

VertexList::usage = "VertexList[g] gives the list of vertices for the graph g.";
VertexList[Graph[v_List, _List, ___]] := v
VertexList[edges : {(_Rule | _DirectedEdge | _UndirectedEdge) ..}] := VertexList[Graph[edges]]

(* In[1]:= VertexList[Graph[{1 -> 2}]]
   Out[1]= {1, 2} *)

EdgeList::usage = "EdgeList[g] gives the list of edges for the graph g.";
EdgeList[Graph[_List, e_List, ___]] := e
EdgeList[edges : {(_Rule | _DirectedEdge | _UndirectedEdge) ..}] := EdgeList[Graph[edges]]

(* In[1]:= EdgeList[CycleGraph[3]]
   Out[1]= {UndirectedEdge[1, 2], UndirectedEdge[2, 3], UndirectedEdge[1, 3]} *)

EdgeRules::usage = "EdgeRules[g] gives the list of edge rules for the graph g.";
EdgeRules[g_Graph] := Map[Rule @@ # &, EdgeList[g]]

(* In[1]:= EdgeRules[PathGraph[{a, b}]]
   Out[1]= {a -> b} *)

VertexCount::usage = "VertexCount[g] gives a count of the number of vertices in the graph g.";
VertexCount[g_Graph] := Length[VertexList[g]]

(* In[1]:= VertexCount[CompleteGraph[4]]
   Out[1]= 4 *)

EdgeCount::usage = "EdgeCount[g] gives a count of the number of edges in the graph g.";
EdgeCount[g_Graph] := Length[EdgeList[g]]

(* In[1]:= EdgeCount[CompleteGraph[4]]
   Out[1]= 6 *)

DirectedGraphQ::usage = "DirectedGraphQ[g] yields True if the graph g is a directed graph and False otherwise.";
DirectedGraphQ[g_Graph] := EdgeCount[g] > 0 && AllTrue[EdgeList[g], Head[#] === DirectedEdge &]
DirectedGraphQ[_] := False

(* In[1]:= {DirectedGraphQ[Graph[{1 -> 2}]], DirectedGraphQ[CycleGraph[3]]}
   Out[1]= {True, False} *)

UndirectedGraphQ::usage = "UndirectedGraphQ[g] yields True if the graph g is an undirected graph and False otherwise.";
UndirectedGraphQ[g_Graph] := AllTrue[EdgeList[g], Head[#] === UndirectedEdge &]
UndirectedGraphQ[_] := False

(* In[1]:= UndirectedGraphQ[CycleGraph[3]]
   Out[1]= True *)

CompleteGraph::usage = "CompleteGraph[n] gives the complete graph with n vertices.
CompleteGraph[{n1, n2, ...}] gives the complete k-partite graph.";
CompleteGraph[n_Integer?NonNegative] := Graph[Range[n], Map[UndirectedEdge @@ # &, Subsets[Range[n], {2}]]]
CompleteGraph[{n_Integer, m_Integer}] := Graph[Range[n + m], Flatten[Table[UndirectedEdge[i, n + j], {i, n}, {j, m}]]]

(* In[1]:= EdgeCount[CompleteGraph[{2, 3}]]
   Out[1]= 6 *)

CycleGraph::usage = "CycleGraph[n] gives the cycle with n vertices.";
CycleGraph[n_Integer?Positive] := Graph[Range[n], Append[Table[UndirectedEdge[i, i + 1], {i, n - 1}], UndirectedEdge[1, n]]]

(* In[1]:= VertexDegree[CycleGraph[4]]
   Out[1]= {2, 2, 2, 2} *)

PathGraph::usage = "PathGraph[{v1, v2, ...}] yields a path with vertices vi and edges between vi and vi+1.";
PathGraph[v_List, OptionsPattern[{DirectedEdges -> False}]] := Graph[v, Map[If[OptionValue[DirectedEdges], DirectedEdge, UndirectedEdge] @@ # &, Partition[v, 2, 1]]]

(* In[1]:= EdgeCount[PathGraph[Range[5]]]
   Out[1]= 4 *)

StarGraph::usage = "StarGraph[n] gives the star with n vertices.";
StarGraph[n_Integer?Positive] := Graph[Range[n], Table[UndirectedEdge[1, i], {i, 2, n}]]

(* In[1]:= VertexDegree[StarGraph[4]]
   Out[1]= {3, 1, 1, 1} *)

GridGraph::usage = "GridGraph[{m, n}] gives the grid graph with m n vertices.";
GridGraph[{m_Integer, n_Integer}] := Graph[Range[m n], Flatten[Table[{If[i < m, UndirectedEdge[i + m (j - 1), i + 1 + m (j - 1)], Nothing], If[j < n, UndirectedEdge[i + m (j - 1), i + m j], Nothing]}, {j, n}, {i, m}]]]

(* In[1]:= {VertexCount[GridGraph[{2, 3}]], EdgeCount[GridGraph[{2, 3}]]}
   Out[1]= {6, 7} *)

(* The neighbours that edges lead to, for each vertex. *)
neighbours[g_] := With[{edges = Flatten[Replace[EdgeList[g], {UndirectedEdge[a_, b_] :> {a -> b, b -> a}, DirectedEdge[a_, b_] :> {a -> b}}, {1}]]},
  Merge[Join[Map[# -> {} &, VertexList[g]], Map[First[#] -> {Last[#]} &, edges]], Apply[Join]]]
undirected[g_] := Graph[VertexList[g], EdgeList[g] /. DirectedEdge -> UndirectedEdge]

AdjacencyList::usage = "AdjacencyList[g, v] gives a list of vertices adjacent to vertex v.
AdjacencyList[g] gives the lists for all vertices.";
AdjacencyList[g_Graph, v_] := DeleteDuplicates[neighbours[undirected[g]][v]]
AdjacencyList[g_Graph] := Map[AdjacencyList[g, #] &, VertexList[g]]

(* In[1]:= AdjacencyList[Graph[{1 -> 2, 3 -> 1}], 1]
   Out[1]= {2, 3} *)

VertexOutComponent::usage = "VertexOutComponent[g, v] gives the vertices that can be reached from v.";
VertexOutComponent[g_Graph, v_] := With[{n = neighbours[g]}, reached[n, Flatten[{v}]]]
reached[n_, start_] := FixedPoint[Union[#, Join @@ Lookup[n, #]] &, start]

(* In[1]:= VertexOutComponent[Graph[{1 -> 2, 2 -> 3, 4 -> 1}], 1]
   Out[1]= {1, 2, 3} *)

VertexDegree::usage = "VertexDegree[g] gives the list of vertex degrees for all vertices in the graph g.
VertexDegree[g, v] gives the degree of the vertex v.";
VertexDegree[g_Graph, v_] := Count[EdgeList[g], _[v, _] | _[_, v]] + Count[EdgeList[g], _[v, v]]
VertexDegree[g_Graph] := Map[VertexDegree[g, #] &, VertexList[g]]

(* In[1]:= VertexDegree[Graph[{1 -> 2, 2 -> 3}]]
   Out[1]= {1, 2, 1} *)

VertexInDegree::usage = "VertexInDegree[g] gives the list of vertex in-degrees for all vertices in the graph g.";
VertexInDegree[g_Graph, v_] := Count[EdgeList[g], DirectedEdge[_, v] | UndirectedEdge[v, _] | UndirectedEdge[_, v]]
VertexInDegree[g_Graph] := Map[VertexInDegree[g, #] &, VertexList[g]]

(* In[1]:= VertexInDegree[Graph[{1 -> 2, 3 -> 2}]]
   Out[1]= {0, 2, 0} *)

VertexOutDegree::usage = "VertexOutDegree[g] gives the list of vertex out-degrees for all vertices in the graph g.";
VertexOutDegree[g_Graph, v_] := Length[neighbours[g][v]]
VertexOutDegree[g_Graph] := Map[VertexOutDegree[g, #] &, VertexList[g]]

(* In[1]:= VertexOutDegree[Graph[{1 -> 2, 3 -> 2}]]
   Out[1]= {1, 0, 1} *)

AdjacencyMatrix::usage = "AdjacencyMatrix[g] gives the vertex-vertex adjacency matrix of the graph g.";
AdjacencyMatrix[g_Graph] := With[{index = AssociationThread[VertexList[g], Range[VertexCount[g]]]},
  SparseArray[Normal[Counts[Flatten[Replace[EdgeList[g], {UndirectedEdge[a_, b_] :> If[a === b, {at[index[a], index[b]]}, {at[index[a], index[b]], at[index[b], index[a]]}], DirectedEdge[a_, b_] :> {at[index[a], index[b]]}}, {1}]]]] /. at -> List, {VertexCount[g], VertexCount[g]}]]

(* In[1]:= Normal[AdjacencyMatrix[Graph[{1 -> 2, 2 -> 3}]]]
   Out[1]= {{0, 1, 0}, {0, 0, 1}, {0, 0, 0}} *)

AdjacencyGraph::usage = "AdjacencyGraph[amat] gives the graph with adjacency matrix amat.";
AdjacencyGraph[m_] := With[{a = Normal[m], n = Length[m]}, If[a === Transpose[a],
  Graph[Range[n], Flatten[Table[If[a[[i, j]] =!= 0, UndirectedEdge[i, j], Nothing], {i, n}, {j, i, n}]]],
  Graph[Range[n], Flatten[Table[If[a[[i, j]] =!= 0, DirectedEdge[i, j], Nothing], {i, n}, {j, n}]]]]]

(* In[1]:= EdgeList[AdjacencyGraph[{{0, 1}, {1, 0}}]]
   Out[1]= {UndirectedEdge[1, 2]} *)

ConnectedComponents::usage = "ConnectedComponents[g] gives the connected components of the graph g; of a directed graph its strongly connected ones.";
ConnectedComponents[g_Graph] := Module[{n = neighbours[g], back = neighbours[Graph[VertexList[g], EdgeList[g] /. DirectedEdge[a_, b_] :> DirectedEdge[b, a]]], left = VertexList[g], out = {}, c},
  While[left =!= {}, c = Intersection[reached[n, {First[left]}], reached[back, {First[left]}]]; AppendTo[out, Select[left, MemberQ[c, #] &]]; left = Select[left, ! MemberQ[c, #] &]];
  ReverseSortBy[out, Length]]

(* In[1]:= ConnectedComponents[Graph[{UndirectedEdge[1, 2], UndirectedEdge[3, 4], UndirectedEdge[4, 5]}]]
   Out[1]= {{3, 4, 5}, {1, 2}}
   In[2]:= ConnectedComponents[Graph[{1 -> 2, 2 -> 1, 2 -> 3}]]
   Out[2]= {{1, 2}, {3}} *)

WeaklyConnectedComponents::usage = "WeaklyConnectedComponents[g] gives the weakly connected components of the graph g.";
WeaklyConnectedComponents[g_Graph] := ConnectedComponents[undirected[g]]

(* In[1]:= WeaklyConnectedComponents[Graph[{1 -> 2, 3 -> 2}]]
   Out[1]= {{1, 2, 3}} *)

ConnectedGraphQ::usage = "ConnectedGraphQ[g] yields True if the graph g is connected, and False otherwise.";
ConnectedGraphQ[g_Graph] := Length[ConnectedComponents[g]] <= 1

(* In[1]:= {ConnectedGraphQ[CycleGraph[3]], ConnectedGraphQ[Graph[{1 -> 2}]]}
   Out[1]= {True, False} *)

AcyclicGraphQ::usage = "AcyclicGraphQ[g] yields True if the graph g is an acyclic graph and False otherwise.";
AcyclicGraphQ[g_Graph] := If[DirectedGraphQ[g], ListQ[Quiet[TopologicalSort[g]]], EdgeCount[g] === VertexCount[g] - Length[ConnectedComponents[g]]]

(* In[1]:= {AcyclicGraphQ[Graph[{1 -> 2, 2 -> 3}]], AcyclicGraphQ[CycleGraph[3]]}
   Out[1]= {True, False} *)

TreeGraphQ::usage = "TreeGraphQ[g] yields True if the graph g is a tree and False otherwise.";
TreeGraphQ[g_Graph] := ConnectedGraphQ[undirected[g]] && EdgeCount[g] === VertexCount[g] - 1

(* In[1]:= TreeGraphQ[StarGraph[4]]
   Out[1]= True *)

TopologicalSort::usage = "TopologicalSort[g] gives a list of vertices of g in topologically sorted order for a directed acyclic graph g.";
TopologicalSort::cycle = "The graph has a cycle through `1`.";
TopologicalSort[g_Graph] := With[{order = topological[g]},
  order /; Length[order] === VertexCount[g] || (Message[TopologicalSort::cycle, First[Complement[VertexList[g], order]]]; False)]
topological[g_] := Module[{n = neighbours[g], degree = AssociationThread[VertexList[g], VertexInDegree[g]], ready, out = {}},
  ready = Keys[Select[degree, # === 0 &]];
  While[ready =!= {}, With[{v = First[ready]}, AppendTo[out, v]; ready = Rest[ready]; Scan[(degree[#] = degree[#] - 1; If[degree[#] === 0, AppendTo[ready, #]]) &, n[v]]]];
  out]

(* In[1]:= TopologicalSort[Graph[{3 -> 1, 1 -> 2}]]
   Out[1]= {3, 1, 2}
   In[2]:= Head[TopologicalSort[Graph[{1 -> 2, 2 -> 1}]]]
   TopologicalSort::cycle: The graph has a cycle through 1.
   Out[2]= TopologicalSort *)

FindShortestPath::usage = "FindShortestPath[g, s, t] finds a shortest path from source vertex s to target vertex t in the graph g; {} if there is none.";
FindShortestPath[g_Graph, s_, t_] := Module[{weights = weightOf[g], n = neighbours[g], distance = <|s -> 0|>, from = <||>, open = {s}, v, d},
  While[open =!= {}, v = First[MinimalBy[open, distance]]; open = DeleteCases[open, v];
    If[v === t, Break[]];
    Scan[(d = distance[v] + weights[{v, #}]; If[! KeyExistsQ[distance, #] || d < distance[#], distance[#] = d; from[#] = v; open = Union[open, {#}]]) &, n[v]]];
  If[KeyExistsQ[distance, t], Reverse[NestWhileList[from, t, # =!= s &]], {}]]
(* One for every edge, or what EdgeWeight says. *)
weightOf[g_] := With[{w = Replace[EdgeWeight /. Append[Cases[g, _Rule], EdgeWeight -> Automatic], Automatic -> {}], edges = EdgeList[g]},
  If[w === {}, 1 &, With[{table = Association[Flatten[MapThread[Replace[#1, {UndirectedEdge[a_, b_] :> {{a, b} -> #2, {b, a} -> #2}, DirectedEdge[a_, b_] :> {{a, b} -> #2}}] &, {edges, w}]]]}, table[#] &]]]

(* In[1]:= FindShortestPath[CycleGraph[6], 1, 3]
   Out[1]= {1, 2, 3}
   In[2]:= FindShortestPath[Graph[{a, b, c}, {UndirectedEdge[a, b], UndirectedEdge[b, c], UndirectedEdge[a, c]}, EdgeWeight -> {1, 1, 5}], a, c]
   Out[2]= {a, b, c} *)

GraphDistance::usage = "GraphDistance[g, s, t] gives the distance from source vertex s to target vertex t in the graph g.";
GraphDistance[g_Graph, s_, t_] := With[{p = FindShortestPath[g, s, t], w = weightOf[g]}, If[p === {}, Infinity, Total[Map[w, Partition[p, 2, 1]]]]]

(* In[1]:= {GraphDistance[PathGraph[Range[5]], 1, 4], GraphDistance[Graph[{1 -> 2}], 2, 1]}
   Out[1]= {3, Infinity} *)

GraphDistanceMatrix::usage = "GraphDistanceMatrix[g] gives the matrix of distances between vertices for the graph g.";
GraphDistanceMatrix[g_Graph] := Outer[GraphDistance[g, #1, #2] &, VertexList[g], VertexList[g]]

(* In[1]:= GraphDistanceMatrix[PathGraph[{1, 2, 3}]]
   Out[1]= {{0, 1, 2}, {1, 0, 1}, {2, 1, 0}} *)

GraphDiameter::usage = "GraphDiameter[g] gives the greatest distance between any pair of vertices in the graph g.";
GraphDiameter[g_Graph] := Max[GraphDistanceMatrix[g]]

(* In[1]:= GraphDiameter[CycleGraph[6]]
   Out[1]= 3 *)

FindSpanningTree::usage = "FindSpanningTree[g] finds a spanning tree of the graph g that minimizes the total weight of its edges.";
FindSpanningTree[g_Graph] := Module[{w = weightOf[g], part = AssociationThread[VertexList[g], Range[VertexCount[g]]], out = {}},
  Scan[With[{a = part[First[#]], b = part[Last[#]]}, If[a =!= b, AppendTo[out, #]; part = Map[If[# === a, b, #] &, part]]] &, SortBy[EdgeList[g], w[List @@ #] &]];
  Graph[VertexList[g], out]]

(* In[1]:= EdgeCount[FindSpanningTree[CompleteGraph[5]]]
   Out[1]= 4 *)

VertexAdd::usage = "VertexAdd[g, v] makes a graph by adding the vertex v to the graph g.";
VertexAdd[Graph[v_, e_, o___], x_] := Graph[Join[v, Complement[Flatten[{x}], v]], e, o]

(* In[1]:= VertexCount[VertexAdd[CycleGraph[3], 4]]
   Out[1]= 4 *)

VertexDelete::usage = "VertexDelete[g, v] makes a graph by deleting the vertex v and all edges connected to v from the graph g.";
VertexDelete[Graph[v_, e_, ___], x_] := With[{gone = Flatten[{x}]}, Graph[DeleteCases[v, Alternatives @@ gone], DeleteCases[e, _[Alternatives @@ gone, _] | _[_, Alternatives @@ gone]]]]

(* In[1]:= EdgeCount[VertexDelete[CompleteGraph[4], 1]]
   Out[1]= 3 *)

EdgeAdd::usage = "EdgeAdd[g, e] makes a graph by adding the edge e to the graph g.";
EdgeAdd[Graph[v_, e_, ___], x_] := Graph[v, Join[e, Flatten[{x}]]]

(* In[1]:= EdgeCount[EdgeAdd[PathGraph[{1, 2, 3}], UndirectedEdge[1, 3]]]
   Out[1]= 3 *)

EdgeDelete::usage = "EdgeDelete[g, e] makes a graph by deleting the edge e from the graph g.";
EdgeDelete[Graph[v_, e_, ___], x_] := Graph[v, DeleteCases[e, Alternatives @@ normalEdges[Flatten[{x}], Automatic]]]

(* In[1]:= EdgeCount[EdgeDelete[CycleGraph[3], UndirectedEdge[1, 2]]]
   Out[1]= 2 *)

Subgraph::usage = "Subgraph[g, {v1, v2, ...}] gives the subgraph of the graph g generated by the vertices vi.";
Subgraph[Graph[v_, e_, ___], keep_List] := Graph[Select[v, MemberQ[keep, #] &], Select[e, SubsetQ[keep, List @@ #] &]]

(* In[1]:= EdgeCount[Subgraph[CompleteGraph[5], {1, 2, 3}]]
   Out[1]= 3 *)

VertexQ::usage = "VertexQ[g, v] yields True if v is a vertex in the graph g, and False otherwise.";
VertexQ[g_Graph, v_] := MemberQ[VertexList[g], v]

(* In[1]:= VertexQ[CycleGraph[3], 4]
   Out[1]= False *)

EdgeQ::usage = "EdgeQ[g, e] yields True if e is an edge in the graph g, and False otherwise.";
EdgeQ[g_Graph, e_] := With[{x = First[normalEdges[{e}, Automatic]]}, MemberQ[EdgeList[g], x] || Head[x] === UndirectedEdge && MemberQ[EdgeList[g], Reverse[x]]]

(* In[1]:= EdgeQ[CycleGraph[3], UndirectedEdge[2, 1]]
   Out[1]= True *)

RandomGraph::usage = "RandomGraph[{n, m}] gives a pseudorandom graph with n vertices and m edges.";
RandomGraph[{n_Integer, m_Integer}] := Graph[Range[n], Map[UndirectedEdge @@ # &, RandomSample[Subsets[Range[n], {2}], m]]]

(* In[1]:= EdgeCount[RandomGraph[{10, 12}]]
   Out[1]= 12 *)

EdgeWeight::usage = "EdgeWeight is an option of Graph that gives the weights of edges, which distances and paths add up.";

(* In[1]:= GraphDistance[Graph[{1, 2}, {UndirectedEdge[1, 2]}, EdgeWeight -> {7}], 1, 2]
   Out[1]= 7 *)

DirectedEdges::usage = "DirectedEdges is an option of Graph that says whether rules u -> v are directed edges.";

(* In[1]:= EdgeList[Graph[{1, 2}, {1 -> 2}, DirectedEdges -> False]]
   Out[1]= {UndirectedEdge[1, 2]} *)

VertexWeight::usage = "VertexWeight is an option of Graph that gives the weights of vertices.";

(* In[1]:= VertexList[Graph[{1 -> 2}, VertexWeight -> Automatic]]
   Out[1]= {1, 2} *)

VertexLabels::usage = "VertexLabels is an option of Graph that gives the labels of vertices when a graph is drawn.";

(* In[1]:= VertexList[Graph[{1 -> 2}, VertexLabels -> Automatic]]
   Out[1]= {1, 2} *)

EdgeLabels::usage = "EdgeLabels is an option of Graph that gives the labels of edges when a graph is drawn.";

(* In[1]:= VertexList[Graph[{1 -> 2}, EdgeLabels -> Automatic]]
   Out[1]= {1, 2} *)

VertexCoordinates::usage = "VertexCoordinates is an option of Graph that gives the places of vertices when a graph is drawn.";

(* In[1]:= VertexList[Graph[{1 -> 2}, VertexCoordinates -> Automatic]]
   Out[1]= {1, 2} *)

GraphLayout::usage = "GraphLayout is an option of Graph that gives the way in which a graph is laid out.";

(* In[1]:= VertexList[Graph[{1 -> 2}, GraphLayout -> Automatic]]
   Out[1]= {1, 2} *)

VertexStyle::usage = "VertexStyle is an option of Graph that gives the style of vertices when a graph is drawn.";

(* In[1]:= VertexList[Graph[{1 -> 2}, VertexStyle -> Automatic]]
   Out[1]= {1, 2} *)

EdgeStyle::usage = "EdgeStyle is an option of Graph that gives the style of edges when a graph is drawn.";

(* In[1]:= VertexList[Graph[{1 -> 2}, EdgeStyle -> Automatic]]
   Out[1]= {1, 2} *)

VertexSize::usage = "VertexSize is an option of Graph that gives the size of vertices when a graph is drawn.";

(* In[1]:= VertexList[Graph[{1 -> 2}, VertexSize -> Automatic]]
   Out[1]= {1, 2} *)
