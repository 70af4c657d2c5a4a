package dev.patchbay.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MarkerFactory;

class SystemLoggerTest {
    private final RecordingLogger target = new RecordingLogger();
    private final Logger logger = new SystemLogger("com.example.Pool", target);

    @Test
    void everyLevelHasItsCounterpart() {
        logger.trace("t");
        logger.debug("d");
        logger.info("i");
        logger.warn("w");
        logger.error("e");

        assertThat(target.lines).containsExactly("TRACE t", "DEBUG d", "INFO i", "WARNING w", "ERROR e");
    }

    @Test
    void argumentsAreFormattedAndALastThrowableIsKept() {
        var broken = new IllegalStateException("broken");

        logger.warn("{} of {} failed", 3, 20, broken);

        assertThat(target.lines).containsExactly("WARNING 3 of 20 failed " + broken);
    }

    @Test
    void aMarkerChangesNothing() {
        logger.info(MarkerFactory.getMarker("AUDIT"), "seen {}", "once");

        assertThat(target.lines).containsExactly("INFO seen once");
    }

    @Test
    void theFluentApiEndsAtTheSameLogger() {
        logger.atError().addArgument(7).log("number {}");

        assertThat(target.lines).containsExactly("ERROR number 7");
    }

    @Test
    void whatIsNotLoggableIsNotFormatted() {
        target.threshold = System.Logger.Level.WARNING;

        logger.info("{}", new Object() {
            @Override
            public String toString() {
                throw new AssertionError("formatted");
            }
        });

        assertThat(target.lines).isEmpty();
        assertThat(logger.isInfoEnabled()).isFalse();
        assertThat(logger.isWarnEnabled()).isTrue();
    }

    @Test
    void slf4jFindsTheProviderByItself() {
        assertThat(LoggerFactory.getILoggerFactory().getLogger("com.example")).isInstanceOf(SystemLogger.class);
        assertThat(LoggerFactory.getLogger("com.example")).isSameAs(LoggerFactory.getLogger("com.example"));
    }

    /** Keeps what is logged as "LEVEL message throwable". */
    private static final class RecordingLogger implements System.Logger {
        private final List<String> lines = new ArrayList<>();
        private Level threshold = Level.ALL;

        @Override
        public String getName() {
            return "recording";
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity() >= threshold.getSeverity();
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String message,
                @Nullable Throwable thrown) {
            lines.add(level + " " + message + (thrown == null ? "" : " " + thrown));
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String format,
                @Nullable Object @Nullable... params) {
            throw new AssertionError("the message must be formatted already, not be a java.text pattern");
        }
    }
}
