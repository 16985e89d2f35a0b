/** What may be stated of a call, each with the names by which call logs of phone systems know it. */
const NAMES = {
  start: 'start starttime timestart calldate datetime startedat initiationtimestamp calltime',
  extension: 'extension ext extensionnumber',
  number: 'number phonenumber externalnumber callerid',
  direction: 'direction calldirection calltype',
  duration: 'duration callduration talkduration durationseconds billsec',
  parties: 'parties name callername',
  callid: 'callid uniqueid sessionid id sid',
  from: 'from caller src callfrom source callernumber from.phonenumber from.extensionnumber from.number',
  to: 'to called callee dst callto destination callednumber calleenumber to.phonenumber to.extensionnumber to.number',
  fromName: 'from.name',
  toName: 'to.name',
} as const;

type StatedKey = keyof typeof NAMES;

export type StatedFacts = Readonly<Partial<Record<StatedKey, string>>>;

const KEY_OF: ReadonlyMap<string, StatedKey> = new Map(
  Object.entries(NAMES).flatMap(([key, names]) => names.split(' ').map((name) => [name, key as StatedKey])),
);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names in any case and spelling, `start_time` as `startTime`; numbers become text; what is inside by its path. */
function* statedIn(record: Readonly<Record<string, unknown>>, path = ''): Generator<[string, string]> {
  for (const [key, value] of Object.entries(record)) {
    const name = `${path}${key.toLowerCase().replace(/[\s_-]/g, '')}`;
    if (typeof value === 'string' || typeof value === 'number') yield [name, String(value).trim()];
    else if (isRecord(value) && path === '') yield* statedIn(value, `${name}.`);
  }
}

function factsIn(record: Readonly<Record<string, unknown>>): StatedFacts {
  const facts: Partial<Record<StatedKey, string>> = {};
  for (const [name, text] of statedIn(record)) {
    const key = KEY_OF.get(name);
    // The desk's own names come before those of call logs.
    if (key !== undefined && text !== '' && (facts[key] === undefined || name === key)) facts[key] = text;
  }
  return facts;
}

/** The same by the desk's own names alone: what else is called `timestamp` or `source` may mean anything. */
export function ownFacts(record: Readonly<Record<string, string>>): StatedFacts {
  const own = Object.entries(record).filter(([key]) => Object.hasOwn(NAMES, key.toLowerCase()));
  return factsIn(Object.fromEntries(own));
}

/** A call log wraps its record in a list of one, or in another record. */
const MOST_WRAPPINGS = 3;

/** What a piece of JSON states of one call; nothing when it is no record of one. */
export function statedFacts(value: unknown, wrappings = MOST_WRAPPINGS): StatedFacts {
  if (Array.isArray(value)) return value.length === 1 ? statedFacts(value[0], wrappings) : {};
  if (!isRecord(value)) return {};
  const facts = factsIn(value);
  if (facts.start !== undefined || wrappings === 0) return facts;
  const inside = Object.values(value)
    .filter((each) => typeof each === 'object')
    .map((each) => statedFacts(each, wrappings - 1));
  return inside.find(({ start }) => start !== undefined) ?? facts;
}
