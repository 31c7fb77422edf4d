import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keepingRules } from '#contract/keeping.ts'
import { renderPersonNotice } from './document/render.ts'
import { sampleNoticeParameters } from './document/sample-parameters.ts'
import { currentVersion } from './document/versions.ts'
import { promisedKeeping } from './keeping.ts'

const noticeWith = (language: 'nl' | 'en') =>
  renderPersonNotice({ version: currentVersion, language, parameters: { ...sampleNoticeParameters, ...promisedKeeping } })

test('the notice names every period that concerns a person, as the rule says', () => {
  const concerning = ['sessions', 'bookings', 'notices', 'requests', 'trail', 'looks'] as const
  for (const language of ['nl', 'en'] as const) {
    const howLong = noticeWith(language).items.map((item) => item.howLong)
    const periods = howLong.flatMap((sentence) => sentence.match(/^\d+(?= (?:dagen|days))/) ?? []).map(Number)
    const promised = concerning.map((rule): number => keepingRules[rule].mostDays)
    assert.deepEqual(periods.toSorted((one, other) => one - other), promised.toSorted((one, other) => one - other))
  }
})

test('the trail is promised for two years with the person, not for as long as the agreement lasts', () => {
  assert.match(noticeWith('nl').text, /Hoe lang: 730 dagen met je naam erbij\. Daarna blijft alleen een bewijs/)
  assert.match(noticeWith('en').text, /How long: 730 days with your name\. After that only a proof/)
})
