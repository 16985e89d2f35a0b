import { expect, it } from 'vitest';
import { readIntent } from '../../../../../src/features/requests/model/wish/readIntent.ts';
import { readWish } from '../../../../../src/features/requests/model/wish/readWish.ts';
import { NOW } from '../../../../builders.ts';
import { PRACTICE_STAFF } from './staff.ts';

const intentOf = (text: string) =>
  readIntent(text, readWish(text, { now: NOW, zone: 'Europe/London', staff: PRACTICE_STAFF }));

it.each([
  'somebody just read out their card number, delete it',
  'client gave card details on ext 204 just now',
  'just took a card payment on 204 need it wiped',
  'caller shouted out her cvv',
  'client read their long card number out over the phone',
  'delete the last call on 204, she gave her card details',
])('“%s” is about a card that was read out', (text) => {
  expect(intentOf(text)).toEqual({ command: 'card-payment', text });
});

it.each([
  'client complains we charged her card twice',
  'complaint card declined yesterday 3pm',
  'need to hear the call where she read out her card number',
  'client threatened to call the police, ext 204 yesterday 3pm',
  'client says the police are involved, call monday 3pm complaint',
  'I need to hear the call with Mrs Alder yesterday afternoon about her bill',
  'yesterday 3.10pm ext 204 01632 960123 complaint about a bill',
  'mrs alder rang monday',
  'call about a bill',
  'morning can i hear the call with mrs alder',
  'client wants a refund, call yesterday 3pm ext 204',
  'solicitor wants copy of call with mr khan 5 nov ref A1',
  'insurance policy query mrs alder rang at 3 yesterday',
])('“%s” is about a call to hear', (text) => {
  expect(intentOf(text)).toEqual({ command: 'request-recording', text });
});

it.each([
  "caller doesn't want to be recorded",
  'client doesnt want the call recorded',
  'mrs alder objects to being recorded',
  'whats the unrecorded line',
  'she does not wish to be recorded',
])('“%s” is about a caller who does not want to be recorded', (text) => {
  expect(intentOf(text)).toEqual({ command: 'unrecorded-line', text });
});

it.each([
  'status of my request?',
  'what happened to my request',
  'any news on my request',
  'has my request been approved',
  "where's my request",
  'my requests',
  'did they agree to my request yet',
])('“%s” is about what became of a request', (text) => {
  expect(intentOf(text)).toEqual({ command: 'my-requests', text });
});

it.each([
  'a client wants a copy of everything we hold',
  'a client has asked for all recordings of her',
  'client wants their recording',
  'SAR from Mrs Alder',
  'subject access request just came in',
  'owner asking for a copy of her data',
  'customer would like to hear their call',
])('“%s” is about somebody’s own data', (text) => {
  expect(intentOf(text)).toEqual({ command: 'subject-access', text });
});

it.each([
  'police are here asking for a call',
  'the police want a recording',
  'PC Smith on the phone wants a call from last week',
  'police officer at reception',
])('“%s” is about a request of the police', (text) => {
  expect(intentOf(text)).toEqual({ command: 'police-request', text });
});

it.each([
  'hello',
  'thanks',
  'thank you so much',
  'what can you do',
  'good morning',
  'help',
  'how do i use this',
])('“%s” is about a greeting, thanks, or how the desk works', (text) => {
  expect(intentOf(text)).toEqual({ command: 'recordings-help', text });
});

it.each(["what's the policy on recordings", 'how long are calls kept'])('“%s” is about the policy', (text) => {
  expect(intentOf(text)).toEqual({ command: 'recording-policy', text });
});

it.each(['the weather is nice', 'lol', 'is the coffee machine fixed'])('“%s” is nothing the desk knows', (text) =>
  expect(intentOf(text)).toBeUndefined());
