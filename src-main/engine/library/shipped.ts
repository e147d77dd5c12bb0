import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const manifestSchema = z.object({
  models: z.array(
    z.object({ folder: z.string().regex(/^[A-Za-z0-9_][\w.-]{0,79}$/), sha256: z.string() }),
  ),
});

/** The manifest `models.json` of the models that ship: their folders, and what each model must be. */
export async function shippedEntries(
  folder: string,
): Promise<z.infer<typeof manifestSchema>['models']> {
  const text = await readFile(join(folder, 'models.json'), 'utf8');
  return manifestSchema.parse(JSON.parse(text)).models;
}
