package dev.patchbay.broker.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.api.config.Secret;
import dev.patchbay.api.grant.NotAvailableException;
import dev.patchbay.api.grant.NotGrantedException;
import dev.patchbay.broker.Grants;
import dev.patchbay.broker.Scope;
import dev.patchbay.broker.datasource.DatasourceSettings.Pool;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The databases of plugins, on a real PostgreSQL server and on H2 in two versions. */
class DatasourceTest {
    private static final Path DRIVERS = Path.of("target/drivers");
    private static final Pool ONE = new Pool(1, 0, Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMinutes(30),
            Duration.ofSeconds(20));
    private static final String PASSWORD = "pw-of-the-app";
    private static EmbeddedPostgres server;

    private volatile Grants grants = Grants.NONE;
    private volatile String password = PASSWORD;
    private volatile Optional<Duration> callTime = Optional.empty();
    private DatasourceBroker broker;
    private DatasourceBroker.OfInstance instance;

    @BeforeAll
    static void startServer() throws Exception {
        server = EmbeddedPostgres.builder().start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE app_user LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE TABLE t (a int PRIMARY KEY, b text, c int[], d jsonb)");
            statement.execute("INSERT INTO t VALUES (1, 'one', '{1,2}', '{\"x\": 1}')");
            statement.execute("GRANT ALL ON t TO app_user");
            statement.execute("GRANT CREATE ON SCHEMA public TO app_user");
        }
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void open() {
        String h2 = "jdbc:h2:mem:test;DB_CLOSE_DELAY=-1";
        broker = new DatasourceBroker(List.of(
                new DatasourceSettings("pg", url(), "app_user", Optional.of("pg.password"), "org.postgresql.Driver",
                        Optional.empty(), true, ONE, Optional.empty()),
                new DatasourceSettings("pgro", url(), "app_user", Optional.of("pg.password"), "org.postgresql.Driver",
                        Optional.empty(), false, ONE, Optional.empty()),
                new DatasourceSettings("new", h2, "sa", Optional.empty(), "org.h2.Driver",
                        Optional.of("h2-2.5.252.jar"),
                        true, ONE, Optional.empty()),
                new DatasourceSettings("old", h2, "sa", Optional.empty(), "org.h2.Driver",
                        Optional.of("h2-2.4.240.jar"), true, ONE, Optional.empty()),
                new DatasourceSettings("two", h2, "sa", Optional.empty(), "org.h2.Driver", Optional.empty(), true, ONE,
                        Optional.empty()),
                new DatasourceSettings("stranger", url(), "no_such_user", Optional.empty(), "org.postgresql.Driver",
                        Optional.empty(), false, new Pool(1, 0, Duration.ofMillis(300), Duration.ofMinutes(1),
                                Duration.ofMinutes(30), Duration.ofSeconds(20)),
                        Optional.empty()),
                new DatasourceSettings("none", "jdbc:x:y", "", Optional.empty(), "no.such.Driver", Optional.empty(),
                        true, ONE, Optional.empty())),
                DRIVERS, name -> name.equals("pg.password") && !password.isEmpty()
                        ? Optional.of(Secret.of(password))
                        : Optional.empty());
        instance = broker.of(new Scope("i", "p", () -> grants, () -> callTime));
        grants = Grants.parse("datasources: pg (rw), new (rw), old (rw), two, none, unknown");
    }

    @AfterEach
    void close() {
        instance.close();
        broker.close();
    }

    private static String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "none";
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void whatIsGrantedForWritingReadsAndWrites() throws SQLException {
        try (Connection connection = instance.datasource("pg").getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t (a, c) VALUES (?, ?)")) {
                insert.setInt(1, 2);
                insert.setArray(2, connection.createArrayOf("int4", new Object[]{3, 4}));
                assertThat(insert.executeUpdate()).isEqualTo(1);
            }
            connection.rollback();
            assertThat(one(connection, "SELECT count(*) FROM t")).isEqualTo("1");
        }
    }

    @Test
    void nothingLeadsToTheDriverOrToTheUser() throws SQLException {
        DataSource datasource = instance.datasource("pg");
        assertThatThrownBy(() -> datasource.getConnection("postgres", "postgres"))
                .isInstanceOf(SQLFeatureNotSupportedException.class);
        try (Connection connection = datasource.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT a, b, c, d FROM t");
                ResultSet rows = statement.executeQuery()) {
            assertThat(statement.getConnection()).isSameAs(connection);
            assertThat(rows.getStatement()).isSameAs(statement);
            DatabaseMetaData about = connection.getMetaData();
            assertThat(about.getConnection()).isSameAs(connection);
            assertThat(about.getURL()).isEqualTo("jdbc:patchbay:pg");
            assertThat(about.getUserName()).isEmpty();
            rows.next();
            Array array = rows.getArray(3);
            assertThat((Object[]) array.getArray()).containsExactly(1, 2);
            ResultSet elements = array.getResultSet();
            Statement behind = elements.getStatement();
            if (behind != null) {
                assertThat(behind.getConnection()).isSameAs(connection);
            }
            assertThat(rows.getObject(4)).as("a value of the driver's own class").isEqualTo("{\"x\": 1}");
            assertThat(rows.getObject(3)).isInstanceOf(Array.class).isInstanceOf(Guarded.class);
            Statement ofTables = about.getTables(null, null, "t", null).getStatement();
            assertThat(ofTables.getConnection()).isSameAs(connection);
            for (Object each : List.of(connection, statement, rows, about, array, elements, rows.getMetaData(),
                    statement.getParameterMetaData(), connection.createStatement(),
                    connection.prepareCall("SELECT 1"))) {
                assertThat(each).isInstanceOf(Guarded.class);
                assertThat(each.toString()).doesNotContain("app_user", "localhost", "postgres");
                Wrapper wrapper = (Wrapper) each;
                assertThatThrownBy(() -> wrapper.unwrap(com.zaxxer.hikari.pool.HikariProxyConnection.class))
                        .isInstanceOf(SQLFeatureNotSupportedException.class);
                assertThat(wrapper.isWrapperFor(String.class)).isFalse();
            }
            assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO t (a) VALUES (9)", "UPDATE t SET b = 'x'", "DELETE FROM t", "DROP TABLE t",
        "CREATE TABLE u (a int)", "SELECT 1; DELETE FROM t", "WITH d AS (DELETE FROM t RETURNING a) SELECT * FROM d",
        "SELECT a INTO u FROM t", "SET TRANSACTION READ WRITE", "COMMIT", "BEGIN READ WRITE",
        "SELECT set_config('transaction_read_only', 'off', false)", "CREATE TEMP TABLE u (a int)"})
    void whatIsGrantedForReadingOnlyReads(String sql) throws SQLException {
        for (String name : List.of("pg", "pgro")) {
            grants = Grants.parse("datasources: " + (name.equals("pg") ? "pg (ro)" : "pgro (rw)"));
            try (Connection connection = instance.datasource(name).getConnection()) {
                assertThatThrownBy(() -> execute(connection, sql)).isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> connection.prepareStatement(sql).execute()).isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> connection.createStatement().addBatch("DELETE FROM t"))
                        .isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> connection.setReadOnly(false)).isInstanceOf(SQLException.class);
                connection.setAutoCommit(false);
                connection.commit();
                assertThat(connection.isReadOnly()).isTrue();
                assertThat(one(connection, "SELECT count(*) FROM t")).isEqualTo("1");
                assertThat(one(connection, "SELECT b FROM t")).isEqualTo("one");
            }
        }
    }

    @Test
    void whoMayWriteCanAskForAConnectionThatOnlyReads() throws SQLException {
        assertThat(instance.mayWrite("pg")).isTrue();
        assertThat(instance.mayWrite("two")).as("granted (ro)").isFalse();
        assertThat(instance.mayWrite("pgro")).as("not granted").isFalse();
        assertThat(instance.mayWrite("unknown")).as("not configured").isFalse();
        try (Connection connection = instance.readOnlyDatasource("pg").getConnection()) {
            assertThat(connection.isReadOnly()).isTrue();
            assertThat(one(connection, "SHOW default_transaction_read_only")).isEqualTo("on");
            assertThat(one(connection, "SHOW statement_timeout")).isEqualTo("20s");
            assertThatThrownBy(() -> execute(connection, "DELETE FROM t")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> one(connection, "SELECT repeat('x', 60000000)")).isInstanceOf(SQLException.class)
                    .hasMessageContaining("maxResultBuffer");
        }
        grants = Grants.NONE;
        assertThatThrownBy(() -> instance.readOnlyDatasource("pg")).isInstanceOf(NotGrantedException.class);
    }

    @Test
    void theDatabaseItselfRefusesWhatOnlyLooksLikeReading() throws SQLException {
        grants = Grants.parse("datasources: pg (rw)");
        try (Connection connection = instance.datasource("pg").getConnection()) {
            execute(connection, "CREATE FUNCTION remove_all() RETURNS int LANGUAGE sql AS 'DELETE FROM t; SELECT 1'");
        }
        grants = Grants.parse("datasources: pg (ro)");
        try (Connection connection = instance.datasource("pg").getConnection()) {
            assertThatThrownBy(() -> one(connection, "SELECT remove_all()")).isInstanceOf(SQLException.class)
                    .hasMessageContaining("read-only transaction");
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(one(connection, "SELECT set_config('default_transaction_read_only', 'off', false)"))
                    .isEqualTo("off");
            assertThatThrownBy(() -> one(connection, "SELECT remove_all()")).isInstanceOf(SQLException.class);
            assertThat(one(connection, "SELECT count(*) FROM t")).isEqualTo("1");
        } finally {
            grants = Grants.parse("datasources: pg (rw)");
            try (Connection connection = instance.datasource("pg").getConnection()) {
                execute(connection, "DROP FUNCTION remove_all()");
            }
        }
    }

    @Test
    void aConnectionGoesBackAsItCame() throws SQLException {
        DataSource datasource = instance.datasource("pg");
        String process;
        Connection used = datasource.getConnection();
        process = one(used, "SELECT pg_backend_pid()");
        int isolation = used.getTransactionIsolation();
        int timeout = used.getNetworkTimeout();
        String name = String.valueOf(used.getClientInfo("ApplicationName"));
        execute(used, "SET search_path TO pg_catalog");
        execute(used, "SET statement_timeout TO '7s'");
        execute(used, "CREATE TEMP TABLE left_over (a int)");
        execute(used, "SELECT pg_advisory_lock(42)");
        Properties info = new Properties();
        info.setProperty("ApplicationName", "left");
        used.setClientInfo(info);
        used.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        used.setNetworkTimeout(null, 12_345);
        used.setReadOnly(true);
        used.setAutoCommit(false);
        Statement statement = used.createStatement();
        ResultSet rows = statement.executeQuery("SELECT a, c FROM public.t");
        rows.next();
        Array array = rows.getArray(2);
        DatabaseMetaData about = used.getMetaData();
        used.close();
        used.close();
        try (Connection next = datasource.getConnection()) {
            assertThat(one(next, "SELECT pg_backend_pid()")).as("the same session").isEqualTo(process);
            assertThat(next.getAutoCommit()).isTrue();
            assertThat(next.isReadOnly()).isFalse();
            assertThat(next.getTransactionIsolation()).isEqualTo(isolation);
            assertThat(next.getNetworkTimeout()).isEqualTo(timeout);
            assertThat(String.valueOf(next.getClientInfo("ApplicationName"))).isEqualTo(name);
            assertThat(one(next, "SHOW search_path")).contains("public");
            assertThat(one(next, "SHOW statement_timeout")).isEqualTo("0");
            assertThat(one(next, "SELECT to_regclass('pg_temp.left_over')")).isEqualTo("null");
            assertThat(one(next, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")).isEqualTo("0");
            assertThatThrownBy(statement::getMaxRows).isInstanceOf(SQLException.class);
            assertThatThrownBy(rows::next).isInstanceOf(SQLException.class);
            assertThatThrownBy(array::getResultSet).isInstanceOf(SQLException.class);
            assertThatThrownBy(about::getCatalogs).isInstanceOf(SQLException.class);
            assertThatThrownBy(used::createStatement).isInstanceOf(SQLException.class);
            assertThat(used.isClosed() && statement.isClosed() && rows.isClosed()).isTrue();
        }
    }

    @Test
    void anOpenTransactionOfPlainSqlIsNotHandedOn() throws SQLException {
        DataSource datasource = instance.datasource("pg");
        Connection used = datasource.getConnection();
        execute(used, "BEGIN");
        execute(used, "UPDATE t SET b = 'lost'");
        used.close();
        try (Connection next = datasource.getConnection()) {
            assertThat(one(next, "SELECT b FROM t")).isEqualTo("one");
        }
    }

    @Test
    void twoVersionsOfADriverWorkBesideEachOther() throws SQLException {
        String old;
        try (Connection connection = instance.datasource("old").getConnection()) {
            old = connection.getMetaData().getDatabaseProductVersion();
            execute(connection, "CREATE TABLE IF NOT EXISTS h (a int)");
            assertThat(one(connection, "SELECT count(*) FROM h")).isEqualTo("0");
        }
        try (Connection connection = instance.datasource("new").getConnection()) {
            assertThat(connection.getMetaData().getDatabaseProductVersion()).contains("2.5.252").isNotEqualTo(old);
            assertThatThrownBy(() -> one(connection, "SELECT count(*) FROM h")).isInstanceOf(SQLException.class)
                    .satisfies(e -> assertThat(e.getClass().getName()).startsWith("java.sql."));
        }
        assertThat(old).contains("2.4.240");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO h2ro VALUES (1)", "SELECT * FROM FINAL TABLE (INSERT INTO h2ro VALUES (1))",
        "DROP TABLE h2ro", "SELECT 1; DROP TABLE h2ro", "CALL 1", "SHUTDOWN", "SCRIPT TO 'target/x.sql'"})
    void h2WithoutReadOnlyTransactionsIsOnlyReadEither(String sql) throws SQLException {
        try (Connection connection = instance.datasource("new").getConnection()) {
            execute(connection, "CREATE TABLE IF NOT EXISTS h2ro (a int)");
        }
        grants = Grants.parse("datasources: new");
        try (Connection connection = instance.datasource("new").getConnection()) {
            assertThatThrownBy(() -> execute(connection, sql)).isInstanceOf(SQLException.class)
                    .hasMessageContaining("reading only");
            assertThat(one(connection, "SELECT count(*) FROM h2ro")).isEqualTo("0");
            try (Statement statement = connection.createStatement(ResultSet.TYPE_SCROLL_SENSITIVE,
                    ResultSet.CONCUR_UPDATABLE); ResultSet rows = statement.executeQuery("SELECT a FROM h2ro")) {
                rows.moveToInsertRow();
                rows.updateInt(1, 5);
                assertThatThrownBy(rows::insertRow).isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void grantsCountForEveryConnection() throws SQLException {
        DataSource datasource = instance.datasource("pg");
        datasource.getConnection().close();
        grants = Grants.NONE;
        assertThatThrownBy(datasource::getConnection).isInstanceOf(NotGrantedException.class)
                .hasMessageContaining("'datasources: pg (ro)'");
        assertThatThrownBy(() -> instance.datasource("pg")).isInstanceOf(NotGrantedException.class);
        grants = Grants.parse("datasources: unknown, two, none");
        assertThatThrownBy(() -> instance.datasource("unknown")).isInstanceOf(NotAvailableException.class)
                .hasMessageContaining("conf/patchbay.yaml");
        assertThatThrownBy(() -> instance.datasource("two").getConnection()).isInstanceOf(NotAvailableException.class)
                .hasMessageContaining("several JARs").hasMessageContaining("h2-2.4.240.jar");
        assertThatThrownBy(() -> instance.datasource("none").getConnection())
                .isInstanceOf(NotAvailableException.class).hasMessageContaining("no JAR in the drivers folder");
    }

    @Test
    void aFailureTellsThePluginNothingAndANewPasswordHolds() throws SQLException {
        password = "";
        grants = Grants.parse("datasources: pg, stranger");
        for (String name : List.of("pg", "stranger")) {
            assertThatThrownBy(() -> instance.datasource(name).getConnection()).isInstanceOf(SQLException.class)
                    .satisfies(e -> {
                        StringWriter all = new StringWriter();
                        e.printStackTrace(new PrintWriter(all, true));
                        assertThat(all.toString()).contains(name).doesNotContain("app_user", "no_such_user",
                                "localhost", "pg.password", "org.postgresql");
                    });
        }
        password = PASSWORD;
        try (Connection connection = instance.datasource("pg").getConnection()) {
            assertThat(one(connection, "SELECT 1")).isEqualTo("1");
            assertThatThrownBy(() -> one(connection, "SELECT * FROM no_such")).hasMessageContaining("no_such")
                    .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("42P01"));
        }
    }

    @Test
    void aStatementEndsWithItsCall() throws SQLException {
        callTime = Optional.of(Duration.ofMillis(900));
        try (Connection connection = instance.datasource("pg").getConnection()) {
            long before = System.nanoTime();
            assertThatThrownBy(() -> one(connection, "SELECT pg_sleep(30)")).isInstanceOf(SQLException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(0);
                assertThat(statement.getQueryTimeout()).isEqualTo(1);
            }
        }
    }

    @Test
    void anInstanceThatEndsHoldsNoConnection() throws SQLException {
        Connection held = instance.datasource("pg").getConnection();
        instance.close();
        assertThat(held.isClosed()).isTrue();
        assertThatThrownBy(held::createStatement).isInstanceOf(SQLException.class);
        DatasourceBroker.OfInstance other = broker.of(new Scope("j", "p", () -> grants, () -> callTime));
        try (Connection next = other.datasource("pg").getConnection()) {
            assertThat(one(next, "SELECT 1")).isEqualTo("1");
        }
    }
}
