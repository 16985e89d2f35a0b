import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/chat/commands.ts';
import { parseCommand } from '../../src/chat/parseCommand.ts';

describe('a command typed as a message', () => {
  it.each(Object.keys(COMMANDS))('%s is known with a slash, without, in capitals and with a space', (command) => {
    const typed = [`/${command}`, command, command.toUpperCase(), command.replace('-', ' '), `  ${command}  `];
    for (const message of typed) expect(parseCommand(message)).toEqual({ command, text: '' });
  });

  it.each([
    ['/request-recording yesterday 3.10pm', 'yesterday 3.10pm'],
    ['request recording: yesterday', 'yesterday'],
    ['request-recording\nyesterday\n3pm', 'yesterday\n3pm'],
    ['request-recording, ext 204', 'ext 204'],
  ])('%j carries its text', (message, text) => {
    expect(parseCommand(message)).toEqual({ command: 'request-recording', text });
  });

  it.each([
    '',
    ' ',
    '/',
    'request',
    'request-recordings',
    'thanks',
    '😀',
    '/approve R-1',
    'history',
    'hippo',
  ])('%j is none', (message) => {
    expect(parseCommand(message)).toBeUndefined();
  });
});
