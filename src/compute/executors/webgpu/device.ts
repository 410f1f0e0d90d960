/** In the worker: starts a backend of tfjs, on a device that is asked for here. */
import type { KernelBackend } from '@tensorflow/tfjs-core';
import { host } from '../../../host/host.ts';
import type { Tensors } from '../../contract/step.ts';
import type { BackendName, Files } from './protocol.ts';

export interface Device {
  readonly tf: Tensors;
  /** For people. */
  readonly name: string;
  /** Why the device is gone, in one sentence. */
  lost(): string | undefined;
  /** The result of work on the device; throws if the device has reported an error meanwhile or is lost. */
  guarded<T>(work: () => Promise<T>): Promise<T>;
}

// The part of WebGPU that is used here; its types come with a package that need not be there.
interface GpuError {
  readonly message: string;
}
interface GpuDevice {
  readonly lost: Promise<GpuError>;
  pushErrorScope(filter: string): void;
  popErrorScope(): Promise<GpuError | null>;
}
interface GpuAdapter {
  readonly features: ReadonlySet<string>;
  readonly limits: Readonly<Record<string, number>>;
  readonly info: { readonly vendor: string; readonly architecture: string; readonly description: string };
  requestDevice(descriptor: object): Promise<GpuDevice>;
}
interface Dawn {
  create(options: readonly string[]): { requestAdapter(options: object): Promise<GpuAdapter | null> };
  readonly globals: object;
}

/** What tfjs makes use of where it is there. */
const FEATURES = ['timestamp-query', 'bgra8unorm-storage'];
/** Limits that tfjs wants as high as they are. */
const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
];
const ERRORS = ['validation', 'out-of-memory', 'internal'];

const textOf = (e: unknown): string => (e instanceof Error ? e.message : String(e)).split('\n')[0]!.replace(/\.$/, '');

/** Throws Error with a sentence for people. */
export async function startDevice(backend: BackendName, files: Files): Promise<Device> {
  return backend === 'cpu' ? startCpu(files) : startWebgpu(files);
}

/** tfjs as the backend sees it: both share one engine. */
function loadCore(files: Files): Tensors {
  const tf = host().packages.load('@tensorflow/tfjs-core', files.backend) as Tensors;
  tf.env().set('PROD', true);
  return tf;
}

function startCpu(files: Files): Device {
  const tf = loadCore(files);
  host().packages.load(files.backend, files.backend);
  tf.setBackend('cpu');
  return { tf, name: 'the processor', lost: () => undefined, guarded: (work) => work() };
}

async function startWebgpu(files: Files): Promise<Device> {
  const { device, adapter } = await requestDevice(files.dawn!);
  const tf = loadCore(files);
  const { WebGPUBackend } = host().packages.load(files.backend, files.backend) as {
    readonly WebGPUBackend: new (device: GpuDevice, info: object) => KernelBackend;
  };
  // Its own factory would ask for another device.
  tf.removeBackend('webgpu');
  const own = new WebGPUBackend(device, adapter.info);
  tf.registerBackend('webgpu', () => own);
  await tf.setBackend('webgpu');
  // Nothing runs on the processor unnoticed.
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  const { vendor, architecture, description } = adapter.info;
  return { tf, name: description || `${vendor} ${architecture}`, ...watched(device) };
}

async function requestDevice(dawn: string): Promise<{ readonly device: GpuDevice; readonly adapter: GpuAdapter }> {
  const { create, globals } = await host()
    .packages.import(dawn)
    .then(
      (m) => m as Dawn,
      (e) => {
        throw new Error(`The package webgpu does not load: ${textOf(e)}.`);
      },
    );
  Object.assign(globalThis, globals);
  const gpu = create([]);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null)
    throw new Error('WebGPU finds no adapter: there is no GPU, or no driver for it (Vulkan, Metal or Direct3D 12).');
  try {
    const device = await adapter.requestDevice({
      requiredFeatures: FEATURES.filter((f) => adapter.features.has(f)),
      requiredLimits: Object.fromEntries(LIMITS.map((l) => [l, adapter.limits[l]])),
    });
    return { device, adapter };
  } catch (e) {
    throw new Error(`The adapter ${adapter.info.description} gives no device: ${textOf(e)}.`);
  }
}

/** Errors of WebGPU come neither as exceptions nor as wrong results: whoever runs something has to ask for them. */
function watched(device: GpuDevice): Pick<Device, 'lost' | 'guarded'> {
  let lost: string | undefined;
  const gone = device.lost.then((info): never => {
    lost = `The device was lost: ${textOf(info.message)}.`;
    throw new Error(lost);
  });
  gone.catch(() => {});
  const checked = async <T>(work: () => Promise<T>): Promise<T> => {
    for (const e of ERRORS) device.pushErrorScope(e);
    const [result] = await Promise.allSettled([work()]);
    const errors = await Promise.all(ERRORS.map(() => device.popErrorScope()));
    const error = errors.find((e) => e !== null);
    if (error) throw new Error(`The device reports: ${textOf(error.message)}.`);
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  };
  return { lost: () => lost, guarded: (work) => Promise.race([checked(work), gone]) };
}
