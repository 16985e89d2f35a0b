import type { Log } from '../../src/kernel/ports.ts';

interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface RecordingLog extends Log {
  readonly lines: readonly LogLine[];
  /** Every logged line as one text, so that a test can look for what must not be logged. */
  text(): string;
}

/** A log that keeps every line, so that a test can say what was logged and what was not. */
export function createRecordingLog(): RecordingLog {
  const lines: LogLine[] = [];
  const note =
    (level: LogLine['level']) =>
    (event: string, fields: Readonly<Record<string, unknown>> = {}): void =>
      void lines.push({ level, event, fields });
  return { lines, info: note('info'), warn: note('warn'), error: note('error'), text: () => JSON.stringify(lines) };
}
