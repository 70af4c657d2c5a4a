package dev.patchbay.host.jar;

import com.github.zafarkhaja.semver.ParseException;
import com.github.zafarkhaja.semver.Version;
import com.github.zafarkhaja.semver.expr.ExpressionParser;
import dev.patchbay.broker.Grant;
import dev.patchbay.broker.Grants;
import dev.patchbay.broker.InvalidGrantException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.regex.Pattern;

/**
 * What a plugin says of itself in {@code META-INF/MANIFEST.MF}:
 *
 * <pre>
 * Plugin-Id: github
 * Plugin-Version: 1.4.0
 * Plugin-Requires: &gt;=1.0.0 &amp; &lt;2.0.0
 * Plugin-Provider: Example Ltd
 * Plugin-Description: Issues and pull requests
 * Patchbay-Namespace: gh
 * Patchbay-Grants: hosts: api.github.com, uploads.github.com; secrets: github.token
 * </pre>
 *
 * The first three are needed. The range is written as java-semver understands it; {@code ~1.2} and {@code 1.x} too.
 *
 * @param id 1 to 63 characters of {@code A-Z a-z 0-9 _ . -}, a letter or digit first
 * @param version semantic version
 * @param requires the range of API versions it works with
 * @param provider who made it
 * @param description what it is for
 * @param namespace the prefix it wishes for its names; the empty string wishes for bare names
 * @param grants what it asks to touch: groups separated by {@code ;}, each {@code kind: value, value}
 */
public record PluginManifest(String id, Version version, String requires, Optional<String> provider,
        Optional<String> description, Optional<String> namespace, Grants grants) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_.-]{0,63}");

    /**
     * Returns what it asks to touch, one text for each value, such as {@code hosts: api.github.com}.
     *
     * @return the texts, sorted, none twice
     */
    public List<String> requests() {
        return grants.all().stream().map(Grant::text).sorted().toList();
    }

    /**
     * Returns whether a text may be a namespace.
     *
     * @param text the text
     * @return whether it is legal; the empty string is
     */
    public static boolean isNamespace(String text) {
        return NAMESPACE.matcher(text).matches();
    }

    /**
     * Reads a manifest.
     *
     * @param attributes its main attributes
     * @param apiVersion the API version of this host
     * @return the manifest
     * @throws RefusedJarException if a field is missing or malformed (all problems in one text), or the plugin does not
     *             work with this API
     */
    static PluginManifest read(Attributes attributes, Version apiVersion) throws RefusedJarException {
        List<String> problems = new ArrayList<>();
        String id = needed(attributes, "Plugin-Id", problems);
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            problems.add(
                    "Plugin-Id '" + id + "' must be 1 to 63 characters of A-Z a-z 0-9 _ . - and begin with a letter or"
                            + " digit");
        }
        String versionText = needed(attributes, "Plugin-Version", problems);
        Optional<Version> version = Version.tryParse(versionText);
        if (!versionText.isEmpty() && version.isEmpty()) {
            problems.add("Plugin-Version '" + versionText + "' is not a semantic version such as 1.4.0");
        }
        String requires = needed(attributes, "Plugin-Requires", problems);
        boolean fits = requires.isEmpty() || fits(apiVersion, requires, problems);
        Optional<String> namespace = optional(attributes, "Patchbay-Namespace");
        if (namespace.isPresent() && !isNamespace(namespace.get())) {
            problems.add(
                    "Patchbay-Namespace '" + namespace.get() + "' must be at most 63 characters of A-Z a-z 0-9 _ . -");
        }
        for (String agent : List.of("Launcher-Agent-Class", "Premain-Class", "Agent-Class", "Class-Path")) {
            if (attributes.getValue(agent) != null) {
                problems.add(agent + " is not allowed in a plugin; remove it from the manifest");
            }
        }
        Grants grants = grants(optional(attributes, "Patchbay-Grants").orElse(""), problems);
        if (!problems.isEmpty()) {
            throw new RefusedJarException("its manifest is not right: " + String.join("; ", problems));
        }
        if (!fits) {
            throw new RefusedJarException(id + " " + versionText + " needs a plugin API of version " + requires
                    + ", this host has " + apiVersion + ": install a version of the plugin, or of the host, that fits");
        }
        return new PluginManifest(id, version.orElseThrow(), requires, optional(attributes, "Plugin-Provider"),
                optional(attributes, "Plugin-Description"), namespace, grants);
    }

    private static String needed(Attributes attributes, String name, List<String> problems) {
        Optional<String> value = optional(attributes, name).filter(text -> !text.isEmpty());
        if (value.isEmpty()) {
            problems.add(name + " is missing");
        }
        return value.orElse("");
    }

    private static Optional<String> optional(Attributes attributes, String name) {
        return Optional.ofNullable(attributes.getValue(name)).map(String::strip);
    }

    private static boolean fits(Version apiVersion, String requires, List<String> problems) {
        try {
            return ExpressionParser.newInstance().parse(requires).interpret(apiVersion);
        } catch (ParseException | IllegalArgumentException e) {
            problems.add("Plugin-Requires '" + requires + "' is not a range of versions such as >=1.0.0 & <2.0.0");
            return true;
        }
    }

    private static Grants grants(String text, List<String> problems) {
        try {
            return Grants.parse(text);
        } catch (InvalidGrantException e) {
            problems.add("Patchbay-Grants: " + e.getMessage());
            return Grants.NONE;
        }
    }
}
