/** Exit codes of the command. */
export const EXIT = {
  ok: 0,
  strict: 1,
  usage: 64,
  syntax: 65,
  noInput: 66,
  internal: 70,
  timeout: 124,
  interrupted: 130,
} as const;
