(* Three kinds of irises told apart by the lengths and widths of their petals and sepals: methods are compared on flowers
   that are held out, the best one is measured on flowers that none of them has seen, and the result is drawn.
   scheelite examples/classify-iris.wl *)

training = ExampleData[{"MachineLearning", "FisherIris"}, "TrainingData"];
test = ExampleData[{"MachineLearning", "FisherIris"}, "TestData"];

classifier = Classify[training, FeatureNames -> {"sepal length", "sepal width", "petal length", "petal width"},
  TrainingProgressReporting -> "Print"];
Print["chosen: ", Information[classifier, "Method"]];
Print[classifier[{6., 2.9, 4.9, 1.7}, "TopProbabilities" -> 2]];

measured = ClassifierMeasurements[classifier, test];
Print["accuracy on unseen flowers: ", measured["Accuracy"], ", always the same answer: ", measured["AccuracyBaseline"]];
Print["area under the ROC curves: ", measured["AreaUnderROCCurve"]];
Print["wrong: ", measured["MisclassifiedExamples"]];

Export["iris-confusions.png", measured["ConfusionMatrixPlot"]];

(* By their sepals alone they are harder to tell apart. *)
sepals[examples_] := Map[Take[First[#], 2] -> Last[#] &, examples];
bySepals = ClassifierMeasurements[Classify[sepals[training], Method -> "LogisticRegression"], sepals[test]];
Print["by sepals alone: ", bySepals[{"Accuracy", "AreaUnderROCCurve"}]];
Export["iris-roc.png", bySepals["ROCCurve" -> "versicolor"]];

Export["iris.wmlf", classifier];
Print["read again, it says: ", Import["iris.wmlf"][{6., 2.9, 4.9, 1.7}]];
