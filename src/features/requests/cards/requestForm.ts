import type { FormValues } from '../../../kernel/form.ts';
import { NEW } from '../../../kernel/target.ts';
import { isRealDate } from '../../../kernel/time.ts';
import { field } from '../../../platform/cards/field.ts';
import type { Button, Field, FormLayout } from '../../../platform/cards/layouts.ts';
import { dateText, listText } from '../../../platform/cards/wording.ts';
import { buttonsOf } from '../../messaging/button.ts';
import { requestActions } from '../model/actions.ts';
import { TEXT_LIMITS } from '../model/fields.ts';
import type { FormField } from '../model/shownFields.ts';
import type { RequestCardOf } from './views.ts';

type FormCard = RequestCardOf<'request-form'>;

/** The form of policy 5.2: whole, or what a wish leaves open of it, under what was understood. */
export function presentRequestForm(card: FormCard): FormLayout {
  const { form, shown, isWhole, earliest } = card;
  const fields = shown.map((name) => FIELDS[name](card));
  return {
    title: 'Request a recording',
    speak: 'Ask to hear a call recording.',
    ...(isWhole ? {} : { first: `I understood: ${understoodText(card)}`, explain: nextText(fields.length) }),
    quiet: isWhole
      ? `Say enough to find one call. Leave empty what you do not know. Recordings are kept from ${dateText(earliest)} on.`
      : undefined,
    fields,
    form,
    carried: carriedBy(card),
    buttons: formButtons(card),
    sendTitle: 'Send',
    action: 'request',
    target: NEW,
    backTitle: 'Cancel',
  };
}

const nextText = (open: number): string =>
  open === 0 ? 'Send it, or change what is not right.' : 'What is still open (leave empty what you do not know):';

const button = buttonsOf(requestActions);

const filledIn = ({ form }: FormCard): FormValues =>
  Object.fromEntries(Object.entries(form.values).filter(([, text]) => text !== ''));

/** What is filled in and has no input. */
const carriedBy = (card: FormCard): FormValues =>
  Object.fromEntries(
    Object.entries(filledIn(card)).filter(([name]) => !(card.shown as readonly string[]).includes(name)),
  );

function formButtons(card: FormCard): readonly Button[] {
  if (!card.isWhole) {
    return [{ ...button('Change something', 'request', NEW), values: { ...filledIn(card), shown: 'all' } }];
  }
  return card.shown.includes('dateTo')
    ? []
    : [{ ...button('Two times or dates', 'request', NEW), values: { shown: 'between' } }];
}

const FIELDS: Readonly<Record<FormField, (card: FormCard) => Field>> = {
  purpose: ({ purposes }) =>
    field('choice', 'purpose', 'What it is for', {
      missing: 'Choose what it is for.',
      choices: purposes.map((rule) => ({ title: rule.title, value: rule.purpose })),
    }),
  reason: () =>
    field('text', 'reason', 'Why you need to hear it, and anything else about the call', {
      missing: 'Say why you need to hear it.',
      maxLength: TEXT_LIMITS.reason,
    }),
  date: ({ earliest, today, shown }) =>
    field('kept-date', 'date', shown.includes('dateTo') ? 'Date, or the first of two dates' : 'Date', {
      min: earliest,
      max: today,
    }),
  time: ({ shown }) =>
    field('time', 'time', shown.includes('timeTo') ? 'Time, or the first of two times' : 'Time, about'),
  dateTo: ({ earliest, today }) => field('kept-date', 'dateTo', 'Second date', { min: earliest, max: today }),
  timeTo: () => field('time', 'timeTo', 'Second time'),
  extension: () =>
    field('example', 'extension', 'Extension', {
      maxLength: TEXT_LIMITS.extension,
      placeholder: '204, or 204 and 210',
    }),
  number: () =>
    field('example', 'number', 'Outside number', {
      maxLength: TEXT_LIMITS.number,
      placeholder: '01632 960123, or withheld, or internal',
    }),
  staff: ({ staff }) =>
    field('people', 'staff', 'Staff on the call', {
      choices: staff.map(({ name, email }) => ({ title: name, value: email })),
    }),
  parties: () =>
    field('example', 'parties', 'Who else was on the call', {
      maxLength: TEXT_LIMITS.parties,
      placeholder: 'Names, as far as you know them',
    }),
  askedBy: () =>
    field('line', 'askedBy', 'Who asks for it: the regulator, and the person there', {
      missing: 'Say which body asks for this.',
      maxLength: TEXT_LIMITS.askedBy,
    }),
  reference: () =>
    field('line', 'reference', 'Reference of the letter or case', {
      missing: 'Give the reference of the letter or case this is for.',
      maxLength: TEXT_LIMITS.reference,
    }),
};

/** In one sentence what a wish says, as it will stand on the request. */
function understoodText({ form: { values }, purposes, today }: FormCard): string {
  const purpose = purposes.find((rule) => rule.purpose === values.purpose)?.title;
  const facts = [
    whenText(values, today),
    values.extension && `on extension ${values.extension}`,
    numberText(values.number ?? ''),
    values.parties && `${values.number ? '' : 'with '}${values.parties}`,
    purpose && `for: ${purpose}`,
    values.askedBy && `asked for by ${values.askedBy}`,
    values.reference && `reference ${values.reference}`,
  ].filter((each): each is string => Boolean(each));
  const notKnown = (values.notKnown ?? '').split(',').flatMap((name) => NOT_KNOWN[name] ?? []);
  return [
    facts.length === 0 ? 'a call.' : `a call ${facts.join(', ')}.`,
    ...(values.reason ? [`Why: “${values.reason}”.`] : []),
    ...(notKnown.length > 0 ? [`You do not know ${listText(notKnown)}.`] : []),
  ].join(' ');
}

const NOT_KNOWN: Readonly<Record<string, string>> = {
  date: 'the date',
  time: 'the time',
  extension: 'the extension',
  number: 'the number',
  parties: 'who was on it',
};

function numberText(number: string): string {
  if (number === '') return '';
  return /\d/.test(number)
    ? `with ${number}`
    : number === 'internal'
      ? 'within the practice'
      : 'from a withheld number';
}

function whenText({ date = '', time = '', timeTo = '', dateTo = '' }: FormValues, today: string): string {
  if (!isRealDate(date)) return '';
  if (dateTo !== '' && dateTo !== date && isRealDate(dateTo))
    return `between ${dateText(date)} and ${dateText(dateTo)}`;
  const day = date === today ? `today, ${dateText(date)}` : `on ${dateText(date)}`;
  if (time === '') return day;
  return `${day}, ${timeTo === '' ? `at about ${time}` : `between ${time} and ${timeTo}`}`;
}
