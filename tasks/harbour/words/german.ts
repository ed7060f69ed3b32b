import type { RuleKind } from '../making/variants.js'
import { ABOARD, isDelivered } from '../state.js'
import type { OtherWords, RuleFacts } from './words.js'

const NUMBERS = ['keine', 'eine', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn']
const numeral = (value: number) => NUMBERS[value] ?? String(value)

const RULES: Readonly<Record<RuleKind, (facts: RuleFacts) => string>> = {
  locks: ({ crossings, isBrief }) =>
    isBrief
      ? `Schleusen verlangen einen Pass, der ${numeral(crossings)} Durchfahrten erlaubt. Um eine Schleuse führt immer ein Weg herum.`
      : `Schleusen verlangen einen Pass. Ein Pass erlaubt ${numeral(crossings)} Durchfahrten und wird über Funk gekauft, von überall aus. Um eine Schleuse führt immer ein Weg herum.`,
  crane: ({ lifts, isBrief }) =>
    isBrief
      ? `Kran und Winde machen zusammen ${numeral(lifts)} Hübe, bevor sie zurückgesetzt werden müssen.`
      : `Kran und Winde machen zusammen ${numeral(lifts)} Hübe, beim Laden wie beim Entladen; dann müssen sie zurückgesetzt werden.`,
  customs: () =>
    'Kisten mit dem Vermerk "needs inspection" müssen dort, wo sie liegen, geprüft werden, bevor sie geladen werden.',
  shallows: () => 'Mit einer schweren Kiste im Laderaum kann das Schiff keinen seichten Kanal befahren.',
  'one-way': () => 'Manche Kanäle führen nur in eine Richtung; die Karte kennzeichnet sie mit ">".',
  permits: () =>
    'Das Entladen an einem Liegeplatz verlangt eine Genehmigung für diesen Liegeplatz. Sie wird einmal erbeten, von überall aus, und bleibt gültig.',
}

const CRATE = { crate: 'Nummer einer Kiste, etwa C-101.' }
const NEIGHBOUR = { to: 'Name eines Liegeplatzes, zu dem von dir aus ein Kanal führt.' }

/** The harbour in German. */
export const GERMAN: OtherWords = {
  language: 'de',
  shared: [
    'Du steuerst ein Frachtschiff in einem Hafen. Liegeplätze sind durch Kanäle verbunden. Du handelst nur über Werkzeuge, einen Schritt nach dem anderen.',
    'Der Laderaum fasst eine Kiste. Du siehst nur den Liegeplatz, an dem du bist; über alles andere geben Ladeliste und Karte Auskunft.',
    'Eine Kiste gilt als geliefert, wenn sie wirklich an dem Liegeplatz liegt, für den sie bestimmt ist.',
    'Eine Kiste mit dem Vermerk "after" und einer anderen Kiste ist erst freigegeben und kann erst geladen werden, wenn jene geliefert ist.',
  ],
  rule: (kind, facts) => RULES[kind](facts),
  listed: 'Liefere diese Kisten an ihre Ziele:',
  manifest: (crates, pages) =>
    `Liefere jede Kiste auf der Ladeliste an ihr Ziel: ${crates} Kisten auf ${pages} ${pages === 1 ? 'Seite' : 'Seiten'}.`,
  crate(crate) {
    const { id, at, bound, isHeavy, needsInspection, after } = crate
    const where = at === ABOARD ? 'an Bord' : isDelivered(crate) ? `geliefert in ${at}` : `liegt in ${at}`
    const marks = [
      isHeavy ? ', schwer' : '',
      needsInspection ? ', muss geprüft werden' : '',
      after === undefined ? '' : `, nach ${after}`,
    ]
    return `${id}: ${where}, bestimmt für ${bound}${marks.join('')}`
  },
  close: 'Wenn du fertig bist, rufe finish auf und melde das Ergebnis.',
  tools: {
    look: {
      description:
        'Von der Brücke aus umsehen: dein Liegeplatz, der Laderaum, die Kisten, die hier liegen, und die Kanäle von hier aus.',
    },
    chart: {
      description: 'Die Karte lesen: alle Kanäle des Hafens, mit Schleusen, Untiefen, Einbahnkanälen und Sperrungen.',
    },
    manifest: {
      description: 'Eine Seite der Ladeliste lesen: bis zu zehn Kisten mit ihrem jetzigen Ort und ihrem Ziel.',
      parameters: { page: 'Nummer der Seite, ab 1.' },
    },
    find_crate: {
      description: 'Das Hafenamt nach einer Kiste fragen: ihr jetziger Ort und ihr Ziel.',
      parameters: CRATE,
    },
    move: { description: 'Durch einen Kanal zu einem benachbarten Liegeplatz fahren.', parameters: NEIGHBOUR },
    tow: {
      description:
        'Das Schiff vom Schlepper durch einen Kanal zu einem benachbarten Liegeplatz ziehen lassen. Langsamer als zu fahren, gleiche Regeln.',
      parameters: NEIGHBOUR,
    },
    load: {
      description:
        'Eine Kiste, die an deinem Liegeplatz liegt, mit dem Kran in den leeren Laderaum heben. Der Laderaum fasst eine Kiste.',
      parameters: CRATE,
    },
    winch_aboard: {
      description:
        'Eine Kiste, die an deinem Liegeplatz liegt, mit der Winde in den leeren Laderaum bringen. Gleiche Regeln wie beim Kran.',
      parameters: CRATE,
    },
    unload: {
      description: 'Die Kiste im Laderaum auf den Liegeplatz heben, an dem du bist.',
      parameters: CRATE,
    },
    buy_pass: {
      description:
        'Über Funk, von überall aus, einen Pass für eine Schleuse kaufen. Ein Pass erlaubt einige Durchfahrten; es führt immer ein Weg herum.',
      parameters: { lock: 'Name der Schleuse, etwa Red.' },
    },
    reset_crane: {
      description: 'Kran und Winde zurücksetzen, sodass ihnen wieder alle Hübe zur Verfügung stehen.',
    },
    inspect: {
      description:
        'Eine Kiste, die an deinem Liegeplatz liegt, vom Zoll prüfen lassen. Kisten, die das brauchen, können vorher nicht geladen werden.',
      parameters: CRATE,
    },
    request_permit: {
      description:
        'Um die Genehmigung bitten, an einem Liegeplatz zu entladen, von überall aus. Eine Genehmigung gilt für immer.',
      parameters: { berth: 'Name des Liegeplatzes.' },
    },
  },
}
