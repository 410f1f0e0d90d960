/** A value as people see it: its text always, and the picture, document or table that it is. */
import { displayed, pictureOf, pngOf, sceneShown, svgOf } from '../../core.ts';
import type { Expr } from '../../expr/expr.ts';
import { htmlOf } from './html.ts';
import type { Interpreter } from './interpreter.ts';
import { linesText } from './lines-html.ts';
import { formed } from './main-loop.ts';
import type { Shown } from './protocol.ts';

/** Columns of tables, and characters of a value: the middle of larger ones is left out. */
const COLUMNS = 100;
const MOST = 20_000;
/** Characters of the text behind a picture. */
const MOST_BEHIND = 200;
/** Characters of a document: plots of many points are better off as pixels. */
const MOST_SVG = 400_000;

/** `rich`: with documents and tables. Rethrows only Quit. */
export function shownValue(printed: Expr, evaluator: Interpreter, rich: boolean): Shown {
  const { session } = evaluator;
  const text = evaluator.shown(printed, (v) => {
    const lines = displayed(v, session, COLUMNS);
    return lines === undefined ? session.outputForm(v, { columns: COLUMNS, characters: MOST }) : linesText(lines);
  });
  // FullForm[plot] is asked for as text.
  if (formed(printed).form !== undefined) return { text };
  const pictured = picture(printed, evaluator, rich);
  if (pictured !== undefined) {
    const behind = evaluator.shown(printed, (v) => session.outputForm(v, { characters: MOST_BEHIND }));
    return { text: behind, ...pictured };
  }
  const html = rich ? attempted(() => htmlOf(printed, evaluator), evaluator) : undefined;
  return { text, ...(html !== undefined && { html }) };
}

/** Drawing evaluates; what goes wrong there is told, and the text is left. */
const attempted = <T>(f: () => T, { session }: Interpreter): T | undefined => session.display(f, () => undefined as T);

function picture(value: Expr, evaluator: Interpreter, rich: boolean): Omit<Shown, 'text'> | undefined {
  const { session } = evaluator;
  return attempted(() => {
    const pixels = pictureOf(value, session);
    if (pixels === undefined) return undefined;
    const scene = rich ? sceneShown(value, session) : undefined;
    // On white, as the pixels are: notebooks may be dark.
    const svg = scene && svgOf({ ...scene, background: scene.background ?? [1, 1, 1, 1] });
    return {
      png: pngOf(pixels).slice(),
      width: pixels.width,
      height: pixels.height,
      ...(svg !== undefined && svg.length <= MOST_SVG && { svg }),
    };
  }, evaluator);
}
