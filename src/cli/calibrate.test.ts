import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { CALIBRATION_DOCUMENT } from '../../test/support/calibration-document.js'
import { emptyFolder } from '../../test/support/command.js'
import { writeCalibrationPage } from './calibrate.js'
import { CALIBRATION_SIZES } from './calibration-setup.js'
import { openZooCheck, ZOO_SYSTEMS } from './zoo-check.js'

test('the page shows pictures that were written beside it', () => {
  const page = join(emptyFolder(), 'page.md')
  writeCalibrationPage(page, CALIBRATION_DOCUMENT, 'a machine')
  const shown = [...readFileSync(page, 'utf8').matchAll(/src(?:set)?="([^"]+)"/g)].flatMap(([, path]) => path ?? [])
  expect(shown).toEqual(['pictures/calibration-dark.svg', 'pictures/calibration-light.svg'])
  expect(shown.filter((path) => !existsSync(join(dirname(page), path)))).toEqual([])
})

test('both sizes hold null pairs and true pairs against the reference, the full one everything there is', async () => {
  const { short, full } = CALIBRATION_SIZES
  expect(full.zoo.others).toEqual(ZOO_SYSTEMS)
  expect(short.zoo.others).toEqual(expect.arrayContaining(['teacher-again', 'student-narrow']))
  await expect(openZooCheck(short.zoo)).resolves.toBeTypeOf('function')
})
