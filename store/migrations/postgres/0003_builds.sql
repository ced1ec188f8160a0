-- The files that browsers load, of the last builds that were started on this record: an open page of an older one may
-- still ask for its own. Faces migrations/sqlite/0003_builds.sql.

CREATE TABLE build (
    id TEXT PRIMARY KEY,
    started_at BIGINT NOT NULL
);

-- Named by their content, so that builds share what they have in common. As they travel: compressed, or as they are.
CREATE TABLE build_file (
    name TEXT PRIMARY KEY,
    encoding TEXT,
    content BYTEA NOT NULL
);

CREATE TABLE build_part (
    build TEXT NOT NULL REFERENCES build (id),
    file TEXT NOT NULL REFERENCES build_file (name),
    PRIMARY KEY (build, file)
);
