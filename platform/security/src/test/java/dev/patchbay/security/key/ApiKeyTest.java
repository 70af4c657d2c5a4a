package dev.patchbay.security.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.security.Authentication;
import dev.patchbay.security.Authenticators;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.CredentialEvents;
import dev.patchbay.security.Credentials;
import dev.patchbay.security.EndedCredentials;
import dev.patchbay.security.Identities;
import dev.patchbay.security.IdentityData;
import dev.patchbay.security.TestClock;
import dev.patchbay.store.Database;
import dev.patchbay.store.DatabaseSettings;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.identity.ApiKeys;
import dev.patchbay.store.identity.Client;
import dev.patchbay.store.identity.Clients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static Database database;

    private final TestClock clock = new TestClock(NOON);
    private final SecureRandom random = new SecureRandom();
    private final KeyHash hash = KeyHash.random(random);
    private final CredentialEvents events = new CredentialEvents();
    private final EndedCredentials ended = new EndedCredentials();
    private Clients clients;
    private Identities identities;
    private KeyRing ring;
    private KeyUse use;
    private Authenticators authenticators;

    @BeforeAll
    static void openDatabase() {
        database = Database.open(DatabaseSettings.inMemory());
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void start() {
        clients = new Clients(database);
        clients.create(client("desk", false));
        events.add(ended);
        identities = new Identities(() -> IdentityData.read(database), events, clock);
        ring = new KeyRing(database, hash, identities, random, clock);
        use = new KeyUse(new ApiKeys(database)::used);
        authenticators = Authenticators.of(List.of(new KeyCheck(identities, hash, use, clock)));
    }

    @AfterEach
    void forgetClients() {
        clients.all().forEach(client -> clients.delete(client.id()));
    }

    private static Client client(String id, boolean disabled) {
        return new Client(id, "The " + id, Set.of(), Set.of(), disabled, false, null, null, NOON);
    }

    private Authentication present(String key) {
        return authenticators.authenticate(new Credentials(false, "Bearer " + key));
    }

    private ClientIdentity known(String key) {
        Authentication found = present(key);
        assertThat(found).isInstanceOf(Authentication.Known.class);
        return ((Authentication.Known) found).caller();
    }

    private void assertRefused(String key, String code, String message) {
        assertThat(present(key)).isEqualTo(new Authentication.Refused(code, message, Authentication.Reason.INVALID));
    }

    @Test
    void aKeyIsItsClient() {
        IssuedKey issued = ring.create("desk", "laptop", NOON.plusSeconds(60));

        ClientIdentity caller = known(issued.text());

        assertThat(caller).extracting(ClientIdentity::id, ClientIdentity::displayName, ClientIdentity::method,
                ClientIdentity::credentialId, ClientIdentity::scoped)
                .containsExactly("desk", "The desk", "key", issued.key().id(), false);
        assertThat(caller.expiresAt()).contains(NOON.plusSeconds(60));
        assertThat(caller.covers("anything")).isTrue();
    }

    @Test
    void aKeyHas256RandomBitsAndOnlyItsCodeIsStored() {
        IssuedKey issued = ring.create("desk", "laptop", null);

        assertThat(issued.text()).matches("pb_[a-z0-9]{12}\\.[A-Za-z0-9_-]{43}");
        assertThat(new ApiKeys(database).find(issued.key().id()).orElseThrow().hmac())
                .isEqualTo(hash.of(issued.text())).hasSize(32);
        assertThat(KeyHash.random(random).of(issued.text())).isNotEqualTo(hash.of(issued.text()));
        assertThat(issued.toString()).doesNotContain(issued.text().substring(16));
    }

    @Test
    void aKeyEndsWhenItExpires() {
        IssuedKey issued = ring.create("desk", "laptop", NOON.plusSeconds(60));

        clock.advance(Duration.ofMillis(59_999));
        known(issued.text());
        clock.advance(Duration.ofMillis(1));

        assertRefused(issued.text(), "api_key_expired", "API key expired");
        identities.tellExpired();
        identities.tellExpired();
        assertThat(ended.ended).containsExactly("desk: key " + issued.key().id());
    }

    @Test
    void aWrongSecretDoesNotLearnThatItsKeyHasExpired() {
        IssuedKey issued = ring.create("desk", "laptop", NOON.plusSeconds(60));
        clock.advance(Duration.ofMinutes(2));

        String guess = issued.text().substring(0, 16) + "A".repeat(43);

        assertRefused(guess, "invalid_api_key", "Invalid API key");
    }

    @Test
    void aRevokedKeyEndsAtOnceAndIsTold() {
        IssuedKey issued = ring.create("desk", "laptop", null);
        IssuedKey other = ring.create("desk", "phone", null);

        ring.revoke(issued.key().id());

        assertRefused(issued.text(), "invalid_api_key", "Invalid API key");
        known(other.text());
        assertThat(ended.ended).containsExactly("desk: key " + issued.key().id());
    }

    @Test
    void aRotatedKeyOverlapsWithItsSuccessor() {
        IssuedKey old = ring.create("desk", "laptop", NOON.plus(Duration.ofDays(30)));
        clock.advance(Duration.ofDays(10));

        IssuedKey next = ring.rotate(old.key().id(), Duration.ofHours(1));

        assertThat(next.key().expiresAt()).isEqualTo(NOON.plus(Duration.ofDays(40)));
        known(old.text());
        known(next.text());
        clock.advance(Duration.ofHours(1));
        assertRefused(old.text(), "api_key_expired", "API key expired");
        known(next.text());
    }

    @Test
    void aRotationNeverLengthensTheLifeOfTheOldKey() {
        IssuedKey old = ring.create("desk", "laptop", NOON.plusSeconds(60));

        ring.rotate(old.key().id(), Duration.ofDays(1));

        assertThat(new ApiKeys(database).find(old.key().id()).orElseThrow().expiresAt())
                .isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void aRotationWithoutOverlapEndsTheOldKeyAtOnce() {
        IssuedKey old = ring.create("desk", "laptop", null);

        ring.rotate(old.key().id(), Duration.ZERO);

        assertRefused(old.text(), "api_key_expired", "API key expired");
        clock.advance(Duration.ofSeconds(1));
        identities.tellExpired();
        assertThat(ended.ended).containsExactly("desk: key " + old.key().id());
    }

    @Test
    void whatIsNotValidAnyMoreCannotBeRotated() {
        IssuedKey revoked = ring.create("desk", "laptop", null);
        ring.revoke(revoked.key().id());

        assertThatThrownBy(() -> ring.rotate(revoked.key().id(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not valid any more");
        assertThatThrownBy(() -> ring.rotate("nothing", Duration.ZERO)).isInstanceOf(MissingException.class);
        assertThatThrownBy(() -> ring.create("desk", "late", NOON)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ring.create("nobody", "x", null)).isInstanceOf(MissingException.class);
    }

    @Test
    void aDisabledOrDeletedClientIsRefusedLikeAWrongKey() {
        IssuedKey issued = ring.create("desk", "laptop", null);

        clients.update(client("desk", true));
        identities.reload();

        assertRefused(issued.text(), "invalid_api_key", "Invalid API key");
        assertThat(ended.ended).contains("desk");
        clients.update(client("desk", false));
        identities.reload();
        known(issued.text());
        clients.delete("desk");
        identities.reload();
        assertRefused(issued.text(), "invalid_api_key", "Invalid API key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pb_", "pb_abcdefghjkmn", "pb_abcdefghjkmn.", "pb_abcdefghjkmn.short",
        "pb_ABCDEFGHJKMN.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "pb_..", "pb_%00", "pb_a.b.c",
        "pb_abcdefghjkmn.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatIsNoKeyIsInvalid(String text) {
        assertRefused(text, "invalid_api_key", "Invalid API key");
    }

    @Test
    void aKeyWithAnythingBeforeOrBehindIsInvalid() {
        String key = ring.create("desk", "laptop", null).text();

        assertRefused(key + "x", "invalid_api_key", "Invalid API key");
        assertRefused(key.substring(0, key.length() - 1), "invalid_api_key", "Invalid API key");
        assertRefused(key + " " + key, "invalid_api_key", "Invalid API key");
        assertThat(present("x" + key)).isInstanceOfSatisfying(Authentication.Refused.class,
                refused -> assertThat(refused.code()).isEqualTo("credentials_not_supported"));
    }

    @Test
    void theSecretOfAnotherKeyDoesNotFit() {
        String one = ring.create("desk", "one", null).text();
        String other = ring.create("desk", "other", null).text();

        assertRefused(one.substring(0, 16) + other.substring(16), "invalid_api_key", "Invalid API key");
    }

    @Test
    void lastUseIsWrittenInBatchesAndKeptWhenItCannotBe() {
        IssuedKey issued = ring.create("desk", "laptop", null);
        List<Map<String, Instant>> written = new CopyOnWriteArrayList<>();
        boolean[] broken = {true};
        KeyUse own = new KeyUse(batch -> {
            if (broken[0]) {
                throw new IllegalStateException("no database");
            }
            written.add(batch);
        });
        Authenticators noting = Authenticators.of(List.of(new KeyCheck(identities, hash, own, clock)));
        for (int i = 0; i < 10; i++) {
            noting.authenticate(new Credentials(false, "Bearer " + issued.text()));
            clock.advance(Duration.ofMillis(300));
        }

        own.write();
        assertThat(written).isEmpty();
        broken[0] = false;
        own.write();
        own.write();

        assertThat(written).containsExactly(Map.of(issued.key().id(), NOON.plusMillis(2400)));
    }

    @Test
    void theUpkeepWritesWhatIsLeftWhenItEnds() {
        IssuedKey issued = ring.create("desk", "laptop", null);
        try (KeyUpkeep upkeep = new KeyUpkeep(identities, use)) {
            assertThat(upkeep).isNotNull();
            known(issued.text());
        }

        assertThat(new ApiKeys(database).find(issued.key().id()).orElseThrow().lastUsedAt()).isEqualTo(NOON);
    }

    @Test
    void theSecretOfTheInstallationIsMadeOnceForItsOwnerOnly(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("data").resolve("api-keys.key");

        byte[] code = KeyHash.load(file, random).of("pb_x");

        assertThat(KeyHash.load(file, random).of("pb_x")).isEqualTo(code);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        Files.writeString(file, "short");
        assertThatThrownBy(() -> KeyHash.load(file, random)).isInstanceOf(IOException.class)
                .hasMessageContaining("all API keys then stop working");
    }
}
