import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lockFindings } from './lock.ts'

const manifest = { dependencies: { vite: '8.3.8' }, optionalDependencies: { pg15: 'npm:@maker/pg-x64@15.18.0-beta.17' } }
const hash = { integrity: 'sha512-x' }
const packages = {
  '': manifest,
  'node_modules/vite': { version: '8.3.8', ...hash, dependencies: { inner: '^1.0.0' }, optionalDependencies: { 'vite-mac': '1' } },
  'node_modules/vite/node_modules/inner': { version: '1.2.0', ...hash, dependencies: { 'vite-mac': '1' } },
  'node_modules/vite-mac': { version: '1.0.0', ...hash },
  'node_modules/pg15': { version: '15.18.0-beta.17', ...hash },
}
const without = (path: string) => Object.fromEntries(Object.entries(packages).filter(([name]) => name !== path))

test('a whole lock with exact versions passes', () => {
  assert.deepEqual(lockFindings(manifest, { packages }), [])
})

test('an optional dependency that the lock left out is found', () => {
  const findings = lockFindings(manifest, { packages: without('node_modules/vite-mac') })
  assert.equal(findings.length, 2)
  assert.match(findings[0] ?? '', /^node_modules\/vite needs vite-mac, which package-lock\.json does not hold/)
})

test('a nested dependency that the lock left out is found', () => {
  const findings = lockFindings(manifest, { packages: without('node_modules/vite/node_modules/inner') })
  assert.match(findings.join('\n'), /^node_modules\/vite needs inner/)
})

test('a range is not an exact version', () => {
  for (const version of ['^8.3.8', '~8.3.8', '8', '8.x', '*', 'latest', '>=8.3.8', 'npm:vite@^8.3.8']) {
    const loose = { ...manifest, dependencies: { vite: version } }
    assert.deepEqual(lockFindings(loose, { packages: { ...packages, '': loose } }), [
      `package.json: vite is ${version}: pin one exact version`,
    ])
  }
})

test('a lock older than package.json is found', () => {
  const newer = { ...manifest, dependencies: { vite: '8.3.9' } }
  assert.match(lockFindings(newer, { packages }).join('\n'), /has vite as 8\.3\.8, package\.json as 8\.3\.9/)
})

test('a registry host and a missing hash are found', () => {
  const bad = { ...packages, 'node_modules/vite-mac': { version: '1.0.0', resolved: 'https://registry.example/x.tgz' } }
  assert.deepEqual(lockFindings(manifest, { packages: bad }), [
    'node_modules/vite-mac has no integrity hash in package-lock.json',
    'node_modules/vite-mac names its registry in package-lock.json: install with --omit-lockfile-registry-resolved',
  ])
})
