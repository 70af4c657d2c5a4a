package dev.patchbay.server.logging;

import dev.patchbay.catalog.HandedSecrets;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A standard stream without the secrets that plugins were handed. Once there are any, it writes whole lines.
 *
 * <p>Threads: safe for all.
 */
final class SecretlessStream extends FilterOutputStream {
    private static final int LONGEST_LINE = 1 << 16;

    private final HandedSecrets secrets;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    SecretlessStream(OutputStream out, HandedSecrets secrets) {
        super(out);
        this.secrets = secrets;
    }

    @Override
    public synchronized void write(int one) throws IOException {
        write(new byte[]{(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (secrets.isEmpty() && line.size() == 0) {
            out.write(bytes, offset, length);
            return;
        }
        int end = offset + length;
        while (end > offset && bytes[end - 1] != '\n') {
            end--;
        }
        line.write(bytes, offset, end - offset);
        if (end > offset) {
            writeLine();
        }
        line.write(bytes, end, offset + length - end);
        if (line.size() > LONGEST_LINE) {
            writeLine();
        }
    }

    private void writeLine() throws IOException {
        // One byte is one character, so that what is no text stays as it is
        String text = line.toString(StandardCharsets.ISO_8859_1);
        String clean = secrets.hidden(text);
        if (text.equals(clean)) {
            clean = secrets.hidden(line.toString(StandardCharsets.UTF_8));
            out.write(clean.equals(line.toString(StandardCharsets.UTF_8))
                    ? line.toByteArray()
                    : clean.getBytes(StandardCharsets.UTF_8));
        } else {
            out.write(clean.getBytes(StandardCharsets.ISO_8859_1));
        }
        line.reset();
    }

    /** A line that has no end yet waits for it. */
    @Override
    public synchronized void flush() throws IOException {
        out.flush();
    }

    @Override
    public synchronized void close() throws IOException {
        writeLine();
        out.close();
    }
}
