(* # Images *)

img = Image[Table[{Sin[i/6.]^2, Cos[j/9.]^2, Sin[(i + j)/12.]^2}, {i, 96}, {j, 96}]]

{ColorNegate[img], Blur[img, 5], ColorConvert[img, "Grayscale"], ImageResize[img, {48, 48}]}

Binarize[img, 0.4]

ImageDimensions[ImageRotate[img]]
