package dev.patchbay.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.protocol.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LogSetupTest {
    @TempDir private Path folder;

    @AfterEach
    void closeTheFile() {
        LogSetup.stop();
    }

    @Test
    void everyLineOfTheFileIsOneJsonObject() throws IOException {
        LogSetup.file("info", folder);
        LoggerFactory.getLogger("dev.patchbay.test").info("first\n{\"level\":\"ERROR\"}\u001b[31m\u0001 \"quoted\"");
        LoggerFactory.getLogger("dev.patchbay.test").atWarn().addKeyValue("instance", "no\ntes")
                .setCause(new IllegalStateException("bad\nnews")).log("second");

        List<Map<String, Object>> lines = lines();

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).containsEntry("level", "INFO").containsEntry("formattedMessage",
                "first\n{\"level\":\"ERROR\"}\u001b[31m\u0001 \"quoted\"");
        assertThat(lines.getLast()).containsEntry("level", "WARN").containsKey("throwable");
    }

    @Test
    void librariesAreQuietAndTheLevelIsKept() throws IOException {
        LogSetup.file("warn", folder);
        LoggerFactory.getLogger("io.undertow.request").info("chatty");
        LoggerFactory.getLogger("dev.patchbay.test").info("too little");
        LoggerFactory.getLogger("dev.patchbay.test").warn("kept");

        assertThat(lines()).hasSize(1);
    }

    @Test
    void systemLoggersOfThisProcessGoToTheSameLog() throws IOException {
        LogSetup.file("info", folder);
        System.getLogger("some.name").log(System.Logger.Level.WARNING, "{0} of {1}", 1, 2);

        assertThat(lines()).singleElement().satisfies(line -> assertThat(line).containsEntry("loggerName", "some.name")
                .containsEntry("formattedMessage", "1 of 2"));
    }

    @Test
    void aMessageWithBracesIsNoPatternUnlessItHasParameters() throws IOException {
        LogSetup.file("info", folder);
        System.getLogger("some.name").log(System.Logger.Level.INFO, "{0} {} it's");

        assertThat(lines()).singleElement()
                .satisfies(line -> assertThat(line).containsEntry("formattedMessage", "{0} {} it's"));
    }

    @Test
    void noLineShowsASecretThatWasHandedToAPlugin() throws IOException {
        LogSetup.file("info", folder);
        LogSetup.secrets().add("canary \"7\" value");
        LoggerFactory.getLogger("dev.patchbay.test").atWarn().addKeyValue("key", "canary \"7\" value")
                .setCause(new IllegalStateException("with canary \"7\" value", new IOException("canary \"7\" value")))
                .log("used canary \"7\" value, Y2FuYXJ5ICI3IiB2YWx1ZQ");

        assertThat(lines()).singleElement().satisfies(
                line -> assertThat(line).containsEntry("formattedMessage", "used ***, ***").containsKey("throwable"));
        assertThat(Files.readString(folder.resolve(LogSetup.FILE))).doesNotContain("canary");
    }

    private List<Map<String, Object>> lines() throws IOException {
        return Files.readAllLines(folder.resolve(LogSetup.FILE)).stream()
                .map(line -> JsonReader.withDefaults().readObject(line.getBytes(StandardCharsets.UTF_8))).toList();
    }
}
