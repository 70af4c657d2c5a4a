package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.patchbay.access.policy.AccessData;
import dev.patchbay.store.Database;
import dev.patchbay.store.DatabaseSettings;
import dev.patchbay.store.enablement.Enablement;
import dev.patchbay.store.enablement.Enablements;
import dev.patchbay.store.enablement.Rule;
import dev.patchbay.store.enablement.Rules;
import dev.patchbay.store.identity.Clients;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class AccessRegistryTest {
    @Test
    void readsWhatIsStoredAndTellsOfChangesOnAThreadOfItsOwn() {
        try (Database database = Database.open(DatabaseSettings.inMemory());
                AccessRegistry access = AccessRegistry.of(database);
                TestCatalog catalog = new TestCatalog()) {
            EnablementAuthorizer authorizer = new EnablementAuthorizer(catalog.registry, access,
                    () -> TestAccess.MONDAY);
            AtomicReference<String> teller = new AtomicReference<>("");
            authorizer.onViewsChanged(() -> teller.set(Thread.currentThread().getName()));
            new Clients(database).create(TestPolicy.client("ada", Set.of(), Set.of()));
            new Enablements(database).add(new Enablement(Enablement.Subject.CLIENT, "ada", Enablement.Target.TOOL,
                    "github_export"));
            assertThat(authorizer.view(TestAccess.key("ada")).tools()).isEmpty();

            access.reload();

            assertThat(authorizer.view(TestAccess.key("ada")).tools()).hasSize(1);
            await().untilAsserted(() -> assertThat(teller.get()).isEqualTo("patchbay-access"));
        }
    }

    @Test
    void aStoredRuleThatIsNoRuleDoesNotKeepItFromStarting() {
        try (Database database = Database.open(DatabaseSettings.inMemory())) {
            new Rules(database).create(new Rule("bad", "", null, "no rule at all", "", false, 1));
            new Rules(database).create(new Rule("off", "", null, "no rule either", "", true, 2));
            try (AccessRegistry access = AccessRegistry.of(database)) {
                assertThat(access.state().problems()).containsOnlyKeys("rule bad");
                assertThat(access.check(new Rule("bad", "", "true", "client.idd == ''", "", false, 1))).hasSize(1);
                assertThat(access.check(new Rule("good", "", "true", "client.id == ''", "", false, 1))).isEmpty();
            }
        }
    }

    @Test
    void aPolicyThatCannotBeReadLeavesTheOldOneInForce() {
        AtomicReference<AccessData> stored = new AtomicReference<>(new TestPolicy().client("ada").data());
        AtomicInteger reads = new AtomicInteger();
        try (AccessRegistry access = new AccessRegistry(() -> {
            if (reads.incrementAndGet() > 1) {
                throw new IllegalStateException("the database is away");
            }
            return stored.get();
        })) {
            assertThatThrownBy(access::reload).isInstanceOf(IllegalStateException.class);

            assertThat(access.state().client("ada")).isPresent();
        }
    }

    @Test
    void aListenerThatFailsDoesNotKeepOthersFromHearing() {
        TestPolicy policy = new TestPolicy();
        try (AccessRegistry access = new AccessRegistry(policy::data)) {
            AtomicInteger heard = new AtomicInteger();
            access.addListener(() -> {
                throw new IllegalStateException("by the test");
            });
            access.addListener(heard::incrementAndGet);

            access.reload();

            await().untilAsserted(() -> assertThat(heard.get()).isEqualTo(1));
        }
    }
}
