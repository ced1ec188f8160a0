-- The record: what is published, everything it has been before, and the numbers that followers read.
-- Faces migrations/postgres/0001_record.sql.

-- One row. Every write transaction that changes something raises it, so that numbers have neither gaps nor disorder.
CREATE TABLE counter (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    change INTEGER NOT NULL
) STRICT;

INSERT INTO counter (one, change) VALUES (1, 0);

CREATE TABLE change (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('listing', 'page', 'setting')),
    subject TEXT NOT NULL
) STRICT;

-- The current state of each listing. The body comes last: the columns before it are read without its overflow pages.
CREATE TABLE listing (
    id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 4294967295),
    source_code TEXT NOT NULL,
    source_id TEXT NOT NULL,
    slug TEXT NOT NULL,
    revision INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    withdrawn_at INTEGER,
    withdrawn_by TEXT,
    body TEXT NOT NULL,
    UNIQUE (source_code, source_id)
) STRICT;

-- What was written, as it was written. Rows are only ever added.
CREATE TABLE listing_revision (
    listing INTEGER NOT NULL REFERENCES listing (id),
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (listing, number)
) STRICT;

CREATE TABLE confirmation (
    listing INTEGER NOT NULL REFERENCES listing (id),
    at INTEGER NOT NULL,
    confirmed_by TEXT NOT NULL,
    author TEXT NOT NULL,
    PRIMARY KEY (listing, at, confirmed_by, author)
) STRICT, WITHOUT ROWID;

CREATE TABLE page (
    slug TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE page_revision (
    page TEXT NOT NULL REFERENCES page (slug),
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (page, number)
) STRICT;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    url TEXT,
    licence TEXT,
    imported_at INTEGER
) STRICT, WITHOUT ROWID;
