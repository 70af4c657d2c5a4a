-- Runs on H2 and on PostgreSQL. H2 does not run definitions in a transaction: every statement can be repeated, so that
-- a start that was killed in the middle is made good by the next one. A column that a later version adds to a table can
-- be null or has a default, so that backups of this version can be restored then.

CREATE TABLE IF NOT EXISTS client (
    id VARCHAR(64) NOT NULL PRIMARY KEY,
    display_name VARCHAR(4000) NOT NULL,
    permissions VARCHAR(1000000) NOT NULL,
    disabled BOOLEAN NOT NULL,
    search_mode BOOLEAN NOT NULL,
    calls_per_minute INTEGER,
    calls_per_day BIGINT,
    created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE TABLE IF NOT EXISTS access_role (
    name VARCHAR(64) NOT NULL PRIMARY KEY,
    description VARCHAR(4000) NOT NULL,
    permissions VARCHAR(1000000) NOT NULL
);

CREATE TABLE IF NOT EXISTS client_role (
    client_id VARCHAR(64) NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    role_name VARCHAR(64) NOT NULL REFERENCES access_role (name) ON DELETE CASCADE,
    PRIMARY KEY (client_id, role_name)
);
CREATE INDEX IF NOT EXISTS client_role_by_role ON client_role (role_name);

CREATE TABLE IF NOT EXISTS api_key (
    id VARCHAR(64) NOT NULL PRIMARY KEY,
    client_id VARCHAR(64) NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    hmac VARCHAR(128) NOT NULL,
    label VARCHAR(4000) NOT NULL,
    created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP(6) WITH TIME ZONE,
    revoked_at TIMESTAMP(6) WITH TIME ZONE,
    last_used_at TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX IF NOT EXISTS api_key_by_client ON api_key (client_id);

CREATE TABLE IF NOT EXISTS identity_link (
    kind VARCHAR(32) NOT NULL,
    issuer VARCHAR(1000) NOT NULL,
    subject VARCHAR(1000) NOT NULL,
    client_id VARCHAR(64) NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    PRIMARY KEY (kind, issuer, subject)
);
CREATE INDEX IF NOT EXISTS identity_link_by_client ON identity_link (client_id);

CREATE TABLE IF NOT EXISTS role_mapping (
    kind VARCHAR(32) NOT NULL,
    issuer VARCHAR(1000) NOT NULL,
    claim VARCHAR(500) NOT NULL,
    claim_value VARCHAR(500) NOT NULL,
    role_name VARCHAR(64) NOT NULL REFERENCES access_role (name) ON DELETE CASCADE,
    PRIMARY KEY (kind, issuer, claim, claim_value, role_name)
);
CREATE INDEX IF NOT EXISTS role_mapping_by_role ON role_mapping (role_name);

CREATE TABLE IF NOT EXISTS toolset (
    name VARCHAR(64) NOT NULL PRIMARY KEY,
    description VARCHAR(4000) NOT NULL
);

CREATE TABLE IF NOT EXISTS toolset_entry (
    toolset_name VARCHAR(64) NOT NULL REFERENCES toolset (name) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    kind VARCHAR(32) NOT NULL,
    entry_name VARCHAR(2000) NOT NULL,
    entry_override VARCHAR(1000000),
    PRIMARY KEY (toolset_name, place)
);

-- client_id, role_name and toolset_name repeat subject and target, so that what is deleted takes its rights with it
CREATE TABLE IF NOT EXISTS enablement (
    subject_kind VARCHAR(16) NOT NULL,
    subject VARCHAR(64) NOT NULL,
    target_kind VARCHAR(16) NOT NULL,
    target VARCHAR(2000) NOT NULL,
    client_id VARCHAR(64) REFERENCES client (id) ON DELETE CASCADE,
    role_name VARCHAR(64) REFERENCES access_role (name) ON DELETE CASCADE,
    toolset_name VARCHAR(64) REFERENCES toolset (name) ON DELETE CASCADE,
    PRIMARY KEY (subject_kind, subject, target_kind, target)
);
CREATE INDEX IF NOT EXISTS enablement_by_client ON enablement (client_id);
CREATE INDEX IF NOT EXISTS enablement_by_role ON enablement (role_name);
CREATE INDEX IF NOT EXISTS enablement_by_toolset ON enablement (toolset_name);

CREATE TABLE IF NOT EXISTS requirement (
    kind VARCHAR(32) NOT NULL,
    entry_name VARCHAR(2000) NOT NULL,
    scopes VARCHAR(1000000) NOT NULL,
    permission VARCHAR(4000),
    PRIMARY KEY (kind, entry_name)
);

CREATE TABLE IF NOT EXISTS resource_grant (
    resource VARCHAR(2000) NOT NULL,
    client_id VARCHAR(64) NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    action VARCHAR(200) NOT NULL,
    PRIMARY KEY (resource, client_id, action)
);
CREATE INDEX IF NOT EXISTS resource_grant_by_client ON resource_grant (client_id);

CREATE TABLE IF NOT EXISTS access_rule (
    name VARCHAR(64) NOT NULL PRIMARY KEY,
    description VARCHAR(4000) NOT NULL,
    condition_text VARCHAR(100000),
    allow_text VARCHAR(100000) NOT NULL,
    message VARCHAR(4000) NOT NULL,
    disabled BOOLEAN NOT NULL,
    place INTEGER NOT NULL
);

-- The empty text stands for absent in client_name and entry_name, which belong to the key
CREATE TABLE IF NOT EXISTS call_limit (
    scope VARCHAR(32) NOT NULL,
    client_name VARCHAR(64) NOT NULL,
    entry_name VARCHAR(2000) NOT NULL,
    client_id VARCHAR(64) REFERENCES client (id) ON DELETE CASCADE,
    calls_per_minute INTEGER NOT NULL,
    PRIMARY KEY (scope, client_name, entry_name)
);
CREATE INDEX IF NOT EXISTS call_limit_by_client ON call_limit (client_id);

CREATE TABLE IF NOT EXISTS administrator (
    name VARCHAR(64) NOT NULL PRIMARY KEY,
    password_hash VARCHAR(4000) NOT NULL,
    totp_secret VARCHAR(1000) NOT NULL,
    admin_role VARCHAR(32) NOT NULL,
    disabled BOOLEAN NOT NULL,
    created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE TABLE IF NOT EXISTS admin_token (
    id VARCHAR(64) NOT NULL PRIMARY KEY,
    administrator VARCHAR(64) NOT NULL REFERENCES administrator (name) ON DELETE CASCADE,
    hmac VARCHAR(128) NOT NULL,
    created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX IF NOT EXISTS admin_token_by_administrator ON admin_token (administrator);

CREATE TABLE IF NOT EXISTS plugin_approval (
    sha256 VARCHAR(64) NOT NULL PRIMARY KEY,
    plugin_id VARCHAR(200) NOT NULL,
    version VARCHAR(200) NOT NULL,
    approved_by VARCHAR(200) NOT NULL,
    approved_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE TABLE IF NOT EXISTS used_nonce (
    nonce VARCHAR(200) NOT NULL PRIMARY KEY,
    expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX IF NOT EXISTS used_nonce_by_expiry ON used_nonce (expires_at);

-- Without a reference to client: a call of a client that is being deleted must not make the whole addition fail
CREATE TABLE IF NOT EXISTS quota_use (
    use_day DATE NOT NULL,
    client_id VARCHAR(64) NOT NULL,
    calls BIGINT NOT NULL,
    PRIMARY KEY (use_day, client_id)
);

-- The searchable index of the audit file; what counts is the file
CREATE TABLE IF NOT EXISTS audit_row (
    seq BIGINT NOT NULL PRIMARY KEY,
    happened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    kind VARCHAR(64) NOT NULL,
    client VARCHAR(200),
    entry VARCHAR(1000),
    instance VARCHAR(200),
    decision VARCHAR(200),
    outcome VARCHAR(200),
    size_bytes BIGINT,
    duration_micros BIGINT,
    origin VARCHAR(200),
    segment VARCHAR(200) NOT NULL,
    segment_offset BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS audit_row_by_client ON audit_row (client, seq);
CREATE INDEX IF NOT EXISTS audit_row_by_entry ON audit_row (entry, seq);
CREATE INDEX IF NOT EXISTS audit_row_by_time ON audit_row (happened_at);

CREATE TABLE IF NOT EXISTS audit_anchor (
    seq BIGINT NOT NULL PRIMARY KEY,
    hash VARCHAR(128) NOT NULL,
    segment VARCHAR(200) NOT NULL,
    anchored_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
