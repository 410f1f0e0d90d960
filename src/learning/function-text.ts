/** Functions that were learnt as files: "WMLF" for Import and Export, a JSON text with a digest of what it says. */
import type { FormatCall } from '../builtins/io/formats/format.ts';
import { Association, isAssociation } from '../expr/association.ts';
import { type Boxed, type Expr, isCall, isNumber, Kind, normal, Sym, str } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import { FormatError } from '../formats/format-error.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import { NetProblem } from '../nets/model/problem.ts';
import { LocatedConflict } from '../nets/model/shape.ts';
import { type ExpressionJson, fromJson, toJson } from '../nets/write/expression-json.ts';
import { sha256 } from '../numeric/digests.ts';
import type { Plain } from '../numeric/learning/form.ts';
import { isReducer, reducerBox, reducerFrom } from './dimension.ts';
import { callsFunctions, extractAll, extractorBox, extractorFrom, isExtractor } from './extraction.ts';
import { isClassifier, isPredictor, learntBox, learntFrom } from './function-box.ts';
import { extracted, scoresOf } from './learner.ts';
import { plainExpr, plainOf } from './plain.ts';
import { questionOf } from './reader.ts';

const NAME = 'WMLF';
export const isLearnt = (e: Expr): e is Boxed => isClassifier(e) || isPredictor(e) || isExtractor(e) || isReducer(e);

const digest = (text: string): string =>
  Array.from(sha256(new TextEncoder().encode(text)), (b) => b.toString(16).padStart(2, '0')).join('');

/** Data that mean nothing but themselves, wherever they come from: no calls of functions. */
const isInert = (e: Expr): boolean =>
  e.kind === Kind.String ||
  isNumber(e) ||
  e.kind === Kind.Packed ||
  e instanceof Sym ||
  (isCall(e, S.List) && e.args.every(isInert)) ||
  (isAssociation(e) && e.keys.every(isInert) && e.values.every(isInert)) ||
  (isExtractor(e) && !callsFunctions(e.content));

/** An entry of what the function stands for: plain data, or an expression. */
type Entry = { readonly plain: Plain } | { readonly expression: ExpressionJson };

function written(value: Expr): Entry {
  if (isExtractor(value)) return { expression: toJson(value.form) };
  const plain = plainOf(value);
  return plain === undefined ? { expression: toJson(value) } : { plain };
}

export function writeFunction(e: Boxed): Uint8Array {
  const form = e.form;
  const parts = isCall(form, e.head) ? form.args[0] : undefined;
  if (parts === undefined || !isAssociation(parts)) throw new FormatError(NAME, 'the function says nothing of itself');
  if (isExtractor(e) ? callsFunctions(e.content) : !parts.values.every((v) => isInert(v)))
    throw new FormatError(
      NAME,
      'it calls a function that somebody has written, or its classes are no plain names and numbers',
    );
  const entries = parts.entries().map(([k, v]) => [k.kind === Kind.String ? k.value : '', written(v)] as const);
  const body = JSON.stringify(Object.fromEntries(entries), (_, v: unknown) => {
    if (typeof v === 'number' && !Number.isFinite(v)) throw new FormatError(NAME, 'it holds numbers that are none');
    return v instanceof Float64Array ? Array.from(v) : v;
  });
  const file = JSON.stringify({ format: NAME, version: 1, function: e.head.name, sha256: digest(body), body });
  return new TextEncoder().encode(file);
}

const damaged = (why: string): FormatError => new FormatError(NAME, why);

/** Calls in files are not evaluated: of them only feature extractors become what they stand for. */
function revived(e: Expr): Expr {
  if (isCall(e, system('FeatureExtractorFunction')) && e.args.length === 1) {
    const extractor = extractorFrom(e.args[0]!);
    if (extractor !== undefined) return extractorBox(extractor);
  }
  return e;
}

type Fields = Readonly<Record<string, unknown>>;
/** An object of JSON. Throws FormatError. */
function fieldsOf(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged('the file is damaged');
  }
  if (!isFields(value)) throw damaged('the file is damaged');
  return value;
}
const isFields = (x: unknown): x is Fields => typeof x === 'object' && x !== null && !Array.isArray(x);
/** JSON without null, which plain data do not have. */
const isPlain = (x: unknown): x is Plain =>
  Array.isArray(x) ? x.every(isPlain) : isFields(x) ? Object.values(x).every(isPlain) : x !== null && x !== undefined;

function entryValue(entry: unknown): Expr {
  if (!isFields(entry)) throw damaged('the file is damaged');
  if (!('plain' in entry)) return revived(fromJson(entry.expression));
  if (!isPlain(entry.plain)) throw damaged('the file is damaged');
  return plainExpr(entry.plain);
}

function entriesOf(text: string): Association {
  const file = fieldsOf(text);
  if (file.format !== NAME || typeof file.body !== 'string')
    throw damaged('the file describes no function that was learnt');
  if (file.version !== 1) throw damaged(`it is of version ${String(file.version)}, and 1 is read here`);
  if (digest(file.body) !== file.sha256)
    throw damaged('what the file says is not what was written: its digest differs');
  const parts = Object.entries(fieldsOf(file.body)).map(([name, entry]): readonly [Expr, Expr] => {
    const value = entryValue(entry);
    if (!isInert(value)) throw damaged('it calls a function');
    return [str(name), value];
  });
  return Association.from([[str(''), str(String(file.function))], ...parts]);
}

/** The function, asked once about an example of which nothing is known: what cannot answer is damaged. */
function functionOf(parts: Association, e: Evaluation): Boxed | undefined {
  const head = parts.get(str(''));
  const nothing = [normal(S.Missing)];
  switch (head?.kind === Kind.String ? head.value : '') {
    case 'ClassifierFunction':
    case 'PredictorFunction': {
      const isClasses = head === undefined || (head.kind === Kind.String && head.value === 'ClassifierFunction');
      const l = learntFrom(isClasses ? 'classes' : 'numbers', parts);
      if (l === undefined) return undefined;
      const scores = scoresOf(l, nothing, e);
      const width = l.kind === 'classes' ? l.labels.length : 1;
      return scores.length === width && scores.every(Number.isFinite) ? learntBox(l) : undefined;
    }
    case 'FeatureExtractorFunction': {
      const x = extractorFrom(parts);
      if (x === undefined) return undefined;
      extractAll(x, nothing, e);
      return extractorBox(x);
    }
    case 'DimensionReducerFunction': {
      const r = reducerFrom(parts);
      if (r === undefined) return undefined;
      extracted([], r.extractor, e);
      questionOf(r.reader, nothing, e);
      return reducerBox(r);
    }
    default:
      return undefined;
  }
}

export function readFunction(bytes: Uint8Array, { e }: FormatCall): Expr {
  let found: Boxed | undefined;
  try {
    found = functionOf(entriesOf(new TextDecoder().decode(bytes)), e);
  } catch (x) {
    // It has a net that cannot be, or cannot answer.
    if (x instanceof NetProblem || x instanceof LocatedConflict) throw damaged('the file is damaged');
    throw x;
  }
  if (found === undefined) throw damaged('the file describes no function that was learnt');
  return found;
}
