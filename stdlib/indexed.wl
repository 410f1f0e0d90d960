(* Elements of arrays that are not there yet. *)

Indexed::usage = "Indexed[expr, i] represents the component of expr with index i, and gives it where expr is a list.
Indexed[expr, {i, j, ...}] has several indices.";
Indexed[e_, i_Integer] := Indexed[e, {i}]
Indexed[e_List, {i__Integer}] := With[{x = Quiet[Check[Part[e, i], $Failed]]}, x /; x =!= $Failed]
(* In[1]:= {Indexed[x, 2], Indexed[x, 2] /. x -> {5, 6}, Indexed[{{1, 2}, {3, 4}}, {2, 1}]}
   Out[1]= {Indexed[x, {2}], 6, 3} *)
