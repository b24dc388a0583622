import { readFileSync } from 'node:fs';

/** What an image says about itself. */
export interface ImageSettings {
  readonly labels: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly user: string;
}

/** The part that `docker image inspect` and `buildah inspect --type image` have in common, at different places. */
interface Inspected {
  readonly Labels: Record<string, string>;
  readonly Env: string[];
  readonly Entrypoint: string[];
  readonly User: string;
}

type Inspection = [{ readonly Config: Inspected }] | { readonly Docker: { readonly config: Inspected } };

export function readSettings(path: string): ImageSettings {
  const inspection: Inspection = JSON.parse(readFileSync(path, 'utf8'));
  const { Labels, Env, Entrypoint, User } =
    'Docker' in inspection ? inspection.Docker.config : inspection[0].Config;
  const environment = Env.map((variable): [string, string] => {
    const [name = '', ...value] = variable.split('=');
    return [name, value.join('=')];
  });
  return { labels: Labels, environment: Object.fromEntries(environment), entrypoint: Entrypoint, user: User };
}
