(* Options: defaults, settings, values in rules, filtering. *)
Options[of] = {a -> 1, "b" -> 2};
of[x_, OptionsPattern[]] := {x, OptionValue[a], OptionValue["b"]};
VerificationTest[of[0], {0, 1, 2}]
VerificationTest[of[0, a -> 5], {0, 5, 2}]
VerificationTest[of[0, {b -> 7}], {0, 1, 7}]
VerificationTest[Options[of], {a -> 1, "b" -> 2}]
VerificationTest[Options[of, a], {a -> 1}]
VerificationTest[OptionValue[of, {a -> 9}, a], 9]
VerificationTest[OptionValue[of, a], 1]
VerificationTest[FilterRules[{a -> 1, c -> 2}, Options[of]], {a -> 1}]
VerificationTest[FilterRules[{a -> 1, c -> 2}, Except[a]], {c -> 2}]
VerificationTest[SetOptions[of, a -> 3], {a -> 3, "b" -> 2}]
VerificationTest[of[0], {0, 3, 2}]
VerificationTest[SetOptions[of, zz -> 3], SetOptions[of, zz -> 3], {SetOptions::optx}]
VerificationTest[Options[g[x, p -> 3]], {p -> 3}]
VerificationTest[MatchQ[f[a -> 1, b -> 2], f[OptionsPattern[]]], True]
VerificationTest[MatchQ[f[1], f[OptionsPattern[]]], False]
