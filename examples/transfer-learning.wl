(* From digits to letters: a net trained on handwritten digits learns to read x, y and z in many fonts.

   node dist/repl.js examples/transfer-learning.wl [folder for the pictures]

   The convolutions of LeNet stay as they are; only a new last layer is trained, on letters drawn here in 13 font
   families, and the result is measured on letters of 5 families that it has never seen. *)

started = AbsoluteTime[];
SeedRandom[1234];
folder = If[Length[$ScriptCommandLine] > 1, $ScriptCommandLine[[2]], $TemporaryDirectory];

(* 1. The trained net, its last two layers replaced. *)
lenet = NetModel["LeNet Trained on MNIST Data"];
letters = {"x", "y", "z"};
net = NetJoin[
  NetDrop[lenet, -2],
  NetChain[{LinearLayer[3], SoftmaxLayer[]}],
  "Output" -> NetDecoder[{"Class", letters}]];

(* 2. Letters in many fonts, sizes and cases. *)
unseen = {"Gelasio", "PT Sans", "Comic Neue", "Zilla Slab", "Fira Mono"};
seen = Complement[$FontFamilies, unseen];
draw[letter_, family_, size_, case_, face_] :=
  Rasterize[Style[case[letter], face, FontFamily -> family, FontSize -> size], ImageSize -> {28, 28}] -> letter;
drawn[families_] := Flatten[Table[
  draw[letter, family, size, case, face],
  {letter, letters}, {family, families}, {size, {12, 14, 16, 18, 20, 22, 24}},
  {case, {ToLowerCase, ToUpperCase}}, {face, {Plain, Bold, Italic}}]];
training = RandomSample[drawn[seen]];
test = drawn[unseen];
Print[Length[training], " letters of ", Length[seen], " families to learn from, ",
  Length[test], " of ", Length[unseen], " other families to read"];

(* 3. Training of the new layer alone. *)
results = NetTrain[net, training, All, ValidationSet -> Scaled[0.1],
  LearningRateMultipliers -> {-2 -> 1, _ -> None},
  MaxTrainingRounds -> 40, RandomSeeding -> 1234, TrainingProgressReporting -> None];
reader = results["TrainedNet"];
Print["trained in ", Round[results["TotalTrainingTime"], 0.1], " s, ", results["TotalRounds"], " rounds"];

Print[results["FrozenReuse"]];

(* 4. What did not change: the arrays of the convolutions and of the first linear layer. *)
frozen = Table[NetExtract[lenet, {layer, array}] === NetExtract[reader, {layer, array}],
  {layer, {1, 4, 8}}, {array, {"Weights", "Biases"}}];
Print["arrays taken from the digits are the same numbers as before: ", And @@ Flatten[frozen]];

(* 5. How well it reads letters in fonts that it was not trained on. *)
measured = ClassifierMeasurements[reader, test];
Print["accuracy on unseen fonts: ", measured["Accuracy"]];
Print["confusion matrix: ", measured["ConfusionMatrix"]];
Print["a capital Z in Courier is read as ", reader[Rasterize[Style["Z", FontFamily -> "Courier", FontSize -> 20], ImageSize -> {28, 28}]]];

(* 6. A picture: some of these letters with what they are read as (the few mistakes first, in red), and the confusions. *)
wrong = Take[measured["MisclassifiedExamples"], UpTo[6]];
shown = Join[wrong, Select[RandomSample[test, 120], reader[First[#]] === Last[#] &, 24 - Length[wrong]]];
reading[image_ -> letter_, {column_, row_}] := With[{read = reader[image]}, {
  EdgeForm[GrayLevel[0.85]], White, Rectangle[{column, -row}, {column + 0.9, 0.9 - row}],
  Inset[image, {column + 0.45, 0.45 - row}, Automatic, 0.86],
  Text[Style[read, Bold, 15, If[read === letter, RGBColor[0.11, 0.37, 0.64], RGBColor[0.8, 0.2, 0.1]]],
    {column + 0.45, -row - 0.03}, {0, 1}]}];
sheet = Graphics[
  MapIndexed[reading[#1, {1, 1.32} {Mod[First[#2] - 1, 6], Floor[(First[#2] - 1)/6]}] &, shown],
  PlotLabel -> Style["letters of five unseen font families, and what the net reads", 13], ImageSize -> {480, 420},
  PlotRange -> {{-0.05, 5.95}, {-4.35, 0.95}}, Background -> White];
confusions = Show[measured["ConfusionMatrixPlot"], ImageSize -> {380, 420}, LabelStyle -> 13,
  PlotLabel -> Style[Row[{"accuracy ", Round[100 measured["Accuracy"], 0.1], " %"}], 13]];
file = FileNameJoin[{folder, "transfer-learning.png"}];
Export[file, ImageAssemble[{Rasterize[sheet, RasterSize -> {960, 840}], Rasterize[confusions, RasterSize -> {760, 840}]}]];
Print["picture: ", file];
Print["done in ", Round[AbsoluteTime[] - started, 0.1], " s"];
