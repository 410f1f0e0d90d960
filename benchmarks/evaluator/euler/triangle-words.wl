(* Words whose letters sum to a triangle number, and the scores of sorted names; the words are numbers in base 26. *)
letters = Characters["abcdefghijklmnopqrstuvwxyz"];
word[k_] := StringJoin[letters[[1 + IntegerDigits[k^2 + 7 k, 26]]], If[OddQ[k], "ing", "ed"]];
words = Union[Table[word[k], {k, 20000}]];
value[w_String] := Total[ToCharacterCode[ToUpperCase[w]] - 64];
triangleQ[n_] := IntegerQ[Sqrt[8 n + 1]];
{Length[words], Count[words, w_ /; triangleQ[value[w]]], Total[MapIndexed[value[#1] First[#2] &, Sort[words]]]}
