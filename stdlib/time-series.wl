(* Values at times: TimeSeries in the one form TimeSeries[{{t1, v1}, {t2, v2}, ...}], sorted by times. *)

TimeSeries::usage = "TimeSeries[{{t1, v1}, {t2, v2}, ...}] represents values at times.
TimeSeries[{v1, v2, ...}, {tmin, tmax}] has values at equal distances.
TimeSeries[{v1, v2, ...}] has values at 0, 1, 2, ....";
TimeSeries::path = "`1` is neither a list of values nor a list of pairs {time, value}.";
TimeSeries[values_?VectorQ] := TimeSeries[values, {0}]
TimeSeries[values_?VectorQ, {t0_?NumericQ}] := TimeSeries[Transpose[{t0 + Range[0, Length[values] - 1], values}]]
TimeSeries[values_?VectorQ, {t0_?NumericQ, t1_?NumericQ}] := TimeSeries[Transpose[{Subdivide[t0, t1, Length[values] - 1], values}]] /; Length[values] > 1
TimeSeries[values_?VectorQ, {times_List}] := TimeSeries[Transpose[{times, values}]] /; Length[times] === Length[values]
TimeSeries[pairs : {{_, _} ..}] := TimeSeries[SortBy[pairs, order[First[#]] &]] /; ! OrderedQ[Map[order[First[#]] &, pairs]]
order[d_DateObject] := AbsoluteTime[d]
order[d_List] := AbsoluteTime[d]
order[t_] := t

(* Between times the values are joined by lines. *)
TimeSeries[pairs : {{_, _} ..}][t_?NumericQ] := valueAt[pairs, Map[order[First[#]] &, pairs], t]
TimeSeries[pairs : {{_, _} ..}][t : _DateObject | _List] := TimeSeries[pairs][AbsoluteTime[t]]
valueAt[pairs_, times_, t_] := Which[
  t <= First[times], pairs[[1, 2]], t >= Last[times], pairs[[-1, 2]],
  True, With[{i = LengthWhile[times, # <= t &]}, pairs[[i, 2]] + (pairs[[i + 1, 2]] - pairs[[i, 2]]) (t - times[[i]])/(times[[i + 1]] - times[[i]])]]
TimeSeries[pairs : {{_, _} ..}][property_String] := Switch[property,
  "Path", pairs, "Times", pairs[[All, 1]], "Values", pairs[[All, 2]], "PathLength", Length[pairs],
  "FirstTime", pairs[[1, 1]], "LastTime", pairs[[-1, 1]], "FirstValue", pairs[[1, 2]], "LastValue", pairs[[-1, 2]],
  "PathFunction", Function[t, TimeSeries[pairs][t]],
  "Properties", {"FirstTime", "FirstValue", "LastTime", "LastValue", "Path", "PathFunction", "PathLength", "Times", "Values"},
  _, Missing["NotAvailable", property]]
Map[Function[f, TimeSeries /: f[TimeSeries[pairs : {{_, _} ..}]] := f[pairs[[All, 2]]]], {Mean, Median, Variance, StandardDeviation, Total, Min, Max, Length}]
TimeSeries /: Normal[TimeSeries[pairs : {{_, _} ..}]] := pairs
TimeSeries /: ListLinePlot[TimeSeries[pairs : {{_, _} ..}], o___] := ListLinePlot[Map[{order[First[#]], Last[#]} &, pairs], o]
TimeSeries /: ListPlot[TimeSeries[pairs : {{_, _} ..}], o___] := ListPlot[Map[{order[First[#]], Last[#]} &, pairs], o]
TimeSeries /: Plus[TimeSeries[a : {{_, _} ..}], TimeSeries[b : {{_, _} ..}], r___] := TimeSeries[Map[{First[#], Last[#] + TimeSeries[b][order[First[#]]]} &, a]] + r
TimeSeries /: Plus[c_?NumericQ, TimeSeries[a : {{_, _} ..}], r___] := TimeSeries[Map[{First[#], Last[#] + c} &, a]] + r
TimeSeries /: Times[c_?NumericQ, TimeSeries[a : {{_, _} ..}], r___] := TimeSeries[Map[{First[#], c Last[#]} &, a]] r

(* In[1]:= ts = TimeSeries[{2, 4, 8}]; {ts[1/2], ts["Values"], Mean[ts], ts["LastTime"]}
   Out[1]= {3, {2, 4, 8}, 14/3, 2}
   In[2]:= TimeSeries[{{2, b}, {1, a}}]["Path"]
   Out[2]= {{1, a}, {2, b}}
   In[3]:= (2 TimeSeries[{1, 2}] + 1)["Values"]
   Out[3]= {3, 5}
   In[4]:= TimeSeries[5]
   TimeSeries::path: 5 is neither a list of values nor a list of pairs {time, value}.
   Out[4]= $Failed *)

TimeSeriesMap::usage = "TimeSeriesMap[f, ts] applies f to the values of a time series.";
TimeSeriesMap[f_, TimeSeries[pairs : {{_, _} ..}]] := TimeSeries[Map[{First[#], f[Last[#]]} &, pairs]]

(* In[1]:= TimeSeriesMap[#^2 &, TimeSeries[{1, 2, 3}]]["Values"]
   Out[1]= {1, 4, 9} *)

TimeSeriesWindow::usage = "TimeSeriesWindow[ts, {tmin, tmax}] gives the part of a time series between two times.";
TimeSeriesWindow[TimeSeries[pairs : {{_, _} ..}], {t0_, t1_}] := TimeSeries[Select[pairs, order[t0] <= order[First[#]] <= order[t1] &]]

(* In[1]:= TimeSeriesWindow[TimeSeries[{5, 6, 7, 8}], {1, 2}]["Values"]
   Out[1]= {6, 7} *)

TimeSeriesResample::usage = "TimeSeriesResample[ts, dt] gives values at times that are dt apart.";
TimeSeriesResample[ts : TimeSeries[pairs : {{_?NumericQ, _} ..}], dt_?Positive] := TimeSeries[Map[{#, ts[#]} &, Range[pairs[[1, 1]], pairs[[-1, 1]], dt]]]

(* In[1]:= TimeSeriesResample[TimeSeries[{0, 2, 4}], 1/2]["Values"]
   Out[1]= {0, 1, 2, 3, 4} *)

(* Last, so that the definitions above can be read. *)
TimeSeries[bad : Except[{{_, _} ..} | _Pattern]] := (Message[TimeSeries::path, bad]; $Failed)
