/** Values as -format prints them: a form of the language, or a format that Export knows. */
import { type Expr, Kind, normal, Str } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import { shownForm } from '../index.ts';
import type { Interpreter } from './session/interpreter.ts';

const forms = new Set(['InputForm', 'OutputForm', 'FullForm', 'StandardForm', 'TraditionalForm', 'TeXForm', 'CForm']);

/** Bytes to write, without a line end where the format is not text; undefined after a message. */
export function printedValue(value: Expr, format: string | undefined, evaluator: Interpreter): Uint8Array | undefined {
  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text.endsWith('\n') ? text : `${text}\n`);
  if (format === undefined) return utf8(evaluator.shown(value, (v) => shownForm(v, evaluator.session)));
  if (forms.has(format)) {
    const text = evaluator.evaluate(normal(system('ToString'), value, system(format))).value;
    return text.kind === Kind.String ? utf8(text.value) : undefined;
  }
  const array = evaluator.evaluate(normal(system('ExportByteArray'), value, new Str(format))).value;
  if (array.kind !== Kind.Boxed || !(array.content instanceof Uint8Array)) return undefined;
  const bytes = array.content;
  // Text formats end their last line, so that values stand below each other.
  const text = bytes.every((b) => b >= 32 || b === 9 || b === 10 || b === 13);
  return text && bytes.at(-1) !== 10 ? Uint8Array.of(...bytes, 10) : bytes;
}
