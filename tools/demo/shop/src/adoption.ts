import './panel.ts';
import { drawAdoption } from './chart.ts';
import type { Sample } from '../server/adoption.ts';

/** How often the census is looked at, in milliseconds. */
const INTERVAL_MS = 500;

const place = document.querySelector('main') ?? document.body;

async function look(): Promise<void> {
  try {
    const response = await fetch('demo/census');
    drawAdoption(place, (await response.json()) as readonly Sample[]);
  } finally {
    setTimeout(() => void look(), INTERVAL_MS);
  }
}
void look();
