(* Numbers that are the sum of the fifth powers of their digits; chains of squares of digits that reach 89; distinct powers. *)
fifth = Select[Range[2, 199999], Total[IntegerDigits[#]^5] == # &];
next[n_] := Plus @@ (IntegerDigits[n]^2);
ends[1] = 1; ends[89] = 89;
ends[n_] := ends[n] = ends[next[n]];
{Total[fifth], Count[Table[ends[next[n]], {n, 100000}], 89], Length[Union[Flatten[Table[a^b, {a, 2, 100}, {b, 2, 100}]]]]}
