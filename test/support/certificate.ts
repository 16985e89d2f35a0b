import { generateKeyPairSync, sign } from 'node:crypto';

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

const ECDSA_WITH_SHA256 = sequence(hex('06 08 2a 86 48 ce 3d 04 03 02'));

const COMMON_NAME = hex('06 03 55 04 03');

const ALTERNATIVE_NAME = hex('06 03 55 1d 11');

const utcTime = (at: Date): Buffer => der(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));

/** A key and a certificate signed with it (RFC 5280) for one IPv4 address, good for a day from `from`. */
export function makeCertificate(address: string, from = new Date(Date.now() - 3_600_000)) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from('test server')))));
  const names = sequence(der(0x87, Uint8Array.from(address.split('.').map(Number))));
  const content = sequence(
    der(0xa0, hex('02 01 02')),
    hex('02 01 01'),
    ECDSA_WITH_SHA256,
    name,
    sequence(utcTime(from), utcTime(new Date(from.getTime() + 24 * 3_600_000))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(ALTERNATIVE_NAME, der(0x04, names)))),
  );
  const signature = sign('sha256', content, privateKey);
  const whole = sequence(content, ECDSA_WITH_SHA256, der(0x03, Buffer.from([0]), signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}
