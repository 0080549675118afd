import {
  mdiAlert,
  mdiCheckCircle,
  mdiCircleHalfFull,
  mdiCircleOutline,
  mdiCloseOctagon,
  mdiMinusCircleOutline,
} from '@mdi/js'

/** What a status means, the same everywhere; each has a shape besides its colour. */
export const tones = ['good', 'warning', 'bad', 'working', 'neutral', 'absent'] as const
export type Tone = (typeof tones)[number]

export const toneShapes: Readonly<Record<Tone, string>> = {
  good: mdiCheckCircle,
  warning: mdiAlert,
  bad: mdiCloseOctagon,
  working: mdiCircleHalfFull,
  neutral: mdiCircleOutline,
  absent: mdiMinusCircleOutline,
}

const SVG = 'http://www.w3.org/2000/svg'

/** The status label as plain elements, for grid cells. */
export const statusElement = (tone: Tone, text: string): HTMLElement => {
  const label = document.createElement('span')
  label.className = `status status-${tone}`
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', toneShapes[tone])
  svg.append(path)
  label.append(svg, document.createTextNode(text))
  return label
}
