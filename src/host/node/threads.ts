/** Threads of Node: one that is started, and one that was. */
import { existsSync } from 'node:fs';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker, workerData } from 'node:worker_threads';
import type { HostThread, HostThreads } from '../host.ts';

interface Start {
  readonly data: unknown;
  readonly port: MessagePort;
}

/** A bundled program: beside the bundle that this is part of, or where the build of this package puts it. */
function programFile(name: string): URL {
  const places = [`./${name}.js`, `../../../dist/${name}.js`].map((p) => new URL(p, import.meta.url));
  const file = places.find((p) => existsSync(p));
  if (file === undefined) throw new Error(`The program of its thread, dist/${name}.js, is not built.`);
  return file;
}

function start(program: string | URL, data: object, failed: (problem: string) => void): HostThread {
  const { port1: port, port2 } = new MessageChannel();
  // What libraries write there is no output of the session.
  const worker = new Worker(typeof program === 'string' ? programFile(program) : program, {
    workerData: { data, port: port2 } satisfies Start,
    transferList: [port2],
    stdout: true,
    stderr: true,
    execArgv: [],
  });
  worker.unref();
  // Without a listener it would end the process.
  worker.on('error', (e) => failed(e.message));
  return {
    post: (message, handed = []) => port.postMessage(message, handed),
    receive: () => (receiveMessageOnPort(port) as { readonly message: unknown } | undefined)?.message,
    close: () => port.close(),
    terminate: () => void worker.terminate(),
  };
}

export const nodeThreads: HostThreads = {
  start,
  own() {
    const { data, port } = workerData as Start;
    return {
      data,
      post: (message, handed = []) => port.postMessage(message, handed),
      onMessage: (f) => port.on('message', f),
      onFailure(f) {
        process.on('uncaughtException', f);
        process.on('unhandledRejection', f);
      },
      onEnd: (f) => process.on('exit', f),
      end: () => process.exit(),
    };
  },
  atEnd: (f) => process.on('exit', f),
};
