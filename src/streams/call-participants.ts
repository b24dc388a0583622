import { objectsOf, type JsonObject } from '../base/json-object.ts';
import { CallRows } from './call-rows.ts';

/** Who was invited to a call or took part in it. The CRM objects that they are linked to are rows of callCrmObjects. */
export class CallParticipants extends CallRows<'callParticipants'> {
  readonly name = 'callParticipants';
  override readonly blocks = ['parties'] as const;

  protected entriesOf({ parties }: JsonObject): readonly JsonObject[] {
    return objectsOf(parties).map(({ context: _crmObjects, ...party }) => party);
  }
}
