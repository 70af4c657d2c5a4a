package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.host.fixture.PluginJar;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithheldTest {
    @TempDir private Path folder;

    private static PluginJar issues() {
        return PluginJar.of("issues", "1.0.0").tool("read", "return CallToolResult.text(\"read\");")
                .tool("create", "return CallToolResult.text(\"created\");")
                .tool("allow", "context.publish(Contributions.none()); return CallToolResult.text(\"\");")
                .tool("forbid", "context.publish(Contributions.builder().withhold(\"create\").withhold(\"create\")"
                        + ".build()); return CallToolResult.text(\"\");")
                .tool("misspell", "try { context.publish(Contributions.builder().withhold(\"creat\").build()); }"
                        + " catch (IllegalArgumentException e) { return CallToolResult.text(e.getMessage()); }"
                        + " return CallToolResult.text(\"taken\");");
    }

    @Test
    void whatIsWithheldAtTheStartIsNotServedAndComesBackWithoutAnApproval() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            issues().dynamic("Contributions.builder().withhold(\"create\").build()")
                    .writeTo(fixture.jar("issues.jar"));
            fixture.start();
            assertThat(fixture.registry.current().tool("issues_read")).isPresent();
            assertThat(fixture.registry.current().tool("issues_create")).isEmpty();
            assertThat(fixture.instance("issues").tools()).doesNotContain("issues_create");

            fixture.calling.call("issues_allow");
            assertThat(fixture.calling.call("issues_create")).isEqualTo("created");
            assertThat(fixture.instance("issues").held()).isEmpty();

            fixture.calling.call("issues_forbid");
            assertThat(fixture.registry.current().tool("issues_create")).isEmpty();
            assertThat(fixture.registry.current().tool("issues_read")).isPresent();
        }
    }

    @Test
    void whatIsPublishedInTheConstructorHoldsFromTheFirstMoment() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            issues().onStart("context.publish(Contributions.builder().withhold(\"create\").build());")
                    .writeTo(fixture.jar("issues.jar"));
            fixture.start();
            assertThat(fixture.registry.current().tool("issues_read")).isPresent();
            assertThat(fixture.registry.current().tool("issues_create")).isEmpty();
        }
    }

    @Test
    void aNameThatNoAnnotatedMethodHasIsRefusedAndChangesNothing() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            issues().dynamic("Contributions.builder().withhold(\"create\").build()")
                    .writeTo(fixture.jar("issues.jar"));
            fixture.start();
            assertThat(fixture.calling.call("issues_misspell")).contains("'creat' cannot be withheld")
                    .contains("read, create");
            assertThat(fixture.registry.current().tool("issues_create")).isEmpty();
        }
    }

    @Test
    void aMisspeltNameAtTheStartFailsTheStart() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            issues().dynamic("Contributions.builder().withhold(\"creat\").build()")
                    .writeTo(fixture.jar("issues.jar"));
            fixture.start();
            assertThat(fixture.instance("issues").state()).isEqualTo(PluginState.FAILED);
            assertThat(fixture.instance("issues").cause().orElse("")).contains("'creat' cannot be withheld");
        }
    }
}
