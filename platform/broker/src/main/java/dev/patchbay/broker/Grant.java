package dev.patchbay.broker;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One thing that can be touched. Immutable; equal grants have equal texts. */
public sealed interface Grant permits HostGrant, DatasourceGrant, PathGrant, NameGrant {
    /**
     * Returns its kind.
     *
     * @return the kind
     */
    GrantKind kind();

    /**
     * Returns what is granted in its one canonical form, without the kind.
     *
     * @return such as {@code /srv/out (rw)}
     */
    String value();

    /**
     * Tells whether whoever has this has the other too.
     *
     * @param other another grant
     * @return true if so
     */
    boolean covers(Grant other);

    /**
     * Returns what both allow.
     *
     * @param other another grant
     * @return the common part, if there is one
     */
    Optional<Grant> meet(Grant other);

    /**
     * Returns how it is written in a manifest.
     *
     * @return such as {@code paths: /srv/out (rw)}
     */
    default String text() {
        return kind().word() + ": " + value();
    }

    /**
     * Reads a grant.
     *
     * @param kind its kind
     * @param text what is granted, such as {@code /srv/out (rw)}
     * @return the grant
     * @throws InvalidGrantException if it is none
     */
    static Grant of(GrantKind kind, String text) {
        Marked marked = Marked.of(kind, text);
        return switch (kind) {
            case HOSTS -> HostGrant.read(marked);
            case DATASOURCES -> DatasourceGrant.read(marked);
            case PATHS -> PathGrant.read(marked);
            case SECRETS, ENVIRONMENT, TOOLS -> NameGrant.read(kind, marked);
        };
    }

    /**
     * A value and the word in parentheses behind it.
     *
     * @param kind the kind
     * @param value the value
     * @param mark the word, null for none
     */
    record Marked(GrantKind kind, String value, @Nullable String mark) {
        private static final int MAX_LENGTH = 1024;
        private static final Pattern FORM = Pattern.compile("([^\\p{Cntrl},;()]+?)(?: *\\( *([a-z]+) *\\))?");

        static Marked of(GrantKind kind, String text) {
            Matcher matcher = FORM.matcher(text.strip());
            if (text.length() > MAX_LENGTH || !matcher.matches()) {
                throw new InvalidGrantException("'" + kind.word() + ": " + shown(text)
                        + "' is no grant; one is written as value or value (word), without , ; or parentheses in it");
            }
            return new Marked(kind, matcher.group(1), matcher.group(2));
        }

        InvalidGrantException wrong(String how) {
            String text = mark == null ? value : value + " (" + mark + ")";
            return new InvalidGrantException("'" + kind.word() + ": " + shown(text) + "' is no grant: " + how);
        }

        private static String shown(String text) {
            String plain = text.strip().replaceAll("[^\\p{Print}]", "?");
            return plain.length() > 120 ? plain.substring(0, 120) + "..." : plain;
        }
    }
}
