(* Six cyclic numbers of four digits, one of each polygonal kind from triangle to octagon. *)
polygonal[s_] := Select[Table[((s - 2) n^2 - (s - 4) n)/2, {n, 200}], 1000 <= # <= 9999 && Mod[#, 100] >= 10 &];
pools = polygonal /@ Range[3, 8];
extend[chain_, {}] := If[Mod[Last[chain], 100] == Quotient[First[chain], 100], Throw[chain]];
extend[chain_, left_List] := Scan[
  Function[s, Scan[extend[Append[chain, #], DeleteCases[left, s]] &, Select[pools[[s]], Quotient[#, 100] == Mod[Last[chain], 100] &]]],
  left];
cycle = Catch[Scan[extend[{#}, Range[5]] &, pools[[6]]]];
{Total[cycle], Sort[cycle]}
