import type { Readable } from 'node:stream'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import type { Storage } from './storage.ts'

const mebibyte = 1024 * 1024
/** An upload has at most 10,000 parts of at least 5 MiB: growing ones reach half a terabyte in constant memory. */
const partBytes = (part: number): number => (part <= 1000 ? 8 : 64) * mebibyte
const deletedAtOnce = 1000

/**
 * An S3-compatible bucket. Region and credentials come from the environment as the AWS SDK reads them (AWS_REGION, AWS_ACCESS_KEY_ID, …).
 * Replacing this file takes: whole objects or none, and a listing that shows an object once it was put.
 */
export const openS3 = (place: { bucket: string; prefix: string; endpoint: string | undefined }): Storage => {
  const { bucket: Bucket, prefix, endpoint } = place
  const client = new S3Client({
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true, region: process.env['AWS_REGION'] ?? 'us-east-1' }),
    // Other makers' stores do not all know the newer checksums; ours are inside the sealed content.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const keyOf = (name: string): string => (prefix === '' ? name : `${prefix}/${name}`)

  return {
    name: `s3://${Bucket}/${prefix}`,
    put: async (name, content) => {
      const Key = keyOf(name)
      let upload: string | undefined
      const done: { ETag: string | undefined; PartNumber: number }[] = []
      try {
        for await (const { bytes: Body, number: PartNumber, isLast } of parts(content)) {
          if (PartNumber === 1 && isLast) {
            await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: Body.length }))
            return
          }
          upload ??= (await client.send(new CreateMultipartUploadCommand({ Bucket, Key }))).UploadId
          const sent = await client.send(new UploadPartCommand({ Bucket, Key, UploadId: upload, PartNumber, Body, ContentLength: Body.length }))
          done.push({ ETag: sent.ETag, PartNumber })
        }
        await client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId: upload, MultipartUpload: { Parts: done } }))
      } catch (error) {
        if (upload !== undefined) {
          await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: upload })).catch(() => {})
        }
        throw error
      }
    },
    get: async (name) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: keyOf(name) }))
        return Body as Readable
      } catch (error) {
        if (error instanceof NoSuchKey) return null
        throw error
      }
    },
    list: async (start) => {
      const names: string[] = []
      for (let token: string | undefined; ; ) {
        const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: keyOf(start), ContinuationToken: token }))
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) names.push(Key.slice(keyOf('').length))
        token = page.NextContinuationToken
        if (page.IsTruncated !== true || token === undefined) return names.toSorted()
      }
    },
    remove: async (names) => {
      for (let from = 0; from < names.length; from += deletedAtOnce) {
        const Objects = names.slice(from, from + deletedAtOnce).map((name) => ({ Key: keyOf(name) }))
        const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }))
        if (Errors[0] !== undefined) throw new Error(`${Errors[0].Key ?? 'an object'} could not be removed: ${Errors[0].Code ?? 'no reason given'}`)
      }
    },
    keepsRemoved: async () => {
      const status = await client.send(new GetBucketVersioningCommand({ Bucket })).then(
        (answer) => answer.Status,
        // Not every store knows the question, and not every key may ask it.
        () => undefined,
      )
      if (status === 'Enabled') return `the bucket ${Bucket} keeps old versions of what is removed (object versioning is on)`
      if (status !== 'Suspended') return null
      const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: keyOf('') }))
      return Versions.some((each) => each.IsLatest === false) ? `the bucket ${Bucket} still holds old versions of what was removed` : null
    },
  }
}

/** Always at least one, of which only the last may be short. */
async function* parts(content: AsyncIterable<Uint8Array>): AsyncGenerator<{ bytes: Buffer; number: number; isLast: boolean }> {
  let waiting: Uint8Array[] = []
  let size = 0
  let number = 1
  for await (const piece of content) {
    waiting.push(piece)
    size += piece.length
    while (size > partBytes(number)) {
      const all = Buffer.concat(waiting)
      const cut = partBytes(number)
      yield { bytes: all.subarray(0, cut), number, isLast: false }
      number += 1
      waiting = [all.subarray(cut)]
      size -= cut
    }
  }
  yield { bytes: Buffer.concat(waiting), number, isLast: true }
}
