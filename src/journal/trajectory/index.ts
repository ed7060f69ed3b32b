export { readTrajectories, readTrajectory } from './trajectory.js'
