export {
  CHANNELS,
  caseTitle,
  channelText,
  clockFacts,
  clockText,
  GROUNDS,
  stepText,
  stepWords,
  tallyText,
  wantedText,
} from '../caseWords.ts';
