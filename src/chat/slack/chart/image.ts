import type { BarChart } from '../../../platform/cards/adaptiveCard.ts';
import { CHART_SIZE, chartSvg } from './svg.ts';

const PIXELS_A_POINT = 2;

/**
 * The chart as a PNG of 1280 by 640. No font is looked for: what is drawn needs none, and is the same on
 * every machine. Throws where the drawing library has no build for the machine.
 */
export async function chartPng(chart: BarChart): Promise<Uint8Array> {
  // Loaded when first needed: it is native code, which a desk without Slack never runs.
  const { renderAsync } = await import('@resvg/resvg-js');
  const image = await renderAsync(chartSvg(chart), {
    fitTo: { mode: 'width', value: CHART_SIZE.width * PIXELS_A_POINT },
    font: { loadSystemFonts: false },
  });
  return new Uint8Array(image.asPng());
}
