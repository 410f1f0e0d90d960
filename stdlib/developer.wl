(* Contexts beside the language that programs load: packed arrays, definitions that go on inside of a block, bags. *)

Developer`ToPackedArray::usage = "Developer`ToPackedArray[list] gives the list; arrays of machine numbers are packed here by themselves.";
Developer`ToPackedArray[list_, ___] := list

(* In[1]:= Developer`ToPackedArray[{1, 2, 3}]
   Out[1]= {1, 2, 3} *)

Developer`FromPackedArray::usage = "Developer`FromPackedArray[list] gives the list; its elements can be had either way.";
Developer`FromPackedArray[list_] := list

(* In[1]:= Developer`FromPackedArray[{1, 2, 3}]
   Out[1]= {1, 2, 3} *)

Developer`PackedArrayQ::usage = "Developer`PackedArrayQ[list] gives True if list is an array of machine numbers of one kind, as packed arrays are.";
Developer`PackedArrayQ[list_] := ArrayQ[list, _, Developer`MachineIntegerQ] || ArrayQ[list, _, Head[#] === Real && MachineNumberQ[#] &]

(* In[1]:= {Developer`PackedArrayQ[{1, 2}], Developer`PackedArrayQ[{1, 2.5}], Developer`PackedArrayQ[{a}]}
   Out[1]= {True, False, False} *)

Developer`MachineIntegerQ::usage = "Developer`MachineIntegerQ[n] gives True if n is an integer of at most 64 bits.";
Developer`MachineIntegerQ[n_] := IntegerQ[n] && -2^63 <= n < 2^63

(* In[1]:= {Developer`MachineIntegerQ[5], Developer`MachineIntegerQ[2^64]}
   Out[1]= {True, False} *)

Internal`InheritedBlock::usage = "Internal`InheritedBlock[{x, y, ...}, body] evaluates body with local values of x, y, ..., which are those from outside at first.";
SetAttributes[Internal`InheritedBlock, HoldAll]
Internal`InheritedBlock[{names : (_Symbol ...)}, body_] := With[{saved = Map[definitions, Unevaluated[{names}]]},
  Block[{names}, MapThread[restore, {Map[Hold, Unevaluated[{names}]], saved}]; body]]
SetAttributes[definitions, HoldAll]
definitions[x_] := {OwnValues[x], DownValues[x], SubValues[x], UpValues[x], Options[Unevaluated[x]], Attributes[x]}
restore[Hold[x_], {own_, down_, sub_, up_, options_, attributes_}] := (
  DownValues[x] = down; SubValues[x] = sub; UpValues[x] = up;
  If[options =!= {}, Options[x] = options];
  Attributes[x] = attributes;
  OwnValues[x] = own)

(* In[1]:= f[x_] := x^2; {Internal`InheritedBlock[{f}, f[2] = 0; {f[2], f[3]}], f[2]}
   Out[1]= {{0, 9}, 4}
   In[2]:= v = 1; {Internal`InheritedBlock[{v}, v = v + 1; v], v}
   Out[2]= {2, 1} *)

Internal`Bag::usage = "Internal`Bag[] is a new bag, to which Internal`StuffBag adds elements; Internal`Bag[{a, b, ...}] has elements already.";
Internal`Bag[elements_List : {}] := With[{name = Unique["bag"]}, contents[name] = elements; Internal`Bag[name]]

(* In[1]:= b = Internal`Bag[{1}]; Internal`StuffBag[b, 2]; Internal`BagPart[b, All]
   Out[1]= {1, 2} *)

Internal`StuffBag::usage = "Internal`StuffBag[bag, x] adds x to a bag.
Internal`StuffBag[bag, list, 1] adds all elements of a list.";
Internal`StuffBag[b : Internal`Bag[name_Symbol], x_] := (AppendTo[contents[name], x]; b)
Internal`StuffBag[b : Internal`Bag[name_Symbol], x_List, 1] := (contents[name] = Join[contents[name], x]; b)

(* In[1]:= b = Internal`Bag[]; Internal`StuffBag[b, {3, 4}, 1]; Internal`BagLength[b]
   Out[1]= 2 *)

Internal`BagPart::usage = "Internal`BagPart[bag, i] gives an element of a bag, Internal`BagPart[bag, All] the list of them.";
Internal`BagPart[Internal`Bag[name_Symbol], i_] := contents[name][[i]]

(* In[1]:= Internal`BagPart[Internal`Bag[{5, 6}], 2]
   Out[1]= 6 *)

Internal`BagLength::usage = "Internal`BagLength[bag] gives the number of elements of a bag.";
Internal`BagLength[Internal`Bag[name_Symbol]] := Length[contents[name]]

(* In[1]:= Internal`BagLength[Internal`Bag[]]
   Out[1]= 0 *)

Internal`PartitionRagged::usage = "Internal`PartitionRagged[list, {n1, n2, ...}] partitions a list into pieces of lengths n1, n2, ....";
Internal`PartitionRagged[list_List, lengths : {__Integer}] := TakeList[list, lengths]

(* In[1]:= Internal`PartitionRagged[{a, b, c}, {1, 2}]
   Out[1]= {{a}, {b, c}} *)
