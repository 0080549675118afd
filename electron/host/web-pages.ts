const page = (head: string, body: string): string =>
  `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Iris Desk</title>${head}</head><body>${body}</body></html>\n`

const escaped = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/**
 * Goes on by itself. Not a redirect: a browser that followed the link from another site would leave out the strict
 * cookie there, but not on a step that our own page makes.
 */
export const openPage = (target: string): string =>
  page(`<meta http-equiv="refresh" content="0;url=${escaped(target)}">`, '')

export const noLinkPage = page(
  '',
  '<h1>This window is not signed in to Iris Desk</h1><p>The link opens Iris Desk in one browser, once. It was used already, or Iris Desk was started again since. The terminal where Iris Desk runs shows a fresh link.</p>',
)
