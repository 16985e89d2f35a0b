import type { webApi } from '@slack/bolt';
import type { Log } from '../../../kernel/ports.ts';
import type { BarChart } from '../../../platform/cards/adaptiveCard.ts';
import { slackCause } from '../errors.ts';
import { chartPng } from './image.ts';

export type ChartFiles = ReturnType<typeof createChartFiles>;

/** The same report goes to a few places and may be redrawn; older ones are never shown again. */
const REMEMBERED = 20;

const UPLOAD_MS = 10_000;

/** Pictures of charts as files in Slack. */
export function createChartFiles(client: webApi.WebClient, log?: Log) {
  const known = new Map<string, Promise<string | null>>();
  const keyOf = ({ data }: BarChart): string => JSON.stringify(data);
  return {
    /** Slack's id of the picture, uploaded when it is not there yet; null when that did not work. */
    idOf: (chart: BarChart): Promise<string | null> => {
      const key = keyOf(chart);
      const there = known.get(key);
      if (there) return there;
      const [oldest] = known.keys();
      if (known.size >= REMEMBERED && oldest !== undefined) known.delete(oldest);
      const uploaded = upload(client, chart).catch((error) => {
        known.delete(key);
        log?.warn('slack.chart-not-uploaded', slackCause(error));
        return null;
      });
      known.set(key, uploaded);
      return uploaded;
    },
    /** Slack does not show this one: it is uploaded anew when it is next wanted. */
    forget: (chart: BarChart): void => void known.delete(keyOf(chart)),
  };
}

/** Shared with no channel: the message that shows it is what lets its readers see it. */
async function upload(client: webApi.WebClient, chart: BarChart): Promise<string> {
  const png = await chartPng(chart);
  const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal({
    filename: 'recordings-by-age.png',
    length: png.byteLength,
    alt_text: chart.title,
  });
  if (!url || !id) throw new Error('Slack gave no place to upload to');
  const answer = await fetch(url, {
    method: 'POST',
    body: new Uint8Array(png),
    headers: { 'content-type': 'application/octet-stream' },
    signal: AbortSignal.timeout(UPLOAD_MS),
  });
  if (!answer.ok) throw new Error('Slack did not take the upload');
  await client.files.completeUploadExternal({ files: [{ id, title: chart.title }] });
  return id;
}
