type Triple = readonly [number, number, number]

/** How people see colours: in full, or without the cones for green or for red. */
export const SIGHTS = ['full colour vision', 'deuteranopia', 'protanopia'] as const

/** Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB. */
const MATRICES: Readonly<Record<(typeof SIGHTS)[number], readonly [Triple, Triple, Triple]>> = {
  'full colour vision': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
}

/** Contrast of two colours `#rrggbb` by WCAG 2, from 1 to 21. */
export function contrast(first: string, second: string): number {
  const [low = 0, high = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

/** Distance of two colours `#rrggbb` in CIELAB as they are seen by some; about 2 is just noticeable side by side. */
export function distanceSeenBy(sight: (typeof SIGHTS)[number], first: string, second: string): number {
  const [a, b] = [first, second].map((colour) => lab(seen(sight, linear(colour))))
  return a === undefined || b === undefined ? 0 : Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

function linear(colour: string): Triple {
  const part = (from: number): number => {
    const share = Number.parseInt(colour.slice(from, from + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return [part(1), part(3), part(5)]
}

function luminance(colour: string): number {
  return dot([0.2126, 0.7152, 0.0722], linear(colour))
}

function seen(sight: (typeof SIGHTS)[number], rgb: Triple): Triple {
  const [red, green, blue] = MATRICES[sight]
  const clamp = (value: number) => Math.min(1, Math.max(0, value))
  return [clamp(dot(red, rgb)), clamp(dot(green, rgb)), clamp(dot(blue, rgb))]
}

function lab(rgb: Triple): Triple {
  const bend = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116)
  const x = bend(dot([0.4124, 0.3576, 0.1805], rgb) / 0.95047)
  const y = bend(dot([0.2126, 0.7152, 0.0722], rgb))
  const z = bend(dot([0.0193, 0.1192, 0.9505], rgb) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
