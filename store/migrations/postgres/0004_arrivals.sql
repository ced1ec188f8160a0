-- When what visitors tell arrived, whatever the clock of their device said, and when somebody has seen to it.
-- Faces migrations/sqlite/0004_arrivals.sql.

-- Nothing in rows from before: `at` stands for it.
ALTER TABLE confirmation ADD COLUMN arrived_at BIGINT;

ALTER TABLE report ADD COLUMN arrived_at BIGINT;

ALTER TABLE report ADD COLUMN closed_at BIGINT;

-- Answers in the order in which they were remembered, whatever the clock of the server said.
ALTER TABLE remembered_answer ADD COLUMN number BIGINT NOT NULL DEFAULT 0;

CREATE INDEX remembered_answer_number ON remembered_answer (number);
