(* Documented behaviour of nets, one group after another; a group may use what its predecessors defined. *)

near[a_, b_] := With[{x = Flatten[{a}], y = Flatten[{b}]}, Length[x] === Length[y] && Max[Abs[x - y]] < 10^-4 (1 + Max[Abs[y]])]
near[a : {(_ -> _) ..}, b : {(_ -> _) ..}] := a[[All, 1]] === b[[All, 1]] && near[a[[All, 2]], b[[All, 2]]]
near[{a_, x_Association}, {b_, y_Association}] := near[a, b] && near[x, y]
near[a_Association, b_Association] := Keys[a] === Keys[b] && near[Values[a], Values[b]]

(* LinearLayer/basic/2 *)
VerificationTest[layer = NetInitialize[LinearLayer[5, "Input"->2]]; Dimensions[layer[{2, 3}]], {5}]
(* LinearLayer/scope/args/1 *)
VerificationTest[Dimensions[NetInitialize[LinearLayer[{3, 2}, "Input"->4]][{1, 2, 3, 4}]], {3, 2}]
(* LinearLayer/scope/args/2 *)
VerificationTest[Dimensions[NetInitialize[LinearLayer[{2, 3, 4}, "Input"->2]][{1, 2}]], {2, 3, 4}]
(* LinearLayer/scope/args/3 *)
VerificationTest[NumberQ[NetInitialize[LinearLayer[{}, "Input"->3]][{1, 2, 3}]], True]
(* LinearLayer/options/Weights/1 *)
VerificationTest[near[LinearLayer[2, "Weights"->{{1, 2}, {3, 4}}, "Biases"->{10, 20}][{1, 1}], {13., 27.}]]
(* LinearLayer/props/1 *)
VerificationTest[layer = NetInitialize[LinearLayer[3, "Input"->2]]; Max@Abs[layer[{1, 2}] - (Normal@NetExtract[layer, "Weights"].{1, 2} + Normal@NetExtract[layer, "Biases"])] < 10^-5, True]
(* LinearLayer/props/2 *)
VerificationTest[a = LinearLayer[2, "Weights"->{{1, 0}, {1, 1}}, "Biases"->{1, 2}]; b = LinearLayer[1, "Weights"->{{3, 4}}, "Biases"->{5}]; near[NetChain[{a, b}][{1, 1}], {27.}]]
(* LinearLayer/issues/1 *)
VerificationTest[Quiet[LinearLayer[3, "Input"->2][{1, 2}]], $Failed]
(* LinearLayer/issues/2 *)
VerificationTest[Quiet[NetInitialize[LinearLayer[3, "Input"->2]][{1, 2, 3}]], $Failed]
(* DotPlusLayer/basic/1 *)
VerificationTest[Head[DotPlusLayer[3]], LinearLayer]
(* SoftmaxLayer/basic/2 *)
VerificationTest[near[SoftmaxLayer[][{0, 1, 2}], {0.0900306, 0.244728, 0.665241}]]
(* ElementwiseLayer/basic/1 *)
VerificationTest[near[ElementwiseLayer[Ramp][{-1, 0, 2}], {0., 0., 2.}]]
(* ElementwiseLayer/basic/2 *)
VerificationTest[near[ElementwiseLayer[Tanh][{0, 1}], {0., 0.761594}]]
(* ElementwiseLayer/props/1 *)
VerificationTest[Head[NetExtract[NetChain[{Ramp}], 1]], ElementwiseLayer]
(* ElementwiseLayer/props/2 *)
VerificationTest[near[ElementwiseLayer["ELU"][{-1, 0, 2}], {-0.632121, 0., 2.}]]
(* ElementwiseLayer/props/3 *)
VerificationTest[NetExtract[ElementwiseLayer[Tanh], "Function"], Tanh]
(* ParametricRampLayer/options/LRM/1 *)
VerificationTest[near[ParametricRampLayer[{}, "Slope"->0.1, LearningRateMultipliers->0][{-10, 10}], {-1., 10.}]]
(* NetArrayLayer/basic/2 *)
VerificationTest[a = NetInitialize[NetArrayLayer["Output"->{2}]]; Normal@NetExtract[a, "Array"] === Normal[a[]], True]
(* NetArrayLayer/scope/1 *)
VerificationTest[net = NetGraph[<|"arr"->NetArrayLayer["Array"->{2, 3}], "pow"->ThreadingLayer[Power]|>, {{NetPort["Input"], "arr"}->"pow"}]; near[net[{2, 2}], {4., 8.}]]
(* ConstantPlusLayer/basic/1 *)
VerificationTest[near[ConstantPlusLayer["Biases"->{1, 2}][{10, 20}], {11., 22.}]]
(* ConstantTimesLayer/basic/1 *)
VerificationTest[near[ConstantTimesLayer["Scaling"->{2, 3}][{1, 1}], {2., 3.}]]
(* ConstantTimesLayer/scope/1 *)
VerificationTest[near[NetInitialize[ConstantTimesLayer["Input"->2]][{5, 6}], {5., 6.}]]
(* ConvolutionLayer/basic/2 *)
VerificationTest[near[ConvolutionLayer[1, {2}, "Weights"->{{{1, 2}}}, "Biases"->{0}][{{1, 2, 3}}], {{5., 8.}}]]
(* ConvolutionLayer/scope/1 *)
VerificationTest[near[ConvolutionLayer[1, {2, 2}, "Weights"->{{{{1, 0}, {0, 1}}}}, "Biases"->{0}][{{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}}], {{{6., 8.}, {12., 14.}}}]]
(* ConvolutionLayer/scope/2 *)
VerificationTest[Dimensions[NetInitialize[ConvolutionLayer[2, {2, 2, 2}, "Input"->{1, 4, 4, 4}]][ConstantArray[1, {1, 4, 4, 4}]]], {2, 3, 3, 3}]
(* ConvolutionLayer/scope/3 *)
VerificationTest[Dimensions[NetInitialize[ConvolutionLayer[4, 3, "Input"->{1, 28, 28}]][ConstantArray[0, {1, 28, 28}]]], {4, 26, 26}]
(* ConvolutionLayer/scope/4 *)
VerificationTest[Dimensions /@ Normal /@ {NetExtract[NetInitialize@ConvolutionLayer[4, {3, 5}, "Input"->{2, 9, 9}], "Weights"], NetExtract[NetInitialize@ConvolutionLayer[4, {3, 5}, "Input"->{2, 9, 9}], "Biases"]}, {{4, 2, 3, 5}, {4}}]
(* ConvolutionLayer/options/Stride/1 *)
VerificationTest[Dimensions[NetInitialize[ConvolutionLayer[1, {3, 3}, "Stride"->2, "Input"->{1, 28, 28}]][ConstantArray[0, {1, 28, 28}]]], {1, 13, 13}]
(* ConvolutionLayer/options/Dilation/1 *)
VerificationTest[Dimensions[NetInitialize[ConvolutionLayer[1, {3}, "Dilation"->2, "Input"->{1, 10}]][ConstantArray[0, {1, 10}]]], {1, 6}]
(* ConvolutionLayer/options/Biases/1 *)
VerificationTest[near[ConvolutionLayer[1, {1}, "Weights"->{{{3}}}, "Biases"->None][{{1, 2}}], {{3., 6.}}]]
(* ConvolutionLayer/props/2 *)
VerificationTest[w = {{{1, 2, 3}}}; near[Flatten[ConvolutionLayer[1, {3}, "Weights"->w, "Biases"->{0}][{{1, 1, 1}}]], {6.}]]
(* ConvolutionLayer/props/3 *)
VerificationTest[Dimensions[NetInitialize[ConvolutionLayer[1, {5}, "Stride"->3, PaddingSize->2, "Input"->{1, 20}]][ConstantArray[0, {1, 20}]]], {1, 7}]
(* ConvolutionLayer/issues/1 *)
VerificationTest[Quiet[NetChain[{ConvolutionLayer[2, {3, 3}], ConvolutionLayer[2, {3, 3}]}, "Input"->{1, 3, 3}]], $Failed]
(* PoolingLayer/scope/1 *)
VerificationTest[near[PoolingLayer[{2}][{{1, 5, 2, 4}}], {{5., 5., 4.}}]]
(* PoolingLayer/scope/2 *)
VerificationTest[near[PoolingLayer[2, 2, "Function"->Mean][{{{1, 3}, {5, 7}}}], {{{4.}}}]]
(* PoolingLayer/scope/3 *)
VerificationTest[near[PoolingLayer[2, 2, "Function"->Total][{{{1, 3}, {5, 7}}}], {{{16.}}}]]
(* PoolingLayer/options/PaddingSize/1 *)
VerificationTest[Dimensions[PoolingLayer[{3, 3}, 2, PaddingSize->"Same"][ConstantArray[1, {1, 5, 5}]]], {1, 3, 3}]
(* PoolingLayer/options/Interleaving/1 *)
VerificationTest[Dimensions[PoolingLayer[{2, 2}, 2, Interleaving->True, "Input"->{4, 4, 3}][ConstantArray[1, {4, 4, 3}]]], {2, 2, 3}]
(* PoolingLayer/scope/4 *)
VerificationTest[Dimensions[PoolingLayer[{2, 2, 2}, 2][ConstantArray[1, {1, 4, 4, 4}]]], {1, 2, 2, 2}]
(* PoolingLayer/scope/5 *)
VerificationTest[near[PoolingLayer[{2}, "Input"->{1, "Varying"}][{{1, 2, 3}}], {{2., 3.}}]]
(* ResizeLayer/basic/1 *)
VerificationTest[Dimensions[ResizeLayer[{4, 6}][ConstantArray[1, {3, 2, 2}]]], {3, 4, 6}]
(* ResizeLayer/scope/1 *)
VerificationTest[Dimensions[ResizeLayer[{6}, "Input"->{2, 3}][{{1, 2, 3}, {4, 5, 6}}]], {2, 6}]
(* ImageAugmentationLayer/options/1 *)
VerificationTest[near[ImageAugmentationLayer[{2, 2}, "ReflectionProbabilities"->{1, 0}][{{{1, 2}, {3, 4}}}, NetEvaluationMode->"Train"], {{{3., 4.}, {1., 2.}}}]]
(* NormalizationLayer/basic/1 *)
VerificationTest[near[NormalizationLayer["Scaling"->None, "Biases"->None, "Epsilon"->0][{{1, 2, 3}, {2, 4, 6}}], {{-1.22474, 0., 1.22474}, {-1.22474, 0., 1.22474}}]]
(* NormalizationLayer/scope/1 *)
VerificationTest[near[NormalizationLayer[2, "Same", "Scaling"->None, "Biases"->None, "Epsilon"->0][{{1, 2}, {3, 5}}], {{-1., 1.}, {-1., 1.}}]]
(* NormalizationLayer/options/Unbiased/1 *)
VerificationTest[near[NormalizationLayer["Scaling"->None, "Biases"->None, "Epsilon"->0, "Unbiased"->True][{{1, 2, 3}}], {{-1., 0., 1.}}]]
(* NormalizationLayer/scope/2 *)
VerificationTest[Dimensions[Normal@NetExtract[NetInitialize[NormalizationLayer["Input"->{3, 4, 4}]], #]] & /@ {"Scaling", "Biases"}, {{3}, {3}}]
(* DropoutLayer/basic/1 *)
VerificationTest[near[DropoutLayer[][{1, 2, 3}], {1., 2., 3.}]]
(* DropoutLayer/basic/2 *)
VerificationTest[SubsetQ[{0., 2.}, Union[DropoutLayer[][ConstantArray[1, 100], NetEvaluationMode->"Train"]]], True]
(* DropoutLayer/options/Method/1 *)
VerificationTest[Dimensions[DropoutLayer[0.5, Method->"AlphaDropout"][{{1, 2}, {3, 4}}, NetEvaluationMode->"Train"]], {2, 2}]
(* BasicRecurrentLayer/basic/1 *)
VerificationTest[Dimensions[NetInitialize[BasicRecurrentLayer[3, "Input"->{"Varying", 2}]][{{1, 2}, {3, 4}, {5, 6}}]], {3, 3}]
(* LongShortTermMemoryLayer/basic/1 *)
VerificationTest[Dimensions[NetInitialize[LongShortTermMemoryLayer[4, "Input"->{"Varying", 3}]][ConstantArray[1, {6, 3}]]], {6, 4}]
(* AttentionLayer/scope/1 *)
VerificationTest[near[AttentionLayer["Dot"][<|"Key"->{{1, 0}}, "Value"->{{5, 6, 7}}, "Query"->{1, 1}|>], {5., 6., 7.}]]
(* AttentionLayer/scope/2 *)
VerificationTest[near[AttentionLayer["Dot"][<|"Key"->{{1, 0}, {0, 1}}, "Value"->{{1}, {3}}, "Query"->{0, 0}|>], {2.}]]
(* AttentionLayer/scope/3 *)
VerificationTest[Dimensions[AttentionLayer["Dot"][<|"Key"->RandomReal[1, {3, 4}], "Value"->RandomReal[1, {3, 2}], "Query"->RandomReal[1, {5, 4}]|>]], {5, 2}]
(* AttentionLayer/options/ScoreRescaling/1 *)
VerificationTest[near[AttentionLayer["Dot", "ScoreRescaling"->"DimensionSqrt"][<|"Key"->{{4, 0, 0, 0}, {0, 0, 0, 0}}, "Value"->{{1}, {0}}, "Query"->{1, 0, 0, 0}|>], {0.880797}]]
(* AttentionLayer/options/MultiHead/1 *)
VerificationTest[Dimensions[AttentionLayer["Dot", "MultiHead"->True][<|"Key"->RandomReal[1, {3, 2, 4}], "Value"->RandomReal[1, {3, 2, 5}], "Query"->RandomReal[1, {7, 2, 4}]|>]], {7, 2, 5}]
(* SequenceLastLayer/basic/1 *)
VerificationTest[near[SequenceLastLayer[][{{1, 2}, {3, 4}, {5, 6}}], {5., 6.}]]
(* SequenceLastLayer/scope/1 *)
VerificationTest[near[SequenceLastLayer["Input"->{3, 2, 2}][{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}, {{9, 10}, {11, 12}}}], {{9., 10.}, {11., 12.}}]]
(* SequenceLastLayer/scope/2 *)
VerificationTest[near[SequenceLastLayer["Input"->"Varying"] /@ {{1, 2, 3}, {4, 5}}, {3., 5.}]]
(* SequenceReverseLayer/basic/1 *)
VerificationTest[near[SequenceReverseLayer[][{{1, 2}, {3, 4}}], {{3., 4.}, {1., 2.}}]]
(* SequenceReverseLayer/scope/1 *)
VerificationTest[near[SequenceReverseLayer["Input"->{3, 1, 1}][{{{1}}, {{2}}, {{3}}}], {{{3.}}, {{2.}}, {{1.}}}]]
(* SequenceIndicesLayer/basic/1 *)
VerificationTest[SequenceIndicesLayer[][{{5, 5}, {6, 6}, {7, 7}}], {1, 2, 3}]
(* SequenceIndicesLayer/options/1 *)
VerificationTest[SequenceIndicesLayer["Maximum"->2][{1, 1, 1, 1}], {1, 2, 2, 2}]
(* UnitVectorLayer/basic/1 *)
VerificationTest[near[UnitVectorLayer[3, "Input"->"Integer"][2], {0., 1., 0.}]]
(* UnitVectorLayer/scope/1 *)
VerificationTest[near[UnitVectorLayer[3, "Input"->{2, Restricted["Integer", 3]}][{3, 1}], {{0., 0., 1.}, {1., 0., 0.}}]]
(* EmbeddingLayer/basic/1 *)
VerificationTest[Dimensions[NetInitialize[EmbeddingLayer[4, 10, "Input"->"Integer"]][7]], {4}]
(* EmbeddingLayer/scope/1 *)
VerificationTest[Dimensions[NetInitialize[EmbeddingLayer[4, 10, "Input"->{"Varying", "Integer"}]][{1, 2, 3}]], {3, 4}]
(* EmbeddingLayer/scope/2 *)
VerificationTest[e = NetInitialize[EmbeddingLayer[2, 3, "Input"->{2, Restricted["Integer", 3]}]]; Max@Abs[e[{3, 1}] - (Normal@NetExtract[e, "Weights"])[[{3, 1}]]] < 10^-6, True]
(* EmbeddingLayer/scope/3 *)
VerificationTest[Dimensions[Normal@NetExtract[NetInitialize[EmbeddingLayer[2, 3, "Input"->"Integer"]], "Weights"]], {3, 2}]
(* ThreadingLayer/basic/1 *)
VerificationTest[near[ThreadingLayer[Plus][{{1, 2}, {10, 20}}], {11., 22.}]]
(* ThreadingLayer/scope/1 *)
VerificationTest[near[ThreadingLayer[Function[#A*#B - 1]][<|"A"->{2, 3}, "B"->{5, 7}|>], {9., 20.}]]
(* ThreadingLayer/scope/2 *)
VerificationTest[near[ThreadingLayer[Plus][{{{1}, {2}}, {{10, 20}, {30, 40}}}], {{11., 21.}, {32., 42.}}]]
(* ThreadingLayer/scope/3 *)
VerificationTest[near[ThreadingLayer[Plus, -1][{{1, 2}, {{10, 20}, {30, 40}}}], {{11., 21.}, {32., 42.}}]]
(* ThreadingLayer/scope/4 *)
VerificationTest[near[ThreadingLayer[Plus, 1][{{1, 2}, {{10, 20}, {30, 40}}}], {{11., 22.}, {31., 42.}}]]
(* ThreadingLayer/app/1 *)
VerificationTest[near[NetGraph[{ElementwiseLayer[# &], ThreadingLayer[Times]}, {{1, NetPort["Input"]}->2}][{2, 3}], {4., 9.}]]
(* TotalLayer/basic/1 *)
VerificationTest[near[TotalLayer[][{{1, 2}, {10, 20}}], {11., 22.}]]
(* SummationLayer/basic/1 *)
VerificationTest[near[SummationLayer[][{{1, 2}, {3, 4}}], 10.]]
(* DotLayer/scope/1 *)
VerificationTest[near[DotLayer[][{{1, 1}, {{1, 0}, {0, 2}}, {1, 1}}], 3.]]
(* AggregationLayer/basic/1 *)
VerificationTest[near[AggregationLayer[Max][{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}], {4., 8.}]]
(* AggregationLayer/basic/2 *)
VerificationTest[near[AggregationLayer[Total][{{1, 2, 3}, {4, 5, 6}}], {6., 15.}]]
(* OrderingLayer/basic/1 *)
VerificationTest[OrderingLayer[][{30, 10, 20}], {2, 3, 1}]
(* ExtractLayer/basic/1 *)
VerificationTest[near[ExtractLayer[][<|"Input"->{{1, 2}, {3, 4}}, "Position"->{2, 1}|>], 3.]]
(* FlattenLayer/basic/1 *)
VerificationTest[near[FlattenLayer[][{{{1, 2}, {3, 4}}}], {1., 2., 3., 4.}]]
(* FlattenLayer/props/1 *)
VerificationTest[FlattenLayer[][{{1, 2}, {3, 4}}] === N[Flatten[{{1, 2}, {3, 4}}]], True]
(* ReshapeLayer/basic/1 *)
VerificationTest[near[ReshapeLayer[{2, 3}][{1, 2, 3, 4, 5, 6}], {{1., 2., 3.}, {4., 5., 6.}}]]
(* ReshapeLayer/basic/2 *)
VerificationTest[near[ReshapeLayer[{2, 3}][{{{{1, 2}, {3, 4}, {5, 6}}}}], {{1., 2., 3.}, {4., 5., 6.}}]]
(* ReshapeLayer/basic/3 *)
VerificationTest[near[ReshapeLayer[{}][{7}], 7.]]
(* ReshapeLayer/scope/1 *)
VerificationTest[Dimensions[ReshapeLayer[{Inherited, Automatic}][ConstantArray[0, {2, 3, 4}]]], {2, 12}]
(* ReplicateLayer/basic/1 *)
VerificationTest[near[ReplicateLayer[4][{1, 2}], {{1., 2.}, {1., 2.}, {1., 2.}, {1., 2.}}]]
(* ReplicateLayer/basic/2 *)
VerificationTest[near[ReplicateLayer[3, "Input"->"Real"][5], {5., 5., 5.}]]
(* CatenateLayer/basic/1 *)
VerificationTest[near[CatenateLayer[][{{1, 2}, {3, 4, 5}}], {1., 2., 3., 4., 5.}]]
(* CatenateLayer/basic/2 *)
VerificationTest[catenate = CatenateLayer[InputPorts->{{2}, {3}}]; near[catenate[{{1, 2}, {3, 4, 5}}], {1., 2., 3., 4., 5.}]]
(* CatenateLayer/basic/3 *)
VerificationTest[net = NetGraph[{CatenateLayer[]}, {{NetPort["In1"], NetPort["In2"]}->1}, "In1"->{2}, "In2"->{3}]; near[net[<|"In1"->{1, 2}, "In2"->{3, 4, 5}|>], {1., 2., 3., 4., 5.}]]
(* AppendLayer/basic/1 *)
VerificationTest[near[AppendLayer[][<|"Input"->{{1, 2}, {3, 4}}, "Element"->{5, 6}|>], {{1., 2.}, {3., 4.}, {5., 6.}}]]
(* PrependLayer/basic/1 *)
VerificationTest[near[PrependLayer[][<|"Input"->{{1, 2}}, "Element"->{0, 0}|>], {{0., 0.}, {1., 2.}}]]
(* PartLayer/basic/1 *)
VerificationTest[near[PartLayer[1][{{1, 2}, {3, 4}}], {1., 2.}]]
(* PartLayer/scope/1 *)
VerificationTest[near[PartLayer[2;;3][{1, 2, 3, 4}], {2., 3.}]]
(* PartLayer/scope/2 *)
VerificationTest[near[PartLayer[{All, -1}][{{1, 2}, {3, 4}}], {2., 4.}]]
(* TransposeLayer/basic/1 *)
VerificationTest[near[TransposeLayer[][{{1, 2, 3}, {4, 5, 6}}], {{1., 4.}, {2., 5.}, {3., 6.}}]]
(* TransposeLayer/scope/1 *)
VerificationTest[Dimensions[TransposeLayer[1<->3][ConstantArray[0, {1, 2, 3}]]], {3, 2, 1}]
(* TransposeLayer/scope/2 *)
VerificationTest[Dimensions[TransposeLayer[{1<->3, 2<->4}][ConstantArray[0, {3, 4, 5, 6}]]], {5, 6, 3, 4}]
(* TransposeLayer/scope/3 *)
VerificationTest[Dimensions[TransposeLayer[{1<->3, 1<->4}][ConstantArray[0, {3, 4, 5, 6}]]], {6, 4, 3, 5}]
(* TransposeLayer/scope/4 *)
VerificationTest[Dimensions[TransposeLayer[{3, 1, 2}][ConstantArray[0, {4, 5, 6}]]], {5, 6, 4}]
(* MeanSquaredLossLayer/basic/1 *)
VerificationTest[near[MeanSquaredLossLayer[][<|"Input"->{1, 2, 3}, "Target"->{1, 2, 5}|>], 1.33333]]
(* MeanAbsoluteLossLayer/basic/1 *)
VerificationTest[near[MeanAbsoluteLossLayer[][<|"Input"->{1, 2, 3}, "Target"->{0, 2, 7}|>], 1.66667]]
(* CrossEntropyLossLayer/basic/1 *)
VerificationTest[near[CrossEntropyLossLayer["Index"][<|"Input"->{0.2, 0.5, 0.3}, "Target"->2|>], 0.693147]]
(* ContrastiveLossLayer/scope/1 *)
VerificationTest[near[ContrastiveLossLayer[][<|"Input"->0.8, "Target"->False|>], 0.8]]
(* ContrastiveLossLayer/scope/2 *)
VerificationTest[near[ContrastiveLossLayer[1][<|"Input"->0.25, "Target"->True|>], 0.75]]
(* NetMapOperator/basic/1 *)
VerificationTest[Dimensions[NetInitialize[NetMapOperator[LinearLayer[3], "Input"->{4, 2}]][ConstantArray[1, {4, 2}]]], {4, 3}]
(* NetMapOperator/scope/1 *)
VerificationTest[near[NetMapOperator[SummationLayer[]][{{1, 2}, {3, 4}, {5, 6}}], {3., 7., 11.}]]
(* NetMapOperator/scope/2 *)
VerificationTest[Head[NetExtract[NetMapOperator[ElementwiseLayer[Ramp]], "Net"]], ElementwiseLayer]
(* NetNestOperator/basic/1 *)
VerificationTest[near[NetNestOperator[LinearLayer[1, "Weights"->{{2}}, "Biases"->{0}], 10][{1}], {1024.}]]
(* NetBidirectionalOperator/basic/1 *)
VerificationTest[Dimensions[NetInitialize[NetBidirectionalOperator[BasicRecurrentLayer[3], "Input"->{"Varying", 2}]][ConstantArray[1, {4, 2}]]], {4, 6}]
(* NetPairEmbeddingOperator/basic/1 *)
VerificationTest[near[NetPairEmbeddingOperator[LinearLayer[2, "Weights"->{{1, 0}, {0, 1}}, "Biases"->{0, 0}], "Input"->2][{{0, 0}, {3, 4}}], 5.]]
(* NetPairEmbeddingOperator/options/1 *)
VerificationTest[near[NetPairEmbeddingOperator[LinearLayer[2, "Weights"->{{1, 0}, {0, 1}}, "Biases"->{0, 0}], "Input"->2, DistanceFunction->CosineDistance][{{1, 0}, {0, 1}}], 1.]]
(* NetChain/basic/2 *)
VerificationTest[net = NetInitialize@NetChain[<|"a"->LinearLayer[2], "b"->Ramp|>, "Input"->2]; Dimensions[net[{1, 2}]], {2}]
(* NetChain/options/LRM/1 *)
VerificationTest[near[Information[NetChain[{LinearLayer[2], LinearLayer[1]}, "Input"->2, LearningRateMultipliers->{2->0.5}], "ArraysLearningRateMultipliers"], <|{1, "Biases"} -> 1, {1, "Weights"} -> 1, {2, "Biases"} -> 0.5, {2, "Weights"} -> 0.5|>]]
(* NetChain/issues/1 *)
VerificationTest[Quiet[NetChain[{LinearLayer[2, "Input"->3], LinearLayer[2, "Input"->3]}]], $Failed]
(* NetGraph/basic/1 *)
VerificationTest[net = NetGraph[{LinearLayer[2, "Weights"->{{1, 1}, {1, -1}}, "Biases"->{0, 0}], Ramp}, {1->2}]; near[net[{1, 2}], {3., 0.}]]
(* NetGraph/scope/1 *)
VerificationTest[net = NetGraph[<|"sum"->ThreadingLayer[Plus]|>, {{NetPort["a"], NetPort["b"]}->"sum"}]; near[net[<|"a"->{1, 2}, "b"->{10, 20}|>], {11., 22.}]]
(* NetGraph/scope/2 *)
VerificationTest[Keys[NetGraph[{Ramp, Tanh}, {NetPort["Input"]->1, NetPort["Input"]->2}][{-1, 2}]], {"Output1", "Output2"}]
(* NetGraph/scope/3 *)
VerificationTest[near[NetGraph[<|"a"->Ramp, "b"->ElementwiseLayer[# + 1 &]|>, {NetPort["Input"]->"a"->"b"->NetPort["Output"]}][{-2, 2}], {1., 3.}]]
(* NetGraph/scope/4 *)
VerificationTest[Head[NetGraph[ElementwiseLayer[Ramp]]], NetGraph]
(* NetGraph/scope/5 *)
VerificationTest[net = NetGraph[<|"f"->LinearLayer[2, "Weights"->{{2, 0}, {0, 2}}, "Biases"->{0, 0}], "add"->TotalLayer[]|>, {"f"->"add", NetPort["Input"]->"add"}, "Input"->2]; near[net[{1, 5}], {3., 15.}]]
(* NetGraph/scope/6 *)
VerificationTest[net = NetGraph[{Ramp, Tanh}, {NetPort["Input"]->1->NetPort["x"], NetPort["Input"]->2->NetPort["y"]}]; Keys[net[{1, 2}]], {"x", "y"}]
(* NetGraph/issues/1 *)
VerificationTest[Quiet[NetGraph[{Ramp, Tanh}, {1->2, 2->1}]], $Failed]
(* NetPort/basic/1 *)
VerificationTest[net = NetChain[{LinearLayer[1, "Weights"->{{1, 1}}, "Biases"->{0}], ElementwiseLayer[#^2 &]}]; near[net[{1, 2}, NetPort[{1, "Output"}]], {3.}]]
(* NetPort/scope/1 *)
VerificationTest[Keys[net[{1, 2}, {NetPort[1], NetPort[2]}]], {NetPort[1], NetPort[2]}]
(* NetPort/issues/1 *)
VerificationTest[Quiet[NetChain[{Ramp}][{1, 2}, NetPort["Input"]]], $Failed]
(* NetPortGradient/basic/1 *)
VerificationTest[near[NetChain[{LinearLayer[{}, "Weights"->{{2, 3}}, "Biases"->{1}]}, "Input"->2][{1, 1}, NetPortGradient["Input"]], {2., 3.}]]
(* NetPortGradient/scope/1 *)
VerificationTest[near[NetChain[{LinearLayer[{}, "Weights"->{{2, 3}}, "Biases"->{1}]}, "Input"->2][{5, 6}, NetPortGradient[{1, "Weights"}]], {{5., 6.}}]]
(* NetExtract/basic/1 *)
VerificationTest[Dimensions[Normal@NetExtract[NetInitialize[LinearLayer[2, "Input"->3]], "Weights"]], {2, 3}]
(* NetExtract/basic/2 *)
VerificationTest[Head[NetExtract[NetChain[{Ramp, LinearLayer[2], Tanh}, "Input"->2], 3]], ElementwiseLayer]
(* NetExtract/scope/1 *)
VerificationTest[Head /@ NetExtract[NetChain[{Ramp, LinearLayer[2], Tanh}, "Input"->2], {{1}, {2}}], {ElementwiseLayer, LinearLayer}]
(* NetExtract/scope/2 *)
VerificationTest[Keys[NetExtract[NetChain[<|"a"->Ramp, "b"->Tanh|>], All]], {"a", "b"}]
(* NetExtract/scope/3 *)
VerificationTest[net = NetInitialize@NetChain[{LinearLayer[2], Ramp, LinearLayer[1]}, "Input"->2]; Dimensions /@ Normal /@ NetExtract[net, {{1, "Weights"}, {3, "Weights"}}], {{2, 2}, {1, 2}}]
(* NetReplace/basic/1 *)
VerificationTest[net = NetReplace[NetChain[{Ramp, ElementwiseLayer[#+1&]}], _ElementwiseLayer->ElementwiseLayer[Tanh]]; Length[Normal[net]], 2]
(* NetTake/basic/1 *)
VerificationTest[net = NetInitialize@NetChain[{LinearLayer[3], Ramp, LinearLayer[1]}, "Input"->2]; Length[Normal[NetTake[net, 2]]], 2]
(* NetInsert/basic/1 *)
VerificationTest[Length[Normal[NetInsert[NetChain[{LinearLayer[2], LinearLayer[1]}, "Input"->2], Ramp, 2]]], 3]
(* NetDelete/basic/1 *)
VerificationTest[Length[Normal[NetDelete[NetChain[{LinearLayer[2], Ramp, LinearLayer[2]}, "Input"->2], 2]]], 2]
(* NetFlatten/basic/1 *)
VerificationTest[net = NetChain[{NetChain[{LinearLayer[2], Ramp}], LinearLayer[1]}, "Input"->2]; {Length[Normal[net]], Length[Normal[NetFlatten[net]]]}, {2, 3}]
(* NetRename/scope/1 *)
VerificationTest[Keys[Normal[NetRename[NetChain[<|"a"->Ramp, "b"->Tanh|>], ToUpperCase]]], {"A", "B"}]
(* NetInitialize/scope/1 *)
VerificationTest[net = NetInitialize[LinearLayer[2, "Input"->200], Method->{"Random", "Weights"->NormalDistribution[0, 2], "Biases"->2}]; Abs[StandardDeviation[Flatten[Normal@NetExtract[net, "Weights"]]] - 2.] < 0.5, True]
(* NetInitialize/options/Method/2 *)
VerificationTest[With[{w = Flatten@Normal@NetExtract[NetInitialize[LinearLayer[400, "Input"->400], Method->"Kaiming"], "Weights"]}, Abs[StandardDeviation[w] - Sqrt[2./400]] < 0.002], True]
(* NetInitialize/props/1 *)
VerificationTest[NetInitialize[LinearLayer[3, "Input"->2]][{1, 2}] === NetInitialize[LinearLayer[3, "Input"->2]][{1, 2}], True]
(* NetInitialize/props/2 *)
VerificationTest[net = NetInitialize@LinearLayer[1, "Weights"->{{5}}, "Biases"->{7}]; near[{NetExtract[NetInitialize[net], "Biases"] // Normal, Normal@NetExtract[NetInitialize[net, All], "Biases"]}, {{7.}, {0.}}]]
(* NetInitialize/scope/2 *)
VerificationTest[near[Normal@NetExtract[NetInitialize[LinearLayer[3, "Input"->2], Method->"Orthogonal"], "Biases"], {0., 0., 0.}]]
(* NetInitialize/scope/3 *)
VerificationTest[With[{w = Normal@NetExtract[NetInitialize[LinearLayer[3, "Input"->5], Method->"Orthogonal"], "Weights"]}, Max[Abs[w.Transpose[w] - IdentityMatrix[3]]] < 10^-4], True]
(* Information/types/1 *)
VerificationTest[Information[NetChain[{LinearLayer[3], Ramp, LinearLayer[2]}, "Input"->4], "LayerTypeCounts"], <|LinearLayer -> 2, ElementwiseLayer -> 1|>]
(* Information/layers/1 *)
VerificationTest[Information[NetChain[{LinearLayer[3], Ramp, LinearLayer[2]}, "Input"->4], "LayersCount"], 3]
(* NetEncoder/class/1 *)
VerificationTest[NetEncoder[{"Class", {"a", "b", "c"}}]["c"], 3]
(* NetEncoder/class/2 *)
VerificationTest[NetEncoder[{"Class", {"a", "b"}, "IndicatorVector"}]["b"], {0, 1}]
(* NetEncoder/boolean/1 *)
VerificationTest[NetEncoder["Boolean"] /@ {True, False}, {1, 0}]
(* NetEncoder/characters/1 *)
VerificationTest[NetEncoder[{"Characters", {"a", "b", "c"}}]["abca"], {1, 2, 3, 1}]
(* NetEncoder/characters/2 *)
VerificationTest[Quiet[NetEncoder[{"Characters", {"a"}}]["ab"]], $Failed]
(* NetEncoder/characters/3 *)
VerificationTest[NetEncoder[{"Characters", {"a", "b"}, "UnitVector"}]["ba"], {{0, 1}, {1, 0}}]
(* NetEncoder/utf8/1 *)
VerificationTest[NetEncoder["UTF8"]["az"], {98, 123}]
(* NetEncoder/tokens/1 *)
VerificationTest[NetEncoder[{"Tokens", {"dog", "cat"}}]["dog bird cat"], {1, 3, 2}]
(* NetEncoder/image/1 *)
VerificationTest[Dimensions[NetEncoder[{"Image", {4, 5}}][RandomImage[1, {10, 10}]]], {3, 5, 4}]
(* NetEncoder/image/2 *)
VerificationTest[Dimensions[NetEncoder[{"Image", {4, 4}, ColorSpace->"Grayscale"}][RandomImage[1, {4, 4}, ColorSpace->"RGB"]]], {1, 4, 4}]
(* NetEncoder/function/1 *)
VerificationTest[NetEncoder[{"Function", StringLength, "Real"}]["abc"], 3]
(* NetDecoder/class/1 *)
VerificationTest[NetDecoder[{"Class", {"a", "b", "c"}}][{0.2, 0.7, 0.1}], "b"]
(* NetDecoder/class/2 *)
VerificationTest[near[NetDecoder[{"Class", {"a", "b", "c"}}][{0.2, 0.7, 0.1}, "Probabilities"], <|"a" -> 0.2, "b" -> 0.7, "c" -> 0.1|>]]
(* NetDecoder/class/3 *)
VerificationTest[near[NetDecoder[{"Class", {"a", "b", "c"}}][{0.2, 0.7, 0.1}, "TopProbabilities"->2], {"b" -> 0.7, "a" -> 0.2}]]
(* NetDecoder/class/4 *)
VerificationTest[near[NetDecoder[{"Class", {"a", "b"}}][{0.5, 0.5}, "Entropy"], 0.693147]]
(* NetDecoder/net/1 *)
VerificationTest[net = NetChain[{SoftmaxLayer[]}, "Output"->NetDecoder[{"Class", {"x", "y"}}]]; near[net[{0, 0}, "Probabilities"], <|"x" -> 0.5, "y" -> 0.5|>]]
(* NetTrain/scope/1 *)
VerificationTest[Head[NetTrain[LinearLayer[1, "Input"->1], {{1}->{2}, {2}->{4}}, "RoundLossList", MaxTrainingRounds->3, TrainingProgressReporting->None]], List]
(* NetTrain/scope/2 *)
VerificationTest[res = NetTrain[LinearLayer[1, "Input"->1], {{1}->{2}, {2}->{4}}, All, MaxTrainingRounds->2, TrainingProgressReporting->None]; {Head[res], res["TotalRounds"], Head[res["TrainedNet"]]}, {NetTrainResultsObject, 2, LinearLayer}]
(* NetTrain/scope/4 *)
VerificationTest[res = NetTrain[NetChain[{LinearLayer[2], SoftmaxLayer[]}, "Input"->2], {{0, 1}->"a", {1, 0}->"b", {0, 2}->"a", {2, 0}->"b"}, MaxTrainingRounds->50, TrainingProgressReporting->None]; Head[res[{5, 0}]], String]
(* NetTrain/options/MaxTrainingRounds/1 *)
VerificationTest[NetTrain[LinearLayer[1, "Input"->1], {{1}->{2}}, "TotalRounds", MaxTrainingRounds->1, TrainingProgressReporting->None], 1]
(* NetTrain/options/ValidationSet/1 *)
VerificationTest[res = NetTrain[LinearLayer[1, "Input"->1], Table[{x}->{2 x}, {x, 40}], All, ValidationSet->Scaled[0.25], MaxTrainingRounds->2, TrainingProgressReporting->None]; {res["TrainingExamples"], res["ValidationExamples"]}, {30, 10}]
(* NetTrain/options/TrainingStoppingCriterion/1 *)
VerificationTest[res = NetTrain[LinearLayer[1, "Input"->1], {{1}->{2}, {2}->{4}}, All, LearningRateMultipliers->0, MaxTrainingRounds->100, TrainingStoppingCriterion-><|"Criterion"->"Loss", "Patience"->2|>, TrainingProgressReporting->None]; res["TotalRounds"] < 10, True, {NetTrain::noval, NetTrain::frozen}]
(* NetTrain/issues/1 *)
VerificationTest[layer = NetInitialize[LinearLayer[1, "Input"->1]]; Normal@NetExtract[NetTrain[layer, {{1}->{9}}, LearningRateMultipliers->None, MaxTrainingRounds->3, TrainingProgressReporting->None], "Weights"] === Normal@NetExtract[layer, "Weights"], True, {NetTrain::frozen}]
(* NetMeasurements/scope/1 *)
VerificationTest[net = NetChain[{SoftmaxLayer[]}, "Output"->NetDecoder[{"Class", {"a", "b"}}]]; NetMeasurements[net, {{5, 0}->"a", {0, 5}->"b", {3, 1}->"b", {1, 4}->"b"}, "ConfusionMatrix"], {{1, 0}, {1, 2}}]
(* NetMeasurements/scope/2 *)
VerificationTest[net = NetChain[{SoftmaxLayer[]}, "Output"->NetDecoder[{"Class", {"a", "b"}}]]; near[NetMeasurements[net, {{5, 0}->"a", {0, 5}->"b", {3, 1}->"b", {1, 4}->"b"}, {"ErrorRate", "Recall"}], {0.25, <|"a" -> 1., "b" -> 0.666667|>}]]
(* NetMeasurements/scope/3 *)
VerificationTest[near[NetMeasurements[LinearLayer[1, "Weights"->{{1}}, "Biases"->{0}], {{1}->{2}, {2}->{2}}, {"MeanDeviation", "MeanSquare"}], {0.5, 0.5}]]
(* NetMeasurements/scope/4 *)
VerificationTest[NetMeasurements[net, {{1, 0}->"a"}, "ArraysTotalElementCount"], 0]
(* NetMapOperator/scope/3 *)
VerificationTest[net = NetInitialize@NetChain[{NetMapOperator[LinearLayer[2]]}, "Input"->NetEncoder[{"Characters", {"a", "b", "c"}, "UnitVector"}]]; Dimensions /@ net[{"abc", "cab"}], {{3, 2}, {3, 2}}]
(* NetMapOperator/scope/4 *)
VerificationTest[near[NetMapOperator[PoolingLayer[{2}, "Input"->{1, 3}]][{{{1, 2, 3}}, {{9, 1, 1}}}], {{{2., 3.}}, {{9., 1.}}}]]
(* NetMapOperator/basic/2 *)
VerificationTest[near[NetMapOperator[SummationLayer[], "Input"->{"Varying", 2}] /@ {{{1, 2}}, {{1, 1}, {2, 2}, {3, 3}}}, {{3.}, {2., 4., 6.}}]]
(* NetPairEmbeddingOperator/props/1 *)
VerificationTest[lin = LinearLayer[2, "Weights"->{{1, 0}, {0, 2}}, "Biases"->{0, 0}, "Input"->2]; near[EuclideanDistance @@ NetMapOperator[lin][{{0, 0}, {3, 2}}], 5.]]
(* SequenceLastLayer/app/1 *)
VerificationTest[net = NetInitialize@NetChain[{LongShortTermMemoryLayer[5], SequenceLastLayer[], LinearLayer[2], SoftmaxLayer[]}, "Input"->{"Varying", 3}]; Dimensions /@ {net[RandomReal[1, {4, 3}]], net[RandomReal[1, {9, 3}]]}, {{2}, {2}}]
(* NetPort/basic/2 *)
VerificationTest[net = NetGraph[{LinearLayer[2], SummationLayer[]}, {NetPort["Input"]->1->NetPort["vector"], 1->2->NetPort["total"]}, "Input"->3]; Keys[NetInitialize[net][{1, 2, 3}]], {"vector", "total"}]
(* NetPort/basic/3 *)
VerificationTest[net = NetGraph[<|"net"->LinearLayer[1], "loss"->MeanSquaredLossLayer[]|>, {NetPort["x"]->"net"->NetPort["loss", "Input"], NetPort["y"]->NetPort["loss", "Target"]}, "x"->1, "y"->1]; Information[net, "InputPorts"] // Keys, {"x", "y"}]
(* NetPort/scope/4 *)
VerificationTest[net = NetChain[{ElementwiseLayer[# + 1 &], ElementwiseLayer[2 # &]}]; near[net[{1, 2}, {NetPort[1], NetPort[2]}], <|NetPort[1] -> {2., 3.}, NetPort[2] -> {4., 6.}|>]]
(* NetPort/scope/5 *)
VerificationTest[net = NetGraph[<|"chain"->NetChain[{LinearLayer[2, "Weights"->{{1, 0}, {0, 1}}, "Biases"->{1, 1}], Ramp}]|>, {}, "Input"->2]; near[net[{1, -5}, NetPort[{"chain", 1, "Output"}]], {2., -4.}]]
(* NetInitialize/props/3 *)
VerificationTest[trained = NetTrain[LinearLayer[1], {{1}->{2}, {2}->{4}}, MaxTrainingRounds->2, TrainingProgressReporting->None]; FreeQ[Normal@NetExtract[trained, {"Weights", "Biases"}], Automatic], True]
(* NetInitialize/props/4 *)
VerificationTest[net = NetInitialize[NetChain[{LinearLayer[1], LinearLayer[1], LinearLayer[1]}, "Input"->1], Method->{"Identity", "Distribution"->NormalDistribution[0, 0.01]}]; Abs[First[net[{1}]] - 1] < 0.5, True]
(* LearningRate/basic/1 *)
VerificationTest[near[NetTrain[LinearLayer[1, "Input"->1], {{1}->{2}}, "InitialLearningRate", LearningRate->0.01, MaxTrainingRounds->1, TrainingProgressReporting->None], 0.01]]
(* MaxTrainingRounds/basic/1 *)
VerificationTest[NetTrain[LinearLayer[1, "Input"->1], Table[{x}->{x}, {x, 10}], "ExamplesProcessed", MaxTrainingRounds->1, BatchSize->5, TrainingProgressReporting->None], 10]
(* TrainingStoppingCriterion/basic/1 *)
VerificationTest[res = NetTrain[NetChain[{5, Tanh, 1}, "Input"->1], Table[{x}->{Sin[x]}, {x, 0., 3., 0.1}], All, ValidationSet->Scaled[0.2], MaxTrainingRounds->200, TrainingStoppingCriterion-><|"Criterion"->"Loss", "Patience"->3|>, TrainingProgressReporting->None]; res["TotalRounds"] <= 200, True]
(* NetArray/basic/1 *)
VerificationTest[net = NetInitialize@NetChain[{LinearLayer[2, "Weights"->NetArray["s"], "Biases"->None], Ramp, LinearLayer[2, "Weights"->NetArray["s"], "Biases"->None]}, "Input"->2]; Normal@NetExtract[net, {1, "Weights"}] === Normal@NetExtract[net, {3, "Weights"}], True]
(* NetArray/basic/2 *)
VerificationTest[NetExtract[net, NetArray["s"]] // Dimensions, {2, 2}]
(* NetInsertSharedArrays/scope/1 *)
VerificationTest[lstm = NetInsertSharedArrays[LongShortTermMemoryLayer[2, "Input"->{"Varying", 2}]]; net = NetGraph[<|"a"->lstm, "b"->lstm, "last1"->SequenceLastLayer[], "last2"->SequenceLastLayer[], "cat"->CatenateLayer[]|>, {NetPort["x"]->"a"->"last1", NetPort["y"]->"b"->"last2", {"last1", "last2"}->"cat"}]; {Dimensions[NetInitialize[net][<|"x"->{{1, 2}}, "y"->{{3, 4}, {5, 6}}|>]], Information[net, "ArraysTotalElementCount"]}, {{4}, 40}]
(* Rasterize/LRM/1 *)
VerificationTest[ImageDimensions[Rasterize[Style["x", FontFamily->"Courier", FontSize->20], "Image", ImageSize->{28, 28}]], {28, 28}]

(* The lengths on both sides of a layer that shortens sequences have to fit. *)
VerificationTest[NetChain[{SequenceRestLayer[], LinearLayer[2, "Input" -> {3}]}, "Input" -> {3}], $Failed, {NetChain::tyfail}]

(* the limit at 0 *)
VerificationTest[Max[Abs[ElementwiseLayer[Sinc][{0., 1., -2.}] - {1, Sin[1.], Sin[2.]/2}]] < 10^-6, True]

(* arrays that are shared already keep their names; moving averages are not shared *)
VerificationTest[Sort[Information[NetInsertSharedArrays[NetInitialize[NetChain[{LinearLayer[2], BatchNormalizationLayer[], LinearLayer[2, "Weights" -> NetSharedArray["w"]]}, "Input" -> 2]], "p/"], "SharedArraysList"]], Sort[NetArray /@ {"p/1/Biases", "p/1/Weights", "p/2/Biases", "p/2/Scaling", "p/3/Biases", "w"}]]

(* what is measured of two classes during a training *)
binaryNet = NetInitialize[NetChain[{LinearLayer[{}, "Input" -> 2], LogisticSigmoid}, "Output" -> NetDecoder["Boolean"]], RandomSeeding -> 1];
binaryData = Join[Table[{1., x} -> True, {x, 0., 1., 0.1}], Table[{-1., x} -> False, {x, 0., 1., 0.2}]];
VerificationTest[NetTrain[binaryNet, binaryData, "RoundMeasurements", MaxTrainingRounds -> 60, TrainingProgressMeasurements -> {"Accuracy", "ErrorRate"}, TrainingProgressReporting -> None, BatchSize -> 17, LearningRate -> 0.1], <|"Accuracy" -> 1., "ErrorRate" -> 0.|>]

(* kernels of three planes, one after another and with a plane between them *)
VerificationTest[Normal[ConvolutionLayer[1, {3, 1, 1}, "Weights" -> {{{{{1}}, {{10}}, {{100}}}}}, "Biases" -> {0}][{{{{1}}, {{2}}, {{3}}, {{4}}}}]], {{{{321.}}, {{432.}}}}]
VerificationTest[Normal[ConvolutionLayer[1, {3, 1, 1}, "Dilation" -> {2, 1, 1}, "Weights" -> {{{{{1}}, {{10}}, {{100}}}}}, "Biases" -> {0}][{{{{1}}, {{2}}, {{3}}, {{4}}, {{5}}}}]], {{{{531.}}}}]

(* groups that are updated one step each *)
VerificationTest[Head[NetTrain[NetChain[{2, 1}, "Input" -> 1], {{1} -> {2}, {2} -> {4}}, TrainingUpdateSchedule -> {1 -> 1, 2 -> 1}, MaxTrainingRounds -> 2, TrainingProgressReporting -> None]], NetChain]
VerificationTest[Keys[Normal[NetInsert[NetChain[<|"a" -> Ramp, "b" -> Tanh|>], "c" -> Sin, -2]]], {"a", "c", "b"}]
VerificationTest[Keys[Normal[NetInsert[NetChain[<|"a" -> Ramp, "b" -> Tanh|>], "c" -> Sin, -1]]], {"a", "b", "c"}]
VerificationTest[Round[CTCLossLayer[][<|"Input" -> {{0.5, 0.3, 0.2}, {0.1, 0.6, 0.3}}, "Target" -> {1}|>], 0.0001], 1.5141]
VerificationTest[Map[Length, TrainTestSplit[{1, 2}]], {1, 1}]
VerificationTest[{NetExtract[SequenceRestLayer["Output" -> {2, 3}], "Input"], NetExtract[SequenceMostLayer["Output" -> {4}], "Input"]}, {{3, 3}, 5}]
VerificationTest[Dimensions[NetInitialize[NetChain[{GatedRecurrentLayer[2, "Input" -> {"Varying", 1}]}], RandomSeeding -> 1][<|"Input" -> {{1.}, {2.}, {3.}}, NetPort[{1, "State"}] -> {0.5, 0.5}|>]], {3, 2}]
VerificationTest[Max[Abs[NetInitialize[NetChain[{GatedRecurrentLayer[2, "Input" -> {"Varying", 1}]}], RandomSeeding -> 1][<|"Input" -> {{1.}}, NetPort[{1, "State"}] -> {0.5, 0.5}|>] - NetInitialize[NetChain[{GatedRecurrentLayer[2, "Input" -> {"Varying", 1}]}], RandomSeeding -> 1][{{1.}}]]] > 0.01, True]
VerificationTest[turned = NetInitialize[NetChain[{DeconvolutionLayer[1, 2, "Stride" -> 2, PaddingSize -> {{1, 0}, {0, 1}}], FlattenLayer[], LinearLayer[2]}, "Input" -> {1, 3, 3}], RandomSeeding -> 1]; Max[Abs[turned[{{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}}] - ImportByteArray[ExportByteArray[turned, "ONNX"], "ONNX"][{{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}}]]] < 10^-5, True]
VerificationTest[Map[Length, {TrainTestSplit[Range[3]], TrainTestSplit[Range[40]]}, {2}], {{2, 1}, {32, 8}}]
VerificationTest[Round[CTCLossLayer["Input" -> {2, 3}, "Target" -> {1}][<|"Input" -> {{{0.5, 0.3, 0.2}, {0.1, 0.6, 0.3}}, {{0.25, 0.25, 0.5}, {0.4, 0.4, 0.2}}}, "Target" -> {{1}, {2}}|>], 0.001], {1.514, 1.05}]
VerificationTest[NetTrain[NetChain[{1}, "Input" -> 1], {{1.} -> {1.}}, "ReasonTrainingStopped", MaxTrainingRounds -> 3, TrainingProgressReporting -> None, TrainingProgressFunction -> {"StopTraining" &, "AbortTraining" &}], "ManualStop"]
VerificationTest[NetTrain[NetChain[{1}, "Input" -> 1], {{1.} -> {1.}}, "ReasonTrainingStopped", MaxTrainingRounds -> 3, TrainingProgressReporting -> None, TrainingProgressFunction -> {"AbortTraining" &, "StopTraining" &}], $Aborted]
