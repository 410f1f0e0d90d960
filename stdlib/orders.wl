(* Orders of lists by their elements. *)

LexicographicOrder::usage = "LexicographicOrder[list1, list2] gives 1 if list1 comes before list2 in lexicographic order, -1 if it comes after it, and 0 if they are the same.
LexicographicOrder[list1, list2, p] compares elements by the ordering function p.";
LexicographicOrder[a_, b_] := LexicographicOrder[a, b, Order]
LexicographicOrder[a_String, b_String, p_] := LexicographicOrder[Characters[a], Characters[b], p]
LexicographicOrder[a_List, b_List, p_] := Module[{n = Min[Length[a], Length[b]], o = 0, k = 0}, While[k < n && (o = sign[p[a[[++k]], b[[k]]]]) === 0]; If[o === 0, Order[Length[a], Length[b]], o]]
sign[True] := 1
sign[False] := -1
sign[n_] := n
(* In[1]:= {LexicographicOrder[{1, 2}, {1, 3}], LexicographicOrder[{2}, {1, 3}], LexicographicOrder[{1}, {1, 0}]}
   Out[1]= {1, -1, 1} *)

LexicographicSort::usage = "LexicographicSort[{list1, list2, ...}] sorts the listi in lexicographic order.
LexicographicSort[lists, p] compares elements by the ordering function p.";
LexicographicSort[lists_List] := LexicographicSort[lists, Order]
LexicographicSort[lists_List, p_] := Sort[lists, LexicographicOrder[#1, #2, p] =!= -1 &]
(* In[1]:= LexicographicSort[{{2, 1}, {1, 2, 3}, {1, 2}, {1}}]
   Out[1]= {{1}, {1, 2}, {1, 2, 3}, {2, 1}} *)
