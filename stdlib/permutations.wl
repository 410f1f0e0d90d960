(* Permutations as products of disjoint cycles. *)

Cycles::usage = "Cycles[{cyc1, cyc2, ...}] represents a permutation with disjoint cycles cyci.";
Cycles[c : {___List}] := Cycles[canonicalCycles[c]] /; canonicalCycles[c] =!= c
Cycles /: InversePermutation[Cycles[c_]] := Cycles[Map[Reverse, c]]
Cycles /: Permute[x_, perm_Cycles] := Permute[x, PermutationList[perm, Length[x]]]
canonicalCycles[c_] := SortBy[Map[RotateLeft[#, First[Ordering[#, 1]] - 1] &, Select[c, Length[#] > 1 &]], First]

(* In[1]:= Cycles[{{3, 1}, {5}, {2, 4}}]
   Out[1]= Cycles[{{1, 3}, {2, 4}}]
   In[2]:= InversePermutation[Cycles[{{1, 2, 3}}]]
   Out[2]= Cycles[{{1, 3, 2}}]
   In[3]:= Permute[{a, b, c, d}, Cycles[{{1, 3}}]]
   Out[3]= {c, b, a, d} *)

PermutationCycles::usage = "PermutationCycles[perm] gives a disjoint cycle representation of the permutation perm.";
PermutationCycles[c_Cycles] := c
PermutationCycles[perm_List, h_ : Cycles] := Module[{seen = <||>, cycles = {}},
  Do[If[! KeyExistsQ[seen, i], With[{cycle = Most[NestWhileList[(seen[#] = True; perm[[#]]) &, i, ! KeyExistsQ[seen, #] &]]}, AppendTo[cycles, cycle]]], {i, Length[perm]}];
  If[h === Cycles, Cycles[Select[cycles, Length[#] > 1 &]], h[cycles]]] /; Sort[perm] === Range[Length[perm]]

(* In[1]:= PermutationCycles[{2, 5, 3, 1, 4}]
   Out[1]= Cycles[{{1, 2, 5, 4}}] *)

PermutationList::usage = "PermutationList[perm] returns a permutation list representation of perm.
PermutationList[perm, len] returns one of length len.";
PermutationList[perm_] := PermutationList[perm, permutationMax[perm]]
PermutationList[Cycles[c_], n_Integer] := Module[{out = Range[n]}, Scan[(out[[#]] = RotateLeft[#]) &, c]; out]
PermutationList[perm_List, n_Integer] := Join[perm, Range[Length[perm] + 1, n]]
permutationMax[Cycles[c_]] := Max[0, c]
permutationMax[perm_List] := Length[perm]

(* In[1]:= PermutationList[Cycles[{{3, 2}, {1, 6, 7}}]]
   Out[1]= {6, 3, 2, 4, 5, 7, 1} *)

PermutationCyclesQ::usage = "PermutationCyclesQ[expr] returns True if expr is a permutation in disjoint cyclic form and False otherwise.";
PermutationCyclesQ[Cycles[c : {___List}]] := With[{points = Flatten[c]}, VectorQ[points, IntegerQ[#] && # > 0 &] && DuplicateFreeQ[points]]
PermutationCyclesQ[_] := False

(* In[1]:= {PermutationCyclesQ[Cycles[{{1, 2}}]], PermutationCyclesQ[{2, 1}]}
   Out[1]= {True, False} *)

PermutationReplace::usage = "PermutationReplace[expr, perm] replaces each part in expr by its image under the permutation perm.";
PermutationReplace[i_Integer, perm_] := With[{p = PermutationList[perm]}, If[1 <= i <= Length[p], p[[i]], i]]
PermutationReplace[x_List, perm_] := Map[PermutationReplace[#, perm] &, x]

(* In[1]:= PermutationReplace[{1, 2, 3, 9}, Cycles[{{1, 3}}]]
   Out[1]= {3, 2, 1, 9} *)

PermutationProduct::usage = "PermutationProduct[a, b, c] gives the product of permutations a, b, c: a is applied first.";
PermutationProduct[] := Cycles[{}]
PermutationProduct[perms__] := With[{n = Max[permutationMax /@ {perms}]},
  With[{p = Fold[#2[[#1]] &, Map[PermutationList[#, n] &, {perms}]]}, If[FreeQ[{perms}, Cycles], p, PermutationCycles[p]]]]

(* In[1]:= PermutationProduct[Cycles[{{1, 2}}], Cycles[{{2, 3}}]]
   Out[1]= Cycles[{{1, 3, 2}}] *)

PermutationPower::usage = "PermutationPower[perm, n] gives the n-th power of the permutation perm.";
PermutationPower[perm_, n_Integer] := If[n < 0, PermutationPower[InversePermutation[perm], -n], PermutationProduct @@ ConstantArray[perm, n]]

(* In[1]:= PermutationPower[Cycles[{{1, 2, 3}}], 2]
   Out[1]= Cycles[{{1, 3, 2}}] *)

PermutationOrder::usage = "PermutationOrder[perm] gives the order of the permutation perm.";
PermutationOrder[perm_] := LCM @@ Prepend[Map[Length, First[PermutationCycles[perm]]], 1]

(* In[1]:= PermutationOrder[Cycles[{{1, 2}, {3, 4, 5}}]]
   Out[1]= 6 *)

PermutationLength::usage = "PermutationLength[perm] returns the number of integers moved by the permutation perm.";
PermutationLength[perm_] := Length[Flatten[First[PermutationCycles[perm]]]]

(* In[1]:= PermutationLength[Cycles[{{1, 2}, {5, 7, 6}}]]
   Out[1]= 5 *)

PermutationSupport::usage = "PermutationSupport[perm] returns the integers that are moved by the permutation perm.";
PermutationSupport[perm_] := Sort[Flatten[First[PermutationCycles[perm]]]]

(* In[1]:= PermutationSupport[Cycles[{{1, 6}, {3, 2}}]]
   Out[1]= {1, 2, 3, 6} *)

FindPermutation::usage = "FindPermutation[expr1, expr2] finds a permutation that converts expr1 to expr2 by reordering.
FindPermutation[expr] converts Sort[expr] into expr.";
FindPermutation[x_] := FindPermutation[Sort[x], x]
FindPermutation[a_, b_] := PermutationCycles[Ordering[b][[Ordering[Ordering[a]]]]] /; Sort[a] === Sort[b]

(* In[1]:= FindPermutation[{a, b, c}, {c, a, b}]
   Out[1]= Cycles[{{1, 2, 3}}]
   In[2]:= Permute[{a, b, c}, FindPermutation[{a, b, c}, {c, a, b}]]
   Out[2]= {c, a, b} *)

RandomPermutation::usage = "RandomPermutation[n] gives a pseudorandom permutation of the integers 1 to n as cycles.
RandomPermutation[n, k] gives a list of k of them.";
RandomPermutation[n_Integer?NonNegative] := PermutationCycles[RandomSample[Range[n]]]
RandomPermutation[n_Integer?NonNegative, k_Integer?NonNegative] := Table[RandomPermutation[n], k]

(* In[1]:= PermutationCyclesQ[RandomPermutation[10]]
   Out[1]= True *)
