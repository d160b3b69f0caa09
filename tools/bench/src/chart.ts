import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

/** Bars beside each other, one for each contender. */
export interface Chart {
  /** The name of its file, without its ending. */
  readonly name: string;
  readonly title: string;
  /** What the values are, with their unit. */
  readonly measure: string;
  /** `log` where the values are far apart; none may be 0 then. */
  readonly scale: 'linear' | 'log';
  readonly bars: readonly Bar[];
}

/** One contender of a chart. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly isOurs: boolean;
}

const OURS = '#2563eb';
const OTHERS = '#9ca3af';

/** Draws a chart as SVG. */
export async function drawChart({ title, measure, scale, bars }: Chart): Promise<string> {
  const domain = findDomain(scale, bars);
  const x = { field: 'value', type: 'quantitative', title: measure, scale: { type: scale, domain } } as const;
  const spec: TopLevelSpec = {
    title: { text: title, anchor: 'start' },
    width: 480,
    background: 'white',
    data: { values: bars.map((bar) => ({ ...bar, text: formatValue(bar.value) })) },
    encoding: { y: { field: 'label', type: 'nominal', sort: null, title: null, axis: { labelLimit: 480 } } },
    layer: [
      {
        mark: 'bar',
        encoding: {
          x,
          x2: { datum: domain[0] },
          color: { condition: { test: 'datum.isOurs', value: OURS }, value: OTHERS },
        },
      },
      {
        mark: { type: 'text', align: 'left', dx: 4 },
        encoding: { x, text: { field: 'text' } },
      },
    ],
  };
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  return `${await view.toSVG()}\n`;
}

/** Leaves room for the text behind the longest bar. */
function findDomain(scale: Chart['scale'], bars: readonly Bar[]): [least: number, most: number] {
  const values = bars.map(({ value }) => value);
  const most = Math.max(...values);
  if (scale === 'linear') return [0, most * 1.15];
  const least = 10 ** (Math.ceil(Math.log10(Math.min(...values))) - 1);
  return [least, most * (most / least) ** 0.15];
}

function formatValue(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}
