/** Programs, packages and tests in files: Get, Needs, DeclarePackage and TestReport on files that are held in memory. */
import { describe, expect, test } from 'vitest';
import { createSession, type KernelSession } from '../../src/index.ts';
import { noIO, type SessionIO } from '../../src/kernel/io.ts';

/** A session that sees these files. */
function sessionWith(files: Readonly<Record<string, string>>): KernelSession {
  const io: SessionIO = {
    ...noIO,
    readFile: (path) => (Object.hasOwn(files, path) ? new TextEncoder().encode(files[path]) : undefined),
    status: (path) =>
      Object.hasOwn(files, path) ? { kind: 'file', bytes: files[path]!.length, modified: 0 } : undefined,
  };
  return createSession({ seed: 1, io });
}

/** A session whose files are these, a character a byte, and go on being these. */
function sessionOn(files: Map<string, string>): KernelSession {
  const bytes = (path: string): Uint8Array => Uint8Array.from(Buffer.from(files.get(path)!, 'latin1'));
  const io: SessionIO = {
    ...noIO,
    readFile: (path) => (files.has(path) ? bytes(path) : undefined),
    status: (path) => (files.has(path) ? { kind: 'file', bytes: bytes(path).length, modified: 0 } : undefined),
    writeFile: (path, data) => void files.set(path, Buffer.from(data).toString('latin1')),
    rename: (from, to) => {
      files.set(to, files.get(from)!);
      files.delete(from);
    },
  };
  return createSession({ seed: 1, io });
}

/** The value of the last statement, and the messages of all. */
function run(session: KernelSession, text: string): { value: string; messages: string[] } {
  const messages: string[] = [];
  let value = '';
  for (const line of text.split('\n'))
    for (const e of session.parse(line)) {
      const r = session.log.collect(() => session.evaluateInput(e));
      messages.push(...r.messages.map((m) => `${m.symbol.name}::${m.tag}`));
      value = session.inputForm(r.value);
    }
  return { value, messages };
}

describe('TestReport of a file', () => {
  const file = `(* a comment *)
f[x_] := x + 1
VerificationTest[f[1], 2, TestID -> "good"]
VerificationTest[f[1], 3, TestID -> "bad"]
VerificationTest[1/0, ComplexInfinity, TestID -> "loud"]
Throw[1]
VerificationTest[FileNameTake[$InputFileName], "t.wlt"]
`;
  test('runs all tests, whatever stands between them', () => {
    const session = sessionWith({ '/t.wlt': file });
    const properties = '{"Title", "TestsSucceededCount", "TestsFailedKeys", "AllTestsSucceeded"}';
    expect(run(session, `r = TestReport["/t.wlt"]; r[${properties}]`)).toEqual({
      value:
        '<|"Title" -> "Test Report: t.wlt", "TestsSucceededCount" -> 2, "TestsFailedKeys" -> {2, 3}, "AllTestsSucceeded" -> False|>',
      messages: ['Throw::nocatch'],
    });
    expect(run(session, '#["TestID"] & /@ Values[r["TestsFailed"]]').value).toBe('{"bad", "loud"}');
  });
  test('goes on after what is not well-formed', () => {
    const session = sessionWith({ '/t.wlt': 'VerificationTest[1, 1]\nf[1,,]]\nVerificationTest[2, 2]' });
    const { value, messages } = run(session, 'TestReport["/t.wlt"]["TestsSucceededCount"]');
    expect(messages).toContain('Get::sntx');
    expect(value).toBe('2');
  });
  test('tests inside of a test are not counted', () => {
    const session = sessionWith({ '/t.wlt': 'VerificationTest[VerificationTest[1, 2]["Outcome"], "Failure"]' });
    expect(run(session, 'Length[TestReport["/t.wlt"]["TestResults"]]').value).toBe('1');
  });
  test('settings of the report hold for tests without their own', () => {
    const session = sessionWith({ '/t.wlt': 'VerificationTest[1.0, 1]\nVerificationTest[1.0, 1, SameTest -> SameQ]' });
    expect(run(session, 'TestReport["/t.wlt", SameTest -> Equal]["TestsFailedKeys"]').value).toBe('{2}');
  });
});

const pack = `BeginPackage["Pack\`"]
alpha::usage = "alpha[x]";
beta::usage = "beta[x]";
Begin["\`Private\`"]
alpha[x_] := helper[x]
beta[x_] := {beta, x}
helper[x_] := {"helped", x}
End[]
EndPackage[]
`;

describe('packages', () => {
  test('DeclarePackage loads the package when one of its symbols is used', () => {
    const session = sessionWith({ '/lib/Pack.wl': pack });
    run(session, '$Path = {"/lib"}');
    expect(run(session, 'DeclarePackage["Pack`", {"alpha", "beta"}]\nMemberQ[$Packages, "Pack`"]').value).toBe('False');
    expect(run(session, 'alpha[1]')).toEqual({ value: '{"helped", 1}', messages: [] });
    expect(run(session, '{Attributes[beta], Context[beta], MemberQ[$Packages, "Pack`"]}').value).toBe(
      '{{}, "Pack`", True}',
    );
  });
  test('needs of packages are loaded, private names stay private', () => {
    const other = 'BeginPackage["Other`", {"Pack`"}]\ngamma[x_] := alpha[x]\nEndPackage[]';
    const session = sessionWith({ '/lib/Pack.wl': pack, '/lib/Other.wl': other });
    expect(run(session, '$Path = {"/lib"};\nNeeds["Other`"]\n{gamma[2], $ContextPath}')).toEqual({
      value: '{{"helped", 2}, {"Other`", "Pack`", "System`", "Global`"}}',
      messages: [],
    });
    expect(run(session, '{helper[1], Pack`Private`helper[1]}').value).toBe('{helper[1], {"helped", 1}}');
  });
  test('a package whose names are in sight already is reported', () => {
    const session = sessionWith({
      '/lib/Pack.wl': pack,
      '/lib/Twin.wl': 'BeginPackage["Twin`"]\nalpha = 1;\nEndPackage[]',
    });
    expect(run(session, '$Path = {"/lib"};\nNeeds["Pack`"]\nNeeds["Twin`"]').messages).toEqual(['alpha::shdw']);
  });
});

describe('Get', () => {
  test('stops at what is not well-formed, after what stands before it', () => {
    const session = sessionWith({ '/bad.wl': 'v1 = 1\nv2 = f[1,]]\nv3 = 3' });
    expect(run(session, '{Get["/bad.wl"], v1, v3}')).toEqual({ value: '{$Failed, 1, v3}', messages: ['Get::sntx'] });
  });
  test('a Throw in a file leaves the file and the contexts it opened', () => {
    const session = sessionWith({ '/t.wl': 'BeginPackage["T`"]\nThrow[5]\nw = 1' });
    expect(run(session, '{Catch[Get["/t.wl"]], $Context, $InputFileName}').value).toBe('{5, "Global`", ""}');
  });
});

describe.each(['CopyFile', 'RenameFile'])('%s', (name) => {
  const stays = name === 'CopyFile' ? [['/from', 'new']] : [];

  test('leaves a file that is there, and says so', () => {
    for (const [option, ...told] of [
      [''],
      [', OverwriteTarget -> False'],
      [', OverwriteTarget -> Automatic', `${name}::opttf`],
    ] as const) {
      const files = new Map([
        ['/from', 'new'],
        ['/to', 'old'],
      ]);
      expect(run(sessionOn(files), `${name}["/from", "/to"${option}]`)).toEqual({
        value: '$Failed',
        messages: [...told, `${name}::filex`],
      });
      expect([...files]).toEqual([
        ['/from', 'new'],
        ['/to', 'old'],
      ]);
    }
  });
  test('takes its place with OverwriteTarget -> True', () => {
    const files = new Map([
      ['/from', 'new'],
      ['/to', 'old'],
    ]);
    expect(run(sessionOn(files), `${name}["/from", "/to", OverwriteTarget -> True]`)).toEqual({
      value: '"/to"',
      messages: [],
    });
    expect([...files].sort()).toEqual([...stays, ['/to', 'new']]);
  });
  test('needs no option where nothing is', () => {
    const files = new Map([['/from', 'new']]);
    expect(run(sessionOn(files), `${name}["/from", "/to"]`).value).toBe('"/to"');
    expect([...files].sort()).toEqual([...stays, ['/to', 'new']]);
  });
});

test('DumpSave writes definitions that Get brings back', () => {
  const session = sessionOn(new Map());
  run(session, 'f[x_] := x^2; f[0] = 5; v = {1, 2}; DumpSave["/dump.mx", {f, v}]; ClearAll[f, v]');
  expect(run(session, '{f[0], v}').value).toBe('{f[0], v}');
  expect(run(session, 'Get["/dump.mx"]; {f[0], f[3], v}')).toEqual({ value: '{5, 9, {1, 2}}', messages: [] });
});
