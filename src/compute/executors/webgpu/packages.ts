/** The packages that users install for the GPU: where they are, or what is missing. */
import { host } from '../../../host/host.ts';
import type { BackendName, Files } from './protocol.ts';

const DAWN = { name: 'webgpu', version: '0.6.2' };
const BACKEND = { name: '@tensorflow/tfjs-backend-webgpu', version: '4.22.0' };

const find = (name: string): string | undefined => host().packages.locate(name);

/** What a worker loads for a backend; or what is missing and how it is installed, in one sentence. */
export function findFiles(backend: BackendName): Files | string {
  if (backend === 'cpu') return { backend: find('@tensorflow/tfjs-backend-cpu')!, dawn: undefined };
  const [dawn, own] = [DAWN, BACKEND].map((p) => find(p.name));
  if (dawn !== undefined && own !== undefined) return { backend: own, dawn };
  if (host().platform === 'browser') return 'This browser has no WebGPU, or does not let this page use it.';
  const absent = [DAWN, BACKEND].filter((_, i) => [dawn, own][i] === undefined).map((p) => p.name);
  const those = absent.length === 1 ? `The package ${absent[0]} is` : `The packages ${absent.join(' and ')} are`;
  const all = [DAWN, BACKEND].map((p) => `${p.name}@${p.version}`).join(' ');
  return `${those} not installed; npm install ${all} does it.`;
}
