-- Who may come in as a guest, and where they are expected. Until when stands with the person (people.access_until).
CREATE TABLE guest_stays (
  organisation_id uuid NOT NULL REFERENCES tenants,
  person_id uuid NOT NULL,
  location_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  registered_by uuid,
  PRIMARY KEY (organisation_id, person_id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people,
  FOREIGN KEY (organisation_id, location_id) REFERENCES locations ON DELETE CASCADE
);
CREATE INDEX guest_stays_by_location ON guest_stays (organisation_id, location_id, starts_at);
CALL protect_tenant_table('guest_stays');

-- Roles that are looked up and judged apart from the one that everyone has.
CREATE INDEX role_grants_by_role ON role_grants (organisation_id, role) WHERE role <> 'employee';

-- At which location a workspace or zone is, for rights that hold at one location.
CREATE VIEW place_locations WITH (security_invoker = true) AS
SELECT organisation_id, id AS place_id, location_id FROM workspaces
UNION ALL
SELECT z.organisation_id, z.id, f.location_id FROM zones z JOIN floors f ON f.organisation_id = z.organisation_id AND f.id = z.floor_id;
