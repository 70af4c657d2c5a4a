# One attack a line; \n is a line end, \0 NUL, \uXXXX a character, ${dir} a folder that must stay empty.
DELETE FROM victim
DROP TABLE victim
TRUNCATE TABLE victim
UPDATE victim SET name = 'x'
INSERT INTO victim VALUES (99, 'x')
MERGE INTO victim USING (SELECT 1 AS a) s ON victim.id = s.a WHEN MATCHED THEN DELETE
REPLACE INTO victim VALUES (1, 'x')
CREATE TABLE pwned (a int)
CREATE TABLE pwned AS SELECT * FROM victim
ALTER TABLE victim ADD COLUMN pwned int
GRANT ALL ON victim TO PUBLIC
SELECT 1; DROP TABLE victim
SELECT 1; COMMIT; DROP TABLE victim
SELECT 1;DELETE FROM victim;--
COMMIT; DELETE FROM victim
ROLLBACK; DELETE FROM victim; SELECT 1
BEGIN READ WRITE; DELETE FROM victim; COMMIT
SET TRANSACTION READ WRITE; DELETE FROM victim
SET SESSION TRANSACTION READ WRITE
SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE
SET default_transaction_read_only = off
SELECT set_config('transaction_read_only', 'off', false)
SELECT set_config('default_transaction_read_only', 'off', false), (SELECT evil_delete())
WITH x AS (DELETE FROM victim RETURNING *) SELECT * FROM x
WITH x AS (INSERT INTO victim VALUES (98, 'x') RETURNING *) SELECT * FROM x
WITH x AS (UPDATE victim SET name = 'x' RETURNING *) SELECT * FROM x
SELECT * FROM (WITH y AS (DELETE FROM victim RETURNING *) SELECT * FROM y) z
WITH x AS MATERIALIZED (DELETE FROM victim RETURNING id) SELECT count(*) FROM x
SELECT * INTO pwned FROM victim
SELECT * INTO TEMP pwned FROM victim
SELECT * FROM victim FOR UPDATE
SELECT * FROM victim FOR NO KEY UPDATE
SELECT * FROM victim FOR SHARE
SELECT * FROM victim FOR KEY SHARE
SELECT * FROM victim LOCK IN SHARE MODE
COPY victim TO PROGRAM 'touch ${dir}/pwned'
COPY victim FROM PROGRAM 'echo 97'
COPY (SELECT 1) TO '${dir}/pwned'
SELECT lo_export(lo_from_bytea(0, 'x'), '${dir}/pwned')
SELECT lo_import('/etc/passwd')
SELECT lo_from_bytea(0, 'pwned')
SELECT lo_create(4711)
SELECT pg_file_write('${dir}/pwned', 'x', false)
SELECT pg_read_file('/etc/passwd')
SELECT pg_read_binary_file('/etc/passwd')
SELECT pg_ls_dir('/')
SELECT pg_stat_file('/etc/passwd')
SELECT * FROM dblink('dbname=postgres', 'DELETE FROM victim') AS t(a int)
SELECT dblink_exec('dbname=postgres', 'DELETE FROM victim')
SELECT evil_delete()
SELECT public.evil_delete()
SELECT "evil_delete"()
SELECT pg_catalog.set_config('transaction_read_only', 'off', true)
SELECT nextval('victim_seq')
SELECT setval('victim_seq', 4711)
SELECT NEXT VALUE FOR victim_seq
SELECT victim_seq.NEXTVAL
SELECT victim_seq."NEXTVAL"
SELECT NEXTVAL(victim_seq)
SELECT LASTVAL(victim_seq)
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()
SELECT pg_cancel_backend(pid) FROM pg_stat_activity
SELECT pg_reload_conf()
SELECT pg_rotate_logfile()
SELECT pg_switch_wal()
SELECT pg_create_restore_point('pwned')
SELECT pg_advisory_lock(1)
SELECT pg_notify('a', 'b')
SELECT pg_sleep(60)
SELECT query_to_xml('DELETE FROM victim RETURNING id', true, true, '')
SELECT table_to_xml('victim', true, true, '')
SELECT database_to_xml(true, true, '')
SELECT ts_stat('DELETE FROM victim RETURNING to_tsvector(name)')
SELECT pg_logical_emit_message(false, 'a', 'b')
SELECT pg_stat_reset()
DO $$ BEGIN DELETE FROM victim; END $$
SELECT $$a$$; DELETE FROM victim; --$$
SELECT E'a\\'; DELETE FROM victim; --'
SELECT 'a\\'; DELETE FROM victim; -- '
SELECT U&"\\0065vil_delete"()
SELECT U&"!0065vil_delete" UESCAPE '!' ()
CALL evil_procedure()
{call evil_procedure()}
{? = call evil_delete()}
SELECT {fn evil_delete()}
EXECUTE pwned
PREPARE pwned AS DELETE FROM victim
PREPARE pwned FROM 'DELETE FROM victim'
EXECUTE IMMEDIATE 'DELETE FROM victim'
EXPLAIN ANALYZE DELETE FROM victim
EXPLAIN (ANALYZE) WITH x AS (DELETE FROM victim RETURNING *) SELECT * FROM x
ANALYZE
VACUUM
REINDEX TABLE victim
LISTEN pwned
LOCK TABLE victim
SELECT 1 INTO OUTFILE '${dir}/pwned'
SELECT 'x' INTO DUMPFILE '${dir}/pwned'
SELECT * FROM victim /*! INTO OUTFILE '${dir}/pwned' */
SELECT * FROM victim /*!50000 INTO OUTFILE '${dir}/pwned' */
SELECT * FROM victim /*M! INTO OUTFILE '${dir}/pwned' */
SELECT 1 /*!; DELETE FROM victim */
SELECT /*+ SET_VAR(sql_mode='') */ 1
SELECT /* /* */ 1; DELETE FROM victim -- */
SELECT 1 -- \n; DELETE FROM victim
SELECT 1 --1; DELETE FROM victim
SELECT 1 # '\n; DELETE FROM victim # '
SELECT `a'`; DELETE FROM victim; -- '`
SELECT [a'], evil_delete(), [b']
SELECT 1 // '\n, evil_delete() // '
SELECT 1 // '\n, CSVWRITE($$${dir}/pwned$$, $$SELECT 1$$) // '
SELECT file FROM pragma_database_list
SELECT [a], load_extension('x')
SELECT LOAD_FILE('/etc/passwd')
SELECT SLEEP(60)
SELECT BENCHMARK(1000000000, MD5('a'))
SELECT GET_LOCK('a', 60)
SELECT RELEASE_ALL_LOCKS()
SELECT MASTER_POS_WAIT('a', 1)
SELECT sys_exec('touch ${dir}/pwned')
SELECT sys_eval('touch ${dir}/pwned')
SELECT @a := 1
SELECT @@global.read_only
SET GLOBAL read_only = 0
HANDLER victim OPEN
LOAD DATA INFILE '/etc/passwd' INTO TABLE victim
SELECT * FROM victim PROCEDURE ANALYSE()
KILL 1
FLUSH TABLES
CREATE ALIAS PWNED AS 'void x() {}'
CREATE ALIAS IF NOT EXISTS EXEC FOR 'java.lang.Runtime.exec'
SELECT CSVWRITE('${dir}/pwned', 'SELECT 1')
CALL CSVWRITE('${dir}/pwned', 'SELECT 1')
SELECT "CSVWRITE"('${dir}/pwned', 'SELECT 1')
SELECT * FROM CSVREAD('/etc/passwd')
SELECT FILE_WRITE('x', '${dir}/pwned')
SELECT FILE_READ('/etc/passwd')
SELECT * FROM LINK_SCHEMA('A', '', 'jdbc:h2:mem:x', 'sa', '', 'PUBLIC')
SELECT * FROM FINAL TABLE (DELETE FROM victim)
SELECT * FROM OLD TABLE (DELETE FROM victim)
SELECT * FROM FINAL TABLE (INSERT INTO victim VALUES (96, 'x'))
SELECT MEMORY_FREE()
SELECT ABORT_SESSION(1)
SELECT CANCEL_SESSION(1)
RUNSCRIPT FROM '/etc/passwd'
SCRIPT TO '${dir}/pwned'
BACKUP TO '${dir}/pwned'
SHUTDOWN
SHUTDOWN IMMEDIATELY
SET DB_CLOSE_DELAY 0
SELECT UTF8TOSTRING(1); SHUTDOWN
ATTACH DATABASE '${dir}/pwned' AS pwned
DETACH DATABASE main
PRAGMA writable_schema = 1
PRAGMA query_only = OFF
SELECT * FROM pragma_table_info('victim')
SELECT load_extension('${dir}/pwned')
SELECT writefile('${dir}/pwned', 'x')
SELECT readfile('/etc/passwd')
SELECT edit('x')
SELECT fts3_tokenizer('simple')
VACUUM INTO '${dir}/pwned'
SAVEPOINT a
RELEASE a
SELECT * FROM OPENQUERY(pwned, 'DELETE FROM victim')
SELECT * FROM OPENROWSET('a', 'b', 'DELETE FROM victim')
SELECT 1\0; DELETE FROM victim
SELECT 1\u037e DELETE FROM victim
SELECT 1\uff1b DELETE FROM victim
\uff33ELECT 1
S\u200bELECT 1; DELETE FROM victim
SELECT\u00a0evil_delete()
SELECT\u2028evil_delete()
SELECT \u0065vil_delete ( )
SELECT evil_delete\n(\n)
SELECT evil_delete/**/()
SELECT evil_delete/* x */ ( /* y */ )
SELECT lower(evil_delete()::text)
SELECT CASE WHEN evil_delete() > 0 THEN 1 END
SELECT * FROM victim ORDER BY evil_delete()
SELECT * FROM victim LIMIT evil_delete()
SELECT count(*) FILTER (WHERE evil_delete() > 0) FROM victim
SELECT sum(id) OVER (ORDER BY evil_delete()) FROM victim
SELECT * FROM victim WHERE id IN (SELECT evil_delete())
SELECT * FROM victim, LATERAL evil_delete() AS t(a)
SELECT * FROM evil_delete() AS t
WITH evil_delete(a) AS (SELECT 1) SELECT evil_delete() FROM evil_delete
VALUES (evil_delete())
SELECT ARRAY(SELECT evil_delete())
SELECT (((((((((((((((((((((((((((((((((((((((evil_delete())))))))))))))))))))))))))))))))))))))))
SELECT ((((((((((((((((((((((((1))))))))))))))))))))))))); DELETE FROM victim
SELECT 1 UNION SELECT evil_delete()
SELECT 1 UNION DELETE FROM victim
TABLE victim; DROP TABLE victim
(SELECT 1); (DELETE FROM victim)
SELECT 'x
SELECT "x
SELECT 1 /* x
