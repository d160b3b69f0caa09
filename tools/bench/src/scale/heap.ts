/** Something that happens at a moment. */
export interface Timed {
  readonly at: number;
}

/** What is to happen, the next first. */
export interface Heap<Step extends Timed> {
  add(step: Step): void;
  take(): Step | undefined;
}

/** Creates a binary heap of what is sorted, which is one. */
export function createHeap<Step extends Timed>(sorted: readonly Step[]): Heap<Step> {
  const heap = [...sorted];
  const at = (index: number): number => heap[index]?.at ?? Infinity;
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b] as Step, heap[a] as Step];
  };
  return {
    add(step) {
      heap.push(step);
      for (let child = heap.length - 1; child > 0;) {
        const parent = (child - 1) >> 1;
        if (at(parent) <= at(child)) return;
        swap(parent, child);
        child = parent;
      }
    },
    take() {
      const first = heap[0];
      const last = heap.pop();
      if (heap.length > 0 && last) heap[0] = last;
      for (let parent = 0; ;) {
        const left = 2 * parent + 1;
        const child = at(left + 1) < at(left) ? left + 1 : left;
        if (at(child) >= at(parent)) return first;
        swap(parent, child);
        parent = child;
      }
    },
  };
}
