package dev.patchbay.store.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.Database;
import dev.patchbay.store.DuplicateException;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.TestEngine;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class ApiKeysTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final ApiKeys keys;

    ApiKeysTest(TestEngine engine) {
        Database database = engine.emptied();
        Clients clients = new Clients(database);
        clients.create(new Client("a", "", Set.of(), Set.of(), false, false, null, null, NOON));
        clients.create(new Client("b", "", Set.of(), Set.of(), false, false, null, null, NOON));
        keys = new ApiKeys(database);
    }

    private static ApiKey key(String id, String client, int second) {
        return new ApiKey(id, client, new byte[]{0, -1, 7}, "label", NOON.plusSeconds(second), null, null, null);
    }

    @Test
    void readsBackWhatWasCreatedOldestFirst() {
        ApiKey full = new ApiKey("k1", "a", new byte[32], "the first", NOON.plusSeconds(5), NOON.plusSeconds(90), NOON,
                NOON.plusSeconds(1));
        keys.create(full);
        keys.create(key("k2", "b", 1));
        keys.create(key("k3", "a", 9));
        assertThat(keys.all()).containsExactly(key("k2", "b", 1), full, key("k3", "a", 9));
        assertThat(keys.ofClient("a")).containsExactly(full, key("k3", "a", 9));
        assertThat(keys.find("k2")).contains(key("k2", "b", 1));
        assertThat(keys.find("k2").orElseThrow().hmac()).containsExactly(0, -1, 7);
        assertThat(keys.find("k4")).isEmpty();
    }

    @Test
    void revokesForGoodAtTheFirstTime() {
        keys.create(key("k", "a", 0));
        keys.revoke("k", NOON.plusSeconds(10));
        keys.revoke("k", NOON.plusSeconds(20));
        assertThat(keys.find("k").orElseThrow().revokedAt()).isEqualTo(NOON.plusSeconds(10));
    }

    @Test
    void setsWhenAKeyExpires() {
        keys.create(key("k", "a", 0));
        keys.expire("k", NOON.plusSeconds(60));
        assertThat(keys.find("k").orElseThrow().expiresAt()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void remembersTheLatestUseAndIgnoresKeysThatAreGone() {
        keys.create(key("k1", "a", 0));
        keys.create(key("k2", "a", 1));
        keys.used(Map.of("k1", NOON.plusSeconds(30), "k2", NOON, "gone", NOON));
        keys.used(Map.of("k1", NOON.plusSeconds(20), "k2", NOON.plusSeconds(40)));
        keys.used(Map.of());
        assertThat(keys.find("k1").orElseThrow().lastUsedAt()).isEqualTo(NOON.plusSeconds(30));
        assertThat(keys.find("k2").orElseThrow().lastUsedAt()).isEqualTo(NOON.plusSeconds(40));
    }

    @Test
    void refusesWhatIsTakenOrMissing() {
        keys.create(key("k", "a", 0));
        assertThatThrownBy(() -> keys.create(key("k", "b", 0))).isInstanceOf(DuplicateException.class)
                .hasMessage("key 'k' exists already");
        assertThatThrownBy(() -> keys.create(key("k2", "gone", 0))).isInstanceOf(MissingException.class)
                .hasMessage("there is no client 'gone'");
        assertThatThrownBy(() -> keys.revoke("gone", NOON)).isInstanceOf(MissingException.class);
        assertThatThrownBy(() -> keys.expire("gone", NOON)).isInstanceOf(MissingException.class)
                .hasMessage("there is no key 'gone'");
        assertThat(keys.find("k").orElseThrow().clientId()).isEqualTo("a");
    }

    @Test
    void doesNotShowTheCodeAndCannotBeChangedThroughIt() {
        byte[] code = {1, 2, 3};
        ApiKey key = new ApiKey("k", "a", code, "", NOON, null, null, null);
        code[0] = 9;
        key.hmac()[1] = 9;
        assertThat(key.hmac()).containsExactly(1, 2, 3);
        assertThat(key.toString()).isEqualTo("key k of a");
    }
}
