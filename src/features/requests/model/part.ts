import { err, ok, type Result } from '../../../kernel/result.ts';

const OFFSET = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?$/;

/** A place in a recording as people write it (`1:30`, `01:02:03`, `0:07.5`) in milliseconds. */
export function parseOffset(text: string): Result<number, 'not-an-offset'> {
  const match = OFFSET.exec(text.trim());
  if (!match) return err('not-an-offset');
  const [, hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  if (match[1] !== undefined && Number(minutes) > 59) return err('not-an-offset');
  return ok(((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0')));
}

/** `1:30`, `62:03`, `0:07.5`: minutes and seconds, as `parseOffset` reads them. */
export function formatOffset(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const seconds = Math.floor((ms % 60_000) / 1000);
  const rest = Math.round(ms % 1000);
  const fraction = rest === 0 ? '' : `.${String(rest).padStart(3, '0').replace(/0+$/, '')}`;
  return `${minutes}:${String(seconds).padStart(2, '0')}${fraction}`;
}
