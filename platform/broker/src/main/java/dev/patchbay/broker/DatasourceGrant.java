package dev.patchbay.broker;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A database of the host's, to read or to read and write.
 *
 * @param name its name in {@code conf/patchbay.yaml}
 * @param write whether to write too
 */
public record DatasourceGrant(String name, boolean write) implements Grant {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

    static Grant read(Marked marked) {
        String mark = marked.mark() == null ? "ro" : marked.mark();
        if (!isName(marked.value()) || !("ro".equals(mark) || "rw".equals(mark))) {
            throw marked.wrong("a datasource is written as name, name (ro) or name (rw), the name with up to 63 of"
                    + " A-Z a-z 0-9 _ . -, a letter or digit first");
        }
        return new DatasourceGrant(marked.value(), "rw".equals(mark));
    }

    /**
     * Tells whether a text may be the name of a datasource.
     *
     * @param text the text
     * @return true if so
     */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    @Override
    public GrantKind kind() {
        return GrantKind.DATASOURCES;
    }

    @Override
    public String value() {
        return name + (write ? " (rw)" : " (ro)");
    }

    @Override
    public boolean covers(Grant other) {
        return other instanceof DatasourceGrant(String otherName, boolean otherWrite) && otherName.equals(name)
                && (write || !otherWrite);
    }

    @Override
    public Optional<Grant> meet(Grant other) {
        return other instanceof DatasourceGrant(String otherName, boolean otherWrite) && otherName.equals(name)
                ? Optional.of(new DatasourceGrant(name, write && otherWrite))
                : Optional.empty();
    }
}
