/** Files are written whole or not at all, and what cannot be read is a message: full disks, links, devices, pipes, folders, permissions. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { nodeIO } from '../../src/frontends/node-io.ts';
import { createSession, type KernelSession } from '../../src/index.ts';
import { evaluate, type Outcome } from '../nets/evaluation.ts';

/** Bytes after which the disk is full; none: it is not. Stands in for a real one where nobody may mount it. */
let room: number | undefined;
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const writeSync = (descriptor: number, bytes: Uint8Array, at = 0, n = bytes.length): number => {
    if (room === undefined) return real.writeSync(descriptor, bytes, at, n);
    // Short writes as long as there is room, then the error of the system.
    const fits = Math.min(n, 1000, room);
    if (fits === 0) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    room -= fits;
    return real.writeSync(descriptor, bytes, at, fits);
  };
  return { ...real, default: { ...real, writeSync }, writeSync };
});

let folder = '';
beforeAll(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'scheelite-files-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  room = undefined;
});

const fileSession = (abortRequested?: () => boolean): KernelSession =>
  createSession({ seed: 1, io: nodeIO({ print: () => {} }), ...(abortRequested && { abortRequested }) });
const run = (text: string, session = fileSession()): Outcome => evaluate(`SetDirectory["${folder}"]; ${text}`, session);
const text = (name: string): string => fs.readFileSync(join(folder, name), 'utf8');
const leftovers = (): string[] => fs.readdirSync(folder).filter((name) => name.endsWith('.tmp'));
const root = process.getuid?.() === 0;

describe('a full disk', () => {
  test('a checkpoint that cannot be written does not end the training', () => {
    room = 0;
    const r = run(
      'NetTrain[NetChain[{3, Tanh, 1}, "Input" -> 2], RandomReal[1, {64, 2}] -> RandomReal[1, {64, 1}], MaxTrainingRounds -> 2, TrainingProgressReporting -> None, TrainingProgressCheckpointing -> {"File", "checkpoint.wlnet"}] // Head',
    );
    expect(r.value).toBe('NetChain');
    expect(r.messages).toEqual(['NetTrain::nowrite', 'NetTrain::nowrite']);
    expect(leftovers()).toEqual([]);
  });
  const writers: Readonly<Record<string, string>> = {
    Put: 'Put[Range[3000], "full"]',
    Export: 'Export["full", Table[i, {i, 3000}], "List"]',
    'Export of a net': 'Export["full", NetInitialize[NetChain[{100}, "Input" -> 100]], "WLNet"]',
    Save: 'data = Range[3000]; Save["full", data]',
    CopyFile: 'CopyFile["large", "full", OverwriteTarget -> True]',
  };
  test.each(Object.entries(writers))('%s leaves the file that was there and says so', (name, code) => {
    fs.writeFileSync(join(folder, 'full'), 'as before');
    fs.writeFileSync(join(folder, 'large'), 'x'.repeat(10_000));
    room = 4500;
    const r = run(code);
    expect(r.messages, name).toHaveLength(1);
    expect(r.texts[0]).toContain('no space is left on the device');
    expect(r.value).toBe('$Failed');
    expect(text('full')).toBe('as before');
    expect(leftovers()).toEqual([]);
  });
  test.each(['PutAppend[Range[3000], "log"]', 's = OpenAppend["log"]; WriteString[s, StringRepeat["x", 9000]]'])(
    'what is added to a file is there or not: %s',
    (code) => {
      fs.writeFileSync(join(folder, 'log'), 'line 1\n');
      room = 4500;
      expect(run(code).texts.join()).toContain('no space is left on the device');
      expect(text('log')).toBe('line 1\n');
    },
  );
  test('short writes are followed by others', () => {
    room = 1e9;
    expect(run('Put[Range[3000], "short"]; Get["short"] === Range[3000]').value).toBe('True');
  });
  test('a real one', ({ skip }) => {
    const disk = join(folder, 'disk');
    fs.mkdirSync(disk);
    const mounted = root && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status === 0;
    skip(!mounted, 'needs the right to mount');
    try {
      const first = run('Export["disk/a.wlnet", NetInitialize[NetChain[{300}, "Input" -> 500]]]');
      expect(first.messages).toEqual([]);
      const before = fs.readFileSync(join(disk, 'a.wlnet'));
      const second = run('Export["disk/a.wlnet", NetInitialize[NetChain[{300}, "Input" -> 501]]]');
      expect(second.messages).toEqual(['Export::ioerr']);
      expect(fs.readFileSync(join(disk, 'a.wlnet')).equals(before)).toBe(true);
      expect(fs.readdirSync(disk)).toEqual(['a.wlnet']);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe('what stands at the path', () => {
  test('a device is written through and says when it is full', ({ skip }) => {
    skip(!fs.existsSync('/dev/full'));
    expect(run('Put[1, "/dev/null"]').messages).toEqual([]);
    expect(run('Put[1, "/dev/full"]')).toMatchObject({ value: '$Failed', messages: ['Put::ioerr'] });
    expect(fs.statSync('/dev/full').isCharacterDevice()).toBe(true);
  });
  test('links keep leading to the file, also to one that is not there yet', () => {
    fs.writeFileSync(join(folder, 'target'), 'old');
    fs.symlinkSync('target', join(folder, 'link'));
    fs.symlinkSync('later', join(folder, 'dangling'));
    run('Put[1, "link"]; Put[2, "dangling"]');
    expect([text('target'), text('later')]).toEqual(['1\n', '2\n']);
    expect(fs.lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
  });
  test('links in a circle are a message', () => {
    fs.symlinkSync('round', join(folder, 'round'));
    expect(run('Put[1, "round"]').messages).toEqual(['Put::ioerr']);
  });
  test.each([0o600, 0o640, 0o755])('permissions stay: %o', (mode) => {
    const file = join(folder, 'mode');
    fs.writeFileSync(file, 'old');
    fs.chmodSync(file, mode);
    run('Put[1, "mode"]');
    expect(fs.statSync(file).mode & 0o777).toBe(mode);
  });
  test('a folder is a message', () => {
    fs.mkdirSync(join(folder, 'sub'));
    expect(run('Put[1, "sub"]')).toMatchObject({ value: '$Failed', messages: ['Put::noopen'] });
    expect(run('ReadString["sub"]').texts[0]).toContain('it is a folder');
    expect(run('Import["sub", "Text"]').messages).toEqual(['Import::noopen']);
  });
  test('a pipe gets the bytes when somebody reads', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe]);
    let got = '';
    reader.stdout.on('data', (d) => (got += d));
    const done = new Promise((resolve) => reader.on('close', resolve));
    expect(run('Put["through", "pipe"]').messages).toEqual([]);
    await done;
    expect(got).toBe('"through"\n');
    expect(fs.statSync(pipe).isFIFO()).toBe(true);
  });
});

describe('permissions', () => {
  test.skipIf(root)('for everybody but root', () => {
    const file = join(folder, 'secret');
    fs.writeFileSync(file, 'old', { mode: 0 });
    expect(run('Put[1, "secret"]').texts[0]).toContain('permission denied');
    expect(run('CopyFile["secret", "copy"]').messages).toEqual(['CopyFile::ioerr']);
    expect(fs.existsSync(join(folder, 'copy'))).toBe(false);
  });
  test.skipIf(!root)('for somebody else than root: unreadable files and read-only folders', () => {
    fs.writeFileSync(join(folder, 'secret'), 'old', { mode: 0o600 });
    fs.writeFileSync(join(folder, 'locked'), 'old', { mode: 0o444 });
    fs.writeFileSync(join(folder, 'there'), 'kept', { mode: 0o666 });
    fs.chmodSync(folder, 0o755);
    const before = process.geteuid!();
    const results: Outcome[] = [];
    process.seteuid!(65534);
    try {
      for (const code of [
        'CopyFile["secret", "there", OverwriteTarget -> True]',
        'ReadString["secret"]',
        'Put[1, "there"]',
        'Put[1, "locked"]',
        'CreateDirectory["below"]',
        'Put[1, "fresh"]',
      ])
        results.push(run(code));
    } finally {
      process.seteuid!(before);
    }
    for (const r of results) {
      expect(r.texts.join()).toContain('permission denied');
      expect(r.messages).toHaveLength(1);
      expect(r.value).toBe('$Failed');
    }
    expect([text('there'), text('locked'), text('secret')]).toEqual(['kept', 'old', 'old']);
    expect(leftovers()).toEqual([]);
  });
});

describe('nothing holds the session up', () => {
  /** Asks to stop after so many milliseconds. */
  const stopped = (code: string, after = 100): { value: string; seconds: number } => {
    const start = performance.now();
    const session = fileSession(() => performance.now() - start > after);
    const { value } = evaluate(code, session);
    return { value, seconds: (performance.now() - start) / 1000 };
  };
  test.each(['Get["/dev/zero"]', 'ReadByteArray["/dev/zero"]', 'While[True, FileNames["*", "/proc", 3]]'])(
    '%s is stopped',
    (code) => {
      const { value, seconds } = stopped(code);
      expect(value).toBe('$Aborted');
      expect(seconds).toBeLessThan(2);
    },
  );
  test('a pipe nobody writes to, a pipe nobody reads', () => {
    const pipe = join(folder, 'silent');
    execFileSync('mkfifo', [pipe]);
    expect(stopped(`Get["${pipe}"]`).value).toBe('$Aborted');
    expect(stopped(`Put[1, "${pipe}"]`).value).toBe('$Aborted');
  });
  test('a large file that is stopped half-way leaves the old one', () => {
    fs.writeFileSync(join(folder, 'big'), 'old');
    let looks = 0;
    const session = fileSession(() => fs.readdirSync(folder).some((n) => n.startsWith('.big')) && ++looks > 2);
    expect(run('Export["big", StringRepeat["x", 3 10^7], "Text"]', session).value).toBe('$Aborted');
    expect(text('big')).toBe('old');
    expect(leftovers()).toEqual([]);
  });
  test('folders under /proc cannot be made', () => {
    expect(run('CreateDirectory["/proc/a/b/c"]')).toMatchObject({
      value: '$Failed',
      messages: ['CreateDirectory::ioerr'],
    });
  });
});
