import { BlobServiceClient } from '@azure/storage-blob';
import { createAudioCutter } from '../../src/platform/audio/audioCutter.ts';
import { CONTAINERS, connectStorage } from '../../src/platform/storage/connect.ts';
import { createRecordingArchive } from '../../src/platform/storage/recordingArchive.ts';
import { startAzurite } from '../support/azurite.ts';
import { storeCalls } from '../support/recordings.ts';
import { type Figure, figure, inTurn, median, pairedRatio, timed } from './measure.ts';

const ROUNDS = 25;

const RATE = 8_000;

const HOUR_FRAMES = 60 * 60 * RATE;

const MINUTE_BYTES = 60 * RATE;

const NAME = '2026/11/23/an-hour.wav';

/** An hour of mu-law, 8 kHz: 27.5 MiB, as phone systems keep it. */
function hourOfMuLaw(): Uint8Array {
  const header = Buffer.alloc(58);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(50 + HOUR_FRAMES, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(18, 16);
  header.writeUInt16LE(7, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('fact', 38, 'latin1');
  header.writeUInt32LE(4, 42);
  header.writeUInt32LE(HOUR_FRAMES, 46);
  header.write('data', 50, 'latin1');
  header.writeUInt32LE(HOUR_FRAMES, 54);
  return Buffer.concat([header, Buffer.alloc(HOUR_FRAMES, 0x7f)]);
}

/**
 * Cutting one minute out of the middle of an hour's call in storage, against downloading that minute's bytes
 * with the SDK.
 */
export async function benchCutting(): Promise<readonly Figure[]> {
  const azurite = await startAzurite();
  try {
    const wav = hourOfMuLaw();
    await storeCalls(azurite.connectionString, [{ name: NAME, wav }]);
    const archive = createRecordingArchive(
      connectStorage({ connectionString: azurite.connectionString }).getContainerClient(CONTAINERS.recordings),
    );
    const plain = BlobServiceClient.fromConnectionString(azurite.connectionString)
      .getContainerClient(CONTAINERS.recordings)
      .getBlobClient(NAME);
    const cutter = createAudioCutter();
    let downloaded = 0;
    const cut = async (): Promise<void> => {
      downloaded = 0;
      const read = async (offset: number, length: number): Promise<Uint8Array> => {
        const bytes = await archive.readRange(NAME, offset, length);
        downloaded += bytes.length;
        return bytes;
      };
      const span = { fromMs: 30 * 60_000, toMs: 31 * 60_000 };
      const clip = await cutter.cut({ read, bytes: wav.length }, span);
      if (!clip.ok || clip.value.durationMs !== 60_000) throw new Error('The minute was not cut');
    };
    const download = () => plain.downloadToBuffer(58 + 30 * MINUTE_BYTES, MINUTE_BYTES);
    await cut();
    await download();
    const times = await inTurn(
      ROUNDS,
      () => timed(cut),
      () => timed(download),
    );
    const ratio = pairedRatio(times.ours, times.peer);
    return [
      figure('bytes downloaded to cut a minute', downloaded, MINUTE_BYTES, 'bytes', { kind: 'ratio', atMost: 1.05 }),
      figure('time to cut a minute', median(times.ours), median(times.peer), 'ms', { kind: 'ratio', atMost: 3 }, ratio),
    ];
  } finally {
    await azurite.stop();
  }
}
