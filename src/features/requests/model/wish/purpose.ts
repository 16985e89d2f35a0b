import type { Purpose } from '../../../practice/model/purpose.ts';
import { before, type Left, leadStart, take, words } from './mask.ts';

/** Words that say what a call is wanted for. */
const STRONG: readonly (readonly [Purpose, string])[] = [
  [
    'regulatory',
    'RCVS|VMD|royal college|regulat(?:or|ors|ory)|APHA|trading standards|information commissioner|ICO|health and safety executive|HSE',
  ],
  [
    'legal',
    'legal(?:ly)?|solicitors?|lawyers?|barristers?|litigation|su(?:e|es|ed|ing)|small claims|letter before action|(?:in|to|at|going to|county) court|court (?:case|hearing|order|papers|date|proceedings)',
  ],
  ['disciplinary', 'disciplinar(?:y|ies)|(?:gross )?misconduct'],
  [
    'abuse',
    'abus(?:e|ed|ive|ing)(?! (?:of|to|the) (?:dog|cat|animal|pet|horse))|nuisance|threat(?:s|en|ens|ened|ening)?(?! (?:to (?:sue|leave|go|take|report|complain|call|cancel)|of (?:legal|court)|legal))|swor[en]|swear(?:s|ing)?|sweary|shouted|shouting|scream(?:ed|ing)?(?= (?:at|down))|yell(?:ed|ing)|harass\\w*|racist|foul[- ]mouthed|pestering|aggressive(?=,?\\s*(?:$|[.,;]|call|client|man|woman|on the|with (?:me|us|staff)|towards?|and\\b))|f(?:\\*+|u?ck)ing?|(?:prank|silent|hoax) calls?|keeps? (?:ringing|calling)',
  ],
  ['complaint', 'complain(?:t|ts|ed|ing|s|ant)?|complaing|complant|complait|grievance'],
  [
    'training',
    '(?<!(?:puppy|dog|kitten|house|toilet|crate|clicker|obedience|recall|agility|potty)[ -])training(?! (?:class|collar|lead|treats|pads|the (?:dog|puppy)))|train (?:up|the|our|new|a)|coaching|induction|teaching',
  ],
  [
    'performance',
    'performance|appraisals?|one[- ]to[- ]one|1[-: ](?:2|to)[- ]1|121|call quality|quality (?:check|monitoring|standards?|review)|probation(?:ary)?(?: review)?',
  ],
];

/** Words of discontent, which say "complaint" only where nothing says anything else. */
const WEAK = words(
  "(?:un|not (?:very |at all )?|isn't |isnt |wasn't )happy|dissatisf\\w+|(?<!insurance )disput(?:e|es|ed|ing)|overcharg\\w+|refund|mis-?quoted|(?:wants?|demand\\w*) (?:her|his|their|the) money back|(?:says?|said|saying|claim(?:s|ed|ing)?|reckons?|swears|insist(?:s|ed)?|argu(?:es|ed|ing)) (?:that )?(?:we|i|you|she was|he was|they were|reception|nobody|no one|no-one|the (?:vet|nurse|receptionist))|(?:denies|denied|disagrees?|cross|fuming|furious|livid|annoyed) ?(?:with|about|that|at|over|being)?",
  'iu',
);

/** Where the line itself says what for, whatever else it mentions. */
const FOR =
  /(?<!\p{L})(?:for|it's|its|as part of|reason|purpose)(?:\s*:)?(?:\s+(?:an?|the|my|our|her|his|their|some|staff|new|this|formal|nurse|reception|team))*\s+$/iu;

/** Who threatens with a regulator or a lawyer has not come from one. */
const THREATENED =
  /(?<!\p{L})(?:threat\w*|report|complain\w*|go(?:ing)?|take\w*|will|gonna|speak\w*)(?:\s+[\p{L}']+){0,4}\s*$/iu;

const DENIED = /(?<!\p{L})(?:not|no|isn't|isnt|without)(?:\s+(?:an?|any))?\s*$/iu;

/** What is graver than the complaint or the talk it came out of. */
const GRAVE: readonly Purpose[] = ['regulatory', 'legal', 'disciplinary'];

const LIGHT: readonly Purpose[] = ['complaint', 'performance'];

/** The purpose that the words of a line say; undefined where they say none, or more than one. */
export function readPurpose(text: string): Purpose | undefined {
  const [all, meant] = [new Set<Purpose>(), new Set<Purpose>()];
  for (const [purpose, said] of STRONG)
    for (const { index } of text.matchAll(words(said))) {
      const lead = before(text, index);
      if (DENIED.test(lead) || (['regulatory', 'legal'].includes(purpose) && THREATENED.test(lead))) continue;
      all.add(purpose);
      if (FOR.test(lead)) meant.add(purpose);
    }
  if (all.size === 0) return WEAK.test(text) ? 'complaint' : undefined;
  const [one, another] = meant.size === 1 ? meant : all;
  if (!another) return one;
  const [grave, second] = [...all].filter((purpose) => !LIGHT.includes(purpose));
  return grave && !second && GRAVE.includes(grave) ? grave : undefined;
}

const BODY = words(
  "(?:the\\s+)?(RCVS|VMD|APHA|ICO|HSE|Royal College(?: of Veterinary Surgeons)?|Veterinary Medicines Directorate|Trading Standards|Information Commissioner(?:'s Office)?|Health and Safety Executive)",
);

/** The body that asks, of a regulatory investigation, as it is written. */
export const readAskedBy = (text: string): string | undefined => {
  const found = new Set(
    [...text.matchAll(BODY)].map(({ 1: body = '' }) => (body.length < 5 ? body.toUpperCase() : body)),
  );
  return found.size === 1 ? [...found][0] : undefined;
};

const REFERENCE = words(
  '(?:our\\s+|your\\s+|their\\s+|the\\s+)?(?:ref(?:erence)?(?:\\s*(?:no|number|num|is))?|(?:case|claim|file|policy)\\s+(?:no|number|num))\\s*[.:#]*\\s*((?=[\\p{L}/._-]{0,12}\\d)[\\p{L}\\d](?:[\\p{L}\\d/._-]{0,38}[\\p{L}\\d])?)',
);

/** Takes out a reference that is called one. */
export function readReference(left: Left, original: string): { readonly reference?: string; readonly left: Left } {
  const [match, another] = [...left.matchAll(REFERENCE)];
  if (match === undefined || another) return { left };
  const end = match.index + match[0].length;
  const reference = original.slice(end - (match[1] ?? '').length, end);
  return { reference, left: take(left, leadStart(left, match.index, /(?:,|under|with)\s*$/i), end) };
}
