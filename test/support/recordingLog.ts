import type { Log } from '../../src/kernel/ports.ts';

interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface RecordingLog extends Log {
  readonly lines: readonly LogLine[];
  /** All of it as one text: for looking for what must not be there. */
  text(): string;
}

/** Keeps every line, so that a test can say what was written and what was not. */
export function createRecordingLog(): RecordingLog {
  const lines: LogLine[] = [];
  const note =
    (level: LogLine['level']) =>
    (event: string, fields: Readonly<Record<string, unknown>> = {}): void =>
      void lines.push({ level, event, fields });
  return {
    lines,
    info: note('info'),
    warn: note('warn'),
    error: note('error'),
    text: () => JSON.stringify(lines),
  };
}
