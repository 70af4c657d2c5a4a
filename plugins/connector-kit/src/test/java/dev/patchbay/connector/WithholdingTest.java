package dev.patchbay.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.Contributions;
import dev.patchbay.api.PluginContext;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WithholdingTest {
    private static final Set<String> WRITES = Set.of("create", "comment");

    private final BlockingQueue<Set<String>> published = new LinkedBlockingQueue<>();
    private final CountDownLatch mayPublish = new CountDownLatch(1);
    private final PluginContext context = new PluginContext() {
        @Override
        public String instance() {
            return "example";
        }

        @Override
        public void publish(Contributions contributions) {
            try {
                mayPublish.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            published.add(contributions.withheld());
        }

        @Override
        public void resourceUpdated(String uri) {}

        @Override
        public void resourceListChanged() {}
    };

    @Test
    void writingIsOffUntilItIsTurnedOnAndReadOnlyBeatsThat() {
        assertThat(Withholding.writes(false, false, WRITES)).isEqualTo(WRITES);
        assertThat(Withholding.writes(true, true, WRITES)).isEqualTo(WRITES);
        assertThat(Withholding.writes(false, true, WRITES)).isEmpty();
    }

    @Test
    void whatTheCredentialLacksIsPublishedInTheBackgroundAndOnlyWhenItChanges() throws Exception {
        try (Withholding withholding = new Withholding(context, Set.of("comment"))) {
            assertThat(withholding.contributions().withheld()).containsExactly("comment");

            withholding.credentialLacks(Set.of("create"));
            withholding.credentialLacks(Set.of("create"));
            assertThat(published).as("nobody waits for it").isEmpty();
            mayPublish.countDown();

            assertThat(published.poll(10, TimeUnit.SECONDS)).containsExactlyInAnyOrder("comment", "create");
            withholding.credentialLacks(Set.of());
            assertThat(published.poll(10, TimeUnit.SECONDS)).containsExactly("comment");
            assertThat(published).isEmpty();
        }
    }

    @Test
    void afterTheCloseNothingIsPublished() {
        mayPublish.countDown();
        Withholding withholding = new Withholding(context, Set.of());
        withholding.close();
        withholding.credentialLacks(Set.of("create"));

        assertThat(published).isEmpty();
    }
}
