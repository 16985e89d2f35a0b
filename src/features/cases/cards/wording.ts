export {
  CHANNELS,
  caseTitle,
  channelText,
  clockFacts,
  clockText,
  GROUNDS,
  stepText,
  stepWords,
  subjectQueryText,
  tallyText,
} from '../caseWords.ts';
