export { declaration } from './personal-data.ts'
