export {
  CHANNELS,
  caseTitle,
  channelText,
  clockFacts,
  clockText,
  subjectQueryText,
  tallyText,
} from '../caseWords.ts';
