import { z } from 'zod';
import { practiceSchema } from './practiceFile.ts';

/** The JSON Schema of the practice file, for editors: `npm run schema`. */
export const practiceJsonSchema = (): string =>
  `${JSON.stringify(z.toJSONSchema(practiceSchema, { io: 'input', unrepresentable: 'any' }), null, 2)}\n`;

if (import.meta.main) process.stdout.write(practiceJsonSchema());
