package dev.patchbay.store.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.Database;
import dev.patchbay.store.DuplicateException;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.TestEngine;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class AdministratorsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Administrators administrators;
    private final AdminTokens tokens;

    AdministratorsTest(TestEngine engine) {
        Database database = engine.emptied();
        administrators = new Administrators(database);
        tokens = new AdminTokens(database);
    }

    private static Administrator administrator(String name, AdminRole role) {
        return new Administrator(name, "$argon2id$v=19$secret-hash", new byte[]{5, 6}, role, false, NOON);
    }

    private static AdminToken token(String id, String administrator, int minutes) {
        return new AdminToken(id, administrator, new byte[]{1, 2, 3}, NOON, NOON.plusSeconds(60L * minutes));
    }

    @Test
    void areReadBackReplacedAndDeleted() {
        Administrator bare = new Administrator("ada", "", new byte[0], AdminRole.VIEWER, true, NOON);
        administrators.create(administrator("bob", AdminRole.ADMINISTRATOR));
        administrators.create(bare);
        assertThat(administrators.all()).containsExactly(bare, administrator("bob", AdminRole.ADMINISTRATOR));
        administrators.update(new Administrator("bob", "other", new byte[0], AdminRole.OPERATOR, true, Instant.EPOCH));
        assertThat(administrators.find("bob"))
                .contains(new Administrator("bob", "other", new byte[0], AdminRole.OPERATOR, true, NOON));
        administrators.delete("bob");
        assertThat(administrators.find("bob")).isEmpty();
    }

    @Test
    void refuseWhatIsTakenOrMissing() {
        administrators.create(administrator("bob", AdminRole.VIEWER));
        assertThatThrownBy(() -> administrators.create(administrator("bob", AdminRole.ADMINISTRATOR)))
                .isInstanceOf(DuplicateException.class).hasMessage("administrator 'bob' exists already");
        assertThatThrownBy(() -> administrators.update(administrator("ada", AdminRole.VIEWER)))
                .isInstanceOf(MissingException.class);
        assertThatThrownBy(() -> administrators.delete("ada")).isInstanceOf(MissingException.class);
        assertThatThrownBy(() -> tokens.create(token("t", "ada", 5))).isInstanceOf(MissingException.class)
                .hasMessage("there is no administrator 'ada'");
    }

    @Test
    void doNotShowWhatIsSecret() {
        assertThat(administrator("bob", AdminRole.VIEWER).toString()).isEqualTo("administrator bob (VIEWER)");
        assertThat(token("t", "bob", 1).toString()).isEqualTo("token t of bob");
    }

    @Test
    void haveTokensThatExpireAndGoWithThem() {
        administrators.create(administrator("ada", AdminRole.VIEWER));
        administrators.create(administrator("bob", AdminRole.VIEWER));
        tokens.create(token("t1", "bob", 5));
        tokens.create(token("t2", "bob", 10));
        tokens.create(token("t3", "ada", 15));
        assertThat(tokens.all()).hasSize(3);
        assertThat(tokens.find("t2")).contains(token("t2", "bob", 10));
        assertThat(tokens.deleteExpired(NOON.plusSeconds(300))).isEqualTo(1);
        assertThat(tokens.find("t1")).isEmpty();
        assertThat(tokens.deleteOf("ada")).isEqualTo(1);
        administrators.delete("bob");
        assertThat(tokens.all()).isEmpty();
        assertThat(tokens.delete("t2")).isFalse();
    }

    @Test
    void haveTokensThatAreDeletedOnce() {
        administrators.create(administrator("bob", AdminRole.VIEWER));
        tokens.create(token("t", "bob", 5));
        assertThatThrownBy(() -> tokens.create(token("t", "bob", 6))).isInstanceOf(DuplicateException.class);
        assertThat(tokens.delete("t")).isTrue();
        assertThat(tokens.delete("t")).isFalse();
    }
}
