import fc from 'fast-check'

// The same examples at every run: a failure belongs to the change that caused it, and shows again on every machine. FC_SEED=random (or a number) looks
// for other ones.
const wanted = process.env['FC_SEED']
if (wanted !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted ?? 20_261_122) })

export default fc
