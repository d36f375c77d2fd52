/** Where the app is served, without a slash at the end: a reverse proxy may put it under a path. */
export const base = new URL('.', document.baseURI).href.replace(/\/$/, '')

/** The path of {@link base}, `/` at the root. */
export const basePath = new URL(base).pathname || '/'
