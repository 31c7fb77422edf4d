-- Generated from the migrations by `npm run schema`. Do not edit.

table access_reviews, row security forced
  organisation_id uuid not null
  id uuid not null
  started_at timestamp with time zone not null
  due_at timestamp with time zone not null
  closed_at timestamp with time zone
  started_by uuid
  told text not null default 'start'::text
  constraint access_reviews_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint access_reviews_pkey PRIMARY KEY (organisation_id, id)
  constraint access_reviews_told_check CHECK ((told = ANY (ARRAY['start'::text, 'week'::text, 'day'::text])))
  CREATE UNIQUE INDEX access_reviews_one_open ON public.access_reviews USING btree (organisation_id) WHERE (closed_at IS NULL)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, id, started_at, due_at, closed_at, started_by, told) to vrijplek_administration
  grant select on (organisation_id, id, started_at, due_at, closed_at, started_by, told) to vrijplek_administration
  grant update on (organisation_id, id, started_at, due_at, closed_at, started_by, told) to vrijplek_administration
  grant select on (organisation_id, id, started_at, due_at, closed_at, started_by, told) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, started_at, due_at, closed_at, started_by, told) to vrijplek_retention
  grant update on (organisation_id, id, started_at, due_at, closed_at, started_by, told) to vrijplek_retention
  grant select on (organisation_id, id, started_at, due_at, closed_at, started_by, told) to vrijplek_rights

table access_tokens, row security forced
  organisation_id uuid not null
  id uuid not null
  kind text not null
  token_hash bytea not null
  approval_id uuid not null
  approval_kind text not null
  client_id uuid
  client_slot smallint
  person_id uuid
  name_sealed bytea
  purposes text[] not null
  categories text[] not null
  addresses text[] not null
  created_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  last_used_on date
  revoked_at timestamp with time zone
  confirmed_at timestamp with time zone
  constraint access_tokens_approved_as CHECK ((approval_kind = ANY ( CASE kind WHEN 'personal'::text THEN ARRAY['personal_tokens'::text] WHEN 'standing'::text THEN ARRAY['scim'::text] ELSE ARRAY['api_client'::text, 'scim'::text] END)))
  constraint access_tokens_categories_check CHECK ((cardinality(categories) > 0))
  constraint access_tokens_kind_check CHECK ((kind = ANY (ARRAY['client'::text, 'standing'::text, 'personal'::text])))
  constraint access_tokens_lifetime CHECK (((ends_at > created_at) AND (ends_at <= (created_at + CASE kind WHEN 'client'::text THEN '00:15:00'::interval WHEN 'personal'::text THEN '2160:00:00'::interval ELSE '8784:00:00'::interval END))))
  constraint access_tokens_organisation_id_approval_id_approval_kind_fkey FOREIGN KEY (organisation_id, approval_id, approval_kind) REFERENCES approvals(organisation_id, id, kind)
  constraint access_tokens_organisation_id_client_id_fkey FOREIGN KEY (organisation_id, client_id) REFERENCES api_clients(organisation_id, id)
  constraint access_tokens_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint access_tokens_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint access_tokens_organisation_id_token_hash_key UNIQUE (organisation_id, token_hash)
  constraint access_tokens_pkey PRIMARY KEY (organisation_id, id)
  constraint access_tokens_purposes_check CHECK ((cardinality(purposes) > 0))
  constraint access_tokens_token_hash_check CHECK ((octet_length(token_hash) = 32))
  constraint access_tokens_whose CHECK ((((kind = 'personal'::text) = (person_id IS NOT NULL)) AND ((kind = 'personal'::text) = (name_sealed IS NOT NULL)) AND ((kind = 'personal'::text) = (client_id IS NULL)) AND ((kind = 'client'::text) = (client_slot IS NOT NULL))))
  CREATE INDEX access_tokens_by_approval ON public.access_tokens USING btree (organisation_id, approval_id)
  CREATE INDEX access_tokens_by_client ON public.access_tokens USING btree (organisation_id, client_id) WHERE (client_id IS NOT NULL)
  CREATE INDEX access_tokens_by_end ON public.access_tokens USING btree (organisation_id, ends_at)
  CREATE INDEX access_tokens_by_person ON public.access_tokens USING btree (organisation_id, person_id) WHERE (person_id IS NOT NULL)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((revoked_at IS NOT NULL) OR (EXISTS ( SELECT FROM approvals a WHERE ((a.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (a.id = access_tokens.approval_id) AND (a.revoked_at IS NULL) AND (access_tokens.created_at < a.ends_at) AND (a.ends_at <= a.ends_at) AND (access_tokens.purposes <@ a.purposes) AND (access_tokens.categories <@ a.categories)))))))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((revoked_at IS NOT NULL) OR (EXISTS ( SELECT FROM approvals a WHERE ((a.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (a.id = access_tokens.approval_id) AND (a.revoked_at IS NULL) AND (access_tokens.created_at < a.ends_at) AND (a.ends_at <= a.ends_at) AND (access_tokens.purposes <@ a.purposes) AND (access_tokens.categories <@ a.categories)))))) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, id, kind, token_hash, approval_id, approval_kind, client_id, client_slot, person_id, name_sealed, purposes, categories, addresses, created_at, ends_at, last_used_on, revoked_at, confirmed_at) to vrijplek_administration
  grant select on (organisation_id, id, kind, token_hash, approval_id, approval_kind, client_id, client_slot, person_id, name_sealed, purposes, categories, addresses, created_at, ends_at, last_used_on, revoked_at, confirmed_at) to vrijplek_administration
  grant update on (organisation_id, id, kind, token_hash, approval_id, approval_kind, client_id, client_slot, person_id, name_sealed, purposes, categories, addresses, created_at, ends_at, last_used_on, revoked_at, confirmed_at) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, kind, token_hash, approval_id, approval_kind, client_id, client_slot, person_id, name_sealed, purposes, categories, addresses, created_at, ends_at, last_used_on, revoked_at, confirmed_at) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, id, kind, token_hash, approval_id, approval_kind, client_id, client_slot, person_id, name_sealed, purposes, categories, addresses, created_at, ends_at, last_used_on, revoked_at, confirmed_at) to vrijplek_rights
  grant delete on table to vrijplek_sign_in
  grant insert on (organisation_id, id, kind, token_hash, approval_id, approval_kind, client_id, client_slot, person_id, name_sealed, purposes, categories, addresses, created_at, ends_at, last_used_on, revoked_at, confirmed_at) to vrijplek_sign_in
  grant select on (organisation_id, id, kind, token_hash, approval_id, approval_kind, client_id, client_slot, person_id, name_sealed, purposes, categories, addresses, created_at, ends_at, last_used_on, revoked_at, confirmed_at) to vrijplek_sign_in
  grant update on (organisation_id, id, kind, token_hash, approval_id, approval_kind, client_id, client_slot, person_id, name_sealed, purposes, categories, addresses, created_at, ends_at, last_used_on, revoked_at, confirmed_at) to vrijplek_sign_in

table agreements, row security forced
  organisation_id uuid not null
  id uuid not null
  version text not null
  language text not null
  text_hash text not null
  parameters jsonb not null
  formed_by text not null
  accepted_by uuid
  accepted_at timestamp with time zone not null
  warranted_lawful boolean not null
  ended_at timestamp with time zone
  constraint agreements_formed_by_check CHECK ((formed_by = ANY (ARRAY['opt_in'::text, 'signatures'::text])))
  constraint agreements_language_check CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text])))
  constraint agreements_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint agreements_pkey PRIMARY KEY (organisation_id, id)
  constraint agreements_text_hash_check CHECK ((text_hash ~ '^[0-9a-f]{64}$'::text))
  constraint agreements_warranted_lawful_check CHECK (warranted_lawful)
  CREATE UNIQUE INDEX agreements_one_in_force ON public.agreements USING btree (organisation_id) WHERE (ended_at IS NULL)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, id, version, language, text_hash, parameters, formed_by, accepted_by, accepted_at, warranted_lawful, ended_at) to vrijplek_administration
  grant select on (organisation_id, id, version, language, text_hash, parameters, formed_by, accepted_by, accepted_at, warranted_lawful, ended_at) to vrijplek_administration
  grant update on (organisation_id, id, version, language, text_hash, parameters, formed_by, accepted_by, accepted_at, warranted_lawful, ended_at) to vrijplek_administration
  grant select on (organisation_id, id, version, language, text_hash, parameters, formed_by, accepted_by, accepted_at, warranted_lawful, ended_at) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, version, language, text_hash, parameters, formed_by, accepted_by, accepted_at, warranted_lawful, ended_at) to vrijplek_retention
  grant update on (organisation_id, id, version, language, text_hash, parameters, formed_by, accepted_by, accepted_at, warranted_lawful, ended_at) to vrijplek_retention
  grant select on (organisation_id, id, version, language, text_hash, parameters, formed_by, accepted_by, accepted_at, warranted_lawful, ended_at) to vrijplek_rights
  grant select on (organisation_id, id, version, language, text_hash, parameters, formed_by, accepted_at, warranted_lawful, ended_at) to vrijplek_sign_in

table api_clients, row security forced
  organisation_id uuid not null
  id uuid not null
  approval_id uuid not null
  approval_kind text not null
  name text not null
  created_at timestamp with time zone not null
  revoked_at timestamp with time zone
  last_used_on date
  confirmed_at timestamp with time zone
  constraint api_clients_approval_kind_check CHECK ((approval_kind = ANY (ARRAY['api_client'::text, 'scim'::text])))
  constraint api_clients_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint api_clients_organisation_id_approval_id_approval_kind_fkey FOREIGN KEY (organisation_id, approval_id, approval_kind) REFERENCES approvals(organisation_id, id, kind)
  constraint api_clients_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint api_clients_pkey PRIMARY KEY (organisation_id, id)
  CREATE INDEX api_clients_by_approval ON public.api_clients USING btree (organisation_id, approval_id)
  CREATE UNIQUE INDEX api_clients_by_name ON public.api_clients USING btree (organisation_id, approval_id, name) WHERE (revoked_at IS NULL)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, id, approval_id, approval_kind, name, created_at, revoked_at, last_used_on, confirmed_at) to vrijplek_administration
  grant select on (organisation_id, id, approval_id, approval_kind, name, created_at, revoked_at, last_used_on, confirmed_at) to vrijplek_administration
  grant update on (organisation_id, id, approval_id, approval_kind, name, created_at, revoked_at, last_used_on, confirmed_at) to vrijplek_administration
  grant select on (organisation_id, id, approval_id, approval_kind, name, created_at, revoked_at, last_used_on, confirmed_at) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, approval_id, approval_kind, name, created_at, revoked_at, last_used_on, confirmed_at) to vrijplek_retention
  grant select on (organisation_id, id, approval_id, approval_kind, name, created_at, revoked_at, last_used_on, confirmed_at) to vrijplek_rights
  grant select on (organisation_id, id, approval_id, approval_kind, name, created_at, revoked_at, last_used_on, confirmed_at) to vrijplek_sign_in
  grant update on (organisation_id, id, approval_id, approval_kind, name, created_at, revoked_at, last_used_on, confirmed_at) to vrijplek_sign_in

table approvals, row security forced
  organisation_id uuid not null
  id uuid not null
  kind text not null
  party_name text not null
  party_contact text not null
  party_country text not null
  transfer_ground text
  purposes text[] not null
  categories text[] not null
  addresses text[] not null
  approved_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  accepted_by uuid
  text_version text not null
  text_language text not null
  text_hash text not null
  note text not null
  renews uuid
  revoked_at timestamp with time zone
  revoked_by uuid
  confirmed_at timestamp with time zone
  constraint approvals_a_year CHECK (((ends_at > approved_at) AND (ends_at <= (approved_at + '8784:00:00'::interval))))
  constraint approvals_categories_check CHECK ((cardinality(categories) > 0))
  constraint approvals_kind_check CHECK ((kind = ANY (ARRAY['api_client'::text, 'personal_tokens'::text, 'scim'::text, 'sso'::text])))
  constraint approvals_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint approvals_organisation_id_id_kind_key UNIQUE (organisation_id, id, kind)
  constraint approvals_organisation_id_renews_fkey FOREIGN KEY (organisation_id, renews) REFERENCES approvals(organisation_id, id)
  constraint approvals_party_contact_check CHECK (((length(party_contact) >= 3) AND (length(party_contact) <= 200)))
  constraint approvals_party_country_check CHECK ((party_country ~ '^[A-Z]{2}$'::text))
  constraint approvals_party_name_check CHECK (((length(party_name) >= 1) AND (length(party_name) <= 120)))
  constraint approvals_pkey PRIMARY KEY (organisation_id, id)
  constraint approvals_purposes_check CHECK ((cardinality(purposes) > 0))
  constraint approvals_text_hash_check CHECK ((text_hash ~ '^[0-9a-f]{64}$'::text))
  constraint approvals_text_language_check CHECK ((text_language = ANY (ARRAY['nl'::text, 'en'::text])))
  constraint approvals_transfer CHECK (((transfer_ground IS NOT NULL) OR (party_country = ANY (ARRAY['AT'::text, 'BE'::text, 'BG'::text, 'CY'::text, 'CZ'::text, 'DE'::text, 'DK'::text, 'EE'::text, 'ES'::text, 'FI'::text, 'FR'::text, 'GR'::text, 'HR'::text, 'HU'::text, 'IE'::text, 'IS'::text, 'IT'::text, 'LI'::text, 'LT'::text, 'LU'::text, 'LV'::text, 'MT'::text, 'NL'::text, 'NO'::text, 'PL'::text, 'PT'::text, 'RO'::text, 'SE'::text, 'SI'::text, 'SK'::text]))))
  constraint approvals_transfer_ground_check CHECK ((transfer_ground = ANY (ARRAY['adequacy'::text, 'standard_clauses'::text, 'binding_rules'::text, 'explicit_consent'::text])))
  CREATE INDEX approvals_by_acceptor ON public.approvals USING btree (organisation_id, accepted_by) WHERE (accepted_by IS NOT NULL)
  CREATE INDEX approvals_by_renewed ON public.approvals USING btree (organisation_id, renews) WHERE (renews IS NOT NULL)
  CREATE INDEX approvals_by_revoker ON public.approvals USING btree (organisation_id, revoked_by) WHERE (revoked_by IS NOT NULL)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, id, kind, party_name, party_contact, party_country, transfer_ground, purposes, categories, addresses, approved_at, ends_at, accepted_by, text_version, text_language, text_hash, note, renews, revoked_at, revoked_by, confirmed_at) to vrijplek_administration
  grant select on (organisation_id, id, kind, party_name, party_contact, party_country, transfer_ground, purposes, categories, addresses, approved_at, ends_at, accepted_by, text_version, text_language, text_hash, note, renews, revoked_at, revoked_by, confirmed_at) to vrijplek_administration
  grant update on (organisation_id, id, kind, party_name, party_contact, party_country, transfer_ground, purposes, categories, addresses, approved_at, ends_at, accepted_by, text_version, text_language, text_hash, note, renews, revoked_at, revoked_by, confirmed_at) to vrijplek_administration
  grant select on (organisation_id, id, kind, party_name, party_contact, party_country, transfer_ground, purposes, categories, addresses, approved_at, ends_at, accepted_by, text_version, text_language, text_hash, note, renews, revoked_at, revoked_by, confirmed_at) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, kind, party_name, party_contact, party_country, transfer_ground, purposes, categories, addresses, approved_at, ends_at, accepted_by, text_version, text_language, text_hash, note, renews, revoked_at, revoked_by, confirmed_at) to vrijplek_retention
  grant update on (organisation_id, id, kind, party_name, party_contact, party_country, transfer_ground, purposes, categories, addresses, approved_at, ends_at, accepted_by, text_version, text_language, text_hash, note, renews, revoked_at, revoked_by, confirmed_at) to vrijplek_retention
  grant select on (organisation_id, id, kind, party_name, party_contact, party_country, transfer_ground, purposes, categories, addresses, approved_at, ends_at, accepted_by, text_version, text_language, text_hash, note, renews, revoked_at, revoked_by, confirmed_at) to vrijplek_rights
  grant select on (organisation_id, id, kind, party_name, party_contact, party_country, transfer_ground, purposes, categories, addresses, approved_at, ends_at, text_version, text_language, text_hash, note, renews, revoked_at, confirmed_at) to vrijplek_sign_in

table attempt_throttle, row security none
  key bytea not null
  failures integer not null
  last_failure_at timestamp with time zone not null
  blocked_until timestamp with time zone not null
  constraint attempt_throttle_pkey PRIMARY KEY (key)
  CREATE INDEX attempt_throttle_by_age ON public.attempt_throttle USING btree (last_failure_at)
  grant delete on table to vrijplek_sign_in
  grant insert on (key, failures, last_failure_at, blocked_until) to vrijplek_sign_in
  grant select on (key, failures, last_failure_at, blocked_until) to vrijplek_sign_in
  grant update on (key, failures, last_failure_at, blocked_until) to vrijplek_sign_in

view booking_cards with (security_invoker=true)
 SELECT b.organisation_id,
    b.id AS booking_id,
    b.person_id,
    b.status,
    b.from_at,
    b.to_at,
    b.held_until,
    b.checked_in_at,
    b.workspace_id,
    c.workspace_name,
    b.kind,
    c.zone_name,
    c.floor_id,
    c.floor_name,
    c.location_id,
    c.location_name,
    c.time_zone
   FROM bookings b
     JOIN workspace_cards c ON c.organisation_id = b.organisation_id AND c.workspace_id = b.workspace_id;
  grant select on (organisation_id, booking_id, person_id, status, from_at, to_at, held_until, checked_in_at, workspace_id, workspace_name, kind, zone_name, floor_id, floor_name, location_id, location_name, time_zone) to vrijplek_booking
  grant select on (organisation_id, booking_id, person_id, status, from_at, to_at, held_until, checked_in_at, workspace_id, workspace_name, kind, zone_name, floor_id, floor_name, location_id, location_name, time_zone) to vrijplek_presence
  grant select on (organisation_id, booking_id, person_id, status, from_at, to_at, held_until, checked_in_at, workspace_id, workspace_name, kind, zone_name, floor_id, floor_name, location_id, location_name, time_zone) to vrijplek_rights

table bookings, row security forced
  organisation_id uuid not null
  id uuid not null
  workspace_id uuid not null
  kind text not null
  person_id uuid
  during tstzrange not null
  status text not null
  held_until timestamp with time zone not null
  checked_in_at timestamp with time zone
  checked_in_by text
  ended_at timestamp with time zone
  reminded_at timestamp with time zone
  created_at timestamp with time zone not null
  from_at timestamp with time zone not null default lower(during)
  to_at timestamp with time zone not null default upper(during)
  frozen boolean not null default false
  constraint bookings_check CHECK (((status = 'checked_in'::text) <= (checked_in_at IS NOT NULL)))
  constraint bookings_checked_in_by_check CHECK ((checked_in_by = ANY (ARRAY['person'::text, 'qr'::text, 'door'::text, 'device'::text, 'sensor'::text])))
  constraint bookings_during_check CHECK (((NOT isempty(during)) AND (NOT lower_inf(during)) AND (NOT upper_inf(during))))
  constraint bookings_kind_check CHECK ((kind = ANY (ARRAY['desk'::text, 'room'::text])))
  constraint bookings_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint bookings_organisation_id_workspace_id_kind_fkey FOREIGN KEY (organisation_id, workspace_id, kind) REFERENCES workspaces(organisation_id, id, kind)
  constraint bookings_pkey PRIMARY KEY (organisation_id, id)
  constraint bookings_status_check CHECK ((status = ANY (ARRAY['booked'::text, 'checked_in'::text, 'ended'::text, 'cancelled'::text, 'released'::text])))
  constraint one_booking_per_workspace EXCLUDE USING gist (organisation_id WITH =, workspace_id WITH =, during WITH &&) WHERE ((status = ANY (ARRAY['booked'::text, 'checked_in'::text])))
  constraint one_desk_per_person EXCLUDE USING gist (organisation_id WITH =, person_id WITH =, during WITH &&) WHERE (((kind = 'desk'::text) AND (status = ANY (ARRAY['booked'::text, 'checked_in'::text]))))
  CREATE INDEX bookings_by_person ON public.bookings USING btree (organisation_id, person_id, to_at)
  CREATE INDEX bookings_by_workspace ON public.bookings USING btree (organisation_id, workspace_id, to_at, from_at) WHERE (status = ANY (ARRAY['booked'::text, 'checked_in'::text]))
  CREATE INDEX bookings_due ON public.bookings USING btree (organisation_id, ( CASE status WHEN 'booked'::text THEN held_until ELSE to_at END)) WHERE (status = ANY (ARRAY['booked'::text, 'checked_in'::text]))
  CREATE INDEX bookings_to_forget ON public.bookings USING btree (organisation_id, to_at) WHERE ((person_id IS NOT NULL) AND (status = ANY (ARRAY['ended'::text, 'cancelled'::text, 'released'::text])))
  policy counted permissive * to vrijplek_insight using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (NOT frozen))) with check (false)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant select on (organisation_id, id, workspace_id, kind, during, status, held_until, checked_in_at, checked_in_by, ended_at, reminded_at, created_at, from_at, to_at) to vrijplek_administration
  grant insert on (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, checked_in_at, checked_in_by, ended_at, reminded_at, created_at, from_at, to_at) to vrijplek_booking
  grant select on (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, checked_in_at, checked_in_by, ended_at, reminded_at, created_at, from_at, to_at) to vrijplek_booking
  grant update on (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, checked_in_at, checked_in_by, ended_at, reminded_at, created_at, from_at, to_at) to vrijplek_booking
  grant select on (organisation_id, id, workspace_id, kind, during, status, held_until, checked_in_at, checked_in_by, ended_at, reminded_at, created_at, from_at, to_at) to vrijplek_insight
  grant select on (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, checked_in_at, checked_in_by, ended_at, reminded_at, created_at, from_at, to_at) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, checked_in_at, checked_in_by, ended_at, reminded_at, created_at, from_at, to_at, frozen) to vrijplek_retention
  grant update on (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, checked_in_at, checked_in_by, ended_at, reminded_at, created_at, from_at, to_at, frozen) to vrijplek_retention
  grant select on (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, checked_in_at, checked_in_by, ended_at, reminded_at, created_at, from_at, to_at, frozen) to vrijplek_rights
  grant update on (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, checked_in_at, checked_in_by, ended_at, reminded_at, created_at, from_at, to_at, frozen) to vrijplek_rights
  grant select on (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, checked_in_at, checked_in_by, ended_at, reminded_at, created_at, from_at, to_at) to vrijplek_support

table break_glass_accounts, row security forced
  organisation_id uuid not null
  person_id uuid not null
  since timestamp with time zone not null
  constraint break_glass_accounts_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint break_glass_accounts_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint break_glass_accounts_pkey PRIMARY KEY (organisation_id, person_id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, person_id, since) to vrijplek_administration
  grant select on (organisation_id, person_id, since) to vrijplek_administration
  grant select on (organisation_id, person_id, since) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, person_id, since) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, person_id, since) to vrijplek_rights
  grant select on (organisation_id, person_id, since) to vrijplek_security
  grant select on (organisation_id, person_id, since) to vrijplek_sign_in

table challenges, row security none
  hash bytea not null
  kind text not null
  bound_to bytea
  expires_at timestamp with time zone not null
  constraint challenges_hash_check CHECK ((octet_length(hash) = 32))
  constraint challenges_pkey PRIMARY KEY (hash)
  CREATE INDEX challenges_by_expiry ON public.challenges USING btree (expires_at)
  grant delete on table to vrijplek_sign_in
  grant insert on (hash, kind, bound_to, expires_at) to vrijplek_sign_in
  grant select on (hash, kind, bound_to, expires_at) to vrijplek_sign_in

table client_secrets, row security forced
  organisation_id uuid not null
  client_id uuid not null
  slot smallint not null
  secret_hash bytea not null
  created_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  last_used_on date
  constraint client_secrets_check CHECK (((ends_at > created_at) AND (ends_at <= (created_at + '8784:00:00'::interval))))
  constraint client_secrets_organisation_id_client_id_fkey FOREIGN KEY (organisation_id, client_id) REFERENCES api_clients(organisation_id, id)
  constraint client_secrets_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint client_secrets_pkey PRIMARY KEY (organisation_id, client_id, slot)
  constraint client_secrets_secret_hash_check CHECK ((octet_length(secret_hash) = 32))
  constraint client_secrets_slot_check CHECK ((slot = ANY (ARRAY[1, 2])))
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, client_id, slot, secret_hash, created_at, ends_at, last_used_on) to vrijplek_administration
  grant select on (organisation_id, client_id, slot, secret_hash, created_at, ends_at, last_used_on) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, client_id, slot, secret_hash, created_at, ends_at, last_used_on) to vrijplek_retention
  grant select on (organisation_id, client_id, slot, secret_hash, created_at, ends_at, last_used_on) to vrijplek_rights
  grant select on (organisation_id, client_id, slot, secret_hash, created_at, ends_at, last_used_on) to vrijplek_sign_in
  grant update on (organisation_id, client_id, slot, secret_hash, created_at, ends_at, last_used_on) to vrijplek_sign_in

table climate_now, row security forced
  organisation_id uuid not null
  device_id uuid not null
  link_id uuid not null
  at timestamp with time zone not null
  temperature_c real
  humidity_pct real
  co2_ppm real
  pressure_hpa real
  tvoc_iaq real
  state text not null
  constraint climate_now_organisation_id_device_id_fkey FOREIGN KEY (organisation_id, device_id) REFERENCES devices(organisation_id, id)
  constraint climate_now_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint climate_now_pkey PRIMARY KEY (organisation_id, device_id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant select on (organisation_id, device_id, link_id, at, temperature_c, humidity_pct, co2_ppm, pressure_hpa, tvoc_iaq, state) to vrijplek_administration
  grant select on (organisation_id, device_id, link_id, at, temperature_c, humidity_pct, co2_ppm, pressure_hpa, tvoc_iaq, state) to vrijplek_booking
  grant select on (organisation_id, device_id, link_id, at, temperature_c, humidity_pct, co2_ppm, pressure_hpa, tvoc_iaq, state) to vrijplek_insight
  grant select on (organisation_id, device_id, link_id, at, temperature_c, humidity_pct, co2_ppm, pressure_hpa, tvoc_iaq, state) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, device_id, link_id, at, temperature_c, humidity_pct, co2_ppm, pressure_hpa, tvoc_iaq, state) to vrijplek_retention
  grant select on (organisation_id, device_id, link_id, at, temperature_c, humidity_pct, co2_ppm, pressure_hpa, tvoc_iaq, state) to vrijplek_rights
  grant delete on table to vrijplek_telemetry
  grant insert on (organisation_id, device_id, link_id, at, temperature_c, humidity_pct, co2_ppm, pressure_hpa, tvoc_iaq, state) to vrijplek_telemetry
  grant select on (organisation_id, device_id, link_id, at, temperature_c, humidity_pct, co2_ppm, pressure_hpa, tvoc_iaq, state) to vrijplek_telemetry
  grant update on (organisation_id, device_id, link_id, at, temperature_c, humidity_pct, co2_ppm, pressure_hpa, tvoc_iaq, state) to vrijplek_telemetry

table closed_days, row security forced
  organisation_id uuid not null
  location_id uuid not null
  date date not null
  reason text not null
  constraint closed_days_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint closed_days_organisation_id_location_id_fkey FOREIGN KEY (organisation_id, location_id) REFERENCES locations(organisation_id, id)
  constraint closed_days_pkey PRIMARY KEY (organisation_id, location_id, date)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, location_id, date, reason) to vrijplek_administration
  grant select on (organisation_id, location_id, date, reason) to vrijplek_administration
  grant update on (organisation_id, location_id, date, reason) to vrijplek_administration
  grant select on (organisation_id, location_id, date, reason) to vrijplek_booking
  grant select on (organisation_id, location_id, date, reason) to vrijplek_insight
  grant select on (organisation_id, location_id, date, reason) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, location_id, date, reason) to vrijplek_retention
  grant select on (organisation_id, location_id, date, reason) to vrijplek_rights
  grant select on (organisation_id, location_id, date, reason) to vrijplek_telemetry

table credentials, row security forced
  organisation_id uuid not null
  person_id uuid not null
  password_hash text not null
  changed_at timestamp with time zone not null
  constraint credentials_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint credentials_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint credentials_pkey PRIMARY KEY (organisation_id, person_id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant select on (organisation_id, person_id, changed_at) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, person_id, changed_at) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, person_id, changed_at) to vrijplek_rights
  grant delete on table to vrijplek_sign_in
  grant insert on (organisation_id, person_id, password_hash, changed_at) to vrijplek_sign_in
  grant select on (organisation_id, person_id, password_hash, changed_at) to vrijplek_sign_in
  grant update on (organisation_id, person_id, password_hash, changed_at) to vrijplek_sign_in

view current_bookings with (security_invoker=true)
 SELECT organisation_id,
    id AS booking_id,
    workspace_id,
    person_id,
    kind,
    status,
    from_at,
    to_at,
    held_until,
    checked_in_at,
    checked_in_by
   FROM bookings
  WHERE status = ANY (ARRAY['booked'::text, 'checked_in'::text]);
  grant select on (organisation_id, booking_id, workspace_id, person_id, kind, status, from_at, to_at, held_until, checked_in_at, checked_in_by) to vrijplek_booking
  grant select on (organisation_id, booking_id, workspace_id, person_id, kind, status, from_at, to_at, held_until, checked_in_at, checked_in_by) to vrijplek_presence

table decoders, row security forced
  organisation_id uuid not null
  id uuid not null
  model text not null
  version integer not null
  source text not null
  state text not null
  tried_at timestamp with time zone
  created_at timestamp with time zone not null
  constraint decoders_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint decoders_organisation_id_model_version_key UNIQUE (organisation_id, model, version)
  constraint decoders_pkey PRIMARY KEY (organisation_id, id)
  constraint decoders_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'live'::text, 'retired'::text])))
  CREATE UNIQUE INDEX decoders_one_live ON public.decoders USING btree (organisation_id, model) WHERE (state = 'live'::text)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, id, model, version, source, state, tried_at, created_at) to vrijplek_administration
  grant select on (organisation_id, id, model, version, source, state, tried_at, created_at) to vrijplek_administration
  grant update on (organisation_id, id, model, version, source, state, tried_at, created_at) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, model, version, source, state, tried_at, created_at) to vrijplek_retention
  grant select on (organisation_id, id, model, version, source, state, tried_at, created_at) to vrijplek_rights
  grant select on (organisation_id, id, model, version, source, state, tried_at, created_at) to vrijplek_telemetry

table device_frames, row security forced
  organisation_id uuid not null
  device_id uuid not null
  frames text not null default '[]'::text
  last_seen_at timestamp with time zone
  battery_pct real
  battery_v real
  battery_at timestamp with time zone
  battery_low boolean not null default false
  silent_after timestamp with time zone
  stuck boolean not null default false
  constraint device_frames_organisation_id_device_id_fkey FOREIGN KEY (organisation_id, device_id) REFERENCES devices(organisation_id, id)
  constraint device_frames_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint device_frames_pkey PRIMARY KEY (organisation_id, device_id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, device_id, frames, last_seen_at, battery_pct, battery_v, battery_at, battery_low, silent_after, stuck) to vrijplek_administration
  grant select on (organisation_id, device_id, frames, last_seen_at, battery_pct, battery_v, battery_at, battery_low, silent_after, stuck) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, device_id, frames, last_seen_at, battery_pct, battery_v, battery_at, battery_low, silent_after, stuck) to vrijplek_retention
  grant select on (organisation_id, device_id, frames, last_seen_at, battery_pct, battery_v, battery_at, battery_low, silent_after, stuck) to vrijplek_rights
  grant select on (organisation_id, device_id, frames, last_seen_at, battery_pct, battery_v, battery_at, battery_low, silent_after, stuck) to vrijplek_support
  grant insert on (organisation_id, device_id, frames, last_seen_at, battery_pct, battery_v, battery_at, battery_low, silent_after, stuck) to vrijplek_telemetry
  grant select on (organisation_id, device_id, frames, last_seen_at, battery_pct, battery_v, battery_at, battery_low, silent_after, stuck) to vrijplek_telemetry
  grant update on (organisation_id, device_id, frames, last_seen_at, battery_pct, battery_v, battery_at, battery_low, silent_after, stuck) to vrijplek_telemetry

table device_links, row security forced
  organisation_id uuid not null
  id uuid not null
  device_id uuid not null
  region integer not null default 0
  workspace_id uuid
  zone_id uuid
  during tstzrange not null
  constraint device_links_check CHECK (((workspace_id IS NULL) <> (zone_id IS NULL)))
  constraint device_links_during_check CHECK ((NOT isempty(during)))
  constraint device_links_organisation_id_device_id_fkey FOREIGN KEY (organisation_id, device_id) REFERENCES devices(organisation_id, id)
  constraint device_links_organisation_id_device_id_region_during_excl EXCLUDE USING gist (organisation_id WITH =, device_id WITH =, region WITH =, during WITH &&)
  constraint device_links_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint device_links_organisation_id_workspace_id_fkey FOREIGN KEY (organisation_id, workspace_id) REFERENCES workspaces(organisation_id, id)
  constraint device_links_organisation_id_zone_id_fkey FOREIGN KEY (organisation_id, zone_id) REFERENCES zones(organisation_id, id)
  constraint device_links_pkey PRIMARY KEY (organisation_id, id)
  constraint device_links_region_check CHECK (((region >= 0) AND (region <= 64)))
  CREATE INDEX device_links_by_workspace ON public.device_links USING btree (organisation_id, workspace_id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, id, device_id, region, workspace_id, zone_id, during) to vrijplek_administration
  grant select on (organisation_id, id, device_id, region, workspace_id, zone_id, during) to vrijplek_administration
  grant update on (organisation_id, id, device_id, region, workspace_id, zone_id, during) to vrijplek_administration
  grant select on (organisation_id, id, device_id, region, workspace_id, zone_id, during) to vrijplek_booking
  grant select on (organisation_id, id, device_id, region, workspace_id, zone_id, during) to vrijplek_insight
  grant select on (organisation_id, id, device_id, region, workspace_id, zone_id, during) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, device_id, region, workspace_id, zone_id, during) to vrijplek_retention
  grant select on (organisation_id, id, device_id, region, workspace_id, zone_id, during) to vrijplek_rights
  grant select on (organisation_id, id, device_id, region, workspace_id, zone_id, during) to vrijplek_telemetry

table devices, row security forced
  organisation_id uuid not null
  id uuid not null
  dev_eui text not null
  model text not null
  kind text not null
  name text
  created_at timestamp with time zone not null
  retired_at timestamp with time zone
  constraint devices_dev_eui_check CHECK ((dev_eui ~ '^[0-9a-f]{16}$'::text))
  constraint devices_kind_check CHECK ((kind = ANY (ARRAY['desk_device'::text, 'room_device'::text, 'desk_sensor'::text, 'room_sensor'::text, 'people_counter'::text, 'climate'::text])))
  constraint devices_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint devices_pkey PRIMARY KEY (organisation_id, id)
  CREATE UNIQUE INDEX devices_by_dev_eui ON public.devices USING btree (organisation_id, dev_eui) WHERE (retired_at IS NULL)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, id, dev_eui, model, kind, name, created_at, retired_at) to vrijplek_administration
  grant select on (organisation_id, id, dev_eui, model, kind, name, created_at, retired_at) to vrijplek_administration
  grant update on (organisation_id, id, dev_eui, model, kind, name, created_at, retired_at) to vrijplek_administration
  grant select on (organisation_id, id, dev_eui, model, kind, name, created_at, retired_at) to vrijplek_booking
  grant select on (organisation_id, id, dev_eui, model, kind, name, created_at, retired_at) to vrijplek_insight
  grant select on (organisation_id, id, dev_eui, model, kind, name, created_at, retired_at) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, dev_eui, model, kind, name, created_at, retired_at) to vrijplek_retention
  grant select on (organisation_id, id, dev_eui, model, kind, name, created_at, retired_at) to vrijplek_rights
  grant select on (organisation_id, id, dev_eui, model, kind, name, created_at, retired_at) to vrijplek_support
  grant select on (organisation_id, id, dev_eui, model, kind, name, created_at, retired_at) to vrijplek_telemetry

table domain_directory, row security forced
  domain_index bytea not null
  tenant_id uuid not null
  constraint domain_directory_domain_index_check CHECK ((octet_length(domain_index) = 32))
  constraint domain_directory_pkey PRIMARY KEY (domain_index)
  constraint domain_directory_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
  CREATE INDEX domain_directory_by_tenant ON public.domain_directory USING btree (tenant_id)
  policy look_up permissive * to vrijplek_sign_in using (true) with check (true)
  policy own permissive * to vrijplek_administration, vrijplek_retention using ((tenant_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid))
  grant delete on table to vrijplek_administration
  grant insert on (domain_index, tenant_id) to vrijplek_administration
  grant select on (domain_index, tenant_id) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (domain_index, tenant_id) to vrijplek_retention
  grant select on (domain_index, tenant_id) to vrijplek_sign_in

table door_pairings, row security none
  code_hash bytea not null
  secret_hash bytea not null
  expires_at timestamp with time zone not null
  tenant_id uuid
  workspace_id uuid
  constraint door_pairings_pkey PRIMARY KEY (code_hash)
  constraint door_pairings_secret_hash_key UNIQUE (secret_hash)
  constraint door_pairings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
  grant select on (code_hash, secret_hash, expires_at, tenant_id, workspace_id) to vrijplek_administration
  grant update on (code_hash, secret_hash, expires_at, tenant_id, workspace_id) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (code_hash, secret_hash, expires_at, tenant_id, workspace_id) to vrijplek_retention
  grant delete on table to vrijplek_sign_in
  grant insert on (code_hash, secret_hash, expires_at, tenant_id, workspace_id) to vrijplek_sign_in
  grant select on (code_hash, secret_hash, expires_at, tenant_id, workspace_id) to vrijplek_sign_in
  grant update on (code_hash, secret_hash, expires_at, tenant_id, workspace_id) to vrijplek_sign_in

table doors, row security forced
  organisation_id uuid not null
  id uuid not null
  workspace_id uuid not null
  token_hash bytea not null
  paired_at timestamp with time zone not null
  constraint doors_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint doors_organisation_id_token_hash_key UNIQUE (organisation_id, token_hash)
  constraint doors_organisation_id_workspace_id_fkey FOREIGN KEY (organisation_id, workspace_id) REFERENCES workspaces(organisation_id, id)
  constraint doors_pkey PRIMARY KEY (organisation_id, id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, id, workspace_id, token_hash, paired_at) to vrijplek_administration
  grant select on (organisation_id, id, workspace_id, token_hash, paired_at) to vrijplek_administration
  grant select on (organisation_id, id, workspace_id, token_hash, paired_at) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, workspace_id, token_hash, paired_at) to vrijplek_retention
  grant select on (organisation_id, id, workspace_id, token_hash, paired_at) to vrijplek_rights
  grant insert on (organisation_id, id, workspace_id, token_hash, paired_at) to vrijplek_sign_in
  grant select on (organisation_id, id, workspace_id, token_hash, paired_at) to vrijplek_sign_in

table email_domains, row security forced
  organisation_id uuid not null
  id uuid not null
  domain text not null
  token text not null
  self_join boolean not null default false
  claimed_at timestamp with time zone not null
  checked_at timestamp with time zone
  proven_at timestamp with time zone
  missing_since timestamp with time zone
  constraint email_domains_check CHECK (((missing_since IS NULL) OR (proven_at IS NOT NULL)))
  constraint email_domains_domain_check CHECK (((domain = lower(domain)) AND (length(domain) <= 253)))
  constraint email_domains_organisation_id_domain_key UNIQUE (organisation_id, domain)
  constraint email_domains_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint email_domains_pkey PRIMARY KEY (organisation_id, id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, id, domain, token, self_join, claimed_at, checked_at, proven_at, missing_since) to vrijplek_administration
  grant select on (organisation_id, id, domain, token, self_join, claimed_at, checked_at, proven_at, missing_since) to vrijplek_administration
  grant update on (organisation_id, id, domain, token, self_join, claimed_at, checked_at, proven_at, missing_since) to vrijplek_administration
  grant select on (organisation_id, id, domain, token, self_join, claimed_at, checked_at, proven_at, missing_since) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, domain, token, self_join, claimed_at, checked_at, proven_at, missing_since) to vrijplek_retention
  grant select on (organisation_id, id, domain, token, self_join, claimed_at, checked_at, proven_at, missing_since) to vrijplek_rights
  grant select on (organisation_id, id, domain, token, self_join, claimed_at, checked_at, proven_at, missing_since) to vrijplek_sign_in

table endings, row security forced
  id uuid not null
  tenant_id uuid not null
  name text not null
  language text not null
  told_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  time_zone text not null
  deadline_at timestamp with time zone not null
  withdrawn_at timestamp with time zone
  access_ended_at timestamp with time zone
  step text not null default 'waiting'::text
  counts jsonb not null default '{}'::jsonb
  holds jsonb not null default '[]'::jsonb
  live_done_at timestamp with time zone
  journal_n bigint
  trail_size bigint
  trail_root bytea
  backups_gone_by timestamp with time zone
  backups_gone_at timestamp with time zone
  escalated text[] not null default '{}'::text[]
  certified_at timestamp with time zone
  certificate text
  link_hash bytea
  constraint endings_check CHECK (((deadline_at - ends_at) = '336:00:00'::interval))
  constraint endings_check1 CHECK (((certified_at IS NULL) OR ((live_done_at IS NOT NULL) AND (backups_gone_at IS NOT NULL))))
  constraint endings_language_check CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text])))
  constraint endings_link_hash_check CHECK ((octet_length(link_hash) = 32))
  constraint endings_link_hash_key UNIQUE (link_hash)
  constraint endings_pkey PRIMARY KEY (id)
  constraint endings_trail_root_check CHECK ((octet_length(trail_root) = 32))
  CREATE UNIQUE INDEX endings_one_at_a_time ON public.endings USING btree (tenant_id) WHERE (withdrawn_at IS NULL)
  policy all_of_them permissive * to vrijplek_jobs, vrijplek_retention using (true) with check (true)
  policy own permissive * to vrijplek_administration, vrijplek_audit, vrijplek_rights, vrijplek_sign_in using ((tenant_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid))
  grant insert on (id, tenant_id, name, language, told_at, ends_at, time_zone, deadline_at, withdrawn_at, access_ended_at, step, counts, holds, live_done_at, journal_n, trail_size, trail_root, backups_gone_by, backups_gone_at, escalated, certified_at, certificate, link_hash) to vrijplek_administration
  grant select on (id, tenant_id, name, language, told_at, ends_at, time_zone, deadline_at, withdrawn_at, access_ended_at, step, counts, holds, live_done_at, journal_n, trail_size, trail_root, backups_gone_by, backups_gone_at, escalated, certified_at, certificate, link_hash) to vrijplek_administration
  grant update on (id, tenant_id, name, language, told_at, ends_at, time_zone, deadline_at, withdrawn_at, access_ended_at, step, counts, holds, live_done_at, journal_n, trail_size, trail_root, backups_gone_by, backups_gone_at, escalated, certified_at, certificate, link_hash) to vrijplek_administration
  grant select on (id, tenant_id, name, language, told_at, ends_at, time_zone, deadline_at, withdrawn_at, access_ended_at, step, counts, holds, live_done_at, journal_n, trail_size, trail_root, backups_gone_by, backups_gone_at, escalated, certified_at, certificate, link_hash) to vrijplek_jobs
  grant select on (id, tenant_id, name, language, told_at, ends_at, time_zone, deadline_at, withdrawn_at, access_ended_at, step, counts, holds, live_done_at, journal_n, trail_size, trail_root, backups_gone_by, backups_gone_at, escalated, certified_at, certificate, link_hash) to vrijplek_retention
  grant update on (id, tenant_id, name, language, told_at, ends_at, time_zone, deadline_at, withdrawn_at, access_ended_at, step, counts, holds, live_done_at, journal_n, trail_size, trail_root, backups_gone_by, backups_gone_at, escalated, certified_at, certificate, link_hash) to vrijplek_retention

table erasures, row security forced
  organisation_id uuid not null
  id uuid not null
  person_id uuid
  request_id uuid
  started_at timestamp with time zone not null
  step text not null
  done_at timestamp with time zone
  counts jsonb not null default '{}'::jsonb
  journal_n bigint
  link_hash bytea not null
  receipt text
  constraint erasures_check CHECK (((done_at IS NULL) = (receipt IS NULL)))
  constraint erasures_link_hash_check CHECK ((octet_length(link_hash) = 32))
  constraint erasures_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint erasures_organisation_id_link_hash_key UNIQUE (organisation_id, link_hash)
  constraint erasures_pkey PRIMARY KEY (organisation_id, id)
  CREATE UNIQUE INDEX erasures_one_per_person ON public.erasures USING btree (organisation_id, person_id) WHERE (person_id IS NOT NULL)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, person_id, request_id, started_at, step, done_at, counts, journal_n, link_hash, receipt) to vrijplek_retention
  grant update on (organisation_id, id, person_id, request_id, started_at, step, done_at, counts, journal_n, link_hash, receipt) to vrijplek_retention
  grant insert on (organisation_id, id, person_id, request_id, started_at, step, done_at, counts, journal_n, link_hash, receipt) to vrijplek_rights
  grant select on (organisation_id, id, person_id, request_id, started_at, step, done_at, counts, journal_n, link_hash, receipt) to vrijplek_rights

table erasures_taken_in, row security none
  one boolean not null default true
  journal_n bigint not null
  journal_head text not null
  constraint erasures_taken_in_journal_head_check CHECK ((journal_head ~ '^[0-9a-f]{64}$'::text))
  constraint erasures_taken_in_journal_n_check CHECK ((journal_n >= 0))
  constraint erasures_taken_in_one_check CHECK (one)
  constraint erasures_taken_in_pkey PRIMARY KEY (one)

table federated_identities, row security forced
  organisation_id uuid not null
  provider_id uuid not null
  subject_index bytea not null
  person_id uuid not null
  linked_at timestamp with time zone not null
  used_at timestamp with time zone not null
  constraint federated_identities_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint federated_identities_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint federated_identities_organisation_id_provider_id_fkey FOREIGN KEY (organisation_id, provider_id) REFERENCES identity_providers(organisation_id, id) ON DELETE CASCADE
  constraint federated_identities_pkey PRIMARY KEY (organisation_id, provider_id, subject_index)
  constraint federated_identities_subject_index_check CHECK ((octet_length(subject_index) = 32))
  CREATE INDEX federated_identities_by_person ON public.federated_identities USING btree (organisation_id, person_id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, provider_id, subject_index, person_id, linked_at, used_at) to vrijplek_administration
  grant select on (organisation_id, provider_id, subject_index, person_id, linked_at, used_at) to vrijplek_administration
  grant update on (organisation_id, provider_id, subject_index, person_id, linked_at, used_at) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, provider_id, subject_index, person_id, linked_at, used_at) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, provider_id, subject_index, person_id, linked_at, used_at) to vrijplek_rights
  grant insert on (organisation_id, provider_id, subject_index, person_id, linked_at, used_at) to vrijplek_sign_in
  grant select on (organisation_id, provider_id, subject_index, person_id, linked_at, used_at) to vrijplek_sign_in

table federated_sessions, row security forced
  organisation_id uuid not null
  session_id uuid not null
  provider_id uuid not null
  person_id uuid not null
  subject_index bytea not null
  sid_index bytea
  constraint federated_sessions_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint federated_sessions_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint federated_sessions_organisation_id_provider_id_fkey FOREIGN KEY (organisation_id, provider_id) REFERENCES identity_providers(organisation_id, id) ON DELETE CASCADE
  constraint federated_sessions_organisation_id_session_id_fkey FOREIGN KEY (organisation_id, session_id) REFERENCES sessions(organisation_id, id) ON DELETE CASCADE
  constraint federated_sessions_pkey PRIMARY KEY (organisation_id, session_id)
  CREATE INDEX federated_sessions_by_person ON public.federated_sessions USING btree (organisation_id, person_id)
  CREATE INDEX federated_sessions_by_provider ON public.federated_sessions USING btree (organisation_id, provider_id, subject_index)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant select on (organisation_id, session_id, provider_id, person_id, subject_index, sid_index) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, session_id, provider_id, person_id, subject_index, sid_index) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, session_id, provider_id, person_id, subject_index, sid_index) to vrijplek_rights
  grant insert on (organisation_id, session_id, provider_id, person_id, subject_index, sid_index) to vrijplek_sign_in
  grant select on (organisation_id, session_id, provider_id, person_id, subject_index, sid_index) to vrijplek_sign_in

table files, row security forced
  organisation_id uuid not null
  id uuid not null
  person_id uuid
  room text not null
  kind text not null
  name text not null
  media_type text not null
  size bigint
  sha256 bytea
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  constraint files_check CHECK (((size IS NULL) = (sha256 IS NULL)))
  constraint files_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint files_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint files_pkey PRIMARY KEY (organisation_id, id)
  constraint files_sha256_check CHECK ((octet_length(sha256) = 32))
  constraint files_size_check CHECK ((size >= 0))
  CREATE INDEX files_by_expiry ON public.files USING btree (organisation_id, expires_at)
  CREATE INDEX files_by_person ON public.files USING btree (organisation_id, person_id) WHERE (person_id IS NOT NULL)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, person_id, room, kind, name, media_type, size, sha256, created_at, expires_at) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant insert on (organisation_id, id, person_id, room, kind, name, media_type, size, sha256, created_at, expires_at) to vrijplek_rights
  grant select on (organisation_id, id, person_id, room, kind, name, media_type, size, sha256, created_at, expires_at) to vrijplek_rights
  grant update on (organisation_id, id, person_id, room, kind, name, media_type, size, sha256, created_at, expires_at) to vrijplek_rights

table floors, row security forced
  organisation_id uuid not null
  id uuid not null
  location_id uuid not null
  name text not null
  level integer not null
  plan_kind text
  plan text
  plan_view_box double precision[]
  constraint floors_check CHECK ((((plan_kind IS NULL) = (plan IS NULL)) AND ((plan IS NULL) = (plan_view_box IS NULL))))
  constraint floors_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint floors_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint floors_organisation_id_id_location_id_key UNIQUE (organisation_id, id, location_id)
  constraint floors_organisation_id_location_id_fkey FOREIGN KEY (organisation_id, location_id) REFERENCES locations(organisation_id, id)
  constraint floors_organisation_id_location_id_name_key UNIQUE (organisation_id, location_id, name)
  constraint floors_pkey PRIMARY KEY (organisation_id, id)
  constraint floors_plan_kind_check CHECK ((plan_kind = ANY (ARRAY['svg'::text, 'picture'::text])))
  constraint floors_plan_view_box_check CHECK ((cardinality(plan_view_box) = 4))
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, id, location_id, name, level, plan_kind, plan, plan_view_box) to vrijplek_administration
  grant select on (organisation_id, id, location_id, name, level, plan_kind, plan, plan_view_box) to vrijplek_administration
  grant update on (organisation_id, id, location_id, name, level, plan_kind, plan, plan_view_box) to vrijplek_administration
  grant select on (organisation_id, id, location_id, name, level, plan_kind, plan, plan_view_box) to vrijplek_booking
  grant select on (organisation_id, id, location_id, name, level, plan_kind, plan, plan_view_box) to vrijplek_insight
  grant select on (organisation_id, id, location_id, name, level, plan_kind, plan, plan_view_box) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, location_id, name, level, plan_kind, plan, plan_view_box) to vrijplek_retention
  grant select on (organisation_id, id, location_id, name, level, plan_kind, plan, plan_view_box) to vrijplek_rights
  grant select on (organisation_id, id, location_id, name, level, plan_kind, plan, plan_view_box) to vrijplek_telemetry

table guest_stays, row security forced
  organisation_id uuid not null
  person_id uuid not null
  location_id uuid not null
  starts_at timestamp with time zone not null
  registered_by uuid
  constraint guest_stays_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint guest_stays_organisation_id_location_id_fkey FOREIGN KEY (organisation_id, location_id) REFERENCES locations(organisation_id, id) ON DELETE CASCADE
  constraint guest_stays_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint guest_stays_pkey PRIMARY KEY (organisation_id, person_id)
  CREATE INDEX guest_stays_by_location ON public.guest_stays USING btree (organisation_id, location_id, starts_at)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, person_id, location_id, starts_at, registered_by) to vrijplek_administration
  grant select on (organisation_id, person_id, location_id, starts_at, registered_by) to vrijplek_administration
  grant update on (organisation_id, person_id, location_id, starts_at, registered_by) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, person_id, location_id, starts_at, registered_by) to vrijplek_retention
  grant update on (organisation_id, person_id, location_id, starts_at, registered_by) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, person_id, location_id, starts_at, registered_by) to vrijplek_rights

table holds, row security forced
  organisation_id uuid not null
  id uuid not null
  person_id uuid
  ground text not null
  statute text
  placed_by uuid
  placed_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  lifted_at timestamp with time zone
  constraint holds_check CHECK ((ends_at > placed_at))
  constraint holds_ground_check CHECK (((length(ground) >= 10) AND (length(ground) <= 1000)))
  constraint holds_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint holds_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint holds_pkey PRIMARY KEY (organisation_id, id)
  constraint holds_statute_check CHECK (((length(statute) >= 3) AND (length(statute) <= 300)))
  CREATE INDEX holds_by_person ON public.holds USING btree (organisation_id, person_id) WHERE (person_id IS NOT NULL)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant select on (organisation_id, id, person_id, ground, statute, placed_by, placed_at, ends_at, lifted_at) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, person_id, ground, statute, placed_by, placed_at, ends_at, lifted_at) to vrijplek_retention
  grant update on (organisation_id, id, person_id, ground, statute, placed_by, placed_at, ends_at, lifted_at) to vrijplek_retention
  grant insert on (organisation_id, id, person_id, ground, statute, placed_by, placed_at, ends_at, lifted_at) to vrijplek_rights
  grant select on (organisation_id, id, person_id, ground, statute, placed_by, placed_at, ends_at, lifted_at) to vrijplek_rights
  grant update on (organisation_id, id, person_id, ground, statute, placed_by, placed_at, ends_at, lifted_at) to vrijplek_rights

table idempotency_keys, row security forced
  organisation_id uuid not null
  person_id uuid not null
  key text not null
  request_hash bytea not null
  answer jsonb
  created_at timestamp with time zone not null
  constraint idempotency_keys_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint idempotency_keys_pkey PRIMARY KEY (organisation_id, person_id, key)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_booking
  grant insert on (organisation_id, person_id, key, request_hash, answer, created_at) to vrijplek_booking
  grant select on (organisation_id, person_id, key, request_hash, answer, created_at) to vrijplek_booking
  grant update on (organisation_id, person_id, key, request_hash, answer, created_at) to vrijplek_booking
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, person_id, key, request_hash, answer, created_at) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, person_id, key, request_hash, answer, created_at) to vrijplek_rights

table identity_providers, row security forced
  organisation_id uuid not null
  id uuid not null
  kind text not null
  name text not null
  enabled boolean not null default false
  approval_id uuid
  settings jsonb not null
  secret_sealed bytea
  email_trusted boolean not null default false
  creates_people boolean not null default false
  added_at timestamp with time zone not null
  changed_at timestamp with time zone not null
  tried_at timestamp with time zone
  constraint identity_providers_kind_check CHECK ((kind = ANY (ARRAY['oidc'::text, 'saml'::text])))
  constraint identity_providers_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint identity_providers_pkey PRIMARY KEY (organisation_id, id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, id, kind, name, enabled, approval_id, settings, secret_sealed, email_trusted, creates_people, added_at, changed_at, tried_at) to vrijplek_administration
  grant select on (organisation_id, id, kind, name, enabled, approval_id, settings, secret_sealed, email_trusted, creates_people, added_at, changed_at, tried_at) to vrijplek_administration
  grant update on (organisation_id, id, kind, name, enabled, approval_id, settings, secret_sealed, email_trusted, creates_people, added_at, changed_at, tried_at) to vrijplek_administration
  grant select on (organisation_id, id, kind, name, enabled, approval_id, settings, secret_sealed, email_trusted, creates_people, added_at, changed_at, tried_at) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, kind, name, enabled, approval_id, settings, secret_sealed, email_trusted, creates_people, added_at, changed_at, tried_at) to vrijplek_retention
  grant select on (organisation_id, id, kind, name, enabled, approval_id, settings, secret_sealed, email_trusted, creates_people, added_at, changed_at, tried_at) to vrijplek_rights
  grant select on (organisation_id, id, kind, name, enabled, approval_id, settings, secret_sealed, email_trusted, creates_people, added_at, changed_at, tried_at) to vrijplek_sign_in

table invitations, row security forced
  organisation_id uuid not null
  person_id uuid not null
  token_hash bytea not null
  expires_at timestamp with time zone not null
  constraint invitations_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint invitations_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint invitations_organisation_id_token_hash_key UNIQUE (organisation_id, token_hash)
  constraint invitations_pkey PRIMARY KEY (organisation_id, person_id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, person_id, token_hash, expires_at) to vrijplek_administration
  grant select on (organisation_id, person_id, token_hash, expires_at) to vrijplek_administration
  grant update on (organisation_id, person_id, token_hash, expires_at) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, person_id, token_hash, expires_at) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, person_id, token_hash, expires_at) to vrijplek_rights
  grant delete on table to vrijplek_sign_in
  grant insert on (organisation_id, person_id, token_hash, expires_at) to vrijplek_sign_in
  grant select on (organisation_id, person_id, token_hash, expires_at) to vrijplek_sign_in
  grant update on (organisation_id, person_id, token_hash, expires_at) to vrijplek_sign_in

table keeping_periods, row security forced
  organisation_id uuid not null
  rule text not null
  days integer not null
  set_by uuid
  set_at timestamp with time zone not null
  constraint keeping_periods_days_check CHECK ((days >= 0))
  constraint keeping_periods_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint keeping_periods_pkey PRIMARY KEY (organisation_id, rule)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant select on (organisation_id, rule, days, set_at) to vrijplek_administration
  grant select on (organisation_id, rule, days, set_at) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant insert on (organisation_id, rule, days, set_by, set_at) to vrijplek_retention
  grant select on (organisation_id, rule, days, set_by, set_at) to vrijplek_retention
  grant update on (organisation_id, rule, days, set_by, set_at) to vrijplek_retention
  grant select on (organisation_id, rule, days, set_by, set_at) to vrijplek_rights

table keeping_runs, row security forced
  organisation_id uuid not null
  id uuid not null
  rule text not null
  started_at timestamp with time zone not null
  finished_at timestamp with time zone
  due_before timestamp with time zone not null
  rows_done bigint not null default 0
  failure text
  constraint keeping_runs_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint keeping_runs_pkey PRIMARY KEY (organisation_id, id)
  CREATE INDEX keeping_runs_newest ON public.keeping_runs USING btree (organisation_id, rule, started_at)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_retention
  grant insert on (organisation_id, id, rule, started_at, finished_at, due_before, rows_done, failure) to vrijplek_retention
  grant select on (organisation_id, id, rule, started_at, finished_at, due_before, rows_done, failure) to vrijplek_retention
  grant update on (organisation_id, id, rule, started_at, finished_at, due_before, rows_done, failure) to vrijplek_retention
  grant select on (organisation_id, id, rule, started_at, finished_at, due_before, rows_done, failure) to vrijplek_rights

table locations, row security forced
  organisation_id uuid not null
  id uuid not null
  name text not null
  address text not null
  latitude double precision
  longitude double precision
  time_zone text not null
  opening_hours jsonb not null
  desk_window_days integer not null
  room_window_days integer not null
  check_in_grace_minutes integer not null
  sensor_checks_in boolean not null
  constraint locations_check_in_grace_minutes_check CHECK (((check_in_grace_minutes >= 5) AND (check_in_grace_minutes <= 240)))
  constraint locations_desk_window_days_check CHECK (((desk_window_days >= 0) AND (desk_window_days <= 366)))
  constraint locations_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision)))
  constraint locations_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision)))
  constraint locations_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint locations_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint locations_organisation_id_name_key UNIQUE (organisation_id, name)
  constraint locations_pkey PRIMARY KEY (organisation_id, id)
  constraint locations_room_window_days_check CHECK (((room_window_days >= 0) AND (room_window_days <= 366)))
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, id, name, address, latitude, longitude, time_zone, opening_hours, desk_window_days, room_window_days, check_in_grace_minutes, sensor_checks_in) to vrijplek_administration
  grant select on (organisation_id, id, name, address, latitude, longitude, time_zone, opening_hours, desk_window_days, room_window_days, check_in_grace_minutes, sensor_checks_in) to vrijplek_administration
  grant update on (organisation_id, id, name, address, latitude, longitude, time_zone, opening_hours, desk_window_days, room_window_days, check_in_grace_minutes, sensor_checks_in) to vrijplek_administration
  grant select on (organisation_id, id, name, address, latitude, longitude, time_zone, opening_hours, desk_window_days, room_window_days, check_in_grace_minutes, sensor_checks_in) to vrijplek_booking
  grant select on (organisation_id, id, name, address, latitude, longitude, time_zone, opening_hours, desk_window_days, room_window_days, check_in_grace_minutes, sensor_checks_in) to vrijplek_insight
  grant select on (organisation_id, id, name, address, latitude, longitude, time_zone, opening_hours, desk_window_days, room_window_days, check_in_grace_minutes, sensor_checks_in) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, name, address, latitude, longitude, time_zone, opening_hours, desk_window_days, room_window_days, check_in_grace_minutes, sensor_checks_in) to vrijplek_retention
  grant select on (organisation_id, id, name, address, latitude, longitude, time_zone, opening_hours, desk_window_days, room_window_days, check_in_grace_minutes, sensor_checks_in) to vrijplek_rights
  grant select on (organisation_id, id, name, address, latitude, longitude, time_zone, opening_hours, desk_window_days, room_window_days, check_in_grace_minutes, sensor_checks_in) to vrijplek_telemetry

table mails, row security forced
  organisation_id uuid not null
  id uuid not null
  person_id uuid not null
  kind text not null
  content_sealed bytea not null
  created_at timestamp with time zone not null
  attempts integer not null default 0
  next_attempt_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  constraint mails_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint mails_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint mails_pkey PRIMARY KEY (organisation_id, id)
  CREATE INDEX mails_by_person ON public.mails USING btree (organisation_id, person_id)
  CREATE INDEX mails_due ON public.mails USING btree (organisation_id, next_attempt_at)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, id, person_id, kind, content_sealed, created_at, attempts, next_attempt_at, expires_at) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, person_id, kind, content_sealed, created_at, attempts, next_attempt_at, expires_at) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant insert on (organisation_id, id, person_id, kind, content_sealed, created_at, attempts, next_attempt_at, expires_at) to vrijplek_rights
  grant select on (organisation_id, id, person_id, kind, content_sealed, created_at, attempts, next_attempt_at, expires_at) to vrijplek_rights
  grant delete on table to vrijplek_sign_in
  grant insert on (organisation_id, id, person_id, kind, content_sealed, created_at, attempts, next_attempt_at, expires_at) to vrijplek_sign_in
  grant select on (organisation_id, id, person_id, kind, content_sealed, created_at, attempts, next_attempt_at, expires_at) to vrijplek_sign_in
  grant update on (organisation_id, id, person_id, kind, content_sealed, created_at, attempts, next_attempt_at, expires_at) to vrijplek_sign_in

table notices, row security forced
  organisation_id uuid not null
  id uuid not null
  person_id uuid not null
  at timestamp with time zone not null
  kind text not null
  booking_id uuid
  read_at timestamp with time zone
  request_id uuid
  visit_id uuid
  review_id uuid
  constraint notices_about CHECK (((kind = ANY (ARRAY['check_in_reminder'::text, 'booking_released'::text])) = (booking_id IS NOT NULL)))
  constraint notices_kind_check CHECK (((kind = ANY (ARRAY['check_in_reminder'::text, 'booking_released'::text, 'export_ready'::text, 'data_corrected'::text, 'data_restricted'::text, 'restriction_lifted'::text, 'data_exported'::text, 'erasure_postponed'::text, 'agreement_ends'::text])) OR (kind = ANY (ARRAY['break_glass_used'::text, 'domain_missing'::text, 'domain_lapsed'::text])) OR (kind = ANY (ARRAY['support_asked'::text, 'support_necessary'::text, 'support_looked'::text])) OR (kind = ANY (ARRAY['review_asked'::text, 'review_week'::text, 'review_day'::text, 'review_at_risk'::text, 'right_lapsed'::text]))))
  constraint notices_organisation_id_booking_id_fkey FOREIGN KEY (organisation_id, booking_id) REFERENCES bookings(organisation_id, id)
  constraint notices_organisation_id_booking_id_kind_key UNIQUE (organisation_id, booking_id, kind)
  constraint notices_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint notices_pkey PRIMARY KEY (organisation_id, id)
  CREATE INDEX notices_by_person ON public.notices USING btree (organisation_id, person_id, at)
  CREATE UNIQUE INDEX notices_once_per_request ON public.notices USING btree (organisation_id, person_id, request_id, kind) WHERE (request_id IS NOT NULL)
  CREATE UNIQUE INDEX notices_once_per_review ON public.notices USING btree (organisation_id, person_id, review_id, kind) WHERE (review_id IS NOT NULL)
  CREATE UNIQUE INDEX notices_once_per_visit ON public.notices USING btree (organisation_id, person_id, visit_id, kind) WHERE (visit_id IS NOT NULL)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, id, person_id, at, kind, booking_id, read_at, request_id, visit_id, review_id) to vrijplek_booking
  grant select on (organisation_id, id, person_id, at, kind, booking_id, read_at, request_id, visit_id, review_id) to vrijplek_booking
  grant update on (organisation_id, id, person_id, at, kind, booking_id, read_at, request_id, visit_id, review_id) to vrijplek_booking
  grant delete on table to vrijplek_retention
  grant insert on (organisation_id, id, person_id, at, kind, booking_id, read_at, request_id, visit_id, review_id) to vrijplek_retention
  grant select on (organisation_id, id, person_id, at, kind, booking_id, read_at, request_id, visit_id, review_id) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant insert on (organisation_id, id, person_id, at, kind, booking_id, read_at, request_id, visit_id, review_id) to vrijplek_rights
  grant select on (organisation_id, id, person_id, at, kind, booking_id, read_at, request_id, visit_id, review_id) to vrijplek_rights

table occupied_intervals, row security forced
  organisation_id uuid not null
  device_id uuid not null
  region integer not null
  from_at timestamp with time zone not null
  to_at timestamp with time zone
  what text not null
  stuck boolean not null
  link_id uuid not null
  workspace_id uuid
  zone_id uuid
  constraint occupied_intervals_check CHECK ((to_at > from_at))
  constraint occupied_intervals_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint occupied_intervals_pkey PRIMARY KEY (organisation_id, device_id, region, from_at)
  constraint occupied_intervals_what_check CHECK ((what = ANY (ARRAY['occupied'::text, 'unknown'::text])))
  CREATE INDEX occupied_intervals_by_workspace ON public.occupied_intervals USING btree (organisation_id, workspace_id, from_at)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant select on (organisation_id, device_id, region, from_at, to_at, what, stuck, link_id, workspace_id, zone_id) to vrijplek_administration
  grant select on (organisation_id, device_id, region, from_at, to_at, what, stuck, link_id, workspace_id, zone_id) to vrijplek_booking
  grant select on (organisation_id, device_id, region, from_at, to_at, what, stuck, link_id, workspace_id, zone_id) to vrijplek_insight
  grant select on (organisation_id, device_id, region, from_at, to_at, what, stuck, link_id, workspace_id, zone_id) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, device_id, region, from_at, to_at, what, stuck, link_id, workspace_id, zone_id) to vrijplek_retention
  grant select on (organisation_id, device_id, region, from_at, to_at, what, stuck, link_id, workspace_id, zone_id) to vrijplek_rights
  grant delete on table to vrijplek_telemetry
  grant insert on (organisation_id, device_id, region, from_at, to_at, what, stuck, link_id, workspace_id, zone_id) to vrijplek_telemetry
  grant select on (organisation_id, device_id, region, from_at, to_at, what, stuck, link_id, workspace_id, zone_id) to vrijplek_telemetry
  grant update on (organisation_id, device_id, region, from_at, to_at, what, stuck, link_id, workspace_id, zone_id) to vrijplek_telemetry

view organisation_states with (security_invoker=true)
 SELECT organisation_id,
    agreement_in_force_id IS NOT NULL AS agreement_in_force,
    formation_expires_at,
    access_ended_at
   FROM organisations;
  grant select on (organisation_id, agreement_in_force, formation_expires_at, access_ended_at) to vrijplek_administration
  grant select on (organisation_id, agreement_in_force, formation_expires_at, access_ended_at) to vrijplek_booking
  grant select on (organisation_id, agreement_in_force, formation_expires_at, access_ended_at) to vrijplek_jobs
  grant select on (organisation_id, agreement_in_force, formation_expires_at, access_ended_at) to vrijplek_presence
  grant select on (organisation_id, agreement_in_force, formation_expires_at, access_ended_at) to vrijplek_retention
  grant select on (organisation_id, agreement_in_force, formation_expires_at, access_ended_at) to vrijplek_rights
  grant select on (organisation_id, agreement_in_force, formation_expires_at, access_ended_at) to vrijplek_sign_in
  grant select on (organisation_id, agreement_in_force, formation_expires_at, access_ended_at) to vrijplek_telemetry

table organisations, row security forced
  organisation_id uuid not null
  name text not null
  language text not null
  created_at timestamp with time zone not null
  agreement_in_force_id uuid
  formation_expires_at timestamp with time zone
  access_ended_at timestamp with time zone
  constraint organisations_check CHECK (((agreement_in_force_id IS NULL) OR (formation_expires_at IS NULL)))
  constraint organisations_language_check CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text])))
  constraint organisations_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint organisations_organisation_id_agreement_in_force_id_fkey FOREIGN KEY (organisation_id, agreement_in_force_id) REFERENCES agreements(organisation_id, id)
  constraint organisations_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint organisations_pkey PRIMARY KEY (organisation_id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant select on (organisation_id, name, language, created_at, agreement_in_force_id, formation_expires_at, access_ended_at) to vrijplek_administration
  grant update on (organisation_id, name, language, created_at, agreement_in_force_id, formation_expires_at, access_ended_at) to vrijplek_administration
  grant select on (organisation_id, name, language, created_at, agreement_in_force_id, formation_expires_at, access_ended_at) to vrijplek_audit
  grant select on (organisation_id, name, language, created_at, agreement_in_force_id, formation_expires_at, access_ended_at) to vrijplek_booking
  grant select on (organisation_id, name, language, created_at, agreement_in_force_id, formation_expires_at, access_ended_at) to vrijplek_insight
  grant select on (organisation_id, name, language, created_at, agreement_in_force_id, formation_expires_at, access_ended_at) to vrijplek_jobs
  grant select on (organisation_id, name, language, created_at, agreement_in_force_id, formation_expires_at, access_ended_at) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, name, language, created_at, agreement_in_force_id, formation_expires_at, access_ended_at) to vrijplek_retention
  grant update on (organisation_id, name, language, created_at, agreement_in_force_id, formation_expires_at, access_ended_at) to vrijplek_retention
  grant select on (organisation_id, name, language, created_at, agreement_in_force_id, formation_expires_at, access_ended_at) to vrijplek_rights
  grant select on (organisation_id, name, language, created_at, agreement_in_force_id, formation_expires_at, access_ended_at) to vrijplek_security
  grant insert on (organisation_id, name, language, created_at, agreement_in_force_id, formation_expires_at, access_ended_at) to vrijplek_sign_in
  grant select on (organisation_id, name, language, created_at, agreement_in_force_id, formation_expires_at, access_ended_at) to vrijplek_sign_in
  grant select on (organisation_id, name, language, created_at, agreement_in_force_id, formation_expires_at, access_ended_at) to vrijplek_support
  grant select on (organisation_id, name, language, created_at, agreement_in_force_id, formation_expires_at, access_ended_at) to vrijplek_telemetry

table outbox, row security forced
  organisation_id uuid not null
  id bigint not null identity
  at timestamp with time zone not null default now()
  kind text not null
  payload jsonb not null
  constraint outbox_pkey PRIMARY KEY (organisation_id, id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, id, at, kind, payload) to vrijplek_administration
  grant insert on (organisation_id, id, at, kind, payload) to vrijplek_booking
  grant delete on table to vrijplek_jobs
  grant select on (organisation_id, id, at, kind, payload) to vrijplek_jobs
  grant insert on (organisation_id, id, at, kind, payload) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant insert on (organisation_id, id, at, kind, payload) to vrijplek_retention
  grant select on (organisation_id, id, at, kind, payload) to vrijplek_retention
  grant insert on (organisation_id, id, at, kind, payload) to vrijplek_rights
  grant insert on (organisation_id, id, at, kind, payload) to vrijplek_security
  grant insert on (organisation_id, id, at, kind, payload) to vrijplek_sign_in
  grant insert on (organisation_id, id, at, kind, payload) to vrijplek_telemetry

table passkeys, row security forced
  organisation_id uuid not null
  id uuid not null
  person_id uuid not null
  name_sealed bytea not null
  credential_id bytea not null
  public_key bytea not null
  counter bigint not null
  transports text[] not null
  device_bound boolean not null
  backed_up boolean not null
  aaguid uuid not null
  attestation text
  created_at timestamp with time zone not null
  last_used_at timestamp with time zone
  disabled_at timestamp with time zone
  constraint passkeys_counter_check CHECK ((counter >= 0))
  constraint passkeys_credential_id_check CHECK (((octet_length(credential_id) >= 1) AND (octet_length(credential_id) <= 1023)))
  constraint passkeys_organisation_id_credential_id_key UNIQUE (organisation_id, credential_id)
  constraint passkeys_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint passkeys_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint passkeys_pkey PRIMARY KEY (organisation_id, id)
  CREATE INDEX passkeys_by_person ON public.passkeys USING btree (organisation_id, person_id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant select on (organisation_id, id, person_id, device_bound, attestation, created_at, last_used_at, disabled_at) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, person_id, name_sealed, credential_id, public_key, counter, transports, device_bound, backed_up, aaguid, attestation, created_at, last_used_at, disabled_at) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, id, person_id, name_sealed, credential_id, public_key, counter, transports, device_bound, backed_up, aaguid, attestation, created_at, last_used_at, disabled_at) to vrijplek_rights
  grant delete on table to vrijplek_sign_in
  grant insert on (organisation_id, id, person_id, name_sealed, credential_id, public_key, counter, transports, device_bound, backed_up, aaguid, attestation, created_at, last_used_at, disabled_at) to vrijplek_sign_in
  grant select on (organisation_id, id, person_id, name_sealed, credential_id, public_key, counter, transports, device_bound, backed_up, aaguid, attestation, created_at, last_used_at, disabled_at) to vrijplek_sign_in
  grant update on (organisation_id, id, person_id, name_sealed, credential_id, public_key, counter, transports, device_bound, backed_up, aaguid, attestation, created_at, last_used_at, disabled_at) to vrijplek_sign_in

table people, row security forced
  organisation_id uuid not null
  id uuid not null
  name_sealed bytea not null
  email_sealed bytea not null
  email_index bytea not null
  team_id uuid
  visibility text not null default 'nobody'::text
  language text not null
  theme text not null default 'system'::text
  formation boolean not null default false
  opted_in_at timestamp with time zone
  created_at timestamp with time zone not null
  restricted_at timestamp with time zone
  kind text not null default 'employee'::text
  access_until timestamp with time zone
  deactivated_at timestamp with time zone
  constraint people_guests_end CHECK (((kind <> 'guest'::text) OR (access_until IS NOT NULL)))
  constraint people_kind_check CHECK ((kind = ANY (ARRAY['employee'::text, 'guest'::text])))
  constraint people_language_check CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text])))
  constraint people_organisation_id_email_index_key UNIQUE (organisation_id, email_index)
  constraint people_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint people_organisation_id_team_id_fkey FOREIGN KEY (organisation_id, team_id) REFERENCES teams(organisation_id, id)
  constraint people_pkey PRIMARY KEY (organisation_id, id)
  constraint people_theme_check CHECK ((theme = ANY (ARRAY['system'::text, 'light'::text, 'dark'::text])))
  constraint people_visibility_check CHECK ((visibility = ANY (ARRAY['nobody'::text, 'team'::text, 'organisation'::text])))
  CREATE INDEX people_by_end ON public.people USING btree (organisation_id, access_until) WHERE (access_until IS NOT NULL)
  CREATE INDEX people_by_team ON public.people USING btree (organisation_id, team_id)
  CREATE INDEX people_deactivated ON public.people USING btree (organisation_id, deactivated_at) WHERE (deactivated_at IS NOT NULL)
  CREATE UNIQUE INDEX people_one_signing_manager ON public.people USING btree (organisation_id) WHERE formation
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (formation OR (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL)))))))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (formation OR (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL)))))) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, id, name_sealed, email_sealed, email_index, team_id, visibility, language, theme, formation, opted_in_at, created_at, restricted_at, kind, access_until, deactivated_at) to vrijplek_administration
  grant select on (organisation_id, id, name_sealed, email_sealed, email_index, team_id, visibility, language, theme, formation, opted_in_at, created_at, restricted_at, kind, access_until, deactivated_at) to vrijplek_administration
  grant update on (organisation_id, id, name_sealed, email_sealed, email_index, team_id, visibility, language, theme, formation, opted_in_at, created_at, restricted_at, kind, access_until, deactivated_at) to vrijplek_administration
  grant select on (organisation_id, id, name_sealed) to vrijplek_audit
  grant select on (organisation_id, id, name_sealed, team_id, visibility, language, opted_in_at, restricted_at, deactivated_at) to vrijplek_booking
  grant select on (organisation_id, id, name_sealed, team_id, visibility, language, opted_in_at, restricted_at) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, name_sealed, email_sealed, email_index, team_id, visibility, language, theme, formation, opted_in_at, created_at, restricted_at, kind, access_until, deactivated_at) to vrijplek_retention
  grant update on (organisation_id, id, name_sealed, email_sealed, email_index, team_id, visibility, language, theme, formation, opted_in_at, created_at, restricted_at, kind, access_until, deactivated_at) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, id, name_sealed, email_sealed, email_index, team_id, visibility, language, theme, formation, opted_in_at, created_at, restricted_at, kind, access_until, deactivated_at) to vrijplek_rights
  grant update on (organisation_id, id, name_sealed, email_sealed, email_index, team_id, visibility, language, theme, formation, opted_in_at, created_at, restricted_at, kind, access_until, deactivated_at) to vrijplek_rights
  grant select on (organisation_id, id, name_sealed, team_id, visibility, language, opted_in_at, restricted_at) to vrijplek_security
  grant insert on (organisation_id, id, name_sealed, email_sealed, email_index, team_id, visibility, language, theme, formation, opted_in_at, created_at, restricted_at, kind, access_until, deactivated_at) to vrijplek_sign_in
  grant select on (organisation_id, id, name_sealed, email_sealed, email_index, team_id, visibility, language, theme, formation, opted_in_at, created_at, restricted_at, kind, access_until, deactivated_at) to vrijplek_sign_in
  grant update on (organisation_id, id, name_sealed, email_sealed, email_index, team_id, visibility, language, theme, formation, opted_in_at, created_at, restricted_at, kind, access_until, deactivated_at) to vrijplek_sign_in
  grant select on (organisation_id, id, name_sealed, email_sealed, email_index, opted_in_at, restricted_at, kind, access_until, deactivated_at) to vrijplek_support

table people_counts, row security forced
  organisation_id uuid not null
  device_id uuid not null
  from_at timestamp with time zone not null
  people integer
  link_id uuid not null
  workspace_id uuid
  zone_id uuid
  constraint people_counts_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint people_counts_people_check CHECK ((people >= 0))
  constraint people_counts_pkey PRIMARY KEY (organisation_id, device_id, from_at)
  CREATE INDEX people_counts_by_workspace ON public.people_counts USING btree (organisation_id, workspace_id, from_at)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant select on (organisation_id, device_id, from_at, people, link_id, workspace_id, zone_id) to vrijplek_administration
  grant select on (organisation_id, device_id, from_at, people, link_id, workspace_id, zone_id) to vrijplek_booking
  grant select on (organisation_id, device_id, from_at, people, link_id, workspace_id, zone_id) to vrijplek_insight
  grant select on (organisation_id, device_id, from_at, people, link_id, workspace_id, zone_id) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, device_id, from_at, people, link_id, workspace_id, zone_id) to vrijplek_retention
  grant select on (organisation_id, device_id, from_at, people, link_id, workspace_id, zone_id) to vrijplek_rights
  grant delete on table to vrijplek_telemetry
  grant insert on (organisation_id, device_id, from_at, people, link_id, workspace_id, zone_id) to vrijplek_telemetry
  grant select on (organisation_id, device_id, from_at, people, link_id, workspace_id, zone_id) to vrijplek_telemetry
  grant update on (organisation_id, device_id, from_at, people, link_id, workspace_id, zone_id) to vrijplek_telemetry

view person_cards with (security_invoker=true)
 SELECT organisation_id,
    id AS person_id,
    name_sealed,
    team_id,
    visibility
   FROM people
  WHERE restricted_at IS NULL;
  grant select on (organisation_id, person_id, name_sealed, team_id, visibility) to vrijplek_booking
  grant select on (organisation_id, person_id, name_sealed, team_id, visibility) to vrijplek_presence
  grant select on (organisation_id, person_id, name_sealed, team_id, visibility) to vrijplek_rights

view person_states with (security_invoker=true)
 SELECT organisation_id,
    id AS person_id,
    team_id,
    language,
    opted_in_at,
    restricted_at,
    kind,
    access_until,
    deactivated_at
   FROM people;
  grant select on (organisation_id, person_id, team_id, language, opted_in_at, restricted_at, kind, access_until, deactivated_at) to vrijplek_sign_in

view place_locations with (security_invoker=true)
 SELECT workspaces.organisation_id,
    workspaces.id AS place_id,
    workspaces.location_id
   FROM workspaces
UNION ALL
 SELECT z.organisation_id,
    z.id AS place_id,
    f.location_id
   FROM zones z
     JOIN floors f ON f.organisation_id = z.organisation_id AND f.id = z.floor_id;
  grant select on (organisation_id, place_id, location_id) to vrijplek_administration

table presence, row security forced
  organisation_id uuid not null
  device_id uuid not null
  region integer not null
  link_id uuid not null
  occupied boolean
  since_at timestamp with time zone
  holds_until timestamp with time zone
  unknown_from timestamp with time zone
  stuck boolean not null
  people integer
  people_until timestamp with time zone
  state text not null
  constraint presence_organisation_id_device_id_fkey FOREIGN KEY (organisation_id, device_id) REFERENCES devices(organisation_id, id)
  constraint presence_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint presence_pkey PRIMARY KEY (organisation_id, device_id, region)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant select on (organisation_id, device_id, region, link_id, occupied, since_at, holds_until, unknown_from, stuck, people, people_until, state) to vrijplek_administration
  grant select on (organisation_id, device_id, region, link_id, occupied, since_at, holds_until, unknown_from, stuck, people, people_until, state) to vrijplek_booking
  grant select on (organisation_id, device_id, region, link_id, occupied, since_at, holds_until, unknown_from, stuck, people, people_until, state) to vrijplek_insight
  grant select on (organisation_id, device_id, region, link_id, occupied, since_at, holds_until, unknown_from, stuck, people, people_until, state) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, device_id, region, link_id, occupied, since_at, holds_until, unknown_from, stuck, people, people_until, state) to vrijplek_retention
  grant select on (organisation_id, device_id, region, link_id, occupied, since_at, holds_until, unknown_from, stuck, people, people_until, state) to vrijplek_rights
  grant delete on table to vrijplek_telemetry
  grant insert on (organisation_id, device_id, region, link_id, occupied, since_at, holds_until, unknown_from, stuck, people, people_until, state) to vrijplek_telemetry
  grant select on (organisation_id, device_id, region, link_id, occupied, since_at, holds_until, unknown_from, stuck, people, people_until, state) to vrijplek_telemetry
  grant update on (organisation_id, device_id, region, link_id, occupied, since_at, holds_until, unknown_from, stuck, people, people_until, state) to vrijplek_telemetry

table privacy_notice_acceptances, row security forced
  organisation_id uuid not null
  person_id uuid not null
  version text not null
  language text not null
  text_hash text not null
  accepted_at timestamp with time zone not null
  constraint privacy_notice_acceptances_language_check CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text])))
  constraint privacy_notice_acceptances_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint privacy_notice_acceptances_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint privacy_notice_acceptances_pkey PRIMARY KEY (organisation_id, person_id, version, language)
  constraint privacy_notice_acceptances_text_hash_check CHECK ((text_hash ~ '^[0-9a-f]{64}$'::text))
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant select on (organisation_id, person_id, version, language, text_hash, accepted_at) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, person_id, version, language, text_hash, accepted_at) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant insert on (organisation_id, person_id, version, language, text_hash, accepted_at) to vrijplek_rights
  grant select on (organisation_id, person_id, version, language, text_hash, accepted_at) to vrijplek_rights

table provider_groups, row security forced
  organisation_id uuid not null
  provider_id uuid not null
  place integer not null
  group_name text not null
  role text
  location_id uuid
  team_id uuid
  set_by uuid
  constraint provider_groups_check CHECK (((role IS NOT NULL) OR (team_id IS NOT NULL)))
  constraint provider_groups_check1 CHECK (((location_id IS NULL) OR (role = ANY (ARRAY['receptionist'::text, 'location_manager'::text]))))
  constraint provider_groups_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint provider_groups_organisation_id_location_id_fkey FOREIGN KEY (organisation_id, location_id) REFERENCES locations(organisation_id, id) ON DELETE CASCADE
  constraint provider_groups_organisation_id_provider_id_fkey FOREIGN KEY (organisation_id, provider_id) REFERENCES identity_providers(organisation_id, id) ON DELETE CASCADE
  constraint provider_groups_organisation_id_team_id_fkey FOREIGN KEY (organisation_id, team_id) REFERENCES teams(organisation_id, id)
  constraint provider_groups_pkey PRIMARY KEY (organisation_id, provider_id, place)
  constraint provider_groups_role_check CHECK ((role = ANY (ARRAY['employee'::text, 'receptionist'::text, 'location_manager'::text, 'organisation_manager'::text, 'privacy_officer'::text, 'auditor'::text])))
  CREATE INDEX provider_groups_by_setter ON public.provider_groups USING btree (organisation_id, set_by) WHERE (set_by IS NOT NULL)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, provider_id, place, group_name, role, location_id, team_id, set_by) to vrijplek_administration
  grant select on (organisation_id, provider_id, place, group_name, role, location_id, team_id, set_by) to vrijplek_administration
  grant select on (organisation_id, provider_id, place, group_name, role, location_id, team_id, set_by) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, provider_id, place, group_name, role, location_id, team_id, set_by) to vrijplek_retention
  grant update on (organisation_id, provider_id, place, group_name, role, location_id, team_id, set_by) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, provider_id, place, group_name, role, location_id, team_id, set_by) to vrijplek_rights

table readings partition by RANGE (at), row security forced
  organisation_id uuid not null
  device_id uuid not null
  at timestamp with time zone not null
  f_cnt bigint not null
  received_at timestamp with time zone not null
  measurement jsonb
  constraint readings_pkey PRIMARY KEY (organisation_id, device_id, at, f_cnt)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant select on (organisation_id, device_id, at, f_cnt, received_at, measurement) to vrijplek_administration
  grant select on (organisation_id, device_id, at, f_cnt, received_at, measurement) to vrijplek_booking
  grant select on (organisation_id, device_id, at, f_cnt, received_at, measurement) to vrijplek_insight
  grant select on (organisation_id, device_id, at, f_cnt, received_at, measurement) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, device_id, at, f_cnt, received_at, measurement) to vrijplek_retention
  grant select on (organisation_id, device_id, at, f_cnt, received_at, measurement) to vrijplek_rights
  grant delete on table to vrijplek_telemetry
  grant insert on (organisation_id, device_id, at, f_cnt, received_at, measurement) to vrijplek_telemetry
  grant select on (organisation_id, device_id, at, f_cnt, received_at, measurement) to vrijplek_telemetry
  grant update on (organisation_id, device_id, at, f_cnt, received_at, measurement) to vrijplek_telemetry

table recovery_codes, row security forced
  organisation_id uuid not null
  person_id uuid not null
  code_hash bytea not null
  made_at timestamp with time zone not null
  constraint recovery_codes_code_hash_check CHECK ((octet_length(code_hash) = 32))
  constraint recovery_codes_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint recovery_codes_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint recovery_codes_pkey PRIMARY KEY (organisation_id, person_id, code_hash)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant select on (organisation_id, person_id) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, person_id, code_hash, made_at) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, person_id, code_hash, made_at) to vrijplek_rights
  grant delete on table to vrijplek_sign_in
  grant insert on (organisation_id, person_id, code_hash, made_at) to vrijplek_sign_in
  grant select on (organisation_id, person_id, code_hash, made_at) to vrijplek_sign_in

table requests, row security forced
  organisation_id uuid not null
  id uuid not null
  kind text not null
  person_id uuid
  asked_by text not null
  asked_by_id uuid
  asked_at timestamp with time zone not null
  due_at timestamp with time zone not null
  state text not null
  progress_pct integer not null default 0
  reason text
  done_at timestamp with time zone
  file_id uuid
  outcome jsonb
  constraint requests_asked_by_check CHECK ((asked_by = ANY (ARRAY['person'::text, 'privacy_officer'::text, 'organisation_manager'::text])))
  constraint requests_check CHECK (((state = ANY (ARRAY['done'::text, 'refused'::text])) = (done_at IS NOT NULL)))
  constraint requests_kind_check CHECK ((kind = ANY (ARRAY['export'::text, 'correct'::text, 'restrict'::text, 'lift_restriction'::text, 'erase'::text, 'organisation_export'::text])))
  constraint requests_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint requests_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint requests_pkey PRIMARY KEY (organisation_id, id)
  constraint requests_progress_pct_check CHECK (((progress_pct >= 0) AND (progress_pct <= 100)))
  constraint requests_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'working'::text, 'done'::text, 'postponed'::text, 'refused'::text, 'failed'::text])))
  CREATE INDEX requests_by_asker ON public.requests USING btree (organisation_id, asked_by_id) WHERE (asked_by_id IS NOT NULL)
  CREATE INDEX requests_by_person ON public.requests USING btree (organisation_id, person_id, asked_at) WHERE (person_id IS NOT NULL)
  CREATE INDEX requests_open ON public.requests USING btree (organisation_id, asked_at) WHERE (state = ANY (ARRAY['waiting'::text, 'working'::text, 'postponed'::text, 'failed'::text]))
  CREATE UNIQUE INDEX requests_one_open ON public.requests USING btree (organisation_id, kind, COALESCE(person_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE (state = ANY (ARRAY['waiting'::text, 'working'::text, 'postponed'::text]))
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_retention
  grant insert on (organisation_id, id, kind, person_id, asked_by, asked_by_id, asked_at, due_at, state, progress_pct, reason, done_at, file_id, outcome) to vrijplek_retention
  grant select on (organisation_id, id, kind, person_id, asked_by, asked_by_id, asked_at, due_at, state, progress_pct, reason, done_at, file_id, outcome) to vrijplek_retention
  grant update on (organisation_id, id, kind, person_id, asked_by, asked_by_id, asked_at, due_at, state, progress_pct, reason, done_at, file_id, outcome) to vrijplek_retention
  grant insert on (organisation_id, id, kind, person_id, asked_by, asked_by_id, asked_at, due_at, state, progress_pct, reason, done_at, file_id, outcome) to vrijplek_rights
  grant select on (organisation_id, id, kind, person_id, asked_by, asked_by_id, asked_at, due_at, state, progress_pct, reason, done_at, file_id, outcome) to vrijplek_rights
  grant update on (organisation_id, id, kind, person_id, asked_by, asked_by_id, asked_at, due_at, state, progress_pct, reason, done_at, file_id, outcome) to vrijplek_rights

table review_items, row security forced
  organisation_id uuid not null
  id uuid not null
  review_id uuid not null
  kind text not null
  right_id uuid
  person_id uuid
  role text
  location_id uuid
  label text
  since timestamp with time zone not null
  until timestamp with time zone
  granted_by uuid
  reviewer text not null
  state text not null default 'open'::text
  answered_by uuid
  answered_at timestamp with time zone
  constraint review_items_kind_check CHECK ((kind = ANY (ARRAY['role'::text, 'break_glass'::text, 'approval'::text, 'client'::text, 'token'::text])))
  constraint review_items_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint review_items_organisation_id_review_id_fkey FOREIGN KEY (organisation_id, review_id) REFERENCES access_reviews(organisation_id, id) ON DELETE CASCADE
  constraint review_items_pkey PRIMARY KEY (organisation_id, id)
  constraint review_items_reviewer_check CHECK ((reviewer = ANY (ARRAY['organisation_manager'::text, 'location_manager'::text, 'privacy_officer'::text])))
  constraint review_items_state_check CHECK ((state = ANY (ARRAY['open'::text, 'confirmed'::text, 'taken_away'::text, 'lapsed'::text, 'at_risk'::text, 'gone'::text])))
  CREATE INDEX review_items_by_person ON public.review_items USING btree (organisation_id, person_id)
  CREATE INDEX review_items_by_review ON public.review_items USING btree (organisation_id, review_id, state)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, id, review_id, kind, right_id, person_id, role, location_id, label, since, until, granted_by, reviewer, state, answered_by, answered_at) to vrijplek_administration
  grant select on (organisation_id, id, review_id, kind, right_id, person_id, role, location_id, label, since, until, granted_by, reviewer, state, answered_by, answered_at) to vrijplek_administration
  grant update on (organisation_id, id, review_id, kind, right_id, person_id, role, location_id, label, since, until, granted_by, reviewer, state, answered_by, answered_at) to vrijplek_administration
  grant select on (organisation_id, id, review_id, kind, right_id, person_id, role, location_id, label, since, until, granted_by, reviewer, state, answered_by, answered_at) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, review_id, kind, right_id, person_id, role, location_id, label, since, until, granted_by, reviewer, state, answered_by, answered_at) to vrijplek_retention
  grant update on (organisation_id, id, review_id, kind, right_id, person_id, role, location_id, label, since, until, granted_by, reviewer, state, answered_by, answered_at) to vrijplek_retention
  grant select on (organisation_id, id, review_id, kind, right_id, person_id, role, location_id, label, since, until, granted_by, reviewer, state, answered_by, answered_at) to vrijplek_rights

table review_settings, row security forced
  organisation_id uuid not null
  every_months integer not null
  changed_at timestamp with time zone not null
  constraint review_settings_every_months_check CHECK ((every_months = ANY (ARRAY[3, 6, 12])))
  constraint review_settings_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint review_settings_pkey PRIMARY KEY (organisation_id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, every_months, changed_at) to vrijplek_administration
  grant select on (organisation_id, every_months, changed_at) to vrijplek_administration
  grant update on (organisation_id, every_months, changed_at) to vrijplek_administration
  grant select on (organisation_id, every_months, changed_at) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, every_months, changed_at) to vrijplek_retention
  grant update on (organisation_id, every_months, changed_at) to vrijplek_retention
  grant select on (organisation_id, every_months, changed_at) to vrijplek_rights

table role_grants, row security forced
  organisation_id uuid not null
  person_id uuid not null
  role text not null
  granted_at timestamp with time zone not null
  granted_by uuid
  id uuid not null default gen_random_uuid()
  location_id uuid
  starts_at timestamp with time zone not null
  ends_at timestamp with time zone
  reason_sealed bytea
  source text not null default 'manual'::text
  confirmed_at timestamp with time zone
  constraint role_grants_local CHECK (((location_id IS NULL) OR (role = ANY (ARRAY['receptionist'::text, 'location_manager'::text]))))
  constraint role_grants_location FOREIGN KEY (organisation_id, location_id) REFERENCES locations(organisation_id, id) ON DELETE CASCADE
  constraint role_grants_once UNIQUE NULLS NOT DISTINCT (organisation_id, person_id, role, location_id)
  constraint role_grants_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint role_grants_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint role_grants_period CHECK (((ends_at IS NULL) OR (ends_at > starts_at)))
  constraint role_grants_pkey PRIMARY KEY (organisation_id, id)
  constraint role_grants_role_check CHECK ((role = ANY (ARRAY['employee'::text, 'receptionist'::text, 'location_manager'::text, 'organisation_manager'::text, 'privacy_officer'::text, 'auditor'::text])))
  constraint role_grants_source_check CHECK ((source = ANY (ARRAY['manual'::text, 'invitation'::text, 'formation'::text, 'import'::text, 'sso'::text, 'scim'::text, 'domain'::text])))
  CREATE INDEX role_grants_by_end ON public.role_grants USING btree (organisation_id, ends_at) WHERE (ends_at IS NOT NULL)
  CREATE INDEX role_grants_by_granter ON public.role_grants USING btree (organisation_id, granted_by) WHERE (granted_by IS NOT NULL)
  CREATE INDEX role_grants_by_location ON public.role_grants USING btree (organisation_id, location_id) WHERE (location_id IS NOT NULL)
  CREATE INDEX role_grants_by_role ON public.role_grants USING btree (organisation_id, role) WHERE (role <> 'employee'::text)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, person_id, role, granted_at, granted_by, id, location_id, starts_at, ends_at, reason_sealed, source, confirmed_at) to vrijplek_administration
  grant select on (organisation_id, person_id, role, granted_at, granted_by, id, location_id, starts_at, ends_at, reason_sealed, source, confirmed_at) to vrijplek_administration
  grant update on (organisation_id, person_id, role, granted_at, granted_by, id, location_id, starts_at, ends_at, reason_sealed, source, confirmed_at) to vrijplek_administration
  grant select on (organisation_id, person_id, role, granted_at, id, location_id, starts_at, ends_at, source, confirmed_at) to vrijplek_booking
  grant select on (organisation_id, person_id, role, granted_at, id, location_id, starts_at, ends_at, source, confirmed_at) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, person_id, role, granted_at, granted_by, id, location_id, starts_at, ends_at, reason_sealed, source, confirmed_at) to vrijplek_retention
  grant update on (organisation_id, person_id, role, granted_at, granted_by, id, location_id, starts_at, ends_at, reason_sealed, source, confirmed_at) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, person_id, role, granted_at, granted_by, id, location_id, starts_at, ends_at, reason_sealed, source, confirmed_at) to vrijplek_rights
  grant select on (organisation_id, person_id, role, granted_at, granted_by, id, location_id, starts_at, ends_at, source, confirmed_at) to vrijplek_security
  grant delete on table to vrijplek_sign_in
  grant insert on (organisation_id, person_id, role, granted_at, granted_by, id, location_id, starts_at, ends_at, source, confirmed_at) to vrijplek_sign_in
  grant select on (organisation_id, person_id, role, granted_at, granted_by, id, location_id, starts_at, ends_at, source, confirmed_at) to vrijplek_sign_in
  grant update on (organisation_id, person_id, role, granted_at, granted_by, id, location_id, starts_at, ends_at, source, confirmed_at) to vrijplek_sign_in
  grant select on (organisation_id, person_id, role, granted_at, id, location_id, starts_at, ends_at, source, confirmed_at) to vrijplek_support

table scim_calls, row security forced
  organisation_id uuid not null
  client_id uuid not null
  hour timestamp with time zone not null
  reads integer not null
  writes integer not null
  refusals integer not null
  last_at timestamp with time zone not null
  constraint scim_calls_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint scim_calls_pkey PRIMARY KEY (organisation_id, client_id, hour)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, client_id, hour, reads, writes, refusals, last_at) to vrijplek_administration
  grant select on (organisation_id, client_id, hour, reads, writes, refusals, last_at) to vrijplek_administration
  grant update on (organisation_id, client_id, hour, reads, writes, refusals, last_at) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, client_id, hour, reads, writes, refusals, last_at) to vrijplek_retention
  grant select on (organisation_id, client_id, hour, reads, writes, refusals, last_at) to vrijplek_rights

table scim_groups, row security forced
  organisation_id uuid not null
  id uuid not null
  name text not null
  external_id text
  team_id uuid
  roles text[] not null default '{}'::text[]
  mapped_by uuid
  created_at timestamp with time zone not null
  modified_at timestamp with time zone not null
  constraint scim_groups_external_id_check CHECK (((length(external_id) >= 1) AND (length(external_id) <= 256)))
  constraint scim_groups_name_check CHECK (((length(name) >= 1) AND (length(name) <= 256)))
  constraint scim_groups_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint scim_groups_organisation_id_team_id_fkey FOREIGN KEY (organisation_id, team_id) REFERENCES teams(organisation_id, id)
  constraint scim_groups_pkey PRIMARY KEY (organisation_id, id)
  CREATE INDEX scim_groups_by_team ON public.scim_groups USING btree (organisation_id, team_id) WHERE (team_id IS NOT NULL)
  CREATE UNIQUE INDEX scim_groups_by_name ON public.scim_groups USING btree (organisation_id, lower(name))
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, id, name, external_id, team_id, roles, mapped_by, created_at, modified_at) to vrijplek_administration
  grant select on (organisation_id, id, name, external_id, team_id, roles, mapped_by, created_at, modified_at) to vrijplek_administration
  grant update on (organisation_id, id, name, external_id, team_id, roles, mapped_by, created_at, modified_at) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, name, external_id, team_id, roles, mapped_by, created_at, modified_at) to vrijplek_retention
  grant update on (organisation_id, id, name, external_id, team_id, roles, mapped_by, created_at, modified_at) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, id, name, external_id, team_id, roles, mapped_by, created_at, modified_at) to vrijplek_rights

table scim_members, row security forced
  organisation_id uuid not null
  group_id uuid not null
  person_id uuid not null
  constraint scim_members_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint scim_members_organisation_id_group_id_fkey FOREIGN KEY (organisation_id, group_id) REFERENCES scim_groups(organisation_id, id) ON DELETE CASCADE
  constraint scim_members_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint scim_members_pkey PRIMARY KEY (organisation_id, group_id, person_id)
  CREATE INDEX scim_members_by_person ON public.scim_members USING btree (organisation_id, person_id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, group_id, person_id) to vrijplek_administration
  grant select on (organisation_id, group_id, person_id) to vrijplek_administration
  grant update on (organisation_id, group_id, person_id) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, group_id, person_id) to vrijplek_retention
  grant update on (organisation_id, group_id, person_id) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, group_id, person_id) to vrijplek_rights

table scim_refusals, row security forced
  organisation_id uuid not null
  id uuid not null
  at timestamp with time zone not null
  client_id uuid not null
  resource text not null
  act text not null
  code text not null
  constraint scim_refusals_act_check CHECK ((act = ANY (ARRAY['read'::text, 'create'::text, 'replace'::text, 'patch'::text, 'delete'::text])))
  constraint scim_refusals_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint scim_refusals_pkey PRIMARY KEY (organisation_id, id)
  constraint scim_refusals_resource_check CHECK ((resource = ANY (ARRAY['users'::text, 'groups'::text, 'other'::text])))
  CREATE INDEX scim_refusals_by_time ON public.scim_refusals USING btree (organisation_id, at)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, id, at, client_id, resource, act, code) to vrijplek_administration
  grant select on (organisation_id, id, at, client_id, resource, act, code) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, at, client_id, resource, act, code) to vrijplek_retention
  grant select on (organisation_id, id, at, client_id, resource, act, code) to vrijplek_rights

table scim_users, row security forced
  organisation_id uuid not null
  person_id uuid not null
  user_name_index bytea not null
  external_id_index bytea
  attributes_sealed bytea not null
  active boolean not null
  client_id uuid not null
  created_at timestamp with time zone not null
  modified_at timestamp with time zone not null
  deleted_at timestamp with time zone
  constraint scim_users_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint scim_users_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint scim_users_organisation_id_user_name_index_key UNIQUE (organisation_id, user_name_index)
  constraint scim_users_pkey PRIMARY KEY (organisation_id, person_id)
  CREATE INDEX scim_users_by_external_id ON public.scim_users USING btree (organisation_id, external_id_index) WHERE (external_id_index IS NOT NULL)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, person_id, user_name_index, external_id_index, attributes_sealed, active, client_id, created_at, modified_at, deleted_at) to vrijplek_administration
  grant select on (organisation_id, person_id, user_name_index, external_id_index, attributes_sealed, active, client_id, created_at, modified_at, deleted_at) to vrijplek_administration
  grant update on (organisation_id, person_id, user_name_index, external_id_index, attributes_sealed, active, client_id, created_at, modified_at, deleted_at) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, person_id, user_name_index, external_id_index, attributes_sealed, active, client_id, created_at, modified_at, deleted_at) to vrijplek_retention
  grant update on (organisation_id, person_id, user_name_index, external_id_index, attributes_sealed, active, client_id, created_at, modified_at, deleted_at) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, person_id, user_name_index, external_id_index, attributes_sealed, active, client_id, created_at, modified_at, deleted_at) to vrijplek_rights

table seen_devices, row security forced
  organisation_id uuid not null
  source_id uuid not null
  dev_eui text not null
  first_seen_at timestamp with time zone not null
  last_seen_at timestamp with time zone not null
  uplinks bigint not null
  constraint seen_devices_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint seen_devices_organisation_id_source_id_fkey FOREIGN KEY (organisation_id, source_id) REFERENCES sources(organisation_id, id) ON DELETE CASCADE
  constraint seen_devices_pkey PRIMARY KEY (organisation_id, source_id, dev_eui)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM organisations o WHERE ((o.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (o.agreement_in_force_id IS NOT NULL))))) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant select on (organisation_id, source_id, dev_eui, first_seen_at, last_seen_at, uplinks) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, source_id, dev_eui, first_seen_at, last_seen_at, uplinks) to vrijplek_retention
  grant select on (organisation_id, source_id, dev_eui, first_seen_at, last_seen_at, uplinks) to vrijplek_rights
  grant insert on (organisation_id, source_id, dev_eui, first_seen_at, last_seen_at, uplinks) to vrijplek_telemetry
  grant select on (organisation_id, source_id, dev_eui, first_seen_at, last_seen_at, uplinks) to vrijplek_telemetry
  grant update on (organisation_id, source_id, dev_eui, first_seen_at, last_seen_at, uplinks) to vrijplek_telemetry

table sessions, row security forced
  organisation_id uuid not null
  token_hash bytea not null
  person_id uuid not null
  device text not null
  created_at timestamp with time zone not null
  seen_at timestamp with time zone not null
  idle_until timestamp with time zone not null
  absolute_until timestamp with time zone not null
  id uuid not null default gen_random_uuid()
  method text not null default 'password'::text
  verified_at timestamp with time zone not null
  network text
  idle_minutes integer not null default 720
  hardware_key boolean not null default false
  constraint sessions_method_check CHECK ((method = ANY (ARRAY['password'::text, 'password_totp'::text, 'password_recovery_code'::text, 'passkey'::text, 'oidc'::text, 'saml'::text, 'link'::text])))
  constraint sessions_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint sessions_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint sessions_pkey PRIMARY KEY (organisation_id, token_hash)
  CREATE INDEX sessions_by_person ON public.sessions USING btree (organisation_id, person_id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant select on (organisation_id, token_hash, person_id, device, created_at, seen_at, idle_until, absolute_until, id, method, verified_at, network, idle_minutes, hardware_key) to vrijplek_administration
  grant update on (organisation_id, token_hash, person_id, device, created_at, seen_at, idle_until, absolute_until, id, method, verified_at, network, idle_minutes, hardware_key) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, token_hash, person_id, device, created_at, seen_at, idle_until, absolute_until, id, method, verified_at, network, idle_minutes, hardware_key) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, token_hash, person_id, device, created_at, seen_at, idle_until, absolute_until, id, method, verified_at, network, idle_minutes, hardware_key) to vrijplek_rights
  grant delete on table to vrijplek_security
  grant select on (organisation_id, token_hash, person_id, device, created_at, seen_at, idle_until, absolute_until, id, method, verified_at, network, idle_minutes, hardware_key) to vrijplek_security
  grant delete on table to vrijplek_sign_in
  grant insert on (organisation_id, token_hash, person_id, device, created_at, seen_at, idle_until, absolute_until, id, method, verified_at, network, idle_minutes, hardware_key) to vrijplek_sign_in
  grant select on (organisation_id, token_hash, person_id, device, created_at, seen_at, idle_until, absolute_until, id, method, verified_at, network, idle_minutes, hardware_key) to vrijplek_sign_in
  grant update on (organisation_id, token_hash, person_id, device, created_at, seen_at, idle_until, absolute_until, id, method, verified_at, network, idle_minutes, hardware_key) to vrijplek_sign_in
  grant select on (organisation_id, person_id, device, created_at, seen_at, idle_until, absolute_until, id, method) to vrijplek_support
  grant update on (organisation_id, person_id, device, created_at, seen_at, idle_until, absolute_until, id, method) to vrijplek_support

table sign_in_directory, row security forced
  email_index bytea not null
  tenant_id uuid not null
  person_id uuid not null
  constraint sign_in_directory_pkey PRIMARY KEY (email_index, tenant_id)
  constraint sign_in_directory_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
  CREATE INDEX sign_in_directory_by_person ON public.sign_in_directory USING btree (tenant_id, person_id)
  policy look_up permissive * to vrijplek_sign_in using (true) with check (true)
  policy own permissive * to vrijplek_administration, vrijplek_retention, vrijplek_rights using ((tenant_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid))
  grant delete on table to vrijplek_administration
  grant insert on (email_index, tenant_id, person_id) to vrijplek_administration
  grant select on (email_index, tenant_id, person_id) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (email_index, tenant_id, person_id) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant insert on (email_index, tenant_id, person_id) to vrijplek_rights
  grant select on (email_index, tenant_id, person_id) to vrijplek_rights
  grant delete on table to vrijplek_sign_in
  grant insert on (email_index, tenant_id, person_id) to vrijplek_sign_in
  grant select on (email_index, tenant_id, person_id) to vrijplek_sign_in

table sign_in_flows, row security forced
  organisation_id uuid not null
  state_hash bytea not null
  provider_id uuid not null
  browser_hash bytea not null
  aim text not null
  started_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  answered_at timestamp with time zone
  person_id uuid
  outcome_sealed bytea
  constraint sign_in_flows_aim_check CHECK ((aim = ANY (ARRAY['sign_in'::text, 'step_up'::text, 'trial'::text])))
  constraint sign_in_flows_browser_hash_check CHECK ((octet_length(browser_hash) = 32))
  constraint sign_in_flows_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint sign_in_flows_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint sign_in_flows_organisation_id_provider_id_fkey FOREIGN KEY (organisation_id, provider_id) REFERENCES identity_providers(organisation_id, id) ON DELETE CASCADE
  constraint sign_in_flows_pkey PRIMARY KEY (organisation_id, state_hash)
  constraint sign_in_flows_state_hash_check CHECK ((octet_length(state_hash) = 32))
  CREATE INDEX sign_in_flows_by_expiry ON public.sign_in_flows USING btree (organisation_id, expires_at)
  CREATE INDEX sign_in_flows_by_person ON public.sign_in_flows USING btree (organisation_id, person_id) WHERE (person_id IS NOT NULL)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, state_hash, provider_id, browser_hash, aim, started_at, expires_at, answered_at, person_id, outcome_sealed) to vrijplek_administration
  grant select on (organisation_id, state_hash, provider_id, browser_hash, aim, started_at, expires_at, answered_at, person_id, outcome_sealed) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, state_hash, provider_id, browser_hash, aim, started_at, expires_at, answered_at, person_id, outcome_sealed) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, state_hash, provider_id, browser_hash, aim, started_at, expires_at, answered_at, person_id, outcome_sealed) to vrijplek_rights
  grant delete on table to vrijplek_sign_in
  grant insert on (organisation_id, state_hash, provider_id, browser_hash, aim, started_at, expires_at, answered_at, person_id, outcome_sealed) to vrijplek_sign_in
  grant select on (organisation_id, state_hash, provider_id, browser_hash, aim, started_at, expires_at, answered_at, person_id, outcome_sealed) to vrijplek_sign_in
  grant update on (organisation_id, state_hash, provider_id, browser_hash, aim, started_at, expires_at, answered_at, person_id, outcome_sealed) to vrijplek_sign_in

table sign_in_policies, row security forced
  organisation_id uuid not null
  password_alone boolean not null default false
  hardware_keys boolean not null default false
  idle_minutes integer not null default 720
  absolute_hours integer not null default 336
  networks jsonb not null default '[]'::jsonb
  sso_required boolean not null default false
  changed_at timestamp with time zone not null
  constraint sign_in_policies_absolute_hours_check CHECK (((absolute_hours >= 1) AND (absolute_hours <= 720)))
  constraint sign_in_policies_idle_minutes_check CHECK (((idle_minutes >= 5) AND (idle_minutes <= 1440)))
  constraint sign_in_policies_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint sign_in_policies_pkey PRIMARY KEY (organisation_id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, password_alone, hardware_keys, idle_minutes, absolute_hours, networks, sso_required, changed_at) to vrijplek_administration
  grant select on (organisation_id, password_alone, hardware_keys, idle_minutes, absolute_hours, networks, sso_required, changed_at) to vrijplek_administration
  grant update on (organisation_id, password_alone, hardware_keys, idle_minutes, absolute_hours, networks, sso_required, changed_at) to vrijplek_administration
  grant select on (organisation_id, password_alone, hardware_keys, idle_minutes, absolute_hours, networks, sso_required, changed_at) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, password_alone, hardware_keys, idle_minutes, absolute_hours, networks, sso_required, changed_at) to vrijplek_retention
  grant select on (organisation_id, password_alone, hardware_keys, idle_minutes, absolute_hours, networks, sso_required, changed_at) to vrijplek_rights
  grant select on (organisation_id, password_alone, hardware_keys, idle_minutes, absolute_hours, networks, sso_required, changed_at) to vrijplek_security
  grant insert on (organisation_id, password_alone, hardware_keys, idle_minutes, absolute_hours, networks, sso_required, changed_at) to vrijplek_sign_in
  grant select on (organisation_id, password_alone, hardware_keys, idle_minutes, absolute_hours, networks, sso_required, changed_at) to vrijplek_sign_in

table sign_in_steps, row security forced
  organisation_id uuid not null
  token_hash bytea not null
  person_id uuid not null
  kind text not null
  attempts integer not null default 0
  expires_at timestamp with time zone not null
  constraint sign_in_steps_kind_check CHECK ((kind = ANY (ARRAY['second_factor'::text, 'recovery_link'::text])))
  constraint sign_in_steps_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint sign_in_steps_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint sign_in_steps_pkey PRIMARY KEY (organisation_id, token_hash)
  constraint sign_in_steps_token_hash_check CHECK ((octet_length(token_hash) = 32))
  CREATE INDEX sign_in_steps_by_expiry ON public.sign_in_steps USING btree (organisation_id, expires_at)
  CREATE INDEX sign_in_steps_by_person ON public.sign_in_steps USING btree (organisation_id, person_id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, token_hash, person_id, kind, attempts, expires_at) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, token_hash, person_id, kind, attempts, expires_at) to vrijplek_rights
  grant delete on table to vrijplek_sign_in
  grant insert on (organisation_id, token_hash, person_id, kind, attempts, expires_at) to vrijplek_sign_in
  grant select on (organisation_id, token_hash, person_id, kind, attempts, expires_at) to vrijplek_sign_in
  grant update on (organisation_id, token_hash, person_id, kind, attempts, expires_at) to vrijplek_sign_in

table sources, row security forced
  organisation_id uuid not null
  id uuid not null
  kind text not null
  name text not null
  secret_hash bytea not null
  created_at timestamp with time zone not null
  last_used_at timestamp with time zone
  constraint sources_kind_check CHECK ((kind = ANY (ARRAY['the-things-stack'::text, 'chirpstack'::text, 'generic'::text, 'mqtt'::text])))
  constraint sources_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint sources_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint sources_organisation_id_name_key UNIQUE (organisation_id, name)
  constraint sources_pkey PRIMARY KEY (organisation_id, id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, id, kind, name, secret_hash, created_at, last_used_at) to vrijplek_administration
  grant select on (organisation_id, id, kind, name, secret_hash, created_at, last_used_at) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, kind, name, secret_hash, created_at, last_used_at) to vrijplek_retention
  grant select on (organisation_id, id, kind, name, secret_hash, created_at, last_used_at) to vrijplek_rights
  grant select on (organisation_id, id, kind, name, secret_hash, created_at, last_used_at) to vrijplek_telemetry
  grant update on (organisation_id, id, kind, name, secret_hash, created_at, last_used_at) to vrijplek_telemetry

table spent_messages, row security forced
  organisation_id uuid not null
  provider_id uuid not null
  message_hash bytea not null
  expires_at timestamp with time zone not null
  constraint spent_messages_message_hash_check CHECK ((octet_length(message_hash) = 32))
  constraint spent_messages_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint spent_messages_organisation_id_provider_id_fkey FOREIGN KEY (organisation_id, provider_id) REFERENCES identity_providers(organisation_id, id) ON DELETE CASCADE
  constraint spent_messages_pkey PRIMARY KEY (organisation_id, provider_id, message_hash)
  CREATE INDEX spent_messages_by_expiry ON public.spent_messages USING btree (organisation_id, expires_at)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, provider_id, message_hash, expires_at) to vrijplek_retention
  grant select on (organisation_id, provider_id, message_hash, expires_at) to vrijplek_rights
  grant delete on table to vrijplek_sign_in
  grant insert on (organisation_id, provider_id, message_hash, expires_at) to vrijplek_sign_in
  grant select on (organisation_id, provider_id, message_hash, expires_at) to vrijplek_sign_in

table staff, row security none
  id uuid not null
  name_sealed bytea not null
  email_sealed bytea not null
  email_index bytea
  roles text[] not null
  language text not null
  invited_at timestamp with time zone not null
  activated_at timestamp with time zone
  left_at timestamp with time zone
  constraint staff_email_index_key UNIQUE (email_index)
  constraint staff_language_check CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text])))
  constraint staff_pkey PRIMARY KEY (id)
  constraint staff_roles_check CHECK (((cardinality(roles) > 0) AND (roles <@ ARRAY['support'::text, 'operations'::text, 'lead'::text])))
  grant delete on table to vrijplek_security
  grant insert on (id, name_sealed, email_sealed, email_index, roles, language, invited_at, activated_at, left_at) to vrijplek_security
  grant select on (id, name_sealed, email_sealed, email_index, roles, language, invited_at, activated_at, left_at) to vrijplek_security
  grant update on (id, name_sealed, email_sealed, email_index, roles, language, invited_at, activated_at, left_at) to vrijplek_security

table staff_declarations, row security none
  id uuid not null
  staff_id uuid not null
  version text not null
  language text not null
  text_hash bytea not null
  signed_at timestamp with time zone not null
  client_data bytea not null
  authenticator_data bytea not null
  signature bytea not null
  public_key bytea not null
  constraint staff_declarations_language_check CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text])))
  constraint staff_declarations_pkey PRIMARY KEY (id)
  constraint staff_declarations_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id) ON DELETE CASCADE
  constraint staff_declarations_text_hash_check CHECK ((octet_length(text_hash) = 32))
  CREATE INDEX staff_declarations_by_staff ON public.staff_declarations USING btree (staff_id, signed_at)
  grant delete on table to vrijplek_security
  grant insert on (id, staff_id, version, language, text_hash, signed_at, client_data, authenticator_data, signature, public_key) to vrijplek_security
  grant select on (id, staff_id, version, language, text_hash, signed_at, client_data, authenticator_data, signature, public_key) to vrijplek_security

table staff_keys, row security none
  id uuid not null
  staff_id uuid not null
  name_sealed bytea not null
  credential_id bytea not null
  public_key bytea not null
  counter bigint not null
  transports text[] not null
  aaguid uuid not null
  attestation text not null
  proven_by_maker boolean not null
  created_at timestamp with time zone not null
  last_used_at timestamp with time zone
  constraint staff_keys_counter_check CHECK ((counter >= 0))
  constraint staff_keys_credential_id_check CHECK (((octet_length(credential_id) >= 1) AND (octet_length(credential_id) <= 1023)))
  constraint staff_keys_credential_id_key UNIQUE (credential_id)
  constraint staff_keys_pkey PRIMARY KEY (id)
  constraint staff_keys_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id) ON DELETE CASCADE
  CREATE INDEX staff_keys_by_staff ON public.staff_keys USING btree (staff_id)
  grant delete on table to vrijplek_security
  grant insert on (id, staff_id, name_sealed, credential_id, public_key, counter, transports, aaguid, attestation, proven_by_maker, created_at, last_used_at) to vrijplek_security
  grant select on (id, staff_id, name_sealed, credential_id, public_key, counter, transports, aaguid, attestation, proven_by_maker, created_at, last_used_at) to vrijplek_security
  grant update on (id, staff_id, name_sealed, credential_id, public_key, counter, transports, aaguid, attestation, proven_by_maker, created_at, last_used_at) to vrijplek_security

table staff_links, row security none
  staff_id uuid not null
  token_hash bytea not null
  expires_at timestamp with time zone not null
  constraint staff_links_pkey PRIMARY KEY (staff_id)
  constraint staff_links_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id) ON DELETE CASCADE
  constraint staff_links_token_hash_check CHECK ((octet_length(token_hash) = 32))
  constraint staff_links_token_hash_key UNIQUE (token_hash)
  grant delete on table to vrijplek_security
  grant insert on (staff_id, token_hash, expires_at) to vrijplek_security
  grant select on (staff_id, token_hash, expires_at) to vrijplek_security
  grant update on (staff_id, token_hash, expires_at) to vrijplek_security

table staff_sessions, row security none
  token_hash bytea not null
  staff_id uuid not null
  key_id uuid not null
  device text not null
  created_at timestamp with time zone not null
  verified_at timestamp with time zone not null
  idle_until timestamp with time zone not null
  absolute_until timestamp with time zone not null
  constraint staff_sessions_key_id_fkey FOREIGN KEY (key_id) REFERENCES staff_keys(id) ON DELETE CASCADE
  constraint staff_sessions_pkey PRIMARY KEY (token_hash)
  constraint staff_sessions_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id) ON DELETE CASCADE
  constraint staff_sessions_token_hash_check CHECK ((octet_length(token_hash) = 32))
  CREATE INDEX staff_sessions_by_staff ON public.staff_sessions USING btree (staff_id)
  grant delete on table to vrijplek_security
  grant insert on (token_hash, staff_id, key_id, device, created_at, verified_at, idle_until, absolute_until) to vrijplek_security
  grant select on (token_hash, staff_id, key_id, device, created_at, verified_at, idle_until, absolute_until) to vrijplek_security
  grant update on (token_hash, staff_id, key_id, device, created_at, verified_at, idle_until, absolute_until) to vrijplek_security

table staff_visits, row security none
  visit_id uuid not null
  staff_id uuid not null
  tenant_id uuid not null
  asked_at timestamp with time zone not null
  closed boolean not null default false
  constraint staff_visits_pkey PRIMARY KEY (visit_id)
  constraint staff_visits_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id) ON DELETE CASCADE
  CREATE INDEX staff_visits_by_staff ON public.staff_visits USING btree (staff_id, asked_at)
  CREATE INDEX staff_visits_by_tenant ON public.staff_visits USING btree (tenant_id)
  CREATE INDEX staff_visits_open ON public.staff_visits USING btree (asked_at) WHERE (NOT closed)
  grant select on (visit_id, tenant_id, asked_at, closed) to vrijplek_administration
  grant update on (visit_id, tenant_id, asked_at, closed) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (visit_id, tenant_id, asked_at, closed) to vrijplek_retention
  grant delete on table to vrijplek_security
  grant insert on (visit_id, staff_id, tenant_id, asked_at, closed) to vrijplek_security
  grant select on (visit_id, staff_id, tenant_id, asked_at, closed) to vrijplek_security
  grant update on (visit_id, staff_id, tenant_id, asked_at, closed) to vrijplek_security

table support_visits, row security forced
  organisation_id uuid not null
  id uuid not null
  staff_id uuid not null
  reason text not null
  words_sealed bytea not null
  ticket text not null
  ground text not null
  scope text not null
  asked_minutes integer not null
  asked_at timestamp with time zone not null
  allowed_at timestamp with time zone
  allowed_minutes integer
  second_staff_id uuid
  extension_minutes integer
  refused_at timestamp with time zone
  started_at timestamp with time zone
  ends_at timestamp with time zone
  closes_at timestamp with time zone
  ended_at timestamp with time zone
  ended_by text
  constraint support_visits_allowed_minutes_check CHECK ((allowed_minutes > 0))
  constraint support_visits_asked_minutes_check CHECK (((asked_minutes >= 1) AND (asked_minutes <= 60)))
  constraint support_visits_check CHECK (((ground <> 'necessity'::text) OR (scope = 'read'::text)))
  constraint support_visits_check1 CHECK ((second_staff_id <> staff_id))
  constraint support_visits_check2 CHECK (((allowed_at IS NULL) = (allowed_minutes IS NULL)))
  constraint support_visits_check3 CHECK (((started_at IS NULL) OR ((allowed_at IS NOT NULL) AND (ends_at > started_at) AND (closes_at IS NOT NULL))))
  constraint support_visits_check4 CHECK (((ended_at IS NULL) = (ended_by IS NULL)))
  constraint support_visits_ended_by_check CHECK ((ended_by = ANY (ARRAY['clock'::text, 'customer'::text, 'staff'::text, 'operator'::text])))
  constraint support_visits_extension_minutes_check CHECK (((extension_minutes >= 1) AND (extension_minutes <= 60)))
  constraint support_visits_ground_check CHECK ((ground = ANY (ARRAY['consent'::text, 'necessity'::text])))
  constraint support_visits_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint support_visits_pkey PRIMARY KEY (organisation_id, id)
  constraint support_visits_reason_check CHECK ((reason = ANY (ARRAY['sign_in'::text, 'booking'::text, 'device'::text, 'data_question'::text, 'fault'::text])))
  constraint support_visits_scope_check CHECK ((scope = ANY (ARRAY['read'::text, 'write'::text])))
  constraint support_visits_ticket_check CHECK ((ticket ~ '^[A-Z0-9][A-Z0-9-]{0,29}$'::text))
  CREATE INDEX support_visits_by_time ON public.support_visits USING btree (organisation_id, asked_at)
  CREATE INDEX support_visits_running ON public.support_visits USING btree (organisation_id, closes_at) WHERE ((started_at IS NOT NULL) AND (ended_at IS NULL))
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check ((false AND (organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)))
  grant select on (organisation_id, id, staff_id, reason, words_sealed, ticket, ground, scope, asked_minutes, asked_at, allowed_at, allowed_minutes, second_staff_id, extension_minutes, refused_at, started_at, ends_at, closes_at, ended_at, ended_by) to vrijplek_administration
  grant update on (organisation_id, id, staff_id, reason, words_sealed, ticket, ground, scope, asked_minutes, asked_at, allowed_at, allowed_minutes, second_staff_id, extension_minutes, refused_at, started_at, ends_at, closes_at, ended_at, ended_by) to vrijplek_administration
  grant select on (organisation_id, id, staff_id, reason, words_sealed, ticket, ground, scope, asked_minutes, asked_at, allowed_at, allowed_minutes, second_staff_id, extension_minutes, refused_at, started_at, ends_at, closes_at, ended_at, ended_by) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, staff_id, reason, words_sealed, ticket, ground, scope, asked_minutes, asked_at, allowed_at, allowed_minutes, second_staff_id, extension_minutes, refused_at, started_at, ends_at, closes_at, ended_at, ended_by) to vrijplek_retention
  grant select on (organisation_id, id, staff_id, reason, words_sealed, ticket, ground, scope, asked_minutes, asked_at, allowed_at, allowed_minutes, second_staff_id, extension_minutes, refused_at, started_at, ends_at, closes_at, ended_at, ended_by) to vrijplek_rights
  grant insert on (organisation_id, id, staff_id, reason, words_sealed, ticket, ground, scope, asked_minutes, asked_at, allowed_at, allowed_minutes, second_staff_id, extension_minutes, refused_at, started_at, ends_at, closes_at, ended_at, ended_by) to vrijplek_security
  grant select on (organisation_id, id, staff_id, reason, words_sealed, ticket, ground, scope, asked_minutes, asked_at, allowed_at, allowed_minutes, second_staff_id, extension_minutes, refused_at, started_at, ends_at, closes_at, ended_at, ended_by) to vrijplek_security
  grant update on (organisation_id, id, staff_id, reason, words_sealed, ticket, ground, scope, asked_minutes, asked_at, allowed_at, allowed_minutes, second_staff_id, extension_minutes, refused_at, started_at, ends_at, closes_at, ended_at, ended_by) to vrijplek_security
  grant select on (organisation_id, id, staff_id, reason, words_sealed, ticket, ground, scope, asked_minutes, asked_at, allowed_at, allowed_minutes, second_staff_id, extension_minutes, refused_at, started_at, ends_at, closes_at, ended_at, ended_by) to vrijplek_support

table table_rewrites, row security none
  table_name text not null
  marks bigint not null
  constraint table_rewrites_marks_check CHECK ((marks > 0))
  constraint table_rewrites_pkey PRIMARY KEY (table_name)
  grant insert on (table_name, marks) to vrijplek_retention
  grant select on (table_name, marks) to vrijplek_retention
  grant update on (table_name, marks) to vrijplek_retention

table teams, row security forced
  organisation_id uuid not null
  id uuid not null
  name text not null
  constraint teams_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint teams_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint teams_organisation_id_name_key UNIQUE (organisation_id, name)
  constraint teams_pkey PRIMARY KEY (organisation_id, id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, id, name) to vrijplek_administration
  grant select on (organisation_id, id, name) to vrijplek_administration
  grant update on (organisation_id, id, name) to vrijplek_administration
  grant select on (organisation_id, id, name) to vrijplek_booking
  grant select on (organisation_id, id, name) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, name) to vrijplek_retention
  grant select on (organisation_id, id, name) to vrijplek_rights
  grant select on (organisation_id, id, name) to vrijplek_sign_in

table tenants, row security none
  id uuid not null
  created_at timestamp with time zone not null
  constraint tenants_pkey PRIMARY KEY (id)
  grant select on (id, created_at) to vrijplek_jobs
  grant delete on table to vrijplek_retention
  grant select on (id, created_at) to vrijplek_retention
  grant insert on (id, created_at) to vrijplek_sign_in
  grant select on (id, created_at) to vrijplek_sign_in

table totp_secrets, row security forced
  organisation_id uuid not null
  person_id uuid not null
  secret_sealed bytea not null
  created_at timestamp with time zone not null
  confirmed_at timestamp with time zone
  last_step bigint
  pending_sealed bytea
  constraint totp_secrets_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint totp_secrets_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES people(organisation_id, id)
  constraint totp_secrets_pkey PRIMARY KEY (organisation_id, person_id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant select on (organisation_id, person_id, confirmed_at) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, person_id, secret_sealed, created_at, confirmed_at, last_step, pending_sealed) to vrijplek_retention
  grant delete on table to vrijplek_rights
  grant select on (organisation_id, person_id, secret_sealed, created_at, confirmed_at, last_step, pending_sealed) to vrijplek_rights
  grant delete on table to vrijplek_sign_in
  grant insert on (organisation_id, person_id, secret_sealed, created_at, confirmed_at, last_step, pending_sealed) to vrijplek_sign_in
  grant select on (organisation_id, person_id, secret_sealed, created_at, confirmed_at, last_step, pending_sealed) to vrijplek_sign_in
  grant update on (organisation_id, person_id, secret_sealed, created_at, confirmed_at, last_step, pending_sealed) to vrijplek_sign_in

table trail_checkpoints, row security forced
  organisation_id uuid not null
  size bigint not null
  root bytea not null
  note text not null
  at timestamp with time zone not null
  constraint trail_checkpoints_pkey PRIMARY KEY (organisation_id, size)
  constraint trail_checkpoints_root_check CHECK ((octet_length(root) = 32))
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, size, root, note, at) to vrijplek_audit
  grant select on (organisation_id, size, root, note, at) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, size, root, note, at) to vrijplek_retention
  grant select on (organisation_id, size, root, note, at) to vrijplek_rights

table trail_cosignatures, row security forced
  organisation_id uuid not null
  size bigint not null
  witness text not null
  line text not null
  signed_at timestamp with time zone not null
  constraint trail_cosignatures_organisation_id_size_fkey FOREIGN KEY (organisation_id, size) REFERENCES trail_checkpoints(organisation_id, size) ON DELETE CASCADE
  constraint trail_cosignatures_organisation_id_witness_fkey FOREIGN KEY (organisation_id, witness) REFERENCES trail_witnesses(organisation_id, name) ON DELETE CASCADE
  constraint trail_cosignatures_pkey PRIMARY KEY (organisation_id, size, witness)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, size, witness, line, signed_at) to vrijplek_audit
  grant select on (organisation_id, size, witness, line, signed_at) to vrijplek_audit
  grant update on (organisation_id, size, witness, line, signed_at) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, size, witness, line, signed_at) to vrijplek_retention
  grant select on (organisation_id, size, witness, line, signed_at) to vrijplek_rights

table trail_entries, row security forced
  organisation_id uuid not null
  id uuid not null default gen_random_uuid()
  at timestamp with time zone not null
  actor_kind text not null
  actor_id uuid
  purpose text not null
  action text not null
  subject_kind text
  subject_id uuid
  person_id uuid
  detail jsonb not null default '{}'::jsonb
  sequence bigint
  salt_who bytea
  salt_whom bytea
  salt_what bytea
  commitments bytea
  constraint trail_entries_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'device'::text, 'door'::text, 'source'::text, 'system'::text, 'client'::text, 'staff'::text])))
  constraint trail_entries_commitments_check CHECK ((octet_length(commitments) = 96))
  constraint trail_entries_pkey PRIMARY KEY (organisation_id, id)
  constraint trail_entries_salt_what_check CHECK ((octet_length(salt_what) = 16))
  constraint trail_entries_salt_who_check CHECK ((octet_length(salt_who) = 16))
  constraint trail_entries_salt_whom_check CHECK ((octet_length(salt_whom) = 16))
  constraint trail_entries_sequenced CHECK (((sequence IS NULL) OR (commitments IS NOT NULL)))
  CREATE INDEX trail_entries_by_actor ON public.trail_entries USING btree (organisation_id, actor_id, at) WHERE (actor_id IS NOT NULL)
  CREATE INDEX trail_entries_by_person ON public.trail_entries USING btree (organisation_id, person_id, at) WHERE (person_id IS NOT NULL)
  CREATE INDEX trail_entries_by_subject_person ON public.trail_entries USING btree (organisation_id, subject_id) WHERE (subject_kind = 'person'::text)
  CREATE INDEX trail_entries_by_time ON public.trail_entries USING btree (organisation_id, at)
  CREATE INDEX trail_entries_unsequenced ON public.trail_entries USING btree (organisation_id, at) WHERE (sequence IS NULL)
  CREATE UNIQUE INDEX trail_entries_in_order ON public.trail_entries USING btree (organisation_id, sequence) WHERE (sequence IS NOT NULL)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()))))))
  grant insert on (organisation_id, id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail) to vrijplek_administration
  grant insert on (organisation_id, id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail, sequence, salt_who, salt_whom, salt_what, commitments) to vrijplek_audit
  grant select on (organisation_id, id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail, sequence, salt_who, salt_whom, salt_what, commitments) to vrijplek_audit
  grant update on (organisation_id, id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail, sequence, salt_who, salt_whom, salt_what, commitments) to vrijplek_audit
  grant insert on (organisation_id, id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail) to vrijplek_booking
  grant insert on (organisation_id, id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant insert on (organisation_id, id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail, sequence, salt_who, salt_whom, salt_what, commitments) to vrijplek_retention
  grant select on (organisation_id, id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail, sequence, salt_who, salt_whom, salt_what, commitments) to vrijplek_retention
  grant update on (organisation_id, id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail, sequence, salt_who, salt_whom, salt_what, commitments) to vrijplek_retention
  grant insert on (organisation_id, id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail, sequence, salt_who, salt_whom, salt_what, commitments) to vrijplek_rights
  grant select on (organisation_id, id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail, sequence, salt_who, salt_whom, salt_what, commitments) to vrijplek_rights
  grant insert on (organisation_id, id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail) to vrijplek_security
  grant select on (organisation_id, id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail) to vrijplek_security
  grant insert on (organisation_id, id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail) to vrijplek_sign_in
  grant insert on (organisation_id, id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail) to vrijplek_support

table trail_heads, row security forced
  organisation_id uuid not null
  size bigint not null
  root bytea not null
  checkpoint text not null
  at timestamp with time zone not null
  constraint trail_heads_pkey PRIMARY KEY (organisation_id)
  constraint trail_heads_root_check CHECK ((octet_length(root) = 32))
  constraint trail_heads_size_check CHECK ((size >= 0))
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, size, root, checkpoint, at) to vrijplek_audit
  grant select on (organisation_id, size, root, checkpoint, at) to vrijplek_audit
  grant update on (organisation_id, size, root, checkpoint, at) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, size, root, checkpoint, at) to vrijplek_retention
  grant select on (organisation_id, size, root, checkpoint, at) to vrijplek_rights

table trail_looks, row security forced
  organisation_id uuid not null
  subject_id uuid not null
  hour timestamp with time zone not null
  viewer_kind text not null
  viewer_id uuid
  viewer_role text not null
  purpose text not null
  view text not null
  times integer not null
  salt bytea not null
  closed boolean not null default false
  constraint trail_looks_pkey PRIMARY KEY (organisation_id, hour, salt)
  constraint trail_looks_salt_check CHECK ((octet_length(salt) = 16))
  constraint trail_looks_times_check CHECK ((times > 0))
  constraint trail_looks_viewer_kind_check CHECK ((viewer_kind = ANY (ARRAY['person'::text, 'door'::text, 'operator'::text, 'system'::text, 'client'::text, 'staff'::text])))
  CREATE INDEX trail_looks_by_viewer ON public.trail_looks USING btree (organisation_id, viewer_id, hour) WHERE (viewer_id IS NOT NULL)
  CREATE INDEX trail_looks_open ON public.trail_looks USING btree (organisation_id, hour) WHERE (NOT closed)
  CREATE UNIQUE INDEX trail_looks_once ON public.trail_looks USING btree (organisation_id, subject_id, hour, viewer_id, purpose, view)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, subject_id, hour, viewer_kind, viewer_id, viewer_role, purpose, view, times, salt, closed) to vrijplek_audit
  grant select on (organisation_id, subject_id, hour, viewer_kind, viewer_id, viewer_role, purpose, view, times, salt, closed) to vrijplek_audit
  grant update on (organisation_id, subject_id, hour, viewer_kind, viewer_id, viewer_role, purpose, view, times, salt, closed) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, subject_id, hour, viewer_kind, viewer_id, viewer_role, purpose, view, times, salt, closed) to vrijplek_retention
  grant update on (organisation_id, subject_id, hour, viewer_kind, viewer_id, viewer_role, purpose, view, times, salt, closed) to vrijplek_retention
  grant select on (organisation_id, subject_id, hour, viewer_kind, viewer_id, viewer_role, purpose, view, times, salt, closed) to vrijplek_rights

table trail_tiles, row security forced
  organisation_id uuid not null
  level integer not null
  index bigint not null
  hashes bytea not null
  constraint trail_tiles_hashes_check CHECK ((((octet_length(hashes) >= 32) AND (octet_length(hashes) <= 8192)) AND ((octet_length(hashes) % 32) = 0)))
  constraint trail_tiles_index_check CHECK ((index >= 0))
  constraint trail_tiles_level_check CHECK ((level >= 0))
  constraint trail_tiles_pkey PRIMARY KEY (organisation_id, level, index)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant insert on (organisation_id, level, index, hashes) to vrijplek_audit
  grant select on (organisation_id, level, index, hashes) to vrijplek_audit
  grant update on (organisation_id, level, index, hashes) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, level, index, hashes) to vrijplek_retention
  grant select on (organisation_id, level, index, hashes) to vrijplek_rights

table trail_witnesses, row security forced
  organisation_id uuid not null
  name text not null
  public_key bytea not null
  added_at timestamp with time zone not null
  constraint trail_witnesses_name_check CHECK ((name ~ '^[^\s+]{1,200}$'::text))
  constraint trail_witnesses_pkey PRIMARY KEY (organisation_id, name)
  constraint trail_witnesses_public_key_check CHECK ((octet_length(public_key) = 32))
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_audit
  grant insert on (organisation_id, name, public_key, added_at) to vrijplek_audit
  grant select on (organisation_id, name, public_key, added_at) to vrijplek_audit
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, name, public_key, added_at) to vrijplek_retention
  grant select on (organisation_id, name, public_key, added_at) to vrijplek_rights

table uplink_refusals, row security forced
  organisation_id uuid not null
  source_id uuid not null
  date date not null
  reason text not null
  uplinks bigint not null
  constraint uplink_refusals_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint uplink_refusals_organisation_id_source_id_fkey FOREIGN KEY (organisation_id, source_id) REFERENCES sources(organisation_id, id) ON DELETE CASCADE
  constraint uplink_refusals_pkey PRIMARY KEY (organisation_id, source_id, date, reason)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant select on (organisation_id, source_id, date, reason, uplinks) to vrijplek_administration
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, source_id, date, reason, uplinks) to vrijplek_retention
  grant select on (organisation_id, source_id, date, reason, uplinks) to vrijplek_rights
  grant insert on (organisation_id, source_id, date, reason, uplinks) to vrijplek_telemetry
  grant select on (organisation_id, source_id, date, reason, uplinks) to vrijplek_telemetry
  grant update on (organisation_id, source_id, date, reason, uplinks) to vrijplek_telemetry

view workspace_cards with (security_invoker=true)
 SELECT w.organisation_id,
    w.id AS workspace_id,
    w.name AS workspace_name,
    w.code,
    w.kind,
    w.type,
    w.seats,
    w.equipment,
    w.bookable,
    w.x,
    w.y,
    z.id AS zone_id,
    z.name AS zone_name,
    z.team_id,
    f.id AS floor_id,
    f.name AS floor_name,
    l.id AS location_id,
    l.name AS location_name,
    l.time_zone,
    l.opening_hours,
    l.desk_window_days,
    l.room_window_days,
    l.check_in_grace_minutes,
    l.sensor_checks_in,
    ( SELECT jsonb_agg(jsonb_build_object('date', d.date, 'reason', d.reason) ORDER BY d.date) AS jsonb_agg
           FROM closed_days d
          WHERE d.organisation_id = l.organisation_id AND d.location_id = l.id) AS closed_days
   FROM workspaces w
     JOIN floors f ON f.organisation_id = w.organisation_id AND f.id = w.floor_id
     JOIN locations l ON l.organisation_id = w.organisation_id AND l.id = w.location_id
     LEFT JOIN zones z ON z.organisation_id = w.organisation_id AND z.id = w.zone_id;
  grant select on (organisation_id, workspace_id, workspace_name, code, kind, type, seats, equipment, bookable, x, y, zone_id, zone_name, team_id, floor_id, floor_name, location_id, location_name, time_zone, opening_hours, desk_window_days, room_window_days, check_in_grace_minutes, sensor_checks_in, closed_days) to vrijplek_administration
  grant select on (organisation_id, workspace_id, workspace_name, code, kind, type, seats, equipment, bookable, x, y, zone_id, zone_name, team_id, floor_id, floor_name, location_id, location_name, time_zone, opening_hours, desk_window_days, room_window_days, check_in_grace_minutes, sensor_checks_in, closed_days) to vrijplek_booking
  grant select on (organisation_id, workspace_id, workspace_name, code, kind, type, seats, equipment, bookable, x, y, zone_id, zone_name, team_id, floor_id, floor_name, location_id, location_name, time_zone, opening_hours, desk_window_days, room_window_days, check_in_grace_minutes, sensor_checks_in, closed_days) to vrijplek_insight
  grant select on (organisation_id, workspace_id, workspace_name, code, kind, type, seats, equipment, bookable, x, y, zone_id, zone_name, team_id, floor_id, floor_name, location_id, location_name, time_zone, opening_hours, desk_window_days, room_window_days, check_in_grace_minutes, sensor_checks_in, closed_days) to vrijplek_presence
  grant select on (organisation_id, workspace_id, workspace_name, code, kind, type, seats, equipment, bookable, x, y, zone_id, zone_name, team_id, floor_id, floor_name, location_id, location_name, time_zone, opening_hours, desk_window_days, room_window_days, check_in_grace_minutes, sensor_checks_in, closed_days) to vrijplek_retention
  grant select on (organisation_id, workspace_id, workspace_name, code, kind, type, seats, equipment, bookable, x, y, zone_id, zone_name, team_id, floor_id, floor_name, location_id, location_name, time_zone, opening_hours, desk_window_days, room_window_days, check_in_grace_minutes, sensor_checks_in, closed_days) to vrijplek_rights
  grant select on (organisation_id, workspace_id, workspace_name, code, kind, type, seats, equipment, bookable, x, y, zone_id, zone_name, team_id, floor_id, floor_name, location_id, location_name, time_zone, opening_hours, desk_window_days, room_window_days, check_in_grace_minutes, sensor_checks_in, closed_days) to vrijplek_telemetry

view workspace_climate with (security_invoker=true)
 SELECT l.organisation_id,
    l.workspace_id,
    (array_agg(p.people ORDER BY p.people_until DESC) FILTER (WHERE p.people IS NOT NULL))[1] AS people,
    max(p.people_until) FILTER (WHERE p.people IS NOT NULL) AS people_until,
    (array_agg(c.temperature_c ORDER BY c.at DESC) FILTER (WHERE c.temperature_c IS NOT NULL))[1] AS temperature_c,
    (array_agg(c.humidity_pct ORDER BY c.at DESC) FILTER (WHERE c.humidity_pct IS NOT NULL))[1] AS humidity_pct,
    (array_agg(c.co2_ppm ORDER BY c.at DESC) FILTER (WHERE c.co2_ppm IS NOT NULL))[1] AS co2_ppm,
    max(c.at) AS at
   FROM device_links l
     LEFT JOIN presence p ON p.organisation_id = l.organisation_id AND p.device_id = l.device_id AND p.region = l.region AND p.link_id = l.id
     LEFT JOIN climate_now c ON c.organisation_id = l.organisation_id AND c.device_id = l.device_id AND l.region = 0 AND c.link_id = l.id
  WHERE l.workspace_id IS NOT NULL AND upper_inf(l.during) AND (p.people IS NOT NULL OR c.at IS NOT NULL)
  GROUP BY l.organisation_id, l.workspace_id;
  grant select on (organisation_id, workspace_id, people, people_until, temperature_c, humidity_pct, co2_ppm, at) to vrijplek_administration
  grant select on (organisation_id, workspace_id, people, people_until, temperature_c, humidity_pct, co2_ppm, at) to vrijplek_booking
  grant select on (organisation_id, workspace_id, people, people_until, temperature_c, humidity_pct, co2_ppm, at) to vrijplek_presence

view workspace_presence with (security_invoker=true)
 SELECT l.organisation_id,
    l.workspace_id,
    jsonb_agg(jsonb_build_array(p.occupied, EXTRACT(epoch FROM p.since_at) * 1000::numeric, EXTRACT(epoch FROM p.holds_until) * 1000::numeric, EXTRACT(epoch FROM p.unknown_from) * 1000::numeric, COALESCE(p.stuck, false))) AS sensors
   FROM device_links l
     JOIN devices d ON d.organisation_id = l.organisation_id AND d.id = l.device_id AND d.retired_at IS NULL
     LEFT JOIN presence p ON p.organisation_id = l.organisation_id AND p.device_id = l.device_id AND p.region = l.region AND p.link_id = l.id
  WHERE l.workspace_id IS NOT NULL AND upper_inf(l.during) AND ((d.kind = ANY (ARRAY['desk_sensor'::text, 'room_sensor'::text, 'people_counter'::text])) OR p.occupied IS NOT NULL)
  GROUP BY l.organisation_id, l.workspace_id;
  grant select on (organisation_id, workspace_id, sensors) to vrijplek_administration
  grant select on (organisation_id, workspace_id, sensors) to vrijplek_booking
  grant select on (organisation_id, workspace_id, sensors) to vrijplek_presence

table workspaces, row security forced
  organisation_id uuid not null
  id uuid not null
  location_id uuid not null
  floor_id uuid not null
  zone_id uuid
  kind text not null
  type text not null
  name text not null
  code text not null
  qr_code text not null
  seats integer not null
  equipment text[] not null
  bookable boolean not null
  x double precision not null
  y double precision not null
  turn double precision not null
  width double precision not null
  depth double precision not null
  constraint workspaces_code_check CHECK (((length(code) >= 1) AND (length(code) <= 40)))
  constraint workspaces_depth_check CHECK ((depth > (0)::double precision))
  constraint workspaces_kind_check CHECK ((kind = ANY (ARRAY['desk'::text, 'room'::text])))
  constraint workspaces_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint workspaces_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint workspaces_organisation_id_floor_id_location_id_fkey FOREIGN KEY (organisation_id, floor_id, location_id) REFERENCES floors(organisation_id, id, location_id)
  constraint workspaces_organisation_id_id_kind_key UNIQUE (organisation_id, id, kind)
  constraint workspaces_organisation_id_location_id_code_key UNIQUE (organisation_id, location_id, code)
  constraint workspaces_organisation_id_qr_code_key UNIQUE (organisation_id, qr_code)
  constraint workspaces_organisation_id_zone_id_floor_id_fkey FOREIGN KEY (organisation_id, zone_id, floor_id) REFERENCES zones(organisation_id, id, floor_id)
  constraint workspaces_pkey PRIMARY KEY (organisation_id, id)
  constraint workspaces_seats_check CHECK (((seats >= 1) AND (seats <= 1000)))
  constraint workspaces_width_check CHECK ((width > (0)::double precision))
  CREATE INDEX workspaces_by_floor ON public.workspaces USING btree (organisation_id, floor_id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, id, location_id, floor_id, zone_id, kind, type, name, code, qr_code, seats, equipment, bookable, x, y, turn, width, depth) to vrijplek_administration
  grant select on (organisation_id, id, location_id, floor_id, zone_id, kind, type, name, code, qr_code, seats, equipment, bookable, x, y, turn, width, depth) to vrijplek_administration
  grant update on (organisation_id, id, location_id, floor_id, zone_id, kind, type, name, code, qr_code, seats, equipment, bookable, x, y, turn, width, depth) to vrijplek_administration
  grant select on (organisation_id, id, location_id, floor_id, zone_id, kind, type, name, code, qr_code, seats, equipment, bookable, x, y, turn, width, depth) to vrijplek_booking
  grant select on (organisation_id, id, location_id, floor_id, zone_id, kind, type, name, code, qr_code, seats, equipment, bookable, x, y, turn, width, depth) to vrijplek_insight
  grant select on (organisation_id, id, location_id, floor_id, zone_id, kind, type, name, code, qr_code, seats, equipment, bookable, x, y, turn, width, depth) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, location_id, floor_id, zone_id, kind, type, name, code, qr_code, seats, equipment, bookable, x, y, turn, width, depth) to vrijplek_retention
  grant select on (organisation_id, id, location_id, floor_id, zone_id, kind, type, name, code, qr_code, seats, equipment, bookable, x, y, turn, width, depth) to vrijplek_rights
  grant select on (organisation_id, id, location_id, floor_id, zone_id, kind, type, name, code, qr_code, seats, equipment, bookable, x, y, turn, width, depth) to vrijplek_support
  grant select on (organisation_id, id, location_id, floor_id, zone_id, kind, type, name, code, qr_code, seats, equipment, bookable, x, y, turn, width, depth) to vrijplek_telemetry

table zones, row security forced
  organisation_id uuid not null
  id uuid not null
  floor_id uuid not null
  name text not null
  polygon jsonb not null
  team_id uuid
  constraint zones_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint zones_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES tenants(id)
  constraint zones_organisation_id_floor_id_fkey FOREIGN KEY (organisation_id, floor_id) REFERENCES floors(organisation_id, id)
  constraint zones_organisation_id_floor_id_name_key UNIQUE (organisation_id, floor_id, name)
  constraint zones_organisation_id_id_floor_id_key UNIQUE (organisation_id, id, floor_id)
  constraint zones_organisation_id_team_id_fkey FOREIGN KEY (organisation_id, team_id) REFERENCES teams(organisation_id, id)
  constraint zones_pkey PRIMARY KEY (organisation_id, id)
  policy tenant permissive * to vrijplek_administration, vrijplek_audit, vrijplek_booking, vrijplek_insight, vrijplek_jobs, vrijplek_presence, vrijplek_retention, vrijplek_rights, vrijplek_security, vrijplek_sign_in, vrijplek_telemetry using ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid)) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true))
  policy visited permissive * to vrijplek_support using (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now())))))) with check (((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND ((organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND true) AND (EXISTS ( SELECT FROM support_visits v WHERE ((v.organisation_id = (NULLIF(current_setting('app.organisation'::text, true), ''::text))::uuid) AND (v.started_at IS NOT NULL) AND (v.ended_at IS NULL) AND (v.closes_at > now()) AND (v.scope = 'write'::text))))))
  grant delete on table to vrijplek_administration
  grant insert on (organisation_id, id, floor_id, name, polygon, team_id) to vrijplek_administration
  grant select on (organisation_id, id, floor_id, name, polygon, team_id) to vrijplek_administration
  grant update on (organisation_id, id, floor_id, name, polygon, team_id) to vrijplek_administration
  grant select on (organisation_id, id, floor_id, name, polygon, team_id) to vrijplek_booking
  grant select on (organisation_id, id, floor_id, name, polygon, team_id) to vrijplek_insight
  grant select on (organisation_id, id, floor_id, name, polygon, team_id) to vrijplek_presence
  grant delete on table to vrijplek_retention
  grant select on (organisation_id, id, floor_id, name, polygon, team_id) to vrijplek_retention
  grant select on (organisation_id, id, floor_id, name, polygon, team_id) to vrijplek_rights
  grant select on (organisation_id, id, floor_id, name, polygon, team_id) to vrijplek_telemetry
