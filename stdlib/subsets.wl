(* Sublists in any order that match a pattern, ways to group, alignments. *)

SubsetPosition::usage = "SubsetPosition[list, patt] gives the positions of disjoint sublists that match patt in any order, in the order of patt.
SubsetPosition[list, patt, n] gives the first n; Overlaps -> True gives those that share elements too.";
SubsetPosition[list_List, patt_, n : (_Integer?NonNegative | Infinity) : Infinity, OptionsPattern[{Overlaps -> False}]] :=
  places[list, patt, n, TrueQ[OptionValue[Overlaps]]]
SubsetPosition[patt_][list_] := SubsetPosition[list, patt]
(* The sublists by decreasing length and then by place; of each the first order that matches. *)
places[list_, patt_, most_, overlaps_] := Module[{used = <||>, found = {}, order},
  Catch[
    Do[
      Do[
        If[Length[found] >= most, Throw[Null, places]];
        If[overlaps || ! AnyTrue[chosen, KeyExistsQ[used, #] &],
          order = arranged[list, chosen, patt];
          If[order =!= None, AppendTo[found, order]; If[! overlaps, Scan[(used[#] = True) &, chosen]]]],
        {chosen, Subsets[Range[Length[list]], {k}]}],
      {k, sizes[patt, Length[list], overlaps]}],
    places];
  found]
arranged[list_, chosen_, patt_] := SelectFirst[Permutations[chosen], MatchQ[list[[#]], patt] &, None]
(* Lengths that can match: one for a list of single patterns. *)
sizes[patt_, n_, overlaps_] := With[{p = bare[patt]},
  Which[
    MatchQ[p, Verbatim[List][___]] && AllTrue[p, single], {Length[p]},
    overlaps, Range[n, 0, -1],
    True, Range[n, 1, -1]]]
bare[Verbatim[Pattern][_, p_] | Verbatim[Condition][p_, _] | Verbatim[PatternTest][p_, _] | Verbatim[HoldPattern][p_]] := bare[p]
bare[p_] := p
single[item_] := With[{p = bare[item]},
  If[Head[p] === Alternatives, AllTrue[List @@ p, single],
    ! MemberQ[{BlankSequence, BlankNullSequence, Repeated, RepeatedNull, PatternSequence, OrderlessPatternSequence, Optional, OptionsPattern, Longest, Shortest, Except}, Head[p]]]]

(* In[1]:= SubsetPosition[{1, 2, 3, 4, 5}, {_?EvenQ, _?OddQ}]
   Out[1]= {{2, 1}, {4, 3}}
   In[2]:= SubsetPosition[{a, b, c}, {_, _}, Overlaps -> True]
   Out[2]= {{1, 2}, {1, 3}, {2, 3}}
   In[3]:= SubsetPosition[5, {_}]
   Out[3]= SubsetPosition[5, {_}] *)

SubsetCases::usage = "SubsetCases[list, patt] gives disjoint sublists of list that match patt in any order.
SubsetCases[list, patt -> rhs] gives the values of rhs; SubsetCases[list, patt, n] gives the first n.
Overlaps -> True gives those that share elements too, the longest first.";
SubsetCases[list_List, rule : (patt_ -> _) | (patt_ :> _), n : (_Integer?NonNegative | Infinity) : Infinity, OptionsPattern[{Overlaps -> False}]] :=
  Map[Replace[list[[#]], rule] &, places[list, patt, n, TrueQ[OptionValue[Overlaps]]]]
SubsetCases[list_List, patt_, n : (_Integer?NonNegative | Infinity) : Infinity, OptionsPattern[{Overlaps -> False}]] :=
  Map[list[[#]] &, places[list, patt, n, TrueQ[OptionValue[Overlaps]]]]
SubsetCases[patt_][list_] := SubsetCases[list, patt]

(* In[1]:= SubsetCases[{a, b, c, a}, {a, b}]
   Out[1]= {{a, b}}
   In[2]:= SubsetCases[{1, 2, 3, 4, 5, 6}, {x_, y_} /; x + y == 7 -> {x, y}]
   Out[2]= {{1, 6}, {2, 5}, {3, 4}}
   In[3]:= SubsetCases[{1, 2, 3}, {_, __}, Overlaps -> True]
   Out[3]= {{1, 2, 3}, {1, 2}, {1, 3}, {2, 3}}
   In[4]:= SubsetCases[x, {_}]
   Out[4]= SubsetCases[x, {_}] *)

SubsetCount::usage = "SubsetCount[list, patt] gives the number of disjoint sublists of list that match patt in any order; Overlaps -> True counts all.";
SubsetCount[list_List, patt_, OptionsPattern[{Overlaps -> False}]] := Length[places[list, patt, Infinity, TrueQ[OptionValue[Overlaps]]]]
SubsetCount[patt_][list_] := SubsetCount[list, patt]

(* In[1]:= {SubsetCount[{a, b, a, b, a}, {a, b}], SubsetCount[{a, b, a, b, a}, {a, b}, Overlaps -> True]}
   Out[1]= {2, 6}
   In[2]:= SubsetCount[x, {a}]
   Out[2]= SubsetCount[x, {a}] *)

SubsetReplace::usage = "SubsetReplace[list, rules] replaces disjoint sublists that match in any order; what comes instead stands where their first element stood.
SubsetReplace[list, rules, n] does the first n replacements.";
SubsetReplace[list_List, rule : (_Rule | _RuleDelayed), n : (_Integer?NonNegative | Infinity) : Infinity] := replaced[list, {rule}, n]
SubsetReplace[list_List, rules : {(_Rule | _RuleDelayed) ..}, n : (_Integer?NonNegative | Infinity) : Infinity] := replaced[list, rules, n]
SubsetReplace[rules_][list_] := SubsetReplace[list, rules]
replaced[list_, rules_, n_] := Module[{instead = <||>, gone = <||>, left = n, free, found},
  Do[
    free = Select[Range[Length[list]], ! KeyExistsQ[gone, #] &];
    found = Map[free[[#]] &, places[list[[free]], First[rule], left, False]];
    left -= Length[found];
    Scan[(Scan[Function[i, gone[i] = True], #]; instead[Min[#]] = Hold[Evaluate[Replace[list[[#]], rule]]]) &, found],
    {rule, rules}];
  Flatten[Table[Which[KeyExistsQ[instead, i], List @@ instead[i], KeyExistsQ[gone, i], {}, True, {list[[i]]}], {i, Length[list]}], 1]]

(* In[1]:= SubsetReplace[{1, 2, 5, 3, 6}, {a_, b_} :> Sequence[a + b]]
   Out[1]= {3, 8, 6}
   In[2]:= SubsetReplace[{a, b, c, a, b}, {b, a} -> x]
   Out[2]= {x, c, x}
   In[3]:= SubsetReplace[x, {a} -> b]
   Out[3]= SubsetReplace[x, {a} -> b] *)

Groupings::usage = "Groupings[{a1, a2, ...}, k] gives all ways to group the ai, k at a time; Groupings[n, k] those of 1, ..., n.
Groupings[list, f -> k] applies f to each group; Groupings[list, k, h] wraps h around each grouping.
Groupings[list, {f1 -> k1, f2 -> k2, ...}] takes any of several functions.";
Groupings::one = "Groups of one can be nested without end: each ki has to be at least 2.";
Groupings[n_Integer?Positive, k_, h___] := Groupings[Range[n], k, h]
Groupings[lists : {__List}, k_, h___] := Catenate[Map[Groupings[#, k, h] &, lists]]
Groupings[list_List, k_Integer, h_ : Identity] := grouped[list, {List -> k}, h] /; several[{k}]
Groupings[list_List, rule : (_ -> k_Integer), h_ : Identity] := grouped[list, {rule}, h] /; several[{k}]
Groupings[list_List, rules : {(_ -> _Integer) ..}, h_ : Identity] := grouped[list, rules, h] /; several[rules[[All, 2]]]
several[sizes_] := Min[sizes] > 1 || TrueQ[Message[Groupings::one]]
grouped[list_, rules_, h_] := Map[h, Map[filled[#, list] &, shapes[Length[list], rules]]]
shapes[0, _] := {}
shapes[1, _] := {leaf}
shapes[n_, rules_] := shapes[n, rules] = Catenate[Map[shapesBy[n, #, rules] &, rules]]
shapesBy[n_, f_ -> k_, rules_] := Map[group[f, #] &, Catenate[Map[
  Function[parts, Catenate[Map[Permutations, DeleteDuplicatesBy[Tuples[Map[shapes[#, rules] &, parts]], Sort]]]],
  IntegerPartitions[n, {k}]]]]
(* The leaves of a shape from left to right are the elements of the list. *)
filled[shape_, list_] := Module[{i = 0, fill}, fill[leaf] := list[[++i]]; fill[group[f_, parts_]] := f @@ Map[fill, parts]; fill[shape]]

(* In[1]:= Groupings[{a, b, c}, 2]
   Out[1]= {{{a, b}, c}, {a, {b, c}}}
   In[2]:= {Groupings[3, Plus -> 2, Hold], Length[Groupings[6, 2]]}
   Out[2]= {{Hold[6], Hold[6]}, 42}
   In[3]:= Groupings[{a, b, c}, {f -> 2, g -> 3}]
   Out[3]= {f[f[a, b], c], f[a, f[b, c]], g[a, b, c]}
   In[4]:= Groupings[{a, b}, 1]
   Groupings::one: Groups of one can be nested without end: each ki has to be at least 2.
   Out[4]= Groupings[{a, b}, 1] *)

SequenceAlignment::usage = "SequenceAlignment[s1, s2] gives an optimal alignment of two strings or lists: what they share as it is, and {u, v} where s1 has u and s2 has v.
Options: SimilarityRules, GapPenalty, MergeDifferences.";
Options[SequenceAlignment] = {SimilarityRules -> Automatic, GapPenalty -> 0, MergeDifferences -> True};
SequenceAlignment[a_String, b_String, o : OptionsPattern[]] :=
  Map[If[MatchQ[#, both[_]], StringJoin @@ First[#], Map[StringJoin, List @@ #]] &, aligned[Characters[a], Characters[b], o]]
SequenceAlignment[a_List, b_List, o : OptionsPattern[]] := Map[If[MatchQ[#, both[_]], First[#], List @@ #] &, aligned[a, b, o]]
(* Scores of prefixes, and back from the end. *)
aligned[a_, b_, OptionsPattern[SequenceAlignment]] := Module[
  {n = Length[a], m = Length[b], gap = -OptionValue[GapPenalty], rules = OptionValue[SimilarityRules], score, similar, i, j, steps = {}},
  similar[x_, y_] := With[{s = If[rules === Automatic, x, Replace[{x, y}, rules]]}, If[rules =!= Automatic && s =!= {x, y}, s, If[x === y, 1, -1]]];
  score = ConstantArray[0, {n + 1, m + 1}];
  Do[score[[i + 1, 1]] = i gap, {i, n}]; Do[score[[1, j + 1]] = j gap, {j, m}];
  Do[score[[i + 1, j + 1]] = Max[score[[i, j]] + similar[a[[i]], b[[j]]], score[[i, j + 1]] + gap, score[[i + 1, j]] + gap], {i, n}, {j, m}];
  i = n; j = m;
  While[i > 0 || j > 0,
    Which[
      i > 0 && j > 0 && score[[i + 1, j + 1]] == score[[i, j]] + similar[a[[i]], b[[j]]],
        PrependTo[steps, If[a[[i]] === b[[j]], both[{a[[i]]}], either[{a[[i]]}, {b[[j]]}]]]; i--; j--,
      j > 0 && score[[i + 1, j + 1]] == score[[i + 1, j]] + gap, PrependTo[steps, either[{}, {b[[j]]}]]; j--,
      True, PrependTo[steps, either[{a[[i]]}, {}]]; i--]];
  merged[steps, TrueQ[OptionValue[MergeDifferences]]]]
merged[steps_, merge_] := Map[
  Switch[First[#], both[_], both[Catenate[Map[First, #]]], _, either @@ Map[Catenate, Transpose[Map[Apply[List], #]]]] &,
  SplitBy[steps, If[merge, Head, Replace[#, {both[_] -> both, either[u_, v_] :> {u === {}, v === {}}}] &]]]

(* In[1]:= SequenceAlignment["abcXdef", "abcYdef"]
   Out[1]= {"abc", {"X", "Y"}, "def"}
   In[2]:= {SequenceAlignment[{a, b, c}, {a, c}], SequenceAlignment["ab", "ab"], SequenceAlignment["a", ""]}
   Out[2]= {{{a}, {{b}, {}}, {c}}, {"ab"}, {{"a", ""}}}
   In[3]:= SequenceAlignment[1, 2]
   Out[3]= SequenceAlignment[1, 2] *)
