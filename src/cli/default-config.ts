/** The configuration that is read where none is named; the same name in JSON will do. */
export const DEFAULT_CONFIG = 'leadline.config.ts'

/** Where records and reports go, and are looked for, where no folder is named. */
export const DEFAULT_FOLDER = '.leadline'
