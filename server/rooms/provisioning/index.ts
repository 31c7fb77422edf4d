/** How people come in by the list (CSV) and by the organisation's own directory (SCIM 2.0), and how they leave again. */
export { declaration } from './personal-data.ts'
export { jobs } from './jobs.ts'
export { routes } from './routes.ts'
export { scimProtocol } from './scim/protocol.ts'
