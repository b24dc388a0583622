import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox, type SandboxOptions } from '../src/index.ts';
import { ask, free, parseRow, type Reply, type Row } from './gong-client.ts';

const options: SandboxOptions = { ...free, calls: 5, crmFields: 20 };
let sandbox: Sandbox;
let integrationId: string;
beforeAll(async () => {
  sandbox = await startSandbox(options);
  const [text = ''] = sandbox.truth('crmIntegrations');
  integrationId = /"integrationId":(\d{19}),/.exec(text)?.[1] ?? '';
});
afterAll(() => sandbox.close());

const rowsIn = (from: Sandbox): Row[] => [...from.truth('crmEntitySchema')].map((text) => parseRow(text));
const schemaOf = (query: Record<string, string>, from = sandbox): Promise<Reply> =>
  ask(from, '/v2/crm/entity-schema', { query: { integrationId, ...query } });
const fieldsOf = ({ text }: Reply): Record<string, Row[]> => {
  const body: { objectTypeToSelectedFields: Record<string, Row[]> } = JSON.parse(text);
  return body.objectTypeToSelectedFields;
};

test('the id of an integration is a JSON number that JavaScript would round', async () => {
  const { text } = await ask(sandbox, '/v2/crm/integrations');
  expect(text).toContain(`"integrations":[${[...sandbox.truth('crmIntegrations')].join(',')}]`);
  expect(BigInt(integrationId)).toBeGreaterThan(2n ** 53n);
  expect(BigInt(integrationId)).toBeLessThan(2n ** 63n);
  expect(String(Number(integrationId))).not.toBe(integrationId);
});

test('the truth is what comes of asking for each type of object; one without fields has no key', async () => {
  const rows: Row[] = [];
  for (const objectType of ['ACCOUNT', 'CONTACT', 'DEAL', 'LEAD']) {
    const fields = fieldsOf(await schemaOf({ objectType }));
    expect(Object.keys(fields)).toEqual(objectType === 'LEAD' ? [] : [objectType]);
    rows.push(...(fields[objectType] ?? []).map((field) => ({ ...field, integrationId, objectType })));
  }
  expect(rows).toHaveLength(60);
  expect(rows).toEqual(rowsIn(sandbox));
  const keys = new Set(
    rows.map(({ objectType, uniqueName }) => `${String(objectType)} ${String(uniqueName)}`),
  );
  expect(keys.size).toBe(60);
  expect(new Set(rows.map(({ uniqueName }) => uniqueName)).size).toBeLessThan(60);
});

test('every field has a value somewhere, and three are null elsewhere', () => {
  const rows = rowsIn(sandbox);
  const having = (wanted: boolean): Set<string> =>
    new Set(rows.flatMap((row) => Object.keys(row).filter((key) => (row[key] === null) !== wanted)));
  expect(having(true).size).toBe(9);
  expect(having(false)).toEqual(new Set(['lastModified', 'referenceTo', 'orderedValueList']));
});

test('without a type all of them come; a wrong one, or a wrong integration, is refused', async () => {
  expect(Object.keys(fieldsOf(await schemaOf({})))).toEqual(['ACCOUNT', 'CONTACT', 'DEAL']);
  for (const query of [{ objectType: 'account' }, { integrationId: '1' }, { integrationId: 'x' }]) {
    expect((await schemaOf(query)).status).toBe(400);
  }
});

test('a company without a generic CRM has no integration', async () => {
  await using other = await startSandbox({ ...options, crmIntegrations: 0 });
  const { status, body } = await ask(other, '/v2/crm/integrations');
  expect([status, body['integrations']]).toEqual([200, []]);
  expect(rowsIn(other)).toEqual([]);
});

test('names can come as in the example of the document, and are unique names in the truth all the same', async () => {
  await using other = await startSandbox({ ...options, crmFieldNames: 'name' });
  const { DEAL: [field] = [] } = fieldsOf(await schemaOf({ objectType: 'DEAL' }, other));
  expect(field).toHaveProperty('name');
  expect(field).not.toHaveProperty('uniqueName');
  const rows = rowsIn(other);
  expect(rows.map(({ uniqueName }) => uniqueName)).toEqual(rowsIn(sandbox).map((row) => row['uniqueName']));
  expect(rows.every(({ name, uniqueName }) => name === uniqueName)).toBe(true);
});
