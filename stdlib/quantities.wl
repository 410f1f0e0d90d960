(* Quantities with units: a unit is a string, or a product of powers of strings; conversion goes by the SI base units. *)

Quantity::usage = "Quantity[magnitude, unit] represents a quantity with size magnitude and unit specified by unit, such as \"Meters\" or \"Meters\"/\"Seconds\".
Quantity[unit] assumes the magnitude to be 1.";
Quantity::unkunit = "`1` is not a unit that is known here; products and powers of names such as \"Meters\", \"Hours\" and \"Kilograms\" are.";
Quantity::compat = "`1` and `2` are units of different dimensions.";
Quantity[u_String] := Quantity[1, u]
Quantity[n_, u_String] := With[{c = canonicalUnit[u]}, Quantity[n, c] /; c =!= u && (c =!= $Failed || (Message[Quantity::unkunit, u]; False))]
Quantity[n_List, u_] := Map[Quantity[#, u] &, n]
Quantity[n_, 1 | "DimensionlessUnit"] := n
Quantity[Quantity[a_, u_], v_] := Quantity[a, u v]

(* name -> {factor, dimension}, dimensions as exponents of length, time, mass, current, temperature, amount, intensity, money, angle, information. *)
base[d_] := UnitVector[10, d];
{len, tim, mas, cur, tmp, amt, lum, usd, ang, inf} = Array[base, 10];
table = <|
  "Meters" -> {1, len}, "Centimeters" -> {1/100, len}, "Millimeters" -> {1/1000, len}, "Kilometers" -> {1000, len}, "Micrometers" -> {10^-6, len}, "Nanometers" -> {10^-9, len},
  "Inches" -> {254/10000, len}, "Feet" -> {3048/10000, len}, "Yards" -> {9144/10000, len}, "Miles" -> {1609344/1000, len}, "NauticalMiles" -> {1852, len},
  "AstronomicalUnit" -> {149597870700, len}, "LightYears" -> {9460730472580800, len}, "Angstroms" -> {10^-10, len},
  "Seconds" -> {1, tim}, "Milliseconds" -> {1/1000, tim}, "Microseconds" -> {10^-6, tim}, "Nanoseconds" -> {10^-9, tim}, "Minutes" -> {60, tim}, "Hours" -> {3600, tim}, "Days" -> {86400, tim},
  "Weeks" -> {604800, tim}, "Months" -> {2628000, tim}, "Years" -> {31536000, tim}, "Decades" -> {315360000, tim}, "Centuries" -> {3153600000, tim},
  "Kilograms" -> {1, mas}, "Grams" -> {1/1000, mas}, "Milligrams" -> {10^-6, mas}, "MetricTons" -> {1000, mas}, "Pounds" -> {45359237/10^8, mas}, "Ounces" -> {45359237/(16 10^8), mas},
  "Amperes" -> {1, cur}, "Milliamperes" -> {1/1000, cur}, "Kelvins" -> {1, tmp}, "KelvinsDifference" -> {1, tmp}, "DegreesCelsiusDifference" -> {1, tmp}, "DegreesFahrenheitDifference" -> {5/9, tmp}, "Moles" -> {1, amt}, "Candelas" -> {1, lum},
  "USDollars" -> {1, usd}, "Radians" -> {1, ang}, "AngularDegrees" -> {Pi/180, ang}, "ArcMinutes" -> {Pi/10800, ang}, "ArcSeconds" -> {Pi/648000, ang},
  "Bits" -> {1, inf}, "Bytes" -> {8, inf}, "Kilobytes" -> {8000, inf}, "Megabytes" -> {8 10^6, inf}, "Gigabytes" -> {8 10^9, inf}, "Kibibytes" -> {8 1024, inf}, "Mebibytes" -> {8 1024^2, inf}, "Gibibytes" -> {8 1024^3, inf},
  "Newtons" -> {1, mas + len - 2 tim}, "Joules" -> {1, mas + 2 len - 2 tim}, "Kilojoules" -> {1000, mas + 2 len - 2 tim}, "Calories" -> {4184/1000, mas + 2 len - 2 tim}, "Kilocalories" -> {4184, mas + 2 len - 2 tim},
  "KilowattHours" -> {3600000, mas + 2 len - 2 tim}, "Electronvolts" -> {1602176634/10^28, mas + 2 len - 2 tim},
  "Watts" -> {1, mas + 2 len - 3 tim}, "Kilowatts" -> {1000, mas + 2 len - 3 tim}, "Megawatts" -> {10^6, mas + 2 len - 3 tim}, "Horsepower" -> {74569987158227022/10^14, mas + 2 len - 3 tim},
  "Pascals" -> {1, mas - len - 2 tim}, "Kilopascals" -> {1000, mas - len - 2 tim}, "Bars" -> {100000, mas - len - 2 tim}, "Atmospheres" -> {101325, mas - len - 2 tim},
  "Hertz" -> {1, -tim}, "Kilohertz" -> {1000, -tim}, "Megahertz" -> {10^6, -tim}, "Gigahertz" -> {10^9, -tim},
  "Coulombs" -> {1, cur + tim}, "Volts" -> {1, mas + 2 len - 3 tim - cur}, "Ohms" -> {1, mas + 2 len - 3 tim - 2 cur}, "Farads" -> {1, -mas - 2 len + 4 tim + 2 cur},
  "Liters" -> {1/1000, 3 len}, "Milliliters" -> {10^-6, 3 len}, "Gallons" -> {3785411784/10^12, 3 len}, "Hectares" -> {10000, 2 len}, "Acres" -> {40468564224/10^7, 2 len},
  "Percent" -> {1/100, 0 len}, "DimensionlessUnit" -> {1, 0 len}, "People" -> {1, 0 len},
  (* of trainings *) "Rounds" -> {1, 0 len}, "Batches" -> {1, 0 len}|>;
(* Other names for the same units. *)
alias = <|"m" -> "Meters", "cm" -> "Centimeters", "mm" -> "Millimeters", "km" -> "Kilometers", "in" -> "Inches", "Inch" -> "Inches", "ft" -> "Feet", "Foot" -> "Feet", "mi" -> "Miles", "yd" -> "Yards",
  "s" -> "Seconds", "sec" -> "Seconds", "ms" -> "Milliseconds", "min" -> "Minutes", "h" -> "Hours", "hr" -> "Hours", "kg" -> "Kilograms", "g" -> "Grams", "mg" -> "Milligrams", "lb" -> "Pounds", "oz" -> "Ounces",
  "A" -> "Amperes", "K" -> "Kelvins", "N" -> "Newtons", "J" -> "Joules", "W" -> "Watts", "kW" -> "Kilowatts", "kWh" -> "KilowattHours", "Pa" -> "Pascals", "Hz" -> "Hertz", "V" -> "Volts", "L" -> "Liters", "l" -> "Liters", "mL" -> "Milliliters",
  "Degrees" -> "AngularDegrees", "deg" -> "AngularDegrees", "rad" -> "Radians", "%" -> "Percent", "USD" -> "USDollars", "Dollars" -> "USDollars", "km/h" -> "Kilometers"/"Hours", "mph" -> "Miles"/"Hours", "m/s" -> "Meters"/"Seconds"|>;
temperatures = {"Kelvins", "DegreesCelsius", "DegreesFahrenheit"};
canonicalUnit[u_String] := Which[KeyExistsQ[table, u] || MemberQ[temperatures, u], u, KeyExistsQ[alias, u], alias[u], True,
  With[{found = SelectFirst[Keys[table], Function[k, With[{low = ToLowerCase[k]}, low === ToLowerCase[u] || low === ToLowerCase[u] <> "s"]]]}, If[StringQ[found], found, $Failed]]]
factor[u_] := u /. s_String :> table[s][[1]]
dimension[u_String] := table[u][[2]]
dimension[u_Times] := Total[Map[dimension, List @@ u]]
dimension[u_^n_] := n dimension[u]
dimension[_?NumericQ] := ConstantArray[0, 10]
compatible[u_, v_] := MemberQ[temperatures, u] && MemberQ[temperatures, v] || FreeQ[{u, v}, Alternatives @@ Rest[temperatures]] && dimension[u] === dimension[v]
convert[n_, u_, u_] := n
convert[n_, u_, v_] := If[MemberQ[temperatures, u] && MemberQ[temperatures, v], fromKelvin[toKelvin[n, u], v], n factor[u]/factor[v]]
toKelvin[n_, u_] := Switch[u, "Kelvins", n, "DegreesCelsius", n + 27315/100, "DegreesFahrenheit", (n + 45967/100) 5/9]
fromKelvin[n_, u_] := Switch[u, "Kelvins", n, "DegreesCelsius", n - 27315/100, "DegreesFahrenheit", n 9/5 - 45967/100]

Quantity /: Plus[a : Quantity[m_, u_], b : Quantity[n_, v_], r___] := With[{w = larger[u, v]}, Quantity[convert[m, u, w] + convert[n, v, w], w] + r /; compatible[u, v] || (tell[Sort[{u, v}]]; False)]
(* A sum is tried in several orders; it is told of once. *)
tell[units_] := If[told =!= {units, $Line}, told = {units, $Line}; Message[Quantity::compat, First[units], Last[units]]]
larger[u_, v_] := If[u === v || MemberQ[temperatures, u], u, If[TrueQ[factor[u] >= factor[v]], u, v]]
Quantity /: Times[Quantity[m_, u_], Quantity[n_, v_], r___] := reduced[m n, u v] r
Quantity /: Times[x_?NumericQ, Quantity[n_, u_], r___] := Quantity[x n, u] r
Quantity /: Quantity[n_, u_]^p_?NumericQ := Quantity[n^p, PowerExpand[u^p]]
Quantity /: Plus[d_DateObject, Quantity[n_, u_String], r___] := DatePlus[d, {n, StringReplace[u, "s" ~~ EndOfString -> ""]}] + r
(* Units of one dimension in a product become one: hours by minutes. *)
reduced[n_, u_] := If[VectorQ[Flatten[{If[Head[u] === Times || Head[u] === Power, dimension[u], {1}]}], # === 0 &] && u =!= "Percent", n factor[u], Quantity[n, u]]
Quantity /: (f : Abs | Round | Floor | Ceiling | N | Re | Im | IntegerPart)[Quantity[n_, u_]] := Quantity[f[n], u]
Quantity /: Round[Quantity[n_, u_], Quantity[d_, v_]] := Quantity[Round[n, convert[d, v, u]], u] /; compatible[u, v]
Quantity /: (f : Less | Greater | LessEqual | GreaterEqual | Equal | Unequal)[Quantity[m_, u_], Quantity[n_, v_]] := f[m factor[u], n factor[v]] /; compatible[u, v] && ! MemberQ[temperatures, u | v]
Quantity /: (f : Less | Greater | LessEqual | GreaterEqual | Equal | Unequal)[Quantity[m_, u_], Quantity[n_, v_]] := f[toKelvin[m, u], toKelvin[n, v]] /; MemberQ[temperatures, u] && MemberQ[temperatures, v]
Quantity /: (f : Max | Min)[a___, Quantity[m_, u_], b___, Quantity[n_, v_], c___] := f[a, b, c, If[TrueQ[(m factor[u] >= n factor[v]) === (f === Max)], Quantity[m, u], Quantity[n, v]]] /; compatible[u, v]
Quantity /: (f : Sin | Cos | Tan | Cot | Sec | Csc)[Quantity[n_, u_]] := f[n factor[u]] /; dimension[u] === ang
Format[Quantity[n_, u_]] := Row[{n, " ", unitText[u]}]
unitText[u_String] := ToLowerCase[StringReplace[u, RegularExpression["(?<=[a-z])(?=[A-Z])"] -> " "]]
unitText[u_] := ToString[u /. s_String :> Symbol["Global`" <> StringReplace[ToLowerCase[s], " " -> ""]]]

(* In[1]:= Quantity[3, "Meters"] + Quantity[20, "Centimeters"]
   Out[1]= Quantity[16/5, "Meters"]
   In[2]:= Quantity[100, "Kilometers"]/Quantity[2, "Hours"]
   Out[2]= Quantity[50, "Kilometers"/"Hours"]
   In[3]:= Quantity[1, "Hours"] > Quantity[50, "Minutes"]
   Out[3]= True
   In[4]:= 2 Quantity[3, "m"]
   Out[4]= Quantity[6, "Meters"]
   In[5]:= ToString[Quantity[3, "Meters"]]
   Out[5]= "3 meters"
   In[6]:= Quantity[1, "Meters"] + Quantity[1, "Seconds"]
   Quantity::compat: Meters and Seconds are units of different dimensions.
   Out[6]= Quantity[1, "Meters"] + Quantity[1, "Seconds"]
   In[7]:= DateObject[{2020, 1, 30}] + Quantity[3, "Days"]
   Out[7]= DateObject[{2020, 2, 2}, "Day"] *)

UnitConvert::usage = "UnitConvert[quantity, unit] attempts to convert the quantity to the unit.
UnitConvert[quantity] converts it to SI base units.";
UnitConvert::compat = "`1` and `2` are units of different dimensions.";
UnitConvert[Quantity[n_, u_], v_] := With[{w = v /. s_String :> canonicalUnit[s] /. Quantity[_, x_] :> x},
  If[compatible[u, w], Quantity[convert[n, u, w], w], Null /; (Message[UnitConvert::compat, u, w]; False)] /; compatible[u, w] || (Message[UnitConvert::compat, u, w]; False)]
UnitConvert[Quantity[n_, u_]] := With[{si = siUnit[dimension[u]]}, Quantity[n factor[u], si]]
siUnit[d_] := Times @@ ({"Meters", "Seconds", "Kilograms", "Amperes", "Kelvins", "Moles", "Candelas", "USDollars", "Radians", "Bits"}^d)

(* In[1]:= UnitConvert[Quantity[1, "Miles"], "Kilometers"]
   Out[1]= Quantity[25146/15625, "Kilometers"]
   In[2]:= UnitConvert[Quantity[25., "DegreesCelsius"], "Kelvins"]
   Out[2]= Quantity[298.15, "Kelvins"]
   In[3]:= UnitConvert[Quantity[36, "Kilometers"/"Hours"], "Meters"/"Seconds"]
   Out[3]= Quantity[10, "Meters"/"Seconds"]
   In[4]:= UnitConvert[Quantity[1, "Meters"], "Seconds"]
   UnitConvert::compat: Meters and Seconds are units of different dimensions.
   Out[4]= UnitConvert[Quantity[1, "Meters"], "Seconds"] *)

QuantityMagnitude::usage = "QuantityMagnitude[quantity] gives the amount of the quantity.
QuantityMagnitude[quantity, unit] gives the amount of it when expressed in the unit.";
QuantityMagnitude[Quantity[n_, _]] := n
QuantityMagnitude[q_Quantity, u_] := With[{c = UnitConvert[q, u]}, First[c] /; Head[c] === Quantity]
QuantityMagnitude[n_?NumericQ] := n
QuantityMagnitude[x_List, u___] := Map[QuantityMagnitude[#, u] &, x]

(* In[1]:= {QuantityMagnitude[Quantity[3, "Meters"]], QuantityMagnitude[Quantity[3, "Meters"], "Centimeters"]}
   Out[1]= {3, 300} *)

QuantityUnit::usage = "QuantityUnit[quantity] returns the unit associated with the quantity.";
QuantityUnit[Quantity[_, u_]] := u
QuantityUnit[x_List] := Map[QuantityUnit, x]
QuantityUnit[_?NumericQ] := "DimensionlessUnit"

(* In[1]:= QuantityUnit[Quantity[3, "Meters"]]
   Out[1]= "Meters" *)

QuantityQ::usage = "QuantityQ[expr] gives True if expr is a quantity with a known unit, and False otherwise.";
QuantityQ[Quantity[_, u_]] := KnownUnitQ[u]
QuantityQ[_] := False

(* In[1]:= {QuantityQ[Quantity[1, "Meters"]], QuantityQ[3]}
   Out[1]= {True, False} *)

KnownUnitQ::usage = "KnownUnitQ[expr] returns True if expr is a unit that is known, and False otherwise.";
KnownUnitQ[u_] := With[{names = Cases[{u}, _String, Infinity]}, names =!= {} && AllTrue[names, canonicalUnit[#] =!= $Failed &]]

(* In[1]:= {KnownUnitQ["Meters"/"Seconds"], KnownUnitQ["Foos"]}
   Out[1]= {True, False} *)

CompatibleUnitQ::usage = "CompatibleUnitQ[q1, q2, ...] returns True if all the qi have the same dimension, and False otherwise.";
CompatibleUnitQ[q_, more__] := AllTrue[{more}, compatible[unitOf[q], unitOf[#]] &]
unitOf[Quantity[_, u_]] := u
unitOf[u_] := u /. s_String :> canonicalUnit[s]

(* In[1]:= {CompatibleUnitQ[Quantity[1, "Meters"], Quantity[1, "Feet"]], CompatibleUnitQ["Meters", "Hours"]}
   Out[1]= {True, False} *)

UnitDimensions::usage = "UnitDimensions[unit] returns a list of base dimensions associated with the unit.";
UnitDimensions[u_] := Select[Transpose[{{"LengthUnit", "TimeUnit", "MassUnit", "ElectricCurrentUnit", "TemperatureUnit", "AmountUnit", "LuminousIntensityUnit", "MoneyUnit", "AngleUnit", "InformationUnit"}, dimension[unitOf[u]]}], Last[#] =!= 0 &]

(* In[1]:= UnitDimensions["Newtons"]
   Out[1]= {{"LengthUnit", 1}, {"TimeUnit", -2}, {"MassUnit", 1}} *)
