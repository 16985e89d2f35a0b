#!/bin/sh
# Speaks the sample calls of calls.json. Needs espeak-ng, sox and Node.js; the results are kept here, so nobody else does.
# The voices are those of espeak-ng (GPL-3.0); what it speaks is data, not a part of it. People and numbers are invented
# (numbers are from Ofcom's ranges for drama). Fills in `at` and `durationMs`, both in milliseconds.
set -eu
cd "$(dirname "$0")"
node --input-type=module - <<'EOF'
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RATE = 8000;
const PAUSE_MS = 350;
const TELEPHONE = ['highpass', '300', 'highpass', '300', 'lowpass', '3400', 'lowpass', '3400'];
const ENCODING = {
  mulaw: ['-e', 'u-law', '-b', '8'],
  alaw: ['-e', 'a-law', '-b', '8'],
  pcm16: ['-e', 'signed-integer', '-b', '16'],
};
const RAW = ['-t', 'raw', '-r', String(RATE), '-e', 'signed-integer', '-b', '16'];

const folder = mkdtempSync(join(tmpdir(), 'calls-'));
const sox = (...args) => execFileSync('sox', ['-D', '-R', ...args]);

/** One sentence in a telephone's band, as 16-bit samples. */
function speak(voice, words) {
  const [wide, narrow] = [join(folder, 'wide.wav'), join(folder, 'narrow.raw')];
  execFileSync('espeak-ng', ['-v', voice, '-s', '172', '-w', wide, words]);
  sox(wide, ...RAW, '-c', '1', narrow, 'gain', '-9', ...TELEPHONE, 'rate', '-h', String(RATE), 'gain', '-n', '-3');
  const raw = readFileSync(narrow);
  return new Int16Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
}

function make(call) {
  const pieces = [];
  let at = 200;
  const transcript = call.transcript.map(({ who, words }) => {
    const side = who === call.staff ? 0 : 1;
    const samples = speak(call.voices[side], words);
    pieces.push({ at, side, samples });
    const line = { at, who, words };
    at += Math.round((samples.length * 1000) / RATE) + PAUSE_MS;
    return line;
  });
  const frames = Math.round((at * RATE) / 1000);
  const mixed = new Int16Array(frames * call.channels);
  for (const { at: start, side, samples } of pieces) {
    const first = Math.round((start * RATE) / 1000);
    samples.forEach((sample, i) => {
      mixed[(first + i) * call.channels + (call.channels === 2 ? side : 0)] = sample;
    });
  }
  const raw = join(folder, 'mixed.raw');
  writeFileSync(raw, new Uint8Array(mixed.buffer));
  sox(...RAW, '-c', String(call.channels), raw, ...ENCODING[call.codec], call.file);
  return { ...call, durationMs: Math.round((frames * 1000) / RATE), transcript };
}

const calls = JSON.parse(readFileSync('calls.json', 'utf8')).map(make);
rmSync(folder, { recursive: true });
writeFileSync('calls.json', `${JSON.stringify(calls, null, 2)}\n`);
EOF
npx biome format --write calls.json
