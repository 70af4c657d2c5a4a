package dev.patchbay.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Names of what results are built from, one name for one thing in the whole host: a resource by the URI that clients see,
 * a table of a configured database, or a tag of an instance.
 */
public final class Dependency {
    private static final String DATASOURCE = "datasource:";
    private static final int MAX_LENGTH = 2048;

    private Dependency() {}

    /**
     * Returns the names to look for in what has changed, for a result that is built from something.
     *
     * @param catalog the snapshot
     * @param instance whose result it is
     * @param name as the plugin writes it
     * @return one or two names
     * @throws IllegalArgumentException if that is no name
     */
    public static Set<String> used(Catalog catalog, String instance, String name) {
        check(name);
        if (!name.startsWith(DATASOURCE)) {
            return Set.of(own(catalog, instance, name).orElse(name));
        }
        String table = name.toLowerCase(Locale.ROOT);
        int slash = table.indexOf('/');
        return slash < 0 ? Set.of(table + "/") : Set.of(table, table.substring(0, slash));
    }

    /**
     * Returns the names of what has changed.
     *
     * @param catalog the snapshot
     * @param instance who says that it has changed
     * @param name as the plugin writes it
     * @return one or two names; none for the resource of another instance, which only that can change
     * @throws IllegalArgumentException if that is no name
     */
    public static Set<String> changed(Catalog catalog, String instance, String name) {
        check(name);
        if (!name.startsWith(DATASOURCE)) {
            return own(catalog, instance, name).map(Set::of).orElse(Set.of());
        }
        String table = name.toLowerCase(Locale.ROOT);
        int slash = table.indexOf('/');
        // What was built from all tables is looked up under the name with nothing after the slash
        return Set.of(table, (slash < 0 ? table : table.substring(0, slash)) + "/");
    }

    private static Optional<String> own(Catalog catalog, String instance, String name) {
        if (name.indexOf(':') < 0) {
            return Optional.of(instance + "\n" + name); // no URI and no other instance's tag has a line break
        }
        List<SchemeEntry> schemes = catalog.instance(instance).map(InstanceEntries::schemes).orElse(List.of());
        return schemes.stream().filter(scheme -> name.startsWith(scheme.own() + ":")).findFirst()
                .map(scheme -> scheme.toExposed(name));
    }

    private static void check(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("What a result is built from has a name of 1 to " + MAX_LENGTH
                    + " characters without control characters");
        }
    }
}
