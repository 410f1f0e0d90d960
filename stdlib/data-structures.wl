(* Data structures with a state of their own: what is pushed into one is there for whoever holds it. *)

CreateDataStructure::usage = "CreateDataStructure[\"type\"] creates an empty data structure: \"Stack\", \"Queue\", \"Deque\", \"DynamicArray\", \"PriorityQueue\", \"HashSet\", \"HashTable\", \"Counter\" or \"DisjointSet\".
CreateDataStructure[\"type\", init] starts with elements: a list, or an association for a hash table; \"FixedArray\" takes a list or a length.
ds[\"op\", args] does an operation: \"Push\", \"Pop\", \"Peek\", \"Length\", \"EmptyQ\", \"Elements\", \"DropAll\", \"Copy\", ...";
CreateDataStructure::type = "`1` is not a data structure that is here; those are `2`.";
DataStructure::op = "A `1` has no operation `2`; it has `3`.";
DataStructure::empty = "The operation `2` of a `1` needs an element, and there is none.";
DataStructure::part = "A `1` of length `2` has no element `3`.";

types = {"Stack", "Queue", "Deque", "DynamicArray", "PriorityQueue", "HashSet", "HashTable", "Counter", "DisjointSet", "FixedArray"};
CreateDataStructure[type_String] := CreateDataStructure[type, {}] /; MemberQ[types, type]
CreateDataStructure["HashTable", init_] := made["HashTable", Association[init]]
CreateDataStructure["Counter", init_List] := made["Counter", Counts[init]]
CreateDataStructure["HashSet", init_List] := made["HashSet", Association[Thread[init -> True]]]
CreateDataStructure["DisjointSet", init_List] := made["DisjointSet", Association[Thread[init -> init]]]
CreateDataStructure["FixedArray", n_Integer?NonNegative] := made["FixedArray", ConstantArray[0, n]]
CreateDataStructure["PriorityQueue", init_List] := made["PriorityQueue", Sort[init]]
CreateDataStructure[type_String, init_List] := made[type, init] /; MemberQ[types, type]
CreateDataStructure[type_, ___] := (Message[CreateDataStructure::type, type, types]; $Failed) /; ! MemberQ[types, type]
ends = "Queue" | "Deque" | "Stack" | "DynamicArray" | "FixedArray";
(* These are kept in associations by number, so that each end costs the same however long they are. *)
made[type : ends, list_List] := new[type, numbered[list]]
numbered[list_] := Join[<|"first" -> 1, "last" -> Length[list]|>, AssociationThread[Range[Length[list]], list]]
made[type_, value_] := new[type, value]
(* A temporary symbol holds the state as long as somebody holds the symbol. *)
new[type_, value_] := Module[{state = value}, DataStructure[type, Hold[state]]]

(* In[1]:= s = CreateDataStructure["Stack"]; s["Push", a]; s["Push", b]; {s["Pop"], s["Length"], s["Elements"]}
   Out[1]= {b, 1, {a}}
   In[2]:= q = CreateDataStructure["PriorityQueue", {3, 1}]; q["Push", 2]; {q["Pop"], q["Peek"]}
   Out[2]= {3, 2}
   In[3]:= CreateDataStructure["Heap"]
   CreateDataStructure::type: Heap is not a data structure that is here; those are {Stack, Queue, Deque, DynamicArray, PriorityQueue, HashSet, HashTable, Counter, DisjointSet, FixedArray}.
   Out[3]= $Failed *)

DataStructure::usage = "DataStructure[type, ...] is a data structure made by CreateDataStructure.";
DataStructure /: Normal[d : DataStructure[_, _]] := d["Elements"]
DataStructure /: Length[d : DataStructure[_, Hold[_]]] := d["Length"]
DataStructure[type_, held : Hold[id_]]["Copy"] := new[type, id]
DataStructure[type_, _]["Type"] := type
Format[d : DataStructure[type_, Hold[_]]] := Row[{"DataStructure[", type, ", ", d["Length"], "]"}]
DataStructure[type_, held : Hold[_]][op_String, args___] := With[{value = If[MemberQ[taking, op] && does[type, held, "EmptyQ"], Message[DataStructure::empty, type, op]; $Failed, does[type, held, op, args]]}, value /; value =!= none] /; MemberQ[operations[type], op]
DataStructure[type_, Hold[_]][op_, ___] := (Message[DataStructure::op, type, op, operations[type]]; $Failed) /; ! MemberQ[operations[type], op] && MemberQ[types, type]

taking = {"Pop", "Peek", "PopFront", "PopBack", "PeekFront", "PeekBack", "DropLast"};
general = {"Copy", "DropAll", "Elements", "EmptyQ", "Length", "Type"};
operations["Stack"] = Join[{"Push", "Pop", "Peek"}, general];
operations["Queue"] = Join[{"Push", "Pop", "Peek"}, general];
operations["Deque"] = Join[{"PushFront", "PushBack", "PopFront", "PopBack", "PeekFront", "PeekBack", "Push", "Pop", "Peek"}, general];
operations["DynamicArray"] = Join[{"Append", "Prepend", "Push", "PushBack", "Part", "SetPart", "DropLast", "Pop", "PopBack"}, general];
operations["FixedArray"] = Join[{"Part", "SetPart"}, general];
operations["PriorityQueue"] = Join[{"Push", "Pop", "Peek"}, general];
operations["HashSet"] = Join[{"Insert", "MemberQ", "Remove", "Union", "Intersection", "Complement"}, general];
operations["HashTable"] = Join[{"Insert", "KeyExistsQ", "KeyDrop", "Lookup", "Keys", "Values"}, general];
operations["Counter"] = Join[{"AddTo", "SubtractFrom", "SetCount", "GetCount"}, general];
operations["DisjointSet"] = Join[{"Insert", "MemberQ", "Unify", "CommonSubsetQ", "Subset", "Subsets"}, general];
operations[_] = {};

does[type : ends, Hold[id_], "Length"] := id["last"] - id["first"] + 1
does[type_, Hold[id_], "Length"] := Length[id]
does[type_, h_, "EmptyQ"] := does[type, h, "Length"] === 0
does[type : ends, Hold[id_], "Elements"] := Lookup[id, Range[id["first"], id["last"]]]
does["PriorityQueue", Hold[id_], "Elements"] := id
does["HashSet", Hold[id_], "Elements"] := Keys[id]
does["DisjointSet", Hold[id_], "Elements"] := Keys[id]
does[_, Hold[id_], "Elements"] := id
does[type : ends, Hold[id_], "DropAll"] := (id = <|"first" -> 1, "last" -> 0|>; Null)
does["PriorityQueue", Hold[id_], "DropAll"] := (id = {}; Null)
does[_, Hold[id_], "DropAll"] := (id = <||>; Null)

back[Hold[id_], x_] := (id["last"] = id["last"] + 1; id[id["last"]] = x; Null)
front[Hold[id_], x_] := (id["first"] = id["first"] - 1; id[id["first"]] = x; Null)
takeBack[h : Hold[id_]] := With[{n = id["last"]}, With[{x = id[n]}, id["last"] = n - 1; tidied[h]; x]]
takeFront[h : Hold[id_]] := With[{n = id["first"]}, With[{x = id[n]}, id["first"] = n + 1; tidied[h]; x]]
(* What was taken out stays in its place until that is most of all: to remove one costs as much as to make all anew. *)
tidied[h : Hold[id_]] := If[Length[id] > 64 + 2 (id["last"] - id["first"] + 1), id = numbered[Lookup[id, Range[id["first"], id["last"]]]]]
does["Stack" | "Queue" | "DynamicArray", h_, "Push" | "Append" | "PushBack", x_] := back[h, x]
does["Deque", h_, "Push" | "PushBack", x_] := back[h, x]
does["Deque", h_, "PushFront", x_] := front[h, x]
does["DynamicArray", h_, "Prepend", x_] := front[h, x]
does["Stack" | "DynamicArray", h_, "Pop" | "PopBack" | "DropLast"] := takeBack[h]
does["Deque", h_, "PopBack"] := takeBack[h]
does["Queue" | "Deque", h_, "Pop" | "PopFront"] := takeFront[h]
does["Stack", Hold[id_], "Peek"] := id[id["last"]]
does["Deque", Hold[id_], "PeekBack"] := id[id["last"]]
does["Queue" | "Deque", Hold[id_], "Peek" | "PeekFront"] := id[id["first"]]
place[Hold[id_], i_Integer] := If[i > 0, id["first"] + i - 1, id["last"] + i + 1]
inside[h : Hold[id_], i_Integer] := id["first"] <= place[h, i] <= id["last"] && i =!= 0
does[type : "DynamicArray" | "FixedArray", h : Hold[id_], "Part", i_Integer] := If[inside[h, i], id[place[h, i]], Message[DataStructure::part, type, does[type, h, "Length"], i]; $Failed]
does[type : "DynamicArray" | "FixedArray", h : Hold[id_], "SetPart", i_Integer, x_] := If[inside[h, i], id[place[h, i]] = x, Message[DataStructure::part, type, does[type, h, "Length"], i]; $Failed]

does["PriorityQueue", Hold[id_], "Push", x_] := (id = Insert[id, x, 1 + rank[id, x, 0, Length[id]]]; Null)
does["PriorityQueue", Hold[id_], "Peek"] := Last[id]
does["PriorityQueue", Hold[id_], "Pop"] := With[{x = Last[id]}, id = Most[id]; x]
(* How many stand before x in a sorted list. *)
rank[list_, x_, low_, high_] := If[low >= high, low, With[{m = Quotient[low + high, 2]}, If[Order[list[[m + 1]], x] >= 0, rank[list, x, m + 1, high], rank[list, x, low, m]]]]

does["HashSet", Hold[id_], "Insert", x_] := If[KeyExistsQ[id, x], False, id[x] = True; True]
does["HashSet" | "DisjointSet", Hold[id_], "MemberQ", x_] := KeyExistsQ[id, x]
does["HashSet", Hold[id_], "Remove", x_] := If[KeyExistsQ[id, x], id[x] =.; True, False]
does["HashSet", Hold[id_], "Union", list_] := (id = Join[id, Association[Thread[elements[list] -> True]]]; Null)
does["HashSet", Hold[id_], "Intersection", list_] := (id = KeyTake[id, elements[list]]; Null)
does["HashSet", Hold[id_], "Complement", list_] := (id = KeyDrop[id, elements[list]]; Null)
elements[d_DataStructure] := d["Elements"]
elements[list_] := list

does["HashTable", Hold[id_], "Insert", key_ -> x_] := (id[key] = x; Null)
does["HashTable", Hold[id_], "KeyExistsQ", key_] := KeyExistsQ[id, key]
does["HashTable", Hold[id_], "KeyDrop", key_] := (id = KeyDrop[id, {key}]; Null)
does["HashTable", Hold[id_], "Lookup", key_, default_ : Missing["KeyAbsent"]] := Lookup[id, Key[key], If[default === Missing["KeyAbsent"], Missing["KeyAbsent", key], default[key]]]
does["HashTable", Hold[id_], "Keys"] := Keys[id]
does["HashTable", Hold[id_], "Values"] := Values[id]

does["Counter", Hold[id_], "AddTo", x_, n_ : 1] := (id[x] = Lookup[id, Key[x], 0] + n; Null)
does["Counter", Hold[id_], "SubtractFrom", x_, n_ : 1] := (id[x] = Lookup[id, Key[x], 0] - n; Null)
does["Counter", Hold[id_], "SetCount", x_, n_] := (id[x] = n; Null)
does["Counter", Hold[id_], "GetCount", x_] := Lookup[id, Key[x], 0]

does["DisjointSet", Hold[id_], "Insert", x_] := If[KeyExistsQ[id, x], False, id[x] = x; True]
does["DisjointSet", h : Hold[id_], "Unify", x_, y_] := With[{a = root[h, x], b = root[h, y]}, id[a] = b; Null]
does["DisjointSet", h_, "CommonSubsetQ", x_, y_] := root[h, x] === root[h, y]
does["DisjointSet", h : Hold[id_], "Subset", x_] := With[{r = root[h, x]}, Select[Keys[id], root[h, #] === r &]]
does["DisjointSet", h : Hold[id_], "Subsets"] := GatherBy[Keys[id], root[h, #] &]
(* Each element on the way then knows the root. *)
root[h : Hold[id_], x_] := With[{up = id[x]}, If[up === x, x, With[{r = root[h, up]}, id[x] = r; r]]]
does[___] := none

(* In[1]:= t = CreateDataStructure["HashTable", <|a -> 1|>]; t["Insert", b -> 2]; {t["Lookup", b], t["KeyExistsQ", c], Normal[t]}
   Out[1]= {2, False, <|a -> 1, b -> 2|>}
   In[2]:= CreateDataStructure["Queue"]["Pop"]
   DataStructure::empty: The operation Pop of a Queue needs an element, and there is none.
   Out[2]= $Failed *)

DataStructureQ::usage = "DataStructureQ[expr] yields True if expr is a data structure, and False otherwise.
DataStructureQ[expr, \"type\"] asks for a type.";
DataStructureQ[DataStructure[_, Hold[_]]] := True
DataStructureQ[DataStructure[t_, Hold[_]], type_] := t === type
DataStructureQ[_, ___] := False
(* In[1]:= {DataStructureQ[CreateDataStructure["Queue"]], DataStructureQ[x]}
   Out[1]= {True, False} *)
