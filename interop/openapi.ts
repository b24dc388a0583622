import { activityByHand } from '../sandbox/openapi/ask-activity.ts';
import { byHand } from '../sandbox/openapi/ask-by-hand.ts';
import { referenceByHand } from '../sandbox/openapi/ask-reference.ts';
import { readDocument } from '../sandbox/openapi/document.ts';
import { judge } from '../sandbox/openapi/judge.ts';
import { connectorRuns } from './openapi/runs.ts';

/** Judges what the connector asks for, and what the sandbox answers. GONG_OPENAPI says where Gong's document lies. */
const print = (line: string): boolean => process.stdout.write(`openapi: ${line}\n`);

const document = readDocument(process.env['GONG_OPENAPI']);
if (document === undefined) {
  print('LEFT OUT: Gong’s OpenAPI document is not here. Name it in GONG_OPENAPI to have it judge.');
} else {
  const { isGood, lines } = await judge(
    [...connectorRuns, byHand, activityByHand, ...referenceByHand],
    document,
  );
  for (const line of lines) print(line);
  process.exitCode = isGood ? 0 : 1;
}
