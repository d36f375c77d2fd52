let seen = 0

/** The latest version of the pile that this tab knows of: what it reads from now on must not be older. */
export const seenVersion = (): number => seen

export const see = (version: number): void => void (seen = Math.max(seen, version))

/** The next reader's pile, or another store, has versions of its own. */
export const forgetVersion = (): void => void (seen = 0)
