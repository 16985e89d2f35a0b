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
} from '../../usecases/cases/caseWords.ts';
