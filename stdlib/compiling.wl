(* Compile and what it gives. Bodies run as the evaluator's own code; the types of arguments are checked, and whole numbers for reals become reals. *)

Compile::usage = "Compile[{x1, x2, ...}, expr] creates a function that evaluates expr for numerical values of the xi, which are taken to be real.
Compile[{{x1, t1}, ...}, expr] takes xi to be of type ti: _Real, _Integer, _Complex or True | False.
Compile[{{x1, t1, n1}, ...}, expr] takes xi to be an array of rank ni.";
Compile::cpvar = "The variables `1` should be symbols, or lists of a symbol, a type and a rank.";
Attributes[Compile] = {HoldAll};
Options[Compile] = {CompilationTarget -> "WVM", Parallelization -> Automatic, RuntimeAttributes -> {}, RuntimeOptions -> Automatic, CompilationOptions -> Automatic};
Compile[vars : {(_Symbol | {_Symbol, __}) ...}, body_, OptionsPattern[]] := Replace[
  {Replace[Hold[vars], {x_, ___} :> x, {2}], Map[argumentType, Unevaluated[vars]], MemberQ[Flatten[{OptionValue[RuntimeAttributes]}], Listable]},
  {Hold[names_], types_, listable_} :> CompiledFunction[types, Function[names, body], listable]]
Compile[vars : {(_Symbol | {_Symbol, __}) ...}, body_, _List, o : OptionsPattern[]] := Compile[vars, body, o]
Compile[x_Symbol, body_, o : OptionsPattern[]] := Compile[{x}, body, o]
Compile[vars_, _, ___] := Null /; (Message[Compile::cpvar, HoldForm[vars]]; False)
SetAttributes[argumentType, HoldAll];
argumentType[{_, t_, n_}] := {t, n}
argumentType[{_, t_}] := {t, 0}
argumentType[_] := {_Real, 0}

(* In[1]:= Compile[{{x, _Real}}, x^2][3]
   Out[1]= 9.
   In[2]:= f = Compile[{{n, _Integer}, {v, _Real, 1}}, n Total[v]]; f[2, {1, 2, 3}]
   Out[2]= 12.
   In[3]:= Compile[{x, y}, Module[{s = x}, Do[s += y, {3}]; s]][1, 2]
   Out[3]= 7.
   In[4]:= Compile[{{x, _Real}}, x + 1, RuntimeAttributes -> {Listable}][{1, 2}]
   Out[4]= {2., 3.}
   In[5]:= Compile[{1}, 2]
   Compile::cpvar: The variables {1} should be symbols, or lists of a symbol, a type and a rank.
   Out[5]= Compile[{1}, 2] *)

CompiledFunction::usage = "CompiledFunction[...] represents a function that Compile made.";
CompiledFunction::cfn = "The function was called with `1` arguments; `2` are expected.";
CompiledFunction::cfta = "Argument `1` at position `2` should be `3`; the function is evaluated as it is.";
Format[CompiledFunction[types_, f_, _]] := "CompiledFunction[" <> ToString[First[f]] <> ", -CompiledCode-]"
CompiledFunction[types_, f_, listable_][args___] := f @@ MapThread[typed, {{args}, types, Range[Length[types]]}] /; Length[{args}] === Length[types] && ! (listable && deeper[{args}, types])
CompiledFunction[types_, f_, True][args__] := MapThread[CompiledFunction[types, f, True], spread[{args}, types]] /; Length[{args}] === Length[types] && deeper[{args}, types]
CompiledFunction[types_, f_, _][args___] := Null /; Length[{args}] =!= Length[types] && (Message[CompiledFunction::cfn, Length[{args}], Length[types]]; False)
deeper[args_, types_] := MemberQ[MapThread[ListQ[#1] && Last[#2] === 0 &, {args, types}], True]
(* Arguments that are no lists go along with each element of the others. *)
spread[args_, types_] := With[{n = Max[MapThread[If[ListQ[#1] && Last[#2] === 0, Length[#1], 0] &, {args, types}]]},
  MapThread[If[ListQ[#1] && Last[#2] === 0, #1, ConstantArray[#1, n]] &, {args, types}]]
typed[x_, {t_, n_}, i_] := Which[
  n > 0 && ArrayQ[x, n, NumericQ] || n === 0 && NumericQ[x], Which[t === _Real, If[FreeQ[x, _Complex], N[x], told[x, i, "real"]], t === _Complex, N[x], True, x],
  n === 0 && (x === True || x === False), x,
  True, told[x, i, If[n > 0, "an array of numbers of rank " <> ToString[n], "a number"]]]
told[x_, i_, what_] := (Message[CompiledFunction::cfta, x, i, what]; x)

(* In[1]:= Compile[{x}, x + 1][a]
   CompiledFunction::cfta: Argument a at position 1 should be a number; the function is evaluated as it is.
   Out[1]= 1 + a
   In[2]:= Head[Head[Compile[{x}, x][1, 2]]]
   CompiledFunction::cfn: The function was called with 2 arguments; 1 are expected.
   Out[2]= CompiledFunction *)
