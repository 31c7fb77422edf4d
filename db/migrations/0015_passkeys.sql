-- A passkey whose counter went back is held by two authenticators: it signs in nowhere any more, and its owner sees which one it was.
ALTER TABLE passkeys ADD COLUMN disabled_at timestamptz;

-- Whether a key that cannot leave its hardware was shown: where an organisation asks for that, nothing less secures a session.
ALTER TABLE sessions ADD COLUMN hardware_key boolean NOT NULL DEFAULT false;
