/** The proleptic Gregorian calendar: days and dates, seconds since 1900, names of days and months. */

export const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Seconds from the beginning of 1900 to that of 1970. */
export const EPOCH_1970 = 2208988800;
const SECONDS_A_DAY = 86400;

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days since 1970-01-01; months and days beyond their range carry over. */
export function dayNumber(year: number, month: number, day: number): number {
  const months = year * 12 + (month - 1);
  const y = Math.floor(months / 12);
  const m = months - y * 12;
  // Years that begin in March put the leap day last.
  const shifted = m >= 2 ? y : y - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (m + (m >= 2 ? -2 : 10)) + 2) / 5);
  return (
    era * 146097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719468 +
    (day - 1)
  );
}

/** The date of a day number: the inverse of dayNumber. */
export function dateOfDay(days: number): readonly [year: number, month: number, day: number] {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return [yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - Math.floor((153 * mp + 2) / 5) + 1];
}

/** 0 for Monday. */
export const weekday = (days: number): number => (((days + 3) % 7) + 7) % 7;

/** {year, month, day, hour, minute, second}; each may lie outside its range and then carries over. */
export type DateParts = readonly [number, number, number, number, number, number];

/** Seconds since the beginning of 1900. */
export const absoluteSeconds = ([y, mo, d, h, mi, s]: DateParts): number =>
  dayNumber(y, mo, Math.floor(d)) * SECONDS_A_DAY +
  (d - Math.floor(d)) * SECONDS_A_DAY +
  h * 3600 +
  mi * 60 +
  s +
  EPOCH_1970;

export function partsOfSeconds(absolute: number): DateParts {
  const seconds = absolute - EPOCH_1970;
  const days = Math.floor(seconds / SECONDS_A_DAY);
  const rest = seconds - days * SECONDS_A_DAY;
  const hour = Math.min(23, Math.floor(rest / 3600));
  const minute = Math.min(59, Math.floor((rest - hour * 3600) / 60));
  return [...dateOfDay(days), hour, minute, rest - hour * 3600 - minute * 60];
}
