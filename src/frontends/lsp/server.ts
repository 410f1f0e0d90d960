/** The language server: what editors ask, answered from texts and records. Nothing of the user's is evaluated. */

import { fileURLToPath } from 'node:url';
import {
  CompletionItemKind,
  type Connection,
  DiagnosticSeverity,
  DiagnosticTag,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  type Position,
  type Range,
  ResponseError,
  SymbolKind,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { format } from '../../syntax/format/format.ts';
import type { DefinitionKind } from './definitions.ts';
import type { Facts, Place } from './facts.ts';
import { colors, TOKEN_MODIFIERS, TOKEN_TYPES } from './features/colors.ts';
import { type CompletionKind, completionAt } from './features/completion.ts';
import { foldsOf } from './features/folding.ts';
import { hoverAt, languageText } from './features/hover.ts';
import { outlineOf } from './features/outline.ts';
import { canRename, renamed } from './features/rename.ts';
import { signaturesAt } from './features/signature.ts';
import type { Language } from './names.ts';
import { Warnings } from './warnings/index.ts';
import { type Located, Workspace } from './workspace.ts';

/** Milliseconds of silence after a change before a text is looked at: several changes that come together are one. */
const SILENCE = 10;
/** Characters of a text; a longer one is data, and is let be. */
export const MOST_CHARACTERS = 1_000_000;

const symbolKinds: Readonly<Record<DefinitionKind | 'section', SymbolKind>> = {
  function: SymbolKind.Function,
  variable: SymbolKind.Variable,
  message: SymbolKind.String,
  options: SymbolKind.Property,
  package: SymbolKind.Package,
  section: SymbolKind.Namespace,
};
const completionKinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  builtin: CompletionItemKind.Function,
  own: CompletionItemKind.Variable,
  option: CompletionItemKind.Property,
  text: CompletionItemKind.Value,
};

type At = { readonly textDocument: { readonly uri: string }; readonly position: Position };

export class Server {
  readonly #connection: Connection;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #language: Language;
  readonly #workspace: Workspace;
  readonly #warnings: Warnings;
  readonly #waiting = new Map<string, NodeJS.Timeout>();

  constructor(connection: Connection, language: Language) {
    this.#connection = connection;
    this.#language = language;
    this.#workspace = new Workspace(language);
    this.#warnings = new Warnings(language);
    connection.onInitialize((p) => this.#initialize(p));
    this.#synchronize();
    this.#answerAtPositions();
    this.#answerOfDocuments();
    this.#documents.listen(connection);
  }

  #initialize({ workspaceFolders, capabilities }: InitializeParams): InitializeResult {
    const folders = (workspaceFolders ?? []).filter(({ uri }) => uri.startsWith('file:'));
    this.#workspace.folders = folders.map(({ uri }) => fileURLToPath(uri));
    if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true)
      this.#connection.onInitialized(() => {
        const watchers = [{ globPattern: '**/*.{wl,wls,wlt}' }];
        void this.#connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
      });
    return {
      serverInfo: { name: 'scheelite' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        hoverProvider: true,
        completionProvider: { triggerCharacters: ['[', '"', '`', '\\'], resolveProvider: true },
        signatureHelpProvider: { triggerCharacters: ['[', ','] },
        definitionProvider: true,
        referencesProvider: true,
        documentHighlightProvider: true,
        renameProvider: { prepareProvider: true },
        documentSymbolProvider: true,
        workspaceSymbolProvider: true,
        foldingRangeProvider: true,
        documentFormattingProvider: true,
        semanticTokensProvider: {
          full: true,
          legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
        },
      },
    };
  }

  // --- texts ---------------------------------------------------------------------------------------------------------

  #synchronize(): void {
    this.#documents.onDidChangeContent(({ document }) => {
      const { uri } = document;
      clearTimeout(this.#waiting.get(uri));
      this.#waiting.set(
        uri,
        setTimeout(() => this.#guarded(() => this.#diagnose(uri)), SILENCE),
      );
    });
    this.#documents.onDidClose(({ document }) => {
      clearTimeout(this.#waiting.get(document.uri));
      this.#waiting.delete(document.uri);
      this.#workspace.close(document.uri);
      void this.#connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    });
    this.#connection.onDidChangeWatchedFiles(() => this.#workspace.changed());
  }

  /** A text as it is now; undefined where it is too long or not open. */
  #facts(uri: string): Facts | undefined {
    const text = this.#documents.get(uri)?.getText();
    if (text === undefined || text.length > MOST_CHARACTERS) {
      this.#workspace.close(uri);
      return undefined;
    }
    const known = this.#workspace.facts(uri);
    if (known === undefined) return this.#workspace.open(uri, text);
    known.document.update(text);
    return known;
  }

  /** A mistake of ours in a timer is told of, as the protocol tells of those in answers; the server goes on. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (x) {
      this.#connection.console.error(`internal error: ${x instanceof Error ? x.message : String(x)}`);
    }
  }

  #diagnose(uri: string): void {
    this.#waiting.delete(uri);
    const document = this.#documents.get(uri);
    if (document === undefined) return;
    const facts = this.#facts(uri);
    const diagnostics = facts === undefined ? [tooLong(document)] : this.#diagnosticsOf(facts, document);
    void this.#connection.sendDiagnostics({ uri, version: document.version, diagnostics });
  }
  #diagnosticsOf(facts: Facts, document: TextDocument) {
    const problems = facts.document.problems().map((p) => ({
      severity: DiagnosticSeverity.Error,
      source: 'scheelite',
      code: `Syntax::${p.tag}`,
      message: `${p.text} Expected: ${p.expected}.`,
      range: rangeOf(document, { start: p.offset, end: Math.min(p.offset + 1, document.getText().length) }),
    }));
    const warnings = this.#warnings.of(facts).map((w) => ({
      severity: w.unnecessary ? DiagnosticSeverity.Hint : DiagnosticSeverity.Warning,
      source: 'scheelite',
      code: w.code,
      message: w.text,
      range: rangeOf(document, w),
      ...(w.unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
    }));
    return [...problems, ...warnings];
  }

  // --- positions -----------------------------------------------------------------------------------------------------

  /** Asks something of a place in an open text. */
  #at<T>(
    { textDocument: { uri }, position }: At,
    ask: (facts: Facts, offset: number, d: TextDocument) => T,
  ): T | undefined {
    const document = this.#documents.get(uri);
    const facts = this.#facts(uri);
    return document === undefined || facts === undefined
      ? undefined
      : ask(facts, document.offsetAt(position), document);
  }

  #answerAtPositions(): void {
    const c = this.#connection;
    const workspace = this.#workspace;
    c.onHover((p) =>
      this.#at(p, (facts, offset, d) => {
        const hover = hoverAt(facts, offset, workspace);
        return hover && { contents: { kind: 'markdown' as const, value: hover.markdown }, range: rangeOf(d, hover) };
      }),
    );
    c.onCompletion((p) => this.#at(p, (facts, offset, d) => this.#completions(facts, offset, d)));
    c.onCompletionResolve((item) => {
      const value = item.kind === CompletionItemKind.Function ? languageText(item.label, this.#language) : undefined;
      return value === undefined ? item : { ...item, documentation: { kind: 'markdown' as const, value } };
    });
    c.onSignatureHelp((p) =>
      this.#at(p, (facts, offset) => {
        const found = signaturesAt(facts, offset, workspace);
        if (found === undefined) return undefined;
        const signatures = found.forms.map(({ label, does, parameters }) => ({
          label,
          ...(does !== undefined && { documentation: does }),
          parameters: parameters.map(([a, b]) => ({ label: [a, b] as [number, number] })),
        }));
        return { signatures, activeSignature: found.best, activeParameter: found.argument };
      }),
    );
    c.onDefinition((p) => this.#at(p, (facts, offset, d) => this.#definitions(facts, offset, d)));
    c.onReferences((p) => this.#at(p, (facts, offset, d) => this.#references(facts, offset, d)));
    c.onDocumentHighlight((p) =>
      this.#at(p, (facts, offset, d) => {
        const found = facts.nameAt(offset);
        return found && facts.occurrencesOf(found.segment, found.name).map((o) => ({ range: rangeOf(d, o) }));
      }),
    );
    c.onPrepareRename((p) =>
      this.#at(p, (facts, offset, d) => {
        const place = canRename(facts, offset);
        return place && rangeOf(d, place);
      }),
    );
    c.onRenameRequest((p) =>
      this.#at(p, (facts, offset, d) => {
        const places = renamed(facts, offset, p.newName);
        if (typeof places === 'string') return new ResponseError<void>(LSPErrorCodes.RequestFailed, places);
        return { changes: { [d.uri]: places.map((place) => ({ range: rangeOf(d, place), newText: p.newName })) } };
      }),
    );
  }

  #completions(facts: Facts, offset: number, d: TextDocument) {
    const { start, end, items } = completionAt(facts, offset, this.#workspace);
    const range = rangeOf(d, { start, end });
    return items.map(({ label, kind, note }, i) => ({
      label,
      kind: completionKinds[kind],
      ...(note !== undefined && { detail: note }),
      // Options and names of the user's come first, as in a session.
      sortText: String(i).padStart(6, '0'),
      filterText: label,
      textEdit: { range, newText: label },
    }));
  }

  #definitions(facts: Facts, offset: number, d: TextDocument) {
    const found = facts.nameAt(offset);
    if (found === undefined) return undefined;
    const { name, segment } = found;
    if (name.binding === undefined) return this.#workspace.definitionsOf(name.name).map(locationOf);
    const binder = name.binding.occurrences.find((o) => o.binds) ?? name;
    return [{ uri: d.uri, range: rangeOf(d, { start: binder.start + segment.base, end: binder.end + segment.base }) }];
  }

  #references(facts: Facts, offset: number, d: TextDocument) {
    const found = facts.nameAt(offset);
    if (found === undefined) return undefined;
    const { name, segment } = found;
    if (name.binding === undefined) return this.#workspace.references(name.name).map(locationOf);
    return facts.occurrencesOf(segment, name).map((o) => ({ uri: d.uri, range: rangeOf(d, o) }));
  }

  // --- whole texts ---------------------------------------------------------------------------------------------------

  #of<T>(
    { textDocument: { uri } }: Pick<At, 'textDocument'>,
    ask: (facts: Facts, d: TextDocument) => T,
  ): T | undefined {
    return this.#at({ textDocument: { uri }, position: { line: 0, character: 0 } }, (facts, _, d) => ask(facts, d));
  }

  #answerOfDocuments(): void {
    const c = this.#connection;
    c.onDocumentSymbol((p) =>
      this.#of(p, (facts, d) =>
        outlineOf(facts).map(({ name, kind, start, end, selection }) => ({
          name,
          kind: symbolKinds[kind],
          range: rangeOf(d, { start, end }),
          selectionRange: rangeOf(d, { start: selection[0], end: selection[1] }),
        })),
      ),
    );
    c.onWorkspaceSymbol(({ query }) =>
      this.#workspace.search(query).map((d) => ({ name: d.name, kind: symbolKinds[d.kind], location: locationOf(d) })),
    );
    c.onFoldingRanges((p) =>
      this.#of(p, (facts) =>
        foldsOf(facts.document).map(({ from, to, comment }) => ({
          startLine: from,
          endLine: to,
          ...(comment && { kind: 'comment' }),
        })),
      ),
    );
    c.onDocumentFormatting((p) =>
      this.#of(p, (_, d) => {
        const source = d.getText();
        const { text } = format(source);
        return text === source ? [] : [{ range: rangeOf(d, { start: 0, end: source.length }), newText: text }];
      }),
    );
    c.languages.semanticTokens.on((p) => ({ data: this.#of(p, (facts) => colors(facts)) ?? [] }));
  }
}

const rangeOf = (d: TextDocument, { start, end }: Place): Range => ({
  start: d.positionAt(start),
  end: d.positionAt(end),
});

/** A place in a text that need not be open. */
function locationOf({ uri, facts, start, end }: Located): { uri: string; range: Range } {
  const at = (offset: number): Position => {
    const { line, column } = facts.document.lines.at(offset);
    return { line: line - 1, character: column - 1 };
  };
  return { uri, range: { start: at(start), end: at(end) } };
}

const tooLong = (d: TextDocument) => ({
  severity: DiagnosticSeverity.Information,
  source: 'scheelite',
  code: 'too-long',
  message: `The text has ${d.getText().length} characters; at most ${MOST_CHARACTERS} are looked at.`,
  range: rangeOf(d, { start: 0, end: 0 }),
});
