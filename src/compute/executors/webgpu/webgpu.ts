/** Runs a program on a GPU: a thread of its own owns the device and calls the kernels of tfjs's WebGPU backend there. */
import { DeviceProblem } from '../../contract/problems.ts';
import { withoutLoops } from '../../program/passes/passes.ts';
import { kernelsOf } from '../../program/program.ts';
import type { Executor } from '../executor.ts';
import { Connection } from './connection.ts';
import { withFewAxes } from './few-axes.ts';
import { findFiles } from './packages.ts';
import type { BackendName } from './protocol.ts';
import { DeviceRunner } from './runner.ts';

/** The executor on a backend of tfjs: with `cpu` everything but the device is the same. */
export function deviceExecutor(backend: BackendName): Executor {
  let connection: Connection | undefined;
  /** The thread starts when somebody first asks, and anew when it was lost. Throws DeviceProblem. */
  const connect = (): Connection => {
    if (connection === undefined || connection.lost !== undefined) {
      const files = findFiles(backend);
      if (typeof files === 'string') throw new DeviceProblem(files);
      connection = new Connection(backend, files);
    }
    connection.facts();
    return connection;
  };
  return {
    name: 'webgpu',
    missing() {
      try {
        connect();
        return undefined;
      } catch (e) {
        if (e instanceof DeviceProblem) return e.message;
        throw e;
      }
    },
    where: () => `It runs on ${connect().facts().device}.`,
    unsupported(program) {
      const { kernels } = connect().facts();
      return kernelsOf(withoutLoops(program))
        .filter((k) => !kernels.includes(k))
        .map((k) => `the kernel ${k}`);
    },
    compile: (c) => new DeviceRunner({ ...c, program: withFewAxes(withoutLoops(c.program)) }, connect),
  };
}

export const webgpu = deviceExecutor('webgpu');
