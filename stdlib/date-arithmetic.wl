(* Dates and times between dates: DateDifference, DateRange, DateWithinQ. *)

DateDifference::usage = "DateDifference[date1, date2] gives the number of days from date1 to date2.
DateDifference[date1, date2, unit] gives the difference in the unit, such as \"Week\", \"Month\" or \"Second\".
DateDifference[date1, date2, {unit1, unit2, ...}] gives it as a list of amounts of the units.";
DateDifference[a_, b_] := Quantity[days[a, b], "Days"]
DateDifference[a_, b_, unit_String] := Quantity[whole[amount[a, b, unit]], plural[unit]]
DateDifference[a_, b_, units_List] := Module[{from = DateList[a], out = {}, n},
  Do[n = If[u === Last[units], amount[from, b, u], Floor[amount[from, b, u]]]; AppendTo[out, {whole[n], plural[u]}];
    If[u =!= Last[units], from = DatePlus[from, {n, singular[u]}]], {u, units}];
  Quantity[MixedMagnitude[out[[All, 1]]], MixedUnit[out[[All, 2]]]]]
days[a_, b_] := whole[(AbsoluteTime[b] - AbsoluteTime[a])/86400]
whole[x_] := With[{n = Round[x]}, If[x == n, n, N[x]]]
singular[u_] := StringReplace[u, "s" ~~ EndOfString -> ""]
plural[u_] := singular[u] <> "s"
seconds = <|"Second" -> 1, "Minute" -> 60, "Hour" -> 3600, "Day" -> 86400, "Week" -> 604800|>;
amount[a_, b_, u_] := With[{unit = singular[u]}, Which[
  KeyExistsQ[seconds, unit], (AbsoluteTime[b] - AbsoluteTime[a])/seconds[unit],
  unit === "Month", months[DateList[a], b],
  unit === "Quarter", months[DateList[a], b]/3,
  unit === "Year", months[DateList[a], b]/12]]
(* Whole months, and the part of the month that the rest is. *)
months[from_, b_] := Module[{to = DateList[b], n},
  n = 12 (to[[1]] - from[[1]]) + to[[2]] - from[[2]];
  If[AbsoluteTime[DatePlus[from, {n, "Month"}]] > AbsoluteTime[b], n--];
  n + (AbsoluteTime[b] - AbsoluteTime[DatePlus[from, {n, "Month"}]])/(AbsoluteTime[DatePlus[from, {n + 1, "Month"}]] - AbsoluteTime[DatePlus[from, {n, "Month"}]])]

(* In[1]:= DateDifference[{2024, 1, 5}, {2024, 2, 5}]
   Out[1]= Quantity[31, "Days"]
   In[2]:= {DateDifference[{2024, 1, 1}, {2024, 3, 1}, "Month"], DateDifference[{2024, 1, 1}, {2024, 1, 15}, "Week"]}
   Out[2]= {Quantity[2, "Months"], Quantity[2, "Weeks"]} *)

MixedMagnitude::usage = "MixedMagnitude[{m1, m2, ...}] represents the amounts of a quantity with several units.";

(* In[1]:= DateDifference[{2024, 1, 1}, {2024, 2, 3}, {"Month", "Day"}]
   Out[1]= Quantity[MixedMagnitude[{1, 2}], MixedUnit[{"Months", "Days"}]] *)

MixedUnit::usage = "MixedUnit[{u1, u2, ...}] represents the units of a quantity with several units.";

(* In[1]:= QuantityUnit[DateDifference[{2024, 1, 1}, {2024, 2, 3}, {"Month", "Day"}]]
   Out[1]= MixedUnit[{"Months", "Days"}] *)

DateRange::usage = "DateRange[start, end] gives the dates from start to end in steps of one day.
DateRange[start, end, increment] uses steps such as \"Week\", {2, \"Month\"} or Quantity[3, \"Days\"].";
DateRange[a_, b_, step_ : 1] := Module[{out = {}, d, k = 0, like = Head[a] === DateObject, by},
  by = Replace[step, {n_Integer :> {n, "Day"}, u_String :> {1, singular[u]}, {n_, u_String} :> {n, singular[u]}, Quantity[n_, u_String] :> {n, singular[u]}}];
  While[d = DatePlus[a, {k First[by], Last[by]}]; AbsoluteTime[d] <= AbsoluteTime[b], AppendTo[out, d]; k++];
  out]

(* In[1]:= DateRange[{2001, 1, 1}, {2001, 3, 1}, {1, "Month"}]
   Out[1]= {{2001, 1, 1}, {2001, 2, 1}, {2001, 3, 1}}
   In[2]:= Length[DateRange[{2024, 2, 27}, {2024, 3, 2}]]
   Out[2]= 5 *)

DateWithinQ::usage = "DateWithinQ[{start, end}, date] tests whether date lies between start and end.";
DateWithinQ[{a_, b_}, d_] := AbsoluteTime[a] <= AbsoluteTime[d] <= AbsoluteTime[b]

(* In[1]:= DateWithinQ[{{2024, 1, 1}, {2024, 12, 31}}, {2024, 5, 5}]
   Out[1]= True *)
