/** Dates as people write them, and dates in a form that is given element by element. */
import { absoluteSeconds, type DateParts, MONTH_NAMES, partsOfSeconds } from './calendar.ts';

const DATE_AND_ISO_TIME = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ](.+))?$/;
const BASIC = /^(\d{4})(\d{2})(\d{2})$/;
const SEPARATED = /^(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})$/;
const TIME =
  /(?<![\d/.-])(\d{1,2})(?::(\d{2})(?::(\d{2}(?:\.\d*)?))?)?\s*(?:([ap])\.?m\b\.?)?\s*(Z\b|[+-]\d{2}:?\d{2}\b)?/i;

const number = (s: string | undefined): number => (s === undefined ? 0 : Number(s));

/** 7:30 pm is 19:30; 12 am is midnight. */
const hourOf = (hour: string | undefined, half: string | undefined): number =>
  half === undefined ? number(hour) : (number(hour) % 12) + (/^p/i.test(half) ? 12 : 0);

/** Years of two digits lie between 1970 and 2069. */
const yearOf = (digits: string): number =>
  digits.length > 2 ? Number(digits) : Number(digits) + (Number(digits) < 70 ? 2000 : 1900);

const monthOf = (word: string): number =>
  word.length < 3 ? 0 : MONTH_NAMES.findIndex((m) => m.toLowerCase().startsWith(word.toLowerCase())) + 1;

/** The time in a text, with the text without it; 5 alone is no time, 5:00 and 5 pm are. */
function takeTime(text: string): { readonly rest: string; readonly time: readonly number[] | undefined } | undefined {
  for (const m of text.matchAll(new RegExp(TIME, 'gi'))) {
    const [all, hour, minute, second, half, zone] = m;
    if (minute === undefined && half === undefined) continue;
    const h = hourOf(hour, half);
    if (h > 24 || number(minute) > 59 || number(second) > 60) return undefined;
    const offset =
      zone === undefined || /z/i.test(zone)
        ? 0
        : Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
    return {
      rest: `${text.slice(0, m.index)} ${text.slice(m.index + all.length)}`,
      time: [h, number(minute) - offset, number(second)],
    };
  }
  return { rest: text, time: undefined };
}

/** Year, month and day, as many as are there: in digits (year first, month first with /, day first with .), or with the name of a month. */
function dateIn(text: string): readonly number[] | undefined {
  const basic = BASIC.exec(text);
  if (basic) return [Number(basic[1]), Number(basic[2]), Number(basic[3])];
  const separated = SEPARATED.exec(text);
  if (separated) {
    const [, a, sign, b, c] = separated as unknown as [string, string, string, string, string];
    if (a.length > 2) return [Number(a), Number(b), Number(c)];
    const dayFirst = sign === '.' || Number(a) > 12;
    return dayFirst ? [yearOf(c), Number(b), Number(a)] : [yearOf(c), Number(a), Number(b)];
  }
  const words = text.split(/[\s,./-]+/).filter((w) => w !== '');
  const month = words.map(monthOf).find((m) => m > 0);
  const digits = words.filter((w) => /^\d+(?:st|nd|rd|th)?$/i.test(w)).map((w) => w.replace(/\D+$/, ''));
  if (month === undefined) return words.length === 1 && digits[0]?.length === 4 ? [Number(digits[0])] : undefined;
  const year = digits.find((d) => d.length > 2) ?? (digits.length === 2 ? digits[1] : undefined);
  if (year === undefined) return undefined;
  const day = digits.find((d) => d !== year);
  return [yearOf(year), month, ...(day === undefined ? [] : [Number(day)])];
}

/**
 * A date written as 2026-11-25, 2026-11-25T10:30:00+02:00, 20261125, 11/25/2026 (month first), 25.11.2026, or with a
 * month's name in any place (25 Nov 2026, November 25, 2026), each with or without a time (10:30, 7:30 pm). Offsets
 * are taken off, so that the time is UTC; names of zones are not read.
 * @returns year, month, day, hour, minute, second, or only the first of them that the text gives; undefined for
 * anything else.
 */
export function parseDate(text: string): readonly number[] | undefined {
  const iso = DATE_AND_ISO_TIME.exec(text.trim());
  const found = takeTime(iso ? (iso[4] ?? '') : text);
  if (found === undefined || (iso && found.rest.trim() !== '')) return undefined;
  const isoDate = iso?.slice(1, 4).flatMap((d) => (d === undefined ? [] : [Number(d)]));
  const date = isoDate ?? dateIn(found.rest.trim());
  if (date === undefined || (date[1] ?? 1) > 12 || (date[2] ?? 1) > 31) return undefined;
  if (found.time === undefined) return date;
  const [h, m, s] = found.time as [number, number, number];
  const parts: DateParts = [date[0]!, date[1] ?? 1, date[2] ?? 1, h, m, s];
  return m >= 0 && m < 60 ? parts : partsOfSeconds(absoluteSeconds(parts));
}

type Field = keyof typeof NOTHING;
const NOTHING = { year: '', month: '', name: '', day: '', hour: '', half: '', minute: '', second: '', fraction: '' };
/** What each element of a date form reads, and where it belongs; elements without a place are read and left. */
const READERS: Readonly<Record<string, readonly [pattern: string, field?: Field]>> = {
  Year: ['\\d{4}', 'year'],
  YearShort: ['\\d{2}', 'year'],
  Month: ['\\d{1,2}', 'month'],
  MonthShort: ['\\d{1,2}', 'month'],
  MonthName: ['[A-Za-z]{3,}', 'name'],
  MonthNameShort: ['[A-Za-z]{3,}', 'name'],
  Day: ['\\d{1,2}', 'day'],
  DayShort: ['\\d{1,2}', 'day'],
  DayName: ['[A-Za-z]+'],
  DayNameShort: ['[A-Za-z]+'],
  Hour: ['\\d{1,2}', 'hour'],
  HourShort: ['\\d{1,2}', 'hour'],
  Hour24: ['\\d{1,2}', 'hour'],
  Hour12: ['\\d{1,2}', 'hour'],
  AMPM: ['[AaPp]\\.?[Mm]\\.?', 'half'],
  Minute: ['\\d{1,2}', 'minute'],
  Second: ['\\d{1,2}(?:\\.\\d*)?', 'second'],
  Millisecond: ['\\d{1,3}', 'fraction'],
};

/**
 * A date in the form that its elements give: `parseDateAs("25.12.2020", ["Day", ".", "Month", ".", "Year"])`. Elements
 * that follow each other may have any signs between them. undefined when the text has another form.
 */
export function parseDateAs(text: string, elements: readonly string[]): DateParts | undefined {
  let pattern = '';
  elements.forEach((element, i) => {
    const reader = READERS[element];
    if (reader === undefined) pattern += element.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
    else {
      if (i > 0 && READERS[elements[i - 1]!] !== undefined) pattern += '[^A-Za-z0-9]*';
      const once = reader[1] !== undefined && !pattern.includes(`?<${reader[1]}>`);
      pattern += once ? `(?<${reader[1]}>${reader[0]})` : `(?:${reader[0]})`;
    }
  });
  const m = new RegExp(`^\\s*${pattern}\\s*$`).exec(text);
  if (m === null) return undefined;
  const g: Partial<typeof NOTHING> = m.groups ?? {};
  const month = g.name !== undefined ? monthOf(g.name) : number(g.month ?? '1');
  const day = number(g.day ?? '1');
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const year = g.year === undefined ? 1900 : yearOf(g.year);
  const seconds = number(g.second) + number(g.fraction) / 1000;
  return [year, month, day, hourOf(g.hour, g.half), number(g.minute), seconds];
}
