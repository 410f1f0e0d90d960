(* Parallel forms. There is one kernel here, so that they give their results in order on it, and say so once. *)

$KernelCount::usage = "$KernelCount gives the number of subkernels available for parallel computations: none here.";
$KernelCount = 0;

(* In[1]:= $KernelCount
   Out[1]= 0 *)

LaunchKernels::usage = "LaunchKernels[] starts subkernels for parallel computing; here everything runs on the one kernel there is.";
LaunchKernels::one = "Parallel computations run one after the other on this kernel.";
LaunchKernels[___] := (sayOnce[]; {})
said = False;
sayOnce[] := If[! said, said = True; Message[LaunchKernels::one]]

(* In[1]:= Quiet[LaunchKernels[4]]
   Out[1]= {} *)

CloseKernels::usage = "CloseKernels[] terminates all subkernels.";
CloseKernels[___] := {}

(* In[1]:= CloseKernels[]
   Out[1]= {} *)

Kernels::usage = "Kernels[] gives the list of running subkernels.";
Kernels[] := {}

(* In[1]:= Kernels[]
   Out[1]= {} *)

DistributeDefinitions::usage = "DistributeDefinitions[s1, s2, ...] distributes all definitions for the symbols si; on one kernel they are there already.";
Attributes[DistributeDefinitions] = {HoldAll};
DistributeDefinitions[s___] := Map[HoldForm, Unevaluated[{s}]]

(* In[1]:= x = 1; DistributeDefinitions[x]
   Out[1]= {HoldForm[x]} *)

SetSharedVariable::usage = "SetSharedVariable[s1, s2, ...] declares the symbols si as shared between kernels.";
Attributes[SetSharedVariable] = {HoldAll};
SetSharedVariable[___] := Null

(* In[1]:= SetSharedVariable[x]
   Out[1]= Null *)

SetSharedFunction::usage = "SetSharedFunction[f1, f2, ...] declares the functions fi as shared between kernels.";
Attributes[SetSharedFunction] = {HoldAll};
SetSharedFunction[___] := Null

(* In[1]:= SetSharedFunction[f]
   Out[1]= Null *)

ParallelNeeds::usage = "ParallelNeeds[\"context`\"] evaluates Needs[\"context`\"] on all kernels.";
ParallelNeeds[c_String] := Needs[c]

(* In[1]:= ParallelNeeds["System`"]
   Out[1]= Null *)

Map[(Options[#] = {Method -> Automatic, DistributedContexts :> $Context, ProgressReporting -> Automatic}) &,
  {ParallelMap, ParallelTable, ParallelDo, ParallelSum, ParallelProduct, ParallelArray, Parallelize, ParallelCombine, ParallelEvaluate}];
withoutOptions = {(Method | DistributedContexts | ProgressReporting) -> _, (Method | DistributedContexts | ProgressReporting) :> _};

ParallelMap::usage = "ParallelMap[f, expr] applies f to each element on the first level in expr, in parallel where there are several kernels.
ParallelMap[f, expr, levelspec] applies f to the parts at levels levelspec.";
ParallelMap[f_, x_, levels : Except[_Rule] : {1}, OptionsPattern[]] := (sayOnce[]; Map[f, x, levels])

(* In[1]:= Quiet[ParallelMap[f, {1, 2}]]
   Out[1]= {f[1], f[2]} *)

ParallelTable::usage = "ParallelTable[expr, {i, imax}, ...] generates the table of Table in parallel where there are several kernels.";
Attributes[ParallelTable] = {HoldAll};
ParallelTable[x_, i : Except[_Rule | _RuleDelayed] .., OptionsPattern[]] := (sayOnce[]; Table[x, i])

(* In[1]:= Quiet[ParallelTable[i^2, {i, 4}]]
   Out[1]= {1, 4, 9, 16} *)

ParallelDo::usage = "ParallelDo[expr, {i, imax}, ...] does what Do does, in parallel where there are several kernels.";
Attributes[ParallelDo] = {HoldAll};
ParallelDo[x_, i : Except[_Rule | _RuleDelayed] .., OptionsPattern[]] := (sayOnce[]; Do[x, i])

(* In[1]:= s = 0; Quiet[ParallelDo[s += i, {i, 4}]]; s
   Out[1]= 10 *)

ParallelSum::usage = "ParallelSum[expr, {i, imax}, ...] evaluates a sum in parallel where there are several kernels.";
Attributes[ParallelSum] = {HoldAll};
ParallelSum[x_, i : Except[_Rule | _RuleDelayed] .., OptionsPattern[]] := (sayOnce[]; Sum[x, i])

(* In[1]:= Quiet[ParallelSum[i, {i, 10}]]
   Out[1]= 55 *)

ParallelProduct::usage = "ParallelProduct[expr, {i, imax}, ...] evaluates a product in parallel where there are several kernels.";
Attributes[ParallelProduct] = {HoldAll};
ParallelProduct[x_, i : Except[_Rule | _RuleDelayed] .., OptionsPattern[]] := (sayOnce[]; Product[x, i])

(* In[1]:= Quiet[ParallelProduct[i, {i, 5}]]
   Out[1]= 120 *)

ParallelArray::usage = "ParallelArray[f, n] generates a list of f[i] in parallel where there are several kernels.";
ParallelArray[f_, n : Except[_Rule] .., OptionsPattern[]] := (sayOnce[]; Array[f, n])

(* In[1]:= Quiet[ParallelArray[f, 2]]
   Out[1]= {f[1], f[2]} *)

Parallelize::usage = "Parallelize[expr] evaluates expr using automatic parallelization where there are several kernels.";
Attributes[Parallelize] = {HoldFirst};
Parallelize[x_, OptionsPattern[]] := (sayOnce[]; x)

(* In[1]:= Quiet[Parallelize[Map[f, {1, 2}]]]
   Out[1]= {f[1], f[2]} *)

ParallelCombine::usage = "ParallelCombine[f, h[e1, e2, ...], comb] evaluates f[h[...]] in parallel and combines the results with comb.";
ParallelCombine[f_, x_, ___] := (sayOnce[]; f[x])

(* In[1]:= Quiet[ParallelCombine[Total, {1, 2, 3}, Plus]]
   Out[1]= 6 *)

ParallelEvaluate::usage = "ParallelEvaluate[expr] evaluates expr on all kernels and gives the list of results; here of the one kernel there is.";
Attributes[ParallelEvaluate] = {HoldFirst};
ParallelEvaluate[x_, ___] := (sayOnce[]; {x})

(* In[1]:= Quiet[ParallelEvaluate[1 + 1]]
   Out[1]= {2} *)

ParallelSubmit::usage = "ParallelSubmit[expr] submits expr for evaluation; WaitAll gives its value.";
Attributes[ParallelSubmit] = {HoldAllComplete};
ParallelSubmit[x_] := System`EvaluationObject[HoldComplete[x]]
ParallelSubmit[vars_List, x_] := Replace[vars, v : {__} :> With @@ Hold[v, System`EvaluationObject[HoldComplete[x]]]]

(* In[1]:= WaitAll[ParallelSubmit[1 + 2]]
   Out[1]= 3 *)

WaitAll::usage = "WaitAll[expr] waits for all submitted evaluations in expr and gives their results.";
WaitAll[x_] := x /. System`EvaluationObject[HoldComplete[e_]] :> e

(* In[1]:= WaitAll[{ParallelSubmit[1 + 2], ParallelSubmit[2 + 2]}]
   Out[1]= {3, 4} *)

WaitNext::usage = "WaitNext[{e1, e2, ...}] waits for the next evaluation and gives its result, the evaluation, and the others.";
WaitNext[{e_, rest___}] := {WaitAll[e], e, {rest}}

(* In[1]:= First[WaitNext[{ParallelSubmit[1 + 2]}]]
   Out[1]= 3 *)
