import { acts } from './acts.ts'
import { data } from './data.ts'
import { desk } from './desk.ts'
import { ending } from './ending.ts'
import { names } from './names.ts'
import { papers } from './papers.ts'
import { trail } from './trail.ts'

/** Words of the screens about data: mine, the privacy desk, the papers, the end. Loaded with the first of them. */
export const words = { acts, data, desk, ending, names, papers, trail }
