import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The heap that is in use, in bytes, after what nobody needs was collected. */
export function usedHeap(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
