(* Definitions in binary files: DumpSave writes what Get reads again, as WXF. *)

DumpSave::usage = "DumpSave[\"file.mx\", symbol] writes the definitions of a symbol to a file in WXF, which Get reads.
DumpSave[\"file.mx\", \"name\"] writes those of the symbol with this name.
DumpSave[\"file.mx\", {symbol1, symbol2, ...}] writes several symbols.
DumpSave[\"file.mx\", \"context`\"] writes all symbols of a context, DumpSave[\"file.mx\"] all symbols of Global`.";
DumpSave::dump = "`1` is neither a symbol nor the name of a context.";
SetAttributes[DumpSave, HoldRest]
DumpSave[file_String] := DumpSave[file, "Global`"]
DumpSave[file_String, object : Except[_List]] := DumpSave[file, {object}]
DumpSave[file_String, {objects___}] := With[{names = Flatten[Map[namesIn, Unevaluated[{objects}]]]},
  If[Internal`WriteDump[file, Internal`Dump[Map[dumped, names]]], {objects}, $Failed] /; FreeQ[names, $Failed]]
SetAttributes[namesIn, HoldAll]
namesIn[s_Symbol] := {Context[s] <> SymbolName[Unevaluated[s]]}
namesIn[context_String] := Map[If[StringContainsQ[#, "`"], #, context <> #] &, Names[context <> "*"]] /; StringEndsQ[context, "`"]
namesIn[name_String?NameQ] := {ToExpression[name, InputForm, Function[s, Context[s] <> SymbolName[Unevaluated[s]], HoldAll]]}
namesIn[bad_] := (Message[DumpSave::dump, HoldForm[bad]]; $Failed)
dumped[name_String] := ToExpression[name, InputForm, Function[s,
  {name, OwnValues[s], DownValues[s], SubValues[s], UpValues[s], FormatValues[s], Options[Unevaluated[s]], Attributes[s]}, HoldAll]]

(* In[1]:= DumpSave["a.mx", 5 + 1]
   DumpSave::dump: 5 + 1 is neither a symbol nor the name of a context.
   Out[1]= DumpSave["a.mx", {5 + 1}]
   In[2]:= DumpSave["/no/such/folder/a.mx", x]
   DumpSave::noopen: Cannot open /no/such/folder/a.mx: there is no such file or folder.
   Out[2]= $Failed *)

Internal`Dump::usage = "Internal`Dump[{definitions...}] is the content of a file that DumpSave has written; Get restores it by Internal`RestoreDump.";

(* In[1]:= Head[Internal`Dump[{}]]
   Out[1]= Internal`Dump *)

Internal`RestoreDump::usage = "Internal`RestoreDump[Internal`Dump[definitions]] gives symbols the definitions from a file of DumpSave.";
Internal`RestoreDump::bad = "The file holds no definitions written by DumpSave.";
Internal`RestoreDump[Internal`Dump[definitions : {{_String, _List, _List, _List, _List, _List, _List, _List} ...}]] := Scan[restored, definitions]
Internal`RestoreDump[_] := (Message[Internal`RestoreDump::bad]; $Failed)
restored[{name_, own_, down_, sub_, up_, format_, options_, attributes_}] := ToExpression[name, InputForm, Function[s,
  ClearAttributes[s, {Protected, ReadProtected, Locked}];
  DownValues[s] = down; SubValues[s] = sub; UpValues[s] = up; FormatValues[s] = format;
  If[options =!= {}, Options[s] = options];
  OwnValues[s] = own;
  Attributes[s] = attributes, HoldAll]]

(* In[1]:= Internal`RestoreDump[Internal`Dump[{{"Global`w", {HoldPattern[w] :> 7}, {}, {}, {}, {}, {}, {}}}]]; w
   Out[1]= 7
   In[2]:= Quiet[Internal`RestoreDump[5]]
   Out[2]= $Failed *)
