import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { InvalidInputError, NotFoundError } from '../platform/errors.ts';
import { roles, type Role } from '../platform/roles.ts';
import type { Services } from '../services.ts';

export interface NewUser {
  username: string;
  name: string;
  roles: string[];
  password?: string;
}

/** `tangga user add`: adds a person; gives the password, which is a one-time one when none was given. */
export async function addUser({ accounts }: Pick<Services, 'accounts'>, user: NewUser): Promise<string> {
  const unknown = user.roles.find((role) => !roles.includes(role as Role));
  if (unknown !== undefined)
    throw new InvalidInputError(
      { roles: { key: 'errors.field.invalid' } },
      `No role '${unknown}'; there are ${roles.join(', ')}`,
    );
  const { password } = await accounts.create(null, { ...user, roles: user.roles as Role[] });
  return password;
}

/** `tangga user password`: replaces a password and ends the person's sessions. */
export async function setUserPassword(
  { accounts }: Pick<Services, 'accounts'>,
  username: string,
  password: string,
): Promise<void> {
  const account = await accounts.findByUsername(username);
  if (!account) throw new NotFoundError(`Nobody is called '${username}'`);
  await accounts.resetPassword(null, account, password);
}

/** Asks on a terminal without showing what is typed; otherwise takes the first line of the input. */
export async function readPassword(
  input: NodeJS.ReadableStream & { isTTY?: boolean },
  output: NodeJS.WritableStream,
): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: input.isTTY ? silent : undefined, terminal: Boolean(input.isTTY) });
  if (input.isTTY) output.write('Password: ');
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
    if (input.isTTY) output.write('\n');
  }
}
