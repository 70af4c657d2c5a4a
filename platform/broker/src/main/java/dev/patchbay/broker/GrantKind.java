package dev.patchbay.broker;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of things that can be granted, in the order in which they are written. */
public enum GrantKind {
    /** Servers that may be called: {@code hosts: api.github.com, *.example.com:8443}. */
    HOSTS,
    /** Secrets that may be read: {@code secrets: github.token}. */
    SECRETS,
    /** Databases that may be used: {@code datasources: orders (ro), crm (rw)}. */
    DATASOURCES,
    /** Folders that may be used: {@code paths: /srv/reports (r), /srv/out (rw)}. */
    PATHS,
    /** Variables of the environment that may be read: {@code environment: LANG}. */
    ENVIRONMENT,
    /** Tools of the catalog that may be called: {@code tools: notes_search}. */
    TOOLS;

    /**
     * Returns the word of a manifest.
     *
     * @return such as {@code hosts}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<GrantKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(GrantKind::word).collect(Collectors.joining(", "));
    }
}
