package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.api.security.Authenticated;
import dev.patchbay.api.security.PresentedCredentials;
import dev.patchbay.host.fixture.PluginJar;
import dev.patchbay.host.runtime.PluginFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContributedAuthenticatorTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final String DOOR = """
            Contributions.builder().authenticator("door", credentials -> switch (credentials.value()) {
                case "ann" -> Optional.of(dev.patchbay.api.security.Authenticated.of("ann@" + Thread.currentThread().getName()));
                case "throw" -> throw new IllegalStateException("the secret is throw");
                case "spin" -> { while (true) Thread.sleep(1000); }
                case "null" -> null;
                default -> Optional.empty();
            }).build()""";

    @TempDir private Path folder;

    private static Optional<String> ask(ContributedAuthenticator door, String value, Duration limit) {
        return door.ask(PresentedCredentials.of("door", value), limit).join().map(Authenticated::subject);
    }

    @Test
    void answersOnAThreadOfItsInstanceAsLongAsThatServes() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            Path jar = fixture.jar("door.jar");
            PluginJar.of("door", "1.0.0").dynamic(DOOR).writeTo(jar);
            fixture.start();

            ContributedAuthenticator door = fixture.host.authenticators("door").getFirst();

            assertThat(door.instance()).isEqualTo("door");
            assertThat(ask(door, "ann", LIMIT).orElseThrow()).startsWith("ann@").contains("door");
            assertThat(ask(door, "bob", LIMIT)).isEmpty();
            assertThat(fixture.host.authenticators("other")).isEmpty();
            assertThat(door.version()).isEqualTo("1.0.0");
            Files.delete(jar);
            HostFixture.eventually().until(() -> fixture.host.authenticators("door").isEmpty());
            HostFixture.eventually().untilAsserted(() -> assertThatThrownBy(() -> ask(door, "ann", LIMIT)).cause()
                    .isInstanceOf(PluginFailure.class));
        }
    }

    @Test
    void aPluginThatFailsSaysWhyWithoutWhatItWasGiven() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            PluginJar.of("door", "1.0.0").dynamic(DOOR).writeTo(fixture.jar("door.jar"));
            fixture.start();
            ContributedAuthenticator door = fixture.host.authenticators("door").getFirst();

            assertThatThrownBy(() -> ask(door, "throw", LIMIT)).cause().isInstanceOf(PluginFailure.class)
                    .hasMessage("authenticator of door threw java.lang.IllegalStateException").hasNoCause();
            assertThatThrownBy(() -> ask(door, "null", LIMIT)).cause().isInstanceOf(PluginFailure.class);
            assertThatThrownBy(() -> ask(door, "spin", Duration.ofMillis(200))).cause()
                    .isInstanceOf(PluginFailure.class).hasMessageContaining("took too long");
        }
    }

    @Test
    void aSchemeOfTwoInstancesIsOfBoth() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            PluginJar.of("door", "1.0.0").dynamic(DOOR).writeTo(fixture.jar("door.jar"));
            PluginJar.of("gate", "1.0.0").dynamic(DOOR).writeTo(fixture.jar("gate.jar"));
            fixture.start();

            assertThat(fixture.host.authenticators("door")).extracting(ContributedAuthenticator::instance)
                    .containsExactlyInAnyOrder("door", "gate");
        }
    }
}
