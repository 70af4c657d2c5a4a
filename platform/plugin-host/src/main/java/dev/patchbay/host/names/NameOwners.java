package dev.patchbay.host.names;

import dev.patchbay.catalog.ReservedNames;
import dev.patchbay.inspection.LookAlikes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which instance owns which name that clients see, kept in a file. A name is owned by the first instance that takes it
 * and stays its own, also while its plugin is away: no name ever changes because another plugin joined or left. A name
 * that could be taken for an owned one is owned too. Who wants to give the names of a removed plugin to another deletes
 * their lines from the file while the server is stopped.
 *
 * <p>The file has an object for each kind of names, in it for each name its instance:
 * {@code {"tools": {"github_search": "github"}, "prompts": {}, "schemes": {"notes": "notes"}}}.
 *
 * <p>Threads: one at a time.
 */
public final class NameOwners {
    private static final Logger LOG = LoggerFactory.getLogger(NameOwners.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final Set<String> RESERVED = ReservedNames.TOOLS.stream().map(LookAlikes::fold)
            .collect(Collectors.toUnmodifiableSet());

    private final Path file;
    private final Map<NameKind, Map<String, Owner>> owners = new LinkedHashMap<>();
    private boolean changed;

    private record Owner(String name, String instance) {}

    /**
     * Reads the owners.
     *
     * @param file where they are kept; made at the first change
     * @throws IllegalStateException if the file is not what this class wrote
     */
    public NameOwners(Path file) {
        this.file = file;
        for (NameKind kind : NameKind.values()) {
            owners.put(kind, new TreeMap<>());
        }
        if (Files.exists(file)) {
            read();
        }
    }

    private void read() {
        try {
            Map<String, Map<String, String>> kinds = MAPPER.readValue(Files.readAllBytes(file),
                    new TypeReference<Map<String, Map<String, String>>>() {});
            for (NameKind kind : NameKind.values()) {
                kinds.getOrDefault(kind.key(), Map.of()).forEach(
                        (name, instance) -> ofKind(kind).put(LookAlikes.fold(name), new Owner(name, instance)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The names in " + file + " cannot be read", e);
        } catch (JacksonException e) {
            throw new IllegalStateException("The names in " + file + " cannot be read (" + e.getOriginalMessage()
                    + "); restore the file, or delete it to give all names out anew", e);
        }
    }

    /**
     * Returns what two names share that could be taken for each other.
     *
     * @param name a name
     * @return its key
     */
    public static String key(String name) {
        return LookAlikes.fold(name);
    }

    private Map<String, Owner> ofKind(NameKind kind) {
        return owners.getOrDefault(kind, Map.of());
    }

    /**
     * Takes a name for an instance.
     *
     * @param kind what is named
     * @param name the name as clients see it
     * @param instance the instance
     * @return empty if the instance owns it now, else why not
     */
    public Optional<String> claim(NameKind kind, String name, String instance) {
        if (kind == NameKind.TOOL && RESERVED.contains(LookAlikes.fold(name))) {
            return Optional.of("'" + name + "' is, or looks like, the name of a tool of the host; give the instance a"
                    + " namespace");
        }
        Owner owner = ofKind(kind).get(LookAlikes.fold(name));
        if (owner != null && !owner.instance().equals(instance)) {
            String like = owner.name().equals(name) ? "'" + name + "'"
                    : "'" + name + "' looks like '" + owner.name() + "', which";
            return Optional.of(like + " belongs to instance " + owner.instance()
                    + "; give one of the two another namespace");
        }
        if (owner == null || !owner.name().equals(name)) {
            ofKind(kind).put(LookAlikes.fold(name), new Owner(name, instance));
            changed = true;
        }
        return Optional.empty();
    }

    /**
     * Takes a URI scheme for an instance: the one that its plugin declares, or, where that belongs to another instance,
     * one with the namespace in front.
     *
     * @param own the scheme that the plugin declares
     * @param instance the instance
     * @param namespace its namespace
     * @return the scheme that clients see, or empty if even the second belongs to another instance
     */
    public Optional<String> claimScheme(String own, String instance, String namespace) {
        String prefixed = prefix(namespace.isEmpty() ? instance : namespace) + "+" + own;
        Owner ofPrefixed = ofKind(NameKind.SCHEME).get(LookAlikes.fold(prefixed));
        if (ofPrefixed != null && ofPrefixed.instance().equals(instance)) {
            return Optional.of(prefixed);
        }
        for (String scheme : new String[]{own, prefixed}) {
            if (!LookAlikes.fold(scheme).equals(LookAlikes.fold(ReservedNames.RESULT_SCHEME))
                    && claim(NameKind.SCHEME, scheme, instance).isEmpty()) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }

    /** A URI scheme begins with a letter and has no underscore. */
    private static String prefix(String namespace) {
        String legal = namespace.toLowerCase(Locale.ROOT).replace('_', '-');
        return Character.isLetter(legal.charAt(0)) ? legal : "i" + legal;
    }

    /** Writes the file if anything changed. A failure is logged: the names hold until the restart then. */
    public void save() {
        if (!changed) {
            return;
        }
        Map<String, Map<String, String>> kinds = new LinkedHashMap<>();
        owners.forEach((kind, names) -> {
            Map<String, String> sorted = new TreeMap<>();
            names.values().forEach(owner -> sorted.put(owner.name(), owner.instance()));
            kinds.put(kind.key(), sorted);
        });
        try {
            Path written = file.resolveSibling(file.getFileName() + ".new");
            Files.write(written, MAPPER.writeValueAsBytes(kinds));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            changed = false;
        } catch (IOException e) {
            LOG.error("The owners of names could not be written to {}; after a restart names may change", file, e);
        }
    }
}
