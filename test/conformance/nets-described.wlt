(* Documented behaviour of nets, continued: results that the documentation describes in words are compared as heads, sizes and relations. *)

near[a_?NumericQ, b_?NumericQ] := Abs[a - b] <= 10^-4 Max[1, Abs[b]]
near[a_List, b_List] := Length[a] === Length[b] && AllTrue[Transpose[{a, b}], Apply[near]]
near[a_Association, b_Association] := Keys[a] === Keys[b] && near[Values[a], Values[b]]
near[a_, b_] := a === b

(* LinearLayer/basic/1 *)
VerificationTest[{Head[LinearLayer[5]], NetExtract[LinearLayer[5], "Weights"]}, {LinearLayer, Automatic}]
(* SoftmaxLayer/basic/1 *)
VerificationTest[Head[SoftmaxLayer[]], SoftmaxLayer]
(* FunctionLayer/basic/1 *)
VerificationTest[near[FunctionLayer[StandardDeviation][{1., 2., 3., 4.}], 1.29099], True]
(* FunctionLayer/basic/2 *)
VerificationTest[near[f = FunctionLayer[Mean[#^2] &]; {f[{1, 2, 3}], Mean[{1., 2, 3}^2]}, {4.66667, 4.66667}], True]
(* FunctionLayer/props/1 *)
VerificationTest[near[Head[NetGraph[FunctionLayer[Ramp[#] + 1 &]]], NetGraph], True]
(* CompiledLayer/basic/1 *)
VerificationTest[CompiledLayer[Function[x, x + 1]], $Failed, {CompiledLayer::nocompiled}]
(* PlaceholderLayer/basic/1 *)
VerificationTest[Head[PlaceholderLayer[]], PlaceholderLayer]
(* RandomArrayLayer/basic/1 *)
VerificationTest[With[{r = RandomArrayLayer[NormalDistribution[0, 1]]}, {NumberQ[r[]], r[] === r[]}], {True, False}]
(* RandomArrayLayer/scope/1 *)
VerificationTest[near[Dimensions[RandomArrayLayer[UniformDistribution[{0, 1}], "Output"->{5}][]], {5}], True]
(* RandomArrayLayer/scope/2 *)
VerificationTest[near[Dimensions[RandomArrayLayer[NormalDistribution[#, 0.01] &][{1, 2, 3}]], {3}], True]
(* NetArrayLayer/basic/1 *)
VerificationTest[NetExtract[NetArrayLayer["Output" -> {2, 3}], "Array"], Automatic]
(* ConvolutionLayer/basic/1 *)
VerificationTest[NetExtract[ConvolutionLayer[3, {5, 5}], {{"OutputChannels"}, {"KernelSize"}}], {3, {5, 5}}]
(* ConvolutionLayer/app/1 *)
VerificationTest[Dimensions[NetInitialize[ConvolutionLayer[3, {3, 3}, "Input" -> NetEncoder[{"Image", {8, 8}}]]][RandomImage[1, {8, 8}]]], {3, 6, 6}]
(* ConvolutionLayer/props/1 *)
VerificationTest[k = {{1, 2}, {3, 4}}; x = {{1., 2, 3}, {4, 5, 6}, {7, 8, 10}}; near[Max@Abs[First[ConvolutionLayer[1, {2, 2}, "Weights"->{{k}}, "Biases"->{0}][{x}]] - ListCorrelate[k, x]] < 10^-4, True], True]
(* ConvolutionLayer/issues/2 *)
VerificationTest[{NetExtract[ConvolutionLayer[3, 2], "Weights"], NetExtract[ConvolutionLayer[3, 2], "Stride"]}, {Automatic, 1}]
(* InstanceNormalizationLayer/basic/1 *)
VerificationTest[Head[InstanceNormalizationLayer[]], NormalizationLayer]
(* AttentionLayer/basic/1 *)
VerificationTest[Head[AttentionLayer[]], AttentionLayer]
(* ReshapeLayer/scope/2 *)
VerificationTest[{Dimensions[ReshapeLayer[{2, All}, "Input" -> {2, 3, 4}][ConstantArray[0, {2, 3, 4}]]], ReshapeLayer[{6, All}, "Input" -> {2, 3, 4}]}, {{2, 3, 4}, $Failed}, {ReshapeLayer::tyfail}]
(* ReshapeLayer/scope/3 *)
VerificationTest[near[ReshapeLayer["ReferenceShape"][<|"Input"->{1, 2, 3, 4}, "ReferenceShape"->{{0, 0}, {0, 0}}|>], {{1., 2.}, {3., 4.}}], True]
(* NetChain/basic/1 *)
VerificationTest[{Head[NetChain[{3, Tanh, 1}, "Input" -> 4]], Length[NetChain[{3, Tanh, 1}, "Input" -> 4]]}, {NetChain, 3}]
(* NetPort/scope/2 *)
VerificationTest[net = NetInitialize@NetChain[{LongShortTermMemoryLayer[2], SequenceLastLayer[]}, "Input"->{"Varying", 2}]; near[Length[net[{{1, 2}, {3, 4}}, NetPort[All, "States"]]], 2], True]
(* NetExtract/scope/4 *)
VerificationTest[NetExtract[NetEncoder[{"Image", {32, 28}, ColorSpace -> "Grayscale"}], {"ColorSpace", "Dimensions"}], {"Grayscale", {1, 28, 32}}]
(* NetReplacePart/basic/1 *)
VerificationTest[net = NetChain[{LinearLayer[2], SoftmaxLayer[]}, "Input" -> 2, "Output" -> NetDecoder[{"Class", {"a", "b"}}]]; NetExtract[NetReplacePart[net, "Output" -> NetDecoder[{"Class", {"x", "y"}}]], {"Output", "Labels"}], {"x", "y"}]
(* NetJoin/scope/1 *)
VerificationTest[Information[NetJoin[NetChain[{LinearLayer[3], Ramp}, "Input" -> 2], NetChain[{LinearLayer[]}], "Output" -> "Real"], "OutputPorts"], <|"Output" -> "Real"|>]
(* NetInitialize/options/Method/1 *)
VerificationTest[Abs[StandardDeviation[Flatten[Normal[NetExtract[NetInitialize[LinearLayer[200, "Input" -> 200], Method -> "Xavier"], "Weights"]]]] - Sqrt[1/200.]] < 0.002, True]
(* NetEncoder/props/1 *)
VerificationTest[With[{e = NetEncoder[{"Class", {"a", "b"}}]}, e[e["b"]]], 2]
(* NetDecoder/ctc/1 *)
VerificationTest[near[NetDecoder[{"CTCBeamSearch", {"a", "b"}, "BeamSize"->1}][{{0.8, 0.1, 0.1}, {0.8, 0.1, 0.1}, {0.1, 0.1, 0.8}, {0.1, 0.8, 0.1}}], {"a", "b"}], True]
(* NetTrain/scope/3 *)
VerificationTest[Head[NetTrain[LinearLayer[1, "Input" -> 1], Function[Table[{RandomReal[]} -> {1.}, #BatchSize]], MaxTrainingRounds -> 2, TrainingProgressReporting -> None]], LinearLayer]
(* NetTrain/options/LossFunction/1 *)
VerificationTest[Head[NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}, {2} -> {4}}, LossFunction -> MeanAbsoluteLossLayer[], MaxTrainingRounds -> 1, TrainingProgressReporting -> None]], LinearLayer]
(* NetTrain/options/LossFunction/2 *)
VerificationTest[net = NetGraph[<|"net" -> LinearLayer[1], "loss" -> MeanSquaredLossLayer[]|>, {"net" -> NetPort[{"loss", "Input"}]}, "Input" -> 1]; Head[NetTrain[net, <|"Input" -> {{1}}, "Target" -> {{2}}|>, LossFunction -> "Loss" -> Scaled[1], MaxTrainingRounds -> 1, TrainingProgressReporting -> None]], NetGraph]
(* NetTrain/options/TrainingProgressReporting/1 *)
VerificationTest[Last[Reap[NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, MaxTrainingRounds -> 3, TrainingProgressReporting -> {Function[Sow[#Round]], "Interval" -> Quantity[1, "Rounds"]}]]], {{1, 2, 3}}]
(* NetTrain/options/TrainingProgressFunction/1 *)
VerificationTest[NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, "TotalRounds", MaxTrainingRounds -> 100, TrainingProgressFunction -> Function[If[#Round == 3, "StopTraining"]], TrainingProgressReporting -> None], 3]
(* NetTrain/options/Method/1 *)
VerificationTest[Head[NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, MaxTrainingRounds -> 1, Method -> {"SGD", "Momentum" -> 0.9}, LearningRate -> 0.1, TrainingProgressReporting -> None]], LinearLayer]
(* NetTrain/issues/2 *)
VerificationTest[l1 = NetTrain[LinearLayer[1, "Weights"->{{0}}, "Biases"->None, "Input"->1], {{1}->{1}}, MaxTrainingRounds->1, LearningRate->0.1, Method->{"SGD", "Momentum"->0}, LearningRateMultipliers->2, TrainingProgressReporting->None]; near[Normal@NetExtract[l1, "Weights"], {{0.4}}], True]
(* NetStateObject/basic/1 *)
VerificationTest[so = NetStateObject[NetInitialize@NetChain[{BasicRecurrentLayer[1, "InputWeights"->{{1}}, "StateWeights"->{{1}}, "Biases"->{0}], SequenceLastLayer[]}, "Input"->{"Varying", 1}]]; near[{so[{{1}}], so[{{1}}]}, {{0.761594}, {0.942681}}], True]
(* NetUnfold/basic/1 *)
VerificationTest[{Keys[Information[NetUnfold[GatedRecurrentLayer[2, "Input" -> {"Varying", 3}]], "InputPorts"]], Keys[Information[NetUnfold[GatedRecurrentLayer[2, "Input" -> {"Varying", 3}]], "OutputPorts"]]}, {{"Input", "State1"}, {"Output", "OutState1"}}]
(* NetMapOperator/app/1 *)
VerificationTest[lists = DeleteDuplicates[RandomInteger[{1, 6}, {2000, 4}]]; data = Map[# -> Sort[#] &, lists]; {validation, training} = TakeDrop[RandomSample[data], 200]; RandomSample[training, 3]; net = NetGraph[<|"encode"->UnitVectorLayer[6], "lstm"->LongShortTermMemoryLayer[50], "classify"->NetMapOperator[LinearLayer[6]], "softmax"->SoftmaxLayer[]|>, {"encode"->"lstm"->"classify"->"softmax"}, "Input"->{"Varying", Restricted["Integer", 6]}, "Output"->NetDecoder[{"Class", Range[6], "InputDepth"->2}]]; trained = NetTrain[net, training, ValidationSet->validation, MaxTrainingRounds->3, TrainingProgressReporting->None]; FreeQ[{trained[{5, 2, 3, 1}]}, $Failed], True]
(* NetNestOperator/neat/1 *)
VerificationTest[chain = NetChain[{ConvolutionLayer[3, 3, PaddingSize->1], PoolingLayer[3, 1, PaddingSize->1], Ramp}]; net = NetInitialize@NetNestOperator[chain, 30, "Input"->NetEncoder[{"Image", {32, 32}}], "Output"->NetDecoder["Image"]]; FreeQ[{Table[NetInitialize[net, RandomSeeding->i][RandomImage[1, {32, 32}]], {i, 3}]}, $Failed], True]
(* NetPort/scope/3 *)
VerificationTest[net = NetInitialize@NetChain[{BasicRecurrentLayer[1, "InputWeights"->{{1}}, "StateWeights"->{{1}}, "Biases"->{0}]}, "Input"->{"Varying", 1}]; near[net[<|"Input"->{{1}}, NetPort[{1, "State"}]->{2}|>], {{0.995055}}], True]
(* NetInitialize/options/Method/3 *)
VerificationTest[Head[Histogram[Flatten[Normal[NetExtract[NetInitialize[NetChain[{LinearLayer[100], Ramp, LinearLayer[10]}, "Input" -> 5], Method -> {"Random", "Weights" -> UniformDistribution[{0, 1}]}], {1, "Weights"}]]]]], Graphics]
(* TrainingUpdateSchedule/issues/1 *)
VerificationTest[net = NetInitialize@NetChain[{LinearLayer[1, "Weights"->NetArray["w"], "Biases"->None], LinearLayer[1, "Weights"->NetArray["w"], "Biases"->None]}, "Input"->1]; FreeQ[{NetTrain[net, {{1}->{2}}, MaxTrainingRounds->1, TrainingUpdateSchedule->{1}, TrainingProgressReporting->None]}, $Failed], True]
(* TrainingProgressFunction/basic/1 *)
VerificationTest[FreeQ[{NetTrain[LinearLayer[1, "Input"->1], {{1}->{2}}, MaxTrainingRounds->5, TrainingProgressFunction->Function[Print[ListLinePlot[#RoundLossList]]], TrainingProgressReporting->None]}, $Failed], True]
(* LossFunction/basic/1 *)
VerificationTest[net = NetGraph[{LinearLayer[1], ElementwiseLayer[LogisticSigmoid], LinearLayer[1]}, {NetPort["Input"]->1->2->NetPort["flag"], NetPort["Input"]->3->NetPort["value"]}, "Input"->2]; FreeQ[{NetTrain[net, <|"Input"->{{0, 1}, {1, 0}}, "flag"->{{1}, {0}}, "value"->{{2}, {3}}|>, LossFunction->{"flag"->CrossEntropyLossLayer["Binary"], "value"->MeanSquaredLossLayer[]->Scaled[0.1]}, MaxTrainingRounds->1, TrainingProgressReporting->None]}, $Failed], True]
(* PlaceholderLayer/app/1 *)
VerificationTest[near[Quiet[NetChain[{PlaceholderLayer["op", <||>]}, "Input"->2, "Output"->2][{1, 2}]], $Failed], True]
(* NetSharedArray/issues/1 *)
VerificationTest[FreeQ[{BatchNormalizationLayer["MovingMean"->NetSharedArray["m"], "Input"->2]}, $Failed], True]
(* what a session has given layers another meaning of is told, and is as before when that is gone *)
VerificationTest[Unprotect[SoftmaxLayer]; SoftmaxLayer[] = 5; x = NetModel["LeNet", "UninitializedEvaluationNet"]; SoftmaxLayer[] =.; Protect[SoftmaxLayer]; {x, Head[NetModel["LeNet", "UninitializedEvaluationNet"]]}, {$Failed, NetChain}, {NetChain::tyfail, NetModel::redefined}]
