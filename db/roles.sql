-- Makes Vrijplek's roles on a PostgreSQL where its own login may not create roles. Run once as an administrator:
--   psql -v password='a long random text' -f db/roles.sql
-- and give the service the same text as DATABASE_LOGIN_PASSWORD. Each purpose has a role that holds its grants (NOLOGIN) and a login that is a member.
\set ON_ERROR_STOP on
SELECT format('CREATE ROLE vrijplek_%s NOLOGIN', purpose) FROM unnest(ARRAY[
  'sign_in', 'booking', 'presence', 'administration', 'telemetry', 'insight', 'rights', 'retention', 'security', 'support', 'audit', 'jobs'
]) AS purpose WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vrijplek_' || purpose) \gexec
SELECT format('CREATE ROLE vrijplek_%s_login LOGIN NOBYPASSRLS INHERIT IN ROLE vrijplek_%s', purpose, purpose) FROM unnest(ARRAY[
  'sign_in', 'booking', 'presence', 'administration', 'telemetry', 'insight', 'rights', 'retention', 'security', 'support', 'audit', 'jobs'
]) AS purpose WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vrijplek_' || purpose || '_login') \gexec
SELECT format('ALTER ROLE %I PASSWORD %L', rolname, :'password') FROM pg_roles WHERE rolname LIKE 'vrijplek\_%\_login' \gexec
