/** What one thing took. */
export interface GuardRow {
  readonly title: string;
  /** CPU seconds, the median of all rounds. */
  readonly cpuSeconds: number;
  /** At most so many, or so many times what stands in the line before. */
  readonly aim?: string;
  /** In ratio to the line before, round by round. */
  readonly ratio?: number;
}

/** One thing that is measured, and what it takes once. */
export interface Subject extends Omit<GuardRow, 'cpuSeconds' | 'ratio'> {
  readonly measure: () => Promise<number>;
  /** Whether it is held against the line before. */
  readonly isCompared?: boolean;
}

/** Where things are measured. */
export interface Place {
  readonly registry: string;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}
