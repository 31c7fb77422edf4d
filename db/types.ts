// Generated from the schema by `npm run schema`. Do not edit.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/** Read as Temporal.Instant, written as one or as RFC 3339 text. */
type Instant = ColumnType<Temporal.Instant, Temporal.Instant | string, Temporal.Instant | string>
/** Range text; read its ends with lower() and upper(). */
type Range = string
/** Read parsed, written as JSON text. */
type Json = ColumnType<unknown, string, string>
type GeneratedJson = ColumnType<unknown, string | undefined, string>

export type Database = {
  access_reviews: {
    organisation_id: string
    id: string
    started_at: Instant
    due_at: Instant
    closed_at: Instant | null
    started_by: string | null
    told: Generated<string>
  }
  access_tokens: {
    organisation_id: string
    id: string
    kind: string
    token_hash: Buffer
    approval_id: string
    approval_kind: string
    client_id: string | null
    client_slot: number | null
    person_id: string | null
    name_sealed: Buffer | null
    purposes: string[]
    categories: string[]
    addresses: string[]
    created_at: Instant
    ends_at: Instant
    last_used_on: string | null
    revoked_at: Instant | null
    confirmed_at: Instant | null
  }
  agreements: {
    organisation_id: string
    id: string
    version: string
    language: string
    text_hash: string
    parameters: Json
    formed_by: string
    accepted_by: string | null
    accepted_at: Instant
    warranted_lawful: boolean
    ended_at: Instant | null
  }
  api_clients: {
    organisation_id: string
    id: string
    approval_id: string
    approval_kind: string
    name: string
    created_at: Instant
    revoked_at: Instant | null
    last_used_on: string | null
    confirmed_at: Instant | null
  }
  approvals: {
    organisation_id: string
    id: string
    kind: string
    party_name: string
    party_contact: string
    party_country: string
    transfer_ground: string | null
    purposes: string[]
    categories: string[]
    addresses: string[]
    approved_at: Instant
    ends_at: Instant
    accepted_by: string | null
    text_version: string
    text_language: string
    text_hash: string
    note: string
    renews: string | null
    revoked_at: Instant | null
    revoked_by: string | null
    confirmed_at: Instant | null
  }
  attempt_throttle: {
    key: Buffer
    failures: number
    last_failure_at: Instant
    blocked_until: Instant
  }
  booking_cards: {
    organisation_id: string | null
    booking_id: string | null
    person_id: string | null
    status: string | null
    from_at: Instant | null
    to_at: Instant | null
    held_until: Instant | null
    checked_in_at: Instant | null
    workspace_id: string | null
    workspace_name: string | null
    kind: string | null
    zone_name: string | null
    floor_id: string | null
    floor_name: string | null
    location_id: string | null
    location_name: string | null
    time_zone: string | null
  }
  bookings: {
    organisation_id: string
    id: string
    workspace_id: string
    kind: string
    person_id: string | null
    during: Range
    status: string
    held_until: Instant
    checked_in_at: Instant | null
    checked_in_by: string | null
    ended_at: Instant | null
    reminded_at: Instant | null
    created_at: Instant
    from_at: Generated<Instant>
    to_at: Generated<Instant>
    frozen: Generated<boolean>
  }
  break_glass_accounts: {
    organisation_id: string
    person_id: string
    since: Instant
  }
  challenges: {
    hash: Buffer
    kind: string
    bound_to: Buffer | null
    expires_at: Instant
  }
  client_secrets: {
    organisation_id: string
    client_id: string
    slot: number
    secret_hash: Buffer
    created_at: Instant
    ends_at: Instant
    last_used_on: string | null
  }
  climate_now: {
    organisation_id: string
    device_id: string
    link_id: string
    at: Instant
    temperature_c: number | null
    humidity_pct: number | null
    co2_ppm: number | null
    pressure_hpa: number | null
    tvoc_iaq: number | null
    state: string
  }
  closed_days: {
    organisation_id: string
    location_id: string
    date: string
    reason: string
  }
  credentials: {
    organisation_id: string
    person_id: string
    password_hash: string
    changed_at: Instant
  }
  current_bookings: {
    organisation_id: string | null
    booking_id: string | null
    workspace_id: string | null
    person_id: string | null
    kind: string | null
    status: string | null
    from_at: Instant | null
    to_at: Instant | null
    held_until: Instant | null
    checked_in_at: Instant | null
    checked_in_by: string | null
  }
  decoders: {
    organisation_id: string
    id: string
    model: string
    version: number
    source: string
    state: string
    tried_at: Instant | null
    created_at: Instant
  }
  device_frames: {
    organisation_id: string
    device_id: string
    frames: Generated<string>
    last_seen_at: Instant | null
    battery_pct: number | null
    battery_v: number | null
    battery_at: Instant | null
    battery_low: Generated<boolean>
    silent_after: Instant | null
    stuck: Generated<boolean>
  }
  device_links: {
    organisation_id: string
    id: string
    device_id: string
    region: Generated<number>
    workspace_id: string | null
    zone_id: string | null
    during: Range
  }
  devices: {
    organisation_id: string
    id: string
    dev_eui: string
    model: string
    kind: string
    name: string | null
    created_at: Instant
    retired_at: Instant | null
  }
  domain_directory: {
    domain_index: Buffer
    tenant_id: string
  }
  door_pairings: {
    code_hash: Buffer
    secret_hash: Buffer
    expires_at: Instant
    tenant_id: string | null
    workspace_id: string | null
  }
  doors: {
    organisation_id: string
    id: string
    workspace_id: string
    token_hash: Buffer
    paired_at: Instant
  }
  email_domains: {
    organisation_id: string
    id: string
    domain: string
    token: string
    self_join: Generated<boolean>
    claimed_at: Instant
    checked_at: Instant | null
    proven_at: Instant | null
    missing_since: Instant | null
  }
  endings: {
    id: string
    tenant_id: string
    name: string
    language: string
    told_at: Instant
    ends_at: Instant
    time_zone: string
    deadline_at: Instant
    withdrawn_at: Instant | null
    access_ended_at: Instant | null
    step: Generated<string>
    counts: GeneratedJson
    holds: GeneratedJson
    live_done_at: Instant | null
    journal_n: number | null
    trail_size: number | null
    trail_root: Buffer | null
    backups_gone_by: Instant | null
    backups_gone_at: Instant | null
    escalated: Generated<string[]>
    certified_at: Instant | null
    certificate: string | null
    link_hash: Buffer | null
  }
  erasures: {
    organisation_id: string
    id: string
    person_id: string | null
    request_id: string | null
    started_at: Instant
    step: string
    done_at: Instant | null
    counts: GeneratedJson
    journal_n: number | null
    link_hash: Buffer
    receipt: string | null
  }
  erasures_taken_in: {
    one: Generated<boolean>
    journal_n: number
    journal_head: string
  }
  federated_identities: {
    organisation_id: string
    provider_id: string
    subject_index: Buffer
    person_id: string
    linked_at: Instant
    used_at: Instant
  }
  federated_sessions: {
    organisation_id: string
    session_id: string
    provider_id: string
    person_id: string
    subject_index: Buffer
    sid_index: Buffer | null
  }
  files: {
    organisation_id: string
    id: string
    person_id: string | null
    room: string
    kind: string
    name: string
    media_type: string
    size: number | null
    sha256: Buffer | null
    created_at: Instant
    expires_at: Instant
  }
  floors: {
    organisation_id: string
    id: string
    location_id: string
    name: string
    level: number
    plan_kind: string | null
    plan: string | null
    plan_view_box: number[] | null
  }
  guest_stays: {
    organisation_id: string
    person_id: string
    location_id: string
    starts_at: Instant
    registered_by: string | null
  }
  holds: {
    organisation_id: string
    id: string
    person_id: string | null
    ground: string
    statute: string | null
    placed_by: string | null
    placed_at: Instant
    ends_at: Instant
    lifted_at: Instant | null
  }
  idempotency_keys: {
    organisation_id: string
    person_id: string
    key: string
    request_hash: Buffer
    answer: Json | null
    created_at: Instant
  }
  identity_providers: {
    organisation_id: string
    id: string
    kind: string
    name: string
    enabled: Generated<boolean>
    approval_id: string | null
    settings: Json
    secret_sealed: Buffer | null
    email_trusted: Generated<boolean>
    creates_people: Generated<boolean>
    added_at: Instant
    changed_at: Instant
    tried_at: Instant | null
  }
  invitations: {
    organisation_id: string
    person_id: string
    token_hash: Buffer
    expires_at: Instant
  }
  keeping_periods: {
    organisation_id: string
    rule: string
    days: number
    set_by: string | null
    set_at: Instant
  }
  keeping_runs: {
    organisation_id: string
    id: string
    rule: string
    started_at: Instant
    finished_at: Instant | null
    due_before: Instant
    rows_done: Generated<number>
    failure: string | null
  }
  locations: {
    organisation_id: string
    id: string
    name: string
    address: string
    latitude: number | null
    longitude: number | null
    time_zone: string
    opening_hours: Json
    desk_window_days: number
    room_window_days: number
    check_in_grace_minutes: number
    sensor_checks_in: boolean
  }
  mails: {
    organisation_id: string
    id: string
    person_id: string
    kind: string
    content_sealed: Buffer
    created_at: Instant
    attempts: Generated<number>
    next_attempt_at: Instant
    expires_at: Instant
  }
  notices: {
    organisation_id: string
    id: string
    person_id: string
    at: Instant
    kind: string
    booking_id: string | null
    read_at: Instant | null
    request_id: string | null
    visit_id: string | null
    review_id: string | null
  }
  occupied_intervals: {
    organisation_id: string
    device_id: string
    region: number
    from_at: Instant
    to_at: Instant | null
    what: string
    stuck: boolean
    link_id: string
    workspace_id: string | null
    zone_id: string | null
  }
  organisation_states: {
    organisation_id: string | null
    agreement_in_force: boolean | null
    formation_expires_at: Instant | null
    access_ended_at: Instant | null
  }
  organisations: {
    organisation_id: string
    name: string
    language: string
    created_at: Instant
    agreement_in_force_id: string | null
    formation_expires_at: Instant | null
    access_ended_at: Instant | null
  }
  outbox: {
    organisation_id: string
    id: GeneratedAlways<number>
    at: Generated<Instant>
    kind: string
    payload: Json
  }
  passkeys: {
    organisation_id: string
    id: string
    person_id: string
    name_sealed: Buffer
    credential_id: Buffer
    public_key: Buffer
    counter: number
    transports: string[]
    device_bound: boolean
    backed_up: boolean
    aaguid: string
    attestation: string | null
    created_at: Instant
    last_used_at: Instant | null
    disabled_at: Instant | null
  }
  people: {
    organisation_id: string
    id: string
    name_sealed: Buffer
    email_sealed: Buffer
    email_index: Buffer
    team_id: string | null
    visibility: Generated<string>
    language: string
    theme: Generated<string>
    formation: Generated<boolean>
    opted_in_at: Instant | null
    created_at: Instant
    restricted_at: Instant | null
    kind: Generated<string>
    access_until: Instant | null
    deactivated_at: Instant | null
  }
  people_counts: {
    organisation_id: string
    device_id: string
    from_at: Instant
    people: number | null
    link_id: string
    workspace_id: string | null
    zone_id: string | null
  }
  person_cards: {
    organisation_id: string | null
    person_id: string | null
    name_sealed: Buffer | null
    team_id: string | null
    visibility: string | null
  }
  person_states: {
    organisation_id: string | null
    person_id: string | null
    team_id: string | null
    language: string | null
    opted_in_at: Instant | null
    restricted_at: Instant | null
    kind: string | null
    access_until: Instant | null
    deactivated_at: Instant | null
  }
  place_locations: {
    organisation_id: string | null
    place_id: string | null
    location_id: string | null
  }
  presence: {
    organisation_id: string
    device_id: string
    region: number
    link_id: string
    occupied: boolean | null
    since_at: Instant | null
    holds_until: Instant | null
    unknown_from: Instant | null
    stuck: boolean
    people: number | null
    people_until: Instant | null
    state: string
  }
  privacy_notice_acceptances: {
    organisation_id: string
    person_id: string
    version: string
    language: string
    text_hash: string
    accepted_at: Instant
  }
  provider_groups: {
    organisation_id: string
    provider_id: string
    place: number
    group_name: string
    role: string | null
    location_id: string | null
    team_id: string | null
    set_by: string | null
  }
  readings: {
    organisation_id: string
    device_id: string
    at: Instant
    f_cnt: number
    received_at: Instant
    measurement: Json | null
  }
  recovery_codes: {
    organisation_id: string
    person_id: string
    code_hash: Buffer
    made_at: Instant
  }
  requests: {
    organisation_id: string
    id: string
    kind: string
    person_id: string | null
    asked_by: string
    asked_by_id: string | null
    asked_at: Instant
    due_at: Instant
    state: string
    progress_pct: Generated<number>
    reason: string | null
    done_at: Instant | null
    file_id: string | null
    outcome: Json | null
  }
  review_items: {
    organisation_id: string
    id: string
    review_id: string
    kind: string
    right_id: string | null
    person_id: string | null
    role: string | null
    location_id: string | null
    label: string | null
    since: Instant
    until: Instant | null
    granted_by: string | null
    reviewer: string
    state: Generated<string>
    answered_by: string | null
    answered_at: Instant | null
  }
  review_settings: {
    organisation_id: string
    every_months: number
    changed_at: Instant
  }
  role_grants: {
    organisation_id: string
    person_id: string
    role: string
    granted_at: Instant
    granted_by: string | null
    id: Generated<string>
    location_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    reason_sealed: Buffer | null
    source: Generated<string>
    confirmed_at: Instant | null
  }
  scim_calls: {
    organisation_id: string
    client_id: string
    hour: Instant
    reads: number
    writes: number
    refusals: number
    last_at: Instant
  }
  scim_groups: {
    organisation_id: string
    id: string
    name: string
    external_id: string | null
    team_id: string | null
    roles: Generated<string[]>
    mapped_by: string | null
    created_at: Instant
    modified_at: Instant
  }
  scim_members: {
    organisation_id: string
    group_id: string
    person_id: string
  }
  scim_refusals: {
    organisation_id: string
    id: string
    at: Instant
    client_id: string
    resource: string
    act: string
    code: string
  }
  scim_users: {
    organisation_id: string
    person_id: string
    user_name_index: Buffer
    external_id_index: Buffer | null
    attributes_sealed: Buffer
    active: boolean
    client_id: string
    created_at: Instant
    modified_at: Instant
    deleted_at: Instant | null
  }
  seen_devices: {
    organisation_id: string
    source_id: string
    dev_eui: string
    first_seen_at: Instant
    last_seen_at: Instant
    uplinks: number
  }
  sessions: {
    organisation_id: string
    token_hash: Buffer
    person_id: string
    device: string
    created_at: Instant
    seen_at: Instant
    idle_until: Instant
    absolute_until: Instant
    id: Generated<string>
    method: Generated<string>
    verified_at: Instant
    network: string | null
    idle_minutes: Generated<number>
    hardware_key: Generated<boolean>
  }
  sign_in_directory: {
    email_index: Buffer
    tenant_id: string
    person_id: string
  }
  sign_in_flows: {
    organisation_id: string
    state_hash: Buffer
    provider_id: string
    browser_hash: Buffer
    aim: string
    started_at: Instant
    expires_at: Instant
    answered_at: Instant | null
    person_id: string | null
    outcome_sealed: Buffer | null
  }
  sign_in_policies: {
    organisation_id: string
    password_alone: Generated<boolean>
    hardware_keys: Generated<boolean>
    idle_minutes: Generated<number>
    absolute_hours: Generated<number>
    networks: GeneratedJson
    sso_required: Generated<boolean>
    changed_at: Instant
  }
  sign_in_steps: {
    organisation_id: string
    token_hash: Buffer
    person_id: string
    kind: string
    attempts: Generated<number>
    expires_at: Instant
  }
  sources: {
    organisation_id: string
    id: string
    kind: string
    name: string
    secret_hash: Buffer
    created_at: Instant
    last_used_at: Instant | null
  }
  spent_messages: {
    organisation_id: string
    provider_id: string
    message_hash: Buffer
    expires_at: Instant
  }
  staff: {
    id: string
    name_sealed: Buffer
    email_sealed: Buffer
    email_index: Buffer | null
    roles: string[]
    language: string
    invited_at: Instant
    activated_at: Instant | null
    left_at: Instant | null
  }
  staff_declarations: {
    id: string
    staff_id: string
    version: string
    language: string
    text_hash: Buffer
    signed_at: Instant
    client_data: Buffer
    authenticator_data: Buffer
    signature: Buffer
    public_key: Buffer
  }
  staff_keys: {
    id: string
    staff_id: string
    name_sealed: Buffer
    credential_id: Buffer
    public_key: Buffer
    counter: number
    transports: string[]
    aaguid: string
    attestation: string
    proven_by_maker: boolean
    created_at: Instant
    last_used_at: Instant | null
  }
  staff_links: {
    staff_id: string
    token_hash: Buffer
    expires_at: Instant
  }
  staff_sessions: {
    token_hash: Buffer
    staff_id: string
    key_id: string
    device: string
    created_at: Instant
    verified_at: Instant
    idle_until: Instant
    absolute_until: Instant
  }
  staff_visits: {
    visit_id: string
    staff_id: string
    tenant_id: string
    asked_at: Instant
    closed: Generated<boolean>
  }
  support_visits: {
    organisation_id: string
    id: string
    staff_id: string
    reason: string
    words_sealed: Buffer
    ticket: string
    ground: string
    scope: string
    asked_minutes: number
    asked_at: Instant
    allowed_at: Instant | null
    allowed_minutes: number | null
    second_staff_id: string | null
    extension_minutes: number | null
    refused_at: Instant | null
    started_at: Instant | null
    ends_at: Instant | null
    closes_at: Instant | null
    ended_at: Instant | null
    ended_by: string | null
  }
  table_rewrites: {
    table_name: string
    marks: number
  }
  teams: {
    organisation_id: string
    id: string
    name: string
  }
  tenants: {
    id: string
    created_at: Instant
  }
  totp_secrets: {
    organisation_id: string
    person_id: string
    secret_sealed: Buffer
    created_at: Instant
    confirmed_at: Instant | null
    last_step: number | null
    pending_sealed: Buffer | null
  }
  trail_checkpoints: {
    organisation_id: string
    size: number
    root: Buffer
    note: string
    at: Instant
  }
  trail_cosignatures: {
    organisation_id: string
    size: number
    witness: string
    line: string
    signed_at: Instant
  }
  trail_entries: {
    organisation_id: string
    id: Generated<string>
    at: Instant
    actor_kind: string
    actor_id: string | null
    purpose: string
    action: string
    subject_kind: string | null
    subject_id: string | null
    person_id: string | null
    detail: GeneratedJson
    sequence: number | null
    salt_who: Buffer | null
    salt_whom: Buffer | null
    salt_what: Buffer | null
    commitments: Buffer | null
  }
  trail_heads: {
    organisation_id: string
    size: number
    root: Buffer
    checkpoint: string
    at: Instant
  }
  trail_looks: {
    organisation_id: string
    subject_id: string
    hour: Instant
    viewer_kind: string
    viewer_id: string | null
    viewer_role: string
    purpose: string
    view: string
    times: number
    salt: Buffer
    closed: Generated<boolean>
  }
  trail_tiles: {
    organisation_id: string
    level: number
    index: number
    hashes: Buffer
  }
  trail_witnesses: {
    organisation_id: string
    name: string
    public_key: Buffer
    added_at: Instant
  }
  uplink_refusals: {
    organisation_id: string
    source_id: string
    date: string
    reason: string
    uplinks: number
  }
  workspace_cards: {
    organisation_id: string | null
    workspace_id: string | null
    workspace_name: string | null
    code: string | null
    kind: string | null
    type: string | null
    seats: number | null
    equipment: string[] | null
    bookable: boolean | null
    x: number | null
    y: number | null
    zone_id: string | null
    zone_name: string | null
    team_id: string | null
    floor_id: string | null
    floor_name: string | null
    location_id: string | null
    location_name: string | null
    time_zone: string | null
    opening_hours: Json | null
    desk_window_days: number | null
    room_window_days: number | null
    check_in_grace_minutes: number | null
    sensor_checks_in: boolean | null
    closed_days: Json | null
  }
  workspace_climate: {
    organisation_id: string | null
    workspace_id: string | null
    people: number | null
    people_until: Instant | null
    temperature_c: number | null
    humidity_pct: number | null
    co2_ppm: number | null
    at: Instant | null
  }
  workspace_presence: {
    organisation_id: string | null
    workspace_id: string | null
    sensors: Json | null
  }
  workspaces: {
    organisation_id: string
    id: string
    location_id: string
    floor_id: string
    zone_id: string | null
    kind: string
    type: string
    name: string
    code: string
    qr_code: string
    seats: number
    equipment: string[]
    bookable: boolean
    x: number
    y: number
    turn: number
    width: number
    depth: number
  }
  zones: {
    organisation_id: string
    id: string
    floor_id: string
    name: string
    polygon: Json
    team_id: string | null
  }
}
