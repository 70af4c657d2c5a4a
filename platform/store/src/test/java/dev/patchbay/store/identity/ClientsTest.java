package dev.patchbay.store.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.Database;
import dev.patchbay.store.DuplicateException;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.TestEngine;
import dev.patchbay.store.enablement.Enablement;
import dev.patchbay.store.enablement.Enablements;
import dev.patchbay.store.enablement.Limit;
import dev.patchbay.store.enablement.Limits;
import dev.patchbay.store.enablement.ResourceGrant;
import dev.patchbay.store.enablement.ResourceGrants;
import dev.patchbay.store.enablement.Role;
import dev.patchbay.store.enablement.Roles;
import dev.patchbay.store.state.QuotaUse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class ClientsTest {
    private static final Instant CREATED = Instant.parse("2026-11-21T10:15:30.123456789Z");

    private final Database database;
    private final Clients clients;

    ClientsTest(TestEngine engine) {
        database = engine.emptied();
        clients = new Clients(database);
        new Roles(database).create(new Role("reader", "Reads", Set.of()));
        new Roles(database).create(new Role("writer", "Writes", Set.of()));
    }

    private static Client client(String id, String... roles) {
        return new Client(id, "Name of " + id, Set.of(roles), Set.of("notes:read", "notes:write"), false, true, 120,
                5_000_000_000L, 40_000, 10_000, CREATED);
    }

    @Test
    void readsBackWhatWasCreated() {
        Client full = client("b", "reader", "writer");
        Client bare = new Client("a", "", Set.of(), Set.of(), true, false, null, null, CREATED);
        clients.create(full);
        clients.create(bare);
        assertThat(clients.all()).containsExactly(bare, full);
        assertThat(clients.find("b")).contains(full);
        assertThat(clients.find("c")).isEmpty();
    }

    @Test
    void keepsTimesToTheMicrosecond() {
        clients.create(client("a"));
        assertThat(clients.find("a").orElseThrow().createdAt()).isEqualTo(Instant.parse("2026-11-21T10:15:30.123456Z"));
    }

    @Test
    void keepsAnyUnicodeText() {
        Client odd = new Client("a", "Ünïcode 测试 \uD83D\uDE00 '; DROP TABLE client; -- \\ \" \n\t", Set.of(),
                Set.of("a\"b:c", "[]:{}"), false, false, null, null, CREATED);
        clients.create(odd);
        assertThat(clients.find("a")).contains(odd);
    }

    @Test
    void refusesAnIdThatIsTaken() {
        clients.create(client("a", "reader"));
        assertThatThrownBy(() -> clients.create(client("a", "writer"))).isInstanceOf(DuplicateException.class)
                .hasMessage("client 'a' exists already");
        assertThat(clients.find("a").orElseThrow().roles()).containsExactly("reader");
    }

    @Test
    void refusesARoleThatDoesNotExistAndCreatesNothing() {
        assertThatThrownBy(() -> clients.create(client("a", "reader", "gone"))).isInstanceOf(MissingException.class)
                .hasMessage("there is no role 'gone'");
        assertThat(clients.all()).isEmpty();
    }

    @Test
    void replacesAllButTheTimeOfCreation() {
        clients.create(client("a", "reader"));
        clients.update(new Client("a", "Other", Set.of("writer"), Set.of(), true, false, null, null, Instant.EPOCH));
        assertThat(clients.find("a")).contains(new Client("a", "Other", Set.of("writer"), Set.of(), true, false, null,
                null, CREATED));
    }

    @Test
    void refusesToReplaceOrDeleteWhatIsNotThere() {
        assertThatThrownBy(() -> clients.update(client("a"))).isInstanceOf(MissingException.class);
        assertThatThrownBy(() -> clients.delete("a")).isInstanceOf(MissingException.class)
                .hasMessage("there is no client 'a'");
    }

    @Test
    void aFailedReplacementChangesNothing() {
        clients.create(client("a", "reader"));
        assertThatThrownBy(() -> clients.update(client("a", "gone"))).isInstanceOf(MissingException.class);
        assertThat(clients.find("a")).contains(client("a", "reader"));
    }

    @Test
    void nobodyInheritsWhatADeletedClientHad() {
        clients.create(client("a", "reader"));
        ApiKeys keys = new ApiKeys(database);
        keys.create(new ApiKey("k", "a", new byte[]{1}, "", CREATED, null, null, null));
        IdentityLinks links = new IdentityLinks(database);
        links.add(new IdentityLink(IdentityLink.Kind.OAUTH_SUBJECT, "https://issuer", "sub", "a"));
        Enablements enablements = new Enablements(database);
        enablements.add(new Enablement(Enablement.Subject.CLIENT, "a", Enablement.Target.TOOL, "*"));
        enablements.add(new Enablement(Enablement.Subject.ROLE, "reader", Enablement.Target.TOOL, "x"));
        ResourceGrants grants = new ResourceGrants(database);
        grants.add(new ResourceGrant("notes://1", "a", "read"));
        Limits limits = new Limits(database);
        limits.put(new Limit(Limit.Scope.CLIENT, "a", null, 5));
        limits.put(new Limit(Limit.Scope.GLOBAL, null, null, 5));
        QuotaUse use = new QuotaUse(database);
        LocalDate day = LocalDate.of(2026, 11, 21);
        use.add(day, Map.of("a", 3L));

        clients.delete("a");
        clients.create(client("a"));

        assertThat(clients.find("a").orElseThrow().roles()).isEmpty();
        assertThat(keys.all()).isEmpty();
        assertThat(links.all()).isEmpty();
        assertThat(enablements.all()).extracting(Enablement::subject).containsExactly("reader");
        assertThat(grants.all()).isEmpty();
        assertThat(limits.all()).extracting(Limit::scope).containsExactly(Limit.Scope.GLOBAL);
        assertThat(use.load(day)).isEmpty();
    }

    @Test
    void loseARoleThatIsDeleted() {
        clients.create(client("a", "reader", "writer"));
        new Roles(database).delete("reader");
        assertThat(clients.find("a").orElseThrow().roles()).containsExactly("writer");
    }

    @Test
    void refusesNamesAndNumbersThatMakeNoSense() {
        assertThatThrownBy(() -> client("Upper")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Upper'").hasMessageContaining("a-z");
        assertThatThrownBy(() -> client("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client("x".repeat(65))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Client("a", "\0", Set.of(), Set.of(), false, false, null, null, CREATED))
                .hasMessageContaining("U+0000");
        assertThatThrownBy(() -> new Client("a", "\uD800", Set.of(), Set.of(), false, false, null, null, CREATED))
                .hasMessageContaining("Unicode");
        assertThatThrownBy(() -> new Client("a", "", Set.of(), Set.of(), false, false, 0, null, CREATED))
                .hasMessageContaining("0 calls per minute");
        assertThatThrownBy(() -> new Client("a", "", Set.of(), Set.of(), false, false, null, null, 1999, null, CREATED))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1999 characters");
        assertThatThrownBy(() -> new Client("a", "", Set.of(), Set.of(), false, false, null, null, null, 499, CREATED))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("499 tokens");
        assertThatThrownBy(() -> new Client("a", "", Set.of(), Set.of(), false, false, null, -1L, CREATED))
                .hasMessageContaining("-1 calls per day");
    }
}
