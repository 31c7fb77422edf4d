export { PeopleImport } from './PeopleImport.tsx'
export { Provisioning } from './Provisioning.tsx'
