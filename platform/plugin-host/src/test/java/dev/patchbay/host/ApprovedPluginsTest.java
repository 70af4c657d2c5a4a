package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.CatalogListener;
import dev.patchbay.catalog.Kind;
import dev.patchbay.host.ApprovalRefusedException.Reason;
import dev.patchbay.host.ApprovedPlugins.Terms;
import dev.patchbay.host.fixture.PluginCalling;
import dev.patchbay.host.fixture.PluginCalling.Handed;
import dev.patchbay.host.fixture.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovedPluginsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static final Decider ROOT = Decider.of("root");

    @TempDir private Path folder;
    private final KeptApprovals kept = new KeptApprovals();

    /** A host that lets run what is approved, and who approves. */
    private final class Guarded implements AutoCloseable {
        final HostFixture host;
        final ApprovedPlugins plugins;

        Guarded() throws InterruptedException {
            ApprovalByHash approval = new ApprovalByHash(kept, GateListener.NONE, () -> NOW);
            host = new HostFixture(folder, settings -> settings, approval);
            plugins = new ApprovedPlugins(approval, host.host, false, () -> NOW);
            host.start();
        }

        void awaitWaiting(String version) {
            HostFixture.eventually().until(() -> plugins.pending().stream()
                    .anyMatch(jar -> jar.version().equals(version)));
        }

        void awaitServes(String version) {
            HostFixture.eventually().until(() -> host.host.report().instance("hello").flatMap(InstanceReport::version)
                    .equals(Optional.of(version)));
        }

        boolean serves() {
            return host.registry.current().tool("hello").isPresent();
        }

        @Override
        public void close() {
            host.close();
        }
    }

    private static PluginJar hello(String version) {
        return PluginJar.of("hello", version).tool("hello", "return CallToolResult.text(\"hello " + version + "\");");
    }

    private void drop(PluginJar jar, String file) throws Exception {
        Files.createDirectories(folder.resolve("plugins"));
        jar.writeTo(folder.resolve("plugins").resolve(file));
    }

    @Test
    void whatIsDroppedInWaitsAndRunsOnceItIsApproved() throws Exception {
        drop(hello("1.0.0").attribute("Patchbay-Grants", "hosts: api.github.com")
                .onStart("java.nio.file.Files.createFile(java.nio.file.Path.of(\"" + folder.resolve("ran") + "\"));"),
                "hello.jar");
        try (Guarded guarded = new Guarded()) {
            assertThat(guarded.plugins.pending()).singleElement().satisfies(jar -> {
                assertThat(jar.file()).isEqualTo("hello.jar");
                assertThat(jar.pluginId()).isEqualTo("hello");
                assertThat(jar.version()).isEqualTo("1.0.0");
                assertThat(jar.hash()).matches("[0-9a-f]{64}");
                assertThat(jar.provider()).contains("Tests");
                assertThat(jar.grants()).singleElement().asString().contains("api.github.com");
                assertThat(jar.serving()).isEmpty();
            });
            assertThat(guarded.host.plugin("hello.jar").state()).isEqualTo(PluginState.PENDING);
            assertThat(guarded.host.plugin("hello.jar").cause())
                    .contains("waiting for approval: patchbay plugin show hello");
            assertThat(guarded.serves()).isFalse();
            assertThat(folder.resolve("ran")).doesNotExist();

            assertThat(guarded.plugins.approve("hello", ROOT)).isEqualTo(Decision.DONE);

            guarded.host.awaitTool("hello");
            assertThat(guarded.host.calling.call("hello")).isEqualTo("hello 1.0.0");
            assertThat(guarded.plugins.pending()).isEmpty();
            ApprovedJar approved = guarded.plugins.approved().getFirst();
            assertThat(approved.by()).isEqualTo("root");
            assertThat(approved.at()).isEqualTo(NOW);
            assertThat(approved.hash()).isEqualTo(guarded.host.instance("hello").hash().orElseThrow());
            assertThat(guarded.host.plugin("hello.jar").cause()).isEmpty();
        }
    }

    @Test
    void anApprovalHoldsAfterARestartAndForTheseBytesOnly() throws Exception {
        drop(hello("1.0.0"), "hello.jar");
        try (Guarded guarded = new Guarded()) {
            guarded.plugins.approve("hello", ROOT);
            guarded.host.awaitTool("hello");
        }
        try (Guarded guarded = new Guarded()) {
            assertThat(guarded.host.calling.call("hello")).isEqualTo("hello 1.0.0");
            drop(hello("1.0.0").entry("extra.txt", new byte[1]), "hello.jar");
            guarded.awaitWaiting("1.0.0");
            assertThat(guarded.plugins.pending()).singleElement().extracting(WaitingJar::serving)
                    .isEqualTo(Optional.of("1.0.0"));
            assertThat(guarded.host.calling.call("hello")).isEqualTo("hello 1.0.0");
            assertThat(guarded.host.instance("hello").hash()).contains(kept.approvals.getFirst().hash());
        }
    }

    @Test
    void nothingIsServedAnyMoreWhenTheWithdrawalReturnsButCallsInFlightFinish() throws Exception {
        drop(hello("1.0.0").tool("slow", "Thread.sleep(300); return CallToolResult.text(\"slow\");"), "hello.jar");
        try (Guarded guarded = new Guarded()) {
            guarded.plugins.approve("hello", ROOT);
            guarded.host.awaitTool("hello");
            Handed slow = guarded.host.calling.hand("hello_slow", Duration.ofSeconds(30));

            assertThat(guarded.plugins.withdraw("hello", ROOT)).hasSize(1);

            assertThat(guarded.serves()).isFalse();
            assertThat(PluginCalling.await(slow.result())).isEqualTo("slow");
            assertThat(kept.approvals).isEmpty();
            assertThat(guarded.plugins.pending()).singleElement().extracting(WaitingJar::file).isEqualTo("hello.jar");
            guarded.plugins.approve("hello", ROOT);
            guarded.host.awaitTool("hello");
        }
    }

    @Test
    void theEarlierApprovedVersionServesAgainWhenThatOfTheLaterIsWithdrawn() throws Exception {
        drop(hello("1.0.0"), "hello-1.jar");
        drop(hello("2.0.0"), "hello-2.jar");
        try (Guarded guarded = new Guarded()) {
            assertThatExceptionOfType(ApprovalRefusedException.class)
                    .isThrownBy(() -> guarded.plugins.approve("hello", ROOT))
                    .withMessageContainingAll("hello-1.jar (1.0.0, hash ", "hello-2.jar (2.0.0, hash ")
                    .extracting(ApprovalRefusedException::reason).isEqualTo(Reason.AMBIGUOUS);
            for (WaitingJar jar : guarded.plugins.pending()) {
                guarded.plugins.approve("hello", jar.hash(), Terms.NONE, ROOT);
            }
            guarded.awaitServes("2.0.0");

            String later = guarded.host.instance("hello").hash().orElseThrow();
            guarded.plugins.withdraw("hello", later, ROOT);

            guarded.awaitServes("1.0.0");
            assertThat(guarded.host.calling.call("hello")).isEqualTo("hello 1.0.0");
            assertThat(guarded.plugins.approved()).singleElement().extracting(ApprovedJar::version).isEqualTo("1.0.0");
        }
    }

    @Test
    void aVersionWhoseApprovalIsWithdrawnWhileItStartsIsNeverServed() throws Exception {
        Path begun = folder.resolve("begun");
        Path goOn = folder.resolve("go-on");
        Path ended = folder.resolve("ended");
        drop(hello("1.0.0"), "hello.jar");
        try (Guarded guarded = new Guarded()) {
            guarded.plugins.approve("hello", ROOT);
            guarded.awaitServes("1.0.0");
            List<String> served = new CopyOnWriteArrayList<>();
            guarded.host.registry.addListener(new CatalogListener() {
                @Override
                public void listsChanged(Catalog catalog, Set<Kind> changed) {
                    catalog.tool("hello").ifPresent(tool -> served.add(tool.runtime().pluginVersion()));
                }

                @Override
                public void resourceUpdated(String uri) {
                    // there are none
                }
            });
            drop(hello("2.0.0").tool("more", "return null;").onStart("""
                    java.nio.file.Files.createFile(java.nio.file.Path.of("%s"));
                    while (!java.nio.file.Files.exists(java.nio.file.Path.of("%s"))) { Thread.sleep(5); }
                    """.formatted(begun, goOn))
                    .onStop("java.nio.file.Files.createFile(java.nio.file.Path.of(\"" + ended + "\"));"), "hello.jar");
            guarded.awaitWaiting("2.0.0");
            guarded.plugins.approve("hello", ROOT);
            String hash = guarded.plugins.approved().stream().filter(each -> each.version().equals("2.0.0"))
                    .findFirst().orElseThrow().hash();
            HostFixture.eventually().until(() -> Files.exists(begun));

            guarded.plugins.withdraw("hello", hash, ROOT);
            Files.createFile(goOn);

            HostFixture.eventually().until(() -> Files.exists(ended));
            assertThat(guarded.host.calling.call("hello")).isEqualTo("hello 1.0.0");
            assertThat(served).doesNotContain("2.0.0");
        }
    }

    @Test
    void refusesWhatCannotBeApprovedOrWithdrawn() throws Exception {
        drop(hello("1.0.0"), "hello.jar");
        try (Guarded guarded = new Guarded()) {
            assertThat(refusal(() -> guarded.plugins.approve("nobody", ROOT))).isEqualTo(Reason.UNKNOWN);
            assertThat(refusal(() -> guarded.plugins.withdraw("hello", ROOT))).isEqualTo(Reason.NOT_APPROVED);
            assertThatExceptionOfType(ApprovalRefusedException.class)
                    .isThrownBy(() -> guarded.plugins.approve("hello", "0".repeat(64), Terms.NONE, ROOT))
                    .withMessageContaining("replaced since you looked")
                    .extracting(ApprovalRefusedException::reason).isEqualTo(Reason.UNKNOWN);
            guarded.plugins.approve("hello", ROOT);
            assertThatExceptionOfType(ApprovalRefusedException.class)
                    .isThrownBy(() -> guarded.plugins.approve("hello", Decider.of("other")))
                    .withMessageContaining("approved already, by root")
                    .extracting(ApprovalRefusedException::reason).isEqualTo(Reason.APPROVED_ALREADY);
            assertThat(kept.approvals).hasSize(1);
        }
    }

    @Test
    void nothingChangesWhenADecisionCannotBeKept() throws Exception {
        drop(hello("1.0.0"), "hello.jar");
        try (Guarded guarded = new Guarded()) {
            kept.broken = true;
            assertThatIllegalStateException().isThrownBy(() -> guarded.plugins.approve("hello", ROOT))
                    .withMessage("no disk");
            assertThat(guarded.plugins.pending()).hasSize(1);
            kept.broken = false;
            guarded.plugins.approve("hello", ROOT);
            guarded.host.awaitTool("hello");
            kept.broken = true;
            assertThatIllegalStateException().isThrownBy(() -> guarded.plugins.withdraw("hello", ROOT))
                    .withMessage("no disk");
            assertThat(guarded.host.calling.call("hello")).isEqualTo("hello 1.0.0");
        }
    }

    private static Reason refusal(Runnable decision) {
        List<Reason> reasons = new ArrayList<>();
        assertThatExceptionOfType(ApprovalRefusedException.class).isThrownBy(decision::run)
                .satisfies(refused -> reasons.add(refused.reason()));
        return reasons.getFirst();
    }
}
