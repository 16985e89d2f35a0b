import type { IncomingMessage } from 'node:http';

/** The whole body, or `too-long` once it passes `maxBytes`, the rest unread. Rejects when the sender hangs up. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-long'> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve('too-long');
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    request.on('data', (piece: Buffer) => {
      bytes += piece.length;
      pieces.push(piece);
      if (bytes <= maxBytes) return;
      request.removeAllListeners('data').pause();
      resolve('too-long');
    });
    request.once('end', () => resolve(Buffer.concat(pieces)));
    request.once('error', reject);
  });
}
