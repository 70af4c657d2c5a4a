-- How much of a result a client gets at once; null: the default. Every statement can be repeated, as in V1.

ALTER TABLE client ADD COLUMN IF NOT EXISTS max_result_chars INTEGER;
ALTER TABLE client ADD COLUMN IF NOT EXISTS max_result_tokens INTEGER;
