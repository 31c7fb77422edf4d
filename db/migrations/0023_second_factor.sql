-- Another app takes the place of the one before only when its first code was right.
ALTER TABLE totp_secrets ADD COLUMN pending_sealed bytea;
