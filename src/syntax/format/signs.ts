/** How signs stand: what the operator table says of them, for the formatter. */
import { operators, POWER, RULE } from '../../../grammar/operators.ts';

const spellings = (o: (typeof operators)[number]): string[] => [o.symbol, ...(o.alternates ?? [])];
const infixes = operators.filter((o) => o.form === 'infix');

const close = new Set(infixes.filter((o) => o.tight === true || o.head === 'Prefix').flatMap(spellings));
const tight = new Set(infixes.filter((o) => o.tight === true && o.precedence >= POWER).flatMap(spellings));
const assignments = new Set(
  infixes.filter((o) => o.associativity === 'right' && o.precedence <= RULE).flatMap(spellings),
);

/** Stands with or without blanks, as it was written: a*b, a / b, f@x. */
export const isClose = (sign: string): boolean => close.has(sign);
/** Never has blanks around it: a^b, x_?f, f::usage. */
export const isTight = (sign: string): boolean => tight.has(sign);
/** Takes a right side: =, :=, ->. */
export const isAssignment = (sign: string): boolean => assignments.has(sign);
