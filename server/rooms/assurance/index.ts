/** That what was promised is so: access reviews, in which each granted right is confirmed or lapses (G6.2g). */
export { figures } from './figures.ts'
export { jobs } from './jobs.ts'
export { declaration } from './personal-data.ts'
export { onReviewTold, reviewTold } from './told.ts'
export { routes } from './routes.ts'
