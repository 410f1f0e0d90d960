/** The records of the language, by theme. A new theme is a folder here and a name in this list. */
import { algebra } from './algebra/index.ts';
import { arithmetic } from './arithmetic/index.ts';
import { assignment } from './assignment/index.ts';
import { associations } from './associations/index.ts';
import type { Builtin } from './builtin.ts';
import { calculus } from './calculus/index.ts';
import { control } from './control/index.ts';
import { evaluation } from './evaluation/index.ts';
import { functional } from './functional/index.ts';
import { graphics } from './graphics/index.ts';
import { help } from './help/index.ts';
import { pictureFormats } from './images/file-formats.ts';
import { images } from './images/index.ts';
import type { Format } from './io/formats/format.ts';
import { dataFormats } from './io/formats/index.ts';
import { io } from './io/index.ts';
import { linearAlgebra } from './linear-algebra/index.ts';
import { lists } from './lists/index.ts';
import { logic } from './logic/index.ts';
import { messages } from './messages/index.ts';
import { numbers } from './numbers/index.ts';
import { printing } from './printing/index.ts';
import { random } from './random/index.ts';
import { replacement } from './replacement/index.ts';
import { scoping } from './scoping/index.ts';
import { statistics } from './statistics/index.ts';
import { strings } from './strings/index.ts';
import { structure } from './structure/index.ts';
import { system } from './system/index.ts';
import { testing } from './testing/index.ts';
import { time } from './time/index.ts';
import { words } from './words/index.ts';

export const themes: Readonly<Record<string, readonly Builtin[]>> = {
  algebra,
  arithmetic,
  assignment,
  associations,
  calculus,
  control,
  evaluation,
  graphics,
  images,
  functional,
  help,
  io,
  linearAlgebra,
  lists,
  logic,
  messages,
  numbers,
  printing,
  random,
  replacement,
  scoping,
  statistics,
  strings,
  structure,
  system,
  testing,
  time,
  words,
};

/** The file formats of Import and Export. */
export const formats: readonly Format[] = [...dataFormats, ...pictureFormats];
