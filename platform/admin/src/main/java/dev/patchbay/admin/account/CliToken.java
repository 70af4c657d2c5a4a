package dev.patchbay.admin.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The token of the command line: another one at each start, in a file that the owner of the data folder alone reads. */
public final class CliToken implements AutoCloseable {
    /** The name of the file in the data folder. */
    public static final String FILE = "cli.token";
    /** What it begins with. */
    public static final String PREFIX = "pbc_";
    private static final int BYTES = 32;

    private final OwnerFile file;
    private final byte[] token;

    private CliToken(OwnerFile file, byte[] token) {
        this.file = file;
        this.token = token;
    }

    /**
     * Writes a new token.
     *
     * @param data the data folder
     * @param random where it comes from
     * @return the token; closing it deletes the file
     * @throws IOException if the folder cannot be written
     */
    public static CliToken write(Path data, SecureRandom random) throws IOException {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        OwnerFile file = new OwnerFile(data.resolve(FILE));
        file.write(text);
        return new CliToken(file, text.getBytes(StandardCharsets.US_ASCII));
    }

    boolean is(String text) {
        return MessageDigest.isEqual(token, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        file.delete();
    }
}
