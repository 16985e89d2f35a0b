import { z } from 'zod';
import { practiceSchema } from './practiceFile.ts';

/**
 * The JSON Schema of the practice file, for editors: `node src/config/schema.ts > env/practice.schema.json`.
 */
export const practiceJsonSchema = (): string =>
  `${JSON.stringify(z.toJSONSchema(practiceSchema, { io: 'input', unrepresentable: 'any' }), null, 2)}\n`;

if (import.meta.main) process.stdout.write(practiceJsonSchema());
