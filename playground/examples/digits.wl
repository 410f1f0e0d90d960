(* # A net that reads digits

   LeNet, trained on handwritten digits beforehand; its file comes over when it is first asked for. *)

lenet = NetModel["LeNet Trained on MNIST Data"]

Information[lenet, "ArraysTotalElementCount"]

(* A seven, drawn by hand. *)

seven = Image[Table[If[(6 <= i <= 8 && 7 <= j <= 20) || (Abs[j - (24 - 0.7 i)] < 1.6 && 8 < i < 24), 1., 0.], {i, 28}, {j, 28}]]

lenet[seven]

lenet[seven, {"TopProbabilities", 3}]

(* What the first layer sees. *)

Image /@ Take[Normal[NetTake[lenet, 1][seven]], 8]
