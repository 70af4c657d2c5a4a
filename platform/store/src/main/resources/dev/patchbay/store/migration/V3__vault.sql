-- The vault: nothing here can be read without its master key, which is not in the database. Every statement can be
-- repeated, as in V1.

-- One row: the keys of the secrets, sealed under the master key, of which only a fingerprint is here
CREATE TABLE IF NOT EXISTS vault_keyset (
    id INTEGER NOT NULL PRIMARY KEY,
    sealed VARCHAR(1000000) NOT NULL,
    master_key VARCHAR(64) NOT NULL,
    generation BIGINT NOT NULL,
    changed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE TABLE IF NOT EXISTS vault_secret (
    name VARCHAR(64) NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    ciphertext VARCHAR(200000) NOT NULL,
    set_by VARCHAR(200) NOT NULL,
    set_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
