/** The program of dist/browser.js: one session in a web worker. The page sends requests (protocol.ts) and shows what comes back. */
import { pictureOf, pngOf, records, statements } from '../../core.ts';
import type { Expr } from '../../expr/expr.ts';
import { browserHost } from '../../host/browser/browser-host.ts';
import { scope } from '../../host/browser/worker-scope.ts';
import { useHost } from '../../host/host.ts';
import { QuitSignal } from '../../kernel/signals.ts';
import { problemLines } from '../../syntax/problems.ts';
import { Interpreter } from '../session/interpreter.ts';
import { pageIO } from './page-io.ts';
import type { PageRequest, Shown, WorkerReply } from './protocol.ts';

useHost(browserHost);

const reply = (r: WorkerReply, handed: readonly ArrayBuffer[] = []): void => scope.postMessage(r, handed);

/** The evaluation that is under way; prints and messages belong to it. */
let id = 0;
let evaluator: Interpreter | undefined;

function start({ abort, seed }: PageRequest & { readonly kind: 'start' }): void {
  const word = abort && new Int32Array(abort);
  evaluator = new Interpreter({
    io: pageIO({
      print: (text) => reply({ kind: 'print', id, text }),
      progress(what, done) {
        const text = typeof what === 'string' ? what : what.row;
        reply({ kind: 'progress', id, text, data: typeof what === 'string' ? null : what.data, done });
      },
    }),
    seed,
    abortRequested: () => word !== undefined && Atomics.load(word, 0) !== 0 && Atomics.exchange(word, 0, 0) !== 0,
    showMessage: (text) => reply({ kind: 'message', id, text }),
  });
  reply({ kind: 'ready' });
}

/** Characters of the text behind a picture. */
const MOST = 200;

/** The text of a value, and the picture that it is. */
function shown(value: Expr, session: Interpreter['session']): Shown {
  const picture = pictureOf(value, session);
  if (picture === undefined) return { text: session.outputForm(value) };
  return {
    text: session.outputForm(value, { characters: MOST }),
    png: pngOf(picture).slice(),
    width: picture.width,
    height: picture.height,
  };
}

function evaluate(text: string, e: Interpreter): void {
  const began = performance.now();
  for (const s of statements(text, e.session)) {
    if (s.problem !== undefined) {
      reply({ kind: 'message', id, text: problemLines(s.problem) });
      continue;
    }
    const { value } = e.evaluate(s.expr);
    if (!e.isShown(s.expr, value)) continue;
    const what = shown(value, e.session);
    reply({ kind: 'value', id, shown: what }, what.png === undefined ? [] : [what.png.buffer]);
  }
  reply({ kind: 'done', id, milliseconds: performance.now() - began });
}

scope.onmessage = ({ data }) => {
  const request = data as PageRequest;
  if (request.kind === 'start') {
    start(request);
    return;
  }
  if (request.kind === 'names') {
    reply({ kind: 'names', usages: records.map((r) => [r.symbol.name, r.usage.split('\n', 1)[0]!] as const) });
    return;
  }
  id = request.id;
  try {
    if (evaluator !== undefined) evaluate(request.text, evaluator);
  } catch (x) {
    if (!(x instanceof QuitSignal)) throw x;
    reply({ kind: 'quit', id, code: x.code });
  }
};
