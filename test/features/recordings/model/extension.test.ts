import { expect, it } from 'vitest';
import { parseExtension } from '../../../../src/features/recordings/model/externalNumber.ts';

it.each([
  '204',
  'ext 204',
  'x204',
  ' Ext. 204 ',
  'EXT204',
  'extension 204',
  'extn: 204',
  'Ext.204',
  '２０４',
])('reads %j as extension 204', (text) => {
  expect(parseExtension(text)).toEqual({ ok: true, value: '204' });
});

it.each(['20', '20499', '20499999'])('takes two to eight digits: %s', (text) => {
  expect(parseExtension(text)).toEqual({ ok: true, value: text });
});

it.each([
  '',
  '2',
  '204999999',
  'ext',
  '204 205',
  '01632 960123',
  '*97',
  'two oh four',
  '-204',
  '204.5',
])('refuses %j', (text) => {
  expect(parseExtension(text)).toEqual({ ok: false, error: 'not-an-extension' });
});
