import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const OPENSSL = 'openssl';

export const hasOpenssl = spawnSync(OPENSSL, ['version']).status === 0;

/** A key and the certificate that signs itself, as texts, and where the certificate lies. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  readonly path: string;
}

/** Made by the `openssl` of this machine, for a few days. */
export function makeCertificate(...hosts: readonly string[]): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'source-gong-'));
  const [keyPath, path] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const names = hosts.map((host) => `DNS:${host}`).join(',');
  const form = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3'.split(' ');
  const subject = ['-subj', '/CN=source-gong test', '-addext', `subjectAltName=${names}`];
  execFileSync(OPENSSL, [...form, ...subject, '-keyout', keyPath, '-out', path], { stdio: 'ignore' });
  return { key: readFileSync(keyPath, 'utf8'), cert: readFileSync(path, 'utf8'), path };
}
