-- Results of plugins that may be given again. All of it can be built anew, so no backup holds it. What is kept is sealed
-- under a key that is not in the database, bound to its key and owner. Every statement can be repeated, as in V1.

CREATE TABLE IF NOT EXISTS cached_result (
    id VARCHAR(64) NOT NULL PRIMARY KEY,
    owner VARCHAR(64) NOT NULL,
    instance VARCHAR(200) NOT NULL,
    name VARCHAR(2100) NOT NULL,
    is_resource BOOLEAN NOT NULL,
    run VARCHAR(64) NOT NULL,
    built_at BIGINT NOT NULL,
    is_of_run BOOLEAN NOT NULL,
    fresh_until BIGINT NOT NULL,
    stale_until BIGINT NOT NULL,
    size_bytes BIGINT NOT NULL,
    sealed VARCHAR(1000000) NOT NULL
);
CREATE INDEX IF NOT EXISTS cached_result_by_name ON cached_result (instance);
CREATE INDEX IF NOT EXISTS cached_result_by_end ON cached_result (stale_until);

-- What each was built from. By its hash, since a name is longer than an index of every database takes
CREATE TABLE IF NOT EXISTS cached_source (
    result_id VARCHAR(64) NOT NULL REFERENCES cached_result (id) ON DELETE CASCADE,
    source_hash VARCHAR(64) NOT NULL,
    source VARCHAR(2300) NOT NULL,
    PRIMARY KEY (result_id, source_hash)
);
CREATE INDEX IF NOT EXISTS cached_source_by_source ON cached_source (source_hash);
