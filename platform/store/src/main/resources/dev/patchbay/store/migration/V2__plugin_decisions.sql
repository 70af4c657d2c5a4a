-- What administrators decide about plugins beside the approval of a JAR. Every statement can be repeated, as in V1.

-- Of an approval of version 1 these are null: it holds for all that the JAR asks for
ALTER TABLE plugin_approval ADD COLUMN IF NOT EXISTS definitions_sha256 VARCHAR(64);
ALTER TABLE plugin_approval ADD COLUMN IF NOT EXISTS grants VARCHAR(1000000);
ALTER TABLE plugin_approval ADD COLUMN IF NOT EXISTS seconded_by VARCHAR(200);

CREATE TABLE IF NOT EXISTS plugin_rejection (
    sha256 VARCHAR(64) NOT NULL PRIMARY KEY,
    plugin_id VARCHAR(200) NOT NULL,
    version VARCHAR(200) NOT NULL,
    reason VARCHAR(4000) NOT NULL,
    rejected_by VARCHAR(200) NOT NULL,
    rejected_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE TABLE IF NOT EXISTS plugin_quarantine (
    plugin_id VARCHAR(200) NOT NULL PRIMARY KEY,
    reason VARCHAR(4000) NOT NULL,
    quarantined_by VARCHAR(200) NOT NULL,
    quarantined_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- What an instance is given beyond what its JAR was approved with, and what is taken from it
CREATE TABLE IF NOT EXISTS plugin_grant (
    instance VARCHAR(200) NOT NULL,
    grant_text VARCHAR(1000) NOT NULL,
    given BOOLEAN NOT NULL,
    decided_by VARCHAR(200) NOT NULL,
    decided_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (instance, grant_text)
);

-- What an instance contributes at run time and may show, by the hash of the canonical definition
CREATE TABLE IF NOT EXISTS plugin_definition (
    instance VARCHAR(200) NOT NULL,
    kind VARCHAR(32) NOT NULL,
    definition_name VARCHAR(1000) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    definition VARCHAR(1000000) NOT NULL,
    approved_by VARCHAR(200) NOT NULL,
    approved_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (instance, kind, sha256)
);

-- The configuration that an instance was last started with, so that a change of it can be told from one of the plugin
CREATE TABLE IF NOT EXISTS plugin_configuration (
    instance VARCHAR(200) NOT NULL PRIMARY KEY,
    jar_sha256 VARCHAR(64) NOT NULL,
    configuration_sha256 VARCHAR(64) NOT NULL
);

-- Decisions that one administrator has taken and a second must take too
CREATE TABLE IF NOT EXISTS plugin_proposal (
    decision_sha256 VARCHAR(64) NOT NULL PRIMARY KEY,
    plugin_id VARCHAR(200) NOT NULL,
    decision VARCHAR(4000) NOT NULL,
    proposed_by VARCHAR(200) NOT NULL,
    proposed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
