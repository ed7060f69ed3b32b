import type { RuleKind } from '../making/variants.js'
import { ABOARD, isDelivered } from '../state.js'
import type { OtherWords, RuleFacts } from './words.js'

const NUMBERS = ['ningún', 'un', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez']
const numeral = (value: number) => NUMBERS[value] ?? String(value)

const RULES: Readonly<Record<RuleKind, (facts: RuleFacts) => string>> = {
  locks: ({ crossings, isBrief }) =>
    isBrief
      ? `Las esclusas exigen un pase, que permite ${numeral(crossings)} cruces. Siempre hay un camino que rodea la esclusa.`
      : `Las esclusas exigen un pase. Un pase permite ${numeral(crossings)} cruces y se compra por radio desde cualquier lugar. Siempre hay un camino que rodea la esclusa.`,
  crane: ({ lifts, isBrief }) =>
    isBrief
      ? `La grúa y el cabrestante hacen entre los dos ${numeral(lifts)} izados antes de que haya que reiniciarlos.`
      : `La grúa y el cabrestante hacen entre los dos ${numeral(lifts)} izados, tanto al cargar como al descargar; después hay que reiniciarlos.`,
  customs: () =>
    'Las cajas marcadas con "needs inspection" tienen que inspeccionarse en el lugar donde están antes de cargarlas.',
  shallows: () => 'Con una caja pesada en la bodega, el buque no puede pasar por un canal poco profundo.',
  'one-way': () => 'Algunos canales van en un solo sentido; la carta los marca con ">".',
  permits: () =>
    'Descargar en un atracadero exige un permiso para ese atracadero. Se pide una vez, desde cualquier lugar, y no caduca.',
}

const CRATE = { crate: 'Número de una caja, por ejemplo C-101.' }
const NEIGHBOUR = { to: 'Nombre de un atracadero al que lleva un canal desde donde estás.' }

/** The harbour in Spanish. */
export const SPANISH: OtherWords = {
  language: 'es',
  shared: [
    'Gobiernas un buque de carga en un puerto. Los atracaderos están unidos por canales. Solo actúas mediante herramientas, paso a paso.',
    'En la bodega cabe una caja. Solo ves el atracadero en el que estás; del resto informan el manifiesto y la carta.',
    'Una caja cuenta como entregada cuando está de verdad en el atracadero al que va destinada.',
    'Una caja marcada con "after" y otra caja no se libera ni puede cargarse hasta que esa otra esté entregada.',
  ],
  rule: (kind, facts) => RULES[kind](facts),
  listed: 'Entrega estas cajas en sus destinos:',
  manifest: (crates, pages) =>
    `Entrega cada caja del manifiesto en su destino: ${crates} cajas en ${pages} ${pages === 1 ? 'página' : 'páginas'}.`,
  crate(crate) {
    const { id, at, bound, isHeavy, needsInspection, after } = crate
    const where = at === ABOARD ? 'a bordo' : isDelivered(crate) ? `entregada en ${at}` : `en ${at}`
    const marks = [
      isHeavy ? ', pesada' : '',
      needsInspection ? ', tiene que inspeccionarse' : '',
      after === undefined ? '' : `, después de ${after}`,
    ]
    return `${id}: ${where}, con destino a ${bound}${marks.join('')}`
  },
  close: 'Cuando hayas terminado, llama a finish e informa del resultado.',
  tools: {
    look: {
      description:
        'Mirar alrededor desde el puente: tu atracadero, la bodega, las cajas que hay aquí y los canales que salen de aquí.',
    },
    chart: {
      description:
        'Leer la carta: todos los canales del puerto, con esclusas, aguas poco profundas, canales de un solo sentido y cierres.',
    },
    manifest: {
      description: 'Leer una página del manifiesto: hasta diez cajas con su lugar actual y su destino.',
      parameters: { page: 'Número de la página, desde 1.' },
    },
    find_crate: {
      description: 'Preguntar a la oficina del puerto por una caja: su lugar actual y su destino.',
      parameters: CRATE,
    },
    move: { description: 'Navegar por un canal hasta un atracadero vecino.', parameters: NEIGHBOUR },
    tow: {
      description:
        'Hacer que el remolcador lleve el buque por un canal hasta un atracadero vecino. Más lento que navegar, las mismas reglas.',
      parameters: NEIGHBOUR,
    },
    load: {
      description: 'Izar con la grúa una caja que está en tu atracadero a la bodega vacía. En la bodega cabe una caja.',
      parameters: CRATE,
    },
    winch_aboard: {
      description:
        'Subir con el cabrestante una caja que está en tu atracadero a la bodega vacía. Las mismas reglas que con la grúa.',
      parameters: CRATE,
    },
    unload: { description: 'Dejar la caja de la bodega en el atracadero donde estás.', parameters: CRATE },
    buy_pass: {
      description:
        'Comprar por radio un pase para una esclusa, desde cualquier lugar. Un pase permite algunos cruces; siempre hay un camino que la rodea.',
      parameters: { lock: 'Nombre de la esclusa, por ejemplo Red.' },
    },
    reset_crane: {
      description: 'Reiniciar la grúa y el cabrestante, que vuelven a disponer de todos sus izados.',
    },
    inspect: {
      description:
        'Hacer que la aduana inspeccione una caja que está en tu atracadero. Las cajas que lo necesitan no pueden cargarse antes.',
      parameters: CRATE,
    },
    request_permit: {
      description:
        'Pedir el permiso para descargar en un atracadero, desde cualquier lugar. Un permiso vale para siempre.',
      parameters: { berth: 'Nombre del atracadero.' },
    },
  },
}
