import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StartError } from '../errors.ts'
import { folderError, postgresFailure } from './failures.ts'

const sentenceOf = (code: string): string => {
  const made = folderError(Object.assign(new Error('write'), { code }), '/data')
  assert.ok(made instanceof StartError)
  return made.message
}

test('a full, a read-only and a foreign folder each get their own sentence', () => {
  assert.match(sentenceOf('ENOSPC'), /full: make room/)
  assert.match(sentenceOf('EROFS'), /read-only/)
  assert.match(sentenceOf('EACCES'), /may not be written by this user/)
})

test('an error that is no word about the folder stays what it is', () => {
  const bug = new TypeError('x is undefined')
  assert.equal(folderError(bug, '/data'), bug)
})

test('a full disk is recognised in what PostgreSQL wrote', () => {
  const output = 'LOG:  starting\nFATAL:  could not write lock file "postmaster.pid": No space left on device\n'
  assert.match(postgresFailure(output, '/data').message, /disk of the data folder \/data is full/)
})

test('a lack of semaphores or shared memory is not mistaken for a full disk', () => {
  const output = 'FATAL:  could not create semaphores: No space left on device\n'
  assert.match(postgresFailure(output, '/data').message, /could not create semaphores/)
})

test('any other failure tells the last reason PostgreSQL gave, and where its log is', () => {
  const output = '2026-01-01 [1] FATAL:  first\n2026-01-01 [1] FATAL:  configuration file contains errors\n'
  assert.equal(
    postgresFailure(output, '/data', '/data/postgres.log').message,
    'PostgreSQL did not start in /data: configuration file contains errors. Its log is /data/postgres.log.',
  )
})
