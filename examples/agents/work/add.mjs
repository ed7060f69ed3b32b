/** Adds two numbers. */
export const add = (a, b) => a - b
