import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from '#properties'
import { Refusal } from '#kernel/errors.ts'
import { judgePassword } from './password-rules.ts'

const own = ['Wilhelmina Oosterdijk', 'w.oosterdijk@waterschap-proefsloot.example', 'Waterschap Proefsloot']
const verdict = async (password: string): Promise<string> => {
  try {
    await judgePassword(password, own)
    return 'good'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

test('fewer than 15 characters are too few, whatever they are; a letter with its accent counts once', async () => {
  assert.equal(await verdict('Xk9#vTq2!mZp4r'), 'password_too_short')
  assert.equal(await verdict('e\u0301'.repeat(14)), 'password_too_short')
  assert.equal(await verdict('Xk9#vTq2!mZp4rW'), 'good')
})

test('well-known passwords are refused, also doubled, with signs for letters or a number behind', async () => {
  for (const password of [
    'passwordpassword',
    'Password12345678',
    'P@ssw0rdP@ssw0rd',
    'welkom-welkom-123',
    'monkeydragon2026',
    'sunshinesunshine1',
    'verantwoordelijkheid',
  ]) {
    assert.equal(await verdict(password), 'password_too_common', password)
  }
})

test('a short piece over and over and runs of keys are refused', async () => {
  for (const password of [
    'aaaaaaaaaaaaaaaa',
    'xqzxqzxqzxqzxqzx',
    '123456789012345',
    '987654321098765',
    'abcdefghijklmnopq',
    'qwertyuiopasdfgh',
    'azertyuiopqsdfgh',
  ]) {
    assert.equal(await verdict(password), 'password_too_common', password)
  }
})

test('the person’s own name, address and organisation are refused', async () => {
  for (const password of [
    'wilhelmina-oosterdijk',
    'Oosterdijk2026!!',
    'waterschapproefsloot',
    'Proefsloot-Oosterdijk-1',
    'wilhelmina oosterdijk waterschap proefsloot',
    'Welkom bij Proefsloot',
  ]) {
    assert.equal(await verdict(password), 'password_too_common', password)
  }
})

test('phrases of several words pass without any digit or sign, and so do all characters', async () => {
  for (const password of [
    'reiger wacht op vis',
    'correct horse battery staple',
    'oosterdijk fietst graag door de regen',
    'drie keer bellen ☎ voor de sluis',
    '839201748392017466',
    'ключ от старой мельницы',
  ]) {
    assert.equal(await verdict(password), 'good', password)
  }
})

test('a random password is never refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 15, max: 48 }), async (length) => {
      assert.equal(await verdict(randomBytes(length).toString('base64url')), 'good')
    }),
  )
})

test('the longest passwords are judged without an endless search', async () => {
  // Each letter can begin many words here; trying every division would outlast the test.
  for (const password of [`${'dedes'.repeat(51)}q`, `${'abc1'.repeat(63)}xq`, `${'aaab'.repeat(63)}xq`]) {
    assert.equal(await verdict(password), 'good', password)
  }
})
