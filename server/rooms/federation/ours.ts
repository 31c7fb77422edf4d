import { apiPrefix } from '#contract/api.ts'
import { finishOidc, getSamlMetadata, receiveLogoutToken, receiveSamlResponse } from '#contract/endpoints/sso.ts'
import type { OrganisationId, ProviderId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'

export type Ours = {
  readonly redirectUri: string | null
  readonly logoutUri: string | null
  readonly entityId: string | null
  readonly acsUrl: string | null
}

/** Our own addresses for one provider. Each provider has others: an answer that one of them gave is worth nothing at the door of another (RFC 9700 §4.4). */
export const oursOf = (
  { publicUrl }: Pick<Kernel, 'publicUrl'>,
  organisation: OrganisationId,
  { id, kind }: { readonly id: ProviderId; readonly kind: 'oidc' | 'saml' },
): Ours => {
  const url = ({ path }: { readonly path: string }) =>
    `${publicUrl}${apiPrefix}${path.replace('{organisationId}', organisation).replace('{providerId}', id)}`
  return kind === 'oidc'
    ? { redirectUri: url(finishOidc), logoutUri: url(receiveLogoutToken), entityId: null, acsUrl: null }
    : { redirectUri: null, logoutUri: null, entityId: url(getSamlMetadata), acsUrl: url(receiveSamlResponse) }
}
