import type { Fact } from './adaptiveCard.ts';
import type { CardData } from './cardData.ts';

export type FactRow = Fact & CardData;

export const row = (title: string, value: string): FactRow => ({ title, value });
