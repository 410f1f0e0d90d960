(* Of the add-on package Combinatorica` (Skiena, 1990): permutations, subsets, partitions and compositions in an order, one after another. *)

Combinatorica`KSubsets::usage = "KSubsets[list, k] gives all subsets of list with k elements.";
Combinatorica`KSubsets[l_List, k_Integer] := Subsets[l, {k}]
(* In[1]:= Combinatorica`KSubsets[{a, b, c}, 2]
   Out[1]= {{a, b}, {a, c}, {b, c}} *)

Combinatorica`LexicographicPermutations::usage = "LexicographicPermutations[list] gives all permutations of list in lexicographic order.";
Combinatorica`LexicographicPermutations[l_List] := Permutations[l]
Combinatorica`LexicographicPermutations[n_Integer] := Permutations[Range[n]]
(* In[1]:= Combinatorica`LexicographicPermutations[{a, b}]
   Out[1]= {{a, b}, {b, a}} *)

Combinatorica`RankPermutation::usage = "RankPermutation[p] gives the rank of the permutation p in lexicographic order, from 0.";
Combinatorica`RankPermutation[{}] := 0
Combinatorica`RankPermutation[{_}] := 0
Combinatorica`RankPermutation[p_List] := (First[p] - 1) (Length[p] - 1)! + Combinatorica`RankPermutation[Map[If[# > First[p], # - 1, #] &, Rest[p]]]
(* In[1]:= Combinatorica`RankPermutation[{3, 1, 2}]
   Out[1]= 4 *)

Combinatorica`UnrankPermutation::usage = "UnrankPermutation[r, n] gives the permutation of n elements with rank r in lexicographic order.";
Combinatorica`UnrankPermutation[r_Integer, n_Integer] := Combinatorica`UnrankPermutation[r, Range[n]]
Combinatorica`UnrankPermutation[r_Integer, l_List] := Module[{rest = l, rank = Mod[r, Length[l]!], q},
  Table[{q, rank} = QuotientRemainder[rank, (k - 1)!]; With[{x = rest[[q + 1]]}, rest = Delete[rest, q + 1]; x], {k, Length[l], 1, -1}]]
(* In[1]:= Combinatorica`UnrankPermutation[4, 3]
   Out[1]= {3, 1, 2} *)

Combinatorica`NextPermutation::usage = "NextPermutation[p] gives the permutation that follows p in lexicographic order.";
Combinatorica`NextPermutation[p_List] := With[{s = Sort[p]}, s[[Combinatorica`UnrankPermutation[Combinatorica`RankPermutation[Ordering[Ordering[p]]] + 1, Length[p]]]]]
(* In[1]:= Combinatorica`NextPermutation[{1, 3, 2}]
   Out[1]= {2, 1, 3} *)

Combinatorica`ToCycles::usage = "ToCycles[p] gives the cycle structure of the permutation p as a list of cyclic permutations.";
Combinatorica`ToCycles[p_List] := Module[{seen = {}, c},
  Reap[Do[If[FreeQ[seen, i], c = Most[NestWhileList[p[[#]] &, p[[i]], # =!= i &, 1]]; c = Append[c, i]; seen = Join[seen, c]; Sow[c]], {i, Length[p]}]][[2]] /. {{x___}} :> {x}]
(* In[1]:= Combinatorica`ToCycles[{2, 3, 1, 4}]
   Out[1]= {{2, 3, 1}, {4}} *)

Combinatorica`FromCycles::usage = "FromCycles[{c1, c2, ...}] gives the permutation that has the given cycles.";
Combinatorica`FromCycles[cycles_List] := Module[{p = Range[Max[cycles]]}, Scan[Do[p[[#[[i]]]] = #[[Mod[i, Length[#]] + 1]], {i, Length[#]}] &, cycles]; p]
(* In[1]:= Combinatorica`FromCycles[{{2, 3, 1}, {4}}]
   Out[1]= {2, 3, 1, 4} *)

Combinatorica`Inversions::usage = "Inversions[p] counts the inversions of the permutation p.";
Combinatorica`Inversions[p_List] := Total[Table[Boole[p[[i]] > p[[j]]], {i, Length[p] - 1}, {j, i + 1, Length[p]}], 2]
(* In[1]:= Combinatorica`Inversions[{3, 1, 2}]
   Out[1]= 2 *)

Combinatorica`Partitions::usage = "Partitions[n] gives all partitions of the integer n in reverse lexicographic order.
Partitions[n, k] gives those into integers of at most k.";
Combinatorica`Partitions[n_Integer] := IntegerPartitions[n]
Combinatorica`Partitions[n_Integer, k_Integer] := IntegerPartitions[n, All, Range[k]]
(* In[1]:= Combinatorica`Partitions[4]
   Out[1]= {{4}, {3, 1}, {2, 2}, {2, 1, 1}, {1, 1, 1, 1}} *)

Combinatorica`Compositions::usage = "Compositions[n, k] gives the ways to write the integer n as an ordered sum of k integers from 0 on.";
Combinatorica`Compositions[n_Integer, k_Integer] := Map[Differences[Join[{0}, #, {n + k}]] - 1 &, Subsets[Range[n + k - 1], {k - 1}]]
(* In[1]:= Combinatorica`Compositions[2, 2]
   Out[1]= {{0, 2}, {1, 1}, {2, 0}} *)

Combinatorica`SetPartitions::usage = "SetPartitions[set] gives all partitions of a set; SetPartitions[n] those of the integers to n.
KSetPartitions[set, k] gives those into k blocks.";
Combinatorica`SetPartitions[n_Integer] := Combinatorica`SetPartitions[Range[n]]
Combinatorica`SetPartitions[{}] := {{}}
Combinatorica`SetPartitions[s_List] := SortBy[Fold[Function[{ps, x}, Catenate[Map[Function[p, Append[Table[MapAt[Append[#, x] &, p, i], {i, Length[p]}], Append[p, {x}]]], ps]]], {{}}, s], Length]
(* In[1]:= Combinatorica`SetPartitions[{a, b, c}]
   Out[1]= {{{a, b, c}}, {{a}, {b, c}}, {{a, b}, {c}}, {{a, c}, {b}}, {{a}, {b}, {c}}} *)

Combinatorica`KSetPartitions::usage = "KSetPartitions[set, k] gives the partitions of a set into k blocks.";
Combinatorica`KSetPartitions[s_, k_Integer] := Select[Combinatorica`SetPartitions[s], Length[#] === k &]
(* In[1]:= Length[Combinatorica`KSetPartitions[4, 2]]
   Out[1]= 7 *)

Combinatorica`GrayCodeSubsets::usage = "GrayCodeSubsets[list] gives the subsets of list, each differing from the one before by one element.";
Combinatorica`GrayCodeSubsets[{}] := {{}}
Combinatorica`GrayCodeSubsets[l_List] := With[{s = Combinatorica`GrayCodeSubsets[Rest[l]]}, Join[s, Map[Prepend[#, First[l]] &, Reverse[s]]]]
(* In[1]:= Combinatorica`GrayCodeSubsets[{a, b}]
   Out[1]= {{}, {b}, {a, b}, {a}} *)

Combinatorica`Strings::usage = "Strings[list, n] gives all strings of length n over the elements of list.";
Combinatorica`Strings[l_List, n_Integer] := Tuples[l, n]
(* In[1]:= Combinatorica`Strings[{a, b}, 1]
   Out[1]= {{a}, {b}} *)

Combinatorica`BinarySearch::usage = "BinarySearch[list, k] gives the position of k in a sorted list, or one half more than that of the element before it.";
Combinatorica`BinarySearch[l_List, k_, f_ : Identity] := Module[{low = 1, high = Length[l], mid},
  While[low <= high, mid = Quotient[low + high, 2]; If[f[l[[mid]]] === k, Return[mid, Module]]; If[OrderedQ[{f[l[[mid]]], k}], low = mid + 1, high = mid - 1]]; low - 1/2]
(* In[1]:= {Combinatorica`BinarySearch[{2, 5, 7}, 5], Combinatorica`BinarySearch[{2, 5, 7}, 6]}
   Out[1]= {2, 5/2} *)

Combinatorica`StirlingFirst::usage = "StirlingFirst[n, k] counts permutations of n elements with k cycles.";
Combinatorica`StirlingFirst[n_Integer, k_Integer] := Abs[StirlingS1[n, k]]
(* In[1]:= Combinatorica`StirlingFirst[4, 2]
   Out[1]= 11 *)

Combinatorica`StirlingSecond::usage = "StirlingSecond[n, k] counts partitions of n elements into k blocks.";
Combinatorica`StirlingSecond[n_Integer, k_Integer] := StirlingS2[n, k]
(* In[1]:= Combinatorica`StirlingSecond[4, 2]
   Out[1]= 7 *)
