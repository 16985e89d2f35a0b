import { plain, words } from './mask.ts';
import type { WishReading } from './readWish.ts';

/** The commands that a plain sentence in somebody's own chat can ask for. */
type Intent =
  | 'request-recording'
  | 'my-requests'
  | 'card-payment'
  | 'unrecorded-line'
  | 'subject-access'
  | 'police-request'
  | 'recording-policy'
  | 'recordings-help';

const CLIENT =
  '(?:(?:an?|the|this|our|one of our|some)\\s+)?(?:client|customer|owner|caller|lady|man|woman|gentleman|person|somebody|someone|she|he|they|pet owner)s?';

const WANTS =
  "(?:\\s+(?:has|have|is|are|just|now|who|on the phone))*\\s*(?:wants?|wanted|wanting|asks?|asked|asking|requests?|requested|requesting|'d like|would like|demands?|demanded|demanding)(?:\\s+(?:for|to have|to get|to see|us for|me for|to know))*";

/** Asking to hear a call is a wish, whatever the call was about. */
const TO_HEAR =
  "(?:i|we|i'd|please|pls|can|could|may)(?:\\s+\\S+){0,4}?\\s+(?:hear|listen|access|have|get|find|check|review)(?:\\s+\\S+){0,4}?\\s+(?:call|recording|conversation)s?|^(?:need|want|looking)\\s+(?:to\\s+)?(?:hear|listen|call|recording|the)|(?:hear|listen(?:\\s+back)?\\s+to)\\s+(?:the|a|my|that|this)\\s+(?:call|recording|conversation)";

const CARD =
  '(?:(?:credit|debit|bank|payment)?\\s*card(?:\\s+(?:number|details?|no|info))?|cvv|cvc|security\\s+(?:code|number)|long\\s+number)';

const GIVEN =
  '(?:read(?:ing)?(?:\\s+\\S+){0,3}?\\s+out|read|gave|given|giving|said|told(?:\\s+\\S+)?|shouted|took|taken|taking|recorded|delete|wipe|erase|remove)';

/** First come, first served; a sentence that any of these fits otherwise too is nothing of the kind. */
const TABLE: readonly (readonly [Intent, string, string?])[] = [
  [
    'card-payment',
    `${GIVEN}(?:\\s+\\S+){0,5}?\\s+${CARD}|${CARD}(?:\\s+\\S+){0,4}?\\s+${GIVEN}|(?:taking|took|take)\\s+(?:a\\s+)?(?:card\\s+)?payment`,
    'charg\\w+|declin\\w+|refund\\w*|twice|complain\\w*|unhappy|disput\\w+|yesterday|last\\s+(?!call|recording|one)\\w+|loyalty|vaccination|appointment|record\\s+card',
  ],
  [
    'unrecorded-line',
    "(?:does|do|did|is)(?:n't|nt|\\s+not)\\s+(?:want|wish|like|happy|agree|consent)(?:ing)?(?:\\s+\\S+){0,5}?\\s+(?:record\\w*)|object(?:s|ed|ing)?\\s+to\\s+(?:being\\s+|the\\s+)?record\\w+|refus\\w+\\s+to\\s+be\\s+recorded|without\\s+being\\s+recorded|unrecorded\\s+line|(?:off|stop|not)\\s+(?:the\\s+)?(?:record(?:ing|ed)?)(?=\\s*(?:$|[.!?]|this|the call|it|please|line))",
  ],
  [
    'my-requests',
    "(?:status|progress|update|news|outcome|result)\\s*(?:of|on|for|about|with)?(?:\\s+\\S+){0,2}?\\s+requests?|(?:what(?:'s|s)?|where(?:'s|s)?|how(?:'s|s)?|has|have|did|is|was|are|were|any\\s+\\w+)(?:\\s+\\S+){0,5}?\\s+(?:my|our)\\s+requests?|my\\s+requests|(?:heard\\s+back|decided\\s+yet|been\\s+approved\\s+yet)",
  ],
  [
    'subject-access',
    `d?sars?|subject\\s+access|(?:right|freedom)\\s+of\\s+(?:access|information)|${CLIENT}${WANTS}\\s+(?:(?:an?\\s+)?cop(?:y|ies)\\s+of|(?:to\\s+(?:hear|listen\\s+to)\\s+)?(?:their|her|his)\\s+(?:own\\s+)?(?:calls?|recordings?|data|information|records?|file)|(?:all|every|any)\\s+(?:the\\s+)?(?:calls?|recordings?)\\s+(?:of|with|about)\\s+(?:her|him|them)|everything\\s+(?:we|you)|all\\s+(?:the\\s+)?(?:data|information)|what\\s+(?:data|information)?\\s*(?:we|you)\\s+(?:hold|have|keep))`,
    'complain\\w*|solicitors?|lawyers?|RCVS|x-?rays?|bloods?|results?|invoices?|receipts?|vaccination|prescription|estimate',
  ],
  [
    'police-request',
    '(?:the\\s+)?(?:police(?:man|woman|\\s+officers?)?|detective(?:\\s+\\S+)?|(?:dc|pc|ds|dci)\\s+\\S+)(?:\\s+(?:is|are|has|have|just|been|who|now|officer))*\\s+(?:here|asking|ask|asks|asked|wants?|wanting|wanted|needs?|requests?|requesting|requested|require|requires|after|on\\s+the\\s+(?:phone|line)|at\\s+(?:the\\s+)?(?:reception|desk|door)|come|came|turned\\s+up|in\\s+reception|rang|phoned|emailed)|(?:request|letter|email|form)\\s+from\\s+(?:the\\s+)?police|police\\s+request',
    'threat\\w*|complain\\w*|(?:says?|said|saying)(?:\\s+\\S+){0,3}?\\s+police|report\\w*\\s+(?:\\S+\\s+)?to',
  ],
  [
    'recording-policy',
    'polic(?:y|ies)|how\\s+long\\s+(?:are|do|is)(?:\\s+\\S+){0,3}?\\s+(?:kept|keep|stored)|(?:keep|kept|store)\\s+(?:the\\s+)?(?:calls?|recordings?|them)?\\s*for\\s*(?:ever|how\\s+long)|what\\s+are\\s+the\\s+rules|(?:am\\s+i|are\\s+we)\\s+allowed',
    'insurance|policy\\s+(?:no|number|holder)|pet\\s+plan|petplan',
  ],
  [
    'recordings-help',
    '^\\W*(?:(?:hi|hiya|hello|hey|yo|morning|afternoon|evening|good\\s+\\w+|thanks?|thank\\s*you|thankyou|thx|ta|cheers|ok(?:ay)?|great|perfect|lovely|brilliant|bye|help|sorry|test|testing|there|so|much|very|again|all|you|for|your|that|the|desk|\\?)\\W*){1,6}$|what\\s+(?:can|do)\\s+(?:you|i|this)(?:\\s+bot)?\\s+(?:do|help|ask)|how\\s+(?:do|does|can)\\s+(?:i|this|you|it)\\s+(?:use|work|start|ask)|who\\s+are\\s+you|(?:need|want)\\s+(?:some\\s+)?help$|^help(?:\\s+me)?\\W*$',
  ],
];

const ABOUT_A_CALL = 'calls?|called|rang|rung|phoned|phone|recordings?|voicemail|conversation|spoke|telephone';

/**
 * What a plain sentence in somebody's own chat asks for; undefined where the desk cannot tell. Cautious: a wish that
 * only mentions a card, a client's wants or the police stays a wish, with what was read of it.
 */
export function readIntent(
  text: string,
  { values }: WishReading,
): { readonly command: Intent; readonly text: string } | undefined {
  const line = plain(text.slice(0, 1_000));
  const says = (what: string): boolean => words(what, 'iu').test(line);
  const isToHear = says(TO_HEAR);
  const found = TABLE.find(([, what, unless]) => !isToHear && says(what) && !(unless && says(unless)))?.[0];
  const known = Object.keys(values).filter((field) => field !== 'reason');
  const isWish = known.length > 0 || isToHear || (says(ABOUT_A_CALL) && values.reason !== undefined);
  // "What is the policy" beside a time and an extension is part of a wish.
  const policy = found === 'recording-policy' && known.length > 0;
  const command = policy || (!found && isWish) ? 'request-recording' : found;
  return command && { command, text };
}
