package dev.patchbay.server.logging;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.patchbay.catalog.HandedSecrets;
import java.nio.charset.StandardCharsets;

/** Lines of JSON without the secrets that plugins were handed. */
final class SecretlessEncoder extends JsonEncoder {
    private final HandedSecrets secrets;

    SecretlessEncoder(HandedSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        byte[] line = super.encode(event);
        return secrets.isEmpty()
                ? line
                : secrets.hidden(new String(line, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }
}
