(* Numbers in words, and words, sentences and the like in texts. *)

IntegerName::usage = "IntegerName[n] gives the English name of the integer n.
IntegerName[n, \"Words\"] gives it all in words; \"Ordinal\" names its place: first, second, ....";
IntegerName::big = "`1` has more than 36 digits.";
IntegerName[n_Integer] := With[{words = name[n]}, words /; StringQ[words]]
IntegerName[n_Integer, "Words" | "CardinalWords" | "Cardinal"] := IntegerName[n]
IntegerName[n_Integer, "Ordinal" | "OrdinalWords"] := With[{words = name[n]}, ordinal[words] /; StringQ[words]]
IntegerName[list_List, form___] := Map[IntegerName[#, form] &, list]
name[n_] := "negative " <> name[-n] /; n < 0
name[0] := "zero"
name[n_] := (Message[IntegerName::big, n]; $Failed) /; n >= 10^36
name[n_] := With[{groups = IntegerDigits[n, 1000]}, StringRiffle[
  Flatten[MapIndexed[With[{scale = Length[groups] - First[#2]}, If[#1 === 0, {}, below1000[#1] <> If[scale === 0, "", " " <> scales[[scale]]]]] &, groups]], " "]]
scales = {"thousand", "million", "billion", "trillion", "quadrillion", "quintillion", "sextillion", "septillion", "octillion", "nonillion", "decillion"};
small = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
tens = {"ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
below1000[n_] := Which[
  n < 20, small[[n]],
  n < 100, tens[[Quotient[n, 10]]] <> If[Mod[n, 10] === 0, "", "\[Hyphen]" <> small[[Mod[n, 10]]]],
  True, small[[Quotient[n, 100]]] <> " hundred" <> If[Mod[n, 100] === 0, "", " " <> below1000[Mod[n, 100]]]]
ordinal[words_] := StringReplace[words, {
  "one" ~~ EndOfString -> "first", "two" ~~ EndOfString -> "second", "three" ~~ EndOfString -> "third", "five" ~~ EndOfString -> "fifth",
  "eight" ~~ EndOfString -> "eighth", "nine" ~~ EndOfString -> "ninth", "twelve" ~~ EndOfString -> "twelfth",
  "y" ~~ EndOfString -> "ieth", c : LetterCharacter ~~ EndOfString :> c <> "th"}]

(* In[1]:= {IntegerName[0], IntegerName[1000005], IntegerName[-300]}
   Out[1]= {"zero", "one million five", "negative three hundred"}
   In[2]:= {IntegerName[3, "Ordinal"], IntegerName[40, "Ordinal"]}
   Out[2]= {"third", "fortieth"}
   In[3]:= IntegerName[10^40]
   IntegerName::big: 10000000000000000000000000000000000000000 has more than 36 digits.
   Out[3]= IntegerName[10000000000000000000000000000000000000000] *)

TextCases::usage = "TextCases[text, form] gives the parts of a text that are of a form: \"Word\", \"Sentence\", \"Number\", \"Integer\", \"EmailAddress\", \"URL\", \"HashtagName\", \"Line\", \"Paragraph\".";
TextCases::form = "`1` is not one of the forms `2`.";
TextCases[text_String, form_String, ___] := With[{p = Lookup[textForms, form, $Failed]}, found[text, p] /; p =!= $Failed]
TextCases[text_String, form_String, ___] := (Message[TextCases::form, form, Keys[textForms]]; $Failed)
TextCases[texts_List, form_, r___] := Map[TextCases[#, form, r] &, texts]
found[text_, p_RegularExpression] := StringCases[text, p]
found[text_, f_] := f[text]
textForms = <|
  "Word" -> TextWords, "Sentence" -> TextSentences,
  "Number" -> RegularExpression["[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?"], "Integer" -> RegularExpression["[-+]?\\b\\d+\\b"],
  "EmailAddress" -> RegularExpression["[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+"],
  "URL" -> RegularExpression["https?://[^\\s<>\"']+[^\\s<>\"'.,;:!?)]"],
  "HashtagName" -> RegularExpression["#\\w+"],
  "Line" -> (StringSplit[#, "\n"] &), "Paragraph" -> (StringSplit[#, RegularExpression["\n\\s*\n"]] &)|>;

(* In[1]:= TextCases["Mail a@b.com or see https://c.org/d.", "EmailAddress"]
   Out[1]= {"a@b.com"}
   In[2]:= {TextCases["see https://c.org/d.", "URL"], TextCases["3 and -4.5", "Number"]}
   Out[2]= {{"https://c.org/d"}, {"3", "-4.5"}}
   In[3]:= TextCases["x", "City"]
   TextCases::form: City is not one of the forms {Word, Sentence, Number, Integer, EmailAddress, URL, HashtagName, Line, Paragraph}.
   Out[3]= $Failed *)

TextSentences::usage = "TextSentences[text] gives the sentences of a text.";
TextSentences[text_String] := Select[Map[StringTrim, StringSplit[StringReplace[text, end : RegularExpression["[.!?]+[\"')\\]]*(?=\\s+[A-Z0-9\"'(]|\\s*$)"] :> end <> "\f"], "\f"]], # =!= "" &]

(* In[1]:= TextSentences["One is here. Is two? Yes, e.g. this!"]
   Out[1]= {"One is here.", "Is two?", "Yes, e.g. this!"} *)

CharacterName::usage = "CharacterName[\"c\"] gives the name of a character, as it stands in \\[Name] where there is one, else as Unicode spells it for letters and digits.";
CharacterName[c_String] := characterName[c, StringTake[ToString[c, InputForm, CharacterEncoding -> "PrintableASCII"], {2, -2}]] /; StringLength[c] === 1
CharacterName[text_String] := Map[CharacterName, Characters[text]] /; StringLength[text] > 1
characterName[_, long_] := StringTake[long, {3, -2}] /; StringMatchQ[long, "\\[" ~~ __ ~~ "]"]
characterName[c_, _] := "LatinSmallLetter" <> ToUpperCase[c] /; StringMatchQ[c, RegularExpression["[a-z]"]]
characterName[c_, _] := "LatinCapitalLetter" <> c /; StringMatchQ[c, RegularExpression["[A-Z]"]]
characterName[c_, _] := "Digit" <> Capitalize[IntegerName[FromDigits[c]]] /; DigitQ[c]
characterName[c_, _] := Lookup[<|" " -> "Space", "\n" -> "NewLine", "\t" -> "Tab", "." -> "Period", "," -> "Comma", "-" -> "HyphenMinus", "!" -> "ExclamationMark", "?" -> "QuestionMark"|>, c,
  "U+" <> ToUpperCase[IntegerString[First[ToCharacterCode[c]], 16, 4]]]

(* In[1]:= {CharacterName["a"], CharacterName["\[Alpha]"], CharacterName["7"]}
   Out[1]= {"LatinSmallLetterA", "Alpha", "DigitSeven"} *)
