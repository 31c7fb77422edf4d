// Loaded together: a privacy officer goes from one to the other.
export { DataSubjects } from './DataSubjects.tsx'
export { Holds } from './Holds.tsx'
export { Keeping } from './Keeping.tsx'
export { Person } from './Person.tsx'
export { Requests } from './Requests.tsx'
export { Trail } from './Trail.tsx'
