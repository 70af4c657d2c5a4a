package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.host.fixture.PluginJar;
import dev.patchbay.host.jar.StoredPlugin;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalTest {
    /** Lets everything but version 1.0.0 and the tool "secret" pass. */
    private static final Approval CAREFUL = new Approval() {
        @Override
        public Verdict plugin(StoredPlugin plugin) {
            return plugin.manifest().version().toString().equals("1.0.0") ? Verdict.APPROVED
                    : Verdict.waits("its hash waits for approval");
        }

        @Override
        public Verdict definition(DefinitionRequest definition) {
            return definition.name().equals("secret") ? Verdict.waits("hash " + definition.hash() + " waits")
                    : Verdict.APPROVED;
        }
    };

    @TempDir private Path folder;

    private static PluginJar version(String version) {
        return PluginJar.of("plugin", version).tool("plugin", "return CallToolResult.text(\"" + version + "\");")
                .tool("secret", "return CallToolResult.text(\"secret\");");
    }

    @Test
    void keepsBackWhatIsNotApprovedAndLetsTheOldVersionServe() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings, CAREFUL)) {
            version("1.0.0").writeTo(fixture.jar("plugin.jar"));
            fixture.start();
            assertThat(fixture.calling.call("plugin")).isEqualTo("1.0.0");
            assertThat(fixture.instance("plugin").tools()).containsExactly("plugin");
            assertThat(fixture.instance("plugin").warnings()).singleElement().asString().contains("tool 'secret'",
                    "waits");
            version("2.0.0").writeTo(fixture.jar("plugin.jar"));
            HostFixture.eventually().until(() -> fixture.plugin("plugin.jar").version().equals(java.util.Optional.of(
                    "2.0.0")));
            assertThat(fixture.plugin("plugin.jar").state()).isEqualTo(PluginState.PENDING);
            assertThat(fixture.plugin("plugin.jar").cause())
                    .contains("its hash waits for approval; version 1.0.0 keeps serving");
            assertThat(fixture.calling.call("plugin")).isEqualTo("1.0.0");
        }
    }
}
