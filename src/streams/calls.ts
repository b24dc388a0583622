import { CallStream, identityOfCall } from './call-stream.ts';

/** The list of calls: one short record for each. */
export class Calls extends CallStream<'calls'> {
  readonly name = 'calls';
  readonly primaryKey = ['id'] as const;
  readonly scope = this.listScope;
  readonly cost = '1 request for 100 calls; none where extensiveCalls is read as well';
  override readonly isReadByDefault = true;
  override readonly cursorField = 'started';
  override readonly identityOf = identityOfCall;
}
