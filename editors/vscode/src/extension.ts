/** The extension: the language server for texts, a session for each notebook. */
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/node';
import { type Cell, message, type Output, readNotebook, writeNotebook } from './notebook.ts';
import { Session, SessionProblem } from './session.ts';

const LANGUAGE = 'wolfram';
const NOTEBOOK = 'scheelite';

const command = (): string[] => vscode.workspace.getConfiguration('scheelite').get<string[]>('command', ['scheelite']);

// --- the language server ---------------------------------------------------------------------------------------------

let client: LanguageClient | undefined;
async function startServer(): Promise<void> {
  await client?.stop();
  const [program, ...words] = command();
  client = new LanguageClient(
    'scheelite',
    'Scheelite',
    { command: program!, args: [...words, 'lsp', '--stdio'] },
    { documentSelector: [{ language: LANGUAGE }] },
  );
  await client.start();
}

// --- notebooks -------------------------------------------------------------------------------------------------------

const decoder = new TextDecoder();
const encoder = new TextEncoder();

const itemOf = ({ mime, data }: Output): vscode.NotebookCellOutputItem =>
  mime.startsWith('image/') && !mime.includes('svg')
    ? new vscode.NotebookCellOutputItem(Buffer.from(data, 'base64'), mime)
    : new vscode.NotebookCellOutputItem(encoder.encode(data), mime);
const outputOf = (o: Output): vscode.NotebookCellOutput => new vscode.NotebookCellOutput([itemOf(o)]);

function savedOutput({ items: [item] }: vscode.NotebookCellOutput): Output[] {
  if (item === undefined) return [];
  const isPicture = item.mime.startsWith('image/') && !item.mime.includes('svg');
  return [{ mime: item.mime, data: isPicture ? Buffer.from(item.data).toString('base64') : decoder.decode(item.data) }];
}

const serializer: vscode.NotebookSerializer = {
  deserializeNotebook(bytes) {
    const cells = readNotebook(decoder.decode(bytes)).map(({ kind, text, outputs }) => {
      const isCode = kind === 'code';
      const data = new vscode.NotebookCellData(
        isCode ? vscode.NotebookCellKind.Code : vscode.NotebookCellKind.Markup,
        text,
        isCode ? LANGUAGE : 'markdown',
      );
      data.outputs = outputs.map(outputOf);
      return data;
    });
    return new vscode.NotebookData(cells);
  },
  serializeNotebook({ cells }) {
    const written = cells.map(
      (c): Cell => ({
        kind: c.kind === vscode.NotebookCellKind.Code ? 'code' : 'text',
        text: c.value,
        outputs: (c.outputs ?? []).flatMap(savedOutput),
      }),
    );
    return encoder.encode(writeNotebook(written));
  },
};

/** One session a notebook, started with its first cell. */
class Notebooks {
  readonly #sessions = new Map<string, Session>();
  readonly #controller = vscode.notebooks.createNotebookController('scheelite', NOTEBOOK, 'Scheelite');
  #order = 0;

  constructor() {
    this.#controller.supportedLanguages = [LANGUAGE];
    this.#controller.supportsExecutionOrder = true;
    this.#controller.executeHandler = async (cells) => {
      for (const cell of cells) await this.#run(cell);
    };
    this.#controller.interruptHandler = (notebook) => this.#sessions.get(notebook.uri.toString())?.interrupt();
  }

  #session(notebook: vscode.NotebookDocument): Session {
    const key = notebook.uri.toString();
    let session = this.#sessions.get(key);
    if (session === undefined || session.ended) {
      const folder = notebook.uri.scheme === 'file' ? vscode.Uri.joinPath(notebook.uri, '..').fsPath : undefined;
      this.#sessions.set(key, (session = new Session(command(), folder)));
    }
    return session;
  }

  async #run(cell: vscode.NotebookCell): Promise<void> {
    const execution = this.#controller.createNotebookCellExecution(cell);
    execution.executionOrder = ++this.#order;
    execution.start(Date.now());
    await execution.clearOutput();
    let outputs: Output[];
    let ok = true;
    try {
      outputs = await this.#session(cell.notebook).evaluate(cell.document.getText(), (line) => {
        void execution.replaceOutput([outputOf({ mime: 'text/plain', data: line })]);
      });
    } catch (x) {
      if (!(x instanceof SessionProblem)) throw x;
      outputs = [message(x.message)];
      ok = false;
    }
    await execution.replaceOutput(outputs.map(outputOf));
    execution.end(ok, Date.now());
  }

  close(notebook: vscode.NotebookDocument): void {
    const key = notebook.uri.toString();
    this.#sessions.get(key)?.close();
    this.#sessions.delete(key);
  }
  dispose(): void {
    for (const session of this.#sessions.values()) session.close();
    this.#controller.dispose();
  }
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const notebooks = new Notebooks();
  context.subscriptions.push(
    notebooks,
    vscode.workspace.registerNotebookSerializer(NOTEBOOK, serializer),
    vscode.workspace.onDidCloseNotebookDocument((n) => notebooks.close(n)),
    vscode.commands.registerCommand('scheelite.restartServer', startServer),
    vscode.commands.registerCommand('scheelite.restartSession', () => {
      const notebook = vscode.window.activeNotebookEditor?.notebook;
      if (notebook !== undefined) notebooks.close(notebook);
    }),
  );
  await startServer();
}

export const deactivate = (): Promise<void> | undefined => client?.stop();
