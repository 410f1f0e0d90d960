(* Pattern constructs and how they match. *)

(* Blanks and heads *)
VerificationTest[{MatchQ[1, _], MatchQ[1, _Integer], MatchQ[1., _Integer], MatchQ[x, _Symbol], MatchQ["a", _String], MatchQ[1/2, _Rational], MatchQ[2 + I, _Complex], MatchQ[{1}, _List], MatchQ[<|1 -> 2|>, _Association]}, {True, True, False, True, True, True, True, True, True}]
VerificationTest[MatchQ[f[1][2], _f[1]], False]
VerificationTest[MatchQ[f[1][2], _[1][2]], True]
VerificationTest[MatchQ[f[1][2], Blank[f[1]]], True]
VerificationTest[{MatchQ[f[], f[__]], MatchQ[f[], f[___]], MatchQ[f[1, 2], f[__Integer]], MatchQ[f[1, a], f[__Integer]]}, {False, True, True, False}]
VerificationTest[Cases[{1, 2.5, x, "s", {1}}, Except[_Integer]], {2.5, x, "s", {1}}]

(* Names *)
VerificationTest[{MatchQ[f[1, 1], f[x_, x_]], MatchQ[f[1, 2], f[x_, x_]]}, {True, False}]
VerificationTest[f[1, 2, 3, 1, 2, 3] /. f[x__, x__] :> {x}, {1, 2, 3}]
VerificationTest[{a, b, c} /. {x_, y__} :> {{y}, x}, {{b, c}, a}]
VerificationTest[MatchQ[{{1, 2}, {1, 2}}, {x : {_, _}, x_}], True]
VerificationTest[MatchQ[{1, 1.}, {x_, x_}], False]
VerificationTest[f[3] /. f[x_Integer : 7] :> x, 3]
VerificationTest[{g[a, a], g[a, b]} /. g[x_, x_] -> same, {same, g[a, b]}]
VerificationTest[f[{1, 2}, 1] /. f[{___, x_, ___}, x_] :> found[x], found[1]]

(* Sequences: the shortest first *)
VerificationTest[ReplaceList[{a, b, c}, {x___, y___} :> {{x}, {y}}], {{{}, {a, b, c}}, {{a}, {b, c}}, {{a, b}, {c}}, {{a, b, c}, {}}}]
VerificationTest[{1, 2, 3, 4} /. {x__, y__} :> {{x}, {y}}, {{1}, {2, 3, 4}}]
VerificationTest[{1, 2, 3, 4} /. {x___, y_, z___} :> {{x}, y, {z}}, {{}, 1, {2, 3, 4}}]
VerificationTest[{1, 2, 3, 4} /. {Longest[x__], y__} :> {{x}, {y}}, {{1, 2, 3}, {4}}]
VerificationTest[{1, 2, 3, 4} /. {x__, Longest[y__]} :> {{x}, {y}}, {{1}, {2, 3, 4}}]
VerificationTest[{1, 2, 3, 4, 5} /. {x__, Longest[y__], z__} :> {{x}, {y}, {z}}, {{1}, {2, 3, 4}, {5}}]
VerificationTest[{1, 2, 3, 4} /. {Shortest[x__], Longest[y___], z__} :> {{x}, {y}, {z}}, {{1}, {2, 3}, {4}}]
VerificationTest[{a, b, a, b} /. {Longest[x__], x__} :> {x}, {a, b}]
VerificationTest[ReplaceList[{1, 2, 3}, {Longest[x__], y___} :> {{x}, {y}}], {{{1, 2, 3}, {}}, {{1, 2}, {3}}, {{1}, {2, 3}}}]
VerificationTest[ReplaceList[{1, 2, 3}, {Longest[x___], Longest[y___]} :> {{x}, {y}}], {{{1, 2, 3}, {}}, {{1, 2}, {3}}, {{1}, {2, 3}}, {{}, {1, 2, 3}}}]
VerificationTest[{a, b, c, d} /. {x : Longest[__], y_} :> {{x}, y}, {{a, b, c}, d}]
VerificationTest[Replace[{1, 1, 1, 2}, {x : Longest[1 ..], y___} :> {{x}, {y}}], {{1, 1, 1}, {2}}]
VerificationTest[Replace[{1, 1, 1, 2}, {x : Shortest[1 ..], y___} :> {{x}, {y}}], {{1}, {1, 1, 2}}]
VerificationTest[Replace[{1, 1, 1, 2}, {x : (1 ..), y___} :> {{x}, {y}}], {{1}, {1, 1, 2}}]

(* Optional and Default *)
VerificationTest[{f[a] /. f[x_, y_ : 5] :> {x, y}, f[a, b] /. f[x_, y_ : 5] :> {x, y}}, {{a, 5}, {a, b}}]
VerificationTest[f[a] /. f[x_ : 1, y_] :> {x, y}, {1, a}]
VerificationTest[f[a, b] /. f[x_ : 1, y_ : 2, z_ : 3] :> {x, y, z}, {a, b, 3}]
VerificationTest[f[] /. f[x_ : 1, y_ : 2] :> {x, y}, {1, 2}]
VerificationTest[{x^2, x} /. x^n_. :> power[n], {power[2], power[1]}]
VerificationTest[{3 x, x} /. Times[c_., x] :> coefficient[c], {coefficient[3], coefficient[1]}]
VerificationTest[{a + x, x} /. Plus[c_., x] :> constant[c], {constant[a], constant[0]}]
VerificationTest[a x^2 + b x + c /. c0_ + b0_. x + a0_. x^2 :> {a0, b0, c0}, {a, b, c}]
VerificationTest[Default[dd] = 9; dd[1] /. dd[x_, y_.] :> {x, y}, {1, 9}]
VerificationTest[Default[de, 2] = 4; Default[de, 1] = 3; {de[] /. de[x_., y_.] :> {x, y}, de[1] /. de[x_., y_.] :> {x, y}}, {{3, 4}, {1, 4}}]
VerificationTest[f[1] /. f[x_, y : (_Integer) : 7] :> {x, y}, {1, 7}]
VerificationTest[f[1, q] /. f[x_, y : (_Integer) : 7] :> {x, y}, f[1, q]]
VerificationTest[{MatchQ[f[1], f[x_, x_ : 1]], MatchQ[f[2], f[x_, x_ : 1]]}, {True, False}]

(* Repeated *)
VerificationTest[{MatchQ[{1, 1, 2}, {1 .., 2}], MatchQ[{2}, {1 .., 2}], MatchQ[{2}, {1 ..., 2}]}, {True, False, True}]
VerificationTest[{MatchQ[{a, a}, {Repeated[a, 2]}], MatchQ[{a, a, a}, {Repeated[a, 2]}], MatchQ[{}, {Repeated[a, 2]}], MatchQ[{a, a}, {Repeated[a, {2}]}], MatchQ[{a}, {Repeated[a, {2}]}], MatchQ[{a, a, a}, {Repeated[a, {2, 3}]}], MatchQ[{}, {Repeated[a, {0, 3}]}]}, {True, False, False, True, False, True, True}]
VerificationTest[MatchQ[{{1, 2}, {1, 3}}, {{x_, _} ..}], True]
VerificationTest[MatchQ[{{1, 2}, {3, 4}}, {{x_, _} ..}], False]
VerificationTest[MatchQ[{{1, 2}, {3, 4}}, {{_, _} ..}], True]
VerificationTest[Cases[{{a, b, a, b}, {a, a}, {a, b, a}}, {PatternSequence[a, b] ..}], {{a, b, a, b}}]
VerificationTest[f[a, a, b] /. f[x : a .., b] :> {x}, {a, a}]

(* Alternatives *)
VerificationTest[{a, b, c} /. (a | b) -> x, {x, x, c}]
VerificationTest[Cases[{f[1], g[2], h[3]}, (f | g)[x_] :> x], {1, 2}]
VerificationTest[f[g[5]] /. f[x_g | y_h] :> {x, y}, {g[5]}]
VerificationTest[{1, 2} /. {x_ | y_, 2} :> {x, y}, {1}]
VerificationTest[MatchQ[{a, b}, {a | b, b | c}], True]
VerificationTest[f[1, 2] /. f[PatternSequence[1, 2] | 3] -> ok, ok]
VerificationTest[f[3] /. f[PatternSequence[1, 2] | 3] -> ok, ok]

(* Condition and PatternTest *)
VerificationTest[Cases[{1, -2, 3}, x_ /; x > 0], {1, 3}]
VerificationTest[{6, -5, 7} /. x_ /; x < 0 -> neg, {6, neg, 7}]
VerificationTest[Cases[Range[10], _?(# > 7 &)], {8, 9, 10}]
VerificationTest[f[1, 2, 3] /. f[x__?OddQ] -> odd, f[1, 2, 3]]
VerificationTest[f[1, 5, 3] /. f[x__?OddQ] -> odd, odd]
VerificationTest[f[1, 2] /. f[x_, y_ /; y > x] :> {y, x}, {2, 1}]
VerificationTest[ReplaceList[{1, 2, 3, 4}, {___, x_, ___, y_, ___} /; x + y == 5 :> {x, y}], {{1, 4}, {2, 3}}]
VerificationTest[MatchQ[{3, 4}, {x_, y_} /; x < y], True]
VerificationTest[MatchQ[3, x_ /; undecided[x]], False]
VerificationTest[{MatchQ[5, _Integer?Positive], MatchQ[-5, _Integer?Positive], MatchQ[5., _Integer?Positive]}, {True, False, False}]
VerificationTest[MatchQ[{1, 2, 3}, {__?NumberQ}], True]

(* Except, Verbatim, HoldPattern *)
VerificationTest[Cases[{a, b, 1, 2}, Except[1, _Integer]], {2}]
VerificationTest[Cases[{1, 2, 3, 4}, Except[2 | 3]], {1, 4}]
VerificationTest[{_, 1} /. Verbatim[_] -> blank, {blank, 1}]
VerificationTest[{x_, y_} /. Verbatim[x_] -> p, {p, y_}]
VerificationTest[MatchQ[f[_], f[Verbatim[_]]], True]
VerificationTest[MatchQ[Hold[1 + 1], Hold[HoldPattern[1 + 1]]], True]
VerificationTest[Cases[{a -> b, c -> d}, HoldPattern[a -> _]], {a -> b}]
VerificationTest[MatchQ[{a, b, c}, {___, Except[c], c}], True]
VerificationTest[Cases[{{1, 2}, {1, 1}}, Except[{x_, x_}]], {{1, 2}}]

(* PatternSequence, OrderlessPatternSequence, KeyValuePattern, associations *)
VerificationTest[f[a, b, c, d] /. f[x : PatternSequence[_, _], y__] :> {{x}, {y}}, {{a, b}, {c, d}}]
VerificationTest[f[a, b] /. f[x : PatternSequence[], y__] :> {{x}, {y}}, {{}, {a, b}}]
VerificationTest[{MatchQ[{b, a}, {OrderlessPatternSequence[a, b]}], MatchQ[{b, c, a}, {OrderlessPatternSequence[a, b]}], MatchQ[{b, c, a}, {OrderlessPatternSequence[a, b, ___]}]}, {True, False, True}]
VerificationTest[{c, 1, x} /. {OrderlessPatternSequence[x_Integer, y_Symbol, z_]} :> {x, y, z}, {1, c, x}]
VerificationTest[{MatchQ[<|a -> 1, b -> 2|>, KeyValuePattern[b -> _]], MatchQ[{b -> 2}, KeyValuePattern[{b -> 2}]], MatchQ[<|a -> 1|>, KeyValuePattern[b -> _]]}, {True, True, False}]
VerificationTest[<|a -> 1, b -> 2|> /. KeyValuePattern[{a -> x_, b -> y_}] :> {x, y}, {1, 2}]
VerificationTest[Cases[{<|"n" -> 1|>, <|"n" -> 2, "k" -> 3|>}, KeyValuePattern["n" -> x_] :> x], {1, 2}]
VerificationTest[MatchQ[<|1 -> 2|>, <|1 -> _Integer|>], True]

(* Attributes of heads in patterns *)
SetAttributes[orderless, Orderless];
SetAttributes[flat, Flat];
SetAttributes[flatone, {Flat, OneIdentity}];
SetAttributes[both, {Flat, Orderless}];
SetAttributes[full, {Flat, Orderless, OneIdentity}];
VerificationTest[MatchQ[orderless[3, 1, 4, 1, 5], orderless[x_, x_, y___]], True]
VerificationTest[ReplaceList[orderless[a, b, c], orderless[x_, y__] :> {x, {y}}], {{a, {b, c}}, {b, {a, c}}, {c, {a, b}}}]
VerificationTest[ReplaceList[orderless[a, b, c], orderless[x_, y_, z_] :> {x, y, z}], {{a, b, c}, {a, c, b}, {b, a, c}, {b, c, a}, {c, a, b}, {c, b, a}}]
VerificationTest[ReplaceList[a + b + c, x_ + y_ :> g[x, y]], {g[a, b + c], g[b, a + c], g[c, a + b], g[a + b, c], g[a + c, b], g[b + c, a]}]
VerificationTest[orderless[1, a, 2] /. orderless[x_Symbol, y__] :> {x, {y}}, {a, {1, 2}}]
VerificationTest[orderless[b, a, c] /. orderless[c, x__] :> {x}, {a, b}]
VerificationTest[ReplaceList[flat[a, b, c], flat[x_, y_] :> {x, y}], {{flat[a], flat[b, c]}, {flat[a, b], flat[c]}}]
VerificationTest[ReplaceList[flatone[a, b, c], flatone[x_, y_] :> {x, y}], {{a, flatone[b, c]}, {flatone[a, b], c}}]
VerificationTest[flatone[a, b, c, d] /. flatone[b, c] -> x, flatone[a, x, d]]
VerificationTest[flat[a, b, c, d] /. flat[b, c] -> x, flat[a, x, d]]
VerificationTest[both[c, b, a, d] /. both[a, d] -> q, both[b, c, q]]
VerificationTest[full[a, b, c] /. full[a, c] :> 1, full[1, b]]
VerificationTest[a + b + c /. b + c -> d, a + d]
VerificationTest[MatchQ[full[a, b, c], full[x_, y_]], True]
VerificationTest[MatchQ[a, full[x_., y_]], False]
VerificationTest[Replace[{a, full[a, a]}, full[x_, y_ : 0] :> p[x, y], {1}], {p[a, 0], p[a, a]}]
VerificationTest[{a b c, a + b c} /. b c -> x, {a x, a + x}]
VerificationTest[Cases[{a + b, a + c, b c}, a + _], {a + b, a + c}]
VerificationTest[MatchQ[a + b + c, a + _], True]
VerificationTest[x^2 y^3 /. Times[u_^n_, v_^m_] :> {u, n, v, m}, {x, 2, y, 3}]

(* Options *)
Options[withOptions] = {style -> plain, size -> 3};
withOptions[x_, OptionsPattern[]] := {x, OptionValue[style], OptionValue[size]};
VerificationTest[{withOptions[1], withOptions[1, size -> 4], withOptions[1, {style -> bold}], withOptions[1, "size" -> 9]}, {{1, plain, 3}, {1, plain, 4}, {1, bold, 3}, {1, plain, 9}}]
VerificationTest[withOptions[1, size -> 4, size -> 5], {1, plain, 4}]
VerificationTest[ToString[withOptions[1, 2], InputForm], "withOptions[1, 2]"]
withMore[x_, opts : OptionsPattern[withOptions]] := {{opts}, OptionValue[withOptions, {opts}, size]};
VerificationTest[withMore[1, style -> s], {{style -> s}, 3}]
VerificationTest[OptionValue[withOptions, style], plain]
VerificationTest[OptionValue[withOptions, {size -> 10}, {size, style}], {10, plain}]
VerificationTest[SetOptions[withOptions, size -> 5]; {Options[withOptions], withOptions[1]}, {{style -> plain, size -> 5}, {1, plain, 5}}]
VerificationTest[FilterRules[{style -> 1, other -> 2, size -> 3}, Options[withOptions]], {style -> 1, size -> 3}]
VerificationTest[FilterRules[{a -> 1, b -> 2}, Except[a]], {b -> 2}]
VerificationTest[FilterRules[{a -> 1, b -> 2}, {b}], {b -> 2}]
Options[delayed] = {value :> counter++};
delayed[OptionsPattern[]] := {OptionValue[value], OptionValue[value]};
VerificationTest[counter = 1; delayed[], {1, 2}]
VerificationTest[Options[withOptions, size], {size -> 5}]
VerificationTest[f[a, b -> 1] /. f[x_, o : OptionsPattern[]] :> {x, {o}}, {a, {b -> 1}}]

(* Matching packed and nested data *)
VerificationTest[MatchQ[Range[100], {__Integer}], True]
VerificationTest[Range[20] /. {x_, ___, y_} :> {x, y}, {1, 20}]
VerificationTest[MatchQ[ConstantArray[0., {3, 3}], {{__Real} ..}], True]
VerificationTest[{{1, 2}, {3, 4}} /. {x_Integer, y_} :> x + y, {3, 7}]

(* A condition inside a scope also decides for parts of flat expressions. *)
VerificationTest[flatq /: Plus[flatq[x_], r___] := With[{w = x}, w + r /; x > 3]; {flatq[1] + 2, flatq[5] + 2 + y}, {2 + flatq[1], 7 + y}]
VerificationTest[ReplaceList[{1, 2, 3}, {a___, b___} :> {{a}, {b}}], {{{}, {1, 2, 3}}, {{1}, {2, 3}}, {{1, 2}, {3}}, {{1, 2, 3}, {}}}]
VerificationTest[ReplaceList[{1, 2, 3, 4}, {a__, x_, b___} /; x > 2 :> {{a}, x, {b}}], {{{1, 2}, 3, {4}}, {{1, 2, 3}, 4, {}}}]
VerificationTest[ReplaceList[{1, 2, 1, 2}, {a__, a__} :> {a}], {{1, 2}}]
VerificationTest[{1, 2, 3, 4, 5} /. {a___, b__, c___} /; Length[{b}] == 2 :> {{a}, {b}, {c}}, {{}, {1, 2}, {3, 4, 5}}]
VerificationTest[{{1, 2}, {3, 4, 5}} /. {{a___, 2}, {b__, 5}} :> {a, b}, {1, 3, 4}]
VerificationTest[f[a___, x_, b___, x_, c___] := {{a}, x, {b}, {c}}; {f[1, 2, 3, 2, 4], f[5, 5], f[1]}, {{{1}, 2, {3}, {4}}, {{}, 5, {}, {}}, f[1]}]
VerificationTest[g[a__] := h[a]; g[a__, 0] := zero[a]; {g[1, 2], g[1, 0], g[0]}, {h[1, 2], zero[1], h[0]}]
VerificationTest[Cases[{{1, 2, 3}, {3, 2, 1}}, w : {a___, 3} :> {w, a}], {{{1, 2, 3}, 1, 2}}]
VerificationTest[MatchQ[{1, 2, 3}, {a___, b_} /; {a} === {1, 2}], True]
VerificationTest[Range[8] //. {a___, x_, y_, b___} /; x < y :> {a, y, x, b}, Range[8, 1, -1]]
VerificationTest[k[OptionsPattern[]] := 0; k[a__, OptionsPattern[{p -> 1}]] := {{a}, OptionValue[p]}; {k[1, 2, p -> 5], k[1]}, {{{1, 2}, 5}, {{1}, 1}}]
VerificationTest[Replace[q[1, 2, 3], q[a_, r___] :> {r, a}], {2, 3, 1}]

(* Defaults give names to what tested and structured patterns are made of. *)
VerificationTest[ClearAll[f]; f[n_, k_Integer?Positive : 2] := {n, k}; {f[1], f[1, 3], f[1, -3]}, {{1, 2}, {1, 3}, f[1, -3]}]
VerificationTest[ClearAll[f]; f[k_?NumericQ : Automatic] := k; {f[], f[2]}, {Automatic, 2}]
VerificationTest[ClearAll[f]; f[{a_, b_} : {1, 2}] := a + b; {f[], f[{5, 6}]}, {3, 11}]
VerificationTest[{MatchQ[a, Pattern[]], Cases[{1, Pattern[]}, Pattern[]]}, {False, {Pattern[]}}]

(* Tests hold of the arguments of flat heads themselves. *)
VerificationTest[
  SetAttributes[flat, Flat];
  {MatchQ[flat[1, 2], flat[_?OddQ, _?EvenQ]], MatchQ[flat[1, 2], flat[_?EvenQ, _]],
    MatchQ[flat[1, 2], flat[x_?OddQ, y : _?EvenQ]], MatchQ[flat[1, 2], flat[x_ /; x == 1, y_]]},
  {True, False, True, True}]
VerificationTest[
  SetAttributes[both, {Flat, Orderless}];
  {MatchQ[both[1, 2], both[_?EvenQ, _?OddQ]], MatchQ[both[2, 4], both[_?OddQ, _]],
    MatchQ[both[2, 1], both[x_ /; x == 1, y_ /; y == 2]]},
  {True, False, True}]
