/** The configuration that is read where none is named; the same name in JSON will do. */
export const DEFAULT_CONFIG = 'leadline.config.ts'
