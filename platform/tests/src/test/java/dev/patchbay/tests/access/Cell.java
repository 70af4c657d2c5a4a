package dev.patchbay.tests.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One cell of the matrix: somebody does something with an entry.
 *
 * @param client who
 * @param token with what
 * @param entry with which entry
 * @param method what
 */
record Cell(Client client, Token token, Entry entry, Method method) {
    /** How the entry was enabled for the client. */
    enum Grant {
        NONE, ANOTHER_ENTRY, EXACT, PREFIX, TOOLSET, BY_ROLE, TOOLSET_BY_ROLE, EXACT_AND_PREFIX
    }

    /** What the client is besides. */
    enum Standing {
        NOBODY, READER, EDITOR_BY_ROLE, PERMITTED, PERMITTED_BY_RESOURCE, DISABLED
    }

    /** What came with the request. */
    enum Token {
        KEY(null), NO_SCOPE(""), ONE_SCOPE("notes:read"), ALL_SCOPES("notes:read notes:write"), PARENT_SCOPE("notes");

        /** The scopes of an access token; null for a key, which has none and needs none. */
        private final @Nullable String scopes;

        Token(@Nullable String scopes) {
            this.scopes = scopes;
        }

        boolean isScoped() {
            return scopes != null;
        }

        Set<String> scopes() {
            return scopes == null || scopes.isEmpty() ? Set.of() : Set.of(scopes.split(" ", -1));
        }
    }

    /** What stands in the way beside enablement. */
    enum Condition {
        PLAIN, SCOPES, PERMISSION, ROLE_RULE, TRAIT_RULE, ARGUMENT_RULE, ALL_AT_CALL
    }

    /** The kinds of entry. */
    enum Kind {
        READING_TOOL, WRITING_TOOL, PROMPT, RESOURCE
    }

    /** What is done. */
    enum Method {
        LIST, USE, USE_WITH_REFUSED_ARGUMENT, COMPLETE, LIST_TEMPLATES, SUBSCRIBE
    }

    /**
     * A client.
     *
     * @param grant how entries were enabled for it
     * @param standing what it is besides
     * @param searching whether it searches its tools instead of listing them
     */
    record Client(Grant grant, Standing standing, boolean searching) {
        String id() {
            return (grant + "." + standing + "." + searching).toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * An entry.
     *
     * @param kind what
     * @param condition what stands in its way
     */
    record Entry(Kind kind, Condition condition) {
        /** Tools and prompts are named so; for resources it is the host of their URIs. */
        String name() {
            return "mx_" + (kind + "_" + condition).toLowerCase(Locale.ROOT);
        }

        String uri() {
            return "mx://" + name() + "/1";
        }

        String template() {
            return "mx://" + name() + "/{id}";
        }

        boolean isTool() {
            return kind == Kind.READING_TOOL || kind == Kind.WRITING_TOOL;
        }
    }

    static List<Client> clients() {
        List<Client> clients = new ArrayList<>();
        for (Grant grant : Grant.values()) {
            for (Standing standing : Standing.values()) {
                clients.add(new Client(grant, standing, false));
                clients.add(new Client(grant, standing, true));
            }
        }
        return clients;
    }

    static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Condition condition : Condition.values()) {
                entries.add(new Entry(kind, condition));
            }
        }
        return entries;
    }

    private static List<Method> methods(Entry entry) {
        return switch (entry.kind()) {
            case READING_TOOL, WRITING_TOOL -> List.of(Method.LIST, Method.USE, Method.USE_WITH_REFUSED_ARGUMENT);
            case PROMPT -> List.of(Method.LIST, Method.USE, Method.USE_WITH_REFUSED_ARGUMENT, Method.COMPLETE);
            case RESOURCE -> List.of(Method.LIST, Method.LIST_TEMPLATES, Method.USE, Method.COMPLETE, Method.SUBSCRIBE);
        };
    }

    /** All there are. */
    static List<Cell> all() {
        List<Cell> cells = new ArrayList<>();
        for (Client client : clients()) {
            for (Token token : Token.values()) {
                for (Entry entry : entries()) {
                    methods(entry).forEach(method -> cells.add(new Cell(client, token, entry, method)));
                }
            }
        }
        return cells;
    }
}
