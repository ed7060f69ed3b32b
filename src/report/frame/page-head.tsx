import type { ReactElement } from 'react'

/** The head of a page that needs nothing else: what may run, how wide it is, and its style. */
export function PageHead(props: {
  readonly title: string
  /** Content security policy. */
  readonly policy: string
  readonly style: string
}): ReactElement {
  return (
    <head>
      <meta charSet="utf-8" />
      <meta httpEquiv="Content-Security-Policy" content={props.policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{props.title}</title>
      <link rel="icon" href="data:," />
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own style sheet */}
      <style dangerouslySetInnerHTML={{ __html: props.style }} />
    </head>
  )
}
