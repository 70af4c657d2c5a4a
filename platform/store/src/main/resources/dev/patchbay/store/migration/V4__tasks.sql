-- Calls that became tasks. What they carry is sealed under a key that is not in the database. Every statement can be
-- repeated, as in V1.

-- Without a reference to client, so that a client with tasks can be deleted; they expire by themselves
CREATE TABLE IF NOT EXISTS task (
    id VARCHAR(64) NOT NULL PRIMARY KEY,
    owner VARCHAR(200) NOT NULL,
    tool VARCHAR(200) NOT NULL,
    status VARCHAR(16) NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX IF NOT EXISTS task_by_owner ON task (owner);
CREATE INDEX IF NOT EXISTS task_by_expiry ON task (expires_at);

-- In parts, since a column holds no more
CREATE TABLE IF NOT EXISTS task_part (
    task_id VARCHAR(64) NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    kind VARCHAR(16) NOT NULL,
    part INTEGER NOT NULL,
    sealed VARCHAR(1000000) NOT NULL,
    PRIMARY KEY (task_id, kind, part)
);
