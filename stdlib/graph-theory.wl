(* More of graphs: families, operations, centralities, cycles and tours, colorings, cliques, matchings, flows, isomorphism. *)

undirectedEdges[g_] := DeleteDuplicates[Map[Sort[UndirectedEdge @@ #] &, EdgeList[g]]]
around[g_] := With[{n = AdjacencyList[g]}, AssociationThread[VertexList[g], n]]
next[g_] := Merge[Join[Map[# -> Nothing &, VertexList[g]], Catenate[Map[If[Head[#] === DirectedEdge, {#[[1]] -> #[[2]]}, {#[[1]] -> #[[2]], #[[2]] -> #[[1]]}] &, EdgeList[g]]]], Identity]

WheelGraph::usage = "WheelGraph[n] gives the wheel graph with n vertices: a hub and a cycle around it.";
WheelGraph[n_Integer /; n > 3] := Graph[Range[n], Join[Table[UndirectedEdge[1, i], {i, 2, n}], Table[UndirectedEdge[i, i + 1], {i, 2, n - 1}], {UndirectedEdge[n, 2]}]]
(* In[1]:= {VertexDegree[WheelGraph[5]], EdgeCount[WheelGraph[5]]}
   Out[1]= {{4, 3, 3, 3, 3}, 8} *)

HypercubeGraph::usage = "HypercubeGraph[n] gives the n-dimensional hypercube graph.";
HypercubeGraph[n_Integer?NonNegative] := Graph[Range[2^n], Catenate[Table[If[BitAnd[i, 2^k] === 0, UndirectedEdge[i + 1, i + 2^k + 1], Nothing], {i, 0, 2^n - 1}, {k, 0, n - 1}]]]
(* In[1]:= {VertexCount[HypercubeGraph[3]], EdgeCount[HypercubeGraph[3]], Union[VertexDegree[HypercubeGraph[3]]]}
   Out[1]= {8, 12, {3}} *)

KaryTree::usage = "KaryTree[n] gives a binary tree with n vertices.
KaryTree[n, k] gives a k-ary tree with n vertices.";
KaryTree[n_Integer?Positive, k_Integer?Positive : 2] := Graph[Range[n], Table[UndirectedEdge[Quotient[i - 2, k] + 1, i], {i, 2, n}]]
(* In[1]:= EdgeList[KaryTree[4]]
   Out[1]= {UndirectedEdge[1, 2], UndirectedEdge[1, 3], UndirectedEdge[2, 4]} *)

TreeGraph::usage = "TreeGraph[{e1, e2, ...}] yields a tree with edges ei.";
TreeGraph::tree = "`1` is no tree.";
TreeGraph[e_List, o : OptionsPattern[Graph]] := With[{g = Graph[e, o]}, If[TreeGraphQ[g], g, Message[TreeGraph::tree, g]; $Failed]]
(* In[1]:= TreeGraphQ[TreeGraph[{1 <-> 2, 1 <-> 3}]]
   Out[1]= True
   In[2]:= TreeGraph[{1 <-> 2, 2 <-> 3, 3 <-> 1}]
   TreeGraph::tree: Graph[<3>, <3>] is no tree.
   Out[2]= $Failed *)

PetersenGraph::usage = "PetersenGraph[] gives the Petersen graph.
PetersenGraph[n, k] gives the generalized Petersen graph.";
PetersenGraph[n_Integer : 5, k_Integer : 2] := Graph[Range[2 n], Catenate[Table[{UndirectedEdge[i, Mod[i + k, n, 1]], UndirectedEdge[i, i + n], UndirectedEdge[i + n, Mod[i + 1, n, 1] + n]}, {i, n}]]]
(* In[1]:= {VertexCount[PetersenGraph[]], Union[VertexDegree[PetersenGraph[]]], HamiltonianGraphQ[PetersenGraph[]]}
   Out[1]= {10, {3}, False} *)

CirculantGraph::usage = "CirculantGraph[n, {j1, j2, ...}] gives the circulant graph with n vertices and jumps ji.";
CirculantGraph[n_Integer?Positive, jumps_] := Graph[Range[n], DeleteDuplicates[Catenate[Table[If[i === Mod[i + j, n, 1], Nothing, Sort[UndirectedEdge[i, Mod[i + j, n, 1]]]], {i, n}, {j, Flatten[{jumps}]}]]]]
(* In[1]:= EdgeCount[CirculantGraph[6, {1, 3}]]
   Out[1]= 9 *)

RelationGraph::usage = "RelationGraph[f, {v1, v2, ...}] gives the graph with vertices vi and edges from vi to vj where f[vi, vj] gives True; undirected where f is symmetric.";
RelationGraph[f_, v_List] := With[{pairs = Select[Tuples[v, 2], TrueQ[f @@ #] &]},
  If[AllTrue[pairs, MemberQ[pairs, Reverse[#]] &], Graph[v, DeleteDuplicates[Map[Sort[UndirectedEdge @@ #] &, pairs]]], Graph[v, Map[DirectedEdge @@ # &, pairs]]]]
(* In[1]:= EdgeList[RelationGraph[#1 != #2 && Mod[#2, #1] == 0 &, {2, 3, 4, 6}]]
   Out[1]= {DirectedEdge[2, 4], DirectedEdge[2, 6], DirectedEdge[3, 6]} *)

WeightedAdjacencyGraph::usage = "WeightedAdjacencyGraph[m] gives the graph with the weighted adjacency matrix m, whose entries are Infinity where there is no edge.";
WeightedAdjacencyGraph[m_] := WeightedAdjacencyGraph[Range[Length[m]], m]
WeightedAdjacencyGraph[v_List, m_] := With[{a = Normal[m], n = Length[m]}, With[{e = If[a === Transpose[a],
    Catenate[Table[If[a[[i, j]] === Infinity, Nothing, {UndirectedEdge[v[[i]], v[[j]]], a[[i, j]]}], {i, n}, {j, i, n}]],
    Catenate[Table[If[a[[i, j]] === Infinity, Nothing, {DirectedEdge[v[[i]], v[[j]]], a[[i, j]]}], {i, n}, {j, n}]]]},
  Graph[v, e[[All, 1]], EdgeWeight -> e[[All, 2]]]]]
(* In[1]:= GraphDistance[WeightedAdjacencyGraph[{{Infinity, 2, 9}, {2, Infinity, 3}, {9, 3, Infinity}}], 1, 3]
   Out[1]= 5 *)

GraphComplement::usage = "GraphComplement[g] gives the graph complement of g.";
GraphComplement[g_Graph] := With[{e = undirectedEdges[g]}, Graph[VertexList[g], Select[Map[UndirectedEdge @@ # &, Subsets[VertexList[g], {2}]], ! MemberQ[e, Sort[#]] &]]]
(* In[1]:= EdgeCount[GraphComplement[CycleGraph[5]]]
   Out[1]= 5 *)

GraphUnion::usage = "GraphUnion[g1, g2, ...] gives the graph union of the graphs gi.";
GraphUnion[g__Graph] := Graph[DeleteDuplicates[Catenate[Map[VertexList, {g}]]], DeleteDuplicates[Catenate[Map[EdgeList, {g}]]]]
(* In[1]:= EdgeList[GraphUnion[Graph[{1 -> 2}], Graph[{2 -> 3, 1 -> 2}]]]
   Out[1]= {DirectedEdge[1, 2], DirectedEdge[2, 3]} *)

GraphIntersection::usage = "GraphIntersection[g1, g2, ...] gives the graph with the edges that all of the gi have.";
GraphIntersection[g__Graph] := Graph[DeleteDuplicates[Catenate[Map[VertexList, {g}]]], Intersection @@ Map[EdgeList, {g}]]
(* In[1]:= EdgeList[GraphIntersection[Graph[{1 -> 2, 2 -> 3}], Graph[{2 -> 3, 3 -> 1}]]]
   Out[1]= {DirectedEdge[2, 3]} *)

GraphDifference::usage = "GraphDifference[g1, g2] gives the graph with the edges of g1 that g2 does not have.";
GraphDifference[g_Graph, h_Graph] := Graph[DeleteDuplicates[Join[VertexList[g], VertexList[h]]], Complement[EdgeList[g], EdgeList[h]]]
(* In[1]:= EdgeList[GraphDifference[Graph[{1 -> 2, 2 -> 3}], Graph[{2 -> 3}]]]
   Out[1]= {DirectedEdge[1, 2]} *)

ReverseGraph::usage = "ReverseGraph[g] gives the graph with the directed edges of g reversed.";
ReverseGraph[Graph[v_, e_, o___]] := Graph[v, e /. DirectedEdge[a_, b_] :> DirectedEdge[b, a], o]
(* In[1]:= EdgeList[ReverseGraph[Graph[{1 -> 2}]]]
   Out[1]= {DirectedEdge[2, 1]} *)

UndirectedGraph::usage = "UndirectedGraph[g] gives the graph g with undirected edges.";
UndirectedGraph[g_Graph] := Graph[VertexList[g], undirectedEdges[g]]
(* In[1]:= EdgeList[UndirectedGraph[Graph[{1 -> 2, 2 -> 1}]]]
   Out[1]= {UndirectedEdge[1, 2]} *)

DirectedGraph::usage = "DirectedGraph[g] gives the graph g with each undirected edge as two directed ones.";
DirectedGraph[g_Graph] := Graph[VertexList[g], Catenate[Map[If[Head[#] === DirectedEdge, {#}, {DirectedEdge @@ #, DirectedEdge @@ Reverse[#]}] &, EdgeList[g]]]]
(* In[1]:= EdgeList[DirectedGraph[Graph[{1 <-> 2}]]]
   Out[1]= {DirectedEdge[1, 2], DirectedEdge[2, 1]} *)

IndexGraph::usage = "IndexGraph[g] replaces the vertices of the graph g by their positions.";
IndexGraph[g_Graph] := With[{by = AssociationThread[VertexList[g], Range[VertexCount[g]]]}, Graph[Range[VertexCount[g]], Map[Head[#][by[#[[1]]], by[#[[2]]]] &, EdgeList[g]]]]
(* In[1]:= EdgeList[IndexGraph[Graph[{a -> b, b -> c}]]]
   Out[1]= {DirectedEdge[1, 2], DirectedEdge[2, 3]} *)

LineGraph::usage = "LineGraph[g] gives the line graph of g, whose vertices are the edges of g.";
LineGraph[g_Graph] := With[{e = EdgeList[g]}, Graph[Range[Length[e]], Map[UndirectedEdge @@ # &, Select[Subsets[Range[Length[e]], {2}], IntersectingQ[List @@ e[[#[[1]]]], List @@ e[[#[[2]]]]] &]]]]
(* In[1]:= {VertexCount[LineGraph[StarGraph[5]]], EdgeCount[LineGraph[StarGraph[5]]]}
   Out[1]= {4, 6} *)

VertexContract::usage = "VertexContract[g, {v1, v2, ...}] contracts the vertices v1, v2, ... into one.";
VertexContract[g_Graph, {v_, more___}] := Graph[DeleteCases[VertexList[g], Alternatives[more]], DeleteDuplicates[Map[If[Head[#] === UndirectedEdge, Sort[#], #] &, DeleteCases[Map[Head[#] @@ (List @@ # /. Alternatives[more] -> v) &, EdgeList[g]], _[a_, a_]]]]]
(* In[1]:= EdgeCount[VertexContract[CycleGraph[4], {1, 3}]]
   Out[1]= 2 *)

NeighborhoodGraph::usage = "NeighborhoodGraph[g, v] gives the subgraph of g of the vertex v and its neighbors.
NeighborhoodGraph[g, v, d] gives that of vertices at distances up to d.";
NeighborhoodGraph[g_Graph, v_, d_ : 1] := Subgraph[g, Nest[DeleteDuplicates[Join[#, Catenate[Map[AdjacencyList[g, #] &, #]]]] &, {v}, d]]
(* In[1]:= VertexList[NeighborhoodGraph[PathGraph[Range[5]], 2]]
   Out[1]= {1, 2, 3} *)

IncidenceMatrix::usage = "IncidenceMatrix[g] gives the vertex-edge incidence matrix of the graph g: -1 where a directed edge begins.";
IncidenceMatrix[g_Graph] := SparseArray[Transpose[Map[Function[e, Map[Function[v, If[Head[e] === DirectedEdge, Boole[e[[2]] === v] - Boole[e[[1]] === v], Count[List @@ e, v]]], VertexList[g]]], EdgeList[g]]]]
(* In[1]:= Normal[IncidenceMatrix[Graph[{1 -> 2, 2 -> 3}]]]
   Out[1]= {{-1, 0}, {1, -1}, {0, 1}} *)

KirchhoffMatrix::usage = "KirchhoffMatrix[g] gives the Kirchhoff matrix of the graph g: degrees less adjacencies.";
KirchhoffMatrix[g_Graph] := With[{a = Normal[AdjacencyMatrix[g]]}, SparseArray[DiagonalMatrix[Total[a, {2}]] - a]]
(* In[1]:= Normal[KirchhoffMatrix[PathGraph[{1, 2, 3}]]]
   Out[1]= {{1, -1, 0}, {-1, 2, -1}, {0, -1, 1}} *)

WeightedAdjacencyMatrix::usage = "WeightedAdjacencyMatrix[g] gives the adjacency matrix of edge weights of the graph g.";
WeightedAdjacencyMatrix[g : Graph[v_, e_, o___]] := Module[{w = Replace[OptionValue[Graph, {o}, EdgeWeight], Automatic -> ConstantArray[1, Length[e]]], index = AssociationThread[v, Range[Length[v]]], m},
  m = ConstantArray[0, {Length[v], Length[v]}];
  MapThread[(m[[index[#1[[1]]], index[#1[[2]]]]] = #2; If[Head[#1] === UndirectedEdge, m[[index[#1[[2]]], index[#1[[1]]]]] = #2]) &, {e, w}];
  SparseArray[m]]
(* In[1]:= Normal[WeightedAdjacencyMatrix[Graph[{1 -> 2, 2 -> 3}, EdgeWeight -> {5, 7}]]]
   Out[1]= {{0, 5, 0}, {0, 0, 7}, {0, 0, 0}} *)

DegreeCentrality::usage = "DegreeCentrality[g] gives a list of vertex degrees for the vertices of the graph g.";
DegreeCentrality[g_Graph] := VertexDegree[g]
(* In[1]:= DegreeCentrality[StarGraph[4]]
   Out[1]= {3, 1, 1, 1} *)

ClosenessCentrality::usage = "ClosenessCentrality[g] gives for each vertex the inverse of its mean distance to the vertices that can be reached.";
ClosenessCentrality[g_Graph] := Map[With[{d = DeleteCases[#, 0 | Infinity]}, If[d === {}, 0., N[Length[d]/Total[d]]]] &, GraphDistanceMatrix[g]]
(* In[1]:= ClosenessCentrality[StarGraph[4]]
   Out[1]= {1., 0.6, 0.6, 0.6} *)

PageRankCentrality::usage = "PageRankCentrality[g] gives a list of page-rank centralities for the vertices of the graph g.
PageRankCentrality[g, a] uses the weight a instead of 0.85.";
PageRankCentrality[g_Graph, a_ : 0.85] := Module[{m = N[Normal[AdjacencyMatrix[g]]], n = VertexCount[g]},
  m = Map[If[Total[#] == 0, ConstantArray[1./n, n], #/Total[#]] &, m];
  FixedPoint[a # . m + (1 - a)/n &, ConstantArray[1./n, n], 1000, SameTest -> (Max[Abs[#1 - #2]] < 10^-12 &)]]
(* In[1]:= Round[PageRankCentrality[Graph[{1 -> 2, 3 -> 2, 2 -> 1}]], 0.001]
   Out[1]= {0.464, 0.486, 0.05} *)

EigenvectorCentrality::usage = "EigenvectorCentrality[g] gives a list of eigenvector centralities for the vertices of the graph g, with sum 1.";
EigenvectorCentrality[g_Graph] := Module[{m = Transpose[N[Normal[AdjacencyMatrix[g]]]] + IdentityMatrix[VertexCount[g]]},
  FixedPoint[Normalize[m . #, Total] &, ConstantArray[1./VertexCount[g], VertexCount[g]], 10000, SameTest -> (Max[Abs[#1 - #2]] < 10^-13 &)]]
(* In[1]:= Round[1000 EigenvectorCentrality[PathGraph[{1, 2, 3}]]]
   Out[1]= {293, 414, 293} *)

KatzCentrality::usage = "KatzCentrality[g, alpha] gives a list of Katz centralities for the vertices of the graph g: the solution of x = alpha a x + 1.";
KatzCentrality[g_Graph, alpha_, beta_ : 1] := LinearSolve[N[IdentityMatrix[VertexCount[g]] - alpha Transpose[Normal[AdjacencyMatrix[g]]]], N[Flatten[{beta}][[1]] ConstantArray[1, VertexCount[g]]]]
(* In[1]:= Round[KatzCentrality[PathGraph[{1, 2, 3}], 0.5], 0.001]
   Out[1]= {3., 4., 3.} *)

BetweennessCentrality::usage = "BetweennessCentrality[g] gives for each vertex how many shortest paths between others pass through it, those of each pair counted as one.";
(* U. Brandes, A faster algorithm for betweenness centrality, 2001. *)
BetweennessCentrality[g_Graph] := Module[{v = VertexList[g], n = next[g], total, stack, before, sigma, distance, delta, queue, u},
  total = AssociationThread[v, ConstantArray[0., Length[v]]];
  Do[
    stack = {}; before = AssociationThread[v, Table[{}, Length[v]]]; sigma = AssociationThread[v, ConstantArray[0, Length[v]]]; sigma[s] = 1; distance = <|s -> 0|>; queue = {s};
    While[queue =!= {}, u = First[queue]; queue = Rest[queue]; AppendTo[stack, u];
      Do[If[! KeyExistsQ[distance, w], distance[w] = distance[u] + 1; AppendTo[queue, w]]; If[distance[w] === distance[u] + 1, sigma[w] += sigma[u]; before[w] = Append[before[w], u]], {w, n[u]}]];
    delta = AssociationThread[v, ConstantArray[0., Length[v]]];
    Do[Do[delta[x] += sigma[x]/sigma[w] (1 + delta[w]), {x, before[w]}]; If[w =!= s, total[w] += delta[w]], {w, Reverse[stack]}], {s, v}];
  Values[total]/If[UndirectedGraphQ[g], 2, 1]]
(* In[1]:= BetweennessCentrality[PathGraph[{1, 2, 3, 4}]]
   Out[1]= {0., 2., 2., 0.} *)

VertexEccentricity::usage = "VertexEccentricity[g, v] gives the length of the longest shortest path from v to the other vertices of the graph g.";
VertexEccentricity[g_Graph, v_] := Max[Map[GraphDistance[g, v, #] &, VertexList[g]]]
VertexEccentricity[g_Graph] := Map[Max, GraphDistanceMatrix[g]]
(* In[1]:= VertexEccentricity[PathGraph[{1, 2, 3}]]
   Out[1]= {2, 1, 2} *)

GraphRadius::usage = "GraphRadius[g] gives the minimum eccentricity of the vertices of the graph g.";
GraphRadius[g_Graph] := Min[VertexEccentricity[g]]
(* In[1]:= GraphRadius[PathGraph[{1, 2, 3}]]
   Out[1]= 1 *)

LocalClusteringCoefficient::usage = "LocalClusteringCoefficient[g] gives for each vertex which part of the pairs of its neighbors are neighbors.";
LocalClusteringCoefficient[g_Graph] := With[{n = around[g]}, Map[Function[v, With[{pairs = Subsets[n[v], {2}]}, If[pairs === {}, 0, Count[pairs, {a_, b_} /; MemberQ[n[a], b]]/Length[pairs]]]], VertexList[g]]]
(* In[1]:= LocalClusteringCoefficient[Graph[{1 <-> 2, 2 <-> 3, 3 <-> 1, 1 <-> 4}]]
   Out[1]= {1/3, 1, 1, 0} *)

GlobalClusteringCoefficient::usage = "GlobalClusteringCoefficient[g] gives which part of the paths of length two in g are closed.";
GlobalClusteringCoefficient[g_Graph] := With[{n = around[g]}, With[{pairs = Catenate[Map[Subsets[n[#], {2}] &, VertexList[g]]]}, If[pairs === {}, 0, Count[pairs, {a_, b_} /; MemberQ[n[a], b]]/Length[pairs]]]]
(* In[1]:= GlobalClusteringCoefficient[Graph[{1 <-> 2, 2 <-> 3, 3 <-> 1, 1 <-> 4}]]
   Out[1]= 3/5 *)

FindHamiltonianCycle::usage = "FindHamiltonianCycle[g] finds a cycle of the graph g that visits every vertex once.";
FindHamiltonianCycle[g_Graph] := With[{n = next[g], v = VertexList[g]}, If[Length[v] < 3, {}, With[{p = through[n, {First[v]}, Length[v], First[v]]}, If[p === None, {}, {edgesAlong[g, Append[p, First[p]]]}]]]]
(* Backtracking, to the vertices with the fewest ways on first (Warnsdorff's rule). *)
through[n_, path_, count_, goal_] := Module[{found = None},
  If[Length[path] === count, Return[If[goal === None || MemberQ[n[Last[path]], goal], path, None], Module]];
  Do[found = through[n, Append[path, w], count, goal]; If[found =!= None, Break[]], {w, SortBy[Complement[n[Last[path]], path], Length[Complement[n[#], path]] &]}];
  found]
edgesAlong[g_, path_] := With[{directed = MemberQ[EdgeList[g], _DirectedEdge]}, Map[If[directed, DirectedEdge @@ # , UndirectedEdge @@ #] &, Partition[path, 2, 1]]]
(* In[1]:= FindHamiltonianCycle[CycleGraph[4]]
   Out[1]= {{UndirectedEdge[1, 2], UndirectedEdge[2, 3], UndirectedEdge[3, 4], UndirectedEdge[4, 1]}}
   In[2]:= FindHamiltonianCycle[StarGraph[4]]
   Out[2]= {} *)

FindHamiltonianPath::usage = "FindHamiltonianPath[g] finds a path of the graph g that visits every vertex once.";
FindHamiltonianPath[g_Graph] := With[{n = next[g], v = VertexList[g]}, Replace[SelectFirst[Map[through[n, {#}, Length[v], None] &, v], # =!= None &], _Missing -> {}]]
(* In[1]:= FindHamiltonianPath[PathGraph[{2, 1, 3}]]
   Out[1]= {2, 1, 3} *)

HamiltonianGraphQ::usage = "HamiltonianGraphQ[g] yields True if the graph g has a cycle through all vertices.";
HamiltonianGraphQ[g_Graph] := VertexCount[g] === 1 || FindHamiltonianCycle[g] =!= {}
HamiltonianGraphQ[_] := False
(* In[1]:= HamiltonianGraphQ[HypercubeGraph[3]]
   Out[1]= True *)

EulerianGraphQ::usage = "EulerianGraphQ[g] yields True if the graph g has a cycle through every edge once.";
EulerianGraphQ[g_Graph] := Length[Select[WeaklyConnectedComponents[g], Length[#] > 1 &]] <= 1 && If[UndirectedGraphQ[g], AllTrue[VertexDegree[g], EvenQ], VertexInDegree[g] === VertexOutDegree[g]]
EulerianGraphQ[_] := False
(* In[1]:= {EulerianGraphQ[CycleGraph[4]], EulerianGraphQ[StarGraph[4]]}
   Out[1]= {True, False} *)

FindEulerianCycle::usage = "FindEulerianCycle[g] finds a cycle of the graph g that has every edge once.";
(* C. Hierholzer's way: cycles are put into each other. *)
FindEulerianCycle[g_Graph] := Module[{left, stack, circuit = {}, v, e},
  If[! EulerianGraphQ[g] || EdgeCount[g] === 0, Return[{}, Module]];
  left = EdgeList[g]; stack = {First[First[left]]};
  While[stack =!= {}, v = Last[stack];
    e = FirstPosition[left, DirectedEdge[v, _] | UndirectedEdge[v, _] | UndirectedEdge[_, v], None, {1}];
    If[e === None, circuit = {v, circuit}; stack = Most[stack], AppendTo[stack, DeleteCases[List @@ Extract[left, e], v, 1, 1][[1]]]; left = Delete[left, e]]];
  {edgesAlong[g, Flatten[circuit]]}]
(* In[1]:= Length[First[FindEulerianCycle[CompleteGraph[5]]]]
   Out[1]= 10 *)

FindCycle::usage = "FindCycle[g] finds a cycle in the graph g.";
FindCycle[g_Graph] := Module[{n = next[g], found = {}, directed = MemberQ[EdgeList[g], _DirectedEdge], visit, seen = <||>},
  visit[path_] := Do[
    Which[found =!= {}, Break[],
      MemberQ[path, w], If[directed || Length[path] < 2 || w =!= path[[-2]], found = Append[path[[First[FirstPosition[path, w]] ;;]], w]],
      ! KeyExistsQ[seen, w], seen[w] = True; visit[Append[path, w]]], {w, n[Last[path]]}];
  Do[If[found === {} && ! KeyExistsQ[seen, v], seen[v] = True; visit[{v}]], {v, VertexList[g]}];
  If[found === {}, {}, {edgesAlong[g, found]}]]
(* In[1]:= {FindCycle[Graph[{1 -> 2, 2 -> 3, 3 -> 1}]], FindCycle[Graph[{1 -> 2, 2 -> 3}]]}
   Out[1]= {{{DirectedEdge[1, 2], DirectedEdge[2, 3], DirectedEdge[3, 1]}}, {}} *)

FindClique::usage = "FindClique[g] finds a largest clique in the graph g.
FindClique[g, n] finds one of at most n vertices; FindClique[g, Infinity, All] gives all maximal cliques.";
FindClique[g_Graph, n_ : Infinity] := With[{all = cliques[around[g], {}, VertexList[g], {}]}, {Take[First[MaximalBy[all, Length]], UpTo[Replace[n, Infinity -> Length[VertexList[g]]]]]}]
FindClique[g_Graph, _, All] := cliques[around[g], {}, VertexList[g], {}]
(* C. Bron and J. Kerbosch, with a pivot. *)
cliques[_, r_, {}, {}] := {r}
cliques[_, _, {}, _] := {}
cliques[n_, r_, p_, x_] := Module[{left = p, out = x, pivot = First[MaximalBy[Join[p, x], Length[Intersection[n[#], p]] &]]},
  Catenate[Map[Function[v, With[{c = cliques[n, Append[r, v], Intersection[left, n[v]], Intersection[out, n[v]]]}, left = DeleteCases[left, v]; AppendTo[out, v]; c]], Complement[p, n[pivot]]]]]
(* In[1]:= Map[Sort, FindClique[Graph[{1 <-> 2, 2 <-> 3, 3 <-> 1, 3 <-> 4}]]]
   Out[1]= {{1, 2, 3}} *)

FindIndependentVertexSet::usage = "FindIndependentVertexSet[g] finds a largest set of vertices of the graph g no two of which are neighbors.";
FindIndependentVertexSet[g_Graph] := FindClique[GraphComplement[g]]
(* In[1]:= Map[Sort, FindIndependentVertexSet[StarGraph[4]]]
   Out[1]= {{2, 3, 4}} *)

FindVertexCover::usage = "FindVertexCover[g] finds a smallest set of vertices of the graph g that every edge touches.";
FindVertexCover[g_Graph] := Complement[VertexList[g], First[FindIndependentVertexSet[g]]]
(* In[1]:= FindVertexCover[StarGraph[4]]
   Out[1]= {1} *)

FindMaximumFlow::usage = "FindMaximumFlow[g, s, t] finds the value of the maximum flow from s to t in the graph g, whose EdgeCapacity or EdgeWeight are 1 where nothing is given.";
(* J. Edmonds and R. Karp: the shortest path with capacity left, until there is none. *)
FindMaximumFlow[g : Graph[v_, e_, o___], s_, t_] := Module[{c = <||>, w = Replace[OptionValue[Graph, {o}, EdgeWeight], Automatic -> ConstantArray[1, Length[e]]], n, flow = 0, from, queue, u, least, path},
  MapThread[(c[{#1[[1]], #1[[2]]}] = Lookup[c, Key[{#1[[1]], #1[[2]]}], 0] + #2; c[{#1[[2]], #1[[1]]}] = Lookup[c, Key[{#1[[2]], #1[[1]]}], 0] + If[Head[#1] === UndirectedEdge, #2, 0]) &, {e, w}];
  n = around[UndirectedGraph[g]];
  While[True,
    from = <|s -> None|>; queue = {s};
    While[queue =!= {} && ! KeyExistsQ[from, t], u = First[queue]; queue = Rest[queue]; Do[If[! KeyExistsQ[from, x] && Lookup[c, Key[{u, x}], 0] > 0, from[x] = u; AppendTo[queue, x]], {x, n[u]}]];
    If[! KeyExistsQ[from, t], Break[]];
    path = Partition[Reverse[NestWhileList[from, t, # =!= s &]], 2, 1];
    least = Min[Map[c[#] &, path]];
    Scan[(c[#] -= least; c[Reverse[#]] += least) &, path];
    flow += least];
  flow]
(* In[1]:= FindMaximumFlow[Graph[{1 -> 2, 1 -> 3, 2 -> 4, 3 -> 4}, EdgeWeight -> {3, 2, 2, 5}], 1, 4]
   Out[1]= 4 *)

BipartiteGraphQ::usage = "BipartiteGraphQ[g] yields True if the vertices of the graph g are of two kinds, with edges between them only.";
BipartiteGraphQ[g_Graph] := Module[{n = around[g], side = <||>, good = True, queue, u},
  Do[If[! KeyExistsQ[side, v], side[v] = 0; queue = {v};
    While[queue =!= {}, u = First[queue]; queue = Rest[queue]; Do[If[KeyExistsQ[side, w], If[side[w] === side[u], good = False], side[w] = 1 - side[u]; AppendTo[queue, w]], {w, n[u]}]]], {v, VertexList[g]}];
  good]
BipartiteGraphQ[_] := False
(* In[1]:= {BipartiteGraphQ[CycleGraph[4]], BipartiteGraphQ[CycleGraph[5]]}
   Out[1]= {True, False} *)

SimpleGraphQ::usage = "SimpleGraphQ[g] yields True if the graph g has no loops and no edge twice.";
SimpleGraphQ[g_Graph] := FreeQ[Map[#[[1]] === #[[2]] &, EdgeList[g]], True] && DuplicateFreeQ[Map[If[Head[#] === UndirectedEdge, Sort[#], #] &, EdgeList[g]]]
SimpleGraphQ[_] := False
(* In[1]:= {SimpleGraphQ[CycleGraph[3]], SimpleGraphQ[Graph[{1 -> 1}]]}
   Out[1]= {True, False} *)

ChromaticPolynomial::usage = "ChromaticPolynomial[g, k] gives the number of ways to color the vertices of the graph g with k colors so that neighbors differ.";
ChromaticPolynomial[g_Graph, k_] := Expand[colorings[VertexList[g], undirectedEdges[g], k]]
(* By deletion and contraction of an edge. *)
colorings[v_, {}, k_] := k^Length[v]
colorings[v_, {UndirectedEdge[a_, b_], rest___}, k_] := If[a === b, 0, colorings[v, {rest}, k] - colorings[DeleteCases[v, b], DeleteDuplicates[Map[Sort, {rest} /. b -> a]], k]]
(* In[1]:= ChromaticPolynomial[CycleGraph[3], k]
   Out[1]= 2*k - 3*k^2 + k^3 *)

IsomorphicGraphQ::usage = "IsomorphicGraphQ[g1, g2] yields True if the graphs g1 and g2 are isomorphic.";
IsomorphicGraphQ[g_Graph, h_Graph] := FindGraphIsomorphism[g, h] =!= {}
(* In[1]:= IsomorphicGraphQ[PetersenGraph[], GraphComplement[LineGraph[CompleteGraph[5]]]]
   Out[1]= True *)

FindGraphIsomorphism::usage = "FindGraphIsomorphism[g1, g2] finds an isomorphism that maps the graph g1 to g2, as an association of vertices; {} where there is none.";
FindGraphIsomorphism[g_Graph, h_Graph] := Module[{a = Normal[AdjacencyMatrix[g]], b = Normal[AdjacencyMatrix[h]], n = VertexCount[g], kinds, order, extend},
  If[n =!= VertexCount[h] || EdgeCount[g] =!= EdgeCount[h], Return[{}, Module]];
  (* Vertices can only go to those with the same degrees in their neighborhood. *)
  kinds[m_] := With[{d = Transpose[{Total[m, {2}], Total[m]}]}, MapThread[{#1, Sort[Pick[d, #2, 1]]} &, {d, m}]];
  With[{ka = kinds[a], kb = kinds[b]},
    If[Sort[ka] =!= Sort[kb], Return[{}, Module]];
    extend[map_] := With[{i = Length[map] + 1}, If[i > n, map, Catch[Do[
      If[! MemberQ[map, j] && ka[[i]] === kb[[j]] && a[[i, i]] === b[[j, j]] && a[[i, ;; i - 1]] === b[[j, map]] && a[[;; i - 1, i]] === b[[map, j]],
        With[{r = extend[Append[map, j]]}, If[r =!= None, Throw[r, extend]]]], {j, n}]; None, extend]]];
    With[{m = extend[{}]}, If[m === None, {}, {AssociationThread[VertexList[g], VertexList[h][[m]]]}]]]]
(* In[1]:= {FindGraphIsomorphism[PathGraph[{1, 2, 3}], PathGraph[{b, a, c}]], FindGraphIsomorphism[CycleGraph[4], StarGraph[4]]}
   Out[1]= {{<|1 -> b, 2 -> a, 3 -> c|>}, {}} *)

TransitiveClosureGraph::usage = "TransitiveClosureGraph[g] gives the graph with an edge from u to v where g has a path from u to v.";
TransitiveClosureGraph[g_Graph] := Graph[VertexList[g], Catenate[Map[Function[v, Map[If[UndirectedGraphQ[g], UndirectedEdge, DirectedEdge][v, #] &, Select[VertexOutComponent[g, v], # =!= v && (! UndirectedGraphQ[g] || OrderedQ[{v, #}]) &]]], VertexList[g]]]]
(* In[1]:= EdgeList[TransitiveClosureGraph[Graph[{1 -> 2, 2 -> 3}]]]
   Out[1]= {DirectedEdge[1, 2], DirectedEdge[1, 3], DirectedEdge[2, 3]} *)

FindPath::usage = "FindPath[g, s, t] finds a path between the vertices s and t in the graph g.
FindPath[g, s, t, n] finds one of at most n edges; FindPath[g, s, t, Infinity, All] finds all of them.";
FindPath[g_Graph, s_, t_, n_ : Infinity, count_ : 1] := With[{all = pathsTo[next[g], {s}, t, n]}, Take[SortBy[all, Length], UpTo[Replace[count, All -> Length[all]]]]]
pathsTo[n_, path_, t_, left_] := If[Last[path] === t, {path}, If[left === 0, {}, Catenate[Map[pathsTo[n, Append[path, #], t, left - 1] &, Complement[n[Last[path]], path]]]]]
(* In[1]:= FindPath[Graph[{1 -> 2, 2 -> 3, 1 -> 3}], 1, 3, Infinity, All]
   Out[1]= {{1, 3}, {1, 2, 3}} *)

FindShortestTour::usage = "FindShortestTour[{p1, p2, ...}] attempts to find an ordering of the points that minimizes the length of the tour through all of them; it gives the length and the ordering.";
(* The nearest next, then turned stretches as long as that shortens the tour. *)
FindShortestTour[points_List] := Module[{p = N[points], n = Length[points], d, tour = {1}, better = True, length},
  d = Outer[Norm[#1 - #2] &, p, p, 1];
  Do[AppendTo[tour, First[MinimalBy[Complement[Range[n], tour], Function[i, d[[Last[tour], i]]]]]], {n - 1}];
  length = Function[t, Total[MapThread[d[[#1, #2]] &, {t, RotateLeft[t]}]]];
  While[better, better = False;
    Do[With[{a = tour[[i]], b = tour[[i + 1]], c = tour[[j]], e = tour[[Mod[j + 1, n, 1]]]},
      If[d[[a, c]] + d[[b, e]] < d[[a, b]] + d[[c, e]] - 10^-12, tour[[i + 1 ;; j]] = Reverse[tour[[i + 1 ;; j]]]; better = True]], {i, n - 2}, {j, i + 2, n}]];
  {length[tour], Append[tour, First[tour]]}] /; MatrixQ[N[points], NumberQ] && Length[points] > 1
(* In[1]:= FindShortestTour[{{0, 0}, {1, 1}, {0, 1}, {1, 0}}]
   Out[1]= {4., {1, 3, 2, 4, 1}} *)

NearestNeighborGraph::usage = "NearestNeighborGraph[{p1, p2, ...}, k] gives the graph with edges from each point to its k nearest others.";
NearestNeighborGraph[p_List, k_Integer : 1] := With[{n = Catenate[Map[Function[x, Map[{x, #} &, Take[SortBy[DeleteCases[p, x], N[Norm[# - x]] &], UpTo[k]]]], p]]},
  If[AllTrue[n, MemberQ[n, Reverse[#]] &], Graph[p, DeleteDuplicates[Map[Sort[UndirectedEdge @@ #] &, n]]], Graph[p, Map[DirectedEdge @@ # &, n]]]]
(* In[1]:= EdgeList[NearestNeighborGraph[{1, 2, 5}]]
   Out[1]= {DirectedEdge[1, 2], DirectedEdge[2, 1], DirectedEdge[5, 2]} *)

HighlightGraph::usage = "HighlightGraph[g, {a1, a2, ...}] highlights vertices and edges of the graph g.";
HighlightGraph[g : Graph[v_, e_, o___], parts_] := With[{marked = Flatten[{parts}]}, Graph[v, e, VertexStyle -> Map[# -> Red &, Select[marked, MemberQ[v, #] &]],
  EdgeStyle -> Map[# -> Directive[Red, Thick] &, Select[marked, MatchQ[#, _DirectedEdge | _UndirectedEdge | _Rule] &] /. (a_ -> b_) :> DirectedEdge[a, b]], Sequence @@ FilterRules[{o}, Except[VertexStyle | EdgeStyle]]]]
(* In[1]:= VertexList[HighlightGraph[CycleGraph[3], {1}]]
   Out[1]= {1, 2, 3} *)

VertexIndex::usage = "VertexIndex[g, v] gives the position of the vertex v in the list of vertices of the graph g.";
VertexIndex::inv = "`2` is no vertex of `1`.";
VertexIndex[g_Graph, v_] := With[{p = FirstPosition[VertexList[g], v, None, {1}, Heads -> False]}, If[p === None, Message[VertexIndex::inv, g, v]; $Failed, First[p]]]
(* In[1]:= VertexIndex[Graph[{a -> b, b -> c}], c]
   Out[1]= 3 *)

EdgeIndex::usage = "EdgeIndex[g, e] gives the position of the edge e in the list of edges of the graph g.";
EdgeIndex::inv = "`2` is no edge of `1`.";
EdgeIndex[g_Graph, e_] := With[{p = FirstPosition[EdgeList[g], e /. {Rule -> DirectedEdge, TwoWayRule -> UndirectedEdge}, None, {1}, Heads -> False]}, If[p === None, Message[EdgeIndex::inv, g, e]; $Failed, First[p]]]
(* In[1]:= EdgeIndex[Graph[{a -> b, b -> c}], b -> c]
   Out[1]= 2 *)

TransitiveReductionGraph::usage = "TransitiveReductionGraph[g] gives the smallest graph with the same paths as the acyclic directed graph g.";
TransitiveReductionGraph::cyc = "The graph `1` has a cycle.";
TransitiveReductionGraph[g_Graph] := If[AcyclicGraphQ[g],
  Graph[VertexList[g], Select[EdgeList[g], Function[e, NoneTrue[Complement[Map[Last, Select[EdgeList[g], First[#] === First[e] &]], {Last[e]}], MemberQ[VertexOutComponent[g, #], Last[e]] &]]]],
  Message[TransitiveReductionGraph::cyc, g]; $Failed]
(* In[1]:= EdgeList[TransitiveReductionGraph[Graph[{1 -> 2, 2 -> 3, 1 -> 3}]]]
   Out[1]= {DirectedEdge[1, 2], DirectedEdge[2, 3]} *)
