/** Dates: as lists, absolute times, strings and DateObject; all times are UTC. */
import { type Expr, int, isCall, isRealNumber, Kind, normal, Real, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import {
  absoluteSeconds,
  DAY_NAMES,
  type DateParts,
  dayNumber,
  EPOCH_1970,
  isLeapYear,
  MONTH_NAMES,
  partsOfSeconds,
  weekday,
} from '../../numeric/calendar.ts';
import { parseDate, parseDateAs } from '../../numeric/date-text.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { toDouble } from '../values/number.ts';
import { bool, list } from '../values/sequences.ts';

const DateObjectSymbol = system('DateObject');
const messages = { arg: 'The argument `1` cannot be interpreted as a date or time.' };

/** Seconds since 1900, now. */
const now = (e: Evaluation): number => e.session.io.now() / 1000 + EPOCH_1970;

/** The date of the first parts of one; what is missing is at its beginning. */
const filled = (n: readonly number[]): DateParts => [n[0]!, n[1] ?? 1, n[2] ?? 1, n[3] ?? 0, n[4] ?? 0, n[5] ?? 0];

/** {y}, {y, m}, ... as a date. */
function partsInList(x: Expr): DateParts | undefined {
  const items = x.kind === Kind.Packed ? unpack(x) : x;
  if (!isCall(items, S.List) || items.args.length === 0 || items.args.length > 6) return undefined;
  if (!items.args.every(isRealNumber)) return undefined;
  return filled(items.args.map((a) => toDouble(a)));
}
/** {text, elements}: a text and the form that it has. */
function partsInForm(x: Expr): DateParts | undefined {
  if (!isCall(x, S.List) || x.args.length !== 2 || x.args[0]!.kind !== Kind.String) return undefined;
  const [text, form] = x.args as unknown as [Str, Expr];
  const elements = isCall(form, S.List) ? form.args : [form];
  if (!elements.every((f) => f.kind === Kind.String)) return undefined;
  return parseDateAs(
    text.value,
    elements.map((f) => (f as Str).value),
  );
}
/** Where seconds are no integers any more there are no dates. */
const isDate = (seconds: number): boolean => Math.abs(seconds) <= Number.MAX_SAFE_INTEGER;

/** Whatever means a date: absolute time, list, string, DateObject. undefined where seconds are no integers any more. */
export function secondsOf(x: Expr, e: Evaluation): number | undefined {
  const seconds = secondsIn(x, e);
  return seconds !== undefined && isDate(seconds) ? seconds : undefined;
}
function secondsIn(x: Expr, e: Evaluation): number | undefined {
  if (isRealNumber(x)) return toDouble(x);
  if (x === Now) return now(e);
  if (isCall(x, DateObjectSymbol) && x.args.length > 0) return secondsOf(x.args[0]!, e);
  const written = x.kind === Kind.String ? parseDate(x.value) : undefined;
  const parts = written === undefined ? (partsInForm(x) ?? partsInList(x)) : filled(written);
  return parts && absoluteSeconds(parts);
}
const Now = system('Now');

/** Years to minutes as integers, seconds as a real. */
const partsAsList = (parts: DateParts): Expr =>
  list(parts.map((p, i) => (i < 5 ? int(p) : new Real(Math.round(p * 1e6) / 1e6))));

/** A function of one date, now by default. */
const ofDate = (
  name: string,
  {
    usage,
    f,
    examples,
  }: {
    readonly usage: string;
    readonly f: (seconds: number, e: Evaluation, x: Expr | undefined) => Expr;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: [0, 1],
    messages,
    evaluate([x], e) {
      const seconds = x === undefined ? now(e) : secondsOf(x, e);
      return seconds === undefined ? e.message('arg', x!) : f(seconds, e, x);
    },
    examples: { ...examples, [`${name}[x]`]: [`${name}[x]`, `${name}::arg`] },
  });

/** Whole seconds of an exact date are an integer. */
const seconds = (s: number, x: Expr | undefined): Expr =>
  x !== undefined && Number.isInteger(s) ? int(s) : new Real(s);

export const AbsoluteTime = ofDate('AbsoluteTime', {
  usage:
    'AbsoluteTime[] gives the total number of seconds since the beginning of January 1, 1900.\nAbsoluteTime[date] gives that of a date, given as a list, a string or a DateObject.',
  f: (s, _e, x) => seconds(s, x),
  examples: { 'AbsoluteTime[{1970, 1, 1}]': '2208988800', 'AbsoluteTime["2026-11-25"]': '4004553600' },
});
export const UnixTime = ofDate('UnixTime', {
  usage:
    'UnixTime[] gives the number of seconds since the beginning of January 1, 1970.\nUnixTime[date] gives that of a date.',
  f: (s) => int(Math.floor(s - EPOCH_1970)),
  examples: { 'UnixTime[{1970, 1, 2}]': '86400' },
});
export const DateList = ofDate('DateList', {
  usage:
    'DateList[] gives the current date and time in the form {year, month, day, hour, minute, second}.\nDateList[date] gives that of an absolute time, a string, a DateObject or a list.\nDateList[{"string", {"e1", ...}}] reads a string that has the given elements.',
  f: (s) => partsAsList(partsOfSeconds(s)),
  examples: {
    'DateList[0]': '{1900, 1, 1, 0, 0, 0.}',
    'DateList["Nov 25, 2026 10:30 pm"]': '{2026, 11, 25, 22, 30, 0.}',
    'DateList[{"25.12.2026", {"Day", ".", "Month", ".", "Year"}}]': '{2026, 12, 25, 0, 0, 0.}',
    'DateList[{2026, 14, 1}]': '{2027, 2, 1, 0, 0, 0.}',
  },
});
/** Symbols of the language from the start, so that users' names for them mean these. */
const DAYS = DAY_NAMES.map(system);
export const DayName = ofDate('DayName', {
  usage: 'DayName[] gives the current day of the week.\nDayName[date] gives the day of the week for the given date.',
  f: (s) => DAYS[weekday(Math.floor((s - EPOCH_1970) / 86400))]!,
  examples: { 'DayName[{2026, 11, 25}]': 'Wednesday' },
});
export const FromUnixTime = builtin('FromUnixTime', {
  usage: 'FromUnixTime[time] gives the date that is so many seconds after the beginning of January 1, 1970.',
  arity: 1,
  messages,
  evaluate([x], e) {
    const seconds = isRealNumber(x!) ? toDouble(x) + EPOCH_1970 : Number.NaN;
    return isDate(seconds) ? dateObject(partsOfSeconds(seconds), 6) : e.message('arg', x!);
  },
  examples: {
    'FromUnixTime[10^20]': ['FromUnixTime[100000000000000000000]', 'FromUnixTime::arg'],
    'FromUnixTime[86400]': 'DateObject[{1970, 1, 2, 0, 0, 0.}, "Instant"]',
    'FromUnixTime[x]': ['FromUnixTime[x]', 'FromUnixTime::arg'],
  },
});
export const LeapYearQ = builtin('LeapYearQ', {
  usage: 'LeapYearQ[date] returns True if the year corresponding to date is a leap year.',
  arity: 1,
  messages,
  evaluate([x], e) {
    const s = secondsOf(x!, e);
    return s === undefined ? e.message('arg', x!) : bool(isLeapYear(partsOfSeconds(s)[0]));
  },
  examples: {
    'LeapYearQ[{2000}]': 'True',
    'LeapYearQ[{1900}]': 'False',
    'LeapYearQ[x]': ['LeapYearQ[x]', 'LeapYearQ::arg'],
  },
});

const GRANULARITIES = ['Year', 'Month', 'Day', 'Hour', 'Minute', 'Instant'] as const;
function dateObject(parts: DateParts, length: number): Expr {
  const items = (partsAsList(parts) as Expr & { args: readonly Expr[] }).args.slice(0, length);
  return normal(DateObjectSymbol, list(items), new Str(GRANULARITIES[length - 1]!));
}
/** How many parts of a date are given. */
function exactness(x: Expr | undefined): number {
  if (x?.kind === Kind.String) return parseDate(x.value)?.length ?? 6;
  return x !== undefined && isCall(x, S.List) && partsInForm(x) === undefined ? x.args.length : 6;
}
export const DateObject = builtin('DateObject', {
  usage:
    'DateObject[] gives the current time.\nDateObject[{y, m, d, h, m, s}] represents a date, as exact as the list is long.\nDateObject[date] converts an absolute time or a string.',
  arity: [0, 2],
  messages,
  evaluate([x, granularity], e) {
    if (granularity?.kind === Kind.String) {
      // Two arguments are the standard form, once the first one is in range.
      const length = (GRANULARITIES as readonly string[]).indexOf(granularity.value) + 1;
      const parts = x && partsInList(x);
      if (length === 0 || parts === undefined) return e.message('arg', x!);
      const standard = dateObject(partsOfSeconds(absoluteSeconds(parts)), length);
      return e.session.inputForm(standard) === e.session.inputForm(normal(e.symbol, x!, granularity))
        ? undefined
        : standard;
    }
    if (granularity !== undefined) return e.message('arg', granularity);
    const s = x === undefined ? now(e) : secondsOf(x, e);
    if (s === undefined) return e.message('arg', x!);
    return dateObject(partsOfSeconds(s), exactness(x));
  },
  examples: {
    'DateObject[{2026, 11, 25}]': 'DateObject[{2026, 11, 25}, "Day"]',
    'DateObject[{2026, 13}]': 'DateObject[{2027, 1}, "Month"]',
    'DateObject["2026-11-25 10:30"]': 'DateObject[{2026, 11, 25, 10, 30, 0.}, "Instant"]',
    'DateObject[x]': ['DateObject[x]', 'DateObject::arg'],
  },
});
export const Now_ = builtin('Now', {
  usage: 'Now gives the current date and time as a DateObject.',
  value: (e) => dateObject(partsOfSeconds(now(e)), 6),
  examples: { 'Head[Now]': 'DateObject' },
});
export const Today = builtin('Today', {
  usage: 'Today gives the current date as a DateObject.',
  value: (e) => dateObject(partsOfSeconds(now(e)), 3),
  examples: { 'Head[Today]': 'DateObject' },
});

/** How many of each part a step of a unit is. */
const UNITS: Readonly<Record<string, readonly [part: number, factor: number]>> = {
  Year: [0, 1],
  Quarter: [1, 3],
  Month: [1, 1],
  Week: [2, 7],
  Day: [2, 1],
  Hour: [3, 1],
  Minute: [4, 1],
  Second: [5, 1],
};
function addSteps(parts: DateParts, count: number, unit: string): DateParts | undefined {
  const u = UNITS[unit];
  if (u === undefined) return undefined;
  const [part, factor] = u;
  const moved = parts.with(part, parts[part]! + count * factor) as number[] as unknown as DateParts;
  const seconds = absoluteSeconds(moved);
  if (!isDate(seconds)) return undefined;
  if (part > 1) return partsOfSeconds(seconds);
  // The last day of a month stays the last day where the new month is shorter.
  const months = moved[0] * 12 + moved[1] - 1;
  const [y, m] = [Math.floor(months / 12), (months % 12) + 1];
  const last = dayNumber(y, m + 1, 1) - dayNumber(y, m, 1);
  return [y, m, Math.min(moved[2], last), moved[3], moved[4], moved[5]];
}
export const DatePlus = builtin('DatePlus', {
  usage:
    'DatePlus[date, n] gives the date n days after date.\nDatePlus[date, {n, "unit"}] adds steps of "Year", "Quarter", "Month", "Week", "Day", "Hour", "Minute" or "Second".\nDatePlus[date, {{n1, u1}, ...}] adds several.',
  arity: [1, 2],
  messages: { ...messages, inc: '`1` is not a number of days, {n, "unit"}, or a list of these.' },
  evaluate(args, e) {
    const [x, by] = args.length === 1 ? [Today_, args[0]!] : [args[0]!, args[1]!];
    const s = secondsOf(x === Today_ ? e.evaluate(Today_) : x, e);
    if (s === undefined) return e.message('arg', x);
    const steps = isCall(by, S.List) && by.args.every((b) => isCall(b, S.List)) ? by.args : [by];
    let parts: DateParts | undefined = partsOfSeconds(s);
    for (const step of steps) {
      const [count, unit] = isCall(step, S.List) ? step.args : [step, new Str('Day')];
      if (count === undefined || !isRealNumber(count) || unit?.kind !== Kind.String) return e.message('inc', step);
      parts = addSteps(parts, toDouble(count), unit.value);
      if (parts === undefined) return e.message('inc', step);
    }
    if (isCall(x, DateObjectSymbol)) return dateObject(parts, isCall(x.args[0]!, S.List) ? x.args[0].args.length : 6);
    const length = isCall(x, S.List) ? x.args.length : 6;
    return list((partsAsList(parts) as Expr & { args: readonly Expr[] }).args.slice(0, length));
  },
  examples: {
    'DatePlus[{2026, 2, 27}, 3]': '{2026, 3, 2}',
    'DatePlus[{2026, 1, 31}, {1, "Month"}]': '{2026, 2, 28}',
    'DatePlus[DateObject[{2026, 11, 25}], {1, "Week"}]': 'DateObject[{2026, 12, 2}, "Day"]',
    'DatePlus[{2026, 1, 1}, x]': ['DatePlus[{2026, 1, 1}, x]', 'DatePlus::inc'],
  },
});
const Today_ = system('Today');

const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
/** The text of each element of a date string. */
const ELEMENTS: Readonly<Record<string, (p: DateParts) => string>> = {
  Year: ([y]) => String(y),
  YearShort: ([y]) => two(y % 100),
  Month: ([, m]) => two(m),
  MonthShort: ([, m]) => String(m),
  MonthName: ([, m]) => MONTH_NAMES[m - 1]!,
  MonthNameShort: ([, m]) => MONTH_NAMES[m - 1]!.slice(0, 3),
  Day: (p) => two(p[2]),
  DayShort: (p) => String(p[2]),
  DayName: (p) => dayName(p),
  DayNameShort: (p) => dayName(p).slice(0, 3),
  Hour: (p) => two(p[3]),
  Hour24: (p) => two(p[3]),
  Hour12: (p) => two(p[3] % 12 === 0 ? 12 : p[3] % 12),
  HourShort: (p) => String(p[3]),
  AMPM: (p) => (p[3] < 12 ? 'AM' : 'PM'),
  Minute: (p) => two(p[4]),
  Second: (p) => two(p[5]),
  Millisecond: (p) => String(Math.floor((p[5] % 1) * 1000)).padStart(3, '0'),
  ISODate: (p) => `${p[0]}-${two(p[1])}-${two(p[2])}`,
  ISODateTime: (p) => `${p[0]}-${two(p[1])}-${two(p[2])}T${two(p[3])}:${two(p[4])}:${two(p[5])}`,
  Time: (p) => `${two(p[3])}:${two(p[4])}:${two(p[5])}`,
  Date: (p) => `${dayName(p)} ${p[2]} ${MONTH_NAMES[p[1] - 1]} ${p[0]}`,
  DateShort: (p) => `${dayName(p).slice(0, 3)} ${p[2]} ${MONTH_NAMES[p[1] - 1]!.slice(0, 3)} ${p[0]}`,
  DateTime: (p) => `${ELEMENTS.Date!(p)} ${ELEMENTS.Time!(p)}`,
  DateTimeShort: (p) => `${ELEMENTS.DateShort!(p)} ${ELEMENTS.Time!(p)}`,
};
const dayName = (p: DateParts): string => DAY_NAMES[weekday(dayNumber(p[0], p[1], p[2]))]!;

/** Names of elements give their text; any other string stands for itself. */
function dateText(form: Expr, parts: DateParts): string | undefined {
  if (form.kind === Kind.String) return ELEMENTS[form.value]?.(parts) ?? form.value;
  if (!isCall(form, S.List)) return undefined;
  const texts = form.args.map((f) => dateText(f, parts));
  return texts.every((t) => t !== undefined) ? texts.join('') : undefined;
}
export const DateString = builtin('DateString', {
  usage:
    'DateString[] gives a string representing the complete current date and time.\nDateString[date] gives that of a date.\nDateString[date, elems] gives a string with elements such as "Year", "Month", "DayName", "Time", "ISODate", and any other strings, in a list.',
  arity: [0, 2],
  messages: { ...messages, fmt: '`1` is not a list of date elements.' },
  evaluate([x, form], e) {
    const onlyForm = form === undefined && x !== undefined && secondsOf(x, e) === undefined;
    const s = x === undefined || onlyForm ? now(e) : secondsOf(x, e);
    const elements = onlyForm ? x : (form ?? new Str('DateTimeShort'));
    if (s === undefined || (onlyForm && x.kind === Kind.Symbol)) return e.message('arg', x!);
    const text = dateText(elements!, partsOfSeconds(s));
    return text === undefined ? e.message('fmt', elements!) : new Str(text);
  },
  examples: {
    'DateString[{2026, 11, 25, 9, 5, 7}]': '"Wed 25 Nov 2026 09:05:07"',
    'DateString[{2026, 11, 25}, "ISODate"]': '"2026-11-25"',
    'DateString[{2026, 11, 5}, {"Day", "/", "MonthNameShort", "/", "YearShort"}]': '"05/Nov/26"',
    'DateString[x]': ['DateString[x]', 'DateString::arg'],
  },
});

export const dates: readonly Builtin[] = [
  AbsoluteTime,
  UnixTime,
  FromUnixTime,
  DateList,
  DateString,
  DateObject,
  DatePlus,
  DayName,
  LeapYearQ,
  Now_,
  Today,
];
