import { type Logger, LogLevel } from '@slack/bolt';

/** Slack's packages log bodies and errors with their content; the desk logs classes of fault itself. */
export const quietLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};
