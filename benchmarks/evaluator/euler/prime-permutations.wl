(* Primes of four digits that are permutations of each other in arithmetic progression; primes by families of digits. *)
primes = Select[Range[1000, 9999], PrimeQ];
groups = Select[GatherBy[primes, Sort[IntegerDigits[#]] &], Length[#] >= 3 &];
progressions = Flatten[Map[Select[Subsets[#, {3}], #[[2]] - #[[1]] == #[[3]] - #[[2]] &] &, groups], 1];
pandigital = SelectFirst[Reverse[FromDigits /@ Permutations[Range[7]]], PrimeQ];
{progressions, pandigital, Max[Length /@ groups]}
