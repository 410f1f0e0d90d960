(* Addresses of pages in parts and together, and words in the alphabet's order. *)

URLParse::usage = "URLParse[url] takes the parts of an address and gives them as an association.
URLParse[url, component] gives \"Scheme\", \"User\", \"Domain\", \"Port\", \"Path\", \"Query\", \"Fragment\", \"PathString\", \"QueryString\" or \"AbsolutePath\".";
URLParse::component = "`1` is no component of addresses; `2` are.";
components = {"Scheme", "User", "Domain", "Port", "Path", "Query", "Fragment"};
more = Join[components, {"PathString", "QueryString", "AbsolutePath", "AbsoluteDomain"}];
URLParse[url_String] := KeyTake[parsed[url], components]
URLParse[url_String, c : {__String}] := Map[URLParse[url, #] &, c]
URLParse[url_String, c_String] := If[MemberQ[more, c], parsed[url][c], Message[URLParse::component, c, more]; $Failed]
parsed[url_] := Module[{m, scheme, rest, domain, user, port, path, query, fragment},
  {rest, fragment} = cut[url, "#"];
  {rest, query} = cut[rest, "?"];
  m = StringCases[rest, StartOfString ~~ s : (LetterCharacter ~~ (LetterCharacter | DigitCharacter | "+" | "-" | ".") ...) ~~ ":" ~~ r___ ~~ EndOfString :> {s, r}];
  {scheme, rest} = If[m === {}, {None, rest}, First[m]];
  {domain, path} = If[StringStartsQ[rest, "//"],
    With[{at = StringPosition[StringDrop[rest, 2], "/", 1]}, If[at === {}, {StringDrop[rest, 2], ""}, {StringTake[rest, {3, at[[1, 1]] + 1}], StringDrop[rest, at[[1, 1]] + 1]}]],
    {None, rest}];
  {user, domain} = If[StringQ[domain] && StringContainsQ[domain, "@"], {First[#], StringRiffle[Rest[#], "@"]} &[StringSplit[domain, "@"]], {None, domain}];
  m = If[StringQ[domain], StringCases[domain, StartOfString ~~ d__ ~~ ":" ~~ p : DigitCharacter .. ~~ EndOfString :> {d, FromDigits[p]}], {}];
  {domain, port} = If[m === {}, {domain, None}, First[m]];
  <|"Scheme" -> scheme, "User" -> user, "Domain" -> domain, "Port" -> port, "Path" -> If[path === "", {}, Map[URLDecode, StringSplit[path, "/", All]]],
    "Query" -> If[query === None, {}, URLQueryDecode[query]], "Fragment" -> fragment, "PathString" -> path, "QueryString" -> query,
    "AbsoluteDomain" -> StringJoin[If[scheme === None, "", scheme <> ":"], If[domain === None, "", "//" <> domain]],
    "AbsolutePath" -> StringJoin[If[scheme === None, "", scheme <> ":"], If[domain === None, "", "//" <> domain], path]|>]
cut[s_, mark_] := With[{at = StringPosition[s, mark, 1]}, If[at === {}, {s, None}, {StringTake[s, at[[1, 1]] - 1], StringDrop[s, at[[1, 1]]]}]]
(* In[1]:= URLParse["http://example.com:8080/a/b?x=1#top"]
   Out[1]= <|"Scheme" -> "http", "User" -> None, "Domain" -> "example.com", "Port" -> 8080, "Path" -> {"", "a", "b"}, "Query" -> {"x" -> "1"}, "Fragment" -> "top"|>
   In[2]:= URLParse["http://example.com", "Host"]
   URLParse::component: Host is no component of addresses; {Scheme, User, Domain, Port, Path, Query, Fragment, PathString, QueryString, AbsolutePath, AbsoluteDomain} are.
   Out[2]= $Failed *)

URLBuild::usage = "URLBuild[{segment1, segment2, ...}] puts an address together from segments.
URLBuild[path, {name -> value, ...}] adds a query.
URLBuild[assoc] takes components as URLParse gives them.";
URLBuild[a_Association] := StringJoin[
  If[StringQ[a["Scheme"]], a["Scheme"] <> ":", ""],
  If[StringQ[a["Domain"]], "//" <> If[StringQ[a["User"]], a["User"] <> "@", ""] <> a["Domain"] <> If[IntegerQ[a["Port"]], ":" <> ToString[a["Port"]], ""], ""],
  pathText[Lookup[a, "Path", {}]], queryText[Lookup[a, "Query", {}]],
  If[StringQ[a["Fragment"]], "#" <> URLEncode[a["Fragment"]], ""]]
URLBuild[path_String] := path
URLBuild[path_String, query_] := path <> queryText[query]
URLBuild[path_List] := URLBuild[path, {}]
URLBuild[{first_String, rest___}, query_] := StringJoin[StringRiffle[Prepend[Map[URLEncode[ToString[#]] &, Flatten[{rest}]], StringReplace[first, "/" ~~ EndOfString -> ""]], "/"], queryText[query]]
pathText[p_String] := p
pathText[p_List] := StringRiffle[Map[URLEncode, p], "/"]
pathText[_] := ""
queryText[None | {} | _Missing] := ""
queryText[q_String] := "?" <> q
queryText[q_] := "?" <> URLQueryEncode[q]
(* In[1]:= URLBuild[{"http://example.com", "a b", "c"}, {"x" -> 1}]
   Out[1]= "http://example.com/a%20b/c?x=1"
   In[2]:= URLBuild[URLParse["http://example.com/a?b=2"]]
   Out[2]= "http://example.com/a?b=2" *)

URLQueryEncode::usage = "URLQueryEncode[{name -> value, ...}] gives the query of an address.";
URLQueryEncode[q_List | q_Association] := StringRiffle[Map[encoded[First[#]] <> "=" <> encoded[Last[#]] &, Normal[q]], "&"]
encoded[x_] := StringReplace[URLEncode[If[StringQ[x], x, ToString[x]]], "%20" -> "+"]
(* In[1]:= URLQueryEncode[{"a" -> 1, "b" -> "x y"}]
   Out[1]= "a=1&b=x+y" *)

URLQueryDecode::usage = "URLQueryDecode[string] gives the names and values of a query of an address as rules.";
URLQueryDecode[q_String] := Map[With[{p = cut[#, "="]}, decoded[First[p]] -> If[Last[p] === None, "", decoded[Last[p]]]] &, StringSplit[q, "&"]]
decoded[s_] := URLDecode[StringReplace[s, "+" -> "%20"]]
(* In[1]:= URLQueryDecode["a=1&b=x+y"]
   Out[1]= {"a" -> "1", "b" -> "x y"} *)

AlphabeticOrder::usage = "AlphabeticOrder[string1, string2] gives 1 if string1 comes before string2 in the alphabet, -1 if it comes after it, and 0 if they are the same.
AlphabeticOrder[{string1, ...}, {...}] compares corresponding elements.";
AlphabeticOrder[a_String, b_String] := With[{o = Order[ToLowerCase[RemoveDiacritics[a]], ToLowerCase[RemoveDiacritics[b]]]}, If[o === 0, Order[a, b], o]]
AlphabeticOrder[a_List, b_List] := AlphabeticOrder[ToString[a], ToString[b]]
AlphabeticOrder[language_String][a_, b_] := AlphabeticOrder[a, b]
(* In[1]:= {AlphabeticOrder["apple", "Banana"], AlphabeticOrder["b", "a"], AlphabeticOrder["a", "a"]}
   Out[1]= {1, -1, 0} *)

AlphabeticSort::usage = "AlphabeticSort[{string1, string2, ...}] sorts strings as words of an alphabet: without regard to case and accents at first.";
AlphabeticSort[list_List] := Sort[list, AlphabeticOrder[If[StringQ[#1], #1, ToString[#1]], If[StringQ[#2], #2, ToString[#2]]] =!= -1 &]
AlphabeticSort[a_Association] := Association[Normal[a][[Ordering[Values[a], All, AlphabeticOrder[#1, #2] =!= -1 &]]]]
AlphabeticSort[list_, _String] := AlphabeticSort[list]
(* In[1]:= AlphabeticSort[{"Cherry", "apple", "Banana", "apricot"}]
   Out[1]= {"apple", "apricot", "Banana", "Cherry"} *)

Pluralize::usage = "Pluralize[word] gives the plural of an English word.
Pluralize[word, n] gives the form for n of it.
Pluralize[{singular, plural}, n] chooses one of two forms.";
Pluralize[{singular_String, plural_String}, n_] := If[n === 1 || n === -1, singular, plural]
Pluralize[{singular_String, plural_String}, list_List] := Pluralize[{singular, plural}, Length[list]]
Pluralize[word_String, list_List] := Pluralize[word, Length[list]]
Pluralize[word_String, n_?NumericQ] := If[n == 1, word, Pluralize[word]]
Pluralize[word_String] := Lookup[irregular, word, regular[word]]
irregular = <|"child" -> "children", "man" -> "men", "woman" -> "women", "foot" -> "feet", "tooth" -> "teeth", "goose" -> "geese", "mouse" -> "mice", "louse" -> "lice",
  "person" -> "people", "ox" -> "oxen", "die" -> "dice", "sheep" -> "sheep", "fish" -> "fish", "deer" -> "deer", "series" -> "series", "species" -> "species",
  "index" -> "indices", "matrix" -> "matrices", "vertex" -> "vertices", "appendix" -> "appendices", "axis" -> "axes", "basis" -> "bases", "analysis" -> "analyses", "crisis" -> "crises",
  "phenomenon" -> "phenomena", "criterion" -> "criteria", "datum" -> "data", "bacterium" -> "bacteria", "radius" -> "radii", "cactus" -> "cacti", "focus" -> "foci", "stimulus" -> "stimuli",
  "leaf" -> "leaves", "wolf" -> "wolves", "knife" -> "knives", "wife" -> "wives", "life" -> "lives", "half" -> "halves", "self" -> "selves", "calf" -> "calves", "shelf" -> "shelves", "loaf" -> "loaves", "thief" -> "thieves",
  "potato" -> "potatoes", "tomato" -> "tomatoes", "hero" -> "heroes", "echo" -> "echoes"|>;
regular[w_] := Which[
  StringEndsQ[w, "s" | "x" | "z" | "ch" | "sh"], w <> "es",
  StringEndsQ[w, Except["a" | "e" | "i" | "o" | "u"] ~~ "y"], StringDrop[w, -1] <> "ies",
  True, w <> "s"]
(* In[1]:= Map[Pluralize, {"cat", "box", "city", "day", "child"}]
   Out[1]= {"cats", "boxes", "cities", "days", "children"}
   In[2]:= {Pluralize["cat", 1], Pluralize["cat", 3]}
   Out[2]= {"cat", "cats"} *)

Transliterate::usage = "Transliterate[string] writes Greek and Cyrillic letters, and letters with marks, with the letters of ASCII.";
Transliterate::noscript = "Letters of `1` have no transliteration here: Greek, Cyrillic and letters with marks have.";
letters = Join[
  AssociationThread[CharacterRange["\:0430", "\:044f"], {"a", "b", "v", "g", "d", "e", "z", "z", "i", "j", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h", "c", "c", "s", "s", "\"", "y", "'", "e", "u", "a"}],
  <|"\:0436" -> "zh", "\:0445" -> "kh", "\:0446" -> "ts", "\:0447" -> "ch", "\:0448" -> "sh", "\:0449" -> "shch", "\:044a" -> "", "\:044c" -> "'", "\:044e" -> "yu", "\:044f" -> "ya", "\:0451" -> "e", "\:0439" -> "j"|>,
  AssociationThread[CharacterRange["\:03b1", "\:03c9"], {"a", "b", "g", "d", "e", "z", "e", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t", "u", "ph", "ch", "ps", "o"}],
  <|"\:00df" -> "ss", "\:00e6" -> "ae", "\:00f8" -> "o", "\:00fe" -> "th", "\:00f0" -> "d", "\:0153" -> "oe", "\:0142" -> "l"|>];
Transliterate[s_String] := With[{out = StringJoin[Map[letterOf, Characters[RemoveDiacritics[s]]]]},
  If[AnyTrue[ToCharacterCode[out], # > 16^^2FF &] && StringContainsQ[out, LetterCharacter], Message[Transliterate::noscript, s]]; out]
letterOf[c_] := With[{low = ToLowerCase[c]}, If[! KeyExistsQ[letters, low], c, If[low === c, letters[low], Capitalize[letters[low]]]]]
(* In[1]:= Transliterate["\:041c\:043e\:0441\:043a\:0432\:0430"]
   Out[1]= "Moskva"
   In[2]:= Transliterate["na\[IDoubleDot]ve"]
   Out[2]= "naive" *)

StringByteCount::usage = "StringByteCount[string] gives the number of bytes of a string in UTF-8.";
StringByteCount[s_String] := Length[ToCharacterCode[s, "UTF8"]]
(* In[1]:= StringByteCount["caf\[EAcute]"]
   Out[1]= 5 *)

SpokenString::usage = "SpokenString[n] gives a text of how the integer n is spoken.";
SpokenString[n_Integer] := StringReplace[IntegerName[n, "Words"], "\[Hyphen]" -> "-"]
(* In[1]:= SpokenString[5]
   Out[1]= "five" *)
