(* Questions about the calendar: days between dates, days of the week, elements of dates, Julian dates. *)

DayCount::usage = "DayCount[date1, date2] gives the number of days from date1 to date2.
DayCount[date1, date2, daytype] counts the days of the type, such as Monday, \"Weekday\" or \"Weekend\", after date1 up to date2.";
DayCount[a_, b_] := Floor[(AbsoluteTime[b] - AbsoluteTime[a])/86400]
DayCount[a_, b_, type_] := Count[Table[DatePlus[a, k], {k, 1, DayCount[a, b]}], d_ /; DayMatchQ[d, type]] /; dayType[type]
(* In[1]:= DayCount[{2020, 1, 1}, {2020, 3, 1}]
   Out[1]= 60
   In[2]:= DayCount[{2024, 1, 1}, {2024, 1, 31}, Sunday]
   Out[2]= 4 *)

DayMatchQ::usage = "DayMatchQ[date, daytype] tests whether the date is of the type, such as Monday, \"Weekday\", \"Weekend\", \"EndOfMonth\" or \"BeginningOfMonth\".";
DayMatchQ::daytype = "`1` is no type of days: names of days of the week, \"Day\", \"Weekday\", \"Weekend\", \"BeginningOfMonth\" and \"EndOfMonth\" are.";
weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
DayMatchQ[d_, type_] := With[{t = If[Head[type] === Symbol, SymbolName[type], type], day = DateString[d, "DayName"]}, Switch[t,
  Alternatives @@ weekdays, day === t,
  All | "All" | "Day" | "CalendarDay", True,
  "Weekday" | "BusinessDay", ! MemberQ[{"Saturday", "Sunday"}, day],
  "Weekend" | "WeekendDay", MemberQ[{"Saturday", "Sunday"}, day],
  "BeginningOfMonth", DateList[d][[3]] == 1,
  "EndOfMonth", DateList[DatePlus[d, 1]][[3]] == 1,
  _, Message[DayMatchQ::daytype, type]; False]]
dayType[type_] := Module[{known = True}, Quiet[Check[DayMatchQ[{2000, 1, 1}, type], known = False, DayMatchQ::daytype], DayMatchQ::daytype]; If[! known, Message[DayMatchQ::daytype, type]]; known]
(* In[1]:= {DayMatchQ[{2020, 1, 1}, Wednesday], DayMatchQ[{2020, 1, 1}, "Weekend"]}
   Out[1]= {True, False}
   In[2]:= DayMatchQ[{2020, 1, 1}, "Feast"]
   DayMatchQ::daytype: Feast is no type of days: names of days of the week, "Day", "Weekday", "Weekend", "BeginningOfMonth" and "EndOfMonth" are.
   Out[2]= False *)

DayPlus::usage = "DayPlus[date, n] gives the date n days from date.
DayPlus[date, n, daytype] counts only days of the type.";
DayPlus[d_, n_Integer] := DatePlus[d, n]
DayPlus[d_, n_Integer, type_] := Module[{at = d, left = Abs[n]},
  While[left > 0, at = DatePlus[at, Sign[n]]; If[DayMatchQ[at, type], left--]];
  at] /; dayType[type]
(* In[1]:= DayPlus[{2020, 1, 31}, 1]
   Out[1]= {2020, 2, 1}
   In[2]:= DayPlus[{2024, 2, 2}, 1, "BusinessDay"]
   Out[2]= {2024, 2, 5}
   In[3]:= DayPlus[{2024, 2, 2}, 1, "Feast"]
   DayMatchQ::daytype: Feast is no type of days: names of days of the week, "Day", "Weekday", "Weekend", "BeginningOfMonth" and "EndOfMonth" are.
   Out[3]= DayPlus[{2024, 2, 2}, 1, "Feast"] *)

DayRound::usage = "DayRound[date, daytype] gives date, or the next date after it that is of the type.";
DayRound[d_, type_] := NestWhile[DatePlus[#, 1] &, d, ! DayMatchQ[#, type] &, 1, 400] /; dayType[type]
(* In[1]:= DayRound[{2024, 2, 3}, Monday]
   Out[1]= {2024, 2, 5} *)

NextDate::usage = "NextDate[daytype] gives the next date of the type, such as Monday.
NextDate[date, daytype] starts after date.";
NextDate[type_] := NextDate[Today, type]
NextDate[d_, type_] := DayRound[DatePlus[d, 1], type] /; dayType[type]
(* In[1]:= NextDate[{2024, 2, 5}, Monday]
   Out[1]= {2024, 2, 12} *)

PreviousDate::usage = "PreviousDate[daytype] gives the last date of the type before today.
PreviousDate[date, daytype] gives the last before date.";
PreviousDate[type_] := PreviousDate[Today, type]
PreviousDate[d_, type_] := NestWhile[DatePlus[#, -1] &, DatePlus[d, -1], ! DayMatchQ[#, type] &, 1, 400] /; dayType[type]
(* In[1]:= PreviousDate[{2024, 2, 5}, Monday]
   Out[1]= {2024, 1, 29} *)

DateValue::usage = "DateValue[date, element] gives an element of the date, such as \"Year\", \"Month\", \"Day\", \"DayName\", \"ISOWeek\" or \"Quarter\".
DateValue[element] gives that of the current date.
DateValue[date, {element1, element2, ...}] gives several.";
DateValue::elem = "`1` is no element of dates: \"Year\", \"Month\", \"Day\", \"Hour\", \"Minute\", \"Second\", \"Quarter\", \"DayName\", \"MonthName\", \"Week\", \"ISOWeek\", \"DayOfYear\" and their short forms are.";
DateValue[e_String | e : {__String}] := DateValue[Now, e]
DateValue[d_, list_List] := Map[DateValue[d, #] &, list]
DateValue[d_, e_String] := With[{v = DateList[d]}, Switch[e,
  "Year", v[[1]], "Month", v[[2]], "Day", v[[3]], "Hour" | "Hour24", v[[4]], "Minute", v[[5]], "Second", whole[v[[6]]],
  "SecondExact", v[[6]], "Hour12", Mod[v[[4]], 12, 1],
  "Quarter", Quotient[v[[2]] + 2, 3],
  "YearShort", Mod[v[[1]], 100],
  "DayOfYear", DayCount[{v[[1]], 1, 1}, Take[v, 3]] + 1,
  "Week" | "ISOWeek" | "ISOWeekDay" | "DayName" | "DayNameShort" | "MonthName" | "MonthNameShort" | "AMPM" | "ISODate", Replace[DateString[d, e], s_String :> If[StringMatchQ[s, DigitCharacter ..], FromDigits[s], s]],
  _, Message[DateValue::elem, e]; $Failed]]
whole[x_] := If[x == Round[x], Round[x], x]
(* In[1]:= DateValue[{2020, 5, 6}, {"Month", "Quarter", "DayName", "DayOfYear"}]
   Out[1]= {5, 2, "Wednesday", 127}
   In[2]:= DateValue[{2020, 5, 6}, "Moon"]
   DateValue::elem: Moon is no element of dates: "Year", "Month", "Day", "Hour", "Minute", "Second", "Quarter", "DayName", "MonthName", "Week", "ISOWeek", "DayOfYear" and their short forms are.
   Out[2]= $Failed *)

JulianDate::usage = "JulianDate[date] gives the number of days since noon on November 24, 4714 BCE.
JulianDate[] gives that of the current moment.";
JulianDate[] := JulianDate[Now]
JulianDate[d_] := N[AbsoluteTime[d]/86400 + 4830041/2]
(* In[1]:= JulianDate[{2000, 1, 1}]
   Out[1]= 2451544.5 *)

FromJulianDate::usage = "FromJulianDate[jd] gives the date object of the Julian date jd.";
FromJulianDate[j_?NumericQ] := FromAbsoluteTime[(j - 4830041/2) 86400]
(* In[1]:= Take[DateList[FromJulianDate[2451544.5]], 3]
   Out[1]= {2000, 1, 1} *)

FromAbsoluteTime::usage = "FromAbsoluteTime[time] gives the date object of an absolute time, in seconds since the beginning of 1900.";
FromAbsoluteTime[t_?NumericQ] := DateObject[DateList[t]]
(* In[1]:= Take[DateList[FromAbsoluteTime[0]], 3]
   Out[1]= {1900, 1, 1} *)

DateObjectQ::usage = "DateObjectQ[expr] gives True if expr is a date object of an actual date, and False otherwise.";
DateObjectQ[d_DateObject] := MatchQ[Quiet[DateList[d]], {_, _, _, _, _, _}]
DateObjectQ[_] := False
(* In[1]:= {DateObjectQ[DateObject[{2020}]], DateObjectQ[{2020, 1, 1}]}
   Out[1]= {True, False} *)

MinDate::usage = "MinDate[{date1, date2, ...}] gives the earliest of the dates.";
MinDate[list : {__}] := First[SortBy[list, AbsoluteTime]]
MinDate[a_, rest__] := MinDate[{a, rest}]
(* In[1]:= MinDate[{{2020, 5, 1}, {2019, 1, 2}}]
   Out[1]= {2019, 1, 2} *)

MaxDate::usage = "MaxDate[{date1, date2, ...}] gives the latest of the dates.";
MaxDate[list : {__}] := Last[SortBy[list, AbsoluteTime]]
MaxDate[a_, rest__] := MaxDate[{a, rest}]
(* In[1]:= MaxDate[{{2020, 5, 1}, {2019, 1, 2}}]
   Out[1]= {2020, 5, 1} *)

MidDate::usage = "MidDate[{date1, date2}] gives the moment half-way between two dates.";
MidDate[{a_, b_}] := FromAbsoluteTime[(AbsoluteTime[a] + AbsoluteTime[b])/2]
(* In[1]:= Take[DateList[MidDate[{{2020, 1, 1}, {2020, 1, 3}}]], 3]
   Out[1]= {2020, 1, 2} *)

DateBounds::usage = "DateBounds[{date1, date2, ...}] gives the earliest and the latest of the dates.";
DateBounds[list : {__}] := {MinDate[list], MaxDate[list]}
(* In[1]:= DateBounds[{{2020, 5, 1}, {2019, 1, 2}, {2021, 1, 1}}]
   Out[1]= {{2019, 1, 2}, {2021, 1, 1}} *)

DateSelect::usage = "DateSelect[{date1, date2, ...}, crit] gives the dates for whose date objects crit is True.";
DateSelect[list_List, crit_] := Select[list, TrueQ[crit[DateObject[#]]] &]
(* In[1]:= DateSelect[{{2020, 5, 1}, {2019, 1, 2}}, DateValue[#, "Year"] == 2019 &]
   Out[1]= {{2019, 1, 2}} *)

EasterSunday::usage = "EasterSunday[year] gives the date of Easter in the Gregorian calendar.";
EasterSunday[y_Integer?Positive] := Module[{a = Mod[y, 19], b = Quotient[y, 100], c = Mod[y, 100], h, l, m, n},
  (* The anonymous Gregorian computus. *)
  h = Mod[19 a + b - Quotient[b, 4] - Quotient[b - Quotient[b + 8, 25] + 1, 3] + 15, 30];
  l = Mod[32 + 2 Mod[b, 4] + 2 Quotient[c, 4] - h - Mod[c, 4], 7];
  m = Quotient[a + 11 h + 22 l, 451];
  n = h + l - 7 m + 114;
  DateObject[{y, Quotient[n, 31], Mod[n, 31] + 1}]]
(* In[1]:= Take[DateList[EasterSunday[2024]], 3]
   Out[1]= {2024, 3, 31} *)
