// Loaded together: who opens one of these mostly goes on to another.
export { Correct } from './Correct.tsx'
export { Erase } from './Erase.tsx'
export { Freeze } from './Freeze.tsx'
export { MyData } from './MyData.tsx'
export { Receipt } from './Receipt.tsx'
export { Take } from './Take.tsx'
