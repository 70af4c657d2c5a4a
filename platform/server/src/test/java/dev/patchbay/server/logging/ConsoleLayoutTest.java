package dev.patchbay.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.patchbay.catalog.HandedSecrets;
import org.junit.jupiter.api.Test;

class ConsoleLayoutTest {
    private final Logger logger = new LoggerContext().getLogger("dev.patchbay.host.PluginHost");

    @Test
    void aMessageStaysOnItsLine() {
        String line = new ConsoleLayout(HandedSecrets.NONE).doLayout(new LoggingEvent("", logger, Level.INFO,
                "copied\n12:00:00 ERROR PluginHost: forged", null, null));

        assertThat(line)
                .matches("\\d\\d:\\d\\d:\\d\\d INFO PluginHost: copied\\\\n12:00:00 ERROR PluginHost: forged\n");
    }

    @Test
    void whatAnExceptionSaysIsIndented() {
        String lines = new ConsoleLayout(HandedSecrets.NONE)
                .doLayout(new LoggingEvent("", logger, Level.ERROR, "failed",
                        new IllegalStateException("bad\n12:00:00 ERROR forged"), null));

        assertThat(lines.lines().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("    "));
    }
}
