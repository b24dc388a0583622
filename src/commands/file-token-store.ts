import { setTimeout as sleep } from 'node:timers/promises';
import type { OAuthCredentials } from '../config/credentials.ts';
import { withAddressHash } from '../config/earlier-addresses.ts';
import { exactJson } from '../config/exact-json.ts';
import { lockFile, tryLockFile } from '../config/file-lock.ts';
import { replacePrivateFile, ROOM_BYTES, tryReplacement } from '../config/private-file.ts';
import { renewedCredentials } from '../config/renewed-config.ts';
import { errorCodeOf, shownCodeOf } from '../base/error-code.ts';
import { ConfigError } from '../base/errors.ts';
import { objectOf } from '../base/json-object.ts';
import { isShowablePath } from '../base/showable-path.ts';
import { AUTHENTICATE_AGAIN, type KeptTokens, type Tokens, type TokenStore } from '../gong/tokens.ts';
import type { Log } from '../protocol/log.ts';
import type { MessageOutput } from '../protocol/output.ts';
import { readFileWith, readOAuthFile } from './oauth-file.ts';
import type { OAuthConfig } from './token-keeping.ts';

/**
 * Another machine that shares the file is waited for after Gong has refused a token as used: ten seconds, in which a response
 * of Gong's comes even when Gong is busy.
 */
const WAITS_MS = [0, 50, 200, 750, 1_000, ...Array<number>(4).fill(2_000)] as const;

const LOCK_WAIT =
  'Another process is renewing the OAuth tokens of the same config file. This one waits for it, ten minutes at most.';

/** For a shell: renewed tokens are written back to the file of the config. Throws a ConfigError where there is none. */
export function fileTokenStore(
  { file: given, source, credentials, baseUrl }: OAuthConfig,
  output: MessageOutput,
  log: Log,
): TokenStore {
  if (source.kind !== 'file') {
    throw new ConfigError(
      'OAuth needs a config file that can be written: Gong takes each refresh token once, and the next one has to be kept for the next run. Name the file with --config <file>, or sign in with an access key.',
    );
  }
  const { path } = source;
  const name = isShowablePath(path) ? path : 'the config file';

  /** The file as it is now: another run may have renewed its tokens, and it may have been edited or replaced. */
  const readNow = async (current: Tokens): Promise<OAuthCredentials> => {
    const file = await readOAuthFile(path);
    const isSame =
      file?.credentials.clientId === credentials.clientId &&
      file.baseUrl === baseUrl &&
      isSameCompany(file.credentials, current);
    if (file !== undefined && isSame) return file.credentials;
    throw new ConfigError(
      `The config file was replaced while this ran: ${name}. It signs in with another app, at another address or for another company, so that its tokens are not taken for this run, and no token was renewed. Run the same command again.`,
      { isGeneral: true },
    );
  };
  const read = async (current: Tokens): Promise<KeptTokens> => {
    const kept = await readNow(current);
    const { refreshToken, accessToken = '', clientId, clientSecret } = kept;
    output.addSecrets([refreshToken, accessToken, clientSecret, `${clientId}:${clientSecret}`]);
    return kept;
  };

  const failLock = (cause: unknown): never => {
    throw errorCodeOf(cause) === undefined ? cause : unwritable(name, cause);
  };

  return {
    lock: (signal) => lockFile(path, signal, () => log.warn(LOCK_WAIT)).catch(failLock),
    tryLock: () => tryLockFile(path).catch(failLock),
    async prepare() {
      log.debug(`The OAuth tokens are renewed, and written to ${name}.`);
      try {
        await tryReplacement(path, Buffer.byteLength(JSON.stringify(given, undefined, 2)) + ROOM_BYTES);
      } catch (cause) {
        throw unwritable(name, cause);
      }
    },
    read,
    async awaitNext(current, signal) {
      for (const waitMs of WAITS_MS) {
        await sleep(waitMs, undefined, { signal }).catch(() => signal.throwIfAborted());
        const kept = await read(current);
        if (kept.refreshToken !== current.refreshToken) return kept;
      }
      return undefined;
    },
    async save(tokens, spent) {
      output.addSecrets([tokens.refreshToken, tokens.accessToken ?? '']);
      const json = exactJson();
      const current = await readFileWith(path, credentials.clientId, spent, json.parse);
      const last = objectOf(current?.['credentials']);
      if (current === undefined) {
        throw new ConfigError(
          `The OAuth tokens were renewed, and the config file was changed at the same time: ${name}. It was left alone, since it no longer holds the token that they were got for, and they are lost. If the next run cannot sign in with what it holds: ${AUTHENTICATE_AGAIN}`,
          { isGeneral: true },
        );
      }
      try {
        const renewed = withAddressHash(renewedCredentials(last, tokens), last);
        await replacePrivateFile(path, json.format({ ...current, credentials: renewed }));
      } catch (cause) {
        throw new ConfigError(
          `The OAuth tokens were renewed, and could not be written to the config file (${shownCodeOf(cause)}): ${name}. They are lost. ${AUTHENTICATE_AGAIN}`,
          { cause, isGeneral: true },
        );
      }
    },
  };
}

/** Gong may have named another address at a renewal of another process. */
function isSameCompany({ baseUrl, earlierBaseUrls = [] }: OAuthCredentials, current: Tokens): boolean {
  if (current.baseUrl === undefined || current.baseUrl === baseUrl) return true;
  return earlierBaseUrls.includes(current.baseUrl);
}

function unwritable(name: string, cause: unknown): ConfigError {
  return new ConfigError(
    `The OAuth tokens have to be renewed, and the config file cannot be written (${shownCodeOf(cause)}): ${name}. ${remedyFor(cause)} Nothing was renewed.`,
    { cause, isGeneral: true },
  );
}

function remedyFor(cause: unknown): string {
  const code = errorCodeOf(cause);
  if (code === 'EBUSY') {
    return 'It is mounted by itself, so that it cannot be replaced in one piece: mount its folder instead.';
  }
  if (code === 'EPERM') {
    return 'It belongs to another user, whose it has to stay: run this as that user, or give the file to the one that runs this.';
  }
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return 'Make room where it lies.';
  return code === 'ENOTFILE'
    ? 'Name an ordinary file with --config.'
    : 'Let the user that runs this write the file and its folder.';
}
