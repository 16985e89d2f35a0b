import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectStorage } from '../../../src/platform/storage/connect.ts';
import { StorageUnavailable } from '../../../src/platform/storage/ports.ts';
import { createRecordingArchive } from '../../../src/platform/storage/recordingArchive.ts';

/** A server that does what the emulator cannot: it begins an answer and breaks off, or falls silent in the middle. */
let server: Server;

let silent = false;

beforeAll(async () => {
  server = createServer((_, response) => {
    response.writeHead(206, {
      'content-length': '100',
      'content-range': 'bytes 0-99/100',
      etag: '"1"',
      'last-modified': new Date().toUTCString(),
    });
    response.write(Buffer.alloc(50), () => {
      if (!silent) response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function readHundredBytes(): Promise<Uint8Array> {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/account`;
  const key = Buffer.from('any key').toString('base64');
  const connectionString = `DefaultEndpointsProtocol=http;AccountName=account;AccountKey=${key};BlobEndpoint=${url};`;
  const container = connectStorage({ connectionString }).getContainerClient('recordings');
  return createRecordingArchive(container).readRange('a.wav', 0, 100);
}

it('says StorageUnavailable when an answer breaks off, never fewer bytes', async () => {
  await expect(readHundredBytes()).rejects.toThrow(StorageUnavailable);
});

it('says StorageUnavailable within 12 seconds when an answer stops half-way', async () => {
  silent = true;
  const from = Date.now();
  await expect(readHundredBytes()).rejects.toThrow(StorageUnavailable);
  expect(Date.now() - from).toBeLessThan(12_000);
});
