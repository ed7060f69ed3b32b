// Measures the models of the zoo on samples that none of them has seen, and writes what comes of it onto their cards, into
// zoo/measured.json and into the tables of zoo/README.md: npm run zoo:measure; with names, onto the cards of these alone;
// with --rebuilt, what was made again, into zoo/rebuilt.json and its table, and where a training anew is expected onto the
// cards of what was not.
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import {
  analyseOutcomes,
  auditInterventions,
  estimatePairedDifference,
  type Intervention,
  type OutcomeRow,
  pairByTask,
  type TaskForm,
  wilson,
} from 'leadline'
import { openZoo, ZOO_CONTROLS, ZOO_NAMES, type ZooModel } from '../index.js'
import { type MeasuredSuccess, packageFolder, readCard, WEIGHTS_FOLDER } from '../weights.js'
import type { Measured, MeasuredDifference, MeasuredModel, MeasuredPair, Share } from './measured.js'
import { withRebuilt, withTables } from './measured-tables.js'
import { cellsOf, type Rebuilt, type RebuiltModel, withAnew } from './rebuilt.js'
import { LEVEL, LIMITS, runModel } from './run-model.js'
import { refuse, wrongName } from './wanted.js'

const COMMAND = 'zoo:measure'
const REBUILT = '--rebuilt'

/** Seeds the samples: lessons are seeded by small numbers, never by this. */
const SEED = 20_270_101
const REFERENCE = 'teacher'
const FORMS: readonly TaskForm[] = [
  { stratum: 'narrow', size: 10, samples: 100 },
  { stratum: 'narrow', size: 20, samples: 100 },
  { stratum: 'narrow', size: 24, samples: 100 },
  { stratum: 'long', size: 40, samples: 25 },
  { stratum: 'long', size: 60, samples: 25 },
  { stratum: 'long', size: 200, samples: 4 },
]
/** For each control: there are many of them, and how well they do is not what they are there for. */
const FORMS_OF_CONTROLS: readonly TaskForm[] = [
  { stratum: 'narrow', size: 10, samples: 25 },
  { stratum: 'narrow', size: 20, samples: 25 },
  { stratum: 'narrow', size: 24, samples: 25 },
  { stratum: 'long', size: 60, samples: 6 },
]
/** The form that stands for long work where two models are held against each other. */
const LONG_SIZE = 60
/** Short work, each sample under every intervention. */
const PROBED: readonly TaskForm[] = [{ stratum: 'narrow', size: 12, samples: 8 }]

function shareOf(results: readonly boolean[]): Share {
  const [solved, trials] = [results.filter(Boolean).length, results.length]
  const { low, high } = trials === 0 ? { low: 0, high: 1 } : wilson(solved / trials, trials, LEVEL)
  return { solved, trials, low, high }
}

/** Runs one model on forms, under interventions where there are any, and returns everything that was observed. */
async function run({ name, model }: ZooModel, forms: readonly TaskForm[], probes: readonly Intervention[]) {
  const aimed = probes.map((probe) => ({ intervention: probe.name, dose: probe.dose, trigger: 0.34 }))
  const { observe } = await runModel(model, { seed: SEED, forms, probes: aimed }, name)
  return await observe()
}

function isOfForm({ stratum, size }: Pick<TaskForm, 'stratum' | 'size'>) {
  return ({ task }: OutcomeRow) => task.includes(`/${stratum}/${size}/`)
}

function writeCompetence(name: string, competence: readonly MeasuredSuccess[]): void {
  const card = { ...readCard(name), competence }
  writeFileSync(join(WEIGHTS_FOLDER, `${name}.json`), `${JSON.stringify(card, undefined, 2)}\n`)
}

/** What a model can do on undisturbed work, and every row of it. */
async function measureCompetence(zooModel: ZooModel) {
  const forms = ZOO_CONTROLS.includes(zooModel.name) ? FORMS_OF_CONTROLS : FORMS
  const { rows } = await run(zooModel, forms, [])
  const competence = forms.map(({ stratum, size }) => {
    const own = rows.filter(isOfForm({ stratum, size }))
    return { size, stratum, ...shareOf(own.map(({ outcome }) => outcome.kind === 'solved')) }
  })
  writeCompetence(zooModel.name, competence)
  const words = competence.map(({ size, solved, trials }) => `${size}: ${solved}/${trials}`)
  process.stderr.write(`${new Date().toISOString()} ${zooModel.name}  ${words.join('  ')}\n`)
  return { competence, rows }
}

async function measureUnderInterventions(zooModel: ZooModel): Promise<MeasuredModel['interventions']> {
  const { pairs } = await run(zooModel, PROBED, auditInterventions)
  return auditInterventions.map(({ name }) => {
    const own = pairs.filter((pair) => pair.intervention === name && pair.delivery === 'delivered' && pair.sham === 1)
    const adapted = own.map(({ behaviour }) => behaviour?.main.behaviour === 'adapts')
    return { intervention: name, solved: shareOf(own.map(({ varied }) => varied === 1)), adapted: shareOf(adapted) }
  })
}

const share = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** What sets a model apart from the reference, sample by sample. */
function compare(system: string, rows: readonly OutcomeRow[]): MeasuredPair {
  const [own, reference] = [system, REFERENCE].map((name) => rows.filter((row) => row.system === name))
  const differenceIn = (forms: readonly TaskForm[]): MeasuredDifference => {
    const inForms = (all: readonly OutcomeRow[] = []) => all.filter((row) => forms.some((form) => isOfForm(form)(row)))
    const values = pairByTask(inForms(reference), inForms(own)).map((task) => ({
      cluster: task.task,
      value: share(task.reference) - share(task.system),
    }))
    const { estimate } = estimatePairedDifference(values, { level: LEVEL })
    if (estimate.kind !== 'determined') throw new Error(`${system} cannot be held against ${REFERENCE}`)
    return { behind: estimate.value, low: estimate.low, high: estimate.high, samples: values.length }
  }
  const narrow = FORMS.filter(({ stratum }) => stratum === 'narrow')
  const long = FORMS.filter(({ size }) => size === LONG_SIZE)
  const counted = rows.filter((row) => [...narrow, ...long].some((form) => isOfForm(form)(row)))
  const { shadows } = analyseOutcomes(
    counted.filter((row) => row.system === system || row.system === REFERENCE),
    { reference: REFERENCE, contrast: 'longer-work', level: LEVEL, margin: 0.1, seed: SEED },
  )
  const found = shadows.find((entry) => entry.system === system)
  if (found?.shadow.kind !== 'determined') throw new Error(`the shadow of ${system} cannot be told`)
  const { value, low, high } = found.shadow
  const shadow = { value, low, high, verdict: found.verdict.kind }
  return { system, narrow: differenceIn(narrow), long: differenceIn(long), shadow }
}

async function open(name: string): Promise<ZooModel> {
  const [zooModel] = await openZoo([name])
  if (zooModel === undefined) throw new Error(`the zoo opened nothing for ${name}`)
  return zooModel
}

/** Measures the whole family. */
async function measureFamily(): Promise<Measured> {
  const models: MeasuredModel[] = []
  const all: OutcomeRow[] = []
  for (const name of ZOO_NAMES) {
    const zooModel = await open(name)
    const { competence, rows } = await measureCompetence(zooModel)
    models.push({ name, competence, interventions: await measureUnderInterventions(zooModel) })
    all.push(...rows)
  }
  const others = ZOO_NAMES.filter((name) => name !== REFERENCE)
  return { seed: SEED, level: LEVEL, limits: LIMITS, models, pairs: others.map((system) => compare(system, all)) }
}

/** What is said of models that were made again: all of them are measured that lie here and are not those of the record. */
async function measureMaking(kept: Measured): Promise<RebuiltModel[]> {
  const isKept = ({ name, competence }: MeasuredModel) =>
    JSON.stringify(withoutAnew(readCard(name).competence)) === JSON.stringify(competence)
  const models: RebuiltModel[] = []
  for (const { name } of kept.models.filter((model) => !isKept(model))) {
    const competence = readCard(name).competence ?? (await measureCompetence(await open(name))).competence
    models.push({ name, sha256: readCard(name).sha256, competence })
  }
  return models
}

const withoutAnew = (competence: readonly MeasuredSuccess[] = []) => competence.map(({ anew: _, ...form }) => form)

/** Writes the table of what was made again, and where a training anew is expected onto the cards of what is kept. */
async function writeRebuilt(measured: Measured): Promise<void> {
  const known: Rebuilt = JSON.parse(readFileSync(files.rebuilt, 'utf8'))
  const models = await measureMaking(measured)
  const making = { processor: cpus()[0]?.model ?? 'unknown', models }
  const isNew = models.length > 0 && !known.makings.some((one) => JSON.stringify(one.models) === JSON.stringify(models))
  const rebuilt = isNew ? { makings: [...known.makings, making] } : known
  writeFileSync(files.rebuilt, `${JSON.stringify(rebuilt, undefined, 1)}\n`)
  writeFileSync(files.readme, withRebuilt(readFileSync(files.readme, 'utf8'), measured, rebuilt))
  const cells = cellsOf(measured, rebuilt)
  for (const { name, competence } of measured.models)
    if (models.every((model) => model.name !== name)) writeCompetence(name, withAnew(competence, name, cells))
}

const files = {
  measured: join(packageFolder(), 'zoo/measured.json'),
  rebuilt: join(packageFolder(), 'zoo/rebuilt.json'),
  readme: join(packageFolder(), 'zoo/README.md'),
}
const wanted = process.argv.slice(2)
const wrong = wrongName(wanted, [...ZOO_NAMES, ...ZOO_CONTROLS], [REBUILT])
if (wrong !== undefined) refuse(COMMAND, wrong)
if (wanted.length === 0) {
  const measured = await measureFamily()
  writeFileSync(files.measured, `${JSON.stringify(measured, undefined, 1)}\n`)
  writeFileSync(files.readme, withTables(readFileSync(files.readme, 'utf8'), measured))
  await writeRebuilt(measured)
} else if (wanted[0] === REBUILT) await writeRebuilt(JSON.parse(readFileSync(files.measured, 'utf8')))
else for (const name of wanted) await measureCompetence(await open(name))
