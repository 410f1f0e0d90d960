/** The kernel of Jupyter as a front end meets it: the real process, over its sockets. */
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command, handshake, KernelClient, zmtpFrame } from './client.ts';

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(async () => {
  expect(await kernel.stop()).toBe(0);
});

const sleep = (milliseconds: number): Promise<void> => new Promise((ok) => setTimeout(ok, milliseconds));
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
async function gone(pid: number): Promise<boolean> {
  for (let n = 0; n < 100 && isAlive(pid); n++) await sleep(100);
  return !isAlive(pid);
}

describe('cells', () => {
  test('show every expression, numbered as in a terminal', async () => {
    const { reply, of } = await kernel.execute('2^10\nx = 3; 2 %\n{x, %, %%}');
    const results = of('execute_result');
    expect(results.map((r) => [r.execution_count, r.data['text/plain']])).toEqual([
      [1, '1024'],
      [2, '2048'],
      [3, '{3, 2048, 1024}'],
    ]);
    expect(reply).toMatchObject({ status: 'ok', execution_count: 3, user_expressions: {} });
    expect(of('execute_input')).toEqual([{ code: '2^10\nx = 3; 2 %\n{x, %, %%}', execution_count: 1 }]);
    expect(of('status').map((s) => s.execution_state)).toEqual(['busy', 'idle']);
    expect(await kernel.values('Out[1] + x')).toEqual(['1027']);
  });
  test('print as they go, and tell of messages apart', async () => {
    const id = kernel.send('execute_request', { code: 'Print["a"]; Pause[1]; Print["b"]; 1/0' });
    const first = await kernel.until((h) => h.parent === id && h.type === 'stream');
    expect(first.content).toEqual({ name: 'stdout', text: 'a\n' });
    // The cell is under way.
    expect(kernel.heardOf(id).some((h) => h.type === 'execute_reply')).toBe(false);
    const { printed, of } = await kernel.done(id);
    expect(printed).toBe('a\nb\n');
    expect(of('stream').at(-1)).toEqual({
      name: 'stderr',
      text: expect.stringMatching(/^Power::infy: .*\n$/),
    });
  });
  test('end with an error where something cannot be read; what can is evaluated', async () => {
    const { reply, of } = await kernel.execute('y = 5\nf[1,,)\ny + 1');
    expect(reply).toMatchObject({ status: 'error', ename: expect.stringMatching(/^Syntax::/) });
    expect(of('error')).toHaveLength(1);
    expect(of('error')[0].traceback.at(-1)).toMatch(/^ *\^/);
    expect(await kernel.values('y')).toEqual(['5']);
  });
  test('show pictures, tables and nets in forms to choose from', async () => {
    const data = async (code: string) => (await kernel.execute(code)).of('execute_result')[0].data;
    const plot = await data('Plot[Sin[x], {x, 0, 6}]');
    expect(Object.keys(plot).sort()).toEqual(['image/png', 'image/svg+xml', 'text/plain']);
    expect(Buffer.from(plot['image/png'], 'base64').subarray(1, 4).toString()).toBe('PNG');
    expect(plot['image/svg+xml']).toMatch(/^<svg .*<\/svg>\n$/s);
    expect(Object.keys(await data('Image[RandomReal[1, {100, 100}]]')).sort()).toEqual(['image/png', 'text/plain']);
    // Small pictures are shown larger.
    expect((await data('Image[{{0, 1}, {1, 0}}]'))['text/html']).toMatch(/^<img .*width="96" .*pixelated/);
    expect((await data('<|"a<b" -> 1, "c" -> {1, 2}|>'))['text/html']).toMatch(
      /^<table>.*a&lt;b<\/th>.*\{1, 2\}<\/td>/s,
    );
    const rows = await data('Dataset[{<|"n" -> 1, "m" -> "x"|>, <|"n" -> 2, "m" -> "y"|>}]');
    expect(rows['text/html'].match(/<th /g)).toHaveLength(2);
    expect(rows['text/html'].match(/<tr>/g)).toHaveLength(3);
    const net = await data('NetChain[<|"in" -> LinearLayer[3], "act" -> Ramp|>, "Input" -> 2]');
    expect(net['text/html']).toMatch(/NetChain of 2 parts.*LinearLayer/s);
    expect(net['text/plain']).toMatch(/^NetChain of 2 parts/);
    expect(Object.keys(await data('FullForm[Plot[x, {x, 0, 1}]]'))).toEqual(['text/plain']);
  });
  test('may be silent, leave no trace, and carry expressions of the client', async () => {
    const silent = await kernel.execute('secret = 7; Print["hidden"]; secret', { silent: true });
    expect(silent.heard.map((h) => h.type)).toEqual(['status', 'status']);
    const [[before], [after]] = [await kernel.values('$Line'), await kernel.values('$Line')];
    await kernel.execute('1 + 1', { store_history: false });
    expect(await kernel.values('$Line')).toEqual([String(Number(after) + 1)]);
    expect(Number(after)).toBe(Number(before) + 1);
    const { reply } = await kernel.execute('z = 2;', { user_expressions: { good: 'z + secret', bad: 'z + ]' } });
    expect(reply.user_expressions.good).toEqual({ status: 'ok', data: { 'text/plain': '9' }, metadata: {} });
    expect(reply.user_expressions.bad).toMatchObject({ status: 'error', ename: expect.stringMatching(/^Syntax::/) });
  });
  test('read lines that the client types', async () => {
    const id = kernel.send('execute_request', { code: 'InputString["name? "] <> "!"', allow_stdin: true });
    const { content } = await kernel.until((h) => h.parent === id && h.channel === 'stdin');
    expect(content).toEqual({ prompt: 'name? ', password: false });
    kernel.send('input_reply', { value: 'Ada' }, 'stdin');
    expect((await kernel.done(id)).of('execute_result')[0].data['text/plain']).toBe('Ada!');
    const second = kernel.send('execute_request', { code: '1 + Input[]', allow_stdin: true });
    await kernel.until((h) => h.parent === second && h.channel === 'stdin');
    kernel.send('input_reply', { value: '2 3' }, 'stdin');
    expect((await kernel.done(second)).of('execute_result')[0].data['text/plain']).toBe('7');
    // Where nobody types, reading gives the end of the input.
    expect(await kernel.values('InputString[]')).toEqual(['EndOfFile']);
  });
  test('take ten megabytes', async () => {
    const { of } = await kernel.execute(`StringLength["${'ä'.repeat(5 * 2 ** 20)}"]`);
    expect(of('execute_result')[0].data['text/plain']).toBe(String(5 * 2 ** 20));
    // Of so long a cell it is what stands around the cursor that is looked at.
    const code = `${'f[x_, y_] := x y;\n'.repeat(550_000)}NetTrai`;
    const { matches, cursor_start } = await kernel.ask('complete_request', { code, cursor_pos: code.length });
    expect([matches[0], cursor_start]).toEqual(['NetTrain', code.length - 7]);
  });
  test('that print without end can be stopped', async () => {
    const id = kernel.send('execute_request', { code: 'n = 0; While[True, Print[n++]]' });
    await kernel.until((h) => h.parent === id && h.type === 'stream');
    await sleep(300);
    await kernel.ask('interrupt_request', {}, 'control');
    expect((await kernel.done(id)).reply.status).toBe('error');
    expect(await kernel.values('n > 10')).toEqual(['True']);
  });
});

describe('interrupts', () => {
  test('end what runs, keep the session, and let cells that wait go', async () => {
    const running = kernel.send('execute_request', { code: 'k = 0; While[True, k++]; Print["not reached"]' });
    const waiting = kernel.send('execute_request', { code: 'Print["not evaluated"]' });
    await kernel.until((h) => h.parent === running && h.type === 'execute_input');
    await sleep(200);
    const began = performance.now();
    expect(await kernel.ask('interrupt_request', {}, 'control')).toEqual({ status: 'ok' });
    const { reply, of, printed } = await kernel.done(running);
    expect(performance.now() - began).toBeLessThan(2000);
    expect(reply).toMatchObject({ status: 'error', ename: '$Aborted' });
    expect(of('error')).toHaveLength(1);
    expect(printed).toBe('');
    const second = await kernel.done(waiting);
    expect(second.reply.status).toBe('aborted');
    expect(second.printed).toBe('');
    expect(await kernel.values('k > 100')).toEqual(['True']);
  });
  test('come as a signal too, and do nothing where nothing runs', async () => {
    kernel.process.kill('SIGINT');
    await sleep(100);
    expect(await kernel.values('1 + 1')).toEqual(['2']);
    const id = kernel.send('execute_request', { code: 'Pause[30]; 3' });
    await kernel.until((h) => h.parent === id && h.type === 'execute_input');
    await sleep(100);
    kernel.process.kill('SIGINT');
    expect((await kernel.done(id)).reply.status).toBe('error');
  });
  test('end a training and keep the net so far; the panel is one display that changes', async () => {
    const net = 'NetChain[<|"a" -> LinearLayer[4], "b" -> LinearLayer[1]|>, "Input" -> 1]';
    const data = 'Table[{x} -> {2 x}, {x, 0., 1., 0.1}]';
    const options = 'LearningRateMultipliers -> {"a" -> 0, _ -> 1}, MaxTrainingRounds -> 10^7';
    const id = kernel.send('execute_request', { code: `net = NetTrain[${net}, ${data}, ${options}];` });
    const first = await kernel.until((h) => h.parent === id && h.type === 'display_data');
    await kernel.until((h) => h.parent === id && h.type === 'update_display_data');
    await kernel.ask('interrupt_request', {}, 'control');
    const { of } = await kernel.done(id);
    const displays = [...of('display_data'), ...of('update_display_data')];
    expect(of('display_data')).toHaveLength(1);
    expect(new Set(displays.map((d) => d.transient.display_id))).toEqual(new Set([first.content.transient.display_id]));
    expect(displays.at(-1).data['text/plain']).toMatch(/frozen: a .*the net so far is kept/s);
    expect(displays.at(-1).data['text/html']).toMatch(/<polyline/);
    expect(await kernel.values('{Head[net], Dimensions[net[{0.5}]]}')).toEqual(['{NetChain, {1}}']);
  });
});

describe('questions', () => {
  test('who it is', async () => {
    const info = await kernel.ask('kernel_info_request', {});
    expect(info).toMatchObject({
      status: 'ok',
      implementation: 'scheelite',
      language_info: { name: 'wolfram', file_extension: '.wl' },
    });
    expect(await kernel.ask('comm_info_request', {})).toEqual({ status: 'ok', comms: {} });
  });
  test('what could stand at the cursor, which counts characters', async () => {
    const code = '"😀"; NetTrai';
    const reply = await kernel.ask('complete_request', { code, cursor_pos: [...code].length });
    expect(reply).toMatchObject({ status: 'ok', cursor_start: 5, cursor_end: 12 });
    expect(reply.matches).toContain('NetTrain');
  });
  test('what is known of a name, or of the call around', async () => {
    await kernel.execute('g[x_] := x^2; big = Range[10^5];');
    const text = async (code: string, at = code.length) => {
      const { found, data } = await kernel.ask('inspect_request', { code, cursor_pos: at, detail_level: 0 });
      return found ? data['text/plain'] : undefined;
    };
    expect(await text('Plot[x, {x, 0, 1}]', 2)).toMatch(/^Plot\[f, /);
    expect(await text('Table[i^2, {i, ')).toMatch(/^Table\[/);
    expect(await text('g')).toMatch(/g\[x_\] := x\^2/);
    expect((await text('big'))!.length).toBeLessThan(5000);
    expect(await text('nothingKnown')).toBeUndefined();
  });
  test('whether a text is complete', async () => {
    const status = async (code: string) => (await kernel.ask('is_complete_request', { code })).status;
    expect([await status('f[1]'), await status('f[1,'), await status('f[1}')]).toEqual([
      'complete',
      'incomplete',
      'invalid',
    ]);
  });
  test('what has been evaluated', async () => {
    await kernel.execute('historyProbe = 11');
    const ask = (more: object) => kernel.ask('history_request', { output: false, raw: true, ...more });
    const { history } = await ask({ hist_access_type: 'tail', n: 1 });
    expect(history).toEqual([[1, expect.any(Number), 'historyProbe = 11']]);
    const [[, line]] = history;
    expect(
      (await ask({ hist_access_type: 'range', session: 0, start: line, stop: line + 1, output: true })).history,
    ).toEqual([[1, line, ['historyProbe = 11', '11']]]);
    expect((await ask({ hist_access_type: 'search', pattern: 'history*', n: 5 })).history).toHaveLength(1);
  });
  test('widgets are turned away', async () => {
    const id = kernel.send('comm_open', { comm_id: 'w1', target_name: 'jupyter.widget', data: {} });
    const closed = await kernel.until((h) => h.parent === id && h.type === 'comm_close');
    expect(closed.content.comm_id).toBe('w1');
    kernel.send('comm_msg', { comm_id: 'w1', data: {} });
    kernel.send('no_such_request', {});
    expect(await kernel.values('1')).toEqual(['1']);
  });
  test('the heart beats', async () => {
    kernel.raw([Buffer.alloc(0), Buffer.from('ping')], 'hb');
    await kernel.until((h) => h.channel === 'hb' && h.type === 'ping');
  });
});

describe('what is broken', () => {
  test('is left out: unsigned, wrongly signed, no message at all', async () => {
    const unsigned = kernel.send('execute_request', { code: 'Print["unsigned"]' }, 'shell', '');
    const forged = kernel.send('execute_request', { code: 'Print["forged"]' }, 'shell', 'another key');
    kernel.raw([Buffer.from('no delimiter')]);
    kernel.raw([Buffer.from('<IDS|MSG>'), Buffer.from('short')]);
    kernel.raw([Buffer.from('<IDS|MSG>'), ...Array.from({ length: 5 }, () => Buffer.from('{'))]);
    expect(await kernel.values('2 + 2')).toEqual(['4']);
    expect([...kernel.heardOf(unsigned), ...kernel.heardOf(forged)]).toEqual([]);
    expect(kernel.errors).toContain('a message that is not signed was left out');
    expect(kernel.errors).toContain('a message with a wrong signature was left out');
  });
  test.each([
    ['another protocol', Buffer.from(`GET / HTTP/1.1\r\n${'x'.repeat(100)}`)],
    ['a message before the handshake', Buffer.concat([hello(), zmtpFrame(Buffer.from('early'))])],
    [
      'a frame of more than there is memory',
      Buffer.concat([hello(), Buffer.from([2, 127, 255, 255, 255, 255, 255, 255, 255])]),
    ],
    ['random bytes', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251))],
  ])('%s ends that connection, and no other', async (_, bytes) => {
    const socket = connect(kernel.ports.shell!, '127.0.0.1');
    socket.on('error', () => {});
    socket.resume();
    socket.write(bytes);
    await new Promise((ok) => socket.on('close', ok));
    expect(await kernel.values('3 + 3')).toEqual(['6']);
  });
  test('messages may come in pieces of a byte', async () => {
    const frames = kernel.packed('kernel_info_request', {});
    for (const byte of frames.bytes) {
      kernel.socket('control').write(Buffer.from([byte]));
      if (byte % 16 === 0) await new Promise((ok) => setImmediate(ok));
    }
    const { content } = await kernel.until((h) => h.parent === frames.id && h.channel === 'control');
    expect(content.status).toBe('ok');
  });
  test('a subscriber that never reads is let go, after a while', async () => {
    const socket = connect(kernel.ports.iopub!, '127.0.0.1');
    await new Promise((ok) => socket.on('connect', ok));
    socket.pause();
    socket.write(Buffer.concat([hello(), handshake('SUB'), zmtpFrame(Buffer.from([1]))]));
    await sleep(200);
    const id = kernel.send('execute_request', { code: 'Do[Print[StringRepeat["x", 10^6]], 80]; "through"' });
    expect((await kernel.done(id)).of('execute_result')[0].data['text/plain']).toBe('through');
    // What is left in the socket is read, and then it is at its end.
    socket.resume();
    await new Promise((ok) => socket.on('close', ok));
  });
  test('a client that leaves in the midst of a message', async () => {
    const socket = connect(kernel.ports.shell!, '127.0.0.1');
    await new Promise((ok) => socket.on('connect', ok));
    socket.write(hello().subarray(0, 30));
    socket.destroy();
    expect(await kernel.values('4 + 4')).toEqual(['8']);
  });
});

function hello(): Buffer {
  const g = Buffer.alloc(64);
  g.set([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0]);
  g.write('NULL', 12);
  return g;
}

describe('the end', () => {
  test('comes with the program that has started it, also in the midst of an evaluation', async () => {
    // A client that is killed: it cannot tell the kernel.
    const client = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const orphan = await KernelClient.start(['--noinit'], { JPY_PARENT_PID: String(client.pid) });
    orphan.send('execute_request', { code: 'While[True]' });
    await sleep(300);
    expect(isAlive(orphan.process.pid!)).toBe(true);
    client.kill('SIGKILL');
    expect(await gone(orphan.process.pid!)).toBe(true);
  });
  test('comes with Quit, which the client is told of', async () => {
    const other = await KernelClient.start();
    const id = other.send('execute_request', { code: 'Quit[3]' });
    const { content } = await other.until((h) => h.parent === id && h.channel === 'shell');
    expect(content).toMatchObject({ status: 'error', ename: 'Quit' });
    expect(await other.ended()).toBe(3);
  });
  test('a connection file that is none is told of', async () => {
    const child = spawn(process.execPath, [command, 'jupyter', 'kernel', '/no/such/file.json']);
    let errors = '';
    child.stderr.on('data', (d) => (errors += String(d)));
    const code = await new Promise((ok) => child.on('exit', ok));
    expect([code, errors]).toEqual([66, 'scheelite: the connection file /no/such/file.json cannot be read\n']);
  });
});
