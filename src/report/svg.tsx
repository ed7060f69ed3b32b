import { renderToStaticMarkup } from 'react-dom/server'
import { type Chart, ChartPicture } from './charts/chart.js'
import { CHART_WIDTH, type ChartSize } from './charts/frame.js'
import { DARK, inlineTheme, LIGHT } from './charts/theme.js'

/** How a picture leaves the page. */
export interface SvgOptions {
  readonly theme: 'light' | 'dark'
  /** Default `wide`. */
  readonly size?: ChartSize
}

/** A chart as a file of its own, with its colours written in, title above and paper behind. */
export function renderSvg(chart: Chart, options: SvgOptions): string {
  const size = options.size ?? 'wide'
  const theme = options.theme === 'dark' ? DARK : LIGHT
  const inner = renderToStaticMarkup(<ChartPicture chart={chart} size={size} />)
  const height = Number(/viewBox="0 0 \d+ (\d+)"/.exec(inner)?.[1] ?? 0)
  const [width, margin, head] = [CHART_WIDTH[size], 24, 44]
  const [outerWidth, outerHeight] = [width + 2 * margin, height + head + 2 * margin]
  const picture = inner.replace('<svg ', `<svg x="${margin}" y="${margin + head}" width="${width}" height="${height}" `)
  const name = renderToStaticMarkup(<title>{chart.props.title}</title>)
  const title = renderToStaticMarkup(
    <text x={margin} y={margin + 20} fontSize={18} fontWeight={650} fill="var(--ink)">
      {chart.props.title}
    </text>,
  )
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${outerWidth} ${outerHeight}" width="${outerWidth}" height="${outerHeight}" font-family="-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif">`,
    name,
    `<rect width="${outerWidth}" height="${outerHeight}" rx="10" fill="var(--paper)"/>`,
    title,
    picture,
    '</svg>',
  ].join('')
  return inlineTheme(svg, theme)
}
