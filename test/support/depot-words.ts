import type { Translation } from '../../src/domain/index.js'

const PARCEL = { parcel: 'Das Paket.' }
const TO = { to: 'Der Ort.' }

/** The depot in German; names of parcels and places stand as they are. */
export const GERMAN: Translation = {
  language: 'de',
  instructions: 'Du lenkst einen Wagen in einem Depot. Er trägt ein Paket auf einmal.',
  goal: 'Bringe red in den yard, blue in das dock und green in die hall.',
  tools: {
    look: { description: 'Wo der Wagen ist und welche Wege offen sind.' },
    list_parcels: { description: 'Alle Pakete mit Ort und Ziel.' },
    find_parcel: { description: 'Der Ort eines Pakets; list_parcels zeigt alle.', parameters: PARCEL },
    drive: { description: 'Fährt den Wagen an einen benachbarten Ort.', parameters: TO },
    push: { description: 'Schiebt den Wagen von Hand an einen benachbarten Ort.', parameters: TO },
    load: { description: 'Lädt ein Paket auf, das dort ist, wo der Wagen steht.', parameters: PARCEL },
    unload: { description: 'Setzt das geladene Paket ab.' },
  },
}
