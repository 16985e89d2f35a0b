import type { AdaptiveCard } from '../../src/platform/cards/adaptiveCard.ts';

type Check = (value: unknown, at: string) => void;

type Shape = Readonly<Record<string, Check>>;

class OutsideSubset extends Error {
  constructor(at: string, problem: string) {
    super(`Adaptive Card, ${at}: ${problem}`);
    this.name = 'OutsideSubset';
  }
}

const fail = (at: string, problem: string): never => {
  throw new OutsideSubset(at, problem);
};

const text: Check = (value, at) => {
  if (typeof value !== 'string') fail(at, `text expected, found ${JSON.stringify(value)}`);
};

const words: Check = (value, at) => {
  if (typeof value !== 'string' || value.trim() === '') fail(at, 'words expected, found none');
};

const flag: Check = (value, at) => {
  if (typeof value !== 'boolean') fail(at, `true or false expected, found ${JSON.stringify(value)}`);
};

const count: Check = (value, at) => {
  if (!Number.isInteger(value) || (value as number) < 1) fail(at, `a whole number expected`);
};

const tally: Check = (value, at) => {
  if (!Number.isInteger(value) || (value as number) < 0) fail(at, `a whole number from nought up expected`);
};

const oneOf =
  (...allowed: readonly string[]): Check =>
  (value, at) => {
    if (typeof value !== 'string' || !allowed.includes(value))
      fail(at, `${JSON.stringify(value)} is not one of ${allowed.join(', ')}`);
  };

const listOf =
  (item: Check): Check =>
  (value, at) => {
    if (!Array.isArray(value)) return fail(at, 'a list expected');
    value.forEach((each, index) => {
      item(each, `${at}[${index}]`);
    });
  };

const webAddress: Check = (value, at) => {
  if (typeof value !== 'string' || !/^https?:\/\/[^\s]+$/.test(value)) fail(at, 'a web address expected');
};

/** An object with no other keys than those of `shape`; keys in `needed` must be there. */
const exactly =
  (shape: Shape, needed: readonly string[]): Check =>
  (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(at, 'an object expected');
    const entries = Object.entries(value);
    for (const key of needed) if (!(key in value)) fail(at, `"${key}" is missing`);
    for (const [key, inner] of entries) {
      const check = Object.hasOwn(shape, key) ? shape[key] : undefined;
      if (check === undefined) fail(at, `"${key}" is outside the declared subset`);
      else check(inner, `${at}.${key}`);
    }
  };

const placed: Shape = { spacing: oneOf('None', 'Small', 'Default', 'Medium', 'Large'), separator: flag };

/** Values that go along with a button, by the input they are for. */
const texts: Check = (value, at) => {
  for (const [name, inner] of Object.entries(value as object)) text(inner, `${at}.${name}`);
};

const run = exactly({ type: oneOf('TextRun'), text, weight: oneOf('Default', 'Bolder'), isSubtle: flag }, [
  'type',
  'text',
]);

const fact = exactly({ title: words, value: text }, ['title', 'value']);

const bar = exactly({ x: words, y: tally, color: oneOf('categoricalBlue', 'attention') }, ['x', 'y', 'color']);

const choice = exactly({ title: words, value: words }, ['title', 'value']);

const input: Shape = {
  ...placed,
  type: words,
  id: words,
  label: words,
  value: text,
  isRequired: flag,
  errorMessage: words,
};

const byType =
  (kinds: Readonly<Record<string, Check>>): Check =>
  (value, at) => {
    const type = (value as { type?: unknown } | null)?.type;
    const check = typeof type === 'string' && Object.hasOwn(kinds, type) ? kinds[type] : undefined;
    if (check === undefined) fail(at, `${JSON.stringify(type)} is outside the declared subset`);
    else check(value, `${at} ${String(type)}`);
  };

const action = byType({
  'Action.Execute': exactly(
    {
      type: words,
      title: words,
      tooltip: words,
      verb: words,
      data: exactly({ id: words, submit: flag, values: texts }, ['id']),
      style: oneOf('default', 'positive', 'destructive'),
      associatedInputs: oneOf('auto', 'none'),
    },
    ['title', 'verb', 'data'],
  ),
  'Action.OpenUrl': exactly({ type: words, title: words, url: webAddress, style: oneOf('default', 'positive') }, [
    'title',
    'url',
  ]),
});

const textBlock = exactly(
  {
    ...placed,
    type: words,
    text: words,
    id: words,
    style: oneOf('heading'),
    size: oneOf('Small', 'Default', 'Medium', 'Large'),
    weight: oneOf('Default', 'Bolder'),
    color: oneOf('Default', 'Attention'),
    isSubtle: flag,
    wrap: flag,
  },
  ['text'],
);

const element: Check = byType({
  TextBlock: textBlock,
  RichTextBlock: exactly({ ...placed, type: words, inlines: listOf(run) }, ['inlines']),
  FactSet: exactly({ ...placed, type: words, facts: listOf(fact) }, ['facts']),
  Container: exactly(
    {
      ...placed,
      type: words,
      items: (value, at) => listOf(element)(value, at),
      style: oneOf('default', 'emphasis', 'good', 'warning', 'attention', 'accent'),
      bleed: flag,
    },
    ['items'],
  ),
  ActionSet: exactly({ ...placed, type: words, actions: listOf(action) }, ['actions']),
  'Chart.VerticalBar': exactly(
    {
      ...placed,
      type: words,
      title: words,
      xAxisTitle: words,
      yAxisTitle: words,
      data: listOf(bar),
      fallback: byType({ TextBlock: textBlock }),
    },
    ['title', 'xAxisTitle', 'yAxisTitle', 'data', 'fallback'],
  ),
  'Input.Text': exactly({ ...input, isMultiline: flag, maxLength: count, placeholder: words }, ['id', 'label']),
  'Input.Date': exactly({ ...input, min: words, max: words }, ['id', 'label']),
  'Input.Time': exactly(input, ['id', 'label']),
  'Input.Toggle': exactly({ ...input, title: words, wrap: flag, valueOn: words, valueOff: words }, ['id', 'title']),
  'Input.ChoiceSet': exactly(
    {
      ...input,
      choices: listOf(choice),
      style: oneOf('compact', 'expanded', 'filtered'),
      wrap: flag,
      placeholder: words,
      isMultiSelect: flag,
      'choices.data': exactly({ type: oneOf('Data.Query'), dataset: words }, ['type', 'dataset']),
    },
    ['id', 'label', 'choices'],
  ),
});

const card = exactly(
  {
    type: oneOf('AdaptiveCard'),
    $schema: words,
    version: oneOf('1.5'),
    speak: words,
    fallbackText: words,
    body: listOf(element),
    actions: listOf(action),
  },
  ['type', 'version', 'speak', 'fallbackText', 'body'],
);

/** Gives the card back when everything in it is of the declared subset; throws, naming the place, otherwise. */
export function inDeclaredSubset(candidate: unknown): AdaptiveCard {
  card(candidate, 'card');
  return candidate as AdaptiveCard;
}
