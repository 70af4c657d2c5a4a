package dev.patchbay.server.running;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ConfigurationReader;
import dev.patchbay.server.configuration.ConfigurationReader.Flag;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This JVM runs without the agent. */
class AgentStartTest {
    @TempDir private Path home;

    private Configuration configured(String agent) throws Exception {
        return ConfigurationReader.read(home, null, Map.of(), List.of(new Flag("--set", "plugins.agent", agent)));
    }

    @Test
    void serveDoesNotStartWithoutTheAgent() throws Exception {
        Configuration configuration = configured("on");
        assertThatThrownBy(() -> AgentStart.check(Mode.SERVE, configuration)).isInstanceOf(StartException.class)
                .hasMessageContaining("Java was started without it (-javaagent)").hasMessageContaining("bin/patchbay")
                .hasMessageContaining("set plugins.agent to off");
    }

    @Test
    void devStartsWithoutTheAgent() throws Exception {
        Configuration configuration = configured("on");
        assertThatCode(() -> AgentStart.check(Mode.DEV, configuration)).doesNotThrowAnyException();
    }

    @Test
    void serveStartsIfItIsSwitchedOff() throws Exception {
        Configuration configuration = configured("off");
        assertThatCode(() -> AgentStart.check(Mode.SERVE, configuration)).doesNotThrowAnyException();
    }
}
