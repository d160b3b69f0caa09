import type { Chart } from './chart.ts';

/** How a suite is run. */
export interface RunOptions {
  /** Whether a small case and few rounds will do, to see that it works. */
  readonly isQuick: boolean;
  /** Says how far the run is. */
  readonly report: (progress: string) => void;
}

/** Something that is measured, and how it is shown. */
export interface Suite<Result> {
  /** Its heading. */
  readonly title: string;
  /**
   * The page of docs/ that shows it.
   * @default 'benchmarks'
   */
  readonly page?: Page;
  readonly run: (options: RunOptions) => Promise<Result>;
  /** Writes Markdown, from nothing but the result that is kept as JSON. */
  readonly render: (result: Result) => string;
  /** Says what is drawn, from the same result. */
  readonly charts?: (result: Result) => readonly Chart[];
}

/** A page of docs/ that has sections written by the bench. */
export type Page = 'benchmarks' | 'scale';

/** How a suite's result is shown. */
export interface Shown {
  readonly text: string;
  readonly charts: readonly Chart[];
}

/** Hides what type a suite's result has, for a table of suites. */
export interface AnySuite {
  readonly title: string;
  readonly page: Page;
  /** Measures, and gives what is kept. */
  readonly measure: (options: RunOptions) => Promise<object>;
  /** Shows what was measured, now or before. */
  readonly show: (result: object) => Shown;
}

/** Wraps a suite for the table; what it shows must be what it measured once. */
export function anySuite<Result extends object>({
  title,
  page = 'benchmarks',
  run,
  render,
  charts = () => [],
}: Suite<Result>): AnySuite {
  return {
    title,
    page,
    measure: run,
    show: (result) => ({ text: render(result as Result), charts: charts(result as Result) }),
  };
}
