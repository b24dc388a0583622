import { isLoopback } from '../base/loopback.ts';
import type { Config } from '../config/config.ts';
import { appCompany, companyOf, type Company } from '../directory/company.ts';

/** The company that the credentials of a config belong to. */
export function configCompany({ baseUrl, credentials }: Config): Company {
  if (credentials.type === 'APIKey') return companyOf({ baseUrl, accessKey: credentials.accessKey });
  const { clientId, baseUrl: own = baseUrl } = credentials;
  // A Gong that is played on this machine may have several names.
  return appCompany({ baseUrl: isLoopback(new URL(baseUrl)) ? baseUrl : own, clientId });
}
