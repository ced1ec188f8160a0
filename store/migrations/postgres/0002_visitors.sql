-- What visitors tell. Nothing here says who they are: no address, no browser.
-- Faces migrations/sqlite/0002_visitors.sql.

-- Reports of errors, for those who keep the directory right.
CREATE TABLE report (
    id BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    listing BIGINT NOT NULL REFERENCES listing (id),
    wrong TEXT NOT NULL,
    comment TEXT NOT NULL,
    contact TEXT,
    lang TEXT NOT NULL,
    at BIGINT NOT NULL,
    state TEXT NOT NULL
);

CREATE INDEX report_state ON report (state, id);

-- What was answered under an idempotency key: the same request again gets the same answer and does nothing.
CREATE TABLE remembered_answer (
    key TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    answer TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE INDEX remembered_answer_at ON remembered_answer (at);
