import { expect, test } from 'vitest';
import { companyName } from '../../../src/streams/documents/company-name.ts';
import { crmObjects } from '../../../src/streams/documents/crm-objects.ts';

const linked = (objectType: string, ...versions: readonly [timing: string, fields: object][]): object => ({
  system: 'HubSpot',
  objects: versions.map(([timing, fields]) => ({
    objectType,
    objectId: '1',
    timing,
    fields: Object.entries(fields).map(([name, value]) => ({ name, value: value as unknown })),
  })),
});

test.each([
  [
    { context: [linked('Contact', ['Now', { AccountName: 'New' }], ['TimeOfCall', { AccountName: 'Old' }])] },
    'Old',
  ],
  [
    { context: [linked('Lead', ['Now', { Company__c: ' Acme\n' }], ['TimeOfCall', { Company: '' }])] },
    'Acme',
  ],
  [{ context: [linked('Lead', ['Now', { Company: 'Less', 'Account.Name': 'More' }])] }, 'More'],
  [{ context: [linked('Account', ['Now', { Company: 'No person' }])] }, undefined],
  [
    { context: [linked('Contact', ['Now', { Company: { id: 1 } }])], emailAddress: 'a@x.example' },
    'x.example',
  ],
  [{ emailAddress: 'Ann@Acme.CO.UK', affiliation: 'External' }, 'acme.co.uk'],
  [{ emailAddress: 'a@b.example', affiliation: 'Unknown' }, 'b.example'],
  [{ emailAddress: 'a@b.example', affiliation: 'Internal' }, undefined],
  [{ emailAddress: 'a@gmail.com' }, undefined],
  [{ emailAddress: 'a@yahoo.co.uk' }, undefined],
  [{ emailAddress: 'a@outlook.acme.com' }, 'outlook.acme.com'],
  [{ emailAddress: 'a@web.de' }, undefined],
  [{ emailAddress: 'no address' }, undefined],
  [{}, undefined],
])('%j is of %s', (party, name) => {
  expect(companyName(party)).toBe(name);
});

test('objects of the CRM are there once, named as they were', () => {
  const link = { system: 'HubSpot', type: 'Deal', id: '1' };
  const both = linked('Deal', ['Now', { Name: 'New' }], ['TimeOfCall', { Name: 'Old' }]);
  expect(crmObjects({ context: [both, both] })).toEqual([{ ...link, name: 'Old' }]);
  expect(crmObjects({ context: [linked('Deal', ['Now', { dealname: 'New' }], ['TimeOfCall', {}])] })).toEqual(
    [{ ...link, name: 'New' }],
  );
  expect(
    crmObjects({ context: [linked('Deal', ['Now', { Names: 'x' }]), linked('Account', ['Now', {}])] }),
  ).toEqual([
    { ...link, name: undefined },
    { ...link, type: 'Account', name: undefined },
  ]);
  expect(crmObjects({ context: [null, { objects: [null, {}, { objectType: 'Deal' }] }] })).toEqual([]);
});
