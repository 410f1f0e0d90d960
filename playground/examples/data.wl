(* # Lists, associations, texts *)

words = StringSplit["the quick brown fox jumps over the lazy dog and the cat"];
Counts[words]

GroupBy[words, StringLength]

KeySort[GroupBy[words, StringLength -> ToUpperCase]]

Select[Range[200], PrimeQ]

Sort[Tally[Characters[StringJoin[words]]], #1[[2]] > #2[[2]] &][[;; 5]]

StringReplace["2024-11-30", y : (DigitCharacter ..) ~~ "-" ~~ m : (DigitCharacter ..) ~~ "-" ~~ d : (DigitCharacter ..) :> d <> "." <> m <> "." <> y]
