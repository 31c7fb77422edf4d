import type { Clock } from './envelope.ts'

/** A clock that is not set shows 1970 or its firmware's date; LoRaWAN 1.0 is of January 2015. */
const lorawanExistsMs = Date.UTC(2015, 0, 1)
/** Network server and we may differ by this much. */
const serverToleranceMs = 60_000
/** A gateway that is ahead of the network server by more has a wrong clock. */
const gatewayToleranceMs = 5_000
/** A gateway that was cut off keeps frames and hands them in later, with its own time of reception. */
const longestBufferingMs = 24 * 3_600_000

export type Reception = { receivedAt: Temporal.Instant; clock: Clock }

/** RFC 3339; undefined when the text is no instant. */
const instant = (text: string | undefined): Temporal.Instant | undefined => {
  if (text === undefined || text.length > 40) return undefined
  try {
    return Temporal.Instant.from(text)
  } catch {
    return undefined
  }
}

const plausible = (time: Temporal.Instant | undefined, arrivedAt: Temporal.Instant): time is Temporal.Instant =>
  time !== undefined
  && time.epochMilliseconds >= lorawanExistsMs
  && time.epochMilliseconds <= arrivedAt.epochMilliseconds + serverToleranceMs

/**
 * When a frame was in the air. A gateway's time is the best one, since a gateway that was cut off delivers late; but
 * gateways' clocks may be wrong (no time server, a battery dead). So: the gateway time nearest to the network
 * server's, when it is at most a day before it and at most 5 s after it, never later than the server's own; otherwise
 * the server's; and when the server's is missing or ahead of ours, the arrival here. A gateway clock that is slow by
 * minutes or hours cannot be told from late delivery by one message alone.
 */
export const receptionTime = (
  gatewayTimes: readonly (string | undefined)[],
  serverTime: string | undefined,
  arrivedAt: Temporal.Instant,
): Reception => {
  const server = instant(serverTime)
  const reference: Reception = plausible(server, arrivedAt)
    ? { receivedAt: server, clock: 'server' }
    : { receivedAt: arrivedAt, clock: 'arrival' }
  const referenceMs = reference.receivedAt.epochMilliseconds
  let nearest: Temporal.Instant | undefined
  let nearestMs = Number.POSITIVE_INFINITY
  for (const text of gatewayTimes) {
    const time = instant(text)
    if (time === undefined) continue
    const aheadMs = time.epochMilliseconds - referenceMs
    if (aheadMs > gatewayToleranceMs || aheadMs < -longestBufferingMs || Math.abs(aheadMs) >= nearestMs) continue
    nearest = time
    nearestMs = Math.abs(aheadMs)
  }
  if (nearest === undefined || Temporal.Instant.compare(nearest, reference.receivedAt) > 0) return reference
  return { receivedAt: nearest, clock: 'gateway' }
}

/** A sender that names the time itself: taken unless it lies ahead of our clock or before LoRaWAN. */
export const senderTime = (text: string | undefined, arrivedAt: Temporal.Instant): Reception => {
  const time = instant(text)
  if (plausible(time, arrivedAt)) return { receivedAt: time, clock: 'sender' }
  return { receivedAt: arrivedAt, clock: 'arrival' }
}
