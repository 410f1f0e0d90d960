(* Measures of dependence that look at the order of values only. *)

(* Equal values share the mean of their ranks. *)
ranks[v_List] := With[{places = PositionIndex[Sort[v]]}, Map[Mean[places[#]] &, v]]

SpearmanRho::usage = "SpearmanRho[v1, v2] gives Spearman's rank correlation coefficient of the vectors v1 and v2.";
SpearmanRho::vctmat = "The arguments `1` and `2` should be vectors of one length with at least two different values.";
SpearmanRho[a_List, b_List] := With[{x = ranks[a], y = ranks[b]}, Correlation[x, y]] /; fitting[a, b]
SpearmanRho[a_, b_] := Null /; (Message[SpearmanRho::vctmat, a, b]; False)
fitting[a_, b_] := VectorQ[a] && VectorQ[b] && Length[a] === Length[b] && Length[Union[a]] > 1 && Length[Union[b]] > 1
(* In[1]:= {SpearmanRho[{1, 2, 3}, {1, 3, 2}], SpearmanRho[{1, 2, 2, 4}, {4, 3, 3, 1}]}
   Out[1]= {1/2, -1}
   In[2]:= SpearmanRho[{1}, {2}]
   SpearmanRho::vctmat: The arguments {1} and {2} should be vectors of one length with at least two different values.
   Out[2]= SpearmanRho[{1}, {2}] *)

KendallTau::usage = "KendallTau[v1, v2] gives Kendall's rank correlation coefficient (tau-b) of the vectors v1 and v2.";
KendallTau::vctmat = "The arguments `1` and `2` should be vectors of one length with at least two different values.";
KendallTau[a_List, b_List] := With[{x = signs[a], y = signs[b]}, (x . y)/Sqrt[(x . x) (y . y)]] /; fitting[a, b]
KendallTau[a_, b_] := Null /; (Message[KendallTau::vctmat, a, b]; False)
signs[v_] := Catenate[Table[Sign[v[[j]] - v[[i]]], {i, Length[v] - 1}, {j, i + 1, Length[v]}]]
(* In[1]:= KendallTau[{1, 2, 3}, {1, 3, 2}]
   Out[1]= 1/3
   In[2]:= KendallTau[x, y]
   KendallTau::vctmat: The arguments x and y should be vectors of one length with at least two different values.
   Out[2]= KendallTau[x, y] *)
