export {
  CHANNELS,
  caseTitle,
  channelText,
  clockFacts,
  clockText,
  GROUNDS,
  subjectQueryText,
  tallyText,
} from '../caseWords.ts';
