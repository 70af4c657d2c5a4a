package dev.patchbay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.enablement.Role;
import dev.patchbay.store.enablement.Roles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class DatabaseTest {
    private final TestEngine engine;
    private final Database database;
    private final Roles roles;

    DatabaseTest(TestEngine engine) {
        this.engine = engine;
        database = engine.emptied();
        roles = new Roles(database);
    }

    private static Role role(String name) {
        return new Role(name, "", Set.of());
    }

    private void atTheSameTime(Runnable work) throws InterruptedException {
        Thread other = Thread.ofPlatform().start(work);
        other.join(20_000);
        assertThat(other.isAlive()).isFalse();
    }

    @Test
    void hasTheTablesThatABackupKnowsAndNoOthers() {
        List<String> tables = database.read(handle -> handle.createQuery("SELECT LOWER(table_name)"
                + " FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA").mapTo(String.class).list());
        assertThat(tables).filteredOn(table -> !table.equals("patchbay_schema"))
                .containsExactlyInAnyOrderElementsOf(Tables.ALL);
        assertThat(tables).contains("patchbay_schema");
        assertThat(database.schemaVersion()).isEqualTo(6);
    }

    @Test
    void hasTheSameColumnsOnBothDatabases() {
        for (String table : Tables.ALL) {
            Map<String, Tables.Type> columns = database.read(handle -> Tables.columns(handle, table));
            Map<String, Tables.Type> embedded = TestEngine.H2.emptied().read(handle -> Tables.columns(handle, table));
            assertThat(columns).isNotEmpty().isEqualTo(embedded);
        }
    }

    @Test
    void writesTogetherAllOrNothing() {
        assertThatThrownBy(() -> database.together(() -> {
            roles.create(role("one"));
            roles.create(role("two"));
            roles.delete("three");
            return true;
        })).isInstanceOf(MissingException.class);
        assertThat(roles.all()).isEmpty();
        assertThat(database.together(() -> {
            roles.create(role("one"));
            return roles.all();
        })).containsExactly(role("one"));
    }

    @Test
    void goesOnAfterAPartOfWhatIsWrittenTogetherFailed() {
        database.together(() -> {
            roles.create(role("one"));
            assertThatThrownBy(() -> roles.create(role("one"))).isInstanceOf(DuplicateException.class);
            roles.create(role("two"));
            return true;
        });
        assertThat(roles.all()).containsExactly(role("one"), role("two"));
    }

    @Test
    void readsOneStateWhateverIsWrittenMeanwhile() {
        roles.create(role("one"));
        database.snapshot(() -> {
            assertThat(roles.all()).hasSize(1);
            try {
                atTheSameTime(() -> {
                    roles.create(role("two"));
                    roles.delete("one");
                });
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertThat(roles.all()).containsExactly(role("one"));
            return true;
        });
        assertThat(roles.all()).containsExactly(role("two"));
    }

    @Test
    void doesNotWriteInASnapshot() {
        assertThatThrownBy(() -> database.snapshot(() -> {
            roles.create(role("one"));
            return true;
        })).isInstanceOf(IllegalStateException.class).hasMessageContaining("only reads");
        assertThat(roles.all()).isEmpty();
    }

    @Test
    void doesNotKeepTheRestOfWhatTheDatabaseGaveUp() throws Exception {
        roles.create(role("one"));
        roles.create(role("two"));
        CountDownLatch both = new CountDownLatch(2);
        Thread other = Thread.ofPlatform().start(() -> swallowing(both, "two", "one"));
        swallowing(both, "one", "two");
        other.join(30_000);
        assertThat(roles.all()).extracting(Role::description).containsAnyOf("by one", "by two").doesNotContain("lost");
    }

    /** As {@link #inOrder}, but goes on after a failure as if nothing had happened. */
    private void swallowing(CountDownLatch both, String first, String second) {
        database.together(() -> {
            roles.update(new Role(first, "by " + first, Set.of()));
            both.countDown();
            try {
                both.await(10, TimeUnit.SECONDS);
                roles.update(new Role(second, "by " + first, Set.of()));
            } catch (UnavailableException e) {
                roles.update(new Role(first, "lost", Set.of()));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return true;
        });
    }

    @Test
    void readsOneStateOfTablesThatItDidNotTouchYet() {
        roles.create(role("one"));
        database.snapshot(handle -> {
            handle.createQuery("SELECT COUNT(*) FROM client").mapTo(Integer.class).one();
            try {
                atTheSameTime(() -> roles.create(role("two")));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return assertThat(roles.all()).containsExactly(role("one"));
        });
    }

    @Test
    void runsAgainWhatTheDatabaseGaveUpBecauseOfAnother() throws Exception {
        roles.create(role("one"));
        roles.create(role("two"));
        CountDownLatch both = new CountDownLatch(2);
        AtomicBoolean failed = new AtomicBoolean();
        Thread other = Thread.ofPlatform().start(() -> failed.set(!inOrder(both, "two", "one")));
        assertThat(inOrder(both, "one", "two")).isTrue();
        other.join(30_000);
        assertThat(failed).isFalse();
        assertThat(roles.find("one").orElseThrow().description()).isNotEmpty();
    }

    /** Changes two roles, the second after both threads have changed their first: each waits for the other. */
    private boolean inOrder(CountDownLatch both, String first, String second) {
        return database.together(() -> {
            roles.update(new Role(first, "by " + first, Set.of()));
            both.countDown();
            try {
                both.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            roles.update(new Role(second, "by " + first, Set.of()));
            return true;
        });
    }

    @Test
    void saysThatTheDatabaseFailedWithoutTheStatementAndItsValues() {
        assertThatThrownBy(() -> database.write("role", "x",
                handle -> handle.createUpdate("UPDATE nothing SET password_hash = :hash").bind("hash", "canary")
                        .execute()))
                .isInstanceOf(UnavailableException.class)
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("canary"));
        assertThatThrownBy(() -> database.write("administrator", "x", handle -> handle.prepareBatch("INSERT INTO"
                + " administrator (name, password_hash, totp_secret, admin_role, disabled, created_at)"
                + " VALUES (:name, :hash, :hash, :role, TRUE, CURRENT_TIMESTAMP)").bind("name", "x")
                .bind("hash", "canary").bind("role", "y".repeat(100)).add().execute()))
                .isInstanceOf(UnavailableException.class).hasMessageContaining("22001")
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("canary"));
    }

    static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void opensAgainAtOnceWhenTheTablesAreThere() {
        DatabaseSettings settings = engine.newDatabase();
        try (Database first = Database.open(settings)) {
            new Roles(first).create(role("one"));
            try (Database second = Database.open(settings)) {
                assertThat(new Roles(second).all()).containsExactly(role("one"));
            }
        }
    }

    @Test
    void makesGoodAFirstStartThatWasKilledInTheMiddle() {
        DatabaseSettings settings = engine.newDatabase();
        try (Database first = Database.open(settings)) {
            first.write("", "", handle -> {
                handle.execute("DELETE FROM \"patchbay_schema\"");
                handle.execute("DROP INDEX api_key_by_client");
                for (String table : List.of("audit_anchor", "audit_row", "quota_use", "used_nonce")) {
                    handle.execute("DROP TABLE " + table);
                }
                return true;
            });
            try (Database second = Database.open(settings)) {
                second.read(handle -> assertThat(Tables.columns(handle, "audit_anchor")).isNotEmpty());
            }
        }
    }

    @Test
    void refusesADatabaseThatSomethingElseUses() {
        DatabaseSettings settings = engine.newDatabase();
        try (Database first = Database.open(settings)) {
            first.write("", "", handle -> handle.execute("DROP TABLE \"patchbay_schema\""));
            assertThatThrownBy(() -> Database.open(settings)).isInstanceOf(BadSettingsException.class)
                    .hasMessageContaining("non-empty schema").hasMessageContaining("used by nothing else");
        }
    }

    @Test
    void refusesTablesOfANewerVersion() {
        DatabaseSettings settings = engine.newDatabase();
        try (Database first = Database.open(settings)) {
            first.write("", "", handle -> handle.execute("INSERT INTO \"patchbay_schema\" (\"installed_rank\","
                    + " \"version\", \"description\", \"type\", \"script\", \"checksum\", \"installed_by\","
                    + " \"execution_time\", \"success\") VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 1,"
                    + " TRUE)"));
            assertThatThrownBy(() -> Database.open(settings)).isInstanceOf(BadSettingsException.class)
                    .hasMessageContaining("newer Patchbay").hasMessageContaining("99");
        }
    }
}
