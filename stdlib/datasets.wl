(* Dataset: rows and columns with queries. What a query gives is a dataset again unless it is an atom. *)

Dataset::usage = "Dataset[data] represents a structured dataset based on a hierarchy of lists and associations.
dataset[query] applies a query: Query operators, keys, positions, All, functions at each level.";
Dataset[Dataset[d_]] := Dataset[d]
Dataset[d_][query__] := wrapped[Query[query][d]]
wrapped[d : _List | _Association] := Dataset[d]
wrapped[x_] := x
Dataset /: Normal[Dataset[d_], ___] := d
Dataset /: (f : Length | Dimensions | ArrayDepth | Depth | LeafCount | Keys)[Dataset[d_], r___] := f[d, r]
Dataset /: (f : First | Last | Rest | Most | Values | Reverse | Transpose | Total | Mean | Median | Max | Min | Union | DeleteDuplicates | DeleteMissing | Sort | Counts | Flatten | KeySort | Tally | StandardDeviation | Variance | Accumulate | RandomSample | RandomChoice)[Dataset[d_], r___] := wrapped[f[d, r]]
Dataset /: (f : Take | Drop | Select | SortBy | GroupBy | MaximalBy | MinimalBy | DeleteDuplicatesBy | CountsBy | KeyTake | KeyDrop | KeyMap | KeySelect | KeySortBy | Lookup | Part | Extract | Cases | DeleteCases | Append | Prepend | Partition | TakeLargest | TakeSmallest | TakeLargestBy | TakeSmallestBy | SelectFirst | GatherBy | ReverseSortBy | Pick | Insert | Delete | ReplacePart)[Dataset[d_], r__] := wrapped[f[d, r]]
Dataset /: (f : Map | Scan | MapIndexed | KeyMap)[g_, Dataset[d_], r___] := wrapped[f[g, d, r]]
Dataset /: Join[a___, Dataset[d_], b___] := wrapped[Join @@ Replace[{a, d, b}, Dataset[x_] :> x, {1}]]
Dataset /: JoinAcross[Dataset[a_], b_, r__] := wrapped[JoinAcross[a, Normal[b], r]]
Format[Dataset[d_]] := datasetText[d]
(* Associations of one shape are a table with headings; an association alone is one with keys on the left. *)
datasetText[rows : {__Association}] := With[{columns = DeleteDuplicates[Join @@ Map[Keys, rows]]},
  TableForm[Map[Lookup[#, columns, ""] &, rows], TableHeadings -> {None, columns}, TableSpacing -> {0, 3}]]
datasetText[a : <|(_ -> _Association) ..|>] := With[{columns = DeleteDuplicates[Join @@ Map[Keys, Values[a]]]},
  TableForm[Map[Lookup[#, columns, ""] &, Values[a]], TableHeadings -> {Keys[a], columns}, TableSpacing -> {0, 3}]]
datasetText[a_Association] := TableForm[Transpose[{Keys[a], Values[a]}], TableSpacing -> {0, 3}] /; Length[a] > 0
datasetText[rows : {__List}] := TableForm[rows, TableSpacing -> {0, 3}]
datasetText[items : {__}] := Column[items]
datasetText[x_] := x

(* In[1]:= ds = Dataset[{<|"a" -> 1, "b" -> "x"|>, <|"a" -> 2, "b" -> "y"|>}]; Normal[ds[All, "a"]]
   Out[1]= {1, 2}
   In[2]:= ds = Dataset[{<|"a" -> 1|>, <|"a" -> 2|>}]; {ds[Total, "a"], ds[2, "a"], Length[ds]}
   Out[2]= {3, 2, 2}
   In[3]:= Dataset[{<|"a" -> 1|>, <|"a" -> 2|>}][Select[#a > 1 &]]
   Out[3]= Dataset[{<|"a" -> 2|>}]
   In[4]:= ToString[Dataset[{<|"a" -> 1, "b" -> 2|>, <|"a" -> 10, "b" -> 3|>}]]
   Out[4]= "a    b\n1    2\n10   3" *)
