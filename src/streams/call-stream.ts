import type { RecordName } from '../generated/records.ts';
import type { ConfigError } from '../base/errors.ts';
import type { JsonObject } from '../base/json-object.ts';
import { excludedBlockError, type CallBlock, type CallFilters } from './call-filters.ts';
import { callLists, metaDataOf, type CallLists } from './call-lists.ts';
import type { List } from './list.ts';
import { ListedStream, type Identity, type SharedList } from './stream.ts';

const EXTENSIVE_SCOPE = 'api:calls:read:extensive';

/** What streams have in common that need only the short record of a call: both lists of calls have it. */
export abstract class CallStream<Name extends RecordName> extends ListedStream<Name> {
  readonly list: List;
  override readonly sharedList: SharedList;
  override readonly filters: Partial<CallFilters>;
  /** The scope of the list that tells which calls there are. */
  protected readonly listScope: string;
  /** Whether that is the extensive list, and no other can take its place. */
  protected readonly isExtensiveOnly: boolean;

  constructor({ calls, extensive, filters }: CallLists = callLists) {
    super();
    const { excludeContent: _ofExtensiveCalls, ...ofCalls } = filters;
    this.list = calls;
    this.sharedList = {
      list: extensive,
      toItem: metaDataOf,
      isNarrower: filters.primaryUserIds.length > 0,
    };
    this.filters = ofCalls;
    this.isExtensiveOnly = calls === extensive;
    this.listScope = this.isExtensiveOnly ? EXTENSIVE_SCOPE : 'api:calls:read:basic';
  }

  override isPrivate(call: JsonObject): boolean {
    return call['isPrivate'] === true;
  }
}

/** Of the short record of a call. */
export function identityOfCall({ id, started: time }: JsonObject): Identity {
  return { id, time };
}

/** What streams have in common that are made of extensive calls. */
export abstract class ExtensiveStream<Name extends RecordName> extends ListedStream<Name> {
  readonly scope: string = EXTENSIVE_SCOPE;
  readonly list: List;
  override readonly filters: CallFilters;
  /** Of an extensive call: the blocks without which there is nothing of the stream. */
  readonly blocks: readonly CallBlock[] = [];

  constructor({ extensive, filters }: CallLists = callLists) {
    super();
    this.list = extensive;
    this.filters = filters;
  }

  override get configFault(): ConfigError | undefined {
    return excludedBlockError(this.name, this.blocks, this.filters);
  }

  override isPrivate(call: JsonObject): boolean {
    return metaDataOf(call)['isPrivate'] === true;
  }

  override identityOf(call: JsonObject): Identity {
    return identityOfCall(metaDataOf(call));
  }
}
