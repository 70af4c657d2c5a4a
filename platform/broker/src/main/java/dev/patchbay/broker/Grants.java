package dev.patchbay.broker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may be touched, as a manifest requests it, as an administrator gives it, or what both agree on.
 *
 * <pre>
 * hosts: api.github.com, *.githubusercontent.com:443; secrets: github.token; datasources: orders (ro), crm (rw);
 * paths: /srv/reports (r), /srv/out (rw); environment: LANG; tools: notes_search
 * </pre>
 *
 * Immutable; two with the same {@link #text} are equal.
 */
public final class Grants {
    private static final int MAX_PROBLEMS = 10;
    private static final Comparator<Grant> ORDER = Comparator.comparing(Grant::kind).thenComparing(Grant::value);

    /** Nothing. */
    public static final Grants NONE = new Grants(List.of());

    private final List<Grant> all;
    private final Map<String, List<HostGrant>> hosts = new HashMap<>();
    private final Map<GrantKind, Set<String>> names = new EnumMap<>(GrantKind.class);
    private final Map<String, DatasourceGrant> datasources = new HashMap<>();
    private final List<PathGrant> paths;

    private Grants(Collection<? extends Grant> grants) {
        Set<Grant> distinct = new HashSet<>(grants);
        all = distinct.stream()
                .filter(grant -> distinct.stream().noneMatch(other -> !other.equals(grant) && other.covers(grant)))
                .sorted(ORDER).toList();
        for (Grant grant : all) {
            switch (grant) {
                case HostGrant host -> hosts.computeIfAbsent(host.name(), name -> new ArrayList<>()).add(host);
                case NameGrant(GrantKind kind, String name) -> names.computeIfAbsent(kind, any -> new HashSet<>())
                        .add(name);
                case DatasourceGrant datasource -> datasources.put(datasource.name(), datasource);
                case PathGrant path -> {
                    // below
                }
            }
        }
        paths = all.stream().filter(PathGrant.class::isInstance).map(PathGrant.class::cast)
                .sorted(Comparator.comparingInt(path -> path.folder().getNameCount())).toList();
    }

    /**
     * Collects grants.
     *
     * @param grants the grants; what others of them cover is left out
     * @return all of them
     */
    public static Grants of(Collection<? extends Grant> grants) {
        return grants.isEmpty() ? NONE : new Grants(grants);
    }

    /**
     * Reads what a manifest or an administrator wrote.
     *
     * @param text groups separated by {@code ;}, each {@code kind: value, value}; maybe empty
     * @return the grants
     * @throws InvalidGrantException if a kind is unknown or a value is illegal; it names all of them
     */
    public static Grants parse(String text) {
        List<Grant> grants = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String group : text.split(";", -1)) {
            if (!group.isBlank()) {
                read(group.strip(), grants, problems);
            }
        }
        if (!problems.isEmpty()) {
            String more = problems.size() > MAX_PROBLEMS ? "; and " + (problems.size() - MAX_PROBLEMS) + " more" : "";
            throw new InvalidGrantException(
                    problems.stream().limit(MAX_PROBLEMS).collect(Collectors.joining("; ")) + more);
        }
        return of(grants);
    }

    private static void read(String group, List<Grant> grants, List<String> problems) {
        int colon = group.indexOf(':');
        String word = colon < 0 ? group : group.substring(0, colon).strip();
        Optional<GrantKind> kind = GrantKind.of(word);
        if (kind.isEmpty() || colon < 0 || group.substring(colon + 1).isBlank()) {
            String plain = word.replaceAll("[^\\p{Print}]", "?");
            problems.add(kind.isEmpty() && colon >= 0
                    ? "there is no kind of grant '" + plain + "'; there are " + GrantKind.words()
                    : "the group '" + plain + "' is not written as kind: value, value");
            return;
        }
        for (String value : group.substring(colon + 1).split(",", -1)) {
            try {
                grants.add(Grant.of(kind.get(), value));
            } catch (InvalidGrantException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * Returns the grants one by one.
     *
     * @return in canonical order, none covered by another
     */
    public List<Grant> all() {
        return all;
    }

    /**
     * Returns the grants by kind, for people.
     *
     * @return a line for each kind that is there, such as {@code secrets: github.token}
     */
    public List<String> lines() {
        Map<GrantKind, List<String>> byKind = new EnumMap<>(GrantKind.class);
        all.forEach(grant -> byKind.computeIfAbsent(grant.kind(), kind -> new ArrayList<>()).add(grant.value()));
        return byKind.entrySet().stream().map(group -> group.getKey().word() + ": " + String.join(", ",
                group.getValue())).toList();
    }

    /**
     * Returns the canonical text, which {@link #parse} reads.
     *
     * @return such as {@code hosts: api.github.com; secrets: github.token}; empty for nothing
     */
    public String text() {
        return String.join("; ", lines());
    }

    /**
     * Tells whether nothing is granted.
     *
     * @return true if so
     */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * Returns what this or the other allows.
     *
     * @param other other grants
     * @return both together
     */
    public Grants union(Grants other) {
        return of(Stream.concat(all.stream(), other.all.stream()).toList());
    }

    /**
     * Returns what both this and the other allow.
     *
     * @param other other grants
     * @return what they have in common
     */
    public Grants intersection(Grants other) {
        return of(all.stream().flatMap(grant -> other.all.stream().map(grant::meet).flatMap(Optional::stream))
                .toList());
    }

    /**
     * Returns what of this the other does not allow.
     *
     * @param other other grants
     * @return the grants of this that no grant of the other covers
     */
    public Grants without(Grants other) {
        return of(all.stream().filter(grant -> !other.covers(grant)).toList());
    }

    /**
     * Tells whether a grant is among these, or is a part of one of them.
     *
     * @param grant the grant
     * @return true if so
     */
    public boolean covers(Grant grant) {
        return all.stream().anyMatch(each -> each.covers(grant));
    }

    /**
     * Tells whether all of the other is among these.
     *
     * @param other other grants
     * @return true if so
     */
    public boolean covers(Grants other) {
        return other.all.stream().allMatch(this::covers);
    }

    /**
     * Finds what allows a server to be called. Takes time by the parts of its name only.
     *
     * @param host a name or an address, as in a URL
     * @param port the port
     * @return the grant; one that allows private addresses is preferred
     */
    public Optional<HostGrant> host(String host, int port) {
        String name = HostGrant.canonical(host);
        if (name == null) {
            return Optional.empty();
        }
        List<HostGrant> found = new ArrayList<>(hosts.getOrDefault(name, List.of()));
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            found.addAll(hosts.getOrDefault("*" + name.substring(dot), List.of()));
        }
        return found.stream().filter(grant -> grant.includes(name, port))
                .max(Comparator.comparing(HostGrant::allowsPrivate));
    }

    /**
     * Tells whether a name is granted.
     *
     * @param kind secrets, environment or tools
     * @param name the name
     * @return true if so
     */
    public boolean name(GrantKind kind, String name) {
        return names.getOrDefault(kind, Set.of()).contains(name);
    }

    /**
     * Returns the grant of a datasource.
     *
     * @param name its name
     * @return the grant, if there is one
     */
    public Optional<DatasourceGrant> datasource(String name) {
        return Optional.ofNullable(datasources.get(name));
    }

    /**
     * Returns the granted folder that a path is in. Of several it is the outermost, so that none of them has to be
     * trusted which a plugin could have put there itself.
     *
     * @param path an absolute path, normal
     * @param write whether it shall be written
     * @return the grant, if there is one
     */
    public Optional<PathGrant> path(Path path, boolean write) {
        return paths.stream().filter(grant -> path.startsWith(grant.folder()) && (grant.write() || !write)).findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Grants grants && grants.all.equals(all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
