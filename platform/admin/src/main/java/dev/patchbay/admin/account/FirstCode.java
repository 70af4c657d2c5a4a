package dev.patchbay.admin.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The code that lets whoever started the server make the first administrator: 128 random bits, another one at each start
 * without administrators, gone when it was used. Safe for all threads.
 */
public final class FirstCode {
    /** The name of the file in the data folder. */
    public static final String FILE = "first-administrator.code";
    private static final int BYTES = 16;
    private static final int GROUP = 4;

    private final OwnerFile file;
    private @Nullable String code;

    private FirstCode(OwnerFile file, @Nullable String code) {
        this.file = file;
        this.code = code;
    }

    /**
     * Makes the code, if it is needed.
     *
     * @param data the data folder, which gets a file with it
     * @param isNeeded whether there is no administrator yet
     * @param random where it comes from
     * @return the code, or none
     * @throws IOException if the folder cannot be written
     */
    static FirstCode of(Path data, boolean isNeeded, SecureRandom random) throws IOException {
        OwnerFile file = new OwnerFile(data.resolve(FILE));
        if (!isNeeded) {
            file.delete();
            return new FirstCode(file, null);
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        StringBuilder text = new StringBuilder();
        String letters = Totp.base32(bytes);
        for (int i = 0; i < letters.length(); i += GROUP) {
            text.append(i == 0 ? "" : "-").append(letters, i, Math.min(i + GROUP, letters.length()));
        }
        file.write(text.toString());
        return new FirstCode(file, text.toString());
    }

    /**
     * Returns the code, to be shown once.
     *
     * @return empty if there is an administrator
     */
    synchronized Optional<String> text() {
        return Optional.ofNullable(code);
    }

    /** Whether this is the code, however its groups are written. */
    synchronized boolean is(String text) {
        String mine = code;
        return mine != null && MessageDigest.isEqual(bare(mine), bare(text));
    }

    private static byte[] bare(String text) {
        return text.replace("-", "").replace(" ", "").toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    }

    /** It was used, or is needed no more. */
    synchronized void end() {
        code = null;
        file.delete();
    }
}
