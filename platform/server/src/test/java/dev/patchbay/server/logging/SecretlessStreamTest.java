package dev.patchbay.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.catalog.HandedSecrets;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SecretlessStreamTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final HandedSecrets secrets = new HandedSecrets(5);
    private final PrintStream stream = new PrintStream(new SecretlessStream(written, secrets), true,
            StandardCharsets.UTF_8);

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void passesEverythingOnWhileThereIsNoSecret() {
        stream.print("no line end, c\u00e4nary-value");
        assertThat(written()).isEqualTo("no line end, c\u00e4nary-value");
    }

    @Test
    void hidesSecretsAlsoWhereTheyArePrintedInPieces() {
        secrets.add("c\u00e4nary-value");
        secrets.add("plain-value");
        stream.print("a c\u00e4nary");
        assertThat(written()).isEmpty();
        stream.println("-value z");
        stream.println("b plain-value \u20ac");
        stream.println("c \u20ac");
        assertThat(written()).isEqualTo("a *** z\nb *** \u20ac\nc \u20ac\n");
    }

    @Test
    void doesNotWaitForTheEndOfALineWithoutEnd() {
        secrets.add("plain-value");
        stream.print("x".repeat(70_000));
        assertThat(written()).hasSize(70_000);
        stream.close();
    }
}
