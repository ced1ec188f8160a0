-- The record: what is published, everything it has been before, and the numbers that followers read.
-- Faces migrations/sqlite/0001_record.sql.

-- One row. Every write transaction that changes something raises it, so that numbers have neither gaps nor disorder.
CREATE TABLE counter (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    change BIGINT NOT NULL
);

INSERT INTO counter (one, change) VALUES (1, 0);

CREATE TABLE change (
    number BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('listing', 'page', 'setting')),
    subject TEXT NOT NULL
);

-- The current state of each listing.
CREATE TABLE listing (
    id BIGINT PRIMARY KEY CHECK (id BETWEEN 1 AND 4294967295),
    source_code TEXT NOT NULL,
    source_id TEXT NOT NULL,
    slug TEXT NOT NULL,
    revision BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    withdrawn_by TEXT,
    body TEXT NOT NULL,
    UNIQUE (source_code, source_id)
);

-- What was written, as it was written. Rows are only ever added.
CREATE TABLE listing_revision (
    listing BIGINT NOT NULL REFERENCES listing (id),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    author TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (listing, number)
);

CREATE TABLE confirmation (
    listing BIGINT NOT NULL REFERENCES listing (id),
    at BIGINT NOT NULL,
    confirmed_by TEXT NOT NULL,
    author TEXT NOT NULL,
    PRIMARY KEY (listing, at, confirmed_by, author)
);

CREATE TABLE page (
    slug TEXT PRIMARY KEY,
    revision BIGINT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE page_revision (
    page TEXT NOT NULL REFERENCES page (slug),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    author TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (page, number)
);

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE source (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    url TEXT,
    licence TEXT,
    imported_at BIGINT
);
